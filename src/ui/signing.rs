//! The key's part of what the page does to the world: made, kept and used by the browser, which lets
//! nobody read its private half; where a browser has no such keys, random bytes for the worker.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CryptoKey, File, SubtleCrypto};

use crate::app::Action;
use crate::app::signing::SignAction;
use crate::engine::finding::Explain;
use crate::engine::package::{Addition, ending_of};
use crate::engine::seal::Secret;
use crate::engine::session::protocol::{Event as Answer, Request, SignRequest, Tag};
use crate::engine::sign::request::time_request;
use crate::engine::sign::{PublicKey, RawSignature, signature_files, to_be_signed};
use crate::engine::verify::Signable;
use crate::say;
use crate::ui::app::App;
use crate::ui::download::{self, Picked, text_of};
use crate::ui::effects::staged;
use crate::ui::files::{Chosen, bytes_of_file};
use crate::ui::keep;

impl App {
    /// Looks for the key that is kept.
    pub(super) fn find_key(&self) {
        self.later(async {
            let public = match keep::key().await {
                Ok(Some(pair)) => public_of(&pair).await.ok().flatten(),
                Ok(None) | Err(_) => None,
            };
            Action::Sign(SignAction::KeyFound { public })
        });
    }

    /// Makes a key: kept by the browser where it keeps any, else by the worker while it lives.
    pub(super) fn make_key(&self, tag: Tag) {
        if subtle().is_some() {
            return self.later(async {
                Action::Sign(match made_and_kept().await {
                    Ok(public) => SignAction::KeyFound { public },
                    Err(error) => SignAction::NotDone {
                        what: say::no_key_could_be_made_error(text_of(&error)),
                    },
                })
            });
        }
        let Some(number) = drawn::<32>() else {
            return self.no_chance();
        };
        let number = Secret(number);
        let request = Request::Sign(SignRequest::MakeKey { tag, number });
        if let Err(failure) = self.worker.post(request, Vec::new()) {
            let tag = Some(tag);
            self.later(async move { Action::Worker(Box::new(Answer::Failed { tag, failure })) });
        }
    }

    fn no_chance(&self) {
        self.later(async {
            let what = say::this_browser_has_no_source_of_random().to_owned();
            Action::Sign(SignAction::NotDone { what })
        });
    }

    /// Throws the kept key away.
    pub(super) fn forget_key(&self) {
        self.later(async {
            Action::Sign(match keep::save_key(None).await {
                Ok(()) => SignAction::KeyFound { public: None },
                Err(error) => SignAction::NotDone {
                    what: say::the_key_could_not_be_thrown_away(text_of(&error)),
                },
            })
        });
    }

    /// Signs with the kept key.
    pub(super) fn sign_with_key(&self, subjects: Vec<Signable>) {
        self.later(async move {
            Action::Sign(match signed(&subjects).await {
                Ok(additions) => SignAction::Signed { additions },
                Err(error) => SignAction::NotDone {
                    what: say::the_browser_could_not_sign_error(text_of(&error)),
                },
            })
        });
    }

    /// Draws a nonce and offers the request for saving.
    pub(super) fn save_time_request(&self, name: &str, message: &[u8]) {
        let Some(nonce) = drawn::<8>() else {
            return self.no_chance();
        };
        let bytes = Uint8Array::from(time_request(message, nonce).as_slice());
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&bytes));
        let saved = blob.and_then(|blob| download::save_blob(name, &blob));
        self.report(saved.map_err(|error| text_of(&error)), name);
    }

    /// Reads files that are to be added.
    pub(super) fn read_additions(&self, chosen: Chosen) {
        self.later(async move {
            Action::Sign(match read(&chosen.files).await {
                Ok(files) => SignAction::FilesRead { files },
                Err(what) => SignAction::NotDone { what },
            })
        });
    }

    /// Makes the link to the package with more files.
    pub(super) fn offer_added(&mut self, tag: Tag) {
        self.added = self.beside.remove(&tag).and_then(staged);
        if self.added.is_none() {
            self.later(async {
                let what = say::the_packages_bytes_did_not_arrive().to_owned();
                Action::Sign(SignAction::NotDone { what })
            });
        }
    }

    /// Writes it where the person chooses.
    pub(super) fn save_added_to(&self, name: String) {
        let Some(added) = &self.added else {
            return;
        };
        let blob = added.blob.clone();
        let on_action = self.on_action.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Picked::Failed(what) = download::save_to(name, blob).await {
                let what = say::the_package_could_not_be_written_there(what);
                on_action.emit(Action::Sign(SignAction::NotDone { what }));
            }
        });
    }
}

