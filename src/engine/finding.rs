//! Something odd in the input that a person should know. Work goes on.

use serde::{Deserialize, Serialize};

use super::place::Place;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// May change how the thread should be read.
    Warning,
    /// Something is missing or cannot be relied on.
    Serious,
}

/// One odd thing. The code is stable: `A…` for archives, `P…` for parsing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code, for example `A004`. Each has a case in `tests/corpus`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What, and what it means for the reader.
    pub text: String,
}

/// A value that was made from odd input, with everything that was odd.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// The value.
    pub value: T,
    /// What a person should know about it.
    pub findings: Vec<Finding>,
}

/// An error a person can act on: what happened, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What happened, with the place.
    pub what: String,
    /// What to do about it.
    pub help: String,
    /// Whether it would go with larger limits.
    pub can_raise: bool,
}

/// Errors say what to do, next to what happened (their `Display`).
pub trait Explain: std::error::Error {
    /// What the person can do now. A full sentence without the full stop.
    fn help(&self) -> &'static str;

    /// Whether it would go with larger limits.
    fn can_raise(&self) -> bool {
        false
    }

    /// The error as a failure that can cross the port.
    fn to_failure(&self) -> Failure {
        let mut what = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            what.push_str(": ");
            what.push_str(&error.to_string());
            cause = error.source();
        }
        Failure {
            what,
            help: self.help().to_owned(),
            can_raise: self.can_raise(),
        }
    }
}
