//! Why a key of pseudonyms cannot be used, in words.

use super::{KEY_FORMAT, LARGEST_KEY_FILE};
use crate::engine::casefile::CaseFileError;
use crate::engine::finding::Explain;

/// Why a key of pseudonyms cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// Larger than anything we write.
    #[error(
        "the file has {size_bytes} bytes, more than the {LARGEST_KEY_FILE} of the largest key of pseudonyms"
    )]
    TooLarge {
        /// Its size.
        size_bytes: u64,
    },
    /// Not JSON, or not of this form.
    #[error("the file is not a key of pseudonyms")]
    NotAKey {
        /// What the reader says, with line and column.
        #[source]
        source: serde_json::Error,
    },
    /// Another format or a newer version of it.
    #[error("the file's format is {found:?}, expected {KEY_FORMAT:?}")]
    OtherFormat {
        /// What stands there.
        found: String,
    },
    /// It can be read by everybody. Nothing writes such a file.
    #[error("the file is not encrypted, as every key of pseudonyms is")]
    NotLocked,
    /// What is inside contradicts itself.
    #[error("the key of pseudonyms is not sound: {fault}")]
    NotSound {
        /// What is wrong.
        fault: &'static str,
    },
    /// What locks and unlocks objects.
    #[error(transparent)]
    Lock {
        /// Why.
        source: CaseFileError,
    },
}

impl From<CaseFileError> for KeyFileError {
    fn from(error: CaseFileError) -> KeyFileError {
        match error {
            CaseFileError::TooLarge { size_bytes } => KeyFileError::TooLarge { size_bytes },
            CaseFileError::NotACase { source } => KeyFileError::NotAKey { source },
            CaseFileError::OtherFormat { found } => KeyFileError::OtherFormat { found },
            source => KeyFileError::Lock { source },
        }
    }
}

impl KeyFileError {
    /// Whether another passphrase may do.
    pub fn is_wrong_passphrase(&self) -> bool {
        matches!(
            self,
            KeyFileError::Lock {
                source: CaseFileError::WrongPassphrase
            }
        )
    }
}

impl Explain for KeyFileError {
    fn help(&self) -> &'static str {
        match self {
            KeyFileError::TooLarge { .. } | KeyFileError::NotAKey { .. } => {
                "Choose a file that \"Save key of pseudonyms\" wrote"
            }
            KeyFileError::OtherFormat { .. } => {
                "Choose a file that \"Save key of pseudonyms\" wrote; one of a newer version is opened with that version"
            }
            KeyFileError::NotLocked | KeyFileError::NotSound { .. } => {
                "\"Save key of pseudonyms\" writes no such file; do not trust it unless you know who made it"
            }
            KeyFileError::Lock {
                source: CaseFileError::TooMuchWork { .. },
            } => {
                "\"Save key of pseudonyms\" writes no such file; do not trust it unless you know who made it"
            }
            KeyFileError::Lock {
                source: CaseFileError::NoRoom,
            } => "Close other pages and programs, then try again",
            KeyFileError::Lock { source } => source.help(),
        }
    }
}
