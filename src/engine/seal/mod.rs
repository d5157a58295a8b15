//! The seal `chat-seal-1`: one salted leaf for each record of an export, a tree over them, and the
//! root that fixes all of it. What is shown later can be proven against the root, and nothing is
//! learned about what is not shown. `docs/disclosure-package.md` describes it.
//!
//! Read [`Sealed`], then [`SealJob`]. Invariants: depends on its arguments alone; no salt and no
//! key of a record that is not shown whole ever leaves the sealed package; the secret is never
//! printed.

pub mod hash;
pub mod keys;
mod lanes;
pub mod record;
pub mod share;
pub mod tokens;
pub mod tree;

mod job;
mod kept;
#[cfg(test)]
mod tests;

use data_encoding::HEXLOWER;
use serde_json::Value;

use super::archive::ArchiveError;
use super::case::ThreadId;
use super::finding::Explain;
use super::place::EntryId;
use hash::Hash;
pub use job::SealJob;
pub use kept::{Kept, KeptError, KeptSeal, KeptSource, enclosed_in, kept_in};
pub use keys::Secret;

/// The format's name.
pub const SEAL_FORMAT: &str = "chat-seal-1";

/// One sealed chat text with everything beside it in its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which thread of the case.
    pub thread: ThreadId,
    /// What the salts are made from.
    pub secret: Secret,
    /// Record 0: names, sizes and digests of the source and of its chat text, as JSON.
    pub container: String,
    /// Records of the chat text: 1 and up.
    pub n_messages: u32,
    /// The other members of the source, in the order of its directory: the records after those.
    pub members: Vec<Member>,
    /// One for each record, in order.
    pub leaves: Vec<Hash>,
    /// The tree's root.
    pub root: Hash,
    /// `seal.json`, as it stands in every package under this seal.
    pub json: String,
}

/// A member of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Which entry.
    pub entry: EntryId,
    /// Its name, folders included.
    pub name: String,
    /// Of its bytes; zeros when they cannot be read.
    pub sha256: Hash,
    /// Number of its bytes; 0 when they cannot be read.
    pub size_bytes: u64,
}

impl Sealed {
    /// The root as 64 hex digits. What people are told is the number: a root alone does not say over
    /// how many records the tree is.
    pub fn root_hex(&self) -> String {
        HEXLOWER.encode(&self.root)
    }

    /// The seal number, `ROOT:RECORDS:MESSAGES`.
    pub fn number(&self) -> String {
        let (n_records, n_messages) = (self.leaves.len(), self.n_messages);
        format!("{}:{n_records}:{n_messages}", self.root_hex())
    }
}

/// The text of `seal.json`: keys in a fixed order, one line.
fn seal_json(n_records: usize, n_messages: u32, root: &Hash, created: &str, tool: &str) -> String {
    format!(
        "{{\"format\":\"{SEAL_FORMAT}\",\"hash\":\"sha256\",\"records\":{n_records},\
         \"messages\":{n_messages},\"root\":\"{}\",\"created\":{},\"tool\":{}}}\n",
        HEXLOWER.encode(root),
        Value::from(created),
        Value::from(tool),
    )
}

/// A seal that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The digest of a source is still being computed.
    #[error("the digest of {name:?} is not known yet")]
    DigestMissing {
        /// Name of the source.
        name: String,
    },
    /// The chat text could not be read again.
    #[error("the chat text of {name:?} could not be read again")]
    Read {
        /// Name of the source.
        name: String,
        /// Why.
        #[source]
        source: ArchiveError,
    },
    /// A chat text that is open has no seal among those that were kept.
    #[error("a chat text of {name:?} has no seal in the sealed package")]
    NoSeal {
        /// Name of the source.
        name: String,
    },
    /// A kept seal comes out differently.
    #[error("the seal of {name:?} comes to another root than when it was made")]
    OtherRoot {
        /// Name of the source.
        name: String,
    },
    /// The job is over.
    #[error("this sealing is over")]
    Ended,
}

impl Explain for SealError {
    fn help(&self) -> &'static str {
        match self {
            SealError::DigestMissing { .. } => {
                "Wait until the digests are computed, then seal again"
            }
            SealError::Read { .. } => {
                "Check that the export is still where it was and open it again; no decision is lost"
            }
            SealError::NoSeal { .. } => {
                "Open sealed packages apart from exports that were not sealed yet"
            }
            SealError::OtherRoot { .. } => {
                "Build with the version of this program that made the seal, which its seal.json names"
            }
            SealError::Ended => "Start a new sealing",
        }
    }
}
