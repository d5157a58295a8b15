//! One window of the list. It has the keyboard focus; the one at hand is told by
//! `aria-activedescendant`, so that going through it moves no focus.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::characters::{on_one_line, shown};
use crate::app::queue::{LIST_ID, QueueAction, ROWS, became_words};
use crate::app::{Action, words};
use crate::engine::examine::protocol::{Became, ProposalRow, Shown};
use crate::say;

/// What the list needs.
#[derive(Properties, PartialEq)]
pub(super) struct ListProps {
    pub list: Rc<Shown>,
    pub at: u32,
    pub spell_out: bool,
    pub on_action: Callback<Action>,
}

/// A window of the list with its pager.
#[component]
pub(super) fn List(props: &ListProps) -> Html {
    let list = &props.list;
    let (at, n_listed) = (props.at, list.n_listed);
    let onkeydown = {
        let on_action = props.on_action.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let action = match event.key().as_str() {
                "ArrowDown" => QueueAction::Stepped { down: true },
                "ArrowUp" => QueueAction::Stepped { down: false },
                "PageDown" => chosen(at.saturating_add(ROWS)),
                "PageUp" => chosen(at.saturating_sub(ROWS)),
                "Home" => chosen(0),
                "End" => chosen(n_listed.saturating_sub(1)),
                "Enter" => QueueAction::MessageWanted,
                _other => return,
            };
            event.prevent_default();
            on_action.emit(Action::Queue(action));
        })
    };
    let active = list
        .rows
        .get(at.saturating_sub(list.first) as usize)
        .map(id_of);
    html! {
        <div class="suggest__list">
            <ol
                class="suggest__rows"
                id={LIST_ID}
                role="listbox"
                aria-label={say::suggestions()}
                aria-describedby="suggestions-keys"
                aria-activedescendant={active}
                tabindex="0"
                {onkeydown}
            >
                { for list.rows.iter().enumerate().map(|(index, row)| {
                    view_row(props, list.first + index as u32, row)
                }) }
            </ol>
            if n_listed == 0 {
                <p class="panel__empty">{ say::none_of_this_kind() }</p>
            }
            { view_pager(props) }
            <p class="form__hint" id="suggestions-keys">
                { say::j_and_k_or_arrows_move_a() }
            </p>
        </div>
    }
}

fn chosen(at: u32) -> QueueAction {
    QueueAction::Chosen { at }
}

fn id_of(row: &ProposalRow) -> String {
    format!("suggestion-{}", row.number)
}

fn view_row(props: &ListProps, at: u32, row: &ProposalRow) -> Html {
    let hit: String = row
        .context
        .iter()
        .filter(|piece| piece.hit)
        .map(|piece| piece.text.as_str())
        .collect();
    let became = match row.became {
        Became::Open => "open",
        Became::Withheld => "withheld",
        Became::Rejected => "rejected",
    };
    let onclick = props
        .on_action
        .reform(move |_: MouseEvent| Action::Queue(chosen(at)));
    html! {
        <li
            class="suggest__item"
            key={row.number}
            id={id_of(row)}
            role="option"
            aria-selected={(at == props.at).to_string()}
            aria-posinset={(at + 1).to_string()}
            aria-setsize={props.list.n_listed.to_string()}
            data-became={became}
            {onclick}
        >
            <span class="suggest__points">{ row.points }</span>
            <span class="suggest__kind">{ say::of_record(row.detector.title()) }</span>
            <span class="suggest__became">{ became_words(row.became) }</span>
            <bdi class="suggest__hit">{ shown(&on_one_line(&hit), props.spell_out) }</bdi>
        </li>
    }
}

fn view_pager(props: &ListProps) -> Html {
    let list = &props.list;
    let last = list.first + list.rows.len() as u32;
    let to = |at: u32| {
        props
            .on_action
            .reform(move |_: MouseEvent| Action::Queue(chosen(at)))
    };
    html! {
        <div class="suggest__pager">
            <button
                type="button"
                class="button button--small"
                disabled={list.first == 0}
                onclick={to(list.first.saturating_sub(ROWS))}
            >{ say::previous_page() }</button>
            <span>
                { say::last_last2_of_n_listed(words::count((list.first + 1).min(last)), words::count(last), words::count(list.n_listed)) }
            </span>
            <button
                type="button"
                class="button button--small"
                disabled={last >= list.n_listed}
                onclick={to(last)}
            >{ say::next_page() }</button>
        </div>
    }
}
