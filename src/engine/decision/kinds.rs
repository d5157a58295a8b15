//! What the kinds of decisions have in common: codes, a note, the sources they name.

use super::{DecisionKind, NameSpot, ReasonCode};
use crate::engine::place::SourceId;

impl DecisionKind {
    /// The reason codes, when it withholds something.
    pub fn codes(&self) -> Option<&[ReasonCode]> {
        match self {
            DecisionKind::Message { codes, .. }
            | DecisionKind::MessageGone { codes, .. }
            | DecisionKind::TimeCoarse { codes, .. }
            | DecisionKind::Span { codes, .. }
            | DecisionKind::Attachment { codes, .. }
            | DecisionKind::SoundRange { codes, .. }
            | DecisionKind::Region { codes, .. }
            | DecisionKind::Value { codes, .. }
            | DecisionKind::Pattern { codes, .. }
            | DecisionKind::Outside { codes, .. }
            | DecisionKind::Participant { codes, .. } => Some(codes),
            DecisionKind::Opened { .. }
            | DecisionKind::Owner { .. }
            | DecisionKind::DateOrder { .. }
            | DecisionKind::Zone { .. }
            | DecisionKind::Intake { .. }
            | DecisionKind::AsItIs { .. }
            | DecisionKind::Work(_)
            | DecisionKind::Reject { .. }
            | DecisionKind::Withdraw { .. }
            | DecisionKind::Justified { .. }
            | DecisionKind::Checked { .. }
            | DecisionKind::Recipient { .. }
            | DecisionKind::Built { .. }
            | DecisionKind::Disclosed { .. }
            | DecisionKind::Verified { .. }
            | DecisionKind::Witnessed { .. }
            | DecisionKind::PseudonymsKept { .. }
            | DecisionKind::PseudonymsRead { .. } => None,
        }
    }

    /// The note that goes into the log that is handed over.
    pub fn note(&self) -> Option<&str> {
        match self {
            DecisionKind::Message { note, .. }
            | DecisionKind::MessageGone { note, .. }
            | DecisionKind::TimeCoarse { note, .. }
            | DecisionKind::Span { note, .. }
            | DecisionKind::Attachment { note, .. }
            | DecisionKind::SoundRange { note, .. }
            | DecisionKind::Region { note, .. }
            | DecisionKind::Value { note, .. }
            | DecisionKind::Pattern { note, .. }
            | DecisionKind::Outside { note, .. }
            | DecisionKind::Participant { note, .. }
            | DecisionKind::AsItIs { note, .. } => note.as_deref(),
            DecisionKind::Opened { .. }
            | DecisionKind::Owner { .. }
            | DecisionKind::DateOrder { .. }
            | DecisionKind::Zone { .. }
            | DecisionKind::Intake { .. }
            | DecisionKind::Work(_)
            | DecisionKind::Reject { .. }
            | DecisionKind::Withdraw { .. }
            | DecisionKind::Justified { .. }
            | DecisionKind::Checked { .. }
            | DecisionKind::Recipient { .. }
            | DecisionKind::Built { .. }
            | DecisionKind::Disclosed { .. }
            | DecisionKind::Verified { .. }
            | DecisionKind::Witnessed { .. }
            | DecisionKind::PseudonymsKept { .. }
            | DecisionKind::PseudonymsRead { .. } => None,
        }
    }

    pub(super) fn sources_mut(&mut self) -> Vec<&mut SourceId> {
        match self {
            DecisionKind::Opened { source, .. }
            | DecisionKind::Zone { source, .. }
            | DecisionKind::Intake { source, .. }
            | DecisionKind::AsItIs { source, .. }
            | DecisionKind::SoundRange { source, .. }
            | DecisionKind::Region { source, .. }
            | DecisionKind::TimeCoarse { source, .. }
            | DecisionKind::Attachment { source, .. } => {
                vec![source]
            }
            DecisionKind::Owner { target }
            | DecisionKind::DateOrder { target, .. }
            | DecisionKind::Message { target, .. }
            | DecisionKind::MessageGone { target, .. }
            | DecisionKind::Span { target, .. }
            | DecisionKind::Participant { target, .. } => vec![&mut target.source],
            DecisionKind::Value { except, .. } => except
                .iter_mut()
                .map(|place| &mut place.target.source)
                .collect(),
            DecisionKind::Work(work) => work.sources_mut(),
            DecisionKind::Pattern { texts, .. } => {
                texts.iter_mut().map(|text| &mut text.source).collect()
            }
            DecisionKind::Outside { texts, .. } => {
                texts.iter_mut().map(|text| &mut text.source).collect()
            }
            DecisionKind::Reject { texts, names, .. } => texts
                .iter_mut()
                .map(|text| &mut text.source)
                .chain(names.iter_mut().map(NameSpot::source_mut))
                .collect(),
            DecisionKind::Built { pseudonyms, .. } => pseudonyms
                .iter_mut()
                .map(|one| &mut one.target.source)
                .collect(),
            DecisionKind::Withdraw { .. }
            | DecisionKind::Justified { .. }
            | DecisionKind::Checked { .. }
            | DecisionKind::Recipient { .. }
            | DecisionKind::Disclosed { .. }
            | DecisionKind::Verified { .. }
            | DecisionKind::Witnessed { .. }
            | DecisionKind::PseudonymsKept { .. }
            | DecisionKind::PseudonymsRead { .. } => Vec::new(),
        }
    }

    /// Calls every source as `name` says, where it says something.
    pub fn rename_sources(&mut self, name: &dyn Fn(&SourceId) -> Option<SourceId>) {
        for source in self.sources_mut() {
            if let Some(other) = name(source) {
                *source = other;
            }
        }
    }

    /// Every source it names.
    pub fn sources(&self) -> Vec<SourceId> {
        let mut kind = self.clone();
        kind.sources_mut()
            .into_iter()
            .map(|source| source.clone())
            .collect()
    }
}
