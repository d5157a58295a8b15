//! What is allowed: a file with clauses, and rules that point at them.
//!
//! Read [`Policy`], then [`policy_from_json`]. Invariants: a field that we do not know refuses the file,
//! so that a slip cannot switch a rule off in silence; every rule carries texts that it must and must
//! not find, and they are tried when the file is read; all faults are told at once, each with the path
//! of its field.

mod check;
mod fields;
mod hours;
mod kinds;
mod place;
mod read;
mod rules;
mod starting;
mod twice;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::catalogue::{Code, Severity};
use super::day::Day;
use crate::engine::finding::Explain;

pub(super) use hours::HoursTable;
pub(super) use kinds::{Direction, Membership, Period, Scope, Terms};
pub use kinds::{Rule, RuleKind};
pub use place::PolicyPlace;
pub use read::policy_from_json;
pub use starting::{STARTING, StartingPolicy, starting_policy};

/// The format's name, in the file.
pub const POLICY_FORMAT: &str = "wa-policy/1";
/// Largest file. Units: bytes.
const POLICY_BYTES: usize = 1 << 20;

/// What is allowed, what is looked for, how it is reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// SHA-256 of the file.
    pub digest: String,
    /// Key.
    pub id: String,
    /// For people.
    pub title: String,
    /// Compared as whole numbers.
    pub version: u64,
    /// Who answers for it.
    pub owner: String,
    /// The first day; messages before are listed, not tested.
    pub effective_from: Option<Day>,
    /// The last day.
    pub effective_to: Option<Day>,
    /// The policy itself.
    pub clauses: Vec<Clause>,
    /// The zone that times are read in; `None`: as they stand.
    pub zone: Option<String>,
    /// Zones of single people, by key.
    pub person_zones: Vec<(String, String)>,
    /// Tables of hours, by name.
    pub hours: Vec<(String, HoursTable)>,
    /// Channels people may name.
    pub channels: Vec<Channel>,
    /// Word lists, by name.
    pub lists: Vec<WordList>,
    /// What is looked for.
    pub rules: Vec<Rule>,
    /// How a sample is drawn.
    pub sampling: Sampling,
    /// How findings are worked.
    pub review: Review,
    /// Labels; nothing is ever deleted.
    pub retention: Vec<Retention>,
    /// Severities other than usual.
    pub severity: Vec<(Code, Severity)>,
    /// What is not looked at.
    pub exclusions: Vec<Exclusion>,
    /// Titles, or patterns with `*`, of threads for insiders alone.
    pub internal_threads: Vec<String>,
    /// Titles, or patterns with `*`, of threads that should be running.
    pub running_threads: Vec<String>,
}

/// What kind of clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClauseKind {
    /// Do this.
    Do,
    /// Do not do this.
    DoNot,
    /// How a problem is resolved.
    Resolve,
}

/// A clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Number or name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it says.
    pub text: String,
    /// What kind.
    pub kind: ClauseKind,
}

/// Whether a channel may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChannelStatus {
    /// It may.
    Approved,
    /// It may, and is recorded.
    Captured,
    /// It may not.
    Forbidden,
}

/// A way to talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Key.
    pub id: String,
    /// For people.
    pub title: String,
    /// What people call it.
    pub words: Vec<String>,
    /// Hosts of its links.
    pub hosts: Vec<String>,
    /// Whether it may be used.
    pub status: ChannelStatus,
}

/// Words under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordList {
    /// Its name.
    pub name: String,
    /// Language, as `en`; may be empty.
    pub language: String,
    /// The words.
    pub words: Vec<String>,
}

/// How a sample is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampling {
    /// Units: parts of a million, so that the same file gives the same sample.
    pub share_ppm: u32,
    /// At least so many of each group.
    pub minimum: u32,
    /// Groups by side.
    pub by_side: bool,
    /// Groups by whether a rule found something.
    pub by_flagged: bool,
}

