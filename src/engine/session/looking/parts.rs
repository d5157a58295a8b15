//! Where a thread is cut for printing. As in a package: a long thread is cut where a later month
//! begins, or where a part is full; the order of the file stays.

use super::super::protocol::PrintPart;
use crate::engine::job::{Progress, Step};
use crate::engine::parse;
use crate::engine::thread::{RecordId, Thread};

/// Longest part, and longest thread that is not cut. Units: records.
const PART_RECORDS: u32 = 5_000;

/// Records looked at in one step.
const STEP_RECORDS: u32 = 100_000;

/// A thread being cut.
#[derive(Default)]
pub(super) struct PartsJob {
    next: u32,
    start: u32,
    /// The latest month so far.
    month: Option<(i16, i8)>,
    ends: Vec<u32>,
}

impl PartsJob {
    /// Goes on. `thread` must be the same each time.
    pub(super) fn step(&mut self, thread: &Thread) -> Step<Vec<PrintPart>> {
        let n_records = thread.n_records();
        if n_records > PART_RECORDS {
            let end = self.next.saturating_add(STEP_RECORDS).min(n_records);
            for record in self.next..end {
                self.record(thread, record);
            }
            self.next = end;
            if end < n_records {
                return Step::More(Progress {
                    done: u64::from(end),
                    total: u64::from(n_records),
                });
            }
        }
        self.ends.push(n_records);
        Step::Done(self.parts(thread))
    }

    fn record(&mut self, thread: &Thread, record: u32) {
        let month = thread.civil(RecordId(record)).map(|at| (at.year, at.month));
        let later = matches!((self.month, month), (Some(before), Some(now)) if now > before);
        let full = record - self.start >= PART_RECORDS;
        if record > self.start && (later || full) {
            self.ends.push(record);
            self.start = record;
        }
        self.month = self.month.max(month);
    }

    fn parts(&self, thread: &Thread) -> Vec<PrintPart> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .filter(|(start, end)| start < *end)
            .map(|(start, end)| PrintPart {
                first: RecordId(start),
                n_records: end - start,
                from: first_stamp(thread, start..*end),
                to: last_stamp(thread, start..*end),
            })
            .collect()
    }
}

/// A preamble has no stamp: the next record's counts.
fn first_stamp(thread: &Thread, mut records: std::ops::Range<u32>) -> String {
    let stamped = records.find(|record| has_stamp(thread, *record));
    stamped.map_or_else(String::new, |record| {
        parse::stamp_text(thread, RecordId(record))
    })
}

fn last_stamp(thread: &Thread, records: std::ops::Range<u32>) -> String {
    let stamped = records.rev().find(|record| has_stamp(thread, *record));
    stamped.map_or_else(String::new, |record| {
        parse::stamp_text(thread, RecordId(record))
    })
}

fn has_stamp(thread: &Thread, record: u32) -> bool {
    thread
        .record(RecordId(record))
        .is_some_and(|record| record.stamp.is_some())
}
