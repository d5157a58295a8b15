//! A `File` or `Blob` as a [`Source`]: read by range and synchronously, as only a worker can.
//!
//! Every read costs the browser about a millisecond, whatever its size. So small reads are served
//! from windows that were read ahead, and a window grows while reading goes straight on. The
//! windows are in the browser's memory, not in ours, which never shrinks.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use js_sys::Uint8Array;
use web_sys::{Blob, FileReaderSync};

use super::failure::io_error;
use crate::engine::source::Source;

/// First window of a place. Units: bytes.
const SMALL_WINDOW: u64 = 64 << 10;
/// Largest window of reading that goes straight on. Units: bytes.
const LARGE_WINDOW: u64 = 16 << 20;
/// How much a window grows each time.
const GROWTH: u64 = 4;
/// Reads of this size and more go past the windows. Units: bytes.
const DIRECT_BYTES: usize = 1 << 20;
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
}

#[derive(Default)]
struct Inner {
    /// The one used last stands last.
    windows: Vec<Window>,
    n_files: u32,
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
            .map_err(|thrown| io_error(&thrown))?;
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

    /// A window that holds byte `at`, read if need be, at the end of the list.
    fn window_at(&self, at: u64) -> io::Result<()> {
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
        let wanted = match before {
            Some(index) => {
                let before = windows.remove(index);
                (u64::from(before.bytes.length()) * GROWTH).min(LARGE_WINDOW)
            }
            None => SMALL_WINDOW,
        };
        let bytes = self.read(at, wanted.min(self.size_bytes - at))?;
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
        if buf.len() >= DIRECT_BYTES {
            self.read(offset, buf.len() as u64)?.copy_to(buf);
            return Ok(());
        }
        let mut done = 0;
        while let Some(rest) = buf.get_mut(done..).filter(|rest| !rest.is_empty()) {
            let at = offset + done as u64;
            self.window_at(at)?;
            match self.copy_from_window(at, rest) {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                len => done += len,
            }
        }
        Ok(())
    }
}
