//! What stands in a report.

use serde::{Deserialize, Serialize};

use crate::engine::case::ThreadId;
use crate::engine::compliance::catalogue::Severity;
use crate::engine::compliance::people::PersonRow;
use crate::engine::compliance::policy::Retention;
use crate::engine::compliance::review::ReviewState;
use crate::engine::compliance::statement::Statement;

/// One finding in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFinding {
    /// Its number, from 1.
    pub number: u32,
    /// The code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: String,
    /// Where it stands in review.
    pub state: ReviewState,
    /// Whether the outcome waits for a second person.
    pub waits_for_second: bool,
    /// The level that works it, from 1.
    pub level: u32,
    /// The day by which an outcome is due, as `YYYY-MM-DD`; empty when none is.
    pub due: String,
    /// Whether that day is over.
    pub overdue: bool,
    /// Whether somebody still has to do something about it.
    pub to_work: bool,
    /// Whether it was drawn from a move of several for a look that nobody took yet.
    pub waits_for_look: bool,
    /// Title of the thread; empty when it is about none.
    pub thread: String,
    /// Name of the export; empty when it is about none.
    pub source: String,
    /// Numbers of the messages, from 1.
    pub messages: Vec<u32>,
    /// When the first of them was written, as shown; empty when not known.
    pub at: String,
    /// Key of the person; empty when none is known.
    pub person: String,
    /// As the export calls them; empty when none.
    pub voice: String,
    /// Key of the rule; may be empty.
    pub rule: String,
    /// What of the rule: a term, a channel, a detector; may be empty.
    pub term: String,
    /// The clause; may be empty.
    pub clause: String,
    /// Findings that are told within this one.
    pub joined: Vec<String>,
    /// One sentence.
    pub why: String,
    /// What to do.
    pub help: String,
    /// The numbers that fired it.
    pub trigger: Vec<(String, String)>,
    /// What was decided; empty when nothing was.
    pub outcome: String,
    /// By which an outcome knows it.
    pub key: String,
}

/// How a term does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermHealth {
    /// Key of the rule.
    pub rule: String,
    /// The term.
    pub term: String,
    /// How often it was found.
    pub hits: u32,
    /// How many were cleared.
    pub cleared: u32,
    /// How many were confirmed.
    pub confirmed: u32,
    /// Confirmed of those that were decided. Units: percent; `None` when none was.
    pub confirmed_percent: Option<u32>,
    /// The last confirmed one, as shown; empty when none.
    pub last_confirmed: String,
    /// `retire`, `working, no hits`, `never found: check it` or empty.
    pub advice: String,
}

/// A group of a sample, and what was read of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleResult {
    /// The group.
    pub name: String,
    /// How many messages it has.
    pub size: u32,
    /// How many were drawn.
    pub drawn: u32,
    /// How many of them were read.
    pub read: u32,
    /// How many break the policy.
    pub breaking: u32,
    /// The drawn ones, in the order of the draw.
    pub messages: Vec<SampleMessage>,
    /// At most this share of the group breaks it, with 95 % certainty; only when all drawn ones were
    /// read. Units: parts of a million.
    pub upper_bound_ppm: Option<u32>,
}

/// A drawn message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleMessage {
    /// Title of the thread.
    pub thread: String,
    /// Name of the export.
    pub source: String,
    /// Its SHA-256, which is what the draw goes by.
    pub sha256: String,
    /// The number of the chat text among the files of the export, from 0; the draw goes by it, too.
    pub entry: u32,
    /// Its number in the thread, from 1.
    pub message: u32,
    /// Whether it breaks the policy; `None` when it was not read.
    pub breaks: Option<bool>,
}

impl SampleMessage {
    /// Whether it breaks the policy, for people.
    pub(super) fn breaks_in_words(&self) -> &'static str {
        match self.breaks {
            None => "not read",
            Some(true) => "yes",
            Some(false) => "no",
        }
    }
}

