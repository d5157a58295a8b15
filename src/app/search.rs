//! Searching a thread, and going from hit to hit.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::session::protocol::{Request, Tag};
use crate::engine::thread::RecordId;

use super::action::SearchAction;
use super::asks::Asked;
use super::effect::Effect;
use super::reading::ask_rows;
use super::state::{Reading, Search, State};
use super::words;

/// About searching.
pub(super) fn update(state: &mut State, action: SearchAction) -> Vec<Effect> {
    match action {
        SearchAction::Typed { query } => typed(state, query),
        SearchAction::Next => step(state, Step::Next),
        SearchAction::Previous => step(state, Step::Previous),
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
    let thread = reading.thread;
    let Some(words) = reading.search.words() else {
        return ask_rows(state);
    };
    let tag = state.asks.ask(Asked::Find);
    reading.search.tag = Some(tag);
    // Marked rows are asked for when the hits are known: drawing them first would keep the number
    // of hits waiting. A thread without rows yet has nothing to wait for.
    let is_bare = reading.window.rows.is_empty();
    let mut effects = vec![Effect::post(Request::Find {
        tag,
        thread,
        query: words,
    })];
    if is_bare {
        effects.extend(ask_rows(state));
    }
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
    let from = reading.window.first;
    let first = records.partition_point(|record| record.0 < from);
    let at = if first < records.len() { first } else { 0 };
    reading.search.n_hits = n_hits;
    if let Some(record) = records.get(at).copied() {
        reading.search.at = Some(at);
        reading.jump_to(record, false);
    }
    reading.search.records = Some(Rc::new(records));
    ask_rows(state)
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

impl Search {
    /// The words to look for; `None` when there are none.
    pub fn words(&self) -> Option<String> {
        (!self.query.trim().is_empty()).then(|| self.query.clone())
    }

    /// What the page says about it. Begins with the number of hits.
    pub fn status(&self) -> String {
        if self.words().is_none() {
            return String::new();
        }
        let Some(records) = &self.records else {
            return "Searching…".to_owned();
        };
        if self.n_hits == 0 {
            return "0 hits".to_owned();
        }
        let n_records = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let mut text = format!(
            "{} in {}",
            words::counted(self.n_hits, "hit", "hits"),
            words::counted(n_records, "message", "messages"),
        );
        if let Some(at) = self.at {
            text.push_str(&format!(", at {} of {}", at + 1, records.len()));
        }
        text
    }
}
