//! Searching: the query, its hits in the thread being read, and going from hit to hit.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::search::query::edit::{self, Slot};
use crate::engine::search::query::{Query, StateWord, Test};
use crate::engine::session::protocol::{Request, RowsFor, Scope, Tag};
use crate::engine::thread::RecordId;

use super::action::SearchAction;
use super::asks::Asked;
use super::effect::Effect;
use super::keys::SEARCH_ID;
use super::reading::ask_rows;
use super::state::{Reading, Search, State};
use super::{only, why_not};

/// About searching.
pub(super) fn update(state: &mut State, action: SearchAction) -> Vec<Effect> {
    match action {
        SearchAction::Typed { query } => typed(state, query),
        SearchAction::Next => step(state, Step::Next),
        SearchAction::Previous => step(state, Step::Previous),
        SearchAction::FiltersShown { on } => {
            state.filters_open = on;
            Vec::new()
        }
        SearchAction::OnlyMatches { on } => {
            state.only_matches = on;
            only::changed(state)
        }
        SearchAction::Filtered { slot, filter } => filtered(state, slot, filter.as_deref()),
        SearchAction::FiltersCleared => {
            state.only_matches = false;
            let query = state.query().and_then(edit::unfiltered);
            let mut effects = only::changed(state);
            effects.extend(query.map_or_else(Vec::new, |query| typed(state, query)));
            // The button is gone: its focus goes where a search goes on.
            effects.push(Effect::FocusOn {
                id: SEARCH_ID.to_owned(),
            });
            effects
        }
        SearchAction::WhyNot { record } => why_not::wanted(state, record),
    }
}

/// The words changed: an older search no longer counts.
pub(super) fn typed(state: &mut State, query: String) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    if reading.search.query == query {
        return Vec::new();
    }
    reading.search = Search {
        query,
        ..Search::default()
    };
    begin(state)
}

/// The same search once more: where it looks changed, or what may be seen.
pub(super) fn again(state: &mut State) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    if reading.search.query.is_empty() {
        return Vec::new();
    }
    reading.search = Search {
        query: std::mem::take(&mut reading.search.query),
        stays: true,
        ..Search::default()
    };
    begin(state)
}

/// What is withheld or marked changed: a search that depends on it is run again.
pub(super) fn log_changed(state: &mut State) -> Vec<Effect> {
    let is_recipient = state
        .reading
        .as_ref()
        .is_some_and(|reading| reading.view == RowsFor::Recipient);
    let depends = |test: &Test| *test == Test::Is(StateWord::Redacted) || test.is_case_work();
    if is_recipient || asks_for(state, depends) {
        return again(state);
    }
    Vec::new()
}

/// Dates are read otherwise: a search that asks for days is run again.
pub(super) fn days_changed(state: &mut State) -> Vec<Effect> {
    if asks_for(state, |test| matches!(test, Test::Period(_))) {
        return again(state);
    }
    Vec::new()
}

fn asks_for(state: &State, is_it: fn(&Test) -> bool) -> bool {
    let query = state.query().map(Query::parse);
    query.is_some_and(|query| {
        query.is_ok_and(|query| query.parts().iter().any(|part| is_it(&part.test)))
    })
}

/// Another source is open: a search over everything looks there, too.
pub(super) fn more_is_open(state: &mut State) -> Vec<Effect> {
    let is_over_all = state.hits.scope == Scope::Everything;
    let searches = state
        .reading
        .as_ref()
        .is_some_and(|reading| reading.search.tag.is_some());
    if is_over_all && searches {
        again(state)
    } else {
        Vec::new()
    }
}

fn begin(state: &mut State) -> Vec<Effect> {
    state.hits.forget();
    let scope = state.hits.scope;
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    let (thread, view) = (reading.thread, reading.view);
    let mut effects = Vec::new();
    match Query::parse(&reading.search.query) {
        Err(error) => reading.search.error = Some(error),
        Ok(query) if query.root.is_none() => {}
        Ok(_understood) => {
            let tag = state.asks.ask(Asked::Find);
            reading.search.tag = Some(tag);
            effects.push(Effect::post(Request::Find {
                tag,
                thread,
                query: reading.search.query.clone(),
                view,
                scope,
            }));
        }
    }
    // Marked rows are asked for when the hits are known: drawing them first would keep the number
    // of hits waiting. A thread without rows yet has nothing to wait for.
    if effects.is_empty() || reading.window.rows.is_empty() {
        effects.extend(ask_rows(state));
    }
    effects
}

