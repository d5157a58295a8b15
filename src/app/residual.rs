//! What a reader of the finished package can still find: the detectors look at it once it is built,
//! in the examiner's program, while the person reads what else came of it.

use std::rc::Rc;

use crate::engine::examine::protocol::Request;
use crate::engine::examine::residual::Residual;
use crate::engine::job::Progress;
use crate::engine::session::protocol::Tag;

use super::digests::percent;
use super::effect::Effect;
use super::packaging::PackagePhase;
use super::parts;
use super::queue::Program;
use super::state::State;

/// What is known of the package.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Remains {
    /// It was not looked at.
    #[default]
    None,
    /// It is being looked at.
    Looking {
        /// Of the request.
        tag: Tag,
        /// Units: percent.
        percent: u8,
    },
    /// What came of it.
    Done(Rc<Residual>),
    /// It could not be looked at; why.
    Failed(String),
}

impl Remains {
    /// Whether it is being looked at.
    pub fn is_looking(&self) -> bool {
        matches!(self, Remains::Looking { .. })
    }
}

/// About what remains to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemainsAction {
    /// "Run the detectors over the package" was pressed.
    Wanted,
    /// "Cancel" was pressed.
    Cancelled,
}

/// About what remains to be found.
pub(super) fn update(state: &mut State, action: &RemainsAction) -> Vec<Effect> {
    match action {
        RemainsAction::Wanted => look(state),
        RemainsAction::Cancelled => forget(state),
    }
}

/// A package is there: it is looked at, when the program that can is.
pub(super) fn look(state: &mut State) -> Vec<Effect> {
    let PackagePhase::Built { outcome, .. } = &state.package else {
        return Vec::new();
    };
    if outcome.blocked || state.queue.program != Program::Loaded || state.remains.is_looking() {
        return Vec::new();
    }
    let name = outcome.file_name.clone();
    let tag = state.asks.tag();
    state.remains = Remains::Looking { tag, percent: 0 };
    let settings = state.queue.settings.clone();
    let mut effects = parts::open_in_burner(state);
    effects.push(Effect::AskBurnerOfPackage {
        request: Request::LookAtPackage {
            tag,
            name,
            settings,
        },
    });
    effects
}

/// There is another package, or none, or the person does not want to know.
pub(super) fn forget(state: &mut State) -> Vec<Effect> {
    let was = std::mem::take(&mut state.remains);
    let Remains::Looking { tag, .. } = was else {
        return Vec::new();
    };
    let mut effects = vec![Effect::AskBurner {
        request: Request::Cancel { tag },
        files: Vec::new(),
    }];
    effects.extend(parts::burner_ended(state));
    effects
}

/// Whether that answer is about the package.
pub(super) fn is_of(state: &State, at: Tag) -> bool {
    matches!(state.remains, Remains::Looking { tag, .. } if tag == at)
}

/// The program went on.
pub(super) fn progressed(state: &mut State, at: Tag, progress: Progress) {
    if let Remains::Looking { tag, percent: done } = &mut state.remains
        && *tag == at
    {
        *done = percent(progress);
    }
}

/// The program is done.
pub(super) fn arrived(state: &mut State, at: Tag, residual: Residual) {
    if is_of(state, at) {
        state.remains = Remains::Done(Rc::new(residual));
    }
}

/// The program broke, or cannot do it.
pub(super) fn broke(state: &mut State, what: &str) {
    if state.remains.is_looking() {
        state.remains = Remains::Failed(what.to_owned());
    }
}
