//! Adding signatures and time stamps to a finished package.

use serde::{Deserialize, Serialize};

use super::Tag;
use crate::engine::package::{Addition, Built};
use crate::engine::seal::Secret;
use crate::engine::sign::PublicKey;
use crate::engine::verify::{Report, Signable};

/// What a person knows of a package from elsewhere, as they typed it or as the files say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KnownOrigin {
    /// The number of a seal; empty for none.
    pub seal_number: String,
    /// Keys of people who sign, as lines of `allowed_signers`; empty for none.
    pub signers: String,
    /// Certificates of time stamping authorities as PEM; empty for none.
    pub time_roots: String,
}

/// From the page to the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignRequest {
    /// The package beside: writes it anew with more files, and verifies it. Answer: `Progress`, then
    /// `Added` with the staged package beside unless it is refused.
    Add {
        /// Ties the answers.
        tag: Tag,
        /// The package's name.
        name: String,
        /// What is added.
        additions: Vec<Addition>,
        /// What is known of the package.
        known: KnownOrigin,
    },
    /// Makes a key out of random bytes and keeps it until this worker ends: for browsers that have
    /// none of their own. Answer: `KeyMade`.
    MakeKey {
        /// Ties the answer.
        tag: Tag,
        /// Drawn by the browser.
        number: Secret,
    },
    /// The package beside: signs with that key, then as `Add`.
    SignAndAdd {
        /// Ties the answers.
        tag: Tag,
        /// The package's name.
        name: String,
        /// What is signed.
        subjects: Vec<Signable>,
        /// What is known of the package.
        known: KnownOrigin,
    },
    /// The package beside: writes it in the forms that review platforms load. Answer: `Progress`, then
    /// `Reviewed` with the staged set beside.
    Review {
        /// Ties the answers.
        tag: Tag,
        /// The package's name.
        name: String,
        /// The zone that its stamps are read in.
        zone: String,
        /// What every number begins with.
        prefix: String,
        /// The first number.
        first: u32,
        /// Each document is written as a graph of the CASE ontology, too.
        graphs: bool,
    },
    /// Throws the staged package away.
    Discard,
}

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignEvent {
    /// A key is there.
    KeyMade {
        /// Of the request.
        tag: Tag,
        /// Its public half.
        key: PublicKey,
    },
    /// The package with more files.
    Added {
        /// Of the request.
        tag: Tag,
        /// What came of it.
        outcome: AddOutcome,
    },
    /// A review set.
    Reviewed {
        /// Of the request.
        tag: Tag,
        /// What was written.
        built: Built,
    },
}

/// What came of adding to a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddOutcome {
    /// A name for the zip.
    pub file_name: String,
    /// Its size.
    pub size_bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
    /// What the verifier says of it.
    pub report: Report,
    /// It is not valid, so it is not handed over.
    pub refused: bool,
}
