//! The seal: made, saved, and named by its roots.

use yew::prelude::*;

use crate::app::sealing::{SealAction, SealPhase};
use crate::app::{Action, words};
use crate::engine::package::Built;
use crate::engine::session::protocol::{SealOutcome, SealRoot};
use crate::ui::parts::{Digest, Progress};
use crate::ui::view::View;

/// The section "Seal".
pub(super) fn view(view: &View) -> Html {
    if view.state.sources.is_empty() {
        return Html::default();
    }
    let inside = match &view.state.seal {
        SealPhase::None => view_none(view),
        SealPhase::Sealing { phase, percent, .. } => view_sealing(view, phase, *percent),
        SealPhase::Sealed { outcome, kept } => view_sealed(view, outcome, *kept),
    };
    html! {
        <section class="seal" aria-label="Seal">
            <h3>{ "Seal" }</h3>
            { inside }
        </section>
    }
}

fn view_none(view: &View) -> Html {
    html! {
        <>
            <p class="form__hint">
                { "A seal fixes every message and every file of what is open in one short code, its \
                   root. A package with a proof lets anybody check that what it shows stands in the \
                   sealed export, character for character. If you opened a sealed package, its seal \
                   is computed anew and taken up." }
            </p>
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Seal(SealAction::Wanted))}
            >{ "Seal what is open" }</button>
        </>
    }
}

fn view_sealing(view: &View, phase: &str, percent: u8) -> Html {
    html! {
        <div class="working">
            <p role="status">{ format!("{phase}…") }</p>
            <Progress name="Sealing" {percent} />
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Seal(SealAction::Cancelled))}
            >{ "Cancel" }</button>
        </div>
    }
}

fn view_sealed(view: &View, outcome: &SealOutcome, kept: bool) -> Html {
    html! {
        <>
            if let Some(package) = &outcome.package {
                { view_save(view, package, kept) }
            } else {
                <p role="status">
                    { "The seal of the sealed package was computed anew and comes to the same root." }
                </p>
            }
            <dl class="facts" aria-label="Roots">
                { for outcome.roots.iter().map(|root| view_root(view, root)) }
            </dl>
            <p class="form__hint">
                { "Write the root down, or send it to the other side now: every package with a proof \
                   can be compared with it later." }
            </p>
        </>
    }
}

fn view_save(view: &View, package: &Built, kept: bool) -> Html {
    let saved = view.on::<MouseEvent>(Action::Seal(SealAction::Saved));
    html! {
        <>
            <p>
                { "Save the sealed package and keep it. It holds the exports, your decisions and the \
                   secret: whoever has it can find out what is withheld, and without it no later \
                   package can be proven under the same root. Never hand it over." }
            </p>
            <div class="save__acts">
                if let Some(url) = view.sealed_url.clone() {
                    <a
                        class={classes!("button", (!kept).then_some("button--strong"))}
                        href={url}
                        download={package.file_name.clone()}
                        onclick={saved}
                    >{ "Save sealed package" }</a>
                    if view.has_picker {
                        <button
                            type="button"
                            class="button"
                            onclick={view.on(Action::Seal(SealAction::SaveToWanted))}
                        >{ "Save to…" }</button>
                    }
                }
            </div>
            <p class="form__hint" role="status">
                { if kept {
                    "Packages can be proven under this seal now: “Build package” asks how."
                } else {
                    "Not saved yet. Packages with a proof can be built once it is saved."
                } }
            </p>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ "File" }</dt>
                    <dd>{ format!("{} · {}", package.file_name, words::size(package.size_bytes)) }</dd>
                </div>
                <div class="facts__row">
                    <dt>{ "SHA-256" }</dt>
                    <dd>
                        <Digest
                            sha256={package.sha256.clone()}
                            of="the sealed package"
                            on_action={view.on_action.clone()}
                        />
                    </dd>
                </div>
            </dl>
        </>
    }
}

fn view_root(view: &View, root: &SealRoot) -> Html {
    let thread = view
        .state
        .threads()
        .find(|(_, at)| at.thread == root.thread);
    let title = thread.map_or_else(String::new, |(_, thread)| words::title(thread));
    let of = format!("the tree over {title}");
    html! {
        <div class="facts__row" key={root.thread.0}>
            <dt><bdi>{ format!("Root of {title}") }</bdi></dt>
            <dd>
                <Digest sha256={root.root.clone()} {of} on_action={view.on_action.clone()} />
                { format!(" over {}", words::counted(root.n_records, "record", "records")) }
            </dd>
        </div>
    }
}
