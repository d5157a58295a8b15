//! Review of findings, as decisions name it: what was looked at, where it was moved, and why.
//!
//! What stands is computed in `engine::compliance`.

use serde::{Deserialize, Serialize};

use crate::engine::place::{MessagePlace, SourceId};

/// Most findings that are moved at once.
pub const MOST_AT_ONCE: usize = 500;

/// By what an outcome knows a finding. Two findings with the same reference are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FindingRef {
    /// The code.
    pub code: String,
    /// The rule; empty when none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The message it rests on, when it rests on one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<MessagePlace>,
    /// What else tells it apart: an entry, a person, a title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Says the same of the same message in another export: the first 16 hex digits of a digest over
    /// code, rule, minute, voice and words; behind that, each after a dot, `n` and the same with the voice as
    /// long as the roster does not know it, and by what the thread is known: `t` and the first 8 digits of its
    /// title's, `v` and those of both names, in a thread of two people.
    pub same: String,
}

impl FindingRef {
    /// One line that is the same whenever the finding is.
    pub fn key(&self) -> String {
        let place = self.place.as_ref().map_or_else(String::new, |place| {
            format!("{}:{}:{}", place.source.0, place.entry.0, place.byte_start)
        });
        format!("{}|{}|{place}|{}", self.code, self.rule, self.about)
    }

    pub(super) fn sources_mut(&mut self) -> impl Iterator<Item = &mut SourceId> {
        self.place.iter_mut().map(|place| &mut place.source)
    }
}

/// Where a finding is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewMove {
    /// Somebody works on it.
    Claimed,
    /// Nobody does any more.
    Released,
    /// It does not matter.
    NotRelevant,
    /// The rule found what it should not.
    FalsePositive,
    /// It is what it looks like.
    Confirmed,
    /// Somebody else shall say.
    Escalated,
    /// Later.
    Parked,
    /// What followed from it is done.
    Resolved,
    /// From the beginning.
    Reopened,
}

impl ReviewMove {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            ReviewMove::Claimed => "Claimed",
            ReviewMove::Released => "Released",
            ReviewMove::NotRelevant => "Not relevant",
            ReviewMove::FalsePositive => "False positive",
            ReviewMove::Confirmed => "Confirmed",
            ReviewMove::Escalated => "Escalated",
            ReviewMove::Parked => "Parked",
            ReviewMove::Resolved => "Resolved",
            ReviewMove::Reopened => "Reopened",
        }
    }
}

/// What was done about a confirmed finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The person was told.
    Told,
    /// The person was trained.
    Trained,
    /// The person was warned.
    Warned,
    /// It was reported.
    Reported,
    /// An export was asked for.
    ExportAsked,
    /// Records are held.
    LegalHold,
}

impl Outcome {
    /// All.
    pub const ALL: [Outcome; 6] = [
        Outcome::Told,
        Outcome::Trained,
        Outcome::Warned,
        Outcome::Reported,
        Outcome::ExportAsked,
        Outcome::LegalHold,
    ];

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Told => "told",
            Outcome::Trained => "trained",
            Outcome::Warned => "warned",
            Outcome::Reported => "reported",
            Outcome::ExportAsked => "export asked for",
            Outcome::LegalHold => "legal hold",
        }
    }
}

/// What goes with a move.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MoveDetails {
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The clause that was broken.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// What was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// To whom it went.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub whom: String,
    /// When it is looked at again, or was resolved: `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Where the evidence of what was done is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// The term, when several are moved at once.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub term: String,
    /// Policy and version under which it was moved.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub policy: String,
}

/// What is wrong with a move, if anything.
pub(super) fn fault(
    findings: &[FindingRef],
    to: ReviewMove,
    details: &MoveDetails,
) -> Option<&'static str> {
    let blank = |text: &str| text.trim().is_empty();
    if findings.is_empty() {
        return Some("a review of no finding");
    }
    if findings.len() > MOST_AT_ONCE {
        return Some("a review of more than 500 findings at once");
    }
    let of_one = |finding: &FindingRef| {
        Some((&finding.code, &finding.rule))
            == findings.first().map(|first| (&first.code, &first.rule))
    };
    if findings.len() > 1 && (!findings.iter().all(of_one) || blank(&details.note)) {
        return Some("a review of several findings that are not of one rule, or without a note");
    }
    match to {
        ReviewMove::NotRelevant if blank(&details.note) => {
            Some("a finding put aside without a note")
        }
        ReviewMove::Parked if blank(&details.note) || blank(&details.date) => {
            Some("a finding parked without a reason or a date")
        }
        ReviewMove::Escalated if blank(&details.whom) || blank(&details.note) => {
            Some("a finding escalated to nobody, or without a note")
        }
        ReviewMove::Confirmed if details.outcome.is_none() => {
            Some("a finding confirmed without an outcome")
        }
        ReviewMove::Resolved if blank(&details.date) || blank(&details.reference) => {
            Some("a finding resolved without a date or a reference")
        }
        ReviewMove::Claimed
        | ReviewMove::Released
        | ReviewMove::NotRelevant
        | ReviewMove::FalsePositive
        | ReviewMove::Confirmed
        | ReviewMove::Escalated
        | ReviewMove::Parked
        | ReviewMove::Resolved
        | ReviewMove::Reopened => None,
    }
}
