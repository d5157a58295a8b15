//! The queue of findings: filters, the list, the one at hand with its message and what can be done.

use std::rc::Rc;

use web_sys::HtmlFormElement;
use yew::prelude::*;

use crate::app::characters::{on_one_line, shown};
use crate::app::compliance::{ComplyAction, LIST_ID, ROWS, severity_words};
use crate::app::{Action, words};
use crate::engine::compliance::{Code, Marked, ReviewState, Severity, Together};
use crate::engine::examine::comply::protocol::{FindingQuery, FindingRow, Overview, Shown};
use crate::say;
use crate::ui::casework::forms::field;
use crate::ui::view::{View, sends};

pub(super) fn view(view: &View, overview: &Rc<Overview>) -> Html {
    let comply = &view.state.comply;
    html! {
        <div class="comply__body">
            { view_tools(view, overview) }
            if let Some(shown) = &comply.shown {
                <div class="comply__both">
                    <List shown={shown.clone()} at={comply.at} on_action={view.on_action.clone()} />
                    { super::detail::view(view, overview) }
                </div>
            }
        </div>
    }
}

fn view_tools(view: &View, overview: &Rc<Overview>) -> Html {
    let comply = &view.state.comply;
    let query = &comply.query;
    let blind = query.blind;
    let onchange = sends(view.on_action, move |event: Event| {
        let target = event.target_dyn_into::<web_sys::Element>()?;
        let form = target.closest("form").ok().flatten()?;
        let form = wasm_bindgen::JsCast::dyn_into::<HtmlFormElement>(form).ok()?;
        let value = |id: &str| field(&form, id).unwrap_or_default();
        Some(Action::Comply(ComplyAction::Queried {
            query: FindingQuery {
                severity: Severity::from_word(&value("comply-severity")),
                code: Code::from_id(&value("comply-code")),
                rule: value("comply-rule"),
                person: value("comply-person"),
                to_do: value("comply-state") == "to-do",
                blind,
                ..FindingQuery::default()
            },
        }))
    });
    let blind_on = sends(view.on_action, |event: Event| {
        let input = event.target_dyn_into::<web_sys::HtmlInputElement>()?;
        Some(Action::Comply(ComplyAction::BlindChosen {
            on: input.checked(),
        }))
    });
    let report = &overview.report;
    let people: Vec<String> = report
        .people
        .iter()
        .filter(|row| row.n_messages > 0)
        .map(|row| row.name.clone())
        .collect();
    html! {
        <div class="comply__tools">
            <form class="comply__row" onsubmit={|event: SubmitEvent| event.prevent_default()} {onchange}>
                { view_select("comply-state", say::show(), &[("to-do", say::to_work().to_owned()), ("all", say::all().to_owned())],
                    if query.to_do { "to-do" } else { "all" }) }
                { view_select("comply-severity", say::severity(), &all_and(Severity::ALL.iter().map(|one| (one.word(), severity_words(*one).to_owned()))),
                    query.severity.map_or("", Severity::word)) }
                { view_select("comply-code", say::code(), &all_and(report.by_code.iter().map(|(id, title, n, _)| (id.as_str(), format!("{id} {} ({n})", say::of_record(title))))),
                    query.code.map_or("", Code::id)) }
                { view_select("comply-rule", say::rule(), &all_and(overview.rules.iter().map(|(id, title)| (id.as_str(), title.clone()))), &query.rule) }
                if !blind {
                    { view_select("comply-person", say::person(), &all_and(people.iter().map(|name| (name.as_str(), shown(name, false)))), &query.person) }
                }
            </form>
            { view_more(view, query) }
            <label class="check">
                <input type="checkbox" checked={blind} onchange={blind_on} />
                <span>{ say::hide_names() }</span>
            </label>
            <p class="comply__count" role="status" aria-label={say::findings_to_work()}>
                { comply.shown.as_ref().map_or_else(String::new, |shown| say::n_to_do_of_findings_to_work(words::count(shown.n_to_do), say::n_findings(shown.n_all))) }
            </p>
        </div>
    }
}

/// What else the list is narrowed to, as a number of the report leads to it.
fn view_more(view: &View, query: &FindingQuery) -> Html {
    let state = query.state.map_or("", ReviewState::words);
    let title = query.thread.and_then(|thread| view.state.thread(thread));
    let title = title.map_or_else(String::new, |(_, summary)| summary.title.clone());
    let marked = query.marked.map_or("", marked_words);
    let rule = if query.term.is_empty() {
        ""
    } else {
        &query.rule
    };
    let state = say::of_record(state);
    let more = [&state, marked, &query.clause, rule, &query.term, &title];
    let more: Vec<&str> = more.into_iter().filter(|one| !one.is_empty()).collect();
    if more.is_empty() {
        return Html::default();
    }
    let wide = FindingQuery {
        state: None,
        clause: String::new(),
        term: String::new(),
        thread: None,
        marked: None,
        ..query.clone()
    };
    html! {
        <p class="comply__quiet">
            <bdi>{ shown(&on_one_line(&more.join(" · ")), false) }</bdi>{ " " }
            <button
                type="button"
                class="link"
                onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::Queried { query: wide }))}
            >{ say::comply_all_of_them() }</button>
        </p>
    }
}

