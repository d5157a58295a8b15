//! The seal's part of what the page does to the world: the secret is drawn here, handed to the
//! worker, and kept nowhere else.

use wasm_bindgen_futures::spawn_local;
use web_sys::Url;

use crate::app::Action;
use crate::app::sealing::SealAction;
use crate::engine::seal::Secret;
use crate::engine::session::protocol::{Event as Answer, Request, Tag};
use crate::say;
use crate::ui::app::App;
use crate::ui::download::{self, Picked};
use crate::ui::effects::Staged;

impl App {
    /// Draws the secret and asks the worker for the seal.
    pub(super) fn seal(&mut self, tag: Tag, created: String) {
        let Some(secret) = drawn_secret() else {
            let what = say::this_browser_has_no_source_of_random().to_owned();
            let failure = crate::engine::finding::Failure {
                what,
                help: say::use_a_current_browser_or_the_command().to_owned(),
                can_raise: false,
            };
            return self.later(async move {
                Action::Worker(Box::new(Answer::Failed {
                    tag: Some(tag),
                    failure,
                }))
            });
        };
        let request = Request::Seal {
            tag,
            secret,
            created,
        };
        if let Err(failure) = self.worker.post(request, Vec::new()) {
            self.later(async move {
                Action::Worker(Box::new(Answer::Failed {
                    tag: Some(tag),
                    failure,
                }))
            });
        }
    }

    /// Makes the link to the sealed package.
    pub(super) fn offer_sealed(&mut self, tag: Tag) {
        self.sealed = self.beside.remove(&tag).and_then(|blob| {
            let url = Url::create_object_url_with_blob(&blob).ok()?;
            Some(Staged {
                blob,
                url: url.into(),
            })
        });
        if self.sealed.is_none() {
            let what = say::its_bytes_did_not_arrive().to_owned();
            self.later(async move { Action::Seal(SealAction::NotSaved { what }) });
        }
    }

    /// Writes the sealed package where the person chooses.
    pub(super) fn save_sealed_to(&self, name: String) {
        let Some(sealed) = &self.sealed else {
            return;
        };
        let blob = sealed.blob.clone();
        let on_action = self.on_action.clone();
        spawn_local(async move {
            match download::save_to(name, blob).await {
                Picked::Saved => on_action.emit(Action::Seal(SealAction::Saved)),
                Picked::Cancelled => {}
                Picked::Failed(what) => {
                    on_action.emit(Action::Seal(SealAction::NotSaved { what }));
                }
            }
        });
    }
}

/// 32 random bytes from the browser's own generator, which works on plain `http:` as well.
fn drawn_secret() -> Option<Secret> {
    let mut bytes = [0; 32];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(Secret(bytes))
}
