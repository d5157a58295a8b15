//! Messages outside the scope of a disclosure.

use std::collections::{BTreeMap, BTreeSet};

use super::first::FirstAt;
use super::places;
use super::resolve::Draft;
use super::view::FileKey;
use super::{Redactions, ThreadCuts};
use crate::engine::case::ThreadId;
use crate::engine::decision::{DecisionKind, TextRuns};
use crate::engine::sorting;
use crate::engine::thread::RecordId;

impl Draft<'_> {
    /// Withholds the bodies of all these messages.
    pub(super) fn take_outside(&mut self, number: u32, texts: &[TextRuns]) {
        for place in texts.iter().flat_map(TextRuns::places) {
            let threads: Vec<_> = self.view.threads_of(&place.source, place.entry).collect();
            for (id, at) in threads {
                let records = places::records(at.thread, &place);
                for record in records.clone() {
                    self.count(number, FirstAt::Record(id, RecordId(record)));
                }
                if let Some(cuts) = self.threads.get_mut(id.0 as usize)
                    && !records.is_empty()
                {
                    let runs = cuts.outside.entry(number).or_default();
                    runs.push((records.start, records.end));
                }
            }
        }
        for runs in self
            .threads
            .iter_mut()
            .filter_map(|cuts| cuts.outside.get_mut(&number))
        {
            *runs = united(std::mem::take(runs));
        }
    }

    /// A file goes with its messages when all that name it are outside: one that a message inside
    /// names, too, is part of what is disclosed.
    pub(super) fn withhold_files_outside(&mut self) {
        if self.threads.iter().all(|cuts| cuts.outside.is_empty()) {
            return;
        }
        let mut named: BTreeMap<FileKey, Option<BTreeSet<u32>>> = BTreeMap::new();
        for (at, cuts) in self.view.threads.iter().zip(&self.threads) {
            for (file, record) in at.files() {
                let by = cuts.outside_by(record);
                let known = named.entry(file).or_insert_with(|| Some(BTreeSet::new()));
                match known {
                    Some(all) if !by.is_empty() => all.extend(by),
                    Some(_) | None => *known = None,
                }
            }
        }
        for (file, by) in named {
            let Some(by) = by else { continue };
            if let FileKey::Entry(source, entry) = &file {
                let withheld = self.entries.entry((*source, *entry)).or_default();
                withheld.extend(&by);
            }
            self.files.entry(file).or_default().chosen.extend(&by);
        }
    }
}

impl ThreadCuts {
    /// Whether the whole body is withheld.
    pub(super) fn is_whole(&self, record: RecordId) -> bool {
        self.whole.contains_key(&record) || !self.outside_by(record).is_empty()
    }

    /// By what it is.
    pub(super) fn whole_by(&self, record: RecordId) -> Option<BTreeSet<u32>> {
        let mut by = self.outside_by(record);
        by.extend(self.whole.get(&record).into_iter().flatten());
        (!by.is_empty()).then_some(by)
    }

    /// The decisions for which a record is outside. There are hardly ever two.
    fn outside_by(&self, record: RecordId) -> BTreeSet<u32> {
        let is_in = |runs: &Vec<(u32, u32)>| {
            let after = runs.partition_point(|(first, _)| *first <= record.0);
            let last = after.checked_sub(1).and_then(|at| runs.get(at));
            last.is_some_and(|(_, end)| record.0 < *end)
        };
        let by = self.outside.iter().filter(|(_, runs)| is_in(runs));
        by.map(|(decision, _)| *decision).collect()
    }
}

/// Sorted and apart, so that the last run that begins before a record is the one that may hold it.
fn united(mut runs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    sorting::sort(&mut runs);
    let mut apart: Vec<(u32, u32)> = Vec::new();
    for (first, end) in runs {
        match apart.last_mut() {
            Some(last) if first <= last.1 => last.1 = last.1.max(end),
            Some(_) | None => apart.push((first, end)),
        }
    }
    apart
}

impl Redactions {
    /// Whether a decision withholds what is outside a scope.
    pub fn is_outside(&self, decision: usize) -> bool {
        let standing = self.decisions.get(decision);
        standing
            .is_some_and(|standing| matches!(standing.decision.kind, DecisionKind::Outside { .. }))
    }

    /// The records of a thread that are outside a scope by that decision.
    pub fn outside(
        &self,
        thread: ThreadId,
        decision: usize,
    ) -> impl Iterator<Item = RecordId> + use<> {
        let number = u32::try_from(decision).unwrap_or(u32::MAX);
        let runs = self.cuts(thread).and_then(|cuts| cuts.outside.get(&number));
        let runs = runs.cloned().unwrap_or_default().into_iter();
        runs.flat_map(|(first, end)| (first..end).map(RecordId))
    }
}
