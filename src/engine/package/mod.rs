//! Case, decisions and options to a disclosure package: a BagIt bag in a deterministic zip.
//!
//! Invariants: depends on its arguments alone; writes only what [`super::redact::Shown`] holds;
//! never a plain digest, a length or an offset of anything withheld.

mod adding;
mod bag;
mod caveats;
mod certificates;
mod check;
mod cleaning;
mod copies;
mod copying;
mod csv;
mod custody;
mod files;
mod gates;
mod html;
mod job;
mod jsonl;
mod key_table;
mod log;
mod measure;
mod outgoing;
mod payload;
mod plan;
mod proof;
mod review;
mod reviewers;
mod sealed;
mod shown_orders;
mod text;
mod times;
mod typed;
mod walk;
mod when;
mod write;
mod zip;

use std::io;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::case::ThreadId;
use super::decision::{Disclosure, Numbered, PixelBox};
use super::finding::Explain;
use super::keyfile::KeyTable;
use super::redact::Drawn;
use super::session::protocol::{MediaChoice, Reviewers};
use super::time::Instant;

pub use adding::{AddError, AddJob, Addition, additions_of, ending_of};
pub use caveats::export_caveats;
pub use gates::Suggestions;
pub use job::BuildJob;
pub use proof::{Bodies, Proof};
pub(in crate::engine) use review::{Record, RecordLines};
pub use review::{ReviewError, ReviewJob, ReviewOptions, ZoneClock};
pub use sealed::{SealedJob, SealedOptions, seal_signatures, seal_subjects};

/// Everything a build depends on besides the case and the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildOptions {
    /// The only clock value that enters the package.
    pub created: Instant,
    /// Name and version of the program, for example `threadseal 0.1.0`.
    pub tool: String,
    /// What happens to attachments that nothing withholds.
    pub media: MediaChoice,
    /// How the people who decided are called.
    pub reviewers: Reviewers,
    /// Which threads; empty for all.
    pub threads: Vec<ThreadId>,
    /// Pictures with their boxes burnt in, for the files of which boxes are withheld.
    pub burnt: Vec<Burnt>,
    /// What proves the package against the seals of its threads; `None` for no proof.
    pub proof: Option<Proof>,
    /// How its review set is numbered and read; `None` for a package without one.
    pub review: Option<ReviewOptions>,
}

/// A picture made anew with boxes burnt in, or why that could not be. [`super::burn`] makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burnt {
    /// SHA-256 of the file it was made of, in hex.
    pub original_sha256: String,
    /// Its boxes; sorted, each once.
    pub boxes: Vec<PixelBox>,
    /// The new file, or why there is none.
    pub picture: Result<Rc<[u8]>, String>,
}

