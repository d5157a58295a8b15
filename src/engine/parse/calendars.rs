//! Stamps of other calendars. A phone set to one writes its years; read as common years they lie
//! far outside the time in which WhatsApp existed. Conversions are explicit: a finding names the
//! rule, and the stamp as written is always shown.

use super::dates::{FIRST_YEAR, LAST_YEAR, day_number, ordered};
use super::evidence::Evidence;
use super::shape::{DateForm, Era, Signature};
use crate::engine::thread::{DateOrder, Record};

/// A calendar that is told by the size of its years alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Buddhist,
    Minguo,
    Persian,
    Islamic,
    Indian,
}

impl Calendar {
    const ALL: [Calendar; 5] = [
        Calendar::Buddhist,
        Calendar::Minguo,
        Calendar::Persian,
        Calendar::Islamic,
        Calendar::Indian,
    ];

    fn holds(self, year: u16) -> bool {
        match self {
            Calendar::Buddhist => (2552..=2642).contains(&year),
            Calendar::Minguo => (100..=188).contains(&year),
            Calendar::Persian => (1388..=1420).contains(&year),
            Calendar::Islamic => (1430..=1470).contains(&year),
            Calendar::Indian => (1931..=1973).contains(&year),
        }
    }

    /// What is done to the dates, for people.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Calendar::Buddhist => "Buddhist years: 543 was taken off",
            Calendar::Minguo => "Minguo years: 1911 was added",
            Calendar::Persian => {
                "Solar Hijri dates: converted, with leap years by the 33-year cycle"
            }
            Calendar::Islamic => {
                "Islamic dates: converted by the civil table, which may be a day off"
            }
            Calendar::Indian => {
                "dates of the Indian national calendar: converted, its year 1945 began on 22 March 2023"
            }
        }
    }

    /// The common date. `None` when the calendar has no such day.
    fn common(self, [year, month, day]: [u16; 3]) -> Option<[u16; 3]> {
        match self {
            Calendar::Buddhist => Some([year - 543, month, day]),
            Calendar::Minguo => Some([year + 1911, month, day]),
            Calendar::Persian => date_of(persian_day(year, month, day)?),
            Calendar::Islamic => date_of(islamic_day(year, month, day)?),
            Calendar::Indian => date_of(indian_day(year, month, day)?),
        }
    }
}

/// The calendar of each shape, where nearly all of its years point to one.
pub(super) fn calendars(
    records: &[Record],
    signatures: &[Signature],
    evidence: &[Evidence],
) -> Vec<Option<Calendar>> {
    let four_digits = |form| matches!(form, DateForm::YearFirst | DateForm::YearLast);
    let mut shapes = signatures.iter().zip(evidence);
    if shapes.all(|(s, e)| !four_digits(s.date) || e.n_common_years == e.n_records) {
        return vec![None; signatures.len()];
    }
    let mut counts = vec![[0usize; Calendar::ALL.len() + 1]; signatures.len()];
    for record in records {
        let shape = usize::from(record.shape);
        let (Some(signature), Some(stamp), Some(count)) =
            (signatures.get(shape), record.stamp, counts.get_mut(shape))
        else {
            continue;
        };
        let year = match signature.date {
            DateForm::YearFirst => stamp.date[0],
            DateForm::YearLast => stamp.date[2],
            DateForm::Short | DateForm::NoYear | DateForm::Named => continue,
        };
        if signature.era != Era::Common {
            continue;
        }
        let which = Calendar::ALL
            .iter()
            .position(|calendar| calendar.holds(year));
        if let Some(n) = which.and_then(|which| count.get_mut(which)) {
            *n += 1;
        }
        if let Some(all) = count.last_mut() {
            *all += 1;
        }
    }
    counts
        .iter()
        .map(|count| {
            let [.., all] = *count;
            let most = Calendar::ALL
                .iter()
                .zip(count)
                .find(|(_, n)| **n * 20 >= all * 19);
            most.filter(|(_, n)| **n > 0).map(|(calendar, _)| *calendar)
        })
        .collect()
}

/// Rewrites the dates of the shapes that have another calendar, each field in its place.
pub(super) fn convert(records: &mut [Record], orders: &[DateOrder], found: &[Option<Calendar>]) {
    if found.iter().all(Option::is_none) {
        return;
    }
    for record in records {
        let shape = usize::from(record.shape);
        let (Some(Some(calendar)), Some(order), Some(stamp)) =
            (found.get(shape), orders.get(shape), &mut record.stamp)
        else {
            continue;
        };
        let read = ordered(stamp.date, *order).filter(|date| calendar.holds(date[0]));
        if let Some([year, month, day]) = read.and_then(|date| calendar.common(date)) {
            stamp.date = match order {
                DateOrder::Dmy => [day, month, year],
                DateOrder::Mdy => [month, day, year],
                DateOrder::Ymd => [year, month, day],
            };
        }
    }
}

