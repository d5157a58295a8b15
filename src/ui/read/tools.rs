//! The tools above the messages: search, go to, how they are shown, undo.

use std::rc::Rc;

use web_sys::{HtmlFormElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{ReadAction, RedactAction};
use crate::app::keys::GO_TO_ID;
use crate::app::state::Reading;
use crate::app::words::message_number;
use crate::engine::session::protocol::{RowsFor, ThreadSummary};
use crate::engine::thread::ParticipantId;
use crate::say;
use crate::ui::view::{View, sends};

use super::search::SearchBox;

/// The tools.
pub(super) fn view(view: &View, reading: &Reading) -> Html {
    let Some((_, thread)) = view.state.thread(reading.thread) else {
        return Html::default();
    };
    html! {
        <div class="tools" role="toolbar" aria-label={say::thread_tools()}>
            <SearchBox
                query={reading.search.query.clone()}
                status={view.state.search_status()}
                news={Rc::clone(view.news)}
                has_hits={reading.search.n_hits > 0}
                is_wrong={reading.search.error.is_some()}
                filters_open={view.state.filters_open}
                on_action={view.on_action.clone()}
            />
            { view_go_to(view, thread) }
            { view_recipient(view, reading) }
            { view_acts(view) }
        </div>
    }
}

/// The value of the input with that name in the form that was submitted.
fn submitted(event: &SubmitEvent, name: &str) -> Option<String> {
    event.prevent_default();
    let form = event.target_dyn_into::<HtmlFormElement>()?;
    let input = form
        .query_selector(&format!("input[name={name}]"))
        .ok()
        .flatten()?;
    use wasm_bindgen::JsCast;
    Some(input.dyn_into::<HtmlInputElement>().ok()?.value())
}

fn view_go_to(view: &View, thread: &ThreadSummary) -> Html {
    let to_message = sends(view.on_action, |event: SubmitEvent| {
        let number = message_number(&submitted(&event, "message")?)?;
        Some(Action::Read(ReadAction::GoToMessage { number }))
    });
    let to_date = sends(view.on_action, |event: SubmitEvent| {
        let date = submitted(&event, "date")?;
        (!date.is_empty()).then_some(Action::Read(ReadAction::GoToDate { date }))
    });
    // While a year is being typed it passes through the first millennium; nobody exported then.
    let chosen = sends(view.on_action, |event: Event| {
        let date = event.target_dyn_into::<HtmlInputElement>()?.value();
        (date.as_str() >= "1990").then_some(Action::Read(ReadAction::GoToDate { date }))
    });
    html! {
        <>
            <form class="tools__form" novalidate=true onsubmit={to_message}>
                <label class="tools__label tools__label--spare" for={GO_TO_ID}>{ say::go_to_message() }</label>
                <input
                    class="field field--number"
                    id={GO_TO_ID}
                    name="message"
                    type="number"
                    min="1"
                    max={thread.n_records.to_string()}
                    placeholder={say::message_2()}
                />
                <button class="button button--small" aria-label={say::go_to_this_message()}>{ say::go() }</button>
            </form>
            <form class="tools__form" onsubmit={to_date}>
                <label class="tools__label tools__label--spare" for="go-to-date">{ say::go_to_date() }</label>
                <input
                    class="field field--date"
                    id="go-to-date"
                    name="date"
                    type="date"
                    onchange={chosen}
                />
                <button class="button button--small" aria-label={say::go_to_this_date()}>{ say::go() }</button>
            </form>
        </>
    }
}

/// Whose phone made the export, and how the thread is looked at.
pub(super) fn view_side(view: &View, thread: &ThreadSummary) -> Html {
    let id = thread.thread;
    let owner = view.state.owners.get(&id).copied();
    let onchange = view.on_action.reform(move |event: Event| {
        let participant = event
            .target_dyn_into::<HtmlSelectElement>()
            .and_then(|select| select.value().parse().ok())
            .map(ParticipantId);
        Action::Read(ReadAction::OwnerChosen {
            thread: id,
            participant,
        })
    });
    let seen = view.state.names();
    let numbers = 0..u32::try_from(thread.participants.len()).unwrap_or(0);
    html! {
        <div class="side-choice">
            <label class="tools__label" for="my-side">{ say::my_side() }</label>
            <select class="select tools__side" id="my-side" {onchange}>
                <option value="" selected={owner.is_none()}>{ say::nobody() }</option>
                { for numbers.map(|number| html! {
                    <option
                        value={number.to_string()}
                        selected={owner == Some(ParticipantId(number))}
                    >{ seen.name(thread, ParticipantId(number)) }</option>
                }) }
            </select>
        </div>
    }
}

/// A handler for a checkbox.
fn switch(view: &View, action: fn(bool) -> ReadAction) -> Callback<Event> {
    view.on_action.reform(move |event: Event| {
        let on = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked());
        Action::Read(action(on))
    })
}

fn view_recipient(view: &View, reading: &Reading) -> Html {
    html! {
        <label class="check">
            <input
                type="checkbox"
                checked={reading.view == RowsFor::Recipient}
                onchange={switch(view, |on| ReadAction::RecipientView { on })}
            />
            { say::show_as_the_recipient_will_see_it() }
        </label>
    }
}

/// The switch for characters that cannot be seen.
pub(super) fn view_spell_out(view: &View) -> Html {
    html! {
        <label class="check">
            <input
                type="checkbox"
                checked={view.state.spell_out}
                onchange={switch(view, |on| ReadAction::SpellOut { on })}
            />
            { say::show_invisible_characters() }
        </label>
    }
}

fn view_acts(view: &View) -> Html {
    let log = &view.state.log;
    html! {
        <div class="tools__acts" role="group" aria-label={say::redaction()}>
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Redact(RedactAction::EverywhereWanted))}
            >{ say::redact_everywhere() }</button>
            <button
                type="button"
                class="button"
                disabled={!log.can_undo()}
                onclick={view.on(Action::Redact(RedactAction::Undo))}
            >{ say::undo() }</button>
            <button
                type="button"
                class="button"
                disabled={!log.can_redo()}
                onclick={view.on(Action::Redact(RedactAction::Redo))}
            >{ say::redo() }</button>
        </div>
    }
}
