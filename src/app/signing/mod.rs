//! Signatures and time stamps: whose key there is, what is known of a package from elsewhere, and
//! adding to a package that was checked. A private key never comes here.

mod making;
mod phases;

use std::rc::Rc;

pub(super) use making::exhibit_arrived;
pub use phases::{Adding, ExhibitTyped, Key, ReviewTyped, Signing};

use crate::engine::finding::Explain;
use crate::engine::job::Progress;
use crate::engine::package::{Addition, additions_of};
use crate::engine::session::protocol::{KnownOrigin, Request, SignEvent, SignRequest, Tag};
use crate::engine::sign::PublicKey;
use crate::engine::verify::{Report, Signable};
use crate::say;

use super::asks::Asked;
use super::digests::percent;
use super::effect::Effect;
use super::state::{FileKey, State};
use super::verifying::{self, VerifyPhase};

/// About signatures and time stamps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignAction {
    /// The browser was asked for its key.
    KeyFound {
        /// Its public half; `None` when it keeps none.
        public: Option<PublicKey>,
    },
    /// The browser could not do what was asked of it.
    NotDone {
        /// What, and what it says.
        what: String,
    },
    /// "Make a key" was pressed.
    KeyWanted,
    /// "Forget this key" was pressed.
    KeyUnwanted,
    /// Its owner's name was typed.
    OwnerTyped {
        /// As typed.
        name: String,
    },
    /// The number of a seal was typed.
    SealNumberTyped {
        /// As typed.
        number: String,
    },
    /// Known keys were typed or read.
    SignersTyped {
        /// Lines of `allowed_signers`.
        lines: String,
    },
    /// Known certificates were typed or read.
    TimeRootsTyped {
        /// As PEM.
        pem: String,
    },
    /// "Check again" was pressed.
    CheckAgain,
    /// "Sign" was pressed.
    SignWanted,
    /// The browser signed.
    Signed {
        /// What is to be added.
        additions: Vec<Addition>,
    },
    /// Files to be added were chosen.
    FilesRead {
        /// Name and content of each.
        files: Vec<(String, Vec<u8>)>,
    },
    /// "Save time request" was pressed.
    TimeRequestWanted,
    /// A number for an exhibit was typed.
    ExhibitTyped {
        /// All three.
        typed: ExhibitTyped,
    },
    /// Something for a review set was typed.
    ReviewTyped {
        /// All three.
        typed: ReviewTyped,
    },
    /// "Write review set" was pressed.
    ReviewWanted,
    /// "Save exhibit" was pressed.
    ExhibitWanted,
    /// "Cancel" was pressed.
    Cancelled,
    /// "Save to…" was pressed.
    SaveToWanted,
}

/// About signatures and time stamps.
pub(super) fn update(state: &mut State, action: SignAction) -> Vec<Effect> {
    match action {
        SignAction::KeyFound { public } => {
            state.signing.key = public.map_or(Key::None, |public| Key::Kept { public });
            Vec::new()
        }
        SignAction::NotDone { what } => not_done(state, &what),
        SignAction::KeyWanted => key_wanted(state),
        SignAction::KeyUnwanted => key_unwanted(state),
        SignAction::OwnerTyped { name } => {
            state.signing.owner = Some(name);
            Vec::new()
        }
        SignAction::SealNumberTyped { number } => known(state, |known| known.seal_number = number),
        SignAction::SignersTyped { lines } => known(state, |known| known.signers = lines),
        SignAction::TimeRootsTyped { pem } => known(state, |known| known.time_roots = pem),
        SignAction::CheckAgain => check_again(state),
        SignAction::SignWanted => sign(state),
        SignAction::Signed { additions } => match state.signing.adding {
            Adding::Signing => add(state, additions),
            Adding::None
            | Adding::Writing { .. }
            | Adding::Done { .. }
            | Adding::Reviewed { .. } => Vec::new(),
        },
        SignAction::FilesRead { files } => files_read(state, files),
        SignAction::TimeRequestWanted => time_request(state),
        SignAction::ExhibitTyped { typed } => {
            state.signing.exhibit = typed;
            Vec::new()
        }
        SignAction::ExhibitWanted => making::exhibit_wanted(state),
        SignAction::ReviewTyped { typed } => {
            state.signing.review = typed;
            Vec::new()
        }
        SignAction::ReviewWanted => making::review_wanted(state),
        SignAction::Cancelled => match &state.signing.adding {
            Adding::Writing { tag, .. } => vec![Effect::post(Request::Cancel { tag: *tag })],
            Adding::None | Adding::Signing | Adding::Done { .. } | Adding::Reviewed { .. } => {
                Vec::new()
            }
        },
        SignAction::SaveToWanted => match &state.signing.adding {
            Adding::Done { outcome } if !outcome.refused => vec![Effect::SaveAddedTo {
                name: outcome.file_name.clone(),
            }],
            Adding::Reviewed { built } => vec![Effect::SaveAddedTo {
                name: built.file_name.clone(),
            }],
            Adding::None | Adding::Signing | Adding::Writing { .. } | Adding::Done { .. } => {
                Vec::new()
            }
        },
    }
}

