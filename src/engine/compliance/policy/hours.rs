//! Tables of hours: `"mon-fri": "07:00-19:00"`, and days on which nobody works.

use serde_json::Value;

use super::fields::{Faults, kind, texts};
use crate::engine::compliance::day::Day;

/// Hours of a day. Units: minutes from midnight; the end is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first minute.
    pub from: u16,
    /// The minute after the last.
    pub to: u16,
}

/// When somebody works.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HoursTable {
    /// By day of the week, Monday first.
    pub week: [Vec<Stretch>; 7],
    /// Days on which nobody works, sorted.
    pub holidays: Vec<Day>,
}

impl HoursTable {
    /// Whether a time is within. Units: seconds on the civil line.
    pub fn holds(&self, seconds: i64) -> bool {
        let day = Day::of_seconds(seconds);
        if self.holidays.binary_search(&day).is_ok() {
            return false;
        }
        let minute = (seconds.rem_euclid(86_400) / 60) as u16;
        let hours = self.week.get(day.weekday()).map_or(&[][..], Vec::as_slice);
        hours
            .iter()
            .any(|hours| (hours.from..hours.to).contains(&minute))
    }
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads a table.
pub(super) fn table(value: &Value, path: &str, faults: &mut Faults) -> HoursTable {
    let mut table = HoursTable::default();
    let Some(object) = value.as_object() else {
        faults.add(path, format!("{}, expected an object", kind(value)));
        return table;
    };
    for (name, value) in object {
        let path = format!("{path}.{name}");
        if name == "holidays" {
            for (number, text) in texts(value, &path, faults).into_iter().enumerate() {
                match Day::from_iso(&text) {
                    Some(day) => table.holidays.push(day),
                    None => {
                        let what = format!("{text:?} is no date, expected YYYY-MM-DD");
                        faults.add(&format!("{path}[{number}]"), what);
                    }
                }
            }
            continue;
        }
        let Some(days) = days(name) else {
            let what = "is no day, expected mon, tue, wed, thu, fri, sat, sun, two of them with a - \
                        between, or holidays";
            faults.add(&path, what);
            continue;
        };
        let Some(text) = value.as_str() else {
            faults.add(&path, format!("{}, expected text", kind(value)));
            continue;
        };
        match stretches(text) {
            Some(found) => {
                for day in days {
                    if let Some(hours) = table.week.get_mut(day) {
                        hours.extend(found.iter().copied());
                    }
                }
            }
            None => {
                let what =
                    format!("{text:?}, expected hours such as 07:00-19:00, several with a comma");
                faults.add(&path, what);
            }
        }
    }
    table.holidays.sort_unstable();
    table
}

fn days(name: &str) -> Option<Vec<usize>> {
    let number = |word: &str| {
        DAYS.iter()
            .position(|day| *day == word.trim().to_lowercase())
    };
    match name.split_once('-') {
        None => Some(vec![number(name)?]),
        Some((from, to)) => {
            let (from, to) = (number(from)?, number(to)?);
            let n = (to + 7 - from) % 7 + 1;
            Some((0..n).map(|step| (from + step) % 7).collect())
        }
    }
}

fn stretches(text: &str) -> Option<Vec<Stretch>> {
    text.split(',').map(|part| stretch(part.trim())).collect()
}

fn stretch(text: &str) -> Option<Stretch> {
    let (from, to) = text.split_once('-')?;
    let (from, to) = (minute(from)?, minute(to)?);
    (from < to).then_some(Stretch { from, to })
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let is_end = hour == 24 && minute == 0;
    (is_end || hour < 24 && minute < 60).then_some(hour * 60 + minute)
}
