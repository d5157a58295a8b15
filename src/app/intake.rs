//! The form of intake: how an export came here, as a person says. It stands in every package.

use crate::engine::decision::{DecisionKind, Intake, IntakeClaim, intake_of};
use crate::engine::time::Instant;

use super::effect::Effect;
use super::log_file::name_given;
use super::packaging;
use super::sources::log_changed;
use super::state::State;

/// About how exports came here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntakeAction {
    /// The form was filled in, or emptied.
    Recorded {
        /// Number of the source.
        source: u32,
        /// As typed.
        typed: Intake,
        /// The person's name, when it was asked for.
        by: Option<String>,
    },
}

/// About how exports came here.
pub(super) fn update(state: &mut State, now: &Instant, action: IntakeAction) -> Vec<Effect> {
    let IntakeAction::Recorded { source, typed, by } = action;
    let intake = typed.tidied();
    let before = claim(state, source).map(|claim| claim.intake);
    let Some(id) = state.source(source).map(|at| at.identity.clone()) else {
        return Vec::new();
    };
    if before.unwrap_or_default() == intake {
        return Vec::new();
    }
    let kinds = if intake.is_empty() {
        let standing = state.log.log().standing();
        let ours = standing.into_iter().filter(|decision| {
            matches!(&decision.kind, DecisionKind::Intake { source, .. } if *source == id)
        });
        let withdraw = |withdraws| DecisionKind::Withdraw { withdraws };
        ours.map(|decision| withdraw(decision.id.clone())).collect()
    } else {
        vec![DecisionKind::Intake { source: id, intake }]
    };
    let mut effects = by.map_or_else(Vec::new, |name| name_given(state, &name));
    for kind in kinds {
        state.log.act(now, kind);
    }
    effects.extend(packaging::outdate(state));
    effects.extend(log_changed(state, now));
    effects
}

/// What stands of a source.
pub fn claim(state: &State, source: u32) -> Option<IntakeClaim> {
    intake_of(state.log.log(), &state.source(source)?.identity)
}
