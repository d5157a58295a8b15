//! What the browser throws, as the errors the engine knows.

use std::io;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, DomException};

/// An error of reading or writing, in words for people.
pub(super) fn io_error(thrown: &JsValue) -> io::Error {
    let Some(exception) = thrown.dyn_ref::<DomException>() else {
        return io::Error::other(text_of(thrown));
    };
    match exception.name().as_str() {
        "NotReadableError" | "NotFoundError" => io::Error::new(
            io::ErrorKind::NotFound,
            "the file changed or went away since it was chosen",
        ),
        "QuotaExceededError" => storage_full(),
        "SecurityError" | "NotAllowedError" => io::Error::new(
            io::ErrorKind::PermissionDenied,
            "the browser does not allow this page to read the file",
        ),
        name => io::Error::other(format!("{name}: {}", exception.message())),
    }
}

/// Whether the page was opened from a disk. A worker's own address tells: it is made by the page.
pub(super) fn is_page_from_a_file() -> bool {
    let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>();
    scope.is_ok_and(|scope| {
        let address = scope.location().href();
        address.starts_with("blob:file:") || address.starts_with("blob:null")
    })
}

/// Not one file could be read by a page that was opened from a disk.
pub(super) fn not_from_a_file() -> io::Error {
    io::Error::new(
        io::ErrorKind::PermissionDenied,
        "this page was opened from a file, and this browser lets such a page read no other file; \
         open it in Chromium, Edge, Chrome or Firefox, or from a web address. If it read files here before, \
         the file changed or went away since it was chosen",
    )
}

/// No more room for what the page stores.
pub(super) fn storage_full() -> io::Error {
    io::Error::new(
        io::ErrorKind::StorageFull,
        "the disk, or the share of it that the browser gives to this page, is full",
    )
}

/// Whatever was thrown, as text.
pub(super) fn text_of(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_else(|| format!("{thrown:?}")),
    }
}
