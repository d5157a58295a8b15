//! Answers to questions for rows.

use std::cell::RefCell;

use super::error::SessionError;
use super::finding::marking;
use super::protocol::{Event, ROWS_MOST, RowsFor, Tag};
use super::rows::RowMaker;
use super::{Host, Session};
use crate::engine::case::ThreadId;
use crate::engine::thread::RecordId;

/// Which rows are asked for.
pub(super) struct RowsWanted {
    pub(super) tag: Tag,
    pub(super) thread: ThreadId,
    pub(super) records: Records,
    pub(super) view: RowsFor,
    pub(super) max_chars: u32,
}

/// Some records of a thread.
pub(super) enum Records {
    /// From one on, so many.
    Run(RecordId, u32),
    /// These.
    These(Vec<RecordId>),
}

impl Records {
    /// Those that there are, when there are `n_records`.
    fn of(self, n_records: u32) -> Vec<RecordId> {
        match self {
            Records::Run(first, n_rows) => {
                let end = first.0.saturating_add(n_rows).min(n_records);
                (first.0..end).map(RecordId).collect()
            }
            Records::These(mut records) => {
                records.retain(|record| record.0 < n_records);
                records.truncate(ROWS_MOST);
                records
            }
        }
    }
}

impl<H: Host> Session<H> {
    pub(super) fn no_thread(&mut self, tag: Tag, thread: ThreadId) {
        let what = format!("thread {}", thread.0.saturating_add(1));
        self.fail_with(Some(tag), &SessionError::NotOpen { what });
    }

    pub(super) fn rows(&mut self, wanted: RowsWanted, highlight: Option<&str>) {
        let RowsWanted {
            tag,
            thread,
            view,
            max_chars,
            ..
        } = wanted;
        let Some((_, opened)) = self.case.thread(thread) else {
            return self.no_thread(tag, thread);
        };
        let records = wanted.records.of(opened.n_records());
        let zones = std::mem::take(&mut self.zones);
        let rows = self.with_tools(|tools| {
            let marking = highlight.and_then(|query| marking(tools, query, thread, &records, view));
            RowMaker {
                case: tools.case,
                redactions: tools.redactions,
                zones: &zones,
                types: tools.types,
                marking: marking.map(RefCell::new),
                max_chars,
            }
            .rows(thread, &records, view)
        });
        self.zones = zones;
        let revision = self.revision;
        self.emit(Event::Rows {
            tag,
            revision,
            thread,
            rows: rows.unwrap_or_default(),
        });
    }
}
