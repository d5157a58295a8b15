//! What one file of a package says that another must agree with: digests and small numbers, never
//! the text itself, so that memory stays bounded by the number of records and not by their length.

use std::collections::{BTreeMap, BTreeSet};

use super::bag;
use super::names::{self, Digest, Kind};
use super::proof::{self, SealFacts};
use super::signed::{FILES_LIMIT, Signable, TAG_MANIFEST};
use super::words::{Codes, Fact};

/// Most bytes that are kept of a file that signs or is signed.
const KEPT_BYTES: usize = 1 << 20;

/// A file that was read to its end.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// Its size.
    pub(super) size_bytes: u64,
    /// SHA-256 in hex; empty when it could not be read.
    pub(super) sha256: String,
    /// SHA-512 in hex; empty when it could not be read.
    pub(super) sha512: String,
    /// An attachment that some record names.
    pub(super) named: bool,
    /// Some record says that it is a clean copy, so its bytes are not those that were sealed.
    pub(super) cleaned: bool,
}

/// What a record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordFact {
    /// Digest of stamp, sender, body and attachment as the text transcript runs them together.
    pub(super) line: Fact,
    /// Digest of the same, each apart.
    pub(super) fields: Fact,
    /// Its date as `YYYYMMDD`; 0 when unresolved.
    pub(super) day: u32,
}

/// What a custody line says of the dates of messages that start alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChosenOrder {
    /// Number of the first of them, from 1.
    pub(super) first: u64,
    /// How many there are.
    pub(super) n_records: u64,
    /// Which order it is.
    pub(super) order: usize,
}

/// A row of `attachments.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AttachmentFact {
    /// The record.
    pub(super) record: u32,
    /// Digest of state, file and name.
    pub(super) words: Fact,
}

/// What the files of one thread say.
#[derive(Debug, Default)]
pub(super) struct ThreadFacts {
    /// From `messages.jsonl`; `None` while it was not read.
    pub(super) records: Option<Vec<RecordFact>>,
    /// From `attachments.csv`.
    pub(super) attachments: Option<Vec<AttachmentFact>>,
    /// Records already seen in the pages.
    pub(super) n_on_pages: u32,
    /// Digests of the titles on the pages.
    pub(super) page_titles: Vec<Fact>,
    /// Pages that hold records: first and last record, the day of the first. The index of parts is
    /// none.
    pub(super) parts: Vec<(u32, u32, u32)>,
    /// How many parts each of them says there are.
    pub(super) n_parts_said: Vec<u32>,
}

/// What a mark is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// A thread's title.
    Title,
    /// The body: whole or spans.
    Body,
    /// The sender.
    Sender,
    /// What is exact in the time.
    Time,
    /// The attachment.
    Attachment,
    /// The attachment's name.
    FileName,
    /// An attachment that is a clean copy.
    Metadata,
    /// An attachment of which there is no safe copy.
    NoCopy,
    /// An attachment that goes out as it is among clean copies.
    AsItIs,
    /// An attachment that goes out without a part.
    FilePart,
}

/// The marks of one field of one record, or a row of the log about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MarkFact {
    /// From 1.
    pub(super) thread: u32,
    /// From 1; 0 for a title.
    pub(super) record: u32,
    /// Which field.
    pub(super) field: Field,
    /// How many marks.
    pub(super) n_marks: u32,
    /// Their codes; empty for a name, which has no mark.
    pub(super) codes: Codes,
}

impl MarkFact {
    /// What rows and marks are matched by.
    pub(super) fn key(&self) -> (u32, u32, Field) {
        (self.thread, self.record, self.field)
    }

    /// For people.
    pub(super) fn label(&self) -> String {
        let field = match self.field {
            Field::Title => return format!("the title of thread {}", self.thread),
            Field::Body => "the body",
            Field::Sender => "the sender",
            Field::Time => "the time",
            Field::Attachment => "the attachment",
            Field::FileName => "the file name",
            Field::Metadata => "the clean copy of the attachment",
            Field::NoCopy => "the attachment without a safe copy",
            Field::AsItIs => "the attachment as it is",
            Field::FilePart => "the attachment without a part",
        };
        format!(
            "{field} of record {} of thread {}",
            self.record, self.thread
        )
    }
}

/// How an export came to its maker, as somebody says.
#[derive(Debug, Clone)]
pub(super) struct IntakeFact {
    /// Which export, from 1.
    pub(super) source: u64,
    /// What was answered, by key.
    pub(super) answers: BTreeMap<String, String>,
    /// Who said so.
    pub(super) by: String,
    /// `YYYY-MM-DD`.
    pub(super) date: String,
}

