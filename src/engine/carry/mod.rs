//! Decisions about one export, offered for the same messages in another: another phone's, or a later
//! one of the same phone. Nothing is decided here: each offer is for a person to take over.
//!
//! Messages are the same when their words are, whoever is called how and whatever the clocks say.
//! Words that several messages share need neighbours that are the same, too. [`CarryJob`] works in
//! steps.

mod alike;
mod offers;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::case::{Case, ThreadId};
use super::decision::{Decision, DecisionId, DecisionKind, DecisionLog};
use super::job::{Progress, Step};
use super::thread::RecordId;
use alike::Pairs;
use offers::Offering;
use words::WordIndex;

/// Most offers that are made at once; what is left out is counted.
pub const MOST_OFFERS: usize = 2_000;

/// How much of a message an offer quotes. Units: characters.
pub const QUOTE_CHARS: usize = 160;

/// How two messages or files were found to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ground {
    /// No other message of either thread has these words, and they are many.
    OnlyOne,
    /// So many of the messages around both are the same, and around no other as many.
    Neighbours(u8),
    /// The files are the same, byte for byte.
    SameFile,
    /// So many messages of the one participant are messages of the other.
    Voice(u32),
    /// A list of places, each found by one of the grounds above. How many there are.
    Places(u32),
}

/// A decision that could be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What would be decided.
    #[serde(with = "as_json")]
    pub kind: DecisionKind,
    /// The decision that it follows.
    pub from: DecisionId,
    /// Where it was decided: the first message.
    pub was: (ThreadId, RecordId),
    /// Where it would hold: the first message.
    pub at: (ThreadId, RecordId),
    /// How they were found to be the same.
    pub ground: Ground,
    /// What the message there says. For the page alone.
    pub quote: String,
}

/// A decision names its kind beside its fields, which the codec of the port cannot carry: it goes as
/// the text that stands in a decision log.
mod as_json {
    use serde::de::Error as _;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::DecisionKind;

    pub(super) fn serialize<S: Serializer>(kind: &DecisionKind, to: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(kind).map_err(S::Error::custom)?;
        to.serialize_str(&text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<DecisionKind, D::Error> {
        let text = String::deserialize(from)?;
        serde_json::from_str(&text).map_err(D::Error::custom)
    }
}

/// What can be carried over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Carried {
    /// In the order of the log, then of the case.
    pub offers: Vec<Offer>,
    /// Offers beyond [`MOST_OFFERS`].
    pub n_more: u32,
    /// Places in threads that have a counterpart, of which no message or file is the same for certain.
    pub n_unmatched: u32,
    /// Pairs of threads that share messages.
    pub n_pairs: u32,
}

/// Looks for what can be carried over.
pub struct CarryJob {
    index: Vec<WordIndex>,
    standing: Vec<Decision>,
}

impl CarryJob {
    /// About the decisions that stand in `log`.
    pub fn new(log: &DecisionLog) -> CarryJob {
        let standing = log.standing().into_iter().cloned();
        CarryJob {
            index: Vec::new(),
            standing: standing.collect(),
        }
    }

    /// Indexes one thread, or makes the offers.
    ///
    /// Cost: linear in the records of the thread, times the logarithm of their number.
    pub fn step(&mut self, case: &Case) -> Step<Carried> {
        let total = case.threads().count();
        let next = ThreadId(self.index.len() as u32);
        if let Some((_, thread)) = case.thread(next) {
            self.index.push(WordIndex::of(thread));
            return Step::More(Progress {
                done: u64::from(next.0) + 1,
                total: total as u64 + 1,
            });
        }
        Step::Done(self.offer(case))
    }

    fn offer(&self, case: &Case) -> Carried {
        let pairs = Pairs::of(case, &self.index);
        let mut offering = Offering::new(case, &pairs, &self.standing);
        for decision in &self.standing {
            if decision.kind.codes().is_some() {
                offering.take(decision);
            }
        }
        let mut carried = offering.carried;
        carried.n_pairs = pairs.len() as u32 / 2;
        let n_more = carried.offers.len().saturating_sub(MOST_OFFERS);
        carried.offers.truncate(MOST_OFFERS);
        carried.n_more = n_more as u32;
        carried
    }
}

/// What a decision is about, whatever its reasons: two that are about the same are one offer.
fn about(kind: &DecisionKind) -> String {
    let mut value = serde_json::to_value(kind).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        for field in ["codes", "note", "least", "also"] {
            fields.remove(field);
        }
    }
    value.to_string()
}

/// What the standing decisions are about.
fn all_about(standing: &[Decision]) -> BTreeSet<String> {
    standing
        .iter()
        .map(|decision| about(&decision.kind))
        .collect()
}
