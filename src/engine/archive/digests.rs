//! The digest of a source and of every entry in it, in steps.
//!
//! This is the one place that says what the digest of a source is: SHA-256 of the zip, or of the
//! single loose file. Of several loose files it is SHA-256 of their listing, one line a file in the
//! order of names: digest, two spaces, name (what `sha256sum` prints).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::beside::{self, HashesBeside, Waiting};
use super::odd::{Odd, Oddities};
use super::read_ahead::ReadAhead;
use super::{Archive, ArchiveError, EntryReader, Role};
use crate::engine::digest::{Digester, sha256_hex};
use crate::engine::finding::{Explain, Finding};
use crate::engine::job::{Progress, STEP_BYTES, Step};
use crate::engine::place::{EntryId, SourceId};
use crate::engine::session::protocol::EntryDigest;
use crate::engine::sorting;
use crate::engine::source::{SharedSource, read_range};

/// What opening an entry costs, in bytes that could be read instead: a million empty entries are
/// not one step.
const OPENING_BYTES: u64 = 16 << 10;

/// Larger entries are not unpacked in one go, so that Cancel is heard. Units: bytes.
const MOST_AT_ONCE: u64 = 32 << 20;

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
    /// Sources still to come, the next one last.
    sources_left: Vec<usize>,
    /// By number of source.
    source_digests: BTreeMap<usize, String>,
    current_source: Option<(usize, Digester, u64)>,
    /// Entries still to come, the next one last.
    entries_left: Vec<EntryId>,
    current_entry: Option<(EntryId, EntryReader, Digester)>,
    entry_digests: Vec<EntryDigest>,
    /// What the platform computes meanwhile.
    beside: Waiting<Subject>,
    /// The platform failed once: nothing more is asked of it.
    beside_failed: bool,
    /// Entries that are read again because of that; few, since as much is on its way at once.
    again: Vec<EntryId>,
    ahead: SharedSource,
    /// Entries that were read, checked and kept when the source was opened.
    in_memory: BTreeMap<EntryId, Rc<Vec<u8>>>,
    odd: Oddities,
    progress: Progress,
}

