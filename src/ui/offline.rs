//! Has the browser keep the page's own files, and hears of another build.
//!
//! The script that keeps them is `offline.js`, which `finish-dist` writes. It never sees a byte of a
//! case. Must never: reload the page by itself, or let another build take over by itself.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageChannel, MessageEvent, RegistrationOptions, ServiceWorker, ServiceWorkerContainer,
    ServiceWorkerRegistration, ServiceWorkerState, ServiceWorkerUpdateViaCache,
};
use yew::Callback;

use crate::app::Action;
use crate::app::offline::OfflineAction;
use crate::app::queue::Program;
use crate::say;
use crate::ui::app::App;
use crate::ui::download::text_of;
use crate::ui::own_host;

/// The script that keeps the files, beside the page.
const SCRIPT: &str = "offline.js";

/// How long comparing every file may take; on a slow line some are fetched again. Units: milliseconds.
const ANSWER_MS: u32 = 300_000;
/// How long the script's own words may come after the browser's. Units: milliseconds.
const WORDS_MS: u32 = 2_000;

/// What was set up and must go on living.
#[derive(Clone, Default)]
pub(super) struct Offline {
    registration: Rc<RefCell<Option<ServiceWorkerRegistration>>>,
    listening: Rc<RefCell<Vec<EventListener>>>,
    /// The script said why the build that is being fetched did not arrive.
    was_told: Rc<Cell<bool>>,
}

/// The build that the page says it is.
pub(super) fn build() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document
        .query_selector("meta[name=threadseal-build]")
        .ok()??;
    meta.get_attribute("content")
        .filter(|build| !build.is_empty())
}

/// Whether the page is one file, with everything inside.
pub(super) fn is_one_file() -> bool {
    web_sys::window().is_some_and(|window| {
        Reflect::has(&window, &JsValue::from_str("threadsealInside")).unwrap_or(false)
    })
}

impl App {
    /// Says which build this is.
    pub(super) fn tell_build(&self) {
        if let Some(build) = build() {
            let action = Action::Offline(OfflineAction::BuildKnown { build });
            self.later(async move { action });
        }
    }

    pub(super) fn keep_offline(&self) {
        let told = Told(self.on_action.clone());
        // What could not be loaded is asked for once more when it is needed.
        let has_all = self.state.queue.program == Program::Loaded;
        if is_one_file() {
            return self.later(async { Action::Offline(OfflineAction::OneFile) });
        }
        let offline = self.offline.clone();
        spawn_local(async move {
            let registered = match container() {
                Ok(container) => offline.register(&container, &told).await,
                Err(why) => Err(why),
            };
            // Not before: to register is to ask the host for the script.
            if has_all && own_host::shut().await.unwrap_or(false) {
                told.tell(OfflineAction::OwnHostShut);
            }
            match registered {
                Ok(registration) => offline.keep(&registration, &told).await,
                Err(why) => told.tell(OfflineAction::NotHere { why }),
            }
        });
    }

    /// The build that waits takes over, then the page is loaded anew.
    pub(super) fn use_newer_build(&self) {
        let registration = self.offline.registration.borrow();
        let waiting = registration.as_ref().and_then(|one| one.waiting());
        let (Some(waiting), Ok(container)) = (waiting, container()) else {
            return;
        };
        let taken = EventListener::once(&container, "controllerchange", |_| reload());
        let activated = waiting.clone();
        let active = EventListener::new(&waiting, "statechange", move |_| {
            if activated.state() == ServiceWorkerState::Activated {
                reload();
            }
        });
        self.offline.listening.borrow_mut().extend([taken, active]);
        // Fails only for a worker that is gone; then the next load brings the newer build.
        let _ = waiting.post_message(&JsValue::from_str("use"));
    }

    pub(super) fn drop_offline(&self) {
        let registration = self.offline.registration.borrow_mut().take();
        self.later(async move {
            if let Some(registration) = registration {
                let _ = forget(&registration).await;
            }
            Action::Offline(OfflineAction::Removed)
        });
    }
}

/// Deletes what was kept, then ends the script. Other pages of the same host keep theirs.
async fn forget(registration: &ServiceWorkerRegistration) -> Result<(), JsValue> {
    let folder = js_sys::JsString::from(registration.scope());
    let path = web_sys::Url::new(&String::from(folder))?.pathname();
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let caches = window.caches()?;
    let names = JsFuture::from(caches.keys()).await?;
    for name in js_sys::Array::from(&names)
        .iter()
        .filter_map(|name| name.as_string())
    {
        if name.starts_with(&format!("threadseal {path} ")) {
            JsFuture::from(caches.delete(&name)).await?;
        }
    }
    JsFuture::from(registration.unregister()?).await?;
    Ok(())
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // Fails where the page is on its way out already.
        let _ = window.location().reload();
    }
}

/// Where actions go.
#[derive(Clone)]
struct Told(Callback<Action>);

impl Told {
    fn tell(&self, action: OfflineAction) {
        self.0.emit(Action::Offline(action));
    }

    fn failed(&self, is_update: bool, what: String) {
        self.tell(if is_update {
            OfflineAction::UpdateFailed { what }
        } else {
            OfflineAction::Failed { what }
        });
    }
}

/// The browser's part that keeps pages.
///
/// Errors: it has none here, and why, as far as it can be known.
fn container() -> Result<ServiceWorkerContainer, String> {
    let window = web_sys::window().ok_or(say::there_is_no_window())?;
    let navigator = window.navigator();
    let found = Reflect::get(&navigator, &JsValue::from_str("serviceWorker"))
        .ok()
        .filter(JsValue::is_object);
    match found {
        Some(_) => Ok(navigator.service_worker()),
        None if !window.is_secure_context() => {
            Err(say::the_page_was_opened_over_plain_http().to_owned())
        }
        None => Err(say::this_browser_keeps_no_pages_or_not().to_owned()),
    }
}

