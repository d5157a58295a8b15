//! What stands in two messages that follow each other: numbers that people send in parts.

use super::body::Candidate;
use super::catalogue::{Detector, Family};
use super::scanner::Scanner;

/// How much of two messages is looked at together. Units: bytes of the bodies, which are cut at
/// characters.
const JOIN: usize = 24;

/// Something that starts in one text and ends in the next.
pub(super) struct Across {
    /// What it looks like; its span counts in the end of the first text, a space, and the start of
    /// the second.
    pub(super) hit: Candidate,
    /// How long the end of the first text is that was looked at. Units: bytes.
    pub(super) tail: u32,
}

/// The best hit that goes from `first` into `second`.
pub(super) fn across(scanner: &mut Scanner, first: &[u8], second: &[u8]) -> Option<Across> {
    let (tail, head) = (tail(first), head(second));
    let joint = tail.len() as u32;
    let joined = [tail, b" ", head].concat();
    scanner
        .look_at_join(&joined)
        .iter()
        .filter(|hit| is_joinable(hit.detector))
        .filter(|hit| hit.span.start < joint && hit.span.end() > joint + 1)
        .max_by_key(|hit| (hit.span.len, hit.score.points()))
        .map(|hit| Across {
            hit: *hit,
            tail: joint,
        })
}

/// Whether a number may begin at the end of a text.
pub(super) fn may_begin(first: &[u8]) -> bool {
    has_digit(tail(first))
}

/// Whether both texts have a digit where they meet; without one there is nothing to be looked for.
pub(super) fn may_meet(first: &[u8], second: &[u8]) -> bool {
    may_begin(first) && has_digit(head(second))
}

fn has_digit(part: &[u8]) -> bool {
    part.iter()
        .any(|byte| byte.is_ascii_digit() || *byte >= 0xd9)
}

/// Numbers that people send in parts.
fn is_joinable(detector: Detector) -> bool {
    detector == Detector::Phone || matches!(detector.family(), Family::Money | Family::Identifier)
}

/// The end of a body, from a character on.
fn tail(body: &[u8]) -> &[u8] {
    let mut start = body.len().saturating_sub(JOIN);
    while body.get(start).is_some_and(|byte| byte & 0xc0 == 0x80) {
        start += 1;
    }
    body.get(start..).unwrap_or(&[])
}

/// The start of a body, up to a character.
fn head(body: &[u8]) -> &[u8] {
    let mut end = body.len().min(JOIN);
    while end < body.len() && body.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
        end -= 1;
    }
    body.get(..end).unwrap_or(&[])
}
