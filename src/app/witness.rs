//! The network witness: every way out is tried when a person asks, and what came of it stands in the
//! case only when they say so.

use std::rc::Rc;

use crate::engine::decision::DecisionKind;
use crate::engine::time::Instant;
use crate::engine::witness::{Sum, Tried, is_build, read, sum};

use super::effect::Effect;
use super::sources::log_changed;
use super::state::{Dialog, State};

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WitnessPhase {
    /// Not asked yet.
    #[default]
    Idle,
    /// Trying.
    Trying,
    /// Every way was tried.
    Done {
        /// Each of them.
        tried: Rc<Vec<Tried>>,
        /// Whether it stands in the case.
        recorded: bool,
    },
    /// It could not be tried.
    Failed {
        /// Why.
        what: String,
    },
}

/// About the witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WitnessAction {
    /// "Network witness" was pressed.
    Wanted,
    /// "Try every way out" was pressed.
    Try,
    /// What the browser told.
    Told {
        /// From the page.
        page: Vec<String>,
        /// From a worker.
        worker: Vec<String>,
    },
    /// It could not be tried.
    NotTried {
        /// Why.
        what: String,
    },
    /// "Record in the case" was pressed.
    Record,
}

/// Takes in what happened.
pub(super) fn update(state: &mut State, now: &Instant, action: WitnessAction) -> Vec<Effect> {
    match action {
        WitnessAction::Wanted => state.dialog = Some(Dialog::Witness),
        WitnessAction::Try => {
            if state.witness != WitnessPhase::Trying {
                state.witness = WitnessPhase::Trying;
                return vec![Effect::TryWaysOut];
            }
        }
        WitnessAction::Told { page, worker } => {
            state.witness = WitnessPhase::Done {
                tried: Rc::new(read(&page, &worker)),
                recorded: false,
            };
        }
        WitnessAction::NotTried { what } => state.witness = WitnessPhase::Failed { what },
        WitnessAction::Record => return record(state, now),
    }
    Vec::new()
}

fn record(state: &mut State, now: &Instant) -> Vec<Effect> {
    let WitnessPhase::Done { tried, recorded } = &mut state.witness else {
        return Vec::new();
    };
    if *recorded || state.sources.is_empty() {
        return Vec::new();
    }
    *recorded = true;
    let Sum {
        n_tried,
        n_blocked,
        open,
    } = sum(tried);
    let build = state.offline.build.clone().filter(|build| is_build(build));
    state.log.decide(
        now,
        DecisionKind::Witnessed {
            build,
            n_tried,
            n_blocked,
            open,
        },
    );
    log_changed(state, now)
}
