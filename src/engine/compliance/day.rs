//! Days of the calendar, for validity and for counting. They have no zone, as stamps have none.

use serde::{Deserialize, Serialize};

use crate::engine::finding::Explain;
use crate::engine::time::CivilTime;

/// A day, counted from 1970-01-01.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// Reads `YYYY-MM-DD`; `None` when that is no day.
    pub fn from_iso(text: &str) -> Option<Day> {
        let mut parts = text.trim().splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        let number = |part: &str| part.parse::<u16>().ok();
        let civil = CivilTime::new([number(year)?, number(month)?, number(day)?], 0, 0, None)?;
        Some(Day::of_seconds(civil.line_seconds()))
    }

    /// The day of a time on the civil line. Units: seconds.
    pub fn of_seconds(seconds: i64) -> Day {
        Day(i32::try_from(seconds.div_euclid(86_400)).unwrap_or(0))
    }

    /// 0 for Monday, 6 for Sunday.
    pub fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as usize
    }
}

impl std::fmt::Display for Day {
    /// `YYYY-MM-DD`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = civil(self.0);
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

/// Year, month and day of a number of days since 1970. Source: the civil-from-days method for the
/// proleptic Gregorian calendar.
fn civil(days: i32) -> (i32, i32, i32) {
    let days = i64::from(days) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year as i32, month as i32, day as i32)
}

/// `YYYY-MM-DD HH:MM` of a time on the civil line. Units: seconds.
pub fn clock_text(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(86_400);
    format!(
        "{} {:02}:{:02}",
        Day::of_seconds(seconds),
        of_day / 3600,
        of_day % 3600 / 60
    )
}

/// From one day to another, both included; an end that is not named is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Days {
    /// The first.
    pub from: Option<Day>,
    /// The last.
    pub to: Option<Day>,
}

/// A period that nothing can be asked about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// An end that is no day.
    #[error("{found:?} is no day of the period, expected a date as YYYY-MM-DD")]
    NoDay {
        /// What stands there.
        found: String,
    },
    /// Not one day is in it.
    #[error("the period from {from} to {to} has no day: its last one lies before its first")]
    Backwards {
        /// The first.
        from: Day,
        /// The last.
        to: Day,
    },
}

impl Explain for PeriodError {
    fn help(&self) -> &'static str {
        match self {
            PeriodError::NoDay { .. } => {
                "Write both days with year, month and day, or leave them out"
            }
            PeriodError::Backwards { .. } => {
                "Change the two days over: nothing was asked, and nothing is said of any message"
            }
        }
    }
}

impl Days {
    /// The period that two texts name; an empty one leaves its end open.
    ///
    /// Errors: [`PeriodError`]: of no day at all nothing would be found, as if there were nothing to find.
    pub fn asked(from: &str, to: &str) -> Result<Days, PeriodError> {
        let end = |text: &str| match (text.trim(), Day::from_iso(text)) {
            ("", _) => Ok(None),
            (_, Some(day)) => Ok(Some(day)),
            (found, None) => Err(PeriodError::NoDay {
                found: found.to_owned(),
            }),
        };
        let days = Days {
            from: end(from)?,
            to: end(to)?,
        };
        match (days.from, days.to) {
            (Some(from), Some(to)) if days.are_backwards() => {
                Err(PeriodError::Backwards { from, to })
            }
            _either => Ok(days),
        }
    }

    /// Whether the day is one of them. A day that is not known may be any.
    pub fn hold(&self, day: Option<Day>) -> bool {
        let Some(day) = day else {
            return true;
        };
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The days that are of both; `None` when there is none.
    pub fn shared_with(self, other: Days) -> Option<Days> {
        let to = [self.to, other.to].into_iter().flatten().min();
        let days = Days {
            from: self.from.max(other.from),
            to,
        };
        (!days.are_backwards()).then_some(days)
    }

    /// Whether the last one lies before the first.
    pub fn are_backwards(&self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        for text in ["1970-01-01", "2000-02-29", "2024-12-31", "2025-03-01"] {
            assert_eq!(Day::from_iso(text).unwrap().to_string(), text);
        }
        for text in ["", "2024-13-01", "2023-02-29", "01/02/2024", "2024-1-1"] {
            assert_eq!(Day::from_iso(text), None, "{text}");
        }
        assert_eq!(Day::from_iso("2024-01-15").unwrap().weekday(), 0);
        assert_eq!(clock_text(90_061), "1970-01-02 01:01");
    }

    #[test]
    fn a_period_without_a_day_is_refused() {
        let asked = |from, to| Days::asked(from, to).map_err(|error| error.to_string());
        let day = Day::from_iso("2025-03-01");
        assert_eq!(asked("", " "), Ok(Days::default()));
        // One day is a period.
        let one = Days { from: day, to: day };
        assert_eq!(asked("2025-03-01", "2025-03-01"), Ok(one));
        assert!(asked("2025-03-01", "").is_ok() && asked("", "2024-03-31").is_ok());
        let backwards = asked("2025-03-01", "2024-03-31").unwrap_err();
        assert!(
            backwards.starts_with("the period from 2025-03-01 to 2024-03-31 has no day"),
            "{backwards}"
        );
        let none = asked("2025-02-30", "").unwrap_err();
        assert!(none.contains("\"2025-02-30\" is no day"), "{none}");
    }

    #[test]
    fn days_of_both_may_be_none() {
        let day = Day::from_iso;
        let until = Days {
            from: None,
            to: day("2024-01-15"),
        };
        let from = |text| Days {
            from: day(text),
            to: None,
        };
        assert_eq!(until.shared_with(from("2024-01-16")), None);
        let one = Days {
            from: day("2024-01-15"),
            to: day("2024-01-15"),
        };
        assert_eq!(until.shared_with(from("2024-01-15")), Some(one));
        assert_eq!(Days::default().shared_with(until), Some(until));
    }

    #[test]
    fn the_last_day_is_a_day_of_it() {
        let days = Days {
            from: Day::from_iso("2024-02-01"),
            to: Day::from_iso("2024-12-31"),
        };
        let hold = |text| days.hold(Day::from_iso(text));
        assert!(hold("2024-12-31") && hold("2024-02-01"));
        assert!(!hold("2025-01-01") && !hold("2024-01-31"));
    }
}
