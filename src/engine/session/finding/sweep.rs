//! One query over several threads, one after the other.

use super::Indexes;
use super::counted;
use super::facts::{CaseFacts, thread_facts, touched};
use crate::engine::case::{Case, ThreadId};
use crate::engine::job::{Progress, Step};
use crate::engine::redact::Redactions;
use crate::engine::search::{Bits, Ground, Hits, Matcher, SearchJob};
use crate::engine::session::protocol::{RowsFor, ThreadHits};
use crate::engine::session::rows::TypeCache;
use crate::engine::thread::Thread;

/// What a search works with.
pub(in crate::engine::session) struct Tools<'a> {
    pub(in crate::engine::session) case: &'a Case,
    pub(in crate::engine::session) redactions: &'a Redactions,
    pub(in crate::engine::session) types: &'a mut TypeCache,
    pub(super) indexes: &'a mut Indexes,
}

/// What a step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Swept {
    /// There is more.
    More,
    /// This thread is done.
    Thread(ThreadId),
    /// All are.
    Done,
}

/// A query on its way over threads.
pub(super) struct Sweep {
    matcher: Matcher,
    view: RowsFor,
    order: Vec<ThreadId>,
    running: Option<(SearchJob, Bits)>,
    /// Of the first threads in `order`.
    found: Vec<Hits>,
    n_bytes: u64,
    n_bytes_done: u64,
}

impl Sweep {
    pub(super) fn new(case: &Case, matcher: Matcher, order: Vec<ThreadId>, view: RowsFor) -> Sweep {
        let threads = order.iter().filter_map(|id| case.thread(*id));
        let n_bytes = threads.map(|(_, thread)| thread.text.len() as u64).sum();
        Sweep {
            matcher,
            view,
            order,
            running: None,
            found: Vec::new(),
            n_bytes,
            n_bytes_done: 0,
        }
    }

    pub(super) fn step(&mut self, tools: &mut Tools<'_>) -> Swept {
        let Some(id) = self.order.get(self.found.len()).copied() else {
            return Swept::Done;
        };
        let Some((number, thread)) = numbered(tools.case, id) else {
            self.found.push(Hits::default());
            return Swept::Thread(id);
        };
        let Some(index) = tools.indexes.step(id, thread) else {
            return Swept::More;
        };
        if self.running.is_none() {
            let facts = thread_facts(tools.case, tools.redactions, id, self.view);
            self.matcher.enter(&facts);
            let touched = touched(tools.redactions, id, thread, self.view);
            self.running = Some((SearchJob::new(&self.matcher), touched));
        }
        let Some((job, touched)) = &mut self.running else {
            return Swept::More;
        };
        let mut facts = CaseFacts {
            case: tools.case,
            redactions: tools.redactions,
            types: tools.types,
            id,
            source: number,
            thread,
            touched,
            cost: 0,
        };
        let blocks = tools.indexes.blocks(id);
        let ground = Ground {
            thread,
            index: &index,
            touched,
            blocks: blocks.as_deref(),
        };
        let step = job.step(ground, &mut self.matcher, &mut facts);
        let Step::Done(hits) = step else {
            return Swept::More;
        };
        self.running = None;
        self.n_bytes_done += thread.text.len() as u64;
        self.found.push(hits);
        Swept::Thread(id)
    }

    /// Whether a thread is done, or none of those that are searched.
    pub(super) fn has_swept(&self, id: ThreadId) -> bool {
        let at = self.order.iter().position(|other| *other == id);
        at.is_none_or(|at| at < self.found.len())
    }

    /// What was found in a thread, so far.
    pub(super) fn hits(&self, id: ThreadId) -> Option<&Hits> {
        let at = self.order.iter().position(|other| *other == id)?;
        self.hits_at(at)
    }

    fn hits_at(&self, at: usize) -> Option<&Hits> {
        let running = self.running.as_ref().map(|(job, _)| job.so_far());
        let is_running = at == self.found.len();
        self.found
            .get(at)
            .or_else(|| running.filter(|_| is_running))
    }

    /// Threads with hits and those, in the order in which they are searched.
    pub(super) fn with_hits(&self) -> impl Iterator<Item = (ThreadId, &Hits)> {
        self.order
            .iter()
            .enumerate()
            .filter_map(|(at, id)| Some((*id, self.hits_at(at)?)))
            .filter(|(_, hits)| !hits.records.is_empty())
    }

    pub(super) fn counts(&self) -> Vec<ThreadHits> {
        self.with_hits()
            .map(|(id, hits)| counted(id, hits))
            .collect()
    }

    pub(super) fn is_done(&self) -> bool {
        self.found.len() >= self.order.len()
    }

    pub(super) fn progress(&self) -> Progress {
        Progress {
            done: self.n_bytes_done,
            total: self.n_bytes.max(1),
        }
    }

    pub(super) fn matcher(&mut self) -> &mut Matcher {
        &mut self.matcher
    }

    pub(super) fn view(&self) -> RowsFor {
        self.view
    }
}

/// A thread with the number of its source.
pub(super) fn numbered(case: &Case, id: ThreadId) -> Option<(usize, &std::rc::Rc<Thread>)> {
    let mut at = id.0 as usize;
    for (number, source) in case.sources.iter().enumerate() {
        match source.threads.get(at) {
            Some(thread) => return Some((number, thread)),
            None => at -= source.threads.len(),
        }
    }
    None
}
