//! Decisions that other windows keep about the sources open here: taken in as soon as one is heard
//! of, and looked for once more before a package is built.
//!
//! Must never: show or build a source without what another window withholds of it, as far as the
//! store answers. Where it does not, the page says so and goes on: there may be no store at all.

use crate::engine::decision::DecisionKind;
use crate::engine::time::Instant;
use crate::say;

use super::effect::Effect;
use super::kept::{KeptRecord, log_of};
use super::log::is_act;
use super::packaging;
use super::redacting::changed;
use super::sources::log_changed;
use super::state::{DigestPhase, KeptPhase, State};

/// Another window wrote or deleted what is kept.
pub(super) fn changed_elsewhere(state: &State) -> Vec<Effect> {
    if state.sources.is_empty() {
        return vec![Effect::ListKept];
    }
    vec![Effect::ReadKept { for_build: false }]
}

/// All that is kept was read again: what is new about open sources holds here, too.
pub(super) fn reread(
    state: &mut State,
    now: &Instant,
    records: &[KeptRecord],
    for_build: bool,
) -> Vec<Effect> {
    let nothing_redacted = state.log.standing_redactions().is_empty();
    let revision = state.log.revision();
    let mut n_new = 0;
    for index in 0..state.sources.len() {
        n_new += take_up_all(state, index, records);
    }
    let mut effects = if n_new > 0 {
        changed(state, now)
    } else if state.log.revision() != revision {
        log_changed(state, now)
    } else {
        Vec::new()
    };
    if for_build {
        effects.extend(packaging::looked_elsewhere(
            state,
            now,
            n_new > 0,
            nothing_redacted,
        ));
    }
    effects
}

/// Takes up what is kept about one source. Returns how many decisions are new that change what is
/// withheld or how it is shown.
fn take_up_all(state: &mut State, index: usize, records: &[KeptRecord]) -> u32 {
    let n_new = records
        .iter()
        .map(|record| take_up(state, index, record).unwrap_or(0))
        .sum();
    if n_new > 0
        && let Some(source) = state.sources.get(index)
    {
        let what = say::name_is_open_in_another_window_too(
            format_args!("{:?}", source.summary.name),
            say::n_decisions_made(n_new),
            n_new,
        );
        state.alerts.notice(what, "");
    }
    n_new
}

/// `None` when the record is not about this source, or cannot be read.
fn take_up(state: &mut State, index: usize, record: &KeptRecord) -> Option<u32> {
    let source = state.sources.get_mut(index)?;
    // What is being read at first comes in by itself, and says so in its own words.
    if source.kept == KeptPhase::Loading || source.summary.provisional != record.provisional {
        return None;
    }
    let was = source.identity.clone();
    if !was.is_provisional() && record.confirmed.as_ref().is_some_and(|known| known != &was) {
        return None;
    }
    let mut log = log_of(&mut state.alerts, record)?;
    let source = state.sources.get_mut(index)?;
    match &record.confirmed {
        Some(confirmed) if was.is_provisional() => {
            source.identity = confirmed.clone();
            state.log.confirm(&was, confirmed);
        }
        Some(_) => {}
        None if was.is_provisional() => {}
        None => log.confirm(&record.provisional, &was),
    }
    let new = state.log.merge(log);
    let source = state.sources.get_mut(index)?;
    if !matches!(source.digest, DigestPhase::Known { .. })
        && let KeptPhase::Settled { unconfirmed, .. } = &mut source.kept
    {
        unconfirmed.extend(new.iter().cloned());
    }
    let decisions = state.log.log().decisions().iter();
    let n_new = decisions
        .filter(|decision| new.contains(&decision.id) && matters(&decision.kind))
        .count();
    Some(u32::try_from(n_new).unwrap_or(u32::MAX))
}

/// Whether it changes what is withheld or how a thread is shown.
fn matters(kind: &DecisionKind) -> bool {
    is_act(kind) || matches!(kind, DecisionKind::Withdraw { .. })
}
