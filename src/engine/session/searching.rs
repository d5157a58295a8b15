//! Searches on their way: words in a thread, a term in everything.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::job::Step;
use crate::engine::open::Milestone;
use crate::engine::search::SearchJob;
use crate::engine::thread::Thread;

use super::protocol::{Event, Tag};
use super::{Host, Session, Turn};

/// A search that runs.
pub(super) struct Finder {
    pub(super) tag: Tag,
    id: ThreadId,
    thread: Rc<Thread>,
    job: SearchJob,
}

impl<H: Host> Session<H> {
    pub(super) fn queue_find(&mut self, tag: Tag, id: ThreadId, query: &str) {
        let Some(thread) = self.case.thread(id).map(|(_, thread)| Rc::clone(thread)) else {
            return self.no_thread(tag, id);
        };
        self.host.passed(Milestone::SearchBegun);
        self.find = Some(Finder {
            tag,
            id,
            thread,
            job: SearchJob::new(query),
        });
    }

    pub(super) fn step_find(&mut self) -> Turn {
        let Some(find) = &mut self.find else {
            return Turn::Nothing;
        };
        if let Step::Done(hits) = find.job.step(&find.thread) {
            let event = Event::Found {
                tag: find.tag,
                thread: find.id,
                records: hits.records,
                n_hits: hits.n_hits,
            };
            self.find = None;
            self.host.passed(Milestone::SearchDone);
            self.emit(event);
        }
        Turn::Worked
    }

    pub(super) fn step_term(&mut self) -> Turn {
        let Some((tag, job)) = &mut self.term else {
            return Turn::Nothing;
        };
        if let Some((hits, n_hits)) = job.step(&self.case) {
            let event = Event::TermHits {
                tag: *tag,
                hits,
                n_hits,
            };
            self.term = None;
            self.emit(event);
        }
        Turn::Worked
    }
}
