//! Questions that only look: counts, lists of records, what a gallery shows. None of them changes
//! anything.

use serde::{Deserialize, Serialize};

use super::{Row, RowsFor, Withheld};
use crate::engine::carry::Carried;
use crate::engine::case::ThreadId;
use crate::engine::gallery::{GalleryItem, NamedTime};
use crate::engine::job::Progress;
use crate::engine::statistics::{Slice, Statistics};
use crate::engine::thread::RecordId;

/// Most tiles that one answer holds.
pub const MOST_TILES: usize = 600;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// How a thread is spread over time and voices. Answer: `Statistics`.
    Statistics {
        /// Which thread.
        thread: ThreadId,
    },
    /// The records behind one of its numbers. Answer: `Slice`.
    Slice {
        /// Which thread.
        thread: ThreadId,
        /// Which records.
        slice: Slice,
    },
    /// All files, links and places of all threads, in case order. Answers: `Gallery` in parts, the
    /// last of which says that it is the last.
    Gallery {
        /// For whose eyes.
        view: RowsFor,
    },
    /// Some records with all that a tile or a line of a list says. Answer: `Tiles`.
    Tiles {
        /// Which; at most [`MOST_TILES`] are answered.
        items: Vec<GalleryItem>,
        /// For whose eyes.
        view: RowsFor,
    },
    /// What the recipient sees of the titles of all threads and of the names in them. Answer: `Names`.
    Names,
    /// Redactions that could hold in another open export of the same conversation. Answer: `Carry`.
    Carry,
    /// Where a thread is cut for printing. Answer: `Parts`.
    Parts {
        /// Which thread.
        thread: ThreadId,
    },
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seen {
    /// Counts.
    Statistics(Box<Statistics>),
    /// Records of a slice, in file order, each once.
    Slice(Vec<RecordId>),
    /// More of what a gallery holds.
    Gallery {
        /// In case order.
        items: Vec<GalleryItem>,
        /// How many records were looked at.
        progress: Progress,
        /// Whether that is all.
        is_last: bool,
    },
    /// Tiles, in the order asked for; those of records that are not there are left out.
    Tiles {
        /// The log that was in force.
        revision: u32,
        /// The tiles.
        tiles: Vec<Tile>,
    },
    /// Titles and names, in case order.
    Names {
        /// The log that was in force.
        revision: u32,
        /// One for each thread.
        threads: Vec<SeenNames>,
    },
    /// What can be carried over.
    Carry(Box<Carried>),
    /// The parts of a thread, side by side.
    Parts(Vec<PrintPart>),
}

/// What may be seen of the names of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenNames {
    /// Which thread.
    pub thread: ThreadId,
    /// Its title.
    pub title: String,
    /// The participants', by their numbers.
    pub names: Vec<String>,
}

/// All that a tile or a line of a list says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// Of what.
    pub item: GalleryItem,
    /// The record, its body cut to a few lines.
    pub row: Row,
    /// The address or the place as it was written; empty for everything else.
    pub text: String,
    /// Set when it is withheld, wholly or in part.
    pub withheld: Option<Withheld>,
    /// The time in the file's name, where these eyes may see the name.
    pub named: Option<NamedTime>,
}

/// A run of records that is printed at once: at most a month of a long thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintPart {
    /// The first record.
    pub first: RecordId,
    /// How many.
    pub n_records: u32,
    /// The first stamp as written.
    pub from: String,
    /// The last stamp as written.
    pub to: String,
}
