//! A package in the forms that review platforms load.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::signing::{Adding, ReviewTyped, SignAction};
use crate::app::{Action, words};
use crate::say;
use crate::ui::parts::{Digest, text_field};
use crate::ui::view::{View, sends};

/// The form, and what came of it.
pub(super) fn view(view: &View) -> Html {
    let typed = &view.state.signing.review;
    html! {
        <section class="origin" aria-label={say::review_set()}>
            <h3>{ say::for_review_platforms() }</h3>
            <p class="form__hint">
                { say::rsmf_2_0_with_a_document_for() }
            </p>
            <div class="origin__numbers">
                { view_field(view, say::zone_of_the_stamps(), &typed.zone, |typed, text| typed.zone = text) }
                { view_field(view, say::numbers_begin_with(), &typed.prefix, |typed, text| typed.prefix = text) }
                { view_field(view, say::first_number(), &typed.first, |typed, text| typed.first = text) }
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Sign(SignAction::ReviewWanted))}
                >{ say::write_review_set() }</button>
            </div>
            { view_graphs(view, typed) }
            { view_done(view) }
        </section>
    }
}

fn view_graphs(view: &View, typed: &ReviewTyped) -> Html {
    let before = typed.clone();
    let onchange = sends(view.on_action, move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>()?;
        let typed = ReviewTyped {
            graphs: input.checked(),
            ..before.clone()
        };
        Some(Action::Sign(SignAction::ReviewTyped { typed }))
    });
    html! {
        <label class="choice">
            <input type="checkbox" checked={typed.graphs} {onchange} />
            <span>{ say::each_day_as_a_graph_too() }</span>
        </label>
    }
}

fn view_field(
    view: &View,
    name: &'static str,
    value: &str,
    set: fn(&mut ReviewTyped, String),
) -> Html {
    let typed = view.state.signing.review.clone();
    let oninput = sends(view.on_action, move |event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>()?;
        let mut typed = typed.clone();
        set(&mut typed, input.value());
        Some(Action::Sign(SignAction::ReviewTyped { typed }))
    });
    text_field(name, value, oninput)
}

fn view_done(view: &View) -> Html {
    let Adding::Reviewed { built } = &view.state.signing.adding else {
        return Html::default();
    };
    html! {
        <div class="save">
            <p role="status">{ say::the_review_set_is_written() }</p>
            <div class="save__acts">
                if let Some(url) = view.added_url.clone() {
                    <a class="button button--strong" href={url} download={built.file_name.clone()}>
                        { say::save_review_set() }
                    </a>
                    if view.has_picker {
                        <button
                            type="button"
                            class="button"
                            onclick={view.on(Action::Sign(SignAction::SaveToWanted))}
                        >{ say::save_to() }</button>
                    }
                }
            </div>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ say::file() }</dt>
                    <dd>{ format!("{} · {}", built.file_name, words::size(built.size_bytes)) }</dd>
                </div>
                <div class="facts__row">
                    <dt>{ "SHA-256" }</dt>
                    <dd>
                        <Digest
                            sha256={built.sha256.clone()}
                            of={say::the_review_set()}
                            on_action={view.on_action.clone()}
                        />
                    </dd>
                </div>
            </dl>
        </div>
    }
}
