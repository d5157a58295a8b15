//! An opened export: its directory, its entries, their bytes.
//!
//! Read `Archive` first. Invariants: every entry of the directory is listed, hostile or not; a name
//! is data and never a path; nothing is read whole unless its size was checked; sizes and CRCs that
//! the directory claims are checked against what comes out; what is wrong with one entry does not
//! spoil the others.

pub mod beside;
mod bytes;
mod chat_texts;
pub mod digests;
mod directory;
mod ends;
mod error;
mod find;
mod local;
mod names;
mod odd;
mod opening;
mod quick_unpacker;
mod read_ahead;
mod reader;
mod telling;
mod titles;
mod unpacker;
mod written;

use std::cell::OnceCell;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

pub use self::error::{ArchiveError, EntryPlace};
pub use self::opening::{group, is_zip};
pub use self::reader::EntryReader;

use self::directory::Standing;
use super::finding::Parsed;
use super::job::STEP_BYTES;
use super::limits::Limits;
use super::place::{EntryId, SourceId};
use super::source::SharedSource;
use super::thread::MatchRule;
use super::time::CivilTime;

/// How an entry's bytes stand in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As they are.
    Stored,
    /// DEFLATE.
    Deflated,
    /// A method we do not read. The entry is listed, its bytes are not to be had.
    Unsupported(u16),
}

/// What an entry is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The text of a thread.
    ChatText,
    /// Anything a message may name.
    Payload,
    /// Left behind by an operating system (`__MACOSX/`, `.DS_Store`, …): listed, never used.
    Ignored,
    /// A folder.
    Folder,
}

/// One file in an archive.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its number in the directory.
    pub id: EntryId,
    /// Its name, decoded; for looking at and for matching, never a path.
    pub name: String,
    /// What it is to us.
    pub role: Role,
    /// Unpacked size as the directory claims it; checked when read.
    pub size_bytes: u64,
    /// How it is packed.
    pub packing: Packing,
    /// Needs a password.
    pub encrypted: bool,
    /// When it was written, by the clock of whoever made the zip: a hint. `None` where the zip does
    /// not say, and for loose files.
    pub written: Option<CivilTime>,
}

/// A file that was handed over: its name and its bytes.
#[derive(Clone)]
pub struct Given {
    /// The file's own name, without folders.
    pub name: String,
    /// Its bytes.
    pub source: SharedSource,
}

/// An opened export.
pub struct Archive {
    name: String,
    entries: Vec<Entry>,
    body: Body,
    index: find::Index,
    /// The names in its contact cards, once somebody asked.
    card_names: OnceCell<Vec<(EntryId, String)>>,
}

/// Where the entries' bytes are.
enum Body {
    Zip {
        source: SharedSource,
        standings: Vec<Standing>,
    },
    /// One file an entry, in the same order.
    Loose { sources: Vec<SharedSource> },
}

/// How much of a source its provisional id covers.
const PROVISIONAL_TAIL: u64 = 64 << 10;

impl Archive {
    /// The names in its contact cards, read by `read` when nobody asked before.
    pub(crate) fn card_names(
        &self,
        read: impl FnOnce(&Archive) -> Vec<(EntryId, String)>,
    ) -> &[(EntryId, String)] {
        self.card_names.get_or_init(|| read(self))
    }

    /// Opens one zip, or loose files together as one archive.
    ///
    /// `given` holds one zip (told by its content, or a name that says so), or any number of other
    /// files.
    /// Errors: [`ArchiveError`], when there is nothing to work with.
    pub fn open(given: Vec<Given>, limits: &Limits) -> Result<Parsed<Archive>, ArchiveError> {
        opening::open(given, limits)
    }

    /// Name of the zip; of loose files the chat text's, or the first one's where there is none.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// In directory order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of that number.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// Size of the zip, or of all loose files together.
    pub fn size_bytes(&self) -> u64 {
        match &self.body {
            Body::Zip { source, .. } => source.size_bytes(),
            Body::Loose { sources } => sources
                .iter()
                .fold(0, |sum, source| sum.saturating_add(source.size_bytes())),
        }
    }

