//! The collection in the report: the statement of each thread, exports of one thread side by side.

use yew::prelude::*;

use super::numbers::{Number, findings, view_number, view_numbers};
use super::report::{fact, text};
use crate::app::action::GoAction;
use crate::app::characters::shown;
use crate::app::compliance::{Lead, PairOf, plainly};
use crate::app::{Action, words};
use crate::engine::compliance::{
    Code, MessagesOf, PairCounts, Reason, Report, Statement, clock_text,
};
use crate::engine::examine::comply::protocol::FindingQuery;
use crate::engine::search::query::KINDS;
use crate::say;
use crate::ui::view::View;

pub(super) fn view(view: &View, report: &Report) -> Html {
    html! {
        <section>
            <h2>{ say::report_2_collection() }</h2>
            { for report.statements.iter().map(|one| view_statement(view, one)) }
            { for (0..).zip(&report.pairs).map(|(number, pair)| view_pair(view, number, pair)) }
        </section>
    }
}

fn view_statement(view: &View, one: &Statement) -> Html {
    let go = Action::Go(GoAction::Thread { thread: one.thread });
    let yes = |is: bool| text(if is { say::yes() } else { say::no_() });
    html! {
        <div class="comply__thread">
            <h3>
                <button type="button" class="link" onclick={view.on::<MouseEvent>(go)}><bdi>{ shown(&one.title, false) }</bdi></button>
            </h3>
            <p>
                <strong>{ say::of_record(one.verdict.words()) }</strong>
                if !one.reasons.is_empty() {
                    { ": " }{ view_reasons(view, one) }
                }
            </p>
            <dl class="comply__facts">
                { fact(say::source(), text(&one.source)) }
                { fact("SHA-256", html! { <code class="comply__digest">{ &one.sha256 }</code> }) }
                { fact(say::comply_exported_by(), text(if one.exporter.is_empty() { say::not_said() } else { &one.exporter })) }
                { fact(say::headers(), text(&format!("{}, {}", one.platform, one.dialect))) }
                { fact(say::from_and_to(), text(&span(one))) }
                { fact(say::messages(), view_numbers(view, written(one))) }
                { fact(say::comply_by_kind(), view_numbers(view, kinds(one))) }
                { fact(say::comply_files(), view_numbers(view, files(one))) }
                { fact(say::bytes_that_belong_to_no_message(), view_number(view, unexplained(one))) }
                { fact(say::the_beginning_is_here(), yes(one.start_visible)) }
                { fact(say::ends_near_a_cap(), yes(one.cap_suspected)) }
                if !one.disappearing.is_empty() {
                    { fact(say::comply_disappearing_on(), text(&disappearing(one))) }
                }
                { fact(say::comply_gone_or_changed(), view_numbers(view, gone(one))) }
                if !one.findings.is_empty() {
                    { fact(say::comply_about_the_record(), view_numbers(view, of_record(one))) }
                }
            </dl>
        </div>
    }
}

/// Each reason leads to its findings.
pub(super) fn view_reasons(view: &View, one: &Statement) -> Html {
    let numbers = one.reasons.iter().map(|reason| {
        let words = format!(
            "{} ({} {})",
            plainly(reason.code.title()),
            reason.code.id(),
            words::count(reason.n)
        );
        Number::new(reason.n, words, lead_of(one, reason))
    });
    view_numbers(view, numbers.collect())
}

/// What was deleted may be told within another finding: the messages themselves are shown.
fn lead_of(one: &Statement, reason: &Reason) -> Lead {
    match reason.code {
        Code::I001 => of_query(one, "kind:deleted"),
        code => of_code(one, code),
    }
}

fn of_code(one: &Statement, code: Code) -> Lead {
    findings(FindingQuery {
        code: Some(code),
        thread: Some(one.thread),
        ..FindingQuery::default()
    })
}

fn of_query(one: &Statement, query: &str) -> Lead {
    Lead::Read {
        thread: one.thread,
        query: query.to_owned(),
    }
}

fn span(one: &Statement) -> String {
    one.span.map_or_else(
        || say::no_time_could_be_read().to_owned(),
        |(from, to)| say::from_to_to(clock_text(from), clock_text(to)),
    )
}

