//! The list of what is withheld, and the log's tools.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, LogAction, RedactAction};
use crate::app::carrying::CarryAction;
use crate::app::characters::{on_one_line, shown};
use crate::engine::session::protocol::RedactionRow;
use crate::say;
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
                { say::n_redactions(n_rows) }
            </h2>
            <div class="panel__acts">
                <button
                    type="button"
                    class="button"
                    disabled={props.n_decisions == 0}
                    onclick={save}
                >{ say::save_decisions() }</button>
                <FileButton
                    name={say::open_decisions()}
                    purpose={Purpose::Decisions}
                    accept=".json"
                    on_files={props.on_files.clone()}
                />
                if props.n_sources > 1 && !props.rows.is_empty() {
                    <button type="button" class="button" onclick={take_over}>
                        { say::take_over_from_another_export() }
                    </button>
                }
            </div>
            if props.rows.is_empty() {
                <p class="panel__empty">
                    { say::nothing_is_withheld_focus_a_message_and() }
                </p>
            }
            <ol class="redactions" aria-label={say::redactions()} role="list">
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
                    { format!(" · {}", say::n_places(row.n_places)) }
                }
            </p>
            <div class="redaction__acts">
                { view_jump(props, number, row) }
                <button
                    type="button"
                    class="link"
                    aria-label={say::withdraw_redaction_number(number)}
                    onclick={withdraw}
                >{ say::withdraw() }</button>
            </div>
        </li>
    }
}

fn view_jump(props: &RedactionPanelProps, number: usize, row: &RedactionRow) -> Html {
    let Some((thread, record)) = row.at_record else {
        return html! { <span class="redaction__who">{ say::in_a_file_that_is_not_open() }</span> };
    };
    let go = props
        .on_action
        .reform(move |_: MouseEvent| Action::Go(GoAction::Record { thread, record }));
    html! {
        <button
            type="button"
            class="link"
            aria-label={say::go_to_redaction_number_message_record(number, record.0 + 1)}
            onclick={go}
        >{ say::message_record(record.0 + 1) }</button>
    }
}

fn kind(kind: &str) -> String {
    match kind {
        "Message" => say::message(),
        "MessageGone" => say::message_with_its_head(),
        "TimeCoarse" => say::times_of_a_chat_less_exactly(),
        "Span" => say::part_of_a_message(),
        "Attachment" => say::attachment_2(),
        "Value" => say::everywhere(),
        "Partial" => say::everywhere_but_its_end(),
        "LinkCut" => say::link_behind_its_host(),
        "Pattern" => say::suggestions(),
        "Participant" => say::pseudonym(),
        "Outside" => say::outside_the_scope(),
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
