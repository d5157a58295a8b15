//! Samples of H.264 and H.265, unit by unit: none may hold a message that an encoder wrote for people
//! or for itself.

use super::{Next, number};

/// A sample that consists of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Coded {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) is_h265: bool,
    /// Of the length before each unit.
    pub(super) length_bytes: usize,
}

/// How the samples of an entry consist of units, by the box that describes the codec.
pub(super) fn coding(kind: &[u8], body: &[u8]) -> Option<(bool, usize)> {
    let (is_h265, place) = match kind {
        b"avcC" => (false, body.get(4)?),
        b"hvcC" => (true, body.get(21)?),
        _other => return None,
    };
    Some((is_h265, usize::from(place & 3) + 1))
}

/// What comes next at the front of a sample with `left` bytes to go, and whether the unit there holds
/// such a message.
pub(super) fn unit(sample: &Coded, front: &[u8], left: u64) -> (Next, bool) {
    let head = if sample.is_h265 { 2 } else { 1 };
    let least = sample.length_bytes + head;
    if left < least as u64 {
        return (Next::Pass(left), false);
    }
    let (Some(len), Some(first)) = (
        number(front, 0, sample.length_bytes),
        front.get(sample.length_bytes),
    ) else {
        return (Next::See(least), false);
    };
    let whole = len + sample.length_bytes as u64;
    if len < head as u64 || whole > left {
        return (Next::Pass(left), false);
    }
    let kind = if sample.is_h265 {
        first >> 1 & 63
    } else {
        first & 31
    };
    let is_message = if sample.is_h265 {
        kind == 39 || kind == 40
    } else {
        kind == 6
    };
    if !is_message {
        return (Next::Pass(whole), false);
    }
    if whole > 1 << 20 {
        return (Next::Pass(whole), true);
    }
    match front.get(least..whole as usize) {
        None => (Next::See(whole as usize), false),
        Some(body) => (Next::Pass(whole), !is_technical(body)),
    }
}

/// Whether every message in a unit is about decoding alone.
fn is_technical(body: &[u8]) -> bool {
    let mut bytes: Vec<u8> = Vec::new();
    let mut zeros = 0;
    for byte in body {
        if zeros == 2 && *byte == 3 {
            zeros = 0;
        } else {
            zeros = if *byte == 0 { (zeros + 1).min(2) } else { 0 };
            bytes.push(*byte);
        }
    }
    let mut at = 0;
    while at + 1 < bytes.len() {
        let mut numbers = [0usize; 2];
        for number in &mut numbers {
            loop {
                let Some(byte) = bytes.get(at) else {
                    return false;
                };
                at += 1;
                *number += usize::from(*byte);
                if *byte != 255 {
                    break;
                }
            }
        }
        let [kind, len] = numbers;
        at += len;
        if kind == 4 || kind == 5 || at > bytes.len() {
            return false;
        }
    }
    true
}
