//! What shall be withheld, before there is a reason for it.

use crate::engine::decision::{DecisionKind, PixelBox};
use crate::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use crate::engine::thread::RecordId;

use super::characters::shown;
use super::words::seconds;

/// What shall be withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedactTarget {
    /// A whole message.
    Message {
        /// Its number, for people.
        record: RecordId,
        /// Its place.
        place: MessagePlace,
    },
    /// A part of a message.
    Span {
        /// Its number, for people.
        record: RecordId,
        /// Its place.
        place: MessagePlace,
        /// The bytes, counted from the start of the record.
        span: ByteSpan,
    },
    /// A file of the export.
    Attachment {
        /// The number of the message that names it, for people.
        record: RecordId,
        /// The archive.
        source: SourceId,
        /// The entry.
        entry: EntryId,
    },
    /// A part of a file of the export.
    Part {
        /// The number of the message that names it, for people.
        record: RecordId,
        /// The archive.
        source: SourceId,
        /// The entry.
        entry: EntryId,
        /// Which part.
        part: PartTarget,
    },
    /// Whoever sent a message is called by a pseudonym.
    Participant {
        /// The name, for people.
        name: String,
        /// A message of theirs.
        place: MessagePlace,
    },
}

/// Which part of a file shall be withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartTarget {
    /// A stretch of a sound. Units: milliseconds.
    Stretch {
        /// Where it begins.
        from_ms: u64,
        /// Where it ends.
        until_ms: u64,
    },
    /// Boxes of a picture.
    Boxes(Vec<PixelBox>),
}

impl PartTarget {
    fn words(&self, record: RecordId) -> String {
        let message = record.0 + 1;
        match self {
            PartTarget::Stretch { from_ms, until_ms } => format!(
                "The sound of message {message} from {} to {}. The rest of it goes out.",
                seconds(*from_ms),
                seconds(*until_ms)
            ),
            PartTarget::Boxes(boxes) if boxes.len() == 1 => {
                format!("A box in the picture of message {message}. The rest of it goes out.")
            }
            PartTarget::Boxes(boxes) => format!(
                "{} boxes in the picture of message {message}. The rest of it goes out.",
                boxes.len()
            ),
        }
    }
}

impl RedactTarget {
    /// What it is, for the dialog.
    pub fn words(&self) -> String {
        match self {
            RedactTarget::Message { record, .. } => format!(
                "The whole of message {}, with the file it names. Time and sender stay.",
                record.0 + 1
            ),
            RedactTarget::Span { record, .. } => {
                format!("The text selected in message {}.", record.0 + 1)
            }
            RedactTarget::Attachment { record, .. } => format!(
                "The file that message {} names, and its name everywhere.",
                record.0 + 1
            ),
            RedactTarget::Part { record, part, .. } => part.words(*record),
            RedactTarget::Participant { name, .. } => format!(
                "“{}” as a sender, and the name and its parts wherever they stand. A pseudonym \
                 such as Person 1 stands behind each mark.",
                shown(name, false)
            ),
        }
    }

    pub(super) fn decision(self, codes: Vec<String>, note: Option<String>) -> DecisionKind {
        match self {
            RedactTarget::Message { place, .. } => DecisionKind::Message {
                target: place,
                codes,
                note,
            },
            RedactTarget::Span { place, span, .. } => DecisionKind::Span {
                target: place,
                span,
                codes,
                note,
            },
            RedactTarget::Attachment { source, entry, .. } => DecisionKind::Attachment {
                source,
                entry,
                codes,
                note,
            },
            RedactTarget::Part {
                source,
                entry,
                part: PartTarget::Stretch { from_ms, until_ms },
                ..
            } => DecisionKind::SoundRange {
                source,
                entry,
                from_ms,
                until_ms,
                codes,
                note,
            },
            RedactTarget::Part {
                source,
                entry,
                part: PartTarget::Boxes(boxes),
                ..
            } => DecisionKind::Region {
                source,
                entry,
                boxes,
                codes,
                note,
            },
            RedactTarget::Participant { place, .. } => DecisionKind::Participant {
                target: place,
                also: Vec::new(),
                codes,
                note,
            },
        }
    }
}
