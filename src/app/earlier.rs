//! Earlier packages of the case beside the one that was built: what one gives away of the other.

use std::rc::Rc;

use crate::engine::decision::DecisionKind;
use crate::engine::earlier::EarlierFound;
use crate::engine::job::Progress;
use crate::engine::session::protocol::{Request, Tag};
use crate::engine::time::Instant;

use super::asks::Asked;
use super::digests::percent;
use super::effect::Effect;
use super::packaging::PackagePhase;
use super::sources::log_changed;
use super::state::{FileKey, State};

/// Earlier packages beside the one that was built.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Earlier {
    /// None were chosen.
    #[default]
    None,
    /// The worker is at it.
    Working {
        /// Of the request.
        tag: Tag,
        /// SHA-256 of the package that was built.
        of: String,
        /// Their files, to be let go at the end.
        files: Vec<FileKey>,
        /// Units: percent.
        percent: u8,
    },
    /// What came of it.
    Done {
        /// SHA-256 of the package that was built.
        of: String,
        /// A package each.
        found: Rc<Vec<EarlierFound>>,
        /// A person looked at all of it.
        looked: bool,
    },
}

/// About earlier packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EarlierAction {
    /// Some were chosen: where the page holds them, and their names.
    Chosen {
        /// Which.
        files: Vec<(FileKey, String)>,
    },
    /// "Cancel" was pressed.
    Cancelled,
    /// "I have looked at each of these" was ticked.
    Looked,
}

/// What is known of earlier packages for the package that stands there now.
pub fn of_built(state: &State) -> Option<(&Rc<Vec<EarlierFound>>, bool)> {
    match (&state.earlier, &state.package) {
        (Earlier::Done { of, found, looked }, PackagePhase::Built { outcome, .. })
            if *of == outcome.sha256 =>
        {
            Some((found, *looked))
        }
        _none => None,
    }
}

/// Whether an earlier package gives something away that nobody looked at.
pub fn is_in_the_way(state: &State) -> bool {
    of_built(state)
        .is_some_and(|(found, looked)| !looked && !found.iter().all(EarlierFound::is_clean))
}

/// About earlier packages.
pub(super) fn update(state: &mut State, now: &Instant, action: EarlierAction) -> Vec<Effect> {
    match action {
        EarlierAction::Chosen { files } => chosen(state, files),
        EarlierAction::Cancelled => match &state.earlier {
            Earlier::Working { tag, .. } => vec![Effect::post(Request::Cancel { tag: *tag })],
            Earlier::None | Earlier::Done { .. } => Vec::new(),
        },
        EarlierAction::Looked => looked(state, now),
    }
}

fn chosen(state: &mut State, files: Vec<(FileKey, String)>) -> Vec<Effect> {
    let (files, names): (Vec<FileKey>, Vec<String>) = files.into_iter().unzip();
    let of = match &state.package {
        PackagePhase::Built { outcome, .. } if !outcome.blocked => outcome.sha256.clone(),
        PackagePhase::None
        | PackagePhase::Building { .. }
        | PackagePhase::Built { .. }
        | PackagePhase::Outdated => return vec![Effect::DropFiles { files }],
    };
    let mut effects = left(state);
    let tag = state.asks.ask(Asked::Earlier);
    state.earlier = Earlier::Working {
        tag,
        of,
        files: files.clone(),
        percent: 0,
    };
    effects.push(Effect::Post {
        request: Request::Earlier { tag, names },
        files,
    });
    effects
}

/// What was is let go.
fn left(state: &mut State) -> Vec<Effect> {
    match std::mem::take(&mut state.earlier) {
        Earlier::Working { tag, files, .. } => vec![
            Effect::post(Request::Cancel { tag }),
            Effect::DropFiles { files },
        ],
        Earlier::None | Earlier::Done { .. } => Vec::new(),
    }
}

/// The worker went on.
pub(super) fn progressed(state: &mut State, at: Tag, progress: Progress) {
    if let Earlier::Working {
        tag, percent: done, ..
    } = &mut state.earlier
        && *tag == at
    {
        *done = percent(progress);
    }
}

/// The worker is done.
pub(super) fn arrived(state: &mut State, at: Tag, found: Vec<EarlierFound>) -> Vec<Effect> {
    state.asks.answered(at);
    let (of, files) = match &state.earlier {
        Earlier::Working { tag, of, files, .. } if *tag == at => (of.clone(), files.clone()),
        Earlier::None | Earlier::Working { .. } | Earlier::Done { .. } => return Vec::new(),
    };
    state.earlier = Earlier::Done {
        of,
        found: Rc::new(found),
        looked: false,
    };
    vec![Effect::DropFiles { files }]
}

/// Nothing came of it.
pub(super) fn ended(state: &mut State, at: Tag) -> Vec<Effect> {
    match &state.earlier {
        Earlier::Working { tag, files, .. } if *tag == at => {
            let files = files.clone();
            state.earlier = Earlier::None;
            vec![Effect::DropFiles { files }]
        }
        Earlier::None | Earlier::Working { .. } | Earlier::Done { .. } => Vec::new(),
    }
}

/// Whoever decided looked at every place. It is recorded as looking at the package is.
fn looked(state: &mut State, now: &Instant) -> Vec<Effect> {
    if !is_in_the_way(state) {
        return Vec::new();
    }
    let Earlier::Done { of, found, looked } = &mut state.earlier else {
        return Vec::new();
    };
    *looked = true;
    let n_places = found.iter().fold(0_u32, |all, one| {
        all.saturating_add(one.n_open_there)
            .saturating_add(one.n_open_now)
    });
    let kind = DecisionKind::Justified {
        package_sha256: of.clone(),
        n_places,
    };
    state.log.decide(now, kind);
    log_changed(state, now)
}
