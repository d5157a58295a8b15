//! One conversation: plain data, compact. The decoded text stands in memory once; a record is a few
//! dozen bytes beside it and never owns a `String`.
//!
//! Invariants: records are in file order, never sorted; together they are the whole text, byte for
//! byte; the text is never changed, trimmed or normalised.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

mod stamp;

use super::place::{ByteSpan, EntryId};
use super::time::CivilTime;

pub use stamp::{
    Choice, DateOrder, HalfDay, NO_YEAR, OrderState, RawStamp, Shape, ShownOrder, YEARS, YearForm,
};

/// Number of a record in its thread, from 0 in memory. People and files see it from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(pub u32);

/// Number of a participant in the thread, in order of first appearance, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParticipantId(pub u32);

/// Number of an attachment reference in the thread, in file order, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttachmentId(pub u32);

/// Which header family the text has. Describes the text, not the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// Dash headers: `31/12/2023, 21:05 - Ada: text`.
    Android,
    /// Bracket headers: `[31/12/2023, 21:05:07] Ada: text`.
    Ios,
    /// Neither, or both.
    Unknown,
}

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words somebody typed.
    Text,
    /// Names a file of the export.
    Attachment,
    /// WhatsApp wrote that a file was left out.
    MediaOmitted,
    /// WhatsApp wrote that the message was deleted.
    Deleted,
    /// A view-once message; its content is never exported.
    ViewOnce,
    /// A call.
    Call,
    /// A place on a map.
    Location,
    /// A place that was shared while it moved.
    LiveLocation,
    /// A contact card.
    Contact,
    /// A poll.
    Poll,
    /// An event.
    Event,
    /// Written by WhatsApp about the thread.
    System,
    /// Written by WhatsApp, in words we do not know.
    SystemUnclassified,
    /// `null` or an empty body: WhatsApp exported nothing here.
    Null,
    /// Lines before the first header.
    Preamble,
}

impl Kind {
    /// The word used in every output, for example `media_omitted`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Attachment => "attachment",
            Kind::MediaOmitted => "media_omitted",
            Kind::Deleted => "deleted",
            Kind::ViewOnce => "view_once",
            Kind::Call => "call",
            Kind::Location => "location",
            Kind::LiveLocation => "live_location",
            Kind::Contact => "contact",
            Kind::Poll => "poll",
            Kind::Event => "event",
            Kind::System => "system",
            Kind::SystemUnclassified => "system_unclassified",
            Kind::Null => "null",
            Kind::Preamble => "preamble",
        }
    }

    /// Written by the program about the thread, not said by a participant.
    pub fn is_system(self) -> bool {
        matches!(
            self,
            Kind::System | Kind::SystemUnclassified | Kind::Preamble
        )
    }
}

/// Things that are true of one record. A set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flags(pub u16);

impl Flags {
    /// Edited after sending; only the last version is exported.
    pub const EDITED: Flags = Flags(1);
    /// The header was accepted although a test of it failed.
    pub const BOUNDARY_UNCERTAIN: Flags = Flags(1 << 1);
    /// A line inside looks like a header and was taken as text.
    pub const LOOKS_LIKE_HEADER_INSIDE: Flags = Flags(1 << 2);
    /// Earlier than the record before it.
    pub const BACKWARD_STEP: Flags = Flags(1 << 3);
    /// The day/month order is only assumed.
    pub const DATE_ORDER_ASSUMED: Flags = Flags(1 << 4);
    /// The body starts with the mark that WhatsApp writes before its own words.
    pub const APP_MARKED: Flags = Flags(1 << 5);
    /// Names a file that is not in the export.
    pub const ATTACHMENT_MISSING: Flags = Flags(1 << 6);
    /// Names a file that another record names, too.
    pub const ATTACHMENT_SHARED: Flags = Flags(1 << 7);
    /// The 12-hour marker is not known; the time is unresolved.
    pub const UNKNOWN_MARKER: Flags = Flags(1 << 8);
    /// Holds bytes that are not UTF-8.
    pub const NOT_UTF8: Flags = Flags(1 << 9);
    /// The kind was taken from the structure alone; the words are not in our tables.
    pub const KIND_BY_STRUCTURE: Flags = Flags(1 << 10);
    /// The header names a voice only formally; WhatsApp wrote the record.
    pub const SENDER_IS_FORMAL: Flags = Flags(1 << 11);
    /// The day/month order was chosen by a person.
    pub const DATE_ORDER_CHOSEN: Flags = Flags(1 << 12);
    /// The year is not written; it was inferred from what stands behind.
    pub const YEAR_INFERRED: Flags = Flags(1 << 13);

