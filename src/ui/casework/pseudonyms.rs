//! The key of pseudonyms: saving it, opening it, and who is who in it.

use yew::prelude::*;

use super::dialogs::view_phrase;
use super::forms::{Focus, field, name, on_submit, view_end, view_hint, view_name};
use crate::app::Action;
use crate::app::casework::{
    Belongs, KeyAction, KeyPhase, OpenedKey, WorkAction, WorkDialog, belongs, has_key,
};
use crate::app::characters::shown;
use crate::app::packaging::PackagePhase;
use crate::engine::casefile::{Passphrase, SHORTEST_PASSPHRASE};
use crate::engine::keyfile::{KeyExport, KeyName, KeyThread, Pseudonym};
use crate::say;
use crate::ui::files::Purpose;
use crate::ui::parts::{Dialog, FileButton};
use crate::ui::view::View;

/// Under the package of the case: saving the key where it has pseudonyms, and opening one.
pub(crate) fn view_beside_package(view: &View) -> Html {
    let can_save = match &view.state.package {
        PackagePhase::Built { outcome, .. } => has_key(outcome),
        PackagePhase::None | PackagePhase::Building { .. } | PackagePhase::Outdated => false,
    };
    if !can_save {
        return view_open(view);
    }
    let save = Action::Work(WorkAction::Key(KeyAction::SaveWanted));
    view_section(
        view,
        html! {
            <>
                <p>{ say::this_package_calls_people_by_pseudonyms() }</p>
                <p>{ say::losing_it_loses_the_way_back_never_hand_it() }</p>
            </>
        },
        html! {
            <button
                type="button"
                class="button"
                disabled={matches!(view.state.work.key, KeyPhase::Writing { .. })}
                onclick={view.on(save)}
            >{ say::save_key_of_pseudonyms() }</button>
        },
    )
}

/// Opening a key, wherever a package is.
pub(crate) fn view_open(view: &View) -> Html {
    let words = html! { <p>{ say::a_key_says_who_stands_behind_the_pseudonyms() }</p> };
    view_section(view, words, Html::default())
}

fn view_section(view: &View, words: Html, save: Html) -> Html {
    html! {
        <section class="casework__file" aria-label={say::key_of_pseudonyms()}>
            <h3>{ say::key_of_pseudonyms() }</h3>
            { words }
            <div class="panel__acts">
                { save }
                <FileButton
                    name={say::open_key_of_pseudonyms()}
                    purpose={Purpose::Pseudonyms}
                    accept=".tskey,.json"
                    on_files={view.on_files.clone()}
                />
            </div>
            { view_phase(view) }
        </section>
    }
}

/// What is being done with a key.
fn view_phase(view: &View) -> Html {
    let words = match &view.state.work.key {
        KeyPhase::Idle => "",
        KeyPhase::Writing { .. } => say::deriving_the_key_from_the_passphrase_and(),
        KeyPhase::Reading {
            is_locked: true, ..
        } => say::deriving_the_key_from_the_passphrase_and_opening(),
        KeyPhase::Reading {
            is_locked: false, ..
        } => say::reading_the_key_of_pseudonyms(),
    };
    html! { <p class="casework__phase" role="status" aria-label={say::key_of_pseudonyms()}>{ words }</p> }
}

/// The dialog that is open.
pub(super) fn view(view: &View, dialog: &WorkDialog, on_close: Callback<()>) -> Html {
    match dialog {
        WorkDialog::SaveKey { error } => html! {
            <Dialog key="save-key" name={say::save_key_of_pseudonyms()} {on_close}>
                { view_save(view, error.as_ref()) }
            </Dialog>
        },
        WorkDialog::UnlockKey { name, error, .. } => html! {
            <Dialog key="unlock-key" name={say::passphrase()} {on_close}>
                { view_unlock(view, name, error.as_ref()) }
            </Dialog>
        },
        WorkDialog::Key(opened) => html! {
            <Dialog key="key" name={say::key_of_pseudonyms()} wide=true {on_close}>
                { view_opened(view, opened) }
            </Dialog>
        },
        _of_other_work => Html::default(),
    }
}

fn view_save(view: &View, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        let phrase = |id| field(form, id).map(Passphrase);
        Some(WorkAction::Key(KeyAction::SaveGiven {
            passphrase: (phrase("key-phrase")?, phrase("key-phrase-again")?),
            by: name(form),
        }))
    });
    html! {
        <form class="form" {onsubmit}>
            <p class="dialog__lead">{ say::one_encrypted_file_that_says_who_is_who() }</p>
            <p>{ say::losing_it_loses_the_way_back_never_hand_it() }</p>
            { view_phrase("key-phrase", say::passphrase(), Focus::First) }
            { view_phrase("key-phrase-again", say::passphrase_again(), Focus::Later) }
            { view_hint(&say::at_least_shortest_passphrase_characters_nobody_can(SHORTEST_PASSPHRASE)) }
            { view_name(view) }
            { view_end(view, error, say::save_encrypted()) }
        </form>
    }
}

