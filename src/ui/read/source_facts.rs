//! What is known of the file that a thread came in, above all its digest.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::OpenAction;
use crate::app::characters::shown;
use crate::app::state::{DigestPhase, SourceState};
use crate::app::words;
use crate::say;
use crate::ui::parts::{Digest, Progress};
use crate::ui::view::View;

use super::facts::fact;

/// The facts.
pub(super) fn view(view: &View, source: &SourceState) -> Html {
    let summary = &source.summary;
    let spell_out = view.state.spell_out;
    html! {
        <div class="source">
            <h3>{ say::the_file() }</h3>
            <dl class="facts">
                { fact(say::name(), shown(&summary.name, spell_out)) }
                { fact(say::size(), words::size(summary.size_bytes)) }
            </dl>
            <div class="source__digest">
                <h4 class="source__label">{ "SHA-256" }</h4>
                { view_digest(view, source) }
            </div>
            { view_entries(source, spell_out) }
        </div>
    }
}

fn view_digest(view: &View, source: &SourceState) -> Html {
    let number = source.summary.source;
    let resume = view.on(Action::Open(OpenAction::DigestResumed { source: number }));
    match &source.digest {
        DigestPhase::Known { sha256 } => html! {
            <Digest
                sha256={sha256.clone()}
                of={shown(&source.summary.name, false)}
                on_action={view.on_action.clone()}
            />
        },
        DigestPhase::Computing { percent } => html! {
            <div class="source__progress">
                <Progress
                    name={say::computing_digests_of_name(shown(&source.summary.name, false))}
                    percent={*percent}
                />
                <button
                    type="button"
                    class="button button--small"
                    aria-label={say::cancel_computing_digests()}
                    onclick={view.on(Action::Open(OpenAction::DigestCancelled { source: number }))}
                >{ say::cancel() }</button>
            </div>
        },
        DigestPhase::Cancelled => html! {
            <div class="source__progress">
                <span>{ say::cancelled_a_package_needs_it() }</span>
                <button type="button" class="button button--small" onclick={resume}>{ say::resume() }</button>
            </div>
        },
        DigestPhase::Failed => html! {
            <div class="source__progress">
                <span>{ say::could_not_be_computed_open_the_file() }</span>
                <button type="button" class="button button--small" onclick={resume}>{ say::resume() }</button>
            </div>
        },
    }
}

/// How many digests of entries are drawn; the rest would only slow the page.
const ENTRIES_DRAWN: usize = 200;

fn view_entries(source: &SourceState, spell_out: bool) -> Html {
    let entries = &source.entries;
    if entries.is_empty() {
        return Html::default();
    }
    let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let more = entries.len().saturating_sub(ENTRIES_DRAWN);
    html! {
        <details class="source__entries">
            <summary>{ say::sha_256_of_in(say::n_files_in_it(count)) }</summary>
            <ul class="entries">
                { for entries.iter().take(ENTRIES_DRAWN).map(|entry| html! {
                    <li key={entry.entry.0}>
                        <bdi class="entries__name">{ shown(&entry.name, spell_out) }</bdi>
                        <span class="entries__size">{ words::size(entry.size_bytes) }</span>
                        <code class="entries__hex">{ &entry.sha256 }</code>
                    </li>
                }) }
                if more > 0 {
                    <li>{ say::and_more_more_the_command_line_program(more) }</li>
                }
            </ul>
        </details>
    }
}
