//! The report as a page that prints well. Every number leads to what it counts.

use std::rc::Rc;

use yew::prelude::*;

use super::numbers::{Number, findings, marked, view_number, view_numbers};
use super::{report_collection, report_parts, view_finding_link};
use crate::app::characters::shown;
use crate::app::compliance::{ComplyAction, Lead, PeopleOf, severity_words};
use crate::app::{Action, words};
use crate::engine::compliance::{Code, Known, Marked, MessagesOf, Report, ReviewState, Severity};
use crate::engine::examine::comply::protocol::{FindingQuery, Overview};
use crate::say;
use crate::ui::view::View;

/// Most lines of a list.
const LINES: usize = 300;

pub(super) fn view(view: &View, overview: &Rc<Overview>) -> Html {
    let report = &overview.report;
    html! {
        <div class="comply__body">
            <div class="panel__acts comply__noprint">
                <button type="button" class="button button--strong" onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::PrintWanted))}>
                    { say::print_report() }
                </button>
                <button type="button" class="button" onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::SaveWanted))}>
                    { say::save_report_as_json_and_csv() }
                </button>
                <button type="button" class="button" onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::EncloseWanted))}>
                    { say::comply_put_into_sealed() }
                </button>
                <p class="form__hint">{ say::comply_put_into_sealed_hint() }</p>
            </div>
            <article class="comply__report" aria-label={say::compliance_report()}>
                <h1>{ say::compliance_report() }</h1>
                <p class="comply__quiet">{ say::comply_a_prompt_never_a_verdict() }</p>
                { view_question(view, report) }
                { report_collection::view(view, report) }
                { view_people(view, report) }
                { view_findings(view, report) }
                { view_ledger(view, report) }
                { view_lexicon(view, report) }
                { report_parts::view_sample(view, report) }
                { view_not_checked(report) }
                { view_log(report) }
            </article>
        </div>
    }
}

fn view_question(view: &View, report: &Report) -> Html {
    let in_roster = Number::new(
        report.n_roster,
        words::count(report.n_roster),
        Lead::People(PeopleOf::Roster),
    );
    html! {
        <section>
            <h2>{ say::report_1_question() }</h2>
            <dl class="comply__facts">
                { fact(say::period(), html! { { period(report) } }) }
                { fact(say::policy(), text(&format!("{}: {}", report.policy_title, report.policy))) }
                { fact(say::sha_256_of_the_policy(), text(&report.policy_sha256)) }
                { fact(say::people_in_the_roster(), view_number(view, in_roster)) }
                { fact(say::custodians(), text(&custodians(report))) }
                { fact(say::program(), text(&report.tool)) }
            </dl>
        </section>
    }
}

fn period(report: &Report) -> String {
    match (report.period_from.as_str(), report.period_to.as_str()) {
        ("", "") => say::comply_everything_open().to_owned(),
        (from, "") => say::comply_from_on(from),
        ("", to) => say::comply_up_to(to),
        (from, to) => say::period_from_to_period_to(from, to),
    }
}

