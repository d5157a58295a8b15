//! Threads that share messages, and which message of the one is which of the other.

use std::cmp::Reverse;

use super::Ground;
use super::words::{WordIndex, words_of};
use crate::engine::case::{Case, ThreadId};
use crate::engine::thread::{RecordId, Thread};

/// Telling messages that two threads must share to be the same conversation.
const LEAST_SHARED: usize = 3;

/// Neighbours that must be the same where words alone do not tell.
const LEAST_NEIGHBOURS: u8 = 2;

/// Messages with the same words that are looked at: more are nobody's own.
const MOST_ALIKE: usize = 500;

/// Pairs of threads of different sources, each in both directions.
pub(super) struct Pairs<'a> {
    index: &'a [WordIndex],
    pairs: Vec<(ThreadId, ThreadId)>,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(case: &Case, index: &'a [WordIndex]) -> Pairs<'a> {
        let mut pairs = Vec::new();
        for (one, source, _) in case.threads() {
            for (other, of, _) in case.threads().skip(one.0 as usize + 1) {
                if source.id != of.id && is_alike(index, one, other) {
                    pairs.push((one, other));
                    pairs.push((other, one));
                }
            }
        }
        pairs.sort_unstable();
        Pairs { index, pairs }
    }

    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// The threads that share messages with this one.
    pub(super) fn with(&self, thread: ThreadId) -> impl Iterator<Item = ThreadId> {
        let pairs = self.pairs.iter();
        pairs
            .filter(move |(one, _)| *one == thread)
            .map(|(_, other)| *other)
    }

    /// The record of `there` that is this one, when it is certain.
    pub(super) fn counterpart(
        &self,
        case: &Case,
        (id, record): (ThreadId, RecordId),
        there: ThreadId,
    ) -> Option<(RecordId, Ground)> {
        let (_, thread) = case.thread(id)?;
        let (_, other) = case.thread(there)?;
        let here = self.index.get(id.0 as usize)?;
        let index = self.index.get(there.0 as usize)?;
        let number = here.number(record);
        let found = index.with(number);
        if number == 0 || found.is_empty() || found.len() > MOST_ALIKE {
            return None;
        }
        let same = |at: &u32| same_words(thread, record, other, RecordId(*at));
        let mut scored: Vec<(Reverse<u8>, u32)> = found
            .iter()
            .map(|(_, at)| *at)
            .filter(same)
            .map(|at| {
                (
                    Reverse(here.n_alike_around(record, index, RecordId(at))),
                    at,
                )
            })
            .collect();
        scored.sort_unstable();
        let (Reverse(best), at) = *scored.first()?;
        let only = scored.len() == 1 && here.with(number).len() == 1;
        if only && here.is_telling(record) {
            return Some((RecordId(at), Ground::OnlyOne));
        }
        let next = scored.get(1).map_or(0, |(Reverse(next), _)| *next);
        (best >= LEAST_NEIGHBOURS && (best > next || scored.len() == 1))
            .then_some((RecordId(at), Ground::Neighbours(best)))
    }
}

fn is_alike(index: &[WordIndex], one: ThreadId, other: ThreadId) -> bool {
    let (Some(one), Some(other)) = (index.get(one.0 as usize), index.get(other.0 as usize)) else {
        return false;
    };
    let (shared, of) = one.shared(other);
    shared >= LEAST_SHARED || (shared > 0 && shared * 2 >= of)
}

/// Numbers of words may meet by chance; words do not.
fn same_words(thread: &Thread, record: RecordId, other: &Thread, at: RecordId) -> bool {
    words_of(thread, record) == words_of(other, at)
}
