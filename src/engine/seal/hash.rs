//! SHA-256 and HMAC-SHA256 over short pieces, straight on the block function: sealing hashes a
//! hundred times a message, and each time only a block or two.

use sha2::block_api::compress256;

/// SHA-256 of something.
pub type Hash = [u8; 32];

const BLOCK: usize = 64;
/// The state before anything was taken in.
pub(super) const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// A SHA-256 that goes on from a state.
struct Sha {
    state: [u32; 8],
    block: [u8; BLOCK],
    n_bytes: u64,
}

impl Sha {
    fn from(state: [u32; 8], n_bytes: u64) -> Sha {
        Sha {
            state,
            block: [0; BLOCK],
            n_bytes,
        }
    }

    #[inline]
    fn update(&mut self, mut bytes: &[u8]) {
        let mut used = (self.n_bytes % BLOCK as u64) as usize;
        self.n_bytes += bytes.len() as u64;
        while !bytes.is_empty() {
            let n = bytes.len().min(BLOCK - used);
            let (now, rest) = bytes.split_at(n);
            if let Some(room) = self.block.get_mut(used..used + n) {
                room.copy_from_slice(now);
            }
            bytes = rest;
            used += n;
            if used == BLOCK {
                compress256(&mut self.state, &[self.block]);
                used = 0;
            }
        }
    }

    #[inline]
    fn finish(mut self) -> Hash {
        let used = (self.n_bytes % BLOCK as u64) as usize;
        let n_bits = self.n_bytes.wrapping_mul(8).to_be_bytes();
        if let Some(rest) = self.block.get_mut(used..) {
            rest.fill(0);
            if let Some(first) = rest.first_mut() {
                *first = 0x80;
            }
        }
        if used >= BLOCK - 8 {
            compress256(&mut self.state, &[self.block]);
            self.block = [0; BLOCK];
        }
        if let Some(end) = self.block.last_chunk_mut::<8>() {
            *end = n_bits;
        }
        compress256(&mut self.state, &[self.block]);
        let mut out = [0; 32];
        for (to, word) in out.as_chunks_mut::<4>().0.iter_mut().zip(self.state) {
            *to = word.to_be_bytes();
        }
        out
    }
}

/// SHA-256 of the pieces, one after the other.
#[inline]
pub fn sha256(pieces: &[&[u8]]) -> Hash {
    let mut sha = Sha::from(START, 0);
    for piece in pieces {
        sha.update(piece);
    }
    sha.finish()
}

/// A leaf of a tree: SHA-256 of a zero byte and the pieces.
///
/// Source: RFC 9162 2.1.1.
#[inline]
pub fn leaf(pieces: &[&[u8]]) -> Hash {
    let mut sha = Sha::from(START, 0);
    sha.update(&[0]);
    for piece in pieces {
        sha.update(piece);
    }
    sha.finish()
}

/// An inner node of a tree.
///
/// Source: RFC 9162 2.1.1.
#[inline]
pub fn node(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// HMAC-SHA256 under one key of 32 bytes, ready for many messages.
///
/// Source: RFC 2104.
#[derive(Clone)]
pub struct Mac {
    pub(super) inner: [u32; 8],
    pub(super) outer: [u32; 8],
}

impl Mac {
    /// Prepares the key.
    pub fn new(key: &Hash) -> Mac {
        let padded = |with: u8| {
            let mut block = [with; BLOCK];
            for (byte, key) in block.iter_mut().zip(key) {
                *byte ^= key;
            }
            let mut state = START;
            compress256(&mut state, &[block]);
            state
        };
        Mac {
            inner: padded(0x36),
            outer: padded(0x5c),
        }
    }

    /// The code of the pieces, one after the other.
    #[inline]
    pub fn of(&self, pieces: &[&[u8]]) -> Hash {
        let mut inner = Sha::from(self.inner, BLOCK as u64);
        for piece in pieces {
            inner.update(piece);
        }
        let mut outer = Sha::from(self.outer, BLOCK as u64);
        outer.update(&inner.finish());
        outer.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::digest::sha256_hex;
    use data_encoding::HEXLOWER;

    #[test]
    fn every_length_agrees_with_the_streaming_digest() {
        let bytes: Vec<u8> = (0..300_u32).map(|n| (n * 7) as u8).collect();
        for len in 0..bytes.len() {
            let (one, other) = bytes[..len].split_at(len / 3);
            assert_eq!(
                HEXLOWER.encode(&sha256(&[one, other])),
                sha256_hex(&bytes[..len]),
                "{len} bytes"
            );
        }
    }

    #[test]
    fn codes_are_those_of_rfc_4231() {
        // Test case 1 with its key of 20 bytes: a shorter key is filled with zeros.
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        assert_eq!(
            HEXLOWER.encode(&Mac::new(&key).of(&[b"Hi ", b"There"])),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn leaves_are_those_of_rfc_6962() {
        assert_eq!(
            HEXLOWER.encode(&leaf(&[])),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }
}
