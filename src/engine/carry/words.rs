//! The words of every message of a thread, as numbers that are quickly compared.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::engine::thread::{Kind, RecordId, Thread};

/// Words of at least this length say by themselves which message is meant. Units: bytes.
const TELLING_BYTES: usize = 24;

/// How far around a message its neighbours are compared. Units: messages, on each side.
const AROUND: u32 = 3;

/// The words of a thread's messages.
pub(super) struct WordIndex {
    /// By record: the number of its words; 0 for none.
    by_record: Vec<u64>,
    /// Number and record, sorted; messages with words alone.
    sorted: Vec<(u64, u32)>,
    /// Numbers of telling words, sorted, each once.
    telling: Vec<u64>,
}

/// The words of a message, without the marks and blanks around them: other phones write other ones.
pub(super) fn words_of(thread: &Thread, record: RecordId) -> &str {
    let said = thread
        .record(record)
        .is_some_and(|at| at.kind == Kind::Text);
    let body = std::str::from_utf8(thread.body(record)).unwrap_or_default();
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}');
    if said {
        body.trim_matches(is_blank)
    } else {
        ""
    }
}

fn number_of(words: &str) -> u64 {
    if words.is_empty() {
        return 0;
    }
    // Its keys are fixed: the same words have the same number everywhere.
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish().max(1)
}

impl WordIndex {
    pub(super) fn of(thread: &Thread) -> WordIndex {
        let n_records = thread.n_records();
        let mut index = WordIndex {
            by_record: Vec::with_capacity(n_records as usize),
            sorted: Vec::new(),
            telling: Vec::new(),
        };
        for record in 0..n_records {
            let words = words_of(thread, RecordId(record));
            let number = number_of(words);
            index.by_record.push(number);
            if number != 0 {
                index.sorted.push((number, record));
            }
            if words.len() >= TELLING_BYTES {
                index.telling.push(number);
            }
        }
        index.sorted.sort_unstable();
        index.telling.sort_unstable();
        index.telling.dedup();
        index
    }

    /// Numbers of telling words, each once.
    pub(super) fn telling(&self) -> impl Iterator<Item = u64> {
        self.telling.iter().copied()
    }

    /// How many those are.
    pub(super) fn n_telling(&self) -> usize {
        self.telling.len()
    }

    pub(super) fn number(&self, record: RecordId) -> u64 {
        self.by_record.get(record.0 as usize).copied().unwrap_or(0)
    }

    pub(super) fn is_telling(&self, record: RecordId) -> bool {
        let number = self.number(record);
        number != 0 && self.telling.binary_search(&number).is_ok()
    }

    /// Records with words of that number.
    pub(super) fn with(&self, number: u64) -> &[(u64, u32)] {
        let from = self.sorted.partition_point(|(at, _)| *at < number);
        let rest = self.sorted.get(from..).unwrap_or_default();
        let n = rest.partition_point(|(at, _)| *at == number);
        rest.get(..n).unwrap_or_default()
    }

    /// How many of the messages around two records have the same words, each side in its order.
    pub(super) fn n_alike_around(
        &self,
        record: RecordId,
        other: &WordIndex,
        there: RecordId,
    ) -> u8 {
        let before = same_run(self.around(record, false), other.around(there, false));
        let behind = same_run(self.around(record, true), other.around(there, true));
        before + behind
    }

    /// The next messages that have words, away from the record.
    fn around(&self, record: RecordId, behind: bool) -> impl Iterator<Item = u64> {
        /// Lines without words that are stepped over, pictures and notices, at most.
        const STEPS: u32 = 12;
        let at = |step: u32| {
            let index = if behind {
                record.0.checked_add(step)
            } else {
                record.0.checked_sub(step)
            };
            index.and_then(|index| self.by_record.get(index as usize).copied())
        };
        let words = (1..=STEPS).map_while(at).filter(|number| *number != 0);
        words
            .take(AROUND as usize)
            .collect::<Vec<u64>>()
            .into_iter()
    }
}

/// How many of the one stand among the other: a message that only one phone has moves the rest by one.
fn same_run(one: impl Iterator<Item = u64>, other: impl Iterator<Item = u64>) -> u8 {
    let mut other: Vec<u64> = other.collect();
    let mut n = 0;
    for number in one {
        if let Some(at) = other.iter().position(|found| *found == number) {
            other.swap_remove(at);
            n += 1;
        }
    }
    n
}
