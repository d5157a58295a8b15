//! The browser's own SHA-256 and SHA-512, which run beside the worker and know no streams.

use std::cell::RefCell;
use std::rc::Rc;
use std::task::Poll;

use data_encoding::HEXLOWER;
use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::SubtleCrypto;

use crate::engine::archive::beside::Coming;

const SHA256: &str = "SHA-256";
const SHA512: &str = "SHA-512";

/// Absent on pages that are not a secure context.
pub(super) fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &JsValue::from_str("crypto")).ok()?;
    let subtle = Reflect::get(&crypto, &JsValue::from_str("subtle")).ok()?;
    subtle.is_object().then(|| subtle.unchecked_into())
}

/// The SHA-256 of `bytes`. The browser takes its copy before this returns, as the standard says.
pub(super) fn digest_of_bytes(subtle: &SubtleCrypto, bytes: &[u8]) -> Coming {
    of_bytes(subtle, SHA256, bytes)
}

/// The SHA-512 of `bytes`.
pub(super) fn sha512_of_bytes(subtle: &SubtleCrypto, bytes: &[u8]) -> Coming {
    of_bytes(subtle, SHA512, bytes)
}

fn of_bytes(subtle: &SubtleCrypto, name: &str, bytes: &[u8]) -> Coming {
    let promised: Result<Promise, JsValue> = subtle.digest_with_str_and_u8_array(name, bytes);
    coming(async move { JsFuture::from(promised?).await })
}

/// The digest of a whole buffer that is on its way, and never passes through our memory.
pub(super) fn digest_of_buffer(subtle: SubtleCrypto, buffer: Promise) -> Coming {
    coming(async move {
        let bytes = JsFuture::from(buffer).await?;
        digest(&subtle, bytes.unchecked_ref()).await
    })
}

async fn digest(subtle: &SubtleCrypto, bytes: &Object) -> Result<JsValue, JsValue> {
    let promise: Promise = subtle.digest_with_str_and_buffer_source(SHA256, bytes)?;
    JsFuture::from(promise).await
}

fn coming(digest: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Coming {
    let answer = Rc::new(RefCell::new(Poll::Pending));
    let slot = Rc::clone(&answer);
    spawn_local(async move {
        let hex = digest.await.ok().map(|digest| {
            let bytes = Uint8Array::new(&digest).to_vec();
            HEXLOWER.encode(&bytes)
        });
        *slot.borrow_mut() = Poll::Ready(hex);
    });
    Box::new(move || answer.borrow().clone())
}
