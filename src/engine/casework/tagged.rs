//! Which records have which tag: made once after the log or the case changed, asked often.

use std::collections::BTreeMap;

use super::{MarkKind, Work};
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::tag_name;
use crate::engine::redact::records_at;
use crate::engine::thread::RecordId;

/// The records of each tag, thread by thread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaggedRecords {
    by_tag: BTreeMap<String, BTreeMap<ThreadId, Vec<RecordId>>>,
}

impl TaggedRecords {
    /// Of everything that is open. A message that another version of the parser cut differently
    /// has the tag when it shares a byte with the place.
    ///
    /// Cost: a search in its thread for each tag on a message.
    pub fn of(case: &Case, work: &Work) -> TaggedRecords {
        let mut by_tag: BTreeMap<String, BTreeMap<ThreadId, Vec<RecordId>>> = BTreeMap::new();
        for mark in &work.marks {
            let MarkKind::Tag { tag } = &mark.what else {
                continue;
            };
            let place = &mark.on.target;
            for (id, source, thread) in case.threads() {
                if source.id == place.source && thread.entry == place.entry {
                    let records = records_at(thread, place).map(RecordId);
                    let threads = by_tag.entry(tag.clone()).or_default();
                    threads.entry(id).or_default().extend(records);
                }
            }
        }
        for records in by_tag.values_mut().flat_map(BTreeMap::values_mut) {
            records.sort_unstable();
            records.dedup();
        }
        TaggedRecords { by_tag }
    }

    /// The records of a thread that have a tag, in file order, each once. The tag's name may be
    /// written in any case.
    pub fn records(&self, thread: ThreadId, tag: &str) -> &[RecordId] {
        self.by_tag
            .get(&tag_name(tag))
            .and_then(|threads| threads.get(&thread))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a record has a tag.
    pub fn has(&self, thread: ThreadId, record: RecordId, tag: &str) -> bool {
        self.records(thread, tag).binary_search(&record).is_ok()
    }

    /// Whether a record has any tag.
    pub fn has_any(&self, thread: ThreadId, record: RecordId) -> bool {
        self.by_tag.values().any(|threads| {
            threads
                .get(&thread)
                .is_some_and(|records| records.binary_search(&record).is_ok())
        })
    }
}
