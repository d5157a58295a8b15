//! What stands of reviews: a fold over the decisions, with the moves that are allowed.

mod bulk;
mod due;
mod same;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::Severity;
use super::draft::Finding;
use super::policy::Policy;
use super::result::Result;
use crate::engine::decision::{
    CaseWork, Decision, DecisionId, DecisionKind, DecisionLog, FindingRef, MoveDetails, ReviewMove,
};

pub use bulk::{BulkMove, LOOKED_AT};
pub use due::policy_name;
pub(super) use same::Ties;
use same::{keys_of, same_keys};

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Nobody looked at it.
    Open,
    /// Somebody does.
    Claimed,
    /// Later.
    Parked,
    /// With somebody else.
    Escalated,
    /// The rule found what it should not.
    FalsePositive,
    /// It does not matter.
    NotRelevant,
    /// It is what it looks like.
    Confirmed,
    /// What followed is done.
    Resolved,
}

impl ReviewState {
    /// All.
    pub const ALL: [ReviewState; 8] = [
        ReviewState::Open,
        ReviewState::Claimed,
        ReviewState::Parked,
        ReviewState::Escalated,
        ReviewState::FalsePositive,
        ReviewState::NotRelevant,
        ReviewState::Confirmed,
        ReviewState::Resolved,
    ];

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            ReviewState::Open => "Open",
            ReviewState::Claimed => "Claimed",
            ReviewState::Parked => "Parked",
            ReviewState::Escalated => "Escalated",
            ReviewState::FalsePositive => "False positive",
            ReviewState::NotRelevant => "Not relevant",
            ReviewState::Confirmed => "Confirmed",
            ReviewState::Resolved => "Resolved",
        }
    }

    /// Whether it still has to be worked.
    pub fn is_to_do(self) -> bool {
        matches!(
            self,
            ReviewState::Open | ReviewState::Claimed | ReviewState::Parked | ReviewState::Escalated
        )
    }

    /// Where a move leads from here; `None` when it is not allowed.
    pub fn after(self, to: ReviewMove) -> Option<ReviewState> {
        use ReviewState as State;
        Some(match (self, to) {
            (State::Open | State::Parked | State::Escalated, ReviewMove::Claimed) => State::Claimed,
            (State::Claimed, ReviewMove::Released) => State::Open,
            (State::Claimed | State::Escalated, ReviewMove::NotRelevant) => State::NotRelevant,
            (State::Claimed, ReviewMove::FalsePositive) => State::FalsePositive,
            (State::Claimed | State::Escalated, ReviewMove::Confirmed) => State::Confirmed,
            (State::Claimed, ReviewMove::Escalated) => State::Escalated,
            (State::Claimed, ReviewMove::Parked) => State::Parked,
            (State::Confirmed, ReviewMove::Resolved) => State::Resolved,
            (
                State::FalsePositive | State::NotRelevant | State::Confirmed | State::Resolved,
                ReviewMove::Reopened,
            ) => State::Open,
            _other => return None,
        })
    }

    /// The moves that are allowed from here.
    pub fn moves(self) -> Vec<ReviewMove> {
        const ALL: [ReviewMove; 9] = [
            ReviewMove::Claimed,
            ReviewMove::Confirmed,
            ReviewMove::NotRelevant,
            ReviewMove::FalsePositive,
            ReviewMove::Escalated,
            ReviewMove::Parked,
            ReviewMove::Resolved,
            ReviewMove::Released,
            ReviewMove::Reopened,
        ];
        ALL.into_iter()
            .filter(|to| self.after(*to).is_some())
            .collect()
    }
}

/// One move that counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The decision.
    pub id: DecisionId,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// Where to.
    pub to: ReviewMove,
    /// What goes with it.
    pub details: MoveDetails,
    /// Who agreed, when somebody did.
    pub agreed_by: Option<String>,
}

/// What stands of one finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Where it is.
    pub state: ReviewState,
    /// How it came there.
    pub moves: Vec<Moved>,
    /// Whether it was moved under another export of the thread.
    pub carried_over: bool,
}

impl Default for Standing {
    fn default() -> Standing {
        Standing {
            state: ReviewState::Open,
            moves: Vec::new(),
            carried_over: false,
        }
    }
}

