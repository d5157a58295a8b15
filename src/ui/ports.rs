//! The two workers of the page, as far as their handles must know them.

use crate::engine::examine::protocol as examine;
use crate::engine::finding::Failure;
use crate::engine::session::protocol as session;
use crate::ui::worker_handle::Port;

/// The session in its worker.
pub struct SessionPort;

impl Port for SessionPort {
    type Request = session::Request;
    type Event = session::Event;

    fn hello(build: String) -> session::Request {
        session::Request::Hello { build }
    }

    fn ready(event: &session::Event) -> Option<&str> {
        match event {
            session::Event::Ready { build } => Some(build),
            _other => None,
        }
    }

    fn last_words(event: &session::Event) -> Option<&str> {
        match event {
            session::Event::Broken { message } => Some(message),
            _other => None,
        }
    }

    fn broken(message: String) -> session::Event {
        session::Event::Broken { message }
    }

    fn failed(failure: Failure) -> session::Event {
        session::Event::Failed { tag: None, failure }
    }
}

/// The examiner in its worker.
pub struct ExaminerPort;

impl Port for ExaminerPort {
    type Request = examine::Request;
    type Event = examine::Event;

    fn hello(build: String) -> examine::Request {
        examine::Request::Hello { build }
    }

    fn ready(event: &examine::Event) -> Option<&str> {
        match event {
            examine::Event::Ready { build } => Some(build),
            _other => None,
        }
    }

    fn last_words(event: &examine::Event) -> Option<&str> {
        match event {
            examine::Event::Broken { message } => Some(message),
            _other => None,
        }
    }

    fn broken(message: String) -> examine::Event {
        examine::Event::Broken { message }
    }

    fn failed(failure: Failure) -> examine::Event {
        examine::Event::Failed { tag: None, failure }
    }
}
