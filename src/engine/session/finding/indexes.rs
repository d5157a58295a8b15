//! The search indexes of the threads, each made when it is first needed.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::job::Step;
use crate::engine::search::{Index, IndexJob};
use crate::engine::thread::Thread;

/// The indexes made so far. A thread keeps its number and its text as long as it is open.
#[derive(Default)]
pub(in crate::engine::session) struct Indexes {
    made: BTreeMap<ThreadId, Rc<Index>>,
    making: Option<(ThreadId, IndexJob)>,
}

impl Indexes {
    /// The index of a thread, or one step towards it.
    pub(super) fn step(&mut self, id: ThreadId, thread: &Thread) -> Option<Rc<Index>> {
        if let Some(index) = self.made.get(&id) {
            return Some(Rc::clone(index));
        }
        let mut job = match self.making.take() {
            Some((at, job)) if at == id => job,
            Some(_) | None => IndexJob::new(thread),
        };
        match job.step(thread) {
            Step::More(_) => {
                self.making = Some((id, job));
                None
            }
            Step::Done(index) => {
                let index = Rc::new(index);
                self.made.insert(id, Rc::clone(&index));
                Some(index)
            }
        }
    }
}