/// Everything that was learned.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Every file but signatures, by its path.
    pub(super) seen: BTreeMap<String, Seen>,
    /// By number.
    pub(super) threads: BTreeMap<u32, ThreadFacts>,
    /// From messages and transcripts.
    pub(super) marks: Vec<MarkFact>,
    /// From the log, one for each row.
    pub(super) rows: Vec<MarkFact>,
    /// Digests of the rows of the log as a table.
    pub(super) table_rows: Option<Vec<Fact>>,
    /// Some row of the log is of a decision, not of the program's own.
    pub(super) has_decided_rows: bool,
    /// The log as lines was read.
    pub(super) has_log: bool,
    /// What custody says of times, as the README repeats it: a block for each line.
    pub(super) times: Vec<String>,
    /// What custody says of how exports came to their maker.
    pub(super) intakes: Vec<IntakeFact>,
    /// Thread and record, from 1, of records that the log says are outside the scope.
    pub(super) outside: BTreeSet<(u32, u32)>,
    /// Records of which no word is shown.
    pub(super) n_whole: u64,
    /// What the rows of the log are about, with their numbers.
    pub(super) scopes: BTreeMap<&'static str, u64>,
    /// The same of records that the log says are withheld with their heads.
    pub(super) gone: BTreeSet<(u32, u32)>,
    /// Records that show nothing but a mark.
    pub(super) headless: BTreeSet<(u32, u32)>,
    /// Texts of the package that are not those of this version of the program.
    pub(super) strange_texts: Vec<&'static str>,
    /// Custody has a line `redact`.
    pub(super) custody_redacts: bool,
    /// The last custody line: its actor, its object, its time, what it says of attachments and of
    /// reviewers.
    pub(super) export: Option<[String; 5]>,
    /// The highest number of a source in the custody log.
    pub(super) last_source: u64,
    /// Which disclosure that line says it is.
    pub(super) exported_as: Option<u64>,
    /// What the logs call the people who decided.
    pub(super) deciders: BTreeSet<String>,
    /// By number of the thread.
    pub(super) seals: BTreeMap<u32, SealFacts>,
    /// The orders of dates that somebody chose, by thread.
    pub(super) chosen_orders: BTreeMap<u32, Vec<ChosenOrder>>,
    /// Copies made by the program, of which no opening proves the bytes.
    pub(super) copies: Vec<String>,
    /// The codes of each row of the log.
    pub(super) row_codes: Vec<Codes>,
    /// The README, until all that it speaks of was read.
    pub(super) readme: Option<String>,
    /// Drafts of certificates by their number, until all that they speak of was read.
    pub(super) certificates: BTreeMap<usize, String>,
    /// Labels and values of `bag-info.txt`.
    pub(super) bag_info: Vec<(String, String)>,
    /// What stands below `signatures/`, by its path.
    pub(super) added: BTreeMap<String, Vec<u8>>,
    tag_manifest: Vec<u8>,
    seal_files: BTreeMap<u32, Vec<u8>>,
}

impl Facts {
    /// Keeps the bytes of files that sign or are signed; called for one without a byte, too.
    pub(super) fn keep(&mut self, kind: Kind, path: &str, bytes: &[u8]) {
        let kept = match kind {
            Kind::TagManifest(Digest::Sha256) => &mut self.tag_manifest,
            Kind::Seal(seal) => self.seal_files.entry(seal).or_default(),
            Kind::Signature if self.added.len() < FILES_LIMIT => {
                self.added.entry(path.to_owned()).or_default()
            }
            _other => return,
        };
        let room = KEPT_BYTES.saturating_sub(kept.len());
        kept.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    /// What can be signed: what covers the package, then the seals.
    pub(super) fn signable(&self) -> Vec<Signable> {
        let all = Signable {
            path: TAG_MANIFEST.to_owned(),
            bytes: self.tag_manifest.clone(),
        };
        let seals = self.seal_files.iter().map(|(seal, bytes)| Signable {
            path: proof::path(*seal, "seal.json"),
            bytes: bytes.clone(),
        });
        std::iter::once(all).chain(seals).collect()
    }

    /// Which disclosure under its seals the package is, where it says a plain number.
    pub(super) fn number(&self) -> Option<u32> {
        self.bag_value(bag::NUMBER).and_then(names::plain_number)
    }

    /// A value of `bag-info.txt`.
    pub(super) fn bag_value(&self, label: &str) -> Option<&str> {
        self.bag_info
            .iter()
            .find(|(known, _)| known == label)
            .map(|(_, value)| value.as_str())
    }
}
