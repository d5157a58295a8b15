//! Reading a thread: tools above, messages below, facts and redactions beside.

mod facts;
mod order;
mod search;
mod source_facts;
mod status;
mod tools;

use yew::prelude::*;

use crate::app::queue::Side;
use crate::app::state::{Area, Reading};
use crate::engine::session::protocol::RowsFor;
use crate::say;
use crate::ui::feed::Feed;
use crate::ui::redact;
use crate::ui::search as ui_search;
use crate::ui::view::View;

pub(in crate::ui) use status::News;

/// The areas "Read" and "Redact".
pub fn view(view: &View) -> Html {
    let in_redact = view.state.area == Area::Redact;
    if in_redact && view.state.queue.side == Side::Suggestions {
        return redact::view_suggestions(view);
    }
    let Some(reading) = &view.state.reading else {
        return view_nothing(view);
    };
    let facts_first = !in_redact;
    html! {
        <div class="reader" data-hits={view.state.hits.is_open.to_string()}>
            <section class="reader__main" aria-label={say::thread()}>
                <div class="reader__head">
                    { tools::view(view, reading) }
                    { ui_search::view_bar(view, reading) }
                </div>
                <div class="reader__feed">{ view_feed(view, reading) }</div>
            </section>
            <section class="reader__side" aria-label={if facts_first { say::about_this_thread() } else { say::redactions() }}>
                { ui_search::view_hits(view) }
                if facts_first {
                    { facts::view(view, reading) }
                } else {
                    { redact::view_lead(view) }
                }
                { redact::view_panel(view) }
            </section>
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
            title={view.state.names().title(thread)}
            rows={reading.window.clone()}
            jump={reading.jump}
            step={reading.step}
            owner={view.state.owners.get(&reading.thread).copied()}
            as_they_are={view.state.as_they_are.clone()}
            parts={view.state.parts.clone()}
            searching={reading.search.tag.is_some()}
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
        say::opening()
    } else {
        say::choose_a_thread()
    };
    html! { <p class="area__empty">{ words }</p> }
}
