//! Silences, and periods with disappearing messages, as lists that lead to where they begin and end.

use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::timeline::{day_in_words, length_in_words};
use crate::app::{Action, words};
use crate::engine::case::ThreadId;
use crate::engine::statistics::Statistics;
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::view::View;

/// Both lists; what there is none of is said.
pub(super) fn view(view: &View, thread: ThreadId, counted: &Statistics) -> Html {
    html! {
        <div class="timeline__lists">
            <section class="timeline__part" aria-labelledby="silences-title">
                <h3 id="silences-title">{ say::silences_of_a_day_or_more() }</h3>
                { view_silences(view, thread, counted) }
            </section>
            <section class="timeline__part" aria-labelledby="disappearing-title">
                <h3 id="disappearing-title">{ say::disappearing_messages() }</h3>
                { view_disappearing(view, thread, counted) }
            </section>
        </div>
    }
}

fn view_silences(view: &View, thread: ThreadId, counted: &Statistics) -> Html {
    if counted.silences.is_empty() {
        return html! { <p class="panel__empty">{ say::none_2() }</p> };
    }
    let n_told = u32::try_from(counted.silences.len()).unwrap_or(u32::MAX);
    html! {
        <>
            if counted.n_silences > n_told {
                <p class="timeline__scale">
                    { say::the_n_told_longest_of_n_silences(words::count(n_told), words::count(counted.n_silences)) }
                </p>
            }
            <ul class="timeline__list">
                { for counted.silences.iter().map(|silence| html! {
                    <li key={silence.after.0}>
                        { say::seconds_from_from_hour_to_to_hour(length_in_words(silence.seconds), day_in_words(silence.from_hour), day_in_words(silence.to_hour)) }
                        { to_message(view, thread, silence.before, say::last_before()) }
                        { " · " }
                        { to_message(view, thread, silence.after, say::first_after()) }
                    </li>
                }) }
            </ul>
        </>
    }
}

fn view_disappearing(view: &View, thread: ThreadId, counted: &Statistics) -> Html {
    let day = |hour: Option<i64>| {
        hour.map_or_else(
            || say::a_time_that_could_not_be_read().to_owned(),
            day_in_words,
        )
    };
    html! {
        <>
            if counted.disappearing.is_empty() {
                <p class="panel__empty">{ say::no_note_says_that_they_were_on() }</p>
            }
            <ul class="timeline__list">
                { for counted.disappearing.iter().map(|period| html! {
                    <li key={period.on.0}>
                        { say::on_from_on_hour(day(period.on_hour)) }
                        { to_message(view, thread, period.on, say::turned_on()) }
                        if let Some(off) = period.off {
                            { say::to_off_hour(day(period.off_hour)) }
                            { to_message(view, thread, off, say::turned_off()) }
                        } else {
                            { say::to_the_end_of_the_export() }
                        }
                    </li>
                }) }
            </ul>
            <p class="timeline__scale">
                { say::read_from_whatsapps_own_notes_in_english() }
            </p>
        </>
    }
}

fn to_message(view: &View, thread: ThreadId, record: RecordId, what: &str) -> Html {
    let act = Action::Go(GoAction::Record { thread, record });
    html! {
        <button type="button" class="link" onclick={view.on::<MouseEvent>(act)}>
            { say::what_message_record(what, words::count(record.0 + 1)) }
        </button>
    }
}
