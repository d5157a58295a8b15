//! What is made of a package that was checked: an exhibit, a review set.

use crate::app::asks::Asked;
use crate::app::effect::Effect;
use crate::app::state::State;
use crate::engine::exhibit::ExhibitChoice;
use crate::engine::session::protocol::{Request, SignRequest, Tag};
use crate::say;

use super::{ask, checked_package, is_busy};

/// "Save exhibit" was pressed.
pub(super) fn exhibit_wanted(state: &mut State) -> Vec<Effect> {
    let Some((file, name, _)) = checked_package(state) else {
        return Vec::new();
    };
    let typed = &state.signing.exhibit;
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let numbers = [&typed.thread, &typed.record, &typed.neighbours].map(|text| number(text));
    let [Some(thread), Some(record), Some(neighbours)] = numbers else {
        let help = say::type_the_numbers_of_the_thread_and();
        let what = say::an_exhibit_needs_three_whole_numbers();
        state.alerts.error(what.to_owned(), help);
        return Vec::new();
    };
    let tag = state.asks.ask(Asked::Sign);
    state.signing.exhibit.waits = Some(tag);
    let choice = ExhibitChoice {
        thread,
        record,
        neighbours,
    };
    vec![Effect::Post {
        request: Request::Exhibit { tag, name, choice },
        files: vec![file],
    }]
}

/// "Write review set" was pressed.
pub(super) fn review_wanted(state: &mut State) -> Vec<Effect> {
    let Some((file, name, _)) = checked_package(state).filter(|_| !is_busy(state)) else {
        return Vec::new();
    };
    let typed = state.signing.review.clone();
    let first = typed.first.trim().parse::<u32>().ok().filter(|n| *n > 0);
    let (zone, prefix) = (typed.zone.trim().to_owned(), typed.prefix.trim().to_owned());
    let Some(first) = first.filter(|_| !zone.is_empty() && !prefix.is_empty()) else {
        let help = say::type_a_zone_such_as_europe_london();
        let what = say::a_review_set_needs_a_zone_and();
        state.alerts.error(what.to_owned(), help);
        return Vec::new();
    };
    ask(state, file, |tag| SignRequest::Review {
        tag,
        name,
        zone,
        prefix,
        first,
        graphs: typed.graphs,
    })
}

/// It is there.
pub(in crate::app) fn exhibit_arrived(
    state: &mut State,
    tag: Tag,
    name: String,
    text: String,
) -> Vec<Effect> {
    state.asks.answered(tag);
    if state
        .signing
        .exhibit
        .waits
        .take_if(|at| *at == tag)
        .is_none()
    {
        return Vec::new();
    }
    let mime = "application/x-ndjson";
    vec![Effect::SaveText { name, mime, text }]
}
