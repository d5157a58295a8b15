//! Digests of media that the platform computes beside the checking: a browser has its own, several
//! times as fast as ours. What it fails at is computed here.

use std::collections::BTreeMap;
use std::task::Poll;

use super::facts::Seen;
use super::zip::Member;
use crate::engine::archive::beside::{Coming, HashesBeside};
use crate::engine::digest::{Digester, Digests};

/// Larger than this is not held whole. Units: bytes.
const MOST_BYTES: u64 = 16 << 20;
/// Smaller than this costs more to hand over than to compute. Units: bytes.
const LEAST_BYTES: u64 = 64 << 10;
/// As much is held at once. Units: bytes.
const HELD_BYTES: usize = 32 << 20;

/// The digest of a member while it is read.
pub(super) enum Digesting {
    /// As its bytes go by.
    Here(Box<Digester>),
    /// Once they are all there.
    Gathered(Vec<u8>),
}

impl Digesting {
    /// How that of a media file is computed.
    pub(super) fn of_media(member: &Member, platform: &dyn HashesBeside, away: &Away) -> Digesting {
        let fits = (LEAST_BYTES..=MOST_BYTES).contains(&member.size_bytes);
        match fits && !away.failed && platform.is_there() {
            true => Digesting::Gathered(Vec::with_capacity(member.size_bytes as usize)),
            false => Digesting::Here(Box::new(Digester::both())),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Digesting::Here(digester) => digester.update(bytes),
            Digesting::Gathered(all) => all.extend_from_slice(bytes),
        }
    }
}

/// Digests on their way.
#[derive(Default)]
pub(super) struct Away {
    list: Vec<Pending>,
    /// The platform failed once and is not asked again.
    failed: bool,
}

struct Pending {
    path: String,
    bytes: Vec<u8>,
    sha256: Answer,
    sha512: Answer,
}

enum Answer {
    Coming(Coming),
    Came(Option<String>),
}

impl Answer {
    fn ask(&mut self) {
        if let Answer::Coming(coming) = self
            && let Poll::Ready(digest) = coming()
        {
            *self = Answer::Came(digest);
        }
    }
}

impl Away {
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        let held: usize = self.list.iter().map(|pending| pending.bytes.len()).sum();
        held >= HELD_BYTES
    }

    /// The digests at the end of a file: those on their way are blank until [`Away::settle`] fills
    /// them in.
    pub(super) fn finish(
        &mut self,
        path: &str,
        digesting: Digesting,
        platform: &dyn HashesBeside,
    ) -> Digests {
        let bytes = match digesting {
            Digesting::Here(digester) => return digester.finish(),
            Digesting::Gathered(bytes) => bytes,
        };
        let both = (platform.begin(&bytes), platform.begin_sha512(&bytes));
        let (Some(sha256), Some(sha512)) = both else {
            self.failed = true;
            return here(&bytes);
        };
        let blank = Digests {
            size_bytes: bytes.len() as u64,
            sha256: String::new(),
            sha512: None,
        };
        self.list.push(Pending {
            path: path.to_owned(),
            bytes,
            sha256: Answer::Coming(sha256),
            sha512: Answer::Coming(sha512),
        });
        blank
    }

    /// Fills in what is ready.
    pub(super) fn settle(&mut self, seen: &mut BTreeMap<String, Seen>) {
        for (path, digests) in self.take_ready() {
            if let Some(seen) = seen.get_mut(&path) {
                seen.sha256 = digests.sha256;
                seen.sha512 = digests.sha512.unwrap_or_default();
            }
        }
    }

    /// Takes out what is ready: the path, and what its bytes came to.
    fn take_ready(&mut self) -> Vec<(String, Digests)> {
        let mut ready = Vec::new();
        let mut left = Vec::new();
        for mut pending in std::mem::take(&mut self.list) {
            pending.sha256.ask();
            pending.sha512.ask();
            let digests = match (&pending.sha256, &pending.sha512) {
                (Answer::Came(Some(sha256)), Answer::Came(Some(sha512))) => Digests {
                    size_bytes: pending.bytes.len() as u64,
                    sha256: sha256.clone(),
                    sha512: Some(sha512.clone()),
                },
                (Answer::Came(None), _) | (_, Answer::Came(None)) => {
                    self.failed = true;
                    here(&pending.bytes)
                }
                (Answer::Coming(_), _) | (_, Answer::Coming(_)) => {
                    left.push(pending);
                    continue;
                }
            };
            ready.push((pending.path, digests));
        }
        self.list = left;
        ready
    }
}

fn here(bytes: &[u8]) -> Digests {
    let mut digester = Digester::both();
    digester.update(bytes);
    digester.finish()
}
