//! People: whose phone made an export, and which participants are one person.

use crate::engine::case::ThreadId;
use crate::engine::decision::{CaseWork, DecisionKind};
use crate::engine::thread::ParticipantId;
use crate::engine::time::Instant;
use crate::say;

use super::{WorkDialog, close, is_wrong, open};
use crate::app::effect::Effect;
use crate::app::reading::named_now;
use crate::app::sources::log_changed;
use crate::app::state::State;

/// "My side" was chosen: what others chose before is taken back with it, since a clock that goes
/// ahead must not win over the person who chooses now. Or it was taken back: the choice before
/// counts again.
pub(in crate::app) fn owner_chosen(
    state: &mut State,
    now: &Instant,
    thread: ThreadId,
    participant: Option<ParticipantId>,
) -> Vec<Effect> {
    let Some((source, summary)) = state.thread(thread) else {
        return Vec::new();
    };
    let Some(entry) = summary.participant_places.first().map(|place| place.entry) else {
        return Vec::new();
    };
    let chosen = match participant {
        Some(who) => {
            let Some(place) = summary.participant_places.get(who.0 as usize) else {
                return Vec::new();
            };
            Some(named_now(source, place))
        }
        None => None,
    };
    let me = state.log.by().unwrap_or(crate::app::log::NO_NAME);
    let mut standing = state.log.log().standing();
    standing.sort_by_key(|decision| (decision.at.unix_ms(), decision.id.clone()));
    let mut taken_back: Vec<_> = standing
        .into_iter()
        .filter(|decision| match &decision.kind {
            DecisionKind::Owner { target } => {
                target.source == source.identity
                    && target.entry == entry
                    && (chosen.is_none() || decision.by != me)
            }
            _other => false,
        })
        .collect();
    if chosen.is_none() {
        taken_back = taken_back.pop().into_iter().collect();
    }
    let mut kinds: Vec<DecisionKind> = taken_back
        .into_iter()
        .map(|decision| DecisionKind::Withdraw {
            withdraws: decision.id.clone(),
        })
        .collect();
    kinds.extend(chosen.map(|target| DecisionKind::Owner { target }));
    if kinds.is_empty() {
        return Vec::new();
    }
    state.log.act_together(now, kinds);
    log_changed(state, now)
}

pub(super) fn wanted(state: &mut State) -> Vec<Effect> {
    open(state, WorkDialog::Person { error: None })
}

pub(super) fn given(
    state: &mut State,
    now: &Instant,
    name: &str,
    voices: &[(ThreadId, ParticipantId)],
    grounds: &str,
    by: Option<String>,
) -> Vec<Effect> {
    let voices: Vec<_> = voices
        .iter()
        .filter_map(|(thread, who)| {
            let (source, summary) = state.thread(*thread)?;
            let place = summary.participant_places.get(who.0 as usize)?;
            Some(named_now(source, place))
        })
        .collect();
    let (name, grounds) = (name.trim(), grounds.trim());
    let wrong = if voices.len() < 2 {
        Some(say::tick_at_least_two_participants())
    } else if name.is_empty() {
        Some(say::give_the_person_a_name())
    } else if grounds.is_empty() {
        Some(say::say_why_they_are_one_person())
    } else {
        None
    };
    if is_wrong(state, wrong.map(str::to_owned)) {
        return Vec::new();
    }
    let mut effects = close(state, by);
    let person = CaseWork::Person {
        name: name.to_owned(),
        voices,
        grounds: grounds.to_owned(),
    };
    state.log.act(now, DecisionKind::Work(person));
    effects.extend(log_changed(state, now));
    effects
}