fn known(state: &mut State, change: impl FnOnce(&mut KnownOrigin)) -> Vec<Effect> {
    change(&mut state.signing.known);
    Vec::new()
}

fn not_done(state: &mut State, what: &str) -> Vec<Effect> {
    if matches!(state.signing.adding, Adding::Signing) {
        state.signing.adding = Adding::None;
    }
    if matches!(state.signing.key, Key::Making { .. }) {
        state.signing.key = Key::None;
    }
    let help = say::try_it_again_or_sign_with_threadseal();
    state.alerts.error(what.to_owned(), help);
    Vec::new()
}

fn key_wanted(state: &mut State) -> Vec<Effect> {
    match state.signing.key {
        Key::NotLooked | Key::None => {
            let tag = state.asks.ask(Asked::Sign);
            state.signing.key = Key::Making { tag };
            vec![Effect::MakeKey { tag }]
        }
        Key::Making { .. } | Key::Kept { .. } | Key::Here { .. } => Vec::new(),
    }
}

fn key_unwanted(state: &mut State) -> Vec<Effect> {
    match std::mem::take(&mut state.signing.key) {
        Key::Kept { .. } => vec![Effect::ForgetKey],
        Key::NotLooked | Key::None | Key::Making { .. } | Key::Here { .. } => {
            state.signing.key = Key::None;
            Vec::new()
        }
    }
}

/// The package that was checked: its file, its name, what can be signed of it.
fn checked_package(state: &State) -> Option<(FileKey, String, Rc<Report>)> {
    match &state.verify {
        VerifyPhase::Checked { name, report, file } => {
            Some((*file, name.clone(), Rc::clone(report)))
        }
        VerifyPhase::Idle | VerifyPhase::Checking { .. } => None,
    }
}

fn check_again(state: &mut State) -> Vec<Effect> {
    match checked_package(state) {
        Some((file, name, _)) => verifying::chosen(state, file, name),
        None => Vec::new(),
    }
}

/// What a signature of ours covers: the whole package.
fn subject(report: &Report) -> Option<Signable> {
    report.signable.first().cloned()
}

fn is_busy(state: &State) -> bool {
    matches!(
        state.signing.adding,
        Adding::Signing | Adding::Writing { .. }
    )
}

fn sign(state: &mut State) -> Vec<Effect> {
    let Some((file, name, report)) = checked_package(state).filter(|_| !is_busy(state)) else {
        return Vec::new();
    };
    let subjects: Vec<Signable> = subject(&report).into_iter().collect();
    if subjects.is_empty() {
        return Vec::new();
    }
    match state.signing.key {
        Key::Kept { .. } => {
            state.signing.adding = Adding::Signing;
            vec![Effect::DropAdded, Effect::SignWithKey { subjects }]
        }
        Key::Here { .. } => {
            let known = state.signing.known.clone();
            ask(state, file, |tag| SignRequest::SignAndAdd {
                tag,
                name,
                subjects,
                known,
            })
        }
        Key::NotLooked | Key::None | Key::Making { .. } => Vec::new(),
    }
}

fn add(state: &mut State, additions: Vec<Addition>) -> Vec<Effect> {
    let Some((file, name, _)) = checked_package(state) else {
        state.signing.adding = Adding::None;
        return Vec::new();
    };
    let known = state.signing.known.clone();
    ask(state, file, |tag| SignRequest::Add {
        tag,
        name,
        additions,
        known,
    })
}

fn ask(state: &mut State, file: FileKey, request: impl FnOnce(Tag) -> SignRequest) -> Vec<Effect> {
    let tag = state.asks.ask(Asked::Sign);
    state.signing.adding = Adding::Writing {
        tag,
        phase: say::preparing().to_owned(),
        percent: 0,
    };
    let post = Effect::Post {
        request: Request::Sign(request(tag)),
        files: vec![file],
    };
    vec![Effect::DropAdded, post]
}

