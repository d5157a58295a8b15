//! Case work: the area "Case", its dialogs, and the marks at messages.

mod citation;
mod dialogs;
mod differences;
mod exports;
pub(in crate::ui) mod forms;
mod list;
mod locking;
mod marks;
mod tags;

use yew::prelude::*;

use crate::app::Action;
use crate::app::casework::{FilePhase, WorkAction};
use crate::ui::files::Purpose;
use crate::ui::parts::FileButton;
use crate::ui::view::View;

pub(crate) use dialogs::view as view_dialog;
pub(crate) use exports::view as view_exports;
pub(crate) use marks::view as view_marks;
pub use marks::{MarkShown, Marks, marks_of};

/// The area "Case".
pub fn view(view: &View) -> Html {
    html! {
        <div class="casework">
            <section class="casework__file" aria-label="Case file">
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
            >{ "Save case" }</button>
            { view_open(view) }
            <button
                type="button"
                class="button"
                onclick={view.on(Action::Work(WorkAction::CitationWanted))}
            >{ "Look up a citation" }</button>
        </div>
    }
}

/// The button "Open case".
pub(crate) fn view_open(view: &View) -> Html {
    html! {
        <FileButton
            name="Open case"
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
        FilePhase::Writing { is_locked: true } => {
            "Deriving the key from the passphrase and encrypting…"
        }
        FilePhase::Writing { is_locked: false } => "Writing the case file…",
        FilePhase::Reading {
            is_locked: true, ..
        } => "Deriving the key from the passphrase and opening…",
        FilePhase::Reading {
            is_locked: false, ..
        } => "Reading the case file…",
    };
    html! { <p class="casework__phase" role="status" aria-label="Case file">{ words }</p> }
}
