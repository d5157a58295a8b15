//! Digests, by the names that DER gives them.

use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::engine::wire::{Der, OID, SEQUENCE};

/// Everything but the last byte of the names of SHA-2.
const SHA2: [u8; 8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];

/// A digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By the last byte of its name.
    pub(super) fn of_oid(oid: &[u8]) -> Option<Hash> {
        let (last, head) = oid.split_last()?;
        match (head == SHA2, last) {
            (true, 1) => Some(Hash::Sha256),
            (true, 2) => Some(Hash::Sha384),
            (true, 3) => Some(Hash::Sha512),
            _other => None,
        }
    }

    /// From an AlgorithmIdentifier.
    pub(super) fn read(der: &mut Der<'_>) -> Option<Hash> {
        Der::new(der.take(SEQUENCE)?)
            .take(OID)
            .and_then(Hash::of_oid)
    }

    /// The digest of `bytes`.
    pub(super) fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Hash::Sha256 => Sha256::digest(bytes).to_vec(),
            Hash::Sha384 => Sha384::digest(bytes).to_vec(),
            Hash::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    /// What stands before a digest of its kind in an RSA signature (RFC 8017 9.2).
    pub(super) fn digest_info(self) -> Vec<u8> {
        let (last, len) = match self {
            Hash::Sha256 => (1, 32),
            Hash::Sha384 => (2, 48),
            Hash::Sha512 => (3, 64),
        };
        let mut out = vec![0x30, 17 + len, 0x30, 0x0d, 0x06, 0x09];
        out.extend(SHA2);
        out.extend([last, 0x05, 0x00, 0x04, len]);
        out
    }
}
