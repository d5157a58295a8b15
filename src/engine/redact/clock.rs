//! Times that are given less exactly than they are written. Their order stays.

use std::collections::BTreeSet;

use super::days::tells_a_day;
use super::first::FirstAt;
use super::resolve::Draft;
use super::{Part, Redactions, ThreadCuts};
use crate::engine::case::ThreadId;
use crate::engine::decision::Coarse;
use crate::engine::parse;
use crate::engine::place::{EntryId, SourceId};
use crate::engine::thread::{RecordId, Thread};

/// How exactly the times of a thread are given.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    to: Coarse,
    decisions: BTreeSet<u32>,
    /// The first record of each period; empty unless periods are what is left.
    periods: Vec<u32>,
}

impl Clock {
    /// With the final numbers of decisions.
    pub(super) fn renumber(&mut self, new_number: &dyn Fn(u32) -> u32) {
        self.decisions = self.decisions.iter().map(|old| new_number(*old)).collect();
    }

    /// The decisions that say so.
    pub(super) fn by(&self) -> impl Iterator<Item = u32> {
        self.decisions.iter().copied()
    }

    fn left(&self, thread: &Thread, record: RecordId) -> Option<String> {
        let at = thread.civil(record)?;
        let period = self.periods.partition_point(|first| *first <= record.0);
        Some(self.to.of(&at, period as u32))
    }
}

impl Draft<'_> {
    /// Of two decisions about one thread the one that leaves less counts.
    pub(super) fn take_clock(
        &mut self,
        number: u32,
        source: &SourceId,
        entry: EntryId,
        to: Coarse,
    ) {
        let view = self.view;
        for (id, at) in view.threads_of(source, entry) {
            self.count(number, FirstAt::Record(id, RecordId(0)));
            let Some(cuts) = self.threads.get_mut(id.0 as usize) else {
                continue;
            };
            let clock = cuts.clock.get_or_insert_with(|| Clock {
                to,
                decisions: BTreeSet::new(),
                periods: Vec::new(),
            });
            clock.to = clock.to.max(to);
            clock.decisions.insert(number);
            for (file, record) in at.files() {
                let named = at.thread.record(record).and_then(|one| one.attachment);
                let named = named.and_then(|id| at.thread.attachments.get(id.0 as usize));
                if named.is_some_and(|named| tells_a_day(&named.name)) {
                    self.files.entry(file).or_default().chosen.insert(number);
                }
            }
        }
    }

    /// Numbers the periods of each thread, once it is known which messages are seen at all.
    pub(super) fn number_periods(&mut self) {
        for (at, cuts) in self.view.threads.iter().zip(&mut self.threads) {
            let ThreadCuts { gone, clock, .. } = cuts;
            let Some(clock) = clock.as_mut().filter(|clock| clock.to == Coarse::Period) else {
                continue;
            };
            let mut today = None;
            for record in (0..at.thread.n_records()).map(RecordId) {
                let time = at
                    .thread
                    .civil(record)
                    .filter(|_| !gone.contains_key(&record));
                let Some(time) = time else { continue };
                let day = Some((time.year, time.month, time.day));
                if today != day {
                    clock.periods.push(record.0);
                    today = day;
                }
            }
        }
    }
}

impl Redactions {
    /// Whether the times of a thread are given less exactly.
    pub fn is_coarse(&self, thread: ThreadId) -> bool {
        self.cuts(thread).is_some_and(|cuts| cuts.clock.is_some())
    }

    /// What may be shown of a stamp.
    pub(super) fn stamp_in(
        &self,
        opened: &Thread,
        thread: ThreadId,
        record: RecordId,
    ) -> Vec<Part> {
        let written = parse::stamp_text(opened, record);
        let clock = self.cuts(thread).and_then(|cuts| cuts.clock.as_ref());
        let Some(clock) = clock.filter(|_| !written.is_empty()) else {
            return vec![Part::Text(written)];
        };
        let left = clock
            .left(opened, record)
            .map(|left| Part::Text(left + " "));
        let mark = Part::Mark(self.grounds(&clock.decisions));
        left.into_iter().chain([mark]).collect()
    }
}
