//! What is kept of a question: with which policy it was asked, and its report in the sealed package.

use super::Phase;
use super::asking::comply_effect;
use crate::app::effect::Effect;
use crate::app::sealing;
use crate::app::sources::log_changed;
use crate::app::state::State;
use crate::engine::decision::{CaseWork, DecisionKind};
use crate::engine::digest::sha256_hex;
use crate::engine::examine::comply::protocol::ComplyRequest;
use crate::engine::time::Instant;

/// Records the policy and the roster when they are others than those asked with last: their history by
/// digest.
pub(super) fn asked_with(state: &mut State, now: &Instant) -> Vec<Effect> {
    let Some(overview) = state.comply.overview.clone() else {
        return Vec::new();
    };
    let report = &overview.report;
    let roster = state.comply.roster.as_ref();
    let used = CaseWork::AskedWith {
        policy: report.policy.clone(),
        policy_sha256: report.policy_sha256.clone(),
        roster_sha256: roster.map_or_else(String::new, |roster| sha256_hex(roster.text.as_bytes())),
    };
    let standing = state.log.log().standing();
    let last = standing
        .iter()
        .rev()
        .find_map(|decision| match &decision.kind {
            DecisionKind::Work(work @ CaseWork::AskedWith { .. }) => Some(work),
            _other => None,
        });
    if report.policy_sha256.is_empty() || last == Some(&used) {
        return Vec::new();
    }
    state.log.decide(now, DecisionKind::Work(used));
    log_changed(state, now)
}

/// The report shall go into the sealed package.
pub(super) fn enclose_wanted(state: &mut State, now: &Instant) -> Vec<Effect> {
    if state.comply.phase != Phase::Ready {
        return Vec::new();
    }
    let tag = state.comply.ask();
    state.comply.enclosing = Some((tag, now.clone()));
    vec![comply_effect(ComplyRequest::Files { tag, to_keep: true })]
}

/// The report is there: what is open is sealed with it.
pub(super) fn arrived(state: &mut State, files: Vec<(String, String)>) -> Vec<Effect> {
    match state.comply.enclosing.take() {
        Some((_, now)) => sealing::with_files(state, &now, files),
        None => Vec::new(),
    }
}
