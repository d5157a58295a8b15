//! The worker's loop: a message in, a slice of work, events out. Between two slices the browser
//! delivers the messages that came meanwhile, so that Cancel is heard.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use super::failure::text_of;
use super::host::BrowserHost;
use crate::engine::archive::Given;
use crate::engine::session::protocol::{BUILD, Event, Request, WorkRequest};
use crate::engine::session::{Session, WarmUp, Work};
use crate::locks;
use crate::port;

/// How long the platform is given before it is asked again.
const WAIT_MS: i32 = 4;

struct Runner {
    scope: DedicatedWorkerGlobalScope,
    session: RefCell<Session<BrowserHost>>,
    /// A message to ourselves: unlike a timer it is not held back by the browser.
    nudge: MessagePort,
    is_nudged: Cell<bool>,
    on_timer: RefCell<Option<Closure<dyn FnMut()>>>,
    /// Until something is opened.
    warm_up: RefCell<Option<WarmUp>>,
}

/// Starts the worker's program; it runs until the page ends it.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    tell_of_panics();
    if let Err(thrown) = run(scope.clone()) {
        post_broken(&scope, text_of(&thrown));
    }
}

fn run(scope: DedicatedWorkerGlobalScope) -> Result<(), JsValue> {
    let channel = MessageChannel::new()?;
    let host = BrowserHost::new();
    host.find_store();
    let runner = Rc::new(Runner {
        scope: scope.clone(),
        session: RefCell::new(Session::new(host)),
        nudge: channel.port2(),
        is_nudged: Cell::new(false),
        on_timer: RefCell::new(None),
        warm_up: RefCell::new(None),
    });
    let at_timer = Rc::clone(&runner);
    *runner.on_timer.borrow_mut() = Some(Closure::new(move || at_timer.work()));
    let at_nudge = Rc::clone(&runner);
    let on_nudge = Closure::<dyn FnMut()>::new(move || {
        at_nudge.is_nudged.set(false);
        at_nudge.work();
    });
    channel
        .port1()
        .set_onmessage(Some(on_nudge.as_ref().unchecked_ref()));
    on_nudge.forget();
    let idle = Rc::clone(&runner);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        runner.take(&message.data());
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    wasm_bindgen_futures::spawn_local(async move {
        say_ready(scope).await;
        *idle.warm_up.borrow_mut() = Some(WarmUp::new());
        idle.nudge();
    });
    Ok(())
}

/// Says so when the page can hear of our end: our address is the name of a lock that we hold until
/// then. Where there are no locks, an end without an error stays unheard.
async fn say_ready(scope: DedicatedWorkerGlobalScope) {
    let address = scope.location().href();
    locks::hold_forever(&scope.navigator(), &address).await;
    let build = BUILD.to_owned();
    post(&scope, &Event::Ready { build }, &[]);
}

impl Runner {
    fn take(&self, data: &JsValue) {
        match port::decode::<Request>(data) {
            Ok((request, blobs)) => {
                let mut session = self.session.borrow_mut();
                let files = files_of(session.host_mut(), &request, blobs);
                if !files.is_empty() {
                    *self.warm_up.borrow_mut() = None;
                }
                session.handle(request, files);
            }
            Err(error) => return post_broken(&self.scope, error.to_string()),
        }
        self.deliver();
        self.nudge();
    }

    fn work(&self) {
        let work = self.session.borrow_mut().step();
        self.deliver();
        match work {
            Work::More => self.nudge(),
            Work::Wait => self.nudge_later(),
            Work::Idle => self.warm_up(),
        }
    }

    /// A round of practice. The message to ourselves lets others in between two.
    fn warm_up(&self) {
        let mut warm_up = self.warm_up.borrow_mut();
        if warm_up.as_mut().is_some_and(WarmUp::step) {
            self.nudge();
        } else {
            *warm_up = None;
        }
    }

    fn deliver(&self) {
        let events = self.session.borrow_mut().take_events();
        for (event, beside) in events {
            post(&self.scope, &event, &beside);
        }
    }

    fn nudge(&self) {
        if !self.is_nudged.replace(true) && self.nudge.post_message(&JsValue::NULL).is_err() {
            self.is_nudged.set(false);
        }
    }

    fn nudge_later(&self) {
        if self.is_nudged.get() {
            return;
        }
        if let Some(on_timer) = &*self.on_timer.borrow() {
            let function = on_timer.as_ref().unchecked_ref();
            self.scope
                .set_timeout_with_callback_and_timeout_and_arguments_0(function, WAIT_MS)
                .ok();
        }
    }
}

/// The blobs beside a request with the names it gives them.
fn files_of(host: &BrowserHost, request: &Request, blobs: Vec<Blob>) -> Vec<Given> {
    let names = match request {
        Request::Open { names, .. } => names.clone(),
        Request::Verify { name, .. } | Request::Work(WorkRequest::ReadCase { name, .. }) => {
            vec![name.clone()]
        }
        Request::Hello { .. }
        | Request::OpenSample
        | Request::Decisions { .. }
        | Request::Rows { .. }
        | Request::Find { .. }
        | Request::FindTerm { .. }
        | Request::GoToDate { .. }
        | Request::Locate { .. }
        | Request::Provenance { .. }
        | Request::Media { .. }
        | Request::Build { .. }
        | Request::DiscardPackage
        | Request::Seal { .. }
        | Request::Cancel { .. }
        | Request::CancelDigest { .. }
        | Request::ResumeDigest { .. }
        | Request::Work(_)
        | Request::LongRow { .. } => Vec::new(),
    };
    names
        .into_iter()
        .zip(blobs)
        .map(|(name, blob)| host.take(name, blob))
        .collect()
}

fn post(scope: &DedicatedWorkerGlobalScope, event: &Event, beside: &[Blob]) {
    let posted = port::encode(event, beside)
        .map_err(|error| error.to_string())
        .and_then(|parcel| {
            scope
                .post_message_with_transfer(&parcel.value, &parcel.transfer)
                .map_err(|thrown| text_of(&thrown))
        });
    if let Err(message) = posted {
        post_broken(scope, message);
    }
}

/// Last words; nothing is left to do when they do not get through either.
fn post_broken(scope: &DedicatedWorkerGlobalScope, message: String) {
    if let Ok(parcel) = port::encode(&Event::Broken { message }, &[]) {
        scope
            .post_message_with_transfer(&parcel.value, &parcel.transfer)
            .ok();
    }
}

/// After a panic this instance is not to be used any more: the page is told and starts another.
fn tell_of_panics() {
    // The hook must be `Send`, which the scope is not: it is asked for when it is needed.
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
            post_broken(&scope, panic.to_string());
        }
    }));
}
