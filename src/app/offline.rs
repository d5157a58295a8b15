//! Whether the page starts without a network next time, and which build of it this is.
//!
//! Must never: say that it does before the browser said that every file is kept; put another build
//! in the place of the one a case is open in.

use super::effect::Effect;
use super::queue::Program;
use super::state::{State, WorkerPhase};
use crate::say;

/// What is known of the page's own files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offline {
    /// The digest of the list of files that the page was built with; `None` when it does not say.
    pub build: Option<String>,
    /// Whether they are kept.
    pub phase: OfflinePhase,
    /// Another build was kept beside this one and waits.
    pub newer: bool,
}

/// Whether the page's files are kept in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OfflinePhase {
    /// Nobody asked yet.
    #[default]
    Unasked,
    /// They are being fetched and compared.
    Keeping,
    /// Every file is kept and is what its build lists.
    Kept {
        /// Of which build.
        build: String,
    },
    /// The page is one file: it is wherever the person put it.
    OneFile,
    /// This browser keeps none here.
    NotHere {
        /// Why, as a sentence without its end.
        why: String,
    },
    /// Not all arrived, or one is not what the build lists.
    Failed,
}

/// About the page's own files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfflineAction {
    /// The page says which build it is.
    BuildKnown {
        /// 64 hex digits.
        build: String,
    },
    /// The page is one file.
    OneFile,
    /// Every file is kept and was compared.
    Kept {
        /// Of which build.
        build: String,
    },
    /// The browser keeps nothing here.
    NotHere {
        /// Why.
        why: String,
    },
    /// A build did not arrive whole.
    Failed {
        /// Which file, and what is wrong.
        what: String,
    },
    /// Another build did not arrive whole, and a kept one serves this page, whether its files were
    /// compared yet or not.
    UpdateFailed {
        /// Which file, and what is wrong.
        what: String,
    },
    /// Another build arrived whole and waits.
    NewerWaits,
    /// "Use it now" was pressed.
    NewerWanted,
    /// "Remove" was pressed.
    RemoveWanted,
    /// What was kept is gone.
    Removed,
    /// Everything is loaded, and the page's own host is forbidden to it from now on.
    OwnHostShut,
}

/// Everything is loaded: now the browser is asked to keep it.
pub(super) fn keep(state: &mut State) -> Vec<Effect> {
    if state.offline.phase != OfflinePhase::Unasked {
        return Vec::new();
    }
    state.offline.phase = OfflinePhase::Keeping;
    vec![Effect::KeepOffline]
}

/// Takes in what happened.
pub(super) fn update(state: &mut State, action: OfflineAction) -> Vec<Effect> {
    match action {
        OfflineAction::BuildKnown { build } => state.offline.build = Some(build),
        OfflineAction::OneFile => state.offline.phase = OfflinePhase::OneFile,
        OfflineAction::Kept { build } => state.offline.phase = OfflinePhase::Kept { build },
        OfflineAction::NotHere { why } => state.offline.phase = OfflinePhase::NotHere { why },
        OfflineAction::Failed { what } => failed(state, &what),
        OfflineAction::UpdateFailed { what } => update_failed(state, &what),
        OfflineAction::NewerWaits => state.offline.newer = true,
        // A case that is open is never reloaded from here.
        OfflineAction::NewerWanted if may_change(state) => return vec![Effect::UseNewerBuild],
        OfflineAction::NewerWanted => {}
        OfflineAction::RemoveWanted => return vec![Effect::DropOffline],
        OfflineAction::Removed => {
            state.offline.phase = OfflinePhase::NotHere {
                why: say::what_was_kept_was_removed_reload_the().to_owned(),
            };
        }
        OfflineAction::OwnHostShut if reads_nothing(state) => return vec![Effect::RestartReader],
        OfflineAction::OwnHostShut => {}
    }
    Vec::new()
}

/// The worker that reads was started before its page's own host was forbidden to it. Another one is
/// bound by that; while nothing is open it takes over unseen.
fn reads_nothing(state: &State) -> bool {
    state.worker == WorkerPhase::Ready
        && state.sources.is_empty()
        && state.opening.is_empty()
        && state.asks.is_empty()
}

fn update_failed(state: &mut State, what: &str) {
    state.alerts.error(
        say::a_newer_version_of_this_page_did(what),
        say::the_version_that_you_have_stays_and(),
    );
}

/// What was kept before, of whichever build, is still there and works.
fn failed(state: &mut State, what: &str) {
    let before = match &state.offline.phase {
        OfflinePhase::Kept { .. } => true,
        OfflinePhase::Unasked
        | OfflinePhase::Keeping
        | OfflinePhase::OneFile
        | OfflinePhase::NotHere { .. }
        | OfflinePhase::Failed => false,
    };
    if before {
        return update_failed(state, what);
    }
    state.offline.phase = OfflinePhase::Failed;
    state.alerts.error(
        say::the_page_is_not_kept_for_use(what),
        say::go_on_if_this_page_was_given(),
    );
}

/// Whether another build may take this one's place: nothing is open that a reload would close.
pub fn may_change(state: &State) -> bool {
    state.offline.newer
        && state.sources.is_empty()
        && state.opening.is_empty()
        && !state.must_warn()
}

/// What the line at the end of the page says about the network.
pub fn network_words(state: &State) -> &'static str {
    match state.worker {
        WorkerPhase::Starting => say::loading(),
        // What is used later is fetched now, so that nothing is asked for then.
        WorkerPhase::Ready if matches!(state.queue.program, Program::Wanted | Program::Loading) => {
            say::loading_the_rest()
        }
        WorkerPhase::Ready => match state.offline.phase {
            OfflinePhase::Unasked | OfflinePhase::Keeping => {
                say::keeping_the_page_for_use_offline()
            }
            OfflinePhase::Kept { .. } | OfflinePhase::OneFile => {
                say::ready_offline_nothing_is_uploaded()
            }
            OfflinePhase::NotHere { .. } | OfflinePhase::Failed => {
                say::works_without_a_network_until_it_is()
            }
        },
        WorkerPhase::Restarting => say::starting_again(),
        WorkerPhase::Stale => say::reload_the_page(),
        WorkerPhase::GivenUp => say::not_running(),
    }
}

/// Why the page does not start without a network next time, when that is so and known.
pub fn why_not_offline(state: &State) -> Option<&str> {
    match &state.offline.phase {
        OfflinePhase::NotHere { why } => Some(why),
        OfflinePhase::Unasked
        | OfflinePhase::Keeping
        | OfflinePhase::Kept { .. }
        | OfflinePhase::OneFile
        | OfflinePhase::Failed => None,
    }
}
