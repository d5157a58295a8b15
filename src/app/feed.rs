//! The window of rows on screen, where it shall jump, and what its rows say when they are used.

use std::rc::Rc;

use crate::engine::place::{ByteSpan, EntryId};
use crate::engine::session::protocol::Row;
use crate::engine::thread::RecordId;

/// The rows that are there to be drawn: a run of a thread's records, or of those that are shown.
///
/// Rows that did not change keep their pointer from one window to the next, so that comparing two
/// windows is cheap and only changed rows are drawn again.
#[derive(Debug, Clone, Default)]
pub struct RowWindow {
    /// Place of the first row, from 0: the number of its record, or its place in `only`.
    pub first: u32,
    /// In file order, without gaps but for records that are not in `only`.
    pub rows: Vec<Rc<Row>>,
    /// The records that alone are shown; `None` when nothing is left out.
    pub only: Option<Rc<Vec<RecordId>>>,
    /// The log that was in force when they were made.
    pub revision: u32,
}

impl PartialEq for RowWindow {
    fn eq(&self, other: &RowWindow) -> bool {
        self.first == other.first
            && self.revision == other.revision
            && self.rows.len() == other.rows.len()
            && self.only == other.only
            && self
                .rows
                .iter()
                .zip(&other.rows)
                .all(|(a, b)| Rc::ptr_eq(a, b) || a == b)
    }
}

impl Eq for RowWindow {}

impl RowWindow {
    /// The row of a record, when it is in the window.
    pub fn row(&self, record: RecordId) -> Option<&Rc<Row>> {
        let index = self.rows.binary_search_by_key(&record, |row| row.record);
        self.rows.get(index.ok()?)
    }

    /// The row at a place.
    pub fn at(&self, place: u32) -> Option<&Rc<Row>> {
        self.rows.get(place.checked_sub(self.first)? as usize)
    }

    /// The first record that is there.
    pub fn first_record(&self) -> RecordId {
        self.rows.first().map_or(RecordId(0), |row| row.record)
    }
}

/// A place to scroll to. A new `serial` is a new jump, even to the same record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jump {
    /// Where to.
    pub record: RecordId,
    /// Counts the jumps.
    pub serial: u32,
    /// Whether the record also takes the keyboard focus.
    pub focus: bool,
}

/// A step to a neighbour. A new `serial` is a new step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// To the next one, else to the one before.
    pub down: bool,
    /// Counts the steps.
    pub serial: u32,
}

/// The id of a record's element in the page.
pub fn element_id(record: RecordId) -> String {
    format!("message-{}", u64::from(record.0) + 1)
}

/// What happened in the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedAction {
    /// The feed needs these rows to fill the screen.
    WindowWanted {
        /// First record, from 0.
        first: u32,
        /// How many.
        n_rows: u32,
    },
    /// A record took the keyboard focus.
    Focused {
        /// Which.
        record: RecordId,
    },
    /// More of a very long message shall be shown.
    MoreWanted {
        /// Which.
        record: RecordId,
    },
    /// A row wants to show a file.
    MediaWanted {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
    },
    /// A person asked to save a file of the export.
    SaveAttachment {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// The name as the text writes it.
        name: String,
    },
    /// A key asks for the next or previous message.
    StepWanted {
        /// To the next one, else to the one before.
        down: bool,
    },
    /// A part of a message shall be chosen by keyboard.
    ChooseWords {
        /// Of which.
        record: RecordId,
    },
    /// "Redact message" was pressed.
    RedactMessage {
        /// On which.
        record: RecordId,
    },
    /// "Redact selection" was pressed.
    RedactSelection {
        /// On which.
        record: RecordId,
        /// The bytes selected, counted from the start of the record.
        span: ByteSpan,
    },
    /// "Redact attachment" was pressed.
    RedactAttachment {
        /// On which.
        record: RecordId,
    },
    /// "Where it comes from" was pressed.
    WhereFrom {
        /// On which.
        record: RecordId,
    },
    /// A mark was pressed: its decision shall be shown in the list.
    OpenRedaction {
        /// Id of the decision.
        decision: String,
    },
}
