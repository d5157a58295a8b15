//! The roster as it is edited: as cells, with the text as the second view, and back step by step.

use super::{Loaded, ROSTER_STEPS};
use crate::app::effect::Effect;
use crate::app::sources::log_changed;
use crate::app::state::State;
use crate::engine::compliance::{CardMapping, RosterGrid, roster_from_cards};
use crate::engine::decision::{CaseWork, DecisionKind};
use crate::engine::time::Instant;

/// One thing done to the cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterEdit {
    /// A cell was written.
    Cell {
        /// Number of the row, from 0.
        row: usize,
        /// Number of the column, from 0.
        column: usize,
        /// What stands in it.
        value: String,
    },
    /// A row more; the first one begins a roster.
    RowAdded,
    /// A row less.
    RowRemoved {
        /// Its number, from 0.
        row: usize,
    },
    /// A column more.
    ColumnAdded {
        /// Its name.
        name: String,
    },
    /// Everybody with a category of contact cards gets a value in a column.
    CategorySays {
        /// The category.
        category: String,
        /// `side` or `authorised`.
        column: &'static str,
        /// What stands in it.
        value: String,
    },
    /// The last thing is taken back.
    Undone,
}

/// Whether a file of that name holds cards.
pub(super) fn is_cards(name: &str) -> bool {
    name.to_lowercase().ends_with(".vcf")
}

/// Puts another roster in the place of the one that is there, which can be had back.
fn replace(state: &mut State, roster: Option<Loaded>) {
    let comply = &mut state.comply;
    if comply.roster == roster {
        return;
    }
    let before = std::mem::replace(&mut comply.roster, roster);
    comply.roster_before.push(before);
    let n_steps = comply.roster_before.len();
    comply
        .roster_before
        .drain(..n_steps.saturating_sub(ROSTER_STEPS));
}

pub(super) fn read(state: &mut State, name: String, text: String) -> Vec<Effect> {
    let text = text.into();
    replace(state, Some(Loaded { name, text }));
    Vec::new()
}

pub(super) fn dropped(state: &mut State) -> Vec<Effect> {
    replace(state, None);
    Vec::new()
}

pub(super) fn typed(state: &mut State, text: String) -> Vec<Effect> {
    let roster = state.comply.roster.as_ref();
    let name = roster.map_or_else(|| "roster.csv".to_owned(), |one| one.name.clone());
    read(state, name, text)
}

pub(super) fn saved(state: &State) -> Vec<Effect> {
    let saved = state.comply.roster.iter().map(|roster| Effect::SaveText {
        name: roster.name.clone(),
        mime: match is_cards(&roster.name) {
            true => "text/vcard",
            false => "text/csv",
        },
        text: roster.text.to_string(),
    });
    saved.collect()
}

/// The cells of a roster; cards become cells, none is an empty one. `None` when it cannot be read.
pub fn cells_of(roster: Option<&Loaded>) -> Option<RosterGrid> {
    match roster {
        None => Some(RosterGrid::default()),
        Some(roster) if is_cards(&roster.name) => {
            let people = roster_from_cards(&roster.text, &CardMapping::new()).ok()?;
            Some(RosterGrid::of_people(people))
        }
        Some(roster) => RosterGrid::from_csv(&roster.text).ok(),
    }
}

/// The cells as a table, whatever they were read from.
fn write(state: &mut State, grid: &RosterGrid) {
    let roster = state.comply.roster.as_ref();
    let name = roster.map_or("roster.csv", |one| &one.name);
    let name = match name.rsplit_once('.') {
        Some((stem, _)) if is_cards(name) => format!("{stem}.csv"),
        _table => name.to_owned(),
    };
    let text = grid.to_csv().into();
    replace(state, Some(Loaded { name, text }));
}

pub(super) fn edited(state: &mut State, edit: RosterEdit) -> Vec<Effect> {
    if edit == RosterEdit::Undone {
        if let Some(before) = state.comply.roster_before.pop() {
            state.comply.roster = before;
        }
        return Vec::new();
    }
    let Some(mut grid) = cells_of(state.comply.roster.as_ref()) else {
        return Vec::new();
    };
    let focus = changed(&mut grid, edit);
    write(state, &grid);
    let focus = focus.map(|(row, column)| Effect::FocusOn {
        id: cell_id(row, column),
    });
    focus.into_iter().collect()
}

/// Changes the cells; returns the row and the column where one goes on writing.
fn changed(grid: &mut RosterGrid, edit: RosterEdit) -> Option<(usize, usize)> {
    match edit {
        RosterEdit::Cell { row, column, value } => {
            grid.set(row, column, &value);
            None
        }
        RosterEdit::RowAdded => {
            grid.add_row();
            Some((grid.rows.len().checked_sub(1)?, grid.place_to_begin()))
        }
        RosterEdit::RowRemoved { row } => {
            grid.remove_row(row);
            let last = grid.rows.len().checked_sub(1)?;
            Some((row.min(last), 0))
        }
        RosterEdit::ColumnAdded { name } => {
            grid.add_column(&name);
            grid.rows.first()?;
            Some((0, grid.columns.len().checked_sub(1)?))
        }
        RosterEdit::CategorySays {
            category,
            column,
            value,
        } => {
            grid.set_by_category(&category, column, &value);
            None
        }
        RosterEdit::Undone => None,
    }
}

/// The id of a cell's field.
pub fn cell_id(row: usize, column: usize) -> String {
    format!("roster-{row}-{column}")
}

/// Somebody on a card in an export is taken into the roster, and that is a decision.
pub(super) fn card_taken(state: &mut State, now: &Instant, id: &str) -> Vec<Effect> {
    let overview = state.comply.overview.clone();
    let mut cards = overview.iter().flat_map(|overview| &overview.cards);
    let card = cards.find(|card| card.person.id == id).cloned();
    let (Some(card), Some(mut grid)) = (card, cells_of(state.comply.roster.as_ref())) else {
        return Vec::new();
    };
    if grid.has_person(id) {
        return Vec::new();
    }
    grid.add_person(&card.person);
    write(state, &grid);
    let taken = CaseWork::CardTaken {
        source: card.source,
        entry: card.entry,
        person: id.to_owned(),
    };
    state.log.decide(now, DecisionKind::Work(taken));
    log_changed(state, now)
}
