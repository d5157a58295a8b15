//! Digests that the platform computes beside us, of what it can take whole. A browser has a
//! SHA-256 of its own that is several times as fast as ours and runs on another core, but it knows
//! no streams.
//!
//! Must never: decide what a digest is. A platform that has none, or fails, changes only the time.

use std::task::Poll;

use crate::engine::source::SharedSource;

/// Larger than this is never handed over whole. Units: bytes.
pub const MOST_WHOLE_BYTES: u64 = 64 << 20;

/// Smaller than this costs more to hand over than to compute. Units: bytes.
const LEAST_WHOLE_BYTES: u64 = 64 << 10;

/// Whether a size is worth asking the platform for.
pub(super) fn is_worth_it(size_bytes: u64) -> bool {
    (LEAST_WHOLE_BYTES..=MOST_WHOLE_BYTES).contains(&size_bytes)
}

/// A digest on its way; asked again until it is ready. Shape: lower-case hex digits, 64 of a SHA-256;
/// `None` when the platform failed.
pub type Coming = Box<dyn FnMut() -> Poll<Option<String>>>;

/// A platform that may compute digests.
pub trait HashesBeside {
    /// Whether there is any use in asking.
    fn is_there(&self) -> bool;

    /// This source is read soon, and then asked for as a whole.
    fn expect(&self, _source: &SharedSource) {}

    /// What was asked for is there, or nobody wants it any more.
    fn done(&self) {}

    /// SHA-256 of these bytes; `None` when the platform has no such thing.
    fn begin(&self, bytes: &[u8]) -> Option<Coming>;

    /// SHA-512 of these bytes, 128 digits; `None` when the platform has no such thing.
    fn begin_sha512(&self, _bytes: &[u8]) -> Option<Coming> {
        None
    }

    /// SHA-256 of a whole source, which the platform reads itself; `None` when it cannot.
    fn begin_source(&self, source: &SharedSource) -> Option<Coming>;
}

/// No platform: everything is computed here.
pub struct NothingBeside;

impl HashesBeside for NothingBeside {
    fn is_there(&self) -> bool {
        false
    }

    fn begin(&self, _bytes: &[u8]) -> Option<Coming> {
        None
    }

    fn begin_source(&self, _source: &SharedSource) -> Option<Coming> {
        None
    }
}

/// Digests on their way, each with what it is of.
pub(super) struct Waiting<W> {
    list: Vec<(W, u64, Coming)>,
}

impl<W> Waiting<W> {
    pub(super) fn new() -> Waiting<W> {
        Waiting { list: Vec::new() }
    }

    pub(super) fn push(&mut self, what: W, size_bytes: u64, coming: Coming) {
        self.list.push((what, size_bytes, coming));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether as much is on its way as may be held at once: the platform holds copies.
    pub(super) fn is_full(&self) -> bool {
        let on_the_way: u64 = self.list.iter().map(|(_, size_bytes, _)| size_bytes).sum();
        on_the_way >= MOST_WHOLE_BYTES
    }

    /// Takes out what is ready: what it is of, its size, its digest.
    pub(super) fn take_ready(&mut self) -> Vec<(W, u64, Option<String>)> {
        let mut ready = Vec::new();
        let mut left = Vec::new();
        for (what, size_bytes, mut coming) in self.list.drain(..) {
            match coming() {
                Poll::Ready(digest) => ready.push((what, size_bytes, digest)),
                Poll::Pending => left.push((what, size_bytes, coming)),
            }
        }
        self.list = left;
        ready
    }
}
