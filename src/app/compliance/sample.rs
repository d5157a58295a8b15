//! The sample: drawn from what was typed, read message by message.

use super::asking::comply_effect;
use crate::app::effect::Effect;
use crate::app::sources::log_changed;
use crate::app::state::State;
use crate::engine::case::ThreadId;
use crate::engine::compliance::NONCE_CHARS;
use crate::engine::decision::{CaseWork, DecisionKind};
use crate::engine::examine::comply::protocol::ComplyRequest;
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;
use crate::say;

/// The draw is recorded before anybody sees what came of it.
pub(super) fn draw_wanted(state: &mut State, nonce: &str) -> Vec<Effect> {
    let nonce = nonce.trim();
    if nonce.chars().count() < NONCE_CHARS {
        state.alerts.error(
            say::the_characters_for_the_draw_are_fewer(NONCE_CHARS),
            say::type_at_least_eight_characters_that_nobody(),
        );
        return Vec::new();
    }
    if state
        .sources
        .iter()
        .any(|source| source.identity.is_provisional())
    {
        state.alerts.error(
            say::the_digests_of_the_exports_are_still_being(),
            say::wait_until_they_are_there_then_ask(),
        );
        return Vec::new();
    }
    let tag = state.comply.ask();
    let nonce = nonce.to_owned();
    vec![comply_effect(ComplyRequest::Draw { tag, nonce })]
}

pub(super) fn sample_read(
    state: &mut State,
    now: &Instant,
    (thread, record): (ThreadId, RecordId),
    breaks: bool,
    note: String,
) -> Vec<Effect> {
    let Some(drawn) = state.comply.drawn.clone() else {
        return Vec::new();
    };
    let rows = drawn.strata.iter().flat_map(|(_, _, rows)| rows);
    let row = rows
        .into_iter()
        .find(|row| (row.thread, row.record) == (thread, record));
    let Some(target) = row.and_then(|row| row.place.clone()) else {
        return Vec::new();
    };
    let note = match (breaks, note.trim().is_empty()) {
        (true, true) => say::breaks_the_policy().to_owned(),
        _said => note,
    };
    let mut kinds = Vec::new();
    let n_drawn: usize = drawn.strata.iter().map(|(_, _, rows)| rows.len()).sum();
    let is_noted = state.log.log().standing().iter().any(|decision| {
        matches!(&decision.kind, DecisionKind::Work(CaseWork::Drawn { seed, .. }) if *seed == drawn.seed)
    });
    if !is_noted {
        kinds.push(DecisionKind::Work(CaseWork::Drawn {
            nonce: drawn.nonce.clone(),
            seed: drawn.seed.clone(),
            n_drawn: n_drawn as u32,
        }));
    }
    kinds.push(DecisionKind::Work(CaseWork::SampleRead {
        seed: drawn.seed.clone(),
        target,
        breaks,
        note,
    }));
    state.log.act_together(now, kinds);
    let mut effects = log_changed(state, now);
    let tag = state.comply.ask();
    effects.push(comply_effect(ComplyRequest::Draw {
        tag,
        nonce: drawn.nonce.clone(),
    }));
    effects
}
