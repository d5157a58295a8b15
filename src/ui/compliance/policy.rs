//! The policy as it is written: its text, the hits of each rule, and what is wrong where.

use gloo_timers::callback::Timeout;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::characters::shown;
use crate::app::compliance::{ComplyAction, Loaded, Trial};
use crate::engine::compliance::PolicyPlace;
use crate::say;
use crate::ui::parts::Progress;
use crate::ui::view::View;

/// A pause in typing after which hits are counted. Units: milliseconds.
const PAUSE_MS: u32 = 400;
const TEXT_ID: &str = "comply-policy-text";

pub(super) fn view_edit(view: &View, policy: &Loaded) -> Html {
    let trial = &view.state.comply.trial;
    html! {
        <details class="comply__edit">
            <summary>{ say::edit_the_policy() }</summary>
            <Editor text={policy.text.to_string()} on_action={view.on_action.clone()} />
            <p class="form__hint">{ say::every_rule_carries_a_text_it_must() }</p>
            { view_wrong(&trial.wrong) }
            { view_trial(view, trial) }
        </details>
    }
}

/// What the editor needs.
#[derive(Properties, PartialEq)]
struct EditorProps {
    text: String,
    on_action: Callback<Action>,
}

/// The text. It is told on after a pause, so that every letter is not a question.
#[component]
fn Editor(props: &EditorProps) -> Html {
    let waiting = use_mut_ref(|| None::<Timeout>);
    let told = |text: String| Action::Comply(ComplyAction::PolicyTyped { text });
    let oninput = {
        let on_action = props.on_action.clone();
        let waiting = waiting.clone();
        Callback::from(move |event: InputEvent| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else {
                return;
            };
            let on_action = on_action.clone();
            let later = Timeout::new(PAUSE_MS, move || on_action.emit(told(area.value())));
            *waiting.borrow_mut() = Some(later);
        })
    };
    let onchange = {
        let on_action = props.on_action.clone();
        Callback::from(move |event: Event| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else {
                return;
            };
            *waiting.borrow_mut() = None;
            on_action.emit(told(area.value()));
        })
    };
    html! {
        <textarea
            class="field comply__text"
            id={TEXT_ID}
            aria-label={say::policy_as_text()}
            rows="16"
            spellcheck="false"
            value={props.text.clone()}
            {oninput}
            {onchange}
        />
    }
}

fn view_wrong(wrong: &[PolicyPlace]) -> Html {
    if wrong.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="comply__odd" role="status" aria-label={say::comply_wrong_in_policy()}>
            { for wrong.iter().take(50).map(|place| {
                let words = match place.path.is_empty() {
                    true => say::comply_line(place.line, &place.what),
                    false => say::comply_line_path(place.line, &place.path, &place.what),
                };
                let line = place.line;
                html! {
                    <li>
                        <bdi>{ shown(&words, false) }</bdi>{ " " }
                        <button
                            type="button"
                            class="link"
                            onclick={Callback::from(move |_: MouseEvent| go_to_line(line))}
                        >{ say::comply_go_to_line(line) }</button>
                    </li>
                }
            }) }
        </ul>
    }
}

/// Marks a line of the text.
fn go_to_line(line: u32) {
    let area = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(TEXT_ID))
        .and_then(|one| wasm_bindgen::JsCast::dyn_into::<HtmlTextAreaElement>(one).ok());
    let Some(area) = area else {
        return;
    };
    let text = area.value();
    let before = text.split('\n').take(line.saturating_sub(1) as usize);
    // Browsers count in UTF-16.
    let start: usize = before.map(|one| one.encode_utf16().count() + 1).sum();
    let len = text.split('\n').nth(line.saturating_sub(1) as usize);
    let end = start + len.map_or(0, |one| one.encode_utf16().count());
    // Where the browser cannot mark it, the number of the line is there still.
    let _ = area.focus();
    let _ = area.set_selection_range(start as u32, end as u32);
}

fn view_trial(view: &View, trial: &Trial) -> Html {
    if trial.rules.is_empty() && trial.percent.is_none() {
        return Html::default();
    }
    html! {
        <div class="comply__trial">
            if let Some(percent) = trial.percent {
                <Progress name={say::comply_trying()} {percent} />
                <button
                    type="button"
                    class="link"
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::TrialEnded))}
                >{ say::cancel() }</button>
            }
            <table class="table" aria-label={say::comply_tried_rules()}>
                <thead><tr><th scope="col">{ say::comply_rule() }</th><th scope="col">{ say::comply_hits() }</th></tr></thead>
                <tbody>
                    { for trial.rules.iter().map(|one| html! {
                        <tr key={one.rule.clone()}>
                            <td>
                                <bdi>{ shown(&one.title, false) }</bdi>
                                if !one.enabled {
                                    <span class="comply__quiet">{ format!(" ({})", say::comply_rule_off()) }</span>
                                }
                            </td>
                            <td class="table__number">{ say::figures::number(u64::from(one.n_hits)) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            <p class="form__hint">{ say::comply_tried_hint() }</p>
        </div>
    }
}
