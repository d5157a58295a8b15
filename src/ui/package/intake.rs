//! The form of intake, one for each export.

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};
use yew::prelude::*;

use crate::app::intake::{IntakeAction, claim};
use crate::app::log::NO_NAME;
use crate::app::state::SourceState;
use crate::app::{Action, characters};
use crate::engine::decision::{INTAKE_CHARS, Intake};
use crate::say;
use crate::ui::parts::StartField;
use crate::ui::view::{View, sends};

/// The section "Where the exports come from".
pub(super) fn view(view: &View) -> Html {
    if view.state.sources.is_empty() {
        return Html::default();
    }
    html! {
        <section class="seal" aria-label={say::where_the_exports_come_from()}>
            <h3>{ say::where_the_exports_come_from() }</h3>
            <p class="form__hint">
                { say::who_exported_the_chat_on_what() }
            </p>
            { for view.state.sources.iter().map(|source| view_source(view, source)) }
        </section>
    }
}

fn view_source(view: &View, source: &SourceState) -> Html {
    let number = source.summary.source;
    let claim = claim(view.state, number);
    let onsubmit = sends(view.on_action, move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        let answer = |name| typed(&form, name).unwrap_or_default();
        Some(Action::Intake(IntakeAction::Recorded {
            source: number,
            typed: Intake {
                who: answer("who"),
                device: answer("device"),
                app: answer("app"),
                how: answer("how"),
            },
            by: typed(&form, "by"),
        }))
    });
    let said = match &claim {
        Some(claim) => say::recorded_by(&claim.by),
        None => say::not_recorded().to_owned(),
    };
    let intake = claim.map(|claim| claim.intake).unwrap_or_default();
    html! {
        <details key={number} class="intake">
            <summary>
                <bdi>{ characters::shown(&source.summary.name, false) }</bdi>
                { " · " }<bdi>{ characters::shown(&said, false) }</bdi>
            </summary>
            <form class="form" {onsubmit} aria-label={say::intake_of(characters::shown(&source.summary.name, false))}>
                { field(number, "who", say::exported_or_handed_over_by(), &intake.who) }
                { field(number, "device", say::device_make_model_number(), &intake.device) }
                { field(number, "app", say::version_of_whatsapp(), &intake.app) }
                { field(number, "how", say::how_it_was_exported_and_came_here(), &intake.how) }
                { view_name(view, number) }
                <div class="order__acts">
                    <button type="submit" class="button button--small">{ say::record() }</button>
                </div>
                <p class="form__hint">{ say::leave_all_empty_to_take_it_back() }</p>
            </form>
        </details>
    }
}

fn field(number: u32, name: &'static str, label: &'static str, value: &str) -> Html {
    let id = format!("intake-{number}-{name}");
    html! {
        <div class="form__row">
            <label for={id.clone()}>{ label }</label>
            <StartField
                {id}
                {name}
                maxlength={INTAKE_CHARS.to_string()}
                value={value.to_owned()}
            />
        </div>
    }
}

/// Asks for the person's name when it is not known yet.
fn view_name(view: &View, number: u32) -> Html {
    if view.state.log.by().is_some() {
        return Html::default();
    }
    let id = format!("intake-{number}-by");
    html! {
        <div class="form__row">
            <label for={id.clone()}>{ say::your_name() }</label>
            <input class="field" {id} name="by" type="text" autocomplete="name" />
            <p class="form__hint">{ say::left_empty_decisions_say_no_name(NO_NAME) }</p>
        </div>
    }
}

/// What stands in the input of that name; `None` where there is no such input.
fn typed(form: &HtmlFormElement, name: &str) -> Option<String> {
    let input = form.query_selector(&format!("input[name={name}]"));
    let input = input.ok().flatten()?.dyn_into::<HtmlInputElement>().ok()?;
    Some(input.value())
}
