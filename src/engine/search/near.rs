//! Words near each other.

use crate::engine::place::ByteSpan;
use crate::engine::redact::term::is_ignored;

/// The hits on the left that have one on the right at most `within` words away, and those. Words are
/// runs of letters and digits; hits that overlap are no pair. Sorted as given, the left ones first.
pub(super) fn near(
    body: &[u8],
    left: &[ByteSpan],
    right: &[ByteSpan],
    within: u32,
) -> Vec<ByteSpan> {
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let starts = word_starts(body);
    let placed = |spans: &[ByteSpan]| -> Vec<Placed> {
        spans.iter().map(|span| placed(&starts, *span)).collect()
    };
    let (left, right) = (placed(left), placed(right));
    let paired = |ones: &[Placed], others: &[Placed]| -> Vec<ByteSpan> {
        let is_paired = |one: &&Placed| has_near(one, others, within);
        ones.iter().filter(is_paired).map(|one| one.span).collect()
    };
    let mut spans = paired(&left, &right);
    spans.extend(paired(&right, &left));
    spans
}

/// A hit with the numbers of its first and last word.
struct Placed {
    span: ByteSpan,
    first: u32,
    last: u32,
}

fn placed(starts: &[u32], span: ByteSpan) -> Placed {
    let number = |at: u32| starts.partition_point(|start| *start <= at) as u32;
    let first = number(span.start);
    let last = number(span.end().saturating_sub(1)).max(first);
    Placed { span, first, last }
}

fn has_near(one: &Placed, others: &[Placed], within: u32) -> bool {
    // Both rows of numbers rise, since hits do.
    let from = others.partition_point(|other| other.last.saturating_add(within) < one.first);
    others
        .get(from..)
        .unwrap_or(&[])
        .iter()
        .take_while(|other| other.first <= one.last.saturating_add(within))
        .any(|other| !other.span.overlaps(one.span))
}

/// Whether it stands on or in a word without being a letter.
fn is_mark(c: char) -> bool {
    is_ignored(c) || unicode_normalization::char::is_combining_mark(c)
}

/// Where words start.
fn word_starts(body: &[u8]) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut at = 0;
    let mut inside = false;
    for chunk in body.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_alphanumeric() && !inside {
                starts.push(at);
            }
            let goes_on = matches!(c, '\'' | '\u{2019}' | '_') || is_mark(c);
            inside = c.is_alphanumeric() || (inside && goes_on);
            at += c.len_utf8() as u32;
        }
        if !chunk.invalid().is_empty() {
            inside = false;
        }
        at += chunk.invalid().len() as u32;
    }
    starts
}
