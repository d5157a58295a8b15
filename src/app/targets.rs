//! What shall be withheld, before there is a reason for it.

use crate::engine::decision::{Coarse, DecisionKind, PixelBox};
use crate::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};
use crate::engine::thread::RecordId;
use crate::say;

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
            Reach::Words => say::the_message_time_and_sender_stay(),
            Reach::Head => say::the_message_with_time_and_sender_only(),
            Reach::Times(Coarse::Minute) => say::times_of_the_whole_chat_no_seconds(),
            Reach::Times(Coarse::Hour) => say::times_of_the_whole_chat_only_the_hour(),
            Reach::Times(Coarse::Day) => say::times_of_the_whole_chat_only_the_day(),
            Reach::Times(Coarse::Period) => say::times_of_the_whole_chat_only_which_day(),
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
            Reach::Words => say::the_whole_of_message_record_with_the(n),
            Reach::Head => say::the_whole_of_message_record_with_its_head(n),
            Reach::Times(Coarse::Minute) => say::times_of_the_chat_of_record_to_the_minute(n),
            Reach::Times(Coarse::Hour) => say::times_of_the_chat_of_record_to_the_hour(n),
            Reach::Times(Coarse::Day) => say::times_of_the_chat_of_record_to_the_day(n),
            Reach::Times(Coarse::Period) => say::times_of_the_chat_of_record_to_periods(n),
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
            PartTarget::Stretch { from_ms, until_ms } => {
                say::the_sound_of_message_message_from_from(
                    message,
                    seconds(*from_ms),
                    seconds(*until_ms),
                )
            }
            PartTarget::Boxes(boxes) if boxes.len() == 1 => {
                say::a_box_in_the_picture_of_message(message)
            }
            PartTarget::Boxes(boxes) => {
                say::boxes_boxes_in_the_picture_of_message(boxes.len(), message)
            }
        }
    }
}

impl RedactTarget {
    /// What it is, for the dialog.
    pub fn words(&self) -> String {
        match self {
            RedactTarget::Message { record, reach, .. } => reach.words(*record),
            RedactTarget::Span { record, .. } => {
                say::the_text_selected_in_message_record(record.0 + 1)
            }
            RedactTarget::Attachment { record, .. } => {
                say::the_file_that_message_record_names_and(record.0 + 1)
            }
            RedactTarget::Part { record, part, .. } => part.words(*record),
            RedactTarget::Participant { name, .. } => {
                say::name_as_a_sender_and_the_name(shown(name, false))
            }
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
