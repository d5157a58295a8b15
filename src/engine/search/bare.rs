//! A thread alone: no case around it, nothing withheld.

use super::query::FileType;
use super::{Bits, Facts, Ground, Hits, IndexJob, Matcher, SearchJob, ShownRecord, ThreadFacts};
use crate::engine::job::Step;
use crate::engine::thread::{RecordId, Thread};

/// The facts of a thread that no decision touches; files are told by their names.
pub struct Bare<'a>(pub &'a Thread);

impl Bare<'_> {
    /// Runs a search to its end.
    pub fn search(mut self, matcher: &mut Matcher) -> Hits {
        let thread = self.0;
        matcher.enter(&ThreadFacts {
            title: thread.title.clone(),
            names: thread
                .participants
                .iter()
                .map(|who| who.name.clone())
                .collect(),
        });
        let mut indexing = IndexJob::new(thread);
        let index = loop {
            if let Step::Done(index) = indexing.step(thread) {
                break index;
            }
        };
        let ground = Ground {
            thread,
            index: &index,
            touched: &Bits::default(),
            blocks: None,
        };
        let mut job = SearchJob::new(matcher);
        loop {
            if let Step::Done(hits) = job.step(ground, matcher, &mut self) {
                return hits;
            }
        }
    }
}

impl Facts for Bare<'_> {
    fn is_redacted(&mut self, _record: RecordId) -> bool {
        false
    }

    fn file_type(&mut self, record: RecordId) -> Option<FileType> {
        let named = self.0.record(record)?.attachment?;
        let attachment = self.0.attachments.get(named.0 as usize)?;
        Some(super::type_by_name(&attachment.name))
    }

    fn shown(&mut self, _record: RecordId) -> Option<ShownRecord> {
        None
    }

    fn take_cost(&mut self) -> usize {
        0
    }
}
