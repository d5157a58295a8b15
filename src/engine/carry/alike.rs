//! Threads that share messages, and which message of the one is which of the other.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Ground;
use super::words::{WordIndex, words_of};
use crate::engine::case::{Case, ThreadId};
use crate::engine::place::SourceId;
use crate::engine::thread::{RecordId, Thread};

/// Telling messages that two threads must share to be the same conversation.
const LEAST_SHARED: usize = 3;

/// Neighbours that must be the same where words alone do not tell.
const LEAST_NEIGHBOURS: u8 = 2;

/// Threads that may have a telling message in common.
const MOST_THREADS: usize = 16;

/// Messages with the same words that are looked at: more are nobody's own.
const MOST_ALIKE: usize = 500;

/// Pairs of threads of different sources, each in both directions.
pub(super) struct Pairs<'a> {
    index: &'a [WordIndex],
    pairs: Vec<(ThreadId, ThreadId)>,
}

impl<'a> Pairs<'a> {
    /// Cost: that of sorting all telling words, however many threads there are.
    pub(super) fn of(case: &Case, index: &'a [WordIndex]) -> Pairs<'a> {
        let source_of: Vec<&SourceId> = case.threads().map(|(_, open, _)| &open.id).collect();
        let mut pairs = Vec::new();
        for ((one, other), shared) in shared_by_pair(index, &source_of) {
            let least = [one, other]
                .into_iter()
                .filter_map(|thread: u32| index.get(thread as usize))
                .map(WordIndex::n_telling)
                .min();
            if shared >= LEAST_SHARED || shared * 2 >= least.unwrap_or(usize::MAX) {
                pairs.push((ThreadId(one), ThreadId(other)));
                pairs.push((ThreadId(other), ThreadId(one)));
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

/// How many telling words two threads of different sources share; words that many threads have, such
/// as greetings sent around, say nothing.
fn shared_by_pair(index: &[WordIndex], source_of: &[&SourceId]) -> BTreeMap<(u32, u32), usize> {
    let mut all: Vec<(u64, u32)> = Vec::new();
    for (thread, words) in (0..).zip(index) {
        all.extend(words.telling().map(|number| (number, thread)));
    }
    all.sort_unstable();
    let mut shared: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for threads in all.chunk_by(|one, other| one.0 == other.0) {
        if threads.len() > MOST_THREADS {
            continue;
        }
        for (at, (_, one)) in threads.iter().enumerate() {
            for (_, other) in threads.iter().skip(at + 1) {
                if source_of.get(*one as usize) != source_of.get(*other as usize) {
                    *shared.entry((*one, *other)).or_default() += 1;
                }
            }
        }
    }
    shared
}

/// Numbers of words may meet by chance; words do not.
fn same_words(thread: &Thread, record: RecordId, other: &Thread, at: RecordId) -> bool {
    words_of(thread, record) == words_of(other, at)
}
