//! The dialog "Build package": what goes in, what stands in the way.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{caveats, gates, proof, recipient, review};
use crate::app::action::{GoAction, OpenAction, PackageAction};
use crate::app::characters::shown;
use crate::app::packaging::{Blocker, BuildForm, BuildScope, blockers, by_code, n_numbered};
use crate::app::scoping;
use crate::app::{Action, words};
use crate::engine::decision::{Decision, DecisionKind, REASONS};
use crate::engine::session::protocol::{MediaChoice, Reviewers};
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog.
pub fn view(view: &View, form: &BuildForm) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    let blockers = blockers(view.state);
    let unfinished = form.unfinished();
    let may_build = blockers.is_empty() && unfinished.is_none() && !form.waiting;
    html! {
        <Dialog name={say::build_package()} on_close={view.on(close.clone())}>
            { view_media(view, form) }
            { proof::view(view, form) }
            { view_threads(view, form) }
            { view_scope(view, form) }
            { recipient::view(view, form) }
            { view_reviewers(view, form) }
            { review::view(view, form) }
            { view_summary(view, form) }
            { gates::view(view) }
            { caveats::view() }
            if !blockers.is_empty() {
                <div class="blockers" role="status" aria-label={say::what_stands_in_the_way()}>
                    { for blockers.iter().map(|blocker| view_blocker(view, blocker)) }
                </div>
            }
            if let Some(error) = &form.error {
                <p class="form__error" role="alert">{ format!("{error}.") }</p>
            }
            <div class="dialog__acts">
                if let Some(words) = unfinished {
                    <span class="form__hint" role="status">{ words }</span>
                }
                <button type="button" class="button" onclick={view.on(close)}>{ say::cancel() }</button>
                <button
                    type="button"
                    class="button button--strong"
                    disabled={!may_build}
                    onclick={view.on(Action::Package(PackageAction::Build))}
                >{ say::build_the_package() }</button>
            </div>
        </Dialog>
    }
}

fn view_media(view: &View, form: &BuildForm) -> Html {
    let choice = |media: MediaChoice, name: &'static str, hint: &'static str| {
        html! {
            <label class="choice">
                <input
                    type="radio"
                    name="media"
                    autofocus={media == MediaChoice::Cleaned}
                    checked={form.media == Some(media)}
                    onchange={view.on::<Event>(Action::Package(PackageAction::MediaChosen { media }))}
                />
                <span>
                    <span class="choice__name">{ name }</span>
                    <span class="choice__hint">{ hint }</span>
                </span>
            </label>
        }
    };
    html! {
        <fieldset class="group">
            <legend>{ say::attachments_that_no_redaction_withholds() }</legend>
            { choice(
                MediaChoice::Cleaned,
                say::cleaned_copies_without_metadata_recommended(),
                say::pixels_and_sound_stay_as_they_are(),
            ) }
            { choice(
                MediaChoice::AsTheyAre,
                say::as_they_are_metadata_included(),
                say::byte_for_byte_a_picture_may_hold(),
            ) }
            { choice(
                MediaChoice::Withheld,
                say::withheld_2(),
                say::none_goes_out_the_package_says_so(),
            ) }
        </fieldset>
    }
}

fn view_threads(view: &View, form: &BuildForm) -> Html {
    html! {
        <fieldset class="group">
            <legend>{ say::threads_2() }</legend>
            { for view.state.threads().map(|(_, thread)| {
                let id = thread.thread;
                let onchange = view.on_action.reform(move |event: Event| {
                    let ticked = event
                        .target_dyn_into::<HtmlInputElement>()
                        .is_some_and(|input| input.checked());
                    Action::Package(PackageAction::ThreadTicked { thread: id, ticked })
                });
                html! {
                    <label class="check" key={id.0}>
                        <input type="checkbox" checked={form.threads.contains(&id)} {onchange} />
                        <span>
                            <bdi>{ words::title(thread) }</bdi>
                            <span class="choice__hint">
                                { say::n_messages(thread.n_messages) }
                            </span>
                        </span>
                    </label>
                }
            }) }
        </fieldset>
    }
}

