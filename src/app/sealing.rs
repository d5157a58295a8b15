//! Sealing what is open: the step before a package can prove what it shows. The secret stays in
//! the worker and in the sealed package; it never comes here.

use std::rc::Rc;

use crate::engine::finding::Failure;
use crate::engine::job::Progress;
use crate::engine::package::Addition;
use crate::engine::session::protocol::{Request, SealOutcome, Tag};
use crate::engine::time::Instant;
use crate::engine::verify::Signable;
use crate::say;

use super::asks::Asked;
use super::digests::percent;
use super::effect::Effect;
use super::state::{Area, DigestPhase, SourceState, State};

/// The seal of what is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SealPhase {
    /// There is none.
    #[default]
    None,
    /// The worker is at it.
    Sealing {
        /// Of the request.
        tag: Tag,
        /// What is being done, for people.
        phase: String,
        /// Units: percent.
        percent: u8,
        /// What was sealed before, when the package is written anew with a report.
        before: Option<(Rc<SealOutcome>, bool)>,
    },
    /// Everything is sealed.
    Sealed {
        /// The seal numbers and the sealed package.
        outcome: Rc<SealOutcome>,
        /// The sealed package was saved, or is the one that was opened.
        kept: bool,
    },
}

impl SealPhase {
    /// Whether a package may be proven against it.
    pub fn is_kept(&self) -> bool {
        matches!(self, SealPhase::Sealed { kept: true, .. })
    }
}

/// About the seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealAction {
    /// "Seal what is open" was pressed.
    Wanted,
    /// "Cancel" was pressed.
    Cancelled,
    /// The browser signed the seals that are being made.
    Signed {
        /// Of the request.
        tag: Tag,
        /// A signature over each.
        additions: Vec<Addition>,
    },
    /// It could not.
    NotSigned {
        /// Of the request.
        tag: Tag,
        /// What it says.
        what: String,
    },
    /// "Save sealed package" was pressed.
    Saved,
    /// "Save to…" was pressed.
    SaveToWanted,
    /// It could not be saved.
    NotSaved {
        /// What the browser says.
        what: String,
    },
}

/// About the seal.
pub(super) fn update(state: &mut State, now: &Instant, action: SealAction) -> Vec<Effect> {
    match action {
        SealAction::Wanted => wanted(state, now),
        SealAction::Cancelled => match &state.seal {
            SealPhase::Sealing { tag, .. } => vec![Effect::post(Request::Cancel { tag: *tag })],
            SealPhase::None | SealPhase::Sealed { .. } => Vec::new(),
        },
        SealAction::Signed { tag, additions } => {
            vec![Effect::post(Request::SealSigned { tag, additions })]
        }
        SealAction::NotSigned { tag, what } => {
            state
                .alerts
                .error(what, say::the_seal_is_made_without_a_signature());
            let additions = Vec::new();
            vec![Effect::post(Request::SealSigned { tag, additions })]
        }
        SealAction::Saved => {
            if let SealPhase::Sealed { kept, .. } = &mut state.seal {
                *kept = true;
            }
            Vec::new()
        }
        SealAction::SaveToWanted => match &state.seal {
            SealPhase::Sealed { outcome, .. } => {
                let package = outcome.package.as_ref();
                let name = package.map(|package| package.file_name.clone());
                name.map(|name| Effect::SaveSealedTo { name })
                    .into_iter()
                    .collect()
            }
            SealPhase::None | SealPhase::Sealing { .. } => Vec::new(),
        },
        SealAction::NotSaved { what } => {
            state.alerts.error(
                say::the_sealed_package_could_not_be_written(what),
                say::free_some_space_or_choose_another_place_save_sealed(),
            );
            Vec::new()
        }
    }
}

fn wanted(state: &mut State, now: &Instant) -> Vec<Effect> {
    if state.seal != SealPhase::None {
        return Vec::new();
    }
    with_files(state, now, Vec::new())
}

