//! What people settled. A log that only grows; what stands is a fold over it, and undo appends.
//!
//! Read [`Decision`], then [`DecisionLog`]. `docs/decisions.md` describes the file.
//!
//! Invariants: a decision is never changed or removed; its id is a digest of its content, so that a
//! changed one is noticed and two logs merge as the union by id.

mod canonical;
mod coarse;
mod codes;
mod disclosed;
mod file;
mod intake;
mod keep;
mod kinds;
mod log;
mod numbers;
mod parts;
mod reasons;
mod review;
mod spots;
#[cfg(test)]
mod tests;
mod work;

use serde::{Deserialize, Serialize};

use super::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use super::thread::{DateOrder, OrderState};
use super::time::Instant;
use canonical::id_of;

pub use canonical::canonical_json;
pub use coarse::Coarse;
pub use codes::{REASONS, Reason, ReasonCode};
pub use disclosed::Disclosure;
pub use file::{LOG_FORMAT, LogError};
pub use intake::{Intake, IntakeClaim, MOST_CHARS as INTAKE_CHARS, intake_of};
pub use keep::Keep;
pub use log::DecisionLog;
pub use numbers::{Numbered, RECIPIENT_CHARS, recipient_from};
pub use parts::{MOST_BOXES, PixelBox};
pub use reasons::{ListedReason, REASON_LIST_HEAD, ReasonList, ReasonListError};
pub use review::{FindingRef, MOST_AT_ONCE, MoveDetails, Outcome, ReviewMove};
pub use spots::{NameSpot, NotASpot, Run, Spot, TextRuns, TextSpots};
pub use work::{CaseWork, Passage, TagColour, is_tag_key, tag_name};

/// First 16 hex digits of the SHA-256 of the decision's canonical JSON without `id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub String);

/// What stands for the name of somebody who gave none. It goes into decisions, so it says what it
/// is.
pub const NO_NAME: &str = "name not given";

/// One thing a person settled, and when, and who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Digest of the rest.
    pub id: DecisionId,
    /// The name the person typed. Not verified.
    pub by: String,
    /// The device's clock at that moment.
    pub at: Instant,
    /// What was settled.
    #[serde(flatten)]
    pub kind: DecisionKind,
}

/// A span inside a message.
///
/// Units: `target` counts bytes of the chat text as it stands in the archive. `span` counts bytes
/// from the first byte of the message in the text as UTF-8. Both are the same bytes, but for a chat
/// text in UTF-16: there `span` counts in the text after decoding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SpanPlace {
    /// The message.
    pub target: MessagePlace,
    /// The bytes in it.
    pub span: ByteSpan,
}

