//! What of the list is shown, and what is done to many of it.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::queue::{QueueAction, only_words};
use crate::app::{Action, words};
use crate::engine::detect::{Detector, Family};
use crate::engine::examine::protocol::{Only, Order, Query, Shown, States};
use crate::say;
use crate::ui::view::View;

/// The tools above the list.
pub(super) fn view(view: &View, list: &Shown) -> Html {
    let query = view.state.queue.query;
    html! {
        <div class="suggest__tools">
            { view_kind(view, list, query) }
            { view_score(view, query) }
            { view_select(view, say::show(), &[
                (say::all(), Query { states: States::All, ..query }),
                (say::to_decide(), Query { states: States::ToDecide, ..query }),
            ], query) }
            { view_select(view, say::order(), &[
                (say::surest_first(), Query { order: Order::Score, ..query }),
                (say::as_they_stand(), Query { order: Order::Place, ..query }),
            ], query) }
            <button
                type="button"
                class="button"
                disabled={list.counts.n_open == 0}
                title={say::everything_in_the_list_that_is_not()}
                onclick={view.on::<MouseEvent>(Action::Queue(QueueAction::RejectListed))}
            >{ say::reject_all_that_are_left() }</button>
        </div>
    }
}

fn asked(query: Query) -> Action {
    Action::Queue(QueueAction::Queried { query })
}

fn view_kind(view: &View, list: &Shown, query: Query) -> Html {
    let kinds = &list.counts.kinds;
    let mut choices = vec![Only::All];
    let families = Family::ALL.into_iter().filter(|family| {
        let mut of = kinds.iter().filter(|(one, ..)| one.family() == *family);
        of.next().is_some()
    });
    choices.extend(families.map(Only::Family));
    let chosen = match query.only {
        Only::Detector(detector) => Some(detector),
        Only::All | Only::Family(_) => None,
    };
    let is_new = |one: &Detector| kinds.iter().all(|(known, ..)| known != one);
    let detectors = kinds.iter().map(|(one, ..)| *one);
    choices.extend(detectors.chain(chosen.filter(is_new)).map(Only::Detector));
    let n_open = |only: Only| -> u32 {
        let is_meant = |one: Detector| match only {
            Only::All => true,
            Only::Family(family) => one.family() == family,
            Only::Detector(detector) => one == detector,
        };
        let meant = kinds.iter().filter(|(one, ..)| is_meant(*one));
        meant.map(|(_, _, open)| open).sum()
    };
    let onchange = {
        let choices = choices.clone();
        view.on_action.reform(move |event: Event| {
            let index = chosen_index(&event);
            let only = choices.get(index).copied().unwrap_or(Only::All);
            asked(Query { only, ..query })
        })
    };
    html! {
        <label class="suggest__tool">
            <span>{ say::kind_2() }</span>
            <select class="select" {onchange}>
                { for choices.iter().map(|only| html! {
                    <option selected={query.only == *only}>
                        { format!("{} ({})", capital(&only_words(*only)), words::count(n_open(*only))) }
                    </option>
                }) }
            </select>
        </label>
    }
}

fn chosen_index(event: &Event) -> usize {
    let select = event.target_dyn_into::<HtmlSelectElement>();
    let index = select.map_or(0, |select| select.selected_index());
    usize::try_from(index).unwrap_or(0)
}

fn view_score(view: &View, query: Query) -> Html {
    let onchange = view.on_action.reform(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let least = input.and_then(|input| input.value().parse().ok());
        let least = least.unwrap_or(0).min(100);
        asked(Query { least, ..query })
    });
    html! {
        <label class="suggest__tool">
            <span>{ say::score_from() }</span>
            <input
                class="field suggest__score"
                type="number"
                min="0"
                max="100"
                value={query.least.to_string()}
                {onchange}
            />
        </label>
    }
}

fn view_select(
    view: &View,
    name: &'static str,
    choices: &[(&'static str, Query)],
    query: Query,
) -> Html {
    let queries: Vec<Query> = choices.iter().map(|(_, query)| *query).collect();
    let onchange = view.on_action.reform(move |event: Event| {
        let chosen = queries.get(chosen_index(&event)).copied();
        asked(chosen.unwrap_or_default())
    });
    html! {
        <label class="suggest__tool">
            <span>{ name }</span>
            <select class="select" {onchange}>
                { for choices.iter().map(|(words, one)| html! {
                    <option selected={*one == query}>{ *words }</option>
                }) }
            </select>
        </label>
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_uppercase(), chars.as_str())
    })
}
