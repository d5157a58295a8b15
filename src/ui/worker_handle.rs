//! The page's end of a port: starts a worker, queues requests until it is ready, hands events on,
//! replaces a worker that broke. Knows nothing of what the messages mean.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ErrorEvent, MessageEvent, Url, Worker};

use crate::engine::finding::Failure;
use crate::engine::session::protocol::BUILD;
use crate::locks;
use crate::port;
use crate::say;
use crate::ui::worker_program::{Name, WorkerProgram};

/// What a worker is asked and what it tells, as far as a handle must know.
pub trait Port: 'static {
    /// What it is asked.
    type Request: Serialize;
    /// What it tells.
    type Event: DeserializeOwned;

    /// The greeting.
    fn hello(build: String) -> Self::Request;

    /// The build, when the event says that the worker is there.
    fn ready(event: &Self::Event) -> Option<&str>;

    /// The last words, when the event is these.
    fn last_words(event: &Self::Event) -> Option<&str>;

    /// The worker broke.
    fn broken(message: String) -> Self::Event;

    /// A request could not be sent.
    fn failed(failure: Failure) -> Self::Event;
}

/// Takes every event of a worker with the blobs beside it, the first `Ready` included, and which start
/// of a worker it belongs to: an event may wait in the page while its worker is ended.
pub type OnEvent<P> = Rc<dyn Fn(<P as Port>::Event, Vec<Blob>, u32)>;

/// A request with what travels beside it.
type Queued<P> = (<P as Port>::Request, Vec<Blob>);

/// A worker that is running or was ended. Clones are the same worker.
pub struct WorkerHandle<P: Port> {
    inner: Rc<Inner<P>>,
}

impl<P: Port> Clone for WorkerHandle<P> {
    fn clone(&self) -> WorkerHandle<P> {
        WorkerHandle {
            inner: Rc::clone(&self.inner),
        }
    }
}

struct Inner<P: Port> {
    on_event: OnEvent<P>,
    /// `None` until it is loaded.
    program: RefCell<Option<Rc<WorkerProgram>>>,
    running: RefCell<Option<Running>>,
    /// Requests until the worker is ready.
    queue: RefCell<Vec<Queued<P>>>,
    /// The worker broke and none was started in its place.
    is_broken: Cell<bool>,
    /// Counts the starts, so that a late message of a worker that was ended is not mistaken.
    n_starts: Cell<u32>,
}

