//! Sealing what is open, and writing the sealed package: staged, opened again as a later session
//! will open it, then offered. The secret never leaves the page's own workers but inside that package.

use std::io;
use std::rc::Rc;
use std::task::Poll;

use crate::engine::archive::Given;
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::finding::{Explain, Failure};
use crate::engine::job::{Progress, Step};
use crate::engine::package::{
    Addition, Built, SealedJob, SealedOptions, seal_signatures, seal_subjects,
};
use crate::engine::seal::share::LeafPart;
use crate::engine::seal::{SealJob, Sealed, Secret, enclosed_in, kept_in};
use crate::engine::source::SharedSource;
use crate::engine::time::Instant;
use crate::engine::verify::Signable;

use super::error::SessionError;
use super::protocol::{Event, SealOutcome, Tag, ThreadSeal};
use super::throttle::Throttle;
use super::{Host, Session, Stage, TOOL, Turn};

/// A seal on its way, over the case and the log of the moment it was asked for.
pub(super) struct Sealing<S> {
    pub(super) tag: Tag,
    case: Rc<Case>,
    log: DecisionLog,
    created: Instant,
    /// `None` when the sealed package is there already: it was opened.
    stage: Option<S>,
    /// The seals are signed before the sealed package is written.
    signs: bool,
    signatures: Vec<(String, Vec<u8>)>,
    phase: Phase,
    /// Files for the sealed package.
    enclosed: Vec<(String, Rc<[u8]>)>,
    throttle: Throttle,
}

enum Phase {
    Leaves(Box<SealJob>),
    /// Waiting for signatures, once they were asked for.
    Signing(Seals, bool),
    Opening(Seals),
    Writing(Seals, Box<SealedJob>),
    Closing(Seals, Built),
    /// Only between two phases.
    Gone,
}

type Seals = Vec<Rc<Sealed>>;

/// What one slice came to.
enum Slice {
    Told(&'static str, Progress),
    Next,
    Waiting,
    ToSign(Vec<Signable>),
    Finished(Seals, Option<Built>),
}

impl<H: Host> Session<H> {
    pub(super) fn queue_seal(
        &mut self,
        tag: Tag,
        secret: &Secret,
        created: &str,
        signs: bool,
        enclosed: Vec<(String, String)>,
    ) {
        match self.prepare_seal(tag, secret, created, signs, enclosed) {
            Ok(sealing) => {
                if let Phase::Leaves(job) = &sealing.phase {
                    let shares = job.shares();
                    self.emit(Event::SealShared { tag, shares });
                }
                self.sealing = Some(sealing);
            }
            Err(failure) => self.fail(Some(tag), failure),
        }
    }

    /// The reader made some of the leaves.
    pub(super) fn seal_shared(&mut self, tag: Tag, part: LeafPart) {
        if let Some(sealing) = self.sealing.as_mut().filter(|sealing| sealing.tag == tag)
            && let Phase::Leaves(job) = &mut sealing.phase
        {
            job.take(part);
        }
    }

    fn prepare_seal(
        &mut self,
        tag: Tag,
        secret: &Secret,
        created: &str,
        signs: bool,
        enclosed: Vec<(String, String)>,
    ) -> Result<Sealing<H::Stage>, Failure> {
        if self.sealing.is_some() {
            return Err(SessionError::SealRunning.to_failure());
        }
        self.digests_not_stopped()?;
        let time = Instant::from_rfc3339(created).map_err(|error| Failure {
            what: error.to_string(),
            help: "Check the clock of this device, then seal again".to_owned(),
            can_raise: false,
        })?;
        let is_sealed = !self.seals.is_empty() && self.seals.len() == self.case.threads().count();
        let phase = if is_sealed && !enclosed.is_empty() {
            match signs {
                true => Phase::Signing(self.seals.clone(), false),
                false => Phase::Opening(self.seals.clone()),
            }
        } else {
            let job = if self.kept.is_empty() {
                SealJob::new(&self.case, secret, created, TOOL)
            } else {
                SealJob::again(&self.case, &self.kept)
            };
            Phase::Leaves(Box::new(job.map_err(|error| error.to_failure())?))
        };
        let writes = self.kept.is_empty() || !enclosed.is_empty();
        Ok(Sealing {
            tag,
            case: Rc::clone(&self.case),
            log: self.log.clone(),
            created: time,
            stage: writes.then(|| self.host.stage()),
            signs,
            signatures: Vec::new(),
            phase,
            enclosed: enclosed
                .into_iter()
                .map(|(name, text)| (name, text.into_bytes().into()))
                .collect(),
            throttle: Throttle::default(),
        })
    }

