//! Places in the bytes to records and bytes of bodies.
//!
//! A decision names bytes. When a place is exactly one record, that record is meant; when another
//! version of the parser had cut the text differently, every record that shares a byte with the
//! place is: a withheld byte must never come back because a boundary moved.

use std::ops::Range;

use crate::engine::place::{ByteSpan, MessagePlace};
use crate::engine::thread::{RecordId, Thread};

/// The records that share a byte with the place.
pub(crate) fn records(thread: &Thread, place: &MessagePlace) -> Range<u32> {
    let n_records = thread.n_records();
    let starts = |id: u32| origin_start(thread, id);
    let end_of_text = starts(n_records);
    // A place without bytes, which nothing writes, still means the record it starts in.
    let end = place.byte_start.saturating_add(place.byte_len.max(1));
    if place.byte_start >= end_of_text {
        return 0..0;
    }
    let first = partition(n_records, |id| starts(id) <= place.byte_start).saturating_sub(1);
    let after = partition(n_records, |id| starts(id) < end);
    first..after
}

/// The bytes of bodies that a span inside a place means: record, and span counted from the start of
/// that record, cut to the body and grown to whole characters.
pub(crate) fn spans(
    thread: &Thread,
    place: &MessagePlace,
    span: ByteSpan,
) -> Vec<(RecordId, ByteSpan)> {
    let records = records(thread, place);
    let meant = decoded_range(thread, place, span, &records);
    records
        .map(RecordId)
        .filter_map(|id| {
            let start = u64::from(thread.span(id).start);
            let offset = u64::from(thread.body_offset(id));
            let body = thread.body(id);
            let body_start = start + offset;
            let body_end = body_start + body.len() as u64;
            let (from, to) = match &meant {
                Some(meant) => (meant.start.max(body_start), meant.end.min(body_end)),
                None => (body_start, body_end),
            };
            if from >= to {
                return None;
            }
            let from = floor_unit(body, (from - body_start) as usize);
            let to = ceil_unit(body, (to - body_start) as usize);
            Some((
                id,
                ByteSpan {
                    start: (offset + from as u64) as u32,
                    len: (to - from) as u32,
                },
            ))
        })
        .collect()
}

/// The bytes of the decoded text that the span means; `None` when that cannot be told any more and
/// all bodies of the place must be meant.
fn decoded_range(
    thread: &Thread,
    place: &MessagePlace,
    span: ByteSpan,
    records: &Range<u32>,
) -> Option<Range<u64>> {
    let is_exact = origin_start(thread, records.start) == place.byte_start;
    let base = match (is_exact, thread.origin.is_empty()) {
        (true, _) => u64::from(thread.span(RecordId(records.start)).start),
        // The decoded text is the chat text byte for byte.
        (false, true) => place.byte_start,
        (false, false) => return None,
    };
    let start = base + u64::from(span.start);
    Some(start..start + u64::from(span.len))
}

/// Where record `id` starts in the chat text as the archive holds it; its size for the number of
/// records.
fn origin_start(thread: &Thread, id: u32) -> u64 {
    match thread.origin.get(id as usize) {
        Some(start) => *start,
        None => u64::from(thread.span(RecordId(id)).start),
    }
}

/// The first number below `n` for which `before` does not hold.
fn partition(n: u32, before: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The start of the character, or of the broken sequence, that holds byte `at`; `at` itself when a
/// character starts there.
fn floor_unit(bytes: &[u8], at: usize) -> usize {
    match unit_around(bytes, at) {
        Some(unit) => unit.start,
        None => at,
    }
}

/// One past the character, or the broken sequence, that byte `at` stands inside of; `at` itself when
/// a character starts there.
fn ceil_unit(bytes: &[u8], at: usize) -> usize {
    match unit_around(bytes, at) {
        Some(unit) => unit.end,
        None => at,
    }
}

/// The character or broken sequence that starts before `at` and goes on behind it.
fn unit_around(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let is_inside = |byte: &u8| byte & 0b1100_0000 == 0b1000_0000;
    if !bytes.get(at).is_some_and(is_inside) {
        return None;
    }
    let start = (1..=3)
        .filter_map(|back| at.checked_sub(back))
        .find(|start| bytes.get(*start).is_some_and(|byte| !is_inside(byte)))?;
    let from_start = bytes.get(start..bytes.len().min(start + 4))?;
    let chunk = from_start.utf8_chunks().next()?;
    let len = match chunk.valid().chars().next() {
        Some(c) => c.len_utf8(),
        None => chunk.invalid().len(),
    };
    (start + len > at).then_some(start..start + len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_character_is_never_cut() {
        let text = "aé€😀b".as_bytes();
        let starts = [0, 1, 3, 6, 10];
        for at in 0..text.len() {
            let floor = floor_unit(text, at);
            let ceil = ceil_unit(text, at);
            assert!(starts.contains(&floor), "floor of {at} is {floor}");
            assert!(starts.contains(&ceil), "ceil of {at} is {ceil}");
            assert!(floor <= at && at <= ceil, "{floor} {at} {ceil}");
        }
        assert_eq!(ceil_unit(text, text.len()), text.len());
    }

    proptest! {
        // Cutting anywhere and showing both sides shows as many characters as showing all.
        #[test]
        fn broken_bytes_are_cut_as_they_are_shown(
            bytes in prop::collection::vec(prop::sample::select(
                &b"a\x80\xbf\xc3\xe2\x82\xf0\x9f\x98\xff\xed\xa0"[..]), 0..12),
            at in 0_usize..12,
        ) {
            let at = at.min(bytes.len());
            let whole = String::from_utf8_lossy(&bytes).chars().count();
            for cut in [floor_unit(&bytes, at), ceil_unit(&bytes, at)] {
                let (left, right) = bytes.split_at(cut);
                let shown = |part: &[u8]| String::from_utf8_lossy(part).chars().count();
                prop_assert_eq!(shown(left) + shown(right), whole, "cut at {}", cut);
            }
        }
    }
}
