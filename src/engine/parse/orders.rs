//! Orders, calendars and shapes of a whole thread, once its records and their files are known.

use super::calendars::{calendars, convert};
use super::dates::{Ordered, decide};
use super::evidence::{Evidence, complete, gather};
use super::flagging::{flag, from_twelve};
use super::order_report::{shown_by, why};
use super::report::Noticed;
use super::shape::{DateForm, Era, ShapeTable, Signature, pattern};
use super::years::infer;
use crate::engine::thread::{DateOrder, Record, RecordId, Shape, ShownOrder, Thread, YearForm};

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

/// The first record of the second part.
fn split_point(records: &[Record], shape: usize) -> Option<usize> {
    let mut before: Option<bool> = None;
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
                split = Some(index);
                before = Some(day_first);
            }
            Some(_same) => {}
        }
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
