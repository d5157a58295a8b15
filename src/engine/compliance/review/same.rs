//! How a finding is known in another export of its thread.

use std::collections::BTreeMap;

use crate::engine::case::ThreadId;
use crate::engine::compliance::draft::Finding;
use crate::engine::compliance::result::Result;
use crate::engine::decision::FindingRef;
use crate::engine::place::{EntryId, MessagePlace, SourceId};

/// Which of the exports that are open are of one thread.
#[derive(Debug, Clone, Default)]
pub(in crate::engine::compliance) struct Ties {
    threads: BTreeMap<(SourceId, EntryId), ThreadId>,
    /// By thread the first one of those that are one.
    first: BTreeMap<ThreadId, ThreadId>,
}

impl Ties {
    /// As comparing them two by two brought up.
    pub(super) fn of(result: &Result) -> Ties {
        let mut ties = Ties::default();
        for (id, source, thread) in result.case().threads() {
            ties.threads.insert((source.id.clone(), thread.entry), id);
            ties.first.insert(id, id);
        }
        for pair in &result.pairs {
            let (Some(a), Some(b)) = (ties.first.get(&pair.a), ties.first.get(&pair.b)) else {
                continue;
            };
            let (one, other) = (*a.min(b), *a.max(b));
            let both = ties.first.values_mut().filter(|first| **first == other);
            both.for_each(|first| *first = one);
        }
        ties
    }

    /// The thread of a place, for all its exports; `None` when it is not open. What is about a whole zip
    /// goes with its first thread.
    fn thread(&self, place: Option<&MessagePlace>) -> Option<ThreadId> {
        let place = place?;
        let exact = self.threads.get(&(place.source.clone(), place.entry));
        let of_source = || {
            let mut threads = self.threads.iter();
            threads.find(|((source, _), _)| *source == place.source)
        };
        let thread = exact.or_else(|| of_source().map(|(_, id)| id))?;
        self.first.get(thread).copied()
    }

    /// Whether two references are of one thread: what is open was compared, what is not is known by its
    /// names.
    pub(super) fn is_one_thread(&self, one: &FindingRef, other: &FindingRef) -> bool {
        let threads = self
            .thread(one.place.as_ref())
            .zip(self.thread(other.place.as_ref()));
        threads.map_or_else(
            || are_names_one(&one.same, &other.same),
            |(one, other)| one == other,
        )
    }

    /// Whether a reference is of another export of the thread.
    pub(super) fn is_of_another_export(&self, one: &FindingRef, other: &FindingRef) -> bool {
        let source = |of: &FindingRef| of.place.as_ref().map(|place| place.source.clone());
        source(one) != source(other) && self.is_one_thread(one, other)
    }
}

/// Both names of two people tell more than the title; logs of earlier versions have neither.
fn are_names_one(one: &str, other: &str) -> bool {
    let both = |mark: char| part(one, mark).zip(part(other, mark));
    let names = both('v').or_else(|| both('t'));
    names.is_none_or(|(one, other)| one == other)
}

/// A part of [`FindingRef::same`].
fn part(same: &str, mark: char) -> Option<&str> {
    let mut parts = same.split('.').skip(1);
    parts.find_map(|part| part.strip_prefix(mark))
}

/// By what a reference is known in another export, its own first: as the roster knows who wrote it, and as
/// long as it does not.
pub(super) fn same_keys(finding: &FindingRef) -> Vec<String> {
    let says = finding.same.split('.').next().unwrap_or_default();
    let all = std::iter::once(says).chain(part(&finding.same, 'n'));
    all.map(|says| keyed(finding, says)).collect()
}

fn keyed(finding: &FindingRef, says: &str) -> String {
    format!("={}|{}|{says}", finding.code, finding.rule)
}

/// Whether two references say the same of a message.
pub(super) fn say_the_same(one: &FindingRef, other: &FindingRef) -> bool {
    let keys = same_keys(other);
    same_keys(one).iter().any(|key| keys.contains(key))
}

/// By what another export's finding is known, and by what logs of earlier versions know it.
pub(super) fn keys_of(finding: &Finding) -> Vec<String> {
    let mut keys = same_keys(&finding.key);
    if !finding.same_before.is_empty() {
        keys.push(keyed(&finding.key, &finding.same_before));
    }
    keys
}
