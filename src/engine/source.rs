//! Bytes that can be read at an offset: a file on disk, a browser's `File`, or memory.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Bytes of a known size that can be read at any offset. Reading never changes them.
pub trait Source {
    /// All of them.
    fn size_bytes(&self) -> u64;

    /// Fills `buf` from `offset`.
    ///
    /// Errors: `UnexpectedEof` past the end; whatever the platform says when the file went away or
    /// changed since it was chosen.
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()>;
}

/// A source that several readers share. Not `Send`: a browser's `File` is not either.
pub type SharedSource = Rc<dyn Source>;

impl Source for Vec<u8> {
    fn size_bytes(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        self.as_slice().read_at(offset, buf)
    }
}

/// Bytes that are part of the program.
impl Source for &'static [u8] {
    fn size_bytes(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        (**self).read_at(offset, buf)
    }
}

impl Source for [u8] {
    fn size_bytes(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        let end = start
            .checked_add(buf.len())
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        buf.copy_from_slice(self.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// A part of another source.
pub struct RangeSource {
    inner: SharedSource,
    start: u64,
    len: u64,
}

impl RangeSource {
    /// The `len` bytes of `inner` from `start` on.
    pub fn new(inner: SharedSource, start: u64, len: u64) -> RangeSource {
        RangeSource { inner, start, len }
    }
}

impl Source for RangeSource {
    fn size_bytes(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let inside = offset
            .checked_add(buf.len() as u64)
            .is_some_and(|end| end <= self.len);
        if !inside {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.inner.read_at(self.start.saturating_add(offset), buf)
    }
}

/// Any `Read + Seek` as a source.
pub struct SeekSource<R> {
    inner: RefCell<R>,
    size_bytes: u64,
}

impl<R: Read + Seek> SeekSource<R> {
    /// Asks `inner` for its size once.
    ///
    /// Errors: whatever seeking says.
    pub fn new(mut inner: R) -> io::Result<SeekSource<R>> {
        let size_bytes = inner.seek(SeekFrom::End(0))?;
        Ok(SeekSource {
            inner: RefCell::new(inner),
            size_bytes,
        })
    }
}

impl<R: Read + Seek> Source for SeekSource<R> {
    fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let mut inner = self.inner.borrow_mut();
        inner.seek(SeekFrom::Start(offset))?;
        inner.read_exact(buf)
    }
}

/// Reads `len` bytes at `offset`.
///
/// Errors: as [`Source::read_at`]; `OutOfMemory` when they do not fit.
pub fn read_range(source: &dyn Source, offset: u64, len: usize) -> io::Result<Vec<u8>> {
    let past_end = offset
        .checked_add(len as u64)
        .is_none_or(|end| end > source.size_bytes());
    if past_end {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut bytes = Vec::new();
    bytes
        .try_reserve_exact(len)
        .map_err(|_| io::ErrorKind::OutOfMemory)?;
    bytes.resize(len, 0);
    source.read_at(offset, &mut bytes)?;
    Ok(bytes)
}
