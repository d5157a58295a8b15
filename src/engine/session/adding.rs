//! Adding to a finished package: written to a staging place, read again by the verifier, handed over
//! only when it is valid. Also the key of browsers that keep none: it never leaves this worker.

use std::rc::Rc;
use std::task::Poll;

use crate::engine::archive::Given;
use crate::engine::exhibit::{Exhibit, ExhibitChoice, exhibit_of};
use crate::engine::finding::{Explain, Failure};
use crate::engine::job::{Progress, Step};
use crate::engine::package::{AddJob, Addition, Built, ReviewJob, ReviewOptions, Sink, ZoneClock};
use crate::engine::seal::Secret;
use crate::engine::sign::key::PrivateKey;
use crate::engine::source::SharedSource;
use crate::engine::verify::{
    Expected, Report, Signable, Signers, Told, Verdict, VerifyJob, roots_from_pem,
};

use super::comparing::Comparing;
use super::earlier::Earlier;
use super::error::SessionError;
use super::protocol::{AddOutcome, Event, KnownOrigin, SignEvent, SignRequest, Tag};
use super::throttle::Throttle;
use super::{Host, Session, Stage, Turn};

/// What is being added to, what came of it, and the key to sign with.
pub(super) struct Signing<S> {
    pub(super) adding: Option<Adding<S>>,
    staged: Option<S>,
    /// Two packages side by side.
    pub(super) comparing: Option<Comparing>,
    /// Earlier packages beside the one that is staged.
    pub(super) earlier: Option<Earlier>,
    /// The package that is staged.
    pub(super) built: Option<SharedSource>,
    /// Of a browser that keeps none.
    key: Option<PrivateKey>,
}

impl<S> Default for Signing<S> {
    fn default() -> Signing<S> {
        Signing {
            adding: None,
            staged: None,
            comparing: None,
            earlier: None,
            built: None,
            key: None,
        }
    }
}

/// A package that gets more files.
pub(super) struct Adding<S> {
    pub(super) tag: Tag,
    stage: S,
    expected: Expected,
    phase: Phase,
    throttle: Throttle,
}

/// What writes.
enum Writer {
    Adds(Box<AddJob>),
    Reviews(Box<ReviewJob>),
}

impl Writer {
    fn step(&mut self, sink: &mut dyn Sink) -> Result<Step<Built>, Failure> {
        match self {
            Writer::Adds(job) => job.step(sink).map_err(|error| error.to_failure()),
            Writer::Reviews(job) => job.step(sink).map_err(|error| error.to_failure()),
        }
    }

    /// A package is verified when it is written; a review set is none.
    fn writes_a_package(&self) -> bool {
        matches!(self, Writer::Adds(_))
    }
}

enum Phase {
    Opening(Writer),
    Writing(Writer),
    /// And whether it is to be verified.
    Sealing(Built, bool),
    Checking(Built, Box<VerifyJob>),
    /// Only between two phases.
    Gone,
}

/// What one slice came to.
enum Slice {
    Told(&'static str, Progress),
    Next,
    Waiting,
    Finished(Built, Option<Box<Report>>),
}

/// What is known of a package, read.
///
/// Errors: what cannot be read of it, and where.
pub(super) fn expected(known: &KnownOrigin) -> Result<Expected, Failure> {
    let seal = match known.seal_number.trim() {
        "" => None,
        text => Some(Told::read(text).ok_or_else(|| SessionError::NoSealNumber.to_failure())?),
    };
    let signers = match known.signers.trim() {
        "" => None,
        text => Some(Signers::from_text(text).map_err(|error| error.to_failure())?),
    };
    let time_roots = match known.time_roots.trim() {
        "" => Vec::new(),
        text => roots_from_pem(text).map_err(|error| error.to_failure())?,
    };
    Ok(Expected {
        seals: seal.into_iter().collect(),
        signers,
        time_roots,
    })
}

impl<H: Host> Session<H> {
    pub(super) fn handle_sign(&mut self, request: SignRequest, files: Vec<Given>) {
        match request {
            SignRequest::MakeKey { tag, number } => self.make_key(tag, &number),
            SignRequest::Add {
                tag,
                additions,
                known,
                ..
            } => self.queue_add(tag, files, additions, &known),
            SignRequest::SignAndAdd {
                tag,
                subjects,
                known,
                ..
            } => match self.signed(&subjects) {
                Some(additions) => self.queue_add(tag, files, additions, &known),
                None => self.fail_with(Some(tag), &SessionError::NoKey),
            },
            SignRequest::Review {
                tag,
                zone,
                prefix,
                first,
                graphs,
                ..
            } => self.queue_review(tag, files, &zone, (prefix, first, graphs)),
            SignRequest::Discard => self.discard_added(),
        }
    }

