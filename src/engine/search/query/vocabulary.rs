//! The words that may stand behind `kind:`, `has:`, `type:` and `is:`.

use crate::engine::thread::Kind;

/// A word behind `kind:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindWord {
    /// As it is typed.
    pub word: &'static str,
    /// What it stands for.
    pub kinds: &'static [Kind],
    /// For people.
    pub said: &'static str,
}

const fn kind(word: &'static str, kinds: &'static [Kind], said: &'static str) -> KindWord {
    KindWord { word, kinds, said }
}

/// All words behind `kind:`.
pub const KINDS: [KindWord; 14] = [
    kind("text", &[Kind::Text], "text messages"),
    kind(
        "media",
        &[Kind::Attachment, Kind::MediaOmitted, Kind::ViewOnce],
        "messages with media, exported or not",
    ),
    kind("attachment", &[Kind::Attachment], "attachments"),
    kind(
        "omitted",
        &[Kind::MediaOmitted],
        "media left out of the export",
    ),
    kind("view-once", &[Kind::ViewOnce], "view-once messages"),
    kind("deleted", &[Kind::Deleted], "deleted messages"),
    kind("call", &[Kind::Call], "calls"),
    kind(
        "location",
        &[Kind::Location, Kind::LiveLocation],
        "locations, live ones too",
    ),
    kind("contact", &[Kind::Contact], "contact cards"),
    kind("poll", &[Kind::Poll], "polls"),
    kind("event", &[Kind::Event], "events"),
    kind(
        "system",
        &[Kind::System, Kind::SystemUnclassified],
        "lines that WhatsApp wrote",
    ),
    kind("null", &[Kind::Null], "messages without exported content"),
    kind(
        "preamble",
        &[Kind::Preamble],
        "lines before the first message",
    ),
];

/// A word behind `has:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Has {
    /// A file, there or missing, media left out of the export included.
    Attachment,
    /// An address on the web.
    Link,
    /// A digit of any script.
    Number,
}

/// All words behind `has:`.
pub const HAS: [Has; 3] = [Has::Attachment, Has::Link, Has::Number];

impl Has {
    /// As it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Has::Attachment => "attachment",
            Has::Link => "link",
            Has::Number => "number",
        }
    }

    /// For people.
    pub fn said(self) -> &'static str {
        match self {
            Has::Attachment => "with an attachment",
            Has::Link => "with a link",
            Has::Number => "with a number",
        }
    }
}

/// A word behind `type:`: what a file is, by its content; by its name where the export lacks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileType {
    /// A picture, stickers included.
    Image,
    /// A video.
    Video,
    /// Sound, voice notes included.
    Audio,
    /// A voice note.
    Voice,
    /// A sticker.
    Sticker,
    /// A contact card.
    Card,
    /// Anything else.
    Document,
}

/// All words behind `type:`.
pub const FILE_TYPES: [FileType; 7] = [
    FileType::Image,
    FileType::Video,
    FileType::Audio,
    FileType::Voice,
    FileType::Sticker,
    FileType::Card,
    FileType::Document,
];

impl FileType {
    /// As it is typed.
    pub fn word(self) -> &'static str {
        match self {
            FileType::Image => "image",
            FileType::Video => "video",
            FileType::Audio => "audio",
            FileType::Voice => "voice",
            FileType::Sticker => "sticker",
            FileType::Card => "card",
            FileType::Document => "document",
        }
    }

    /// For people.
    pub fn said(self) -> &'static str {
        match self {
            FileType::Image => "with a picture",
            FileType::Video => "with a video",
            FileType::Audio => "with sound",
            FileType::Voice => "with a voice note",
            FileType::Sticker => "with a sticker",
            FileType::Card => "with a contact card",
            FileType::Document => "with a document",
        }
    }

    /// Whether a file of the type `found` is one of these.
    pub fn takes(self, found: FileType) -> bool {
        self == found
            || matches!(
                (self, found),
                (FileType::Image, FileType::Sticker) | (FileType::Audio, FileType::Voice)
            )
    }
}

/// A word behind `is:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateWord {
    /// Anything of it is withheld: words, file or sender.
    Redacted,
    /// It says that it was edited.
    Edited,
    /// It says that it was deleted.
    Deleted,
    /// It names a file that the export lacks, or WhatsApp left its media out.
    Missing,
    /// Somebody put a tag on it.
    Tagged,
    /// Somebody bookmarked it.
    Bookmarked,
    /// Somebody wrote a note on it, or on a passage that it is in.
    Noted,
    /// An exhibit shows it.
    Exhibit,
}

/// All words behind `is:`.
pub const STATES: [StateWord; 8] = [
    StateWord::Redacted,
    StateWord::Edited,
    StateWord::Deleted,
    StateWord::Missing,
    StateWord::Tagged,
    StateWord::Bookmarked,
    StateWord::Noted,
    StateWord::Exhibit,
];

impl StateWord {
    /// As it is typed.
    pub fn word(self) -> &'static str {
        match self {
            StateWord::Redacted => "redacted",
            StateWord::Edited => "edited",
            StateWord::Deleted => "deleted",
            StateWord::Missing => "missing",
            StateWord::Tagged => "tagged",
            StateWord::Bookmarked => "bookmarked",
            StateWord::Noted => "noted",
            StateWord::Exhibit => "exhibit",
        }
    }

    /// For people.
    pub fn said(self) -> &'static str {
        match self {
            StateWord::Redacted => "redacted",
            StateWord::Edited => "edited",
            StateWord::Deleted => "deleted",
            StateWord::Missing => "with a file that is missing",
            StateWord::Tagged => "tagged",
            StateWord::Bookmarked => "bookmarked",
            StateWord::Noted => "with a note",
            StateWord::Exhibit => "in an exhibit",
        }
    }

    /// Whether it asks for what people marked.
    pub fn is_case_work(self) -> bool {
        match self {
            StateWord::Tagged | StateWord::Bookmarked | StateWord::Noted | StateWord::Exhibit => {
                true
            }
            StateWord::Redacted | StateWord::Edited | StateWord::Deleted | StateWord::Missing => {
                false
            }
        }
    }
}

/// The words behind a filter, as a list for people; empty for those that take any words.
pub fn said_of(filter: &str) -> String {
    let words: Vec<&str> = match filter {
        "kind" => KINDS.iter().map(|kind| kind.word).collect(),
        "has" => HAS.iter().map(|has| has.word()).collect(),
        "type" => FILE_TYPES.iter().map(|file| file.word()).collect(),
        "is" => STATES.iter().map(|state| state.word()).collect(),
        _free => Vec::new(),
    };
    words.join(", ")
}
