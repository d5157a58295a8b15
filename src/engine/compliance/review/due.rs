//! By when a finding has to be worked, on which level it is, and under which policy.

use super::{Moved, ReviewState, Standing};
use crate::engine::compliance::day::Day;
use crate::engine::compliance::policy::Policy;
use crate::engine::decision::ReviewMove;

impl Standing {
    /// The moves since it was opened, or reopened.
    fn this_round(&self) -> &[Moved] {
        let last = self
            .moves
            .iter()
            .rposition(|moved| moved.to == ReviewMove::Reopened);
        let from = last.unwrap_or(0);
        self.moves.get(from..).unwrap_or_default()
    }

    /// The level that works it: 1, and one more each time it was escalated.
    pub fn level(&self) -> u32 {
        let round = self.this_round().iter();
        let n = round.filter(|moved| moved.to == ReviewMove::Escalated);
        1 + n.count() as u32
    }

    /// Whether there is a level above the one that works it.
    pub fn may_escalate(&self, policy: &Policy) -> bool {
        self.level() < policy.review.levels
    }

    /// The day by which an outcome is due: the policy's days after somebody took it up, or the day to
    /// which it was parked. `None` while nobody took it up, and once there is an outcome.
    pub fn due(&self, policy: &Policy) -> Option<Day> {
        if !self.state.is_to_do() {
            return None;
        }
        let round = self.this_round();
        if self.state == ReviewState::Parked
            && let Some(day) = round
                .last()
                .and_then(|moved| Day::from_iso(&moved.details.date))
        {
            return Some(day);
        }
        let begun = Day::from_iso(round.first()?.at.get(..10)?)?;
        let days = i32::try_from(policy.review.due_days).unwrap_or(i32::MAX);
        Some(Day(begun.0.saturating_add(days)))
    }

    /// `given under version n`, when the policy has changed since.
    pub fn other_policy(&self, policy: &Policy) -> Option<String> {
        let under = &self.outcome()?.details.policy;
        (!under.is_empty() && *under != policy_name(policy)).then(|| format!("given under {under}"))
    }
}

/// Policy, version and the first digits of its digest.
pub fn policy_name(policy: &Policy) -> String {
    let digest: String = policy.digest.chars().take(12).collect();
    format!("{} version {} ({digest})", policy.id, policy.version)
}
