//! A package to a report, read as a stranger would. Shares no writing code with `package`.
//!
//! Read [`VerifyJob`] first. Invariants: nothing is believed that was not compared; every failure
//! names its place; a failure never stops an independent check; memory grows with the number of
//! records and files, never with their size. What each check means stands in `docs/verify.md`.

mod attachments;
mod away;
mod bag;
mod book;
mod canon;
mod certificates;
mod checks;
mod csv;
mod custody;
mod custody_whole;
mod exhibit;
mod facts;
mod faults;
mod html;
mod job;
mod json;
mod kinds;
pub mod leak;
mod lines;
mod logs;
mod member;
mod named;
mod names;
mod page;
mod proof;
mod reading;
mod readme;
mod records;
mod report;
mod review;
mod shape;
mod signed;
mod stamp;
mod stored;
mod timed;
mod transcript;
mod whole;
mod words;
mod zip;

#[cfg(test)]
mod testkit;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use job::{Expected, VerifyJob};
pub use proof::{SealNumber, Told};
pub use signed::{Signable, SignatureRow, SignedBy, SignerError, Signers, covered_by};
pub use stored::{Stored, stored_files};
pub use timed::{Nonce, Root, RootError, TimeRow, Trust, roots_from_pem};

/// What it all came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Consistent with itself.
    Valid,
    /// Something is wrong; the checks say what and where.
    NotValid,
    /// Not a package at all.
    NotAPackage,
}

/// How one check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// As it should be.
    Passed,
    /// Not as it should be.
    Failed,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Stable id, for example `V03`.
    pub id: String,
    /// How it came out.
    pub state: CheckState,
    /// Which file of the package, when it is about one.
    pub place: Option<String>,
    /// What was checked, or what is wrong.
    pub text: String,
}

/// Everything that was checked and what could not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The verdict.
    pub result: Verdict,
    /// One sentence for people; begins "Valid" or "Not valid".
    pub headline: String,
    /// SHA-256 of the zip.
    pub sha256: String,
    /// Which disclosure under its seals a valid package says it is.
    pub disclosure: Option<u32>,
    /// Passed and failed, in the order of checking.
    pub checks: Vec<Check>,
    /// What a package cannot show by itself.
    pub not_checked: Vec<String>,
    /// Signatures that are good or could not be checked.
    pub signatures: Vec<SignatureRow>,
    /// Time stamps of what stands here.
    pub times: Vec<TimeRow>,
    /// What can be signed, when the package is valid: first what covers all of it.
    pub signable: Vec<Signable>,
}

/// Of times and kinds.
const READ: &str = "That times are read right from stamps that can be read in several ways, and \
                    kinds from words: both follow from the program that made the package";

/// What no package can show by itself, in plain words.
const NOT_CHECKED: [&str; 8] = [
    "That the export was genuine or unchanged before it was opened: it is a text file that anyone \
     can edit",
    "That the export was complete: what was deleted, had disappeared or was cut off before leaves \
     no trace in it",
    "Who wrote or sent the messages: names are labels from one phone's address book",
    "The time zone of the stamps, and that the phone's clock was right",
    "Who built this package, and that it is the one they built: compare its SHA-256 with the one \
     they gave you another way",
    "That the people named in the logs decided what the logs say, and when: names and times are as \
     typed and as the device's clock had them",
    "What is in the attachments, and that each is the file that was sent",
    READ,
];

/// The same, for a package without a proof.
const SHOWN: &str = "That what is withheld is what the reasons say, and that what is shown stands \
                     in the original: this package holds no proof of it";

/// The same, for a package with one.
const SHOWN_WITH_PROOF: &str = "That what is withheld is what the reasons say, and that the seal \
                                is the one its maker told you of: compare its number";

/// The same, for a package that says which disclosure it is.
const COUNTED: &str = "That no other package left under its seal with the same number or with \
                       none: the number is what its maker counted";

/// The same, for a package with a proof of an earlier version of the program.
const NOT_COUNTED: &str = "Which disclosure under its seal this is: the package says no number, as \
                           those of earlier versions of the program do not";

/// How a headline ends where only the root of a seal was given.
const CUT: &str = "; a cut chat would not be noticed";

/// The same, where only the root of a seal was given.
const BARE_ROOT: &str = "Over how many records the seal is: only a root was given, and under a root \
                         alone a cut chat would not be noticed; ask for the whole seal number, \
                         ROOT:RECORDS:MESSAGES";
