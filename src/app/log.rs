//! The decisions of the case, who makes them, and what undo and redo mean.

use std::collections::BTreeSet;

use crate::engine::decision::{Decision, DecisionId, DecisionKind, DecisionLog};
use crate::engine::place::SourceId;
use crate::engine::time::Instant;

pub use crate::engine::decision::NO_NAME;

/// The decisions of the case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogState {
    log: DecisionLog,
    revision: u32,
    by: Option<String>,
    last_ms: i64,
    /// Acts that can be undone, each with all its decisions.
    undo: Vec<Vec<DecisionId>>,
    /// What was undone, each with the withdrawals that did it.
    redo: Vec<Vec<DecisionId>>,
    unsaved: bool,
}

impl LogState {
    /// The log itself.
    pub fn log(&self) -> &DecisionLog {
        &self.log
    }

    /// Counts the changes, for telling stale answers.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Something changed that answers depend on: the log, or what names of sources mean.
    pub fn bump(&mut self) {
        self.revision += 1;
    }

    /// The person's name, when it was given.
    pub fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// Takes the person's name; blank takes it away.
    pub fn set_by(&mut self, name: &str) {
        let name = name.trim();
        self.by = (!name.is_empty()).then(|| name.to_owned());
    }

    /// Whether something was decided that stands neither in a file nor on this device.
    pub fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// The decisions stand somewhere that lasts.
    pub fn saved(&mut self) {
        self.unsaved = false;
    }

    /// What is here now stands as a whole in no file.
    pub fn unsaved(&mut self) {
        self.unsaved = true;
    }

    /// What stood on this device is deleted: what was decided stands nowhere else now.
    pub fn forgotten(&mut self) {
        let opened = |at: &Decision| matches!(at.kind, DecisionKind::Opened { .. });
        self.unsaved = !self.log.decisions().iter().all(opened);
    }

    /// Appends what was settled. Two decisions never share an instant: merging orders by it.
    pub fn decide(&mut self, now: &Instant, kind: DecisionKind) -> DecisionId {
        let by = self.by.clone();
        self.decide_as(by.as_deref().unwrap_or(NO_NAME), now, kind)
    }

    /// Appends a decision of somebody else at this page.
    pub fn decide_as(&mut self, by: &str, now: &Instant, kind: DecisionKind) -> DecisionId {
        let at = if now.unix_ms() > self.last_ms {
            now.clone()
        } else {
            Instant::from_unix_ms(self.last_ms + 1)
        };
        self.last_ms = at.unix_ms();
        let decision = Decision::new(by, at, kind);
        let id = decision.id.clone();
        if !matches!(decision.kind, DecisionKind::Opened { .. }) {
            self.unsaved = true;
        }
        self.log.append(decision);
        self.bump();
        id
    }

    /// Appends an act that can be undone.
    pub fn act(&mut self, now: &Instant, kind: DecisionKind) {
        self.act_together(now, vec![kind]);
    }

