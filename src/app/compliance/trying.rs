//! A policy is tried while it is written: hits of each rule, or what is wrong and where.

use super::Phase;
use super::asking::{asked, comply_effect, started};
use crate::app::effect::Effect;
use crate::app::queue::Program;
use crate::app::state::State;
use crate::engine::compliance::{PolicyPlace, RuleHits};
use crate::engine::examine::comply::protocol::ComplyRequest;
use crate::engine::session::protocol::Tag;
use crate::engine::time::Instant;

/// What came of the policy as it was written last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trial {
    /// Of the request; `None` when nothing was asked.
    tag: Option<Tag>,
    /// How far it is; `None` when it is done. Units: percent.
    pub percent: Option<u8>,
    /// Hits so far, in the order of the rules.
    pub rules: Vec<RuleHits>,
    /// What is wrong, and where; nothing of the rest counts then.
    pub wrong: Vec<PolicyPlace>,
}

/// Tries the policy that was typed. What was tried before is dropped by the clerk.
pub(super) fn try_wanted(state: &mut State, now: &Instant) -> Vec<Effect> {
    let can = state.comply.policy.is_some()
        && state.queue.program == Program::Loaded
        && !state.sources.is_empty()
        && !matches!(state.comply.phase, Phase::Asking { .. });
    if !can {
        return Vec::new();
    }
    let mut effects = match state.comply.runs() {
        false => started(state),
        true => Vec::new(),
    };
    let asked = asked(state, now);
    let tag = state.comply.ask();
    state.comply.has_clerk = true;
    state.comply.trial = Trial {
        tag: Some(tag),
        percent: Some(0),
        ..std::mem::take(&mut state.comply.trial)
    };
    effects.push(comply_effect(ComplyRequest::Try { tag, asked }));
    effects
}

/// Ends the trial that runs.
pub(super) fn cancelled(state: &mut State) -> Vec<Effect> {
    let trial = &mut state.comply.trial;
    let (Some(tag), Some(_)) = (trial.tag, trial.percent.take()) else {
        return Vec::new();
    };
    trial.tag = None;
    vec![comply_effect(ComplyRequest::Cancel { tag })]
}

pub(super) fn tried(
    state: &mut State,
    tag: Tag,
    percent: Option<u8>,
    rules: Vec<RuleHits>,
) -> Vec<Effect> {
    let trial = &mut state.comply.trial;
    if trial.tag == Some(tag) {
        trial.percent = percent;
        trial.rules = rules;
        trial.wrong.clear();
    }
    Vec::new()
}

pub(super) fn refused(state: &mut State, tag: Tag, places: Vec<PolicyPlace>) -> Vec<Effect> {
    let trial = &mut state.comply.trial;
    if trial.tag == Some(tag) {
        trial.percent = None;
        trial.rules.clear();
        trial.wrong = places;
    }
    Vec::new()
}

/// The roster could not be read, or the like: told as every failure is.
pub(super) fn failed(state: &mut State, tag: Tag) {
    if state.comply.trial.tag == Some(tag) {
        state.comply.trial = Trial::default();
    }
}

/// The clerk is gone, or another policy is there.
pub(super) fn dropped(state: &mut State) -> Vec<Effect> {
    let effects = cancelled(state);
    state.comply.trial = Trial::default();
    effects
}

impl super::ComplyState {
    /// Whether the clerk runs.
    pub(super) fn runs(&self) -> bool {
        self.has_clerk || self.phase != Phase::Closed
    }
}
