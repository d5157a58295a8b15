//! The digests of what is open, computed behind everything else.

use std::rc::Rc;

use crate::engine::archive::digests::{DigestJob, SourceDigests};
use crate::engine::case::OpenSource;
use crate::engine::finding::Explain;
use crate::engine::job::Step;
use crate::engine::thread::Encoding;

use super::error::SessionError;
use super::protocol::Event;
use super::throttle::Throttle;
use super::{Host, Session, Turn};

/// The digests of one source on their way.
pub(super) struct Digesting {
    source: u32,
    job: DigestJob,
    throttle: Throttle,
}

impl Digesting {
    /// The texts of `open` are in memory, and their digests cost no reading.
    pub(super) fn new(source: u32, open: &OpenSource) -> Digesting {
        let texts = open.threads.iter();
        let unchanged = texts.filter(|thread| thread.encoding == Encoding::Utf8);
        let job = unchanged.fold(DigestJob::new(Rc::clone(&open.archive)), |job, thread| {
            job.knowing(thread.entry, Rc::clone(&thread.text))
        });
        Digesting {
            source,
            job,
            throttle: Throttle::default(),
        }
    }
}

impl<H: Host> Session<H> {
    pub(super) fn step_digest(&mut self) -> Turn {
        let Some(digesting) = self.digesting.front_mut() else {
            return Turn::Nothing;
        };
        let source = digesting.source;
        let mut waits = false;
        match digesting.job.step(&self.host) {
            Ok(Step::More(progress)) => {
                waits = digesting.job.waits();
                if digesting.throttle.lets(progress) {
                    self.emit(Event::Digesting { source, progress });
                }
            }
            Ok(Step::Done(digests)) => {
                self.digesting.pop_front();
                self.emit_digests(source, digests);
            }
            Err(error) => {
                self.digesting.pop_front();
                self.set_digest_stopped(source, true);
                let failure = error.to_failure();
                self.emit(Event::DigestFailed { source, failure });
            }
        }
        self.let_go_when_done();
        if waits { Turn::Waiting } else { Turn::Worked }
    }

    /// What the host holds for digests is let go when none is to come.
    pub(super) fn let_go_when_done(&self) {
        if self.digesting.is_empty() {
            self.host.done();
        }
    }

    fn emit_digests(&mut self, source: u32, digests: SourceDigests) {
        self.emit(Event::Digested {
            source,
            id: digests.id,
            entries: digests.entries,
            findings: digests.findings,
        });
    }

    pub(super) fn cancel_digest(&mut self, source: u32) {
        let n_before = self.digesting.len();
        self.digesting.retain(|job| job.source != source);
        if self.digesting.len() < n_before {
            self.set_digest_stopped(source, true);
            self.emit_digest_cancelled(source);
            self.let_go_when_done();
        }
    }

    /// Starts over: a digest cannot be taken up in the middle once its job is gone.
    pub(super) fn resume_digest(&mut self, source: u32) {
        if self.digesting.iter().any(|job| job.source == source) {
            return;
        }
        match self.case.sources.get(source as usize) {
            Some(open) => {
                let job = Digesting::new(source, open);
                self.digesting.push_back(job);
                self.set_digest_stopped(source, false);
            }
            None => {
                let what = format!("file {}", source.saturating_add(1));
                self.fail_with(None, &SessionError::NotOpen { what });
            }
        }
    }

    fn emit_digest_cancelled(&mut self, source: u32) {
        self.emit(Event::Cancelled {
            tag: None,
            source: Some(source),
        });
    }

    fn set_digest_stopped(&mut self, source: u32, is_stopped: bool) {
        if let Some(stopped) = self.digest_stopped.get_mut(source as usize) {
            *stopped = is_stopped;
        }
    }
}
