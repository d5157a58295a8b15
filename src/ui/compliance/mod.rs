//! The area "Compliance": the question, the review, people, completeness, readers, other channels,
//! the sample, the report.

mod complete;
mod detail;
mod dialogs;
mod ledger;
mod messages;
mod numbers;
mod people;
mod policy;
mod question;
mod readers;
mod report;
mod report_collection;
mod report_parts;
mod review;
mod roster;
mod sampling;

use yew::prelude::*;

use crate::app::Action;
use crate::app::compliance::{ComplyAction, Phase, Section};
use crate::say;
use crate::ui::parts::Progress;
use crate::ui::view::View;

pub(super) use dialogs::view as view_dialog;

/// The area.
pub(super) fn view(view: &View) -> Html {
    let comply = &view.state.comply;
    html! {
        <div class="comply">
            { view_sections(view) }
            { match comply.phase {
                Phase::Asking { percent, .. } => view_asking(view, percent),
                Phase::Closed => question::view(view),
                Phase::Ready => view_section(view),
            } }
        </div>
    }
}

/// Buttons that lead to the parts; all but the first wait for an answer.
fn view_sections(view: &View) -> Html {
    let comply = &view.state.comply;
    let is_ready = comply.phase == Phase::Ready;
    let now = if is_ready {
        comply.section
    } else {
        Section::Question
    };
    html! {
        <nav class="comply__sections" aria-label={say::parts_of_compliance()}>
            { for Section::ALL.map(|section| html! {
                <button
                    type="button"
                    class="comply__section"
                    key={section.name()}
                    aria-current={(section == now).then_some("true")}
                    disabled={!is_ready && section != Section::Question}
                    onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::SectionChosen { section }))}
                >{ section.name() }</button>
            }) }
        </nav>
    }
}

fn view_asking(view: &View, percent: u8) -> Html {
    html! {
        <div class="working">
            <p role="status">{ say::looking_at_everything_that_is_open() }</p>
            <Progress name={say::asking_about_compliance()} {percent} />
            <button
                type="button"
                class="button"
                onclick={view.on::<MouseEvent>(Action::Comply(ComplyAction::Cancelled))}
            >{ say::cancel() }</button>
        </div>
    }
}

fn view_section(view: &View) -> Html {
    let Some(overview) = view.state.comply.overview.clone() else {
        return html! { <p class="panel__empty">{ say::loading() }</p> };
    };
    match view.state.comply.section {
        Section::Question => question::view(view),
        Section::Findings => review::view(view, &overview),
        Section::People => people::view(view, &overview),
        Section::Completeness => complete::view(view, &overview),
        Section::Readers => readers::view(view, &overview),
        Section::Ledger => ledger::view(view, &overview),
        Section::Sampling => sampling::view(view),
        Section::Report => report::view(view, &overview),
        Section::Messages => messages::view(view, &overview),
    }
}

/// A link to a finding.
fn view_finding_link(view: &View, number: u32) -> Html {
    let action = ComplyAction::FindingWanted {
        number: number.saturating_sub(1),
    };
    html! {
        <button
            type="button"
            class="link"
            onclick={view.on::<MouseEvent>(Action::Comply(action))}
        >{ say::finding_number(number) }</button>
    }
}
