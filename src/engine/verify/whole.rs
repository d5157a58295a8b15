//! The digest of the whole container: from whoever computes it meanwhile, or from bytes that are
//! read for other reasons anyway.

use super::member::PIECE_BYTES;
use crate::engine::digest::Digester;
use crate::engine::source::{Source, read_range};

/// Smaller than this is done before anybody could be asked. Units: bytes.
const LEAST_SHARED_BYTES: u64 = 1 << 20;
/// At the end the other is waited for once for each so many bytes, which takes about as long as
/// computing it takes; then it is computed here after all. Units: bytes.
const WAIT_BYTES: u64 = 1 << 20;

/// The digest of the whole container, fed in the order of its bytes from whatever is read anyway.
pub(super) struct Whole {
    digest: Digester,
    at: u64,
    beside: Beside,
    is_waited_for: bool,
}

/// What another does about it.
enum Beside {
    /// Nothing.
    Nobody,
    /// It is at it, and is waited for so often.
    Coming(u64),
    /// It is done.
    Came(String),
}

impl Whole {
    /// Nothing was read yet.
    pub(super) fn new() -> Whole {
        Whole {
            digest: Digester::sha256(),
            at: 0,
            beside: Beside::Nobody,
            is_waited_for: false,
        }
    }

    /// From now on another computes it, unless it is too small; whether that is so.
    pub(super) fn share(&mut self, source: &dyn Source) -> bool {
        let size_bytes = source.size_bytes();
        let is_shared = size_bytes >= LEAST_SHARED_BYTES;
        if is_shared {
            self.beside = Beside::Coming(size_bytes / WAIT_BYTES);
        }
        is_shared
    }

    /// What the other came to; `None` when it failed.
    pub(super) fn told(&mut self, sha256: Option<String>) {
        if matches!(self.beside, Beside::Coming(_)) {
            self.beside = sha256.map_or(Beside::Nobody, Beside::Came);
        }
    }

    /// The first byte that was not taken yet.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Whether it is there.
    pub(super) fn is_known(&self, source: &dyn Source) -> bool {
        matches!(self.beside, Beside::Came(_)) || self.at == source.size_bytes()
    }

    /// The digest of all of it; empty when not all was read.
    pub(super) fn sha256(&self, source: &dyn Source) -> String {
        match &self.beside {
            Beside::Came(digest) => digest.clone(),
            _here if self.at == source.size_bytes() => self.digest.clone().finish().sha256,
            _unread => String::new(),
        }
    }

    /// Takes bytes that stand at `at`, as far as they are the next ones.
    pub(super) fn take(&mut self, at: u64, bytes: &[u8]) {
        if self.is_elsewhere() {
            return;
        }
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

    /// Whether another has it, or is still waited for.
    fn is_elsewhere(&self) -> bool {
        match self.beside {
            Beside::Nobody => false,
            Beside::Coming(n_waits) => n_waits > 0,
            Beside::Came(_) => true,
        }
    }

    /// Reads on towards `to`, at most a piece. Whether it is there.
    pub(super) fn catch_up(&mut self, source: &dyn Source, to: u64) -> std::io::Result<bool> {
        if self.is_elsewhere() {
            return Ok(true);
        }
        let missing = to.min(source.size_bytes()).saturating_sub(self.at);
        let len = missing.min(PIECE_BYTES as u64);
        if len > 0 {
            let bytes = read_range(source, self.at, len as usize)?;
            self.digest.update(&bytes);
            self.at += len;
        }
        Ok(missing == len)
    }

    /// Everything else is done: whether nothing is to be done but wait for the other. It may be busy, or
    /// gone: who is first has it.
    pub(super) fn must_wait(&mut self) -> bool {
        self.is_waited_for = match &mut self.beside {
            Beside::Coming(n_waits) if *n_waits > 0 => {
                *n_waits -= 1;
                true
            }
            Beside::Coming(_) | Beside::Nobody | Beside::Came(_) => false,
        };
        self.is_waited_for
    }

    /// What [`Whole::must_wait`] said last.
    pub(super) fn is_waited_for(&self) -> bool {
        self.is_waited_for
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::digest::sha256_hex;

    const LARGE: usize = 3 << 20;

    fn bytes(size_bytes: usize) -> Vec<u8> {
        (0..size_bytes).map(|n| (n % 251) as u8).collect()
    }

    /// Waits and reads until it is there, with what comes after so many waits; how often it waited.
    fn ended(whole: &mut Whole, bytes: &dyn Source, after: u64, told: Option<&str>) -> u64 {
        let mut n_waits = 0;
        loop {
            if n_waits == after {
                whole.told(told.map(str::to_owned));
            }
            if whole.must_wait() {
                assert!(whole.is_waited_for());
                n_waits += 1;
            } else if whole.catch_up(bytes, u64::MAX).unwrap() {
                assert!(whole.is_known(bytes));
                return n_waits;
            }
        }
    }

    #[test]
    fn what_another_tells_is_taken() {
        let bytes = bytes(LARGE);
        let mut whole = Whole::new();
        assert!(whole.share(&bytes));
        whole.take(0, &bytes[..LARGE / 2]);
        assert_eq!((whole.at(), whole.is_known(&bytes)), (0, false));
        assert_eq!(ended(&mut whole, &bytes, 2, Some("a digest")), 2);
        assert_eq!(whole.sha256(&bytes), "a digest");
        assert_eq!(whole.at(), 0, "and nothing is computed here");
    }

    #[test]
    fn whoever_fails_or_never_answers_is_not_waited_for_long() {
        let bytes = bytes(LARGE);
        let digest = sha256_hex(&bytes);
        for (after, expected) in [(1, 1), (u64::MAX, 3)] {
            let mut whole = Whole::new();
            assert!(whole.share(&bytes));
            assert_eq!(ended(&mut whole, &bytes, after, None), expected);
            assert_eq!(whole.sha256(&bytes), digest);
        }
    }

    #[test]
    fn an_answer_while_it_is_computed_here_ends_that() {
        let bytes = bytes(LARGE);
        let mut whole = Whole::new();
        assert!(whole.share(&bytes));
        while whole.must_wait() {}
        assert!(!whole.catch_up(&bytes, u64::MAX).unwrap());
        whole.told(Some("a digest".to_owned()));
        assert!(whole.catch_up(&bytes, u64::MAX).unwrap());
        assert_eq!(whole.sha256(&bytes), "a digest");
    }

    #[test]
    fn nobody_is_asked_for_what_is_small_and_nobody_is_believed_who_was_not_asked() {
        let bytes = bytes(1_000);
        let mut whole = Whole::new();
        assert!(!whole.share(&bytes));
        whole.told(Some("a digest".to_owned()));
        whole.take(0, &bytes);
        assert_eq!(ended(&mut whole, &bytes, u64::MAX, None), 0);
        assert_eq!(whole.sha256(&bytes), sha256_hex(&bytes));
    }
}
