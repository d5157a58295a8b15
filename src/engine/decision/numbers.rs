//! Which participant has which pseudonym: what a build wrote down, so that the next one keeps it.

use serde::{Deserialize, Serialize};

use super::{DecisionKind, DecisionLog};
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

impl DecisionLog {
    /// The numbers that were given when packages were built, the earliest first. Those of a build
    /// that was taken back count, too: its package may be with somebody.
    pub fn numbered(&self) -> Vec<&Numbered> {
        let mut built: Vec<_> = self
            .decisions()
            .iter()
            .filter_map(|decision| match &decision.kind {
                DecisionKind::Built { pseudonyms, .. } => Some((decision, pseudonyms)),
                _other => None,
            })
            .collect();
        sorting::sort_by(&mut built, |(a, _), (b, _)| {
            (a.at.unix_ms(), a.at.as_str(), &a.id).cmp(&(b.at.unix_ms(), b.at.as_str(), &b.id))
        });
        built.into_iter().flat_map(|(_, given)| given).collect()
    }
}

/// What is wrong with the numbers of one build, if anything.
pub(super) fn fault(given: &[Numbered]) -> Option<&'static str> {
    let mut numbers: Vec<u32> = given.iter().map(|one| one.number).collect();
    numbers.sort_unstable();
    let is_twice = numbers.windows(2).any(|pair| pair.first() == pair.get(1));
    (is_twice || numbers.first() == Some(&0))
        .then_some("a build that numbers a pseudonym 0, or two people alike")
}
