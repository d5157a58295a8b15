//! Words to hits.
//!
//! Read [`query`] first: it says what can be asked. Then [`SearchJob`], which runs a query over a
//! thread in steps, and [`Matcher`], which compares it with one record.
//!
//! Words are looked for in bodies alone: a hit does not begin or end in a stamp or a sender, nor go
//! from one record into the next. Hits of one word do not overlap; the leftmost counts. A word is
//! found as a [`Term`](crate::engine::redact::term::Term) is that shall be withheld: any case, accents
//! that it does not write passed over, digits of any script, what shows nothing ignored.
//!
//! Most records are never folded for that. The bytes of a thread are searched for the rarest word, as
//! fast as they are read, and only where [`Blocks`] let it stand; an [`Index`] knows the few records in
//! which other bytes may mean the same.
//!
//! Invariants: where less than everything may be seen, only what may be seen is searched; no step
//! takes long, whatever the query and the text.

mod bare;
mod bits;
mod blocks;
mod file_types;
mod filters;
mod index;
mod job;
mod matcher;
mod near;
pub mod query;
#[cfg(test)]
mod tests;
mod tree;

use super::thread::{Record, RecordId, Thread};

pub use bare::Bare;
pub use bits::Bits;
pub use blocks::{Blocks, BlocksJob};
pub use file_types::{type_by_content, type_by_name};
pub use index::{Index, IndexJob};
pub use job::{Ground, SearchJob};
pub use matcher::{Facts, Matcher, ShownRecord, ThreadFacts};

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// Records with at least one hit, in file order.
    pub records: Vec<RecordId>,
    /// All hits. A query of words or a pattern alone has one wherever they stand, any other query
    /// one in each record that fits.
    pub n_hits: u32,
}

fn count(hits: &mut Hits, record: usize, n_hits: usize) {
    if n_hits == 0 {
        return;
    }
    hits.n_hits = hits.n_hits.saturating_add(n_hits as u32);
    let id = RecordId(record as u32);
    if hits.records.last() != Some(&id) {
        hits.records.push(id);
    }
}

/// The record that holds byte `at`, looked for from `from` on: in steps that grow, then by halving.
/// Close records are in the processor's cache, far ones are not.
fn holding(records: &[Record], from: usize, at: usize) -> usize {
    const FIRST_STEP: usize = 4;
    let starts_behind = |index: usize| {
        let record = records.get(index);
        record.is_none_or(|record| record.start as usize > at)
    };
    // Whoever asks goes forward; should it be a record before that one after all, all before it are asked.
    if starts_behind(from) {
        let before = records.get(..from).unwrap_or(records);
        let n_before = before.partition_point(|record| record.start as usize <= at);
        return n_before.saturating_sub(1);
    }
    let (mut low, mut step) = (from, FIRST_STEP);
    while !starts_behind(low + step) {
        low += step;
        step *= 2;
    }
    let high = records.len().min(low + step);
    let between = records.get(low..high).unwrap_or_default();
    let n = between.partition_point(|record| record.start as usize <= at);
    low + n.saturating_sub(1)
}

fn body_range(thread: &Thread, record: usize) -> Option<std::ops::Range<usize>> {
    let id = RecordId(record as u32);
    let start = thread.records.get(record)?.start as usize + thread.body_offset(id) as usize;
    Some(start..start + thread.body(id).len())
}
