//! A package in the forms that review platforms load.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::signing::{Adding, ReviewTyped, SignAction};
use crate::app::{Action, words};
use crate::ui::parts::Digest;
use crate::ui::view::{View, sends};

/// The form, and what came of it.
pub(super) fn view(view: &View) -> Html {
    let typed = &view.state.signing.review;
    html! {
        <section class="origin" aria-label="Review set">
            <h3>{ "For review platforms" }</h3>
            <p class="form__hint">
                { "RSMF 2.0 with a document for each day, a load file with texts, and tables of messages, \
                   made of this package and nothing else: the same things are withheld. An export does \
                   not say its zone; the one you name stands in every document as your choice." }
            </p>
            <div class="origin__numbers">
                { view_field(view, "Zone of the stamps", &typed.zone, |typed, text| typed.zone = text) }
                { view_field(view, "Numbers begin with", &typed.prefix, |typed, text| typed.prefix = text) }
                { view_field(view, "First number", &typed.first, |typed, text| typed.first = text) }
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Sign(SignAction::ReviewWanted))}
                >{ "Write review set" }</button>
            </div>
            { view_done(view) }
        </section>
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
    html! {
        <label class="origin__field">
            <span>{ name }</span>
            <input
                type="text"
                class="field"
                autocomplete="off"
                spellcheck="false"
                value={value.to_owned()}
                {oninput}
            />
        </label>
    }
}

fn view_done(view: &View) -> Html {
    let Adding::Reviewed { built } = &view.state.signing.adding else {
        return Html::default();
    };
    html! {
        <div class="save">
            <p role="status">{ "The review set is written." }</p>
            <div class="save__acts">
                if let Some(url) = view.added_url.clone() {
                    <a class="button button--strong" href={url} download={built.file_name.clone()}>
                        { "Save review set" }
                    </a>
                    if view.has_picker {
                        <button
                            type="button"
                            class="button"
                            onclick={view.on(Action::Sign(SignAction::SaveToWanted))}
                        >{ "Save to…" }</button>
                    }
                }
            </div>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ "File" }</dt>
                    <dd>{ format!("{} · {}", built.file_name, words::size(built.size_bytes)) }</dd>
                </div>
                <div class="facts__row">
                    <dt>{ "SHA-256" }</dt>
                    <dd>
                        <Digest
                            sha256={built.sha256.clone()}
                            of="the review set"
                            on_action={view.on_action.clone()}
                        />
                    </dd>
                </div>
            </dl>
        </div>
    }
}
