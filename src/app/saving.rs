//! Saving a package: whether it may leave, and that it left. One with a proof uses up its number
//! then, and not before: a package that nobody has must leave no gap that somebody would ask for.

use crate::engine::decision::{Decision, DecisionKind, Disclosure};
use crate::engine::session::protocol::BuildOutcome;
use crate::engine::time::Instant;

use super::build_form::BuildForm;
use super::earlier::is_in_the_way;
use super::effect::Effect;
use super::packaging::{self, PackagePhase};
use super::sealing::SealPhase;
use super::sources::log_changed;
use super::state::State;

/// What a package left with, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left<'a> {
    /// Which disclosure under its seals it is.
    pub number: u32,
    /// SHA-256 of its zip.
    pub package_sha256: &'a str,
    /// When it was saved, and by whom.
    pub decision: &'a Decision,
}

/// Which disclosure the package of this form would be, and under how many seals; `None` for one
/// without a proof.
pub fn next_disclosure(state: &State, form: &BuildForm) -> Option<Disclosure> {
    form.proof?;
    let SealPhase::Sealed { outcome, .. } = &state.seal else {
        return None;
    };
    let seals = outcome.seals.iter();
    let chosen = seals.filter(|seal| form.threads.contains(&seal.thread));
    let roots = chosen.map(|seal| root_of(&seal.number).to_owned());
    state.log.log().next_disclosure(roots.collect())
}

/// What left under the seals of what is open, in the order of the log.
pub fn left_before(state: &State) -> Vec<Left<'_>> {
    let SealPhase::Sealed { outcome, .. } = &state.seal else {
        return Vec::new();
    };
    let is_ours = |root: &String| {
        let mut seals = outcome.seals.iter();
        seals.any(|seal| root_of(&seal.number) == root)
    };
    let decisions = state.log.log().decisions().iter();
    decisions
        .filter_map(|decision| match &decision.kind {
            DecisionKind::Disclosed {
                package_sha256,
                number,
                seals,
            } if seals.iter().any(is_ours) => Some(Left {
                number: *number,
                package_sha256,
                decision,
            }),
            _other => None,
        })
        .collect()
}

/// The root in a seal number, `ROOT:RECORDS:MESSAGES`.
fn root_of(number: &str) -> &str {
    number.split(':').next().unwrap_or_default()
}

/// Does something with the package, when it may leave.
pub(super) fn saving(state: &State, effect: impl FnOnce(&BuildOutcome) -> Effect) -> Vec<Effect> {
    leaving(state).map(effect).into_iter().collect()
}

/// The package that stands there, when it may leave.
fn leaving(state: &State) -> Option<&BuildOutcome> {
    match &state.package {
        PackagePhase::Built {
            outcome, looked, ..
        } if may_be_saved(outcome, *looked) && !is_in_the_way(state) => Some(outcome),
        PackagePhase::None
        | PackagePhase::Building { .. }
        | PackagePhase::Built { .. }
        | PackagePhase::Outdated => None,
    }
}

/// Whether the package may leave: nothing leaked, and a person looked where only a person can.
pub fn may_be_saved(outcome: &BuildOutcome, looked: bool) -> bool {
    !outcome.blocked && (looked || outcome.leaks.visible.is_empty())
}

/// The package was saved, as far as the page can tell. Written down once for each package.
pub(super) fn left(state: &mut State, now: &Instant) -> Vec<Effect> {
    let known = |sha256: &str| state.log.log().has_left(sha256);
    let Some(outcome) = leaving(state).filter(|outcome| !known(&outcome.sha256)) else {
        return Vec::new();
    };
    let Some(Disclosure { number, seals }) = outcome.kept.disclosure.clone() else {
        return Vec::new();
    };
    let kind = DecisionKind::Disclosed {
        package_sha256: outcome.sha256.clone(),
        number,
        seals,
    };
    state.log.decide(now, kind);
    log_changed(state, now)
}

/// Decisions came in by which another package left with the number of the one that stands here, which
/// nobody has yet: it is built again, with the next number.
pub(super) fn renumber(state: &mut State) -> Vec<Effect> {
    let PackagePhase::Built { outcome, .. } = &state.package else {
        return Vec::new();
    };
    let Some(own) = &outcome.kept.disclosure else {
        return Vec::new();
    };
    let log = state.log.log();
    let next = log.next_disclosure(own.seals.clone());
    let is_taken = next.is_some_and(|next| next.number > own.number);
    if !is_taken || log.has_left(&outcome.sha256) {
        return Vec::new();
    }
    packaging::outdate(state)
}
