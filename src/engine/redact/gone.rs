//! Messages that are withheld with their heads: of each stays its number, and the reason.

use std::collections::BTreeSet;

use super::first::FirstAt;
use super::resolve::Draft;
use super::{Redactions, ThreadCuts};
use crate::engine::case::ThreadId;
use crate::engine::decision::DecisionKind;
use crate::engine::place::MessagePlace;
use crate::engine::redact::places;
use crate::engine::thread::{ParticipantId, RecordId, Thread};

impl Draft<'_> {
    /// All that are withheld with their heads: who is seen where depends on them.
    pub(super) fn take_gone(&mut self) {
        for (number, decision) in self.kept.clone().into_iter().enumerate() {
            if let DecisionKind::MessageGone { target, .. } = &decision.kind {
                self.take_message(number as u32, target, true);
            }
        }
    }

    /// Withholds the bodies of these messages, and their heads when `with_head`.
    pub(super) fn take_message(&mut self, number: u32, target: &MessagePlace, with_head: bool) {
        let view = self.view;
        for (id, at) in view.threads_of(&target.source, target.entry) {
            for record in places::records(at.thread, target).map(RecordId) {
                self.count(number, FirstAt::Record(id, record));
                self.withhold_body(number, id, record);
                if let Some(cuts) = self.threads.get_mut(id.0 as usize)
                    && with_head
                {
                    cuts.gone.entry(record).or_default().insert(number);
                }
            }
        }
    }
}

impl ThreadCuts {
    /// Whoever a record names as its sender that shows its head; in their order.
    pub(super) fn senders(&self, thread: &Thread) -> BTreeSet<ParticipantId> {
        if self.gone.is_empty() {
            return (0..thread.participants.len() as u32)
                .map(ParticipantId)
                .collect();
        }
        let records = thread.records.iter().zip(0..);
        records
            .filter(|(_, number)| !self.gone.contains_key(&RecordId(*number)))
            .filter_map(|(record, _)| record.participant)
            .collect()
    }
}

impl Redactions {
    /// Whether a record is withheld with its head.
    pub fn is_gone(&self, thread: ThreadId, record: RecordId) -> bool {
        self.cuts(thread)
            .is_some_and(|cuts| cuts.gone.contains_key(&record))
    }

    /// Whether any record of a thread is.
    pub fn any_gone(&self, thread: ThreadId) -> bool {
        self.cuts(thread).is_some_and(|cuts| !cuts.gone.is_empty())
    }

    /// Whether a decision withholds heads, too.
    pub fn withholds_heads(&self, decision: usize) -> bool {
        let standing = self.decisions.get(decision);
        standing.is_some_and(|standing| {
            matches!(standing.decision.kind, DecisionKind::MessageGone { .. })
        })
    }
}
