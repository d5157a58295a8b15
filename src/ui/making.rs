//! Which worker a request goes to, and the maker's life: it is started when it is first needed, and is
//! handed what the page has open before it works on the case.

use std::collections::BTreeSet;

use web_sys::Blob;
use yew::Callback;

use crate::app::Action;
use crate::app::making::brought;
use crate::app::queue::Program;
use crate::engine::finding::Failure;
use crate::engine::session::protocol::{BUILD, Event, Request, SignRequest};
use crate::port::MAKER;
use crate::say;
use crate::ui::app::App;
use crate::ui::ports::SessionPort;
use crate::ui::worker_handle::{OnEvent, WorkerHandle};

/// The maker, and what it was handed.
pub(super) struct Making {
    pub(super) worker: WorkerHandle<SessionPort>,
    /// Batches that it has open.
    has: BTreeSet<usize>,
}

impl Making {
    /// It is started later.
    pub(super) fn idle(on_event: OnEvent<SessionPort>) -> Making {
        Making {
            worker: WorkerHandle::idle_named(on_event, MAKER),
            has: BTreeSet::new(),
        }
    }

    /// Ends it; the next request starts another one.
    pub(super) fn end(&mut self) {
        self.worker.terminate();
        self.has.clear();
    }
}

/// What of its events the page's state is told as an action of its own: its end, and a stale copy.
fn end_in(event: &Event) -> Option<Action> {
    let message = match event {
        Event::Broken { message } => message.clone(),
        Event::Ready { build } if build != BUILD => {
            say::the_page_is_of_version_text_but(BUILD, build)
        }
        _other => return None,
    };
    Some(Action::MakerBroke { message })
}

impl App {
    /// The maker answered, or ended.
    pub(super) fn made(&mut self, event: Event, beside: Vec<Blob>) {
        match end_in(&event) {
            Some(action) => {
                self.making.end();
                self.act(action);
            }
            None => self.answered(event, beside),
        }
    }

    /// The reader helps the maker; what they tell each other passes through here. Returns what is for
    /// the page.
    pub(super) fn passed_on(&mut self, event: Event, beside: &[Blob]) -> Option<Event> {
        let sent = match event {
            Event::DigestShared { tag } => {
                let request = Request::ShareDigest { tag };
                self.worker.post(request, beside.to_vec())
            }
            Event::SharedDigest { .. } if !self.making.worker.is_there() => return None,
            Event::SharedDigest { tag, sha256 } => {
                let request = Request::SharedDigest { tag, sha256 };
                self.making.worker.post(request, Vec::new())
            }
            Event::SealShared { tag, shares } => {
                let request = Request::ShareSeal { tag, shares };
                self.worker.post(request, Vec::new())
            }
            Event::Leaves { tag, part } if self.making.worker.is_there() => {
                let request = Request::SealLeaves { tag, part };
                self.making.worker.post(request, Vec::new())
            }
            Event::Leaves { tag, .. } => {
                let shares = Vec::new();
                self.worker
                    .post(Request::ShareSeal { tag, shares }, Vec::new())
            }
            other => return Some(other),
        };
        // The maker makes by itself what does not arrive.
        drop(sent);
        None
    }

    /// Sends a request to the worker that it is for.
    ///
    /// Errors: the message could not be packed or posted.
    pub(super) fn post(&mut self, request: Request, files: Vec<Blob>) -> Result<(), Failure> {
        if request.is_for_maker() {
            return self.make(request, files);
        }
        if matches!(request, Request::Cancel { .. }) && self.making.worker.is_there() {
            self.making.worker.post(request.clone(), Vec::new())?;
        }
        self.worker.post(request, files)
    }

    fn make(&mut self, request: Request, files: Vec<Blob>) -> Result<(), Failure> {
        if !self.making.worker.is_there() {
            if lets_go(&request) {
                return Ok(());
            }
            self.making.has.clear();
            if self.state.queue.program == Program::Missing {
                self.load_examiner();
            }
            self.making.worker.start_program_of(&self.examiner);
        }
        let on = self.state.keep.private;
        self.making
            .worker
            .post(Request::Private { on }, Vec::new())?;
        if request.needs_the_case() {
            for (request, keys) in brought(&self.state, &mut self.making.has) {
                let files = self.files.blobs(&keys);
                self.making.worker.post(request, files)?;
            }
        }
        self.making.worker.post(request, files)
    }

    /// Its program is there, or cannot be had: what waits for it is told.
    pub(super) fn program_arrived(&self) -> impl Fn(Option<String>) + 'static {
        let (examiner, maker) = (self.examiner.clone(), self.making.worker.clone());
        let on_action: Callback<Action> = self.on_action.clone();
        move |failed| {
            if !maker.waits() {
                return;
            }
            match failed {
                None => maker.start_program_of(&examiner),
                Some(message) => {
                    maker.terminate();
                    on_action.emit(Action::MakerBroke { message });
                }
            }
        }
    }
}

/// A maker that does not run has nothing to let go.
fn lets_go(request: &Request) -> bool {
    matches!(
        request,
        Request::DiscardPackage | Request::Sign(SignRequest::Discard)
    )
}
