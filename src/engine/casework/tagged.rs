//! Which records have which marks: made once after the log or the case changed, asked often.

use std::collections::BTreeMap;

use super::{MarkKind, Work};
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::tag_name;
use crate::engine::redact::records_at;
use crate::engine::sorting;
use crate::engine::thread::RecordId;

/// The records of each mark, thread by thread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MarkedRecords {
    by_mark: BTreeMap<MarkName, BTreeMap<ThreadId, Vec<RecordId>>>,
}

/// What records are looked up by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkName {
    /// A tag. See [`MarkName::tag`].
    Tag(String),
    /// Any tag.
    AnyTag,
    /// A bookmark.
    Bookmark,
    /// A note, on the message alone or on a passage that it is in.
    Note,
    /// Part of what an exhibit shows.
    Exhibit,
}

impl MarkName {
    /// A tag by its name, written in any case.
    pub fn tag(name: &str) -> MarkName {
        MarkName::Tag(tag_name(name))
    }

    fn of(mark: &MarkKind) -> Vec<MarkName> {
        match mark {
            MarkKind::Tag { tag } => vec![MarkName::tag(tag), MarkName::AnyTag],
            MarkKind::Bookmark => vec![MarkName::Bookmark],
            MarkKind::Note { .. } => vec![MarkName::Note],
            MarkKind::Exhibit { .. } => vec![MarkName::Exhibit],
        }
    }
}

impl MarkedRecords {
    /// Of everything that is open. A message that another version of the parser cut differently
    /// has the mark when it shares a byte with the place.
    ///
    /// Cost: a search in its thread for each mark, and the messages that it stands at.
    pub fn of(case: &Case, work: &Work) -> MarkedRecords {
        let mut marked = MarkedRecords::default();
        let mut texts: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, source, thread) in case.threads() {
            let threads = texts.entry((&source.id, thread.entry)).or_default();
            threads.push((id, thread));
        }
        for mark in &work.marks {
            let text = (&mark.on.target.source, mark.on.target.entry);
            for (id, thread) in texts.get(&text).into_iter().flatten() {
                let first = records_at(thread, &mark.on.target);
                let last = mark.on.until.as_ref();
                let end = last.map_or(first.end, |until| records_at(thread, until).end);
                let records = first.start..end.max(first.end);
                for name in MarkName::of(&mark.what) {
                    let threads = marked.by_mark.entry(name).or_default();
                    let at = threads.entry(*id).or_default();
                    at.extend(records.clone().map(RecordId));
                }
            }
        }
        for records in marked.by_mark.values_mut().flat_map(BTreeMap::values_mut) {
            sorting::sort(records);
            records.dedup();
        }
        marked
    }

    /// The records of a thread that have a mark, in file order, each once.
    pub fn records(&self, thread: ThreadId, mark: &MarkName) -> &[RecordId] {
        self.by_mark
            .get(mark)
            .and_then(|threads| threads.get(&thread))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a record has a mark.
    pub fn has(&self, thread: ThreadId, record: RecordId, mark: &MarkName) -> bool {
        self.records(thread, mark).binary_search(&record).is_ok()
    }
}
