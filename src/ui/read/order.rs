//! How the times of a thread are read: the order of its dates with what shows it, and the zone that
//! a person states. Both can be settled here, and undone.

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::log::NO_NAME;
use crate::app::state::SourceState;
use crate::app::times::{TimesAction, claim};
use crate::app::{Action, characters, words};
use crate::engine::case::ThreadId;
use crate::engine::session::protocol::{ShapeSummary, ThreadSummary};
use crate::engine::thread::{Choice, DateOrder, OrderState, RecordId};
use crate::say;
use crate::ui::parts::StartField;
use crate::ui::view::{View, sends};

/// One block for each way in which messages of the thread start.
pub(super) fn view(view: &View, source: &SourceState, thread: &ThreadSummary) -> Html {
    let several = thread.shapes.len() > 1;
    html! {
        <>
            { for thread.shapes.iter().enumerate().map(|(number, shape)| {
                view_shape(view, thread.thread, number, shape, several)
            }) }
            { view_zone(view, source) }
        </>
    }
}

fn view_shape(
    view: &View,
    thread: ThreadId,
    number: usize,
    shape: &ShapeSummary,
    several: bool,
) -> Html {
    let against = shape.chosen.is_some()
        && shape.shown.state == OrderState::Proven
        && shape.order != shape.shown.order;
    let needs_care = against || matches!(shape.state, OrderState::Assumed | OrderState::Conflict);
    html! {
        <div class="order" data-care={needs_care.to_string()} key={number}>
            if several {
                <p class="order__evidence">
                    { say::from_message_shape_on_messages_that_start(shape.first.0 + 1, say::n_messages(shape.n_records)) }
                    <code><bdi>{ &shape.pattern }</bdi></code>
                </p>
            }
            <p>
                { say::dates_are_read_as() }
                <strong>{ words::date_order(shape.order) }</strong>
                { ": " }
                <span class="order__state">{ words::order_state(shape.state) }</span>
            </p>
            if let Some(choice) = &shape.chosen {
                { view_chosen(shape, choice) }
            }
            <p class="order__evidence">{ characters::shown(&shape.shown.evidence, false) }</p>
            { view_records(view, thread, &shape.shown.records) }
            { view_choice(view, thread, number, shape) }
        </div>
    }
}

fn view_chosen(shape: &ShapeSummary, choice: &Choice) -> Html {
    let shown = say::chosen_by_by_at_at_the_text(
        &choice.by,
        &choice.at,
        words::date_order(shape.shown.order),
        words::order_state(shape.shown.state),
    );
    html! { <p class="order__evidence"><bdi>{ characters::shown(&shown, false) }</bdi></p> }
}

/// Links to the records that show the order.
fn view_records(view: &View, thread: ThreadId, records: &[RecordId]) -> Html {
    if records.is_empty() {
        return Html::default();
    }
    html! {
        <p class="order__records">
            { for records.iter().map(|record| html! {
                <button
                    type="button"
                    class="link"
                    onclick={view.on(Action::Go(GoAction::Record { thread, record: *record }))}
                >{ say::show_message_record(record.0 + 1) }</button>
            }) }
        </p>
    }
}

fn view_choice(view: &View, thread: ThreadId, number: usize, shape: &ShapeSummary) -> Html {
    if shape.possible.len() < 2 && shape.chosen.is_none() {
        return Html::default();
    }
    let onsubmit = sends(view.on_action, move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        let select = form.query_selector("select").ok().flatten()?;
        let select = select.dyn_into::<HtmlSelectElement>().ok()?;
        Some(Action::Times(TimesAction::OrderChosen {
            thread,
            shape: number,
            order: order_of(&select.value())?,
            by: typed(&form, "by"),
        }))
    });
    let id = format!("date-order-{number}");
    let back = TimesAction::OrderTakenBack {
        thread,
        shape: number,
    };
    html! {
        <details class="order__choice">
            <summary>{ say::read_the_dates_otherwise() }</summary>
            <form class="form" {onsubmit}>
                <div class="form__row">
                    <label for={id.clone()}>{ say::order_of_the_date() }</label>
                    <select class="select" {id}>
                        { for shape.possible.iter().map(|order| html! {
                            <option value={value_of(*order)} selected={*order == shape.order}>
                                { words::date_order(*order) }
                            </option>
                        }) }
                    </select>
                </div>
                { ask_name(view, &format!("date-order-by-{number}")) }
                <p class="form__hint">
                    { say::stamps_stay_as_they_are_written_who() }
                </p>
                <div class="order__acts">
                    <button type="submit" class="button button--small">{ say::read_dates_so() }</button>
                    if shape.chosen.is_some() {
                        <button
                            type="button"
                            class="button button--small"
                            onclick={view.on::<MouseEvent>(Action::Times(back))}
                        >{ say::read_as_the_text_shows() }</button>
                    }
                </div>
            </form>
        </details>
    }
}