    /// All flags with the words used in every output.
    pub const WORDS: [(Flags, &'static str); 14] = [
        (Flags::EDITED, "edited"),
        (Flags::BOUNDARY_UNCERTAIN, "boundary-uncertain"),
        (Flags::LOOKS_LIKE_HEADER_INSIDE, "looks-like-header-inside"),
        (Flags::BACKWARD_STEP, "backward-step"),
        (Flags::DATE_ORDER_ASSUMED, "date-order-assumed"),
        (Flags::APP_MARKED, "app-marked"),
        (Flags::ATTACHMENT_MISSING, "attachment-missing"),
        (Flags::ATTACHMENT_SHARED, "attachment-shared"),
        (Flags::UNKNOWN_MARKER, "unknown-marker"),
        (Flags::NOT_UTF8, "not-utf8"),
        (Flags::KIND_BY_STRUCTURE, "kind-by-structure"),
        (Flags::SENDER_IS_FORMAL, "sender-is-formal"),
        (Flags::DATE_ORDER_CHOSEN, "date-order-chosen"),
        (Flags::YEAR_INFERRED, "year-inferred"),
    ];

    /// Whether all bits of `other` are set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets all bits of `other`.
    pub fn add(&mut self, other: Flags) {
        self.0 |= other.0;
    }

    /// The words of the flags that are set, in a fixed order.
    pub fn words(self) -> Vec<&'static str> {
        Flags::WORDS
            .iter()
            .filter(|(flag, _)| self.has(*flag))
            .map(|(_, word)| *word)
            .collect()
    }
}

/// One thing said or noted. Units: bytes, counted in [`Thread::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// First byte. The record ends where the next one starts.
    pub start: u32,
    /// Everything up to and including the separator before the sender: marks, brackets, stamp.
    pub stamp_len: u32,
    /// The sender with the separator after it; 0 when there is none.
    pub sender_len: u32,
    /// Who is named as the sender.
    pub participant: Option<ParticipantId>,
    /// The file it names.
    pub attachment: Option<AttachmentId>,
    /// The stamp's numbers; `None` for a preamble.
    pub stamp: Option<RawStamp>,
    /// Which header shape of the file it has.
    pub shape: u8,
    /// What it is.
    pub kind: Kind,
    /// What else is true of it.
    pub flags: Flags,
}

/// One voice in a thread. The name is a label of the exporter's phone, never an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// As written, without the marks before it.
    pub name: String,
    /// Records that name it as sender, those where the name is only formal left out.
    pub n_messages: u32,
    /// The first record that names it.
    pub first_record: RecordId,
}

/// How a name in the text was tied to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchRule {
    /// The same bytes.
    Exact,
    /// Equal after NFC.
    Nfc,
    /// Equal after NFC, without invisible marks, ignoring case.
    Folded,
    /// As `Folded`, ignoring the folder the entry stands in.
    WithoutFolder,
    /// No entry: the file is missing.
    Missing,
}

/// The tie from a record to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file name as the text writes it.
    pub name: String,
    /// The entry, when the export holds it.
    pub entry: Option<EntryId>,
    /// How it was found.
    pub rule: MatchRule,
    /// The record that names it.
    pub record: RecordId,
}

/// How the bytes of the chat text became [`Thread::text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// As they are; they may hold sequences that are not UTF-8.
    Utf8,
    /// Decoded from UTF-16, little end first.
    Utf16Le,
    /// Decoded from UTF-16, big end first.
    Utf16Be,
}

