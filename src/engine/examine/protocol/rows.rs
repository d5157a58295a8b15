//! What the page shows of single proposals and pictures.

use serde::{Deserialize, Serialize};

use super::Became;
use crate::engine::case::ThreadId;
use crate::engine::decision::{NameSpot, TextSpots};
use crate::engine::detect::Detector;
use crate::engine::place::{ByteSpan, EntryId, MessagePlace};
use crate::engine::session::protocol::Piece;
use crate::engine::thread::RecordId;

/// A picture that goes out and that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFound {
    /// The name of its file, for people.
    pub name: String,
    /// The first message that names it.
    pub at: Option<(ThreadId, RecordId)>,
    /// What is to be seen.
    pub what: PictureSight,
}

/// What a picture that goes out shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureSight {
    /// It looks like a picture of which boxes are black.
    Like {
        /// The name of that one's file.
        boxed: String,
    },
    /// A QR code.
    Code,
}

/// A proposal as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalRow {
    /// Its number, from 0, for `Gather::Value`.
    pub number: u32,
    /// What it looks like.
    pub detector: Detector,
    /// How sure, 50 to 100.
    pub points: u8,
    /// What became of it.
    pub became: Became,
    /// Where it stands.
    pub at: RowAt,
    /// What was found, for a decision about it wherever it stands; `None` when such a decision
    /// could not find it.
    pub value: Option<String>,
    /// What it stands in, what is withheld of it and what was found marked.
    pub context: Vec<Piece>,
    /// Who said it; empty when it is in no message.
    pub sender: String,
    /// The stamp as written; empty when it is in no message.
    pub stamp: String,
    /// The account of the score.
    pub reasons: Vec<String>,
    /// What else the same bytes could be.
    pub also: Vec<Detector>,
}

/// Where a proposal stands, as decisions name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowAt {
    /// In a message.
    Body {
        /// Which thread.
        thread: ThreadId,
        /// Which record.
        record: RecordId,
        /// The message.
        place: MessagePlace,
        /// Counted from the start of the record.
        span: ByteSpan,
        /// Where it goes on, when it was sent in two messages.
        goes_on: Option<(MessagePlace, ByteSpan)>,
    },
    /// In a title.
    Title {
        /// Which thread.
        thread: ThreadId,
        /// For decisions.
        spot: NameSpot,
    },
    /// In the name of a participant.
    Name {
        /// In which thread.
        thread: ThreadId,
        /// For decisions.
        spot: NameSpot,
    },
    /// In the name of a file.
    FileName {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// For decisions.
        spot: NameSpot,
    },
}

/// Places of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathered {
    /// Which kind.
    pub detector: Detector,
    /// In messages.
    pub texts: Vec<TextSpots>,
    /// In titles and names.
    pub names: Vec<NameSpot>,
    /// How many proposals that is.
    pub n_proposals: u32,
}