    fn make_key(&mut self, tag: Tag, number: &Secret) {
        self.signing.key = PrivateKey::from_number(&number.0);
        match self.signing.key.as_ref().and_then(PrivateKey::public) {
            Some(key) => self.emit(Event::Sign(SignEvent::KeyMade { tag, key })),
            None => self.fail_with(Some(tag), &SessionError::NoKey),
        }
    }

    pub(super) fn signed(&self, subjects: &[Signable]) -> Option<Vec<Addition>> {
        let key = self.signing.key.as_ref()?;
        let sign = |subject| Addition::signed(key, subject);
        Some(subjects.iter().map(sign).collect())
    }

    fn queue_add(
        &mut self,
        tag: Tag,
        files: Vec<Given>,
        additions: Vec<Addition>,
        known: &KnownOrigin,
    ) {
        match self.prepare_add(tag, files, additions, known) {
            Ok(adding) => self.signing.adding = Some(adding),
            Err(failure) => self.fail(Some(tag), failure),
        }
    }

    fn prepare_add(
        &mut self,
        tag: Tag,
        files: Vec<Given>,
        additions: Vec<Addition>,
        known: &KnownOrigin,
    ) -> Result<Adding<H::Stage>, Failure> {
        let expected = expected(known)?;
        let given = self.given(files)?;
        let job = AddJob::new(&given.name, given.source, additions);
        let job = job.map_err(|error| error.to_failure())?;
        Ok(self.begin(tag, Writer::Adds(Box::new(job)), expected))
    }

    /// The package, when nothing else is being written.
    fn given(&self, files: Vec<Given>) -> Result<Given, Failure> {
        if self.signing.adding.is_some() {
            return Err(SessionError::BuildRunning.to_failure());
        }
        let given = files.into_iter().next();
        given.ok_or_else(|| SessionError::NothingGiven.to_failure())
    }

    fn begin(&mut self, tag: Tag, writer: Writer, expected: Expected) -> Adding<H::Stage> {
        self.discard_added();
        Adding {
            tag,
            stage: self.host.stage(),
            expected,
            phase: Phase::Opening(writer),
            throttle: Throttle::default(),
        }
    }

    fn queue_review(
        &mut self,
        tag: Tag,
        files: Vec<Given>,
        zone: &str,
        numbers: (String, u32, bool),
    ) {
        match self.prepare_review(tag, files, zone, numbers) {
            Ok(adding) => self.signing.adding = Some(adding),
            Err(failure) => self.fail(Some(tag), failure),
        }
    }

    fn prepare_review(
        &mut self,
        tag: Tag,
        files: Vec<Given>,
        zone: &str,
        (prefix, first, graphs): (String, u32, bool),
    ) -> Result<Adding<H::Stage>, Failure> {
        let given = self.given(files)?;
        let host = &self.host;
        let clock = ZoneClock::of(zone, &mut |at| host.clock_ahead(zone, at));
        let clock = clock.ok_or_else(|| {
            let zone = zone.to_owned();
            SessionError::NoZone { zone }.to_failure()
        })?;
        let options = ReviewOptions {
            clock,
            prefix,
            first,
        };
        let job = ReviewJob::new(given.source, options).map_err(|error| error.to_failure())?;
        let job = job.with_graphs(graphs);
        Ok(self.begin(tag, Writer::Reviews(Box::new(job)), Expected::default()))
    }

    fn finish_review(&mut self, adding: Adding<H::Stage>, built: Built) {
        let Adding { tag, stage, .. } = adding;
        match stage.handle() {
            Some(handle) => {
                self.signing.staged = Some(stage);
                self.emit_with(Event::Sign(SignEvent::Reviewed { tag, built }), handle);
            }
            None => {
                stage.discard();
                self.fail_with(Some(tag), &SessionError::NothingGiven);
            }
        }
    }