/// Absent on pages that are not a secure context.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.dyn_into().ok()
}

fn needed() -> Result<SubtleCrypto, JsValue> {
    subtle().ok_or_else(|| JsValue::from_str(say::it_has_no_keys_of_its_own()))
}

/// Random bytes from the browser's own generator, which works on plain `http:` as well.
fn drawn<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// `{name: "ECDSA", …}`.
fn algorithm(key: &str, value: &JsValue) -> Result<Object, JsValue> {
    let out = Object::new();
    Reflect::set(&out, &"name".into(), &"ECDSA".into())?;
    Reflect::set(&out, &key.into(), value)?;
    Ok(out)
}

async fn awaited(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

/// A new pair whose private half nobody can read.
async fn made_and_kept() -> Result<Option<PublicKey>, JsValue> {
    let p256 = algorithm("namedCurve", &"P-256".into())?;
    let uses = Array::of2(&"sign".into(), &"verify".into());
    let pair = awaited(needed()?.generate_key_with_object(&p256, false, &uses)?).await?;
    keep::save_key(Some(&pair)).await?;
    public_of(&pair).await
}

fn half(pair: &JsValue, which: &str) -> Result<CryptoKey, JsValue> {
    Reflect::get(pair, &which.into())?.dyn_into()
}

async fn public_of(pair: &JsValue) -> Result<Option<PublicKey>, JsValue> {
    let key = half(pair, "publicKey")?;
    let raw = awaited(needed()?.export_key("raw", &key)?).await?;
    Ok(PublicKey::from_point(&Uint8Array::new(&raw).to_vec()))
}

async fn signed(subjects: &[Signable]) -> Result<Vec<Addition>, JsValue> {
    let gone = || JsValue::from_str(say::the_key_is_not_there_any_more());
    let pair = keep::key().await?.ok_or_else(gone)?;
    let public = public_of(&pair).await?.ok_or_else(gone)?;
    let key = half(&pair, "privateKey")?;
    let mut additions = Vec::new();
    for subject in subjects {
        let over_ssh = raw_signature(&key, &to_be_signed(&subject.bytes)).await?;
        let over_message = raw_signature(&key, &subject.bytes).await?;
        let files = signature_files(&public, &over_ssh, &over_message).into_iter();
        additions.push(Addition {
            covers: subject.path.clone(),
            files: files
                .map(|(ending, bytes)| (ending.to_owned(), bytes))
                .collect(),
        });
    }
    Ok(additions)
}

async fn raw_signature(key: &CryptoKey, message: &[u8]) -> Result<RawSignature, JsValue> {
    let sha256 = algorithm("hash", &"SHA-256".into())?;
    let message = Uint8Array::from(message);
    let promise = needed()?.sign_with_object_and_buffer_source(&sha256, key, &message)?;
    let raw = Uint8Array::new(&awaited(promise).await?).to_vec();
    let numbers = raw.try_into();
    numbers
        .map(RawSignature)
        .map_err(|_| JsValue::from_str(say::its_signature_is_not_of_64_bytes()))
}

/// Name and content of each.
///
/// Errors: what cannot be read or added, and why.
async fn read(files: &[File]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut out = Vec::new();
    for file in files {
        let name = file.name();
        ending_of(&name, file.size() as u64).map_err(|error| error.to_failure().what)?;
        let bytes = bytes_of_file(file).await;
        let bytes = bytes.map_err(|error| {
            say::name_could_not_be_read_error(format_args!("{:?}", name), text_of(&error))
        })?;
        out.push((name, bytes));
    }
    Ok(out)
}
