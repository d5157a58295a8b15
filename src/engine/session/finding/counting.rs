//! How often each term of a list is found, thread by thread.

use super::sweep::{Sweep, Swept};
use crate::engine::job::Progress;
use crate::engine::search::Matcher;
use crate::engine::search::query::Query;
use crate::engine::session::protocol::{Event, RowsFor, TERMS_COUNTED_MOST, Tag, TermCount};
use crate::engine::session::{Host, Session, Turn};

/// Terms being counted, one after the other.
pub(in crate::engine::session) struct Counting {
    pub(in crate::engine::session) tag: Tag,
    view: RowsFor,
    queries: Vec<Query>,
    at: usize,
    sweep: Option<Sweep>,
}

impl<H: Host> Session<H> {
    /// Begins to count; an older counting ends.
    pub(in crate::engine::session) fn queue_counting(
        &mut self,
        tag: Tag,
        terms: &[String],
        view: RowsFor,
    ) {
        self.counting = None;
        let mut queries = Vec::new();
        for term in terms.iter().take(TERMS_COUNTED_MOST) {
            let Some(query) = self.understood(Some(tag), term) else {
                return;
            };
            queries.push(query);
        }
        self.counting = Some(Counting {
            tag,
            view,
            queries,
            at: 0,
            sweep: None,
        });
    }

    pub(in crate::engine::session) fn step_counting(&mut self) -> Turn {
        let Some(mut counting) = self.counting.take() else {
            return Turn::Nothing;
        };
        let Some(query) = counting.queries.get(counting.at) else {
            return Turn::Worked;
        };
        let case = std::rc::Rc::clone(&self.case);
        let view = counting.view;
        let mut sweep = counting.sweep.take().unwrap_or_else(|| {
            let order = case.threads().map(|(id, _, _)| id).collect();
            Sweep::new(&case, Matcher::new(query), order, view)
        });
        let swept = self.with_tools(|tools| sweep.step(tools));
        if swept == Swept::Done {
            let count = TermCount {
                term: counting.at as u32,
                threads: sweep.counts(),
            };
            counting.at += 1;
            self.emit(Event::TermCounted {
                tag: counting.tag,
                count,
                progress: Progress {
                    done: counting.at as u64,
                    total: counting.queries.len() as u64,
                },
            });
        } else {
            counting.sweep = Some(sweep);
        }
        if counting.at < counting.queries.len() {
            self.counting = Some(counting);
        }
        Turn::Worked
    }
}