    pub(super) fn step_sealing(&mut self) -> Turn {
        let Some(mut sealing) = self.sealing.take() else {
            return Turn::Nothing;
        };
        if let Phase::Signing(_, true) = sealing.phase {
            self.sealing = Some(sealing);
            return Turn::Nothing;
        }
        let makes_leaves = sealing.makes_leaves();
        let slice = sealing.slice();
        if makes_leaves && !sealing.makes_leaves() {
            let (tag, shares) = (sealing.tag, Vec::new());
            self.emit(Event::SealShared { tag, shares });
        }
        match slice {
            Ok(Slice::Finished(seals, built)) => self.finish_sealing(sealing, seals, built),
            Ok(Slice::Waiting) => {
                self.sealing = Some(sealing);
                return Turn::Waiting;
            }
            Ok(Slice::Next) => self.sealing = Some(sealing),
            Ok(Slice::ToSign(subjects)) => {
                match self.signed(&subjects) {
                    Some(additions) => sealing.take(additions),
                    None => self.emit(Event::SealToSign {
                        tag: sealing.tag,
                        subjects,
                    }),
                }
                self.sealing = Some(sealing);
            }
            Ok(Slice::Told(phase, progress)) => {
                if sealing.throttle.lets(progress) {
                    self.emit(Event::Progress {
                        tag: sealing.tag,
                        phase: phase.to_owned(),
                        progress,
                    });
                }
                self.sealing = Some(sealing);
            }
            Err(failure) => {
                let tag = sealing.tag;
                sealing.discard();
                self.fail(Some(tag), failure);
            }
        }
        Turn::Worked
    }

    /// The page signed the seals, or cannot.
    pub(super) fn seal_signed(&mut self, tag: Tag, additions: Vec<Addition>) {
        if let Some(sealing) = self.sealing.as_mut().filter(|sealing| sealing.tag == tag) {
            sealing.take(additions);
        }
    }

    /// A source that was opened meanwhile has no seal: then what was sealed does not count.
    fn finish_sealing(&mut self, sealing: Sealing<H::Stage>, seals: Seals, built: Option<Built>) {
        let Sealing { tag, stage, .. } = sealing;
        if self.case.threads().count() != seals.len() {
            if let Some(stage) = stage {
                stage.discard();
            }
            return self.fail_with(Some(tag), &SessionError::OpenedMeanwhile);
        }
        let outcome = SealOutcome {
            package: built,
            seals: seals.iter().map(|seal| told_of(seal)).collect(),
        };
        self.seals = seals;
        let handle = stage.as_ref().and_then(Stage::handle);
        if let Some(old) = self.staged_seal.take() {
            old.discard();
        }
        self.staged_seal = stage;
        match handle {
            Some(handle) => self.emit_with(Event::Sealed { tag, outcome }, handle),
            None => self.emit(Event::Sealed { tag, outcome }),
        }
    }
}

fn told_of(seal: &Sealed) -> ThreadSeal {
    ThreadSeal {
        thread: seal.thread,
        number: seal.number(),
        n_records: u32::try_from(seal.leaves.len()).unwrap_or(u32::MAX),
    }
}

impl<S: Stage> Sealing<S> {
    pub(super) fn discard(self) {
        if let Some(stage) = self.stage {
            stage.discard();
        }
    }

    /// Signatures go into the sealed package; without any it is written all the same.
    fn take(&mut self, additions: Vec<Addition>) {
        let phase = std::mem::replace(&mut self.phase, Phase::Gone);
        let Phase::Signing(seals, true) = phase else {
            self.phase = phase;
            return;
        };
        self.signatures = seal_signatures(additions);
        self.phase = Phase::Opening(seals);
    }

    fn makes_leaves(&self) -> bool {
        matches!(self.phase, Phase::Leaves(_))
    }

