//! The list of what is withheld, and the log's tools.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::action::{GoAction, LogAction, RedactAction};
use crate::app::carrying::CarryAction;
use crate::app::characters::{on_one_line, shown};
use crate::app::{Action, words};
use crate::engine::session::protocol::RedactionRow;
use crate::ui::files::{Chosen, Purpose};
use crate::ui::parts::FileButton;
use crate::ui::view::View;

/// The panel beside the messages.
pub fn view(view: &View) -> Html {
    html! {
        <RedactionPanel
            rows={view.state.redactions.clone()}
            chosen={view.state.chosen_redaction.clone()}
            n_decisions={view.state.log.log().decisions().len()}
            n_sources={view.state.sources.len()}
            on_action={view.on_action.clone()}
            on_files={view.on_files.clone()}
        />
    }
}

/// What the panel needs.
#[derive(Properties, PartialEq)]
struct RedactionPanelProps {
    rows: Rc<Vec<RedactionRow>>,
    chosen: Option<String>,
    n_decisions: usize,
    n_sources: usize,
    on_action: Callback<Action>,
    on_files: Callback<Chosen>,
}

#[component]
fn RedactionPanel(props: &RedactionPanelProps) -> Html {
    let n_rows = u32::try_from(props.rows.len()).unwrap_or(u32::MAX);
    let save = props
        .on_action
        .reform(|_: MouseEvent| Action::Log(LogAction::SaveWanted));
    let take_over = props
        .on_action
        .reform(|_: MouseEvent| Action::Carry(CarryAction::Wanted));
    html! {
        <section class="panel" aria-labelledby="redactions-title">
            <h2 class="panel__title" id="redactions-title">
                { words::counted(n_rows, "redaction", "redactions") }
            </h2>
            <div class="panel__acts">
                <button
                    type="button"
                    class="button"
                    disabled={props.n_decisions == 0}
                    onclick={save}
                >{ "Save decisions" }</button>
                <FileButton
                    name="Open decisions"
                    purpose={Purpose::Decisions}
                    accept=".json"
                    on_files={props.on_files.clone()}
                />
                if props.n_sources > 1 && !props.rows.is_empty() {
                    <button type="button" class="button" onclick={take_over}>
                        { "Take over from another export" }
                    </button>
                }
            </div>
            if props.rows.is_empty() {
                <p class="panel__empty">
                    { "Nothing is withheld. Focus a message and press “Redact message”, or select text in it, with a pointer or with “Select words”." }
                </p>
            }
            <ol class="redactions" aria-label="Redactions" role="list">
                { for props.rows.iter().enumerate().map(|(index, row)| view_row(props, index, row)) }
            </ol>
        </section>
    }
}

fn view_row(props: &RedactionPanelProps, index: usize, row: &RedactionRow) -> Html {
    let number = index + 1;
    let chosen = props.chosen.as_ref() == Some(&row.decision);
    let decision = row.decision.clone();
    let withdraw = props.on_action.reform(move |_: MouseEvent| {
        Action::Redact(RedactAction::Withdrawn {
            decision: decision.clone(),
        })
    });
    html! {
        <li
            class="redaction"
            key={row.decision.clone()}
            id={chosen.then_some("chosen-redaction")}
            tabindex={chosen.then_some("-1")}
            aria-current={chosen.then_some("true")}
        >
            <div class="redaction__head">
                <span class="redaction__number">{ number }</span>
                <span class="redaction__kind">{ kind(&row.kind) }</span>
                { for row.codes.iter().map(|code| html! { <span class="code">{ code }</span> }) }
            </div>
            <p class="redaction__what"><bdi>{ on_one_line(&row.what) }</bdi></p>
            if let Some(note) = &row.note {
                <p class="redaction__note"><bdi>{ on_one_line(note) }</bdi></p>
            }
            <p class="redaction__who">
                <bdi>{ shown(&row.by, false) }</bdi>
                { format!(" · {}", when(&row.at)) }
                if row.n_places != 1 {
                    { format!(" · {}", words::counted(row.n_places, "place", "places")) }
                }
            </p>
            <div class="redaction__acts">
                { view_jump(props, number, row) }
                <button
                    type="button"
                    class="link"
                    aria-label={format!("Withdraw redaction {number}")}
                    onclick={withdraw}
                >{ "Withdraw" }</button>
            </div>
        </li>
    }
}

fn view_jump(props: &RedactionPanelProps, number: usize, row: &RedactionRow) -> Html {
    let Some((thread, record)) = row.at_record else {
        return html! { <span class="redaction__who">{ "In a file that is not open" }</span> };
    };
    let go = props
        .on_action
        .reform(move |_: MouseEvent| Action::Go(GoAction::Record { thread, record }));
    html! {
        <button
            type="button"
            class="link"
            aria-label={format!("Go to redaction {number}, message {}", record.0 + 1)}
            onclick={go}
        >{ format!("Message {}", record.0 + 1) }</button>
    }
}

fn kind(kind: &str) -> String {
    match kind {
        "Message" => "Message",
        "MessageGone" => "Message with its head",
        "TimeCoarse" => "Times of a chat, only to the",
        "Span" => "Part of a message",
        "Attachment" => "Attachment",
        "Value" => "Everywhere",
        "Partial" => "Everywhere but its end",
        "LinkCut" => "Link behind its host",
        "Pattern" => "Suggestions",
        "Participant" => "Pseudonym",
        "Outside" => "Outside the scope",
        other => other,
    }
    .to_owned()
}

/// Day and minute of an RFC 3339 time, in the zone it is written in.
fn when(at: &str) -> String {
    let minute: String = at.chars().take(16).collect();
    let zone = if at.ends_with('Z') { " UTC" } else { "" };
    format!("{}{zone}", minute.replace('T', " "))
}
