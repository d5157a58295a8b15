//! The page's end of the port: starts the worker, queues requests until it is ready, hands events
//! on, replaces a worker that broke. Knows nothing of what the messages mean.
//!
//! The worker starts from a `blob:` address, because only such a worker is bound by the page's
//! security policy; one started from its own address could reach any host.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageEvent, Url, Worker};

use crate::engine::finding::Failure;
use crate::engine::session::protocol::{BUILD, Event, Request};
use crate::port;

/// Takes every event of the worker with the blobs beside it, the first `Ready` included.
pub type OnEvent = Rc<dyn Fn(Event, Vec<Blob>)>;

/// A worker that is running or was ended. Clones are the same worker.
#[derive(Clone)]
pub struct WorkerHandle {
    inner: Rc<Inner>,
}

struct Inner {
    on_event: OnEvent,
    running: RefCell<Option<Running>>,
    /// Counts the starts, so that a late message of a worker that was ended is not mistaken.
    n_starts: Cell<u32>,
}

/// One started worker with what must live as long as it does.
struct Running {
    worker: Worker,
    address: String,
    ready: bool,
    queue: Vec<(Request, Vec<Blob>)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl WorkerHandle {
    /// Starts a worker. `on_event` is called from the page's event loop, never from inside a
    /// method of this handle, except with `Broken` when a start fails.
    pub fn start(on_event: OnEvent) -> WorkerHandle {
        let handle = WorkerHandle {
            inner: Rc::new(Inner {
                on_event,
                running: RefCell::new(None),
                n_starts: Cell::new(0),
            }),
        };
        handle.restart();
        handle
    }

    /// Ends the worker that runs, if one does, and starts a new one. What was open in the old one
    /// is gone: the page opens its files and sends its decisions again.
    pub fn restart(&self) {
        self.terminate();
        if let Err(message) = self.try_start() {
            (self.inner.on_event)(Event::Broken { message }, Vec::new());
        }
    }

    /// Ends the worker at once. Requests are dropped until [`WorkerHandle::restart`].
    pub fn terminate(&self) {
        self.inner.n_starts.set(self.inner.n_starts.get() + 1);
        if let Some(running) = self.inner.running.borrow_mut().take() {
            running.end();
        }
    }

    /// Whether a worker runs or is starting.
    pub fn is_running(&self) -> bool {
        self.inner.running.borrow().is_some()
    }

    /// Sends a request with the files beside it; keeps it until the worker is ready.
    ///
    /// Errors: the message could not be packed or posted.
    pub fn post(&self, request: Request, files: Vec<Blob>) -> Result<(), Failure> {
        let mut running = self.inner.running.borrow_mut();
        match running.as_mut() {
            Some(running) if running.ready => running.send(&request, &files),
            Some(running) => {
                running.queue.push((request, files));
                Ok(())
            }
            None => Err(Failure {
                what: "the part of the page that reads files is not running".to_owned(),
                help: "Reload the page and open the files again".to_owned(),
            }),
        }
    }

    fn try_start(&self) -> Result<(), String> {
        let start = self.inner.n_starts.get();
        let address = start_address().map_err(text_of)?;
        let worker = Worker::new(&address).map_err(text_of)?;
        let on_message = self.on_message(start);
        let on_error = self.on_error(start);
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        *self.inner.running.borrow_mut() = Some(Running {
            worker,
            address,
            ready: false,
            queue: Vec::new(),
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
            match port::decode::<Event>(&message.data()) {
                Ok((Event::Broken { message }, _)) => handle.broke(message),
                Ok((event, beside)) => {
                    // A worker of another build would misread everything: it gets nothing.
                    if matches!(&event, Event::Ready { build } if build == BUILD) {
                        handle.flush();
                    }
                    (handle.inner.on_event)(event, beside);
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

    /// The worker said it is there: greet it, then send what waited.
    fn flush(&self) {
        let failure = {
            let mut running = self.inner.running.borrow_mut();
            let Some(running) = running.as_mut() else {
                return;
            };
            running.ready = true;
            Url::revoke_object_url(&running.address).ok();
            let hello = Request::Hello {
                build: BUILD.to_owned(),
            };
            let queue = std::mem::take(&mut running.queue);
            std::iter::once((hello, Vec::new()))
                .chain(queue)
                .find_map(|(request, files)| running.send(&request, &files).err())
        };
        if let Some(failure) = failure {
            (self.inner.on_event)(Event::Failed { tag: None, failure }, Vec::new());
        }
    }

    /// A worker that broke is ended before the page hears of it, so that it is told once.
    fn broke(&self, message: String) {
        // The closures that are running right now belong to the worker that is taken out here:
        // they are let go after this turn of the event loop.
        self.inner.n_starts.set(self.inner.n_starts.get() + 1);
        if let Some(running) = self.inner.running.borrow_mut().take() {
            running.end_later();
        }
        (self.inner.on_event)(Event::Broken { message }, Vec::new());
    }
}

impl Running {
    fn send(&self, request: &Request, files: &[Blob]) -> Result<(), Failure> {
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

/// The `blob:` address of a script that loads the worker's own files and nothing else.
fn start_address() -> Result<String, JsValue> {
    let base = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok().flatten())
        .ok_or_else(|| JsValue::from_str("the page has no address"))?;
    let script = js_text(&Url::new_with_base("worker.js", &base)?.href());
    let wasm = js_text(&Url::new_with_base("worker_bg.wasm", &base)?.href());
    // A rejected promise does not reach `onerror`; an error thrown from a timer does.
    let text = format!(
        "importScripts({script});\
         wasm_bindgen({{module_or_path:{wasm}}}).catch(e=>setTimeout(()=>{{throw e}}))"
    );
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob =
        Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(&text)), &options)?;
    Url::create_object_url_with_blob(&blob)
}

/// The text as a string of the script, quotes included.
fn js_text(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

fn failure_of(what: String) -> Failure {
    Failure {
        what,
        help: "Reload the page and open the files again".to_owned(),
    }
}

fn text_of(error: JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}
