//! Going through the list: one after the other, window by window.

use crate::engine::examine::protocol::{Became, From, Query, Request, RowAt};

use super::{Phase, ROWS};
use crate::app::effect::Effect;
use crate::app::reading;
use crate::app::state::State;

/// Asks for the window in which the person is, or for that of the next one to be decided.
pub(super) fn show(state: &mut State) -> Effect {
    let at = state.queue.at;
    let from = if state.queue.seeks {
        From::NextToDecide(at)
    } else {
        From::At(at)
    };
    show_from(state, from)
}

/// Asks for a window.
pub(super) fn show_from(state: &mut State, from: From) -> Effect {
    let tag = state.queue.ask();
    state.queue.showing = Some(tag);
    Effect::examine(Request::Show {
        tag,
        query: state.queue.query,
        from,
        n_rows: ROWS,
    })
}

/// Something else of the list shall be shown.
pub(super) fn queried(state: &mut State, query: Query) -> Vec<Effect> {
    state.queue.query = query;
    if state.queue.phase != Phase::Ready {
        return Vec::new();
    }
    vec![show_from(state, From::Start)]
}

/// To the next or previous one.
pub(super) fn stepped(state: &mut State, down: bool) -> Vec<Effect> {
    let at = if down {
        state.queue.at.saturating_add(1)
    } else {
        state.queue.at.saturating_sub(1)
    };
    to(state, at)
}

/// To one in the list. The window that holds it is asked for, when it is another one.
pub(super) fn to(state: &mut State, at: u32) -> Vec<Effect> {
    let queue = &mut state.queue;
    let Some(list) = &queue.list else {
        return Vec::new();
    };
    if list.n_listed == 0 {
        return Vec::new();
    }
    queue.at = at.min(list.n_listed - 1);
    queue.seeks = false;
    if queue.current().is_some() {
        return Vec::new();
    }
    vec![show(state)]
}

/// To the next one that is to be decided.
pub(super) fn next_wanted(state: &mut State) -> Vec<Effect> {
    if state.queue.list.is_none() {
        return Vec::new();
    }
    let after = state.queue.at.saturating_add(1);
    vec![show_from(state, From::NextToDecide(after))]
}

/// Moves on to the next one that is to be decided: at once when it is in the window, else when it is
/// told. Until then nothing can be decided, so that no key meets another one than was seen.
pub(super) fn move_on(state: &mut State) {
    let queue = &mut state.queue;
    let Some(list) = &queue.list else {
        return;
    };
    let after = queue.at.saturating_add(1).saturating_sub(list.first);
    let next = list
        .rows
        .iter()
        .enumerate()
        .skip(after as usize)
        .find(|(_, row)| row.became == Became::Open);
    match next {
        Some((index, _)) => queue.at = list.first + index as u32,
        None => queue.seeks = true,
    }
}

/// To the message in which the suggestion stands.
pub(super) fn to_message(state: &mut State) -> Vec<Effect> {
    let at = state.queue.current().map(|row| row.at.clone());
    match at {
        Some(RowAt::Body { thread, record, .. }) => {
            state.queue.side = super::Side::Messages;
            reading::go_to(state, thread, record, true)
        }
        Some(RowAt::Title { thread, .. } | RowAt::Name { thread, .. }) => {
            state.queue.side = super::Side::Messages;
            reading::open_thread(state, thread)
        }
        Some(RowAt::FileName { .. }) | None => Vec::new(),
    }
}
