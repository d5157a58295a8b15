//! The directory of a zip: every entry as it claims to be, and what is wrong with the claims.
//!
//! Source: ZIP APPNOTE 4.3.12, 4.5.3, 4.6.9. Works on the directory's bytes alone; the headers
//! beside the entries' bytes are read when an entry is.

use std::collections::BTreeSet;

use super::bytes::{extra_field, u16_at, u32_at, u64_at};
use super::ends::Directory;
use super::error::{ArchiveError, EntryPlace};
use super::names::{self, CodePage, raw_names};
use super::odd::{Odd, Oddities};
use super::written::{ahead, report_ahead, written};
use super::{Entry, Packing, Role};
use crate::engine::limits::Limits;
use crate::engine::place::EntryId;
use crate::engine::sorting;
use crate::engine::source::{Source, read_range};

pub(super) const SIGNATURE: &[u8; 4] = b"PK\x01\x02";
pub(super) const RECORD_LEN: usize = 46;
/// A local header without name and extra field.
pub(super) const LOCAL_LEN: u64 = 30;
/// A million entries with names of ordinary length need less than half of it.
const DIRECTORY_BYTES: u64 = 256 << 20;

/// Why an entry is not read, known from the directory alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Overlap,
    Outside,
    Ratio,
}

/// Where an entry's bytes stand, as the directory claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// First byte of its local header in the file.
    pub(super) header_at: u64,
    /// The next thing in the file starts here: another header, or the directory.
    pub(super) next_at: u64,
    pub(super) packed_bytes: u64,
    pub(super) crc32: u32,
    /// Length of the name and of the extra field in the directory, a hint for the local header's.
    pub(super) header_rest: u32,
    pub(super) fault: Option<Fault>,
}

/// Everything the directory says.
pub(super) struct Listing {
    pub(super) entries: Vec<Entry>,
    pub(super) standings: Vec<Standing>,
    /// How far clocks were ahead of UTC, as [`super::written`] says.
    ahead: BTreeSet<i64>,
    page: CodePage,
}

/// Reads the directory.
///
/// Errors: `Read`, `Directory` when not even its first record can be read, `TooManyEntries`,
/// `TotalTooLarge`.
pub(super) fn read(
    name: &str,
    source: &dyn Source,
    directory: Directory,
    limits: &Limits,
    odd: &mut Oddities,
) -> Result<Listing, ArchiveError> {
    let broken = |why| ArchiveError::Directory {
        name: name.to_owned(),
        offset: directory.offset,
        why,
    };
    if directory.size_bytes > DIRECTORY_BYTES {
        return Err(broken("it is larger than 256 MiB"));
    }
    let bytes =
        read_range(source, directory.offset, directory.size_bytes as usize).map_err(|source| {
            ArchiveError::Read {
                name: name.to_owned(),
                offset: directory.offset,
                source,
            }
        })?;
    let mut listing = Listing {
        entries: Vec::new(),
        standings: Vec::new(),
        ahead: BTreeSet::new(),
        page: CodePage::of(raw_names(&bytes)),
    };
    let mut rest = bytes.as_slice();
    while let Some((entry, standing, after)) = record(rest, directory.shift, &mut listing, odd) {
        listing.entries.push(entry);
        listing.standings.push(standing);
        rest = after;
        let n_entries = listing.entries.len() as u64;
        if n_entries > limits.entries {
            return Err(ArchiveError::TooManyEntries {
                name: name.to_owned(),
                n_entries: n_entries.max(directory.n_entries),
                limit: limits.entries,
            });
        }
    }
    if listing.entries.is_empty() && (!bytes.is_empty() || directory.n_entries > 0) {
        return Err(broken("its first record is damaged"));
    }
    report_break(directory, rest, listing.entries.len() as u64, odd);
    report_ahead(&listing.ahead, odd);
    report_duplicates(&listing.entries, odd);
    find_faults(&mut listing, directory.offset, limits, odd);
    check_total(name, &listing, limits)?;
    Ok(listing)
}

