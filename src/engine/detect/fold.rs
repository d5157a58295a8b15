//! A body as detectors read it, with the way back to its bytes.
//!
//! Digits of every script and full-width forms become ASCII, odd spaces and dashes plain, letters
//! lose their accents, what shows nothing is dropped. Case stays. The folded text is never written
//! anywhere: a hit is always cut in the bytes of the message.

use unicode_normalization::char::decompose_canonical;

use crate::engine::place::ByteSpan;
use crate::engine::redact::term::{is_ignored, plain};

/// A folded text. Used again and again for the memory it holds.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    bytes: Vec<u8>,
    /// For each folded byte the first byte of the character it came from. Empty when the text was
    /// ASCII and nothing moved.
    from: Vec<u32>,
}

impl Folded {
    /// Folds `text`.
    pub(crate) fn fold(&mut self, text: &[u8]) {
        self.bytes.clear();
        self.from.clear();
        if text.is_ascii() {
            self.bytes.extend_from_slice(text);
            return;
        }
        let mut at = 0;
        for chunk in text.utf8_chunks() {
            for c in chunk.valid().chars() {
                self.push_char(c, at);
                at += c.len_utf8() as u32;
            }
            for _ in chunk.invalid() {
                // Never part of a word or a number.
                self.push(b"\x1a", at);
                at += 1;
            }
        }
        self.from.push(at);
    }

    fn push_char(&mut self, c: char, at: u32) {
        if c.is_ascii() {
            return self.push(&[c as u8], at);
        }
        if is_ignored(c) {
            return;
        }
        if c == 'ß' {
            return self.push(b"ss", at);
        }
        if c == '＠' {
            return self.push(b"@", at);
        }
        let mut buffer = [0; 4];
        if ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c) {
            return self.push(c.encode_utf8(&mut buffer).as_bytes(), at);
        }
        decompose_canonical(c, |part| {
            if ('\u{0300}'..='\u{036f}').contains(&part) {
                return;
            }
            let part = plain(part);
            if part.is_ascii() {
                return self.push(&[part as u8], at);
            }
            for lower in part.to_lowercase() {
                self.push(lower.encode_utf8(&mut buffer).as_bytes(), at);
            }
        });
    }

    fn push(&mut self, bytes: &[u8], at: u32) {
        self.bytes.extend_from_slice(bytes);
        self.from.extend(std::iter::repeat_n(at, bytes.len()));
    }

    /// The folded bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where folded byte `at` came from.
    pub(super) fn origin(&self, at: usize) -> u32 {
        self.from.get(at).copied().unwrap_or(at as u32)
    }

    /// The bytes of `text`, which was folded, that folded bytes `start..end` came from. Whole
    /// characters, and the accents that follow.
    pub(crate) fn span(&self, text: &[u8], start: usize, end: usize) -> ByteSpan {
        if self.from.is_empty() {
            return ByteSpan {
                start: start as u32,
                len: (end - start) as u32,
            };
        }
        let first = self.origin(start);
        let last = self.origin(end.saturating_sub(1).max(start)) as usize;
        let mut after = last + char_len(text, last);
        while let Some(c) = char_at(text, after)
            && ('\u{0300}'..='\u{036f}').contains(&c)
        {
            after += c.len_utf8();
        }
        ByteSpan {
            start: first,
            len: after as u32 - first,
        }
    }
}

/// The character that starts at `at`.
pub(super) fn char_at(text: &[u8], at: usize) -> Option<char> {
    let rest = text.get(at..text.len().min(at + 4))?;
    let first = rest.first()?;
    if first.is_ascii() {
        return Some(char::from(*first));
    }
    let chunk = rest.utf8_chunks().next()?;
    chunk.valid().chars().next()
}

fn char_len(text: &[u8], at: usize) -> usize {
    char_at(text, at).map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut folded = Folded::default();
        folded.fold(text.as_bytes());
        assert_eq!(String::from_utf8_lossy(folded.bytes()), expected, "{text}");
    }

    #[test]
    fn what_looks_alike_becomes_alike() {
        check("plain", "plain");
        check("٠٢٠ ٧٩٤٦", "020 7946");
        check("０２０ ７９４６", "020 7946");
        check("+44\u{a0}20\u{2011}7946", "+44 20-7946");
        check("02\u{200b}0", "020");
        check("José ＠ Straße", "Jose @ Strasse");
        check("ПАВЕЛ", "павел");
    }

    #[test]
    fn a_hit_is_cut_in_the_bytes_of_the_text() {
        let text = "né \u{2068}٠٢٠\u{2069} e\u{301}!";
        let mut folded = Folded::default();
        folded.fold(text.as_bytes());
        let at = |needle: &str| {
            let folded_text = String::from_utf8_lossy(folded.bytes()).into_owned();
            let start = folded_text.find(needle).unwrap();
            let span = folded.span(text.as_bytes(), start, start + needle.len());
            &text[span.start as usize..span.end() as usize]
        };
        assert_eq!(at("020"), "٠٢٠");
        assert_eq!(at("ne"), "né");
        assert_eq!(at("e!"), "e\u{301}!");
    }
}
