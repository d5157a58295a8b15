//! Records as the page draws them.

use serde::{Deserialize, Serialize};

use crate::engine::place::{ByteSpan, EntryId, MessagePlace};
use crate::engine::thread::{Flags, Kind, ParticipantId, RecordId};
use crate::engine::zones::ClockMark;

/// One record as the page draws it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Number, from 0.
    pub record: RecordId,
    /// What a decision about it names.
    pub place: MessagePlace,
    /// What it is.
    pub kind: Kind,
    /// What else is true of it.
    pub flags: Flags,
    /// The stamp as written, without brackets.
    pub stamp: String,
    /// `YYYY-MM-DD` and weekday, when the time is resolved.
    pub day: Option<(String, String)>,
    /// What the clock of the zone that was stated says of its time; never in the recipient's view.
    pub clock: Option<ClockMark>,
    /// The time of day as written, without the date, when it can be told apart; else the stamp.
    pub time: String,
    /// Who is named as sender.
    pub sender: Option<ParticipantId>,
    /// The sender's name, with marks where parts of it are withheld.
    pub sender_name: Vec<Piece>,
    /// What is to be read, in order. Attachment markers and edited suffixes are left out in the
    /// editor's view when `attachment` or the flag says the same.
    pub body: Vec<Piece>,
    /// The file it names.
    pub attachment: Option<AttachmentView>,
    /// Set when the whole body is withheld: the codes, and the decisions that did it.
    pub withheld: Option<Withheld>,
    /// How much of the body is left out of `body` at its end because it is very long; 0 nearly
    /// always. `Request::LongRow` gives more of it. Units: characters.
    pub n_more_chars: u32,
}

/// A run of text with one look. In the editor's view, pieces carry their place, so that a selection
/// can be turned into bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The bytes it stands for, counted from the start of the record; empty in the recipient's
    /// view, where nothing can be selected.
    pub span: ByteSpan,
    /// What is drawn. In the editor's view exactly the bytes of `span` unless `atomic`.
    pub text: String,
    /// `text` stands for the span as a whole: a mark, or bytes that are not UTF-8.
    pub atomic: bool,
    /// A search hit.
    pub hit: bool,
    /// Set when it is withheld.
    pub withheld: Option<Withheld>,
}

/// Why something is withheld, and by which decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Reason codes, each once.
    pub codes: Vec<String>,
    /// Ids of the decisions; empty in the recipient's view.
    pub decisions: Vec<String>,
}

/// What kind of thing a file is, decided by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaClass {
    /// Shown inline.
    Picture,
    /// Played inline.
    Video,
    /// Played inline.
    Sound,
    /// A contact card; offered for saving.
    Card,
    /// Anything else; offered for saving.
    Document,
}

/// A file that a record names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// As the text writes it; empty in the recipient's view when it is withheld.
    pub name: String,
    /// The entry; `None` when the export does not hold it, or when it is withheld from this view.
    pub entry: Option<EntryId>,
    /// Number of the source.
    pub source: u32,
    /// By content.
    pub class: MediaClass,
    /// By content.
    pub mime: String,
    /// Unpacked size; 0 when absent or withheld from this view.
    pub size_bytes: u64,
    /// Set when the file is withheld.
    pub withheld: Option<Withheld>,
}
