//! DEFLATE for what is unpacked whole, in one pass, quickly.
//!
//! Says nothing of what is wrong with a stream: where it gives up, [`super::unpacker`] reads the same
//! bytes again and says it. Where both answer, they come to the same bytes; it may answer where the
//! other one objects, so whoever uses it compares size and CRC.

use fdeflate::Decompressor;

use crate::engine::job::CALL_BYTES;

/// How far back a stream may point. Units: bytes.
const HISTORY_BYTES: usize = 32 << 10;

/// Packed bytes taken in one call. Units: bytes.
const CALL_PACKED_BYTES: usize = CALL_BYTES / 4;

/// The decoder knows streams in a wrapper only: these bytes begin one.
const WRAPPER_START: [u8; 2] = [0x78, 0x01];

/// And so many bytes of a checksum, which is not compared, end one.
const WRAPPER_END: [u8; 4] = [0; 4];

/// One packed stream on its way.
pub(super) struct QuickUnpacker {
    inner: Decompressor,
    /// What came out last, as far back as a stream may point.
    window: Vec<u8>,
    at: usize,
    /// How much of [`WRAPPER_END`] was taken. It is given once: a stream that ends too early would
    /// otherwise feed on it.
    n_end_taken: usize,
}

/// It makes no sense to this decoder.
pub(super) struct GaveUp;

impl QuickUnpacker {
    /// Errors: never, as far as is known; the wrapper is ours.
    pub(super) fn new() -> Result<QuickUnpacker, GaveUp> {
        let mut unpacker = QuickUnpacker {
            inner: Decompressor::new(),
            window: vec![0; HISTORY_BYTES + CALL_BYTES],
            at: 0,
            n_end_taken: 0,
        };
        unpacker.inner.ignore_adler32();
        unpacker.read(&WRAPPER_START)?;
        Ok(unpacker)
    }

    /// Unpacks the start of `input` behind what `out` holds, which must have the room; how many
    /// bytes of `input` are done with. An empty `input` is the end of the stream.
    pub(super) fn unpack(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<usize, GaveUp> {
        let taken = match input {
            [] => WRAPPER_END.get(self.n_end_taken..).unwrap_or_default(),
            more => more.get(..CALL_PACKED_BYTES).unwrap_or(more),
        };
        if self.at == self.window.len() {
            self.window.copy_within(self.at - HISTORY_BYTES.., 0);
            self.at = HISTORY_BYTES;
        }
        let from = self.at;
        let n_read = self.read(taken)?;
        let fresh = self.window.get(from..self.at).unwrap_or_default();
        let is_stuck = n_read == 0 && fresh.is_empty() && !self.has_ended();
        if is_stuck || out.len() + fresh.len() > out.capacity() {
            return Err(GaveUp);
        }
        out.extend_from_slice(fresh);
        if input.is_empty() {
            self.n_end_taken += n_read;
            return Ok(0);
        }
        Ok(n_read)
    }

    /// Whether the packed stream said that it is at its end.
    pub(super) fn has_ended(&self) -> bool {
        self.inner.is_done()
    }

    fn read(&mut self, input: &[u8]) -> Result<usize, GaveUp> {
        let read = self.inner.read(input, &mut self.window, self.at, false);
        let (n_read, n_written) = read.map_err(|_| GaveUp)?;
        self.at += n_written;
        Ok(n_read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use proptest::prelude::*;

    use super::*;
    use crate::engine::archive::unpacker::Unpacker;

    fn packed(bytes: &[u8], level: u32) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn quick(packed: &[u8], room: usize, piece: usize) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(room);
        let mut unpacker = QuickUnpacker::new().ok()?;
        let mut left = packed;
        while !unpacker.has_ended() {
            let input = &left[..left.len().min(piece)];
            left = &left[unpacker.unpack(input, &mut out).ok()?..];
        }
        Some(out)
    }

    fn usual(packed: &[u8], room: usize) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(room);
        let mut unpacker = Unpacker::new();
        let mut left = packed;
        while !unpacker.ended {
            let call = unpacker.fill_room(left, &mut out).ok()?;
            left = &left[call.n_read..];
        }
        Some(out)
    }

    #[test]
    fn a_long_stream_comes_out_whole_whatever_the_pieces() {
        let text: Vec<u8> = (0..3_000_000u32)
            .flat_map(|n| {
                (n.wrapping_mul(2_654_435_761) >> 20)
                    .to_string()
                    .into_bytes()
            })
            .collect();
        for level in [0, 1, 6, 9] {
            let packed = packed(&text, level);
            for piece in [1_000, 100_000, usize::MAX] {
                let out = quick(&packed, text.len(), piece).expect("a sound stream");
                assert!(out == text, "level {level}, pieces of {piece}");
            }
        }
        assert_eq!(quick(&packed(b"", 6), 0, 10), Some(Vec::new()));
    }

    #[test]
    fn a_cut_stream_is_given_up() {
        let packed = packed(&b"again and again and again ".repeat(400), 6);
        for end in 0..packed.len() {
            assert_eq!(quick(&packed[..end], 1 << 20, usize::MAX), None, "{end}");
        }
    }

    #[test]
    fn more_than_there_is_room_for_is_given_up() {
        let packed = packed(&[b'a'; 100_000], 6);
        assert_eq!(quick(&packed, 99_999, usize::MAX), None);
        assert!(quick(&packed, 100_000, usize::MAX).is_some());
    }

    proptest! {
        #[test]
        fn where_both_answer_they_say_the_same(
            words in prop::collection::vec("[a-d]{0,6}", 0..300),
            level in 0u32..10,
            flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
            piece in 1usize..200,
        ) {
            let mut packed = packed(words.concat().as_bytes(), level);
            for (at, byte) in flips {
                let at = at.index(packed.len());
                packed[at] ^= byte;
            }
            let room = 1 << 20;
            if let Some((quick, usual)) = quick(&packed, room, piece).zip(usual(&packed, room)) {
                prop_assert_eq!(quick, usual);
            }
        }
    }
}
