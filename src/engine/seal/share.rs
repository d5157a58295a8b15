//! A share of a sealing that another worker takes: leaves of messages, from the end of the case
//! backwards, so that the two meet somewhere and neither waits for the other.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::keys::{Keys, Salts, Secret};
use super::record::{Parts, message_leaf};
use crate::engine::case::{Case, ThreadId};
use crate::engine::thread::{RecordId, Thread};

/// Messages in one part: about 20 ms of work.
pub const PART_MESSAGES: u32 = 1024;

/// A thread whose messages may be sealed elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Which thread of the case.
    pub thread: ThreadId,
    /// What its salts are made from.
    pub secret: Secret,
}

/// Leaves of messages that follow each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafPart {
    /// Which thread of the case.
    pub thread: ThreadId,
    /// Number of the part: it begins with message `part` × [`PART_MESSAGES`].
    pub part: u32,
    /// One for each of its messages.
    pub leaves: Vec<Hash>,
}

/// The leaves of messages, in order.
pub(super) fn leaves(
    keys: &Keys,
    thread: &Thread,
    messages: Range<u32>,
) -> impl Iterator<Item = Hash> {
    messages.map(move |message| {
        let (stamp, sender, body) = thread.parts(RecordId(message));
        let parts = Parts {
            stamp,
            sender,
            body,
        };
        // Record 0 is the container.
        message_leaf(&Salts::new(&keys.record(message + 1)), parts)
    })
}

fn messages_of(part: u32, thread: &Thread) -> Range<u32> {
    let first = part.saturating_mul(PART_MESSAGES);
    let end = first.saturating_add(PART_MESSAGES);
    first.min(thread.n_records())..end.min(thread.n_records())
}

/// Seals the shares, last part first.
pub struct ShareJob {
    /// Those to come, the next one last.
    threads: Vec<(ThreadId, Rc<Thread>, Keys, u32)>,
}

impl ShareJob {
    /// Of threads that are not open here nothing is sealed.
    pub fn new(case: &Case, shares: &[Share]) -> ShareJob {
        let prepared = case.threads().filter_map(|(id, _, thread)| {
            let share = shares.iter().find(|share| share.thread == id)?;
            let n_parts = thread.n_records().div_ceil(PART_MESSAGES);
            Some((id, Rc::clone(thread), share.secret.keys(), n_parts))
        });
        ShareJob {
            threads: prepared.collect(),
        }
    }

    /// One part more, or `None` when all is done.
    pub fn step(&mut self) -> Option<LeafPart> {
        loop {
            let (id, thread, keys, n_left) = self.threads.last_mut()?;
            if let Some(part) = n_left.checked_sub(1) {
                *n_left = part;
                let leaves = leaves(keys, thread, messages_of(part, thread)).collect();
                let thread = *id;
                return Some(LeafPart {
                    thread,
                    part,
                    leaves,
                });
            }
            self.threads.pop();
        }
    }
}

/// What came from elsewhere and was not taken yet.
#[derive(Default)]
pub(super) struct Parcels(BTreeMap<(ThreadId, u32), Vec<Hash>>);

impl Parcels {
    pub(super) fn put(&mut self, part: LeafPart) {
        self.0.insert((part.thread, part.part), part.leaves);
    }

    /// The leaves of a part when `next` is its first message and they are right: as many as there
    /// must be, the first and the last of them made once more.
    pub(super) fn take(
        &mut self,
        id: ThreadId,
        next: u32,
        keys: &Keys,
        thread: &Thread,
    ) -> Option<Vec<Hash>> {
        if !next.is_multiple_of(PART_MESSAGES) {
            return None;
        }
        let part = next / PART_MESSAGES;
        let found = self.0.remove(&(id, part))?;
        let messages = messages_of(part, thread);
        let same = |message: u32, leaf: Option<&Hash>| {
            leaves(keys, thread, message..message + 1).next().as_ref() == leaf
        };
        let right = messages.len() == found.len()
            && !found.is_empty()
            && same(messages.start, found.first())
            && same(messages.end - 1, found.last());
        right.then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{opened, sealed, secret};
    use super::*;

    /// A case of one text with so many messages, what is shared of it, and its leaves.
    fn case(n_messages: u32) -> (Case, Vec<Share>, Vec<Hash>) {
        let line = |n: u32| format!("[01/02/2024, 09:15:02] Ana: number {n} of many\n");
        let text: String = (0..n_messages).map(line).collect();
        let case = opened(&[&[("_chat.txt", text.as_bytes())]]);
        let (thread, _, _) = case.threads().next().unwrap();
        let secret = secret();
        let leaves = sealed(&case)[0].leaves[1..].to_vec();
        (case, vec![Share { thread, secret }], leaves)
    }

    #[test]
    fn parts_come_from_the_end_and_are_the_leaves() {
        let (case, shares, leaves) = case(2 * PART_MESSAGES + 7);
        let mut job = ShareJob::new(&case, &shares);
        let parts: Vec<LeafPart> = std::iter::from_fn(|| job.step()).collect();
        assert_eq!(
            parts.iter().map(|part| part.part).collect::<Vec<_>>(),
            [2, 1, 0]
        );
        let made: Vec<Hash> = parts
            .into_iter()
            .rev()
            .flat_map(|part| part.leaves)
            .collect();
        assert_eq!(made, leaves[..made.len()]);
        assert_eq!(made.len() as u32, 2 * PART_MESSAGES + 7);
    }

    #[test]
    fn a_part_is_taken_when_it_is_its_turn_and_right() {
        let (case, shares, _) = case(PART_MESSAGES + 7);
        let (id, _, thread) = case.threads().next().unwrap();
        let keys = shares[0].secret.keys();
        let last = ShareJob::new(&case, &shares).step().unwrap();
        let mut parcels = Parcels::default();
        let mut ask = |part: LeafPart, next| {
            parcels.put(part);
            parcels.take(id, next, &keys, thread)
        };
        assert_eq!(ask(last.clone(), PART_MESSAGES), Some(last.leaves.clone()));
        assert_eq!(ask(last.clone(), PART_MESSAGES + 1), None);
        assert_eq!(ask(last.clone(), 0), None);
        for at in [0, 6] {
            let mut wrong = last.clone();
            wrong.leaves[at][31] ^= 1;
            assert_eq!(ask(wrong, PART_MESSAGES), None);
        }
        let mut short = last.clone();
        short.leaves.pop();
        assert_eq!(ask(short, PART_MESSAGES), None);
        let none = LeafPart {
            part: 9,
            leaves: Vec::new(),
            ..last
        };
        assert_eq!(ask(none, 9 * PART_MESSAGES), None);
    }
}
