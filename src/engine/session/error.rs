//! What the session cannot do, in words. Errors of the rooms it calls keep their own.

use std::io;

use crate::engine::finding::Explain;

/// Why a request cannot be fulfilled.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// Page and worker are not one build.
    #[error("this page is of build {page:?}, but the part that reads files is of build {worker:?}")]
    OtherBuild {
        /// The page's.
        page: String,
        /// Ours.
        worker: String,
    },
    /// Nothing was chosen, or a name without its file.
    #[error("nothing was handed over to be opened")]
    NothingGiven,
    /// The same file a second time.
    #[error(
        "{name:?} is already open as {open_name:?}: both have the same size and the same last 64 KiB"
    )]
    AlreadyOpen {
        /// Of the file.
        name: String,
        /// Of the one that is open.
        open_name: String,
    },
    /// A request names something that is not open.
    #[error("{what} is not open")]
    NotOpen {
        /// `thread 3`, `file 2`, …
        what: String,
    },
    /// A source's digest was stopped, and a package needs it.
    #[error("the digest of {name:?} was stopped, and a package cannot be built without it")]
    DigestStopped {
        /// Of the source.
        name: String,
    },
    /// One package is being built at a time.
    #[error("a package is being built already")]
    BuildRunning,
    /// There is no key to sign with.
    #[error("there is no key to sign with")]
    NoKey,
    /// No such zone.
    #[error("this browser knows no zone {zone:?}")]
    NoZone {
        /// As typed.
        zone: String,
    },
    /// What was typed is no number of a seal.
    #[error("a seal number is 64 digits of 0 to 9 and a to f and two numbers, with colons between")]
    NoSealNumber,
    /// One sealing at a time.
    #[error("what is open is being sealed already")]
    SealRunning,
    /// Another export came while the open ones were sealed.
    #[error("another export was opened while the others were being sealed")]
    OpenedMeanwhile,
    /// The place for the package is not to be had.
    #[error("there is no place to put the package while it is checked")]
    NoStage {
        /// What the platform says.
        #[source]
        source: io::Error,
    },
    /// The staged package could not be written to its end.
    #[error("the package could not be written to its end")]
    StageWrite {
        /// What the platform says.
        #[source]
        source: io::Error,
    },
    /// The staged package could not be read again.
    #[error("the finished package could not be read again to check it")]
    StageRead {
        /// What the platform says.
        #[source]
        source: io::Error,
    },
    /// The bytes of an attachment could not be collected for the page.
    #[error("{name:?} could not be unpacked for showing")]
    Collect {
        /// Of the entry.
        name: String,
        /// What the platform says.
        #[source]
        source: io::Error,
    },
}

impl Explain for SessionError {
    fn help(&self) -> &'static str {
        match self {
            SessionError::OtherBuild { .. } => {
                "Reload the page; if that does not help, empty the browser's cache for this page"
            }
            SessionError::NothingGiven => "Choose the zip that \"Export chat\" in WhatsApp made",
            SessionError::AlreadyOpen { .. } => {
                "Use the one that is open; to open the other one instead, reload the page first"
            }
            SessionError::NotOpen { .. } => "Open the file again",
            SessionError::DigestStopped { .. } => {
                "Let the digest be computed again, then build the package"
            }
            SessionError::OpenedMeanwhile => "Seal again, so that the seals hold all of it",
            SessionError::NoKey => "Make a key again, then sign",
            SessionError::NoZone { .. } => {
                "Name it as the IANA list does, for example Europe/London or UTC"
            }
            SessionError::NoSealNumber => {
                "Copy it from where you were told it, or leave the box empty"
            }
            SessionError::BuildRunning | SessionError::SealRunning => {
                "Wait until it is finished, or cancel it first"
            }
            SessionError::NoStage { .. } | SessionError::StageWrite { .. } => {
                "Free some space, then build again; no decision is lost"
            }
            SessionError::StageRead { .. } => "Build the package again; no decision is lost",
            SessionError::Collect { .. } => {
                "Close other pages to free memory, then try again; the export itself is unharmed"
            }
        }
    }
}
