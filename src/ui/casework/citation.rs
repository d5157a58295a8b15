//! The dialog that looks a citation up.

use yew::prelude::*;

use super::forms::{Focus, field, on_submit, view_end, view_line};
use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::casework::WorkAction;
use crate::app::words;
use crate::engine::case::ThreadId;
use crate::engine::citation::Resolved;
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::view::View;

/// The dialog's content.
pub(super) fn view(view: &View) -> Html {
    let onsubmit = on_submit(view, |form| {
        let code = field(form, "citation-code")?;
        Some(WorkAction::CitationGiven { code })
    });
    html! {
        <>
            <form class="form" {onsubmit}>
                { view_line("citation-code", say::code(), say::as_it_stands_in_a_copied_message(), Focus::First) }
                { view_end(view, None, say::look_up()) }
            </form>
            <div role="status" aria-label={say::citation()}>
                if let Some(found) = &view.state.work.resolved {
                    { view_resolved(view, found.as_deref()) }
                }
            </div>
        </>
    }
}

fn view_resolved(view: &View, found: Option<&Resolved>) -> Html {
    let Some(found) = found else {
        return html! { <p>{ say::that_is_no_code_of_a_message() }</p> };
    };
    let link = |(thread, record): &(ThreadId, RecordId)| {
        let (thread, record) = (*thread, *record);
        let title = view.state.thread(thread).map(|(_, at)| words::title(at));
        html! {
            <li>
                <button
                    type="button"
                    class="link"
                    onclick={view.on::<MouseEvent>(Action::Go(GoAction::Record { thread, record }))}
                >{ say::message_record_of(record.0 + 1) }<bdi>{ title.unwrap_or_default() }</bdi></button>
            </li>
        }
    };
    let says = if !found.exact.is_empty() {
        say::code_the_message_stands_there_with_the(&found.code)
    } else if !found.moved.is_empty() {
        say::code_the_same_content_stands_elsewhere_not(&found.code, found.number)
    } else if !found.differs.is_empty() {
        say::code_no_open_export_holds_this_content(&found.code, found.number)
    } else {
        say::code_nothing_that_is_open_holds_this(&found.code)
    };
    let differs: Vec<(ThreadId, RecordId)> = if found.exact.is_empty() && found.moved.is_empty() {
        let record = RecordId(found.number.saturating_sub(1));
        found
            .differs
            .iter()
            .map(|thread| (*thread, record))
            .collect()
    } else {
        Vec::new()
    };
    html! {
        <>
            <p>{ says }</p>
            <ul class="plain-list">
                { for found.exact.iter().chain(&found.moved).chain(&differs).take(50).map(link) }
            </ul>
        </>
    }
}
