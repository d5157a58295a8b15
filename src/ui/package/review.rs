//! In the dialog "Build package": whether it holds the same records for review platforms.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::PackageAction;
use crate::app::packaging::BuildForm;
use crate::app::signing::ReviewTyped;
use crate::app::times::claim;
use crate::say;
use crate::ui::parts::text_field;
use crate::ui::view::{View, sends};

/// The choice, and what it needs.
pub(super) fn view(view: &View, form: &BuildForm) -> Html {
    let first = first_typed(view);
    let onchange = view.on_action.reform(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let ticked = input.is_some_and(|input| input.checked());
        let review = ticked.then(|| first.clone());
        Action::Package(PackageAction::ReviewTyped { review })
    });
    html! {
        <fieldset class="group">
            <legend>{ say::for_review_platforms() }</legend>
            <label class="check">
                <input type="checkbox" checked={form.review.is_some()} {onchange} />
                <span>
                    { say::with_a_review_set() }
                    <span class="choice__hint">
                        { say::rsmf_2_0_for_each_day_in() }
                    </span>
                </span>
            </label>
            if let Some(typed) = &form.review {
                <div class="origin__numbers">
                    { field(view, typed, say::zone_of_the_stamps(), &typed.zone, |typed, text| typed.zone = text) }
                    { field(view, typed, say::numbers_begin_with(), &typed.prefix, |typed, text| typed.prefix = text) }
                    { field(view, typed, say::first_number(), &typed.first, |typed, text| typed.first = text) }
                </div>
            }
        </fieldset>
    }
}

/// A zone that somebody stated is offered.
fn first_typed(view: &View) -> ReviewTyped {
    let mut sources = view.state.sources.iter();
    let stated = sources.find_map(|source| claim(view.state, source.summary.source));
    let mut typed = ReviewTyped::default();
    if let Some(claim) = stated {
        typed.zone = claim.zone;
    }
    typed
}

fn field(
    view: &View,
    typed: &ReviewTyped,
    name: &'static str,
    value: &str,
    set: fn(&mut ReviewTyped, String),
) -> Html {
    let typed = typed.clone();
    let oninput = sends(view.on_action, move |event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>()?;
        let mut typed = typed.clone();
        set(&mut typed, input.value());
        let review = Some(typed);
        Some(Action::Package(PackageAction::ReviewTyped { review }))
    });
    text_field(name, value, oninput)
}