/// One conversation.
#[derive(Debug, Clone)]
pub struct Thread {
    /// The chat text in its archive.
    pub entry: EntryId,
    /// A label from a file name. Not evidence of who the partner is.
    pub title: String,
    /// Header family.
    pub platform: Platform,
    /// How the text was decoded.
    pub encoding: Encoding,
    /// The whole chat text. UTF-8 but for sequences that were not. Shared, so that a copy of the
    /// thread does not copy it.
    pub text: Rc<Vec<u8>>,
    /// In file order; they partition `text`.
    pub records: Vec<Record>,
    /// For UTF-16 only: where each record starts in the entry, and at last its size.
    pub origin: Vec<u64>,
    /// In order of first appearance.
    pub participants: Vec<Participant>,
    /// In file order.
    pub attachments: Vec<Attachment>,
    /// At least one unless there is no record with a stamp; `Record::shape` points here.
    pub shapes: Vec<Shape>,
}

impl Thread {
    /// Number of records, a preamble included.
    pub fn n_records(&self) -> u32 {
        self.records.len() as u32
    }

    /// Number of messages: all records but a preamble, which can only stand first.
    pub fn n_messages(&self) -> u32 {
        let first = self.records.first();
        let preamble = first.is_some_and(|record| record.kind == Kind::Preamble);
        self.n_records() - u32::from(preamble)
    }

    /// The record, when there is one of that number.
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id.0 as usize)
    }

    /// Where the record stands in `text`.
    pub fn span(&self, id: RecordId) -> ByteSpan {
        let index = id.0 as usize;
        let start = self
            .records
            .get(index)
            .map_or(self.text.len() as u32, |r| r.start);
        let end = self
            .records
            .get(index + 1)
            .map_or(self.text.len() as u32, |r| r.start);
        ByteSpan {
            start,
            len: end - start,
        }
    }

    /// The bytes of the record, line end included.
    pub fn bytes(&self, id: RecordId) -> &[u8] {
        let span = self.span(id);
        &self.text[span.start as usize..span.end() as usize]
    }

    /// The three parts of a record: stamp, sender, body with its line end.
    pub fn parts(&self, id: RecordId) -> (&[u8], &[u8], &[u8]) {
        let bytes = self.bytes(id);
        let Some(record) = self.record(id) else {
            return (&[], &[], bytes);
        };
        let (stamp, rest) = bytes.split_at(record.stamp_len as usize);
        let (sender, body) = rest.split_at(record.sender_len as usize);
        (stamp, sender, body)
    }

    /// The body without the line end that closes the record. Trailing spaces, blank lines and
    /// inner line ends stay.
    pub fn body(&self, id: RecordId) -> &[u8] {
        let body = self.parts(id).2;
        let body = body.strip_suffix(b"\n").unwrap_or(body);
        body.strip_suffix(b"\r").unwrap_or(body)
    }

    /// First byte of the body, counted from the start of the record.
    pub fn body_offset(&self, id: RecordId) -> u32 {
        self.record(id)
            .map_or(0, |record| record.stamp_len + record.sender_len)
    }

    /// Where the record stands in the chat text as the archive holds it.
    pub fn origin_span(&self, id: RecordId) -> (u64, u64) {
        let index = id.0 as usize;
        match (self.origin.get(index), self.origin.get(index + 1)) {
            (Some(start), Some(end)) => (*start, end - start),
            _ => {
                let span = self.span(id);
                (u64::from(span.start), u64::from(span.len))
            }
        }
    }

    /// The record that starts at `byte_start` of the chat text as the archive holds it.
    pub fn record_at_origin(&self, byte_start: u64) -> Option<RecordId> {
        let found = if self.origin.is_empty() {
            self.records
                .binary_search_by_key(&byte_start, |record| u64::from(record.start))
                .ok()
        } else {
            self.origin
                .binary_search(&byte_start)
                .ok()
                .filter(|at| *at < self.records.len())
        };
        found.map(|index| RecordId(index as u32))
    }

    /// The record that holds byte `at` of `text`.
    pub fn record_holding(&self, at: u32) -> RecordId {
        let after = self.records.partition_point(|record| record.start <= at);
        RecordId(after.saturating_sub(1) as u32)
    }

    /// The shape that most records have.
    pub fn main_shape(&self) -> Option<&Shape> {
        self.shapes.iter().max_by_key(|shape| shape.n_records)
    }

    /// The civil time of a record under the date order in force; `None` when it is unresolved.
    pub fn civil(&self, id: RecordId) -> Option<CivilTime> {
        let record = self.record(id)?;
        let stamp = record.stamp?;
        let order = self.shapes.get(record.shape as usize)?.order;
        stamp.civil(order)
    }
}
