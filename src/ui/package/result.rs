//! What came of building: checks, places for the eye, and saving.

use yew::prelude::*;

use super::{caveats, earlier, left_behind, second};
use crate::app::action::{GoAction, PackageAction};
use crate::app::characters::shown;
use crate::app::earlier::is_in_the_way;
use crate::app::packaging::may_be_saved;
use crate::app::state::State;
use crate::app::{Action, words};
use crate::engine::case::ThreadId;
use crate::engine::session::protocol::BuildOutcome;
use crate::engine::thread::RecordId;
use crate::engine::verify::leak::Leak;
use crate::ui::parts::Digest;
use crate::ui::verify::view_report;
use crate::ui::view::View;

/// What came of building, and which threads are in it.
pub(super) struct Result<'a> {
    pub(super) outcome: &'a BuildOutcome,
    /// In the order in which the package counts them.
    pub(super) threads: &'a [ThreadId],
}

/// The result.
pub(super) fn view(view: &View, result: &Result, looked: bool, checked: Option<&str>) -> Html {
    let outcome = result.outcome;
    html! {
        <>
            <h2>
                { if outcome.blocked { "This package must not go out" } else { "The package is built" } }
            </h2>
            if outcome.blocked {
                { view_blocked(view, result) }
            } else {
                { view_eye(view, result, looked) }
                { second::view(view, outcome, checked) }
                { left_behind::view(view, result) }
                { earlier::view(view, result) }
                { view_save(view, outcome, looked) }
            }
            { view_search(view, outcome) }
            { view_report(&outcome.report) }
            { caveats::view() }
        </>
    }
}

fn view_blocked(view: &View, result: &Result) -> Html {
    html! {
        <div class="notice" data-tone="error">
            <p>
                { "Something that is withheld stands where it would leave the building, or a check \
                   failed. Nothing was saved. Redact what is named here, then build again. Where an \
                   attachment holds it: go to its message and press “Redact attachment”, or build \
                   with attachments withheld." }
            </p>
            { view_leaks(view, result, &result.outcome.leaks.leaks) }
        </div>
    }
}

/// The number that a decision has in the list of redactions.
fn number_of(state: &State, decision: &str) -> Option<usize> {
    state
        .redactions
        .iter()
        .position(|row| row.decision == decision)
        .map(|index| index + 1)
}

fn view_leaks(view: &View, result: &Result, leaks: &[Leak]) -> Html {
    html! {
        <ul class="leaks">
            { for leaks.iter().map(|leak| {
                let number = number_of(view.state, &leak.decision)
                    .map_or_else(|| "a redaction".to_owned(), |number| format!("redaction {number}"));
                let what = match leak.decision.as_str() {
                    "" => format!("{}, in ", leak.form),
                    _decision => format!("What {number} withholds, {}, in ", as_form(&leak.form)),
                };
                html! {
                    <li class="leak">
                        { what }
                        <code>{ &leak.file }</code>
                        { format!(", {} ", shown(&leak.place, false)) }
                        { view_jump(view, result, leak) }
                    </li>
                }
            }) }
        </ul>
    }
}

fn as_form(form: &str) -> String {
    if form == "text" {
        "as it is".to_owned()
    } else {
        format!("as {form}")
    }
}

fn view_jump(view: &View, result: &Result, leak: &Leak) -> Html {
    leak.record
        .map_or_else(Html::default, |at| view_go(view, result, at))
}

/// A button that leads to a record of the package; thread and record from 1.
pub(super) fn view_go(view: &View, result: &Result, (thread, record): (u32, u32)) -> Html {
    let in_case = (thread as usize)
        .checked_sub(1)
        .and_then(|index| result.threads.get(index));
    let (Some(thread), Some(record_index)) = (in_case, record.checked_sub(1)) else {
        return Html::default();
    };
    let go = Action::Go(GoAction::Record {
        thread: *thread,
        record: RecordId(record_index),
    });
    html! {
        <button type="button" class="link" onclick={view.on::<MouseEvent>(go)}>
            { format!("Go to message {record}") }
        </button>
    }
}

fn view_eye(view: &View, result: &Result, looked: bool) -> Html {
    let visible = &result.outcome.leaks.visible;
    if visible.is_empty() {
        return Html::default();
    }
    html! {
        <div class="notice" data-tone="care">
            <h3>{ "These withheld values still stand in visible text" }</h3>
            <p>
                { "The same words stand in messages that you did not redact. Go to each place; redact \
                   it there and build again, or confirm that it may stay." }
            </p>
            { view_leaks(view, result, visible) }
            <label class="check">
                <input
                    type="checkbox"
                    checked={looked}
                    disabled={looked}
                    onchange={view.on::<Event>(Action::Package(PackageAction::Looked))}
                />
                { "I have looked at each of these places" }
            </label>
        </div>
    }
}

fn view_save(view: &View, outcome: &BuildOutcome, looked: bool) -> Html {
    let Some(url) = view
        .package_url
        .clone()
        .filter(|_| may_be_saved(outcome, looked) && !is_in_the_way(view.state))
    else {
        return Html::default();
    };
    html! {
        <div class="save">
            <div class="save__acts">
                <a class="button button--strong" href={url} download={outcome.file_name.clone()}>
                    { "Save package" }
                </a>
                if view.has_picker {
                    <button
                        type="button"
                        class="button"
                        onclick={view.on(Action::Package(PackageAction::SaveToWanted))}
                    >{ "Save to…" }</button>
                }
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Package(PackageAction::DigestFileWanted))}
                >{ "Save its SHA-256" }</button>
            </div>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ "File" }</dt>
                    <dd>{ format!("{} · {}", outcome.file_name, words::size(outcome.size_bytes)) }</dd>
                </div>
                <div class="facts__row">
                    <dt>{ "SHA-256" }</dt>
                    <dd>
                        <Digest
                            sha256={outcome.sha256.clone()}
                            of="the package"
                            on_action={view.on_action.clone()}
                        />
                    </dd>
                </div>
            </dl>
            <p class="form__hint">
                { "Write the SHA-256 down, or send it another way than the package: it lets the \
                   recipient check that the file is the one you sent." }
            </p>
        </div>
    }
}

fn view_search(view: &View, outcome: &BuildOutcome) -> Html {
    let leaks = &outcome.leaks;
    html! {
        <section class="checked" aria-label="Search for withheld values">
            <h3>{ "Search for withheld values" }</h3>
            <p>
                { format!(
                    "{} searched for in {} of the finished package, packed streams included: {} outside visible text, {} in it.",
                    words::counted(leaks.n_values, "form", "forms"),
                    words::size(leaks.n_bytes),
                    words::counted(n(leaks.leaks.len()), "place", "places"),
                    words::count(n(leaks.visible.len())),
                ) }
            </p>
            if !leaks.unsearchable.is_empty() {
                <p>{ "Too short or too common to be searched for, so only the eye can check:" }</p>
                <ul class="plain-list">
                    { for leaks.unsearchable.iter().map(|decision| {
                        let words = number_of(view.state, decision)
                            .map_or_else(|| decision.clone(), |number| format!("Redaction {number}"));
                        html! { <li>{ words }</li> }
                    }) }
                </ul>
            }
            if !leaks.not_searched.is_empty() {
                <p>{ "Inside files that go out, this cannot be searched, so only the eye can check:" }</p>
                <ul class="plain-list">
                    { for leaks.not_searched.iter().map(|what| html! { <li>{ shown(what, false) }</li> }) }
                </ul>
            }
        </section>
    }
}

fn n(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