fn marked_words(marked: Marked) -> &'static str {
    match marked {
        Marked::Cleared => say::cleared(),
        Marked::Confirmed => say::confirmed(),
        Marked::Overdue => say::comply_marked_overdue(),
        Marked::Waiting => say::comply_marked_waiting(),
        Marked::Mention { settled: false } => say::comply_marked_open(),
        Marked::Mention { settled: true } => say::comply_marked_settled(),
        Marked::Moved { which, .. } => match which {
            Together::All => say::comply_moved_together(),
            Together::Drawn => say::comply_marked_drawn(),
            Together::Looked => say::comply_marked_looked(),
            Together::Wrong => say::comply_marked_wrong(),
        },
    }
}

fn all_and<'a>(options: impl Iterator<Item = (&'a str, String)>) -> Vec<(&'a str, String)> {
    std::iter::once(("", say::comply_any().to_owned()))
        .chain(options)
        .collect()
}

fn view_select(id: &'static str, label: &str, options: &[(&str, String)], now: &str) -> Html {
    html! {
        <span class="comply__tool">
            <label for={id}>{ label }</label>
            <select class="select" {id}>
                { for options.iter().map(|(value, name)| html! {
                    <option value={(*value).to_owned()} selected={*value == now}>{ name }</option>
                }) }
            </select>
        </span>
    }
}

/// What the list needs.
#[derive(Properties, PartialEq)]
struct ListProps {
    shown: Rc<Shown>,
    at: u32,
    on_action: Callback<Action>,
}

/// A window of the findings. It has the keyboard focus; the one at hand is told by
/// `aria-activedescendant`.
#[component]
fn List(props: &ListProps) -> Html {
    let (at, n_listed) = (props.at, props.shown.n_listed);
    let onkeydown = {
        let on_action = props.on_action.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let action = match event.key().as_str() {
                "ArrowDown" => ComplyAction::Stepped { down: true },
                "ArrowUp" => ComplyAction::Stepped { down: false },
                "PageDown" => ComplyAction::Chosen {
                    at: at.saturating_add(ROWS),
                },
                "PageUp" => ComplyAction::Chosen {
                    at: at.saturating_sub(ROWS),
                },
                "Home" => ComplyAction::Chosen { at: 0 },
                "End" => ComplyAction::Chosen {
                    at: n_listed.saturating_sub(1),
                },
                "Enter" => ComplyAction::MessageWanted { place: 0 },
                _other => return,
            };
            event.prevent_default();
            on_action.emit(Action::Comply(action));
        })
    };
    let active = props
        .shown
        .rows
        .get(at.saturating_sub(props.shown.first) as usize)
        .map(id_of);
    html! {
        <div class="comply__list">
            <ol
                class="comply__rows"
                id={LIST_ID}
                role="listbox"
                aria-label={say::findings_of_the_policy()}
                aria-describedby="comply-keys"
                aria-activedescendant={active}
                tabindex="0"
                {onkeydown}
            >
                { for props.shown.rows.iter().enumerate().map(|(index, row)| view_row(props, props.shown.first + index as u32, row)) }
            </ol>
            if n_listed == 0 {
                <p class="panel__empty">{ say::nothing_here_choose_all_to_see_what() }</p>
            }
            { view_pager(props) }
            <p class="form__hint" id="comply-keys">
                { say::j_and_k_or_arrows_move_g() }
            </p>
        </div>
    }
}

fn id_of(row: &FindingRow) -> String {
    format!("comply-finding-{}", row.number)
}

fn view_row(props: &ListProps, at: u32, row: &FindingRow) -> Html {
    let onclick = props
        .on_action
        .reform(move |_: MouseEvent| Action::Comply(ComplyAction::Chosen { at }));
    html! {
        <li
            class="comply__item"
            key={row.number}
            id={id_of(row)}
            role="option"
            aria-selected={(at == props.at).to_string()}
            aria-posinset={(at + 1).to_string()}
            aria-setsize={props.shown.n_listed.to_string()}
            data-severity={row.severity.word()}
            {onclick}
        >
            <span class="comply__severity">{ severity_words(row.severity) }</span>
            <span class="comply__code">{ row.code.id() }</span>
            <bdi class="comply__who">{ shown(&on_one_line(&row.who), false) }</bdi>
            <span class="comply__state">
                { say::of_record(row.state.words()) }
                if row.waits_for.is_some() {
                    { say::second_person() }
                }
            </span>
            <span class="comply__title">{ say::of_record(row.code.title()) }</span>
        </li>
    }
}

fn view_pager(props: &ListProps) -> Html {
    let shown = &props.shown;
    let last = shown.first + shown.rows.len() as u32;
    if shown.n_listed <= ROWS {
        return Html::default();
    }
    let to = |at: u32| {
        props
            .on_action
            .reform(move |_: MouseEvent| Action::Comply(ComplyAction::Chosen { at }))
    };
    html! {
        <div class="comply__pager">
            <button
                type="button"
                class="button button--small"
                disabled={shown.first == 0}
                onclick={to(shown.first.saturating_sub(ROWS))}
            >{ say::previous_page() }</button>
            <span>
                { say::last_last2_of_n_listed(words::count((shown.first + 1).min(last)), words::count(last), words::count(shown.n_listed)) }
            </span>
            <button type="button" class="button button--small" disabled={last >= shown.n_listed} onclick={to(last)}>
                { say::next_page() }
            </button>
        </div>
    }
}
