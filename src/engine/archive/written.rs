//! What a zip says of when its entries were written: local time of whoever made it, and sometimes
//! the instant beside it. Hints, never facts: anybody can write other ones.
//!
//! Source: ZIP APPNOTE 4.4.6; Info-ZIP's extended timestamp, extra field 0x5455.

use std::collections::BTreeSet;

use super::bytes::{extra_field, u16_at, u32_at};
use super::odd::{Odd, Oddities};
use crate::engine::thread::YEARS;
use crate::engine::time::CivilTime;

/// Offsets of all zones are whole quarters of an hour. Units: seconds.
const QUARTER: i64 = 15 * 60;
/// Clocks further ahead of UTC, or behind it, are none. Units: quarters of an hour.
const FURTHEST: i64 = 14 * 4;

/// Day and time of a record of the directory, in local time; `None` for what zip programs write that
/// have no clock, and for times that cannot be.
pub(super) fn written(record: &[u8]) -> Option<CivilTime> {
    let (time, date) = (u16_at(record, 12)?, u16_at(record, 14)?);
    let day = [1980 + (date >> 9), (date >> 5) & 15, date & 31];
    let [hour, minute] = [(time >> 11) as u8, ((time >> 5) & 63) as u8];
    let second = ((time & 31) * 2) as u8;
    if !YEARS.contains(&day[0]) {
        return None;
    }
    CivilTime::new(day, hour, minute, Some(second.min(59)))
}

/// How far the clock of whoever made the zip was ahead of UTC. Units: quarters of an hour.
pub(super) fn ahead(written: Option<CivilTime>, extra: &[u8]) -> Option<i64> {
    let field = extra_field(extra, 0x5455)?;
    let has_time = field.first()? & 1 == 1;
    let instant = has_time.then(|| u32_at(field, 1)).flatten()?;
    let difference = written?.line_seconds() - i64::from(instant);
    let quarters = (difference + QUARTER / 2).div_euclid(QUARTER);
    let near = (difference - quarters * QUARTER).abs() <= 2;
    (near && quarters.abs() <= FURTHEST).then_some(quarters)
}

/// Says how far the clock was ahead. Two offsets are summer and winter; more say nothing.
pub(super) fn report_ahead(found: &BTreeSet<i64>, odd: &mut Oddities) {
    if found.is_empty() || found.len() > 2 {
        return;
    }
    let offsets: Vec<String> = found.iter().map(|quarters| offset(*quarters)).collect();
    odd.archive(
        Odd::ClockAhead,
        0,
        format!(
            "the zip gives its times twice, which hints that the clock of whoever made it stood at \
             {}; that need not be the phone that wrote the stamps",
            offsets.join(" and ")
        ),
    );
}

/// `+05:30`
fn offset(quarters: i64) -> String {
    let sign = if quarters < 0 { '-' } else { '+' };
    let minutes = quarters.abs() * 15;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(day: [u16; 3], hour: u16) -> Vec<u8> {
        let date = ((day[0] - 1980) << 9) | (day[1] << 5) | day[2];
        let mut bytes = vec![0; 12];
        bytes.extend((hour << 11).to_le_bytes());
        bytes.extend(date.to_le_bytes());
        bytes
    }

    #[test]
    fn days_that_cannot_be_are_no_days() {
        let day = |day| written(&record(day, 9)).map(|at| at.to_string());
        assert_eq!(day([2024, 3, 5]).as_deref(), Some("2024-03-05T09:00:00"));
        for none in [[1980, 1, 1], [1980, 0, 0], [2024, 2, 30], [2024, 13, 1]] {
            assert_eq!(day(none), None);
        }
        assert_eq!(written(&record([2024, 3, 5], 25)), None);
        assert_eq!(written(&[0; 13]), None);
    }

    #[test]
    fn the_instant_beside_the_time_shows_the_offset() {
        let extra = |instant: i64| {
            let mut extra = vec![0x55, 0x54, 5, 0, 1];
            extra.extend((instant as u32).to_le_bytes());
            extra
        };
        let at = written(&record([2024, 3, 5], 9));
        let utc = at.map_or(0, |at| at.line_seconds());
        assert_eq!(ahead(at, &extra(utc)), Some(0));
        assert_eq!(ahead(at, &extra(utc - 5 * 3600 - 1800 - 1)), Some(22));
        assert_eq!(ahead(at, &extra(utc + 8 * 3600)), Some(-32));
        assert_eq!(ahead(at, &extra(utc + 400)), None);
        assert_eq!(ahead(at, &extra(utc + 20 * 3600)), None);
        assert_eq!(ahead(at, &[]), None);
        assert_eq!(ahead(None, &extra(utc)), None);
        assert_eq!(
            (offset(22), offset(-14)),
            ("+05:30".into(), "-03:30".into())
        );
    }
}
