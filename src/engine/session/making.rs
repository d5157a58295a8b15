//! The maker: a session in a worker of its own that writes and checks packages. It opens the page's
//! exports once more when a package is asked for, so that the worker that is read from stays small and
//! is never waited for while a package is written.
//!
//! Read [`Maker`]. Its requests and events are the session's; what the page learns from the other
//! session is not said twice.
//!
//! Invariants: what is asked for is begun after everything before it is open; nothing is built or
//! sealed of a case that is not the page's; digests are the page's, from its log.

use std::collections::VecDeque;

use super::error::SessionError;
use super::protocol::{Event, Request};
use super::{Host, Outgoing, Session, Work};
use crate::engine::archive::Given;
use crate::engine::case::Case;
use crate::engine::finding::{Explain, Failure};
use crate::engine::place::SourceId;

/// What is open, and the packages in work.
pub struct Maker<H: Host> {
    session: Session<H>,
    /// Until everything is open.
    waiting: VecDeque<(Request, Vec<Given>)>,
    /// What is open here is not what the page has open, or its log is another.
    differs: Option<Failure>,
    /// Why something could not be opened, the last time.
    trouble: Option<Failure>,
}

impl<H: Host> Maker<H> {
    /// With nothing open.
    pub fn new(host: H) -> Maker<H> {
        Maker {
            session: Session::new(host),
            waiting: VecDeque::new(),
            differs: None,
            trouble: None,
        }
    }

    /// The platform that was handed in.
    pub fn host_mut(&mut self) -> &mut H {
        self.session.host_mut()
    }

    /// The events since the last call, in order.
    pub fn take_events(&mut self) -> Vec<Outgoing<H>> {
        self.notice_trouble();
        let mut events = self.session.take_events();
        events.retain(|(event, _)| is_of_making(event));
        events
    }

    /// Takes a request with the files beside it.
    pub fn handle(&mut self, request: Request, files: Vec<Given>) {
        if let Request::Cancel { tag } = request {
            let n_before = self.waiting.len();
            self.waiting
                .retain(|(request, _)| request.tag_of_making() != Some(tag));
            if self.waiting.len() < n_before {
                return self.session.emit_cancelled(tag);
            }
        }
        let is_free = matches!(request, Request::Open { .. } | Request::OpenSample)
            || (self.waiting.is_empty() && !self.session.is_opening());
        if is_free || !request.follows_opening() {
            self.take(request, files);
        } else {
            self.waiting.push_back((request, files));
        }
    }

    /// Does one slice of the queued work.
    pub fn step(&mut self) -> Work {
        let work = self.session.step_making();
        // The page has them from the session that it reads from.
        self.session.digesting.clear();
        if !self.session.is_opening() && !self.waiting.is_empty() {
            for (request, files) in std::mem::take(&mut self.waiting) {
                self.take(request, files);
            }
            return Work::More;
        }
        work
    }

    fn take(&mut self, request: Request, files: Vec<Given>) {
        if let Request::Standing { sources } = request {
            self.notice_trouble();
            let differs = self.session.arrange(&sources).err();
            self.differs = differs.map(|missing| self.trouble.take().unwrap_or(missing));
            return;
        }
        let told = match &request {
            Request::Decisions { revision, .. } => Some(*revision),
            _other => None,
        };
        if request.needs_the_case()
            && let Some(failure) = &self.differs
        {
            return self.session.fail(request.tag_of_making(), failure.clone());
        }
        self.session.handle(request, files);
        // The page shows the other session's.
        self.session.list_wanted = false;
        if told.is_some_and(|revision| revision != self.session.revision) {
            let what = "the log of decisions".to_owned();
            let failure = SessionError::NotOpen { what }.to_failure();
            self.differs.get_or_insert(failure);
        }
    }

    fn notice_trouble(&mut self) {
        let mut events = self.session.out.iter().rev();
        let trouble = events.find_map(|(event, _)| match event {
            Event::Failed { tag: None, failure } => Some(failure.clone()),
            _other => None,
        });
        if trouble.is_some() {
            self.trouble = trouble;
        }
    }
}

