//! Silences, and periods with disappearing messages, as lists that lead to where they begin and end.

use yew::prelude::*;

use crate::app::action::GoAction;
use crate::app::timeline::{day_in_words, length_in_words};
use crate::app::{Action, words};
use crate::engine::case::ThreadId;
use crate::engine::statistics::Statistics;
use crate::engine::thread::RecordId;
use crate::ui::view::View;

/// Both lists; what there is none of is said.
pub(super) fn view(view: &View, thread: ThreadId, counted: &Statistics) -> Html {
    html! {
        <div class="timeline__lists">
            <section class="timeline__part" aria-labelledby="silences-title">
                <h3 id="silences-title">{ "Silences of a day or more" }</h3>
                { view_silences(view, thread, counted) }
            </section>
            <section class="timeline__part" aria-labelledby="disappearing-title">
                <h3 id="disappearing-title">{ "Disappearing messages" }</h3>
                { view_disappearing(view, thread, counted) }
            </section>
        </div>
    }
}

fn view_silences(view: &View, thread: ThreadId, counted: &Statistics) -> Html {
    if counted.silences.is_empty() {
        return html! { <p class="panel__empty">{ "None." }</p> };
    }
    let n_told = u32::try_from(counted.silences.len()).unwrap_or(u32::MAX);
    html! {
        <>
            if counted.n_silences > n_told {
                <p class="timeline__scale">
                    { format!("The {} longest of {}.", words::count(n_told), words::count(counted.n_silences)) }
                </p>
            }
            <ul class="timeline__list">
                { for counted.silences.iter().map(|silence| html! {
                    <li key={silence.after.0}>
                        { format!("{}, from {} to {}: ", length_in_words(silence.seconds), day_in_words(silence.from_hour), day_in_words(silence.to_hour)) }
                        { to_message(view, thread, silence.before, "last before") }
                        { " · " }
                        { to_message(view, thread, silence.after, "first after") }
                    </li>
                }) }
            </ul>
        </>
    }
}

fn view_disappearing(view: &View, thread: ThreadId, counted: &Statistics) -> Html {
    let day = |hour: Option<i64>| {
        hour.map_or_else(|| "a time that could not be read".to_owned(), day_in_words)
    };
    html! {
        <>
            if counted.disappearing.is_empty() {
                <p class="panel__empty">{ "No note says that they were on." }</p>
            }
            <ul class="timeline__list">
                { for counted.disappearing.iter().map(|period| html! {
                    <li key={period.on.0}>
                        { format!("On from {} ", day(period.on_hour)) }
                        { to_message(view, thread, period.on, "turned on") }
                        if let Some(off) = period.off {
                            { format!(" to {} ", day(period.off_hour)) }
                            { to_message(view, thread, off, "turned off") }
                        } else {
                            { " to the end of the export" }
                        }
                    </li>
                }) }
            </ul>
            <p class="timeline__scale">
                { "Read from WhatsApp’s own notes, in English and German exports. What disappeared before the export was made is not in it." }
            </p>
        </>
    }
}

fn to_message(view: &View, thread: ThreadId, record: RecordId, what: &str) -> Html {
    let act = Action::Go(GoAction::Record { thread, record });
    html! {
        <button type="button" class="link" onclick={view.on::<MouseEvent>(act)}>
            { format!("{what}, message {}", words::count(record.0 + 1)) }
        </button>
    }
}
