//! The digest of the whole container, from bytes that are read for other reasons anyway.

use super::member::PIECE_BYTES;
use crate::engine::digest::Digester;
use crate::engine::source::{Source, read_range};

/// The digest of the whole container, fed in the order of its bytes from whatever is read anyway.
pub(super) struct Whole {
    digest: Digester,
    at: u64,
}

impl Whole {
    /// Nothing was read yet.
    pub(super) fn new() -> Whole {
        Whole {
            digest: Digester::sha256(),
            at: 0,
        }
    }

    /// The first byte that was not taken yet.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The digest of all of it; empty when not all was read.
    pub(super) fn sha256(&self, source: &dyn Source) -> String {
        if self.at == source.size_bytes() {
            self.digest.clone().finish().sha256
        } else {
            String::new()
        }
    }

    /// Takes bytes that stand at `at`, as far as they are the next ones.
    pub(super) fn take(&mut self, at: u64, bytes: &[u8]) {
        let Some(skip) = self.at.checked_sub(at) else {
            return;
        };
        let fresh = usize::try_from(skip)
            .ok()
            .and_then(|skip| bytes.get(skip..));
        if let Some(fresh) = fresh {
            self.digest.update(fresh);
            self.at += fresh.len() as u64;
        }
    }

    /// Reads on towards `to`, at most a piece. Whether it is there.
    pub(super) fn catch_up(&mut self, source: &dyn Source, to: u64) -> std::io::Result<bool> {
        let missing = to.min(source.size_bytes()).saturating_sub(self.at);
        let len = missing.min(PIECE_BYTES as u64);
        if len > 0 {
            let bytes = read_range(source, self.at, len as usize)?;
            self.digest.update(&bytes);
            self.at += len;
        }
        Ok(missing == len)
    }
}
