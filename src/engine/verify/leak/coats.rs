//! Bytes written in digits, undone while they go by: Base64, ASCII85, hex.

use std::ops::Range;

use super::decode::{sextet, unbased};
use super::packed;

/// Shortest run of Base64 digits that is looked into.
const BASE64_DIGITS: usize = 24;
/// How far before its first byte a PDF says how a stream is written.
const DICTIONARY_BYTES: usize = 512;

/// One way to write bytes in digits.
#[derive(Debug, Clone)]
pub(super) enum Coat {
    /// Six bits a digit.
    Base64(u32, u32),
    /// Five digits for four bytes.
    Ascii85(Vec<u8>),
    /// Four bits a digit.
    Hex(Option<u8>),
}

impl Coat {
    /// From its first digit.
    pub(super) fn base64() -> Coat {
        Coat::Base64(0, 0)
    }

    /// Undoes the next digits. Whether more may follow.
    pub(super) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> bool {
        for byte in bytes {
            if byte.is_ascii_whitespace() || *byte == 0 {
                continue;
            }
            let goes_on = match self {
                Coat::Base64(bits, n_bits) => six(*byte, bits, n_bits, out),
                Coat::Ascii85(group) => eighty_five(*byte, group, out),
                Coat::Hex(high) => four(*byte, high, out),
            };
            if !goes_on {
                return false;
            }
        }
        true
    }
}

fn six(byte: u8, bits: &mut u32, n_bits: &mut u32, out: &mut Vec<u8>) -> bool {
    let Some(value) = sextet(byte) else {
        return false;
    };
    *bits = (*bits << 6 | u32::from(value)) & 0xffff;
    *n_bits += 6;
    if *n_bits >= 8 {
        *n_bits -= 8;
        out.push((*bits >> *n_bits & 0xff) as u8);
    }
    true
}

fn eighty_five(byte: u8, group: &mut Vec<u8>, out: &mut Vec<u8>) -> bool {
    match byte {
        b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
        b'!'..=b'u' => {
            group.push(byte - b'!');
            if group.len() == 5 {
                five(group, 4, out);
                group.clear();
            }
        }
        _end => {
            let n_digits = group.len();
            if n_digits > 1 {
                group.resize(5, 84);
                five(group, n_digits - 1, out);
            }
            group.clear();
            return false;
        }
    }
    true
}

fn five(group: &[u8], n_bytes: usize, out: &mut Vec<u8>) {
    let value = group.iter().fold(0_u32, |value, digit| {
        value.wrapping_mul(85).wrapping_add(u32::from(*digit))
    });
    out.extend(value.to_be_bytes().into_iter().take(n_bytes));
}

fn four(byte: u8, high: &mut Option<u8>, out: &mut Vec<u8>) -> bool {
    let digit = char::from(byte).to_digit(16).map(|digit| digit as u8);
    match (digit, high.take()) {
        (Some(low), Some(high)) => out.push(high << 4 | low),
        (Some(first), None) => *high = Some(first),
        (None, Some(last)) => out.push(last << 4),
        (None, None) => {}
    }
    digit.is_some()
}

/// Where in `bytes` something written in digits starts that is looked into as a stream of its own.
/// `runs` are the runs of Base64 digits in it.
pub(super) fn encoded_starts(
    bytes: &[u8],
    runs: &[Range<usize>],
    is_pdf: bool,
) -> Vec<(usize, Coat)> {
    let mut out: Vec<(usize, Coat)> = Vec::new();
    for run in runs.iter().filter(|run| run.len() >= BASE64_DIGITS) {
        let digits = bytes.get(run.start..run.start + 16).unwrap_or_default();
        if packed::is_known_start(&unbased(digits, 0)) {
            out.push((run.start, Coat::base64()));
        }
    }
    for at in memchr::memmem::find_iter(bytes, b"<~") {
        out.push((at + 2, Coat::Ascii85(Vec::new())));
    }
    if is_pdf {
        out.extend(
            memchr::memmem::find_iter(bytes, b"stream").filter_map(|at| {
                let data = at + 6 + line_end(bytes.get(at + 6..)?)?;
                Some((data, coat_of(bytes.get(..at)?)?))
            }),
        );
    }
    out
}

/// Length of the line end that must follow the word `stream`.
fn line_end(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\r', b'\n', ..] => Some(2),
        [b'\n' | b'\r', ..] => Some(1),
        _other => None,
    }
}

/// How a PDF says that the stream after `before` is written.
fn coat_of(before: &[u8]) -> Option<Coat> {
    let near = before.get(before.len().saturating_sub(DICTIONARY_BYTES)..)?;
    let own = memchr::memmem::rfind(near, b"obj").unwrap_or(0);
    let own = near.get(own..)?;
    let has = |words: [&[u8]; 2]| {
        words
            .iter()
            .any(|word| memchr::memmem::find(own, word).is_some())
    };
    if has([b"/ASCII85Decode", b"/A85"]) {
        Some(Coat::Ascii85(Vec::new()))
    } else if has([b"/ASCIIHexDecode", b"/AHx"]) {
        Some(Coat::Hex(None))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_undone_in_pieces_of_any_size() {
        let cases = [
            (Coat::base64(), "SmFu\r\n ZSBTYW1wbGU=", "Jane Sample"),
            (Coat::Ascii85(Vec::new()), "8TZ)j \n;f-GgF<GX9DII~>", ""),
            (Coat::Hex(None), "4a 616E\n65 >", "Jane"),
        ];
        for (coat, digits, wanted) in cases {
            let mut whole = Vec::new();
            coat.clone().push(digits.as_bytes(), &mut whole);
            let mut pieces = Vec::new();
            let mut one = coat.clone();
            let _ended = digits.bytes().all(|byte| one.push(&[byte], &mut pieces));
            assert_eq!(whole, pieces);
            assert!(wanted.is_empty() || whole == wanted.as_bytes(), "{digits}");
        }
    }

    #[test]
    fn ascii85_is_read_as_postscript_writes_it() {
        let mut out = Vec::new();
        let more = Coat::Ascii85(Vec::new()).push(b"87cURD]i,\"Ebo80~>", &mut out);
        assert_eq!(out, b"Hello World!");
        assert!(!more);
    }
}
