//! The log: appending, merging, and what stands.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decision, DecisionId, DecisionKind};
use crate::engine::place::SourceId;
use crate::engine::sorting;

/// The decisions of a case, in order of (`at`, `id`) when merged, in order of appending otherwise.
/// No two have the same id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecisionLog {
    decisions: Vec<Decision>,
    ids: BTreeSet<DecisionId>,
}

impl DecisionLog {
    /// All of them, in order.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Appends, unless the same decision stands there already.
    pub fn append(&mut self, decision: Decision) {
        if self.ids.insert(decision.id.clone()) {
            self.decisions.push(decision);
        }
    }

    /// The union by id, ordered by (`at`, `id`). Any order of merging gives the same log.
    pub fn merge(&mut self, other: DecisionLog) {
        for decision in other.decisions {
            self.append(decision);
        }
        sorting::sort_by(&mut self.decisions, |a, b| {
            (a.at.unix_ms(), a.at.as_str(), &a.id).cmp(&(b.at.unix_ms(), b.at.as_str(), &b.id))
        });
    }

    /// The decisions in force, in order: those that no withdrawal in force names.
    ///
    /// Only ids count, not the order: two devices whose clocks disagree get the same answer. A
    /// decision whose withdrawals go round in a circle, which nobody can make without breaking
    /// SHA-256, stands: what is withheld stays withheld.
    /// Cost: that of sorting the log.
    pub fn standing(&self) -> Vec<&Decision> {
        let withdrawn = self.withdrawn();
        self.decisions
            .iter()
            .filter(|decision| !withdrawn.contains(&decision.id))
            .collect()
    }

    fn withdrawn(&self) -> BTreeSet<&DecisionId> {
        let mut target_of: BTreeMap<&DecisionId, &DecisionId> = BTreeMap::new();
        let mut n_open: BTreeMap<&DecisionId, usize> = BTreeMap::new();
        for decision in &self.decisions {
            if let DecisionKind::Withdraw { withdraws } = &decision.kind {
                target_of.insert(&decision.id, withdraws);
                *n_open.entry(withdraws).or_default() += 1;
            }
        }
        let mut settled: Vec<&DecisionId> = target_of
            .keys()
            .copied()
            .filter(|id| !n_open.contains_key(id))
            .collect();
        let mut withdrawn = BTreeSet::new();
        while let Some(id) = settled.pop() {
            let Some(target) = target_of.get(id).copied() else {
                continue;
            };
            if !withdrawn.contains(id) {
                withdrawn.insert(target);
            }
            if let Some(n) = n_open.get_mut(target) {
                *n -= 1;
                if *n == 0 {
                    settled.push(target);
                }
            }
        }
        withdrawn
    }

    /// Replaces a provisional source by its digest. Ids change with the content; withdrawals
    /// follow, wherever they stand. What was decided about the digest before stays one decision.
    pub fn confirm(&mut self, provisional: &SourceId, confirmed: &SourceId) {
        let mut decisions = std::mem::take(&mut self.decisions);
        self.ids.clear();
        let mut withdrawals: BTreeMap<DecisionId, Vec<usize>> = BTreeMap::new();
        let mut renamed: Vec<(DecisionId, DecisionId)> = Vec::new();
        for (number, decision) in decisions.iter_mut().enumerate() {
            if let DecisionKind::Withdraw { withdraws } = &decision.kind {
                let of_target = withdrawals.entry(withdraws.clone()).or_default();
                of_target.push(number);
            }
            for source in decision.kind.sources_mut() {
                if source == provisional {
                    *source = confirmed.clone();
                }
            }
            renamed.extend(renew_id(decision));
        }
        while let Some((old, new)) = renamed.pop() {
            for number in withdrawals.remove(&old).unwrap_or_default() {
                let Some(decision) = decisions.get_mut(number) else {
                    continue;
                };
                if let DecisionKind::Withdraw { withdraws } = &mut decision.kind {
                    *withdraws = new.clone();
                }
                renamed.extend(renew_id(decision));
            }
        }
        for decision in decisions {
            self.append(decision);
        }
    }
}

/// Gives a changed decision the id that its content asks for; old and new id.
fn renew_id(decision: &mut Decision) -> Option<(DecisionId, DecisionId)> {
    let new = decision.computed_id();
    if new == decision.id {
        return None;
    }
    let old = std::mem::replace(&mut decision.id, new.clone());
    Some((old, new))
}
