//! Two packages side by side: the second is verified first, and compared only when it is valid.

use std::rc::Rc;

use crate::engine::archive::Given;
use crate::engine::compare::{CompareJob, Comparison};
use crate::engine::finding::{Explain, Failure};
use crate::engine::job::{Progress, Step};
use crate::engine::source::SharedSource;
use crate::engine::verify::{Report, Verdict, VerifyJob};

use super::error::SessionError;
use super::protocol::{Event, Tag};
use super::throttle::Throttle;
use super::{Host, Session, Turn};

/// A comparison on its way.
pub(super) struct Comparing {
    pub(super) tag: Tag,
    packages: [SharedSource; 2],
    phase: Phase,
    throttle: Throttle,
}

enum Phase {
    Verifying(Box<VerifyJob>),
    Comparing(Box<Report>, Box<CompareJob>),
    /// Only between two phases.
    Gone,
}

/// What one slice came to.
enum Slice {
    Told(&'static str, Progress),
    Next,
    Finished(Box<Event>),
}

impl<H: Host> Session<H> {
    pub(super) fn queue_compare(&mut self, tag: Tag, files: Vec<Given>) {
        let sources = files.into_iter().map(|given| given.source);
        let Ok(packages) = <[SharedSource; 2]>::try_from(sources.collect::<Vec<_>>()) else {
            return self.fail_with(Some(tag), &SessionError::NothingGiven);
        };
        let [_, second] = &packages;
        let job = VerifyJob::new(Rc::clone(second));
        self.signing.comparing = Some(Comparing {
            tag,
            packages,
            phase: Phase::Verifying(Box::new(job)),
            throttle: Throttle::default(),
        });
    }

    pub(super) fn step_comparing(&mut self) -> Turn {
        let Some(mut comparing) = self.signing.comparing.take() else {
            return self.step_earlier();
        };
        let tag = comparing.tag;
        match comparing.slice() {
            Ok(Slice::Finished(event)) => self.emit(*event),
            Ok(Slice::Next) => self.signing.comparing = Some(comparing),
            Ok(Slice::Told(phase, progress)) => {
                if comparing.throttle.lets(progress) {
                    self.emit(Event::Progress {
                        tag,
                        phase: phase.to_owned(),
                        progress,
                    });
                }
                self.signing.comparing = Some(comparing);
            }
            Err(failure) => self.fail(Some(tag), failure),
        }
        Turn::Worked
    }
}

impl Comparing {
    fn slice(&mut self) -> Result<Slice, Failure> {
        match std::mem::replace(&mut self.phase, Phase::Gone) {
            Phase::Verifying(mut job) => match job.step() {
                Step::More(progress) => {
                    self.phase = Phase::Verifying(job);
                    Ok(Slice::Told("Checking the other package", progress))
                }
                Step::Done(report) if report.result == Verdict::Valid => self.begin(report),
                Step::Done(report) => Ok(self.finished(report, None)),
            },
            Phase::Comparing(report, mut job) => {
                match job.step().map_err(|error| error.to_failure())? {
                    Step::More(progress) => {
                        self.phase = Phase::Comparing(report, job);
                        Ok(Slice::Told("Comparing", progress))
                    }
                    Step::Done(comparison) => Ok(self.finished(*report, Some(comparison))),
                }
            }
            Phase::Gone => Ok(Slice::Next),
        }
    }

    fn begin(&mut self, report: Report) -> Result<Slice, Failure> {
        let [first, second] = self.packages.clone();
        let job = CompareJob::new(first, second).map_err(|error| error.to_failure())?;
        self.throttle = Throttle::default();
        self.phase = Phase::Comparing(Box::new(report), Box::new(job));
        Ok(Slice::Next)
    }

    fn finished(&self, report: Report, comparison: Option<Comparison>) -> Slice {
        Slice::Finished(Box::new(Event::Compared {
            tag: self.tag,
            report,
            comparison,
        }))
    }
}