    /// The zip itself, or each loose file in the order of names: what the source's digest covers.
    pub fn sources(&self) -> Vec<(String, SharedSource)> {
        match &self.body {
            Body::Zip { source, .. } => vec![(self.name.clone(), source.clone())],
            Body::Loose { sources } => self
                .entries
                .iter()
                .zip(sources)
                .map(|(entry, source)| (entry.name.clone(), source.clone()))
                .collect(),
        }
    }

    /// Size and last 64 KiB: `provisional:<size>:<16 hex digits>`. Of several loose files, the
    /// digits cover one such line each.
    ///
    /// Errors: `Read`.
    pub fn provisional_id(&self) -> Result<SourceId, ArchiveError> {
        let mut keys = Vec::new();
        for (name, source) in self.sources() {
            let size = source.size_bytes();
            let tail_len = size.min(PROVISIONAL_TAIL);
            let given = Given { name, source };
            let tail = opening::read_given(&given, size - tail_len, tail_len as usize)?;
            keys.push(provisional_key(size, &tail));
        }
        Ok(SourceId(match keys.as_slice() {
            [only] => format!("provisional:{only}"),
            several => {
                let lines: String = several.iter().map(|key| format!("{key}\n")).collect();
                let key = provisional_key(self.size_bytes(), lines.as_bytes());
                format!("provisional:{key}")
            }
        }))
    }

    /// The chat texts, by the rules of the format; usually one.
    pub fn chat_texts(&self) -> Vec<EntryId> {
        self.entries
            .iter()
            .filter(|entry| entry.role == Role::ChatText)
            .map(|entry| entry.id)
            .collect()
    }

    /// The whole entry, checked against size and CRC.
    ///
    /// Errors: [`ArchiveError`], naming the entry.
    pub fn read(&self, id: EntryId, limit_bytes: u64) -> Result<Vec<u8>, ArchiveError> {
        self.read_telling(id, limit_bytes, &mut |_| {})
    }

    /// As [`Archive::read`]. `arrives` is shown what is there, soon and then again and again; it may
    /// begin anew, and nothing of it is checked.
    ///
    /// Errors: [`ArchiveError`], naming the entry.
    pub fn read_telling(
        &self,
        id: EntryId,
        limit_bytes: u64,
        arrives: &mut dyn FnMut(&[u8]),
    ) -> Result<Vec<u8>, ArchiveError> {
        let entry = self.known(id)?;
        if entry.size_bytes > limit_bytes {
            return Err(ArchiveError::EntryTooLarge {
                at: self.place_of(entry),
                size_bytes: entry.size_bytes,
                limit_bytes,
            });
        }
        // What the quick way cannot make sense of, the other one reads again, and says what is wrong.
        match self.reader(id)?.read_quickly(arrives)? {
            Some(bytes) => Ok(bytes),
            None => self.reader(id)?.read_to_end(arrives),
        }
    }

    /// The first bytes, at most `n`, unchecked: enough to tell a type by content.
    ///
    /// Errors: [`ArchiveError`].
    pub fn head(&self, id: EntryId, n: usize) -> Result<Vec<u8>, ArchiveError> {
        let n = n.min(STEP_BYTES);
        self.reader_over(None, id, n.max(4 << 10))?.read_head(n)
    }

    /// Reads an entry in pieces.
    ///
    /// Errors: [`ArchiveError`].
    pub fn reader(&self, id: EntryId) -> Result<EntryReader, ArchiveError> {
        self.reader_over(None, id, STEP_BYTES)
    }

    /// For an entry that stands unpacked: which source it is in (as in [`Archive::sources`]), and
    /// its first byte and size there. Lets the browser slice the file instead of copying it.
    pub fn stored_range(&self, id: EntryId) -> Option<(usize, u64, u64)> {
        let entry = self.entry(id)?;
        match &self.body {
            Body::Loose { .. } => Some((id.0 as usize, 0, entry.size_bytes)),
            Body::Zip { standings, .. } => {
                let packed_bytes = standings.get(id.0 as usize)?.packed_bytes;
                let as_it_is = entry.packing == Packing::Stored && packed_bytes == entry.size_bytes;
                if !as_it_is {
                    return None;
                }
                let reader = self.reader_over(None, id, 0).ok()?;
                Some((0, reader.data_at(), entry.size_bytes))
            }
        }
    }

