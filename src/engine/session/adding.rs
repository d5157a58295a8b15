//! Adding to a finished package: written to a staging place, read again by the verifier, handed over
//! only when it is valid. Also the key of browsers that keep none: it never leaves this worker.

use std::rc::Rc;
use std::task::Poll;

use crate::engine::archive::Given;
use crate::engine::exhibit::{Exhibit, ExhibitChoice, exhibit_of};
use crate::engine::finding::{Explain, Failure};
use crate::engine::job::{Progress, Step};
use crate::engine::package::{AddJob, Addition, Built};
use crate::engine::seal::Secret;
use crate::engine::sign::key::PrivateKey;
use crate::engine::verify::{
    Expected, Report, Signable, Signers, Verdict, VerifyJob, roots_from_pem,
};

use super::error::SessionError;
use super::protocol::{AddOutcome, Event, KnownOrigin, SignEvent, SignRequest, Tag};
use super::throttle::Throttle;
use super::{Host, Session, Stage, Turn};

/// What is being added to, what came of it, and the key to sign with.
pub(super) struct Signing<S> {
    pub(super) adding: Option<Adding<S>>,
    staged: Option<S>,
    /// Of a browser that keeps none.
    key: Option<PrivateKey>,
}

impl<S> Default for Signing<S> {
    fn default() -> Signing<S> {
        Signing {
            adding: None,
            staged: None,
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

enum Phase {
    Opening(Box<AddJob>),
    Writing(Box<AddJob>),
    Sealing(Built),
    Checking(Built, Box<VerifyJob>),
    /// Only between two phases.
    Gone,
}

/// What one slice came to.
enum Slice {
    Told(&'static str, Progress),
    Next,
    Waiting,
    Finished(Box<(Built, Report)>),
}

/// What is known of a package, read.
///
/// Errors: what cannot be read of it, and where.
pub(super) fn expected(known: &KnownOrigin) -> Result<Expected, Failure> {
    let root = known.root.trim().to_ascii_lowercase();
    if !root.is_empty() && (root.len() != 64 || !root.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        return Err(SessionError::NoRoot.to_failure());
    }
    let signers = match known.signers.trim() {
        "" => None,
        text => Some(Signers::from_text(text).map_err(|error| error.to_failure())?),
    };
    let time_roots = match known.time_roots.trim() {
        "" => Vec::new(),
        text => roots_from_pem(text).map_err(|error| error.to_failure())?,
    };
    Ok(Expected {
        roots: Some(root)
            .filter(|root| !root.is_empty())
            .into_iter()
            .collect(),
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

    fn signed(&self, subjects: &[Signable]) -> Option<Vec<Addition>> {
        let key = self.signing.key.as_ref()?;
        let sign = |subject: &Signable| Addition {
            covers: subject.path.clone(),
            files: key
                .signature_files(&subject.bytes)
                .into_iter()
                .map(|(ending, bytes)| (ending.to_owned(), bytes))
                .collect(),
        };
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
        let given = files.into_iter().next();
        let given = given.ok_or_else(|| SessionError::NothingGiven.to_failure())?;
        if self.signing.adding.is_some() {
            return Err(SessionError::BuildRunning.to_failure());
        }
        let job = AddJob::new(&given.name, given.source, additions);
        let job = job.map_err(|error| error.to_failure())?;
        self.discard_added();
        Ok(Adding {
            tag,
            stage: self.host.stage(),
            expected,
            phase: Phase::Opening(Box::new(job)),
            throttle: Throttle::default(),
        })
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
            Ok(Slice::Finished(done)) => self.finish_adding(adding, done.0, done.1),
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
            Phase::Opening(job) => match self.stage.poll_open() {
                Poll::Pending => self.wait(Phase::Opening(job)),
                Poll::Ready(Ok(())) => Ok(self.next(Phase::Writing(job))),
                Poll::Ready(Err(source)) => Err(SessionError::NoStage { source }.to_failure()),
            },
            Phase::Writing(mut job) => {
                match job
                    .step(&mut self.stage)
                    .map_err(|error| error.to_failure())?
                {
                    Step::More(progress) => {
                        self.phase = Phase::Writing(job);
                        Ok(Slice::Told("Writing the package", progress))
                    }
                    Step::Done(built) => Ok(self.next(Phase::Sealing(built))),
                }
            }
            Phase::Sealing(built) => match self.stage.poll_seal() {
                Poll::Pending => self.wait(Phase::Sealing(built)),
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
                Step::Done(report) => Slice::Finished(Box::new((built, report))),
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
