//! The header that stands beside an entry's bytes, and what it says otherwise than the directory.
//!
//! Source: ZIP APPNOTE 4.3.7. Where the two disagree, the directory counts: that is what programs
//! that list a zip go by.

use super::bytes::{u16_at, u32_at};
use super::directory::{LOCAL_LEN, Standing, decoded_name};
use super::names::CodePage;
use super::{Entry, Packing};

const LOCAL_SIGNATURE: &[u8; 4] = b"PK\x03\x04";

/// The header beside an entry's bytes.
pub(super) struct LocalHeader {
    flags: u16,
    method: u16,
    crc32: u32,
    packed: u32,
    size: u32,
    name_len: usize,
    /// The whole header, name and extra field included.
    pub(super) len: u64,
}

impl LocalHeader {
    pub(super) fn read(bytes: &[u8]) -> Option<LocalHeader> {
        if !bytes.starts_with(LOCAL_SIGNATURE) {
            return None;
        }
        let name_len = u16_at(bytes, 26)?;
        let extra_len = u16_at(bytes, 28)?;
        Some(LocalHeader {
            flags: u16_at(bytes, 6)?,
            method: u16_at(bytes, 8)?,
            crc32: u32_at(bytes, 14)?,
            packed: u32_at(bytes, 18)?,
            size: u32_at(bytes, 22)?,
            name_len: name_len.into(),
            len: LOCAL_LEN + u64::from(name_len) + u64::from(extra_len),
        })
    }

    /// In words, what it says otherwise than the directory.
    pub(super) fn disagreement(
        &self,
        bytes: &[u8],
        entry: &Entry,
        standing: &Standing,
    ) -> Option<String> {
        let name_end = LOCAL_LEN as usize + self.name_len;
        let raw_name = bytes.get(LOCAL_LEN as usize..name_end)?;
        let extra = bytes.get(name_end..self.len as usize).unwrap_or_default();
        let names =
            [CodePage::Cp437, CodePage::Cp850].map(|page| decoded_name(raw_name, extra, page).0);
        let mut parts = Vec::new();
        if !names.contains(&entry.name) {
            let [name, _] = names;
            parts.push(format!("the name {name:?}"));
        }
        let method = match entry.packing {
            Packing::Stored => 0,
            Packing::Deflated => 8,
            Packing::Unsupported(method) => method,
        };
        if self.method != method {
            parts.push(format!("the method {}, not {method}", self.method));
        }
        if (self.flags & 1 != 0) != entry.encrypted {
            parts.push("something else about encryption".to_owned());
        }
        // With bit 3 the sizes follow the bytes, and saturated ones stand in the extra field.
        if self.flags & 8 == 0 {
            let wide = self.packed == u32::MAX || self.size == u32::MAX;
            let same = u64::from(self.packed) == standing.packed_bytes
                && u64::from(self.size) == entry.size_bytes;
            if !wide && !same {
                parts.push(format!(
                    "{} bytes packed and {} unpacked, not {} and {}",
                    self.packed, self.size, standing.packed_bytes, entry.size_bytes
                ));
            }
            if self.crc32 != standing.crc32 {
                parts.push("another check value".to_owned());
            }
        }
        (!parts.is_empty()).then(|| {
            format!(
                "the header beside the entry's bytes gives {}; the list of entries counts",
                parts.join(", ")
            )
        })
    }
}
