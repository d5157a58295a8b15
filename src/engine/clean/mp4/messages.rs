//! Messages of an encoder between the coded pixels of H.264 and H.265: its name and settings, captions,
//! whatever a maker likes. A unit that holds one is written over with filler of the same length, which
//! decoders skip, so that no table changes.
//!
//! Source: ITU-T H.264 and H.265, clauses 7.3 and D; ISO/IEC 14496-15 for the length before a unit.

use crate::engine::clean::tape::Move;

/// Longer messages stay, and the leak check stops the package: no encoder writes any.
const LOOK_BYTES: u64 = 1 << 20;
/// Registered user data (captions among it), unregistered user data.
const USER_DATA: [usize; 2] = [4, 5];

/// How the units of a track stand in its samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Units {
    is_h265: bool,
    /// Of the length before each unit.
    length_bytes: u8,
}

/// One sample of such a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sample {
    pub(super) start: u64,
    /// One past the last byte.
    pub(super) end: u64,
    pub(super) units: Units,
}

impl Units {
    /// By the kind and the content of the box that describes the codec.
    pub(super) fn of(kind: &[u8], body: &[u8]) -> Option<Units> {
        let (is_h265, at) = match kind {
            b"avcC" => (false, 4),
            b"hvcC" => (true, 21),
            _other => return None,
        };
        Some(Units {
            is_h265,
            length_bytes: (body.get(at)? & 3) + 1,
        })
    }

    fn head_bytes(self) -> usize {
        if self.is_h265 { 2 } else { 1 }
    }
}

/// What happens with the unit at the front, of which `left` bytes of its sample are left. A sample that
/// does not consist of units stays as it is.
pub(super) fn step(units: Units, front: &[u8], left: u64) -> Move {
    let before = usize::from(units.length_bytes);
    let looked_at = before + units.head_bytes();
    if left < looked_at as u64 {
        return Move::Keep(left);
    }
    if front.len() < looked_at {
        return Move::Need(looked_at);
    }
    let (length, unit) = front.split_at(before);
    let len = length
        .iter()
        .fold(0, |len, byte| len << 8 | u64::from(*byte));
    let whole = before as u64 + len;
    if len < units.head_bytes() as u64 || whole > left {
        return Move::Keep(left);
    }
    let first = unit.first().copied().unwrap_or_default();
    let is_message = match units.is_h265 {
        false => first & 0x1f == 6,
        true => matches!(first >> 1 & 0x3f, 39 | 40),
    };
    if !is_message {
        return Move::Keep(whole);
    }
    if whole > LOOK_BYTES {
        return Move::Keep(whole);
    }
    let Some(unit) = unit.get(..len as usize) else {
        return Move::Need(whole as usize);
    };
    if !holds_user_data(unit.get(units.head_bytes()..).unwrap_or_default()) {
        return Move::Keep(whole);
    }
    Move::Put(whole, filler(units, length, len as usize))
}

/// Whether any message in a unit is user data, or cannot be read.
fn holds_user_data(escaped: &[u8]) -> bool {
    let mut plain = Vec::with_capacity(escaped.len());
    let mut n_zeros = 0;
    for byte in escaped {
        // A three behind two zeros stands there so that no start code appears.
        if *byte == 3 && n_zeros >= 2 {
            n_zeros = 0;
            continue;
        }
        n_zeros = if *byte == 0 { n_zeros + 1 } else { 0 };
        plain.push(*byte);
    }
    let mut left = plain.as_slice();
    while left.len() > 1 {
        let Some((kind, rest)) = number(left) else {
            return true;
        };
        let Some((len, rest)) = number(rest) else {
            return true;
        };
        if USER_DATA.contains(&kind) {
            return true;
        }
        let Some(rest) = rest.get(len..) else {
            return true;
        };
        left = rest;
    }
    false
}

/// A number as messages write it: bytes of ones count 255 each, the last one ends it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let n_full = bytes.iter().take_while(|byte| **byte == 0xff).count();
    let last = *bytes.get(n_full)?;
    let rest = bytes.get(n_full + 1..)?;
    Some((255 * n_full + usize::from(last), rest))
}

fn filler(units: Units, length: &[u8], len: usize) -> Vec<u8> {
    let mut out = length.to_vec();
    let head: &[u8] = if units.is_h265 { &[0x4c, 1] } else { &[0x0c] };
    out.extend_from_slice(head);
    out.resize(length.len() + len, 0xff);
    if let Some(last) = out.last_mut().filter(|_| len > head.len()) {
        *last = 0x80;
    }
    out
}

/// The units of the first description in `stsd`.
pub(super) fn units(stsd: &[u8]) -> Option<Units> {
    let entries = super::boxes::children(stsd.get(8..)?).ok()?;
    let parts = entries.first()?.body.get(78..)?;
    let parts = super::boxes::children(parts).ok()?;
    parts
        .iter()
        .find_map(|part| Units::of(part.kind, part.body))
}

#[cfg(test)]
mod tests {
    use super::*;

    const H264: Units = Units {
        is_h265: false,
        length_bytes: 4,
    };

    fn stepped(units: Units, front: &[u8]) -> (u64, Option<Vec<u8>>) {
        match step(units, front, front.len() as u64) {
            Move::Keep(n) => (n, None),
            Move::Put(n, bytes) => (n, Some(bytes)),
            Move::Need(_) | Move::Drop(_) | Move::End => panic!("all of it is in view"),
        }
    }

    #[test]
    fn user_data_is_written_over_in_place() {
        let message = b"\0\0\0\x07\x06\x05\x03abc\x80\0\0\0\x02\x65\x88";
        let expected = b"\0\0\0\x07\x0c\xff\xff\xff\xff\xff\x80".to_vec();
        assert_eq!(stepped(H264, message), (11, Some(expected)));
        let h265 = Units {
            is_h265: true,
            length_bytes: 2,
        };
        let expected = b"\0\x06\x4c\x01\xff\xff\xff\x80".to_vec();
        assert_eq!(
            stepped(h265, b"\0\x06\x4e\x01\x04\x01x\x80"),
            (8, Some(expected))
        );
    }

    #[test]
    fn everything_else_stays() {
        // A picture; a message about timing; one behind an escape; a length that leads out.
        assert_eq!(stepped(H264, b"\0\0\0\x02\x65\x88"), (6, None));
        assert_eq!(stepped(H264, b"\0\0\0\x05\x06\x01\x01\x05\x80"), (9, None));
        assert_eq!(
            stepped(H264, b"\0\0\0\x08\x06\x01\x03\0\0\x03\x01\x80"),
            (12, None)
        );
        assert_eq!(stepped(H264, b"\0\0\0\x63\x06\x05"), (6, None));
        assert_eq!(stepped(H264, b"\0\0\0\0\x06"), (5, None));
    }

    #[test]
    fn a_message_behind_others_is_found() {
        let both = b"\0\0\0\x09\x06\x01\x01\x05\x05\x02ab\x80";
        assert!(stepped(H264, both).1.is_some());
        // What cannot be read is not let through.
        assert!(stepped(H264, b"\0\0\0\x04\x06\x01\x63\x80").1.is_some());
    }
}