/// Another thread is read: a search over everything has its hits there already.
pub(super) fn carried(state: &mut State, search: Search) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    let (thread, tag) = (reading.thread, search.tag);
    let stays = reading.jump.is_some();
    reading.search = Search {
        query: search.query,
        tag,
        stays,
        ..Search::default()
    };
    let Some(search) = tag else {
        return begin(state);
    };
    let mut effects = vec![Effect::post(Request::FoundIn { search, thread })];
    effects.extend(ask_rows(state));
    effects
}

/// The hits came back.
pub(super) fn found(
    state: &mut State,
    tag: Tag,
    thread: ThreadId,
    records: Vec<RecordId>,
    n_hits: u32,
) -> Vec<Effect> {
    state.asks.answered(tag);
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    if reading.thread != thread || reading.search.tag != Some(tag) {
        return Vec::new();
    }
    let came_to = reading.jump.filter(|_| reading.search.stays);
    let from = came_to.map_or_else(|| reading.window.first_record(), |jump| jump.record);
    let first = records.partition_point(|record| *record < from);
    let at = if first < records.len() { first } else { 0 };
    reading.search.n_hits = n_hits;
    if let Some(record) = records.get(at).copied() {
        reading.search.at = Some(at);
        if !reading.search.stays {
            reading.jump_to(record, false);
        }
    }
    reading.search.stays = false;
    reading.search.records = Some(Rc::new(records));
    only::changed(state)
}

enum Step {
    Next,
    Previous,
}

fn step(state: &mut State, step: Step) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    if let Some((at, record)) = neighbour(reading, &step) {
        reading.search.at = Some(at);
        reading.jump_to(record, false);
    }
    Vec::new()
}

/// The hit after or before the present one; at the ends it goes round.
fn neighbour(reading: &Reading, step: &Step) -> Option<(usize, RecordId)> {
    let records = reading.search.records.as_ref()?;
    let last = records.len().checked_sub(1)?;
    let at = match (reading.search.at, step) {
        (None, Step::Next) => 0,
        (None, Step::Previous) => last,
        (Some(at), Step::Next) => {
            if at >= last {
                0
            } else {
                at + 1
            }
        }
        (Some(at), Step::Previous) => at.checked_sub(1).unwrap_or(last),
    };
    records.get(at).map(|record| (at, *record))
}

/// A control wrote into the query. What it leaves out is left out of the feed, too.
fn filtered(state: &mut State, slot: Slot, filter: Option<&str>) -> Vec<Effect> {
    let text = state.query().unwrap_or_default();
    let Some(query) = edit::replaced(text, slot, filter) else {
        return Vec::new();
    };
    if filter.is_some() {
        state.only_matches = true;
    }
    typed(state, query)
}

impl State {
    /// The query as typed, in the thread being read.
    pub fn query(&self) -> Option<&str> {
        self.reading
            .as_ref()
            .map(|reading| reading.search.query.as_str())
    }
}

impl Search {
    /// The query to mark in messages; `None` when there is none, or it is not understood.
    pub fn words(&self) -> Option<String> {
        let looks = self.error.is_none() && !self.query.trim().is_empty();
        looks.then(|| self.query.clone())
    }

    /// The query before the word that is wrong, that word, and the query behind it.
    pub fn wrong_word(&self) -> Option<[&str; 3]> {
        let error = self.error.as_ref()?;
        let text = self.query.as_str();
        let start = text.floor_char_boundary(error.at.start as usize);
        let end = text.ceil_char_boundary(error.at.end() as usize).max(start);
        Some([
            text.get(..start).unwrap_or_default(),
            text.get(start..end).unwrap_or_default(),
            text.get(end..).unwrap_or_default(),
        ])
    }
}
