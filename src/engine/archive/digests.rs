//! The digest of a source and of every entry in it, in steps.
//!
//! This is the one place that says what the digest of a source is: SHA-256 of the zip, or of the
//! single loose file. Of several loose files it is SHA-256 of their listing, one line a file in the
//! order of names: digest, two spaces, name (what `sha256sum` prints).

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use super::odd::{Odd, Oddities};
use super::{Archive, ArchiveError, EntryReader, Role};
use crate::engine::digest::{Digester, sha256_hex};
use crate::engine::finding::{Explain, Finding};
use crate::engine::job::{Progress, STEP_BYTES, Step};
use crate::engine::place::{EntryId, SourceId};
use crate::engine::session::protocol::EntryDigest;
use crate::engine::source::{SharedSource, Source, read_range};

/// What opening an entry costs, in bytes that could be read instead: a million empty entries are
/// not one step.
const OPENING_BYTES: u64 = 16 << 10;

/// What a source and its entries came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDigests {
    /// The source's full digest.
    pub id: SourceId,
    /// Of each entry that could be read, in directory order.
    pub entries: Vec<EntryDigest>,
    /// Entries that could not be read or are not what they claim.
    pub findings: Vec<Finding>,
}

/// The digest of a source whose files have these digests. Shape: 64 hex digits.
///
/// `files` is what [`Archive::sources`] lists, each with its SHA-256.
pub fn source_digest(files: &[(String, String)]) -> String {
    match files {
        [(_name, sha256)] => sha256.clone(),
        several => {
            let listing: String = several
                .iter()
                .map(|(name, sha256)| format!("{sha256}  {name}\n"))
                .collect();
            sha256_hex(listing.as_bytes())
        }
    }
}

/// Computes the digests of an archive: first what it is made of, then its entries in the order in
/// which they stand, so that a disk or a browser reads forward.
pub struct DigestJob {
    archive: Rc<Archive>,
    sources: Vec<(String, SharedSource)>,
    /// Of the sources that are done with.
    source_digests: Vec<(String, String)>,
    current_source: Option<(Digester, u64)>,
    /// Entries still to come, the next one last.
    entries_left: Vec<EntryId>,
    current_entry: Option<(EntryId, EntryReader, Digester)>,
    entry_digests: Vec<EntryDigest>,
    ahead: SharedSource,
    odd: Oddities,
    progress: Progress,
}

impl DigestJob {
    /// Prepares it. Nothing is read yet.
    pub fn new(archive: Rc<Archive>) -> DigestJob {
        let sources = archive.sources();
        let mut entries_left: Vec<EntryId> = Vec::new();
        let mut total = archive.size_bytes();
        // A loose file is its own entry and its digest is known with the source's.
        if !archive.is_loose() {
            for entry in archive.entries() {
                if entry.role != Role::Folder && !archive.is_known_unreadable(entry) {
                    entries_left.push(entry.id);
                    total = total.saturating_add(entry.size_bytes);
                }
            }
        }
        entries_left.sort_by_key(|id| std::cmp::Reverse((archive.stands_at(*id), *id)));
        let ahead: SharedSource = match sources.first() {
            Some((_, source)) => Rc::new(ReadAhead::over(source.clone())),
            None => Rc::new(Vec::new()),
        };
        DigestJob {
            odd: Oddities::of(archive.name()),
            archive,
            sources,
            source_digests: Vec::new(),
            current_source: None,
            entries_left,
            current_entry: None,
            entry_digests: Vec::new(),
            ahead,
            progress: Progress {
                done: 0,
                total: total.max(1),
            },
        }
    }

    /// Reads at most about [`STEP_BYTES`].
    ///
    /// Errors: `Read`, when the source itself cannot be read. An entry that cannot be read is a
    /// finding.
    pub fn step(&mut self) -> Result<Step<SourceDigests>, ArchiveError> {
        let (start, mut n_opened) = (self.progress.done, 0);
        while self.progress.done - start + n_opened * OPENING_BYTES < STEP_BYTES as u64 {
            n_opened += 1;
            if self.source_digests.len() < self.sources.len() {
                self.digest_source()?;
            } else if self.current_entry.is_some() || self.open_next_entry() {
                self.digest_entry();
            } else if self.entries_left.is_empty() {
                return Ok(Step::Done(self.finish()));
            }
        }
        Ok(Step::More(self.progress))
    }

    fn digest_source(&mut self) -> Result<(), ArchiveError> {
        let Some((name, source)) = self.sources.get(self.source_digests.len()) else {
            return Ok(());
        };
        let (mut digester, offset) = self
            .current_source
            .take()
            .unwrap_or((Digester::sha256(), 0));
        let len = (source.size_bytes() - offset).min(STEP_BYTES as u64);
        let block = read_range(source.as_ref(), offset, len as usize).map_err(|source| {
            ArchiveError::Read {
                name: name.clone(),
                offset,
                source,
            }
        })?;
        digester.update(&block);
        self.progress.done += len;
        if offset + len < source.size_bytes() {
            self.current_source = Some((digester, offset + len));
            return Ok(());
        }
        let sha256 = digester.finish().sha256;
        if self.archive.is_loose() {
            self.entry_digests.push(EntryDigest {
                entry: EntryId(self.source_digests.len() as u32),
                name: name.clone(),
                size_bytes: source.size_bytes(),
                sha256: sha256.clone(),
            });
        }
        self.source_digests.push((name.clone(), sha256));
        Ok(())
    }

