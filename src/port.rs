//! What crosses between page and worker: an array of the message's bytes and, after them, the
//! `File`s or `Blob`s that travel beside it. Both ends use this module and nothing else to talk.
//!
//! Bytes are postcard. They are moved, not copied; a `File` or `Blob` is a reference by nature.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// The name of the worker that writes and checks packages; it runs the program of the examiner.
pub const MAKER: &str = "maker";

/// A message that cannot be written or read. Both ends are one build, so this is a fault of ours
/// or a stale worker.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// The codec refused.
    #[error("a message between page and worker could not be understood")]
    Codec {
        /// What the codec says.
        #[source]
        source: postcard::Error,
    },
    /// Not an array of bytes and blobs.
    #[error("a message between page and worker has another form than expected")]
    Form,
}

/// A message ready to be posted.
pub struct Parcel {
    /// The message.
    pub value: Array,
    /// What is moved rather than copied.
    pub transfer: Array,
}

/// Packs a message.
///
/// Errors: `Codec`.
pub fn encode<T: Serialize>(message: &T, beside: &[Blob]) -> Result<Parcel, PortError> {
    let bytes = postcard::to_allocvec(message).map_err(|source| PortError::Codec { source })?;
    let bytes = Uint8Array::from(bytes.as_slice());
    let transfer = Array::of1(&bytes.buffer());
    let value = Array::of1(&bytes);
    for blob in beside {
        value.push(blob);
    }
    Ok(Parcel { value, transfer })
}

/// Unpacks what [`encode`] packed.
///
/// Errors: [`PortError`].
pub fn decode<T: DeserializeOwned>(value: &JsValue) -> Result<(T, Vec<Blob>), PortError> {
    let value: &Array = value.dyn_ref().ok_or(PortError::Form)?;
    let mut parts = value.iter();
    let bytes: Uint8Array = parts
        .next()
        .and_then(|bytes| bytes.dyn_into().ok())
        .ok_or(PortError::Form)?;
    let message =
        postcard::from_bytes(&bytes.to_vec()).map_err(|source| PortError::Codec { source })?;
    let beside = parts
        .map(|blob| blob.dyn_into().map_err(|_| PortError::Form))
        .collect::<Result<Vec<Blob>, PortError>>()?;
    Ok((message, beside))
}
