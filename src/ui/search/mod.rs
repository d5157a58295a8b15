//! Searching: filters, the list of hits, why a message is found, lists of terms, what can be typed.
//!
//! The text of the query is the only truth: controls write into it and show what stands in it.

mod filters;
mod help;
mod hits;
mod terms;
mod why;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::SearchAction;
use crate::app::hits::{HitAction, LIST_HITS_ID};
use crate::app::state::Reading;
use crate::app::terms::TermsAction;
use crate::engine::session::protocol::Scope;
use crate::say;
use crate::ui::view::{View, sends};
use web_sys::{HtmlInputElement, HtmlSelectElement};

pub(in crate::ui) use help::HELP_ID;
pub use terms::view as view_terms;
pub use why::view as view_why;

/// What stands under the tools while something is looked for or filters are open.
pub fn view_bar(view: &View, reading: &Reading) -> Html {
    let is_open = view.state.filters_open;
    let search = &reading.search;
    if !is_open && search.query.trim().is_empty() {
        return help::view();
    }
    html! {
        <>
            { help::view() }
            <div class="finder" role="group" aria-label={say::search_options()}>
                if view.state.threads().count() > 1 {
                    { view_scope(view) }
                }
                <button
                    type="button"
                    class="button button--small"
                    id={LIST_HITS_ID}
                    aria-expanded={view.state.hits.is_open.to_string()}
                    onclick={view.on(Action::Hits(HitAction::Shown { on: !view.state.hits.is_open }))}
                >{ say::list_hits() }</button>
                { view_only(view) }
                <button
                    type="button"
                    class="button button--small"
                    disabled={search.tag.is_none()}
                    onclick={view.on(Action::Terms(TermsAction::SearchSaved))}
                >{ say::save_this_search() }</button>
                <button
                    type="button"
                    class="button button--small"
                    onclick={view.on(Action::Terms(TermsAction::Wanted))}
                >{ say::saved_searches() }</button>
            </div>
            if is_open {
                { filters::view(view, reading) }
            }
            { view_error(reading) }
            { view_left_out(view) }
        </>
    }
}

/// The list of hits beside the messages.
pub fn view_hits(view: &View) -> Html {
    if !view.state.hits.is_open {
        return Html::default();
    }
    hits::view(view)
}

fn view_scope(view: &View) -> Html {
    let scope = view.state.hits.scope;
    let onchange = sends(view.on_action, |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>()?;
        let scope = match select.value().as_str() {
            "thread" => Scope::Thread,
            _all => Scope::Everything,
        };
        Some(Action::Hits(HitAction::ScopeChosen { scope }))
    });
    html! {
        <select class="select select--small" aria-label={say::search_in()} {onchange}>
            <option value="all" selected={scope == Scope::Everything}>{ say::in_all_threads() }</option>
            <option value="thread" selected={scope == Scope::Thread}>{ say::in_this_thread() }</option>
        </select>
    }
}

fn view_only(view: &View) -> Html {
    let onchange = view.on_action.reform(|event: Event| {
        let on = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked());
        Action::Search(SearchAction::OnlyMatches { on })
    });
    html! {
        <label class="check">
            <input type="checkbox" checked={view.state.only_matches} {onchange} />
            { say::show_only_what_is_found() }
        </label>
    }
}

/// The query with the word marked that is wrong. The status says what is wrong with it.
fn view_error(reading: &Reading) -> Html {
    let Some([before, wrong, after]) = reading.search.wrong_word() else {
        return Html::default();
    };
    html! {
        <p class="finder__wrong">
            <bdi>
                { before }
                <mark class="finder__word">{ if wrong.is_empty() { "␣" } else { wrong } }</mark>
                { after }
            </bdi>
            // Spoken by the status, which has no room for it where the page is narrow.
            <span class="finder__why" aria-hidden="true">{ reading.search.status() }</span>
        </p>
    }
}

/// What is left out of the messages, as long as anything is.
fn view_left_out(view: &View) -> Html {
    let Some(words) = view.state.filter_words() else {
        return Html::default();
    };
    html! {
        <p class="finder__left-out" role="status" aria-label={say::what_is_shown()}>
            <bdi>{ words }</bdi>
            <button
                type="button"
                class="link"
                onclick={view.on(Action::Search(SearchAction::FiltersCleared))}
            >{ say::clear() }</button>
        </p>
    }
}
