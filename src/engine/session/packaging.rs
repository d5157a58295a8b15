//! Building a package: written to a staging place, read again by the verifier and by the leak
//! check, handed over only when neither objects.

use std::io;
use std::rc::Rc;
use std::task::Poll;

use crate::engine::archive::beside::HashesBeside;
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::finding::{Explain, Failure};
use crate::engine::job::{Progress, Step};
use crate::engine::package::{
    BuildJob, BuildOptions, Built, Kept, Proof, ReviewOptions, ZoneClock,
};
use crate::engine::source::SharedSource;
use crate::engine::time::Instant;
use crate::engine::verify::leak::{LeakJob, LeakReport};
use crate::engine::verify::{Report, Verdict, VerifyJob};

use super::error::SessionError;
use super::protocol::{BuildChoice, BuildOutcome, Event, ReviewChoice, Tag};
use super::throttle::Throttle;
use super::{Host, Session, Stage, TOOL, Turn};

/// A package on its way. The case and the log are those of the moment it was asked for, whatever
/// is decided while it is being built.
pub(super) struct Packaging<S> {
    pub(super) tag: Tag,
    case: Rc<Case>,
    log: DecisionLog,
    stage: S,
    phase: Phase,
    kept: Kept,
    throttle: Throttle,
}

enum Phase {
    Opening(Box<BuildJob>),
    Writing(Box<BuildJob>),
    Sealing(Built),
    Checking {
        built: Built,
        bytes: SharedSource,
        job: Box<VerifyJob>,
    },
    Searching {
        built: Built,
        bytes: SharedSource,
        report: Report,
        job: Box<LeakJob>,
    },
    /// Only between two phases.
    Gone,
}

/// What one slice came to.
enum Slice {
    Told(&'static str, Progress),
    Next,
    /// Another may compute the digest of what was written.
    Shared,
    Waiting,
    Finished(Box<BuildOutcome>, SharedSource),
}

impl<H: Host> Session<H> {
    pub(super) fn queue_build(&mut self, tag: Tag, choice: &BuildChoice) {
        match self.prepare(choice) {
            Ok(job) => {
                self.discard_staged();
                let stage = self.host.stage();
                self.packaging = Some(Packaging {
                    tag,
                    case: Rc::clone(&self.case),
                    log: self.log.clone(),
                    stage,
                    phase: Phase::Opening(Box::new(job)),
                    kept: Kept::default(),
                    throttle: Throttle::default(),
                });
            }
            Err(failure) => self.fail(Some(tag), failure),
        }
    }

    fn prepare(&self, choice: &BuildChoice) -> Result<BuildJob, Failure> {
        if self.packaging.is_some() {
            return Err(SessionError::BuildRunning.to_failure());
        }
        let created = Instant::from_rfc3339(&choice.created).map_err(|error| Failure {
            what: error.to_string(),
            help: "Check the clock of this device, then build again".to_owned(),
            can_raise: false,
        })?;
        self.digests_not_stopped()?;
        let options = BuildOptions {
            created,
            tool: TOOL.to_owned(),
            media: choice.media,
            reviewers: choice.reviewers,
            threads: choice.threads.clone(),
            burnt: choice.burnt.clone(),
            proof: choice.proof.map(|bodies| Proof {
                seals: self.seals.clone(),
                bodies,
            }),
            review: choice
                .review
                .as_ref()
                .map(|at| self.review(at))
                .transpose()?,
        };
        BuildJob::new(Rc::clone(&self.case), &self.log, options)
            .map(|job| job.telling(choice.suggestions))
            .map_err(|error| error.to_failure())
    }

    /// What the zone's clock did is asked of the platform.
    fn review(&self, choice: &ReviewChoice) -> Result<ReviewOptions, Failure> {
        let zone = &choice.zone;
        let clock = ZoneClock::of(zone, &mut |at| self.host.clock_ahead(zone, at));
        let clock = clock.ok_or_else(|| {
            let zone = zone.clone();
            SessionError::NoZone { zone }.to_failure()
        })?;
        Ok(ReviewOptions {
            clock,
            prefix: choice.prefix.clone(),
            first: choice.first,
        })
    }

    /// A digest that was stopped never comes: waiting for it would be bad advice.
    pub(super) fn digests_not_stopped(&self) -> Result<(), Failure> {
        let stopped = self
            .case
            .sources
            .iter()
            .zip(&self.digest_stopped)
            .find(|(source, stopped)| **stopped && source.id.is_provisional());
        match stopped {
            Some((source, _)) => {
                let name = source.archive.name().to_owned();
                Err(SessionError::DigestStopped { name }.to_failure())
            }
            None => Ok(()),
        }
    }

    pub(super) fn discard_staged(&mut self) {
        self.signing.earlier = None;
        self.signing.built = None;
        if let Some(stage) = self.staged.take() {
            stage.discard();
        }
    }

    pub(super) fn step_packaging(&mut self) -> Turn {
        let Some(mut packaging) = self.packaging.take() else {
            return Turn::Nothing;
        };
        match packaging.slice(&self.host) {
            Ok(Slice::Finished(outcome, bytes)) => {
                self.signing.built = Some(bytes);
                self.finish_packaging(packaging, *outcome);
            }
            Ok(Slice::Waiting) => {
                self.packaging = Some(packaging);
                return Turn::Waiting;
            }
            Ok(Slice::Next) => self.packaging = Some(packaging),
            Ok(Slice::Shared) => {
                if let Some(handle) = packaging.stage.handle() {
                    let tag = packaging.tag;
                    self.emit_with(Event::DigestShared { tag }, handle);
                }
                self.packaging = Some(packaging);
            }
            Ok(Slice::Told(phase, progress)) => {
                if packaging.throttle.lets(progress) {
                    self.emit(Event::Progress {
                        tag: packaging.tag,
                        phase: phase.to_owned(),
                        progress,
                    });
                }
                self.packaging = Some(packaging);
            }
            Err(failure) => {
                let tag = packaging.tag;
                packaging.discard();
                self.fail(Some(tag), failure);
            }
        }
        Turn::Worked
    }

