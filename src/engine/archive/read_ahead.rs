//! A source that is read forward, in whole blocks.

use std::cell::RefCell;
use std::io;

use crate::engine::job::STEP_BYTES;
use crate::engine::source::{SharedSource, Source, read_range};

/// Reads whole blocks and answers small reads from the last one: thousands of small entries cost
/// a few reads.
pub(super) struct ReadAhead {
    inner: SharedSource,
    block: RefCell<(u64, Vec<u8>)>,
}

impl ReadAhead {
    pub(super) fn over(inner: SharedSource) -> ReadAhead {
        ReadAhead {
            inner,
            block: RefCell::new((0, Vec::new())),
        }
    }
}

impl Source for ReadAhead {
    fn size_bytes(&self) -> u64 {
        self.inner.size_bytes()
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        if buf.len() >= STEP_BYTES {
            return self.inner.read_at(offset, buf);
        }
        let mut block = self.block.borrow_mut();
        if let Some(bytes) = within(&block, offset, buf.len()) {
            buf.copy_from_slice(bytes);
            return Ok(());
        }
        let left = self.size_bytes().saturating_sub(offset);
        let len = left.min(STEP_BYTES as u64) as usize;
        *block = (offset, read_range(self.inner.as_ref(), offset, len)?);
        let bytes = within(&block, offset, buf.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        buf.copy_from_slice(bytes);
        Ok(())
    }
}

fn within((start, bytes): &(u64, Vec<u8>), offset: u64, len: usize) -> Option<&[u8]> {
    let from = usize::try_from(offset.checked_sub(*start)?).ok()?;
    bytes.get(from..from.checked_add(len)?)
}
