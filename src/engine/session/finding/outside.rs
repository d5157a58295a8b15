//! What a filter leaves out, as the places that a decision names.

use std::rc::Rc;

use super::sweep::{Sweep, Swept};
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{Run, TextRuns};
use crate::engine::search::Matcher;
use crate::engine::session::protocol::{Event, OutsideScope, RowsFor, Tag};
use crate::engine::session::{Host, Session, Turn};
use crate::engine::thread::{RecordId, Thread};

/// A filter on its way over the threads that go into a package.
pub(in crate::engine::session) struct Scoping {
    pub(in crate::engine::session) tag: Tag,
    threads: Vec<ThreadId>,
    sweep: Sweep,
}

impl<H: Host> Session<H> {
    /// Begins to look what the query leaves out of these threads. Older questions end.
    pub(in crate::engine::session) fn queue_scoping(
        &mut self,
        tag: Tag,
        query: &str,
        view: RowsFor,
        threads: Vec<ThreadId>,
    ) {
        self.scoping = None;
        if let Some(missing) = threads.iter().find(|id| self.case.thread(**id).is_none()) {
            return self.no_thread(tag, *missing);
        }
        let Some(query) = self.understood(Some(tag), query) else {
            return;
        };
        let matcher = Matcher::new(&query);
        self.scoping = Some(Scoping {
            tag,
            sweep: Sweep::new(&self.case, matcher, threads.clone(), view),
            threads,
        });
    }

    pub(in crate::engine::session) fn step_scoping(&mut self) -> Turn {
        let Some(mut scoping) = self.scoping.take() else {
            return Turn::Nothing;
        };
        let swept = self.with_tools(|tools| scoping.sweep.step(tools));
        if swept == Swept::Done {
            let scope = scoping.outside(&self.case);
            let tag = scoping.tag;
            self.emit(Event::Scoped { tag, scope });
        } else {
            self.scoping = Some(scoping);
        }
        Turn::Worked
    }
}

impl Scoping {
    fn outside(&self, case: &Rc<Case>) -> OutsideScope {
        let mut scope = OutsideScope::default();
        for id in &self.threads {
            let Some((source, thread)) = case.thread(*id) else {
                continue;
            };
            let none = Vec::new();
            let inside = self.sweep.hits(*id).map_or(&none, |hits| &hits.records);
            scope.n_inside = scope.n_inside.saturating_add(inside.len() as u32);
            scope.n_empty_threads += u32::from(inside.is_empty());
            let runs = runs_between(thread, inside, &mut scope.n_outside);
            if !runs.is_empty() {
                scope.texts.push(TextRuns {
                    source: source.id.clone(),
                    entry: thread.entry,
                    runs,
                });
            }
        }
        scope
    }
}

/// What lies between the records inside, as bytes of the chat text.
fn runs_between(thread: &Thread, inside: &[RecordId], n_outside: &mut u32) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut from = 0;
    let ends = inside.iter().map(|record| record.0);
    for end in ends.chain([thread.n_records()]) {
        if end > from {
            *n_outside = n_outside.saturating_add(end - from);
            let (byte_start, _) = thread.origin_span(RecordId(from));
            let (last_start, last_len) = thread.origin_span(RecordId(end - 1));
            runs.push(Run {
                byte_start,
                byte_len: (last_start + last_len).saturating_sub(byte_start),
            });
        }
        from = end + 1;
    }
    runs
}
