//! Which parts of a query a message fits, and which messages of some are to be marked.

use std::collections::BTreeSet;

use super::facts::{CaseFacts, thread_facts, touched};
use super::sweep::{Tools, numbered};
use crate::engine::case::ThreadId;
use crate::engine::search::Matcher;
use crate::engine::search::query::Query;
use crate::engine::session::protocol::{Event, RowsFor, Tag, WhyNot};
use crate::engine::session::{Host, Session};
use crate::engine::thread::{RecordId, Thread};

impl<H: Host> Session<H> {
    /// Answers which parts of the query the message fits.
    pub(in crate::engine::session) fn why_not(
        &mut self,
        tag: Tag,
        (thread, record): (ThreadId, RecordId),
        query: &str,
        view: RowsFor,
    ) {
        let Some(query) = self.understood(Some(tag), query) else {
            return;
        };
        let told = self.with_tools(|tools| {
            let mut matcher = Matcher::for_few(&query);
            with_facts(
                tools,
                &mut matcher,
                thread,
                view,
                |matcher, opened, facts| WhyNot {
                    fits: matcher.fits(opened, record, facts),
                    parts: matcher.why(opened, record, facts),
                },
            )
        });
        match told {
            Some(told) => self.emit(Event::WhyNot {
                tag,
                thread,
                record,
                told,
            }),
            None => self.no_thread(tag, thread),
        }
    }
}

/// What rows mark of a search.
pub(in crate::engine::session) struct Marking {
    /// Finds the words.
    pub(in crate::engine::session) matcher: Matcher,
    /// The records that fit. In others nothing is marked, though they hold some of the words.
    pub(in crate::engine::session) fitting: BTreeSet<RecordId>,
}

/// What to mark in some rows; `None` when the query is not understood or looks for nothing.
pub(in crate::engine::session) fn marking(
    tools: &mut Tools<'_>,
    query: &str,
    thread: ThreadId,
    records: &[RecordId],
    view: RowsFor,
) -> Option<Marking> {
    let query = Query::parse(query).ok().filter(Query::looks_in_bodies)?;
    let mut matcher = Matcher::for_few(&query);
    let fitting = with_facts(
        tools,
        &mut matcher,
        thread,
        view,
        |matcher, opened, facts| {
            let fits = |record: &RecordId| matcher.fits(opened, *record, facts);
            records.iter().copied().filter(fits).collect()
        },
    )?;
    Some(Marking { matcher, fitting })
}

fn with_facts<T>(
    tools: &mut Tools<'_>,
    matcher: &mut Matcher,
    id: ThreadId,
    view: RowsFor,
    ask: impl FnOnce(&mut Matcher, &Thread, &mut CaseFacts<'_>) -> T,
) -> Option<T> {
    let (source, thread) = numbered(tools.case, id)?;
    matcher.enter(&thread_facts(tools.case, tools.redactions, id, view));
    let touched = touched(tools.redactions, id, thread, view);
    let mut facts = CaseFacts {
        case: tools.case,
        redactions: tools.redactions,
        types: tools.types,
        marked: tools.marked.seen(view),
        id,
        source,
        thread,
        touched: &touched,
        cost: 0,
    };
    Some(ask(matcher, thread, &mut facts))
}
