//! Header lengths: one phone writes every header of a text alike. A dash of another kind, a second
//! space, a mark, or a day without the zero that the others have was typed.

use super::boundaries::is_open;
use super::cursor::marks_len;
use super::shape::{DateForm, Era, MarkerForm, Signature};
use crate::engine::thread::{Flags, Record};

/// Longer headers are not compared. Units: bytes.
const LONGEST: usize = 64;

/// Ways to write day, month and hour: a bit for each that is given a zero.
const WAYS: usize = 8;

/// Headers of a shape, by length and by which of day, month and hour have two digits anyway.
type Lengths = [[u32; WAYS]; LONGEST];

/// Marks headers whose length is not that of nearly all of their shape.
pub(super) fn flag_other_widths(text: &[u8], records: &mut [Record], signatures: &[Signature]) {
    let measured: Vec<bool> = signatures.iter().map(|s| is_measured(*s)).collect();
    let mut all: Vec<Option<Box<Lengths>>> = measured
        .iter()
        .map(|measured| measured.then(|| Box::new([[0; WAYS]; LONGEST])))
        .collect();
    for record in records.iter().filter(|record| is_open(record)) {
        let shape = usize::from(record.shape);
        if let (Some(Some(lengths)), Some(signature)) = (all.get_mut(shape), signatures.get(shape))
            && let Some((len, wide)) = measure(text, record, *signature)
            && let Some(count) = lengths.get_mut(len).and_then(|at| at.get_mut(wide))
        {
            *count += 1;
        }
    }
    let usual: Vec<Option<(usize, usize)>> = all
        .iter()
        .map(|lengths| lengths.as_deref().and_then(usual))
        .collect();
    if usual.iter().all(Option::is_none) {
        return;
    }
    for record in records.iter_mut().filter(|record| is_open(record)) {
        let shape = usize::from(record.shape);
        if let (Some(Some((way, base))), Some(signature)) =
            (usual.get(shape), signatures.get(shape))
            && let Some((len, wide)) = measure(text, record, *signature)
            && len.checked_sub(width(*way, wide)) != Some(*base)
        {
            record.flags.add(Flags::BOUNDARY_UNCERTAIN);
        }
    }
}

/// Shapes whose length follows from their numbers alone.
fn is_measured(signature: Signature) -> bool {
    let numeric = matches!(
        signature.date,
        DateForm::YearFirst | DateForm::YearLast | DateForm::Short
    );
    numeric
        && signature.marker != MarkerForm::Other
        && signature.era == Era::Common
        && signature.script == 0
}

/// Length of the header, marks before a bracket left out, and which numbers have two digits anyway.
/// `None` for the first record of a text, which a byte order mark may stand before.
fn measure(text: &[u8], record: &Record, signature: Signature) -> Option<(usize, usize)> {
    let stamp = record.stamp.filter(|_| record.start > 0)?;
    let [a, b, c] = stamp.date;
    let (one, other) = match signature.date {
        DateForm::YearFirst => (b, c),
        _year_last_or_short => (a, b),
    };
    // Where all three have two digits, the year may stand first as well as last.
    let wide =
        usize::from(one > 9) | usize::from(other > 9) << 1 | usize::from(stamp.hour > 9) << 2;
    let line = text.get(record.start as usize..)?;
    let marks = marks_len(line);
    let before = if line.get(marks) == Some(&b'[') {
        marks
    } else {
        0
    };
    Some(((record.stamp_len as usize).checked_sub(before)?, wide))
}

/// Digits of day, month and hour, written in one of the [`WAYS`].
fn width(way: usize, wide: usize) -> usize {
    3 + (way | wide).count_ones() as usize
}

/// The way that nearly all headers keep to, and their length without those digits; `None` when all do.
fn usual(lengths: &Lengths) -> Option<(usize, usize)> {
    let total: u32 = lengths.iter().flatten().sum();
    let mut best: (u32, usize, usize) = (0, 0, 0);
    for way in 0..WAYS {
        let mut bases = [0u32; LONGEST];
        for (len, counts) in lengths.iter().enumerate() {
            for (wide, count) in counts.iter().enumerate() {
                let base = len.checked_sub(width(way, wide));
                if let Some(sum) = base.and_then(|base| bases.get_mut(base)) {
                    *sum += count;
                }
            }
        }
        for (base, count) in bases.iter().enumerate() {
            if *count > best.0 {
                best = (*count, way, base);
            }
        }
    }
    let (count, way, base) = best;
    let nearly_all = u64::from(count) * 20 >= u64::from(total) * 19;
    (nearly_all && count < total).then_some((way, base))
}
