//! Very long messages: rows give their beginning, and more of them when a person asks.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::session::protocol::{BODY_CHARS_SHOWN, Request, Row, RowsFor};
use crate::engine::thread::RecordId;

use super::asks::Asked;
use super::effect::Effect;
use super::feed::RowWindow;
use super::state::State;

/// How much more is shown each time. Units: characters.
const MORE_CHARS: u32 = 200_000;

/// Long messages of which more was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LongRows {
    rows: BTreeMap<RecordId, LongRow>,
    made_for: Option<MadeFor>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct LongRow {
    max_chars: u32,
    row: Option<Rc<Row>>,
}

/// What rows depend on besides their message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFor {
    /// The log in force.
    pub revision: u32,
    /// For whose eyes.
    pub view: RowsFor,
    /// Words to highlight.
    pub highlight: Option<String>,
}

impl LongRows {
    /// Puts the longer rows in the place of the short ones. Returns those that are still to be
    /// asked for, each with how much of it.
    pub(super) fn fill(
        &mut self,
        rows: &mut [Rc<Row>],
        made_for: &MadeFor,
    ) -> Vec<(RecordId, u32)> {
        if self.made_for.as_ref() != Some(made_for) {
            self.made_for = Some(made_for.clone());
            for long in self.rows.values_mut() {
                long.row = None;
            }
        }
        let mut wanted = Vec::new();
        for row in rows.iter_mut().filter(|row| row.n_more_chars > 0) {
            let Some(long) = self.rows.get(&row.record) else {
                continue;
            };
            match &long.row {
                Some(longer) => *row = Rc::clone(longer),
                None => wanted.push((row.record, long.max_chars)),
            }
        }
        wanted
    }
}

/// "Show more" was pressed on a row.
pub(super) fn more_wanted(state: &mut State, record: RecordId) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    let long = reading.long.rows.entry(record).or_insert(LongRow {
        max_chars: BODY_CHARS_SHOWN,
        row: None,
    });
    long.max_chars = long.max_chars.saturating_add(MORE_CHARS);
    let max_chars = long.max_chars;
    ask(state, record, max_chars).into_iter().collect()
}

/// Asks for more of a message.
pub(super) fn ask(state: &mut State, record: RecordId, max_chars: u32) -> Option<Effect> {
    let reading = state.reading.as_ref()?;
    let (thread, view, highlight) = (reading.thread, reading.view, reading.search.words());
    let made_for = MadeFor {
        revision: state.log.revision(),
        view,
        highlight: highlight.clone(),
    };
    let tag = state.asks.ask(Asked::LongRow { thread, made_for });
    Some(Effect::post(Request::LongRow {
        tag,
        thread,
        record,
        view,
        highlight,
        max_chars,
    }))
}

/// More of a message arrived.
pub(super) fn arrived(state: &mut State, made_for: &MadeFor, revision: u32, rows: Vec<Row>) {
    let Some(reading) = &mut state.reading else {
        return;
    };
    let Some(row) = rows.into_iter().next().map(Rc::new) else {
        return;
    };
    let fresh = made_for.revision == revision && reading.long.made_for.as_ref() == Some(made_for);
    let Some(long) = reading.long.rows.get_mut(&row.record).filter(|_| fresh) else {
        return;
    };
    long.row = Some(Rc::clone(&row));
    let window: &mut RowWindow = Rc::make_mut(&mut reading.window);
    let shown = window.rows.iter_mut().find(|at| at.record == row.record);
    if let Some(shown) = shown.filter(|_| window.revision == revision) {
        *shown = row;
    }
}
