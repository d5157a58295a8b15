//! Through the list of findings, and from a finding to its message.

use std::rc::Rc;

use super::asking::{comply_effect, window_of};
use super::{LIST_ID, ROWS, Section};
use crate::app::effect::Effect;
use crate::app::reading;
use crate::app::state::{Area, State};
use crate::engine::examine::comply::protocol::{ComplyRequest, FindingQuery, Shown};
use crate::engine::session::protocol::Tag;
use crate::say;

/// Asks for the window with the finding at hand.
pub(super) fn show(state: &mut State) -> Effect {
    let comply = &mut state.comply;
    let tag = comply.ask();
    comply.showing = Some(tag);
    comply_effect(ComplyRequest::Show {
        tag,
        query: comply.query.clone(),
        first: window_of(comply.at),
        n_rows: ROWS,
    })
}

/// A window is there. An answer to an older question is dropped.
pub(super) fn arrived(state: &mut State, tag: Tag, shown: Shown) -> Vec<Effect> {
    let comply = &mut state.comply;
    if comply.showing != Some(tag) {
        return Vec::new();
    }
    comply.showing = None;
    let kept = comply
        .keeps
        .take()
        .and_then(|number| shown.rows.iter().position(|row| row.number == number));
    if let Some(place) = kept {
        comply.at = shown.first + place as u32;
    }
    // What was worked leaves a list of what is to do: the next one takes its place.
    comply.at = comply.at.min(shown.n_listed.saturating_sub(1));
    let is_elsewhere = window_of(comply.at) != shown.first && shown.n_listed > 0;
    let is_first = comply.shown.replace(Rc::new(shown)).is_none();
    if is_elsewhere {
        return vec![show(state)];
    }
    if is_first && comply.section == Section::Findings {
        return vec![Effect::FocusOn {
            id: LIST_ID.to_owned(),
        }];
    }
    Vec::new()
}

pub(super) fn queried(state: &mut State, query: FindingQuery) -> Vec<Effect> {
    state.comply.query = query;
    state.comply.at = 0;
    vec![show(state)]
}

pub(super) fn stepped(state: &mut State, down: bool) -> Vec<Effect> {
    let n_listed = state
        .comply
        .shown
        .as_ref()
        .map_or(0, |shown| shown.n_listed);
    let at = state.comply.at;
    let at = if down {
        (at + 1).min(n_listed.saturating_sub(1))
    } else {
        at.saturating_sub(1)
    };
    to(state, at)
}

pub(super) fn to(state: &mut State, at: u32) -> Vec<Effect> {
    let n_listed = state
        .comply
        .shown
        .as_ref()
        .map_or(0, |shown| shown.n_listed);
    state.comply.at = at.min(n_listed.saturating_sub(1));
    let first = state.comply.shown.as_ref().map(|shown| shown.first);
    if first == Some(window_of(state.comply.at)) {
        return Vec::new();
    }
    vec![show(state)]
}

/// The finding of that number stands at that place when nothing is filtered.
pub(super) fn to_finding(state: &mut State, number: u32) -> Vec<Effect> {
    state.comply.section = Section::Findings;
    state.comply.query = FindingQuery {
        blind: state.comply.query.blind,
        ..FindingQuery::default()
    };
    state.comply.at = number;
    state.comply.keeps = Some(number);
    vec![show(state)]
}

/// What a review without names does not show before somebody asked for them.
pub(super) fn names_are_hidden(state: &mut State) -> Vec<Effect> {
    state.alerts.notice(
        say::comply_names_are_hidden(),
        say::comply_show_names_first(),
    );
    Vec::new()
}

pub(super) fn to_message(state: &mut State, place: usize) -> Vec<Effect> {
    if state.comply.query.blind {
        return names_are_hidden(state);
    }
    let row = state.comply.current();
    let Some((thread, record)) = row
        .and_then(|row| row.places.get(place).or(row.places.first()))
        .copied()
    else {
        return Vec::new();
    };
    state.area = Area::Read;
    reading::go_to(state, thread, record, true)
}
