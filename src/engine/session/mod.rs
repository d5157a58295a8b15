//! The whole engine as one object: requests in, events out. Holds what is open and runs the jobs.
//!
//! Read [`Session`] first. `handle` answers what is quick at once and queues the rest; `step` does
//! one slice of the queued work, so that a caller can let messages in between two slices. Events
//! wait in order until [`Session::take_events`].
//!
//! Invariants: the page's log is the only one; rows always follow the log last handed in, and a
//! source that was just opened is covered by it, too; a staged package is handed over only after
//! the verifier and the leak check read it again; a failure of one request leaves the others alone.

mod adding;
mod arriving;
mod cancelling;
mod casework;
mod checking;
mod comparing;
mod digesting;
mod earlier;
mod error;
mod finding;
mod host;
mod info;
mod log;
mod looking;
mod making;
mod media;
mod muting;
mod open;
mod opening;
mod packaging;
pub mod protocol;
mod redaction_rows;
mod row_answers;
pub(in crate::engine) mod rows;
pub(in crate::engine) mod sample;
mod sealing;
mod searching;
mod sharing;
mod steps;
mod term_hits;
mod throttle;
mod warm_up;

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::rc::Rc;

pub use error::SessionError;
pub use host::{Host, Parts, Stage};
pub use making::Maker;
pub(in crate::engine) use open::groups;
pub use steps::Work;
pub(in crate::engine) use throttle::Throttle;
pub use warm_up::WarmUp;

use checking::Verifying;
use digesting::Digesting;
use finding::{Counting, Finder, Indexes, Scoping, Wanted};
use looking::Looking;
use media::MediaJob;
use opening::Opening;
use packaging::Packaging;
use row_answers::{Records, RowsWanted};
use rows::TypeCache;
use sealing::Sealing;
use steps::Turn;

use term_hits::TermJob;

use super::archive::Given;
use super::case::Case;
use super::casework::MarkedRecords;
use super::citation::ResolveJob;
use super::decision::DecisionLog;
use super::finding::{Explain, Failure};
use super::place::SourceId;
use super::redact::Redactions;
use super::seal::share::ShareJob;
use super::seal::{KeptSeal, Sealed};
use super::zones::Zones;
use protocol::{BODY_CHARS_SHOWN, BUILD, Event, Request, Tag};

/// What is written into packages as the program that made them.
pub const TOOL: &str = concat!("threadseal ", env!("CARGO_PKG_VERSION"));

/// An event with what travels beside it.
pub type Outgoing<H> = (Event, Vec<<H as Host>::Handle>);

/// Everything that is open, and the work on it.
pub struct Session<H: Host> {
    host: H,
    out: VecDeque<Outgoing<H>>,
    case: Rc<Case>,
    /// By number of source: the id from its size and end.
    provisionals: Vec<SourceId>,
    log: DecisionLog,
    revision: u32,
    zones: Zones,
    /// `None` when the log or the case changed since they were resolved.
    redactions: Option<Redactions>,
    /// What people marked, as far as a query asked for it since then.
    marked: OnceCell<MarkedRecords>,
    /// The page waits for the list.
    list_wanted: bool,
    types: TypeCache,
    opening: VecDeque<Opening>,
    /// The search that runs.
    find: Option<Finder>,
    /// The one that ended last.
    found: Option<Finder>,
    indexes: Indexes,
    counting: Option<Counting>,
    scoping: Option<Scoping>,
    term: Option<(Tag, TermJob)>,
    looking: VecDeque<Looking>,
    media: VecDeque<MediaJob<H::Parts>>,
    packaging: Option<Packaging<H::Stage>>,
    staged: Option<H::Stage>,
    sealing: Option<Sealing<H::Stage>>,
    staged_seal: Option<H::Stage>,
    /// What is sealed here for the maker.
    sharing: Option<(Tag, ShareJob)>,
    /// What is digested here for the maker.
    hashing: Option<sharing::Hashing>,
    /// One for each thread, or none: what is open was not sealed, or more was opened since.
    seals: Vec<Rc<Sealed>>,
    /// The seals in the sealed packages that were opened.
    kept: Vec<KeptSeal>,
    verifying: VecDeque<Verifying>,
    signing: adding::Signing<H::Stage>,
    file_work: VecDeque<casework::FileWork>,
    resolving: Option<(Tag, ResolveJob)>,
    digesting: VecDeque<Digesting>,
    /// By number of source: ended by the person and not taken up again.
    digest_stopped: Vec<bool>,
}

impl<H: Host> Session<H> {
    /// With nothing open.
    pub fn new(host: H) -> Session<H> {
        Session {
            host,
            out: VecDeque::new(),
            case: Rc::new(Case::default()),
            provisionals: Vec::new(),
            log: DecisionLog::default(),
            revision: 0,
            zones: Zones::default(),
            redactions: None,
            marked: OnceCell::new(),
            list_wanted: false,
            types: TypeCache::new(),
            opening: VecDeque::new(),
            find: None,
            found: None,
            indexes: Indexes::default(),
            counting: None,
            scoping: None,
            term: None,
            looking: VecDeque::new(),
            media: VecDeque::new(),
            packaging: None,
            staged: None,
            sealing: None,
            staged_seal: None,
            sharing: None,
            hashing: None,
            seals: Vec::new(),
            kept: Vec::new(),
            verifying: VecDeque::new(),
            signing: adding::Signing::default(),
            file_work: VecDeque::new(),
            resolving: None,
            digesting: VecDeque::new(),
            digest_stopped: Vec::new(),
        }
    }

