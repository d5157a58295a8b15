//! In the dialog "Build package": for whom it is.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::PackageAction;
use crate::app::packaging::BuildForm;
use crate::engine::decision::RECIPIENT_CHARS;
use crate::say;
use crate::ui::view::{View, sends};

/// The field, and what follows from it.
pub(super) fn view(view: &View, form: &BuildForm) -> Html {
    let oninput = sends(view.on_action, |event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>()?;
        let name = input.value();
        Some(Action::Package(PackageAction::RecipientTyped { name }))
    });
    html! {
        <div class="group form__row">
            <label for="build-recipient">{ say::for_whom() }</label>
            <input
                id="build-recipient"
                class="field"
                type="text"
                autocomplete="off"
                spellcheck="false"
                maxlength={RECIPIENT_CHARS.to_string()}
                aria-describedby="build-recipient-hint"
                value={form.recipient.clone()}
                {oninput}
            />
            <p class="form__hint" id="build-recipient-hint">{ say::pseudonyms_are_numbered_for_each_recipient() }</p>
        </div>
    }
}
