//! What is looked up in the state.

use super::state::{KeptPhase, SourceState, State};
use crate::engine::case::ThreadId;
use crate::engine::session::protocol::ThreadSummary;

impl State {
    /// All threads in case order.
    pub fn threads(&self) -> impl Iterator<Item = (&SourceState, &ThreadSummary)> {
        self.sources
            .iter()
            .flat_map(|source| source.summary.threads.iter().map(move |at| (source, at)))
    }

    /// A thread with its source.
    pub fn thread(&self, thread: ThreadId) -> Option<(&SourceState, &ThreadSummary)> {
        self.threads().find(|(_, at)| at.thread == thread)
    }

    /// The source of that number.
    pub fn source(&self, source: u32) -> Option<&SourceState> {
        self.sources.iter().find(|at| at.summary.source == source)
    }

    /// The source of that number.
    pub fn source_mut(&mut self, source: u32) -> Option<&mut SourceState> {
        self.sources
            .iter_mut()
            .find(|at| at.summary.source == source)
    }
}

impl State {
    /// Whether a thread was just opened and its first rows are on their way: a moment later the
    /// page is drawn with them.
    pub fn awaits_first_rows(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| {
            reading.window.rows.is_empty()
                && self
                    .thread(reading.thread)
                    .is_some_and(|(_, thread)| thread.n_records > 0)
        })
    }

    /// Whether words are looked for in the thread that is read, and nothing is known of them yet.
    pub fn awaits_hits(&self) -> bool {
        self.reading
            .as_ref()
            .is_some_and(|reading| reading.search.tag.is_some() && reading.search.records.is_none())
    }

    /// Whether leaving the page would lose something.
    pub fn must_warn(&self) -> bool {
        self.log.is_unsaved()
    }
}

impl SourceState {
    /// Whether what was kept about it is back.
    pub fn is_settled(&self) -> bool {
        matches!(self.kept, KeptPhase::Settled { .. })
    }
}
