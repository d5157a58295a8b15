//! How a thread is spread over time and over its voices: counted in one pass over the records.
//!
//! Read [`Statistics`] first, then [`StatisticsJob`], which counts in steps, and [`Slice`], which
//! names the records behind one of its numbers.
//!
//! Invariants: every record is counted exactly once in `bins` or in `n_unresolved`, so that nothing
//! is dropped; records are placed by the time they say themselves and are never sorted; what stands
//! behind a number is found again by the same tests that counted it.

mod count;
mod disappearing;
mod line;
mod slice;

use serde::{Deserialize, Serialize};

use super::thread::RecordId;

pub use count::StatisticsJob;
pub use line::{HOURS_A_DAY, civil_of_hour};
pub use slice::{Slice, SliceJob, What};

/// Most bins a strip has.
pub const MOST_BINS: u32 = 200;

/// A silence is told from this length on. Units: seconds.
pub const LEAST_SILENCE_SECONDS: i64 = 24 * 3600;

/// How many silences are told, the longest ones.
pub const SILENCES_TOLD: usize = 12;

/// What was counted in a thread.
///
/// Hours are counted on the civil line from 1970-01-01T00; they have no zone and are only ever
/// compared with each other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Statistics {
    /// All records, a preamble included.
    pub n_records: u32,
    /// The hour in which the first bin begins.
    pub first_hour: i64,
    /// The length of a bin. Units: hours. A divisor or a multiple of a day.
    pub bin_hours: u32,
    /// Side by side, without gaps; none when no record has a time.
    pub bins: Vec<Bin>,
    /// Runs of records, in file order, that stand in one bin.
    pub runs: Vec<Run>,
    /// Records by hour of the week. Shape: 7 × 24, Monday first, hour 0 first.
    pub heat: Vec<u32>,
    /// By number of participant.
    pub people: Vec<PersonCounts>,
    /// Records that no participant says: system notes and a preamble.
    pub others: PersonCounts,
    /// The longest silences, in order of time.
    pub silences: Vec<Silence>,
    /// All silences of at least [`LEAST_SILENCE_SECONDS`], told or not.
    pub n_silences: u32,
    /// Periods in which messages were set to disappear, in file order.
    pub disappearing: Vec<Disappearing>,
    /// Records that are earlier than the record before them.
    pub n_backward: u32,
    /// Records whose day is only assumed, because the order of day and month is.
    pub n_assumed: u32,
    /// Records without a time that could be read.
    pub n_unresolved: u32,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bin {
    /// Records that say a time in it.
    pub n_records: u32,
    /// Those of them whose day is only assumed.
    pub n_assumed: u32,
    /// The first of them in file order.
    pub first: Option<RecordId>,
}

/// Records from `first` on, up to the next run, that stand in one bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Where it begins.
    pub first: RecordId,
    /// Number of the bin; `None` for records without a time.
    pub bin: Option<u32>,
}

/// What one voice said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonCounts {
    /// All records.
    pub n_messages: u32,
    /// Those that name a file.
    pub n_attachments: u32,
    /// Those whose file was left out by WhatsApp.
    pub n_left_out: u32,
    /// Those that were deleted.
    pub n_deleted: u32,
    /// Those that were edited.
    pub n_edited: u32,
    /// The first, in file order, with its stamp as written.
    pub first: Option<(RecordId, String)>,
    /// The last, in file order, with its stamp as written.
    pub last: Option<(RecordId, String)>,
}

/// A time in which nothing was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// The last record before it.
    pub before: RecordId,
    /// The first record after it.
    pub after: RecordId,
    /// How long. Units: seconds on the civil line.
    pub seconds: i64,
    /// The hour in which it begins.
    pub from_hour: i64,
    /// The hour in which it ends.
    pub to_hour: i64,
}

/// A period in which new messages were set to disappear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disappearing {
    /// The note that begins it.
    pub on: RecordId,
    /// Its hour, when it has one.
    pub on_hour: Option<i64>,
    /// The note that ends it; `None` when the export ends first.
    pub off: Option<RecordId>,
    /// Its hour, when it has one.
    pub off_hour: Option<i64>,
}

impl Statistics {
    /// The bin in which a record stands; `None` when it has no time.
    pub fn bin_of(&self, record: RecordId) -> Option<u32> {
        let after = self.runs.partition_point(|run| run.first <= record);
        self.runs.get(after.checked_sub(1)?)?.bin
    }

    /// The bin that holds an hour, when there is one.
    pub fn bin_at(&self, hour: i64) -> Option<u32> {
        let bin = hour
            .checked_sub(self.first_hour)?
            .div_euclid(i64::from(self.bin_hours.max(1)));
        let bin = u32::try_from(bin).ok()?;
        ((bin as usize) < self.bins.len()).then_some(bin)
    }

    /// The first hour of a bin, and the first one after it.
    pub fn hours_of(&self, bin: u32) -> (i64, i64) {
        let from = self.first_hour + i64::from(bin) * i64::from(self.bin_hours);
        (from, from + i64::from(self.bin_hours))
    }
}