/// How findings are worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// How many levels.
    pub levels: u32,
    /// From which severity a second person must agree; `None`: never.
    pub second_person_from: Option<Severity>,
    /// How long an outcome may take. Units: days.
    pub due_days: u32,
    /// Reasons that are offered.
    pub reasons: Vec<String>,
}

/// How long records are kept. A label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Key.
    pub id: String,
    /// For people.
    pub title: String,
    /// How long.
    pub years: u32,
    /// To what.
    pub applies_to: String,
}

/// What an exclusion leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Excluded {
    /// Messages with this phrase: hits in it.
    Phrase(String),
    /// Everything by people of this name or key.
    Sender(String),
    /// Everything in threads of this title.
    Thread(String),
}

impl Excluded {
    /// Whether it names nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        let (Excluded::Phrase(text) | Excluded::Sender(text) | Excluded::Thread(text)) = self;
        text.trim().is_empty()
    }
}

/// Something that is not looked at, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// What.
    pub what: Excluded,
    /// Why.
    pub reason: String,
    /// Until which day.
    pub until: Option<Day>,
}

/// One thing that is wrong with a policy file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyFault {
    /// Where: `rules[2].window`.
    pub path: String,
    /// What was found, and what was expected.
    pub what: String,
}

/// A policy file that is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Too large.
    #[error("the policy has {found} bytes, at most {limit} are read")]
    TooLarge {
        /// Its size.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// Not JSON.
    #[error("the policy is not JSON: {what}")]
    NotJson {
        /// What the reader says, with line and column.
        what: String,
        /// Number of the line, from 1.
        line: u32,
    },
    /// It does not hold together.
    #[error("the policy is refused: {}", told(.faults))]
    Faults {
        /// At least one.
        faults: Vec<PolicyFault>,
    },
}

fn told(faults: &[PolicyFault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.path, fault.what))
        .collect();
    lines.join("; ")
}

impl PolicyError {
    /// Every fault, with its line in the text that was read.
    pub fn places(&self, text: &str) -> Vec<PolicyPlace> {
        match self {
            PolicyError::TooLarge { .. } => vec![PolicyPlace {
                line: 1,
                path: String::new(),
                what: self.to_string(),
            }],
            PolicyError::NotJson { what, line } => vec![PolicyPlace {
                line: *line,
                path: String::new(),
                what: what.clone(),
            }],
            PolicyError::Faults { faults } => faults
                .iter()
                .map(|fault| PolicyPlace {
                    line: place::line_of(text, &fault.path),
                    path: fault.path.clone(),
                    what: fault.what.clone(),
                })
                .collect(),
        }
    }
}

impl Explain for PolicyError {
    fn help(&self) -> &'static str {
        match self {
            PolicyError::TooLarge { .. } => "Shorten the lists of words",
            PolicyError::NotJson { .. } => {
                "Correct the file at that place, or start from a ready-made policy"
            }
            PolicyError::Faults { .. } => {
                "Correct the fields that are named; docs/compliance.md lists them all"
            }
        }
    }
}

impl Policy {
    /// The rule of that key, with its place.
    pub fn rule(&self, id: &str) -> Option<(usize, &Rule)> {
        self.rules
            .iter()
            .enumerate()
            .find(|(_, rule)| rule.id == id)
    }

    /// The words of a list.
    pub fn list(&self, name: &str) -> Option<&[String]> {
        let list = self.lists.iter().find(|list| list.name == name)?;
        Some(&list.words)
    }

    /// The table of hours of that name.
    pub fn hours_of(&self, name: &str) -> Option<&HoursTable> {
        self.hours
            .iter()
            .find(|(of, _)| of == name)
            .map(|(_, table)| table)
    }

    /// Whether the policy holds on a day. One that is not known may be any.
    pub fn is_in_force(&self, day: Option<Day>) -> bool {
        let days = super::day::Days {
            from: self.effective_from,
            to: self.effective_to,
        };
        days.hold(day)
    }

    /// How much a code matters under this policy.
    pub fn severity_of(&self, code: Code, usual: Severity) -> Severity {
        let set = self.severity.iter().find(|(of, _)| *of == code);
        set.map_or(usual, |(_, severity)| *severity)
    }
}
