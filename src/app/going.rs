//! Going to a message by its number or its day, and words for when there is none.

use crate::engine::case::ThreadId;
use crate::engine::session::protocol::{Request, Tag};
use crate::engine::thread::RecordId;
use crate::say;

use super::asks::Asked;
use super::effect::Effect;
use super::state::{Area, State};
use super::{reading, words};

/// Another thread was chosen. Areas that show one thread at a time show it there.
pub(super) fn to_thread(state: &mut State, thread: ThreadId) -> Vec<Effect> {
    let area = state.area;
    let effects = reading::open_thread(state, thread);
    match area {
        Area::Timeline => state.area = area,
        Area::Read
        | Area::Redact
        | Area::People
        | Area::Case
        | Area::Findings
        | Area::Compliance
        | Area::Gallery
        | Area::Package => {}
    }
    effects
}

/// "Go to message": scrolls there, or says which numbers there are.
pub(super) fn to_message(state: &mut State, number: u32) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    let thread = reading.thread;
    let n_records = state.thread(thread).map_or(0, |(_, at)| at.n_records);
    if number == 0 || number > n_records {
        state.alerts.error(
            match number {
                0 | u32::MAX => say::no_message_of_this_thread_has_that().to_owned(),
                number => say::there_is_no_message_number_in_this(words::count(number)),
            },
            say::give_a_number_from_1_to_n(words::count(n_records)),
        );
        return Vec::new();
    }
    if let Some(reading) = &mut state.reading {
        reading.jump_to(RecordId(number - 1), true);
    }
    Vec::new()
}

/// "Go to date": the worker looks for the first message of that day or a later one.
pub(super) fn to_date(state: &mut State, date: String) -> Vec<Effect> {
    let Some(thread) = state.reading.as_ref().map(|at| at.thread) else {
        return Vec::new();
    };
    let tag = state.asks.ask(Asked::GoToDate { date: date.clone() });
    vec![Effect::post(Request::GoToDate { tag, thread, date })]
}

/// Where something stands came back.
pub(super) fn located(
    state: &mut State,
    tag: Tag,
    at: Option<(ThreadId, RecordId)>,
    day: Option<String>,
) -> Vec<Effect> {
    let Some(Asked::GoToDate { date }) = state.asks.answered(tag) else {
        return Vec::new();
    };
    let thread = state.reading.as_ref().map(|reading| reading.thread);
    let covered = thread
        .and_then(|thread| state.thread(thread))
        .map_or_else(String::new, |(_, at)| {
            say::this_thread_runs_from_at(words::from_to(at))
        });
    let Some((thread, record)) = at else {
        let what = say::no_message_in_this_thread_is_dated(date);
        state.alerts.notice(what, covered);
        return Vec::new();
    };
    if let Some(day) = day.filter(|day| *day != date) {
        let number = words::count(record.0 + 1);
        let what = say::no_message_in_this_thread_is_dated_date_message(date, number, day);
        state.alerts.notice(what, covered);
    }
    reading::go_to(state, thread, record, true)
}
