//! Which way up a picture is. Without it a photo taken sideways lies on its side, so the copy says
//! it again in the smallest Exif there is, which we write ourselves and which can hold nothing else.

use super::tape::{be16, be32, le16, le32};

const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;
/// A directory has at most this many tags looked at.
const TAGS_LIMIT: usize = 1_000;

/// The orientation in the first directory of Exif's TIFF bytes: 2 to 8. `None` when it is upright, not
/// said, or cannot be read.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _other => return None,
    };
    let short = |at| {
        if is_little {
            le16(tiff, at)
        } else {
            be16(tiff, at)
        }
    };
    let long = |at| {
        if is_little {
            le32(tiff, at)
        } else {
            be32(tiff, at)
        }
    };
    let at = usize::try_from(long(4)).ok()?;
    let n_tags = usize::from(short(at)).min(TAGS_LIMIT);
    (0..n_tags)
        .map(|n| at.saturating_add(2 + 12 * n))
        .take_while(|tag| tag.saturating_add(12) <= tiff.len())
        .find(|tag| short(*tag) == ORIENTATION && short(tag + 2) == SHORT && long(tag + 4) == 1)
        .map(|tag| short(tag + 8))
        .filter(|value| (2..=8).contains(value))
        .map(|value| value as u8)
}

/// The same without the six bytes that JPEG, and some WebP, put before it.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes)
}

/// TIFF bytes that say this and nothing else.
pub(super) fn tiff(orientation: u8) -> [u8; 26] {
    let mut out = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    out[19] = orientation;
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for value in 2..=8 {
            assert_eq!(orientation(&tiff(value)), Some(value));
        }
        assert_eq!(orientation(&tiff(1)), None);
        assert_eq!(orientation(&tiff(9)), None);
    }

    #[test]
    fn hostile_directories_say_nothing() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(orientation(little), Some(6));
        for end in 0..little.len() - 6 {
            assert_eq!(orientation(&little[..end]), None, "{end}");
        }
        assert_eq!(orientation(b"MM\0*\xff\xff\xff\xff"), None);
        assert_eq!(orientation(b"II*\0\x00\0\0\0"), None);
        assert_eq!(without_mark(b"Exif\0\0MM"), b"MM");
    }
}