    pub(super) fn make_exhibit(&mut self, tag: Tag, files: Vec<Given>, choice: ExhibitChoice) {
        let Some(given) = files.into_iter().next() else {
            return self.fail_with(Some(tag), &SessionError::NothingGiven);
        };
        match exhibit_of(&*given.source, choice) {
            Ok(Exhibit { file_name, text }) => self.emit(Event::Exhibit {
                tag,
                file_name,
                text,
            }),
            Err(error) => self.fail(Some(tag), error.to_failure()),
        }
    }

    fn discard_added(&mut self) {
        if let Some(stage) = self.signing.staged.take() {
            stage.discard();
        }
    }

    pub(super) fn step_adding(&mut self) -> Turn {
        let Some(mut adding) = self.signing.adding.take() else {
            return Turn::Nothing;
        };
        match adding.slice() {
            Ok(Slice::Finished(built, Some(report))) => self.finish_adding(adding, built, *report),
            Ok(Slice::Finished(built, None)) => self.finish_review(adding, built),
            Ok(Slice::Waiting) => {
                self.signing.adding = Some(adding);
                return Turn::Waiting;
            }
            Ok(Slice::Next) => self.signing.adding = Some(adding),
            Ok(Slice::Told(phase, progress)) => {
                if adding.throttle.lets(progress) {
                    self.emit(Event::Progress {
                        tag: adding.tag,
                        phase: phase.to_owned(),
                        progress,
                    });
                }
                self.signing.adding = Some(adding);
            }
            Err(failure) => {
                let tag = adding.tag;
                adding.discard();
                self.fail(Some(tag), failure);
            }
        }
        Turn::Worked
    }

    fn finish_adding(&mut self, adding: Adding<H::Stage>, built: Built, report: Report) {
        let Adding { tag, stage, .. } = adding;
        let is_same = report.sha256 == built.sha256;
        let is_good = report.result == Verdict::Valid && is_same;
        let handle = stage.handle().filter(|_| is_good);
        let outcome = AddOutcome {
            file_name: built.file_name,
            size_bytes: built.size_bytes,
            sha256: built.sha256,
            report,
            refused: handle.is_none(),
        };
        let event = Event::Sign(SignEvent::Added { tag, outcome });
        match handle {
            Some(handle) => {
                self.signing.staged = Some(stage);
                self.emit_with(event, handle);
            }
            None => {
                stage.discard();
                self.emit(event);
            }
        }
    }
}

impl<S: Stage> Adding<S> {
    pub(super) fn discard(self) {
        self.stage.discard();
    }

    fn slice(&mut self) -> Result<Slice, Failure> {
        match std::mem::replace(&mut self.phase, Phase::Gone) {
            Phase::Opening(writer) => match self.stage.poll_open() {
                Poll::Pending => self.wait(Phase::Opening(writer)),
                Poll::Ready(Ok(())) => Ok(self.next(Phase::Writing(writer))),
                Poll::Ready(Err(source)) => Err(SessionError::NoStage { source }.to_failure()),
            },
            Phase::Writing(mut writer) => match writer.step(&mut self.stage)? {
                Step::More(progress) => {
                    self.phase = Phase::Writing(writer);
                    Ok(Slice::Told("Writing", progress))
                }
                Step::Done(built) => {
                    let is_package = writer.writes_a_package();
                    Ok(self.next(Phase::Sealing(built, is_package)))
                }
            },
            Phase::Sealing(built, is_package) => match self.stage.poll_seal() {
                Poll::Pending => self.wait(Phase::Sealing(built, is_package)),
                Poll::Ready(Ok(_)) if !is_package => Ok(Slice::Finished(built, None)),
                Poll::Ready(Ok(bytes)) => {
                    self.throttle = Throttle::default();
                    let job = VerifyJob::new(Rc::clone(&bytes)).expecting(self.expected.clone());
                    Ok(self.next(Phase::Checking(built, Box::new(job))))
                }
                Poll::Ready(Err(source)) => Err(SessionError::StageWrite { source }.to_failure()),
            },
            Phase::Checking(built, mut job) => Ok(match job.step() {
                Step::More(progress) => {
                    self.phase = Phase::Checking(built, job);
                    Slice::Told("Checking the package", progress)
                }
                Step::Done(report) => Slice::Finished(built, Some(Box::new(report))),
            }),
            Phase::Gone => Ok(Slice::Waiting),
        }
    }

    fn wait(&mut self, phase: Phase) -> Result<Slice, Failure> {
        self.phase = phase;
        Ok(Slice::Waiting)
    }

    fn next(&mut self, phase: Phase) -> Slice {
        self.phase = phase;
        Slice::Next
    }
}
