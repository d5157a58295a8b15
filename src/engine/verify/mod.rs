//! A package to a report, read as a stranger would. Shares no writing code with `package`.

pub mod leak;

use serde::{Deserialize, Serialize};

use super::job::Step;
use super::source::SharedSource;

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
    /// Passed and failed, in the order of checking.
    pub checks: Vec<Check>,
    /// What a package cannot show by itself.
    pub not_checked: Vec<String>,
}

/// A verification in steps.
pub struct VerifyJob {}

impl VerifyJob {
    /// Prepares it. Nothing is read yet.
    pub fn new(package: SharedSource) -> VerifyJob {
        let _ = package;
        todo!()
    }

    /// Does some of it. Reading errors become a report "not valid" that names the place.
    pub fn step(&mut self) -> Step<Report> {
        todo!()
    }
}
