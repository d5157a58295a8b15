//! Files that were handed over to archives: which are zips, which belong together, and opening
//! them.

use std::cell::OnceCell;

use super::odd::Oddities;
use super::{Archive, ArchiveError, Body, Entry, Given, Packing, Role};
use super::{chat_texts, directory, ends, find, names};
use crate::engine::finding::Parsed;
use crate::engine::limits::Limits;
use crate::engine::place::EntryId;
use crate::engine::sorting;
use crate::engine::source::read_range;

/// Documents that are zips inside. Among loose files they are attachments.
const ZIPS_INSIDE: [&str; 20] = [
    "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "odt", "ods", "odp",
    "epub", "apk", "jar", "pages", "numbers", "key", "kmz", "3mf",
];

pub(super) fn is_zip_magic(start: &[u8]) -> bool {
    matches!(
        start,
        [b'P', b'K', 3, 4] | [b'P', b'K', 5, 6] | [b'P', b'K', 7, 8]
    )
}

/// Whether a file is to be opened as a zip: told by its first bytes, or by a name that says so.
///
/// Errors: `Read`.
pub fn is_zip(given: &Given) -> Result<bool, ArchiveError> {
    if names::strip_extension(&given.name, "zip").is_some() {
        return Ok(true);
    }
    if given.source.size_bytes() < 4 {
        return Ok(false);
    }
    Ok(is_zip_magic(&read_given(given, 0, 4)?))
}

/// Puts files together that are opened together: each zip by itself, everything else as one, in
/// the order of what comes first. A document that is a zip inside goes with the loose files.
///
/// Errors: `Read`.
pub fn group(given: Vec<Given>) -> Result<Vec<Vec<Given>>, ArchiveError> {
    let mut kinds = Vec::with_capacity(given.len());
    for one in &given {
        kinds.push(is_zip(one)?);
    }
    let has_loose = kinds.iter().any(|is_zip| !is_zip);
    let mut groups: Vec<Vec<Given>> = Vec::new();
    let mut loose_at = None;
    for (one, is_zip) in given.into_iter().zip(kinds) {
        if is_zip && !(has_loose && is_document(&one.name)) {
            groups.push(vec![one]);
            continue;
        }
        let at = *loose_at.get_or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    Ok(groups)
}

fn is_document(name: &str) -> bool {
    ZIPS_INSIDE
        .iter()
        .any(|ext| names::strip_extension(name, ext).is_some())
}

pub(super) fn read_given(given: &Given, offset: u64, len: usize) -> Result<Vec<u8>, ArchiveError> {
    read_range(given.source.as_ref(), offset, len).map_err(|source| ArchiveError::Read {
        name: given.name.clone(),
        offset,
        source,
    })
}

/// Opens one zip, or loose files together. See [`Archive::open`].
pub(super) fn open(given: Vec<Given>, limits: &Limits) -> Result<Parsed<Archive>, ArchiveError> {
    let n_others = given.len().saturating_sub(1);
    for one in &given {
        if n_others > 0 && is_zip(one)? && !is_document(&one.name) {
            let name = one.name.clone();
            return Err(ArchiveError::ZipAmongFiles { name, n_others });
        }
    }
    match given.first() {
        None => Err(ArchiveError::NothingGiven),
        Some(first) if given.iter().all(|one| one.source.size_bytes() == 0) => {
            let name = first.name.clone();
            Err(ArchiveError::Empty { name })
        }
        Some(first) if n_others == 0 && is_zip(first)? => open_zip(first, limits),
        Some(_loose) => open_loose(given, limits),
    }
}

fn open_zip(given: &Given, limits: &Limits) -> Result<Parsed<Archive>, ArchiveError> {
    let mut odd = Oddities::of(&given.name);
    let source = given.source.as_ref();
    let directory = ends::find(&given.name, source, &mut odd)?;
    let listing = directory::read(&given.name, source, directory, limits, &mut odd)?;
    let body = Body::Zip {
        source: given.source.clone(),
        standings: listing.standings,
    };
    Ok(finished(given.name.clone(), listing.entries, body, odd))
}

fn open_loose(mut given: Vec<Given>, limits: &Limits) -> Result<Parsed<Archive>, ArchiveError> {
    sorting::sort_by(&mut given, |a, b| a.name.cmp(&b.name));
    let name = given
        .first()
        .map(|one| one.name.clone())
        .unwrap_or_default();
    let n_entries = given.len() as u64;
    if n_entries > limits.entries {
        let limit = limits.entries;
        return Err(ArchiveError::TooManyEntries {
            name,
            n_entries,
            limit,
        });
    }
    let mut odd = Oddities::of(&name);
    let entries: Vec<Entry> = given
        .iter()
        .enumerate()
        .map(|(index, one)| loose_entry(index, one, &mut odd))
        .collect();
    directory::report_duplicates(&entries, &mut odd);
    let sources = given.into_iter().map(|one| one.source).collect();
    Ok(finished(name, entries, Body::Loose { sources }, odd))
}

fn loose_entry(index: usize, given: &Given, odd: &mut Oddities) -> Entry {
    names::inspect(&given.name, true, odd);
    Entry {
        id: EntryId(index as u32),
        name: given.name.clone(),
        role: if names::is_left_behind(&given.name) {
            Role::Ignored
        } else {
            Role::Payload
        },
        size_bytes: given.source.size_bytes(),
        packing: Packing::Stored,
        encrypted: false,
        written: None,
    }
}

fn finished(name: String, entries: Vec<Entry>, body: Body, mut odd: Oddities) -> Parsed<Archive> {
    let mut archive = Archive {
        name,
        index: find::Index::of(&entries),
        entries,
        body,
        card_names: OnceCell::new(),
    };
    let texts = chat_texts::choose(&archive);
    if let (Body::Loose { .. }, Some(first)) = (&archive.body, texts.first())
        && let Some(entry) = archive.entry(*first)
    {
        archive.name = entry.name.clone();
        odd.rename(&archive.name);
    }
    for id in texts {
        if let Some(entry) = archive.entries.get_mut(id.0 as usize) {
            entry.role = Role::ChatText;
        }
    }
    Parsed {
        value: archive,
        findings: odd.finish(),
    }
}
