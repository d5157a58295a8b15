//! What stands in the way of a package, and what it will withhold by reason.

use std::collections::BTreeMap;

use super::redacting::reason_error;
use super::state::{DigestPhase, State};
use crate::say;

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
                    say::is_still_being_computed_percent(percent),
                    say::wait_until_it_is_done(),
                    None,
                ),
                DigestPhase::Cancelled => (
                    say::was_cancelled().to_owned(),
                    say::press_resume(),
                    Some(source.summary.source),
                ),
                DigestPhase::Failed => (
                    say::could_not_be_computed().to_owned(),
                    say::open_the_file_again(),
                    None,
                ),
            };
            Some(Blocker {
                what: say::the_sha_256_of_name_what(
                    format_args!("{:?}", source.summary.name),
                    what,
                ),
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
        what: say::are_not_decided(say::n_suggestions_are(n)),
        help: say::accept_or_reject_each_under_suggestions_in().to_owned(),
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
            what: say::redaction_index_has_no_proper_reason(index + 1),
            help: say::wrong_withdraw_it_and_redact_again(wrong),
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
