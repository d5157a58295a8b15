//! Finds the end of a zip, and with it the directory.
//!
//! Source: ZIP APPNOTE 4.3.14 to 4.3.16. Never trusts an offset that does not lead to a signature.

use super::bytes::{u16_at, u32_at, u64_at};
use super::error::ArchiveError;
use super::odd::{Odd, Oddities};
use crate::engine::source::{Source, read_range};

const END_LEN: u64 = 22;
const END_SIGNATURE: &[u8; 4] = b"PK\x05\x06";
const LOCATOR_LEN: u64 = 20;
const LOCATOR_SIGNATURE: &[u8; 4] = b"PK\x06\x07";
const END64_LEN: u64 = 56;
const END64_SIGNATURE: &[u8; 4] = b"PK\x06\x06";
/// A comment is at most 64 KiB, so the end record stands in the last 64 KiB and 22 bytes.
const TAIL_BYTES: u64 = 0xFFFF + END_LEN;
/// More candidates than this are somebody playing tricks.
const CANDIDATES_TRIED: usize = 64;

/// Where the directory stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directory {
    /// First byte in the file.
    pub(super) offset: u64,
    /// Its size as claimed; it lies inside the file.
    pub(super) size_bytes: u64,
    /// How many entries it claims. Old writers count modulo 65,536.
    pub(super) n_entries: u64,
    /// Bytes before the zip, which all offsets in it leave out.
    pub(super) shift: u64,
    /// First byte of the end record.
    end_at: u64,
    /// First byte after the end record and its comment.
    end: u64,
}

