//! The area "Timeline": when was spoken, by whom, and when not. Every mark and every number opens
//! the messages behind it; the exact numbers stand in tables beside the drawings.

mod heat;
mod people;
mod periods;
mod strip;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Action;
use crate::app::state::Reading;
use crate::app::timeline::TimelineAction;
use crate::engine::session::protocol::{RowsFor, ThreadSummary};
use crate::engine::statistics::{Slice, Statistics};
use crate::say;
use crate::ui::view::View;

/// The area.
pub fn view(view: &View) -> Html {
    let Some(reading) = &view.state.reading else {
        return html! { <p class="area__empty">{ say::choose_a_thread() }</p> };
    };
    let counted = view
        .state
        .timeline
        .counted
        .as_ref()
        .filter(|(thread, _)| *thread == reading.thread);
    let (Some((_, thread)), Some((_, counted))) = (view.state.thread(reading.thread), counted)
    else {
        return html! { <p class="area__empty" role="status">{ say::counting_2() }</p> };
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
                { format!("{}. ", say::n_messages(counted.n_records)) }
                { say::each_stands_at_the_time_it_says() }
            </p>
            if reading.view == RowsFor::Recipient {
                <p class="notice">
                    { say::these_counts_are_of_the_whole_export() }
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
    let care = |number: u32, words: fn(u32) -> String, slice: Slice| {
        if number == 0 {
            return Html::default();
        }
        let text = words(number);
        html! { <li>{ opens(&view.on_action.clone(), text.clone(), slice, text, None) }</li> }
    };
    html! {
        <ul class="timeline__cares" aria-label={say::to_be_kept_in_mind()}>
            { care(
                counted.n_unresolved,
                say::n_messages_without_a_time,
                Slice::Unresolved,
            ) }
            { care(
                counted.n_backward,
                say::n_messages_earlier_than_the_one_before,
                Slice::Backward,
            ) }
            { care(
                counted.n_assumed,
                say::n_messages_on_an_assumed_day,
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