/// Seals what is open, or writes its package anew under the seals that are there, with files in it.
pub(super) fn with_files(
    state: &mut State,
    now: &Instant,
    enclosed: Vec<(String, String)>,
) -> Vec<Effect> {
    let before = match &state.seal {
        SealPhase::None => None,
        SealPhase::Sealed { outcome, kept } => Some((Rc::clone(outcome), *kept)),
        SealPhase::Sealing { .. } => return Vec::new(),
    };
    if state.sources.is_empty() {
        return Vec::new();
    }
    if let Some(name) = without_digest(state) {
        state.alerts.error(
            say::what_is_open_cannot_be_sealed_yet(format_args!("{:?}", name)),
            say::wait_until_it_is_computed_resume_if_it_was(),
        );
        return Vec::new();
    }
    let tag = state.asks.ask(Asked::Seal);
    state.area = Area::Package;
    state.seal = SealPhase::Sealing {
        tag,
        phase: say::preparing().to_owned(),
        percent: 0,
        before,
    };
    vec![Effect::Seal {
        tag,
        created: now.as_str().to_owned(),
        signs: state.signing.key.public().is_some(),
        enclosed,
    }]
}

/// A source whose digest was not computed yet, whatever a package or this device says it is.
fn without_digest(state: &State) -> Option<String> {
    let unknown = |source: &&SourceState| !matches!(source.digest, DigestPhase::Known { .. });
    let source = state.sources.iter().find(unknown)?;
    Some(source.summary.name.clone())
}

/// The worker went on.
pub(super) fn progressed(state: &mut State, at: Tag, now_doing: &str, progress: Progress) {
    if let SealPhase::Sealing {
        tag,
        phase,
        percent: done,
        ..
    } = &mut state.seal
        && *tag == at
    {
        now_doing.clone_into(phase);
        *done = percent(progress);
    }
}

/// The worker asks for signatures over the seals.
pub(super) fn to_sign(state: &State, at: Tag, subjects: Vec<Signable>) -> Vec<Effect> {
    match &state.seal {
        SealPhase::Sealing { tag, .. } if *tag == at => {
            vec![Effect::SignSeal { tag: at, subjects }]
        }
        SealPhase::None | SealPhase::Sealing { .. } | SealPhase::Sealed { .. } => Vec::new(),
    }
}

/// Everything is sealed.
pub(super) fn sealed(state: &mut State, tag: Tag, outcome: SealOutcome) -> Vec<Effect> {
    state.asks.answered(tag);
    if !matches!(&state.seal, SealPhase::Sealing { tag: at, .. } if *at == tag) {
        return Vec::new();
    }
    let kept = outcome.package.is_none();
    state.seal = SealPhase::Sealed {
        outcome: Rc::new(outcome),
        kept,
    };
    if kept {
        return Vec::new();
    }
    vec![Effect::OfferSealed { tag }]
}

/// Nothing came of it.
pub(super) fn ended(state: &mut State, at: Tag) {
    if let SealPhase::Sealing { tag, before, .. } = &mut state.seal
        && *tag == at
    {
        // The seals are still there, and so is the package of before.
        state.seal = match before.take() {
            Some((outcome, kept)) => SealPhase::Sealed { outcome, kept },
            None => SealPhase::None,
        };
    }
}

/// It failed.
pub(super) fn failed(state: &mut State, at: Tag, failure: Failure) -> Vec<Effect> {
    ended(state, at);
    state.alerts.failure(failure);
    Vec::new()
}

/// Another export is open now, and the seal does not hold it.
pub(super) fn opened(state: &mut State) -> Vec<Effect> {
    let SealPhase::Sealed { .. } = &state.seal else {
        return Vec::new();
    };
    state.seal = SealPhase::None;
    state.alerts.notice(
        say::what_is_open_was_sealed_before_this(),
        say::seal_again_to_prove_a_package_that(),
    );
    vec![Effect::DropSealed]
}

/// The worker is gone, and the secret with it.
pub(super) fn lost(state: &mut State) -> Vec<Effect> {
    let before = std::mem::take(&mut state.seal);
    let help = match before {
        SealPhase::None => return Vec::new(),
        SealPhase::Sealing { .. } | SealPhase::Sealed { kept: false, .. } => {
            say::seal_again_nothing_was_proven_under_it()
        }
        SealPhase::Sealed { kept: true, .. } => say::reload_the_page_and_open_the_sealed(),
    };
    let what = say::the_seal_went_with_the_part_of();
    state.alerts.error(what, help);
    vec![Effect::DropSealed]
}