/// One record of the directory, and the bytes after it.
fn record<'d>(
    bytes: &'d [u8],
    shift: u64,
    listing: &mut Listing,
    odd: &mut Oddities,
) -> Option<(Entry, Standing, &'d [u8])> {
    if !bytes.starts_with(SIGNATURE) {
        return None;
    }
    let flags = u16_at(bytes, 8)?;
    let method = u16_at(bytes, 10)?;
    let crc32 = u32_at(bytes, 16)?;
    let narrow = [u32_at(bytes, 20)?, u32_at(bytes, 24)?, u32_at(bytes, 42)?];
    let name_end = RECORD_LEN + usize::from(u16_at(bytes, 28)?);
    let extra_end = name_end + usize::from(u16_at(bytes, 30)?);
    let comment_end = extra_end + usize::from(u16_at(bytes, 32)?);
    let raw_name = bytes.get(RECORD_LEN..name_end)?;
    let extra = bytes.get(name_end..extra_end)?;
    let after = bytes.get(comment_end..)?;
    let [packed_bytes, size_bytes, offset] = widen(narrow, extra);

    let (name, is_utf8) = decoded_name(raw_name, extra, listing.page);
    names::inspect(&name, is_utf8, odd);
    let entry = Entry {
        id: EntryId(listing.entries.len() as u32),
        role: role_of(&name),
        name,
        size_bytes,
        packing: packing_of(method),
        encrypted: flags & 1 != 0 || method == 99,
        written: written(bytes),
    };
    report_unreadable(&entry, odd);
    if listing.ahead.len() <= 2 {
        listing.ahead.extend(ahead(entry.written, extra));
    }
    let standing = Standing {
        header_at: offset.saturating_add(shift),
        next_at: 0,
        packed_bytes,
        crc32,
        header_rest: (extra_end - RECORD_LEN) as u32,
        fault: None,
    };
    Some((entry, standing, after))
}

/// Packed size, size and offset; ZIP64 gives those that are saturated, in the order size, packed
/// size, offset.
fn widen([packed, size, offset]: [u32; 3], extra: &[u8]) -> [u64; 3] {
    let mut wide = extra_field(extra, 1).unwrap_or(&[]);
    let mut next = |narrow: u32| {
        if narrow != u32::MAX {
            return u64::from(narrow);
        }
        let value = u64_at(wide, 0);
        wide = wide.get(8..).unwrap_or(&[]);
        value.unwrap_or(u64::from(narrow))
    };
    let size = next(size);
    let packed = next(packed);
    let offset = next(offset);
    [packed, size, offset]
}

/// The name in UTF-8 that some programs write next to one that is not, when it belongs to it.
///
/// Source: APPNOTE 4.6.9: version 1, CRC-32 of the other name, the name.
pub(super) fn decoded_name(raw: &[u8], extra: &[u8], page: CodePage) -> (String, bool) {
    let (name, is_utf8) = names::decode(raw, page);
    if is_utf8 {
        return (name, true);
    }
    let beside = extra_field(extra, 0x7075).and_then(|field| {
        let mut crc = flate2::Crc::new();
        crc.update(raw);
        let belongs = field.first() == Some(&1) && u32_at(field, 1) == Some(crc.sum());
        let better = std::str::from_utf8(field.get(5..)?).ok()?;
        (belongs && !better.is_empty()).then(|| better.to_owned())
    });
    match beside {
        Some(better) => (better, true),
        None => (name, false),
    }
}

fn role_of(name: &str) -> Role {
    if names::is_folder(name) {
        Role::Folder
    } else if names::is_left_behind(name) {
        Role::Ignored
    } else {
        Role::Payload
    }
}

fn packing_of(method: u16) -> Packing {
    match method {
        0 => Packing::Stored,
        8 => Packing::Deflated,
        other => Packing::Unsupported(other),
    }
}

fn report_unreadable(entry: &Entry, odd: &mut Oddities) {
    if entry.encrypted {
        odd.entry(
            Odd::Encrypted,
            &entry.name,
            "the entry is encrypted and cannot be read; WhatsApp never sets a password",
        );
    } else if let Packing::Unsupported(method) = entry.packing {
        odd.entry(
            Odd::Method,
            &entry.name,
            format!("the entry is packed with method {method} and cannot be read"),
        );
    }
}

fn report_break(directory: Directory, rest: &[u8], n_entries: u64, odd: &mut Oddities) {
    let at = directory.offset + directory.size_bytes - rest.len() as u64;
    // A digital signature may follow the records (APPNOTE 4.3.13).
    if !rest.is_empty() && !rest.starts_with(b"PK\x05\x05") {
        odd.archive(
            Odd::DirectoryBreaksOff,
            at,
            format!("the list of entries is damaged after entry {n_entries}; there may be more"),
        );
    } else if n_entries != directory.n_entries && n_entries % 0x1_0000 != directory.n_entries {
        odd.archive(
            Odd::DirectoryBreaksOff,
            at,
            format!(
                "the zip says it has {} entries, its list has {n_entries}",
                directory.n_entries
            ),
        );
    }
}