/// What was settled. In the file, `kind` names the variant and its fields stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum DecisionKind {
    /// A source was opened.
    Opened {
        /// Which.
        source: SourceId,
        /// Its size.
        size_bytes: u64,
    },
    /// The participant who sent this message is the one whose phone made the export.
    Owner {
        /// Any message of that participant.
        target: MessagePlace,
    },
    /// The whole body of a message is withheld, its attachment with it. Stamp and sender stay.
    Message {
        /// Which.
        target: MessagePlace,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A message is withheld with its head: nothing stays but its number and the reason.
    MessageGone {
        /// Which.
        target: MessagePlace,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// The times of a chat text are given less exactly; their order stays.
    TimeCoarse {
        /// Which archive.
        source: SourceId,
        /// Which chat text.
        entry: EntryId,
        /// What is left of each time.
        to: Coarse,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A part of a message is withheld.
    Span {
        /// Which message.
        target: MessagePlace,
        /// Which bytes of it, counted as [`SpanPlace`] says.
        span: ByteSpan,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A file of the export is withheld, and its name everywhere.
    Attachment {
        /// Which archive.
        source: SourceId,
        /// Which entry.
        entry: EntryId,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A stretch of a sound is silence; the rest of the file goes out.
    SoundRange {
        /// Which archive.
        source: SourceId,
        /// Which entry.
        entry: EntryId,
        /// Where it begins, counted from the start of the sound. Units: milliseconds.
        from_ms: u64,
        /// Where it ends; later than where it begins. Units: milliseconds.
        until_ms: u64,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Boxes of a picture are black; the rest of the picture goes out.
    Region {
        /// Which archive.
        source: SourceId,
        /// Which entry.
        entry: EntryId,
        /// At least one.
        boxes: Vec<PixelBox>,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A term is withheld wherever it occurs: bodies, senders, titles, file names.
    Value {
        /// The term as typed. Compared without regard to case, invisible marks and composition.
        find: String,
        /// What of each hit stays readable. Hits in names of files go whole.
        #[serde(default, skip_serializing_if = "Keep::is_nothing")]
        keep: Keep,
        /// Hits that a person took out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        except: Vec<SpanPlace>,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// What a detector found is withheld, at each of these places.
    Pattern {
        /// The detector.
        rule: String,
        /// The least score that was accepted.
        least: u8,
        /// The places, at least one.
        texts: Vec<TextSpots>,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Messages outside the scope of a disclosure: withheld whole, as `Message` does, a file when no
    /// message inside the scope names it.
    Outside {
        /// What is inside, in words. Stays with the case: it may hold names.
        scope: String,
        /// The messages outside, at least one.
        texts: Vec<TextRuns>,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// What a detector proposed was looked at and is not to be withheld. Withholds nothing, and
    /// stays behind when a package is handed over.
    Reject {
        /// The detector.
        rule: String,
        /// Proposals in messages.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        texts: Vec<TextSpots>,
        /// Proposals in titles and names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<NameSpot>,
    },
    /// A participant is called by a pseudonym: as a sender, and wherever the name, a part of it, or
    /// one of the other names and numbers stands.
    Participant {
        /// Any message of that participant.
        target: MessagePlace,
        /// Other names and numbers of the same person.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<String>,
        /// At least one.
        codes: Vec<ReasonCode>,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// The dates of all messages that start as this one does are read in this order.
    DateOrder {
        /// Any message of them.
        target: MessagePlace,
        /// The reading.
        order: DateOrder,
        /// What was in force at that moment.
        instead_of: DateOrder,
        /// How well that was known.
        state: OrderState,
        /// Why, in words.
        evidence: String,
    },
    /// The phone that made the export had this zone, as the person says. A claim: it changes no
    /// time, and nobody can check it.
    Zone {
        /// The export.
        source: SourceId,
        /// An offset such as `+01:00`, or a name such as `Europe/Berlin`.
        zone: String,
    },
    /// How an export came here, as a person says. A claim that goes into packages.
    Intake {
        /// The export.
        source: SourceId,
        /// What the form asks.
        #[serde(flatten)]
        intake: Intake,
    },
    /// A file goes out as it is, metadata included, where a package asks for clean copies.
    AsItIs {
        /// Which archive.
        source: SourceId,
        /// Which entry.
        entry: EntryId,
        /// Goes into the log that is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Case work: tags, bookmarks, notes, people, exhibits. Nothing of it is ever handed over.
    Work(CaseWork),
    /// Takes an earlier decision back. Withdrawing a withdrawal brings it into force again.
    Withdraw {
        /// Which.
        withdraws: DecisionId,
    },
    /// A person looked at the places where withheld values still stand in visible text.
    Justified {
        /// SHA-256 of the package that was looked at.
        package_sha256: String,
        /// How many places.
        n_places: u32,
    },
    /// A second person, who decided none of it, looked at redactions in a finished package.
    Checked {
        /// SHA-256 of the package.
        package_sha256: String,
        /// How many redacted places they looked at, drawn by chance that follows from the digest.
        n_looked_at: u32,
        /// How many there are.
        n_redactions: u32,
    },
    /// For whom the next packages are: pseudonyms are numbered for each recipient apart.
    Recipient {
        /// One line; empty for nobody in particular.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        name: String,
    },
    /// A package was built.
    Built {
        /// SHA-256 of the finished zip.
        package_sha256: String,
        /// For whom it was, when that was said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        recipient: String,
        /// Which participant had which pseudonym. Stays with the case.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pseudonyms: Vec<Numbered>,
    },
    /// A package with a proof was saved: it may be with somebody from then on, and its number is
    /// used up.
    Disclosed {
        /// SHA-256 of the finished zip.
        package_sha256: String,
        /// Which disclosure under its seals it says it is, from 1.
        number: u32,
        /// The roots of its seals, in hex, in the order of its threads.
        seals: Vec<String>,
    },
    /// Every way out of the page was tried, and how that went goes into packages.
    Witnessed {
        /// The digest of the page's list of its own files, when it says one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        build: Option<String>,
        /// How many times something was tried, from the page and from a worker.
        n_tried: u32,
        /// How many of these the page's policy blocked.
        n_blocked: u32,
        /// Ways that nothing blocked.
        open: Vec<String>,
    },
    /// A package was verified.
    Verified {
        /// SHA-256 of the zip.
        package_sha256: String,
        /// Whether it was valid.
        valid: bool,
    },
    /// A key of pseudonyms was written: who is who in a finished package, encrypted.
    PseudonymsKept {
        /// SHA-256 of the package.
        package_sha256: String,
        /// SHA-256 of the file.
        file_sha256: String,
    },
    /// A key of pseudonyms was opened and read.
    PseudonymsRead {
        /// SHA-256 of the file.
        file_sha256: String,
        /// SHA-256 of the package that it is about.
        package_sha256: String,
    },
}
