//! A search over one thread, in steps.

use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

use super::bits::Bits;
use super::blocks::Blocks;
use super::index::Index;
use super::matcher::{Facts, Matcher};
use super::{Hits, body_range, count, holding};
use crate::engine::job::{Progress, Step};
use crate::engine::redact::term::Words;
use crate::engine::redact::term::pair::Pair;
use crate::engine::thread::{RecordId, Thread};

/// Text searched in one go. Units: bytes. Small enough to stay in the processor's cache.
const CALL_BYTES: usize = 1 << 20;
/// How much is done in one step. Units: bytes folded, or what takes as long.
const STEP_WORK: usize = 512 << 10;
/// How many bytes are searched for a word in the time in which one is folded.
const SCANNED_PER_WORK: usize = 128;
/// What a call costs besides. Units: bytes searched in the same time.
const CALL_WORK: usize = 32 << 10;
/// What looking at one record costs besides its bytes.
const LOOK_WORK: usize = 32;

/// What is searched.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The thread; the same each time.
    pub thread: &'a Thread,
    /// Its index.
    pub index: &'a Index,
    /// Records of which less than everything may be seen.
    pub touched: &'a Bits,
    /// Where words can stand, when that is known.
    pub blocks: Option<&'a Blocks>,
}

impl Ground<'_> {
    /// Calls `found` wherever the needle starts in `starts`; what that cost.
    fn each(&self, needle: &Pair, starts: Range<usize>, mut found: impl FnMut(usize)) -> usize {
        let parts = match self.blocks {
            Some(blocks) => blocks.starts(needle, starts),
            None => vec![starts],
        };
        let mut n_scanned = CALL_WORK;
        for part in parts {
            n_scanned += part.len();
            needle.each(&self.thread.text, part, &mut found);
        }
        n_scanned / SCANNED_PER_WORK
    }
}

/// A search over one thread. The matcher must have entered it.
pub struct SearchJob {
    plan: Plan,
    /// Where the next call goes on. Units: bytes of the text.
    next: usize,
    /// The record that holds the last hit, and where that hit ends.
    record: usize,
    last_end: usize,
    queue: VecDeque<u32>,
    hits: Hits,
}

/// Which records are looked at.
#[derive(Clone)]
enum Plan {
    /// None.
    Nothing,
    /// Hits of words that stand side by side are counted where they stand.
    Words(Rc<Words>),
    /// Those that can hold one of some terms.
    Holding {
        pairs: Vec<Pair>,
        /// One of the terms is not ASCII.
        not_ascii: bool,
    },
    /// Every one.
    Each,
}

impl Plan {
    fn of(matcher: &Matcher) -> Plan {
        let Some(root) = matcher.root() else {
            return Plan::Nothing;
        };
        if let Some(words) = root.plain_words() {
            return Plan::Words(Rc::new(words.clone()));
        }
        let Some(terms) = root.needed() else {
            return Plan::Each;
        };
        Plan::Holding {
            not_ascii: terms.iter().any(|term| !term.is_ascii()),
            pairs: terms
                .iter()
                .filter_map(|term| term.longest_ascii().cloned())
                .collect(),
        }
    }
}

impl SearchJob {
    /// Prepares a search.
    pub fn new(matcher: &Matcher) -> SearchJob {
        SearchJob {
            plan: Plan::of(matcher),
            next: 0,
            record: 0,
            last_end: 0,
            queue: VecDeque::new(),
            hits: Hits::default(),
        }
    }

    /// What was found so far.
    pub fn so_far(&self) -> &Hits {
        &self.hits
    }

    /// Goes on for some milliseconds.
    pub fn step(
        &mut self,
        ground: Ground<'_>,
        matcher: &mut Matcher,
        facts: &mut dyn Facts,
    ) -> Step<Hits> {
        let total = ground.thread.text.len();
        let mut work = 0;
        while work < STEP_WORK {
            if let Some(record) = self.queue.pop_front() {
                work += self.look(ground, matcher, facts, record as usize);
            } else if self.next < total {
                work += self.call(ground, matcher, facts);
            } else {
                return Step::Done(std::mem::take(&mut self.hits));
            }
        }
        Step::More(Progress {
            done: self.next as u64,
            total: total as u64,
        })
    }

