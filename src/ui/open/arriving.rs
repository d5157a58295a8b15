//! A long text on its way: how far it is, Cancel, and its first messages.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::OpenAction;
use crate::app::arriving::Early;
use crate::app::characters::shown;
use crate::app::digests::percent;
use crate::engine::session::protocol::Row;
use crate::say;
use crate::ui::casework::Marks;
use crate::ui::message::{MessageRow, Selection};
use crate::ui::parts::Progress;
use crate::ui::view::View;

/// How far the text is, and the way out. Nothing while nothing long is read.
pub(in crate::ui) fn view(view: &View) -> Html {
    let Some(arrival) = &view.state.arrival else {
        return Html::default();
    };
    let percent = percent(arrival.progress);
    let name = shown(&arrival.name, view.state.spell_out);
    let phase = if percent < 100 {
        say::reading()
    } else {
        say::sorting_out_the_messages_of()
    };
    html! {
        <div class="arrival">
            <span class="arrival__what" role="status">{ format!("{phase} {name}") }</span>
            <Progress name={format!("{phase} {name}")} {percent} />
            <button
                type="button"
                class="button button--small"
                onclick={view.on(Action::Open(OpenAction::Cancelled))}
            >{ say::cancel() }</button>
        </div>
    }
}

/// The first messages, where the thread will be.
pub(super) fn view_early(on: &View, early: &Early) -> Html {
    html! {
        <main class="early">
            <header class="early__head">
                <h1 class="early__title"><bdi>{ shown(&early.title, on.state.spell_out) }</bdi></h1>
                { view(on) }
                <p class="early__hint">
                    { say::these_are_its_first_messages_as_written() }
                </p>
            </header>
            <div class="early__feed" role="feed" aria-label={say::messages()} aria-busy="true">
                { for early.rows.iter().map(|row| view_row(on, row)) }
            </div>
        </main>
    }
}

fn view_row(view: &View, row: &Rc<Row>) -> Html {
    html! {
        <MessageRow
            key={row.record.0}
            row={Rc::clone(row)}
            n_records={None::<u32>}
            focused=false
            own=false
            as_it_is=false
            selection={Selection::None}
            searching=false
            recipient_view=true
            spell_out={view.state.spell_out}
            marks={Marks::new()}
            media={Rc::clone(view.media)}
            on_action={Callback::noop()}
        />
    }
}
