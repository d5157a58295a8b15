//! The container: finds the end record, reads the directory, and says what stands where. Written
//! from the format's description alone; trusts no number until it was compared with the bytes.
//!
//! Read [`Directory`] first. Never follows a name, never reads past the source, never allocates by
//! a number that the source claims without comparing it with the source's size.

use std::io;

use crate::engine::source::{Source, read_range};

/// Most members a container may have.
const MEMBERS_LIMIT: u64 = 1_000_000;
/// Most bytes a directory may have.
const DIRECTORY_LIMIT: u64 = 512 << 20;

pub(super) const LOCAL_SIGN: [u8; 4] = *b"PK\x03\x04";
pub(super) const CENTRAL_SIGN: [u8; 4] = *b"PK\x01\x02";
pub(super) const END_SIGN: [u8; 4] = *b"PK\x05\x06";
pub(super) const END64_SIGN: [u8; 4] = *b"PK\x06\x06";
pub(super) const LOCATOR64_SIGN: [u8; 4] = *b"PK\x06\x07";

/// One file of the container as the directory describes it.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Its name, as it stands.
    pub(super) name: Vec<u8>,
    /// How it is packed: 0 as it is, 8 DEFLATE.
    pub(super) method: u16,
    /// Claimed CRC.
    pub(super) crc: u32,
    /// Claimed size as it stands in the container.
    pub(super) packed_bytes: u64,
    /// Claimed size.
    pub(super) size_bytes: u64,
    /// Where its local header is said to stand.
    pub(super) header_at: u64,
    /// Needs a password.
    pub(super) encrypted: bool,
    /// Its record in [`Directory::raw`].
    pub(super) record: std::ops::Range<usize>,
}

impl Member {
    /// The name for people.
    pub(super) fn label(&self) -> String {
        String::from_utf8_lossy(&self.name).into_owned()
    }
}

/// What the end of the container says.
#[derive(Debug)]
pub(super) struct Directory {
    /// In the order of the directory.
    pub(super) members: Vec<Member>,
    /// The directory's bytes.
    pub(super) raw: Vec<u8>,
    /// Where they stand.
    pub(super) raw_at: u64,
    /// Everything after the directory, to the end of the source.
    pub(super) tail: Vec<u8>,
}

/// Why the container cannot be read.
#[derive(Debug)]
pub(super) enum ZipFault {
    /// Nothing in it says that it is a zip.
    NotAZip,
    /// It starts like one, or ends like one, but is damaged.
    Damaged {
        /// Where.
        at: u64,
        /// What.
        text: String,
    },
    /// The platform could not read it.
    Read {
        /// Where.
        at: u64,
        /// What it says.
        source: io::Error,
    },
}

fn damaged<T>(at: u64, text: impl Into<String>) -> Result<T, ZipFault> {
    Err(ZipFault::Damaged {
        at,
        text: text.into(),
    })
}

/// Two bytes, little end first; 0 past the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..at + 2)
        .and_then(|two| two.try_into().ok())
        .map_or(0, u16::from_le_bytes)
}

/// Four bytes, little end first; 0 past the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..at + 4)
        .and_then(|four| four.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}

/// Eight bytes, little end first; 0 past the end.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes
        .get(at..at + 8)
        .and_then(|eight| eight.try_into().ok())
        .map_or(0, u64::from_le_bytes)
}

fn range(source: &dyn Source, at: u64, len: u64) -> Result<Vec<u8>, ZipFault> {
    let len = usize::try_from(len).map_err(|_| ZipFault::Damaged {
        at,
        text: "a part is larger than memory".to_owned(),
    })?;
    read_range(source, at, len).map_err(|source| ZipFault::Read { at, source })
}

/// Where the end record says that the directory stands.
struct End {
    n_members: u64,
    directory_at: u64,
    directory_bytes: u64,
}

impl Directory {
    /// Reads the directory.
    ///
    /// Cost: the directory in memory, about 100 bytes a member.
    pub(super) fn read(source: &dyn Source) -> Result<Directory, ZipFault> {
        let end = find_end(source)?;
        let size = source.size_bytes();
        let directory_end = end
            .directory_at
            .checked_add(end.directory_bytes)
            .filter(|after| *after <= size);
        let Some(directory_end) = directory_end else {
            return damaged(
                size,
                "the end record points to a directory outside the file",
            );
        };
        if end.n_members > MEMBERS_LIMIT || end.directory_bytes > DIRECTORY_LIMIT {
            return damaged(
                end.directory_at,
                format!("the directory is larger than the limit of {MEMBERS_LIMIT} files"),
            );
        }
        if size - directory_end > 2 * END_WINDOW {
            return damaged(
                directory_end,
                "the end record does not follow the directory",
            );
        }
        let raw = range(source, end.directory_at, end.directory_bytes)?;
        let tail = range(source, directory_end, size - directory_end)?;
        let members = members_of(&raw, end.directory_at, end.n_members)?;
        Ok(Directory {
            members,
            raw,
            raw_at: end.directory_at,
            tail,
        })
    }
}

