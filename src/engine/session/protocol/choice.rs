//! What a person chose for a package.

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::decision::TextRuns;
use crate::engine::package::{Bodies, Burnt, Suggestions};

/// What happens to attachments that no decision withholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaChoice {
    /// Byte for byte, metadata included.
    AsTheyAre,
    /// Clean copies without metadata; what no safe copy can be made of stays behind.
    Cleaned,
    /// None goes out.
    Withheld,
}

/// How a package calls the people who decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviewers {
    /// All alike, by their role.
    Role,
    /// By the first letters of their names.
    Initials,
    /// By the names that stand in the decisions.
    Name,
}

/// What a person chose for a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildChoice {
    /// RFC 3339; the only clock value that enters the package.
    pub created: String,
    /// About attachments.
    pub media: MediaChoice,
    /// About the people who decided.
    pub reviewers: Reviewers,
    /// Which threads, in case order. Empty: all.
    pub threads: Vec<ThreadId>,
    /// Pictures with boxes burnt in, which the examiner made.
    pub burnt: Vec<Burnt>,
    /// How bodies are opened in the proof; `None` for a package without one.
    pub proof: Option<Bodies>,
    /// How a review set is read and numbered; `None` for a package without one.
    pub review: Option<ReviewChoice>,
    /// What became of suggestions, for the README.
    pub suggestions: Suggestions,
}

/// How a review set is read and numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewChoice {
    /// The zone that stamps are read in, for example `Europe/London`.
    pub zone: String,
    /// What every number begins with.
    pub prefix: String,
    /// The first number.
    pub first: u32,
}

/// What a filter leaves out of the threads that go into a package.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OutsideScope {
    /// Where; no text of which everything is inside.
    pub texts: Vec<TextRuns>,
    /// Records outside.
    pub n_outside: u32,
    /// Records inside.
    pub n_inside: u32,
    /// Threads of which nothing is inside.
    pub n_empty_threads: u32,
}
