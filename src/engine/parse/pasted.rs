//! Tests for lines that have the shape of their file but do not belong: dates that cannot be, and
//! blocks whose clock jumps back by more than a day and then forward again.
//!
//! A late message keeps its own time, so a jump alone only marks; voices that speak nowhere else
//! besides make it a pasted piece.

use std::collections::BTreeMap;

use super::boundaries::is_open;
use super::cursor::trimmed;
use super::dates::{Clock, likely_day, quick_orders, same_date};
use super::lines::{PIECE_RECORDS, REJECTED};
use super::shape::ShapeTable;
use crate::engine::thread::{DateOrder, Flags, HalfDay, NO_YEAR, Record};

/// Names of strangers that are looked for in the rest of the text. Keeps the cost linear; those of more
/// are marked and not rejected.
const NAMES_LOOKED_FOR: usize = 32;

/// Longest pasted block that is looked for. Keeps the cost linear.
const LONGEST_BLOCK: usize = 64;

const DAY_MINUTES: i64 = 24 * 60;

/// The name a candidate would have as its sender.
fn name_of<'a>(text: &'a [u8], record: &Record) -> Option<&'a [u8]> {
    if record.sender_len == 0 {
        return None;
    }
    let start = (record.start + record.stamp_len) as usize;
    let part = text.get(start..start + record.sender_len as usize)?;
    let colon = memchr::memrchr(b':', part)?;
    Some(trimmed(part.get(..colon)?))
}

/// How often each of some names is a sender, over all open candidates.
fn counts<'a>(text: &'a [u8], records: &[Record], of: &[usize]) -> BTreeMap<&'a [u8], usize> {
    let mut counts: BTreeMap<&[u8], usize> = of
        .iter()
        .filter_map(|index| name_of(text, records.get(*index)?))
        .map(|name| (name, 0))
        .collect();
    if counts.is_empty() {
        return counts;
    }
    for record in records.iter().filter(|record| is_open(record)) {
        if let Some(count) = name_of(text, record).and_then(|name| counts.get_mut(name)) {
            *count += 1;
        }
    }
    counts
}

fn minutes(clock: &mut Clock, record: &Record, orders: &[DateOrder]) -> Option<i64> {
    let order = orders.get(usize::from(record.shape))?;
    clock.minutes(record.stamp.as_ref()?, *order)
}

/// Marks and rejects what does not belong.
pub(super) fn reject_pasted(text: &[u8], records: &mut [Record], shapes: &ShapeTable) {
    let orders = quick_orders(shapes);
    let look = look(records, &orders);
    reject_strange_dates(text, records, shapes, look.strange);
    if look.jumps_back {
        reject_pasted_blocks(text, records, &orders);
    }
}

/// What one walk over the candidates sees.
#[derive(Default)]
struct Look {
    /// Candidates whose date cannot be.
    strange: Vec<usize>,
    /// A date stands behind a later one somewhere.
    jumps_back: bool,
    /// The day of the candidate seen last, and its shape: most candidates share theirs.
    date: [u16; 3],
    shape: Option<u8>,
    day: Option<i64>,
    last_day: Option<i64>,
}

fn look(records: &[Record], orders: &[DateOrder]) -> Look {
    let mut look = Look::default();
    for (piece, start) in records
        .chunks(PIECE_RECORDS)
        .zip((0..).step_by(PIECE_RECORDS))
    {
        look.piece(piece, start, orders);
    }
    look
}

impl Look {
    #[inline(never)]
    fn piece(&mut self, records: &[Record], start: usize, orders: &[DateOrder]) {
        for (index, record) in records.iter().enumerate() {
            let Some(stamp) = &record.stamp else {
                continue;
            };
            if !is_open(record) {
                continue;
            }
            if !same_date(self.date, stamp.date) || self.shape != Some(record.shape) {
                self.turn(record.shape, stamp.date, orders);
            }
            if self.day.is_none() && is_written_out(record) {
                self.strange.push(start + index);
            }
        }
    }

    #[cold]
    fn turn(&mut self, shape: u8, date: [u16; 3], orders: &[DateOrder]) {
        (self.date, self.shape) = (date, Some(shape));
        let order = orders.get(usize::from(shape));
        self.day = order.and_then(|order| likely_day(date, *order));
        if self.day.is_some() {
            self.jumps_back |= self.day < self.last_day;
            self.last_day = self.day;
        }
    }
}

/// A stamp with a year and a known half of the day.
fn is_written_out(record: &Record) -> bool {
    record
        .stamp
        .is_some_and(|stamp| stamp.half != HalfDay::Unknown && !stamp.date.contains(&NO_YEAR))
}

