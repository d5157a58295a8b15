//! What happened to what is kept on this device.

use super::kept::KeptRecord;
use crate::engine::finding::Failure;

/// About what is kept on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeepAction {
    /// What is kept for a source that was just opened.
    Loaded {
        /// For which.
        provisional: crate::engine::place::SourceId,
        /// Newest first.
        records: Vec<KeptRecord>,
    },
    /// Another window wrote or deleted what is kept.
    ChangedElsewhere,
    /// All that is kept was read once more.
    Reread {
        /// Newest first; empty when it could not be read.
        records: Vec<KeptRecord>,
        /// A package waits for it.
        for_build: bool,
    },
    /// All that is kept.
    Listed {
        /// Newest first.
        records: Vec<KeptRecord>,
    },
    /// The name that was kept.
    NameLoaded {
        /// As typed.
        name: String,
    },
    /// It was written.
    Saved {
        /// Under which key.
        key: String,
    },
    /// Nothing could be read or written.
    Failed {
        /// What happened.
        failure: Failure,
    },
    /// "Private session" was switched.
    Private {
        /// Whether it is on.
        on: bool,
    },
    /// "Forget" was pressed.
    ForgetWanted {
        /// Key of one kept source; `None` for everything open.
        key: Option<String>,
    },
    /// It was confirmed.
    ForgetConfirmed,
}