fn view_zone(view: &View, source: &SourceState) -> Html {
    let number = source.summary.source;
    let claim = claim(view.state, number);
    let onsubmit = sends(view.on_action, move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        Some(Action::Times(TimesAction::ZoneStated {
            source: number,
            zone: typed(&form, "zone").unwrap_or_default(),
            by: typed(&form, "by"),
        }))
    });
    let stated = claim
        .as_ref()
        .map(|claim| say::by_states_that_the_phones_clock_stood(&claim.by, &claim.zone));
    html! {
        <div class="order" data-care="false">
            <p>
                if let Some(stated) = &stated {
                    <bdi>{ stated }</bdi>
                } else {
                    { say::the_export_names_no_time_zone() }
                }
            </p>
            { for said_of_zone(source).map(|text| html! {
                <p class="order__evidence"><bdi>{ characters::shown(&text, false) }</bdi></p>
            }) }
            <details class="order__choice">
                <summary>{ say::state_the_phones_time_zone() }</summary>
                <form class="form" {onsubmit}>
                    <div class="form__row">
                        <label for="zone">{ say::time_zone() }</label>
                        <StartField
                            id="zone"
                            name="zone"
                            placeholder={say::n_01_00_or_europe_berlin()}
                            value={claim.map(|claim| claim.zone).unwrap_or_default()}
                        />
                    </div>
                    { ask_name(view, "zone-by") }
                    <p class="form__hint">
                        { say::a_claim_kept_beside_the_times_and() }
                    </p>
                    <div class="order__acts">
                        <button type="submit" class="button button--small">{ say::state_it() }</button>
                    </div>
                </form>
            </details>
        </div>
    }
}

/// What follows from the zone that was stated, and what the zip itself hints at.
fn said_of_zone(source: &SourceState) -> impl Iterator<Item = String> {
    let about = ["P029", "P030", "P031", "A022"];
    source
        .findings
        .iter()
        .filter(move |finding| about.contains(&finding.code.as_str()))
        .map(|finding| format!("{}: {}.", finding.code, say::of_record(&finding.text)))
}

/// Asks for the person's name when it is not known yet.
fn ask_name(view: &View, id: &str) -> Html {
    if view.state.log.by().is_some() {
        return Html::default();
    }
    html! {
        <div class="form__row">
            <label for={id.to_owned()}>{ say::your_name() }</label>
            <input class="field" id={id.to_owned()} name="by" type="text" autocomplete="name" />
            <p class="form__hint">
                { say::left_empty_decisions_say_no_name(NO_NAME) }
            </p>
        </div>
    }
}

/// What stands in the input of that name; `None` where there is no such input.
fn typed(form: &HtmlFormElement, name: &str) -> Option<String> {
    let input = form
        .query_selector(&format!("input[name={name}]"))
        .ok()
        .flatten()?;
    Some(input.dyn_into::<HtmlInputElement>().ok()?.value())
}

fn value_of(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Dmy => "dmy",
        DateOrder::Mdy => "mdy",
        DateOrder::Ymd => "ymd",
    }
}

fn order_of(value: &str) -> Option<DateOrder> {
    [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd]
        .into_iter()
        .find(|order| value_of(*order) == value)
}
