//! What shall be withheld, before there is a reason for it.

use crate::engine::decision::{Coarse, DecisionKind, PixelBox};
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
        /// How much.
        reach: Reach,
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

/// How much of a message shall be withheld, or of what stands with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Its words and the file it names. Time and sender stay.
    Words,
    /// These, and time and sender.
    Head,
    /// No words, but what is exact in the times of its whole chat.
    Times(Coarse),
}

impl Reach {
    /// All, in the order of the dialog.
    pub const ALL: [Reach; 6] = [
        Reach::Words,
        Reach::Head,
        Reach::Times(Coarse::Minute),
        Reach::Times(Coarse::Hour),
        Reach::Times(Coarse::Day),
        Reach::Times(Coarse::Period),
    ];

    /// For the dialog.
    pub fn name(self) -> &'static str {
        match self {
            Reach::Words => "The message; time and sender stay",
            Reach::Head => "The message with time and sender; only its number stays",
            Reach::Times(Coarse::Minute) => "Times of the whole chat: no seconds",
            Reach::Times(Coarse::Hour) => "Times of the whole chat: only the hour",
            Reach::Times(Coarse::Day) => "Times of the whole chat: only the day",
            Reach::Times(Coarse::Period) => "Times of the whole chat: only which day of it",
        }
    }

    fn decision(
        self,
        target: MessagePlace,
        codes: Vec<String>,
        note: Option<String>,
    ) -> DecisionKind {
        match self {
            Reach::Words => DecisionKind::Message {
                target,
                codes,
                note,
            },
            Reach::Head => DecisionKind::MessageGone {
                target,
                codes,
                note,
            },
            Reach::Times(to) => DecisionKind::TimeCoarse {
                source: target.source,
                entry: target.entry,
                to,
                codes,
                note,
            },
        }
    }

    fn words(self, record: RecordId) -> String {
        let n = record.0 + 1;
        match self {
            Reach::Words => {
                format!("The whole of message {n}, with the file it names. Time and sender stay.")
            }
            Reach::Head => format!(
                "The whole of message {n}, with the file it names, its time and its sender. Its number \
                 and the reason stay, and the package lists the gap."
            ),
            Reach::Times(to) => {
                let left = match to {
                    Coarse::Minute => "day, hour and minute",
                    Coarse::Hour => "day and hour",
                    Coarse::Day => "the day",
                    Coarse::Period => {
                        "“period 1”, “period 2” for each day on which something was written"
                    }
                };
                format!(
                    "What is exact in the times of the whole chat of message {n}: of each stays {left}. The \
                     order of messages stays. Names of files that tell a day are withheld with it."
                )
            }
        }
    }
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
            RedactTarget::Message { record, reach, .. } => reach.words(*record),
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
            RedactTarget::Message { place, reach, .. } => reach.decision(place, codes, note),
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
