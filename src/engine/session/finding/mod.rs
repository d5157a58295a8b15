//! Searches over what is open: one at a time, in steps, its hits kept for lists until the next one.
//!
//! Invariant: what is given to the page of a hit is made from what the view may show, at the time it
//! is asked for.

mod counting;
mod facts;
mod hit_rows;
mod indexes;
mod outside;
mod sweep;
mod why;

use super::protocol::{Event, RowsFor, Scope, Tag, ThreadHits};
use super::{Host, Session, Turn};
use crate::engine::case::ThreadId;
use crate::engine::finding::Failure;
use crate::engine::open::Milestone;
use crate::engine::search::query::Query;
use crate::engine::search::{Hits, Matcher};
use crate::engine::thread::RecordId;

pub(super) use counting::Counting;
use facts::Marked;
pub(super) use indexes::Indexes;
pub(super) use outside::Scoping;
use sweep::{Sweep, Swept, Tools};
pub(super) use why::{Marking, marking};

/// Steps between two words about how far a search is.
const STEPS_BETWEEN: u32 = 16;

/// A search, running or done.
pub(super) struct Finder {
    pub(super) tag: Tag,
    /// The thread being read: searched first, its hits are told one by one.
    id: ThreadId,
    sweep: Sweep,
    told: Told,
}

/// What the page knows of it.
#[derive(Default)]
struct Told {
    n_hits: u32,
    n_steps_ago: u32,
}

/// What the page wants to find.
pub(super) struct Wanted {
    pub(super) tag: Tag,
    pub(super) thread: ThreadId,
    pub(super) query: String,
    pub(super) view: RowsFor,
    pub(super) scope: Scope,
}

impl<H: Host> Session<H> {
    pub(super) fn queue_find(&mut self, wanted: Wanted) {
        self.find = None;
        self.found = None;
        let Wanted {
            tag, thread, view, ..
        } = wanted;
        if self.case.thread(thread).is_none() {
            return self.no_thread(tag, thread);
        }
        let Some(query) = self.understood(Some(tag), &wanted.query) else {
            return;
        };
        self.host.passed(Milestone::SearchBegun);
        let others = self.case.threads().map(|(id, _, _)| id);
        let mut order = vec![thread];
        if wanted.scope == Scope::Everything {
            order.extend(others.filter(|id| *id != thread));
        }
        self.find = Some(Finder {
            tag,
            id: thread,
            sweep: Sweep::new(&self.case, Matcher::new(&query), order, view),
            told: Told::default(),
        });
    }

    /// The page reads another thread now: its hits, now or as soon as it is searched.
    pub(super) fn found_in(&mut self, search: Tag, thread: ThreadId) {
        let both = [&mut self.find, &mut self.found];
        let Some(find) = both.into_iter().flatten().find(|find| find.tag == search) else {
            return;
        };
        find.id = thread;
        if find.sweep.has_swept(thread) {
            let event = found(find);
            self.emit(event);
        }
    }

    /// The query, which the page has read before; said when it is not understood all the same.
    pub(super) fn understood(&mut self, tag: Option<Tag>, query: &str) -> Option<Query> {
        match Query::parse(query) {
            Ok(query) => Some(query),
            Err(error) => {
                let failure = Failure {
                    what: error.to_string(),
                    help: error.help(),
                    can_raise: false,
                };
                self.fail(tag, failure);
                None
            }
        }
    }

    pub(super) fn step_find(&mut self) -> Turn {
        let Some(mut find) = self.find.take() else {
            return Turn::Nothing;
        };
        let swept = self.with_tools(|tools| find.sweep.step(tools));
        if let Swept::Thread(id) = swept
            && id == find.id
        {
            self.host.passed(Milestone::SearchDone);
            self.emit(found(&find));
        }
        let is_done = swept == Swept::Done;
        find.told.n_steps_ago += 1;
        let counts = find.sweep.counts();
        let n_hits = counts
            .iter()
            .fold(0_u32, |sum, at| sum.saturating_add(at.n_hits));
        let is_new = n_hits != find.told.n_hits;
        let is_due = find.told.n_hits == 0 || find.told.n_steps_ago >= STEPS_BETWEEN;
        if is_done || (is_new && is_due) {
            find.told = Told {
                n_hits,
                n_steps_ago: 0,
            };
            self.emit(Event::HitCounts {
                tag: find.tag,
                threads: counts,
                progress: (!is_done).then(|| find.sweep.progress()),
            });
        }
        if is_done {
            self.found = Some(find);
        } else {
            self.find = Some(find);
        }
        Turn::Worked
    }

    /// Does something that needs most of the session at once.
    pub(super) fn with_tools<T>(&mut self, act: impl FnOnce(&mut Tools<'_>) -> T) -> T {
        self.resolved();
        let redactions = self.redactions.take().unwrap_or_default();
        let case = std::rc::Rc::clone(&self.case);
        let done = act(&mut Tools {
            case: &case,
            redactions: &redactions,
            types: &mut self.types,
            indexes: &mut self.indexes,
            marked: Marked {
                log: &self.log,
                made: &self.marked,
            },
        });
        self.redactions = Some(redactions);
        done
    }
}

fn found(find: &Finder) -> Event {
    let nothing = Hits::default();
    let hits = find.sweep.hits(find.id).unwrap_or(&nothing);
    let records: Vec<RecordId> = hits.records.clone();
    Event::Found {
        tag: find.tag,
        thread: find.id,
        records,
        n_hits: hits.n_hits,
    }
}

fn counted(thread: ThreadId, hits: &Hits) -> ThreadHits {
    ThreadHits {
        thread,
        n_messages: hits.records.len() as u32,
        n_hits: hits.n_hits,
    }
}
