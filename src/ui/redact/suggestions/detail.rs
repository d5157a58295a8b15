//! The suggestion at hand: where it stands, why it is one, what can be done about it.

use yew::prelude::*;

use crate::app::characters::{shown, stamp};
use crate::app::queue::{QueueAction, became_words};
use crate::app::{Action, words};
use crate::engine::examine::protocol::{Became, ProposalRow, RowAt};
use crate::say;
use crate::ui::message::Words;
use crate::ui::view::View;

/// The suggestion at hand.
pub(super) fn view(view: &View) -> Html {
    let Some(row) = view.state.queue.current() else {
        return html! { <div class="suggest__detail" aria-busy="true" /> };
    };
    html! {
        <section class="suggest__detail" aria-label={say::suggestion()}>
            <header class="suggest__detail-head">
                <h3>{ say::of_record(row.detector.title()) }</h3>
                <span class="suggest__points">{ row.points }</span>
                <span class="suggest__became">{ became_words(row.became) }</span>
            </header>
            <p class="suggest__place">{ place(view, row) }</p>
            <div class="suggest__context">
                <Words pieces={row.context.clone()} spell_out={view.state.spell_out} />
            </div>
            <ul class="suggest__reasons" aria-label={say::why()}>
                { for row.reasons.iter().map(|reason| html! { <li>{ shown(reason, false) }</li> }) }
                if !row.also.is_empty() {
                    <li>{ say::could_also_be_row(also(row)) }</li>
                }
            </ul>
            { view_reason(view, row) }
            { view_acts(view, row) }
        </section>
    }
}

fn also(row: &ProposalRow) -> String {
    let titles = row.also.iter().map(|one| say::of_record(one.title()));
    let titles: Vec<_> = titles.collect();
    titles.join(", ")
}

fn place(view: &View, row: &ProposalRow) -> Html {
    let title = |thread| {
        let found = view.state.thread(thread);
        found.map_or_else(String::new, |(_, thread)| words::title(thread))
    };
    match &row.at {
        RowAt::Body { thread, record, .. } => html! {
            <>
                if !row.sender.is_empty() {
                    <bdi>{ shown(&row.sender, false) }</bdi>
                    { " · " }
                }
                { say::stamp_message_record(stamp(&row.stamp), words::count(record.0 + 1)) }
                <bdi>{ title(*thread) }</bdi>
            </>
        },
        RowAt::Title { .. } => html! { { say::title_of_a_thread_accepting_withholds_it() } },
        RowAt::Name { thread, .. } => html! {
            <>
                { say::name_of_a_participant_accepting_withholds_it() }
                <bdi>{ title(*thread) }</bdi>
            </>
        },
        RowAt::FileName { .. } => {
            html! { { say::name_of_a_file_accepting_withholds_it() } }
        }
    }
}

/// The reason that is remembered for its kind.
fn view_reason(view: &View, row: &ProposalRow) -> Html {
    let known = view.state.queue.reasons.get(&row.detector);
    html! {
        <p class="suggest__reason">
            { say::reason_for_this_kind() }
            { known.map_or_else(
                || say::asked_for_when_you_accept().to_owned(),
                |reasons| reasons.codes.join(" "),
            ) }
            { " · " }
            <button
                type="button"
                class="link"
                onclick={view.on::<MouseEvent>(Action::Queue(QueueAction::ReasonWanted))}
            >{ say::change() }</button>
        </p>
    }
}

fn view_acts(view: &View, row: &ProposalRow) -> Html {
    let is_open = row.became == Became::Open;
    let in_body = matches!(row.at, RowAt::Body { .. });
    let act = |name: &'static str, keys: &'static str, may: bool, action: QueueAction| {
        html! {
            <button
                type="button"
                class="button"
                aria-keyshortcuts={(!keys.is_empty()).then_some(keys)}
                disabled={!may}
                onclick={view.on::<MouseEvent>(Action::Queue(action))}
            >{ name }</button>
        }
    };
    html! {
        <div class="suggest__acts">
            { act(say::accept(), "a", is_open, QueueAction::Accept) }
            { act(say::reject(), "x", is_open, QueueAction::Reject) }
            { act(say::accept_all_of_this_value(), say::shift_a(), is_open && row.value.is_some(), QueueAction::AcceptValue) }
            { act(say::reject_all_of_this_value(), say::shift_x(), is_open, QueueAction::RejectValue) }
            { act(say::accept_all_of_this_kind_over_a(), "", true, QueueAction::AcceptKindWanted) }
            { act(say::go_to_message(), "g", in_body, QueueAction::MessageWanted) }
        </div>
    }
}