pub(super) fn report_duplicates(entries: &[Entry], odd: &mut Oddities) {
    let mut order: Vec<&Entry> = entries.iter().collect();
    sorting::sort_by(&mut order, |a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    for same in order.chunk_by(|a, b| a.name == b.name) {
        if let [first, _second, ..] = same {
            odd.entry(
                Odd::DuplicateName,
                &first.name,
                format!(
                    "{} entries have this name; all are kept, told apart by their number",
                    same.len()
                ),
            );
        }
    }
}

/// Finds entries that share bytes, lie outside, or claim the impossible, and where each must end.
fn find_faults(listing: &mut Listing, directory_at: u64, limits: &Limits, odd: &mut Oddities) {
    let mut order: Vec<usize> = (0..listing.standings.len()).collect();
    sorting::sort_by_key(&mut order, |index| {
        (listing.standings[*index].header_at, *index)
    });
    let mut furthest: Option<(u64, usize)> = None;
    for position in 0..order.len() {
        let index = order[position];
        let standing = listing.standings[index];
        let least_end = least_end(&standing);
        let next_at = order[position + 1..]
            .first()
            .map_or(directory_at, |next| listing.standings[*next].header_at);
        listing.standings[index].next_at = next_at.min(directory_at);
        if least_end.is_none_or(|end| end > directory_at) {
            listing.standings[index].fault = Some(Fault::Outside);
            continue;
        }
        let end = least_end.unwrap_or(u64::MAX);
        if let Some((before, owner)) = furthest
            && standing.header_at < before
        {
            listing.standings[index].fault = Some(Fault::Overlap);
            listing.standings[owner].fault = Some(Fault::Overlap);
        }
        if furthest.is_none_or(|(before, _)| end > before) {
            furthest = Some((end, index));
        }
    }
    for (entry, standing) in listing.entries.iter().zip(&mut listing.standings) {
        let possible = standing.packed_bytes.saturating_mul(limits.ratio);
        if standing.fault.is_none() && entry.size_bytes > possible {
            standing.fault = Some(Fault::Ratio);
        }
        report_fault(entry, standing.fault, odd);
    }
}

/// Where the entry ends at the earliest: its local header may be longer than the least.
fn least_end(standing: &Standing) -> Option<u64> {
    standing
        .header_at
        .checked_add(LOCAL_LEN)?
        .checked_add(standing.packed_bytes)
}

fn report_fault(entry: &Entry, fault: Option<Fault>, odd: &mut Oddities) {
    let (code, text) = match fault {
        None => return,
        Some(Fault::Overlap) => (
            Odd::Overlap,
            "the entry shares bytes with another one and is not read; no exporting program writes \
             this",
        ),
        Some(Fault::Outside) => (
            Odd::Outside,
            "the entry should stand where the file has ended or its list of entries begins; it \
             cannot be read",
        ),
        Some(Fault::Ratio) => (
            Odd::Ratio,
            "the entry claims to unpack to more than its packed bytes can hold; it is not read",
        ),
    };
    odd.entry(code, &entry.name, text);
}

fn check_total(name: &str, listing: &Listing, limits: &Limits) -> Result<(), ArchiveError> {
    let size_bytes = listing
        .entries
        .iter()
        .zip(&listing.standings)
        .filter(|(_, standing)| standing.fault.is_none())
        .fold(0u64, |sum, (entry, _)| sum.saturating_add(entry.size_bytes));
    if size_bytes > limits.total_bytes {
        return Err(ArchiveError::TotalTooLarge {
            name: name.to_owned(),
            size_bytes,
            limit_bytes: limits.total_bytes,
        });
    }
    let packed_bytes = listing
        .standings
        .iter()
        .filter(|standing| standing.fault.is_none())
        .fold(0u64, |sum, at| sum.saturating_add(at.packed_bytes));
    let most = packed_bytes.saturating_mul(limits.dense_ratio);
    if size_bytes > limits.dense_bytes && size_bytes > most {
        return Err(ArchiveError::TooDense {
            name: name.to_owned(),
            packed_bytes,
            size_bytes,
            limit_times: limits.dense_ratio,
        });
    }
    Ok(())
}

impl Fault {
    pub(super) fn error(self, at: EntryPlace, entry: &Entry, standing: &Standing) -> ArchiveError {
        match self {
            Fault::Overlap => ArchiveError::Overlap { at },
            Fault::Outside => ArchiveError::Outside {
                at,
                offset: standing.header_at,
            },
            Fault::Ratio => ArchiveError::Ratio {
                at,
                packed_bytes: standing.packed_bytes,
                size_bytes: entry.size_bytes,
            },
        }
    }
}
