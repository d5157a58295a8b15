//! Performs effects: the only things the page does to the world around it.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, Document, HtmlElement, Url};
use yew::AttrValue;

use crate::app::Effect;
use crate::app::action::{Action, GoAction, KeepAction, PackageAction};
use crate::app::kept::KeptRecord;
use crate::app::state::Theme;
use crate::engine::finding::Failure;
use crate::engine::place::SourceId;
use crate::engine::session::protocol::{Event as Answer, Tag};
use crate::say;
use crate::ui::app::App;
use crate::ui::download::{self, Picked};
use crate::ui::{keep, language};

/// The staged package and its address.
pub struct Staged {
    /// Its bytes, wherever the browser holds them.
    pub blob: Blob,
    /// A `blob:` address.
    pub url: AttrValue,
}

impl Drop for Staged {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.url);
    }
}

impl App {
    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Post { request, files } => {
                let blobs = self.files.blobs(&files);
                if let Err(failure) = self.post(request, blobs) {
                    self.later(async move {
                        Action::Worker(Box::new(Answer::Failed { tag: None, failure }))
                    });
                }
            }
            Effect::RestartWorker => {
                self.making.end();
                self.worker.restart();
            }
            Effect::RestartReader => self.worker.restart(),
            Effect::LoadExaminer => self.load_examiner(),
            Effect::StartExaminer => self.examiner.restart(),
            Effect::Examine { request, files } => self.examine(request, &files),
            Effect::EndExaminer => self.examiner.terminate(),
            Effect::StartClerk => self.clerk.run_program_of(&self.examiner),
            Effect::Clerk { request, files } => self.tell_clerk(request, &files),
            Effect::EndClerk => self.clerk.terminate(),
            Effect::DropFiles { files } => self.files.drop_files(&files),
            Effect::TryWaysOut => self.try_ways_out(),
            Effect::KeepOffline => {
                self.tell_build();
                self.keep_offline();
            }
            Effect::UseNewerBuild => self.use_newer_build(),
            Effect::DropOffline => self.drop_offline(),
            Effect::LoadKept { provisional } => self.load_kept(provisional),
            Effect::ListKept => self.list_kept(),
            Effect::ReadKept { for_build } => self.read_kept(for_build),
            Effect::SaveKept { record, replaces } => {
                let others = self.windows.others();
                self.later(async move {
                    match keep::save(record, replaces).await {
                        Ok(key) => {
                            others.tell();
                            Action::Keep(KeepAction::Saved { key })
                        }
                        Err(failure) => Action::Keep(KeepAction::Failed { failure }),
                    }
                });
            }
            Effect::ForgetKept { keys } => {
                let others = self.windows.others();
                self.later(async move {
                    let left = match keep::forget(keys).await {
                        Ok(()) => {
                            others.tell();
                            keep::list().await
                        }
                        Err(failure) => Err(failure),
                    };
                    listed(left)
                });
            }
            Effect::SaveName { name } => self.save_name(name),
            Effect::SaveText { name, mime, text } => {
                let saved = download::save_text(&name, mime, &text);
                self.report(saved.map_err(|error| download::text_of(&error)), &name);
            }
            Effect::SaveMedia { tag, name } => self.save_media(tag, &name),
            Effect::MediaLoading { source, entry } => {
                Rc::make_mut(&mut self.media).loading(source, entry);
            }
            Effect::MediaFailed {
                source,
                entry,
                what,
            } => Rc::make_mut(&mut self.media).failed(source, entry, what),
            Effect::ShowMedia {
                tag,
                source,
                entry,
                mime,
            } => {
                if let Some(blob) = self.beside.remove(&tag) {
                    Rc::make_mut(&mut self.media).ready(source, entry, &blob, mime);
                }
            }
            Effect::Burn { of, tag, boxes } => self.burn(of, tag, boxes),
            Effect::FindCodes { of, tag } => self.find_codes(of, tag),
            Effect::AskBurner { request, files } => {
                let blobs = self.files.blobs(&files);
                self.ask_burner(request, blobs);
            }
            Effect::AskBurnerOfPackage { request } => self.ask_burner_of_package(request),
            Effect::EndBurner => self.burner.terminate(),
            Effect::ShowBurnt {
                source,
                entry,
                bytes,
            } => self.show_burnt((source, entry), &bytes),
            Effect::ShowPreview { tag } => self.preview = self.beside.remove(&tag).and_then(staged),
            Effect::DropPreview => self.preview = None,
            Effect::KeepMedia { only } => Rc::make_mut(&mut self.media).keep(&only),
            Effect::OfferPackage { tag } => self.offer_package(tag),
            Effect::Seal {
                tag,
                created,
                signs,
                enclosed,
            } => self.seal(tag, created, signs, enclosed),
            Effect::SignSeal { tag, subjects } => self.sign_seal(tag, subjects),
            Effect::OfferSealed { tag } => self.offer_sealed(tag),
            Effect::LockCase {
                tag,
                content,
                passphrase,
            } => self.lock_case(tag, content, passphrase),
            Effect::LockPseudonyms {
                tag,
                content,
                passphrase,
            } => self.lock_pseudonyms(tag, content, passphrase),
            Effect::FindKey => self.find_key(),
            Effect::MakeKey { tag } => self.make_key(tag),
            Effect::ForgetKey => self.forget_key(),
            Effect::SignWithKey { subjects } => self.sign_with_key(subjects),
            Effect::SaveTimeRequest { name, message } => self.save_time_request(&name, &message),
            Effect::OfferAdded { tag } => self.offer_added(tag),
            Effect::DropAdded => self.added = None,
            Effect::SaveAddedTo { name } => self.save_added_to(name),
            Effect::DropSealed => self.sealed = None,
            Effect::SaveSealedTo { name } => self.save_sealed_to(name),
            Effect::DropPackage => self.staged = None,
            Effect::SavePackageTo { name } => self.save_package_to(name),
            Effect::CopyText { text } => self.later(async move {
                let worked = download::copy(text).await;
                Action::Go(GoAction::Copied { worked })
            }),
            Effect::FocusOn { id } => focus_soon(id),
            Effect::PrintPage => print_page(),
            Effect::ShowTheme { theme } => show_theme(theme),
            Effect::ShowLanguage { language } => language::show(language),
            Effect::KeepLanguage { language } => spawn_local(async move {
                // Then the browser's language is spoken again next time, and nothing is lost.
                let _ = keep::save_language(language).await;
            }),
        }
    }

    /// Sends the action that `work` comes to.
    pub(super) fn later(&self, work: impl Future<Output = Action> + 'static) {
        let on_action = self.on_action.clone();
        spawn_local(async move { on_action.emit(work.await) });
    }

    /// Threads wait for this answer, so it comes in any case: a browser whose storage does not
    /// answer must not keep a person from reading.
    fn load_kept(&self, provisional: SourceId) {
        let on_action = self.on_action.clone();
        let answered = Rc::new(Cell::new(false));
        let answer = {
            let provisional = provisional.clone();
            move |read: Result<Vec<KeptRecord>, Failure>| {
                if answered.replace(true) {
                    return;
                }
                let provisional = provisional.clone();
                let records = read.unwrap_or_else(|failure| {
                    on_action.emit(Action::Keep(KeepAction::Failed { failure }));
                    Vec::new()
                });
                on_action.emit(Action::Keep(KeepAction::Loaded {
                    provisional,
                    records,
                }));
            }
        };
        let late = answer.clone();
        Timeout::new(keep::PATIENCE_MS, move || late(Err(keep::no_answer()))).forget();
        spawn_local(async move { answer(keep::load(provisional).await) });
    }

    /// A package may wait for this answer, so it comes in any case.
    fn read_kept(&self, for_build: bool) {
        let on_action = self.on_action.clone();
        let answered = Rc::new(Cell::new(false));
        let answer = move |read: Result<Vec<KeptRecord>, Failure>| {
            if answered.replace(true) {
                return;
            }
            let records = read.unwrap_or_else(|failure| {
                on_action.emit(Action::Keep(KeepAction::Failed { failure }));
                Vec::new()
            });
            on_action.emit(Action::Keep(KeepAction::Reread { records, for_build }));
        };
        let late = answer.clone();
        Timeout::new(keep::PATIENCE_MS, move || late(Err(keep::no_answer()))).forget();
        spawn_local(async move { answer(keep::list().await) });
    }

    fn list_kept(&self) {
        let on_action = self.on_action.clone();
        spawn_local(async move {
            on_action.emit(listed(keep::list().await));
            if let Ok(Some(name)) = keep::name().await {
                on_action.emit(Action::Keep(KeepAction::NameLoaded { name }));
            }
        });
    }

    fn save_name(&self, name: String) {
        let on_action = self.on_action.clone();
        spawn_local(async move {
            if let Err(failure) = keep::save_name(name).await {
                on_action.emit(Action::Keep(KeepAction::Failed { failure }));
            }
        });
    }

    fn save_media(&mut self, tag: Tag, name: &str) {
        let saved = match self.beside.remove(&tag) {
            Some(blob) => {
                download::save_blob(name, &blob).map_err(|error| download::text_of(&error))
            }
            None => Err(say::the_files_bytes_did_not_arrive().to_owned()),
        };
        self.report(saved, name);
    }

    pub(super) fn report(&self, saved: Result<(), String>, name: &str) {
        if let Err(what) = saved {
            let failure = Failure {
                what: say::name_could_not_be_saved_what(format_args!("{:?}", name), what),
                help: say::check_the_browsers_settings_for_downloads_then().to_owned(),
                can_raise: false,
            };
            self.later(
                async move { Action::Worker(Box::new(Answer::Failed { tag: None, failure })) },
            );
        }
    }

    fn offer_package(&mut self, tag: Tag) {
        let offered = self.beside.remove(&tag).and_then(staged);
        if offered.is_none() {
            let what = say::its_bytes_did_not_arrive().to_owned();
            self.later(async move { Action::Package(PackageAction::NotSaved { what }) });
        }
        self.staged = offered;
    }

    fn save_package_to(&self, name: String) {
        let Some(staged) = &self.staged else {
            return;
        };
        let blob = staged.blob.clone();
        let on_action = self.on_action.clone();
        spawn_local(async move {
            match download::save_to(name, blob).await {
                Picked::Saved => on_action.emit(Action::Package(PackageAction::SavedTo)),
                Picked::Cancelled => {}
                Picked::Failed(what) => {
                    on_action.emit(Action::Package(PackageAction::NotSaved { what }));
                }
            }
        });
    }
}

/// Bytes with an address, when the browser gives one.
pub(super) fn staged(blob: Blob) -> Option<Staged> {
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    Some(Staged {
        blob,
        url: url.into(),
    })
}

fn listed(result: Result<Vec<KeptRecord>, Failure>) -> Action {
    Action::Keep(match result {
        Ok(records) => KeepAction::Listed { records },
        Err(failure) => KeepAction::Failed { failure },
    })
}

fn document() -> Option<Document> {
    web_sys::window().and_then(|window| window.document())
}

/// Waits until what is to be focused is drawn.
fn focus_soon(id: String) {
    Timeout::new(0, move || {
        let element = document().and_then(|document| document.get_element_by_id(&id));
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // Fails only for what cannot take the focus. The browser scrolls it into view.
            let _ = element.focus();
        }
    })
    .forget();
}

/// Waits until the page is drawn as it shall be printed.
fn print_page() {
    Timeout::new(0, || {
        if let Some(window) = web_sys::window() {
            // Fails where the browser has no printing; then its own menu says so, too.
            let _ = window.print();
        }
    })
    .forget();
}

fn show_theme(theme: Theme) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.word()),
    };
}
