//! Hands bytes to the person: through a download, the clipboard, or a place the person picks.

use crate::say;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, Window};

/// How long an address lives after the click, so that the browser has begun to read it.
const ADDRESS_LIVES_MS: u32 = 60_000;

/// Offers a text for saving.
///
/// Errors: what the browser says.
pub fn save_text(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&JsValue::from_str(text));
    save_blob(
        name,
        &Blob::new_with_str_sequence_and_options(&parts, &options)?,
    )
}

/// Offers bytes for saving. The name was made tame before.
///
/// Errors: what the browser says.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    // The type of what is saved never matters to us, and must never make a browser show it.
    let plain =
        blob.slice_with_f64_and_f64_and_content_type(0.0, blob.size(), "application/octet-stream")?;
    let url = Url::create_object_url_with_blob(&plain)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Timeout::new(ADDRESS_LIVES_MS, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Puts a text on the clipboard. Returns whether it worked.
pub async fn copy(text: String) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Absent where the page is not in a secure context.
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or_default();
    if clipboard.is_undefined() {
        return false;
    }
    let promise = window.navigator().clipboard().write_text(&text);
    JsFuture::from(promise).await.is_ok()
}

/// Whether the browser lets a person pick where a file goes.
pub fn has_picker() -> bool {
    web_sys::window().is_some_and(|window| picker(&window).is_some())
}

fn picker(window: &Window) -> Option<Function> {
    Reflect::get(window, &"showSaveFilePicker".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// What came of picking a place.
pub enum Picked {
    /// The bytes stand there.
    Saved,
    /// The person changed their mind.
    Cancelled,
    /// What the browser says.
    Failed(String),
}

/// Lets the person pick a place and writes the bytes there, without holding them in memory.
pub async fn save_to(name: String, blob: Blob) -> Picked {
    match try_save_to(&name, &blob).await {
        Ok(()) => Picked::Saved,
        Err(error) if error_name(&error) == "AbortError" => Picked::Cancelled,
        Err(error) => Picked::Failed(text_of(&error)),
    }
}

async fn try_save_to(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let picker = picker(&window).ok_or(JsValue::NULL)?;
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    let handle = called(&picker, &window, &[&options]).await?;
    let writable = call(&handle, "createWritable", &[]).await?;
    let stream = blob.stream();
    call(&stream, "pipeTo", &[&writable]).await?;
    Ok(())
}

/// Calls a method that gives a promise, and waits for it.
async fn call(on: &JsValue, method: &str, with: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(on, &method.into())?.dyn_into()?;
    called(&method, on, with).await
}

async fn called(function: &Function, on: &JsValue, with: &[&JsValue]) -> Result<JsValue, JsValue> {
    let arguments: Array = with.iter().copied().collect();
    let promise: Promise = function.apply(on, &arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

fn error_name(error: &JsValue) -> String {
    Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_default()
}

/// An error of the browser in words.
pub fn text_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .filter(|message| message.contains(char::is_alphanumeric));
    if error_name(error) == "QuotaExceededError" {
        return say::the_space_that_the_browser_gives_to().to_owned();
    }
    match (error_name(error), message) {
        (name, Some(message)) if !name.is_empty() => format!("{name}: {message}"),
        (_, Some(message)) => message,
        (name, None) if !name.is_empty() => name,
        (_, None) => error
            .as_string()
            .unwrap_or_else(|| say::the_browser_gave_no_reason().to_owned()),
    }
}
