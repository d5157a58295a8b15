//! Sorting and filtering the list of threads.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::threads::{ThreadListAction, ThreadOrder, listed_said};
use crate::say;
use crate::ui::view::{View, sends};

/// The controls, and how many threads are listed.
pub(super) fn view(view: &View, n_listed: usize, n_all: usize) -> Html {
    let list = &view.state.thread_list;
    html! {
        <details class="threads__tools">
            <summary>
                { say::sort_and_filter() }
                if list.is_filtered() {
                    <span class="threads__count" role="status" aria-label={say::threads_listed()}>
                        { listed_said(n_listed, n_all) }
                    </span>
                }
            </summary>
            <div class="threads__form" role="group" aria-label={say::sort_and_filter_threads()}>
                { view_order(view) }
                { view_text(view, "thread-title", say::name(), &list.title, |text| ThreadListAction::TitleTyped { text }) }
                { view_text(view, "thread-person", say::person(), &list.person, |text| ThreadListAction::PersonTyped { text }) }
                { view_day(view, "thread-from", say::from_day(), &list.from, |day| ThreadListAction::FromChosen { day }) }
                { view_day(view, "thread-to", say::to_day(), &list.to, |day| ThreadListAction::ToChosen { day }) }
                { view_text(view, "thread-least", say::messages_at_least(), &list.least, |text| ThreadListAction::LeastTyped { text }) }
                <button
                    type="button"
                    class="button button--small"
                    disabled={!list.is_filtered()}
                    onclick={view.on::<MouseEvent>(Action::ThreadList(ThreadListAction::Cleared))}
                >{ say::show_all() }</button>
            </div>
        </details>
    }
}

fn view_order(view: &View) -> Html {
    let onchange = sends(view.on_action, |event: Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>()?.value();
        let order = ThreadOrder::ALL.into_iter().find(|at| at.name() == value)?;
        Some(Action::ThreadList(ThreadListAction::Ordered { order }))
    });
    html! {
        <>
            <label for="thread-order">{ say::sort_by() }</label>
            <select class="select select--small" id="thread-order" {onchange}>
                { for ThreadOrder::ALL.into_iter().map(|order| html! {
                    <option value={order.name()} selected={view.state.thread_list.order == order}>
                        { order.name() }
                    </option>
                }) }
            </select>
        </>
    }
}

fn view_text(
    view: &View,
    id: &'static str,
    name: &'static str,
    value: &str,
    make: fn(String) -> ThreadListAction,
) -> Html {
    let oninput = sends(view.on_action, move |event: InputEvent| {
        let text = event.target_dyn_into::<HtmlInputElement>()?.value();
        Some(Action::ThreadList(make(text)))
    });
    html! {
        <>
            <label for={id}>{ name }</label>
            <input
                class="field"
                type="text"
                {id}
                dir="auto"
                autocomplete="off"
                value={value.to_owned()}
                {oninput}
            />
        </>
    }
}

fn view_day(
    view: &View,
    id: &'static str,
    name: &'static str,
    value: &str,
    make: fn(String) -> ThreadListAction,
) -> Html {
    let onchange = sends(view.on_action, move |event: Event| {
        let day = event.target_dyn_into::<HtmlInputElement>()?.value();
        Some(Action::ThreadList(make(day)))
    });
    html! {
        <>
            <label for={id}>{ name }</label>
            <input class="field field--date" type="date" {id} value={value.to_owned()} {onchange} />
        </>
    }
}
