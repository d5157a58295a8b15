//! Reading a thread: tools above, messages below, facts and redactions beside.

mod facts;
mod order;
mod search;
mod source_facts;
mod tools;

use yew::prelude::*;

use crate::app::state::{Area, Reading};
use crate::app::words;
use crate::engine::session::protocol::RowsFor;
use crate::ui::feed::Feed;
use crate::ui::redact;
use crate::ui::view::View;

/// The areas "Read" and "Redact".
pub fn view(view: &View) -> Html {
    let Some(reading) = &view.state.reading else {
        return view_nothing(view);
    };
    let facts_first = view.state.area != Area::Redact;
    html! {
        <div class="reader">
            <section class="reader__main" aria-label="Thread">
                { tools::view(view, reading) }
                <div class="reader__feed">{ view_feed(view, reading) }</div>
            </section>
            <aside class="reader__side" aria-label={if facts_first { "About this thread" } else { "Redactions" }}>
                if facts_first {
                    { facts::view(view, reading) }
                }
                { redact::view_panel(view) }
            </aside>
        </div>
    }
}

fn view_feed(view: &View, reading: &Reading) -> Html {
    let Some((source, thread)) = view.state.thread(reading.thread) else {
        return Html::default();
    };
    html! {
        <Feed
            thread={reading.thread}
            n_records={thread.n_records}
            title={words::title(thread)}
            rows={reading.window.clone()}
            jump={reading.jump}
            step={reading.step}
            owner={view.state.owners.get(&reading.thread).copied()}
            recipient_view={reading.shown == RowsFor::Recipient}
            spell_out={view.state.spell_out}
            work={view.state.work.fold.clone()}
            source={source.identity.clone()}
            media={view.media.clone()}
            on_action={view.on_action.clone()}
        />
    }
}

fn view_nothing(view: &View) -> Html {
    let waiting = view.state.sources.is_empty() || view.state.resume.is_some();
    let words = if waiting && !view.state.opening.is_empty() {
        "Opening…"
    } else {
        "Choose a thread."
    };
    html! { <p class="area__empty">{ words }</p> }
}
