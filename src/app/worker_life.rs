//! The worker comes up, breaks, and is replaced. What was decided lives here, so nothing is lost.

use crate::engine::session::protocol::{BUILD, Request};
use crate::say;

use super::compliance;
use super::effect::Effect;
use super::packaging::PackagePhase;
use super::queue;
use super::sealing;
use super::sources::open_batch;
use super::state::{Batch, Dialog, Screen, State, WorkerPhase};
use super::verifying::VerifyPhase;

/// How often a worker is replaced in one session before the page gives up.
const MOST_RESTARTS: u32 = 5;

/// The worker is there.
pub(super) fn ready(state: &mut State, build: &str) -> Vec<Effect> {
    if build == BUILD {
        state.worker = WorkerPhase::Ready;
        return queue::load(state);
    }
    state.worker = WorkerPhase::Stale;
    state.alerts.error(
        say::the_page_is_of_version_text_but(BUILD, build),
        say::reload_the_page_with_shift_held_down(),
    );
    Vec::new()
}

/// The worker broke: a new one takes over, with everything that was open.
pub(super) fn broken(state: &mut State, message: &str) -> Vec<Effect> {
    state.n_restarts += 1;
    if state.n_restarts > MOST_RESTARTS || state.worker == WorkerPhase::Starting {
        state.worker = WorkerPhase::GivenUp;
        state.opening.clear();
        state.arrival = None;
        state.alerts.error(
            say::the_part_of_the_program_that_reads(message),
            say::save_your_decisions_then_reload_the_page(),
        );
        return Vec::new();
    }
    let culprit = state.opening.front().copied();
    let n_open = state.sources.len();
    let effects = start_afresh(state, culprit);
    let what = match culprit.and_then(|index| name_of(state, index)) {
        Some(name) => say::name_broke_the_part_of_the_program(format_args!("{:?}", name)),
        None => say::the_part_of_the_program_that_reads_files_broke().to_owned(),
    };
    let help = if n_open > 0 {
        say::it_was_started_again_and_what_was()
    } else {
        say::it_was_started_again_other_files_can()
    };
    if let Some(batch) = culprit.and_then(|index| state.batches.get_mut(index)) {
        *batch = Batch::Gone;
    }
    state.alerts.error(format!("{what}: {message}"), help);
    effects
}

fn name_of(state: &State, index: usize) -> Option<String> {
    match state.batches.get(index)? {
        Batch::Files { files } => files.first().map(|(_, name)| name.clone()),
        Batch::Sample => Some(say::the_sample().to_owned()),
        Batch::Refused { .. } | Batch::Gone => None,
    }
}

/// Replaces the worker and opens everything again but `without`.
pub(super) fn start_afresh(state: &mut State, without: Option<usize>) -> Vec<Effect> {
    if let Some(reading) = state.reading.take() {
        let record = reading.focused.unwrap_or(reading.window.first_record());
        state.resume = Some((reading.thread, record));
    }
    let has_staged = matches!(state.package, PackagePhase::Built { .. });
    forget_work(state);
    state.worker = WorkerPhase::Restarting;
    state.sources.clear();
    state.arrival = None;
    state.opening.clear();
    state.media.clear();
    let mut effects = vec![
        Effect::RestartWorker,
        Effect::KeepMedia { only: Vec::new() },
    ];
    if has_staged {
        effects.push(Effect::DropPackage);
    }
    effects.extend(sealing::lost(state));
    effects.extend(queue::closed(state));
    effects.extend(compliance::closed(state));
    for index in 0..state.batches.len() {
        if Some(index) != without {
            effects.extend(open_batch(state, index));
        }
    }
    effects
}

/// Ends whatever the old worker was doing.
fn forget_work(state: &mut State) {
    state.asks.forget_all();
    state.burning = None;
    if state.print.take().is_some() {
        state.screen = Screen::Case;
    }
    if matches!(
        state.dialog,
        Some(
            Dialog::Everywhere(_)
                | Dialog::Build(_)
                | Dialog::WhereFrom(_)
                | Dialog::Messages(_)
                | Dialog::Lightbox { .. }
                | Dialog::Part(_)
        )
    ) {
        state.dialog = None;
    }
    let stopped = say::the_program_had_to_be_started_again();
    if matches!(state.package, PackagePhase::Building { .. }) {
        state.package = PackagePhase::None;
        state
            .alerts
            .error(say::the_package_was_not_finished(), stopped);
    }
    // The new worker sweeps what the old one staged: the link would lead nowhere.
    if matches!(state.package, PackagePhase::Built { .. }) {
        state.package = PackagePhase::None;
        state.alerts.error(
            say::the_finished_package_went_with_the_part_of(),
            say::build_it_again_no_decision_is_lost(),
        );
    }
    super::signing::lost(state, stopped);
    state.signing.exhibit.waits = None;
    state.comparing = super::comparing::Comparing::None;
    state.earlier = super::earlier::Earlier::None;
    // What reads the package ends by itself, and is not listened to any more.
    state.remains = super::residual::Remains::None;
    if matches!(state.verify, VerifyPhase::Checking { .. }) {
        state.verify = VerifyPhase::Idle;
        state
            .alerts
            .error(say::the_check_of_the_package_was_not_finished(), stopped);
    }
}

/// Drops a staged package in the worker.
pub(super) fn discard() -> Vec<Effect> {
    vec![Effect::DropPackage, Effect::post(Request::DiscardPackage)]
}
