//! Suggestions of what may have to be withheld: what is looked for, the list, the one at hand.

mod detail;
mod dialog;
mod list;
mod settings;
mod tools;

use yew::prelude::*;

use crate::app::queue::{Phase, Program, QueueAction, Side};
use crate::app::{Action, words};
use crate::engine::examine::protocol::Counts;
use crate::say;
use crate::ui::parts::Progress;
use crate::ui::view::View;

pub(super) use dialog::view as view_dialog;

/// The part of the panel beside the messages that leads here.
pub(super) fn view_lead(view: &View) -> Html {
    let queue = &view.state.queue;
    let (name, action) = match queue.phase {
        Phase::Closed => {
            let settings = queue.settings.clone();
            (
                say::suggest_what_may_have_to_be_withheld(),
                QueueAction::SuggestWanted { settings },
            )
        }
        Phase::Looking { .. } | Phase::Ready => {
            let side = Side::Suggestions;
            (say::show_suggestions(), QueueAction::SideChosen { side })
        }
    };
    html! {
        <section class="panel" aria-labelledby="suggest-title">
            <h2 class="panel__title" id="suggest-title">{ say::suggestions() }</h2>
            <p class="panel__empty">
                { say::looks_for_telephone_numbers_names_accounts_identifiers() }
            </p>
            if let Some(counts) = &queue.counts {
                <p class="panel__empty">{ decided(counts) }</p>
            }
            <div class="panel__acts">
                <button
                    type="button"
                    class="button"
                    disabled={queue.program != Program::Loaded}
                    onclick={view.on::<MouseEvent>(Action::Queue(action))}
                >{ name }</button>
            </div>
        </section>
    }
}

/// How far the person is, in words.
fn decided(counts: &Counts) -> String {
    let n_decided = counts.n_all.saturating_sub(counts.n_open);
    say::n_decided_of_suggestions_decided(words::count(n_decided), say::n_suggestions(counts.n_all))
}

/// The suggestions in place of the messages.
pub fn view(view: &View) -> Html {
    let queue = &view.state.queue;
    let messages = Action::Queue(QueueAction::SideChosen {
        side: Side::Messages,
    });
    html! {
        <section class="suggest" aria-labelledby="suggestions-title">
            <header class="suggest__head">
                <h2 class="suggest__title" id="suggestions-title">{ say::suggestions() }</h2>
                <p class="suggest__state" role="status" aria-label={say::suggestions_decided()}>
                    { queue.counts.as_ref().map(decided).unwrap_or_default() }
                </p>
                <div class="suggest__acts">
                    <button type="button" class="button" onclick={view.on::<MouseEvent>(messages)}>
                        { say::back_to_messages() }
                    </button>
                    if queue.phase != Phase::Closed {
                        <button
                            type="button"
                            class="button"
                            title={say::gives_the_memory_back_that_they_take()}
                            onclick={view.on::<MouseEvent>(Action::Queue(QueueAction::Closed))}
                        >{ say::close_suggestions() }</button>
                    }
                </div>
            </header>
            { settings::view(view) }
            { match queue.phase {
                Phase::Closed => html! {},
                Phase::Looking { percent, .. } => view_looking(view, percent),
                Phase::Ready => view_ready(view),
            } }
        </section>
    }
}

fn view_looking(view: &View, percent: u8) -> Html {
    html! {
        <div class="working">
            <p role="status">{ say::looking_at_everything_that_is_open() }</p>
            <Progress name={say::looking_for_suggestions()} {percent} />
            <button
                type="button"
                class="button"
                onclick={view.on::<MouseEvent>(Action::Queue(QueueAction::Cancelled))}
            >{ say::cancel() }</button>
        </div>
    }
}

fn view_ready(view: &View) -> Html {
    let queue = &view.state.queue;
    let Some(list) = &queue.list else {
        return html! { <p class="panel__empty">{ say::loading() }</p> };
    };
    if list.counts.n_all == 0 {
        return html! {
            <p class="panel__empty">
                { say::nothing_was_found_names_in_running_text() }
            </p>
        };
    }
    html! {
        <>
            { tools::view(view, list) }
            <div class="suggest__both">
                <list::List
                    list={list.clone()}
                    at={queue.at}
                    spell_out={view.state.spell_out}
                    on_action={view.on_action.clone()}
                />
                { detail::view(view) }
            </div>
        </>
    }
}
