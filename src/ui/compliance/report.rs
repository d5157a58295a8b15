//! The report as a page that prints well. Every number leads to what it counts.

use std::rc::Rc;

use yew::prelude::*;

use super::view_finding_link;
use crate::app::characters::shown;
use crate::app::compliance::{ComplyAction, Section};
use crate::app::{Action, words};
use crate::engine::compliance::{Code, Report, Severity, clock_text};
use crate::engine::examine::comply::protocol::{FindingQuery, Overview};
use crate::say;
use crate::ui::view::View;

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
            </div>
            <article class="comply__report" aria-label={say::compliance_report()}>
                <h1>{ say::compliance_report() }</h1>
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
            say::still_open().to_owned()
        } else {
            day.to_owned()
        }
    };
    html! {
        <section>
            <h2>{ say::report_1_question() }</h2>
            <dl class="comply__facts">
                { fact(say::period(), say::period_from_to_period_to(open(&report.period_from), open(&report.period_to))) }
                { fact(say::policy(), format!("{}: {}", report.policy_title, report.policy)) }
                { fact(say::sha_256_of_the_policy(), report.policy_sha256.clone()) }
                { fact(say::people_in_the_roster(), report.n_roster.to_string()) }
                { fact(say::custodians(), custodians(report)) }
                { fact(say::program(), report.tool.clone()) }
            </dl>
        </section>
    }
}

fn fact(name: &str, value: String) -> Html {
    html! { <div><dt>{ name }</dt><dd><bdi>{ shown(&value, false) }</bdi></dd></div> }
}

fn custodians(report: &Report) -> String {
    if report.custodians.is_empty() {
        return say::none_named().to_owned();
    }
    let all = report.custodians.iter().map(|(name, handed_in)| {
        format!(
            "{name}: {}",
            if *handed_in {
                say::handed_in()
            } else {
                say::nothing_handed_in_or_not_said()
            }
        )
    });
    all.collect::<Vec<_>>().join("; ")
}

