//! A `File` or `Blob` as a [`Source`]: read by range and synchronously, as only a worker can.
//!
//! Every read costs the browser about a millisecond, whatever its size. So small reads are served
//! from windows that were read ahead, and a window grows while reading goes straight on. The
//! windows are in the browser's memory, not in ours, which never shrinks.

use std::cell::{Cell, RefCell};
use std::io;
use std::ops::RangeInclusive;
use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, FileReaderSync};

use super::failure::{io_error, is_page_from_a_file, not_from_a_file};
use crate::engine::archive::beside::MOST_WHOLE_BYTES;
use crate::engine::source::Source;

/// First window of a place. Units: bytes.
const SMALL_WINDOW: u64 = 64 << 10;
/// Largest window of reading that goes straight on. Units: bytes.
const LARGE_WINDOW: u64 = 16 << 20;
/// How much a window grows each time.
const GROWTH: u64 = 4;
/// Reads of this size and more go past the windows. Units: bytes.
const DIRECT_BYTES: usize = 4 << 20;
/// Sizes of files that are worth having whole. Units: bytes.
const WHOLE_BYTES: RangeInclusive<u64> = 1 << 20..=MOST_WHOLE_BYTES;
/// Windows over all files together.
const MAX_WINDOWS: usize = 3;

/// One file that can be read at an offset.
pub(super) struct FileSource {
    blob: Blob,
    size_bytes: u64,
    number: u32,
    windows: Rc<Windows>,
}

/// What was read ahead, over all files.
#[derive(Default)]
pub(super) struct Windows {
    inner: RefCell<Inner>,
    /// A file could be read. Apart, since it is asked while the windows are being filled.
    has_read: Cell<bool>,
}

#[derive(Default)]
struct Inner {
    /// The one used last stands last.
    windows: Vec<Window>,
    n_files: u32,
    whole: Option<Whole>,
}

/// A file that the browser reads whole while we do something else: its own digest wants it so, and
/// everything else is read from there as soon as it is there.
struct Whole {
    file: u32,
    promise: Promise,
    bytes: Option<Uint8Array>,
}

impl Windows {
    /// The browser's reason, unless it seems to be another: WebKitGTK lets no worker of a page that was
    /// opened from a file read what a person chose, and says of each file that it is not there.
    fn why_not_read(&self, thrown: &JsValue) -> io::Error {
        let error = io_error(thrown);
        if error.kind() == io::ErrorKind::NotFound && !self.has_read.get() && is_page_from_a_file()
        {
            return not_from_a_file();
        }
        error
    }

    /// Lets go of the file that is held whole.
    pub(super) fn forget_whole(&self) {
        self.inner.borrow_mut().whole = None;
    }
}

struct Window {
    file: u32,
    start: u64,
    bytes: Uint8Array,
}

impl Window {
    fn end(&self) -> u64 {
        self.start + u64::from(self.bytes.length())
    }

    fn holds(&self, file: u32, at: u64) -> bool {
        self.file == file && self.start <= at && at < self.end()
    }
}

impl FileSource {
    /// Nothing is read yet.
    pub(super) fn new(blob: Blob, windows: Rc<Windows>) -> FileSource {
        let number = {
            let mut inner = windows.inner.borrow_mut();
            inner.n_files += 1;
            inner.n_files
        };
        FileSource {
            size_bytes: blob.size() as u64,
            blob,
            number,
            windows,
        }
    }

    /// Has the browser read all of it meanwhile, when it is of a fitting size and no other file is
    /// held so.
    pub(super) fn fetch_whole(&self) {
        let mut inner = self.windows.inner.borrow_mut();
        if inner.whole.is_some() || !WHOLE_BYTES.contains(&self.size_bytes) {
            return;
        }
        let promise: Promise = self.blob.array_buffer().unchecked_into();
        inner.whole = Some(Whole {
            file: self.number,
            promise: promise.clone(),
            bytes: None,
        });
        let (windows, file) = (Rc::clone(&self.windows), self.number);
        spawn_local(async move {
            let Ok(buffer) = JsFuture::from(promise).await else {
                // It is read in parts then, and whoever does says what is wrong.
                return windows.forget_whole();
            };
            let mut inner = windows.inner.borrow_mut();
            if let Some(whole) = inner.whole.as_mut().filter(|whole| whole.file == file) {
                whole.bytes = Some(Uint8Array::new(&buffer));
            }
        });
    }

