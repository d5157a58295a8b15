//! The dialog "Build package": what goes in, what stands in the way.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{caveats, gates, proof, review};
use crate::app::action::{GoAction, OpenAction, PackageAction};
use crate::app::characters::shown;
use crate::app::packaging::{Blocker, BuildForm, BuildScope, blockers, by_code};
use crate::app::scoping;
use crate::app::{Action, words};
use crate::engine::decision::{Decision, DecisionKind, REASONS};
use crate::engine::session::protocol::{MediaChoice, Reviewers};
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog.
pub fn view(view: &View, form: &BuildForm) -> Html {
    let close = Action::Go(GoAction::DialogClosed);
    let blockers = blockers(view.state);
    let unfinished = form.unfinished();
    let may_build = blockers.is_empty() && unfinished.is_none() && !form.waiting;
    html! {
        <Dialog name="Build package" on_close={view.on(close.clone())}>
            { view_media(view, form) }
            { proof::view(view, form) }
            { view_threads(view, form) }
            { view_scope(view, form) }
            { view_reviewers(view, form) }
            { review::view(view, form) }
            { view_summary(view, form) }
            { gates::view(view) }
            { caveats::view() }
            if !blockers.is_empty() {
                <div class="blockers" role="status" aria-label="What stands in the way">
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
                <button type="button" class="button" onclick={view.on(close)}>{ "Cancel" }</button>
                <button
                    type="button"
                    class="button button--strong"
                    disabled={!may_build}
                    onclick={view.on(Action::Package(PackageAction::Build))}
                >{ "Build" }</button>
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
            <legend>{ "Attachments that no redaction withholds" }</legend>
            { choice(
                MediaChoice::Cleaned,
                "Cleaned: copies without metadata (recommended)",
                "Pixels and sound stay as they are; where, when and with what they were made, \
                 comments and previews stay behind. What no safe copy can be made of stays \
                 behind, too, and the package says so.",
            ) }
            { choice(
                MediaChoice::AsTheyAre,
                "As they are, metadata included",
                "Byte for byte. A picture may hold where and when it was taken, and faces.",
            ) }
            { choice(
                MediaChoice::Withheld,
                "Withheld",
                "None goes out. The package says so at each place.",
            ) }
        </fieldset>
    }
}

fn view_threads(view: &View, form: &BuildForm) -> Html {
    html! {
        <fieldset class="group">
            <legend>{ "Threads" }</legend>
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
                                { words::counted(thread.n_messages, "message", "messages") }
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
            <legend>{ "Scope" }</legend>
            { choice(
                BuildScope::Everything,
                "Everything in these threads".to_owned(),
                "The filter limits what the page shows and nothing else.",
            ) }
            if let Some(filter) = &form.filter {
                { choice(
                    BuildScope::Filter,
                    format!("Only what the filter shows: {}", shown(&filter.said, false)),
                    "Every other message of these threads is withheld as outside the scope (IRR): its \
                     place, time and sender stay, its words and files do not. The package counts them \
                     apart. It is one decision: it stands in the list of redactions and can be withdrawn.",
                ) }
            }
            if !before.is_empty() {
                { choice(
                    BuildScope::AsDecided,
                    format!("As decided before: {}", shown(&before.join(" · "), false)),
                    "What came into these threads since then, another export for example, is inside.",
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
            <label for="build-reviewers">{ "Who decided, in the logs that go out" }</label>
            <select class="select" id="build-reviewers" {onchange}>
                { option(Reviewers::Role, "role", "“reviewer”, no names") }
                { option(Reviewers::Initials, "initials", "Initials") }
                { option(Reviewers::Name, "name", "Names as given") }
            </select>
        </div>
    }
}

fn view_summary(view: &View, form: &BuildForm) -> Html {
    let codes = by_code(view.state);
    html! {
        <section class="group" aria-label="Redactions by reason">
            <h3>{ "Redactions by reason" }</h3>
            if codes.is_empty() {
                <p class="form__hint">{
                    if form.scope == Some(BuildScope::Filter) {
                        "None yet: all that the filter shows goes out."
                    } else {
                        "None: everything in these threads goes out."
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
                >{ "Resume" }</button>
            }
        </p>
    }
}
