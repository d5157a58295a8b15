//! A worker's program: fetched and compiled once, started as often as need be.
//!
//! After that the page asks for nothing more, not even when a worker breaks and is replaced.
//!
//! A worker starts from a `blob:` address, because only such a worker is bound by the page's
//! security policy; one started from its own address could reach any host.

#![expect(
    clippy::disallowed_methods,
    reason = "the one place where the page loads files, and they are its own"
)]

use crate::say;
use js_sys::{Array, Function, JsString, Promise, Reflect, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Response, Url, Window};

/// Takes the compiled program as the first message; the program's own listener comes after it. A
/// rejected promise does not reach `onerror`; an error thrown from a timer does.
const START: &str = ";onmessage=first=>{onmessage=null;\
    wasm_bindgen({module_or_path:first.data}).catch(e=>setTimeout(()=>{throw e}))};";

/// Which program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// Reads, searches, builds, checks.
    Worker,
    /// Looks for what may have to be withheld.
    Examiner,
}

impl Name {
    fn word(self) -> &'static str {
        match self {
            Name::Worker => "worker",
            Name::Examiner => "examiner",
        }
    }

    fn script(self) -> &'static str {
        match self {
            Name::Worker => "worker.js",
            Name::Examiner => "examiner.js",
        }
    }

    fn wasm(self) -> &'static str {
        match self {
            Name::Worker => "worker_bg.wasm",
            Name::Examiner => "examiner_bg.wasm",
        }
    }
}

/// What every start of a worker needs.
pub(super) struct WorkerProgram {
    script: JsString,
    module: WebAssembly::Module,
}

impl WorkerProgram {
    /// Fetches and compiles it.
    ///
    /// Errors: what the browser says.
    pub(super) async fn load(name: Name) -> Result<WorkerProgram, JsValue> {
        let window =
            web_sys::window().ok_or_else(|| JsValue::from_str(say::there_is_no_window()))?;
        let inside = Reflect::get(&window, &JsValue::from_str("threadsealInside"))?;
        if let Ok(inside) = inside.dyn_into::<Function>() {
            return WorkerProgram::inside_the_page(&inside, name).await;
        }
        let script = window.fetch_with_str(name.script());
        let module = WebAssembly::compile_streaming(&window.fetch_with_str(name.wasm()));
        let script = JsFuture::from(answered(script).await?.text()?).await?;
        Ok(WorkerProgram {
            script: script.unchecked_into(),
            module: match JsFuture::from(module).await {
                Ok(module) => module.unchecked_into(),
                // A host that gives the file another type than it has.
                Err(_) => compiled_whole(&window, name).await?,
            },
        })
    }

    /// In the single-file edition it stands in the page. `inside` unpacks the program of a name and
    /// promises `{script: string, wasm: Uint8Array}`.
    async fn inside_the_page(inside: &Function, name: Name) -> Result<WorkerProgram, JsValue> {
        let promised = inside.call1(&JsValue::NULL, &JsValue::from_str(name.word()))?;
        let unpacked = JsFuture::from(promised.dyn_into::<Promise>()?).await?;
        let wasm = Reflect::get(&unpacked, &JsValue::from_str("wasm"))?;
        Ok(WorkerProgram {
            script: Reflect::get(&unpacked, &JsValue::from_str("script"))?.unchecked_into(),
            module: JsFuture::from(WebAssembly::compile(&wasm))
                .await?
                .unchecked_into(),
        })
    }

    /// The `blob:` address to start a worker from. Whoever asked for it takes it back.
    pub(super) fn address(&self) -> Result<String, JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        let parts = Array::of2(&self.script, &JsValue::from_str(START));
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
        Url::create_object_url_with_blob(&blob)
    }

    /// The first message to a worker that was started.
    pub(super) fn module(&self) -> &JsValue {
        &self.module
    }
}

async fn compiled_whole(window: &Window, name: Name) -> Result<WebAssembly::Module, JsValue> {
    let answer = answered(window.fetch_with_str(name.wasm())).await?;
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    let module = JsFuture::from(WebAssembly::compile(&bytes)).await?;
    Ok(module.unchecked_into())
}

async fn answered(asked: Promise) -> Result<Response, JsValue> {
    let answer: Response = JsFuture::from(asked).await?.unchecked_into();
    if answer.ok() {
        return Ok(answer);
    }
    let what = say::url_answered_with_status(answer.url(), answer.status());
    Err(js_sys::Error::new(&what).into())
}
