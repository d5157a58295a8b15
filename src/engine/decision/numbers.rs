//! Which participant has which pseudonym: what a build wrote down, so that the next one keeps it.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Decision, DecisionKind, DecisionLog};
use crate::engine::place::MessagePlace;
use crate::engine::sorting;

/// The number of a participant's pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbered {
    /// Any message of that participant.
    pub target: MessagePlace,
    /// From 1.
    pub number: u32,
}

/// Most characters of a recipient's name.
pub const RECIPIENT_CHARS: usize = 100;

/// What is said of a name that cannot be one.
pub(super) const NOT_A_RECIPIENT: &str = "a recipient that is more than one line";

impl DecisionLog {
    /// For whom the next package is, as was said last; empty for nobody in particular.
    pub fn recipient(&self) -> &str {
        let standing = self.standing();
        let mut said: Vec<(&Decision, &str)> = standing
            .into_iter()
            .filter_map(|decision| match &decision.kind {
                DecisionKind::Recipient { name } => Some((decision, name.as_str())),
                _other => None,
            })
            .collect();
        sorting::sort_by(&mut said, |(a, _), (b, _)| in_order(a, b));
        said.last().map_or("", |(_, name)| name)
    }

    /// The numbers that were given when packages for the same recipient were built, the earliest
    /// first: two recipients cannot compare. Those of a build that was taken back count, too: its
    /// package may be with somebody.
    pub fn numbered(&self) -> Vec<&Numbered> {
        self.numbered_for(self.recipient())
    }

    /// Those that were given for that recipient.
    pub fn numbered_for(&self, name: &str) -> Vec<&Numbered> {
        let mut built: Vec<_> = self
            .decisions()
            .iter()
            .filter_map(|decision| match &decision.kind {
                DecisionKind::Built {
                    pseudonyms,
                    recipient,
                    ..
                } if recipient == name => Some((decision, pseudonyms)),
                _other => None,
            })
            .collect();
        sorting::sort_by(&mut built, |(a, _), (b, _)| in_order(a, b));
        built.into_iter().flat_map(|(_, given)| given).collect()
    }
}

/// Earlier or later, by (`at`, `id`).
fn in_order(a: &Decision, b: &Decision) -> Ordering {
    let key = |one: &Decision| (one.at.unix_ms(), one.at.as_str().to_owned(), one.id.clone());
    key(a).cmp(&key(b))
}

/// A name as typed, as it can stand in a log: on one line, cut at [`RECIPIENT_CHARS`].
pub fn recipient_from(typed: &str) -> String {
    let line = typed.replace(char::is_control, " ");
    let cut: String = line.trim().chars().take(RECIPIENT_CHARS).collect();
    cut.trim_end().to_owned()
}

/// Whether it is as [`recipient_from`] leaves it.
pub(super) fn is_recipient(name: &str) -> bool {
    recipient_from(name) == name
}

/// What is wrong with the numbers of one build, or its recipient, if anything.
pub(super) fn fault(given: &[Numbered], recipient: &str) -> Option<&'static str> {
    let mut numbers: Vec<u32> = given.iter().map(|one| one.number).collect();
    numbers.sort_unstable();
    let is_twice = numbers.windows(2).any(|pair| pair.first() == pair.get(1));
    if is_twice || numbers.first() == Some(&0) {
        return Some("a build that numbers a pseudonym 0, or two people alike");
    }
    (!is_recipient(recipient)).then_some(NOT_A_RECIPIENT)
}
