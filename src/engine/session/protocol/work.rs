//! Case work across the port: what stands at places, case files, citations.

use serde::{Deserialize, Serialize};

use super::Tag;
use crate::engine::case::ThreadId;
use crate::engine::casefile::{CaseContent, CaseRead, Lock, Passphrase};
use crate::engine::citation::Resolved;
use crate::engine::keyfile::{KeyContent, KeyRead};
use crate::engine::place::MessagePlace;
use crate::engine::thread::RecordId;

/// How many places one request may name.
pub const PLACES_ASKED: usize = 500;

/// From the page to the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkRequest {
    /// What stands at these places. Answer: `Placed`.
    Places {
        /// Ties the answer.
        tag: Tag,
        /// At most [`PLACES_ASKED`]; more are left out.
        places: Vec<MessagePlace>,
    },
    /// The case as a file. Answer: `CaseWritten`, or `Failed`.
    WriteCase {
        /// Ties the answer.
        tag: Tag,
        /// What it says.
        content: CaseContent,
        /// How it is encrypted, if at all.
        lock: Option<Lock>,
    },
    /// One file beside. Answer: `CaseRead`, `WrongPassphrase` or `Failed`.
    ReadCase {
        /// Ties the answer.
        tag: Tag,
        /// The file's name.
        name: String,
        /// Typed by the person, when the file asked for one.
        passphrase: Option<Passphrase>,
    },
    /// The key of pseudonyms as a file. Answer: `KeyWritten`, or `Failed`.
    WriteKey {
        /// Ties the answer.
        tag: Tag,
        /// What it says.
        content: KeyContent,
        /// How it is encrypted.
        lock: Lock,
    },
    /// One file beside. Answer: `KeyRead`, `WrongPassphrase` or `Failed`.
    ReadKey {
        /// Ties the answer.
        tag: Tag,
        /// The file's name.
        name: String,
        /// Typed by the person, when the file asked for one.
        passphrase: Option<Passphrase>,
    },
    /// A message as it can be quoted. Answer: `Cited`.
    Cite {
        /// Ties the answer.
        tag: Tag,
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
    },
    /// Where a citation leads. Answer: `Resolved`. A newer one ends an older one.
    Resolve {
        /// Ties the answer.
        tag: Tag,
        /// As typed.
        code: String,
    },
}

impl WorkRequest {
    /// Whether the maker answers it, and not the session that the page reads from.
    pub fn is_for_maker(&self) -> bool {
        match self {
            WorkRequest::WriteCase { .. }
            | WorkRequest::ReadCase { .. }
            | WorkRequest::WriteKey { .. }
            | WorkRequest::ReadKey { .. } => true,
            WorkRequest::Places { .. } | WorkRequest::Cite { .. } | WorkRequest::Resolve { .. } => {
                false
            }
        }
    }
}

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkEvent {
    /// What stands at places.
    Placed {
        /// Of the request.
        tag: Tag,
        /// In the order asked; `None` where nothing is open.
        found: Vec<(MessagePlace, Option<PlacedAt>)>,
    },
    /// The file of a case.
    CaseWritten {
        /// Of the request.
        tag: Tag,
        /// All of it.
        text: String,
        /// Whether it is encrypted.
        is_locked: bool,
    },
    /// What a case file says.
    CaseRead {
        /// Of the request.
        tag: Tag,
        /// Its content, or that it is encrypted.
        read: CaseRead,
    },
    /// The file of a key of pseudonyms.
    KeyWritten {
        /// Of the request.
        tag: Tag,
        /// All of it.
        text: String,
        /// Its SHA-256, for the log.
        file_sha256: String,
        /// SHA-256 of the package that it is about.
        package_sha256: String,
    },
    /// What a key of pseudonyms says.
    KeyRead {
        /// Of the request.
        tag: Tag,
        /// SHA-256 of the file, for the log.
        file_sha256: String,
        /// Its content, or that a passphrase is needed.
        read: KeyRead,
    },
    /// Another passphrase is needed.
    WrongPassphrase {
        /// Of the request.
        tag: Tag,
    },
    /// A message as it can be quoted.
    Cited {
        /// Of the request.
        tag: Tag,
        /// The quotation.
        quote: Quote,
    },
    /// Where a citation leads; `None` when what was typed is no code.
    Resolved {
        /// Of the request.
        tag: Tag,
        /// What was found.
        found: Option<Resolved>,
    },
}

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedAt {
    /// Which thread.
    pub thread: ThreadId,
    /// Which record.
    pub record: RecordId,
    /// Its stamp as written.
    pub stamp: String,
    /// Who is named as sender; empty when nobody is.
    pub sender: String,
    /// The beginning of its body. For this page only: it is not redacted.
    pub excerpt: String,
}

/// A message as it can be quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What goes onto the clipboard.
    pub text: String,
    /// Its code; `None` when anything of the message is withheld.
    pub code: Option<String>,
}