    /// Appends decisions that are one act, and are undone as one.
    pub fn act_together(&mut self, now: &Instant, kinds: Vec<DecisionKind>) {
        let kinds = kinds.into_iter();
        let ids: Vec<DecisionId> = kinds.map(|kind| self.decide(now, kind)).collect();
        if !ids.is_empty() {
            self.undo.push(ids);
            self.redo.clear();
        }
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Withdraws the last act. Returns whether there was one.
    pub fn undo(&mut self, now: &Instant) -> bool {
        let Some(act) = self.undo.pop() else {
            return false;
        };
        let withdrawals = self.withdraw_all(now, act);
        self.redo.push(withdrawals);
        true
    }

    /// Withdraws the last withdrawal. Returns whether there was one.
    pub fn redo(&mut self, now: &Instant) -> bool {
        let Some(withdrawals) = self.redo.pop() else {
            return false;
        };
        let mut act: Vec<DecisionId> = withdrawals
            .iter()
            .filter_map(|withdrawal| self.withdrawn_by(withdrawal))
            .collect();
        act.reverse();
        self.withdraw_all(now, withdrawals);
        self.undo.push(act);
        true
    }

    /// The last one first, as if each had been taken back by itself.
    fn withdraw_all(&mut self, now: &Instant, ids: Vec<DecisionId>) -> Vec<DecisionId> {
        let withdraw = |withdraws| self.decide(now, DecisionKind::Withdraw { withdraws });
        ids.into_iter().rev().map(withdraw).collect()
    }

    /// Whether undo would take back nothing but case work, which no package shows.
    pub fn undoes_work_alone(&self) -> bool {
        self.undo.last().is_some_and(|act| self.is_work(act))
    }

    /// Whether redo would bring back nothing but case work.
    pub fn redoes_work_alone(&self) -> bool {
        self.redo.last().is_some_and(|withdrawals| {
            let act: Vec<DecisionId> = withdrawals
                .iter()
                .filter_map(|at| self.withdrawn_by(at))
                .collect();
            self.is_work(&act)
        })
    }

    /// A withdrawal is case work when what it names is.
    fn is_work(&self, ids: &[DecisionId]) -> bool {
        let mut ids: Vec<DecisionId> = ids.to_vec();
        while let Some(id) = ids.pop() {
            let found = self.log.decisions().iter().find(|at| at.id == id);
            match found.map(|decision| &decision.kind) {
                Some(DecisionKind::Work(_)) => {}
                Some(DecisionKind::Withdraw { withdraws }) => ids.push(withdraws.clone()),
                Some(_) | None => return false,
            }
        }
        true
    }

    fn withdrawn_by(&self, withdrawal: &DecisionId) -> Option<DecisionId> {
        self.log
            .decisions()
            .iter()
            .find(|decision| &decision.id == withdrawal)
            .and_then(|decision| match &decision.kind {
                DecisionKind::Withdraw { withdraws } => Some(withdraws.clone()),
                _other => None,
            })
    }

    /// Takes in another log. Returns the ids that are new.
    pub fn merge(&mut self, other: DecisionLog) -> Vec<DecisionId> {
        let known: BTreeSet<DecisionId> = self.ids().into_iter().collect();
        self.log.merge(other);
        let new: Vec<DecisionId> = self
            .ids()
            .into_iter()
            .filter(|id| !known.contains(id))
            .collect();
        if !new.is_empty() {
            self.restack();
            self.bump();
        }
        new
    }

    /// Takes decisions out that turned out to belong to another file. They are not lost: they
    /// stay where they came from.
    pub fn set_aside(&mut self, ids: &[DecisionId]) {
        let mut rest = DecisionLog::default();
        for decision in self.log.decisions() {
            if !ids.contains(&decision.id) {
                rest.append(decision.clone());
            }
        }
        self.log = rest;
        self.restack();
        self.bump();
    }

    /// A provisional name of a source turned out to mean this digest.
    pub fn confirm(&mut self, provisional: &SourceId, confirmed: &SourceId) {
        let before = self.ids();
        self.log.confirm(provisional, confirmed);
        let after = self.ids();
        for id in self.undo.iter_mut().chain(&mut self.redo).flatten() {
            if let Some(index) = before.iter().position(|old| old == id)
                && let Some(new) = after.get(index)
            {
                *id = new.clone();
            }
        }
        self.bump();
    }

    fn ids(&self) -> Vec<DecisionId> {
        self.log
            .decisions()
            .iter()
            .map(|decision| decision.id.clone())
            .collect()
    }

    /// After a merge, undo goes back through everything that stands, and redo through what was
    /// withdrawn since the last act.
    fn restack(&mut self) {
        self.undo.clear();
        self.redo.clear();
        let standing = self.log.standing();
        let standing: BTreeSet<&DecisionId> = standing.iter().map(|at| &at.id).collect();
        let mut acts: BTreeSet<&DecisionId> = BTreeSet::new();
        for decision in self.log.decisions() {
            let stands = standing.contains(&decision.id);
            match &decision.kind {
                DecisionKind::Withdraw { withdraws } if stands && acts.contains(withdraws) => {
                    self.redo.push(vec![decision.id.clone()]);
                }
                kind if is_act(kind) => {
                    acts.insert(&decision.id);
                    self.redo.clear();
                    if stands {
                        self.undo.push(vec![decision.id.clone()]);
                    }
                }
                _other => {}
            }
        }
    }

    /// The redactions that stand.
    pub fn standing_redactions(&self) -> Vec<&Decision> {
        self.log
            .standing()
            .into_iter()
            .filter(|decision| decision.kind.codes().is_some())
            .collect()
    }

    /// The part of the log that concerns `source`: what names it, what names no source, and the
    /// withdrawals of those.
    pub fn part_for(&self, source: &SourceId) -> DecisionLog {
        let mut part = DecisionLog::default();
        let mut taken: BTreeSet<DecisionId> = BTreeSet::new();
        for decision in self.log.decisions() {
            let concerns = match &decision.kind {
                DecisionKind::Withdraw { withdraws } => taken.contains(withdraws),
                // That something was built concerns all that was open then.
                DecisionKind::Value { .. } | DecisionKind::Built { .. } => true,
                other => {
                    let sources = other.sources();
                    sources.is_empty() || sources.contains(source)
                }
            };
            if concerns {
                taken.insert(decision.id.clone());
                part.append(decision.clone());
            }
        }
        part
    }
}

/// Whether undo should reach it.
pub(super) fn is_act(kind: &DecisionKind) -> bool {
    match kind {
        DecisionKind::Owner { .. }
        | DecisionKind::DateOrder { .. }
        | DecisionKind::Zone { .. }
        | DecisionKind::Intake { .. }
        | DecisionKind::AsItIs { .. }
        | DecisionKind::Message { .. }
        | DecisionKind::MessageGone { .. }
        | DecisionKind::TimeCoarse { .. }
        | DecisionKind::Span { .. }
        | DecisionKind::Attachment { .. }
        | DecisionKind::SoundRange { .. }
        | DecisionKind::Region { .. }
        | DecisionKind::Value { .. }
        | DecisionKind::Pattern { .. }
        | DecisionKind::Outside { .. }
        | DecisionKind::Reject { .. }
        | DecisionKind::Participant { .. }
        | DecisionKind::Work(_) => true,
        DecisionKind::Opened { .. }
        | DecisionKind::Withdraw { .. }
        | DecisionKind::Justified { .. }
        | DecisionKind::Checked { .. }
        | DecisionKind::Recipient { .. }
        | DecisionKind::Built { .. }
        | DecisionKind::Disclosed { .. }
        | DecisionKind::Verified { .. }
        | DecisionKind::Witnessed { .. }
        | DecisionKind::PseudonymsKept { .. }
        | DecisionKind::PseudonymsRead { .. } => false,
    }
}
