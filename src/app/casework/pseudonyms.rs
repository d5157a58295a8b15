//! The key of pseudonyms: saving who is who in the finished package, and looking it up again. Both are
//! acts of their own that stand in the log.
//!
//! Must never: keep a passphrase, or what a key says once its dialog is closed.

use std::rc::Rc;

use crate::engine::casefile::Passphrase;
use crate::engine::decision::DecisionKind;
use crate::engine::keyfile::{KeyContent, KeyRead};
use crate::engine::session::protocol::{BuildOutcome, Request, Tag, WorkRequest};
use crate::engine::time::Instant;
use crate::say;

use super::files::passphrase_fault;
use super::{WorkAsked, WorkDialog, close, is_wrong, open};
use crate::app::asks::Asked;
use crate::app::effect::Effect;
use crate::app::packaging::PackagePhase;
use crate::app::sources::log_changed;
use crate::app::state::{Dialog, FileKey, State};
use crate::app::verifying::VerifyPhase;

/// How much of the package's digest stands in the name of its key. Units: hex digits.
const DIGITS_IN_NAME: usize = 8;

/// About the key of pseudonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyAction {
    /// "Save key of pseudonyms" was pressed.
    SaveWanted,
    /// Its passphrase was typed.
    SaveGiven {
        /// Twice.
        passphrase: (Passphrase, Passphrase),
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// A file was chosen in "Open key of pseudonyms".
    FileChosen {
        /// Where the page holds it.
        file: FileKey,
        /// Its name.
        name: String,
    },
    /// Its passphrase was typed.
    PassphraseGiven {
        /// As typed.
        passphrase: Passphrase,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
}

/// What is done with a key of pseudonyms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum KeyPhase {
    /// Nothing.
    #[default]
    Idle,
    /// It is written.
    Writing {
        /// Of the request.
        tag: Tag,
    },
    /// It is read.
    Reading {
        /// Of the request.
        tag: Tag,
        /// Where the page holds it.
        file: FileKey,
        /// Its name.
        name: String,
        /// Whether a key is derived for it.
        is_locked: bool,
    },
}

/// A key of pseudonyms that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedKey {
    /// Name of its file.
    pub name: String,
    /// What it says.
    pub content: KeyContent,
    /// Whether a case is open, whose log says that it was read.
    pub is_logged: bool,
}

/// Which package a key is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// The one that was built here.
    Built,
    /// The one that was checked here.
    Checked,
    /// None of those that are here.
    Another,
    /// There is none here to compare with.
    NoneHere,
}

/// Which package a key is about, by the digests.
pub fn belongs(state: &State, content: &KeyContent) -> Belongs {
    let built = finished(state).map(|outcome| &outcome.sha256);
    let checked = match &state.verify {
        VerifyPhase::Checked { report, .. } => Some(&report.sha256),
        VerifyPhase::Idle | VerifyPhase::Checking { .. } => None,
    };
    let of = Some(&content.package_sha256);
    match (built, checked) {
        (None, None) => Belongs::NoneHere,
        _some if built == of => Belongs::Built,
        _some if checked == of => Belongs::Checked,
        _some => Belongs::Another,
    }
}

/// Whether a package has pseudonyms that a key can be kept of.
pub fn has_key(outcome: &BuildOutcome) -> bool {
    !outcome.blocked && !outcome.kept.key.pseudonyms.is_empty()
}

/// The package that is finished.
fn finished(state: &State) -> Option<&Rc<BuildOutcome>> {
    match &state.package {
        PackagePhase::Built { outcome, .. } => Some(outcome),
        PackagePhase::None | PackagePhase::Building { .. } | PackagePhase::Outdated => None,
    }
}

/// Takes in what happened.
pub(super) fn update(state: &mut State, now: &Instant, action: KeyAction) -> Vec<Effect> {
    match action {
        KeyAction::SaveWanted => match finished(state) {
            Some(outcome) if has_key(outcome) => open(state, WorkDialog::SaveKey { error: None }),
            Some(_) | None => Vec::new(),
        },
        KeyAction::SaveGiven { passphrase, by } => save_given(state, now, passphrase, by),
        KeyAction::FileChosen { file, name } => {
            let mut effects = ended(state);
            effects.extend(ask(state, file, name, None));
            effects
        }
        KeyAction::PassphraseGiven { passphrase, by } => passphrase_given(state, passphrase, by),
    }
}

/// Has the key of the finished package written.
fn save_given(
    state: &mut State,
    now: &Instant,
    (one, two): (Passphrase, Passphrase),
    by: Option<String>,
) -> Vec<Effect> {
    if is_wrong(state, passphrase_fault(&one, &two)) {
        return Vec::new();
    }
    let Some(outcome) = finished(state).filter(|outcome| has_key(outcome)) else {
        return Vec::new();
    };
    let content = KeyContent {
        saved_at: now.as_str().to_owned(),
        package: outcome.file_name.clone(),
        package_sha256: outcome.sha256.clone(),
        table: (*outcome.kept.key).clone(),
    };
    let mut effects = close(state, by);
    effects.extend(ended(state));
    let tag = state.asks.ask(Asked::Work(WorkAsked::WriteKey));
    state.work.key = KeyPhase::Writing { tag };
    effects.push(Effect::LockPseudonyms {
        tag,
        content,
        passphrase: one,
    });
    effects
}

