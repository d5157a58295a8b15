//! Messages that a number of the report counts and that no search finds.

use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::characters::{on_one_line, shown};
use crate::app::compliance::{ComplyAction, Section};
use crate::app::{Action, words};
use crate::engine::compliance::MessagesOf;
use crate::engine::examine::comply::protocol::{MessageRow, Messages, Overview};
use crate::say;
use crate::ui::view::View;

pub(super) fn view(view: &View, overview: &Overview) -> Html {
    let of = view
        .state
        .comply
        .messages
        .as_ref()
        .map(|messages| &messages.of);
    let (section, words) = match of {
        Some(MessagesOf::Finding { .. }) => (Section::Findings, say::comply_back_to_findings()),
        _number => (Section::Report, say::comply_back_to_report()),
    };
    let back = Action::Comply(ComplyAction::SectionChosen { section });
    html! {
        <div class="comply__body">
            <div class="panel__acts">
                <button type="button" class="button" onclick={view.on::<MouseEvent>(back)}>{ words }</button>
            </div>
            if let Some(messages) = &view.state.comply.messages {
                { view_messages(view, overview, messages) }
            } else {
                <p class="panel__empty">{ say::loading() }</p>
            }
        </div>
    }
}

fn view_messages(view: &View, overview: &Overview, messages: &Messages) -> Html {
    let more = messages.n.saturating_sub(messages.rows.len() as u32);
    html! {
        <>
            <h2>{ title(overview, messages) }</h2>
            <ol class="comply__drawn" aria-label={say::messages()}>
                { for messages.rows.iter().map(|row| view_row(view, row)) }
            </ol>
            // A message with two hits stands there once.
            if more > 0 && messages.rows.len() >= crate::engine::examine::comply::protocol::MESSAGES {
                <p class="comply__quiet">{ say::comply_first_of(words::count(messages.rows.len() as u32), words::count(messages.n)) }</p>
            }
        </>
    }
}

fn title(overview: &Overview, messages: &Messages) -> String {
    let n = messages.n;
    match &messages.of {
        MessagesOf::Untested => say::comply_n_untested(n),
        MessagesOf::Hidden { exclusion } => {
            let found = overview.report.exclusions.get(*exclusion as usize);
            let what = found.map_or("", |(what, ..)| what);
            format!("{}: {}", shown(what, false), say::comply_n_hits_hidden(n))
        }
        MessagesOf::Group { name } => {
            format!("{}: {}", say::of_record(name), say::comply_n_messages(n))
        }
        MessagesOf::Finding { number } => {
            format!(
                "{}: {}",
                say::finding_number(number + 1),
                say::comply_n_messages(n)
            )
        }
        MessagesOf::Both { .. } => say::comply_n_in_both(words::count(n)),
    }
}

fn view_row(view: &View, row: &MessageRow) -> Html {
    let go = Action::Go(GoAction::Record {
        thread: row.thread,
        record: row.record,
    });
    html! {
        <li class="comply__draw" key={format!("{}-{}", row.thread.0, row.record.0)}>
            <p>
                <button type="button" class="link" onclick={view.on::<MouseEvent>(go)}>
                    <bdi>{ shown(&on_one_line(&row.head), false) }</bdi>
                </button>
                <span class="comply__quiet">{ " " }<bdi>{ shown(&on_one_line(&row.title), false) }</bdi></span>
            </p>
            <p class="comply__words"><bdi>{ shown(&row.text, false) }</bdi></p>
        </li>
    }
}
