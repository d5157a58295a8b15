//! The examiner as what a worker's loop serves.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use web_sys::Blob;

use super::desk::{Desk, named};
use super::host::BrowserHost;
use super::zone_clock::ZoneClock;
use crate::engine::examine::Examiner;
use crate::engine::examine::protocol::{Event, Request};
use crate::engine::session::Work;
use crate::engine::session::protocol::BUILD;

/// The examiner in its worker.
pub(super) struct ExaminerDesk {
    host: BrowserHost,
    examiner: Examiner,
}

impl Desk for ExaminerDesk {
    type Request = Request;
    type Event = Event;

    fn new() -> ExaminerDesk {
        ExaminerDesk {
            host: BrowserHost::new(),
            examiner: Examiner::with_zones(Rc::new(ahead())),
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
        let names = match &request {
            Request::Open { names, .. } => names.clone(),
            Request::Burn { name, .. }
            | Request::FindCodes { name, .. }
            | Request::LookAtPackage { name, .. } => vec![name.clone()],
            Request::Hello { .. }
            | Request::OpenSample
            | Request::Standing { .. }
            | Request::Suggest { .. }
            | Request::LookAtPictures { .. }
            | Request::Show { .. }
            | Request::Gather { .. }
            | Request::Comply(_)
            | Request::Cancel { .. } => Vec::new(),
        };
        let files = named(&self.host, names, beside);
        self.examiner.handle(request, files);
    }

    fn step(&mut self) -> Work {
        self.examiner.step()
    }

    fn events(&mut self) -> Vec<(Event, Vec<Blob>)> {
        let events = self.examiner.take_events().into_iter();
        events.map(|event| (event, Vec::new())).collect()
    }

    fn warm_up(&mut self) -> bool {
        false
    }
}

/// The clocks of zones, each made once.
fn ahead() -> impl Fn(&str, i64) -> Option<i32> {
    let clocks: RefCell<BTreeMap<String, Option<ZoneClock>>> = RefCell::default();
    move |zone, at| {
        let mut clocks = clocks.borrow_mut();
        let clock = clocks
            .entry(zone.to_owned())
            .or_insert_with(|| ZoneClock::of(zone));
        clock.as_ref()?.ahead_at(at)
    }
}
