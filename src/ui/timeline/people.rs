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
use crate::say;
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
            <h3 id="voices-title">{ say::who_said_how_much() }</h3>
            <div class="timeline__wide" tabindex="0" role="region" aria-label={say::table_of_who_said_how_much()}>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{ say::participant() }</th>
                            { for [say::messages(), say::attachments(), say::left_out_by_whatsapp(), say::deleted(), say::edited()].map(|name| html! {
                                <th scope="col" class="table__number">{ name }</th>
                            }) }
                            <th scope="col">{ say::first() }</th>
                            <th scope="col">{ say::last() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for voices.map(|(counts, who)| {
                            let name = names.name(thread, ParticipantId(who));
                            view_voice(view, thread.thread, &name, Some(ParticipantId(who)), counts)
                        }) }
                        if counted.others.n_messages > 0 {
                            { view_voice(view, thread.thread, say::notes_by_whatsapp(), None, &counted.others) }
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
        let label = say::title_text_show_them(&title, &text);
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
                        aria-label={say::which_message_of_name_written_go_there(which, name, stamp(written))}
                        onclick={view.on::<MouseEvent>(act)}
                    ><bdi>{ if written.is_empty() { say::no_time().to_owned() } else { stamp(written) } }</bdi></button>
                </td>
            }
        }
    };
    html! {
        <tr key={who.map_or(u32::MAX, |who| who.0)}>
            <th scope="row"><bdi>{ name }</bdi></th>
            { number(counts.n_messages, What::All, say::messages_word()) }
            { number(counts.n_attachments, What::Attachments, say::attachments_word()) }
            { number(counts.n_left_out, What::LeftOut, say::left_out_by_whatsapp_2()) }
            { number(counts.n_deleted, What::Deleted, say::deleted_word()) }
            { number(counts.n_edited, What::Edited, say::edited_word()) }
            { end(&counts.first, say::first()) }
            { end(&counts.last, say::last()) }
        </tr>
    }
}
