//! The maker as what a worker's loop serves.

use web_sys::Blob;

use super::desk::{Desk, named};
use super::host::BrowserHost;
use crate::engine::session::protocol::{BUILD, Event, Request, SignRequest, WorkRequest};
use crate::engine::session::{Maker, Work};

/// The maker in its worker.
pub(super) struct MakerDesk(Maker<BrowserHost>);

impl Desk for MakerDesk {
    type Request = Request;
    type Event = Event;

    fn new() -> MakerDesk {
        let host = BrowserHost::quiet();
        host.find_store();
        MakerDesk(Maker::new(host))
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
        let files = named(self.0.host_mut(), names_in(&request), beside);
        self.0.handle(request, files);
    }

    fn step(&mut self) -> Work {
        self.0.step()
    }

    fn events(&mut self) -> Vec<(Event, Vec<Blob>)> {
        self.0.take_events()
    }

    fn warm_up(&mut self) -> bool {
        false
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
        | Request::Work(WorkRequest::ReadCase { name, .. } | WorkRequest::ReadKey { name, .. }) => {
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
        | Request::Standing { .. }
        | Request::Build { .. }
        | Request::Private { .. }
        | Request::DiscardPackage
        | Request::Seal { .. }
        | Request::SealSigned { .. }
        | Request::SealLeaves { .. }
        | Request::ShareSeal { .. }
        | Request::ShareDigest { .. }
        | Request::SharedDigest { .. }
        | Request::Cancel { .. }
        | Request::CancelDigest { .. }
        | Request::ResumeDigest { .. }
        | Request::Work(_)
        | Request::Sign(_)
        | Request::LongRow { .. }
        | Request::Scope { .. } => Vec::new(),
    }
}
