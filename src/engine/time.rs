//! Times. An export's stamps are civil times without a zone; our own are instants handed in.

use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

/// An instant that was handed in, as RFC 3339 text. The text is kept as it was given, since the
/// id of a decision covers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Instant {
    text: String,
    unix_ms: i64,
}

/// The text is not RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a time as RFC 3339 writes it, for example 2024-03-01T10:00:00Z")]
pub struct NotATime {
    /// What was given.
    pub text: String,
}

impl Instant {
    /// Reads RFC 3339 text.
    ///
    /// Errors: [`NotATime`].
    pub fn from_rfc3339(text: &str) -> Result<Instant, NotATime> {
        let parsed: Timestamp = text.parse().map_err(|_| NotATime {
            text: text.to_owned(),
        })?;
        Ok(Instant {
            text: text.to_owned(),
            unix_ms: parsed.as_millisecond(),
        })
    }

    /// From milliseconds since 1970, written in UTC.
    pub fn from_unix_ms(unix_ms: i64) -> Instant {
        let stamp = Timestamp::from_millisecond(unix_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        Instant {
            text: format!("{stamp:.3}"),
            unix_ms: stamp.as_millisecond(),
        }
    }

    /// The text as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn unix_ms(&self) -> i64 {
        self.unix_ms
    }

    /// The date in UTC, `YYYY-MM-DD`.
    pub fn utc_date(&self) -> String {
        let stamp = Timestamp::from_millisecond(self.unix_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        stamp.to_string().chars().take(10).collect()
    }
}

impl TryFrom<String> for Instant {
    type Error = NotATime;
    fn try_from(text: String) -> Result<Instant, NotATime> {
        Instant::from_rfc3339(&text)
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> String {
        instant.text
    }
}

/// A wall clock reading of the exporting device. It has no zone and never gets one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CivilTime {
    /// Full year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// 0 to 59; `None` when the export writes none.
    pub second: Option<i8>,
}

impl CivilTime {
    /// `None` when there is no such day or time.
    pub fn new(
        [year, month, day]: [u16; 3],
        hour: u8,
        minute: u8,
        second: Option<u8>,
    ) -> Option<CivilTime> {
        let year = i16::try_from(year).ok()?;
        let month = i8::try_from(month).ok()?;
        let day = i8::try_from(day).ok()?;
        let date = civil::Date::new(year, month, day).ok()?;
        if hour > 23 || minute > 59 || second.is_some_and(|s| s > 59) {
            return None;
        }
        Some(CivilTime {
            year: date.year(),
            month: date.month(),
            day: date.day(),
            hour: hour as i8,
            minute: minute as i8,
            second: second.map(|s| s as i8),
        })
    }

    /// `YYYY-MM-DD`.
    pub fn iso_date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The day of the week in English, for day separators.
    pub fn weekday(&self) -> &'static str {
        let Ok(date) = civil::Date::new(self.year, self.month, self.day) else {
            return "";
        };
        match date.weekday() {
            civil::Weekday::Monday => "Monday",
            civil::Weekday::Tuesday => "Tuesday",
            civil::Weekday::Wednesday => "Wednesday",
            civil::Weekday::Thursday => "Thursday",
            civil::Weekday::Friday => "Friday",
            civil::Weekday::Saturday => "Saturday",
            civil::Weekday::Sunday => "Sunday",
        }
    }

    /// Seconds on the civil line, for differences only: it has no zone.
    pub fn line_seconds(&self) -> i64 {
        let days = civil::Date::new(self.year, self.month, self.day)
            .ok()
            .and_then(|date| date.since(civil::date(1970, 1, 1)).ok())
            .map_or(0, |span| i64::from(span.get_days()));
        days * 86_400
            + i64::from(self.hour) * 3600
            + i64::from(self.minute) * 60
            + i64::from(self.second.unwrap_or(0))
    }
}

impl std::fmt::Display for CivilTime {
    /// ISO 8601 without zone; seconds only when the export wrote them.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{}T{:02}:{:02}",
            self.iso_date(),
            self.hour,
            self.minute
        )?;
        match self.second {
            Some(second) => write!(out, ":{second:02}"),
            None => Ok(()),
        }
    }
}
