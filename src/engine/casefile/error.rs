//! Why a case file cannot be used, in words.

use super::{CASE_FORMAT, LARGEST_CASE_FILE};
use crate::engine::decision::LogError;
use crate::engine::finding::Explain;

/// Why a case file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CaseFileError {
    /// Larger than anything we write.
    #[error(
        "the file has {size_bytes} bytes, more than the {LARGEST_CASE_FILE} of the largest case file"
    )]
    TooLarge {
        /// Its size.
        size_bytes: u64,
    },
    /// Not JSON, or not of this form.
    #[error("the file is not a case file")]
    NotACase {
        /// What the reader says, with line and column.
        #[source]
        source: serde_json::Error,
    },
    /// Another format or a newer version of it.
    #[error("the file's format is {found:?}, expected {CASE_FORMAT:?}")]
    OtherFormat {
        /// What stands there.
        found: String,
    },
    /// Locked in a way that we do not know.
    #[error("the file is locked with {found}, which this version does not know")]
    OtherLock {
        /// What stands there.
        found: String,
    },
    /// Opening it would take more than we are willing to give.
    #[error("opening the file would take {memory_kib} KiB of memory and {passes} passes over it")]
    TooMuchWork {
        /// What it asks for.
        memory_kib: u32,
        /// What it asks for.
        passes: u32,
    },
    /// The digest at its end does not fit.
    #[error("the file is damaged: it is not as it was saved")]
    Damaged,
    /// The passphrase is another one.
    #[error("the passphrase does not fit")]
    WrongPassphrase,
    /// The passphrase fits and the content was changed.
    #[error("the passphrase fits, but the locked content was changed after it was saved")]
    Changed,
    /// The decisions in it cannot be read.
    #[error("the decisions in the file cannot be read")]
    Log {
        /// Why.
        #[source]
        source: LogError,
    },
    /// The file could not be read from the disk.
    #[error("the file could not be read")]
    Read {
        /// What the platform says.
        #[source]
        source: std::io::Error,
    },
    /// There is no room to encrypt it.
    #[error("the case is too large to be encrypted at once")]
    NoRoom,
}

impl Explain for CaseFileError {
    fn help(&self) -> &'static str {
        match self {
            CaseFileError::TooLarge { .. } | CaseFileError::NotACase { .. } => {
                "Choose a file that \"Save case\" wrote"
            }
            CaseFileError::OtherFormat { .. } | CaseFileError::OtherLock { .. } => {
                "A newer version of Threadseal may have written the file; open it with that version"
            }
            CaseFileError::TooMuchWork { .. } => {
                "\"Save case\" writes no such file; do not open it unless you know who made it"
            }
            CaseFileError::Damaged | CaseFileError::Changed => {
                "Go back to an unchanged copy; what is open stays as it is"
            }
            CaseFileError::WrongPassphrase => "Type it again; what is open stays as it is",
            CaseFileError::Log { source } => source.help(),
            CaseFileError::Read { .. } => {
                "Check that the file is still where it was, then open it again"
            }
            CaseFileError::NoRoom => "Save the case without a passphrase",
        }
    }
}
