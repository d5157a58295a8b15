//! What is known of the thread: its size and period, how its dates are read, its files.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::characters::stamp;
use crate::app::printing::PrintAction;
use crate::app::state::{Area, Reading};
use crate::app::words;
use crate::engine::session::protocol::ThreadSummary;
use crate::say;
use crate::ui::view::View;

use super::{order, source_facts, tools};

/// The facts.
pub(super) fn view(view: &View, reading: &Reading) -> Html {
    let Some((source, thread)) = view.state.thread(reading.thread) else {
        return Html::default();
    };
    html! {
        <section class="panel" aria-labelledby="facts-title">
            <h2 class="panel__title" id="facts-title">
                <bdi>{ view.state.names().title(thread) }</bdi>
            </h2>
            <div class="panel__tools">
                { tools::view_side(view, thread) }
                { tools::view_spell_out(view) }
                <div>
                    <button
                        type="button"
                        class="button button--small"
                        onclick={view.on(Action::Print(PrintAction::Wanted))}
                    >{ say::print() }</button>
                </div>
            </div>
            { order::view(view, source, thread) }
            <dl class="facts">
                { fact(say::messages(), words::count(thread.n_messages)) }
                { fact(say::first(), stamp(&thread.first)) }
                { fact(say::last(), stamp(&thread.last)) }
                { fact(say::times(), say::as_written_no_time_zone().to_owned()) }
                { fact(say::format(), words::platform(thread.platform).to_owned()) }
                { fact(say::attachments(), attachments(thread)) }
            </dl>
            { view_findings(view, source.findings.len()) }
            { source_facts::view(view, source) }
        </section>
    }
}

/// One fact.
pub(super) fn fact(name: &str, value: String) -> Html {
    html! {
        <div class="facts__row">
            <dt>{ name.to_owned() }</dt>
            <dd><bdi>{ value }</bdi></dd>
        </div>
    }
}

fn attachments(thread: &ThreadSummary) -> String {
    let counts = thread.attachments;
    let mut text =
        say::named_named_present_present(words::count(counts.named), words::count(counts.present));
    if counts.absent > 0 {
        text.push_str(&say::n_missing(counts.absent));
    }
    if counts.unreferenced > 0 {
        text.push_str(&say::unreferenced_in_the_export_that_no_message(
            words::count(counts.unreferenced),
        ));
    }
    text
}

fn view_findings(view: &View, n_findings: usize) -> Html {
    if n_findings == 0 {
        return Html::default();
    }
    let count = u32::try_from(n_findings).unwrap_or(u32::MAX);
    let area = Area::Findings;
    html! {
        <button type="button" class="link" onclick={view.on(Action::Go(GoAction::Area { area }))}>
            { say::n_findings_about_this_file(count) }
        </button>
    }
}
