//! The report as a page that prints well. Every number leads to what it counts.

use std::rc::Rc;

use yew::prelude::*;

use super::view_finding_link;
use crate::app::characters::shown;
use crate::app::compliance::{ComplyAction, Section};
use crate::app::{Action, words};
use crate::engine::compliance::{Code, Report, Severity, clock_text};
use crate::engine::examine::comply::protocol::{FindingQuery, Overview};
use crate::ui::view::View;

pub(super) fn view(view: &View, overview: &Rc<Overview>) -> Html {
    let report = &overview.report;
    html! {
        <div class="comply__body">
            <div class="panel__acts comply__noprint">
                <button type="button" class="button button--strong" onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::PrintWanted))}>
                    { "Print report" }
                </button>
                <button type="button" class="button" onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::SaveWanted))}>
                    { "Save report as JSON and CSV" }
                </button>
            </div>
            <article class="comply__report" aria-label="Compliance report">
                <h1>{ "Compliance report" }</h1>
                { view_question(report) }
                { view_collection(report) }
                { view_people(view, report) }
                { view_findings(view, report) }
                { view_ledger(view, report) }
                { view_lexicon(report) }
                { view_sample(report) }
                { view_not_checked(report) }
                { view_log(report) }
            </article>
        </div>
    }
}

fn view_question(report: &Report) -> Html {
    let open = |day: &str| {
        if day.is_empty() {
            "open".to_owned()
        } else {
            day.to_owned()
        }
    };
    html! {
        <section>
            <h2>{ "1 Question" }</h2>
            <dl class="comply__facts">
                { fact("Period", format!("{} to {}", open(&report.period_from), open(&report.period_to))) }
                { fact("Policy", format!("{}: {}", report.policy_title, report.policy)) }
                { fact("SHA-256 of the policy", report.policy_sha256.clone()) }
                { fact("People in the roster", report.n_roster.to_string()) }
                { fact("Custodians", custodians(report)) }
                { fact("Program", report.tool.clone()) }
            </dl>
        </section>
    }
}

fn fact(name: &str, value: String) -> Html {
    html! { <div><dt>{ name }</dt><dd><bdi>{ shown(&value, false) }</bdi></dd></div> }
}

fn custodians(report: &Report) -> String {
    if report.custodians.is_empty() {
        return "none named".to_owned();
    }
    let all = report.custodians.iter().map(|(name, handed_in)| {
        format!(
            "{name}: {}",
            if *handed_in {
                "handed in"
            } else {
                "nothing handed in, or not said"
            }
        )
    });
    all.collect::<Vec<_>>().join("; ")
}

fn view_collection(report: &Report) -> Html {
    html! {
        <section>
            <h2>{ "2 Collection" }</h2>
            { for report.statements.iter().map(|one| html! {
                <div class="comply__thread">
                    <h3><bdi>{ shown(&one.title, false) }</bdi></h3>
                    <p>
                        <strong>{ one.verdict.words() }</strong>
                        if !one.reasons.is_empty() {
                            { format!(": {}", one.reasons.join("; ")) }
                        }
                    </p>
                    <p>
                        <bdi>{ shown(&one.source, false) }</bdi>{ ", SHA-256 " }<code class="comply__digest">{ &one.sha256 }</code>
                        { format!("; {} messages, {} lines of WhatsApp's own, {}", one.n_messages, one.n_system,
                            one.span.map_or_else(|| "no time could be read".to_owned(), |(from, to)| format!("{} to {}", clock_text(from), clock_text(to)))) }
                        { format!("; files: {} named, {} here, {} absent, {} left out, {} named by no message", one.n_named, one.n_present, one.n_absent, one.n_omitted, one.n_unreferenced) }
                        { format!("; {} bytes unexplained; beginning {}; {} deleted, {} edited, {} view once",
                            one.unexplained_bytes, if one.start_visible { "here" } else { "not here" }, one.n_deleted, one.n_edited, one.n_view_once) }
                        { if one.cap_suspected { "; ends near a cap" } else { "" } }
                    </p>
                </div>
            }) }
            { for report.pairs.iter().map(|pair| html! {
                <p>
                    <bdi>{ shown(&pair.a, false) }</bdi>{ " and " }<bdi>{ shown(&pair.b, false) }</bdi>
                    { format!(": {} in both, {} and {} in one only, {} changed", pair.both, pair.only_a, pair.only_b, pair.changed) }
                </p>
            }) }
        </section>
    }
}

fn view_people(view: &View, report: &Report) -> Html {
    let go = Action::Comply(ComplyAction::SectionChosen {
        section: Section::People,
    });
    html! {
        <section>
            <h2>{ "3 People" }</h2>
            <p>
                { for report.people_counts.iter().map(|(known, n)| html! {
                    <><button type="button" class="link" onclick={view.on::<MouseEvent>(go.clone())}>{ format!("{} {known}", words::count(*n)) }</button>{ " " }</>
                }) }
            </p>
        </section>
    }
}

fn to_code(code: &str) -> Action {
    Action::Comply(ComplyAction::Queried {
        query: FindingQuery {
            code: Code::from_id(code),
            ..FindingQuery::default()
        },
    })
}

/// The list of a code, on its own.
fn view_code(view: &View, code: &str, n: u32) -> Html {
    let queried = to_code(code);
    let go = Action::Comply(ComplyAction::SectionChosen {
        section: Section::Findings,
    });
    let on_action = view.on_action.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        on_action.emit(queried.clone());
        on_action.emit(go.clone());
    });
    html! { <button type="button" class="link" {onclick}>{ words::count(n) }</button> }
}

