//! What must hold before anything is built, so that no redaction is lost on the way.

use super::BuildError;
use crate::engine::case::Case;
use crate::engine::decision::{Decision, DecisionKind, DecisionLog, REASONS};
use crate::engine::place::SourceId;
use crate::engine::redact::{Redactions, is_blank};

/// Looks at the decisions and at what is open.
///
/// Errors: `DigestMissing`, `SourceMissing`, `BlankTerm`, `NoReason`.
pub(super) fn before(case: &Case, log: &DecisionLog) -> Result<(), BuildError> {
    let provisional = case.sources.iter().find(|open| open.id.is_provisional());
    if let Some(open) = provisional {
        return Err(BuildError::DigestMissing {
            name: open.archive.name().to_owned(),
        });
    }
    let standing = log.standing();
    let count = |test: &dyn Fn(&Decision) -> bool| {
        standing.iter().filter(|decision| test(decision)).count()
    };
    let n_decisions = count(&|decision| {
        let sources = targets(&decision.kind);
        sources.iter().any(|source| case.source(source).is_none())
    });
    if n_decisions > 0 {
        return Err(BuildError::SourceMissing { n_decisions });
    }
    let n_decisions = count(&finds_nothing);
    if n_decisions > 0 {
        return Err(BuildError::BlankTerm { n_decisions });
    }
    let n_decisions = count(&lacks_reason);
    if n_decisions > 0 {
        return Err(BuildError::NoReason { n_decisions });
    }
    Ok(())
}

/// The sources that a redaction is about. A term is about every source.
fn targets(kind: &DecisionKind) -> Vec<&SourceId> {
    match kind {
        DecisionKind::Message { target, .. }
        | DecisionKind::MessageGone { target, .. }
        | DecisionKind::Span { target, .. }
        | DecisionKind::Participant { target, .. } => vec![&target.source],
        DecisionKind::Attachment { source, .. }
        | DecisionKind::SoundRange { source, .. }
        | DecisionKind::TimeCoarse { source, .. }
        | DecisionKind::Region { source, .. } => vec![source],
        DecisionKind::Pattern { texts, .. } => texts.iter().map(|text| &text.source).collect(),
        DecisionKind::Outside { texts, .. } => texts.iter().map(|text| &text.source).collect(),
        DecisionKind::Value { .. }
        | DecisionKind::Opened { .. }
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
        | DecisionKind::PseudonymsRead { .. } => Vec::new(),
    }
}

/// How many places a redaction names; 0 for a term.
fn n_named(kind: &DecisionKind) -> usize {
    match kind {
        DecisionKind::Pattern { texts, .. } => texts.iter().map(|text| text.spots.len()).sum(),
        DecisionKind::Outside { texts, .. } => texts.iter().map(|text| text.runs.len()).sum(),
        _other => targets(kind).len(),
    }
}

/// Withholds a term of which nothing is left that could be found.
fn finds_nothing(decision: &Decision) -> bool {
    matches!(&decision.kind, DecisionKind::Value { find, .. } if is_blank(find))
}

/// Withholds something without a code we know, or without the note that a code asks for.
fn lacks_reason(decision: &Decision) -> bool {
    let Some(codes) = decision.kind.codes() else {
        return false;
    };
    let blank_note = decision
        .kind
        .note()
        .is_none_or(|note| note.trim().is_empty());
    let fine = |code: &String| {
        REASONS
            .iter()
            .find(|reason| reason.code == code)
            .is_some_and(|reason| !(reason.needs_note && blank_note))
    };
    codes.is_empty() || !codes.iter().all(fine)
}

/// Looks at what the decisions came to. One that points at no message text or file would be lost in
/// silence; a term may well occur nowhere.
///
/// Errors: `PlaceMissing`.
pub(super) fn places(redactions: &Redactions) -> Result<(), BuildError> {
    let n_decisions = redactions
        .decisions()
        .iter()
        .filter(|standing| (standing.n_places as usize) < n_named(&standing.decision.kind))
        .count();
    if n_decisions > 0 {
        return Err(BuildError::PlaceMissing { n_decisions });
    }
    Ok(())
}
