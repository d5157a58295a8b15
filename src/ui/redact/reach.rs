//! How much of a message shall be withheld.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::RedactAction;
use crate::app::redacting::Reach;
use crate::say;
use crate::ui::view::{View, sends};

/// The choice, above the reasons.
pub(super) fn view_reach(view: &View, reach: Reach) -> Html {
    let onchange = sends(view.on_action, |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        let chosen = usize::try_from(select.selected_index()).ok()?;
        let reach = *Reach::ALL.get(chosen)?;
        Some(Action::Redact(RedactAction::ReachChosen { reach }))
    });
    html! {
        <div class="form__row">
            <label for="redact-reach">{ say::what_of_it_is_withheld() }</label>
            <select class="select" id="redact-reach" {onchange}>
                { for Reach::ALL.into_iter().map(|one| html! {
                    <option selected={one == reach}>{ one.name() }</option>
                }) }
            </select>
        </div>
    }
}