/// Whether what a filter leaves out of the page stays out of the package.
fn view_scope(view: &View, form: &BuildForm) -> Html {
    let standing = scoping::standing(view.state);
    if form.filter.is_none() && standing.is_empty() {
        return Html::default();
    }
    let said = |decision: &Decision| match &decision.kind {
        DecisionKind::Outside { scope, .. } => scope.clone(),
        _other => String::new(),
    };
    let before: Vec<String> = standing.into_iter().map(said).collect();
    let choice = |scope: BuildScope, name: String, hint: &'static str| {
        html! {
            <label class="choice">
                <input
                    type="radio"
                    name="scope"
                    checked={form.scope == Some(scope)}
                    onchange={view.on::<Event>(Action::Package(PackageAction::ScopeChosen { scope }))}
                />
                <span>
                    <span class="choice__name"><bdi>{ name }</bdi></span>
                    <span class="choice__hint">{ hint }</span>
                </span>
            </label>
        }
    };
    html! {
        <fieldset class="group">
            <legend>{ say::scope() }</legend>
            { choice(
                BuildScope::Everything,
                say::everything_in_these_threads().to_owned(),
                say::the_filter_limits_what_the_page_shows(),
            ) }
            if let Some(filter) = &form.filter {
                { choice(
                    BuildScope::Filter,
                    say::only_what_the_filter_shows_said(shown(&filter.said, false)),
                    say::every_other_message_of_these_threads_is(),
                ) }
            }
            if !before.is_empty() {
                { choice(
                    BuildScope::AsDecided,
                    say::as_decided_before_before(shown(&before.join(" · "), false)),
                    say::what_came_into_these_threads_since_then(),
                ) }
            }
        </fieldset>
    }
}

/// What the logs in the package call whoever made the redactions.
fn view_reviewers(view: &View, form: &BuildForm) -> Html {
    let onchange = view.on_action.reform(|event: Event| {
        let value = event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
            .unwrap_or_default();
        let reviewers = match value.as_str() {
            "initials" => Reviewers::Initials,
            "name" => Reviewers::Name,
            _role => Reviewers::Role,
        };
        Action::Package(PackageAction::ReviewersChosen { reviewers })
    });
    let option = |reviewers: Reviewers, value: &'static str, words: &'static str| {
        html! { <option {value} selected={form.reviewers == reviewers}>{ words }</option> }
    };
    html! {
        <div class="group form__row">
            <label for="build-reviewers">{ say::who_decided_in_the_logs_that_go() }</label>
            <select class="select" id="build-reviewers" {onchange}>
                { option(Reviewers::Role, "role", say::reviewer_no_names()) }
                { option(Reviewers::Initials, "initials", say::initials()) }
                { option(Reviewers::Name, "name", say::names_as_given()) }
            </select>
        </div>
    }
}

fn view_summary(view: &View, form: &BuildForm) -> Html {
    let codes = by_code(view.state);
    let n_kept = n_numbered(view.state, &form.recipient);
    html! {
        <section class="group" aria-label={say::redactions_by_reason()}>
            <h3>{ say::redactions_by_reason() }</h3>
            if codes.is_empty() {
                <p class="form__hint">{
                    if form.scope == Some(BuildScope::Filter) {
                        say::none_yet_all_that_the_filter_shows()
                    } else {
                        say::none_everything_in_these_threads_goes_out()
                    }
                }</p>
            } else {
                <ul class="codes">
                    { for codes.iter().map(|(code, n)| {
                        let title = REASONS.iter().find(|reason| reason.code == code);
                        html! {
                            <li key={code.clone()}>
                                <span class="code">{ code }</span>
                                { format!(" {} ", title.map_or("", |reason| reason.title)) }
                                <span class="codes__n">{ words::count(*n) }</span>
                            </li>
                        }
                    }) }
                </ul>
            }
            if n_kept > 0 {
                <p class="form__hint">{ say::pseudonyms_keep_their_numbers(say::n_numbers_were(n_kept)) }</p>
            }
        </section>
    }
}

fn view_blocker(view: &View, blocker: &Blocker) -> Html {
    html! {
        <p class="blocker">
            <strong>{ format!("{}.", blocker.what) }</strong>
            { format!(" {}. ", blocker.help) }
            if let Some(source) = blocker.resume {
                <button
                    type="button"
                    class="button button--small"
                    onclick={view.on::<MouseEvent>(Action::Open(OpenAction::DigestResumed { source }))}
                >{ say::resume() }</button>
            }
        </p>
    }
}
