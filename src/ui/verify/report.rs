//! What was checked, what failed, what could not be checked.

use yew::prelude::*;

use crate::app::characters::shown;
use crate::engine::verify::{Check, CheckState, Report};
use crate::say;

/// The report.
pub fn view(report: &Report) -> Html {
    let (failed, passed): (Vec<&Check>, Vec<&Check>) = report
        .checks
        .iter()
        .partition(|check| check.state == CheckState::Failed);
    html! {
        <section class="checked" aria-label={say::checks()}>
            <h3>{ say::checks() }</h3>
            <table class="table table--cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{ say::check() }</th>
                        <th scope="col" role="columnheader">{ say::result() }</th>
                        <th scope="col" role="columnheader">{ say::where_() }</th>
                        <th scope="col" role="columnheader">{ say::what() }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ for failed.into_iter().chain(passed).map(view_check) }</tbody>
            </table>
            if !report.not_checked.is_empty() {
                <h3>{ say::what_could_not_be_checked() }</h3>
                <ul class="plain-list">
                    { for report.not_checked.iter().map(|words| html! { <li>{ shown(&say::of_record(words), false) }</li> }) }
                </ul>
            }
        </section>
    }
}

fn view_check(check: &Check) -> Html {
    let (state, words) = match check.state {
        CheckState::Passed => ("passed", say::check_passed()),
        CheckState::Failed => ("failed", say::check_failed()),
    };
    html! {
        <tr data-state={state} role="row">
            <td class="table__code" role="cell">{ &check.id }</td>
            <td class="table__state" role="cell">{ words }</td>
            <td class="table__wide" role="cell"><bdi>{ shown(check.place.as_deref().unwrap_or_default(), false) }</bdi></td>
            <td class="table__wide" role="cell">{ shown(&say::of_record(&check.text), false) }</td>
        </tr>
    }
}
