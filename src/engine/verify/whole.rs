//! The digest of the whole container: by the platform, which reads it itself, or from bytes that are
//! read for other reasons anyway.

use std::ops::RangeInclusive;
use std::task::Poll;

use super::member::PIECE_BYTES;
use crate::engine::archive::beside::{Coming, HashesBeside};
use crate::engine::digest::Digester;
use crate::engine::source::{SharedSource, Source, read_range};

/// Sizes that the platform is asked for: it holds all of it. Units: bytes.
const AWAY_BYTES: RangeInclusive<u64> = 1 << 20..=256 << 20;

/// The digest of the whole container, fed in the order of its bytes from whatever is read anyway.
pub(super) struct Whole {
    digest: Digester,
    at: u64,
    away: Away,
    is_waited_for: bool,
}

/// What the platform does about it.
enum Away {
    /// Nothing was asked.
    Unasked,
    /// It is at it.
    Coming(Coming),
    /// It is done.
    Came(String),
    /// It does not, or failed.
    Never,
}

impl Whole {
    /// Nothing was read yet.
    pub(super) fn new() -> Whole {
        Whole {
            digest: Digester::sha256(),
            at: 0,
            away: Away::Unasked,
            is_waited_for: false,
        }
    }

    /// Asks the platform, once and before anything was taken.
    pub(super) fn begin(&mut self, source: &SharedSource, platform: &dyn HashesBeside) {
        if !matches!(self.away, Away::Unasked) {
            return;
        }
        let is_asked = AWAY_BYTES.contains(&source.size_bytes()) && platform.is_there();
        let coming = is_asked.then(|| platform.begin_source(source)).flatten();
        self.away = coming.map_or(Away::Never, Away::Coming);
    }

    /// The first byte that was not taken yet.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The digest of all of it; empty when not all was read.
    pub(super) fn sha256(&self, source: &dyn Source) -> String {
        match &self.away {
            Away::Came(digest) => digest.clone(),
            _here if self.at == source.size_bytes() => self.digest.clone().finish().sha256,
            _unread => String::new(),
        }
    }

    /// Takes bytes that stand at `at`, as far as they are the next ones.
    pub(super) fn take(&mut self, at: u64, bytes: &[u8]) {
        if self.is_away() {
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

    /// Whether the platform has it, or will have.
    fn is_away(&self) -> bool {
        matches!(self.away, Away::Coming(_) | Away::Came(_))
    }

    /// Reads on towards `to`, at most a piece. Whether it is there.
    pub(super) fn catch_up(&mut self, source: &dyn Source, to: u64) -> std::io::Result<bool> {
        if self.is_away() {
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

    /// Everything else is done: whether nothing can be done but ask the platform again. What it failed
    /// at is read here.
    pub(super) fn must_wait(&mut self) -> bool {
        self.is_waited_for = false;
        if let Away::Coming(coming) = &mut self.away {
            match coming() {
                Poll::Pending => self.is_waited_for = true,
                Poll::Ready(Some(digest)) => self.away = Away::Came(digest),
                Poll::Ready(None) => self.away = Away::Never,
            }
        }
        self.is_waited_for
    }

    /// What [`Whole::must_wait`] said last.
    pub(super) fn is_waited_for(&self) -> bool {
        self.is_waited_for
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::engine::digest::sha256_hex;

    /// Answers "not yet" twice, then the digest or that it failed.
    struct Platform {
        fails: bool,
    }

    impl HashesBeside for Platform {
        fn is_there(&self) -> bool {
            true
        }

        fn begin(&self, _bytes: &[u8]) -> Option<Coming> {
            None
        }

        fn begin_source(&self, source: &SharedSource) -> Option<Coming> {
            let bytes = read_range(&**source, 0, source.size_bytes() as usize).ok()?;
            let digest = Some(sha256_hex(&bytes)).filter(|_| !self.fails);
            let mut n_left = 2;
            Some(Box::new(move || {
                if n_left == 0 {
                    return Poll::Ready(digest.clone());
                }
                n_left -= 1;
                Poll::Pending
            }))
        }
    }

    fn digest(size_bytes: usize, fails: bool) -> (String, u32) {
        let bytes: Vec<u8> = (0..size_bytes).map(|n| (n % 251) as u8).collect();
        let source: SharedSource = Rc::new(bytes.clone());
        let mut whole = Whole::new();
        whole.begin(&source, &Platform { fails });
        whole.take(0, &bytes[..size_bytes / 2]);
        let mut n_waits = 0;
        loop {
            if whole.must_wait() {
                assert!(whole.is_waited_for());
                n_waits += 1;
            } else if whole.catch_up(&*source, u64::MAX).unwrap() {
                assert_eq!(whole.sha256(&*source), sha256_hex(&bytes));
                return (whole.sha256(&*source), n_waits);
            }
        }
    }

    #[test]
    fn whoever_computes_it_the_digest_is_the_same() {
        let large = 3 << 20;
        let (away, n_waits) = digest(large, false);
        assert_eq!(n_waits, 2);
        let (after_failure, n_waits) = digest(large, true);
        assert_eq!((away, n_waits), (after_failure, 2));
        assert_eq!(digest(1_000, false).1, 0, "too small to be worth it");
    }
}
