//! What a stated zone says of the times in a thread: hours that its clock showed twice, and hours
//! that it never showed.
//!
//! Read [`Zones::apply`] first. Invariants: a zone stays a claim, and no time is changed by it; marks and
//! findings stand beside the thread, never in it, so that nothing of them reaches a package; what a
//! zone's clock did is handed in by the host and never looked up here, since zone data is as old as
//! the device that holds it.

mod clock;
mod report;

#[cfg(test)]
mod tests;

pub use clock::{Change, changes};

use std::ops::Range;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::case::{Case, OpenSource};
use super::decision::DecisionLog;
use super::orders::{ZoneClaim, zone_of};
use super::thread::{DateOrder, RawStamp, Record, RecordId, Thread};

use clock::Windows;

/// What the clock of a zone did between two instants; `None` when no such zone is known. Units:
/// seconds since 1970 in UTC.
pub type Lookup<'l> = &'l dyn Fn(&str, Range<i64>) -> Option<Vec<Change>>;

/// What a zone's clock says of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClockMark {
    /// The clock was put back and showed it twice.
    Twice,
    /// The clock was put forward and never showed it.
    Never,
}

impl ClockMark {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            ClockMark::Twice => "clock-twice",
            ClockMark::Never => "clock-never",
        }
    }
}

/// The marks of a source, under the zone that was stated for it.
#[derive(Debug, PartialEq, Eq)]
struct ZoneMarks {
    claim: ZoneClaim,
    /// The orders under which the times were read, by thread and shape.
    orders: Vec<Vec<DateOrder>>,
    /// Whether there is such a zone, as far as the host knows.
    known: bool,
    /// By thread of the source, in file order.
    threads: Vec<Vec<(RecordId, ClockMark)>>,
}

impl ZoneMarks {
    fn mark(&self, thread: usize, record: RecordId) -> Option<ClockMark> {
        let marks = self.threads.get(thread)?;
        let at = marks.binary_search_by_key(&record, |(id, _)| *id).ok()?;
        marks.get(at).map(|(_, mark)| *mark)
    }
}

/// The marks of all sources, by number.
#[derive(Debug, Default)]
pub struct Zones(Vec<Option<ZoneMarks>>);

impl Zones {
    /// The mark of a record in the thread of that number within that source.
    pub fn mark(&self, source: usize, thread: usize, record: RecordId) -> Option<ClockMark> {
        self.0.get(source)?.as_ref()?.mark(thread, record)
    }

    /// Marks the times of every source for which `log` holds a zone, and takes the marks of others
    /// off; findings go to the sources. Returns the numbers of the sources that changed.
    ///
    /// Cost: nothing where neither claim nor orders changed; else a lookup, and a walk over the
    /// records.
    pub fn apply(&mut self, case: &mut Case, log: &DecisionLog, lookup: Lookup<'_>) -> Vec<usize> {
        self.0.resize_with(case.sources.len(), || None);
        let mut changed = Vec::new();
        let both = case.sources.iter_mut().zip(&mut self.0);
        for (number, (source, marks)) in both.enumerate() {
            let claim = zone_of(log, &source.id);
            if follows(marks.as_ref(), claim.as_ref(), source) {
                continue;
            }
            report::take_off(&mut source.findings);
            *marks = claim.map(|claim| marks_of(source, claim, lookup));
            if let Some(marks) = marks {
                report::put_on(source, marks);
            }
            changed.push(number);
        }
        changed
    }
}

/// Whether the marks of a source follow from the claim already.
fn follows(marks: Option<&ZoneMarks>, claim: Option<&ZoneClaim>, source: &OpenSource) -> bool {
    match (marks, claim) {
        (None, None) => true,
        (Some(marks), Some(claim)) => marks.claim == *claim && marks.orders == orders(source),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

fn orders(source: &OpenSource) -> Vec<Vec<DateOrder>> {
    let of_thread = |thread: &Rc<Thread>| thread.shapes.iter().map(|shape| shape.order).collect();
    source.threads.iter().map(of_thread).collect()
}

fn marks_of(source: &OpenSource, claim: ZoneClaim, lookup: Lookup<'_>) -> ZoneMarks {
    let orders = orders(source);
    let days = source.threads.iter().flat_map(|thread| days_of(thread));
    let found = match days.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)) {
        _any if is_offset(&claim.zone) => Some(Vec::new()),
        Some(days) => lookup(&claim.zone, clock::around(days)),
        None => lookup(&claim.zone, 0..0),
    };
    let windows = Windows::of(found.as_deref().unwrap_or_default());
    let threads = source.threads.iter();
    ZoneMarks {
        claim,
        orders,
        known: found.is_some(),
        threads: threads.map(|thread| of_thread(thread, &windows)).collect(),
    }
}

/// `+05:30`: a clock that nobody puts forward or back.
fn is_offset(zone: &str) -> bool {
    zone.starts_with(['+', '-'])
}

/// Reads the days of records. Neighbours share theirs, so most are read once.
#[derive(Default)]
struct Days {
    last: Option<([u16; 3], u8, Option<i64>)>,
}

impl Days {
    /// Whether the day of the record is another than that of the one before.
    fn turns(&mut self, thread: &Thread, record: &Record, stamp: &RawStamp) -> bool {
        let same = self
            .last
            .is_some_and(|(date, shape, _)| date == stamp.date && shape == record.shape);
        if !same {
            let midnight = RawStamp {
                half: super::thread::HalfDay::None,
                hour: 0,
                ..*stamp
            };
            let shape = thread.shapes.get(usize::from(record.shape));
            let civil = shape.and_then(|shape| midnight.civil(shape.order));
            let day = civil.map(|civil| civil.line_seconds().div_euclid(86_400));
            self.last = Some((stamp.date, record.shape, day));
        }
        !same
    }

    /// Days since 1970; `None` when the date is unresolved.
    fn day(&self) -> Option<i64> {
        self.last.and_then(|(_, _, day)| day)
    }
}

/// The first day of a thread and the one behind its last; none when no date is resolved.
fn days_of(thread: &Thread) -> Option<Range<i64>> {
    let mut days = Days::default();
    let mut found: Option<Range<i64>> = None;
    for record in &thread.records {
        let Some(stamp) = &record.stamp else {
            continue;
        };
        if days.turns(thread, record, stamp)
            && let Some(day) = days.day()
        {
            let so_far = found.unwrap_or(day..day + 1);
            found = Some(so_far.start.min(day)..so_far.end.max(day + 1));
        }
    }
    found
}

fn of_thread(thread: &Thread, windows: &Windows) -> Vec<(RecordId, ClockMark)> {
    let mut marks = Vec::new();
    let mut days = Days::default();
    let mut is_near = false;
    for (index, record) in (0..).zip(&thread.records) {
        let Some(stamp) = &record.stamp else {
            continue;
        };
        if days.turns(thread, record, stamp) {
            is_near = days.day().is_some_and(|day| windows.touch(day));
        }
        if is_near
            && let Some(civil) = thread.civil(RecordId(index))
            && let Some(mark) = windows.mark(civil.line_seconds())
        {
            marks.push((RecordId(index), mark));
        }
    }
    marks
}