    /// The platform that was handed in.
    pub fn host_mut(&mut self) -> &mut H {
        &mut self.host
    }

    /// The events since the last call, in order.
    pub fn take_events(&mut self) -> Vec<Outgoing<H>> {
        self.out.drain(..).collect()
    }

    /// Takes a request with the files beside it. Quick ones are answered before this returns;
    /// the others are queued for [`Session::step`].
    pub fn handle(&mut self, request: Request, files: Vec<Given>) {
        if request.is_for_maker() {
            self.make(request, files);
        } else {
            self.read(request, files);
        }
    }

    /// As [`Session::handle`], for what shows what is open. A program that calls nothing else of this
    /// and [`Session::step_reading`] holds no code that writes or checks packages.
    pub fn read(&mut self, request: Request, files: Vec<Given>) {
        match request {
            Request::Hello { build } => self.hello(build),
            Request::Open { limits_times, .. } => self.queue_open(files, limits_times),
            Request::OpenSample => self.queue_open(vec![sample::sample()], 1),
            Request::Decisions {
                revision,
                log,
                identities,
            } => self.take_log(revision, &log, identities),
            Request::Rows {
                tag,
                thread,
                first,
                n_rows,
                view,
                highlight,
            } => self.rows(
                RowsWanted {
                    tag,
                    thread,
                    records: Records::Run(first, n_rows),
                    view,
                    max_chars: BODY_CHARS_SHOWN,
                },
                highlight.as_deref(),
            ),
            Request::LongRow {
                tag,
                thread,
                record,
                view,
                highlight,
                max_chars,
            } => self.rows(
                RowsWanted {
                    tag,
                    thread,
                    records: Records::These(vec![record]),
                    view,
                    max_chars,
                },
                highlight.as_deref(),
            ),
            Request::Find {
                tag,
                thread,
                query,
                view,
                scope,
            } => self.queue_find(Wanted {
                tag,
                thread,
                query,
                view,
                scope,
            }),
            Request::FoundIn { search, thread } => self.found_in(search, thread),
            Request::HitRows {
                tag,
                search,
                first,
                n_rows,
            } => self.hit_rows(tag, search, first, n_rows),
            Request::WhyNot {
                tag,
                thread,
                record,
                query,
                view,
            } => self.why_not(tag, (thread, record), &query, view),
            Request::CountTerms { tag, terms, view } => self.queue_counting(tag, &terms, view),
            Request::Scope {
                tag,
                query,
                view,
                threads,
            } => self.queue_scoping(tag, &query, view, threads),
            Request::RowsOf {
                tag,
                thread,
                records,
                view,
                highlight,
            } => self.rows(
                RowsWanted {
                    tag,
                    thread,
                    records: Records::These(records),
                    view,
                    max_chars: BODY_CHARS_SHOWN,
                },
                highlight.as_deref(),
            ),
            Request::FindTerm { tag, term } => self.term = Some((tag, TermJob::new(&term))),
            Request::GoToDate { tag, thread, date } => {
                let at = info::first_at(&self.case, thread, &date);
                let day = at.and_then(|(thread, record)| info::day_of(&self.case, thread, record));
                self.emit(Event::Located { tag, at, day });
            }
            Request::Locate { tag, place } => {
                let at = self.case.locate(&place);
                let day = None;
                self.emit(Event::Located { tag, at, day });
            }
            Request::Provenance {
                tag,
                thread,
                record,
            } => {
                let found =
                    info::provenance_of(&self.case, &self.zones, thread, record).map(Box::new);
                self.emit(Event::Provenance {
                    tag,
                    thread,
                    record,
                    found,
                });
            }
            Request::Look { tag, look } => self.look(tag, look),
            Request::Media {
                tag, source, entry, ..
            } => self.queue_media(tag, (source, entry)),
            Request::Cancel { tag } => self.cancel(tag),
            Request::ShareSeal { tag, shares } => self.share_seal(tag, &shares),
            Request::ShareDigest { tag } => self.share_digest(tag, files),
            Request::Work(request) => self.read_work(request),
            Request::CancelDigest { source } => self.cancel_digest(source),
            Request::ResumeDigest { source } => self.resume_digest(source),
            Request::Build { .. }
            | Request::Private { .. }
            | Request::DiscardPackage
            | Request::Seal { .. }
            | Request::SealSigned { .. }
            | Request::SealLeaves { .. }
            | Request::Verify { .. }
            | Request::SharedDigest { .. }
            | Request::Sign(_)
            | Request::Compare { .. }
            | Request::Earlier { .. }
            | Request::Exhibit { .. }
            | Request::Standing { .. } => {}
        }
    }

    fn emit(&mut self, event: Event) {
        self.out.push_back((event, Vec::new()));
    }

    fn emit_with(&mut self, event: Event, handle: H::Handle) {
        self.out.push_back((event, vec![handle]));
    }

    fn fail(&mut self, tag: Option<Tag>, failure: Failure) {
        self.emit(Event::Failed { tag, failure });
    }

    fn fail_with(&mut self, tag: Option<Tag>, error: &SessionError) {
        self.fail(tag, error.to_failure());
    }

    fn hello(&mut self, page: String) {
        if page != BUILD {
            let worker = BUILD.to_owned();
            self.fail_with(None, &SessionError::OtherBuild { page, worker });
        }
    }
}
