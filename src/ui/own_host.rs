//! Once everything is loaded the page needs nobody any more: a second policy forbids its own host, too.
//!
//! Policies only add up: what the first one forbids stays forbidden. Workers that are started from now
//! on are bound by both; one that runs already keeps the first alone.

use wasm_bindgen::JsValue;

use crate::ui::offline::is_one_file;

/// What the page still needs: its programs, from memory, and what it shows, from blobs. The script that
/// keeps the files is registered by now, and the browser looks for newer ones by itself.
const POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; img-src blob:; \
                      media-src blob:; worker-src blob:; form-action 'none'; base-uri 'none'";

/// Forbids the page's own host. Returns whether anything changed: as one file the page never had one.
///
/// Errors: the page has no head.
pub(super) fn shut() -> Result<bool, JsValue> {
    if is_one_file() {
        return Ok(false);
    }
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(JsValue::NULL)?;
    let meta = document.create_element("meta")?;
    meta.set_attribute("http-equiv", "Content-Security-Policy")?;
    meta.set_attribute("content", POLICY)?;
    document.head().ok_or(JsValue::NULL)?.append_child(&meta)?;
    Ok(true)
}