/// One started worker with what must live as long as it does.
struct Running {
    worker: Worker,
    address: String,
    ready: bool,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl<P: Port> WorkerHandle<P> {
    /// Loads the worker's program and starts it. `on_event` is called from the page's event loop,
    /// never from inside a method of this handle, except when a start fails.
    pub fn start(on_event: OnEvent<P>) -> WorkerHandle<P> {
        let handle = WorkerHandle::idle(on_event);
        let starting = handle.clone();
        wasm_bindgen_futures::spawn_local(async move {
            match starting.load(Name::Worker).await {
                Ok(()) => starting.start_or_say(),
                Err(message) => starting.broke(message),
            }
        });
        handle
    }

    /// A worker that is started later, by [`WorkerHandle::restart`].
    pub fn idle(on_event: OnEvent<P>) -> WorkerHandle<P> {
        WorkerHandle {
            inner: Rc::new(Inner {
                on_event,
                program: RefCell::new(None),
                running: RefCell::new(None),
                queue: RefCell::new(Vec::new()),
                is_broken: Cell::new(false),
                n_starts: Cell::new(0),
            }),
        }
    }

    /// Fetches and compiles the worker's program.
    ///
    /// Errors: what the browser says.
    pub(super) async fn load(&self, name: Name) -> Result<(), String> {
        let program = WorkerProgram::load(name).await.map_err(text_of)?;
        *self.inner.program.borrow_mut() = Some(Rc::new(program));
        Ok(())
    }

    /// Whether an event of that start is one of the worker that runs now.
    pub(super) fn is_current(&self, start: u32) -> bool {
        self.inner.n_starts.get() == start
    }

    fn tell(&self, event: P::Event, beside: Vec<Blob>) {
        (self.inner.on_event)(event, beside, self.inner.n_starts.get());
    }

    fn start_or_say(&self) {
        if let Err(message) = self.try_start() {
            self.tell(P::broken(message), Vec::new());
        }
    }

    /// Ends the worker that runs, if one does, and starts a new one. What was open in the old one
    /// is gone: the page opens its files and sends its decisions again.
    pub fn restart(&self) {
        self.terminate();
        self.inner.is_broken.set(false);
        self.start_or_say();
    }

    /// Starts a worker of a program that another handle loaded, unless one runs.
    pub(super) fn run_program_of(&self, other: &WorkerHandle<P>) {
        if self.inner.running.borrow().is_some() {
            return;
        }
        let program = other.inner.program.borrow().clone();
        *self.inner.program.borrow_mut() = program;
        self.restart();
    }

    /// Ends the worker at once. Requests are dropped until [`WorkerHandle::restart`].
    pub fn terminate(&self) {
        self.inner.n_starts.set(self.inner.n_starts.get() + 1);
        self.inner.queue.borrow_mut().clear();
        if let Some(running) = self.inner.running.borrow_mut().take() {
            running.end();
        }
    }

    /// Sends a request with the files beside it; keeps it until the worker is ready.
    ///
    /// Errors: the message could not be packed or posted.
    pub fn post(&self, request: P::Request, files: Vec<Blob>) -> Result<(), Failure> {
        match &*self.inner.running.borrow() {
            Some(running) if running.ready => running.send(&request, &files),
            None if self.inner.is_broken.get() => Err(Failure {
                what: say::the_part_of_the_page_that_reads().to_owned(),
                help: say::reload_the_page_and_open_the_files().to_owned(),
                can_raise: false,
            }),
            Some(_) | None => {
                self.inner.queue.borrow_mut().push((request, files));
                Ok(())
            }
        }
    }

    fn try_start(&self) -> Result<(), String> {
        let start = self.inner.n_starts.get();
        // While it loads there is nothing to do: it starts when it is there.
        let Some(program) = self.inner.program.borrow().clone() else {
            return Ok(());
        };
        let address = program.address().map_err(text_of)?;
        let worker = Worker::new(&address).map_err(text_of)?;
        worker.post_message(program.module()).map_err(text_of)?;
        let on_message = self.on_message(start);
        let on_error = self.on_error(start);
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        *self.inner.running.borrow_mut() = Some(Running {
            worker,
            address,
            ready: false,
            _on_message: on_message,
            _on_error: on_error,
        });
        Ok(())
    }

    fn on_message(&self, start: u32) -> Closure<dyn FnMut(MessageEvent)> {
        let handle = self.clone();
        Closure::new(move |message: MessageEvent| {
            if handle.inner.n_starts.get() != start {
                return;
            }
            match port::decode::<P::Event>(&message.data()) {
                Ok((event, beside)) => {
                    if let Some(message) = P::last_words(&event) {
                        return handle.broke(message.to_owned());
                    }
                    // A worker of another build would misread everything: it gets nothing.
                    if P::ready(&event) == Some(BUILD) {
                        handle.flush();
                        handle.listen_for_its_end(start);
                    }
                    handle.tell(event, beside);
                }
                Err(error) => handle.broke(error.to_string()),
            }
        })
    }

    fn on_error(&self, start: u32) -> Closure<dyn FnMut(ErrorEvent)> {
        let handle = self.clone();
        Closure::new(move |error: ErrorEvent| {
            if handle.inner.n_starts.get() == start {
                error.prevent_default();
                handle.broke(error.message());
            }
        })
    }

    /// A worker that ends without a word lets go of the lock that is named after its address.
    fn listen_for_its_end(&self, start: u32) {
        let Some((window, name)) = web_sys::window().zip(self.address()) else {
            return;
        };
        let handle = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let has_ended = locks::freed(&window.navigator(), &name).await;
            if has_ended && handle.inner.n_starts.get() == start {
                handle.broke(say::it_ended_without_saying_why().to_owned());
            }
        });
    }

    fn address(&self) -> Option<String> {
        let running = self.inner.running.borrow();
        running.as_ref().map(|running| running.address.clone())
    }

    /// The worker said it is there: greet it, then send what waited.
    fn flush(&self) {
        let failure = {
            let mut running = self.inner.running.borrow_mut();
            let Some(running) = running.as_mut() else {
                return;
            };
            running.ready = true;
            Url::revoke_object_url(&running.address).ok();
            let hello = P::hello(BUILD.to_owned());
            let queue = self.inner.queue.take();
            std::iter::once((hello, Vec::new()))
                .chain(queue)
                .find_map(|(request, files)| running.send(&request, &files).err())
        };
        if let Some(failure) = failure {
            self.tell(P::failed(failure), Vec::new());
        }
    }

    /// A worker that broke is ended before the page hears of it, so that it is told once.
    fn broke(&self, message: String) {
        // The closures that are running right now belong to the worker that is taken out here:
        // they are let go after this turn of the event loop.
        self.inner.is_broken.set(true);
        self.inner.queue.borrow_mut().clear();
        self.inner.n_starts.set(self.inner.n_starts.get() + 1);
        if let Some(running) = self.inner.running.borrow_mut().take() {
            running.end_later();
        }
        self.tell(P::broken(message), Vec::new());
    }
}

impl Running {
    fn send<R: Serialize>(&self, request: &R, files: &[Blob]) -> Result<(), Failure> {
        let parcel = port::encode(request, files).map_err(|error| failure_of(error.to_string()))?;
        self.worker
            .post_message_with_transfer(&parcel.value, &parcel.transfer)
            .map_err(|error| failure_of(text_of(error)))
    }

    fn end(&self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        Url::revoke_object_url(&self.address).ok();
    }

    fn end_later(self) {
        self.end();
        wasm_bindgen_futures::spawn_local(async move { drop(self) });
    }
}

fn failure_of(what: String) -> Failure {
    Failure {
        what,
        help: say::reload_the_page_and_open_the_files().to_owned(),
        can_raise: false,
    }
}

fn text_of(error: JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}
