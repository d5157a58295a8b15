//! Days and periods in a query: `2024`, `2024-03`, `2024-03-01`, `2024-03-01..2024-03-15`.

use crate::engine::time::CivilTime;

/// Year, month, day. Bounds may lie between real days: only their order counts.
pub type Day = (i16, i8, i8);

/// Days from one on, up to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day; none before it.
    pub first: Option<Day>,
    /// The first day behind it.
    pub end: Option<Day>,
}

/// A day, a month or a year, as it was typed.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    first: Day,
    end: Day,
}

impl Period {
    /// What stands behind `on:`: a day, month or year, or two of them with `..` between.
    pub(super) fn on(text: &str) -> Option<Period> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let first = bound(from)?.map(|stretch| stretch.first);
        let end = bound(to)?.map(|stretch| stretch.end);
        let is_some = match (first, end) {
            (Some(first), Some(end)) => first < end,
            (None, None) => false,
            (Some(_), None) | (None, Some(_)) => true,
        };
        is_some.then_some(Period { first, end })
    }

    /// What stands behind `before:`: everything earlier than its first day.
    pub(super) fn before(text: &str) -> Option<Period> {
        Some(Period {
            first: None,
            end: Some(stretch(text)?.first),
        })
    }

    /// What stands behind `after:`: everything later than its last day.
    pub(super) fn after(text: &str) -> Option<Period> {
        Some(Period {
            first: Some(stretch(text)?.end),
            end: None,
        })
    }

    /// Whether a day lies in it.
    pub fn holds(&self, day: Day) -> bool {
        self.first.is_none_or(|first| first <= day) && self.end.is_none_or(|end| day < end)
    }

    /// Its first and last day, `YYYY-MM-DD`.
    pub(super) fn days(&self) -> (Option<String>, Option<String>) {
        let first = self.first.map(|first| iso(day_from(first)));
        (first, self.end.map(|end| iso(day_before(end))))
    }

    /// For people: `in March 2024`, `before 2024-03-01`.
    pub fn said(&self) -> String {
        match (self.first, self.end) {
            (Some(first), Some(end)) => span_said(first, end),
            (Some(first), None) => format!("after {}", stretch_said(last_before(first))),
            (None, Some(end)) => format!("before {}", stretch_said(end)),
            (None, None) => "at any time".to_owned(),
        }
    }
}

/// One end of a period: left open when nothing is written. The outer `None`: it is no date.
fn bound(text: &str) -> Option<Option<Stretch>> {
    if text.is_empty() {
        return Some(None);
    }
    stretch(text).map(Some)
}

fn is_real((year, month, day): Day) -> bool {
    let field = |field: i16| u16::try_from(field).unwrap_or(0);
    CivilTime::new(
        [field(year), field(month.into()), field(day.into())],
        0,
        0,
        None,
    )
    .is_some()
}

/// The first real day that is not before the bound.
fn day_from(bound: Day) -> Day {
    match bound {
        day if is_real(day) => day,
        (year, 12, _) => (year.saturating_add(1), 1, 1),
        (year, month, _) => (year, month + 1, 1),
    }
}

/// The last real day before the bound.
fn day_before(bound: Day) -> Day {
    let (year, month, day) = bound;
    let (year, month, most) = match (month, day) {
        (1, 1) => (year.saturating_sub(1), 12, 31),
        (_, 1) => (year, month - 1, 31),
        (_, _) => (year, month, day - 1),
    };
    (1..=most)
        .rev()
        .map(|day| (year, month, day))
        .find(|day| is_real(*day))
        .unwrap_or((year, month, 1))
}

fn stretch(text: &str) -> Option<Stretch> {
    let fields: Vec<&str> = text.split('-').collect();
    let number = |text: &str, n_digits: usize| {
        let is_plain = text.len() == n_digits && text.bytes().all(|b| b.is_ascii_digit());
        is_plain.then(|| text.parse::<u16>().ok()).flatten()
    };
    let year = number(fields.first()?, 4)?;
    let month = match fields.get(1) {
        Some(text) => Some(number(text, 2)?),
        None => None,
    };
    let day = match fields.get(2) {
        Some(text) => Some(number(text, 2)?),
        None => None,
    };
    if fields.len() > 3 {
        return None;
    }
    let real = [year, month.unwrap_or(1), day.unwrap_or(1)];
    let first = CivilTime::new(real, 0, 0, None)?;
    let first = (first.year, first.month, first.day);
    let end = match (month, day) {
        (None, _) => (first.0.checked_add(1)?, 1, 1),
        (Some(_), None) if first.1 == 12 => (first.0.checked_add(1)?, 1, 1),
        (Some(_), None) => (first.0, first.1 + 1, 1),
        (Some(_), Some(_)) => (first.0, first.1, first.2 + 1),
    };
    Some(Stretch { first, end })
}

/// The stretch whose end is `end`, as far as it can be told: the day, month or year before it.
fn last_before(end: Day) -> Day {
    match end {
        (year, 1, 1) => (year - 1, 0, 0),
        (year, month, 1) => (year, month - 1, 0),
        (year, month, day) => (year, month, day - 1),
    }
}

fn span_said(first: Day, end: Day) -> String {
    match (first, end) {
        ((year, 1, 1), (next, 1, 1)) if next == year + 1 => format!("in {year:04}"),
        ((year, month, 1), (next_year, next, 1))
            if (next_year, next) == (year, month + 1)
                || (month == 12 && (next_year, next) == (year + 1, 1)) =>
        {
            format!("in {} {year:04}", month_name(month))
        }
        ((year, month, day), (y, m, d)) if (y, m, d) == (year, month, day + 1) => {
            format!("on {}", iso(first))
        }
        (first, end) => format!("from {} to {}", iso(first), stretch_said(last_before(end))),
    }
}

fn stretch_said(day: Day) -> String {
    match day {
        (year, 0, _) => format!("{year:04}"),
        (year, month, 0) => format!("{} {year:04}", month_name(month)),
        day => iso(day),
    }
}

fn iso((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1)
        .ok()
        .and_then(|index| NAMES.get(index))
        .copied()
        .unwrap_or("")
}
