//! What a number of the report counts, where code, severity, state and the like do not say it.

use serde::{Deserialize, Serialize};

use super::draft::Finding;
use super::ledger::is_mention;
use super::result::Result;
use super::review::{ReviewState, Reviews, Standing};
use crate::engine::decision::FindingRef;

/// Findings that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marked {
    /// The outcome stands, and it is that nothing was the matter.
    Cleared,
    /// The outcome stands, and it is what it looks like, whether or not it was resolved since.
    Confirmed,
    /// The day by which an outcome is due is over.
    Overdue,
    /// The outcome waits for a second person.
    Waiting,
    /// A mention of another channel.
    Mention {
        /// Whether something settles it.
        settled: bool,
    },
    /// Moved together with others.
    Moved {
        /// Number of that move, from 0, in the order of the log.
        with: u32,
        /// Which of those that were moved.
        which: Together,
    },
}

/// Which of several findings that were moved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Together {
    /// All.
    All,
    /// Those that were drawn for a look afterwards.
    Drawn,
    /// Those of them that somebody looked at.
    Looked,
    /// Those of them that were wrong.
    Wrong,
}

impl Marked {
    /// Whether a finding is counted.
    pub fn holds(
        self,
        result: &Result,
        reviews: &Reviews,
        finding: &Finding,
        standing: &Standing,
    ) -> bool {
        let waits = standing.waits_for_second(result.policy(), finding.severity);
        match self {
            Marked::Cleared => standing.state.is_cleared() && !waits,
            Marked::Confirmed => standing.state.is_confirmed() && !waits,
            Marked::Overdue => is_overdue(result, standing),
            Marked::Waiting => waits,
            Marked::Mention { settled } => {
                is_mention(finding) && reviews.settled(finding).is_some() == settled
            }
            Marked::Moved { with, which } => {
                let is_there = |key: &FindingRef| result.findings.iter().any(|one| one.key == *key);
                let bulk = reviews.bulk().get(with as usize);
                bulk.is_some_and(|bulk| bulk.holds(which, &finding.key, reviews.ties(), &is_there))
            }
        }
    }
}

/// Whether the day by which an outcome is due is over, on the day of the question.
pub(super) fn is_overdue(result: &Result, standing: &Standing) -> bool {
    let due = standing.due(result.policy());
    due.zip(result.today())
        .is_some_and(|(due, today)| due < today)
}

/// Whether somebody has to do something about a finding: there is no outcome, or it waits for a second
/// person, or it was drawn for a look.
pub fn is_to_work(
    result: &Result,
    reviews: &Reviews,
    finding: &Finding,
    standing: &Standing,
) -> bool {
    standing.state.is_to_do()
        || standing.waits_for_second(result.policy(), finding.severity)
        || reviews.asks_for_a_look(finding, standing).is_some()
}

impl ReviewState {
    /// Whether the outcome is that nothing was the matter.
    pub fn is_cleared(self) -> bool {
        matches!(self, ReviewState::FalsePositive | ReviewState::NotRelevant)
    }

    /// Whether the outcome is that it is what it looks like.
    pub fn is_confirmed(self) -> bool {
        matches!(self, ReviewState::Confirmed | ReviewState::Resolved)
    }
}
