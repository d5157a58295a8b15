//! What a reader of a finished package can still find: the detectors over what it shows, and how
//! telling the hours are at which a pseudonym writes. Gate G3, leak classes L-04, L-22 and L-26.
//!
//! Read [`ResidualJob`]. It reads the finished bytes, not the case; of the case it takes the names
//! that are looked for and what a person rejected. It proposes and blocks nothing: a person looks.

mod files;
mod hours;
mod job;
mod known;
mod tally;

use serde::{Deserialize, Serialize};

use crate::engine::detect::Detector;

pub use job::{ResidualError, ResidualJob};

/// Most values that are listed of a kind; all are counted.
pub const VALUES_LISTED: usize = 50;
/// Longest value that is listed. Units: characters.
pub const VALUE_CHARS: usize = 60;
/// Fewest messages of a pseudonym from which its hours are judged.
pub const HOURS_MESSAGES: u32 = 40;

/// What is left to be found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Residual {
    /// In catalogue order, kinds of which something was found that nobody rejected.
    pub kinds: Vec<ResidualKind>,
    /// How often something was found that a person had rejected.
    pub n_rejected: u64,
    /// In the order of their first messages, pseudonyms that can be told by their hours alone.
    pub hours: Vec<TellingHours>,
    /// Pseudonyms whose hours were judged.
    pub n_judged: u32,
    /// Pseudonyms that have too few messages, or nobody beside them, to be judged.
    pub n_unjudged: u32,
    /// The countries whose numbers and identifiers were looked for, as ISO 3166 writes them.
    pub countries: Vec<String>,
    /// Files that were not looked at, and why.
    pub not_read: Vec<NotRead>,
    /// Messages that were looked at.
    pub n_messages: u64,
}

/// One kind of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResidualKind {
    /// What it looks like.
    pub detector: Detector,
    /// How often it was found.
    pub n: u64,
    /// How many different values there are.
    pub n_values: u32,
    /// The first [`VALUES_LISTED`] of them.
    pub values: Vec<ResidualValue>,
}

/// A value that the package shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResidualValue {
    /// As it is written where it stands first, cut after [`VALUE_CHARS`].
    pub text: String,
    /// How often it stands there.
    pub n: u64,
    /// The file of the package where it stands first.
    pub file: String,
    /// Thread and record of the package from 1, when it is in a record.
    pub record: Option<(u32, u32)>,
}

/// A file, or the whole package, that was not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNotRead {
    /// It is larger than is looked at.
    TooLarge,
    /// It could not be read.
    Unreadable,
    /// There are more terms than can be searched for.
    TooManyTerms,
}

/// Something that was not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRead {
    /// The file of the package; empty for all of it.
    pub file: String,
    /// Why.
    pub why: WhyNotRead,
}

impl Residual {
    /// Whether everything was looked at and nothing was found.
    pub fn is_clean(&self) -> bool {
        self.kinds.is_empty() && self.hours.is_empty() && self.not_read.is_empty()
    }
}

/// A pseudonym that writes at hours like nobody else in the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellingHours {
    /// As the package names the sender.
    pub name: String,
    /// Its first message: thread and record of the package from 1.
    pub first: (u32, u32),
    /// Messages of which the hour is shown.
    pub n_messages: u32,
    /// How far its hours on days with an even number agree with those on the others. Units: percent.
    pub own: u8,
    /// How far they agree with those of the voice that comes nearest. Units: percent.
    pub nearest: u8,
    /// Voices that it was compared with.
    pub n_voices: u32,
}
