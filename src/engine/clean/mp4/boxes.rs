//! Boxes inside boxes.

use super::Wrong;
use crate::engine::clean::tape::{be32, letters};

/// A box with its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Child<'a> {
    pub(super) kind: &'a [u8],
    pub(super) body: &'a [u8],
}

/// The boxes that `bytes` consists of, to its last byte. QuickTime ends some lists with four zeros.
pub(super) fn children(bytes: &[u8]) -> Result<Vec<Child<'_>>, Wrong> {
    let mut out = Vec::new();
    let mut left = bytes;
    while !left.is_empty() && left != [0; 4] {
        let size = be32(left, 0) as usize;
        let (Some(kind), Some(body)) = (left.get(4..8), left.get(8..size)) else {
            return Err(Wrong::Form("size of a box"));
        };
        out.push(Child { kind, body });
        if out.len() > super::BOXES_LIMIT {
            return Err(Wrong::TooMuch("boxes"));
        }
        left = left.get(size..).unwrap_or_default();
    }
    Ok(out)
}

/// Puts the boxes of a list at their places. `left_behind` may stand there and is not copied; anything
/// else, and a second box of a kind, is refused.
pub(super) fn sorted<'a, const N: usize>(
    bytes: &'a [u8],
    listed: [&[u8; 4]; N],
    left_behind: &[&[u8; 4]],
) -> Result<[Option<&'a [u8]>; N], Wrong> {
    let mut out = [None; N];
    for child in children(bytes)? {
        let place = listed.iter().position(|kind| kind.as_slice() == child.kind);
        match place.and_then(|place| out.get_mut(place)) {
            Some(Some(_)) => return Err(Wrong::Order("second box of a kind")),
            Some(place) => *place = Some(child.body),
            None if left_behind.iter().any(|kind| kind.as_slice() == child.kind) => {}
            None => return Err(Wrong::Unknown(letters(child.kind))),
        }
    }
    Ok(out)
}

/// A box.
pub(super) fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 8);
    out.extend_from_slice(&(body.len() as u32 + 8).to_be_bytes());
    out.extend_from_slice(kind);
    out.extend_from_slice(body);
    out
}

/// Content of a box with a version: 0, or 1 with longer times. Which it is, and what follows.
pub(super) fn versioned(
    body: &[u8],
    len_0: usize,
    len_1: usize,
    what: &'static str,
) -> Result<bool, Wrong> {
    match body.first() {
        Some(0) if body.len() == len_0 => Ok(false),
        Some(1) if body.len() == len_1 => Ok(true),
        _other => Err(Wrong::Form(what)),
    }
}

/// A copy of `body` with zeros in these places.
pub(super) fn zeroed(body: &[u8], places: &[(usize, usize)]) -> Vec<u8> {
    let mut out = body.to_vec();
    for (from, to) in places {
        if let Some(place) = out.get_mut(*from..*to) {
            place.fill(0);
        }
    }
    out
}
