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
                "Suggest what may have to be withheld",
                QueueAction::SuggestWanted { settings },
            )
        }
        Phase::Looking { .. } | Phase::Ready => {
            let side = Side::Suggestions;
            ("Show suggestions", QueueAction::SideChosen { side })
        }
    };
    html! {
        <section class="panel" aria-labelledby="suggest-title">
            <h2 class="panel__title" id="suggest-title">{ "Suggestions" }</h2>
            <p class="panel__empty">
                { "Looks for telephone numbers, names, accounts, identifiers and secrets. You decide \
                   about each; nothing is withheld by itself." }
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
    format!(
        "{} of {} decided",
        words::count(n_decided),
        words::counted(counts.n_all, "suggestion", "suggestions")
    )
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
                <h2 class="suggest__title" id="suggestions-title">{ "Suggestions" }</h2>
                <p class="suggest__state" role="status" aria-label="Suggestions decided">
                    { queue.counts.as_ref().map(decided).unwrap_or_default() }
                </p>
                <div class="suggest__acts">
                    <button type="button" class="button" onclick={view.on::<MouseEvent>(messages)}>
                        { "Back to messages" }
                    </button>
                    if queue.phase != Phase::Closed {
                        <button
                            type="button"
                            class="button"
                            title="Gives the memory back that they take. What was decided stays."
                            onclick={view.on::<MouseEvent>(Action::Queue(QueueAction::Closed))}
                        >{ "Close suggestions" }</button>
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
            <p role="status">{ "Looking at everything that is open…" }</p>
            <Progress name="Looking for suggestions" {percent} />
            <button
                type="button"
                class="button"
                onclick={view.on::<MouseEvent>(Action::Queue(QueueAction::Cancelled))}
            >{ "Cancel" }</button>
        </div>
    }
}

fn view_ready(view: &View) -> Html {
    let queue = &view.state.queue;
    let Some(list) = &queue.list else {
        return html! { <p class="panel__empty">{ "Loading…" }</p> };
    };
    if list.counts.n_all == 0 {
        return html! {
            <p class="panel__empty">
                { "Nothing was found. Names in running text that are no participant's and no contact's \
                   are not looked for, and pictures, sound and documents are not looked into." }
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
