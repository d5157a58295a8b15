//! How much of a thread is withheld: messages withheld whole, by reason, and whether anything is left.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Redactions, ThreadCuts};
use crate::engine::case::{Case, ThreadId};
use crate::engine::thread::{RecordId, Thread};

/// How much of a thread is withheld. What WhatsApp wrote does not count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ThreadShare {
    /// Which.
    pub thread: ThreadId,
    /// Messages of which a decision of a person withholds the whole, but for those outside a scope.
    pub n_whole: u32,
    /// Messages outside a scope.
    pub n_outside: u32,
    /// Messages withheld whole for each reason; one with two reasons counts for both.
    pub by_code: BTreeMap<String, u32>,
    /// There are messages, and of none of them a word or a file is left, for whatever reason.
    pub is_emptied: bool,
}

impl Redactions {
    /// For each thread of which a message is withheld whole, or nothing is left.
    ///
    /// Cost: one look at each record of a thread in which something is withheld.
    pub fn shares(&self, case: &Case) -> Vec<ThreadShare> {
        let threads = case.threads().filter_map(|(id, _, thread)| {
            let cuts = self.cuts(id)?;
            let share = self.share(cuts, id, thread);
            let says_something = share.n_whole + share.n_outside > 0 || share.is_emptied;
            says_something.then_some(share)
        });
        threads.collect()
    }

    pub(super) fn share(&self, cuts: &ThreadCuts, id: ThreadId, thread: &Thread) -> ThreadShare {
        let mut share = ThreadShare {
            thread: id,
            ..ThreadShare::default()
        };
        if cuts.whole.is_empty() && cuts.outside.is_empty() && cuts.bodies.is_empty() {
            return share;
        }
        let (mut n_messages, mut n_empty) = (0, 0);
        for record in (0..thread.n_records()).map(RecordId) {
            if thread
                .record(record)
                .is_none_or(|one| one.participant.is_none())
            {
                continue;
            }
            n_messages += 1;
            match cuts.whole_by(record) {
                Some(by) => {
                    n_empty += 1;
                    self.count_whole(&mut share, &by, cuts.whole.contains_key(&record));
                }
                None => n_empty += u32::from(self.is_covered(thread, id, record)),
            }
        }
        share.is_emptied = n_messages > 0 && n_empty == n_messages;
        share
    }

    fn count_whole(&self, share: &mut ThreadShare, by: &BTreeSet<u32>, is_chosen: bool) {
        if is_chosen {
            share.n_whole += 1;
        } else {
            share.n_outside += 1;
        }
        for code in self.grounds(by).codes {
            *share.by_code.entry(code).or_default() += 1;
        }
    }

    /// Whether marks cover the whole body, white space apart.
    fn is_covered(&self, thread: &Thread, id: ThreadId, record: RecordId) -> bool {
        let marks = self.spans_in(thread, id, record);
        if marks.is_empty() {
            return false;
        }
        let bytes = thread.bytes(record);
        let mut at = thread.body_offset(record) as usize;
        let mut is_left = false;
        for (span, _) in marks {
            let between = bytes.get(at..span.start as usize).unwrap_or(&[]);
            is_left |= !between.trim_ascii().is_empty();
            at = at.max(span.end() as usize);
        }
        !is_left && bytes.get(at..).unwrap_or(&[]).trim_ascii().is_empty()
    }
}
