//! The dialogs of case work.

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};
use yew::prelude::*;

use super::forms::{
    Focus, field, name, on_submit, view_end, view_hint, view_line, view_lines, view_name,
};
use super::{citation, tags};
use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::casework::{MarkTarget, WorkAction, WorkDialog};
use crate::app::characters::shown;
use crate::app::words;
use crate::engine::case::ThreadId;
use crate::engine::casefile::{Passphrase, SHORTEST_PASSPHRASE};
use crate::engine::thread::ParticipantId;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// The dialog that is open.
pub(crate) fn view(view: &View, dialog: &WorkDialog) -> Html {
    let close = view.on(Action::Go(GoAction::DialogClosed));
    let (key, title, inside) = match dialog {
        WorkDialog::Tags {
            record,
            place,
            edited,
            key,
            error,
        } => {
            let inside = tags::view(
                view,
                *record,
                place,
                edited.as_deref(),
                *key,
                error.as_ref(),
            );
            ("tags", format!("Tags of message {}", record.0 + 1), inside)
        }
        WorkDialog::Note { on, error } => (
            "note",
            "Note".to_owned(),
            view_note(view, on, error.as_ref()),
        ),
        WorkDialog::Exhibit { on, error } => (
            "exhibit",
            "Exhibit".to_owned(),
            view_exhibit(view, on, error.as_ref()),
        ),
        WorkDialog::Person { error } => (
            "person",
            "One person".to_owned(),
            view_person(view, error.as_ref()),
        ),
        WorkDialog::SaveCase { error } => (
            "save-case",
            "Save case".to_owned(),
            view_save(view, error.as_ref()),
        ),
        WorkDialog::Unlock { name, error, .. } => (
            "unlock",
            "Passphrase".to_owned(),
            view_unlock(view, name, error.as_ref()),
        ),
        WorkDialog::Citation => (
            "citation",
            "Look up a citation".to_owned(),
            citation::view(view),
        ),
    };
    html! {
        <Dialog {key} name={title} on_close={close}>{ inside }</Dialog>
    }
}

fn view_note(view: &View, on: &MarkTarget, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        Some(WorkAction::NoteGiven {
            text: field(form, "note-text")?,
            by: name(form),
        })
    });
    html! {
        <form class="form" {onsubmit}>
            <p class="dialog__lead">{ on.words() }</p>
            { view_lines("note-text", "Note", "For those who work on the case. It never goes into a package.", Focus::First) }
            { view_name(view) }
            { view_end(view, error, "Add note") }
        </form>
    }
}

fn view_exhibit(view: &View, on: &MarkTarget, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        Some(WorkAction::ExhibitGiven {
            label: field(form, "exhibit-label")?,
            description: field(form, "exhibit-description")?,
            by: name(form),
        })
    });
    html! {
        <form class="form" {onsubmit}>
            <p class="dialog__lead">{ on.words() }</p>
            { view_line("exhibit-label", "Label", "As it is called in the proceedings: AP/1, for example.", Focus::First) }
            { view_lines("exhibit-description", "What it shows", "", Focus::Later) }
            { view_name(view) }
            { view_end(view, error, "Add exhibit") }
        </form>
    }
}

fn view_person(view: &View, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        Some(WorkAction::PersonGiven {
            name: field(form, "person-name")?,
            voices: ticked(form),
            grounds: field(form, "person-grounds")?,
            by: name(form),
        })
    });
    html! {
        <form class="form" {onsubmit}>
            <p class="dialog__lead">
                { "Participants who are one person, as you see it. No message is changed by it." }
            </p>
            <fieldset class="person__voices">
                <legend>{ "Participants" }</legend>
                { for view.state.threads().map(|(_, thread)| {
                    let id = thread.thread;
                    html! {
                        <>
                            <p class="person__thread"><bdi>{ words::title(thread) }</bdi></p>
                            { for thread.participants.iter().zip(0_u32..).map(|((name, _), number)| html! {
                                <label class="check">
                                    <input type="checkbox" data-thread={id.0.to_string()} data-voice={number.to_string()} />
                                    <bdi>{ shown(name, false) }</bdi>
                                </label>
                            }) }
                        </>
                    }
                }) }
            </fieldset>
            { view_line("person-name", "Name of the person", "", Focus::Later) }
            { view_lines("person-grounds", "Grounds", "Why they are one person: the same number, for example.", Focus::Later) }
            { view_name(view) }
            { view_end(view, error, "They are one person") }
        </form>
    }
}

fn ticked(form: &HtmlFormElement) -> Vec<(ThreadId, ParticipantId)> {
    let Ok(boxes) = form.query_selector_all("input[data-voice]:checked") else {
        return Vec::new();
    };
    (0..boxes.length())
        .filter_map(|index| {
            let input = boxes.item(index)?.dyn_into::<HtmlInputElement>().ok()?;
            let number = |name: &str| input.get_attribute(name)?.parse().ok();
            Some((
                ThreadId(number("data-thread")?),
                ParticipantId(number("data-voice")?),
            ))
        })
        .collect()
}

fn view_save(view: &View, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        let phrase = |id| field(form, id).map(Passphrase);
        Some(WorkAction::SaveGiven {
            passphrase: Some((phrase("case-phrase")?, phrase("case-phrase-again")?)),
        })
    });
    let bare = WorkAction::SaveGiven { passphrase: None };
    html! {
        <form class="form" {onsubmit}>
            <p class="dialog__lead">
                { "One file with every decision, tag and note, and with the names of the exports. It holds no message." }
            </p>
            { view_phrase("case-phrase", "Passphrase", Focus::First) }
            { view_phrase("case-phrase-again", "Passphrase again", Focus::Later) }
            { view_hint(&format!("At least {SHORTEST_PASSPHRASE} characters. Nobody can open the file without it: it is kept nowhere.")) }
            <p>
                <button
                    type="button"
                    class="link"
                    onclick={view.on::<MouseEvent>(Action::Work(bare))}
                >{ "Save without a passphrase" }</button>
            </p>
            { view_end(view, error, "Save encrypted") }
        </form>
    }
}

fn view_phrase(id: &'static str, label: &str, focus: Focus) -> Html {
    html! {
        <div class="form__row">
            <label for={id}>{ label }</label>
            <input class="field" {id} type="password" autocomplete="off" autofocus={focus == Focus::First} />
        </div>
    }
}

fn view_unlock(view: &View, file: &str, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        let passphrase = Passphrase(field(form, "unlock-phrase")?);
        Some(WorkAction::PassphraseGiven { passphrase })
    });
    html! {
        <form class="form" {onsubmit}>
            <p class="dialog__lead"><bdi>{ shown(file, false) }</bdi>{ " is encrypted." }</p>
            { view_phrase("unlock-phrase", "Passphrase", Focus::First) }
            { super::view_phase(view) }
            { view_end(view, error, "Open") }
        </form>
    }
}
