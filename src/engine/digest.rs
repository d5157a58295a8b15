//! SHA-256 and SHA-512 while bytes stream past.

use super::job::CALL_BYTES;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256, Sha512};

/// SHA-256 of `bytes` as 64 lower-case hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// A digest being computed over a stream: SHA-256 always, SHA-512 when asked for.
#[derive(Clone)]
pub struct Digester {
    sha256: Sha256,
    sha512: Option<Sha512>,
    size_bytes: u64,
}

/// What a stream came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    /// Number of bytes that went by.
    pub size_bytes: u64,
    /// 64 lower-case hex digits.
    pub sha256: String,
    /// 128 lower-case hex digits, when asked for.
    pub sha512: Option<String>,
}

impl Digester {
    /// SHA-256 only.
    pub fn sha256() -> Digester {
        Digester {
            sha256: Sha256::new(),
            sha512: None,
            size_bytes: 0,
        }
    }

    /// SHA-256 and SHA-512.
    pub fn both() -> Digester {
        Digester {
            sha256: Sha256::new(),
            sha512: Some(Sha512::new()),
            size_bytes: 0,
        }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(CALL_BYTES) {
            self.sha256.update(piece);
            if let Some(sha512) = &mut self.sha512 {
                sha512.update(piece);
            }
        }
        self.size_bytes += bytes.len() as u64;
    }

    /// The end of the stream.
    pub fn finish(self) -> Digests {
        Digests {
            size_bytes: self.size_bytes,
            sha256: HEXLOWER.encode(&self.sha256.finalize()),
            sha512: self
                .sha512
                .map(|sha512| HEXLOWER.encode(&sha512.finalize())),
        }
    }
}
