//! The package that was checked beside a later one: what became visible, hidden, or changed.

use std::rc::Rc;

use crate::engine::compare::Comparison;
use crate::engine::job::Progress;
use crate::engine::session::protocol::{Request, Tag};
use crate::engine::verify::Report;
use crate::say;

use super::asks::Asked;
use super::digests::percent;
use super::earlier;
use super::effect::Effect;
use super::state::{FileKey, State};
use super::verifying::VerifyPhase;

/// A comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Comparing {
    /// There is none.
    #[default]
    None,
    /// The worker is at it.
    Working {
        /// Of the request.
        tag: Tag,
        /// Name of the later package.
        name: String,
        /// Its file, to be let go at the end.
        file: FileKey,
        /// What is being done, for people.
        phase: String,
        /// Units: percent.
        percent: u8,
    },
    /// It is there.
    Done {
        /// Name of the later package.
        name: String,
        /// What the verifier says of it.
        report: Rc<Report>,
        /// `None` when it is not valid.
        comparison: Option<Rc<Comparison>>,
    },
}

/// About a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompareAction {
    /// A later package was chosen.
    Chosen {
        /// Where the page holds it.
        file: FileKey,
        /// Its name.
        name: String,
    },
    /// "Cancel" was pressed.
    Cancelled,
}

/// About a comparison.
pub(super) fn update(state: &mut State, action: CompareAction) -> Vec<Effect> {
    match action {
        CompareAction::Chosen { file, name } => chosen(state, file, name),
        CompareAction::Cancelled => match &state.comparing {
            Comparing::Working { tag, .. } => vec![Effect::post(Request::Cancel { tag: *tag })],
            Comparing::None | Comparing::Done { .. } => Vec::new(),
        },
    }
}

fn chosen(state: &mut State, file: FileKey, name: String) -> Vec<Effect> {
    let VerifyPhase::Checked {
        name: first,
        file: first_file,
        ..
    } = &state.verify
    else {
        return vec![Effect::DropFiles { files: vec![file] }];
    };
    let (names, files) = ([first.clone(), name.clone()], vec![*first_file, file]);
    let mut effects = left(state);
    let tag = state.asks.ask(Asked::Compare);
    state.comparing = Comparing::Working {
        tag,
        name,
        file,
        phase: say::reading().to_owned(),
        percent: 0,
    };
    effects.push(Effect::Post {
        request: Request::Compare { tag, names },
        files,
    });
    effects
}

/// Another package is checked, or another one compared: what was is let go.
pub(super) fn left(state: &mut State) -> Vec<Effect> {
    match std::mem::take(&mut state.comparing) {
        Comparing::Working { tag, file, .. } => vec![
            Effect::post(Request::Cancel { tag }),
            Effect::DropFiles { files: vec![file] },
        ],
        Comparing::None | Comparing::Done { .. } => Vec::new(),
    }
}

/// The worker went on.
pub(super) fn progressed(state: &mut State, at: Tag, now_doing: &str, progress: Progress) {
    earlier::progressed(state, at, progress);
    if let Comparing::Working {
        tag,
        phase,
        percent: done,
        ..
    } = &mut state.comparing
        && *tag == at
    {
        now_doing.clone_into(phase);
        *done = percent(progress);
    }
}

/// The worker is done.
pub(super) fn compared(
    state: &mut State,
    at: Tag,
    report: Report,
    comparison: Option<Comparison>,
) -> Vec<Effect> {
    state.asks.answered(at);
    let Comparing::Working {
        tag, name, file, ..
    } = &state.comparing
    else {
        return Vec::new();
    };
    if *tag != at {
        return Vec::new();
    }
    let files = vec![*file];
    state.comparing = Comparing::Done {
        name: name.clone(),
        report: Rc::new(report),
        comparison: comparison.map(Rc::new),
    };
    vec![Effect::DropFiles { files }]
}

/// Nothing came of it.
pub(super) fn ended(state: &mut State, at: Tag) -> Vec<Effect> {
    match &state.comparing {
        Comparing::Working { tag, file, .. } if *tag == at => {
            let files = vec![*file];
            state.comparing = Comparing::None;
            vec![Effect::DropFiles { files }]
        }
        Comparing::None | Comparing::Working { .. } | Comparing::Done { .. } => {
            earlier::ended(state, at)
        }
    }
}