/// Where a package is written to, from first byte to last.
pub trait Sink {
    /// Takes the next bytes.
    ///
    /// Errors: whatever the platform says, a full disk for example.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// A build that cannot be finished.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The staged package could not be written.
    #[error("the package could not be written after {written_bytes} bytes")]
    Write {
        /// How much was written before.
        written_bytes: u64,
        /// What the platform says.
        #[source]
        source: io::Error,
    },
    /// An attachment could not be read.
    #[error("the attachment {name:?} could not be read")]
    Read {
        /// Of the entry.
        name: String,
        /// Why.
        #[source]
        source: super::archive::ArchiveError,
    },
    /// A file came out differently when it was made again.
    #[error("an opened export changed while the package was built: {path:?} came out differently")]
    Changed {
        /// The file of the package.
        path: String,
    },
    /// The digest of a source is still being computed.
    #[error("the digest of {name:?} is not known yet")]
    DigestMissing {
        /// Name of the source.
        name: String,
    },
    /// Decisions name a source that is not open.
    #[error("{} to a file that is not open", several(*n_decisions, "belongs", "belong"))]
    SourceMissing {
        /// How many.
        n_decisions: usize,
    },
    /// Decisions point at no message text or file of their source.
    #[error(
        "{} at a place where no message text or file stands",
        several(*n_decisions, "points", "point")
    )]
    PlaceMissing {
        /// How many.
        n_decisions: usize,
    },
    /// Terms in which there is nothing to find: they would withhold nothing.
    #[error(
        "{} a term in which there is nothing to find",
        several(*n_decisions, "withholds", "withhold")
    )]
    BlankTerm {
        /// How many.
        n_decisions: usize,
    },
    /// Redactions without a reason, or without the note that their reason asks for.
    #[error(
        "{} no reason, or not the note that its reason asks for",
        several(*n_decisions, "has", "have")
    )]
    NoReason {
        /// How many.
        n_decisions: usize,
    },
    /// A chosen thread is not there.
    #[error("thread {number} is not open")]
    NoThread {
        /// From 1.
        number: u32,
    },
    /// There is to be a proof, but no seal of a thread, or one of other records.
    #[error("thread {number} has no seal, or its seal is of another number of messages")]
    NoSeal {
        /// From 1.
        number: u32,
    },
    /// There can be no review set as it was asked for.
    #[error(transparent)]
    Review(Box<ReviewError>),
    /// The job is over.
    #[error("this build is over")]
    Ended,
}

fn several(n_decisions: usize, one: &str, several: &str) -> String {
    match n_decisions {
        1 => format!("1 redaction {one}"),
        n => format!("{n} redactions {several}"),
    }
}

impl Explain for BuildError {
    fn help(&self) -> &'static str {
        match self {
            BuildError::Write { .. } => "Free some space, then build again; no decision is lost",
            BuildError::Read { .. } => {
                "Check that the export is still where it was and open it again; if it is damaged, \
                 withhold this attachment or build without attachments"
            }
            BuildError::Changed { .. } => {
                "Open the export again and build again; no decision is lost"
            }
            BuildError::DigestMissing { .. } => {
                "Wait until the digests are computed, then build again"
            }
            BuildError::SourceMissing { .. } => "Open that file as well, then build again",
            BuildError::PlaceMissing { .. } => {
                "Withdraw those redactions and make them again at the messages they are for"
            }
            BuildError::BlankTerm { .. } => "Withdraw it, and withhold the words that are meant",
            BuildError::NoReason { .. } => {
                "Give every redaction a reason, and a note where the reason is \"Other\""
            }
            BuildError::NoThread { .. } => "Choose among the threads that are open",
            BuildError::NoSeal { .. } => "Seal what is open again, then build again",
            BuildError::Review(error) => error.help(),
            BuildError::Ended => "Start a new build",
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// The zip's name, which is its top folder's with `.zip`. ASCII.
    pub file_name: String,
    /// Size of the zip.
    pub size_bytes: u64,
    /// SHA-256 of the zip.
    pub sha256: String,
    /// Files that stay behind because no safe copy can be made of them, each once, where it is named
    /// first; at most [`LEFT_BEHIND_LIMIT`].
    pub left_behind: Vec<LeftBehind>,
}

/// What whoever builds keeps of a build. Nothing of it goes into the package.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Which disclosure under which seals it is, where it holds a proof.
    pub disclosure: Option<Disclosure>,
    /// Which participant has which pseudonym.
    pub pseudonyms: Vec<Numbered>,
    /// Who is who, for the key of pseudonyms.
    pub key: Box<KeyTable>,
    /// What a second person looks at.
    pub drawn: Drawn,
}

/// How many files that stay behind are told one by one.
pub const LEFT_BEHIND_LIMIT: usize = 500;

/// A file that no safe copy can be made of. For whoever builds; nothing of it goes into a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftBehind {
    /// Thread of the package, from 1.
    pub thread: u32,
    /// Record that names it first, from 1.
    pub record: u32,
    /// What is wrong with it, and where.
    pub why: String,
}
