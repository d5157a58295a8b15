//! Completeness: the statement of each thread with its map of silence, and exports of one thread side
//! by side.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::characters::{on_one_line, shown};
use crate::app::compliance::{ComplyAction, PairOf};
use crate::app::{Action, words};
use crate::engine::compliance::{Likeness, PairCounts, Statement, Verdict, clock_text};
use crate::engine::examine::comply::protocol::{Compared, Overview};
use crate::say;
use crate::ui::view::{View, sends};

pub(super) fn view(view: &View, overview: &Rc<Overview>) -> Html {
    let report = &overview.report;
    html! {
        <div class="comply__body">
            { for report.statements.iter().map(|one| view_statement(view, overview, one)) }
            if !report.pairs.is_empty() {
                <section class="panel" aria-labelledby="comply-pairs">
                    <h2 class="panel__title" id="comply-pairs">{ say::exports_of_one_thread() }</h2>
                    { for report.pairs.iter().enumerate().map(|(number, pair)| view_pair(view, number as u32, pair)) }
                </section>
            }
            if !report.not_checked.is_empty() {
                <section class="panel" aria-labelledby="comply-not-checked">
                    <h2 class="panel__title" id="comply-not-checked">{ say::what_could_not_be_checked() }</h2>
                    <ul>{ for report.not_checked.iter().map(|what| html! { <li><bdi>{ shown(what, false) }</bdi></li> }) }</ul>
                </section>
            }
        </div>
    }
}

fn view_statement(view: &View, overview: &Rc<Overview>, one: &Statement) -> Html {
    let state = match one.verdict {
        Verdict::Complete => "good",
        Verdict::Incomplete => "bad",
        Verdict::CannotSay => "open",
    };
    let source = view.state.sources.iter().find(|source| {
        source
            .summary
            .threads
            .iter()
            .any(|thread| thread.thread == one.thread)
    });
    let source = source.map(|source| source.summary.source);
    let go = Action::Go(GoAction::Thread { thread: one.thread });
    html! {
        <section class="panel comply__statement" key={one.thread.0} data-state={state}>
            <h2 class="panel__title">
                <button type="button" class="link" onclick={view.on::<MouseEvent>(go)}><bdi>{ shown(&on_one_line(&one.title), false) }</bdi></button>
            </h2>
            <p class="comply__verdict"><strong>{ say::of_record(one.verdict.words()) }</strong></p>
            if !one.reasons.is_empty() {
                <p>{ super::report_collection::view_reasons(view, one) }</p>
            }
            { view_silence(one) }
            <dl class="comply__facts">
                { fact(say::source(), html! { <bdi>{ shown(&one.source, false) }</bdi> }) }
                { fact("SHA-256", html! { <code class="comply__digest">{ &one.sha256 }</code> }) }
                { fact(say::from_and_to(), html! { { span(one) } }) }
                { fact(say::messages_lines_of_whatsapps_own(), html! { { format!("{}, {}", words::count(one.n_messages), words::count(one.n_system)) } }) }
                { fact(say::files_named_here_absent_left_out_named(), html! { { format!(
                    "{}, {}, {}, {}, {}", one.n_named, one.n_present, one.n_absent, one.n_omitted, one.n_unreferenced) } }) }
                { fact(say::bytes_that_belong_to_no_message(), html! { { one.unexplained_bytes.to_string() } }) }
                { fact(say::the_beginning_is_here(), html! { { if one.start_visible { say::yes() } else { say::no_() } } }) }
                { fact(say::ends_near_a_cap(), html! { { if one.cap_suspected { say::yes() } else { say::no_() } } }) }
                { fact(say::deleted_edited_view_once(), html! { { format!("{}, {}, {}", one.n_deleted, one.n_edited, one.n_view_once) } }) }
                { fact(say::headers(), html! { <code>{ &one.dialect }</code> }) }
                { fact(say::handed_in_by(), view_custodian(view, overview, one, source)) }
            </dl>
        </section>
    }
}

fn fact(name: &str, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

fn span(one: &Statement) -> String {
    one.span.map_or_else(
        || say::no_time_could_be_read().to_owned(),
        |(from, to)| say::from_to_to(clock_text(from), clock_text(to)),
    )
}

fn view_custodian(
    view: &View,
    overview: &Rc<Overview>,
    one: &Statement,
    source: Option<u32>,
) -> Html {
    let Some(source) = source else {
        return html! { { &one.exporter } };
    };
    let onchange = sends(view.on_action, move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        let person = select.value();
        Some(Action::Comply(ComplyAction::HandedIn { source, person }))
    });
    html! {
        <select class="select select--small" aria-label={say::who_handed_in_title(on_one_line(&one.title))} {onchange}>
            <option value="" selected={true}>
                { if one.exporter.is_empty() { say::not_said() } else { one.exporter.as_str() } }
            </option>
            { for overview.roster.iter().map(|(id, name)| html! {
                <option value={id.clone()}>{ format!("{} ({id})", shown(name, false)) }</option>
            }) }
        </select>
    }
}

