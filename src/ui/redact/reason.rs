//! The form that asks why: one or more reasons, a note, and once the person's name.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::characters::{on_one_line, shown};
use crate::app::log::NO_NAME;
use crate::engine::decision::{ListedReason, ReasonList};
use crate::say;
use crate::ui::view::{View, sends};

/// The list of reasons that is offered.
pub(super) fn offered(view: &View) -> Rc<ReasonList> {
    let none = || {
        Rc::new(ReasonList {
            name: String::new(),
            reasons: Vec::new(),
        })
    };
    view.state.reasons.current().cloned().unwrap_or_else(none)
}

/// What was filled in.
pub(super) struct Reasons {
    pub codes: Vec<String>,
    pub note: String,
    pub by: Option<String>,
}

/// What the form needs.
#[derive(Properties, PartialEq)]
pub(super) struct ReasonFormProps {
    /// Whether the person's name is still to be asked for.
    pub ask_name: bool,
    /// The reasons to choose from.
    pub list: Rc<ReasonList>,
    /// The reason that is offered; empty for none.
    #[prop_or_default]
    pub code: String,
    /// What is wrong.
    pub error: Option<String>,
    /// "Apply" was pressed.
    pub on_apply: Callback<Reasons>,
    /// "Cancel" was pressed.
    pub on_cancel: Callback<()>,
}

/// The form. What is filled in is read from the page when "Apply" is pressed.
#[component]
pub(super) fn ReasonForm(props: &ReasonFormProps) -> Html {
    let n_reasons = use_state_eq(|| 1_usize);
    let onsubmit = sends(&props.on_apply, |event: SubmitEvent| {
        event.prevent_default();
        event
            .target_dyn_into::<HtmlFormElement>()
            .map(|form| read(&form))
    });
    let add = {
        let n_reasons = n_reasons.clone();
        Callback::from(move |_: MouseEvent| n_reasons.set(*n_reasons + 1))
    };
    let cancel = props.on_cancel.reform(|_: MouseEvent| ());
    html! {
        <form class="form" {onsubmit}>
            { for (0..*n_reasons).map(|index| view_reason(index, props)) }
            if *n_reasons < props.list.reasons.len() {
                <button type="button" class="link" onclick={add}>{ say::add_another_reason() }</button>
            }
            <div class="form__row">
                <label for="redact-note">{ say::note() }</label>
                <textarea class="field" id="redact-note" rows="2" aria-describedby="redact-note-hint" />
                <p class="form__hint" id="redact-note-hint">
                    { say::optional_but_needed_with_oth_it_goes() }
                </p>
            </div>
            if props.ask_name {
                <div class="form__row">
                    <label for="redact-name">{ say::your_name() }</label>
                    <input class="field" id="redact-name" type="text" autocomplete="name" aria-describedby="redact-name-hint" />
                    <p class="form__hint" id="redact-name-hint">
                        { say::asked_once_and_stands_in_every_decision(NO_NAME) }
                    </p>
                </div>
            }
            if let Some(error) = &props.error {
                <p class="form__error" role="alert">{ error }</p>
            }
            <div class="dialog__acts">
                <button type="button" class="button" onclick={cancel}>{ say::cancel() }</button>
                <button type="submit" class="button button--strong">{ say::apply() }</button>
            </div>
        </form>
    }
}

fn view_reason(index: usize, props: &ReasonFormProps) -> Html {
    let offered = if index == 0 { props.code.as_str() } else { "" };
    let is_listed = props.list.reason(offered).is_some();
    let id = format!("redact-reason-{index}");
    let name = if index == 0 {
        say::reason().to_owned()
    } else {
        say::reason_index(index + 1)
    };
    html! {
        <div class="form__row" key={index}>
            <label for={id.clone()}>{ name }</label>
            <select class="select" {id} data-reason="true" autofocus={index == 0}>
                <option value="" selected={!is_listed}>{ say::choose_a_reason() }</option>
                { for props.list.reasons.iter().map(|reason| html! {
                    <option
                        value={reason.code.clone()}
                        title={reason.help.clone()}
                        selected={reason.code == offered}
                    >{ words(reason) }</option>
                }) }
            </select>
        </div>
    }
}

fn words(reason: &ListedReason) -> String {
    let law = if reason.law.is_empty() {
        String::new()
    } else {
        format!(" ({})", reason.law)
    };
    let title = format!("{} · {}{law}", reason.code, reason.title);
    shown(&on_one_line(&title), false)
}

fn read(form: &HtmlFormElement) -> Reasons {
    let mut codes = Vec::new();
    if let Ok(selects) = form.query_selector_all("select[data-reason]") {
        for index in 0..selects.length() {
            let select = selects
                .item(index)
                .and_then(|node| node.dyn_into::<HtmlSelectElement>().ok());
            codes.extend(
                select
                    .map(|select| select.value())
                    .filter(|code| !code.is_empty()),
            );
        }
    }
    let find = |selector: &str| form.query_selector(selector).ok().flatten();
    let note = find("#redact-note")
        .and_then(|node| node.dyn_into::<HtmlTextAreaElement>().ok())
        .map(|note| note.value())
        .unwrap_or_default();
    let by = find("#redact-name")
        .and_then(|node| node.dyn_into::<HtmlInputElement>().ok())
        .map(|name| name.value());
    Reasons { codes, note, by }
}
