//! A body to its tokens: the pieces that can be shown or kept back one by one.

use std::ops::Range;

/// Most code points of ink in a token.
const INK: usize = 8;

/// Cuts a body into tokens: byte ranges that together are the whole body.
///
/// A token is up to eight code points other than space, tab, CR and LF, and, when the run of those
/// ends with it, all of these four that follow. White space at the very start is a token by itself.
/// A body that is not UTF-8 is one token; an empty one has none.
pub fn tokens(body: &[u8]) -> Tokens<'_> {
    Tokens {
        body,
        at: 0,
        is_text: std::str::from_utf8(body).is_ok(),
    }
}

/// The tokens of a body, in order.
#[derive(Debug, Clone)]
pub struct Tokens<'b> {
    body: &'b [u8],
    at: usize,
    is_text: bool,
}

impl Iterator for Tokens<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if start >= self.body.len() {
            return None;
        }
        self.at = if self.is_text {
            token_end(self.body, start)
        } else {
            self.body.len()
        };
        Some(start..self.at)
    }
}

fn token_end(body: &[u8], start: usize) -> usize {
    let mut at = start;
    let mut n_ink = 0;
    while let Some(byte) = body.get(at) {
        if is_white(*byte) {
            break;
        }
        if !is_continuation(*byte) {
            if n_ink == INK {
                return at;
            }
            n_ink += 1;
        }
        at += 1;
    }
    while body.get(at).is_some_and(|byte| is_white(*byte)) {
        at += 1;
    }
    at
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &[u8], expected: &[&[u8]]) {
        let found: Vec<&[u8]> = tokens(body).map(|range| &body[range]).collect();
        assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(body));
    }

    #[test]
    fn bodies_are_cut_as_the_format_says() {
        check(b"", &[]);
        check(
            b"The PIN is 4711, ok?\r\n",
            &[b"The ", b"PIN ", b"is ", b"4711, ", b"ok?\r\n"],
        );
        check(b"\r\n", &[b"\r\n"]);
        check(b"  \t a", &[b"  \t ", b"a"]);
        check(b"12345678 9", &[b"12345678 ", b"9"]);
        check(b"123456789 0", &[b"12345678", b"9 ", b"0"]);
        check(b"1234567890abcdefg", &[b"12345678", b"90abcdef", b"g"]);
        check(b"a\n\n \nb", &[b"a\n\n \n", b"b"]);
        let no_break = "a\u{a0}b c".as_bytes();
        check(no_break, &["a\u{a0}b ".as_bytes(), b"c"]);
        let long = "ÄÖÜäöüßéÉ x".as_bytes();
        check(long, &["ÄÖÜäöüßé".as_bytes(), "É ".as_bytes(), b"x"]);
        check(b"caf\xe9 is shut\n", &[b"caf\xe9 is shut\n"]);
    }
}
