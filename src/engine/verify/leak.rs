//! Searches a finished package for everything that is withheld, in every form. Reads the package
//! with its own readers and derives the forbidden values from the case and the decisions.

use serde::{Deserialize, Serialize};

use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::job::Step;
use crate::engine::source::SharedSource;

/// What the check found. Quotes no withheld value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeakReport {
    /// Anywhere but in visible message text: blocks the package.
    pub leaks: Vec<Leak>,
    /// In visible message text: for a person to look at.
    pub visible: Vec<Leak>,
    /// Redactions whose value is too short or too common to search for; for the eye.
    pub unsearchable: Vec<String>,
    /// Values that were searched for, forms counted.
    pub n_values: u32,
    /// Bytes that were searched, decoded streams included.
    pub n_bytes: u64,
}

/// A withheld value found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leak {
    /// Id of the decision that withholds it.
    pub decision: String,
    /// The file of the package.
    pub file: String,
    /// Where in it, for people: line, record, or byte.
    pub place: String,
    /// Thread and record from 1, when it is in a record.
    pub record: Option<(u32, u32)>,
    /// Which form: `text`, `URL-encoded`, `Base64`, …
    pub form: String,
}

/// A leak check in steps.
pub struct LeakJob {}

impl LeakJob {
    /// Derives the forbidden values. Nothing of the package is read yet.
    pub fn new(package: SharedSource, case: &Case, log: &DecisionLog) -> LeakJob {
        let _ = (package, case, log);
        todo!()
    }

    /// Searches some more.
    ///
    /// Errors: the staged package could not be read.
    pub fn step(&mut self) -> std::io::Result<Step<LeakReport>> {
        todo!()
    }
}
