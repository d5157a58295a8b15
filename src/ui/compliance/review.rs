//! The queue of findings: filters, the list, the one at hand with its message and what can be done.

use std::rc::Rc;

use web_sys::HtmlFormElement;
use yew::prelude::*;

use crate::app::characters::{on_one_line, shown};
use crate::app::compliance::{ComplyAction, LIST_ID, ROWS, key_of, moves_of, severity_words};
use crate::app::{Action, words};
use crate::engine::compliance::{Code, Severity};
use crate::engine::examine::comply::protocol::{FindingQuery, FindingRow, Overview, Shown};
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
                    { view_detail(view, overview) }
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
                { view_select("comply-state", "Show", &[("to-do", "To work".to_owned()), ("all", "All".to_owned())],
                    if query.to_do { "to-do" } else { "all" }) }
                { view_select("comply-severity", "Severity", &all_and(Severity::ALL.iter().map(|one| (one.word(), severity_words(*one).to_owned()))),
                    query.severity.map_or("", Severity::word)) }
                { view_select("comply-code", "Code", &all_and(report.by_code.iter().map(|(id, title, n, _)| (id.as_str(), format!("{id} {title} ({n})")))),
                    query.code.map_or("", Code::id)) }
                { view_select("comply-rule", "Rule", &all_and(overview.rules.iter().map(|(id, title)| (id.as_str(), title.clone()))), &query.rule) }
                if !blind {
                    { view_select("comply-person", "Person", &all_and(people.iter().map(|name| (name.as_str(), shown(name, false)))), &query.person) }
                }
            </form>
            <label class="check">
                <input type="checkbox" checked={blind} onchange={blind_on} />
                <span>{ "Hide names" }</span>
            </label>
            <p class="comply__count" role="status" aria-label="Findings to work">
                { comply.shown.as_ref().map_or_else(String::new, |shown| format!(
                    "{} of {} to work",
                    words::count(shown.n_to_do),
                    words::counted(shown.n_all, "finding", "findings")
                )) }
            </p>
        </div>
    }
}

fn all_and<'a>(options: impl Iterator<Item = (&'a str, String)>) -> Vec<(&'a str, String)> {
    std::iter::once(("", "all".to_owned()))
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
                aria-label="Findings of the policy"
                aria-describedby="comply-keys"
                aria-activedescendant={active}
                tabindex="0"
                {onkeydown}
            >
                { for props.shown.rows.iter().enumerate().map(|(index, row)| view_row(props, props.shown.first + index as u32, row)) }
            </ol>
            if n_listed == 0 {
                <p class="panel__empty">{ "Nothing here. Choose “All” to see what was worked." }</p>
            }
            { view_pager(props) }
            <p class="form__hint" id="comply-keys">
                { "j and k or arrows move, g goes to the message; y confirms, x not relevant, f false positive, e \
                   escalates, p parks, v resolves, o reopens, c claims, u releases; s a second person agrees, l \
                   settles another channel; Ctrl+Z takes back." }
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
                { row.state.words() }
                if row.waits_for.is_some() {
                    { ", second person" }
                }
            </span>
            <span class="comply__title">{ row.code.title() }</span>
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
            >{ "Previous page" }</button>
            <span>
                { format!("{}–{} of {}", words::count((shown.first + 1).min(last)), words::count(last), words::count(shown.n_listed)) }
            </span>
            <button type="button" class="button button--small" disabled={last >= shown.n_listed} onclick={to(last)}>
                { "Next page" }
            </button>
        </div>
    }
}

fn view_detail(view: &View, overview: &Rc<Overview>) -> Html {
    let Some(row) = view.state.comply.current() else {
        return Html::default();
    };
    let clause = overview.clauses.iter().find(|(id, ..)| *id == row.clause);
    html! {
        <article class="comply__detail" aria-label={format!("Finding {}", row.number + 1)}>
            <header class="comply__head">
                <h2 class="comply__name">{ format!("{} {}", row.code.id(), row.code.title()) }</h2>
                <p class="comply__quiet">
                    { format!("Finding {} · {} · {}", row.number + 1, severity_words(row.severity), row.confidence) }
                    if !row.joined.is_empty() {
                        { format!(" · with {}", row.joined.join(", ")) }
                    }
                </p>
            </header>
            <p class="comply__why"><bdi>{ shown(&row.why, false) }</bdi></p>
            { view_said(row) }
            { view_places(view, row) }
            if let Some((id, title, text)) = clause {
                <p class="comply__clause">
                    <strong>{ format!("Clause {id}: {title}. ") }</strong>{ text }
                </p>
            }
            <p class="comply__quiet">{ format!("{}.", row.help) }</p>
            { view_acts(view, row) }
            { view_numbers(row) }
            { view_moves(row) }
        </article>
    }
}

