//! Once everything is loaded the page needs nobody any more: a second policy forbids its own host, too.
//!
//! Policies only add up: what the first one forbids stays forbidden. Workers that are started from now
//! on are bound by both; one that runs already keeps the first alone.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Document, Response, Url};

use crate::ui::offline::is_one_file;

/// What the page still needs: its programs, from memory, and what it shows, from blobs. The script that
/// keeps the files is registered by now, and the browser looks for newer ones by itself.
const POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; img-src blob:; \
                      media-src blob:; worker-src blob:; form-action 'none'; base-uri 'none'";

/// Forbids the page's own host. Returns whether anything changed: as one file the page never had one.
///
/// Errors: the page has no head.
pub(super) async fn shut() -> Result<bool, JsValue> {
    if is_one_file() {
        return Ok(false);
    }
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(JsValue::NULL)?;
    // Without its icon the page works as well.
    let _ = icon_from_memory(&document).await;
    let meta = document.create_element("meta")?;
    meta.set_attribute("http-equiv", "Content-Security-Policy")?;
    meta.set_attribute("content", POLICY)?;
    document.head().ok_or(JsValue::NULL)?.append_child(&meta)?;
    Ok(true)
}

/// Browsers ask for the icon again whenever they like: from now on they find it in memory.
#[expect(
    clippy::disallowed_methods,
    reason = "a file of the page itself, once, before its host is forbidden"
)]
async fn icon_from_memory(document: &Document) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let link = document.query_selector("link[rel~='icon']")?;
    let link = link.ok_or(JsValue::NULL)?;
    let address = link.get_attribute("href").ok_or(JsValue::NULL)?;
    let answer = JsFuture::from(window.fetch_with_str(&address)).await?;
    let answer: Response = answer.unchecked_into();
    if !answer.ok() {
        return Ok(());
    }
    let icon: Blob = JsFuture::from(answer.blob()?).await?.unchecked_into();
    link.set_attribute("href", &Url::create_object_url_with_blob(&icon)?)
}
