//! A long text on its way: how far it is, its first messages, and the way out.
//!
//! Invariant: no message is shown early when any decision may be about it.

use std::rc::Rc;

use crate::engine::job::Progress;
use crate::engine::place::SourceId;
use crate::engine::session::protocol::Row;
use crate::say;

use super::effect::Effect;
use super::state::{Batch, State};
use super::worker_life;

/// What is known of a text that arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Name of its source.
    pub name: String,
    /// How far it is.
    pub progress: Progress,
    /// Its first messages.
    pub early: Option<Early>,
}

/// First messages, of which nothing but the words is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Early {
    /// Size and end of the source.
    pub provisional: SourceId,
    /// A name for the thread.
    pub title: String,
    /// From the first one on.
    pub rows: Vec<Rc<Row>>,
    /// It is known that nothing was decided about them.
    pub is_free: bool,
}

/// More of a text is there.
pub(super) fn arrived(state: &mut State, name: String, progress: Progress) -> Vec<Effect> {
    match &mut state.arrival {
        Some(arrival) if arrival.name == name => arrival.progress = progress,
        other => {
            *other = Some(Arrival {
                name,
                progress,
                early: None,
            });
        }
    }
    Vec::new()
}

/// The first messages are there. What was decided about them before is asked for first.
pub(super) fn first_messages(
    state: &mut State,
    provisional: SourceId,
    title: String,
    rows: Vec<Row>,
) -> Vec<Effect> {
    let may_be_decided = !state.sources.is_empty()
        || !state.log.log().decisions().is_empty()
        || state.resume.is_some();
    let Some(arrival) = state.arrival.as_mut().filter(|_| !may_be_decided) else {
        return Vec::new();
    };
    arrival.early = Some(Early {
        provisional: provisional.clone(),
        title,
        rows: rows.into_iter().map(Rc::new).collect(),
        is_free: false,
    });
    vec![Effect::LoadKept { provisional }]
}

/// It is known how many records are kept about a source.
pub(super) fn kept_known(state: &mut State, provisional: &SourceId, n_records: usize) {
    let is_sure = state.keep.failed.is_none();
    let Some(arrival) = &mut state.arrival else {
        return;
    };
    if let Some(early) = arrival
        .early
        .as_mut()
        .filter(|early| early.provisional == *provisional)
    {
        early.is_free = is_sure && n_records == 0;
    }
}

/// Opening was ended by the person: the worker, which reads in one go, is replaced, and what else
/// was open or waits is opened again.
pub(super) fn cancelled(state: &mut State) -> Vec<Effect> {
    let Some(index) = state.opening.front().copied() else {
        return Vec::new();
    };
    let mut dropped = Vec::new();
    if let Some(batch) = state.batches.get_mut(index) {
        if let Batch::Files { files } = batch {
            dropped = files.iter().map(|(key, _)| *key).collect();
        }
        *batch = Batch::Gone;
    }
    let mut effects = worker_life::start_afresh(state, Some(index));
    if !dropped.is_empty() {
        effects.push(Effect::DropFiles { files: dropped });
    }
    state.alerts.notice(
        say::opening_was_cancelled_nothing_of_it_was().to_owned(),
        "",
    );
    effects
}

impl State {
    /// First messages that may be shown while the rest of their text arrives.
    pub fn shown_early(&self) -> Option<&Early> {
        let early = self.arrival.as_ref()?.early.as_ref()?;
        (early.is_free && self.log.log().decisions().is_empty()).then_some(early)
    }
}