/// The question and everything that came out, with what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// `threadseal-compliance-1`.
    pub format: String,
    /// The program.
    pub tool: String,
    /// From when; empty when open.
    pub period_from: String,
    /// To when; empty when open.
    pub period_to: String,
    /// Policy, version, digest.
    pub policy: String,
    /// With what was asked over time.
    pub policy_history: Vec<PolicyUse>,
    /// Title of the policy.
    pub policy_title: String,
    /// SHA-256 of the policy file.
    pub policy_sha256: String,
    /// People in the roster.
    pub n_roster: u32,
    /// Custodians, and whether each handed something in.
    pub custodians: Vec<(String, bool)>,
    /// By thread.
    pub statements: Vec<Statement>,
    /// Exports of one thread.
    pub pairs: Vec<PairCounts>,
    /// Everybody.
    pub people: Vec<PersonRow>,
    /// Who was in which thread.
    pub memberships: Vec<Members>,
    /// People by how well they are known.
    pub people_counts: Vec<(String, u32)>,
    /// All findings.
    pub findings: Vec<ReportFinding>,
    /// Findings by code, and how many are still to do.
    pub by_code: Vec<(String, String, u32, u32)>,
    /// Findings by severity.
    pub by_severity: Vec<(String, u32)>,
    /// Findings by state.
    pub by_state: Vec<(String, u32)>,
    /// Findings whose day is over.
    pub n_overdue: u32,
    /// Outcomes that wait for a second person.
    pub n_waiting: u32,
    /// Confirmed findings: number, code, what was done and where the evidence is.
    pub confirmed: Vec<(u32, String, String)>,
    /// Moves of several at once.
    pub bulk: Vec<BulkCounts>,
    /// Findings by clause, and how many are confirmed.
    pub by_clause: Vec<(String, String, u32, u32)>,
    /// Findings beyond what is kept.
    pub beyond: Vec<(String, u32)>,
    /// Mentions of other channels: what about, number of the finding, settled how; empty while open.
    pub ledger: Vec<(String, u32, String)>,
    /// How terms do.
    pub terms: Vec<TermHealth>,
    /// Exclusions: what, why, how many hits each hid.
    pub exclusions: Vec<(String, String, u32)>,
    /// Messages outside the days of the policy.
    pub n_untested: u32,
    /// The sample, when one was drawn.
    pub sample: Option<(String, String, Vec<SampleResult>)>,
    /// Retention labels of the policy.
    pub retention: Vec<Retention>,
    /// Legal holds: person, hold.
    pub holds: Vec<(String, String)>,
    /// What is odd in the roster.
    pub roster_problems: Vec<String>,
    /// What could not be checked, and why.
    pub not_checked: Vec<String>,
    /// What the format itself does not show.
    pub limits: Vec<String>,
    /// Decisions of this work: who, when, what; each with the digest over it and the one before.
    pub log: Vec<LogLine>,
}

/// A policy and a roster that were asked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyUse {
    /// Who asked first.
    pub by: String,
    /// When.
    pub at: String,
    /// Policy, version, digest.
    pub policy: String,
    /// SHA-256 of the policy's file.
    pub policy_sha256: String,
    /// SHA-256 of the roster's file; empty for none.
    pub roster_sha256: String,
}

/// Who was in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members {
    /// Which thread.
    pub thread_id: ThreadId,
    /// Title of the thread.
    pub thread: String,
    /// Name of the export.
    pub source: String,
    /// Whether nobody else can have been in.
    pub start_visible: bool,
    /// In order of appearance.
    pub stretches: Vec<Stretch>,
}

/// A stretch of a thread in which somebody was in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// As the export writes the name.
    pub name: String,
    /// Key of the person; empty when none is known.
    pub person: String,
    /// When they came, and by which message; empty when before the first one.
    pub from: String,
    /// The number of that message, from 1.
    pub from_message: Option<u32>,
    /// When they went; empty when they were still in at the end.
    pub to: String,
    /// The number of the message by which.
    pub to_message: Option<u32>,
    /// `certain`, `inferred` or `unknown`.
    pub sureness: String,
}

/// A move of several findings at once, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkCounts {
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// Where to.
    pub to: String,
    /// The rule, or the code where there is none.
    pub rule: String,
    /// The term they share.
    pub term: String,
    /// Why.
    pub note: String,
    /// How many.
    pub n_findings: u32,
    /// How many of them were drawn for a look afterwards.
    pub drawn: u32,
    /// How many of those were looked at.
    pub looked: u32,
    /// How many of those were wrong.
    pub wrong: u32,
}

/// Two exports of one thread, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairCounts {
    /// Title and source of the first.
    pub a: String,
    /// Title and source of the second.
    pub b: String,
    /// Whether both come from one phone.
    pub same_phone: bool,
    /// Minutes by which the second clock is ahead.
    pub shifts: Vec<i64>,
    /// In both.
    pub both: u32,
    /// In the first only.
    pub only_a: u32,
    /// In the second only.
    pub only_b: u32,
    /// Changed in one: edited, deleted, left out, other words.
    pub changed: u32,
}

/// A decision in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// What.
    pub what: String,
    /// SHA-256 over the line before and this one.
    pub chain: String,
}
