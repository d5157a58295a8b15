//! An opened export: its directory, its entries, their bytes.
//!
//! Read `Archive` first. Invariants: every entry of the directory is listed, hostile or not; a name
//! is data and never a path; nothing is read whole unless its size was checked; sizes and CRCs that
//! the directory claims are checked against what comes out.

use std::io;

use super::finding::Explain;
use super::limits::Limits;
use super::place::{EntryId, SourceId};
use super::source::SharedSource;
use super::thread::MatchRule;

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
}

/// Why an archive, or an entry of it, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file went away, changed, or the disk failed.
    #[error("{name:?} could not be read at byte {offset}")]
    Read {
        /// Of the file or entry.
        name: String,
        /// Where.
        offset: u64,
        /// What the platform says.
        #[source]
        source: io::Error,
    },
}

impl Explain for ArchiveError {
    fn help(&self) -> &'static str {
        "Check that the file is still where it was, then open it again"
    }
}

/// What is read from an entry, in pieces of any size; `None` at the end. The size the directory
/// claims and the CRC are checked on the way: more bytes than claimed end it with an error.
pub struct EntryReader {}

impl EntryReader {
    /// The next bytes, at most [`super::job::STEP_BYTES`]; `None` at the end.
    ///
    /// Errors: as [`Archive::read`].
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, ArchiveError> {
        todo!()
    }
}

impl Archive {
    /// Opens one zip, or loose files together as one archive.
    ///
    /// `given` holds one zip (told by its content, not its name), or any number of other files.
    /// Errors: [`ArchiveError`], when there is nothing to work with.
    pub fn open(
        given: Vec<Given>,
        limits: &Limits,
    ) -> Result<super::finding::Parsed<Archive>, ArchiveError> {
        let _ = (given, limits);
        todo!()
    }

    /// Name of the zip, or of the first loose file.
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
        todo!()
    }

    /// The zip itself, or each loose file in the order of names: what the source's digest covers.
    pub fn sources(&self) -> Vec<(String, SharedSource)> {
        todo!()
    }

    /// Size and last 64 KiB.
    ///
    /// Errors: `Read`.
    pub fn provisional_id(&self) -> Result<SourceId, ArchiveError> {
        todo!()
    }

    /// The chat texts, by the rules of the format; usually one.
    pub fn chat_texts(&self) -> Vec<EntryId> {
        todo!()
    }

    /// The whole entry, checked against size and CRC.
    ///
    /// Errors: [`ArchiveError`], naming the entry.
    pub fn read(&self, id: EntryId, limit_bytes: u64) -> Result<Vec<u8>, ArchiveError> {
        let _ = (id, limit_bytes);
        todo!()
    }

    /// The first bytes, at most `n`, unchecked: enough to tell a type by content.
    ///
    /// Errors: [`ArchiveError`].
    pub fn head(&self, id: EntryId, n: usize) -> Result<Vec<u8>, ArchiveError> {
        let _ = (id, n);
        todo!()
    }

    /// Reads an entry in pieces.
    ///
    /// Errors: [`ArchiveError`].
    pub fn reader(&self, id: EntryId) -> Result<EntryReader, ArchiveError> {
        let _ = id;
        todo!()
    }

    /// For an entry that stands unpacked: which source it is in (as in [`Archive::sources`]), and
    /// its first byte and size there. Lets the browser slice the file instead of copying it.
    pub fn stored_range(&self, id: EntryId) -> Option<(usize, u64, u64)> {
        let _ = id;
        todo!()
    }

    /// The entry that a name in the text means.
    pub fn find(&self, name: &str) -> Option<(EntryId, MatchRule)> {
        let _ = name;
        todo!()
    }

    /// A label for the thread from the names of the text and the archive; empty when they say
    /// nothing.
    pub fn title_of(&self, text: EntryId) -> String {
        let _ = text;
        todo!()
    }
}
