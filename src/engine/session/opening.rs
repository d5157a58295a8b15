//! Files being opened, one source a slice.

use std::rc::Rc;

use crate::engine::archive::Given;
use crate::engine::finding::{Explain, Failure};

use super::digesting::Digesting;
use super::error::SessionError;
use super::open::{self, Opened};
use super::protocol::Event;
use super::{Host, Session, Turn};

/// Files that wait to be opened.
pub(super) enum Opening {
    /// As they were chosen.
    Chosen(Vec<Given>),
    /// What becomes one source.
    Group(Vec<Given>),
}

impl<H: Host> Session<H> {
    pub(super) fn queue_open(&mut self, given: Vec<Given>) {
        if given.is_empty() {
            self.fail_with(None, &SessionError::NothingGiven);
        } else {
            self.opening.push_back(Opening::Chosen(given));
        }
    }

    pub(super) fn step_open(&mut self) -> Turn {
        match self.opening.pop_front() {
            None => return Turn::Nothing,
            Some(Opening::Chosen(given)) => {
                let (groups, failures) = open::groups(given);
                for group in groups.into_iter().rev() {
                    self.opening.push_front(Opening::Group(group));
                }
                for failure in failures {
                    self.fail(None, failure);
                }
            }
            Some(Opening::Group(given)) => {
                match open::open(given).and_then(|opened| self.refuse_twin(opened)) {
                    Ok(opened) => self.add_source(opened),
                    Err(failure) => self.fail(None, failure),
                }
            }
        }
        Turn::Worked
    }

    /// Refuses a source that is open already. When the open one cannot be read any more, because
    /// the file was touched since it was chosen, the new one is let in.
    fn refuse_twin(&self, opened: Opened) -> Result<Opened, Failure> {
        let twin = self
            .provisionals
            .iter()
            .position(|known| *known == opened.provisional)
            .and_then(|number| self.case.sources.get(number));
        let Some(twin) = twin else {
            return Ok(opened);
        };
        let still_reads = twin
            .archive
            .sources()
            .iter()
            .all(|(_, source)| self.host.still_reads(source));
        if !still_reads {
            return Ok(opened);
        }
        let error = SessionError::AlreadyOpen {
            name: opened.source.archive.name().to_owned(),
            open_name: twin.archive.name().to_owned(),
        };
        Err(error.to_failure())
    }

    fn add_source(&mut self, opened: Opened) {
        let number = self.case.sources.len() as u32;
        let archive = Rc::clone(&opened.source.archive);
        let case = Rc::make_mut(&mut self.case);
        case.sources.push(opened.source);
        self.redactions = None;
        let summary = open::summary(&self.case, number, &opened.provisional, opened.failures);
        if let Some(source) = summary {
            self.emit(Event::Opened { source });
        }
        self.provisionals.push(opened.provisional);
        self.digest_stopped.push(false);
        self.digesting.push_back(Digesting::new(number, archive));
    }
}