fn view_unlock(view: &View, file: &str, error: Option<&String>) -> Html {
    let onsubmit = on_submit(view, |form| {
        Some(WorkAction::Key(KeyAction::PassphraseGiven {
            passphrase: Passphrase(field(form, "unlock-key-phrase")?),
            by: name(form),
        }))
    });
    let logged = if view.state.sources.is_empty() {
        say::no_case_is_open_whose_log_could_say_that()
    } else {
        say::the_log_of_the_case_will_say_that_it_was_read()
    };
    html! {
        <form class="form" {onsubmit}>
            <p class="dialog__lead"><bdi>{ shown(file, false) }</bdi>{ say::is_encrypted() }</p>
            <p>{ logged }</p>
            { view_phrase("unlock-key-phrase", say::passphrase(), Focus::First) }
            { view_name(view) }
            { view_phase(view) }
            { view_end(view, error, say::open()) }
        </form>
    }
}

/// Who is who.
fn view_opened(view: &View, opened: &OpenedKey) -> Html {
    let content = &opened.content;
    let (tone, words) = match belongs(view.state, content) {
        Belongs::Built => ("good", say::it_belongs_to_the_package_that_was_built_here()),
        Belongs::Checked => (
            "good",
            say::it_belongs_to_the_package_that_was_checked_here(),
        ),
        Belongs::Another => (
            "bad",
            say::it_belongs_to_another_package_than_the_one_here(),
        ),
        Belongs::NoneHere => ("none", say::there_is_no_package_here_to_compare_it_with()),
    };
    html! {
        <>
            <p class="verdict" role="status" aria-label={say::belongs_to()} data-tone={tone}>{ words }</p>
            <dl class="facts">
                { view_fact(say::file(), &opened.name) }
                { view_fact(say::package(), &content.package) }
                { view_fact(say::sha_256_of_the_package(), &content.package_sha256) }
                { view_fact(say::saved_at(), &content.saved_at) }
            </dl>
            if !opened.is_logged {
                <p class="form__hint">{ say::no_case_is_open_whose_log_could_say_that() }</p>
            }
            <table class="table" aria-label={say::who_is_who()}>
                <thead>
                    <tr>
                        <th scope="col">{ say::pseudonym() }</th>
                        <th scope="col">{ say::names_and_numbers() }</th>
                        <th scope="col">{ say::where_they_write() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for content.table.pseudonyms.iter().map(|one| view_row(&content.table.exports, one)) }
                </tbody>
            </table>
            <p class="form__hint">{ say::the_page_forgets_this_table_when_it_is_closed() }</p>
        </>
    }
}

fn view_fact(label: &str, value: &str) -> Html {
    html! {
        <div class="facts__row">
            <dt>{ label }</dt>
            <dd><bdi>{ shown(value, false) }</bdi></dd>
        </div>
    }
}

fn view_row(exports: &[KeyExport], one: &Pseudonym) -> Html {
    html! {
        <tr>
            <th scope="row"><bdi>{ shown(&one.label, false) }</bdi></th>
            <td>
                <ul class="plain-list">
                    { for one.all_names().into_iter().map(|name| html! {
                        <li><bdi>{ shown(name, false) }</bdi></li>
                    }) }
                </ul>
            </td>
            <td>
                <ul class="plain-list">
                    { for one.names.iter().map(|name| view_places(exports, name)) }
                </ul>
            </td>
        </tr>
    }
}

/// The export, and the threads in it.
fn view_places(exports: &[KeyExport], name: &KeyName) -> Html {
    let export = (name.export as usize)
        .checked_sub(1)
        .and_then(|at| exports.get(at))
        .map_or("", |export| &export.name);
    let threads = name.threads.iter().map(|thread| {
        let KeyThread { title, in_package } = thread;
        match in_package {
            Some(number) => say::title_thread_number_of_the_package(shown(title, false), *number),
            None => say::title_not_in_the_package(shown(title, false)),
        }
    });
    html! {
        <li>
            <bdi>{ shown(export, false) }</bdi>
            <ul class="plain-list">
                { for threads.map(|words| html! { <li><bdi>{ words }</bdi></li> }) }
            </ul>
        </li>
    }
}
