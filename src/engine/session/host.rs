//! What the platform has to give: somewhere to put bytes that do not fit into memory, and a form in
//! which they can be handed to the page. The browser's is in `worker`; tests use memory.
//!
//! What has to be waited for is asked for again: `Poll::Pending` means "not yet, call later".

use std::io;
use std::ops::Range;
use std::task::Poll;

use crate::engine::archive::beside::HashesBeside;
use crate::engine::open::Milestone;
use crate::engine::package::Sink;
use crate::engine::session::protocol::Event;
use crate::engine::source::SharedSource;
use crate::engine::zones::Change;

/// The platform, as the session needs it.
pub trait Host: HashesBeside {
    /// What travels beside an event: a `Blob` in the browser.
    type Handle;
    /// Collects bytes for such a handle.
    type Parts: Parts<Handle = Self::Handle>;
    /// Takes a package.
    type Stage: Stage<Handle = Self::Handle>;

    /// A part of a source that the host itself handed in, without copying it; `None` when the
    /// source is not one of the host's.
    fn slice(
        &self,
        source: &SharedSource,
        byte_start: u64,
        byte_len: u64,
        mime: &str,
    ) -> Option<Self::Handle>;

    /// Whether a source can still be read, asked of the platform and of no memory of it. A file
    /// that was touched since it was chosen cannot.
    fn still_reads(&self, source: &SharedSource) -> bool;

    /// What the clock of a zone did between two instants, as the platform knows it; `None` when it
    /// knows no such zone. Units: seconds since 1970 in UTC.
    fn clock_changes(&self, zone: &str, between: Range<i64>) -> Option<Vec<Change>>;

    /// How far a zone's clock is ahead of UTC at an instant; `None` when there is no such zone. Units:
    /// seconds, and seconds since 1970 in UTC.
    fn clock_ahead(&self, zone: &str, at: i64) -> Option<i32>;

    /// An empty collection.
    fn parts(&mut self) -> Self::Parts;

    /// Tells the page something at once, in the middle of a long slice.
    fn tell(&self, event: &Event);

    /// A text is on its way, for a person who measures.
    fn passed(&self, milestone: Milestone);

    /// Whether what is staged from now on stands in memory alone, on no disk.
    fn stage_in_memory(&mut self, on: bool);

    /// A new, empty staging place; it may still have to be waited for.
    fn stage(&mut self) -> Self::Stage;
}

/// Bytes being collected.
pub trait Parts: Sink {
    /// As in [`Host`].
    type Handle;

    /// All of them as one, of this type.
    ///
    /// Errors: whatever the platform says.
    fn finish(self, mime: &str) -> io::Result<Self::Handle>;
}

/// A staged package: written once, then read again, then handed over or discarded.
pub trait Stage: Sink {
    /// As in [`Host`].
    type Handle;

    /// Ready to be written to.
    ///
    /// Errors: there is no place to stage a package.
    fn poll_open(&mut self) -> Poll<io::Result<()>>;

    /// Ends the writing and opens what was written for reading. What is read is what will be
    /// handed over.
    ///
    /// Errors: whatever the platform says, a full disk for example.
    fn poll_seal(&mut self) -> Poll<io::Result<SharedSource>>;

    /// What was sealed; `None` before that.
    fn handle(&self) -> Option<Self::Handle>;

    /// Throws the bytes away.
    fn discard(self);
}