    /// All of it as an `ArrayBuffer`.
    pub(super) fn whole(&self) -> Promise {
        let inner = self.windows.inner.borrow();
        let whole = inner.whole.as_ref();
        match whole.filter(|whole| whole.file == self.number) {
            Some(whole) => whole.promise.clone(),
            None => self.blob.array_buffer().unchecked_into(),
        }
    }

    /// Copies from the whole file, when it is there; whether it was.
    fn copy_from_whole(&self, offset: u64, buf: &mut [u8]) -> bool {
        let inner = self.windows.inner.borrow();
        let whole = inner
            .whole
            .as_ref()
            .filter(|whole| whole.file == self.number);
        let Some(bytes) = whole.and_then(|whole| whole.bytes.as_ref()) else {
            return false;
        };
        let (start, end) = (offset as u32, offset as u32 + buf.len() as u32);
        let is_there = end <= bytes.length();
        if is_there {
            bytes.subarray(start, end).copy_to(buf);
        }
        is_there
    }

    /// Asks the browser for one byte, past everything that was read ahead.
    pub(super) fn still_reads(&self) -> bool {
        self.size_bytes == 0 || self.read(0, 1).is_ok()
    }

    fn read(&self, start: u64, len: u64) -> io::Result<Uint8Array> {
        let reader = FileReaderSync::new().map_err(|thrown| io_error(&thrown))?;
        let part = self
            .blob
            .slice_with_f64_and_f64(start as f64, (start + len) as f64)
            .map_err(|thrown| io_error(&thrown))?;
        let buffer = reader
            .read_as_array_buffer(&part)
            .map_err(|thrown| self.windows.why_not_read(&thrown))?;
        self.windows.has_read.set(true);
        let bytes = Uint8Array::new(&buffer);
        if u64::from(bytes.length()) == len {
            Ok(bytes)
        } else {
            Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the file is shorter than when it was chosen",
            ))
        }
    }

    /// A window that holds byte `at`, read if need be, at the end of the list: then with `wanted` bytes
    /// at least.
    fn window_at(&self, at: u64, wanted: u64) -> io::Result<()> {
        let mut inner = self.windows.inner.borrow_mut();
        let windows = &mut inner.windows;
        if let Some(index) = windows
            .iter()
            .position(|window| window.holds(self.number, at))
        {
            let window = windows.remove(index);
            windows.push(window);
            return Ok(());
        }
        let before = windows
            .iter()
            .position(|window| window.file == self.number && window.end() == at);
        let window = match before {
            Some(index) => {
                let before = windows.remove(index);
                (u64::from(before.bytes.length()) * GROWTH).min(LARGE_WINDOW)
            }
            None => SMALL_WINDOW,
        };
        let bytes = self.read(at, window.max(wanted).min(self.size_bytes - at))?;
        if windows.len() >= MAX_WINDOWS {
            windows.remove(0);
        }
        windows.push(Window {
            file: self.number,
            start: at,
            bytes,
        });
        Ok(())
    }

    /// Copies what the newest window holds from `at` on; how many bytes that were.
    fn copy_from_window(&self, at: u64, buf: &mut [u8]) -> usize {
        let inner = self.windows.inner.borrow();
        let Some(window) = inner
            .windows
            .last()
            .filter(|window| window.holds(self.number, at))
        else {
            return 0;
        };
        let start = (at - window.start) as u32;
        let len = ((window.end() - at) as usize).min(buf.len());
        if let Some(part) = buf.get_mut(..len) {
            window
                .bytes
                .subarray(start, start + len as u32)
                .copy_to(part);
        }
        len
    }
}

impl Source for FileSource {
    fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let end = offset.checked_add(buf.len() as u64);
        if end.is_none_or(|end| end > self.size_bytes) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if self.copy_from_whole(offset, buf) {
            return Ok(());
        }
        if buf.len() >= DIRECT_BYTES {
            self.read(offset, buf.len() as u64)?.copy_to(buf);
            return Ok(());
        }
        let mut done = 0;
        while let Some(rest) = buf.get_mut(done..).filter(|rest| !rest.is_empty()) {
            let at = offset + done as u64;
            self.window_at(at, rest.len() as u64)?;
            match self.copy_from_window(at, rest) {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                len => done += len,
            }
        }
        Ok(())
    }
}
