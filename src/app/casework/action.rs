//! What a person does in case work, as actions.

use crate::engine::case::ThreadId;
use crate::engine::casefile::Passphrase;
use crate::engine::decision::TagColour;
use crate::engine::thread::{ParticipantId, RecordId};

use crate::app::state::FileKey;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkAction {
    /// A tag was put on a message, or taken off.
    TagToggled {
        /// Which message.
        record: RecordId,
        /// Which tag.
        tag: String,
    },
    /// The tags of a message were asked for.
    TagsWanted {
        /// Which message.
        record: RecordId,
        /// A key that no tag has yet.
        key: Option<char>,
    },
    /// The definition of a tag shall be changed.
    TagEditWanted {
        /// Which tag.
        tag: String,
    },
    /// A tag was defined, or defined anew.
    TagDefined {
        /// As typed.
        name: String,
        /// How it is drawn.
        colour: TagColour,
        /// As typed.
        key: String,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// A message was bookmarked, or no longer is.
    BookmarkToggled {
        /// Which message.
        record: RecordId,
    },
    /// A note shall be written.
    NoteWanted {
        /// On which message.
        record: RecordId,
    },
    /// A note was written.
    NoteGiven {
        /// What it says.
        text: String,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// A message shall become an exhibit.
    ExhibitWanted {
        /// Which message.
        record: RecordId,
    },
    /// It did.
    ExhibitGiven {
        /// How it is called.
        label: String,
        /// What it shows.
        description: String,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// An exhibit changes places with its neighbour.
    ExhibitMoved {
        /// Its decision.
        decision: String,
        /// Where to.
        to: Direction,
    },
    /// A passage begins.
    PassageBegun {
        /// With which message.
        record: RecordId,
    },
    /// It shall not be a passage.
    PassageDropped,
    /// A decision shall not hold any longer.
    Withdrawn {
        /// Which.
        decision: String,
    },
    /// Participants shall be held to be one person.
    PersonWanted,
    /// They are.
    PersonGiven {
        /// What the person is called.
        name: String,
        /// Who.
        voices: Vec<(ThreadId, ParticipantId)>,
        /// Why.
        grounds: String,
        /// The person's name, when the form asked for it.
        by: Option<String>,
    },
    /// The list shall show messages with this tag alone.
    Filtered {
        /// Which; `None` for all.
        tag: Option<String>,
    },
    /// "Copy with citation" was pressed.
    CiteWanted {
        /// On which message.
        record: RecordId,
    },
    /// A citation shall be looked up.
    CitationWanted,
    /// A citation was typed.
    CitationGiven {
        /// As typed.
        code: String,
    },
    /// "Save case" was pressed.
    SaveWanted,
    /// How it shall be saved.
    SaveGiven {
        /// `None` when everybody may read it.
        passphrase: Option<(Passphrase, Passphrase)>,
    },
    /// A file was chosen in "Open case".
    FileChosen {
        /// Where the page holds it.
        file: FileKey,
        /// Its name.
        name: String,
    },
    /// Its passphrase was typed.
    PassphraseGiven {
        /// As typed.
        passphrase: Passphrase,
    },
    /// About the key of pseudonyms.
    Key(super::pseudonyms::KeyAction),
    /// An export of a case file is not waited for any longer.
    NotAwaited {
        /// Its digest.
        sha256: String,
    },
}

/// Where to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}
