//! What the reader does for the maker while nothing else is asked of it: leaves of a seal, the digest
//! of a package that is checked there.

use super::protocol::{Event, Tag};
use super::steps::Turn;
use super::{Host, Session};
use crate::engine::archive::Given;
use crate::engine::digest::Digester;
use crate::engine::job::STEP_BYTES;
use crate::engine::seal::share::{Share, ShareJob};
use crate::engine::source::{SharedSource, read_range};

/// The digest of a whole package.
pub(super) struct Hashing {
    pub(super) tag: Tag,
    source: SharedSource,
    digester: Digester,
    at: u64,
}

impl<H: Host> Session<H> {
    /// Begins, or ends it when there is nothing to share. Another case than the maker's may be open
    /// here by then: what comes of that is not taken there.
    pub(super) fn share_seal(&mut self, tag: Tag, shares: &[Share]) {
        let job = || (tag, ShareJob::new(&self.case, shares));
        self.sharing = (!shares.is_empty()).then(job);
    }

    /// One part.
    pub(super) fn step_sharing(&mut self) -> Turn {
        let Some((tag, job)) = &mut self.sharing else {
            return Turn::Nothing;
        };
        let tag = *tag;
        match job.step() {
            Some(part) => self.emit(Event::Leaves { tag, part }),
            None => self.sharing = None,
        }
        Turn::Worked
    }

    /// Begins; the one before is not wanted any more.
    pub(super) fn share_digest(&mut self, tag: Tag, files: Vec<Given>) {
        let package = files.into_iter().next();
        self.hashing = package.map(|given| Hashing {
            tag,
            source: given.source,
            digester: Digester::sha256(),
            at: 0,
        });
    }

    /// One part. What cannot be read here is read, and said, by who checks it.
    pub(super) fn step_hashing(&mut self) -> Turn {
        let Some(mut job) = self.hashing.take() else {
            return Turn::Nothing;
        };
        let left = job.source.size_bytes().saturating_sub(job.at);
        let len = left.min(STEP_BYTES as u64);
        let tag = job.tag;
        match read_range(&*job.source, job.at, len as usize) {
            Ok(bytes) => job.digester.update(&bytes),
            Err(_unread) => {
                self.emit(Event::SharedDigest { tag, sha256: None });
                return Turn::Worked;
            }
        }
        job.at += len;
        if len < left {
            self.hashing = Some(job);
        } else {
            let sha256 = Some(job.digester.finish().sha256);
            self.emit(Event::SharedDigest { tag, sha256 });
        }
        Turn::Worked
    }
}