pub(super) fn fact(name: &str, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

pub(super) fn text(value: &str) -> Html {
    html! { <bdi>{ shown(value, false) }</bdi> }
}

fn custodians(report: &Report) -> String {
    if report.custodians.is_empty() {
        return say::none_named().to_owned();
    }
    let all = report.custodians.iter().map(|(name, handed_in)| {
        let state = match handed_in {
            true => say::handed_in(),
            false => say::nothing_handed_in_or_not_said(),
        };
        format!("{name}: {state}")
    });
    all.collect::<Vec<_>>().join("; ")
}

fn view_people(view: &View, report: &Report) -> Html {
    let counts = Known::ALL.iter().zip(&report.people_counts);
    let numbers = counts
        .filter(|(_, (_, n))| *n > 0)
        .map(|(known, (word, n))| {
            let words = format!("{} {}", words::count(*n), say::of_record(word));
            Number::new(*n, words, Lead::People(PeopleOf::Known(*known)))
        });
    html! {
        <section>
            <h2>{ say::report_3_people() }</h2>
            <p>{ view_numbers(view, numbers.collect()) }</p>
            { report_parts::view_members(view, report) }
        </section>
    }
}

/// A number in a cell.
fn cell(view: &View, n: u32, query: FindingQuery) -> Html {
    let number = Number::new(n, words::count(n), findings(query));
    html! { <td class="table__number">{ view_number(view, number) }</td> }
}

fn of_code(code: &str) -> FindingQuery {
    FindingQuery {
        code: Code::from_id(code),
        ..FindingQuery::default()
    }
}

fn view_findings(view: &View, report: &Report) -> Html {
    let severities = report.by_severity.iter().filter(|(_, n)| *n > 0);
    let severities = severities.filter_map(|(word, n)| {
        let severity = Severity::from_word(word)?;
        let query = FindingQuery {
            severity: Some(severity),
            ..FindingQuery::default()
        };
        let words = format!("{} {}", words::count(*n), severity_words(severity));
        Some(Number::new(*n, words, findings(query)))
    });
    let states = ReviewState::ALL.iter().zip(&report.by_state);
    let states = states
        .filter(|(_, (_, n))| *n > 0)
        .map(|(state, (word, n))| {
            let query = FindingQuery {
                state: Some(*state),
                ..FindingQuery::default()
            };
            let words = format!("{} {}", words::count(*n), say::of_record(word));
            Number::new(*n, words, findings(query))
        });
    let late = vec![
        Number::new(
            report.n_overdue,
            say::comply_n_overdue(words::count(report.n_overdue)),
            marked(Marked::Overdue),
        ),
        Number::new(
            report.n_waiting,
            say::comply_n_waiting(words::count(report.n_waiting)),
            marked(Marked::Waiting),
        ),
    ];
    html! {
        <section>
            <h2>{ say::report_4_findings() }</h2>
            <p>{ view_numbers(view, severities.collect()) }</p>
            <p>{ view_numbers(view, states.collect()) }</p>
            <p>{ view_numbers(view, late) }</p>
            { view_by_code(view, report) }
            { view_by_clause(view, report) }
            { report_parts::view_confirmed(view, report) }
            { report_parts::view_bulk(view, report) }
            { for report.beyond.iter().map(|(code, n)| html! { <p>{ say::code_text_more_than_are_listed(code, words::count(*n)) }</p> }) }
        </section>
    }
}

fn view_by_code(view: &View, report: &Report) -> Html {
    html! {
        <table class="table">
            <thead><tr><th scope="col">{ say::code() }</th><th scope="col">{ say::what() }</th><th scope="col">{ say::findings() }</th><th scope="col">{ say::to_work() }</th></tr></thead>
            <tbody>
                { for report.by_code.iter().map(|(id, title, n, open)| html! {
                    <tr>
                        <td>{ id }</td><td>{ say::of_record(title).into_owned() }</td>
                        { cell(view, *n, of_code(id)) }
                        { cell(view, *open, FindingQuery { to_do: true, ..of_code(id) }) }
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

fn view_by_clause(view: &View, report: &Report) -> Html {
    html! {
        <table class="table">
            <thead><tr><th scope="col">{ say::clause() }</th><th scope="col">{ say::what() }</th><th scope="col">{ say::findings() }</th><th scope="col">{ say::confirmed() }</th></tr></thead>
            <tbody>
                { for report.by_clause.iter().map(|(id, title, n, confirmed)| {
                    let query = FindingQuery { clause: id.clone(), ..FindingQuery::default() };
                    let done = FindingQuery { marked: Some(Marked::Confirmed), ..query.clone() };
                    html! {
                        <tr><td>{ id }</td><td>{ title }</td>{ cell(view, *n, query) }{ cell(view, *confirmed, done) }</tr>
                    }
                }) }
            </tbody>
        </table>
    }
}

fn view_ledger(view: &View, report: &Report) -> Html {
    let n_open = report
        .ledger
        .iter()
        .filter(|(.., settled)| settled.is_empty())
        .count() as u32;
    let n_settled = report.ledger.len() as u32 - n_open;
    let numbers = vec![
        Number::new(
            n_open,
            say::comply_n_open(words::count(n_open)),
            marked(Marked::Mention { settled: false }),
        ),
        Number::new(
            n_settled,
            say::comply_n_settled(words::count(n_settled)),
            marked(Marked::Mention { settled: true }),
        ),
    ];
    html! {
        <section>
            <h2>{ say::n_5_other_channels() }</h2>
            if report.ledger.is_empty() {
                <p>{ say::none_is_mentioned() }</p>
            } else {
                <p>{ view_numbers(view, numbers) }</p>
                <ul>
                    { for report.ledger.iter().take(LINES).map(|(about, number, settled)| html! {
                        <li>
                            <bdi>{ shown(about, false) }</bdi>{ ", " }{ view_finding_link(view, *number) }
                            { ": " }{ if settled.is_empty() { say::still_open().to_owned() } else { shown(settled, false) } }
                        </li>
                    }) }
                </ul>
                { report_parts::view_more(report.ledger.len(), LINES, "ledger.csv") }
            }
        </section>
    }
}

fn view_lexicon(view: &View, report: &Report) -> Html {
    let hit: Vec<_> = report.terms.iter().filter(|one| one.hits > 0).collect();
    let silent: Vec<_> = report.terms.iter().filter(|one| one.hits == 0).collect();
    let mute: Vec<_> = silent
        .iter()
        .filter(|one| one.advice == "never found: check it")
        .collect();
    html! {
        <section>
            <h2>{ say::n_6_words_of_the_rules() }</h2>
            if !hit.is_empty() {
                <table class="table">
                    <thead><tr>
                        <th scope="col">{ say::rule() }</th><th scope="col">{ say::term() }</th><th scope="col">{ say::hits() }</th>
                        <th scope="col">{ say::cleared() }</th><th scope="col">{ say::confirmed() }</th>
                        <th scope="col">{ say::comply_share_confirmed() }</th><th scope="col">{ say::advice() }</th>
                    </tr></thead>
                    <tbody>
                        { for hit.iter().take(LINES).map(|one| {
                            let query = FindingQuery { rule: one.rule.clone(), term: one.term.clone(), ..FindingQuery::default() };
                            let of = |marked| FindingQuery { marked: Some(marked), ..query.clone() };
                            html! {
                                <tr>
                                    <td>{ &one.rule }</td><td><bdi>{ shown(&one.term, false) }</bdi></td>
                                    { cell(view, one.hits, query.clone()) }
                                    { cell(view, one.cleared, of(Marked::Cleared)) }
                                    { cell(view, one.confirmed, of(Marked::Confirmed)) }
                                    <td class="table__number">{ one.confirmed_percent.map_or_else(String::new, |percent| format!("{percent} %")) }</td>
                                    <td>{ say::of_record(&one.advice).into_owned() }</td>
                                </tr>
                            }
                        }) }
                    </tbody>
                </table>
                { report_parts::view_more(hit.len(), LINES, "lexicon.csv") }
            }
            <p>{ say::comply_n_silent_terms((silent.len() - mute.len()) as u32) }</p>
            { for mute.iter().take(LINES).map(|one| html! {
                <p><bdi>{ shown(&say::comply_never_found(&one.rule, &one.term), false) }</bdi></p>
            }) }
            { for (0..).zip(&report.exclusions).map(|(exclusion, (what, why, n))| html! {
                <p>
                    <bdi>{ shown(&say::comply_excluded(what, why), false) }</bdi>
                    { view_number(view, Number::new(*n, say::comply_n_hits_hidden(*n), Lead::Messages(MessagesOf::Hidden { exclusion }))) }
                </p>
            }) }
            if report.n_untested > 0 {
                <p>{ view_number(view, Number::new(report.n_untested, say::comply_n_untested(report.n_untested), Lead::Messages(MessagesOf::Untested))) }</p>
            }
        </section>
    }
}

fn view_not_checked(report: &Report) -> Html {
    html! {
        <section>
            <h2>{ say::n_8_what_could_not_be_checked_and() }</h2>
            <ul>
                { for report.not_checked.iter().chain(&report.limits).map(|what| html! { <li><bdi>{ shown(&say::of_record(what), false) }</bdi></li> }) }
            </ul>
            { for report.retention.iter().map(|one| html! { <p>{ say::comply_retention(one.years, &one.title, &one.applies_to) }</p> }) }
            { for report.holds.iter().map(|(who, hold)| html! { <p><bdi>{ shown(&say::legal_hold_hold_who(hold, who), false) }</bdi></p> }) }
        </section>
    }
}

fn view_log(report: &Report) -> Html {
    html! {
        <section>
            <h2>{ say::report_9_decisions() }</h2>
            if report.log.is_empty() {
                <p>{ say::comply_no_decision_yet() }</p>
            }
            <ol class="comply__log">
                { for report.log.iter().map(|line| html! {
                    <li>
                        <bdi>{ shown(&format!("{} · {} · {}", line.at, line.by, line.what), false) }</bdi>
                        { " " }<code class="comply__digest">{ line.chain.get(..16).unwrap_or_default() }</code>
                    </li>
                }) }
            </ol>
        </section>
    }
}
