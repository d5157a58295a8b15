//! What is allowed: a file with clauses, and rules that point at them.
//!
//! Read [`Policy`], then [`policy_from_json`]. Invariants: a field that we do not know refuses the file,
//! so that a slip cannot switch a rule off in silence; every rule carries texts that it must and must
//! not find, and they are tried when the file is read; all faults are told at once, each with the path
//! of its field.

mod check;
mod fields;
mod hours;
mod read;
mod rules;
mod starting;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::catalogue::{Code, Severity};
use super::day::Day;
use super::roster::Side;
use crate::engine::finding::Explain;

pub(super) use hours::HoursTable;
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

/// Which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// From one of us.
    Out,
    /// From somebody else.
    In,
}

/// Which membership a thread has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Membership {
    /// Insiders alone.
    Internal,
    /// Outsiders alone.
    External,
    /// Both.
    Mixed,
    /// Whoever.
    Any,
}

/// To what a rule applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Threads of which membership.
    pub membership: Membership,
    /// Titles, or patterns with `*`; empty for all.
    pub threads: Vec<String>,
    /// Who speaks; empty for all.
    pub sides: Vec<Side>,
    /// Which way.
    pub direction: Option<Direction>,
}

/// One thing that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Key.
    pub id: String,
    /// On which clause it rests.
    pub clause: String,
    /// For people.
    pub title: String,
    /// What to do; may be empty.
    pub help: String,
    /// How much it matters.
    pub severity: Severity,
    /// To what it applies.
    pub scope: Scope,
    /// The languages it covers, as `en`.
    pub languages: Vec<String>,
    /// Texts it must find.
    pub yes: Vec<String>,
    /// Texts it must not find.
    pub no: Vec<String>,
    /// Whether it is on.
    pub enabled: bool,
    /// What it looks for.
    pub kind: RuleKind,
}

/// Words and how they are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The words.
    pub words: Vec<String>,
    /// Only as whole words.
    pub whole_word: bool,
    /// Without case and accents.
    pub fold: bool,
}

/// What a rule looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    /// A term.
    Term(Terms),
    /// Words in order, with at most so many between.
    Phrase {
        /// The phrases.
        phrases: Vec<String>,
        /// How many words may stand between two.
        slop: u32,
    },
    /// A term of each list near each other.
    Near {
        /// One.
        a: Vec<String>,
        /// The other.
        b: Vec<String>,
        /// How many words apart.
        distance: u32,
        /// Whether the first must come first.
        ordered: bool,
    },
    /// A pattern that costs no more than the text is long.
    Pattern {
        /// As written.
        pattern: String,
    },
    /// Detectors.
    Detector {
        /// Their keys.
        ids: Vec<crate::engine::detect::Detector>,
        /// The least score.
        min_score: u8,
    },
    /// Leaving for another channel.
    ChannelMove {
        /// Which channels; empty for all that are forbidden.
        channels: Vec<String>,
        /// Words for moving.
        verbs: Vec<String>,
        /// How many words apart.
        window: u32,
    },
    /// Asking to delete.
    Destroy {
        /// Words for deleting.
        words: Vec<String>,
    },
    /// Outside hours.
    AfterHours {
        /// The table for people who have none.
        hours: String,
        /// Whose messages.
        sides: Vec<Side>,
        /// From how many on a day.
        min_messages: u32,
    },
    /// Who is in a thread.
    Participant {
        /// People who may be there, by key; empty for everybody.
        allow: Vec<String>,
        /// People who may not.
        deny: Vec<String>,
        /// How many outsiders at most.
        max_external: Option<u32>,
    },
    /// Files.
    Attachment {
        /// Classes: `picture`, `video`, `sound`, `document`, `contact`, `other`.
        types: Vec<String>,
        /// More than so many by one person in a day; 0 for any.
        max_count: u32,
    },
    /// Lines of WhatsApp's own.
    System {
        /// Their kinds.
        events: Vec<String>,
    },
    /// Many messages.
    Volume {
        /// A day, or a week.
        per: Period,
        /// Against how many active days before.
        baseline_days: u32,
        /// So many times the median.
        factor: u32,
        /// And more than this.
        floor: u32,
    },
    /// No message for long.
    Silence {
        /// How long. Units: days.
        min_days: u32,
    },
    /// Complaints.
    Complaint {
        /// Words.
        words: Vec<String>,
        /// By whom.
        sides: Vec<Side>,
    },
    /// Messages in a script that is not expected.
    Language {
        /// Scripts: `latin`, `greek`, `cyrillic`, …
        expected: Vec<String>,
        /// From what share on. Units: percent.
        share: u32,
    },
    /// All of these rules find the message.
    AllOf(Vec<String>),
    /// One of them does.
    AnyOf(Vec<String>),
    /// None of them does, and it is in scope.
    Not(Vec<String>),
}

/// A stretch that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// Seven days from a Monday on.
    Week,
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
