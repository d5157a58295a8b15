//! The package that was checked beside a later one.

use yew::prelude::*;

use crate::app::characters::shown;
use crate::app::comparing::{CompareAction, Comparing};
use crate::app::{Action, words};
use crate::engine::compare::{Became, Comparison, Difference};
use crate::say;
use crate::ui::files::Purpose;
use crate::ui::parts::{FileButton, Progress};
use crate::ui::view::View;

/// The choice of another package, and what came of it.
pub(super) fn view(view: &View) -> Html {
    html! {
        <section class="origin" aria-label={say::compare_with_another_package()}>
            <h3>{ say::compare_with_another_package() }</h3>
            <p class="form__hint">
                { say::choose_a_later_package_of_the_same() }
            </p>
            <div class="save__acts">
                <FileButton
                    name={say::open_later_package()}
                    purpose={Purpose::Later}
                    accept=".zip"
                    on_files={view.on_files.clone()}
                />
            </div>
            { view_phase(view) }
        </section>
    }
}

fn view_phase(view: &View) -> Html {
    match &view.state.comparing {
        Comparing::None => Html::default(),
        Comparing::Working { phase, percent, .. } => html! {
            <div class="working">
                <p role="status">{ format!("{}…", say::of_record(phase)) }</p>
                <Progress name={say::comparing_2()} percent={*percent} />
                <button
                    type="button"
                    class="button"
                    onclick={view.on(Action::Compare(CompareAction::Cancelled))}
                >{ say::cancel() }</button>
            </div>
        },
        Comparing::Done {
            name,
            report,
            comparison: None,
        } => html! {
            <div class="notice" data-tone="error" role="alert">
                <p><bdi>{ shown(name, false) }</bdi>{ ": " }{ shown(&say::of_record(&report.headline), false) }</p>
                <p>{ say::only_valid_packages_are_compared() }</p>
            </div>
        },
        Comparing::Done {
            name,
            comparison: Some(comparison),
            ..
        } => view_done(name, comparison),
    }
}

fn view_done(name: &str, comparison: &Comparison) -> Html {
    let n_records = words::count(u32::try_from(comparison.n_records).unwrap_or(u32::MAX));
    let n_all: u32 = comparison.counts.iter().map(|(_, n)| n).sum();
    let told = match n_all {
        0 => say::no_difference_in_n_records_messages(n_records),
        n => say::differences_in_n_records_messages(say::n_differences(n), n_records),
    };
    html! {
        <>
            <p role="status" aria-label={say::comparison()}>
                { told }{ say::later_package() }<bdi>{ shown(name, false) }</bdi>
            </p>
            <ul class="plain-list">
                { for comparison.counts.iter().map(|(became, n)| html! {
                    <li>{ format!("{}: {}", say::of_record(became.words()), words::count(*n)) }</li>
                }) }
                { for comparison.same_seal.iter().map(|(thread, same)| {
                    let seal = if *same { say::the_same_seal() } else { say::another_seal() };
                    html! { <li>{ say::thread_thread_both_are_proven_under_seal(thread, seal) }</li> }
                }) }
                { for comparison.moved.iter().map(|(checked, later)| html! {
                    <li>{ say::thread_later_is_thread_checked(later, checked) }</li>
                }) }
                { view_numbers(comparison) }
            </ul>
            { for comparison.warnings.iter().map(|warning| html! {
                <p class="form__error" role="alert">{ format!("{}.", say::of_record(warning.words())) }</p>
            }) }
            if !comparison.differences.is_empty() {
                { view_table(comparison, n_all) }
            }
        </>
    }
}

/// Which disclosures they say they are.
fn view_numbers(comparison: &Comparison) -> Html {
    let [checked, later] = comparison.numbers;
    html! {
        <>
            if let Some(number) = checked {
                <li>{ say::the_checked_package_is_disclosure_number(number) }</li>
            }
            if let Some(number) = later {
                <li>{ say::the_later_package_is_disclosure_number(number) }</li>
            }
        </>
    }
}

fn view_table(comparison: &Comparison, n_all: u32) -> Html {
    let n_listed = u32::try_from(comparison.differences.len()).unwrap_or(u32::MAX);
    html! {
        <>
            <table class="table table--cards" role="table" aria-label={say::differences()}>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{ say::message() }</th>
                        <th scope="col" role="columnheader">{ say::what() }</th>
                        <th scope="col" role="columnheader">{ say::before() }</th>
                        <th scope="col" role="columnheader">{ say::after() }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ for comparison.differences.iter().map(view_row) }</tbody>
            </table>
            if n_listed < n_all {
                <p class="form__hint">
                    { say::the_first_n_listed_are_listed(words::count(n_listed)) }
                </p>
            }
        </>
    }
}

fn view_row(row: &Difference) -> Html {
    let state = match row.became {
        Became::Visible | Became::Added => "passed",
        Became::Hidden | Became::Otherwise => "none",
        Became::Changed | Became::Removed => "failed",
    };
    html! {
        <tr data-state={state} role="row">
            <td role="cell">{ say::record_of_thread_thread(row.record, row.thread) }</td>
            <td role="cell">{ format!("{} {}", say::of_record(row.field.words()), say::of_record(row.became.words())) }</td>
            <td class="table__wide" role="cell"><bdi>{ shown(&row.before, false) }</bdi></td>
            <td class="table__wide" role="cell"><bdi>{ shown(&row.after, false) }</bdi></td>
        </tr>
    }
}