/// An end record has 22 bytes and a comment of at most 65,535.
const END_WINDOW: u64 = 22 + 65_535;

fn find_end(source: &dyn Source) -> Result<End, ZipFault> {
    let size = source.size_bytes();
    let window_at = size.saturating_sub(END_WINDOW);
    let window = range(source, window_at, size - window_at)?;
    let found = (0..window.len().saturating_sub(21))
        .rev()
        .find(|at| window.get(*at..*at + 4) == Some(&END_SIGN[..]));
    let Some(at) = found else {
        let head = range(source, 0, size.min(4))?;
        if head == LOCAL_SIGN {
            return damaged(
                size,
                "the end of the zip is missing: it was cut off, or something was added after it",
            );
        }
        return Err(ZipFault::NotAZip);
    };
    let record = window.get(at..).unwrap_or_default();
    let end_at = window_at + at as u64;
    let end = End {
        n_members: u64::from(u16_at(record, 10)),
        directory_bytes: u64::from(u32_at(record, 12)),
        directory_at: u64::from(u32_at(record, 16)),
    };
    let large = end.n_members == 0xffff
        || end.directory_bytes == 0xffff_ffff
        || end.directory_at == 0xffff_ffff;
    if large && end_at >= 20 {
        let locator = range(source, end_at - 20, 20)?;
        if locator.get(..4) == Some(&LOCATOR64_SIGN[..]) {
            return find_end64(source, &locator, end_at - 20);
        }
    }
    Ok(end)
}

fn find_end64(source: &dyn Source, locator: &[u8], locator_at: u64) -> Result<End, ZipFault> {
    let at = u64_at(locator, 8);
    if at.checked_add(56).is_none_or(|after| after > locator_at) {
        return damaged(locator_at, "the ZIP64 locator points outside the file");
    }
    let record = range(source, at, 56)?;
    if record.get(..4) != Some(&END64_SIGN[..]) {
        return damaged(at, "there is no ZIP64 end record where the locator points");
    }
    Ok(End {
        n_members: u64_at(&record, 32),
        directory_bytes: u64_at(&record, 40),
        directory_at: u64_at(&record, 48),
    })
}

fn members_of(raw: &[u8], raw_at: u64, n_members: u64) -> Result<Vec<Member>, ZipFault> {
    let mut members = Vec::new();
    let mut at = 0_usize;
    while at < raw.len() {
        let rest = raw.get(at..).unwrap_or_default();
        let place = raw_at + at as u64;
        if rest.get(..4) != Some(&CENTRAL_SIGN[..]) || rest.len() < 46 {
            return damaged(place, "the directory is damaged here");
        }
        let name_len = usize::from(u16_at(rest, 28));
        let extra_len = usize::from(u16_at(rest, 30));
        let comment_len = usize::from(u16_at(rest, 32));
        let len = 46 + name_len + extra_len + comment_len;
        let (Some(name), Some(extra)) = (
            rest.get(46..46 + name_len),
            rest.get(46 + name_len..46 + name_len + extra_len),
        ) else {
            return damaged(place, "the directory is cut off here");
        };
        if rest.len() < len {
            return damaged(place, "the directory is cut off here");
        }
        members.push(member_of(rest, name, extra, at..at + len));
        at += len;
    }
    if members.len() as u64 != n_members {
        return damaged(
            raw_at,
            format!(
                "the end record counts {n_members} files, the directory holds {}",
                members.len()
            ),
        );
    }
    Ok(members)
}

fn member_of(rest: &[u8], name: &[u8], extra: &[u8], record: std::ops::Range<usize>) -> Member {
    let mut member = Member {
        name: name.to_vec(),
        method: u16_at(rest, 10),
        crc: u32_at(rest, 16),
        packed_bytes: u64::from(u32_at(rest, 20)),
        size_bytes: u64::from(u32_at(rest, 24)),
        header_at: u64::from(u32_at(rest, 42)),
        encrypted: u16_at(rest, 8) & 1 != 0,
        record,
    };
    let Some(mut large) = zip64_field(extra) else {
        return member;
    };
    for value in [
        &mut member.size_bytes,
        &mut member.packed_bytes,
        &mut member.header_at,
    ] {
        if *value == 0xffff_ffff && large.len() >= 8 {
            *value = u64_at(large, 0);
            large = large.get(8..).unwrap_or_default();
        }
    }
    member
}

/// The body of the ZIP64 extra field.
fn zip64_field(mut extra: &[u8]) -> Option<&[u8]> {
    while extra.len() >= 4 {
        let len = usize::from(u16_at(extra, 2));
        let body = extra.get(4..4 + len)?;
        if u16_at(extra, 0) == 1 {
            return Some(body);
        }
        extra = extra.get(4 + len..)?;
    }
    None
}