fn view_collection(report: &Report) -> Html {
    html! {
        <section>
            <h2>{ say::report_2_collection() }</h2>
            { for report.statements.iter().map(|one| html! {
                <div class="comply__thread">
                    <h3><bdi>{ shown(&one.title, false) }</bdi></h3>
                    <p>
                        <strong>{ say::of_record(one.verdict.words()) }</strong>
                        if !one.reasons.is_empty() {
                            { format!(": {}", one.reasons.join("; ")) }
                        }
                    </p>
                    <p>
                        <bdi>{ shown(&one.source, false) }</bdi>{ ", SHA-256 " }<code class="comply__digest">{ &one.sha256 }</code>
                        { say::n_messages_messages_n_system_lines_of(one.n_messages, one.n_system, one.span.map_or_else(|| say::no_time_could_be_read().to_owned(), |(from, to)| say::from_to_to(clock_text(from), clock_text(to)))) }
                        { say::files_n_named_named_n_present_here(one.n_named, one.n_present, one.n_absent, one.n_omitted, one.n_unreferenced) }
                        { say::unexplained_bytes_bytes_unexplained_beginning_here_n(one.unexplained_bytes, if one.start_visible { say::here_word() } else { say::not_here() }, one.n_deleted, one.n_edited, one.n_view_once) }
                        { if one.cap_suspected { say::ends_near_a_cap_2() } else { "" } }
                    </p>
                </div>
            }) }
            { for report.pairs.iter().map(|pair| html! {
                <p>
                    <bdi>{ shown(&pair.a, false) }</bdi>{ say::and() }<bdi>{ shown(&pair.b, false) }</bdi>
                    { say::both_in_both_only_a_and_only(pair.both, pair.only_a, pair.only_b, pair.changed) }
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
            <h2>{ say::report_3_people() }</h2>
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
            <h2>{ say::report_4_findings() }</h2>
            <p>
                { Severity::ALL.iter().zip(&report.by_severity).map(|(_, (word, n))| format!("{} {word}", words::count(*n))).collect::<Vec<_>>().join(", ") }
                { "; " }
                { report.by_state.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{} {}", words::count(*n), word.to_lowercase())).collect::<Vec<_>>().join(", ") }
            </p>
            <table class="table">
                <thead><tr><th scope="col">{ say::code() }</th><th scope="col">{ say::what() }</th><th scope="col">{ say::findings() }</th><th scope="col">{ say::to_work() }</th></tr></thead>
                <tbody>
                    { for report.by_code.iter().map(|(id, title, n, open)| html! {
                        <tr><td>{ id }</td><td>{ title }</td><td>{ view_code(view, id, *n) }</td><td>{ words::count(*open) }</td></tr>
                    }) }
                </tbody>
            </table>
            <table class="table">
                <thead><tr><th scope="col">{ say::clause() }</th><th scope="col">{ say::what() }</th><th scope="col">{ say::findings() }</th><th scope="col">{ say::confirmed() }</th></tr></thead>
                <tbody>
                    { for report.by_clause.iter().map(|(id, title, n, confirmed)| html! {
                        <tr><td>{ id }</td><td>{ title }</td><td>{ words::count(*n) }</td><td>{ words::count(*confirmed) }</td></tr>
                    }) }
                </tbody>
            </table>
            { for report.beyond.iter().map(|(code, n)| html! { <p>{ say::code_text_more_than_are_listed(code, words::count(*n)) }</p> }) }
        </section>
    }
}

fn view_ledger(view: &View, report: &Report) -> Html {
    html! {
        <section>
            <h2>{ say::n_5_other_channels() }</h2>
            if report.ledger.is_empty() {
                <p>{ say::none_is_mentioned() }</p>
            } else {
                <ul>
                    { for report.ledger.iter().take(200).map(|(about, number, settled)| html! {
                        <li>
                            <bdi>{ shown(about, false) }</bdi>{ ", " }{ view_finding_link(view, *number) }
                            { ": " }{ if settled.is_empty() { say::still_open().to_owned() } else { shown(settled, false) } }
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
            <h2>{ say::n_6_words_of_the_rules() }</h2>
            <table class="table">
                <thead><tr>
                    <th scope="col">{ say::rule() }</th><th scope="col">{ say::term() }</th><th scope="col">{ say::hits() }</th>
                    <th scope="col">{ say::cleared() }</th><th scope="col">{ say::confirmed() }</th><th scope="col">{ say::advice() }</th>
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
            <p>{ say::silent_terms_work_and_never_hit(words::count(silent as u32)) }</p>
            { for report.exclusions.iter().map(|(what, why, n)| html! {
                <p><bdi>{ shown(&say::excluded_what_why_text_hits_hidden(what, why, words::count(*n)), false) }</bdi></p>
            }) }
            if report.n_untested > 0 {
                <p>{ say::n_untested_messages_lie_outside_the_days(words::count(report.n_untested)) }</p>
            }
        </section>
    }
}

fn view_sample(report: &Report) -> Html {
    let Some((nonce, seed, groups)) = &report.sample else {
        return html! { <section><h2>{ say::report_7_sample() }</h2><p>{ say::none_was_drawn() }</p></section> };
    };
    html! {
        <section>
            <h2>{ say::report_7_sample() }</h2>
            <p><bdi>{ say::characters_nonce(shown(nonce, false)) }</bdi>{ say::seed() }<code class="comply__digest">{ seed }</code></p>
            <ul>
                { for groups.iter().map(|one| html! {
                    <li>{ say::name_drawn_drawn_of_size_read_read(&one.name, one.drawn, one.size, one.read, one.breaking, one.upper_bound_ppm.map_or_else(String::new, |ppm| say::with_certainty_at_most(ppm / 10_000, format_args!("{:02}", ppm % 10_000 / 100)))) }</li>
                }) }
            </ul>
        </section>
    }
}

fn view_not_checked(report: &Report) -> Html {
    html! {
        <section>
            <h2>{ say::n_8_what_could_not_be_checked_and() }</h2>
            <ul>
                { for report.not_checked.iter().chain(&report.limits).map(|what| html! { <li><bdi>{ shown(what, false) }</bdi></li> }) }
            </ul>
            { for report.retention.iter().map(|one| html! { <p>{ say::retention_title_years_years_applies_to(&one.title, one.years, &one.applies_to) }</p> }) }
            { for report.holds.iter().map(|(who, hold)| html! { <p><bdi>{ shown(&say::legal_hold_hold_who(hold, who), false) }</bdi></p> }) }
        </section>
    }
}

fn view_log(report: &Report) -> Html {
    html! {
        <section>
            <h2>{ say::report_9_decisions() }</h2>
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
