//! The session as what a worker's loop serves.

use web_sys::Blob;

use super::desk::{Desk, named};
use super::host::BrowserHost;
use crate::engine::session::protocol::{BUILD, Event, Request, SignRequest, WorkRequest};
use crate::engine::session::{Session, WarmUp, Work};

/// The session in its worker.
pub(super) struct SessionDesk {
    session: Session<BrowserHost>,
    practice: Practice,
}

/// Practice, until something is opened.
enum Practice {
    NotBegun,
    Going(WarmUp),
    Over,
}

impl Desk for SessionDesk {
    type Request = Request;
    type Event = Event;

    fn new() -> SessionDesk {
        let host = BrowserHost::new();
        host.find_store();
        SessionDesk {
            session: Session::new(host),
            practice: Practice::NotBegun,
        }
    }

    fn ready() -> Event {
        Event::Ready {
            build: BUILD.to_owned(),
        }
    }

    fn broken(message: String) -> Event {
        Event::Broken { message }
    }

    fn take(&mut self, request: Request, beside: Vec<Blob>) {
        let names = names_in(&request);
        let files = named(self.session.host_mut(), names, beside);
        if !files.is_empty() {
            self.practice = Practice::Over;
        }
        self.session.handle(request, files);
    }

    fn step(&mut self) -> Work {
        self.session.step()
    }

    fn events(&mut self) -> Vec<(Event, Vec<Blob>)> {
        self.session.take_events()
    }

    fn warm_up(&mut self) -> bool {
        if matches!(self.practice, Practice::NotBegun) {
            self.practice = Practice::Going(WarmUp::new());
            return true;
        }
        let Practice::Going(warm_up) = &mut self.practice else {
            return false;
        };
        let goes_on = warm_up.step();
        if !goes_on {
            self.practice = Practice::Over;
        }
        goes_on
    }
}

/// The names that a request gives the files beside it.
fn names_in(request: &Request) -> Vec<String> {
    match request {
        Request::Open { names, .. } => names.clone(),
        Request::Compare { names, .. } => names.to_vec(),
        Request::Earlier { names, .. } => names.clone(),
        Request::Verify { name, .. }
        | Request::Exhibit { name, .. }
        | Request::Sign(
            SignRequest::Add { name, .. }
            | SignRequest::SignAndAdd { name, .. }
            | SignRequest::Review { name, .. },
        )
        | Request::Work(WorkRequest::ReadCase { name, .. }) => {
            vec![name.clone()]
        }
        Request::Hello { .. }
        | Request::OpenSample
        | Request::Decisions { .. }
        | Request::Rows { .. }
        | Request::Find { .. }
        | Request::FoundIn { .. }
        | Request::HitRows { .. }
        | Request::WhyNot { .. }
        | Request::CountTerms { .. }
        | Request::RowsOf { .. }
        | Request::FindTerm { .. }
        | Request::GoToDate { .. }
        | Request::Locate { .. }
        | Request::Provenance { .. }
        | Request::Look { .. }
        | Request::Media { .. }
        | Request::Build { .. }
        | Request::DiscardPackage
        | Request::Seal { .. }
        | Request::Cancel { .. }
        | Request::CancelDigest { .. }
        | Request::ResumeDigest { .. }
        | Request::Work(_)
        | Request::Sign(_)
        | Request::LongRow { .. }
        | Request::Scope { .. } => Vec::new(),
    }
}
