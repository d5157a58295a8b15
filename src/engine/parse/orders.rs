//! Orders, calendars and shapes of a whole thread, once its records and their files are known.

use std::ops::Range;

use super::calendars::{calendars, convert};
use super::dates::{Ordered, day_number, decide, likely_day};
use super::evidence::{Evidence, complete, gather};
use super::flagging::{flag, from_twelve};
use super::order_report::{shown_by, why};
use super::report::Noticed;
use super::shape::{DateForm, Era, ShapeTable, Signature, pattern};
use super::years::infer;
use crate::engine::thread::{
    DateOrder, Record, RecordId, Shape, ShownOrder, Thread, YEARS, YearForm,
};

/// Headers of each kind that a split needs on both sides.
const SPLIT_RECORDS: usize = 2;

/// Orders, calendars, and the flags that follow from them. `written_on` is the day of the text as its
/// zip says.
pub(super) fn settle_dates(
    thread: &mut Thread,
    shapes: &mut ShapeTable,
    mut evidence: Vec<Evidence>,
    written_on: Option<[u16; 3]>,
    noticed: &mut Noticed,
) {
    let n_shapes = shapes.signatures.len();
    split_mixed(&mut thread.records, shapes, &evidence);
    if shapes.signatures.len() > n_shapes {
        evidence = gather(&thread.records, shapes.signatures.len());
    }
    complete(
        &mut evidence,
        &thread.records,
        &thread.attachments,
        written_on,
    );
    let signatures = &shapes.signatures;
    let ordered: Vec<Ordered> = signatures
        .iter()
        .zip(&evidence)
        .map(|(signature, evidence)| decide(*signature, evidence))
        .collect();
    let orders: Vec<_> = ordered.iter().map(|ordered| ordered.order).collect();
    let in_force: Vec<_> = ordered.iter().map(|o| (o.order, o.state)).collect();
    noticed.calendars = calendars(&thread.records, signatures, &evidence);
    convert(&mut thread.records, &orders, &noticed.calendars);
    let forms: Vec<_> = signatures.iter().map(|s| s.year_form()).collect();
    let years = infer(&mut thread.records, &orders, &forms, written_on);
    noticed.flagged = flag(&mut thread.records, &in_force, from_twelve(signatures));
    noticed.flagged.years = years;
    noticed.flagged.behind_zip = behind_zip(&thread.records, &orders, written_on);
    keep_met_shapes(thread, signatures, &evidence, ordered, noticed);
}

/// Two exports joined into one file may differ in nothing but the order of day and month: when all
/// proof for one order stands before all proof for the other, the second part is a shape of its own.
fn split_mixed(records: &mut [Record], shapes: &mut ShapeTable, evidence: &[Evidence]) {
    for (shape, evidence) in evidence.iter().enumerate() {
        let Some(signature) = shapes.signatures.get(shape).copied() else {
            return;
        };
        if !matches!(signature.date, DateForm::YearLast | DateForm::Short) {
            continue;
        }
        if evidence.first_above.is_none() || evidence.second_above.is_none() {
            continue;
        }
        let Some(at) = split_point(records, shape) else {
            continue;
        };
        let Ok(number) = u8::try_from(shapes.signatures.len()) else {
            return;
        };
        shapes.signatures.push(signature);
        for record in records.iter_mut().skip(at) {
            if usize::from(record.shape) == shape {
                record.shape = number;
            }
        }
    }
}

/// Records of a day behind the one on which the zip says the text was written. None where most are:
/// then it is the zip's clock that was wrong.
pub(super) fn behind_zip(
    records: &[Record],
    orders: &[DateOrder],
    written_on: Option<[u16; 3]>,
) -> (u32, Option<u32>) {
    /// Zones are at most a day apart.
    const SLACK_DAYS: i64 = 1;
    let written = written_on.filter(|[year, _, _]| YEARS.contains(year));
    let Some(last) = written.and_then(day_number).map(|day| day + SLACK_DAYS) else {
        return (0, None);
    };
    let mut found: (u32, Option<u32>) = (0, None);
    let mut n_dated = 0_u32;
    // Neighbours share their day.
    let mut known: Option<([u16; 3], u8, bool)> = None;
    for (index, record) in (0..).zip(records) {
        let Some(stamp) = &record.stamp else {
            continue;
        };
        n_dated += 1;
        let is_behind = match known {
            Some((date, shape, behind)) if date == stamp.date && shape == record.shape => behind,
            _other => {
                let order = orders.get(usize::from(record.shape));
                let day = order.and_then(|order| likely_day(stamp.date, *order));
                let behind = day.is_some_and(|day| day > last);
                known = Some((stamp.date, record.shape, behind));
                behind
            }
        };
        if is_behind {
            found.0 += 1;
            found.1.get_or_insert(index);
        }
    }
    if found.0.saturating_mul(2) > n_dated {
        return (0, None);
    }
    found
}