/// What a digest is of.
#[derive(Clone, Copy)]
enum Subject {
    Source(usize),
    Entry(EntryId),
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
        sorting::sort_by_key(&mut entries_left, |id| {
            std::cmp::Reverse((archive.stands_at(*id), *id))
        });
        let ahead: SharedSource = match sources.first() {
            Some((_, source)) => Rc::new(ReadAhead::over(source.clone())),
            None => Rc::new(Vec::new()),
        };
        DigestJob {
            odd: Oddities::of(archive.name()),
            archive,
            sources_left: (0..sources.len()).rev().collect(),
            sources,
            source_digests: BTreeMap::new(),
            current_source: None,
            entries_left,
            current_entry: None,
            entry_digests: Vec::new(),
            beside: Waiting::new(),
            beside_failed: false,
            again: Vec::new(),
            ahead,
            in_memory: BTreeMap::new(),
            progress: Progress {
                done: 0,
                total: total.max(1),
            },
        }
    }

    /// With an entry that need not be read again: `bytes` are what it unpacks to, size and CRC checked.
    pub fn knowing(mut self, entry: EntryId, bytes: Rc<Vec<u8>>) -> DigestJob {
        if !self.archive.is_loose() {
            self.in_memory.insert(entry, bytes);
        }
        self
    }

    /// Reads at most about [`STEP_BYTES`]. What `platform` can take whole is computed there
    /// meanwhile.
    ///
    /// Errors: `Read`, when the source itself cannot be read. An entry that cannot be read is a
    /// finding.
    pub fn step(
        &mut self,
        platform: &dyn HashesBeside,
    ) -> Result<Step<SourceDigests>, ArchiveError> {
        self.take_ready();
        let (start, mut n_opened) = (self.progress.done, 0);
        while self.progress.done - start + n_opened * OPENING_BYTES < STEP_BYTES as u64 {
            n_opened += 1;
            if self.beside.is_full() {
                break;
            } else if self.current_source.is_some() || self.open_next_source(platform) {
                self.digest_source()?;
            } else if self.current_entry.is_some() || self.open_next_entry(platform) {
                self.digest_entry();
            } else if self.has_nothing_to_read() {
                if self.beside.is_empty() {
                    return Ok(Step::Done(self.finish()));
                }
                break;
            }
        }
        Ok(Step::More(self.progress))
    }

    /// Whether the next step can do nothing but ask the platform again.
    pub fn waits(&self) -> bool {
        self.beside.is_full() || (self.has_nothing_to_read() && !self.beside.is_empty())
    }

    fn has_nothing_to_read(&self) -> bool {
        self.sources_left.is_empty()
            && self.current_source.is_none()
            && self.entries_left.is_empty()
            && self.current_entry.is_none()
    }

    /// Takes what the platform has done. What it failed at is read again and computed here.
    fn take_ready(&mut self) {
        for (subject, size_bytes, digest) in self.beside.take_ready() {
            match (subject, digest) {
                (Subject::Source(index), Some(sha256)) => {
                    self.progress.done += size_bytes;
                    self.know_source(index, sha256);
                }
                (Subject::Entry(id), Some(sha256)) => self.know_entry(id, size_bytes, sha256),
                (Subject::Source(index), None) => {
                    self.beside_failed = true;
                    self.sources_left.push(index);
                }
                (Subject::Entry(id), None) => {
                    self.beside_failed = true;
                    self.progress.done -= size_bytes;
                    self.entries_left.push(id);
                    self.again.push(id);
                }
            }
        }
    }

    /// Whether there is one to be read here; what the platform reads itself is begun on the way.
    fn open_next_source(&mut self, platform: &dyn HashesBeside) -> bool {
        let Some(index) = self.sources_left.pop() else {
            return false;
        };
        let Some((_, source)) = self.sources.get(index) else {
            return false;
        };
        let size_bytes = source.size_bytes();
        let asked = beside::is_worth_it(size_bytes) && !self.beside_failed;
        match asked.then(|| platform.begin_source(source)).flatten() {
            Some(coming) => {
                self.beside.push(Subject::Source(index), size_bytes, coming);
                false
            }
            None => {
                self.current_source = Some((index, Digester::sha256(), 0));
                true
            }
        }
    }

    fn digest_source(&mut self) -> Result<(), ArchiveError> {
        let Some((index, mut digester, offset)) = self.current_source.take() else {
            return Ok(());
        };
        let Some((name, source)) = self.sources.get(index) else {
            return Ok(());
        };
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
            self.current_source = Some((index, digester, offset + len));
        } else {
            self.know_source(index, digester.finish().sha256);
        }
        Ok(())
    }

    fn know_source(&mut self, index: usize, sha256: String) {
        if let Some((name, source)) = self.sources.get(index)
            && self.archive.is_loose()
        {
            self.entry_digests.push(EntryDigest {
                entry: EntryId(index as u32),
                name: name.clone(),
                size_bytes: source.size_bytes(),
                sha256: sha256.clone(),
            });
        }
        self.source_digests.insert(index, sha256);
    }

    /// Whether there is one to be read here; takes one off the list either way.
    fn open_next_entry(&mut self, platform: &dyn HashesBeside) -> bool {
        let Some(id) = self.entries_left.pop() else {
            return false;
        };
        match self.open_entry(id) {
            Ok(reader) => self.begin_entry(platform, id, reader),
            Err(error) => {
                self.report(id, &error);
                false
            }
        }
    }

    fn open_entry(&mut self, id: EntryId) -> Result<EntryReader, ArchiveError> {
        let ahead = Some(self.ahead.clone());
        let reader = self.archive.reader_over(ahead, id, STEP_BYTES)?;
        // What is read again because the platform failed was reported the first time.
        if !self.again.contains(&id)
            && let (Some(entry), Some(text)) = (self.archive.entry(id), reader.disagreement())
        {
            self.odd.entry(Odd::HeadersDisagree, &entry.name, text);
        }
        if let (Some(entry), Some(bytes)) = (self.archive.entry(id), self.in_memory.get(&id)) {
            let bytes: SharedSource = Rc::<Vec<u8>>::clone(bytes);
            return Ok(EntryReader::loose(self.archive.place_of(entry), bytes));
        }
        Ok(reader)
    }

    /// Hands a whole entry to the platform, or keeps the reader for the next steps; whether it did
    /// the latter.
    fn begin_entry(
        &mut self,
        platform: &dyn HashesBeside,
        id: EntryId,
        reader: EntryReader,
    ) -> bool {
        let size_bytes = self.archive.entry(id).map_or(0, |entry| entry.size_bytes);
        let is_small = size_bytes <= MOST_AT_ONCE && beside::is_worth_it(size_bytes);
        if !is_small || self.beside_failed || !platform.is_there() {
            self.current_entry = Some((id, reader, Digester::sha256()));
            return true;
        }
        let bytes = match self.in_memory.get(&id) {
            Some(bytes) => Ok(Rc::clone(bytes)),
            None => whole(&self.archive, reader, id).map(Rc::new),
        };
        match bytes {
            Ok(bytes) => self.digest_beside(platform, id, &bytes),
            Err(error) => self.report(id, &error),
        }
        false
    }

    fn digest_beside(&mut self, platform: &dyn HashesBeside, id: EntryId, bytes: &[u8]) {
        let size_bytes = bytes.len() as u64;
        self.progress.done += size_bytes;
        match platform.begin(bytes) {
            Some(coming) => self.beside.push(Subject::Entry(id), size_bytes, coming),
            None => self.know_entry(id, size_bytes, sha256_hex(bytes)),
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
                self.know_entry(id, digests.size_bytes, digests.sha256);
            }
            Err(error) => self.report(id, &error),
        }
    }

    fn know_entry(&mut self, id: EntryId, size_bytes: u64, sha256: String) {
        if let Some(entry) = self.archive.entry(id) {
            self.entry_digests.push(EntryDigest {
                entry: id,
                name: entry.name.clone(),
                size_bytes,
                sha256,
            });
        }
    }

    fn report(&mut self, id: EntryId, error: &ArchiveError) {
        let Some(entry) = self.archive.entry(id) else {
            return;
        };
        let failure = error.to_failure();
        let text = format!("{}. {}", failure.what, failure.help);
        self.odd.entry(Odd::of_entry(error), &entry.name, text);
    }

    fn finish(&mut self) -> SourceDigests {
        let mut entries = std::mem::take(&mut self.entry_digests);
        sorting::sort_by_key(&mut entries, |digest| digest.entry);
        let odd = std::mem::replace(&mut self.odd, Oddities::of(self.archive.name()));
        let files: Vec<(String, String)> = self
            .sources
            .iter()
            .zip(self.source_digests.values())
            .map(|((name, _), sha256)| (name.clone(), sha256.clone()))
            .collect();
        SourceDigests {
            id: SourceId(source_digest(&files)),
            entries,
            findings: odd.finish(),
        }
    }
}

/// All of an entry; `reader` is at its start.
fn whole(archive: &Archive, reader: EntryReader, id: EntryId) -> Result<Vec<u8>, ArchiveError> {
    match reader.read_quickly(&mut |_| {})? {
        Some(bytes) => Ok(bytes),
        None => archive.reader(id)?.read_to_end(&mut |_| {}),
    }
}
