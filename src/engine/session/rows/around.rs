//! A place in a text with what stands around it, as pieces.

use super::chars::{char_ceil, char_floor, first_chars};
use super::pieces::{atomic_piece, cut};
use crate::engine::place::ByteSpan;
use crate::engine::session::protocol::{Piece, Withheld};

/// How much stands on either side. Units: characters.
const AROUND_CHARS: usize = 300;
/// Most bytes that many characters take.
const AROUND_BYTES: u32 = 4 * AROUND_CHARS as u32;

/// `hit`, marked as found, with up to 300 characters of `within` on either side, and what of it is
/// withheld. Spans count from the start of `bytes`; `marks` are sorted.
pub(in crate::engine) fn around(
    bytes: &[u8],
    within: ByteSpan,
    hit: ByteSpan,
    marks: &[(ByteSpan, Withheld)],
) -> Vec<Piece> {
    let start = first_byte(bytes, within, hit);
    let end = last_byte(bytes, within, hit);
    let mut pieces = Vec::new();
    if start > within.start {
        pieces.push(atomic_piece("… ".to_owned()));
    }
    let shown = ByteSpan {
        start,
        len: end.saturating_sub(start),
    };
    cut(bytes, shown, marks, &[hit], &mut pieces);
    if end < within.end() {
        pieces.push(atomic_piece(" …".to_owned()));
    }
    pieces
}

fn first_byte(bytes: &[u8], within: ByteSpan, hit: ByteSpan) -> u32 {
    let earliest = hit.start.saturating_sub(AROUND_BYTES).max(within.start);
    let earliest = char_floor(bytes, earliest).max(within.start);
    let before = slice(bytes, earliest, hit.start);
    let n_chars = super::chars::n_chars(before);
    let skipped = first_chars(before, n_chars.saturating_sub(AROUND_CHARS));
    earliest + skipped as u32
}

fn last_byte(bytes: &[u8], within: ByteSpan, hit: ByteSpan) -> u32 {
    let latest = hit.end().saturating_add(AROUND_BYTES).min(within.end());
    let latest = char_ceil(bytes, latest).min(within.end());
    let after = slice(bytes, hit.end(), latest);
    hit.end() + first_chars(after, AROUND_CHARS) as u32
}

fn slice(bytes: &[u8], start: u32, end: u32) -> &[u8] {
    bytes.get(start as usize..end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, hit: &str, expected: &str) {
        let start = text.find(hit).unwrap() as u32;
        let whole = ByteSpan {
            start: 0,
            len: text.len() as u32,
        };
        let hit = ByteSpan {
            start,
            len: hit.len() as u32,
        };
        let drawn: String = around(text.as_bytes(), whole, hit, &[])
            .iter()
            .map(|piece| match piece.hit {
                true => format!("[{}]", piece.text),
                false => piece.text.clone(),
            })
            .collect();
        assert_eq!(drawn, expected);
    }

    #[test]
    fn short_texts_stand_whole() {
        check("ring 555 now", "555", "ring [555] now");
        check("555", "555", "[555]");
    }

    #[test]
    fn long_texts_are_cut_at_characters() {
        let far = "é".repeat(1_000);
        let near = "é".repeat(AROUND_CHARS);
        let text = format!("{far}555{far}");
        check(&text, "555", &format!("… {near}[555]{near} …"));
    }
}
