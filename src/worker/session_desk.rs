//! The session that the page reads from, as what a worker's loop serves.

use web_sys::Blob;

use super::desk::{Desk, named};
use super::host::BrowserHost;
use crate::engine::session::protocol::{BUILD, Event, Request};
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
        let names = match &request {
            Request::Open { names, .. } => names.clone(),
            Request::ShareDigest { .. } => vec![String::new()],
            _other => Vec::new(),
        };
        if matches!(request, Request::Open { .. }) {
            self.practice = Practice::Over;
        }
        let files = named(self.session.host_mut(), names, beside);
        self.session.read(request, files);
    }

    fn step(&mut self) -> Work {
        self.session.step_reading()
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
