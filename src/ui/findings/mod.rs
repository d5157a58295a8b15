//! The area "Findings": everything odd that a person should know.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::Action;
use crate::app::action::{GoAction, ReadAction};
use crate::app::characters::shown;
use crate::engine::case::ThreadId;
use crate::engine::finding::{Finding, Severity};
use crate::engine::place::Place;
use crate::engine::session::protocol::SourceSummary;
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::view::View;

/// How many are drawn at first, and more each time.
const DRAWN: usize = 300;

/// The area.
pub fn view(view: &View) -> Html {
    let from = view.state.findings_from.unwrap_or(Severity::Info);
    let all = view
        .state
        .sources
        .iter()
        .map(|source| OfSource {
            findings: source.findings.clone(),
            summary: source.summary.clone(),
        })
        .collect::<Vec<_>>();
    html! { <FindingTable {all} {from} on_action={view.on_action.clone()} /> }
}

/// The findings of a source.
#[derive(PartialEq)]
struct OfSource {
    findings: Rc<Vec<Finding>>,
    summary: Rc<SourceSummary>,
}

impl OfSource {
    /// The thread whose messages the finding counts: the only one, or that of the chat text that the
    /// finding names.
    fn thread_of(&self, finding: &Finding) -> Option<ThreadId> {
        let threads = &self.summary.threads;
        let found = match threads.as_slice() {
            [only] => Some(only),
            several => several
                .iter()
                .find(|thread| finding.place.entry.as_ref() == Some(&thread.text_name)),
        };
        found.map(|thread| thread.thread)
    }
}

/// What the table needs.
#[derive(Properties, PartialEq)]
struct FindingTableProps {
    all: Vec<OfSource>,
    from: Severity,
    on_action: Callback<Action>,
}

#[component]
fn FindingTable(props: &FindingTableProps) -> Html {
    let n_drawn = use_state_eq(|| DRAWN);
    let chosen: Vec<(&Finding, Option<ThreadId>)> = props
        .all
        .iter()
        .flat_map(|source| {
            source
                .findings
                .iter()
                .map(|finding| (finding, source.thread_of(finding)))
        })
        .filter(|(finding, _)| finding.severity >= props.from)
        .collect();
    let more = {
        let n_drawn = n_drawn.clone();
        Callback::from(move |_: MouseEvent| n_drawn.set(*n_drawn + DRAWN))
    };
    let count = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    // The roles stay when a narrow page draws the rows as cards.
    html! {
        <div class="findings">
            <div class="findings__head">
                { view_filter(props) }
                <span role="status" aria-label={say::findings_shown()}>
                    { say::n_findings(count) }
                </span>
            </div>
            <table class="table table--cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{ say::code() }</th>
                        <th scope="col" role="columnheader">{ say::severity() }</th>
                        <th scope="col" role="columnheader">{ say::where_() }</th>
                        <th scope="col" role="columnheader">{ say::what() }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for chosen.iter().take(*n_drawn).map(|(finding, thread)| {
                        view_finding(props, finding, *thread)
                    }) }
                </tbody>
            </table>
            if chosen.len() > *n_drawn {
                <button type="button" class="button" onclick={more}>{ say::show_more_findings() }</button>
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
            { say::show_2() }
            <select class="select" aria-label={say::least_severity_shown()} {onchange}>
                { option(Severity::Info, say::all_severities()) }
                { option(Severity::Warning, say::warnings_and_serious_ones()) }
                { option(Severity::Serious, say::serious_ones()) }
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

fn view_finding(props: &FindingTableProps, finding: &Finding, thread: Option<ThreadId>) -> Html {
    let severity = word(finding.severity);
    html! {
        <tr data-severity={severity} role="row">
            <td class="table__code" role="cell">{ &finding.code }</td>
            <td class="table__state" role="cell">{ say::of_record(severity) }</td>
            <td class="table__wide" role="cell">
                <bdi>{ shown(&words_of(&finding.place), false) }</bdi>
                { view_go(props, finding, thread) }
            </td>
            <td class="table__wide" role="cell"><bdi>{ shown(&say::of_record(&finding.text), false) }</bdi></td>
        </tr>
    }
}

/// A place as the person reads it.
fn words_of(place: &Place) -> String {
    let mut parts = vec![match &place.entry {
        Some(entry) if *entry != place.source => format!("{} › {entry}", place.source),
        Some(_) | None => place.source.clone(),
    }];
    parts.extend(place.record.map(say::place_message));
    parts.extend(place.byte_start.map(say::place_byte));
    parts.join(", ")
}

fn view_go(props: &FindingTableProps, finding: &Finding, thread: Option<ThreadId>) -> Html {
    let record = finding
        .place
        .record
        .and_then(|number| number.checked_sub(1));
    let (Some(thread), Some(record)) = (thread, record.map(RecordId)) else {
        return Html::default();
    };
    let go = props
        .on_action
        .reform(move |_: MouseEvent| Action::Go(GoAction::Record { thread, record }));
    html! {
        <>
            { " " }
            <button type="button" class="link" onclick={go}>
                { say::go_to_message_record(record.0 + 1) }
            </button>
        </>
    }
}
