//! Verifying somebody else's package. The reader computes the digest of the whole container
//! meanwhile: it is idle as a rule, and a digest keeps one processor busy.

use super::adding::expected;
use super::error::SessionError;
use super::protocol::{Event, KnownOrigin, Tag};
use super::steps::Turn;
use super::throttle::Throttle;
use super::{Host, Session};
use crate::engine::archive::Given;
use crate::engine::job::Step;
use crate::engine::open::Milestone;
use crate::engine::verify::VerifyJob;

/// A package of somebody else's being checked.
pub(super) struct Verifying {
    pub(super) tag: Tag,
    job: VerifyJob,
    throttle: Throttle,
    /// It was said that all digests are there.
    is_digested: bool,
}

impl<H: Host> Session<H> {
    pub(super) fn queue_verify(&mut self, tag: Tag, files: Vec<Given>, known: &KnownOrigin) {
        let expected = match expected(known) {
            Ok(expected) => expected,
            Err(failure) => return self.fail(Some(tag), failure),
        };
        let Some(Given { source, .. }) = files.into_iter().next() else {
            return self.fail_with(Some(tag), &SessionError::NothingGiven);
        };
        let whole = self.host.slice(&source, 0, source.size_bytes(), "");
        let mut job = VerifyJob::new(source).expecting(expected);
        if let Some(handle) = whole.filter(|_| job.share_whole()) {
            self.emit_with(Event::DigestShared { tag }, handle);
        }
        self.verifying.push_back(Verifying {
            tag,
            job,
            throttle: Throttle::default(),
            is_digested: false,
        });
    }

    pub(super) fn step_verify(&mut self) -> Turn {
        let Some(mut verifying) = self.verifying.pop_front() else {
            return Turn::Nothing;
        };
        let tag = verifying.tag;
        let step = verifying.job.step_beside(&self.host);
        if !verifying.is_digested && verifying.job.knows_digests() {
            verifying.is_digested = true;
            self.host.passed(Milestone::PackageDigested);
        }
        let mut waits = false;
        match step {
            Step::Done(report) => self.emit(Event::Verified { tag, report }),
            Step::More(progress) => {
                if verifying.throttle.lets(progress) {
                    let phase = "Checking the package".to_owned();
                    self.emit(Event::Progress {
                        tag,
                        phase,
                        progress,
                    });
                }
                waits = verifying.job.waits();
                self.verifying.push_front(verifying);
            }
        }
        if waits { Turn::Waiting } else { Turn::Worked }
    }

    /// The digest of a whole package that is checked here; `None` when it could not be read there.
    pub(super) fn take_shared_digest(&mut self, tag: Tag, sha256: Option<&String>) {
        for verifying in self.verifying.iter_mut().filter(|job| job.tag == tag) {
            verifying.job.told(sha256.cloned());
        }
        if let Some(packaging) = self.packaging.as_mut().filter(|job| job.tag == tag) {
            packaging.told(sha256.cloned());
        }
    }
}