fn view_findings(view: &View, report: &Report) -> Html {
    html! {
        <section>
            <h2>{ "4 Findings" }</h2>
            <p>
                { Severity::ALL.iter().zip(&report.by_severity).map(|(_, (word, n))| format!("{} {word}", words::count(*n))).collect::<Vec<_>>().join(", ") }
                { "; " }
                { report.by_state.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{} {}", words::count(*n), word.to_lowercase())).collect::<Vec<_>>().join(", ") }
            </p>
            <table class="table">
                <thead><tr><th scope="col">{ "Code" }</th><th scope="col">{ "What" }</th><th scope="col">{ "Findings" }</th><th scope="col">{ "To work" }</th></tr></thead>
                <tbody>
                    { for report.by_code.iter().map(|(id, title, n, open)| html! {
                        <tr><td>{ id }</td><td>{ title }</td><td>{ view_code(view, id, *n) }</td><td>{ words::count(*open) }</td></tr>
                    }) }
                </tbody>
            </table>
            <table class="table">
                <thead><tr><th scope="col">{ "Clause" }</th><th scope="col">{ "What" }</th><th scope="col">{ "Findings" }</th><th scope="col">{ "Confirmed" }</th></tr></thead>
                <tbody>
                    { for report.by_clause.iter().map(|(id, title, n, confirmed)| html! {
                        <tr><td>{ id }</td><td>{ title }</td><td>{ words::count(*n) }</td><td>{ words::count(*confirmed) }</td></tr>
                    }) }
                </tbody>
            </table>
            { for report.beyond.iter().map(|(code, n)| html! { <p>{ format!("{code}: {} more than are listed", words::count(*n)) }</p> }) }
        </section>
    }
}

fn view_ledger(view: &View, report: &Report) -> Html {
    html! {
        <section>
            <h2>{ "5 Other channels" }</h2>
            if report.ledger.is_empty() {
                <p>{ "None is mentioned." }</p>
            } else {
                <ul>
                    { for report.ledger.iter().take(200).map(|(about, number, settled)| html! {
                        <li>
                            <bdi>{ shown(about, false) }</bdi>{ ", " }{ view_finding_link(view, *number) }
                            { ": " }{ if settled.is_empty() { "open".to_owned() } else { shown(settled, false) } }
                        </li>
                    }) }
                </ul>
            }
        </section>
    }
}

fn view_lexicon(report: &Report) -> Html {
    let hit = report.terms.iter().filter(|one| one.hits > 0);
    let silent = report.terms.iter().filter(|one| one.hits == 0).count();
    html! {
        <section>
            <h2>{ "6 Words of the rules" }</h2>
            <table class="table">
                <thead><tr>
                    <th scope="col">{ "Rule" }</th><th scope="col">{ "Term" }</th><th scope="col">{ "Hits" }</th>
                    <th scope="col">{ "Cleared" }</th><th scope="col">{ "Confirmed" }</th><th scope="col">{ "Advice" }</th>
                </tr></thead>
                <tbody>
                    { for hit.take(300).map(|one| html! {
                        <tr>
                            <td>{ &one.rule }</td><td><bdi>{ shown(&one.term, false) }</bdi></td><td>{ words::count(one.hits) }</td>
                            <td>{ words::count(one.cleared) }</td><td>{ words::count(one.confirmed) }</td><td>{ &one.advice }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            <p>{ format!("{} terms work and never hit.", words::count(silent as u32)) }</p>
            { for report.exclusions.iter().map(|(what, why, n)| html! {
                <p><bdi>{ shown(&format!("Excluded: {what} ({why}), {} hits hidden", words::count(*n)), false) }</bdi></p>
            }) }
            if report.n_untested > 0 {
                <p>{ format!("{} messages lie outside the days of the policy and were not tested.", words::count(report.n_untested)) }</p>
            }
        </section>
    }
}

fn view_sample(report: &Report) -> Html {
    let Some((nonce, seed, groups)) = &report.sample else {
        return html! { <section><h2>{ "7 Sample" }</h2><p>{ "None was drawn." }</p></section> };
    };
    html! {
        <section>
            <h2>{ "7 Sample" }</h2>
            <p><bdi>{ format!("Characters: {}", shown(nonce, false)) }</bdi>{ "; seed " }<code class="comply__digest">{ seed }</code></p>
            <ul>
                { for groups.iter().map(|one| html! {
                    <li>{ format!("{}: {} drawn of {}, {} read, {} break the policy{}", one.name, one.drawn, one.size, one.read, one.breaking,
                        one.upper_bound_ppm.map_or_else(String::new, |ppm| format!("; with 95 % certainty at most {}.{:02} % of the group do", ppm / 10_000, ppm % 10_000 / 100))) }</li>
                }) }
            </ul>
        </section>
    }
}

fn view_not_checked(report: &Report) -> Html {
    html! {
        <section>
            <h2>{ "8 What could not be checked, and what an export does not show" }</h2>
            <ul>
                { for report.not_checked.iter().chain(&report.limits).map(|what| html! { <li><bdi>{ shown(what, false) }</bdi></li> }) }
            </ul>
            { for report.retention.iter().map(|one| html! { <p>{ format!("Retention: {}, {} years, {}", one.title, one.years, one.applies_to) }</p> }) }
            { for report.holds.iter().map(|(who, hold)| html! { <p><bdi>{ shown(&format!("Legal hold: {hold}, {who}"), false) }</bdi></p> }) }
        </section>
    }
}

fn view_log(report: &Report) -> Html {
    html! {
        <section>
            <h2>{ "9 Decisions" }</h2>
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