impl Standing {
    /// Whether the outcome waits for a second person.
    pub fn waits_for_second(&self, policy: &Policy, severity: Severity) -> bool {
        let needs = policy
            .review
            .second_person_from
            .is_some_and(|from| severity >= from);
        let is_outcome = matches!(
            self.state,
            ReviewState::FalsePositive
                | ReviewState::NotRelevant
                | ReviewState::Confirmed
                | ReviewState::Resolved
        );
        let agreed = self
            .outcome()
            .is_some_and(|moved| moved.agreed_by.is_some());
        needs && is_outcome && !agreed
    }

    /// The move that gave the outcome.
    pub fn outcome(&self) -> Option<&Moved> {
        self.moves.iter().rev().find(|moved| {
            matches!(
                moved.to,
                ReviewMove::FalsePositive | ReviewMove::NotRelevant | ReviewMove::Confirmed
            )
        })
    }

    /// The move that said what came of it, while it stands.
    pub fn resolved(&self) -> Option<&Moved> {
        let last = self.moves.last()?;
        (last.to == ReviewMove::Resolved).then_some(last)
    }
}

/// All reviews of a log.
#[derive(Debug, Clone, Default)]
pub struct Reviews {
    by_key: BTreeMap<String, Standing>,
    settled: BTreeMap<String, Settled>,
    /// What the log speaks of, by what it says: the same message may stand in several exports.
    by_same: BTreeMap<String, Vec<FindingRef>>,
    bulk: Vec<BulkMove>,
    ties: Ties,
}

/// How a mention of another channel was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Who closed it.
    pub by: String,
    /// When.
    pub at: String,
    /// What settles it.
    pub text: String,
    /// Who signed; empty for evidence.
    pub signed_by: String,
    /// The decision.
    pub id: DecisionId,
}

impl Reviews {
    /// What stands in a log. Moves that are not allowed from where a finding stood do not count.
    pub fn of(log: &DecisionLog) -> Reviews {
        Reviews::begun(log, Ties::default())
    }

    /// The same over what is open: exports that are open were compared, and what was moved under one counts
    /// under another only when both are of one thread.
    pub fn over(log: &DecisionLog, result: &Result) -> Reviews {
        Reviews::begun(log, Ties::of(result))
    }

    fn begun(log: &DecisionLog, ties: Ties) -> Reviews {
        let mut reviews = Reviews {
            ties,
            ..Reviews::default()
        };
        let mut standing: Vec<&Decision> = log.standing();
        standing.sort_by(|a, b| (a.at.unix_ms(), &a.id).cmp(&(b.at.unix_ms(), &b.id)));
        let mut moved_by: BTreeMap<&DecisionId, &str> = BTreeMap::new();
        let mut agreed: BTreeMap<&DecisionId, String> = BTreeMap::new();
        for decision in &standing {
            if let DecisionKind::Work(CaseWork::Reviewed { .. }) = &decision.kind {
                moved_by.insert(&decision.id, &decision.by);
            }
        }
        for decision in &standing {
            if let DecisionKind::Work(CaseWork::Agreed { with, .. }) = &decision.kind {
                // Nobody agrees with themselves.
                let mover = moved_by.get(with).map(|by| by.trim().to_lowercase());
                if mover.is_some_and(|by| by != decision.by.trim().to_lowercase()) {
                    agreed.entry(with).or_insert_with(|| decision.by.clone());
                }
            }
        }
        for decision in standing {
            match &decision.kind {
                DecisionKind::Work(CaseWork::Reviewed {
                    findings,
                    to,
                    details,
                }) => {
                    let moved = Moved {
                        id: decision.id.clone(),
                        by: decision.by.clone(),
                        at: decision.at.as_str().to_owned(),
                        to: *to,
                        details: details.clone(),
                        agreed_by: agreed.get(&decision.id).cloned(),
                    };
                    reviews
                        .bulk
                        .extend(BulkMove::of(decision, findings, *to, details));
                    for finding in findings {
                        reviews.take(finding, &moved);
                    }
                }
                DecisionKind::Work(CaseWork::Settled {
                    item,
                    text,
                    signed_by,
                }) => {
                    let settled = Settled {
                        by: decision.by.clone(),
                        at: decision.at.as_str().to_owned(),
                        text: text.clone(),
                        signed_by: signed_by.clone(),
                        id: decision.id.clone(),
                    };
                    reviews.settled.insert(item.key(), settled);
                    reviews.know(item);
                }
                DecisionKind::Work(CaseWork::LookedAt { .. }) => {
                    reviews.bulk.iter_mut().for_each(|one| one.take(decision));
                }
                _other => {}
            }
        }
        reviews
    }