/// What the page hears from nobody else.
fn is_of_making(event: &Event) -> bool {
    match event {
        Event::Ready { .. }
        | Event::Media { .. }
        | Event::Progress { .. }
        | Event::Built { .. }
        | Event::SealToSign { .. }
        | Event::SealShared { .. }
        | Event::DigestShared { .. }
        | Event::Sealed { .. }
        | Event::Verified { .. }
        | Event::Work(_)
        | Event::Sign(_)
        | Event::Compared { .. }
        | Event::Earlier { .. }
        | Event::Exhibit { .. }
        | Event::Broken { .. } => true,
        Event::Failed { tag, .. } | Event::Cancelled { tag, .. } => tag.is_some(),
        Event::Arriving { .. }
        | Event::Early { .. }
        | Event::Opened { .. }
        | Event::Digesting { .. }
        | Event::Digested { .. }
        | Event::DigestFailed { .. }
        | Event::Leaves { .. }
        | Event::SharedDigest { .. }
        | Event::Rows { .. }
        | Event::Found { .. }
        | Event::HitCounts { .. }
        | Event::HitRows { .. }
        | Event::WhyNot { .. }
        | Event::TermCounted { .. }
        | Event::Scoped { .. }
        | Event::TermHits { .. }
        | Event::Located { .. }
        | Event::Redactions { .. }
        | Event::Reordered { .. }
        | Event::Provenance { .. }
        | Event::Looked { .. } => false,
    }
}

impl<H: Host> Session<H> {
    /// What is for the maker, as [`Session::handle`] takes it.
    pub(super) fn make(&mut self, request: Request, files: Vec<Given>) {
        match request {
            Request::Build { tag, options } => self.queue_build(tag, &options),
            Request::Private { on } => self.host.stage_in_memory(on),
            Request::DiscardPackage => self.discard_staged(),
            Request::Seal {
                tag,
                secret,
                created,
                signs,
                enclosed,
            } => self.queue_seal(tag, &secret, &created, signs, enclosed),
            Request::SealSigned { tag, additions } => self.seal_signed(tag, additions),
            Request::SealLeaves { tag, part } => self.seal_shared(tag, part),
            Request::Verify { tag, known, .. } => self.queue_verify(tag, files, &known),
            Request::SharedDigest { tag, sha256 } => {
                self.take_shared_digest(tag, sha256.as_ref());
            }
            Request::Media {
                tag,
                source,
                entry,
                muted,
            } => self.queue_muted(tag, (source, entry), &muted),
            Request::Work(request) => self.make_work(request, files),
            Request::Sign(request) => self.handle_sign(request, files),
            Request::Compare { tag, .. } => self.queue_compare(tag, files),
            Request::Earlier { tag, .. } => self.queue_earlier(tag, files),
            Request::Exhibit { tag, choice, .. } => self.make_exhibit(tag, files, choice),
            _of_reading => {}
        }
    }

    fn is_opening(&self) -> bool {
        !self.opening.is_empty()
    }

    /// Puts what is open into this order, and lets the rest go.
    ///
    /// Errors: something is missing.
    fn arrange(&mut self, wanted: &[SourceId]) -> Result<(), Failure> {
        if self.provisionals == wanted {
            return Ok(());
        }
        let mut left: Vec<_> = self.provisionals.iter().zip(&self.case.sources).collect();
        let mut sources = Vec::new();
        for (number, provisional) in wanted.iter().enumerate() {
            let Some(at) = left.iter().position(|(known, _)| *known == provisional) else {
                let what = format!("file {} of the case", number + 1);
                return Err(SessionError::NotOpen { what }.to_failure());
            };
            let (_, source) = left.remove(at);
            sources.push(source.clone());
        }
        self.case = Case { sources }.into();
        self.provisionals = wanted.to_vec();
        self.digest_stopped = vec![false; wanted.len()];
        self.redactions = None;
        self.seals.clear();
        Ok(())
    }
}
