//! Parts of the report: what was confirmed, what was moved together, who was in, the sample.

use yew::prelude::*;

use super::numbers::{Number, marked, view_numbers};
use super::view_finding_link;
use crate::app::action::GoAction;
use crate::app::characters::shown;
use crate::app::compliance::{DrawnOf, Lead};
use crate::app::{Action, words};
use crate::engine::compliance::{
    BulkCounts, Marked, Members, MessagesOf, Report, SampleResult, Together,
};
use crate::say;
use crate::ui::view::View;

/// Most lines of a list.
const LINES: usize = 500;

/// What a list leaves out is in a table.
pub(super) fn view_more(n: usize, most: usize, table: &str) -> Html {
    let more = n.saturating_sub(most) as u32;
    if more == 0 {
        return Html::default();
    }
    html! { <p class="comply__quiet">{ say::comply_more_are_in(words::count(more), table) }</p> }
}

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
            { view_more(report.confirmed.len(), LINES, "findings.csv") }
        </>
    }
}

/// Moves of several, and the look afterwards.
pub(super) fn view_bulk(view: &View, report: &Report) -> Html {
    if report.bulk.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ say::comply_moved_together() }</h3>
            <ul>
                { for (0..).zip(&report.bulk).take(LINES).map(|(with, one)| html! {
                    <li>
                        <bdi>{ shown(&say::comply_moved_together_by(&one.rule, &one.term, say::of_record(&one.to), &one.by), false) }</bdi>
                        { ": " }{ view_numbers(view, moved(with, one)) }
                    </li>
                }) }
            </ul>
        </>
    }
}

fn moved(with: u32, one: &BulkCounts) -> Vec<Number> {
    let lead = |which| marked(Marked::Moved { with, which });
    vec![
        Number::new(
            one.n_findings,
            say::n_findings(one.n_findings),
            lead(Together::All),
        ),
        Number::new(
            one.drawn,
            say::comply_n_drawn(words::count(one.drawn)),
            lead(Together::Drawn),
        ),
        Number::new(
            one.looked,
            say::comply_n_looked_at(words::count(one.looked)),
            lead(Together::Looked),
        ),
        Number::new(
            one.wrong,
            say::comply_n_wrong(words::count(one.wrong)),
            lead(Together::Wrong),
        ),
    ]
}

/// Who was in which thread, from when to when.
pub(super) fn view_members(view: &View, report: &Report) -> Html {
    html! {
        { for report.memberships.iter().map(|one| html! {
            <details>
                <summary>{ say::comply_who_was_in() }{ ": " }<bdi>{ shown(&one.thread, false) }</bdi></summary>
                if !one.start_visible {
                    <p class="comply__quiet">{ say::comply_who_was_in_others() }</p>
                }
                <ul>
                    { for one.stretches.iter().take(LINES).map(|of| html! {
                        <li>
                            <bdi>{ shown(&of.name, false) }</bdi>{ ": " }
                            { view_end(view, one, &of.from, of.from_message, say::comply_from_the_beginning()) }
                            { say::comply_to_between() }
                            { view_end(view, one, &of.to, of.to_message, say::comply_to_the_end()) }
                            { format!(", {}", say::of_record(&of.sureness)) }
                        </li>
                    }) }
                </ul>
            </details>
        }) }
    }
}

/// When somebody came or went leads to the message that shows it.
fn view_end(view: &View, of: &Members, when: &str, message: Option<u32>, open: &str) -> Html {
    let Some(record) = message.and_then(|number| number.checked_sub(1)) else {
        return html! { { open } };
    };
    let record = crate::engine::thread::RecordId(record);
    let go = Action::Go(GoAction::Record {
        thread: of.thread_id,
        record,
    });
    html! { <button type="button" class="link" onclick={view.on::<MouseEvent>(go)}>{ when }</button> }
}

/// What was drawn, and what came of it.
pub(super) fn view_sample(view: &View, report: &Report) -> Html {
    let Some((nonce, seed, groups)) = &report.sample else {
        return html! { <section><h2>{ say::report_7_sample() }</h2><p>{ say::none_was_drawn() }</p></section> };
    };
    html! {
        <section>
            <h2>{ say::report_7_sample() }</h2>
            <p><bdi>{ say::characters_nonce(shown(nonce, false)) }</bdi>{ say::seed() }<code class="comply__digest">{ seed }</code></p>
            <ul>
                { for groups.iter().map(|one| html! {
                    <li>
                        { say::of_record(&one.name).into_owned() }{ ": " }{ view_numbers(view, drawn(one)) }
                        { one.upper_bound_ppm.map_or_else(String::new, |ppm| say::with_certainty_at_most(ppm / 10_000, format_args!("{:02}", ppm % 10_000 / 100))) }
                    </li>
                }) }
            </ul>
        </section>
    }
}

fn drawn(one: &SampleResult) -> Vec<Number> {
    let lead = |which| Lead::Drawn {
        group: one.name.clone(),
        which,
    };
    let group = Lead::Messages(MessagesOf::Group {
        name: one.name.clone(),
    });
    vec![
        Number::new(one.size, say::comply_n_messages(one.size), group),
        Number::new(
            one.drawn,
            say::comply_n_drawn(words::count(one.drawn)),
            lead(DrawnOf::All),
        ),
        Number::new(
            one.read,
            say::comply_n_read(words::count(one.read)),
            lead(DrawnOf::Read),
        ),
        Number::new(
            one.breaking,
            say::comply_n_breaking(one.breaking),
            lead(DrawnOf::Breaking),
        ),
    ]
}