    /// The checksum that a zip holds of an entry, unchecked; `None` for loose files.
    pub fn crc32(&self, id: EntryId) -> Option<u32> {
        match &self.body {
            Body::Loose { .. } => None,
            Body::Zip { standings, .. } => Some(standings.get(id.0 as usize)?.crc32),
        }
    }

    /// The entry that a name in the text means.
    pub fn find(&self, name: &str) -> Option<(EntryId, MatchRule)> {
        self.index.find(&self.entries, name)
    }

    /// A label for the thread from the names of the text and the archive; empty when they say
    /// nothing.
    pub fn title_of(&self, text: EntryId) -> String {
        let of_text = self
            .entry(text)
            .and_then(|entry| titles::title_in(names::without_folder(&entry.name)));
        let own = self.name.rsplit(super::open::INSIDE).next();
        let own = names::without_folder(own.unwrap_or_default());
        let of_archive = || titles::title_in(own);
        of_text.or_else(of_archive).unwrap_or_default()
    }

    /// Whether it is loose files and no zip.
    pub fn is_loose(&self) -> bool {
        matches!(self.body, Body::Loose { .. })
    }

    fn known(&self, id: EntryId) -> Result<&Entry, ArchiveError> {
        self.entry(id).ok_or_else(|| ArchiveError::NoSuchEntry {
            name: self.name.clone(),
            number: id.0,
        })
    }

    fn place_of(&self, entry: &Entry) -> EntryPlace {
        EntryPlace {
            archive: self.name.clone(),
            entry: entry.name.clone(),
        }
    }

    /// Whether the directory alone shows that the entry cannot be read; that was reported when the
    /// archive was opened.
    fn is_known_unreadable(&self, entry: &Entry) -> bool {
        let faulty = match &self.body {
            Body::Zip { standings, .. } => standings
                .get(entry.id.0 as usize)
                .is_some_and(|standing| standing.fault.is_some()),
            Body::Loose { .. } => false,
        };
        faulty || entry.encrypted || matches!(entry.packing, Packing::Unsupported(_))
    }

    /// Where the entry's header stands in the zip.
    fn stands_at(&self, id: EntryId) -> u64 {
        match &self.body {
            Body::Zip { standings, .. } => standings
                .get(id.0 as usize)
                .map_or(0, |standing| standing.header_at),
            Body::Loose { .. } => 0,
        }
    }

    /// A reader over another source for the same bytes, one that reads ahead for example.
    fn reader_over(
        &self,
        other: Option<SharedSource>,
        id: EntryId,
        block_bytes: usize,
    ) -> Result<EntryReader, ArchiveError> {
        let entry = self.known(id)?;
        let at = self.place_of(entry);
        let index = id.0 as usize;
        let unknown = || ArchiveError::NoSuchEntry {
            name: self.name.clone(),
            number: id.0,
        };
        match &self.body {
            Body::Loose { sources } => {
                let source = sources.get(index).ok_or_else(unknown)?;
                Ok(EntryReader::loose(at, source.clone()))
            }
            Body::Zip { source, standings } => {
                let standing = standings.get(index).ok_or_else(unknown)?;
                if entry.encrypted {
                    return Err(ArchiveError::Encrypted { at });
                }
                if let Packing::Unsupported(method) = entry.packing {
                    return Err(ArchiveError::Method { at, method });
                }
                if let Some(fault) = standing.fault {
                    return Err(fault.error(at, entry, standing));
                }
                let source = other.unwrap_or_else(|| source.clone());
                EntryReader::zipped(at, source, entry, standing, block_bytes)
            }
        }
    }
}

fn provisional_key(size_bytes: u64, tail: &[u8]) -> String {
    let digest = HEXLOWER.encode(&Sha256::digest(tail));
    let digits: String = digest.chars().take(16).collect();
    format!("{size_bytes}:{digits}")
}