/// Finds the directory of the zip `name`.
///
/// Errors: `Read`, `NotAZip`, `CutOff`, `Directory`, `Split`.
pub(super) fn find(
    name: &str,
    source: &dyn Source,
    odd: &mut Oddities,
) -> Result<Directory, ArchiveError> {
    let size = source.size_bytes();
    let tail_start = size.saturating_sub(TAIL_BYTES);
    let tail = read(name, source, tail_start, (size - tail_start) as usize)?;
    let mut first_error = None;
    let mut found: Option<Directory> = None;
    let candidates = memchr::memmem::rfind_iter(&tail, END_SIGNATURE);
    for at in candidates.take(CANDIDATES_TRIED) {
        match directory_of(name, source, tail_start + at as u64, &tail[at..]) {
            Ok(Some(directory)) => match found {
                None => found = Some(directory),
                // A zip that is an entry of this one has an end of its own, before the directory.
                Some(chosen) if directory.end > chosen.end_at => {
                    report_two_ends(odd, directory);
                }
                Some(_inside_an_entry) => {}
            },
            Ok(None) => {}
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    let Some(directory) = found else {
        return Err(match first_error {
            Some(error) => error,
            None => without_end(name, source),
        });
    };
    report_surroundings(odd, directory, size);
    Ok(directory)
}

fn report_two_ends(odd: &mut Oddities, other: Directory) {
    odd.archive(
        Odd::TwoEnds,
        other.end_at,
        format!(
            "a second end of a zip, with {} entries, stands before the last one: other programs \
             may list other entries than these",
            other.n_entries
        ),
    );
}

fn report_surroundings(odd: &mut Oddities, directory: Directory, size: u64) {
    if directory.shift > 0 {
        odd.archive(
            Odd::BytesBefore,
            0,
            format!(
                "{} bytes stand before the zip; they belong to no entry",
                directory.shift
            ),
        );
    }
    if directory.end < size {
        odd.archive(
            Odd::BytesAfter,
            directory.end,
            format!(
                "{} bytes stand after the end of the zip; they belong to no entry",
                size - directory.end
            ),
        );
    }
}

fn without_end(name: &str, source: &dyn Source) -> ArchiveError {
    let mut magic = [0; 4];
    let name = name.to_owned();
    match source.read_at(0, &mut magic) {
        Ok(()) if super::opening::is_zip_magic(&magic) => ArchiveError::CutOff {
            name,
            size_bytes: source.size_bytes(),
        },
        _no_zip => ArchiveError::NotAZip { name },
    }
}

fn read(name: &str, source: &dyn Source, offset: u64, len: usize) -> Result<Vec<u8>, ArchiveError> {
    read_range(source, offset, len).map_err(|source| ArchiveError::Read {
        name: name.to_owned(),
        offset,
        source,
    })
}

/// What the end record says, before it is believed.
struct Claim {
    size_bytes: u64,
    offset: u64,
    n_entries: u64,
    /// Where the directory must have ended: before the end record, or before its ZIP64 form.
    before: u64,
}

/// The directory that the end record at `at` names; `None` when it is no end record at all.
fn directory_of(
    name: &str,
    source: &dyn Source,
    at: u64,
    record: &[u8],
) -> Result<Option<Directory>, ArchiveError> {
    let Some((claim, comment_len)) = claim_of(name, source, at, record)? else {
        return Ok(None);
    };
    let end = at + END_LEN + u64::from(comment_len);
    if end > source.size_bytes() {
        return Ok(None);
    }
    let Some(offset) = starts_at(source, &claim) else {
        return Err(ArchiveError::Directory {
            name: name.to_owned(),
            offset: claim.offset,
            why: "the end of the zip names a place where there is none",
        });
    };
    Ok(Some(Directory {
        offset,
        size_bytes: claim.size_bytes,
        n_entries: claim.n_entries,
        shift: offset.saturating_sub(claim.offset),
        end_at: at,
        end,
    }))
}

fn claim_of(
    name: &str,
    source: &dyn Source,
    at: u64,
    record: &[u8],
) -> Result<Option<(Claim, u16)>, ArchiveError> {
    let fields = (
        u16_at(record, 4),
        u16_at(record, 10),
        u32_at(record, 12),
        u32_at(record, 16),
        u16_at(record, 20),
    );
    let (Some(disk), Some(n_entries), Some(size), Some(offset), Some(comment_len)) = fields else {
        return Ok(None);
    };
    let mut claim = Claim {
        size_bytes: size.into(),
        offset: offset.into(),
        n_entries: n_entries.into(),
        before: at,
    };
    let saturated =
        disk == u16::MAX || n_entries == u16::MAX || size == u32::MAX || offset == u32::MAX;
    if let Some((place, wide)) = end64(name, source, at)? {
        claim.before = place;
        if n_entries == u16::MAX {
            claim.n_entries = wide.n_entries;
        }
        if size == u32::MAX {
            claim.size_bytes = wide.size_bytes;
        }
        if offset == u32::MAX {
            claim.offset = wide.offset;
        }
    } else if disk != 0 && !saturated {
        return Err(ArchiveError::Split {
            name: name.to_owned(),
        });
    }
    Ok(Some((claim, comment_len)))
}

/// The ZIP64 end record before the end record at `at`, with its place.
fn end64(name: &str, source: &dyn Source, at: u64) -> Result<Option<(u64, Claim)>, ArchiveError> {
    let Some(locator_at) = at.checked_sub(LOCATOR_LEN) else {
        return Ok(None);
    };
    let locator = read(name, source, locator_at, LOCATOR_LEN as usize)?;
    if !locator.starts_with(LOCATOR_SIGNATURE) {
        return Ok(None);
    }
    let claimed = u64_at(&locator, 8);
    // With bytes before the zip the claimed place is wrong; then it stands before the locator.
    let places = [claimed, locator_at.checked_sub(END64_LEN)];
    for place in places.into_iter().flatten() {
        let Ok(record) = read_range(source, place, END64_LEN as usize) else {
            continue;
        };
        let fields = (
            u64_at(&record, 32),
            u64_at(&record, 40),
            u64_at(&record, 48),
        );
        if let (true, (Some(n_entries), Some(size_bytes), Some(offset))) =
            (record.starts_with(END64_SIGNATURE), fields)
        {
            let before = place;
            let claim = Claim {
                size_bytes,
                offset,
                n_entries,
                before,
            };
            return Ok(Some((place, claim)));
        }
    }
    Err(ArchiveError::Directory {
        name: name.to_owned(),
        offset: locator_at,
        why: "the ZIP64 end record is not where it should be",
    })
}

/// Where the directory really starts: right before its end, or where it claims to.
fn starts_at(source: &dyn Source, claim: &Claim) -> Option<u64> {
    if claim.size_bytes == 0 && claim.n_entries == 0 {
        return Some(claim.before);
    }
    let adjacent = claim.before.checked_sub(claim.size_bytes);
    [adjacent, Some(claim.offset)]
        .into_iter()
        .flatten()
        .filter(|offset| *offset >= claim.offset)
        .find(|offset| {
            let fits = offset
                .checked_add(claim.size_bytes)
                .is_some_and(|end| end <= claim.before);
            let mut signature = [0; 4];
            fits && source.read_at(*offset, &mut signature).is_ok()
                && &signature == super::directory::SIGNATURE
        })
}