/// Where the second part begins: between the last proof of the one order and the first of the other,
/// where the days move least, the step from part to part left out.
fn seam(records: &[Record], shape: usize, between: Range<usize>, day_first: bool) -> usize {
    let (one, other) = if day_first {
        (DateOrder::Dmy, DateOrder::Mdy)
    } else {
        (DateOrder::Mdy, DateOrder::Dmy)
    };
    let members: Vec<(usize, [u16; 3])> = (between.start..=between.end)
        .filter_map(|index| {
            let record = records.get(index)?;
            let stamp = record
                .stamp
                .filter(|_| usize::from(record.shape) == shape)?;
            Some((index, stamp.date))
        })
        .collect();
    let moved = |order: DateOrder| -> Vec<i64> {
        let day = |date| likely_day(date, order).unwrap_or(0);
        let pairs = members.windows(2);
        pairs
            .map(|pair| match pair {
                [(_, before), (_, now)] => (day(*now) - day(*before)).abs(),
                _none => 0,
            })
            .collect()
    };
    let (before, behind) = (moved(one), moved(other));
    // The part behind a cut after the first member moves by all but the step over the cut.
    let mut left = 0;
    let mut right: i64 = behind.iter().sum();
    let mut best = (i64::MAX, between.end);
    for (at, (index, _)) in members.iter().enumerate().skip(1) {
        right -= behind.get(at - 1).copied().unwrap_or(0);
        if at >= 2 {
            left += before.get(at - 2).copied().unwrap_or(0);
        }
        if left + right < best.0 {
            best = (left + right, *index);
        }
    }
    best.1
}

/// The first record of the second part.
fn split_point(records: &[Record], shape: usize) -> Option<usize> {
    let mut before: Option<bool> = None;
    let mut last_proof = 0usize;
    let mut split: Option<usize> = None;
    let (mut n_before, mut n_after) = (0usize, 0usize);
    for (index, record) in records.iter().enumerate() {
        let Some(stamp) = record.stamp.filter(|_| usize::from(record.shape) == shape) else {
            continue;
        };
        let day_first = match (stamp.date[0] > 12, stamp.date[1] > 12) {
            (true, false) => true,
            (false, true) => false,
            _says_nothing => continue,
        };
        match before {
            None => before = Some(day_first),
            Some(known) if known != day_first && split.is_some() => return None,
            Some(known) if known != day_first => {
                split = Some(seam(records, shape, last_proof..index, known));
                before = Some(day_first);
            }
            Some(_same) => {}
        }
        last_proof = index;
        if split.is_some() {
            n_after += 1;
        } else {
            n_before += 1;
        }
    }
    split.filter(|_| n_before >= SPLIT_RECORDS && n_after >= SPLIT_RECORDS)
}

/// The readings that stamps of a shape can have: where the year has four digits, or the month is a
/// word, the place of the year is no question.
fn possible(signature: Signature) -> Vec<DateOrder> {
    match signature.date {
        DateForm::YearFirst => vec![DateOrder::Ymd],
        DateForm::Named => vec![DateOrder::Dmy],
        DateForm::YearLast | DateForm::NoYear => vec![DateOrder::Dmy, DateOrder::Mdy],
        DateForm::Short if signature.era != Era::Common => vec![DateOrder::Dmy, DateOrder::Mdy],
        DateForm::Short => vec![DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd],
    }
}

/// The thread keeps the shapes that a record has, numbered anew.
fn keep_met_shapes(
    thread: &mut Thread,
    signatures: &[Signature],
    evidence: &[Evidence],
    ordered: Vec<Ordered>,
    noticed: &mut Noticed,
) {
    let mut numbers: Vec<Option<u8>> = vec![None; signatures.len()];
    let calendars = std::mem::take(&mut noticed.calendars);
    for (old, (evidence, ordered)) in evidence.iter().zip(ordered).enumerate() {
        if evidence.n_records == 0 {
            continue;
        }
        let first = RecordId(evidence.first_record);
        let (stamp, _, _) = thread.parts(first);
        let shape = Shape {
            pattern: pattern(stamp),
            n_records: evidence.n_records,
            first,
            order: ordered.order,
            state: ordered.state,
            shown: ShownOrder {
                order: ordered.order,
                state: ordered.state,
                evidence: why(thread, &ordered),
                records: shown_by(&ordered.why),
            },
            year: signatures
                .get(old)
                .map_or(YearForm::Written, |s| s.year_form()),
            possible: signatures.get(old).map_or_else(Vec::new, |s| possible(*s)),
            chosen: None,
        };
        if let Some(number) = numbers.get_mut(old) {
            *number = u8::try_from(thread.shapes.len()).ok();
        }
        noticed
            .calendars
            .push(calendars.get(old).copied().unwrap_or(None));
        noticed.first_records.push(evidence.first_record);
        noticed.signatures.extend(signatures.get(old));
        thread.shapes.push(shape);
    }
    let same = (0..)
        .zip(&numbers)
        .all(|(old, new)| new.is_none_or(|new| new == old));
    if same {
        return;
    }
    for record in &mut thread.records {
        if let Some(Some(number)) = numbers.get(usize::from(record.shape)) {
            record.shape = *number;
        }
    }
}