/// The file is there to be saved; the log says so.
pub(super) fn written(
    state: &mut State,
    now: &Instant,
    tag: Tag,
    text: String,
    (file_sha256, package_sha256): (String, String),
) -> Vec<Effect> {
    if state.asks.answered(tag).is_none() || state.work.key != (KeyPhase::Writing { tag }) {
        return Vec::new();
    }
    state.work.key = KeyPhase::Idle;
    let digits: String = package_sha256.chars().take(DIGITS_IN_NAME).collect();
    state.log.decide(
        now,
        DecisionKind::PseudonymsKept {
            package_sha256,
            file_sha256,
        },
    );
    state.alerts.notice(
        say::the_key_of_pseudonyms_is_saved(),
        say::losing_it_loses_the_way_back_never_hand_it(),
    );
    let mut effects = vec![Effect::SaveText {
        name: format!("threadseal-pseudonyms-{}-{digits}.tskey", now.utc_date()),
        mime: "application/json",
        text,
    }];
    effects.extend(log_changed(state, now));
    effects
}

fn ask(
    state: &mut State,
    file: FileKey,
    name: String,
    passphrase: Option<Passphrase>,
) -> Vec<Effect> {
    let tag = state.asks.ask(Asked::Work(WorkAsked::ReadKey));
    state.work.key = KeyPhase::Reading {
        tag,
        file,
        name: name.clone(),
        is_locked: passphrase.is_some(),
    };
    let request = Request::Work(WorkRequest::ReadKey {
        tag,
        name,
        passphrase,
    });
    vec![Effect::Post {
        request,
        files: vec![file],
    }]
}

fn passphrase_given(state: &mut State, passphrase: Passphrase, by: Option<String>) -> Vec<Effect> {
    let Some(Dialog::Work(WorkDialog::UnlockKey { file, name, .. })) = &state.dialog else {
        return Vec::new();
    };
    let (file, name) = (*file, name.clone());
    let is_empty = passphrase.0.is_empty();
    let wrong = is_empty.then(|| say::type_the_passphrase().to_owned());
    if is_wrong(state, wrong) || matches!(state.work.key, KeyPhase::Reading { .. }) {
        return Vec::new();
    }
    let mut effects = match by {
        Some(name) => crate::app::log_file::name_given(state, &name),
        None => Vec::new(),
    };
    effects.extend(ask(state, file, name, Some(passphrase)));
    effects
}

/// It was another passphrase: the dialog stays, and so does everything else.
pub(super) fn wrong_passphrase(state: &mut State, tag: Tag) -> Vec<Effect> {
    state.asks.answered(tag);
    if !is_read_by(state, tag) {
        return Vec::new();
    }
    state.work.key = KeyPhase::Idle;
    is_wrong(
        state,
        Some(say::the_passphrase_does_not_fit_type_it().to_owned()),
    );
    Vec::new()
}

fn is_read_by(state: &State, of: Tag) -> bool {
    matches!(&state.work.key, KeyPhase::Reading { tag, .. } if *tag == of)
}

/// The file was read. Who is who is shown only after the log says that it was looked up.
pub(super) fn read(
    state: &mut State,
    now: &Instant,
    tag: Tag,
    file_sha256: String,
    read: KeyRead,
) -> Vec<Effect> {
    state.asks.answered(tag);
    if !is_read_by(state, tag) {
        return Vec::new();
    }
    let KeyPhase::Reading { file, name, .. } = std::mem::take(&mut state.work.key) else {
        return Vec::new();
    };
    match read {
        KeyRead::Locked => {
            let error = None;
            open(state, WorkDialog::UnlockKey { file, name, error })
        }
        KeyRead::Open(content) => {
            let mut effects = vec![Effect::DropFiles { files: vec![file] }];
            let is_logged = !state.sources.is_empty();
            if is_logged {
                let kind = DecisionKind::PseudonymsRead {
                    file_sha256,
                    package_sha256: content.package_sha256.clone(),
                };
                state.log.decide(now, kind);
                effects.extend(log_changed(state, now));
            }
            let opened = OpenedKey {
                name,
                content,
                is_logged,
            };
            effects.extend(open(state, WorkDialog::Key(Rc::new(opened))));
            effects
        }
    }
}

/// Nothing more is done with a key; what was read is let go.
pub(super) fn ended(state: &mut State) -> Vec<Effect> {
    let mut files = Vec::new();
    if let KeyPhase::Reading { file, .. } = std::mem::take(&mut state.work.key) {
        files.push(file);
    }
    if let Some(Dialog::Work(WorkDialog::UnlockKey { file, .. })) = &state.dialog {
        files.push(*file);
        state.dialog = None;
    }
    files.dedup();
    match files.is_empty() {
        true => Vec::new(),
        false => vec![Effect::DropFiles { files }],
    }
}

/// The dialog that is open is closed: a key that is being unlocked is not read any further.
pub(in crate::app) fn closed(state: &mut State) -> Vec<Effect> {
    match &state.dialog {
        Some(Dialog::Work(WorkDialog::UnlockKey { .. })) => ended(state),
        Some(_) | None => Vec::new(),
    }
}
