//! The search indexes of the threads. What a search cannot do without is made when it is first needed,
//! the rest while nothing else is to be done.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::case::{Case, ThreadId};
use crate::engine::job::Step;
use crate::engine::search::{Blocks, BlocksJob, Index, IndexJob};
use crate::engine::session::{Host, Session, Turn};
use crate::engine::thread::Thread;

/// Shorter texts are searched at once as they are. Units: bytes.
const BLOCKS_FROM_BYTES: usize = 4 << 20;

/// The indexes made so far. A thread keeps its number and its text as long as it is open.
#[derive(Default)]
pub(in crate::engine::session) struct Indexes {
    made: BTreeMap<ThreadId, Rc<Index>>,
    making: Option<(ThreadId, IndexJob)>,
    blocks: BTreeMap<ThreadId, Rc<Blocks>>,
    making_blocks: Option<(ThreadId, BlocksJob)>,
    /// Threads before this one have all there is to have.
    n_prepared: usize,
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

    /// Where words can stand in a thread, when that was found out by now.
    pub(super) fn blocks(&self, id: ThreadId) -> Option<Rc<Blocks>> {
        self.blocks.get(&id).map(Rc::clone)
    }

    /// One step towards what makes searches quicker; whether there was one to go.
    fn prepare(&mut self, case: &Case) -> bool {
        let Some((id, _, thread)) = case.threads().nth(self.n_prepared) else {
            return false;
        };
        if !self.made.contains_key(&id) {
            self.step(id, thread);
            return true;
        }
        if thread.text.len() >= BLOCKS_FROM_BYTES && !self.blocks.contains_key(&id) {
            self.step_blocks(id, &thread.text);
            return true;
        }
        self.n_prepared += 1;
        true
    }

    fn step_blocks(&mut self, id: ThreadId, text: &[u8]) {
        let mut job = match self.making_blocks.take() {
            Some((at, job)) if at == id => job,
            Some(_) | None => BlocksJob::default(),
        };
        match job.step(text) {
            Step::More(_) => self.making_blocks = Some((id, job)),
            Step::Done(blocks) => {
                self.blocks.insert(id, Rc::new(blocks));
            }
        }
    }
}

impl<H: Host> Session<H> {
    /// While nobody waits for anything: what the next search will be glad of.
    pub(in crate::engine::session) fn step_prepare(&mut self) -> Turn {
        let case = Rc::clone(&self.case);
        if !self.digesting.is_empty() {
            // A person does wait for those.
            return Turn::Nothing;
        }
        if self.indexes.prepare(&case) {
            Turn::Worked
        } else {
            Turn::Nothing
        }
    }
}
