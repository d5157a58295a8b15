//! What came of building: checks, places for the eye, and saving.

use yew::prelude::*;

use super::{caveats, earlier, left_behind, remains, second, sights};
use crate::app::action::{GoAction, PackageAction};
use crate::app::characters::shown;
use crate::app::earlier::is_in_the_way;
use crate::app::saving::may_be_saved;
use crate::app::state::State;
use crate::app::{Action, words};
use crate::engine::case::ThreadId;
use crate::engine::session::protocol::BuildOutcome;
use crate::engine::thread::RecordId;
use crate::engine::verify::leak::Leak;
use crate::say;
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
                { if outcome.blocked { say::this_package_must_not_go_out() } else { say::the_package_is_built() } }
            </h2>
            if outcome.blocked {
                { view_blocked(view, result) }
            } else {
                { view_eye(view, result, looked) }
                { second::view(view, outcome, checked) }
                { left_behind::view(view, result) }
                { sights::view(view, result) }
                { remains::view(view, result) }
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
                { say::something_that_is_withheld_stands_where_it() }
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
                    .map_or_else(|| say::a_redaction().to_owned(), say::redaction_number);
                let what = match leak.decision.as_str() {
                    "" => say::form_in(&leak.form),
                    _decision => say::what_number_withholds_form_in(number, as_form(&leak.form)),
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
        say::as_it_is().to_owned()
    } else {
        say::as_form(form)
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
            { say::go_to_message_record(record) }
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
            <h3>{ say::these_withheld_values_still_stand_in_visible() }</h3>
            <p>
                { say::the_same_words_stand_in_messages_that() }
            </p>
            { view_leaks(view, result, visible) }
            <label class="check">
                <input
                    type="checkbox"
                    checked={looked}
                    disabled={looked}
                    onchange={view.on::<Event>(Action::Package(PackageAction::Looked))}
                />
                { say::i_have_looked_at_each_of_these() }
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
                <a
                    class="button button--strong"
                    href={url}
                    download={outcome.file_name.clone()}
                    onclick={view.on::<MouseEvent>(Action::Package(PackageAction::Saved))}
                >
                    { say::save_package() }
                </a>
                if view.has_picker {
                    <button
                        type="button"
                        class="button"
                        onclick={view.on(Action::Package(PackageAction::SaveToWanted))}
                    >{ say::save_to() }</button>
                }
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Package(PackageAction::DigestFileWanted))}
                >{ say::save_its_sha_256() }</button>
            </div>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{ say::file() }</dt>
                    <dd>{ format!("{} · {}", outcome.file_name, words::size(outcome.size_bytes)) }</dd>
                </div>
                if let Some(one) = &outcome.kept.disclosure {
                    <div class="facts__row">
                        <dt>{ say::disclosure() }</dt>
                        <dd>{ one.number }</dd>
                    </div>
                }
                <div class="facts__row">
                    <dt>{ "SHA-256" }</dt>
                    <dd>
                        <Digest
                            sha256={outcome.sha256.clone()}
                            of={say::the_package()}
                            on_action={view.on_action.clone()}
                        />
                    </dd>
                </div>
            </dl>
            <p class="form__hint">
                { say::write_the_sha_256_down_or_send() }
            </p>
        </div>
    }
}

fn view_search(view: &View, outcome: &BuildOutcome) -> Html {
    let leaks = &outcome.leaks;
    html! {
        <section class="checked" aria-label={say::search_for_withheld_values()}>
            <h3>{ say::search_for_withheld_values() }</h3>
            <p>
                { say::forms_searched_for_in_n_bytes_of(say::n_forms(leaks.n_values), words::size(leaks.n_bytes), say::n_places(n(leaks.leaks.len())), words::count(n(leaks.visible.len()))) }
            </p>
            if !leaks.unsearchable.is_empty() {
                <p>{ say::too_short_or_too_common_to_be() }</p>
                <ul class="plain-list">
                    { for leaks.unsearchable.iter().map(|decision| {
                        let words = number_of(view.state, decision)
                            .map_or_else(|| decision.clone(), say::redaction_number_2);
                        html! { <li>{ words }</li> }
                    }) }
                </ul>
            }
            if !leaks.not_searched.is_empty() {
                <p>{ say::inside_files_that_go_out_this_cannot() }</p>
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