/// Marks headers whose date cannot be; rejects them when their sender speaks nowhere else.
///
/// Shapes of which more than a quarter cannot be read are left alone: there the reading is wrong.
fn reject_strange_dates(
    text: &[u8],
    records: &mut [Record],
    shapes: &ShapeTable,
    mut strange: Vec<usize>,
) {
    let mut n_strange = vec![0u64; shapes.counts.len()];
    for index in &strange {
        if let Some(count) = records
            .get(*index)
            .and_then(|record| n_strange.get_mut(usize::from(record.shape)))
        {
            *count += 1;
        }
    }
    let share = |record: &Record| {
        let shape = usize::from(record.shape);
        let strange = n_strange.get(shape).copied().unwrap_or(0);
        let all = shapes.counts.get(shape);
        (strange, all.map_or(0, |counts| counts.n_candidates))
    };
    strange.retain(|index| {
        let share = records.get(*index).map(share);
        share.is_some_and(|(strange, open)| strange * 4 <= open)
    });
    let counts = counts(text, records, &strange);
    for index in strange {
        let Some(record) = records.get_mut(index) else {
            continue;
        };
        let (n_strange, n_open) = share(record);
        let lone = n_strange <= 2 || n_strange * 20 <= n_open;
        let stranger = name_of(text, record).is_some_and(|name| counts.get(name) == Some(&1));
        record.flags.add(if stranger && lone {
            REJECTED
        } else {
            Flags::BOUNDARY_UNCERTAIN
        });
    }
}

/// Marks blocks whose clock jumps; rejects those in which only strangers speak.
fn reject_pasted_blocks(text: &[u8], records: &mut [Record], orders: &[DateOrder]) {
    let blocks = blocks(records, orders);
    let inside: Vec<usize> = blocks.iter().flat_map(|block| block.clone()).collect();
    let everywhere = counts(text, records, &inside);
    let mut in_blocks: BTreeMap<&[u8], usize> = BTreeMap::new();
    for index in &inside {
        if let Some(name) = records.get(*index).and_then(|record| name_of(text, record)) {
            *in_blocks.entry(name).or_default() += 1;
        }
    }
    let mut left = NAMES_LOOKED_FOR;
    for block in blocks {
        let members = records.get(block.clone()).unwrap_or_default();
        let names: Vec<&[u8]> = members
            .iter()
            .filter(|record| is_open(record))
            .filter_map(|record| name_of(text, record))
            .collect();
        let strangers = names.iter().all(|name| {
            everywhere.get(name) == in_blocks.get(name)
                && take_one(&mut left)
                && !is_named_elsewhere(text, members, name)
        });
        let flag = if strangers && !names.is_empty() {
            REJECTED
        } else {
            Flags::BOUNDARY_UNCERTAIN
        };
        for record in records.get_mut(block).unwrap_or_default() {
            if is_open(record) {
                record.flags.add(flag);
            }
        }
    }
}

fn take_one(left: &mut usize) -> bool {
    let is_left = *left > 0;
    *left = left.saturating_sub(1);
    is_left
}

/// Whether a line outside of the block names somebody who speaks in it: one who was added, or left.
fn is_named_elsewhere(text: &[u8], block: &[Record], name: &[u8]) -> bool {
    let (Some(first), Some(last)) = (block.first(), block.last()) else {
        return false;
    };
    let rest = text.get(last.start as usize..).unwrap_or_default();
    let end = memchr::memchr(b'\n', rest).map_or(text.len(), |at| last.start as usize + at);
    let before = text.get(..first.start as usize).unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    name.len() > 1
        && [before, behind]
            .into_iter()
            .any(|part| memchr::memmem::find(part, name).is_some())
}

/// Ranges of candidates that start with a jump back of more than a day and end with a jump forward
/// of about the same size.
fn blocks(records: &[Record], orders: &[DateOrder]) -> Vec<std::ops::Range<usize>> {
    let mut blocks = Vec::new();
    let mut before: Option<i64> = None;
    let mut index = 0usize;
    let mut n_seen = 0usize;
    let mut clock = Clock::default();
    while let Some(record) = records.get(index) {
        let now = is_open(record)
            .then(|| minutes(&mut clock, record, orders))
            .flatten();
        let Some(now) = now else {
            index += 1;
            continue;
        };
        // The first record is often stamped late, so a jump back right behind it says nothing.
        if let Some(last) = before.filter(|last| n_seen > 1 && now < last - DAY_MINUTES)
            && let Some(end) = block_end(records, orders, index, last)
        {
            blocks.push(index..end);
            index = end;
            continue;
        }
        n_seen += 1;
        before = Some(now);
        index += 1;
    }
    blocks
}

/// One past the last candidate of a block that starts at `start`; `last` is the time before it.
fn block_end(records: &[Record], orders: &[DateOrder], start: usize, last: i64) -> Option<usize> {
    let mut clock = Clock::default();
    let first = minutes(&mut clock, records.get(start)?, orders)?;
    let back = last - first;
    let mut previous = first;
    let ahead = records.iter().enumerate().skip(start + 1);
    for (index, record) in ahead.take(LONGEST_BLOCK) {
        let now = is_open(record).then(|| minutes(&mut clock, record, orders));
        let Some(now) = now.flatten() else {
            continue;
        };
        let forward = now - previous;
        if now >= last - DAY_MINUTES && forward > DAY_MINUTES && forward * 10 >= back * 8 {
            return Some(index);
        }
        previous = now;
    }
    None
}