/// Messages a month as bars: a month without any is a gap that can be seen.
fn view_silence(one: &Statement) -> Html {
    let most = one.months.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
    let n = one.months.len().max(1);
    let silent = one.months.iter().filter(|(_, n)| *n == 0).count();
    let words = say::messages_by_month_months_silent_without_any(
        say::n_months(one.months.len() as u32),
        silent,
    );
    html! {
        <figure class="comply__silence">
            <svg
                class="comply__bars"
                role="img"
                aria-label={words.clone()}
                viewBox={format!("0 0 {} 40", n * 10)}
                preserveAspectRatio="none"
            >
                { for one.months.iter().enumerate().map(|(place, (month, count))| {
                    let height = if *count == 0 { 2 } else { (*count * 36 / most).max(2) };
                    html! {
                        <rect
                            key={month.clone()}
                            x={(place * 10 + 1).to_string()}
                            y={(40 - height).to_string()}
                            width="8"
                            height={height.to_string()}
                            data-silent={(*count == 0).to_string()}
                        />
                    }
                }) }
            </svg>
            <figcaption class="comply__quiet">
                { words }
                if let (Some((first, _)), Some((last, _))) = (one.months.first(), one.months.last()) {
                    { say::first_to_last(first, last) }
                }
            </figcaption>
        </figure>
    }
}

fn view_pair(view: &View, number: u32, pair: &PairCounts) -> Html {
    let open = view
        .state
        .comply
        .compared
        .as_ref()
        .filter(|compared| compared.pair == number);
    html! {
        <div class="comply__pair" key={number}>
            <p>
                <bdi>{ shown(&pair.a, false) }</bdi>{ say::and() }<bdi>{ shown(&pair.b, false) }</bdi>
                { if pair.same_phone { say::from_one_phone() } else { say::from_two_phones() } }
                { say::both_in_both_only_a_only_in(words::count(pair.both), words::count(pair.only_a), words::count(pair.only_b), words::count(pair.changed)) }
                if !pair.shifts.is_empty() {
                    { say::the_second_clock_is_ahead_by_or(pair.shifts.iter().map(ToString::to_string).collect::<Vec<_>>().join(say::or_between())) }
                }
            </p>
            <button
                type="button"
                class="button button--small"
                aria-expanded={open.is_some().to_string()}
                onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::CompareWanted { pair: number }))}
            >{ say::show_the_differences() }</button>
            if let Some(compared) = open {
                { view_compared(view, compared) }
            }
        </div>
    }
}

fn view_compared(view: &View, compared: &Rc<Compared>) -> Html {
    let (a, b) = (compared.of.a, compared.of.b);
    let link = |thread, record, text: &str| match record {
        Some(record) => html! {
            <button
                type="button"
                class="link comply__line"
                onclick={view.on::<MouseEvent>(Action::Go(GoAction::Record { thread, record }))}
            ><bdi>{ shown(&on_one_line(text), false) }</bdi></button>
        },
        None => html! { <span class="comply__quiet">{ say::not_here() }</span> },
    };
    let of = view.state.comply.pair_of;
    let rows = compared.rows.iter();
    let rows = rows.filter(|(row, ..)| of.is_none_or(|of| is_one_of(row.likeness, of)));
    html! {
        <>
        if let Some(of) = of {
            { super::numbers::view_narrowed(view, pair_words(of).to_owned()) }
        }
        <table class="table table--cards" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">{ say::how() }</th>
                    <th scope="col" role="columnheader">{ say::first() }</th>
                    <th scope="col" role="columnheader">{ say::second() }</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                { for rows.map(|(row, one, other)| html! {
                    <tr role="row">
                        <td class="table__state" role="cell">{ likeness(row.likeness) }</td>
                        <td class="table__wide" role="cell">{ link(a, row.a, one) }</td>
                        <td class="table__wide" role="cell">{ link(b, row.b, other) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
        </>
    }
}

fn is_one_of(likeness: Likeness, of: PairOf) -> bool {
    match of {
        PairOf::OnlyA => likeness == Likeness::OnlyA,
        PairOf::OnlyB => likeness == Likeness::OnlyB,
        PairOf::Changed => !matches!(likeness, Likeness::Both | Likeness::OnlyA | Likeness::OnlyB),
    }
}

fn pair_words(of: PairOf) -> &'static str {
    match of {
        PairOf::OnlyA => say::only_in_the_first(),
        PairOf::OnlyB => say::only_in_the_second(),
        PairOf::Changed => say::comply_changed_in_one(),
    }
}

fn likeness(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Both => say::in_both(),
        Likeness::OnlyA => say::only_in_the_first(),
        Likeness::OnlyB => say::only_in_the_second(),
        Likeness::Edited => say::edited_in_one(),
        Likeness::Deleted => say::deleted_in_one(),
        Likeness::LeftOut => say::media_left_out_of_one(),
        Likeness::Differs => say::other_words(),
        Likeness::OtherSender => say::comply_other_sender(),
        Likeness::OtherTime => say::comply_other_time(),
        Likeness::OtherFile => say::comply_other_file(),
    }
}
