//! The area "Findings": everything odd that a person should know.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::action::ReadAction;
use crate::app::{Action, words};
use crate::engine::finding::{Finding, Severity};
use crate::ui::view::View;

/// How many are drawn at first, and more each time.
const DRAWN: usize = 300;

/// The area.
pub fn view(view: &View) -> Html {
    let from = view.state.findings_from.unwrap_or(Severity::Info);
    let all: Vec<Rc<Vec<Finding>>> = view
        .state
        .sources
        .iter()
        .map(|source| source.findings.clone())
        .collect();
    html! { <FindingTable {all} {from} on_action={view.on_action.clone()} /> }
}

/// What the table needs.
#[derive(Properties, PartialEq)]
struct FindingTableProps {
    all: Vec<Rc<Vec<Finding>>>,
    from: Severity,
    on_action: Callback<Action>,
}

#[component]
fn FindingTable(props: &FindingTableProps) -> Html {
    let n_drawn = use_state_eq(|| DRAWN);
    let chosen: Vec<&Finding> = props
        .all
        .iter()
        .flat_map(|list| list.iter())
        .filter(|finding| finding.severity >= props.from)
        .collect();
    let more = {
        let n_drawn = n_drawn.clone();
        Callback::from(move |_: MouseEvent| n_drawn.set(*n_drawn + DRAWN))
    };
    let count = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    html! {
        <div class="findings">
            <div class="findings__head">
                { view_filter(props) }
                <span role="status" aria-label="Findings shown">
                    { words::counted(count, "finding", "findings") }
                </span>
            </div>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{ "Code" }</th>
                        <th scope="col">{ "Severity" }</th>
                        <th scope="col">{ "Where" }</th>
                        <th scope="col">{ "What" }</th>
                    </tr>
                </thead>
                <tbody>{ for chosen.iter().take(*n_drawn).map(|finding| view_finding(finding)) }</tbody>
            </table>
            if chosen.len() > *n_drawn {
                <button type="button" class="button" onclick={more}>{ "Show more findings" }</button>
            }
        </div>
    }
}

fn view_filter(props: &FindingTableProps) -> Html {
    let onchange = props.on_action.reform(|event: Event| {
        let value = event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
            .unwrap_or_default();
        let severity = match value.as_str() {
            "serious" => Severity::Serious,
            "warning" => Severity::Warning,
            _info => Severity::Info,
        };
        Action::Read(ReadAction::FindingsFrom { severity })
    });
    let option = |severity: Severity, name: &'static str| {
        html! { <option value={word(severity)} selected={props.from == severity}>{ name }</option> }
    };
    html! {
        <label class="findings__filter">
            { "Show " }
            <select class="select" aria-label="Least severity shown" {onchange}>
                { option(Severity::Info, "all") }
                { option(Severity::Warning, "warnings and serious ones") }
                { option(Severity::Serious, "serious ones") }
            </select>
        </label>
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Serious => "serious",
    }
}

fn view_finding(finding: &Finding) -> Html {
    let severity = word(finding.severity);
    html! {
        <tr data-severity={severity}>
            <td class="table__code">{ &finding.code }</td>
            <td class="table__state">{ severity }</td>
            <td><bdi>{ finding.place.to_string() }</bdi></td>
            <td>{ &finding.text }</td>
        </tr>
    }
}
