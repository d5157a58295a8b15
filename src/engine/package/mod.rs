//! Case, decisions and options to a disclosure package: a BagIt bag in a deterministic zip.
//!
//! Invariants: depends on its arguments alone; writes only what [`super::redact::Shown`] holds;
//! never a plain digest, a length or an offset of anything withheld.

use std::io;
use std::rc::Rc;

use super::case::{Case, ThreadId};
use super::decision::DecisionLog;
use super::finding::Explain;
use super::job::Step;
use super::session::protocol::MediaChoice;
use super::time::Instant;

/// Everything a build depends on besides the case and the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildOptions {
    /// The only clock value that enters the package.
    pub created: Instant,
    /// Name and version of the program, for example `threadseal 0.1.0`.
    pub tool: String,
    /// What happens to attachments that nothing withholds.
    pub media: MediaChoice,
    /// Which threads; empty for all.
    pub threads: Vec<ThreadId>,
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
    #[error("an attachment could not be read")]
    Read {
        /// Why.
        #[source]
        source: super::archive::ArchiveError,
    },
    /// The digest of a source is still being computed.
    #[error("the digest of {name:?} is not known yet")]
    DigestMissing {
        /// Name of the source.
        name: String,
    },
    /// Decisions name a source that is not open.
    #[error("{n_decisions} redactions belong to a file that is not open")]
    SourceMissing {
        /// How many.
        n_decisions: usize,
    },
}

impl Explain for BuildError {
    fn help(&self) -> &'static str {
        match self {
            BuildError::Write { .. } => "Free some space, then build again; no decision is lost",
            BuildError::Read { .. } => {
                "Check that the file is still where it was, open it again, then build again"
            }
            BuildError::DigestMissing { .. } => {
                "Wait until the digests are computed, then build again"
            }
            BuildError::SourceMissing { .. } => "Open that file as well, then build again",
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The zip's name, which is its top folder's with `.zip`. ASCII.
    pub file_name: String,
    /// Size of the zip.
    pub size_bytes: u64,
    /// SHA-256 of the zip.
    pub sha256: String,
}

/// A build in steps: first every payload file is made once to learn its digests, then all is
/// written in the order of names.
pub struct BuildJob {}

impl BuildJob {
    /// Prepares a build.
    ///
    /// Errors: `DigestMissing`, `SourceMissing`.
    pub fn new(
        case: Rc<Case>,
        log: &DecisionLog,
        options: BuildOptions,
    ) -> Result<BuildJob, BuildError> {
        let _ = (case, log, options);
        todo!()
    }

    /// Does some of it; writes to `sink` in the second half.
    ///
    /// Errors: [`BuildError`].
    pub fn step(&mut self, sink: &mut dyn Sink) -> Result<Step<Built>, BuildError> {
        let _ = sink;
        todo!()
    }
}
