//! Bytes collected into a `Blob`. They leave our memory every few megabytes: the browser keeps
//! blobs in its own, and on disk when they grow large.

use std::io;

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag};

use super::failure::io_error;
use crate::engine::package::Sink;
use crate::engine::session::Parts;

/// How much is held before it is handed to the browser. Units: bytes.
const FLUSH_BYTES: usize = 16 << 20;

/// A blob being made.
#[derive(Default)]
pub(super) struct BlobParts {
    done: Array,
    pending: Vec<u8>,
}

impl BlobParts {
    fn flush(&mut self) -> io::Result<()> {
        if !self.pending.is_empty() {
            let blob = blob_of(&self.pending)?;
            self.done.push(&blob);
            self.pending.clear();
        }
        Ok(())
    }
}

/// A copy of the bytes as a blob. A view of our own memory would not do: it moves when it grows.
fn blob_of(bytes: &[u8]) -> io::Result<Blob> {
    let copy = Uint8Array::from(bytes);
    Blob::new_with_u8_array_sequence(&Array::of1(&copy)).map_err(|thrown| io_error(&thrown))
}

impl Sink for BlobParts {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.pending.len() + bytes.len() > FLUSH_BYTES {
            self.flush()?;
        }
        if bytes.len() >= FLUSH_BYTES {
            let blob = blob_of(bytes)?;
            self.done.push(&blob);
            return Ok(());
        }
        self.pending
            .try_reserve(bytes.len())
            .map_err(|_| io::ErrorKind::OutOfMemory)?;
        self.pending.extend_from_slice(bytes);
        Ok(())
    }
}

impl Parts for BlobParts {
    type Handle = Blob;

    fn finish(mut self, mime: &str) -> io::Result<Blob> {
        self.flush()?;
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        Blob::new_with_blob_sequence_and_options(&self.done, &options)
            .map_err(|thrown| io_error(&thrown))
    }
}
