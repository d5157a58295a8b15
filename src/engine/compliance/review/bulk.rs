//! Moves of several findings at once, and the few of them that are drawn for a look afterwards.
//!
//! Nobody steers the draw: it follows from the digest of the decision itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::same::{Ties, keys_of, same_keys, say_the_same};
use crate::engine::compliance::draft::Finding;
use crate::engine::compliance::marked::Together;
use crate::engine::decision::{
    CaseWork, Decision, DecisionId, DecisionKind, FindingRef, MoveDetails, ReviewMove,
};
use crate::engine::seal::hash::Mac;

/// So many of a move of several are looked at again.
pub const LOOKED_AT: usize = 5;

/// A move of several findings that gave an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkMove {
    /// The decision.
    pub id: DecisionId,
    /// Who moved them.
    pub by: String,
    /// When.
    pub at: String,
    /// Where to.
    pub to: ReviewMove,
    /// Their code.
    pub code: String,
    /// Their rule; empty when none.
    pub rule: String,
    /// The term they share.
    pub term: String,
    /// Why.
    pub note: String,
    /// Which.
    pub findings: Vec<FindingRef>,
    /// Those that were drawn.
    pub drawn: Vec<FindingRef>,
    /// By key of a drawn one: who looked, and whether the outcome is right.
    pub looked: BTreeMap<String, (String, bool)>,
}

impl BulkMove {
    /// The outcome of several, when it is one.
    pub(super) fn of(
        decision: &Decision,
        findings: &[FindingRef],
        to: ReviewMove,
        details: &MoveDetails,
    ) -> Option<BulkMove> {
        let first = findings.first().filter(|_| findings.len() > 1)?;
        let is_outcome = matches!(
            to,
            ReviewMove::NotRelevant | ReviewMove::FalsePositive | ReviewMove::Confirmed
        );
        is_outcome.then(|| BulkMove {
            id: decision.id.clone(),
            by: decision.by.clone(),
            at: decision.at.as_str().to_owned(),
            to,
            code: first.code.clone(),
            rule: first.rule.clone(),
            term: details.term.clone(),
            note: details.note.clone(),
            findings: findings.to_vec(),
            drawn: drawn(&decision.id, findings),
            looked: BTreeMap::new(),
        })
    }

    /// Takes in that somebody looked.
    pub(super) fn take(&mut self, decision: &Decision) {
        if let DecisionKind::Work(CaseWork::LookedAt {
            with, item, right, ..
        }) = &decision.kind
            && *with == self.id
        {
            let seen = (decision.by.clone(), *right);
            self.looked.insert(item.key(), seen);
        }
    }

    /// Whether a finding is one of those. One of another export that says the same counts where the one
    /// that was moved is not there any more, as `is_there` says.
    pub(in crate::engine::compliance) fn holds(
        &self,
        which: Together,
        finding: &FindingRef,
        ties: &Ties,
        is_there: &dyn Fn(&FindingRef) -> bool,
    ) -> bool {
        let of = match which {
            Together::All => &self.findings,
            Together::Drawn | Together::Looked | Together::Wrong => &self.drawn,
        };
        let key = finding.key();
        let exact = of.iter().find(|one| one.key() == key);
        let carried = || {
            let mut alike = of.iter().filter(|one| say_the_same(one, finding));
            alike.find(|one| !is_there(one) && ties.is_one_thread(one, finding))
        };
        let Some(one) = exact.or_else(carried) else {
            return false;
        };
        let looked = self.looked.get(&one.key());
        match which {
            Together::All | Together::Drawn => true,
            Together::Looked => looked.is_some(),
            Together::Wrong => looked.is_some_and(|(_, right)| !right),
        }
    }

    /// Whether a finding was drawn and nobody looked yet.
    pub(super) fn asks_for(&self, finding: &Finding, ties: &Ties) -> bool {
        let (key, same) = (finding.key.key(), keys_of(finding));
        let mut drawn = self.drawn.iter();
        let is_it = |one: &&FindingRef| {
            one.key() == key
                || ties.is_of_another_export(one, &finding.key)
                    && same_keys(one).iter().any(|key| same.contains(key))
        };
        drawn
            .find(is_it)
            .is_some_and(|one| !self.looked.contains_key(&one.key()))
    }
}

/// The lowest numbers under the decision's digest.
fn drawn(id: &DecisionId, findings: &[FindingRef]) -> Vec<FindingRef> {
    let mut key = [0; 32];
    for (to, from) in key.iter_mut().zip(id.0.bytes()) {
        *to = from;
    }
    let mac = Mac::new(&key);
    let mut numbered: Vec<([u8; 32], &FindingRef)> = findings
        .iter()
        .map(|one| (mac.of(&[one.key().as_bytes()]), one))
        .collect();
    numbered.sort_unstable();
    numbered.dedup();
    let lowest = numbered.into_iter().take(LOOKED_AT);
    lowest.map(|(_, one)| one.clone()).collect()
}
