//! The years that very old exports do not write: they leave out the year of the export.
//!
//! A year is inferred only from what follows, a later line that has one or else the day on which the
//! zip says the text was written, and only when nothing before speaks against it. It stays marked
//! as inferred; where the hints disagree, or there are none, the time stays unresolved.

use super::dates::{day_number, likely_day, ordered};
use crate::engine::thread::{DateOrder, Flags, NO_YEAR, Record, YEARS, YearForm};

/// A message may stand behind one that is this much later: it came late, or zones differ.
/// Units: days.
const SLACK_DAYS: i64 = 2;

/// Where the year stands, in every order in which it can be left out.
const YEAR: usize = 2;

/// What came of it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Years {
    /// Records whose year was inferred, and the first of them.
    pub(super) n_inferred: u32,
    pub(super) first_inferred: Option<u32>,
    /// The first record that has none.
    pub(super) first_without: Option<u32>,
    /// There is something to infer from, and it disagrees.
    pub(super) contradicted: bool,
}

/// Infers the years that are left out, and takes back those inferred before. `orders` and `forms` are
/// by shape; `written_on` is the day of the text as its zip says.
pub(super) fn infer(
    records: &mut [Record],
    orders: &[DateOrder],
    forms: &[YearForm],
    written_on: Option<[u16; 3]>,
) -> Years {
    let mut years = Years::default();
    if forms.iter().all(|form| *form == YearForm::Written) {
        return years;
    }
    take_back(records);
    let anchor = written_on.filter(|[year, _, _]| YEARS.contains(year));
    let wanted = from_behind(records, orders, forms, anchor.and_then(day_number));
    put(records, orders, &wanted, &mut years);
    for (index, record) in (0..).zip(records.iter()) {
        if record.flags.has(Flags::YEAR_INFERRED) {
            years.n_inferred += 1;
            years.first_inferred.get_or_insert(index);
        } else if record.stamp.is_some_and(|s| s.date[YEAR] == NO_YEAR) {
            years.first_without.get_or_insert(index);
        }
    }
    years
}

fn take_back(records: &mut [Record]) {
    for record in records {
        if record.flags.has(Flags::YEAR_INFERRED)
            && let Some(stamp) = &mut record.stamp
        {
            stamp.date[YEAR] = NO_YEAR;
            record.flags.0 &= !Flags::YEAR_INFERRED.0;
        }
    }
}

/// Walks back from what is known last. By record: the latest year that is not behind what follows.
fn from_behind(
    records: &[Record],
    orders: &[DateOrder],
    forms: &[YearForm],
    anchor: Option<i64>,
) -> Vec<(usize, u16)> {
    let mut next = anchor;
    let mut wanted = Vec::new();
    for (index, record) in records.iter().enumerate().rev() {
        let shape = usize::from(record.shape);
        let (Some(stamp), Some(order)) = (record.stamp, orders.get(shape)) else {
            continue;
        };
        if stamp.date[YEAR] != NO_YEAR {
            next = likely_day(stamp.date, *order).or(next);
        } else if forms.get(shape) == Some(&YearForm::LeftOut)
            && let Some(latest) = next
            && let Some((year, day)) = last_until(stamp.date, *order, latest + SLACK_DAYS)
        {
            wanted.push((index, year));
            next = Some(day);
        }
    }
    wanted.reverse();
    wanted
}

/// The last year in which such a day is not behind `latest`, and that day.
fn last_until(date: [u16; 3], order: DateOrder, latest: i64) -> Option<(u16, i64)> {
    let day_in = |year| day_in(date, order, year);
    YEARS
        .rev()
        .filter_map(|year| Some((year, day_in(year)?)))
        .find(|(_, day)| *day <= latest)
}

/// The first year in which such a day is not before `earliest`.
fn first_from(date: [u16; 3], order: DateOrder, earliest: i64) -> Option<u16> {
    YEARS.into_iter().find(|year| {
        let day = day_in(date, order, *year);
        day.is_some_and(|day| day >= earliest)
    })
}

fn day_in([first, second, _]: [u16; 3], order: DateOrder, year: u16) -> Option<i64> {
    day_number(ordered([first, second, year], order)?)
}

/// Puts the wanted years in, unless a year that is written before them leads to another one.
fn put(records: &mut [Record], orders: &[DateOrder], wanted: &[(usize, u16)], years: &mut Years) {
    let mut before: Option<i64> = None;
    let mut wanted = wanted.iter().peekable();
    for (index, record) in records.iter_mut().enumerate() {
        let shape = usize::from(record.shape);
        let (Some(stamp), Some(order)) = (&mut record.stamp, orders.get(shape)) else {
            continue;
        };
        let is_written = stamp.date[YEAR] != NO_YEAR;
        if let Some((_, year)) = wanted.next_if(|(at, _)| *at == index) {
            let from_before = before
                .map(|before| first_from(stamp.date, *order, before - SLACK_DAYS))
                .unwrap_or(Some(*year));
            if from_before != Some(*year) {
                years.contradicted = true;
                continue;
            }
            stamp.date[YEAR] = *year;
            record.flags.add(Flags::YEAR_INFERRED);
        }
        // Inferred years lead on from a written one, but speak against nothing by themselves.
        if is_written || before.is_some() {
            before = likely_day(stamp.date, *order).or(before);
        }
    }
}