fn files_read(state: &mut State, files: Vec<(String, Vec<u8>)>) -> Vec<Effect> {
    let Some((_, _, report)) = checked_package(state).filter(|_| !is_busy(state)) else {
        return Vec::new();
    };
    match additions_of(files, &report.signable) {
        Ok(additions) => add(state, additions),
        Err(error) => {
            state.alerts.failure(error.to_failure());
            Vec::new()
        }
    }
}

fn time_request(state: &State) -> Vec<Effect> {
    let Some((_, name, report)) = checked_package(state) else {
        return Vec::new();
    };
    let stem = name.strip_suffix(".zip").unwrap_or(&name).to_owned();
    let save = |subject: Signable| Effect::SaveTimeRequest {
        name: format!("{stem}.tsq"),
        message: subject.bytes,
    };
    subject(&report).map(save).into_iter().collect()
}

/// After a package was checked: the key is looked for once.
pub(super) fn checked(signing: &Signing) -> Vec<Effect> {
    match signing.key {
        Key::NotLooked => vec![Effect::FindKey],
        Key::None | Key::Making { .. } | Key::Kept { .. } | Key::Here { .. } => Vec::new(),
    }
}

/// Another package was chosen: what was added to the one before is let go.
pub(super) fn another_package(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Adding::Writing { tag, .. } = &state.signing.adding {
        effects.push(Effect::post(Request::Cancel { tag: *tag }));
    }
    if state.signing.adding != Adding::None {
        effects.push(Effect::DropAdded);
        effects.push(Effect::post(Request::Sign(SignRequest::Discard)));
    }
    state.signing.adding = Adding::None;
    effects
}

/// The worker went on.
pub(super) fn progressed(state: &mut State, at: Tag, now_doing: &str, progress: Progress) {
    if let Adding::Writing {
        tag,
        phase,
        percent: done,
    } = &mut state.signing.adding
        && *tag == at
    {
        now_doing.clone_into(phase);
        *done = percent(progress);
    }
}

/// The worker is done.
pub(super) fn event_arrived(state: &mut State, event: SignEvent) -> Vec<Effect> {
    match event {
        SignEvent::KeyMade { tag, key } => {
            state.asks.answered(tag);
            if state.signing.key == (Key::Making { tag }) {
                state.signing.key = Key::Here { public: key };
            }
            Vec::new()
        }
        SignEvent::Reviewed { tag, built } => {
            state.asks.answered(tag);
            if !waits_for(state, tag) {
                return vec![Effect::post(Request::Sign(SignRequest::Discard))];
            }
            let built = Rc::new(built);
            state.signing.adding = Adding::Reviewed { built };
            vec![Effect::OfferAdded { tag }]
        }
        SignEvent::Added { tag, outcome } => {
            state.asks.answered(tag);
            if !waits_for(state, tag) {
                return vec![Effect::post(Request::Sign(SignRequest::Discard))];
            }
            let offers = !outcome.refused;
            state.signing.adding = Adding::Done {
                outcome: Rc::new(outcome),
            };
            let offer = Effect::OfferAdded { tag };
            offers.then_some(offer).into_iter().collect()
        }
    }
}

fn waits_for(state: &State, tag: Tag) -> bool {
    matches!(&state.signing.adding, Adding::Writing { tag: at, .. } if *at == tag)
}

/// Nothing came of it.
pub(super) fn ended(state: &mut State, at: Tag) {
    if matches!(&state.signing.adding, Adding::Writing { tag, .. } if *tag == at) {
        state.signing.adding = Adding::None;
    }
    if state.signing.key == (Key::Making { tag: at }) {
        state.signing.key = Key::None;
    }
    state.signing.exhibit.waits.take_if(|tag| *tag == at);
}

/// The worker is gone, with what it staged and with a key that only it had.
pub(super) fn lost(state: &mut State, help: &str) {
    let key_went = matches!(state.signing.key, Key::Here { .. } | Key::Making { .. });
    if key_went {
        state.signing.key = Key::None;
    }
    if state.signing.adding != Adding::None {
        state.signing.adding = Adding::None;
        state
            .alerts
            .error(say::the_package_with_more_files_was_not_finished(), help);
    }
}
