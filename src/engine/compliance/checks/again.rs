//! What several exports of one thread hold is one message: it is counted once, by the first of them.

use std::collections::BTreeMap;

use super::pairs::Pair;
use crate::engine::case::ThreadId;
use crate::engine::compliance::align::Likeness;
use crate::engine::compliance::ground::Ground;
use crate::engine::thread::RecordId;

/// Which records an export before holds, too.
#[derive(Default)]
pub(in crate::engine::compliance) struct Again {
    threads: BTreeMap<ThreadId, Vec<bool>>,
}

impl Again {
    /// By what was compared. The second of a pair is the later one in the order of what is open.
    pub(in crate::engine::compliance) fn of(ground: &Ground, pairs: &[Pair]) -> Again {
        let mut threads: BTreeMap<ThreadId, Vec<bool>> = BTreeMap::new();
        for pair in pairs {
            let Some(thread) = ground.thread(pair.b) else {
                continue;
            };
            // What stands in no row is the same in both; what another sender wrote is that sender's.
            let mut held = vec![true; thread.thread.records.len()];
            let own = pair
                .rows
                .iter()
                .filter(|row| matches!(row.likeness, Likeness::OnlyB | Likeness::OtherSender));
            for record in own.filter_map(|row| row.b) {
                if let Some(held) = held.get_mut(record.0 as usize) {
                    *held = false;
                }
            }
            let of = threads.entry(pair.b).or_default();
            of.resize(held.len(), false);
            for (of, held) in of.iter_mut().zip(held) {
                *of |= held;
            }
        }
        Again { threads }
    }

    /// Whether a record of a thread is one of them.
    pub(in crate::engine::compliance) fn is(&self, thread: ThreadId, record: RecordId) -> bool {
        let held = self.threads.get(&thread);
        held.and_then(|held| held.get(record.0 as usize))
            .is_some_and(|held| *held)
    }

    /// Whether a thread has any.
    pub(in crate::engine::compliance) fn are_in(&self, thread: ThreadId) -> bool {
        self.threads.contains_key(&thread)
    }
}