    pub(super) fn ties(&self) -> &Ties {
        &self.ties
    }

    /// Moves of several, in the order of the log.
    pub fn bulk(&self) -> &[BulkMove] {
        &self.bulk
    }

    /// The move of several from which a finding was drawn for a look that nobody took yet.
    pub fn asks_for_a_look(&self, finding: &Finding, standing: &Standing) -> Option<&DecisionId> {
        let outcome = standing.outcome().filter(|_| !standing.state.is_to_do())?;
        let bulk = self.bulk.iter().find(|one| one.id == outcome.id)?;
        bulk.asks_for(finding, &self.ties).then_some(&bulk.id)
    }

    /// Takes in a move. Whoever moves what was worked in another export goes on from there.
    fn take(&mut self, finding: &FindingRef, moved: &Moved) {
        let key = finding.key();
        if !self.by_key.contains_key(&key) {
            let mut same = same_keys(finding).into_iter();
            let begun = same.find_map(|same| self.carried(finding, &same));
            // What does not lead on from there began anew here.
            let begun = begun.filter(|standing| standing.state.after(moved.to).is_some());
            self.by_key.insert(key.clone(), begun.unwrap_or_default());
            self.know(finding);
        }
        if let Some(standing) = self.by_key.get_mut(&key) {
            take(standing, moved);
        }
    }

    fn know(&mut self, finding: &FindingRef) {
        for same in same_keys(finding) {
            let known = self.by_same.entry(same).or_default();
            if known.iter().all(|one| one.key() != finding.key()) {
                known.push(finding.clone());
            }
        }
    }

    /// What stands of the same message in another export: what was moved last. Two findings of one export
    /// are two, whatever they say.
    fn carried(&self, finding: &FindingRef, same: &str) -> Option<Standing> {
        let others = self.others(finding, same);
        let standings = others.filter_map(|one| self.by_key.get(&one.key()));
        let moved = standings.filter_map(|one| Some((&one.moves.last()?.at, one)));
        let (_, last) = moved.max_by(|a, b| a.0.cmp(b.0))?;
        Some(Standing {
            carried_over: true,
            ..last.clone()
        })
    }

    fn others<'r>(
        &'r self,
        finding: &'r FindingRef,
        same: &str,
    ) -> impl Iterator<Item = &'r FindingRef> {
        let known = self.by_same.get(same).map_or(&[][..], Vec::as_slice);
        known
            .iter()
            .filter(|one| self.ties.is_of_another_export(one, finding))
    }

    /// What stands of a finding; one of the same message in another export counts, and says so.
    pub fn of_finding(&self, finding: &Finding) -> Standing {
        if let Some(standing) = self.by_key.get(&finding.key.key()) {
            return standing.clone();
        }
        let mut all = keys_of(finding).into_iter();
        let carried = all.find_map(|same| self.carried(&finding.key, &same));
        carried.unwrap_or_default()
    }

    /// How an item of the ledger was settled.
    pub fn settled(&self, finding: &Finding) -> Option<&Settled> {
        self.settled.get(&finding.key.key()).or_else(|| {
            let of = |same: String| {
                let mut others = self.others(&finding.key, &same);
                others.find_map(|one| self.settled.get(&one.key()))
            };
            keys_of(finding).into_iter().find_map(of)
        })
    }
}

fn take(standing: &mut Standing, moved: &Moved) {
    if let Some(state) = standing.state.after(moved.to) {
        standing.state = state;
        standing.moves.push(moved.clone());
        standing.carried_over = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_go_only_where_they_may() {
        use ReviewState as State;
        assert_eq!(State::Open.after(ReviewMove::Confirmed), None);
        assert_eq!(State::Open.moves(), [ReviewMove::Claimed]);
        let path = [
            ReviewMove::Claimed,
            ReviewMove::Confirmed,
            ReviewMove::Resolved,
            ReviewMove::Reopened,
        ];
        let end = path.into_iter().try_fold(State::Open, State::after);
        assert_eq!(end, Some(State::Open));
        for state in State::ALL {
            assert!(!state.moves().is_empty(), "{}", state.words());
        }
    }
}
