//! What a rule looks for, and to what it applies.

use serde::{Deserialize, Serialize};

use crate::engine::compliance::catalogue::Severity;
use crate::engine::compliance::roster::Side;

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
