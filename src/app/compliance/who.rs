//! Who is who: voices that are people of the roster, exports that custodians handed in.

use crate::app::effect::Effect;
use crate::app::reading::named_now;
use crate::app::sources::log_changed;
use crate::app::state::State;
use crate::engine::case::ThreadId;
use crate::engine::decision::{CaseWork, DecisionKind};
use crate::engine::thread::ParticipantId;
use crate::engine::time::Instant;

pub(super) fn identified(
    state: &mut State,
    now: &Instant,
    (thread, participant): (ThreadId, ParticipantId),
    person: String,
) -> Vec<Effect> {
    let Some((source, summary)) = state.thread(thread) else {
        return Vec::new();
    };
    let Some(place) = summary.participant_places.get(participant.0 as usize) else {
        return Vec::new();
    };
    let voice = named_now(source, place);
    let mut kinds: Vec<DecisionKind> = earlier(
        state,
        |work| matches!(work, CaseWork::Identified { voice: of, .. } if *of == voice),
    );
    if !person.is_empty() {
        kinds.push(DecisionKind::Work(CaseWork::Identified { voice, person }));
    }
    settle_who(state, now, kinds)
}

pub(super) fn handed_in(
    state: &mut State,
    now: &Instant,
    source: u32,
    person: String,
) -> Vec<Effect> {
    let found = state
        .sources
        .iter()
        .find(|one| one.summary.source == source);
    let Some(source) = found.map(|one| one.identity.clone()) else {
        return Vec::new();
    };
    let mut kinds: Vec<DecisionKind> = earlier(
        state,
        |work| matches!(work, CaseWork::HandedIn { source: of, .. } if *of == source),
    );
    if !person.is_empty() {
        kinds.push(DecisionKind::Work(CaseWork::HandedIn { source, person }));
    }
    settle_who(state, now, kinds)
}

/// What stands of the same question is taken back with the new answer.
fn earlier(state: &State, is_same: impl Fn(&CaseWork) -> bool) -> Vec<DecisionKind> {
    let standing = state.log.log().standing().into_iter();
    let same = standing
        .filter(|decision| matches!(&decision.kind, DecisionKind::Work(work) if is_same(work)));
    same.map(|decision| DecisionKind::Withdraw {
        withdraws: decision.id.clone(),
    })
    .collect()
}

/// Who is who changed: everything has to be asked again, and is when another part is shown.
fn settle_who(state: &mut State, now: &Instant, kinds: Vec<DecisionKind>) -> Vec<Effect> {
    if kinds.is_empty() {
        return Vec::new();
    }
    state.log.act_together(now, kinds);
    let mut effects = log_changed(state, now);
    effects.extend(super::asking::ask_wanted(state, now));
    effects
}
