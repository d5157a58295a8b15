//! The search box with its hits.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::status::{News, SearchStatus};
use crate::app::Action;
use crate::app::action::SearchAction;
use crate::app::keys::SEARCH_ID;
use crate::say;
use crate::ui::search::HELP_ID;
use crate::ui::view::sends;

/// What the search box needs.
#[derive(Properties, PartialEq)]
pub(super) struct SearchBoxProps {
    /// What is looked for.
    pub query: AttrValue,
    /// What came of it.
    pub status: AttrValue,
    /// What of that may be said before the page is drawn.
    pub news: Rc<News>,
    /// Whether there are hits to go to.
    pub has_hits: bool,
    /// Whether the query is not understood.
    pub is_wrong: bool,
    /// Whether the filters are shown.
    pub filters_open: bool,
    /// Where actions go.
    pub on_action: Callback<Action>,
}

/// The search box. Enter goes to the next hit, Shift and Enter to the one before.
#[component]
pub(super) fn SearchBox(props: &SearchBoxProps) -> Html {
    let oninput = props.on_action.reform(|event: InputEvent| {
        let query = event
            .target_dyn_into::<HtmlInputElement>()
            .map(|input| input.value())
            .unwrap_or_default();
        Action::Search(SearchAction::Typed { query })
    });
    let onkeydown = sends(&props.on_action, |event: KeyboardEvent| {
        if event.key() != "Enter" || event.is_composing() {
            return None;
        }
        event.prevent_default();
        Some(Action::Search(if event.shift_key() {
            SearchAction::Previous
        } else {
            SearchAction::Next
        }))
    });
    let step = |action: SearchAction| {
        props
            .on_action
            .reform(move |_: MouseEvent| Action::Search(action.clone()))
    };
    html! {
        <div class="search" role="search">
            <input
                class="field search__box"
                id={SEARCH_ID}
                type="search"
                role="searchbox"
                aria-label={say::search_messages()}
                placeholder={say::search_messages()}
                autocomplete="off"
                spellcheck="false"
                aria-invalid={props.is_wrong.to_string()}
                aria-describedby="search-results"
                value={&props.query}
                {oninput}
                {onkeydown}
            />
            <button
                type="button"
                class="button button--small"
                aria-label={say::previous_hit()}
                disabled={!props.has_hits}
                onclick={step(SearchAction::Previous)}
            >{ "↑" }</button>
            <button
                type="button"
                class="button button--small"
                aria-label={say::next_hit()}
                disabled={!props.has_hits}
                onclick={step(SearchAction::Next)}
            >{ "↓" }</button>
            <button
                type="button"
                class="button button--small"
                aria-expanded={props.filters_open.to_string()}
                onclick={step(SearchAction::FiltersShown { on: !props.filters_open })}
            >{ say::filters() }</button>
            <button
                type="button"
                class="button button--small"
                aria-label={say::what_can_i_type()}
                title={say::what_can_i_type()}
                popovertarget={HELP_ID}
            >{ "?" }</button>
            <SearchStatus
                words={&props.status}
                is_wrong={props.is_wrong}
                news={Rc::clone(&props.news)}
            />
        </div>
    }
}
