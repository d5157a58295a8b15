//! Small questions about what is open.

use crate::engine::case::{Case, ThreadId};
use crate::engine::provenance::{Provenance, provenance};
use crate::engine::thread::RecordId;
use crate::engine::zones::Zones;

/// The first record in file order whose day is `date` or later. Records whose time is unresolved
/// are passed over; the order of records is never changed to find one.
pub(super) fn first_at(case: &Case, id: ThreadId, date: &str) -> Option<(ThreadId, RecordId)> {
    let wanted = numbers(date)?;
    let (_, thread) = case.thread(id)?;
    (0..thread.n_records())
        .map(RecordId)
        .find(|record| {
            thread
                .civil(*record)
                .is_some_and(|civil| (civil.year, civil.month, civil.day) >= wanted)
        })
        .map(|record| (id, record))
}

/// The day of a record, `YYYY-MM-DD`; `None` when its time is unresolved.
pub(super) fn day_of(case: &Case, id: ThreadId, record: RecordId) -> Option<String> {
    let (_, thread) = case.thread(id)?;
    thread.civil(record).map(|civil| civil.iso_date())
}

/// Where a record comes from; `None` when there is no such record.
pub(super) fn provenance_of(
    case: &Case,
    zones: &Zones,
    id: ThreadId,
    record: RecordId,
) -> Option<Provenance> {
    let (number, index) = case.position(id)?;
    let source = case.sources.get(number)?;
    let thread = source.threads.get(index)?;
    let entry = source.archive.entry(thread.entry)?;
    Some(Provenance {
        clock: zones.mark(number, index, record),
        ..provenance(thread, &entry.name, record)?
    })
}

/// `YYYY-MM-DD` as numbers. Whether there is such a day does not matter for comparing.
fn numbers(date: &str) -> Option<(i16, i8, i8)> {
    let mut parts = date.trim().splitn(3, '-').map(str::parse::<i16>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}
