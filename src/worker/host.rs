//! The browser as the session's host: files that were handed in, blobs to hand out, a staging place.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, SubtleCrypto};

use super::beside;
use super::blobs::BlobParts;
use super::file_source::{FileSource, Windows};
use super::staging::{Staging, Store};
use super::zone_clock::ZoneClock;
use crate::engine::archive::Given;
use crate::engine::archive::beside::{Coming, HashesBeside};
use crate::engine::open::Milestone;
use crate::engine::session::Host;
use crate::engine::session::protocol::Event;
use crate::engine::source::SharedSource;
use crate::engine::zones::{Change, changes};
use crate::port;

/// What the browser gives.
pub(super) struct BrowserHost {
    files: RefCell<Vec<(Weak<FileSource>, Blob)>>,
    windows: Rc<Windows>,
    store: Rc<Store>,
    /// Absent on pages that are not a secure context.
    subtle: Option<SubtleCrypto>,
    /// Whether the page hears from here what is open: what happens in the middle of a slice, and its
    /// digests.
    tells: bool,
    /// Nothing is written to this device.
    in_memory: bool,
}

impl BrowserHost {
    pub(super) fn new() -> BrowserHost {
        let windows = Rc::new(Windows::default());
        BrowserHost {
            files: RefCell::new(Vec::new()),
            store: Rc::new(Store::new(Rc::clone(&windows))),
            windows,
            subtle: beside::subtle(),
            tells: true,
            in_memory: false,
        }
    }

    /// For a worker whose page knows from another one what is open.
    pub(super) fn quiet() -> BrowserHost {
        BrowserHost {
            tells: false,
            ..BrowserHost::new()
        }
    }

    /// Looks for the private file system, in the background.
    pub(super) fn find_store(&self) {
        let store = Rc::clone(&self.store);
        spawn_local(async move { store.find().await });
    }

    /// A file of the page as a source.
    pub(super) fn take(&self, name: String, blob: Blob) -> Given {
        let source = Rc::new(FileSource::new(blob.clone(), Rc::clone(&self.windows)));
        let mut files = self.files.borrow_mut();
        files.retain(|(source, _)| source.strong_count() > 0);
        files.push((Rc::downgrade(&source), blob));
        Given { name, source }
    }
}

impl BrowserHost {
    /// What we keep of a source of ours.
    fn known(&self, source: &SharedSource) -> Option<(Rc<FileSource>, Blob)> {
        let address = Rc::as_ptr(source).cast::<()>();
        let files = self.files.borrow();
        let (file, blob) = files
            .iter()
            .find(|(file, _)| file.as_ptr().cast::<()>() == address)?;
        Some((file.upgrade()?, blob.clone()))
    }
}

impl HashesBeside for BrowserHost {
    fn is_there(&self) -> bool {
        self.subtle.is_some()
    }

    fn begin(&self, bytes: &[u8]) -> Option<Coming> {
        Some(beside::digest_of_bytes(self.subtle.as_ref()?, bytes))
    }

    fn begin_sha512(&self, bytes: &[u8]) -> Option<Coming> {
        Some(beside::sha512_of_bytes(self.subtle.as_ref()?, bytes))
    }

    fn expect(&self, source: &SharedSource) {
        let is_wanted = self.tells && self.subtle.is_some();
        if let Some((file, _)) = self.known(source).filter(|_| is_wanted) {
            file.fetch_whole();
        }
    }

    fn done(&self) {
        self.windows.forget_whole();
    }

    fn begin_source(&self, source: &SharedSource) -> Option<Coming> {
        let (file, _) = self.known(source)?;
        Some(beside::digest_of_buffer(self.subtle.clone()?, file.whole()))
    }
}

impl Host for BrowserHost {
    type Handle = Blob;
    type Parts = BlobParts;
    type Stage = Staging;

    fn slice(
        &self,
        source: &SharedSource,
        byte_start: u64,
        byte_len: u64,
        mime: &str,
    ) -> Option<Blob> {
        let (_, blob) = self.known(source)?;
        let end = byte_start.checked_add(byte_len)?;
        blob.slice_with_f64_and_f64_and_content_type(byte_start as f64, end as f64, mime)
            .ok()
    }

    fn still_reads(&self, source: &SharedSource) -> bool {
        self.known(source)
            .is_none_or(|(file, _)| file.still_reads())
    }

    /// What cannot be told now is told with the answer.
    fn tell(&self, event: &Event) {
        if !self.tells {
            return;
        }
        let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>();
        if let (Ok(scope), Ok(parcel)) = (scope, port::encode(event, &[])) {
            let _ = scope.post_message_with_transfer(&parcel.value, &parcel.transfer);
        }
    }

    /// A mark on the worker's time line, which a browser's tools show.
    fn passed(&self, milestone: Milestone) {
        let name = match milestone {
            Milestone::TextRead => "text read",
            Milestone::ThreadRead => "thread read",
            Milestone::SearchBegun => "search begun",
            Milestone::SearchDone => "search done",
            Milestone::PackageDigested => "package digested",
        };
        let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>();
        if let Some(performance) = scope.ok().and_then(|scope| scope.performance()) {
            // Fails only for names that are reserved.
            let _ = performance.mark(name);
        }
    }

    fn clock_changes(&self, zone: &str, between: Range<i64>) -> Option<Vec<Change>> {
        let clock = ZoneClock::of(zone)?;
        changes(between, &mut |at| clock.ahead_at(at))
    }

    fn clock_ahead(&self, zone: &str, at: i64) -> Option<i32> {
        ZoneClock::of(zone)?.ahead_at(at)
    }

    fn parts(&mut self) -> BlobParts {
        BlobParts::default()
    }

    fn stage_in_memory(&mut self, on: bool) {
        self.in_memory = on;
    }

    fn stage(&mut self) -> Staging {
        Staging::new(Rc::clone(&self.store), self.in_memory)
    }
}