    /// Whether there is one that can be read; takes one off the list either way.
    fn open_next_entry(&mut self) -> bool {
        let Some(id) = self.entries_left.pop() else {
            return false;
        };
        let ahead = Some(self.ahead.clone());
        match self.archive.reader_over(ahead, id, STEP_BYTES) {
            Ok(reader) => {
                if let (Some(entry), Some(text)) = (self.archive.entry(id), reader.disagreement()) {
                    self.odd.entry(Odd::HeadersDisagree, &entry.name, text);
                }
                self.current_entry = Some((id, reader, Digester::sha256()));
                true
            }
            Err(error) => {
                self.report(id, &error);
                false
            }
        }
    }

    fn digest_entry(&mut self) {
        let Some((id, mut reader, mut digester)) = self.current_entry.take() else {
            return;
        };
        match reader.next() {
            Ok(Some(piece)) => {
                digester.update(&piece);
                self.progress.done += piece.len() as u64;
                self.current_entry = Some((id, reader, digester));
            }
            Ok(None) => {
                let digests = digester.finish();
                if let Some(entry) = self.archive.entry(id) {
                    self.entry_digests.push(EntryDigest {
                        entry: id,
                        name: entry.name.clone(),
                        size_bytes: digests.size_bytes,
                        sha256: digests.sha256,
                    });
                }
            }
            Err(error) => self.report(id, &error),
        }
    }

    fn report(&mut self, id: EntryId, error: &ArchiveError) {
        let Some(entry) = self.archive.entry(id) else {
            return;
        };
        let failure = error.to_failure();
        let text = format!("{}. {}", failure.what, failure.help);
        self.odd.entry(odd_of(error), &entry.name, text);
    }

    fn finish(&mut self) -> SourceDigests {
        let mut entries = std::mem::take(&mut self.entry_digests);
        entries.sort_by_key(|digest| digest.entry);
        let odd = std::mem::replace(&mut self.odd, Oddities::of(self.archive.name()));
        SourceDigests {
            id: SourceId(source_digest(&self.source_digests)),
            entries,
            findings: odd.finish(),
        }
    }
}

/// The code under which an entry's error is reported.
fn odd_of(error: &ArchiveError) -> Odd {
    match error {
        ArchiveError::Encrypted { .. } => Odd::Encrypted,
        ArchiveError::Method { .. } => Odd::Method,
        ArchiveError::Overlap { .. } => Odd::Overlap,
        ArchiveError::Ratio { .. } | ArchiveError::EntryTooLarge { .. } => Odd::Ratio,
        ArchiveError::TooLong { .. } | ArchiveError::TooShort { .. } => Odd::Size,
        ArchiveError::Crc { .. } => Odd::Crc,
        ArchiveError::Outside { .. } | ArchiveError::Header { .. } => Odd::Outside,
        ArchiveError::Damaged { .. } => Odd::Damaged,
        ArchiveError::Read { .. }
        | ArchiveError::NothingGiven
        | ArchiveError::Empty { .. }
        | ArchiveError::NotAZip { .. }
        | ArchiveError::CutOff { .. }
        | ArchiveError::Directory { .. }
        | ArchiveError::Split { .. }
        | ArchiveError::TooManyEntries { .. }
        | ArchiveError::TotalTooLarge { .. }
        | ArchiveError::ZipAmongFiles { .. }
        | ArchiveError::TooDense { .. }
        | ArchiveError::NoChatText { .. }
        | ArchiveError::NoSuchEntry { .. }
        | ArchiveError::Memory { .. } => Odd::Unreadable,
    }
}

/// Reads whole blocks and answers small reads from the last one: thousands of small entries cost
/// a few reads.
struct ReadAhead {
    inner: SharedSource,
    block: RefCell<(u64, Vec<u8>)>,
}

impl ReadAhead {
    fn over(inner: SharedSource) -> ReadAhead {
        ReadAhead {
            inner,
            block: RefCell::new((0, Vec::new())),
        }
    }
}

impl Source for ReadAhead {
    fn size_bytes(&self) -> u64 {
        self.inner.size_bytes()
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        if buf.len() >= STEP_BYTES {
            return self.inner.read_at(offset, buf);
        }
        let mut block = self.block.borrow_mut();
        if let Some(bytes) = within(&block, offset, buf.len()) {
            buf.copy_from_slice(bytes);
            return Ok(());
        }
        let left = self.size_bytes().saturating_sub(offset);
        let len = left.min(STEP_BYTES as u64) as usize;
        *block = (offset, read_range(self.inner.as_ref(), offset, len)?);
        let bytes = within(&block, offset, buf.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        buf.copy_from_slice(bytes);
        Ok(())
    }
}

fn within((start, bytes): &(u64, Vec<u8>), offset: u64, len: usize) -> Option<&[u8]> {
    let from = usize::try_from(offset.checked_sub(*start)?).ok()?;
    bytes.get(from..from.checked_add(len)?)
}