    fn finish_packaging(&mut self, packaging: Packaging<H::Stage>, outcome: BuildOutcome) {
        let Packaging { tag, stage, .. } = packaging;
        match stage.handle().filter(|_| !outcome.blocked) {
            Some(handle) => {
                self.staged = Some(stage);
                self.emit_with(Event::Built { tag, outcome }, handle);
            }
            None => {
                stage.discard();
                let blocked = true;
                let outcome = BuildOutcome { blocked, ..outcome };
                self.emit(Event::Built { tag, outcome });
            }
        }
    }
}

impl<S: Stage> Packaging<S> {
    pub(super) fn discard(self) {
        self.stage.discard();
    }

    /// The digest of what was written, from who computed it meanwhile.
    pub(super) fn told(&mut self, sha256: Option<String>) {
        if let Phase::Checking { job, .. } = &mut self.phase {
            job.told(sha256);
        }
    }

    fn slice(&mut self, platform: &dyn HashesBeside) -> Result<Slice, Failure> {
        match std::mem::replace(&mut self.phase, Phase::Gone) {
            Phase::Opening(job) => self.open(job),
            Phase::Writing(job) => self.write(job),
            Phase::Sealing(built) => self.seal(built),
            Phase::Checking { built, bytes, job } => Ok(self.check((built, bytes), job, platform)),
            Phase::Searching {
                built,
                bytes,
                report,
                job,
            } => self.search((built, report), bytes, job),
            Phase::Gone => Ok(Slice::Waiting),
        }
    }

    fn open(&mut self, job: Box<BuildJob>) -> Result<Slice, Failure> {
        match self.stage.poll_open() {
            Poll::Pending => {
                self.phase = Phase::Opening(job);
                Ok(Slice::Waiting)
            }
            Poll::Ready(Ok(())) => {
                self.phase = Phase::Writing(job);
                Ok(Slice::Next)
            }
            Poll::Ready(Err(source)) => Err(SessionError::NoStage { source }.to_failure()),
        }
    }

    fn write(&mut self, mut job: Box<BuildJob>) -> Result<Slice, Failure> {
        match job
            .step(&mut self.stage)
            .map_err(|error| error.to_failure())?
        {
            Step::More(progress) => {
                self.phase = Phase::Writing(job);
                Ok(Slice::Told("Writing the package", progress))
            }
            Step::Done(built) => {
                self.kept = job.kept();
                self.phase = Phase::Sealing(built);
                Ok(Slice::Next)
            }
        }
    }

    fn seal(&mut self, built: Built) -> Result<Slice, Failure> {
        match self.stage.poll_seal() {
            Poll::Pending => {
                self.phase = Phase::Sealing(built);
                Ok(Slice::Waiting)
            }
            Poll::Ready(Ok(bytes)) => {
                self.throttle = Throttle::default();
                let mut job = Box::new(VerifyJob::new(Rc::clone(&bytes)));
                let is_shared = job.share_whole();
                self.phase = Phase::Checking { built, bytes, job };
                Ok(if is_shared {
                    Slice::Shared
                } else {
                    Slice::Next
                })
            }
            Poll::Ready(Err(source)) => Err(SessionError::StageWrite { source }.to_failure()),
        }
    }

    fn check(
        &mut self,
        (built, bytes): (Built, SharedSource),
        mut job: Box<VerifyJob>,
        platform: &dyn HashesBeside,
    ) -> Slice {
        match job.step_beside(platform) {
            Step::More(_) if job.waits() => {
                self.phase = Phase::Checking { built, bytes, job };
                Slice::Waiting
            }
            Step::More(progress) => {
                self.phase = Phase::Checking { built, bytes, job };
                Slice::Told("Checking the package", progress)
            }
            Step::Done(report) => {
                self.throttle = Throttle::default();
                let job = LeakJob::new(Rc::clone(&bytes), &self.case, &self.log);
                self.phase = Phase::Searching {
                    built,
                    bytes,
                    report,
                    job: Box::new(job),
                };
                Slice::Next
            }
        }
    }

    fn search(
        &mut self,
        (built, report): (Built, Report),
        bytes: SharedSource,
        mut job: Box<LeakJob>,
    ) -> Result<Slice, Failure> {
        let read_error = |source: io::Error| SessionError::StageRead { source }.to_failure();
        match job.step().map_err(read_error)? {
            Step::More(progress) => {
                self.phase = Phase::Searching {
                    built,
                    bytes,
                    report,
                    job,
                };
                Ok(Slice::Told(
                    "Searching the package for what is withheld",
                    progress,
                ))
            }
            Step::Done(leaks) => {
                let kept = std::mem::take(&mut self.kept);
                let outcome = Box::new(outcome(built, report, leaks, kept));
                Ok(Slice::Finished(outcome, bytes))
            }
        }
    }
}

/// Blocked unless the verifier calls it valid, saw the very bytes that were written, and nothing
/// withheld was found outside visible text.
fn outcome(built: Built, report: Report, leaks: LeakReport, kept: Kept) -> BuildOutcome {
    let blocked =
        report.result != Verdict::Valid || report.sha256 != built.sha256 || !leaks.leaks.is_empty();
    BuildOutcome {
        file_name: built.file_name,
        size_bytes: built.size_bytes,
        sha256: built.sha256,
        left_behind: built.left_behind,
        report,
        leaks,
        kept,
        blocked,
    }
}
