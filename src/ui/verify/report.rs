//! What was checked, what failed, what could not be checked.

use yew::prelude::*;

use crate::engine::verify::{Check, CheckState, Report};

/// The report.
pub fn view(report: &Report) -> Html {
    let (failed, passed): (Vec<&Check>, Vec<&Check>) = report
        .checks
        .iter()
        .partition(|check| check.state == CheckState::Failed);
    html! {
        <section class="checked" aria-label="Checks">
            <h3>{ "Checks" }</h3>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ "Check" }</th>
                        <th scope="col">{ "Result" }</th>
                        <th scope="col">{ "Where" }</th>
                        <th scope="col">{ "What" }</th>
                    </tr>
                </thead>
                <tbody>{ for failed.into_iter().chain(passed).map(view_check) }</tbody>
            </table>
            if !report.not_checked.is_empty() {
                <h3>{ "What could not be checked" }</h3>
                <ul class="plain-list">
                    { for report.not_checked.iter().map(|words| html! { <li>{ words }</li> }) }
                </ul>
            }
        </section>
    }
}

fn view_check(check: &Check) -> Html {
    let (state, words) = match check.state {
        CheckState::Passed => ("passed", "✓ passed"),
        CheckState::Failed => ("failed", "✕ failed"),
    };
    html! {
        <tr data-state={state}>
            <td class="table__code">{ &check.id }</td>
            <td class="table__state">{ words }</td>
            <td><bdi>{ check.place.clone().unwrap_or_default() }</bdi></td>
            <td>{ &check.text }</td>
        </tr>
    }
}
