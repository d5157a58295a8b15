//! Words to hits.

use super::thread::{RecordId, Thread};

/// A search being run over a thread, in steps.
pub struct SearchJob {}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// Records with at least one hit, in file order.
    pub records: Vec<RecordId>,
    /// All hits.
    pub n_hits: u32,
}

impl SearchJob {
    /// Prepares a search for `query` as one phrase, any case.
    pub fn new(query: &str) -> SearchJob {
        let _ = query;
        todo!()
    }

    /// Searches the next part of the bodies; about a megabyte.
    pub fn step(&mut self, thread: &Thread) -> super::job::Step<Hits> {
        let _ = thread;
        todo!()
    }
}

/// Where `query` occurs in one body, any case. Spans count from the first byte of `text`.
pub fn spans_in(text: &[u8], query: &str) -> Vec<super::place::ByteSpan> {
    let _ = (text, query);
    todo!()
}
