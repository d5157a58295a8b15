//! Parts of the report: what was confirmed, what was moved together, who was in, the record of a thread.

use yew::prelude::*;

use super::report::view_count;
use super::view_finding_link;
use crate::app::characters::shown;
use crate::app::words;
use crate::engine::compliance::{Report, Statement};
use crate::engine::examine::comply::protocol::FindingQuery;
use crate::say;
use crate::ui::view::View;

/// Most lines of a list.
const LINES: usize = 500;

/// Confirmed findings with what was done, and where the evidence of it is.
pub(super) fn view_confirmed(view: &View, report: &Report) -> Html {
    if report.confirmed.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ say::comply_confirmed_findings() }</h3>
            <ul>
                { for report.confirmed.iter().take(LINES).map(|(number, code, outcome)| html! {
                    <li key={*number}>{ view_finding_link(view, *number) }{ format!(", {code}: ") }<bdi>{ shown(outcome, false) }</bdi></li>
                }) }
            </ul>
        </>
    }
}

/// Moves of several, and the look afterwards.
pub(super) fn view_bulk(report: &Report) -> Html {
    if report.bulk.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ say::comply_moved_together() }</h3>
            <ul>
                { for report.bulk.iter().take(LINES).map(|one| {
                    let line = say::comply_moved_together_line(
                        format_args!("{} “{}”", one.rule, one.term), &one.to, words::count(one.n_findings), &one.by, one.drawn, one.looked, one.wrong,
                    );
                    html! { <li><bdi>{ shown(&line, false) }</bdi></li> }
                }) }
            </ul>
        </>
    }
}

/// Who was in which thread, from when to when.
pub(super) fn view_members(report: &Report) -> Html {
    html! {
        { for report.memberships.iter().map(|one| html! {
            <details>
                <summary>{ say::comply_who_was_in() }{ ": " }<bdi>{ shown(&one.thread, false) }</bdi></summary>
                if !one.start_visible {
                    <p class="comply__quiet">{ say::comply_who_was_in_others() }</p>
                }
                <ul>
                    { for one.stretches.iter().take(LINES).map(|of| {
                        let from = if of.from.is_empty() { say::comply_from_the_beginning() } else { of.from.as_str() };
                        let to = if of.to.is_empty() { say::comply_to_the_end() } else { of.to.as_str() };
                        html! { <li><bdi>{ shown(&say::comply_stretch(&of.name, from, to, &of.sureness), false) }</bdi></li> }
                    }) }
                </ul>
            </details>
        }) }
    }
}

/// Findings about the record of a thread, by code.
pub(super) fn view_record(view: &View, one: &Statement) -> Html {
    if one.findings.is_empty() {
        return Html::default();
    }
    html! {
        <p>
            { for one.findings.iter().map(|(code, n)| {
                let query = FindingQuery {
                    code: Some(*code),
                    thread: Some(one.thread),
                    ..FindingQuery::default()
                };
                html! { <>{ view_count(view, *n, query) }{ format!(" {} ", code.id()) }</> }
            }) }
        </p>
    }
}
