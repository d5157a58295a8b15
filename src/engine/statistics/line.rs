//! Days and hours on the civil line: plain counting, without a calendar library's cost per record.

use crate::engine::time::CivilTime;

/// Hours a day has on the civil line.
pub const HOURS_A_DAY: i64 = 24;

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
pub(super) fn day_number(year: i16, month: i8, day: i8) -> i64 {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month, day and hour of an hour on the civil line.
///
/// Source: as above, civil_from_days.
pub fn civil_of_hour(hour: i64) -> (i64, u8, u8, u8) {
    let day = hour.div_euclid(HOURS_A_DAY) + 719_468;
    let day_of_era = day.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = day.div_euclid(146_097) * 400 + year_of_era + i64::from(month <= 2);
    let hour = hour.rem_euclid(HOURS_A_DAY);
    (year, month as u8, day_of_month as u8, hour as u8)
}

/// Hour of the week, Monday 0 o'clock is 0.
pub(super) fn hour_of_week(hour: i64) -> usize {
    // 1970-01-01 was a Thursday.
    (hour + 3 * HOURS_A_DAY).rem_euclid(7 * HOURS_A_DAY) as usize
}

/// Counts civil times as hours. Remembers the last day: neighbours nearly always share it.
#[derive(Debug, Default)]
pub(super) struct Hours {
    last: Option<((i16, i8, i8), i64)>,
}

impl Hours {
    /// The hour, and the seconds on the line.
    pub(super) fn of(&mut self, at: &CivilTime) -> (i64, i64) {
        let date = (at.year, at.month, at.day);
        let day = match self.last {
            Some((known, day)) if known == date => day,
            Some(_) | None => day_number(at.year, at.month, at.day),
        };
        self.last = Some((date, day));
        let hour = day * HOURS_A_DAY + i64::from(at.hour);
        let second = i64::from(at.second.unwrap_or(0));
        (hour, hour * 3600 + i64::from(at.minute) * 60 + second)
    }
}
