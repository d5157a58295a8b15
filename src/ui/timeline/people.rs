//! What each voice said, in numbers.

use yew::prelude::*;

use super::opens;
use crate::app::action::GoAction;
use crate::app::characters::stamp;
use crate::app::{Action, words};
use crate::engine::case::ThreadId;
use crate::engine::session::protocol::ThreadSummary;
use crate::engine::statistics::{PersonCounts, Slice, Statistics, What};
use crate::engine::thread::{ParticipantId, RecordId};
use crate::ui::view::View;

/// The table.
pub(super) fn view(view: &View, thread: &ThreadSummary, counted: &Statistics) -> Html {
    let names = view.state.names();
    let voices = counted
        .people
        .iter()
        .take(thread.participants.len())
        .zip(0..);
    html! {
        <section class="timeline__part" aria-labelledby="voices-title">
            <h3 id="voices-title">{ "Who said how much" }</h3>
            <div class="timeline__wide" tabindex="0" role="region" aria-label="Table of who said how much">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{ "Participant" }</th>
                            { for ["Messages", "Attachments", "Left out by WhatsApp", "Deleted", "Edited"].map(|name| html! {
                                <th scope="col" class="table__number">{ name }</th>
                            }) }
                            <th scope="col">{ "First" }</th>
                            <th scope="col">{ "Last" }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for voices.map(|(counts, who)| {
                            let name = names.name(thread, ParticipantId(who));
                            view_voice(view, thread.thread, &name, Some(ParticipantId(who)), counts)
                        }) }
                        if counted.others.n_messages > 0 {
                            { view_voice(view, thread.thread, "Notes by WhatsApp", None, &counted.others) }
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn view_voice(
    view: &View,
    thread: ThreadId,
    name: &str,
    who: Option<ParticipantId>,
    counts: &PersonCounts,
) -> Html {
    let number = |number: u32, what: What, of: &str| {
        let text = words::count(number);
        let title = format!("{name}: {of}");
        let label = format!("{title}: {text}, show them");
        html! {
            <td class="table__number">
                if number > 0 {
                    { opens(view.on_action, text, Slice::Person { who, what }, title, Some(label)) }
                } else {
                    { text }
                }
            </td>
        }
    };
    let end = |at: &Option<(RecordId, String)>, which: &str| match at {
        None => html! { <td>{ "–" }</td> },
        Some((record, written)) => {
            let act = Action::Go(GoAction::Record {
                thread,
                record: *record,
            });
            html! {
                <td class="timeline__stamp">
                    <button
                        type="button"
                        class="link"
                        aria-label={format!("{which} message of {name}: {}, go there", stamp(written))}
                        onclick={view.on::<MouseEvent>(act)}
                    ><bdi>{ if written.is_empty() { "no time".to_owned() } else { stamp(written) } }</bdi></button>
                </td>
            }
        }
    };
    html! {
        <tr key={who.map_or(u32::MAX, |who| who.0)}>
            <th scope="row"><bdi>{ name }</bdi></th>
            { number(counts.n_messages, What::All, "messages") }
            { number(counts.n_attachments, What::Attachments, "attachments") }
            { number(counts.n_left_out, What::LeftOut, "left out by WhatsApp") }
            { number(counts.n_deleted, What::Deleted, "deleted") }
            { number(counts.n_edited, What::Edited, "edited") }
            { end(&counts.first, "First") }
            { end(&counts.last, "Last") }
        </tr>
    }
}
