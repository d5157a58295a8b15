//! What stands in the way of a package, and what it will withhold by reason.

use std::collections::BTreeMap;

use super::redacting::reason_error;
use super::state::{DigestPhase, State};
use super::words;

/// Something that stands in the way of building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// What, and where.
    pub what: String,
    /// What to do.
    pub help: String,
    /// A source whose digest can be resumed.
    pub resume: Option<u32>,
}

/// Everything that stands in the way, the form's own questions left out.
pub fn blockers(state: &State) -> Vec<Blocker> {
    let mut blockers: Vec<Blocker> = state
        .sources
        .iter()
        .filter_map(|source| {
            let (what, help, resume) = match &source.digest {
                DigestPhase::Known { .. } => return None,
                DigestPhase::Computing { percent } => (
                    format!("is still being computed ({percent} %)"),
                    "Wait until it is done",
                    None,
                ),
                DigestPhase::Cancelled => (
                    "was cancelled".to_owned(),
                    "Press \"Resume\"",
                    Some(source.summary.source),
                ),
                DigestPhase::Failed => (
                    "could not be computed".to_owned(),
                    "Open the file again",
                    None,
                ),
            };
            Some(Blocker {
                what: format!("The SHA-256 of {:?} {what}", source.summary.name),
                help: help.to_owned(),
                resume,
            })
        })
        .collect();
    blockers.extend(reasons_missing(state));
    blockers.extend(undecided(state));
    blockers
}

/// What was suggested must be decided one way or the other.
pub(super) fn undecided(state: &State) -> Option<Blocker> {
    let n = state.queue.n_undecided();
    (n > 0).then(|| Blocker {
        what: format!(
            "{} not decided",
            words::counted(n, "suggestion is", "suggestions are")
        ),
        help: "Accept or reject each under \"Suggestions\" in the area Redact; \"Reject all that \
               are left\" settles the rest"
            .to_owned(),
        resume: None,
    })
}

/// Redactions without a proper reason.
pub(super) fn reasons_missing(state: &State) -> Vec<Blocker> {
    let rows = state.redactions.iter().enumerate();
    rows.filter_map(|(index, row)| {
        let note = row.note.as_deref().unwrap_or_default();
        let wrong = reason_error(&row.codes, note)?;
        Some(Blocker {
            what: format!("Redaction {} has no proper reason", index + 1),
            help: format!("{wrong}: withdraw it and redact again"),
            resume: None,
        })
    })
    .collect()
}

/// Standing redactions by code, each with the number of redactions.
pub fn by_code(state: &State) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for decision in state.log.standing_redactions() {
        for code in decision.kind.codes().unwrap_or_default() {
            *counts.entry(code.clone()).or_insert(0) += 1;
        }
    }
    counts
}
