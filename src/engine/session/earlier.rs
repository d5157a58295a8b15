//! Earlier packages of the case beside the one that is staged.

use std::rc::Rc;

use crate::engine::archive::Given;
use crate::engine::earlier::{EarlierFound, EarlierJob};
use crate::engine::finding::{Explain, Failure};
use crate::engine::job::Step;
use crate::engine::source::SharedSource;

use super::error::SessionError;
use super::protocol::{Event, Tag};
use super::throttle::Throttle;
use super::{Host, Session, Turn};

/// Earlier packages on their way.
pub(super) struct Earlier {
    pub(super) tag: Tag,
    /// Still to come, the next one last.
    waiting: Vec<Given>,
    job: Option<Box<EarlierJob>>,
    found: Vec<EarlierFound>,
    throttle: Throttle,
}

impl<H: Host> Session<H> {
    pub(super) fn queue_earlier(&mut self, tag: Tag, mut files: Vec<Given>) {
        if self.signing.built.is_none() || files.is_empty() {
            return self.fail_with(Some(tag), &SessionError::NothingGiven);
        }
        files.reverse();
        self.signing.earlier = Some(Earlier {
            tag,
            waiting: files,
            job: None,
            found: Vec::new(),
            throttle: Throttle::default(),
        });
    }

    pub(super) fn step_earlier(&mut self) -> Turn {
        let (Some(mut earlier), Some(built)) =
            (self.signing.earlier.take(), self.signing.built.clone())
        else {
            return Turn::Nothing;
        };
        let tag = earlier.tag;
        match self.earlier_slice(&mut earlier, built) {
            Ok(true) => self.signing.earlier = Some(earlier),
            Ok(false) => {
                let found = earlier.found;
                self.emit(Event::Earlier { tag, found });
            }
            Err(failure) => self.fail(Some(tag), failure),
        }
        Turn::Worked
    }

    /// Whether there is more to do.
    fn earlier_slice(
        &mut self,
        earlier: &mut Earlier,
        built: SharedSource,
    ) -> Result<bool, Failure> {
        let Some(job) = &mut earlier.job else {
            let Some(next) = earlier.waiting.pop() else {
                return Ok(false);
            };
            let (case, log) = (Rc::clone(&self.case), &self.log);
            let job = EarlierJob::new(&next.name, next.source, built, &case, log);
            earlier.job = Some(Box::new(job.map_err(|error| error.to_failure())?));
            return Ok(true);
        };
        match job.step().map_err(|error| error.to_failure())? {
            Step::More(progress) => {
                if earlier.throttle.lets(progress) {
                    self.emit(Event::Progress {
                        tag: earlier.tag,
                        phase: "Looking at earlier packages".to_owned(),
                        progress,
                    });
                }
            }
            Step::Done(found) => {
                earlier.found.push(found);
                earlier.job = None;
                earlier.throttle = Throttle::default();
            }
        }
        Ok(true)
    }
}
