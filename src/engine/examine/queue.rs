//! What was proposed, and what became of each.

use std::collections::BTreeMap;

use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{Decision, DecisionId, DecisionKind, DecisionLog, TextSpots};
use crate::engine::detect::{At, DetectJob, Detector, Proposal};
use crate::engine::place::{ByteSpan, SourceId};
use crate::engine::thread::RecordId;

use super::context::{at_of, text_of};
use super::coverage::{Coverage, Reach, covers, is_narrow};
use super::listing::Listing;
use super::protocol::{Became, Counts};

/// Proposals with their state.
pub(super) struct Queue {
    /// Explains what it found.
    pub(super) job: DetectJob,
    /// By number.
    pub(super) items: Vec<Item>,
    /// Numbers in the order of places.
    pub(super) by_place: Vec<u32>,
    /// What is withheld.
    pub(super) coverage: Coverage,
    /// The list as it was made last.
    pub(super) listing: Listing,
    /// Decisions that were taken into account and name places.
    known: BTreeMap<DecisionId, DecisionKind>,
    /// What decisions called the sources.
    names: Vec<SourceId>,
}

/// A proposal and what became of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// What was proposed.
    pub(super) proposal: Proposal,
    is_covered: bool,
    n_rejections: u16,
}

impl Item {
    /// What is withheld is withheld, whatever was rejected.
    pub(super) fn became(&self) -> Became {
        if self.is_covered {
            Became::Withheld
        } else if self.n_rejections > 0 {
            Became::Rejected
        } else {
            Became::Open
        }
    }

    /// Whether it is still to be decided.
    pub(super) fn is_open(&self) -> bool {
        self.became() == Became::Open
    }
}

impl Queue {
    /// Everything with at least that score, to be decided.
    pub(super) fn new(job: DetectJob, proposals: Vec<Proposal>, least: u8) -> Queue {
        let items: Vec<Item> = proposals
            .into_iter()
            .filter(|proposal| proposal.points >= least)
            .map(|proposal| Item {
                proposal,
                is_covered: false,
                n_rejections: 0,
            })
            .collect();
        let mut by_place: Vec<u32> = (0..items.len() as u32).collect();
        by_place.sort_by_key(|number| items.get(*number as usize).map(|item| item.proposal.at));
        Queue {
            job,
            items,
            by_place,
            coverage: Coverage::new(),
            listing: Listing::default(),
            known: BTreeMap::new(),
            names: Vec::new(),
        }
    }

    /// Follows the log. Only what changed is looked at again, unless anything may have.
    pub(super) fn follow(&mut self, case: &Case, log: &DecisionLog) {
        let standing = log.standing();
        let reach = self.coverage.follow(case, &standing);
        let now: BTreeMap<DecisionId, DecisionKind> = standing
            .iter()
            .filter(|decision| names_places(decision))
            .map(|decision| (decision.id.clone(), decision.kind.clone()))
            .collect();
        let names: Vec<SourceId> = case.sources.iter().map(|one| one.id.clone()).collect();
        if reach == Reach::Anywhere || self.names != names {
            for item in &mut self.items {
                item.n_rejections = 0;
            }
            for kind in now.values() {
                self.reject(case, kind, 1);
            }
            for number in 0..self.items.len() {
                self.look_again(case, number);
            }
        } else {
            let before = std::mem::take(&mut self.known);
            for (id, kind) in &before {
                if !now.contains_key(id) {
                    self.changed(case, kind, -1);
                }
            }
            for (id, kind) in &now {
                if !before.contains_key(id) {
                    self.changed(case, kind, 1);
                }
            }
        }
        self.known = now;
        self.names = names;
    }

    /// A decision came to stand, or does not stand any more.
    fn changed(&mut self, case: &Case, kind: &DecisionKind, by: i16) {
        match kind {
            DecisionKind::Reject { .. } => self.reject(case, kind, by),
            DecisionKind::Span { target, span, .. } => {
                let spot = crate::engine::decision::Spot {
                    byte_start: target.byte_start,
                    byte_len: target.byte_len,
                    span: *span,
                };
                let text = TextSpots {
                    source: target.source.clone(),
                    entry: target.entry,
                    spots: vec![spot],
                };
                self.look_again_at(case, &[text]);
            }
            DecisionKind::Pattern { texts, .. } => self.look_again_at(case, texts),
            _names_no_place => {}
        }
    }

