//! What the page is told while a long text arrives: how far it is, and its first messages.
//!
//! Invariant: nothing is told of messages when something is open already, or when the beginning of the
//! text holds none.

use std::cell::Cell;
use std::rc::Rc;

use super::Host;
use super::protocol::{BODY_CHARS_SHOWN, Event, Row, RowsFor};
use super::rows::{RowMaker, TypeCache};
use crate::engine::case::{Case, OpenSource, ThreadId};
use crate::engine::job::Progress;
use crate::engine::open::{Arriving, Milestone, Onlooker};
use crate::engine::parse;
use crate::engine::redact::Redactions;
use crate::engine::thread::{Flags, Kind, RecordId, Thread};
use crate::engine::zones::Zones;

/// How many messages are shown early.
const N_EARLY: u32 = 30;

/// How much of a text is read for them. Units: bytes.
const EARLY_BYTES: usize = 64 << 10;

/// Looks on for the page.
pub(super) struct Teller<'a, H> {
    host: &'a H,
    /// The first messages are still to be shown.
    is_early: Cell<bool>,
}

impl<'a, H: Host> Teller<'a, H> {
    /// `is_first` when nothing else is open.
    pub(super) fn new(host: &'a H, is_first: bool) -> Teller<'a, H> {
        Teller {
            host,
            is_early: Cell::new(is_first),
        }
    }
}

impl<H: Host> Onlooker for Teller<'_, H> {
    fn passed(&self, milestone: Milestone) {
        self.host.passed(milestone);
    }

    fn arrives(&self, arriving: Arriving<'_>) {
        self.host.tell(&Event::Arriving {
            name: arriving.archive.name().to_owned(),
            progress: Progress {
                done: arriving.text.len() as u64,
                total: arriving.size_bytes,
            },
        });
        if self.is_early.replace(false)
            && let Some(event) = early(arriving)
        {
            self.host.tell(&event);
        }
    }
}

/// `None` when the beginning of the text does not look like a thread.
fn early(arriving: Arriving<'_>) -> Option<Event> {
    let provisional = arriving.archive.provisional_id().ok()?;
    let head = arriving.text.get(..EARLY_BYTES)?.to_vec();
    let parsed = parse::thread_from_text(arriving.archive, arriving.entry, head).ok()?;
    let thread = without_files(parsed.value);
    let title = thread.title.clone();
    let case = Case {
        sources: vec![OpenSource {
            id: provisional.clone(),
            archive: Rc::clone(arriving.archive),
            threads: vec![Rc::new(thread)],
            findings: Vec::new(),
        }],
    };
    Some(Event::Early {
        provisional,
        title,
        rows: rows(&case)?,
    })
}

/// A file is another read, and what a message names may turn out otherwise: the words that name it
/// are shown instead. What stands at the cut is not whole and is left out.
fn without_files(mut thread: Thread) -> Thread {
    thread.records.pop();
    for record in &mut thread.records {
        record.attachment = None;
        if matches!(record.kind, Kind::Attachment | Kind::Contact) {
            record.kind = Kind::Text;
        }
    }
    thread
}

/// With the stamp whole, and nothing that the rest of the text may show otherwise.
fn as_written(row: Row) -> Row {
    Row {
        time: row.stamp.clone(),
        day: None,
        flags: Flags::default(),
        ..row
    }
}

fn rows(case: &Case) -> Option<Vec<Row>> {
    let n_records = case.sources.first()?.threads.first()?.n_records();
    let records: Vec<RecordId> = (0..n_records.min(N_EARLY)).map(RecordId).collect();
    let rows = RowMaker {
        case,
        redactions: &Redactions::default(),
        zones: &Zones::default(),
        types: &mut TypeCache::new(),
        marking: None,
        max_chars: BODY_CHARS_SHOWN,
    }
    .rows(ThreadId(0), &records, RowsFor::Editor)?;
    (!rows.is_empty()).then(|| rows.into_iter().map(as_written).collect())
}
