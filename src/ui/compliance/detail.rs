//! The finding at hand: why, what was said, what can be done, what was decided.

use std::rc::Rc;

use yew::prelude::*;

use super::numbers::{Number, view_number};
use crate::app::Action;
use crate::app::characters::{on_one_line, shown};
use crate::app::compliance::{ComplyAction, Lead, key_of, moves_of, severity_words};
use crate::engine::compliance::MessagesOf;
use crate::engine::decision::ReviewMove;
use crate::engine::examine::comply::protocol::{FindingRow, Overview};
use crate::say;
use crate::ui::view::View;

pub(super) fn view(view: &View, overview: &Rc<Overview>) -> Html {
    let Some(row) = view.state.comply.current() else {
        return Html::default();
    };
    let clause = overview.clauses.iter().find(|(id, ..)| *id == row.clause);
    html! {
        <article class="comply__detail" aria-label={say::finding_number(row.number + 1)}>
            <header class="comply__head">
                <h2 class="comply__name">{ format!("{} {}", row.code.id(), say::of_record(row.code.title())) }</h2>
                <p class="comply__quiet">
                    { say::finding_number_severity_confidence(row.number + 1, severity_words(row.severity), &row.confidence) }
                    if !row.joined.is_empty() {
                        { say::with_joined(row.joined.join(", ")) }
                    }
                    if row.level > 1 {
                        { format!(" · {}", say::comply_level(row.level)) }
                    }
                    if row.is_overdue {
                        <strong>{ format!(" · {}", say::comply_overdue(&row.due)) }</strong>
                    } else if !row.due.is_empty() {
                        { format!(" · {}", say::comply_due(&row.due)) }
                    }
                </p>
            </header>
            <p class="comply__why"><bdi>{ shown(&say::of_record(&row.why), false) }</bdi></p>
            { view_said(row) }
            { view_places(view, row) }
            if let Some((id, title, text)) = clause {
                <p class="comply__clause">
                    <strong>{ say::clause_id_title(id, title) }</strong>{ text }
                </p>
            }
            <p class="comply__quiet">{ format!("{}.", say::of_record(&row.help)) }</p>
            { view_acts(view, row) }
            { view_numbers(row) }
            { view_moves(row) }
        </article>
    }
}

fn view_said(row: &FindingRow) -> Html {
    let [before, hit, after] = &row.said;
    if row.said.iter().all(String::is_empty) {
        return Html::default();
    }
    html! {
        <blockquote class="comply__said">
            <p class="comply__quiet">
                <bdi>{ shown(&on_one_line(&row.who), false) }</bdi>{ format!(" · {} · ", row.at) }
                <bdi>{ shown(&on_one_line(&row.thread), false) }</bdi>
            </p>
            <p class="comply__words">
                <bdi>{ shown(before, false) }if !hit.is_empty() { <mark>{ shown(hit, false) }</mark> }{ shown(after, false) }</bdi>
            </p>
        </blockquote>
    }
}

fn view_places(view: &View, row: &FindingRow) -> Html {
    if row.places.is_empty() {
        return html! { <p class="comply__quiet">{ say::about_no_single_message() }</p> };
    }
    html! {
        <p class="comply__places">
            { for row.places.iter().take(12).enumerate().map(|(place, (_, record))| html! {
                <button
                    type="button"
                    class="link"
                    key={place}
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::MessageWanted { place }))}
                >{ say::go_to_message_record(record.0 + 1) }</button>
            }) }
            if row.n_messages as usize > row.places.len().min(12) {
                { view_number(view, Number::new(
                    row.n_messages,
                    say::comply_all_n_messages(row.n_messages),
                    Lead::Messages(MessagesOf::Finding { number: row.number }),
                )) }
            }
        </p>
    }
}

fn view_acts(view: &View, row: &FindingRow) -> Html {
    let is_channel = matches!(row.code.id(), "O001" | "O002" | "O003" | "O006" | "R004");
    let is_settled = !row.settled.is_empty();
    html! {
        <div class="comply__acts" role="group" aria-label={say::outcome()}>
            { for moves_of(row).into_iter().map(|to| html! {
                <button
                    type="button"
                    class="button button--small"
                    key={to.words()}
                    aria-keyshortcuts={key_of(to)}
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::MoveWanted { to }))}
                >{ act_words(to) }</button>
            }) }
            if row.waits_for.is_some() {
                <button
                    type="button"
                    class="button button--small button--strong"
                    aria-keyshortcuts="s"
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::AgreeWanted))}
                >{ say::a_second_person_agrees() }</button>
            }
            if !row.look.is_empty() {
                <button
                    type="button"
                    class="button button--small button--strong"
                    aria-keyshortcuts="b"
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::LookWanted))}
                >{ say::comply_look_again() }</button>
            }
            if is_channel && !is_settled {
                <button
                    type="button"
                    class="button button--small"
                    aria-keyshortcuts="l"
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::SettleWanted))}
                >{ say::settle_the_other_channel() }</button>
            }
            if is_settled {
                <p class="comply__quiet"><bdi>{ say::other_channel_settled(shown(&row.settled, false)) }</bdi></p>
            }
        </div>
    }
}

fn act_words(to: ReviewMove) -> &'static str {
    match to {
        ReviewMove::Claimed => say::claim(),
        ReviewMove::Released => say::release(),
        ReviewMove::NotRelevant => say::not_relevant(),
        ReviewMove::FalsePositive => say::false_positive(),
        ReviewMove::Confirmed => say::confirm(),
        ReviewMove::Escalated => say::escalate(),
        ReviewMove::Parked => say::park(),
        ReviewMove::Resolved => say::resolve(),
        ReviewMove::Reopened => say::reopen(),
    }
}

fn view_numbers(row: &FindingRow) -> Html {
    if row.trigger.is_empty() {
        return Html::default();
    }
    html! {
        <details class="comply__numbers">
            <summary>{ say::what_fired_it() }</summary>
            <dl>
                { for row.trigger.iter().map(|(name, value)| html! {
                    <div><dt>{ name }</dt><dd><bdi>{ shown(value, false) }</bdi></dd></div>
                }) }
            </dl>
        </details>
    }
}

fn view_moves(row: &FindingRow) -> Html {
    if row.moves.is_empty() {
        return Html::default();
    }
    html! {
        <section class="comply__moves" aria-label={say::what_was_decided()}>
            if row.carried_over {
                <p class="comply__quiet">{ say::carried_over_from_an_earlier_export_of() }</p>
            }
            if !row.other_policy.is_empty() {
                <p class="comply__quiet">{ &row.other_policy }</p>
            }
            <ol class="casework__list">
                { for row.moves.iter().map(|moved| html! {
                    <li key={moved.id.0.clone()}>
                        { format!("{} · ", say::of_record(moved.to.words())) }<bdi>{ shown(&moved.by, false) }</bdi>{ format!(" · {}", moved.at) }
                        if let Some(outcome) = moved.details.outcome {
                            { format!(" · {}", say::of_record(outcome.words())) }
                        }
                        if !moved.details.note.is_empty() {
                            { " · " }<bdi>{ shown(&moved.details.note, false) }</bdi>
                        }
                        if let Some(second) = &moved.agreed_by {
                            { say::agreed_by() }<bdi>{ shown(second, false) }</bdi>
                        }
                    </li>
                }) }
            </ol>
        </section>
    }
}
