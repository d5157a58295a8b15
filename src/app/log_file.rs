//! The log as a file, and the name that stands in decisions.

use crate::engine::decision::{DecisionKind, DecisionLog};
use crate::engine::finding::Explain;
use crate::engine::time::Instant;
use crate::say;

use super::action::LogAction;
use super::effect::Effect;
use super::redacting::changed;
use super::state::{Dialog, State};
use super::words;

/// About the log of decisions.
pub(super) fn update(state: &mut State, now: &Instant, action: LogAction) -> Vec<Effect> {
    match action {
        LogAction::NameWanted => {
            state.dialog = Some(Dialog::Name);
            Vec::new()
        }
        LogAction::NameGiven { name } => {
            state.dialog = None;
            name_given(state, &name)
        }
        LogAction::SaveWanted => save(state, now),
        LogAction::FileRead { name, text } => open(state, now, &name, &text),
        LogAction::FileNotRead { name, what } => {
            state.alerts.error(
                say::name_could_not_be_read_what(format_args!("{:?}", name), what),
                say::check_that_the_file_is_still_where(),
            );
            Vec::new()
        }
    }
}

/// Takes the person's name.
pub(super) fn name_given(state: &mut State, name: &str) -> Vec<Effect> {
    state.log.set_by(name);
    if state.keep.private {
        return Vec::new();
    }
    vec![Effect::SaveName {
        name: state.log.by().unwrap_or_default().to_owned(),
    }]
}

fn save(state: &mut State, now: &Instant) -> Vec<Effect> {
    let waiting = state
        .log
        .log()
        .decisions()
        .iter()
        .flat_map(|decision| decision.kind.sources())
        .any(|source| source.is_provisional());
    if waiting {
        state.alerts.error(
            say::the_decisions_cannot_be_saved_yet_the_sha(),
            say::wait_until_it_is_computed_resume_if(),
        );
        return Vec::new();
    }
    state.log.saved();
    vec![Effect::SaveText {
        name: format!("threadseal-decisions-{}.json", now.utc_date()),
        mime: "application/json",
        text: state.log.log().to_file(),
    }]
}

fn open(state: &mut State, now: &Instant, name: &str, text: &str) -> Vec<Effect> {
    let log = match DecisionLog::from_file(text) {
        Ok(log) => log,
        Err(error) => {
            let failure = error.to_failure();
            state
                .alerts
                .error(format!("{name:?}: {}", failure.what), failure.help);
            return Vec::new();
        }
    };
    let n_read = log.decisions().len();
    let n_elsewhere = n_about_others(state, &log);
    let new = state.log.merge(log);
    let new_count = u32::try_from(new.len()).unwrap_or(u32::MAX);
    let known = u32::try_from(n_read - new.len()).unwrap_or(u32::MAX);
    let mut what = say::name_decisions_added_known_known_already(
        format_args!("{:?}", name),
        say::n_decisions(new_count),
        words::count(known),
    );
    let mut help = "";
    if n_elsewhere > 0 {
        what.push_str(&say::are_about_a_file_that_is_not(say::n_are(n_elsewhere)));
        help = say::open_that_file_too_a_file_whose();
    }
    state.alerts.notice(what, help);
    changed(state, now)
}

/// How many redactions are about a source that is not open, or not known by its digest yet.
fn n_about_others(state: &State, log: &DecisionLog) -> u32 {
    let open = |decision: &&crate::engine::decision::Decision| {
        let is_value = matches!(decision.kind, DecisionKind::Value { .. });
        !is_value
            && decision.kind.codes().is_some()
            && !decision
                .kind
                .sources()
                .iter()
                .all(|id| state.sources.iter().any(|source| &source.identity == id))
    };
    u32::try_from(log.standing().iter().filter(|at| open(at)).count()).unwrap_or(u32::MAX)
}
