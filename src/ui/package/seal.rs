//! The seal: made, saved, and named by its numbers.

use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::characters::shown;
use crate::app::saving::left_before;
use crate::app::sealing::{SealAction, SealPhase};
use crate::app::signing::{Key, SignAction};
use crate::app::{Action, words};
use crate::engine::package::Built;
use crate::engine::session::protocol::{SealOutcome, ThreadSeal};
use crate::say;
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
        <section class="seal" aria-label={say::seal()}>
            <h3>{ say::seal() }</h3>
            { inside }
        </section>
    }
}

fn view_none(view: &View) -> Html {
    html! {
        <>
            <p class="form__hint">
                { say::a_seal_fixes_every_message_and_every() }
            </p>
            { view_key(view) }
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Seal(SealAction::Wanted))}
            >{ say::seal_what_is_open() }</button>
        </>
    }
}

/// Whether the seal is signed when it is made, and by whose key.
fn view_key(view: &View) -> Html {
    let key = &view.state.signing.key;
    html! {
        <div class="order__acts">
            <span class="form__hint">
                { match key.public() {
                    Some(public) => say::the_seal_is_signed_at_once_by(public.fingerprint()),
                    None => say::the_seal_is_not_signed_there_is().to_owned(),
                } }
            </span>
            if matches!(key, Key::NotLooked | Key::None) {
                <button
                    type="button"
                    class="button button--small"
                    onclick={view.on::<MouseEvent>(Action::Sign(SignAction::KeyWanted))}
                >{ say::make_a_key() }</button>
            }
        </div>
    }
}

fn view_sealing(view: &View, phase: &str, percent: u8) -> Html {
    html! {
        <div class="working">
            <p role="status">{ format!("{}…", say::of_record(phase)) }</p>
            <Progress name={say::sealing()} {percent} />
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Seal(SealAction::Cancelled))}
            >{ say::cancel() }</button>
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
                    { say::the_seal_of_the_sealed_package_was() }
                </p>
            }
            <dl class="facts" aria-label={say::seal_numbers()}>
                { for outcome.seals.iter().map(|seal| view_number(view, seal)) }
            </dl>
            <p class="form__hint">
                { say::write_the_whole_seal_number_down_or() }
            </p>
            { view_left(view) }
        </>
    }
}

/// What left under these seals so far.
fn view_left(view: &View) -> Html {
    let left = left_before(view.state);
    if left.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h4>{ say::packages_that_left_under_this_seal() }</h4>
            <ul class="plain-list">
                { for left.iter().map(|one| {
                    let (by, on) = (shown(&one.decision.by, false), one.decision.at.utc_date());
                    html! {
                        <li>
                            { say::disclosure_number_saved_by_on(one.number, by, on) }
                            <code>{ one.package_sha256 }</code>
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}

fn view_save(view: &View, package: &Built, kept: bool) -> Html {
    let saved = view.on::<MouseEvent>(Action::Seal(SealAction::Saved));
    html! {
        <>
            <p>
                { say::save_the_sealed_package_and_keep_it() }
            </p>
            <div class="save__acts">
                if let Some(url) = view.sealed_url.clone() {
                    <a
                        class={classes!("button", (!kept).then_some("button--strong"))}
                        href={url}
                        download={package.file_name.clone()}
                        onclick={saved}
                    >{ say::save_sealed_package() }</a>
                    if view.has_picker {
                        <button
                            type="button"
                            class="button"
                            onclick={view.on(Action::Seal(SealAction::SaveToWanted))}
                        >{ say::save_to() }</button>
                    }
                }
            </div>
            <p class="form__hint" role="status">
                { if kept {
                    say::packages_can_be_proven_under_this_seal()
                } else {
                    say::not_saved_yet_packages_with_a_proof()
                } }
            </p>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ say::file() }</dt>
                    <dd>{ format!("{} · {}", package.file_name, words::size(package.size_bytes)) }</dd>
                </div>
                <div class="facts__row">
                    <dt>{ "SHA-256" }</dt>
                    <dd>
                        <Digest
                            sha256={package.sha256.clone()}
                            of={say::the_sealed_package()}
                            on_action={view.on_action.clone()}
                        />
                    </dd>
                </div>
            </dl>
        </>
    }
}

fn view_number(view: &View, seal: &ThreadSeal) -> Html {
    let thread = view
        .state
        .threads()
        .find(|(_, at)| at.thread == seal.thread);
    let title = thread.map_or_else(String::new, |(_, thread)| words::title(thread));
    let name = say::copy_the_seal_number_of_title(&title);
    let text = seal.number.clone();
    let copy = Action::Go(GoAction::CopyWanted { text });
    html! {
        <div class="facts__row" key={seal.thread.0}>
            <dt><bdi>{ say::seal_number_of_title(title) }</bdi></dt>
            <dd>
                <span class="digest">
                    <code class="digest__hex">{ &seal.number }</code>
                    <button
                        type="button"
                        class="button button--small"
                        aria-label={name}
                        onclick={view.on::<MouseEvent>(copy)}
                    >{ say::copy() }</button>
                </span>
                { say::over_records(say::n_records(seal.n_records)) }
            </dd>
        </div>
    }
}
