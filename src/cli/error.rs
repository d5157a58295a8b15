//! What the command line program itself cannot do, in words. The engine's errors keep their own.

use std::io;
use std::path::PathBuf;

use crate::engine::archive::ArchiveError;
use crate::engine::compare::CompareError;
use crate::engine::decision::LogError;
use crate::engine::exhibit::ExhibitError;
use crate::engine::finding::{Explain, Failure};
use crate::engine::keyfile::KeyFileError;
use crate::engine::package::{AddError, BuildError, ReviewError};
use crate::engine::seal::SealError;
use crate::engine::sign::key::KeyError;
use crate::engine::verify::{RootError, SignerError};

/// Why a command cannot be carried out.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error("{0}")]
    Usage(String),
    #[error("{path:?} could not be opened")]
    Open {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{path:?} could not be read")]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{path:?} is no regular file")]
    NotAFile { path: PathBuf },
    #[error("the folder {path:?} holds no files")]
    EmptyFolder { path: PathBuf },
    #[error("{name:?} and {other:?} are the same export: both have the SHA-256 {sha256}")]
    SameSource {
        name: String,
        other: String,
        sha256: String,
    },
    #[error("{path:?} is not a decision log that can be used")]
    Log {
        path: PathBuf,
        #[source]
        source: LogError,
    },
    #[error("{path:?} is not text in UTF-8")]
    LogNotText { path: PathBuf },
    #[error("{created:?} is not a time as RFC 3339 writes it, for example 2024-03-01T10:00:00Z")]
    Created { created: String },
    #[error("{path:?} exists already")]
    OutExists { path: PathBuf },
    #[error("{path:?} could not be written")]
    Out {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{name:?} in the sealed package {package:?} is not the file that was sealed")]
    NotTheSealed { name: String, package: String },
    #[error("--secret is given, but {n_seals} seals with their secrets are open already")]
    SealedAlready { n_seals: usize },
    #[error("some inputs could not be opened, so nothing was done with the others")]
    Incomplete,
    #[error("{n_decisions} decisions belong to sources that were not given: {first}")]
    SourcesMissing { n_decisions: usize, first: String },
    #[error("{path:?} cannot sign")]
    Key {
        path: PathBuf,
        #[source]
        source: KeyError,
    },
    #[error("{path:?} cannot be used as a list of allowed signers")]
    Signers {
        path: PathBuf,
        #[source]
        source: SignerError,
    },
    #[error("{path:?} cannot be used as a root of time stamps")]
    TimeRoot {
        path: PathBuf,
        #[source]
        source: RootError,
    },
    #[error("{path:?} cannot be used as a key of pseudonyms")]
    KeyFile {
        path: PathBuf,
        #[source]
        source: KeyFileError,
    },
    #[error("{package:?} is not a valid package, so nothing was done with it: {headline}")]
    NotValid { package: PathBuf, headline: String },
    #[error("there is no zone {zone:?}")]
    Zone { zone: String },
    #[error("the result could not be written")]
    Write {
        #[source]
        source: io::Error,
    },
    #[error("{}", .0.what)]
    Engine(Failure),
}

impl CliError {
    /// The error as a failure for people. The engine's come as they are.
    pub(super) fn to_failure(&self) -> Failure {
        match self {
            CliError::Engine(failure) => failure.clone(),
            own => Explain::to_failure(own),
        }
    }
}

impl Explain for CliError {
    fn help(&self) -> &'static str {
        match self {
            CliError::Usage(_) => "See: threadseal --help",
            CliError::Open { .. } | CliError::Read { .. } => {
                "Check the name, and that the file may be read"
            }
            CliError::NotAFile { .. } => {
                "Name a file: a pipe or a device cannot be read in any order"
            }
            CliError::EmptyFolder { .. } => "Name the zip or the text file of an exported chat",
            CliError::SameSource { .. } => "Name each export once",
            CliError::Log { source, .. } => source.help(),
            CliError::LogNotText { .. } => {
                "Choose the right file: decisions, keys and lists of signers are text"
            }
            CliError::Created { .. } => "Give date, time and zone",
            CliError::OutExists { .. } => "Choose another name, or move that file away first",
            CliError::Out { .. } => "Check that the folder exists, may be written to and has room",
            CliError::NotTheSealed { .. } => "Take another copy of the sealed package",
            CliError::SealedAlready { .. } => {
                "Leave --secret out: what is in a sealed package keeps its seal"
            }
            CliError::Incomplete => "Put right what is named above, then run it again",
            CliError::SourcesMissing { .. } => "Name the exports they belong to as well",
            CliError::Key { source, .. } => source.help(),
            CliError::Signers { source, .. } => source.help(),
            CliError::TimeRoot { source, .. } => source.help(),
            CliError::KeyFile { source, .. } => source.help(),
            CliError::NotValid { .. } => "See what is wrong with: threadseal verify PACKAGE.zip",
            CliError::Zone { .. } => {
                "Name it as the IANA list does, for example Europe/London or UTC"
            }
            CliError::Write { .. } => "Check where the output goes to",
            CliError::Engine(_) => "",
        }
    }
}

impl From<io::Error> for CliError {
    /// Only printing uses `?` on a bare I/O error; files are named where they are read.
    fn from(source: io::Error) -> CliError {
        CliError::Write { source }
    }
}

impl From<ArchiveError> for CliError {
    fn from(error: ArchiveError) -> CliError {
        CliError::Engine(error.to_failure())
    }
}

impl From<SealError> for CliError {
    fn from(error: SealError) -> CliError {
        CliError::Engine(error.to_failure())
    }
}

impl From<BuildError> for CliError {
    fn from(error: BuildError) -> CliError {
        CliError::Engine(error.to_failure())
    }
}

impl From<AddError> for CliError {
    fn from(error: AddError) -> CliError {
        CliError::Engine(error.to_failure())
    }
}

impl From<ExhibitError> for CliError {
    fn from(error: ExhibitError) -> CliError {
        CliError::Engine(error.to_failure())
    }
}

impl From<ReviewError> for CliError {
    fn from(error: ReviewError) -> CliError {
        CliError::Engine(error.to_failure())
    }
}

impl From<CompareError> for CliError {
    fn from(error: CompareError) -> CliError {
        CliError::Engine(error.to_failure())
    }
}