impl Offline {
    /// Errors: the browser keeps nothing here, and why.
    async fn register(
        &self,
        container: &ServiceWorkerContainer,
        told: &Told,
    ) -> Result<ServiceWorkerRegistration, String> {
        self.hear_failures(container, told);
        let options = RegistrationOptions::new();
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        let registered = JsFuture::from(container.register_with_options(SCRIPT, &options)).await;
        let registration: ServiceWorkerRegistration = registered
            .map_err(|error| say::the_browser_did_not_keep_it_error(text_of(&error)))?
            .unchecked_into();
        *self.registration.borrow_mut() = Some(registration.clone());
        self.hear_updates(&registration, told);
        Ok(registration)
    }

    async fn keep(&self, registration: &ServiceWorkerRegistration, told: &Told) {
        match (registration.active(), registration.installing()) {
            (Some(active), _) => ask(&active, told).await,
            (None, Some(installing)) => self.follow(&installing, true, told),
            // Kept whole a moment ago: it becomes active by itself.
            (None, None) => {
                if let Some(waiting) = registration.waiting() {
                    self.follow(&waiting, true, told);
                }
            }
        }
        if registration.waiting().is_some() && registration.active().is_some() {
            told.tell(OfflineAction::NewerWaits);
        }
    }

    /// The script says which file was not the right one.
    fn hear_failures(&self, container: &ServiceWorkerContainer, told: &Told) {
        let (told, was_told) = (told.clone(), Rc::clone(&self.was_told));
        // The page is read to its end by now, so that messages are handed out.
        let serving = container.clone();
        let heard = EventListener::new(container, "message", move |event| {
            let Some(message) = event.dyn_ref::<MessageEvent>() else {
                return;
            };
            if word(&message.data(), "threadseal").as_deref() == Some("failed") {
                was_told.set(true);
                let what = word(&message.data(), "what").unwrap_or_default();
                // A page that a kept build serves goes on with it, however long comparing its files takes.
                told.failed(serving.controller().is_some(), what);
            }
        });
        self.listening.borrow_mut().push(heard);
    }

    fn hear_updates(&self, registration: &ServiceWorkerRegistration, told: &Told) {
        let (offline, told) = (self.clone(), told.clone());
        let found = registration.clone();
        let heard = EventListener::new(registration, "updatefound", move |_| {
            let first = found.active().is_none();
            if let Some(installing) = found.installing() {
                offline.follow(&installing, first, &told);
            }
        });
        self.listening.borrow_mut().push(heard);
    }

    /// A build that is being fetched: the first one, or one beside another.
    fn follow(&self, worker: &ServiceWorker, first: bool, told: &Told) {
        let (offline, followed, told) = (self.clone(), worker.clone(), told.clone());
        let arrived = Cell::new(worker.state() != ServiceWorkerState::Installing);
        self.was_told.set(false);
        let heard = EventListener::new(worker, "statechange", move |_| {
            let (worker, told) = (followed.clone(), told.clone());
            let arrived = arrived.replace(true);
            match worker.state() {
                ServiceWorkerState::Installed if !first => told.tell(OfflineAction::NewerWaits),
                ServiceWorkerState::Activated if first => {
                    spawn_local(async move { ask(&worker, &told).await });
                }
                ServiceWorkerState::Redundant if !arrived => offline.gave_up(!first, told),
                _under_way_or_replaced => {}
            }
        });
        self.listening.borrow_mut().push(heard);
    }

    /// The browser threw away what was being fetched. The script tells why, unless it could not.
    fn gave_up(&self, is_update: bool, told: Told) {
        let was_told = Rc::clone(&self.was_told);
        let later = Timeout::new(WORDS_MS, move || {
            if !was_told.replace(true) {
                told.failed(
                    is_update,
                    say::the_browser_ended_it_without_saying_why().to_owned(),
                );
            }
        });
        later.forget();
    }
}

/// Has the script compare every file that it keeps.
async fn ask(worker: &ServiceWorker, told: &Told) {
    match held(worker).await {
        Ok(answer) => {
            let what = word(&answer, "what").unwrap_or_default();
            let build = word(&answer, "build").unwrap_or_default();
            told.tell(if what.is_empty() {
                OfflineAction::Kept { build }
            } else {
                OfflineAction::Failed { what }
            });
        }
        Err(error) => told.tell(OfflineAction::Failed {
            what: text_of(&error),
        }),
    }
}

/// Errors: the worker cannot be asked, or gives no answer in time.
async fn held(worker: &ServiceWorker) -> Result<JsValue, JsValue> {
    let channel = MessageChannel::new()?;
    let port = channel.port1();
    let answer = Promise::new(&mut |resolve: Function, reject: Function| {
        let on_message = Closure::once_into_js(move |message: MessageEvent| {
            let _ = resolve.call1(&JsValue::NULL, &message.data());
        });
        port.set_onmessage(Some(on_message.unchecked_ref()));
        // After an answer it changes nothing.
        let late = Timeout::new(ANSWER_MS, move || {
            let what = JsValue::from_str(say::what_keeps_the_page_gave_no_answer());
            let _ = reject.call1(&JsValue::NULL, &what);
        });
        late.forget();
    });
    let beside = js_sys::Array::of1(&channel.port2());
    worker.post_message_with_transferable(&JsValue::from_str("held"), &beside)?;
    JsFuture::from(answer).await
}

fn word(value: &JsValue, key: &str) -> Option<String> {
    Reflect::get(value, &JsValue::from_str(key))
        .ok()?
        .as_string()
}
