//! The dialog that asks for the person's name.

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, LogAction};
use crate::say;
use crate::ui::parts::{Dialog, StartField};
use crate::ui::view::{View, sends};

/// The dialog "Your name".
pub fn view(view: &View) -> Html {
    let onsubmit = sends(view.on_action, |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        let input = form.query_selector("input").ok().flatten()?;
        let name = input.dyn_into::<HtmlInputElement>().ok()?.value();
        Some(Action::Log(LogAction::NameGiven { name }))
    });
    let close = Action::Go(GoAction::DialogClosed);
    html! {
        <Dialog name={say::your_name()} on_close={view.on(close.clone())}>
            <form class="form" {onsubmit}>
                <div class="form__row">
                    <label for="your-name">{ say::your_name() }</label>
                    <StartField
                        id="your-name"
                        autocomplete="name"
                        value={view.state.log.by().unwrap_or_default().to_owned()}
                    />
                    <p class="form__hint">
                        { say::stands_in_every_decision_from_now_on() }
                    </p>
                </div>
                <div class="dialog__acts">
                    <button type="button" class="button" onclick={view.on(close)}>{ say::cancel() }</button>
                    <button type="submit" class="button button--strong">{ say::use_this_name() }</button>
                </div>
            </form>
        </Dialog>
    }
}
