//! What a stamp says: its numbers as written, and the order in which they are read.

use serde::{Deserialize, Serialize};

use super::RecordId;
use crate::engine::time::CivilTime;

/// The half of the day that a 12-hour stamp names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HalfDay {
    /// 24-hour time.
    None,
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// A marker that is not known: the time of day is unresolved.
    Unknown,
}

/// Stands in [`RawStamp::date`] for a year that the stamp does not write.
pub const NO_YEAR: u16 = u16::MAX;

/// The years that a stamp can name. WhatsApp came out in 2009; there is no clock here, so the other
/// end is generous, but two digits of a Buddhist year (52 is 2009) must not pass for a common one.
pub const YEARS: std::ops::RangeInclusive<u16> = 2009..=2051;

/// The numbers of a stamp in the order in which they stand, before any choice of date order. Years
/// of another calendar are counted on to the common one; a finding says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawStamp {
    /// The three date fields. A two-digit year stays two digits; one that is not written is
    /// [`NO_YEAR`], or what was inferred for it. A month that is written as a name stands second, after the day.
    pub date: [u16; 3],
    /// Hour as written.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second; 255 when the export writes none.
    pub second: u8,
    /// 12-hour marker.
    pub half: HalfDay,
}

/// In which order day, month and year stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// How well the order is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrderState {
    /// A record shows it.
    Proven,
    /// Several hints agree.
    Corroborated,
    /// Nothing shows it: both readings are possible.
    Assumed,
    /// The evidence contradicts itself.
    Conflict,
    /// A person chose it.
    Chosen,
}

/// Whether the stamps of a shape write the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearForm {
    /// All do.
    Written,
    /// Very old exports: those of the year of the export do not.
    LeftOut,
    /// None does, whatever the year: text that was copied.
    Never,
}

/// A header shape of the file with its date order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// For people: `dd/dd/dddd, dd:dd - `.
    pub pattern: String,
    /// Records that have it.
    pub n_records: u32,
    /// First record that has it.
    pub first: RecordId,
    /// The reading in force.
    pub order: DateOrder,
    /// How well it is known.
    pub state: OrderState,
    /// What the text itself shows, whatever was chosen.
    pub shown: ShownOrder,
    /// Whether its stamps write the year.
    pub year: YearForm,
    /// The readings that such stamps can have.
    pub possible: Vec<DateOrder>,
    /// Who chose a reading, and when.
    pub chosen: Option<Choice>,
}

/// The order that the text itself shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownOrder {
    /// The reading.
    pub order: DateOrder,
    /// How well it is known.
    pub state: OrderState,
    /// In words, with record numbers from 1: why.
    pub evidence: String,
    /// The records that show it; none when nothing does.
    pub records: Vec<RecordId>,
}

/// A reading that a person chose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Choice {
    /// The reading.
    pub order: DateOrder,
    /// The name the person typed.
    pub by: String,
    /// When, as the decision writes it.
    pub at: String,
    /// The decision.
    pub decision: String,
}

impl DateOrder {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            DateOrder::Dmy => "day, month, year",
            DateOrder::Mdy => "month, day, year",
            DateOrder::Ymd => "year, month, day",
        }
    }
}

impl OrderState {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            OrderState::Proven => "proven",
            OrderState::Corroborated => "corroborated",
            OrderState::Assumed => "assumed",
            OrderState::Conflict => "conflict",
            OrderState::Chosen => "chosen",
        }
    }
}

impl Shape {
    /// Why the reading is in force, in words.
    pub fn in_words(&self) -> String {
        let shown = &self.shown;
        match &self.chosen {
            None => shown.evidence.clone(),
            Some(choice) => format!(
                "{:?} chose {} at {}; the text itself shows {} ({}): {}",
                choice.by,
                choice.order.words(),
                choice.at,
                shown.order.words(),
                shown.state.word(),
                shown.evidence
            ),
        }
    }
}

impl RawStamp {
    /// Reads the numbers under `order`. `None` when that gives no real day, none of [`YEARS`], or
    /// the half of the day is not known. Two-digit years are 2000 and up.
    pub fn civil(&self, order: DateOrder) -> Option<CivilTime> {
        let [first, second, third] = self.date;
        let [year, month, day] = match order {
            DateOrder::Dmy => [third, second, first],
            DateOrder::Mdy => [third, first, second],
            DateOrder::Ymd => [first, second, third],
        };
        let year = if year < 100 { year + 2000 } else { year };
        if !YEARS.contains(&year) {
            return None;
        }
        let hour = match self.half {
            HalfDay::None => self.hour,
            HalfDay::Am => self.hour % 12,
            HalfDay::Pm => self.hour % 12 + 12,
            HalfDay::Unknown => return None,
        };
        let seconds = (self.second != 255).then_some(self.second);
        CivilTime::new([year, month, day], hour, self.minute, seconds)
    }
}
