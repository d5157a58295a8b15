//! DEFLATE in calls of a bounded size.
//!
//! Knows nothing of archives: packed bytes in, unpacked bytes out, and how many of each.

use flate2::{Decompress, DecompressError, FlushDecompress, Status};

use crate::engine::job::CALL_BYTES;

/// Packed bytes taken in one call. Text packs to about a fifth. Units: bytes.
const CALL_PACKED_BYTES: usize = CALL_BYTES / 4;

/// One packed stream on its way.
pub(super) struct Unpacker {
    inner: Decompress,
    /// The packed stream said that it is at its end.
    pub(super) ended: bool,
}

/// What one call came to.
pub(super) struct Call {
    pub(super) n_read: usize,
    pub(super) n_written: usize,
}

/// The packed stream makes no sense, or ends too early. How many bytes came out of it in all.
pub(super) struct Damaged(pub(super) u64);

impl Unpacker {
    pub(super) fn new() -> Unpacker {
        Unpacker {
            inner: Decompress::new(false),
            ended: false,
        }
    }

    /// Unpacks the start of `input` into the start of `out`.
    pub(super) fn fill_slice(&mut self, input: &[u8], out: &mut [u8]) -> Result<Call, Damaged> {
        let n_free = out.len().min(CALL_BYTES);
        let free = out.get_mut(..n_free).unwrap_or_default();
        self.call(|inner| inner.decompress(input, free, FlushDecompress::None))
    }

    /// Unpacks the start of `input` into the room that `out` has left, which need not be cleared.
    pub(super) fn fill_room(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<Call, Damaged> {
        let n_taken = input.len().min(CALL_PACKED_BYTES);
        let taken = input.get(..n_taken).unwrap_or_default();
        self.call(|inner| inner.decompress_vec(taken, out, FlushDecompress::None))
    }

    fn call(
        &mut self,
        unpack: impl FnOnce(&mut Decompress) -> Result<Status, DecompressError>,
    ) -> Result<Call, Damaged> {
        let (read_before, written_before) = (self.inner.total_in(), self.inner.total_out());
        let status = unpack(&mut self.inner);
        let call = Call {
            n_read: (self.inner.total_in() - read_before) as usize,
            n_written: (self.inner.total_out() - written_before) as usize,
        };
        let stuck = call.n_read == 0 && call.n_written == 0;
        match status {
            Ok(Status::StreamEnd) => self.ended = true,
            Ok(Status::Ok | Status::BufError) if !stuck => {}
            Ok(Status::Ok | Status::BufError) | Err(_) => {
                return Err(Damaged(self.inner.total_out()));
            }
        }
        Ok(call)
    }
}
