//! What the forms of case work have in common.

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::casework::WorkAction;
use crate::app::log::NO_NAME;
use crate::say;
use crate::ui::view::{View, sends};

/// Id of the box that asks for the person's name.
const NAME_ID: &str = "work-by";

/// What stands in the field of that id.
pub(in crate::ui) fn field(form: &HtmlFormElement, id: &str) -> Option<String> {
    let node = form.query_selector(&format!("#{id}")).ok().flatten()?;
    let node = match node.dyn_into::<HtmlInputElement>() {
        Ok(input) => return Some(input.value()),
        Err(node) => node,
    };
    let node = match node.dyn_into::<HtmlTextAreaElement>() {
        Ok(area) => return Some(area.value()),
        Err(node) => node,
    };
    node.dyn_into::<HtmlSelectElement>()
        .ok()
        .map(|select| select.value())
}

/// The person's name, when the form asked for it.
pub(in crate::ui) fn name(form: &HtmlFormElement) -> Option<String> {
    field(form, NAME_ID)
}

/// A handler that reads the form when it is sent.
pub(in crate::ui) fn on_submit(
    view: &View,
    make: impl Fn(&HtmlFormElement) -> Option<WorkAction> + 'static,
) -> Callback<SubmitEvent> {
    sends(view.on_action, move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        make(&form).map(Action::Work)
    })
}

/// A line of text.
pub(in crate::ui) fn view_line(id: &'static str, label: &str, hint: &str, focus: Focus) -> Html {
    html! {
        <div class="form__row">
            <label for={id}>{ label }</label>
            <input class="field" {id} type="text" autofocus={focus == Focus::First} autocomplete="off" />
            { view_hint(hint) }
        </div>
    }
}

/// Whether a field has the focus when the form appears.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Focus {
    /// Yes.
    First,
    /// No.
    Later,
}

/// Several lines of text.
pub(in crate::ui) fn view_lines(id: &'static str, label: &str, hint: &str, focus: Focus) -> Html {
    html! {
        <div class="form__row">
            <label for={id}>{ label }</label>
            <textarea class="field" {id} rows="4" autofocus={focus == Focus::First} />
            { view_hint(hint) }
        </div>
    }
}

pub(in crate::ui) fn view_hint(hint: &str) -> Html {
    if hint.is_empty() {
        return Html::default();
    }
    html! { <p class="form__hint">{ hint }</p> }
}

/// Asks for the person's name, once.
pub(in crate::ui) fn view_name(view: &View) -> Html {
    if view.state.log.by().is_some() {
        return Html::default();
    }
    html! {
        <div class="form__row">
            <label for={NAME_ID}>{ say::your_name() }</label>
            <input class="field" id={NAME_ID} type="text" autocomplete="name" />
            <p class="form__hint">
                { say::asked_once_and_stands_in_every_decision(NO_NAME) }
            </p>
        </div>
    }
}

/// What is wrong, and the buttons.
pub(in crate::ui) fn view_end(view: &View, error: Option<&String>, does: &str) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    html! {
        <>
            if let Some(error) = error {
                <p class="form__error" role="alert">{ error }</p>
            }
            <div class="dialog__acts">
                <button type="button" class="button" onclick={view.on(close)}>{ say::cancel() }</button>
                <button type="submit" class="button button--strong">{ does }</button>
            </div>
        </>
    }
}
