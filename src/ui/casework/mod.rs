//! Case work: the area "Case", its dialogs, and the marks at messages.

mod citation;
mod dialogs;
mod differences;
mod exports;
pub(in crate::ui) mod forms;
mod list;
mod locking;
mod marks;
mod pseudonyms;
mod tags;

use yew::prelude::*;

use crate::app::Action;
use crate::app::casework::{FilePhase, WorkAction};
use crate::say;
use crate::ui::files::Purpose;
use crate::ui::parts::FileButton;
use crate::ui::view::View;

pub(crate) use dialogs::view as view_dialog;
pub(crate) use exports::view as view_exports;
pub(crate) use marks::view as view_marks;
pub use marks::{MarkShown, Marks, marks_of};
pub(crate) use pseudonyms::{view_beside_package as view_key, view_open as view_open_key};

/// The area "Case".
pub fn view(view: &View) -> Html {
    html! {
        <div class="casework">
            <section class="casework__file" aria-label={say::case_file()}>
                { view_buttons(view) }
                { view_phase(view) }
            </section>
            { exports::view(view) }
            { differences::view(view) }
            { list::view(view) }
        </div>
    }
}

fn view_buttons(view: &View) -> Html {
    html! {
        <div class="panel__acts">
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Work(WorkAction::SaveWanted))}
            >{ say::save_case() }</button>
            { view_open(view) }
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Work(WorkAction::CitationWanted))}
            >{ say::look_up_a_citation() }</button>
        </div>
    }
}

/// The button "Open case".
pub(crate) fn view_open(view: &View) -> Html {
    html! {
        <FileButton
            name={say::open_case()}
            purpose={Purpose::Case}
            accept=".tscase,.json"
            on_files={view.on_files.clone()}
        />
    }
}

/// What is being done with a case file.
pub(crate) fn view_phase(view: &View) -> Html {
    let words = match &view.state.work.file {
        FilePhase::Idle => "",
        FilePhase::Writing { is_locked: true } => say::deriving_the_key_from_the_passphrase_and(),
        FilePhase::Writing { is_locked: false } => say::writing_the_case_file(),
        FilePhase::Reading {
            is_locked: true, ..
        } => say::deriving_the_key_from_the_passphrase_and_opening(),
        FilePhase::Reading {
            is_locked: false, ..
        } => say::reading_the_case_file(),
    };
    html! { <p class="casework__phase" role="status" aria-label={say::case_file()}>{ words }</p> }
}
