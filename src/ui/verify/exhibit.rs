//! Taking one message of a package out as a file of its own.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::signing::{ExhibitTyped, SignAction};
use crate::engine::verify::Report;
use crate::say;
use crate::ui::view::{View, sends};

/// The form, when the package holds a proof.
pub(super) fn view(view: &View, report: &Report) -> Html {
    let has_proof = report.checks.iter().any(|check| check.id == "V18");
    if !has_proof {
        return Html::default();
    }
    let typed = &view.state.signing.exhibit;
    html! {
        <section class="origin" aria-label={say::exhibit()}>
            <h3>{ say::one_message_as_an_exhibit() }</h3>
            <p class="form__hint">
                { say::a_small_file_with_one_message_the() }
            </p>
            <div class="origin__numbers">
                { view_number(view, say::thread(), &typed.thread, |typed, text| typed.thread = text) }
                { view_number(view, say::message_number(), &typed.record, |typed, text| typed.record = text) }
                { view_number(view, say::messages_before_and_after(), &typed.neighbours, |typed, text| {
                    typed.neighbours = text;
                }) }
                <button
                    type="button"
                    class="button"
                    disabled={typed.waits.is_some()}
                    onclick={view.on(Action::Sign(SignAction::ExhibitWanted))}
                >{ say::save_exhibit() }</button>
            </div>
        </section>
    }
}

fn view_number(
    view: &View,
    name: &'static str,
    value: &str,
    set: fn(&mut ExhibitTyped, String),
) -> Html {
    let typed = view.state.signing.exhibit.clone();
    let oninput = sends(view.on_action, move |event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>()?;
        let mut typed = typed.clone();
        set(&mut typed, input.value());
        Some(Action::Sign(SignAction::ExhibitTyped { typed }))
    });
    html! {
        <label class="origin__field">
            <span>{ name }</span>
            <input
                type="text"
                inputmode="numeric"
                class="field field--number"
                autocomplete="off"
                value={value.to_owned()}
                {oninput}
            />
        </label>
    }
}