/// Days since 1970. Source: 1 Farvardin 1388 was 21 March 2009; leap years by the 33-year cycle,
/// which holds for the years of this century.
fn persian_day(year: u16, month: u16, day: u16) -> Option<i64> {
    let is_leap = |year: u16| (25 * u32::from(year) + 11) % 33 < 8;
    let longest = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_leap(year) => 30,
        12 => 29,
        _none => return None,
    };
    if day == 0 || day > longest {
        return None;
    }
    let start = day_number([2009, 3, 21])?;
    let years: i64 = (1388..year).map(|y| 365 + i64::from(is_leap(y))).sum();
    let months = i64::from(month - 1);
    let in_year = months * 30 + months.min(6) + i64::from(day) - 1;
    Some(start + years + in_year)
}

/// Days since 1970, by the tabular calendar with its epoch of 16 July 622 (Julian).
fn islamic_day(year: u16, month: u16, day: u16) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let (y, m, d) = (i64::from(year), i64::from(month), i64::from(day));
    let julian = (11 * y + 3).div_euclid(30) + 354 * y + 30 * m - (m - 1) / 2 + d + 1_948_440 - 385;
    Some(julian - 2_440_588)
}

/// Days since 1970. Source: the year begins on 22 March, in common leap years on 21 March, with a
/// month of 30 or 31 days; five months of 31 and six of 30 follow.
fn indian_day(year: u16, month: u16, day: u16) -> Option<i64> {
    let common = year + 78;
    let is_leap = day_number([common, 2, 29]).is_some();
    let longest = match month {
        1 if is_leap => 31,
        1 => 30,
        2..=6 => 31,
        7..=12 => 30,
        _none => return None,
    };
    if day == 0 || day > longest {
        return None;
    }
    let start = day_number([common, 3, if is_leap { 21 } else { 22 }])?;
    let first = 30 + i64::from(is_leap);
    let whole = i64::from(month) - 1;
    let before = match whole {
        0 => 0,
        1..=6 => first + (whole - 1) * 31,
        _later => first + 5 * 31 + (whole - 6) * 30,
    };
    Some(start + before + i64::from(day) - 1)
}

/// The common date of a day number, for the years WhatsApp can have written.
fn date_of(day: i64) -> Option<[u16; 3]> {
    let year = (FIRST_YEAR - 1..=LAST_YEAR)
        .rev()
        .find(|year| day_number([*year, 1, 1]).is_some_and(|first| first <= day))?;
    let month = (1..=12)
        .rev()
        .find(|month| day_number([year, *month, 1]).is_some_and(|first| first <= day))?;
    let first = day_number([year, month, 1])?;
    Some([year, month, u16::try_from(day - first + 1).ok()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_calendars_become_common_dates() {
        let cases = [
            (Calendar::Buddhist, [2566, 12, 31], Some([2023, 12, 31])),
            (Calendar::Minguo, [112, 3, 7], Some([2023, 3, 7])),
            (Calendar::Persian, [1402, 12, 17], Some([2024, 3, 7])),
            (Calendar::Persian, [1403, 12, 30], Some([2025, 3, 20])),
            (Calendar::Persian, [1404, 1, 1], Some([2025, 3, 21])),
            (Calendar::Persian, [1402, 12, 30], None),
            (Calendar::Islamic, [1445, 8, 26], Some([2024, 3, 7])),
            (Calendar::Islamic, [1445, 13, 1], None),
            (Calendar::Indian, [1945, 1, 1], Some([2023, 3, 22])),
            (Calendar::Indian, [1945, 12, 17], Some([2024, 3, 7])),
            (Calendar::Indian, [1945, 12, 30], Some([2024, 3, 20])),
            (Calendar::Indian, [1946, 1, 1], Some([2024, 3, 21])),
            (Calendar::Indian, [1946, 1, 31], Some([2024, 4, 20])),
            (Calendar::Indian, [1946, 7, 1], Some([2024, 9, 23])),
            (Calendar::Indian, [1945, 1, 31], None),
        ];
        for (calendar, date, expected) in cases {
            assert_eq!(calendar.common(date), expected, "{calendar:?} {date:?}");
        }
    }
}
