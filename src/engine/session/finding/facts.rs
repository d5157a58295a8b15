//! What a search may know of the case: everything for the editor, for the recipient only what a
//! package would show.

use std::cell::OnceCell;

use crate::engine::case::{Case, ThreadId};
use crate::engine::casework::{MarkName, MarkedRecords, Work};
use crate::engine::decision::DecisionLog;
use crate::engine::redact::{Part, Redactions, ShownAttachment};
use crate::engine::search::query::FileType;
use crate::engine::search::{Bits, Facts, ShownRecord, ThreadFacts, type_by_content, type_by_name};
use crate::engine::session::protocol::RowsFor;
use crate::engine::session::rows::{TypeCache, shown_flags, shown_kind, sniff};
use crate::engine::thread::{RecordId, Thread};

/// What asking a file for its type costs. Units: bytes folded in the same time.
const SNIFF_COST: usize = 256 << 10;

/// Stands in a text for what is withheld.
const WITHHELD: &str = "█";

/// The case, as a search in one thread sees it.
pub(super) struct CaseFacts<'a> {
    pub(super) case: &'a Case,
    pub(super) redactions: &'a Redactions,
    pub(super) types: &'a mut TypeCache,
    /// `None` where nothing of case work may be seen: it is never handed over.
    pub(super) marked: Option<Marked<'a>>,
    pub(super) id: ThreadId,
    pub(super) source: usize,
    pub(super) thread: &'a Thread,
    pub(super) touched: &'a Bits,
    pub(super) cost: usize,
}

impl Facts for CaseFacts<'_> {
    fn is_redacted(&mut self, record: RecordId) -> bool {
        self.redactions.touches(self.case, self.id, record)
    }

    fn is_marked(&mut self, record: RecordId, mark: &MarkName) -> bool {
        let marked = self.marked.as_ref();
        marked.is_some_and(|marked| marked.of(self.case).has(self.id, record, mark))
    }

    fn file_type(&mut self, record: RecordId) -> Option<FileType> {
        let named = self.thread.record(record)?.attachment?;
        let attachment = self.thread.attachments.get(named.0 as usize)?;
        let is_hidden = self.touched.has(record.0 as usize);
        let Some(entry) = attachment.entry else {
            return (!is_hidden).then(|| type_by_name(&attachment.name));
        };
        if is_hidden && self.redactions.entry(self.source, entry).is_some() {
            return None;
        }
        let archive = &self.case.sources.get(self.source)?.archive;
        let key = (self.source as u32, entry);
        let found = match self.types.get(&key) {
            Some(known) => *known,
            None => {
                self.cost += SNIFF_COST;
                let name = archive.entry(entry).map_or("", |entry| entry.name.as_str());
                let found = sniff(archive, entry, name);
                self.types.insert(key, found);
                found
            }
        };
        let name = if is_hidden { "" } else { &attachment.name };
        Some(type_by_content(found, name))
    }

    fn shown(&mut self, record: RecordId) -> Option<ShownRecord> {
        if !self.touched.has(record.0 as usize) {
            return None;
        }
        let about = self.thread.record(record)?;
        let shown = self.redactions.shown(self.case, self.id, record);
        Some(ShownRecord {
            body: in_one(&shown.body),
            kind: shown_kind(about, &shown),
            flags: shown_flags(about, &shown),
            names_file: shown.attachment != ShownAttachment::None,
        })
    }

    fn take_cost(&mut self) -> usize {
        std::mem::take(&mut self.cost)
    }
}

/// What people marked, looked up when the first query asks for it.
#[derive(Clone, Copy)]
pub(in crate::engine::session) struct Marked<'a> {
    pub(in crate::engine::session) log: &'a DecisionLog,
    pub(in crate::engine::session) made: &'a OnceCell<MarkedRecords>,
}

impl<'a> Marked<'a> {
    fn of(self, case: &Case) -> &'a MarkedRecords {
        self.made
            .get_or_init(|| MarkedRecords::of(case, &Work::of(self.log)))
    }

    /// As far as the view may show it.
    pub(super) fn seen(self, view: RowsFor) -> Option<Marked<'a>> {
        match view {
            RowsFor::Editor => Some(self),
            RowsFor::Recipient => None,
        }
    }
}

/// What of a thread's title and names may be seen.
pub(super) fn thread_facts(
    case: &Case,
    redactions: &Redactions,
    id: ThreadId,
    view: RowsFor,
) -> ThreadFacts {
    let Some((_, thread)) = case.thread(id) else {
        return ThreadFacts::default();
    };
    match view {
        RowsFor::Editor => ThreadFacts {
            title: thread.title.clone(),
            names: thread
                .participants
                .iter()
                .map(|who| who.name.clone())
                .collect(),
        },
        RowsFor::Recipient => ThreadFacts {
            title: in_one(&redactions.title(case, id)),
            names: (0..thread.participants.len() as u32)
                .map(|who| {
                    in_one(&redactions.name(case, id, crate::engine::thread::ParticipantId(who)))
                })
                .collect(),
        },
    }
}

/// The records of which less than everything may be seen.
pub(super) fn touched(
    redactions: &Redactions,
    id: ThreadId,
    thread: &Thread,
    view: RowsFor,
) -> Bits {
    match view {
        RowsFor::Editor => Bits::default(),
        RowsFor::Recipient => {
            let mut bits = Bits::new(thread.records.len());
            for record in redactions.touched_bodies(id) {
                bits.add(record.0 as usize);
            }
            bits
        }
    }
}

/// Parts as one text.
pub(super) fn in_one(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.as_str(),
            Part::Mark(_) => WITHHELD,
        })
        .collect()
}
