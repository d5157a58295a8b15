//! The text of a message as it stands in a text area, where a part of it is chosen by keyboard:
//! each character knows its bytes.

use crate::engine::place::ByteSpan;
use crate::engine::session::protocol::Row;

use super::characters::{reorders, spelled};

/// The text of a message, to choose a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoosableText {
    /// As the text area holds it. What a text area would change or draw in another order is
    /// spelled out.
    pub text: String,
    runs: Vec<Run>,
}

/// A stretch of it. Units: `from` and `to` in UTF-16 units of the text, `span` in bytes of the
/// record.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    from: u32,
    to: u32,
    text: String,
    span: ByteSpan,
    /// Chosen as a whole or not at all.
    whole: bool,
}

impl ChoosableText {
    /// The text of a row, as far as the row holds it.
    pub fn of(row: &Row) -> ChoosableText {
        let mut at = ChoosableText {
            text: String::new(),
            runs: Vec::new(),
        };
        for piece in &row.body {
            if piece.atomic {
                at.push(piece.text.clone(), piece.span, true);
                continue;
            }
            let mut start = piece.span.start;
            for character in piece.text.chars() {
                let span = ByteSpan {
                    start,
                    len: character.len_utf8() as u32,
                };
                start = span.end();
                match stand_in(character) {
                    Some(word) => at.push(word, span, true),
                    None => at.push(character.to_string(), span, false),
                }
            }
        }
        at
    }

    fn push(&mut self, text: String, span: ByteSpan, whole: bool) {
        let n_units = text.encode_utf16().count() as u32;
        self.text.push_str(&text);
        let from = self.runs.last().map_or(0, |run| run.to);
        match self.runs.last_mut() {
            Some(last) if !whole && !last.whole && last.span.end() == span.start => {
                last.to += n_units;
                last.text.push_str(&text);
                last.span.len += span.len;
            }
            Some(_) | None => self.runs.push(Run {
                from,
                to: from + n_units,
                text,
                span,
                whole,
            }),
        }
    }

    /// The bytes from one UTF-16 unit of the text up to another; `None` when that is nothing.
    pub fn span(&self, from: u32, to: u32) -> Option<ByteSpan> {
        let mut chosen: Option<(u32, u32)> = None;
        for run in &self.runs {
            let (first, end) = (from.max(run.from), to.min(run.to));
            if first >= end {
                continue;
            }
            let (first, end) = if run.whole {
                (run.span.start, run.span.end())
            } else {
                (
                    run.span.start + bytes_before(&run.text, first - run.from),
                    run.span.start + bytes_before(&run.text, end - run.from),
                )
            };
            chosen = Some(chosen.map_or((first, end), |(a, b)| (a.min(first), b.max(end))));
        }
        let (start, end) = chosen?;
        (end > start).then_some(ByteSpan {
            start,
            len: end - start,
        })
    }
}

/// What stands for a character that a text area changes, or that reorders what follows.
fn stand_in(character: char) -> Option<String> {
    if matches!(character, '\n' | '\t') || !(reorders(character) || character.is_control()) {
        return None;
    }
    Some(match spelled(character) {
        Some(word) => format!("‹{word}›"),
        None => format!("‹U+{:04X}›", u32::from(character)),
    })
}

/// UTF-8 bytes of `words` before UTF-16 unit `n_units`. Half a pair counts as none of it.
pub fn bytes_before(words: &str, n_units: u32) -> u32 {
    let mut units = 0;
    let mut bytes = 0;
    for character in words.chars() {
        units += character.len_utf16() as u32;
        if units > n_units {
            break;
        }
        bytes += character.len_utf8() as u32;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::row;
    use crate::engine::session::protocol::Piece;

    fn choosable(parts: &[(&str, bool)]) -> ChoosableText {
        let mut row = row(0, "");
        let mut start = 12;
        row.body = parts
            .iter()
            .map(|(text, atomic)| {
                let span = ByteSpan {
                    start,
                    len: if *atomic { 7 } else { text.len() as u32 },
                };
                start = span.end();
                Piece {
                    span,
                    text: (*text).to_owned(),
                    atomic: *atomic,
                    hit: false,
                    withheld: None,
                }
            })
            .collect();
        ChoosableText::of(&row)
    }

    /// Where `words` stand in the text area.
    fn units_of(at: &ChoosableText, words: &str) -> (u32, u32) {
        let byte = at.text.find(words).expect("the words are there");
        let from = at.text[..byte].encode_utf16().count() as u32;
        (from, from + words.encode_utf16().count() as u32)
    }

    #[test]
    fn a_part_is_its_bytes() {
        let at = choosable(&[("Zoë 👩\u{200d}💻 said ", false), ("no\nyes", false)]);
        for words in ["Zoë", "👩\u{200d}💻", "said no", "yes", "ë 👩"] {
            let (from, to) = units_of(&at, words);
            let span = at.span(from, to).expect("bytes");
            let byte = at.text.find(words).expect("there") as u32;
            assert_eq!(
                (span.start, span.len),
                (12 + byte, words.len() as u32),
                "{words:?}"
            );
        }
        assert_eq!(at.span(3, 3), None);
        assert_eq!(at.span(900, 950), None);
    }

    #[test]
    fn half_a_pair_at_the_end_is_left_out() {
        let at = choosable(&[("a💻b", false)]);
        let span = at.span(0, 2).expect("bytes");
        assert_eq!((span.start, span.len), (12, 1));
    }

    #[test]
    fn what_a_text_area_would_change_is_spelled_out_and_keeps_its_bytes() {
        let at = choosable(&[("a\r\nb\u{202e}c", false), ("<mark>", true), ("d", false)]);
        assert_eq!(at.text, "a‹CR›\nb‹RLO›c<mark>d");
        let (from, to) = units_of(&at, "RL");
        let span = at.span(from, to).expect("the whole character");
        assert_eq!((span.start, span.len), (16, 3));
        let (from, to) = units_of(&at, "ark");
        let span = at.span(from, to).expect("the whole mark");
        assert_eq!((span.start, span.len), (20, 7));
        let (from, to) = units_of(&at, "c<mark>d");
        assert_eq!(at.span(from, to).map(|s| (s.start, s.len)), Some((19, 9)));
    }
}
