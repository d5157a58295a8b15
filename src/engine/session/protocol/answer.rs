//! Larger answers: hits of a term, the list of redactions, what came of a build.

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::package::Built;
use crate::engine::place::{ByteSpan, EntryId, MessagePlace};
use crate::engine::thread::{ParticipantId, RecordId};

/// What sealing came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealOutcome {
    /// The sealed package that is staged; `None` when it is the one that was opened.
    pub package: Option<Built>,
    /// One for each thread, in case order.
    pub seals: Vec<ThreadSeal>,
}

/// The seal of one thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadSeal {
    /// Which thread.
    pub thread: ThreadId,
    /// The seal number, `ROOT:RECORDS:MESSAGES`.
    pub number: String,
    /// Messages, other files and the container.
    pub n_records: u32,
}

/// How many hits of a term the page lists. All of them count.
pub const TERM_HITS_SHOWN: usize = 2_000;

/// A term found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermHit {
    /// Where.
    pub spot: TermSpot,
    /// Up to 40 characters before, on the same line.
    pub before: String,
    /// The hit as written.
    pub hit: String,
    /// Up to 40 characters after, on the same line.
    pub after: String,
}

/// Where a term stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermSpot {
    /// In a body. Can be left out of a `Value` decision.
    Body {
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
        /// For `except`.
        place: MessagePlace,
        /// Counted from the start of the record.
        span: ByteSpan,
    },
    /// In a participant's name: every message of theirs is concerned.
    Name {
        /// Which thread.
        thread: ThreadId,
        /// Who.
        participant: ParticipantId,
    },
    /// In a thread's title.
    Title {
        /// Which thread.
        thread: ThreadId,
    },
    /// In the name of an entry.
    FileName {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
    },
}

/// One standing redaction for the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactionRow {
    /// Its decision.
    pub decision: String,
    /// `Message`, `Span`, `Attachment`, `Value`, `Pattern` or `Participant`.
    pub kind: String,
    /// Reason codes.
    pub codes: Vec<String>,
    /// The note, when there is one.
    pub note: Option<String>,
    /// Who and when.
    pub by: String,
    /// RFC 3339.
    pub at: String,
    /// What it covers, shortened for the list. Shown on this page only.
    pub what: String,
    /// First place it covers; `None` when its source is not open.
    pub at_record: Option<(ThreadId, RecordId)>,
    /// How many places it covers in what is open.
    pub n_places: u32,
}

/// What came of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildOutcome {
    /// Name for the zip, made of ASCII.
    pub file_name: String,
    /// Its size.
    pub size_bytes: u64,
    /// SHA-256 of the zip.
    pub sha256: String,
    /// The verifier's report on the staged bytes.
    pub report: crate::engine::verify::Report,
    /// What the leak check says.
    pub leaks: crate::engine::verify::leak::LeakReport,
    /// Files that stay behind because no safe copy can be made of them.
    pub left_behind: Vec<crate::engine::package::LeftBehind>,
    /// What this page keeps of it: the numbers of pseudonyms, what a second person looks at.
    pub kept: crate::engine::package::Kept,
    /// A leak outside visible text, or a failed check: nothing may be saved.
    pub blocked: bool,
}
