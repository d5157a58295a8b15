//! How often each rule of a policy fires, while somebody is still writing it.

use serde::{Deserialize, Serialize};

use super::{ComplianceJob, Phase, Question};
use crate::engine::case::Case;
use crate::engine::compliance::zones::ZoneAhead;
use crate::engine::decision::DecisionLog;
use crate::engine::job::{Progress, Step};

/// How often a rule fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleHits {
    /// Key of the rule.
    pub rule: String,
    /// For people.
    pub title: String,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Findings.
    pub n_hits: u32,
}

/// The rules over a case, without what compares exports with each other.
pub struct HitsJob(ComplianceJob);

impl HitsJob {
    /// Prepares the question for what is open.
    pub fn new(case: &Case, log: &DecisionLog, question: Question, ahead: ZoneAhead) -> HitsJob {
        HitsJob(ComplianceJob::new(case, log, question, ahead))
    }

    /// Does the next slice. The hits so far are [`HitsJob::hits`].
    pub fn step(&mut self) -> Step<()> {
        if matches!(self.0.phase, Phase::Pairs(_) | Phase::Done) {
            return Step::Done(());
        }
        match self.0.step() {
            Step::More(progress) => Step::More(progress),
            // The phase before has ended it.
            Step::Done(_) => Step::Done(()),
        }
    }

    /// Hits so far, in the order of the rules.
    ///
    /// Cost: one pass over the findings so far.
    pub fn hits(&self) -> Vec<RuleHits> {
        let rules = &self.0.ground.policy.rules;
        let mut counts = vec![0u32; rules.len()];
        for rule in self.0.drafts.list.iter().filter_map(|draft| draft.rule) {
            if let Some(count) = counts.get_mut(rule) {
                *count += 1;
            }
        }
        rules
            .iter()
            .zip(counts)
            .map(|(rule, n_hits)| RuleHits {
                rule: rule.id.clone(),
                title: rule.title.clone(),
                enabled: rule.enabled,
                n_hits,
            })
            .collect()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        Progress {
            done: self.0.done.min(self.0.total),
            total: self.0.total,
        }
    }
}
