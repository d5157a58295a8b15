//! Searches over everything that is open, and what they found.

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::place::ByteSpan;
use crate::engine::thread::RecordId;

/// Most hits that are given at once.
pub const HIT_ROWS_MOST: u32 = 200;
/// Most terms that are counted at once.
pub const TERMS_COUNTED_MOST: usize = 500;

/// Where a search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Scope {
    /// In the thread being read.
    Thread,
    /// In every thread, the one being read first.
    #[default]
    Everything,
}

/// What a search found in one thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadHits {
    /// Which thread.
    pub thread: ThreadId,
    /// Messages that fit.
    pub n_messages: u32,
    /// Hits in them.
    pub n_hits: u32,
}

/// A message that fits, for a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitRow {
    /// In which thread.
    pub thread: ThreadId,
    /// Which record.
    pub record: RecordId,
    /// The thread's title as far as it may be seen.
    pub title: String,
    /// The stamp as written.
    pub stamp: String,
    /// The sender as far as it may be seen; empty when there is none.
    pub sender: String,
    /// What stands before the first hit, or how the message begins when no words were looked for.
    pub before: String,
    /// The first hit as written; empty when no words were looked for.
    pub hit: String,
    /// What stands after it.
    pub after: String,
}

/// Which parts of a query a message fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyNot {
    /// Whether it fits the query as a whole.
    pub fits: bool,
    /// Every part, in the order of the query's text: its bytes, and whether the message fits it.
    pub parts: Vec<(ByteSpan, bool)>,
}

/// How often a term of a list was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCount {
    /// Its place in the list, from 0.
    pub term: u32,
    /// Only threads in which it was found.
    pub threads: Vec<ThreadHits>,
}
