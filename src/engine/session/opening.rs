//! Files being opened, one source a slice.

use std::rc::Rc;

use crate::engine::archive::Given;
use crate::engine::case::OpenSource;
use crate::engine::finding::{Explain, Failure};
use crate::engine::limits::Limits;
use crate::engine::open::{OpenedSource, open_sources};
use crate::engine::seal;

use super::arriving::Teller;
use super::digesting::Digesting;
use super::error::SessionError;
use super::open;
use super::protocol::{Event, SealedFrom, SourceSummary};
use super::{Host, Session, Turn};

/// Files that wait to be opened.
pub(super) enum Opening {
    /// As they were chosen.
    Chosen(Vec<Given>, Limits),
    /// What becomes one source.
    Group(Vec<Given>, Limits),
    /// A source out of a sealed package. What stands inside it is a source of that package, too.
    Sealed(Vec<Given>, SealedFrom, Limits),
}

impl<H: Host> Session<H> {
    /// `limits_times` is how many times the usual limits; nothing below 1.
    pub(super) fn queue_open(&mut self, given: Vec<Given>, limits_times: u32) {
        if given.is_empty() {
            self.fail_with(None, &SessionError::NothingGiven);
        } else {
            let limits = Limits::USUAL.times(u64::from(limits_times.max(1)));
            self.opening.push_back(Opening::Chosen(given, limits));
        }
    }

    pub(super) fn step_open(&mut self) -> Turn {
        match self.opening.pop_front() {
            None => return Turn::Nothing,
            Some(Opening::Chosen(mut given, limits)) => {
                given.retain(|file| !self.is_sealed_package(file, &limits));
                let (groups, failures) = open::groups(given);
                for group in groups.into_iter().rev() {
                    self.opening
                        .push_front(Opening::Group(group, limits.clone()));
                }
                for failure in failures {
                    self.fail(None, failure);
                }
            }
            Some(Opening::Group(given, limits)) => match self.open_group(given, &limits) {
                Ok(sources) => sources
                    .into_iter()
                    .for_each(|source| self.add_source(source, None)),
                Err(failure) => {
                    self.fail(None, failure);
                    self.let_go_when_done();
                }
            },
            Some(Opening::Sealed(given, sealed, limits)) => {
                // Decisions come with it: its messages are not shown before those are.
                let opened = open_sources(given, &limits, &Teller::new(&self.host, false));
                let first = opened.and_then(|sources| {
                    let first = sources.into_iter().next();
                    self.refuse_twin(first.ok_or_else(nothing_given)?)
                });
                match first {
                    Ok(source) => self.add_source(source, Some(sealed)),
                    Err(failure) => self.fail(None, failure),
                }
            }
        }
        Turn::Worked
    }

    /// Opens what becomes one source, or several where a zip holds exports that are zips. What
    /// could not be opened is told with the first that could.
    fn open_group(&self, given: Vec<Given>, limits: &Limits) -> Result<Vec<OpenedSource>, Failure> {
        if let [only] = given.as_slice() {
            self.host.expect(&only.source);
        }
        let mut sources = Vec::new();
        let mut failures = Vec::new();
        for opened in open_sources(given, limits, &self.onlooker())? {
            match self.refuse_twin(opened) {
                Ok(opened) => sources.push(opened),
                Err(failure) => failures.push(failure),
            }
        }
        match sources.first_mut() {
            Some(first) => first.failures.extend(failures),
            None => return Err(failures.into_iter().next().unwrap_or_else(nothing_given)),
        }
        Ok(sources)
    }

    /// Queues what a sealed package holds; `false` when it is none. One that is damaged is refused
    /// as a whole. Whether an export in it is the one that was sealed shows when its seal is
    /// computed anew.
    fn is_sealed_package(&mut self, given: &Given, limits: &Limits) -> bool {
        match seal::kept_in(given) {
            Ok(None) => return false,
            Ok(Some(kept)) => {
                self.kept.extend(kept.seals);
                for source in kept.sources.into_iter().rev() {
                    let sealed = SealedFrom {
                        id: source.id,
                        log: kept.log.clone(),
                    };
                    self.opening
                        .push_front(Opening::Sealed(source.files, sealed, limits.clone()));
                }
            }
            Err(error) => self.fail(None, error.to_failure()),
        }
        true
    }

    /// Refuses a source that is open already. When the open one cannot be read any more, because
    /// the file was touched since it was chosen, the new one is let in.
    fn refuse_twin(&self, opened: OpenedSource) -> Result<OpenedSource, Failure> {
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
            name: opened.archive.name().to_owned(),
            open_name: twin.archive.name().to_owned(),
        };
        Err(error.to_failure())
    }

    fn onlooker(&self) -> Teller<'_, H> {
        let is_first = self.case.sources.is_empty();
        Teller::new(&self.host, is_first)
    }

    fn add_source(&mut self, opened: OpenedSource, sealed: Option<SealedFrom>) {
        let number = self.case.sources.len() as u32;
        let case = Rc::make_mut(&mut self.case);
        case.sources.push(OpenSource {
            id: opened.provisional.clone(),
            archive: opened.archive,
            threads: opened.threads,
            findings: opened.findings,
        });
        self.redactions = None;
        self.marked.take();
        // A proof needs a seal of every thread.
        self.seals.clear();
        let summary = open::summary(&self.case, number, &opened.provisional, opened.failures);
        if let Some(summary) = summary {
            let source = SourceSummary { sealed, ..summary };
            self.emit(Event::Opened { source });
        }
        self.provisionals.push(opened.provisional);
        self.digest_stopped.push(false);
        if let Some(open) = self.case.sources.last() {
            self.digesting.push_back(Digesting::new(number, open));
        }
    }
}

fn nothing_given() -> Failure {
    SessionError::NothingGiven.to_failure()
}