    /// Searches the next megabyte, and queues the records in it that must be looked at.
    fn call(&mut self, ground: Ground<'_>, matcher: &mut Matcher, facts: &mut dyn Facts) -> usize {
        let total = ground.thread.text.len();
        let bytes = self.next..total.min(self.next.saturating_add(CALL_BYTES));
        self.next = bytes.end;
        let starting = |at: usize| {
            let records = &ground.thread.records;
            records.partition_point(|record| (record.start as usize) < at)
        };
        let records = starting(bytes.start)..starting(bytes.end);
        match self.plan.clone() {
            Plan::Nothing => {
                self.next = total;
                0
            }
            Plan::Words(words) => {
                let (found, scanned) = self.words_call(ground, &words, bytes.clone());
                let special = special(ground, records, false);
                let work = self.merge(ground, matcher, facts, found, special);
                work + scanned
            }
            Plan::Holding { pairs, not_ascii } => {
                let (holders, scanned) = holders(ground, &pairs, not_ascii, records);
                self.queue = holders;
                scanned
            }
            Plan::Each => {
                self.queue = (records.start as u32..records.end as u32).collect();
                0
            }
        }
    }

    /// The records of hits, but those in records that are looked at one by one; what that cost.
    fn words_call(
        &mut self,
        ground: Ground<'_>,
        words: &Words,
        bytes: Range<usize>,
    ) -> (Vec<u32>, usize) {
        let (mut record, mut last_end) = (self.record, self.last_end);
        let mut found = Vec::new();
        let thread = ground.thread;
        let scanned = ground.each(words.longest(), bytes, |at| {
            let Some(span) = words.around(&thread.text, at) else {
                return;
            };
            let (start, end) = (span.start as usize, span.end() as usize);
            if start < last_end {
                return;
            }
            record = holding(&thread.records, record, start);
            let is_special =
                ground.index.written_otherwise.has(record) || ground.touched.has(record);
            if !is_special
                && body_range(thread, record)
                    .is_some_and(|body| body.start <= start && end <= body.end)
            {
                last_end = end;
                found.push(record as u32);
            }
        });
        (self.record, self.last_end) = (record, last_end);
        (found, scanned)
    }

    /// Counts hits in the order of the records.
    fn merge(
        &mut self,
        ground: Ground<'_>,
        matcher: &mut Matcher,
        facts: &mut dyn Facts,
        found: Vec<u32>,
        special: Vec<u32>,
    ) -> usize {
        let mut work = 0;
        let mut special = special.into_iter().peekable();
        for record in found {
            while let Some(before) = special.next_if(|special| *special < record) {
                work += self.look(ground, matcher, facts, before as usize);
            }
            count(&mut self.hits, record as usize, 1);
        }
        for record in special {
            work += self.look(ground, matcher, facts, record as usize);
        }
        work
    }

    fn look(
        &mut self,
        ground: Ground<'_>,
        matcher: &mut Matcher,
        facts: &mut dyn Facts,
        record: usize,
    ) -> usize {
        let id = RecordId(record as u32);
        let before = matcher.root().map_or(0, |root| root.n_worked_out());
        let n_hits = matcher.n_hits(ground.thread, id, facts);
        count(&mut self.hits, record, n_hits as usize);
        let after = matcher.root().map_or(0, |root| root.n_worked_out());
        let worked_out = usize::try_from(after.saturating_sub(before)).unwrap_or(usize::MAX);
        // Bytes of a body are not always read, and read again where something is found.
        let times = if n_hits > 0 { 2 } else { 1 };
        let body = ground.thread.body(id).len() * times / 2;
        let body = if after > 0 { body * 4 } else { body };
        LOOK_WORK
            .saturating_add(body)
            .saturating_add(worked_out)
            .saturating_add(facts.take_cost())
    }
}

/// The records of a range that are to be looked at whatever their bytes say.
fn special(ground: Ground<'_>, records: Range<usize>, not_ascii: bool) -> Vec<u32> {
    let index = ground.index;
    let written = if not_ascii {
        &index.not_ascii
    } else {
        &index.written_otherwise
    };
    let mut special: Vec<u32> = written
        .in_range(records.clone())
        .chain(ground.touched.in_range(records))
        .map(|record| record as u32)
        .collect();
    special.sort_unstable();
    special.dedup();
    special
}

/// The records of a range that can hold one of the terms; what finding them cost.
fn holders(
    ground: Ground<'_>,
    pairs: &[Pair],
    not_ascii: bool,
    records: Range<usize>,
) -> (VecDeque<u32>, usize) {
    let thread = ground.thread;
    let start_of = |record: usize| {
        let start = thread.records.get(record).map(|at| at.start as usize);
        start.unwrap_or(thread.text.len())
    };
    let bytes = start_of(records.start)..start_of(records.end);
    let mut found = special(ground, records.clone(), not_ascii);
    let mut scanned = 0;
    for pair in pairs {
        let mut record = records.start;
        scanned += ground.each(pair, bytes.clone(), |at| {
            record = holding(&thread.records, record, at);
            if found.last() != Some(&(record as u32)) {
                found.push(record as u32);
            }
        });
    }
    found.sort_unstable();
    found.dedup();
    (found.into(), scanned)
}
