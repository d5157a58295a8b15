//! The digests of sources: how far they are, and what they settle about decisions and what is kept.

use std::rc::Rc;

use super::effect::Effect;
use super::sources::{log_changed, warn_of_findings};
use super::state::{DigestPhase, KeptPhase, SourceState, State};
use super::{casework, kept};
use crate::engine::decision::DecisionKind;
use crate::engine::finding::{Failure, Finding};
use crate::engine::job::Progress;
use crate::engine::place::SourceId;
use crate::engine::session::protocol::EntryDigest;
use crate::engine::time::Instant;

/// The digests of a source went on.
pub(super) fn digesting(state: &mut State, source: u32, progress: Progress) -> Vec<Effect> {
    if let Some(at) = state.source_mut(source) {
        at.digest = DigestPhase::Computing {
            percent: percent(progress),
        };
    }
    Vec::new()
}

/// Units: percent.
pub fn percent(progress: Progress) -> u8 {
    let total = u128::from(progress.total.max(1));
    let share = u128::from(progress.done) * 100 / total;
    u8::try_from(share.min(100)).unwrap_or(100)
}

/// The digests of a source cannot be had.
pub(super) fn digest_failed(state: &mut State, source: u32, failure: Failure) -> Vec<Effect> {
    if let Some(at) = state.source_mut(source) {
        at.digest = DigestPhase::Failed;
    }
    state.alerts.failure(failure);
    Vec::new()
}

/// The digests of a source were ended by the person.
pub(super) fn digest_cancelled(state: &mut State, source: u32) -> Vec<Effect> {
    if let Some(at) = state.source_mut(source) {
        at.digest = DigestPhase::Cancelled;
    }
    Vec::new()
}

/// The digests of a source are there.
pub(super) fn digested(
    state: &mut State,
    now: &Instant,
    source: u32,
    id: SourceId,
    entries: Vec<EntryDigest>,
    findings: Vec<Finding>,
) -> Vec<Effect> {
    let Some(index) = state
        .sources
        .iter()
        .position(|at| at.summary.source == source)
    else {
        return Vec::new();
    };
    let Some(at) = state.sources.get_mut(index) else {
        return Vec::new();
    };
    at.digest = DigestPhase::Known {
        sha256: id.0.clone(),
    };
    at.entries = Rc::new(entries);
    let name = at.summary.name.clone();
    Rc::make_mut(&mut at.findings).extend(findings.iter().cloned());
    let provisional = at.summary.provisional.clone();
    let size_bytes = at.summary.size_bytes;
    warn_of_findings(state, &name, &findings);
    let is_new = state.confirmed.insert(provisional, id.clone()) != Some(id.clone());
    confirm(state, index, &id);
    if is_new {
        state.log.decide(
            now,
            DecisionKind::Opened {
                source: id,
                size_bytes,
            },
        );
    }
    state.log.bump();
    if state
        .sources
        .get(index)
        .is_some_and(SourceState::is_settled)
    {
        return log_changed(state, now);
    }
    Vec::new()
}

/// Lets decisions name the source by its digest; those made about another file are set aside.
fn confirm(state: &mut State, index: usize, id: &SourceId) {
    let Some(source) = state.sources.get_mut(index) else {
        return;
    };
    let was = std::mem::replace(&mut source.identity, id.clone());
    if was == *id {
        return;
    }
    if was.is_provisional() {
        state.log.confirm(&was, id);
        return;
    }
    let name = source.summary.name.clone();
    let (set_aside, others) = match &mut source.kept {
        KeptPhase::Loading => (Vec::new(), Vec::new()),
        KeptPhase::Settled {
            unconfirmed,
            others,
        } => (std::mem::take(unconfirmed), std::mem::take(others)),
    };
    let waiting = casework::waiting(state, &was, &set_aside);
    state.log.set_aside(&set_aside);
    state.log.confirm(&was, id);
    state.log.merge(waiting);
    kept::other_file(state, &name);
    let own = others
        .iter()
        .find(|record| record.confirmed.as_ref() == Some(id));
    if let Some(record) = own {
        kept::take_in(state, index, record);
    }
}