    fn look_again_at(&mut self, case: &Case, texts: &[TextSpots]) {
        for place in texts.iter().flat_map(TextSpots::places) {
            let Some((thread, record)) = case.locate(&place.target) else {
                continue;
            };
            // A number that goes on in the next message stands with the first one.
            let first = RecordId(record.0.saturating_sub(1));
            for number in self.of_records(thread, first, record) {
                self.look_again(case, number as usize);
            }
        }
    }

    /// The proposals in these records of a thread.
    fn of_records(&self, thread: ThreadId, first: RecordId, last: RecordId) -> Vec<u32> {
        let at = |record| At::Body(thread, record, ByteSpan { start: 0, len: 0 });
        let from = self.position(&at(first));
        let to = self.position(&at(RecordId(last.0.saturating_add(1))));
        self.by_place.get(from..to).unwrap_or_default().to_vec()
    }

    fn position(&self, at: &At) -> usize {
        self.by_place.partition_point(|number| {
            let item = self.items.get(*number as usize);
            item.is_some_and(|item| item.proposal.at < *at)
        })
    }

    /// Counts what a rejection names.
    fn reject(&mut self, case: &Case, kind: &DecisionKind, by: i16) {
        let DecisionKind::Reject { rule, texts, names } = kind else {
            return;
        };
        let Some(detector) = Detector::from_id(rule) else {
            return;
        };
        for place in texts.iter().flat_map(TextSpots::places) {
            if let Some((thread, record)) = case.locate(&place.target) {
                self.count(&At::Body(thread, record, place.span), detector, by);
            }
        }
        for at in names.iter().filter_map(|spot| at_of(case, spot)) {
            self.count(&at, detector, by);
        }
    }

    fn count(&mut self, at: &At, detector: Detector, by: i16) {
        let from = self.position(at);
        let numbers = self.by_place.get(from..).unwrap_or_default();
        for number in numbers {
            let Some(item) = self.items.get_mut(*number as usize) else {
                return;
            };
            if item.proposal.at != *at {
                return;
            }
            if item.proposal.detector == detector {
                item.n_rejections = item.n_rejections.saturating_add_signed(by);
            }
        }
    }

    fn look_again(&mut self, case: &Case, number: usize) {
        let Some(item) = self.items.get(number) else {
            return;
        };
        let is_covered = self.is_covered(case, &item.proposal);
        if let Some(item) = self.items.get_mut(number) {
            item.is_covered = is_covered;
        }
    }

    fn is_covered(&self, case: &Case, proposal: &Proposal) -> bool {
        let coverage = &self.coverage;
        match proposal.at {
            At::Body(thread, record, span) => {
                covers(&coverage.body(case, thread, record), span)
                    && proposal
                        .goes_on
                        .is_none_or(|(next, span)| covers(&coverage.body(case, thread, next), span))
            }
            At::Title(thread, span) => covers(&coverage.title(thread), span),
            At::Name(thread, who, span) => covers(&coverage.name(thread, who), span),
            At::EntryName(source, entry, span) => {
                let len = text_of(case, &proposal.at).map_or(0, |(name, _)| name.len() as u32);
                let marks = coverage.file_name(case, source as usize, entry, len);
                covers(&marks, span)
            }
        }
    }

    /// How many there are.
    pub(super) fn counts(&self) -> Counts {
        let mut kinds: BTreeMap<Detector, (u32, u32)> = BTreeMap::new();
        let mut counts = Counts {
            n_all: self.items.len() as u32,
            ..Counts::default()
        };
        for item in &self.items {
            let (all, open) = kinds.entry(item.proposal.detector).or_default();
            *all += 1;
            match item.became() {
                Became::Open => {
                    *open += 1;
                    counts.n_open += 1;
                }
                Became::Rejected => counts.n_rejected += 1,
                Became::Withheld => {}
            }
        }
        let kinds = kinds.into_iter();
        counts.kinds = kinds.map(|(one, (all, open))| (one, all, open)).collect();
        counts
    }
}

fn names_places(decision: &Decision) -> bool {
    is_narrow(&decision.kind) || matches!(decision.kind, DecisionKind::Reject { .. })
}
