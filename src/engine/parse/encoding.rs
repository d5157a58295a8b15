//! Bytes of a chat text to UTF-8, with the way back to the original bytes.
//!
//! UTF-8 stays as it is, byte for byte, and so do sequences that are not UTF-8: nothing is repaired.

use crate::engine::thread::Encoding;

/// A chat text in memory.
pub(super) struct Decoded {
    pub(super) encoding: Encoding,
    pub(super) text: Vec<u8>,
    /// Size of the original.
    pub(super) original_bytes: u64,
}

/// Decodes by the byte order mark; without one, UTF-16 is told by its zero bytes.
///
/// `None` when the text does not fit into memory.
pub(super) fn decode(bytes: Vec<u8>) -> Option<Decoded> {
    let original_bytes = bytes.len() as u64;
    let encoding = encoding_of(&bytes);
    let text = match encoding {
        Encoding::Utf8 => bytes,
        Encoding::Utf16Le => decode_utf16(&bytes, u16::from_le_bytes)?,
        Encoding::Utf16Be => decode_utf16(&bytes, u16::from_be_bytes)?,
    };
    Some(Decoded {
        encoding,
        text,
        original_bytes,
    })
}

pub(super) fn encoding_of(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xFF, 0xFE, ..] => return Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => return Encoding::Utf16Be,
        _no_mark => {}
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let pairs = head.len() / 2;
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    // Stamps are ASCII, so a real UTF-16 chat text has a zero in more than a third of its pairs.
    if pairs >= 8 && zeros(1) * 3 > pairs && zeros(0) * 10 < pairs {
        Encoding::Utf16Le
    } else if pairs >= 8 && zeros(0) * 3 > pairs && zeros(1) * 10 < pairs {
        Encoding::Utf16Be
    } else {
        Encoding::Utf8
    }
}

/// An unpaired surrogate becomes U+FFFD, and so does a last odd byte.
fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    text.try_reserve(bytes.len() / 2 + 16).ok()?;
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut buffer = [0u8; 4];
    for decoded in char::decode_utf16(units) {
        let found = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
        if text.len() + 4 > text.capacity() {
            text.try_reserve(text.len() / 2 + 16).ok()?;
        }
        text.extend_from_slice(found.encode_utf8(&mut buffer).as_bytes());
    }
    if bytes.len() % 2 == 1 {
        text.extend_from_slice("\u{FFFD}".as_bytes());
    }
    Some(text)
}

/// Where each record starts in the original, and at last the size of the original.
///
/// Units: bytes of the original. Shape: one more than `starts`. Every decoded character of one to
/// three bytes was one unit, every one of four bytes a pair.
pub(super) fn utf16_origins(
    text: &[u8],
    starts: impl Iterator<Item = u32>,
    original_bytes: u64,
) -> Vec<u64> {
    let mut origins = Vec::new();
    let mut at = 0usize;
    let mut original = 0u64;
    for start in starts {
        let piece = text.get(at..start as usize).unwrap_or_default();
        for byte in piece {
            original += match byte {
                0x80..=0xBF => 0,
                0xF0..=0xFF => 4,
                _lead => 2,
            };
        }
        at = start as usize;
        origins.push(original);
    }
    origins.push(original_bytes);
    origins
}
