//! The loop of a worker: a message in, a slice of work, events out. Between two slices the browser
//! delivers the messages that came meanwhile, so that Cancel is heard.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use super::desk::Desk;
use super::examiner_desk::ExaminerDesk;
use super::failure::text_of;
use super::maker_desk::MakerDesk;
use super::session_desk::SessionDesk;
use crate::engine::session::Work;
use crate::locks;
use crate::port::{self, MAKER};

/// How long the platform is given before it is asked again.
const WAIT_MS: i32 = 4;

struct Runner<D> {
    scope: DedicatedWorkerGlobalScope,
    desk: RefCell<D>,
    /// A message to ourselves: unlike a timer it is not held back by the browser.
    nudge: MessagePort,
    is_nudged: Cell<bool>,
    on_timer: RefCell<Option<Closure<dyn FnMut()>>>,
    /// Said to be ready: from then on idle time is used for practice.
    may_practise: Cell<bool>,
}

/// Starts the worker's program; it runs until the page ends it.
pub fn start() {
    serve::<SessionDesk>();
}

/// Starts the program of what is not needed to read: the maker in a worker of that name, else the
/// examiner. It runs until the page ends it.
pub fn start_examiner() {
    let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>();
    if scope.is_ok_and(|scope| scope.name() == MAKER) {
        serve::<MakerDesk>();
    } else {
        serve::<ExaminerDesk>();
    }
}

fn serve<D: Desk>() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    tell_of_panics::<D>();
    if let Err(thrown) = run::<D>(scope.clone()) {
        post_broken::<D>(&scope, text_of(&thrown));
    }
}

fn run<D: Desk>(scope: DedicatedWorkerGlobalScope) -> Result<(), JsValue> {
    let channel = MessageChannel::new()?;
    let runner = Rc::new(Runner {
        scope: scope.clone(),
        desk: RefCell::new(D::new()),
        nudge: channel.port2(),
        is_nudged: Cell::new(false),
        on_timer: RefCell::new(None),
        may_practise: Cell::new(false),
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
        say_ready::<D>(scope).await;
        idle.may_practise.set(true);
        idle.nudge();
    });
    Ok(())
}

/// Says so when the page can hear of our end: our address is the name of a lock that we hold until
/// then. Where there are no locks, an end without an error stays unheard.
async fn say_ready<D: Desk>(scope: DedicatedWorkerGlobalScope) {
    let address = scope.location().href();
    locks::hold_forever(&scope.navigator(), &address).await;
    post::<D>(&scope, &D::ready(), &[]);
}

impl<D: Desk> Runner<D> {
    fn take(&self, data: &JsValue) {
        match port::decode::<D::Request>(data) {
            Ok((request, beside)) => self.desk.borrow_mut().take(request, beside),
            Err(error) => return post_broken::<D>(&self.scope, error.to_string()),
        }
        self.deliver();
        self.nudge();
    }

    fn work(&self) {
        let work = self.desk.borrow_mut().step();
        self.deliver();
        match work {
            Work::More => self.nudge(),
            Work::Wait => self.nudge_later(),
            Work::Idle => self.practise(),
        }
    }

    /// A round of practice. The message to ourselves lets others in between two.
    fn practise(&self) {
        if self.may_practise.get() && self.desk.borrow_mut().warm_up() {
            self.nudge();
        }
    }

    fn deliver(&self) {
        let events = self.desk.borrow_mut().events();
        for (event, beside) in events {
            post::<D>(&self.scope, &event, &beside);
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

fn post<D: Desk>(scope: &DedicatedWorkerGlobalScope, event: &D::Event, beside: &[Blob]) {
    let posted = port::encode(event, beside)
        .map_err(|error| error.to_string())
        .and_then(|parcel| {
            scope
                .post_message_with_transfer(&parcel.value, &parcel.transfer)
                .map_err(|thrown| text_of(&thrown))
        });
    if let Err(message) = posted {
        post_broken::<D>(scope, message);
    }
}

/// Last words; nothing is left to do when they do not get through either.
fn post_broken<D: Desk>(scope: &DedicatedWorkerGlobalScope, message: String) {
    if let Ok(parcel) = port::encode(&D::broken(message), &[]) {
        scope
            .post_message_with_transfer(&parcel.value, &parcel.transfer)
            .ok();
    }
}

/// After a panic this instance is not to be used any more: the page is told and starts another.
fn tell_of_panics<D: Desk>() {
    // The hook must be `Send`, which the scope is not: it is asked for when it is needed.
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
            post_broken::<D>(&scope, panic.to_string());
        }
    }));
}
