//! The dialogs of case work.

use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};
use yew::prelude::*;

use super::forms::{
    Focus, field, name, on_submit, view_end, view_hint, view_line, view_lines, view_name,
};
use super::{citation, pseudonyms, tags};
use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::casework::{MarkTarget, WorkAction, WorkDialog};
use crate::app::characters::shown;
use crate::app::words;
use crate::engine::case::ThreadId;
use crate::engine::casefile::{Passphrase, SHORTEST_PASSPHRASE};
use crate::engine::thread::ParticipantId;
use crate::say;
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
            ("tags", say::tags_of_message_record(record.0 + 1), inside)
        }
        WorkDialog::Note { on, error } => (
            "note",
            say::note().to_owned(),
            view_note(view, on, error.as_ref()),
        ),
        WorkDialog::Exhibit { on, error } => (
            "exhibit",
            say::exhibit().to_owned(),
            view_exhibit(view, on, error.as_ref()),
        ),
        WorkDialog::Person { error } => (
            "person",
            say::one_person().to_owned(),
            view_person(view, error.as_ref()),
        ),
        WorkDialog::SaveCase { error } => (
            "save-case",
            say::save_case().to_owned(),
            view_save(view, error.as_ref()),
        ),
        WorkDialog::Unlock { name, error, .. } => (
            "unlock",
            say::passphrase().to_owned(),
            view_unlock(view, name, error.as_ref()),
        ),
        WorkDialog::SaveKey { .. } | WorkDialog::UnlockKey { .. } | WorkDialog::Key(_) => {
            return pseudonyms::view(view, dialog, close);
        }
        WorkDialog::Citation => (
            "citation",
            say::look_up_a_citation().to_owned(),
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
            { view_lines("note-text", say::note(), say::for_those_who_work_on_the_case(), Focus::First) }
            { view_name(view) }
            { view_end(view, error, say::add_note()) }
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
            { view_line("exhibit-label", say::label(), say::as_it_is_called_in_the_proceedings(), Focus::First) }
            { view_lines("exhibit-description", say::what_it_shows(), "", Focus::Later) }
            { view_name(view) }
            { view_end(view, error, say::add_exhibit()) }
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
                { say::participants_who_are_one_person_as_you() }
            </p>
            <fieldset class="person__voices">
                <legend>{ say::participants() }</legend>
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
            { view_line("person-name", say::name_of_the_person(), "", Focus::Later) }
            { view_lines("person-grounds", say::grounds(), say::why_they_are_one_person_the_same(), Focus::Later) }
            { view_name(view) }
            { view_end(view, error, say::they_are_one_person()) }
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
                { say::one_file_with_every_decision_tag_and() }
            </p>
            { view_phrase("case-phrase", say::passphrase(), Focus::First) }
            { view_phrase("case-phrase-again", say::passphrase_again(), Focus::Later) }
            { view_hint(&say::at_least_shortest_passphrase_characters_nobody_can(SHORTEST_PASSPHRASE)) }
            <p>
                <button
                    type="button"
                    class="link"
                    onclick={view.on::<MouseEvent>(Action::Work(bare))}
                >{ say::save_without_a_passphrase() }</button>
            </p>
            { view_end(view, error, say::save_encrypted()) }
        </form>
    }
}

/// Asks for a passphrase.
pub(super) fn view_phrase(id: &'static str, label: &str, focus: Focus) -> Html {
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
            <p class="dialog__lead"><bdi>{ shown(file, false) }</bdi>{ say::is_encrypted() }</p>
            { view_phrase("unlock-phrase", say::passphrase(), Focus::First) }
            { super::view_phase(view) }
            { view_end(view, error, say::open()) }
        </form>
    }
}
