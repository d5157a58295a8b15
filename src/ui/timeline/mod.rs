//! The area "Timeline": when was spoken, by whom, and when not. Every mark and every number opens
//! the messages behind it; the exact numbers stand in tables beside the drawings.

mod heat;
mod people;
mod periods;
mod strip;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::state::Reading;
use crate::app::timeline::TimelineAction;
use crate::app::{Action, words};
use crate::engine::session::protocol::{RowsFor, ThreadSummary};
use crate::engine::statistics::{Slice, Statistics};
use crate::ui::view::View;

/// The area.
pub fn view(view: &View) -> Html {
    let Some(reading) = &view.state.reading else {
        return html! { <p class="area__empty">{ "Choose a thread." }</p> };
    };
    let counted = view
        .state
        .timeline
        .counted
        .as_ref()
        .filter(|(thread, _)| *thread == reading.thread);
    let (Some((_, thread)), Some((_, counted))) = (view.state.thread(reading.thread), counted)
    else {
        return html! { <p class="area__empty" role="status">{ "Counting…" }</p> };
    };
    view_counted(view, reading, thread, counted)
}

fn view_counted(
    view: &View,
    reading: &Reading,
    thread: &ThreadSummary,
    counted: &Rc<Statistics>,
) -> Html {
    html! {
        <div class="timeline">
            <h2 class="timeline__title"><bdi>{ view.state.names().title(thread) }</bdi></h2>
            <p class="area__lead">
                { format!("{}. ", words::counted(counted.n_records, "message", "messages")) }
                { "Each stands at the time it says itself, on the clock of the phone that made the export; \
                   the order of the file is not changed. Press a mark or a number to see the messages behind it." }
            </p>
            if reading.view == RowsFor::Recipient {
                <p class="notice">
                    { "These counts are of the whole export, for whoever works on the case. A package does not hold them." }
                </p>
            }
            { view_cares(view, counted) }
            <strip::Strip
                counted={counted.clone()}
                hits={reading.search.records.clone().filter(|_| reading.search.words().is_some())}
                on_action={view.on_action.clone()}
            />
            { periods::view(view, reading.thread, counted) }
            <heat::Heat counted={counted.clone()} on_action={view.on_action.clone()} />
            { people::view(view, thread, counted) }
        </div>
    }
}

/// What the strip cannot show, or shows with less certainty.
fn view_cares(view: &View, counted: &Statistics) -> Html {
    let care = |number: u32, one: &'static str, many: &'static str, slice: Slice| {
        if number == 0 {
            return Html::default();
        }
        let text = words::counted(number, one, many);
        html! { <li>{ opens(&view.on_action.clone(), text.clone(), slice, text, None) }</li> }
    };
    html! {
        <ul class="timeline__cares" aria-label="To be kept in mind">
            { care(
                counted.n_unresolved,
                "message without a time that could be read stands on no mark",
                "messages without a time that could be read stand on no mark",
                Slice::Unresolved,
            ) }
            { care(
                counted.n_backward,
                "message is earlier than the one before it in the file",
                "messages are earlier than the one before them in the file",
                Slice::Backward,
            ) }
            { care(
                counted.n_assumed,
                "message stands on a day that is only assumed: day and month could be swapped",
                "messages stand on days that are only assumed: day and month could be swapped",
                Slice::Assumed,
            ) }
        </ul>
    }
}

/// A button that opens the messages of a slice.
fn opens(
    on_action: &Callback<Action>,
    text: String,
    slice: Slice,
    title: String,
    label: Option<String>,
) -> Html {
    let onclick = wants(on_action, slice, title);
    html! { <button type="button" class="link" aria-label={label} {onclick}>{ text }</button> }
}

/// Asks for the messages of a slice.
fn wants(on_action: &Callback<Action>, slice: Slice, title: String) -> Callback<MouseEvent> {
    on_action.reform(move |_: MouseEvent| wanted(slice, title.clone()))
}

fn wanted(slice: Slice, title: String) -> Action {
    Action::Timeline(TimelineAction::MessagesWanted { slice, title })
}