fn view_said(row: &FindingRow) -> Html {
    let [before, hit, after] = &row.said;
    if row.said.iter().all(String::is_empty) {
        return Html::default();
    }
    html! {
        <blockquote class="comply__said">
            <p class="comply__quiet">
                <bdi>{ shown(&on_one_line(&row.who), false) }</bdi>{ format!(" · {} · ", row.at) }
                <bdi>{ shown(&on_one_line(&row.thread), false) }</bdi>
            </p>
            <p class="comply__words">
                <bdi>{ shown(before, false) }if !hit.is_empty() { <mark>{ shown(hit, false) }</mark> }{ shown(after, false) }</bdi>
            </p>
        </blockquote>
    }
}

fn view_places(view: &View, row: &FindingRow) -> Html {
    if row.places.is_empty() {
        return html! { <p class="comply__quiet">{ "About no single message." }</p> };
    }
    html! {
        <p class="comply__places">
            { for row.places.iter().take(12).enumerate().map(|(place, (_, record))| html! {
                <button
                    type="button"
                    class="link"
                    key={place}
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::MessageWanted { place }))}
                >{ format!("Go to message {}", record.0 + 1) }</button>
            }) }
            if row.places.len() > 12 {
                <span class="comply__quiet">{ format!("and {} more", row.places.len() - 12) }</span>
            }
        </p>
    }
}

fn view_acts(view: &View, row: &FindingRow) -> Html {
    let is_channel = matches!(row.code.id(), "O001" | "O002" | "O003" | "O006" | "R004");
    let is_settled = !row.settled.is_empty();
    html! {
        <div class="comply__acts" role="group" aria-label="Outcome">
            { for moves_of(row.state).into_iter().map(|to| html! {
                <button
                    type="button"
                    class="button button--small"
                    key={to.words()}
                    aria-keyshortcuts={key_of(to)}
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::MoveWanted { to }))}
                >{ act_words(to) }</button>
            }) }
            if row.waits_for.is_some() {
                <button
                    type="button"
                    class="button button--small button--strong"
                    aria-keyshortcuts="s"
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::AgreeWanted))}
                >{ "A second person agrees…" }</button>
            }
            if is_channel && !is_settled {
                <button
                    type="button"
                    class="button button--small"
                    aria-keyshortcuts="l"
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::SettleWanted))}
                >{ "Settle the other channel…" }</button>
            }
            if is_settled {
                <p class="comply__quiet"><bdi>{ format!("Other channel: {}", shown(&row.settled, false)) }</bdi></p>
            }
        </div>
    }
}

fn act_words(to: crate::engine::decision::ReviewMove) -> &'static str {
    use crate::engine::decision::ReviewMove;
    match to {
        ReviewMove::Claimed => "Claim",
        ReviewMove::Released => "Release",
        ReviewMove::NotRelevant => "Not relevant…",
        ReviewMove::FalsePositive => "False positive…",
        ReviewMove::Confirmed => "Confirm…",
        ReviewMove::Escalated => "Escalate…",
        ReviewMove::Parked => "Park…",
        ReviewMove::Resolved => "Resolve…",
        ReviewMove::Reopened => "Reopen",
    }
}

fn view_numbers(row: &FindingRow) -> Html {
    if row.trigger.is_empty() {
        return Html::default();
    }
    html! {
        <details class="comply__numbers">
            <summary>{ "What fired it" }</summary>
            <dl>
                { for row.trigger.iter().map(|(name, value)| html! {
                    <div><dt>{ name }</dt><dd><bdi>{ shown(value, false) }</bdi></dd></div>
                }) }
            </dl>
        </details>
    }
}

fn view_moves(row: &FindingRow) -> Html {
    if row.moves.is_empty() {
        return Html::default();
    }
    html! {
        <section class="comply__moves" aria-label="What was decided">
            if row.carried_over {
                <p class="comply__quiet">{ "Carried over from an earlier export of the thread." }</p>
            }
            if !row.other_policy.is_empty() {
                <p class="comply__quiet">{ &row.other_policy }</p>
            }
            <ol class="casework__list">
                { for row.moves.iter().map(|moved| html! {
                    <li key={moved.id.0.clone()}>
                        { format!("{} · ", moved.to.words()) }<bdi>{ shown(&moved.by, false) }</bdi>{ format!(" · {}", moved.at) }
                        if let Some(outcome) = moved.details.outcome {
                            { format!(" · {}", outcome.words()) }
                        }
                        if !moved.details.note.is_empty() {
                            { " · " }<bdi>{ shown(&moved.details.note, false) }</bdi>
                        }
                        if let Some(second) = &moved.agreed_by {
                            { " · agreed by " }<bdi>{ shown(second, false) }</bdi>
                        }
                    </li>
                }) }
            </ol>
        </section>
    }
}