    fn slice(&mut self) -> Result<Slice, Failure> {
        match std::mem::replace(&mut self.phase, Phase::Gone) {
            Phase::Leaves(job) => self.leaves(job),
            Phase::Signing(seals, true) => {
                self.phase = Phase::Signing(seals, true);
                Ok(Slice::Waiting)
            }
            Phase::Signing(seals, false) => {
                let subjects = seal_subjects(&seals);
                self.phase = Phase::Signing(seals, true);
                Ok(Slice::ToSign(subjects))
            }
            Phase::Opening(seals) => self.open(seals),
            Phase::Writing(seals, job) => self.write(seals, job),
            Phase::Closing(seals, built) => self.close(seals, built),
            Phase::Gone => Ok(Slice::Waiting),
        }
    }

    fn leaves(&mut self, mut job: Box<SealJob>) -> Result<Slice, Failure> {
        match job.step().map_err(|error| error.to_failure())? {
            Step::More(progress) => {
                self.phase = Phase::Leaves(job);
                Ok(Slice::Told("Sealing each message", progress))
            }
            Step::Done(seals) if self.stage.is_none() => Ok(Slice::Finished(seals, None)),
            Step::Done(seals) => {
                self.throttle = Throttle::default();
                self.phase = match self.signs {
                    true => Phase::Signing(seals, false),
                    false => Phase::Opening(seals),
                };
                Ok(Slice::Next)
            }
        }
    }

    fn open(&mut self, seals: Seals) -> Result<Slice, Failure> {
        match self.stage.as_mut().map(Stage::poll_open) {
            Some(Poll::Ready(Ok(()))) => {
                let options = SealedOptions {
                    created: self.created.clone(),
                    tool: TOOL.to_owned(),
                    seals: seals.clone(),
                    signatures: std::mem::take(&mut self.signatures),
                    enclosed: self.enclosed.clone(),
                };
                let job = SealedJob::new(Rc::clone(&self.case), &self.log, options);
                self.phase = Phase::Writing(seals, Box::new(job));
                Ok(Slice::Next)
            }
            Some(Poll::Ready(Err(source))) => Err(SessionError::NoStage { source }.to_failure()),
            Some(Poll::Pending) | None => {
                self.phase = Phase::Opening(seals);
                Ok(Slice::Waiting)
            }
        }
    }

    fn write(&mut self, seals: Seals, mut job: Box<SealedJob>) -> Result<Slice, Failure> {
        let Some(stage) = &mut self.stage else {
            return Ok(Slice::Finished(seals, None));
        };
        match job.step(stage).map_err(|error| error.to_failure())? {
            Step::More(progress) => {
                self.phase = Phase::Writing(seals, job);
                Ok(Slice::Told("Writing the sealed package", progress))
            }
            Step::Done(built) => {
                self.phase = Phase::Closing(seals, built);
                Ok(Slice::Next)
            }
        }
    }

    fn close(&mut self, seals: Seals, built: Built) -> Result<Slice, Failure> {
        match self.stage.as_mut().map(Stage::poll_seal) {
            Some(Poll::Ready(Ok(bytes))) => {
                opens_again(&built, bytes, &seals, &self.enclosed)?;
                Ok(Slice::Finished(seals, Some(built)))
            }
            Some(Poll::Ready(Err(source))) => Err(SessionError::StageWrite { source }.to_failure()),
            Some(Poll::Pending) | None => {
                self.phase = Phase::Closing(seals, built);
                Ok(Slice::Waiting)
            }
        }
    }
}

/// What cannot be opened again must not be offered: it is the only place of the secret.
fn opens_again(
    built: &Built,
    bytes: SharedSource,
    seals: &[Rc<Sealed>],
    enclosed: &[(String, Rc<[u8]>)],
) -> Result<(), Failure> {
    let given = Given {
        name: built.file_name.clone(),
        source: bytes,
    };
    let kept = kept_in(&given).map_err(|error| error.to_failure())?;
    let same = kept.is_some_and(|kept| {
        kept.seals.len() == seals.len()
            && kept
                .seals
                .iter()
                .zip(seals)
                .all(|(kept, seal)| kept.root == seal.root && kept.secret == seal.secret)
    });
    let beside = enclosed_in(&given).map_err(|error| error.to_failure())?;
    let all_there = enclosed.iter().all(|(name, bytes)| {
        beside
            .iter()
            .any(|(of, read)| of == name && **read == **bytes)
    });
    if same && all_there && beside.len() == enclosed.len() {
        return Ok(());
    }
    let source = io::Error::other("what is in it is not what was made");
    Err(SessionError::StageRead { source }.to_failure())
}
