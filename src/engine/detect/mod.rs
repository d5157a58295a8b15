//! Finds what may have to be withheld: telephone numbers, names, accounts, identifiers, secrets.
//!
//! Read [`DetectJob`], then [`Detector`]. A detector proposes; a person decides. Each proposal has a
//! score with its reasons; from [`PROPOSE`] on it is shown.
//!
//! Invariants: nothing is changed and nothing is withheld here; a hit is a span of the bytes as they
//! are written, although it was found in a folded copy; whatever the text, looking at it takes time
//! in proportion to its length and never panics; the same case and options give the same proposals.
//!
//! Free-text names that are not in the case (participants, cards, mentions) and that no title or
//! introduction leads to are not found: that would need a model of the language.

mod beginnings;
mod body;
mod byte_class;
mod catalogue;
mod checks;
mod codes;
mod contact;
mod custom;
mod dialled;
mod fold;
mod job;
mod join;
mod letters;
mod lexicon;
mod links;
mod machines;
mod marks;
mod mixed;
mod money;
mod names;
mod numbers;
mod one_text;
mod overlap;
pub(crate) mod pattern;
mod phone;
mod places;
mod roles;
mod roster;
mod scanner;
mod score;
mod secrets;
mod setup;
#[cfg(test)]
mod tests;
mod text;
mod trie;
mod verdicts;
mod wallets;

use serde::{Deserialize, Serialize};

use super::case::ThreadId;
use super::place::{ByteSpan, EntryId};
use super::thread::{ParticipantId, RecordId};

pub use catalogue::{Detector, Family};
pub use custom::{OwnKind, OwnTerm, TERM_LINES, TermListError, terms_from_csv};
pub(crate) use dialled::{Way, e164, rows_of};
pub(crate) use fold::Folded;
pub(crate) use names::{folded as folded_name, is_word_too, parts_of};

pub(crate) use job::JOIN_SECONDS;
pub use job::{DetectJob, Detected, PROPOSALS};
pub(crate) use one_text::TextDetector;
pub use pattern::PatternError;
pub(crate) use pattern::{Pattern, Runner};
pub(crate) use roster::card_names;
pub use roster::countries_of;
pub use score::{PRESELECT, PROPOSE, Reason, Score, Why};
pub use setup::DetectOptions;

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum At {
    /// In a thread's title. The span counts from the start of the title.
    Title(ThreadId, ByteSpan),
    /// In a participant's name. The span counts from the start of the name.
    Name(ThreadId, ParticipantId, ByteSpan),
    /// In a body. The span counts from the start of the record.
    Body(ThreadId, RecordId, ByteSpan),
    /// In the name of an entry, folders left out: number of the source, entry, span in the name.
    EntryName(u32, EntryId, ByteSpan),
}

/// Something that may have to be withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Where.
    pub at: At,
    /// What it looks like.
    pub detector: Detector,
    /// How sure, [`PROPOSE`] to 100.
    pub points: u8,
    /// Where it goes on, when it was sent in two messages.
    pub goes_on: Option<(RecordId, ByteSpan)>,
}

/// Why a proposal is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Counted from the start of the record.
    pub span: ByteSpan,
    /// What it looks like.
    pub detector: Detector,
    /// How sure.
    pub points: u8,
    /// The account of the score, a line each.
    pub reasons: Vec<String>,
    /// What else the same bytes could be.
    pub also: Vec<(Detector, u8)>,
}
