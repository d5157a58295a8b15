//! Words to hits.
//!
//! A query is one phrase. White space at either end of it does not count; a query of nothing else
//! finds nothing. Only bodies are searched: a hit does not begin or end in a stamp or a sender, nor
//! go from one record into the next. Hits do not overlap; the leftmost counts.
//!
//! A query of ASCII letters and digits is compared byte by byte, `A` to `Z` without case: that is
//! as fast as reading the text. Any other query (it holds a space, a dash, a quote, an accent, …)
//! is a [`Term`], and finds what a `Value` decision for it would find.

#[cfg(test)]
mod tests;

use super::job::{Progress, Step};
use super::place::ByteSpan;
use super::redact::term::pair::Pair;
use super::redact::term::{Folder, Term};
use super::thread::{Record, RecordId, Thread};

/// Text searched in one go. Units: bytes. Small enough to stay in the processor's cache.
const CALL_BYTES: usize = 1 << 20;
/// Bytes searched in one step; some milliseconds.
const STEP_BYTES: usize = 64 << 20;
/// Bytes folded in one step, about.
const STEP_FOLDED: usize = 512 << 10;

/// A search being run over a thread, in steps.
pub struct SearchJob {
    query: Query,
    /// Where the next step goes on. Units: bytes of the text.
    next: usize,
    /// The record that holds the last hit, and where that hit ends.
    record: usize,
    last_end: usize,
    hits: Hits,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// Records with at least one hit, in file order.
    pub records: Vec<RecordId>,
    /// All hits.
    pub n_hits: u32,
}

enum Query {
    Nothing,
    Plain(Pair),
    Folded(Box<(Term, Folder)>),
}

impl Query {
    fn new(query: &str, folder: fn() -> Folder) -> Query {
        let query = query.trim();
        if query.is_empty() {
            return Query::Nothing;
        }
        if query.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Query::Plain(Pair::new(query.as_bytes()));
        }
        match Term::new(query) {
            Some(term) => Query::Folded(Box::new((term, folder()))),
            None => Query::Nothing,
        }
    }
}

impl SearchJob {
    /// Prepares a search for `query` as one phrase, any case.
    pub fn new(query: &str) -> SearchJob {
        SearchJob {
            query: Query::new(query, Folder::for_many),
            next: 0,
            record: 0,
            last_end: 0,
            hits: Hits::default(),
        }
    }

    /// Searches the next part of the bodies: some megabytes. `thread` must be the same
    /// each time.
    pub fn step(&mut self, thread: &Thread) -> Step<Hits> {
        let total = thread.text.len();
        match &mut self.query {
            Query::Nothing => self.next = total,
            Query::Plain(pair) => {
                let pair = pair.clone();
                let end = total.min(self.next.saturating_add(STEP_BYTES));
                while self.next < end {
                    let call_end = end.min(self.next + CALL_BYTES);
                    self.plain_call(thread, &pair, self.next..call_end);
                    self.next = call_end;
                }
            }
            Query::Folded(_) => self.folded_step(thread),
        }
        if self.next < total {
            return Step::More(Progress {
                done: self.next as u64,
                total: total as u64,
            });
        }
        Step::Done(std::mem::take(&mut self.hits))
    }

    fn plain_call(&mut self, thread: &Thread, pair: &Pair, starts: std::ops::Range<usize>) {
        let (mut record, mut last_end) = (self.record, self.last_end);
        let hits = &mut self.hits;
        pair.each(&thread.text, starts, |at| {
            if at < last_end {
                return;
            }
            record = holding(&thread.records, record, at);
            let end = at + pair.len();
            if body_range(thread, record).is_some_and(|body| body.start <= at && end <= body.end) {
                last_end = end;
                count(hits, record, 1);
            }
        });
        (self.record, self.last_end) = (record, last_end);
    }

    fn folded_step(&mut self, thread: &Thread) {
        let end = thread.text.len().min(self.next.saturating_add(STEP_BYTES));
        let mut n_folded = 0;
        while self.next < end && n_folded < STEP_FOLDED {
            let call_end = end.min(self.next + CALL_BYTES);
            n_folded += self.folded_call(thread, call_end);
        }
    }

    /// Searches the records that start before byte `end`; how many bytes had to be folded.
    fn folded_call(&mut self, thread: &Thread, end: usize) -> usize {
        let mut n_folded = 0;
        let Query::Folded(folded) = &mut self.query else {
            return n_folded;
        };
        let (term, folder) = folded.as_mut();
        let n_before = thread
            .records
            .partition_point(|record| (record.start as usize) < end);
        let records = self.record..n_before.max(self.record);
        for record in worth_folding(thread, term, records.clone()) {
            let body = thread.body(RecordId(record as u32));
            count(&mut self.hits, record, term.spans_with(folder, body).len());
            n_folded += body.len();
        }
        self.record = records.end;
        self.next = thread
            .records
            .get(records.end)
            .map_or(thread.text.len(), |record| record.start as usize);
        n_folded
    }
}

/// The records that can hold a hit, in order: those whose body is not ASCII, and those in which
/// the longest word of the term stands. Most of an ordinary text is neither.
fn worth_folding(thread: &Thread, term: &Term, records: std::ops::Range<usize>) -> Vec<usize> {
    let start_of = |record: usize| {
        let start = thread
            .records
            .get(record)
            .map(|record| record.start as usize);
        start.unwrap_or(thread.text.len())
    };
    let bytes = start_of(records.start)..start_of(records.end);
    let mut worth = Vec::new();
    if let Some(word) = term.longest_ascii() {
        let mut record = records.start;
        word.each(&thread.text, bytes.clone(), |at| {
            record = holding(&thread.records, record, at);
            worth.push(record);
        });
    }
    if !thread.text.get(bytes).is_some_and(<[u8]>::is_ascii) {
        let is_folded = |record: &usize| !thread.body(RecordId(*record as u32)).is_ascii();
        worth.extend(records.filter(is_folded));
    }
    worth.sort_unstable();
    worth.dedup();
    worth
}

/// Where `query` occurs in one body, any case. Spans count from the first byte of `text`. Agrees
/// with [`SearchJob`].
pub fn spans_in(text: &[u8], query: &str) -> Vec<ByteSpan> {
    match Query::new(query, Folder::default) {
        Query::Nothing => Vec::new(),
        Query::Folded(folded) => {
            let (term, mut folder) = *folded;
            term.spans_with(&mut folder, text)
        }
        Query::Plain(pair) => {
            let mut spans: Vec<ByteSpan> = Vec::new();
            pair.each(text, 0..text.len(), |at| {
                if spans.last().is_none_or(|last| last.end() as usize <= at) {
                    spans.push(ByteSpan {
                        start: at as u32,
                        len: pair.len() as u32,
                    });
                }
            });
            spans
        }
    }
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

/// The record that holds byte `at`, looked for from `from` on: close by first, then by halving.
fn holding(records: &[Record], from: usize, at: usize) -> usize {
    const NEAR: usize = 8;
    let ends_behind = |index: usize| {
        records
            .get(index + 1)
            .is_none_or(|next| next.start as usize > at)
    };
    if let Some(near) = (from..from + NEAR).find(|index| ends_behind(*index)) {
        return near;
    }
    records
        .partition_point(|record| record.start as usize <= at)
        .saturating_sub(1)
}

fn body_range(thread: &Thread, record: usize) -> Option<std::ops::Range<usize>> {
    let id = RecordId(record as u32);
    let start = thread.records.get(record)?.start as usize + thread.body_offset(id) as usize;
    Some(start..start + thread.body(id).len())
}