fn disappearing(one: &Statement) -> String {
    let periods = one.disappearing.iter();
    let periods: Vec<String> = periods
        .map(|(from, to)| say::from_to_to(clock_text(*from), clock_text(*to)))
        .collect();
    periods.join("; ")
}

fn written(one: &Statement) -> Vec<Number> {
    let of = |n, words, query| Number::new(n, words, of_query(one, query));
    vec![
        of(
            one.n_messages,
            say::comply_n_messages(one.n_messages),
            "-kind:system -kind:preamble",
        ),
        of(
            one.n_system,
            say::comply_n_system(one.n_system),
            "kind:system",
        ),
    ]
}

/// Kinds as a search knows them, so that each leads to its messages.
fn kinds(one: &Statement) -> Vec<Number> {
    let of = |word: &str| {
        let found = one.kinds.iter().find(|(of, _)| of == word);
        found.map_or(0, |(_, n)| *n)
    };
    let single = KINDS.iter().filter(|kind| kind.word != "media");
    let numbers = single.map(|kind| {
        let n: u32 = kind.kinds.iter().map(|of_kind| of(of_kind.word())).sum();
        let words = format!("{}: {}", say::of_record(kind.said), words::count(n));
        Number::new(n, words, of_query(one, &format!("kind:{}", kind.word)))
    });
    numbers.filter(|number| number.n > 0).collect()
}

fn files(one: &Statement) -> Vec<Number> {
    vec![
        Number::new(
            one.n_named,
            say::comply_n_named(words::count(one.n_named)),
            of_query(one, "has:attachment -kind:omitted"),
        ),
        Number::new(
            one.n_present,
            say::comply_n_here(words::count(one.n_present)),
            of_query(one, "has:attachment -is:missing"),
        ),
        Number::new(
            one.n_absent,
            say::comply_n_absent(words::count(one.n_absent)),
            of_code(one, Code::C004),
        ),
        Number::new(
            one.n_omitted,
            say::comply_n_left_out(words::count(one.n_omitted)),
            of_query(one, "kind:omitted"),
        ),
        Number::new(
            one.n_unreferenced,
            say::comply_n_by_none(words::count(one.n_unreferenced)),
            of_code(one, Code::C005),
        ),
    ]
}

fn unexplained(one: &Statement) -> Number {
    let n = u32::try_from(one.unexplained_bytes).unwrap_or(u32::MAX);
    Number::new(n, words::count(n), of_code(one, Code::C012))
}

fn gone(one: &Statement) -> Vec<Number> {
    vec![
        Number::new(
            one.n_deleted,
            say::comply_n_deleted(words::count(one.n_deleted)),
            of_query(one, "kind:deleted"),
        ),
        Number::new(
            one.n_edited,
            say::comply_n_edited(words::count(one.n_edited)),
            of_query(one, "is:edited"),
        ),
        Number::new(
            one.n_view_once,
            say::comply_n_view_once(words::count(one.n_view_once)),
            of_query(one, "kind:view-once"),
        ),
    ]
}

/// Findings about the record, by code.
fn of_record(one: &Statement) -> Vec<Number> {
    let numbers = one.findings.iter().map(|(code, n)| {
        let words = format!("{} {}", code.id(), words::count(*n));
        Number::new(*n, words, of_code(one, *code))
    });
    numbers.collect()
}

fn view_pair(view: &View, pair: u32, one: &PairCounts) -> Html {
    let rows = |which| Lead::Pair { pair, which };
    let numbers = vec![
        Number::new(
            one.both,
            say::comply_n_in_both(words::count(one.both)),
            Lead::Messages(MessagesOf::Both { pair }),
        ),
        Number::new(
            one.only_a,
            say::comply_n_only_first(words::count(one.only_a)),
            rows(PairOf::OnlyA),
        ),
        Number::new(
            one.only_b,
            say::comply_n_only_second(words::count(one.only_b)),
            rows(PairOf::OnlyB),
        ),
        Number::new(
            one.changed,
            say::comply_n_changed(words::count(one.changed)),
            rows(PairOf::Changed),
        ),
    ];
    html! {
        <p>
            <bdi>{ shown(&one.a, false) }</bdi>{ say::and() }<bdi>{ shown(&one.b, false) }</bdi>{ ": " }
            { view_numbers(view, numbers) }
        </p>
    }
}
