//! Checking a package somebody handed over.

use std::rc::Rc;

use crate::engine::decision::DecisionKind;
use crate::engine::job::Progress;
use crate::engine::session::protocol::{Request, Tag};
use crate::engine::time::Instant;
use crate::engine::verify::{Report, Verdict};
use crate::say;

use super::action::VerifyAction;
use super::asks::Asked;
use super::digests::percent;
use super::effect::Effect;
use super::sources::log_changed;
use super::state::{FileKey, State};
use super::{comparing, signing};

/// A package being checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum VerifyPhase {
    /// None was chosen.
    #[default]
    Idle,
    /// The worker is at it.
    Checking {
        /// Of the request.
        tag: Tag,
        /// Name of the package.
        name: String,
        /// What is being done, for people.
        phase: String,
        /// Units: percent.
        percent: u8,
        /// The file, to be let go at the end.
        file: FileKey,
    },
    /// It was checked.
    Checked {
        /// Name of the package.
        name: String,
        /// What was found.
        report: Rc<Report>,
        /// The file, to be let go when another takes its place.
        file: FileKey,
    },
}

impl VerifyPhase {
    /// The file that is checked or was.
    pub(super) fn file(&self) -> Option<FileKey> {
        match self {
            VerifyPhase::Idle => None,
            VerifyPhase::Checking { file, .. } | VerifyPhase::Checked { file, .. } => Some(*file),
        }
    }
}

/// About a package being checked.
pub(super) fn update(state: &mut State, action: VerifyAction) -> Vec<Effect> {
    match action {
        VerifyAction::Chosen { file, name } => {
            let mut effects = signing::another_package(state);
            effects.extend(comparing::left(state));
            effects.extend(chosen(state, file, name));
            effects
        }
        VerifyAction::Cancelled => match &state.verify {
            VerifyPhase::Checking { tag, .. } => {
                vec![Effect::post(Request::Cancel { tag: *tag })]
            }
            VerifyPhase::Idle | VerifyPhase::Checked { .. } => Vec::new(),
        },
    }
}

/// Checks a package, or the same once more.
pub(super) fn chosen(state: &mut State, file: FileKey, name: String) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let VerifyPhase::Checking { tag, .. } = &state.verify {
        effects.push(Effect::post(Request::Cancel { tag: *tag }));
    }
    if let Some(before) = state.verify.file().filter(|before| *before != file) {
        effects.push(Effect::DropFiles {
            files: vec![before],
        });
    }
    let tag = state.asks.ask(Asked::Verify);
    state.verify = VerifyPhase::Checking {
        tag,
        name: name.clone(),
        phase: say::reading().to_owned(),
        percent: 0,
        file,
    };
    effects.push(Effect::Post {
        request: Request::Verify {
            tag,
            name,
            known: state.signing.known.clone(),
        },
        files: vec![file],
    });
    effects
}

/// The worker went on.
pub(super) fn progressed(state: &mut State, at: Tag, now_doing: String, progress: Progress) {
    if let VerifyPhase::Checking {
        tag,
        phase,
        percent: done,
        ..
    } = &mut state.verify
        && *tag == at
    {
        *phase = now_doing;
        *done = percent(progress);
    }
}

/// It was checked.
pub(super) fn verified(state: &mut State, now: &Instant, at: Tag, report: Report) -> Vec<Effect> {
    state.asks.answered(at);
    let VerifyPhase::Checking {
        tag, name, file, ..
    } = &state.verify
    else {
        return Vec::new();
    };
    if *tag != at {
        return Vec::new();
    }
    let mut effects = signing::checked(&state.signing);
    let kind = DecisionKind::Verified {
        package_sha256: report.sha256.clone(),
        valid: report.result == Verdict::Valid,
    };
    state.verify = VerifyPhase::Checked {
        name: name.clone(),
        report: Rc::new(report),
        file: *file,
    };
    if !state.sources.is_empty() {
        state.log.decide(now, kind);
        effects.extend(log_changed(state, now));
    }
    effects
}

/// Nothing came of it.
pub(super) fn ended(state: &mut State, at: Tag) -> Vec<Effect> {
    match &state.verify {
        VerifyPhase::Checking { tag, file, .. } if *tag == at => {
            let files = vec![*file];
            state.verify = VerifyPhase::Idle;
            vec![Effect::DropFiles { files }]
        }
        VerifyPhase::Idle | VerifyPhase::Checking { .. } | VerifyPhase::Checked { .. } => {
            Vec::new()
        }
    }
}
