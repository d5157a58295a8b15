//! The records behind one number, found by the same tests that counted them.

use serde::{Deserialize, Serialize};

use super::line::{Hours, hour_of_week};
use crate::engine::job::{Progress, Step};
use crate::engine::thread::{Flags, Kind, ParticipantId, Record, RecordId, Thread};

/// Records looked at in one step.
const STEP_RECORDS: usize = 100_000;

/// Which records of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slice {
    /// Those that say a time from the first hour on, up to the second.
    Hours {
        /// First hour on the civil line.
        from: i64,
        /// First hour after it.
        to: i64,
    },
    /// Those in one hour of the week.
    HourOfWeek {
        /// From Monday, which is 0.
        weekday: u8,
        /// 0 to 23.
        hour: u8,
    },
    /// Those of one voice.
    Person {
        /// Whom; `None` for what nobody says.
        who: Option<ParticipantId>,
        /// Which of them.
        what: What,
    },
    /// Those that are earlier than the record before them.
    Backward,
    /// Those without a time that could be read.
    Unresolved,
    /// Those whose day is only assumed.
    Assumed,
}

/// Which records of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// All.
    All,
    /// Those that name a file.
    Attachments,
    /// Those whose file was left out by WhatsApp.
    LeftOut,
    /// Those that were deleted.
    Deleted,
    /// Those that were edited.
    Edited,
}

impl What {
    /// Whether a record is one of them.
    pub(super) fn fits(self, record: &Record) -> bool {
        match self {
            What::All => true,
            What::Attachments => record.attachment.is_some(),
            What::LeftOut => matches!(record.kind, Kind::MediaOmitted | Kind::ViewOnce),
            What::Deleted => record.kind == Kind::Deleted,
            What::Edited => record.flags.has(Flags::EDITED),
        }
    }
}

/// Who says a record; `None` for WhatsApp's own notes, even where they name somebody formally.
pub(super) fn voice(record: &Record) -> Option<ParticipantId> {
    record
        .participant
        .filter(|_| !record.flags.has(Flags::SENDER_IS_FORMAL) && !record.kind.is_system())
}

/// Looks for the records of a slice, in steps.
pub struct SliceJob {
    slice: Slice,
    next: usize,
    hours: Hours,
    found: Vec<RecordId>,
}

impl SliceJob {
    /// Looks for these.
    pub fn new(slice: Slice) -> SliceJob {
        SliceJob {
            slice,
            next: 0,
            hours: Hours::default(),
            found: Vec::new(),
        }
    }

    /// Looks at the next records. `thread` must be the same each time.
    ///
    /// Shape: in file order, each once.
    pub fn step(&mut self, thread: &Thread) -> Step<Vec<RecordId>> {
        let end = thread.records.len().min(self.next + STEP_RECORDS);
        let records = thread.records.get(self.next..end).unwrap_or_default();
        for (record, index) in records.iter().zip(self.next as u32..) {
            let id = RecordId(index);
            if self.fits(thread, id, record) {
                self.found.push(id);
            }
        }
        self.next = end;
        if end < thread.records.len() {
            return Step::More(Progress {
                done: end as u64,
                total: thread.records.len() as u64,
            });
        }
        Step::Done(std::mem::take(&mut self.found))
    }

    fn fits(&mut self, thread: &Thread, id: RecordId, record: &Record) -> bool {
        match self.slice {
            Slice::Person { who, what } => voice(record) == who && what.fits(record),
            Slice::Backward => record.flags.has(Flags::BACKWARD_STEP),
            Slice::Assumed => {
                record.flags.has(Flags::DATE_ORDER_ASSUMED) && thread.civil(id).is_some()
            }
            Slice::Unresolved => thread.civil(id).is_none(),
            Slice::Hours { from, to } => thread.civil(id).is_some_and(|at| {
                let (hour, _) = self.hours.of(&at);
                (from..to).contains(&hour)
            }),
            Slice::HourOfWeek { weekday, hour } => thread.civil(id).is_some_and(|at| {
                let (at, _) = self.hours.of(&at);
                hour_of_week(at) == usize::from(weekday) * 24 + usize::from(hour)
            }),
        }
    }
}
