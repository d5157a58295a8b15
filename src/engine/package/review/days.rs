//! The records of a thread, day by day as its stamps write them, and the zone they are read in.

use jiff::civil::DateTime;

use super::ReviewError;
use super::lines::RecordLines;
use super::record::Record;
use crate::engine::source::{Source, read_range};
use crate::engine::verify::Stored;
use crate::engine::zones::{Change, changes};

/// Most records of one document; a longer day is cut.
pub(super) const RECORDS_MOST: usize = 10_000;

/// What a zone's clock did. It is a claim of the person who chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneClock {
    /// Its name, for example `Europe/London`.
    pub zone: String,
    /// How far it was ahead of UTC before the first change. Units: seconds.
    pub ahead: i32,
    /// In order.
    pub changes: Vec<Change>,
}

/// A written time in the zone.
pub(super) struct Written {
    time: DateTime,
    ahead: i32,
    /// The clock showed it twice, or never.
    pub(super) odd: Option<&'static str>,
}

/// 2009 and 2050: WhatsApp wrote no stamp before. Units: seconds since 1970 in UTC.
const ASKED: std::ops::Range<i64> = 1_230_768_000..2_524_608_000;

impl ZoneClock {
    /// Asks a zone's clock what it did: how far it is ahead of UTC at an instant. `None` when it does
    /// not answer.
    pub fn of(zone: &str, ahead_at: &mut dyn FnMut(i64) -> Option<i32>) -> Option<ZoneClock> {
        Some(ZoneClock {
            zone: zone.to_owned(),
            ahead: ahead_at(ASKED.start)?,
            changes: changes(ASKED, ahead_at)?,
        })
    }

    /// What the clock did between two written times and three days around them: enough to read any
    /// time between, and nothing that a later law may change.
    pub(super) fn between(&self, first: &str, last: &str) -> ZoneClock {
        let line = |at: &str| {
            let time: DateTime = at.parse().ok()?;
            let stamp = jiff::tz::Offset::UTC.to_timestamp(time).ok()?;
            Some(stamp.as_second())
        };
        let near = 3 * 86_400;
        let from = line(first).map_or(i64::MIN, |at| at - near);
        let until = line(last).map_or(i64::MAX, |at| at + near);
        let before = self.changes.iter().take_while(|change| change.at < from);
        let ahead = before.last().map_or(self.ahead, |change| change.after);
        let inside = |change: &&Change| (from..=until).contains(&change.at);
        ZoneClock {
            zone: self.zone.clone(),
            ahead,
            changes: self.changes.iter().filter(inside).copied().collect(),
        }
    }

    /// Reads `YYYY-MM-DDTHH:MM[:SS]`. Of two instants the earlier one is meant.
    pub(super) fn read(&self, at: &str) -> Option<Written> {
        let time: DateTime = at.parse().ok()?;
        let line = jiff::tz::Offset::UTC.to_timestamp(time).ok()?.as_second();
        let (mut ahead, mut odd) = (self.ahead, None);
        for change in &self.changes {
            let (before, after) = (
                change.at + i64::from(change.before),
                change.at + i64::from(change.after),
            );
            if (before..after).contains(&line) {
                odd = Some("the clock of the zone never showed this time");
            } else if (after..before).contains(&line) {
                odd = Some("the clock of the zone showed this time twice");
            }
            if line < before {
                break;
            }
            ahead = change.after;
        }
        Some(Written { time, ahead, odd })
    }
}

impl Written {
    fn zone(&self, between: &str) -> String {
        let sign = if self.ahead < 0 { '-' } else { '+' };
        let minutes = self.ahead.unsigned_abs() / 60;
        format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
    }

    /// As RFC 3339 writes it.
    pub(super) fn rfc3339(&self) -> String {
        format!(
            "{}{}",
            self.time.strftime("%Y-%m-%dT%H:%M:%S"),
            self.zone(":")
        )
    }

    /// As a mail's `Date` writes it.
    pub(super) fn mail_date(&self) -> String {
        format!(
            "{} {}",
            self.time.strftime("%a, %d %b %Y %H:%M:%S"),
            self.zone("")
        )
    }
}

/// The records of one day, or a part of a very long one.
pub(super) struct Day {
    /// `YYYY-MM-DD`; `undated` before the first known date.
    pub(super) date: String,
    pub(super) records: Vec<Record>,
}

impl Day {
    /// The first and the last time that is known.
    pub(super) fn ends(&self) -> Option<(&str, &str)> {
        let mut times = self
            .records
            .iter()
            .filter_map(|record| record.at.as_deref());
        let first = times.next()?;
        Some((first, times.next_back().unwrap_or(first)))
    }
}

/// Reads a thread day by day. A record without a known date belongs to the day before it.
pub(super) struct Days {
    lines: RecordLines,
    date: String,
    /// Of the next day.
    ahead: Option<Record>,
}

impl Days {
    pub(super) fn new(file: Stored) -> Days {
        Days {
            lines: RecordLines::new(file),
            date: "undated".to_owned(),
            ahead: None,
        }
    }

    /// The next day, `None` after the last.
    pub(super) fn next(&mut self, package: &dyn Source) -> Result<Option<Day>, ReviewError> {
        let mut records: Vec<Record> = Vec::new();
        loop {
            let record = match self.ahead.take() {
                Some(record) => Some(record),
                None => self.lines.next(package)?,
            };
            let Some(record) = record else {
                break;
            };
            let goes_on = record.date().is_none_or(|date| date == self.date);
            if !records.is_empty() && (!goes_on || records.len() >= RECORDS_MOST) {
                self.ahead = Some(record);
                break;
            }
            if let Some(date) = record.date() {
                date.clone_into(&mut self.date);
            }
            records.push(record);
        }
        let date = records.iter().find_map(Record::date);
        let date = date.map_or_else(|| self.date.clone(), str::to_owned);
        Ok((!records.is_empty()).then_some(Day { date, records }))
    }
}

/// Some bytes.
pub(super) fn piece(package: &dyn Source, at: u64, len: u64) -> Result<Vec<u8>, ReviewError> {
    read_range(package, at, len as usize).map_err(|source| ReviewError::Read { at, source })
}

/// All bytes of a file.
pub(super) fn bytes(package: &dyn Source, file: &Stored) -> Result<Vec<u8>, ReviewError> {
    piece(package, file.bytes_at, file.size_bytes)
}

/// The first line of a text: a thread's title as it may be shown.
pub(super) fn first_line(package: &dyn Source, file: &Stored) -> Result<String, ReviewError> {
    let head = piece(package, file.bytes_at, file.size_bytes.min(64 << 10))?;
    let end = memchr::memchr(b'\n', &head).unwrap_or(head.len());
    let line = head.get(..end).unwrap_or_default();
    Ok(String::from_utf8_lossy(line).into_owned())
}
