//! Whether a civil time can be a reading of a stamp as it was written.

use super::stamp::digit;

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// The stamp says another time.
    No,
    /// Nothing speaks against it, and words that are not read here, or a year that is not written,
    /// leave something open.
    Open,
    /// The stamp says just this.
    Sure,
}

/// Whether the civil time `at` can be a reading of the stamp `raw`: the same numbers, in whatever
/// order. Years may have two digits, count from another beginning or be those of another calendar;
/// a month may be a word, a year be left out; clocks may have twelve hours where letters stand that
/// can say so. Stamps that are not three to six numbers are not judged.
pub(super) fn reading(at: &str, raw: &str) -> Reading {
    let stands = dated(raw);
    if !(3..=6).contains(&stands.len()) {
        return Reading::Open;
    }
    let wanted = dated(at);
    let half = Half::of(raw);
    let has_word = raw.contains(char::is_alphabetic);
    let lacking: &[&[usize]] = match wanted.len().checked_sub(stands.len()) {
        Some(0) => &[&[]],
        Some(1) if has_word => &[&[MONTH], &[YEAR]],
        Some(1) => &[&[YEAR]],
        Some(2) if has_word => &[&[YEAR, MONTH]],
        _too_many_or_few => return Reading::No,
    };
    let all = |wanted: &[u32], lacks: &[usize]| all_stand(&stands, wanted, lacks, half);
    let is_plain = lacking.iter().any(|lacks| all(&wanted, lacks));
    if !is_plain
        && !elsewhere(&stands, &wanted)
            .iter()
            .any(|date| all(date, &[]))
    {
        return Reading::No;
    }
    let is_am_or_pm = matches!(half, Half::Am | Half::Pm);
    match lacking {
        [[]] if !has_other_words(raw, is_am_or_pm) => Reading::Sure,
        _open => Reading::Open,
    }
}

/// Places in a civil time.
const YEAR: usize = 0;
const MONTH: usize = 1;
const HOUR: usize = 3;

/// Whether all numbers of a time but those that are left out stand there, each in its own place.
fn all_stand(stands: &[u32], wanted: &[u32], lacks: &[usize], half: Half) -> bool {
    let mut left = stands.to_vec();
    // The strictest first, so that a number is not used up by one that has a choice.
    let order = [MONTH, 2, 4, 5, YEAR, HOUR].into_iter();
    let mut needed = order.filter(|index| *index < wanted.len() && !lacks.contains(index));
    let all = needed.all(|index| {
        let wanted = wanted.get(index).copied().unwrap_or_default();
        let found = left.iter().position(|found| match index {
            YEAR => is_year(*found, wanted),
            HOUR => half.can_be_hour(wanted, *found),
            _other => *found == wanted,
        });
        found.map(|at| left.remove(at)).is_some()
    });
    all && left.is_empty()
}

/// Whether a number can stand for that year: in two digits, as a Buddhist or as a Minguo year.
pub(super) fn is_year(found: u32, year: u32) -> bool {
    found == year
        || found + 2000 == year
        || found == year + 543
        || (found >= 100 && found + 1911 == year)
}

/// The time with its date as other calendars have it, as far as such a date can stand there.
fn elsewhere(stands: &[u32], wanted: &[u32]) -> Vec<Vec<u32>> {
    let [year, month, day, time @ ..] = wanted else {
        return Vec::new();
    };
    let number = day_number([*year, *month, *day]);
    let mut out = Vec::new();
    for year in stands.iter().filter(|year| (1388..=1973).contains(*year)) {
        for month in stands {
            for day in stands {
                if day_elsewhere([*year, *month, *day]) == Some(number) {
                    out.push([&[*year, *month, *day], time].concat());
                }
            }
        }
    }
    out
}

/// The day, since 1970, of a date in a calendar that the size of its year tells: Solar Hijri, with
/// leap years by the cycle of 33 years; Islamic, by the civil table; Indian national.
pub(super) fn day_elsewhere([year, month, day]: [u32; 3]) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let [y, m, d] = [year, month, day].map(i64::from);
    let whole = m - 1;
    match year {
        1388..=1420 => {
            let n_leaps = (1388..y).filter(|y| (25 * y + 11) % 33 < 8).count() as i64;
            let start = day_number([2009, 3, 21]) + 365 * (y - 1388) + n_leaps;
            Some(start + 30 * whole + whole.min(6) + d - 1)
        }
        1430..=1470 => {
            Some((11 * y + 3) / 30 + 354 * y + 30 * m - whole / 2 + d + 1_948_055 - 2_440_588)
        }
        1931..=1973 => {
            // These years are common leap years by the rule of four alone.
            let leap = i64::from((y + 78) % 4 == 0);
            let start = day_number([year + 78, 3, 22]) - leap;
            let long = (whole - 1).clamp(0, 5) + leap * whole.min(1);
            Some(start + 30 * whole + long + d - 1)
        }
        _common => None,
    }
}

/// Days since 1970.
pub(super) fn day_number(date: [u32; 3]) -> i64 {
    let [year, month, day] = date.map(i64::from);
    // Years that begin in March have their leap day at the end.
    let year = year - i64::from(month <= 2);
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + in_year - 719_468
}

/// The numbers in a text, digits of any script; years of Japanese eras as common ones.
pub(super) fn dated(text: &str) -> Vec<u32> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    let mut open = false;
    let mut before = [' ', ' '];
    for c in text.chars() {
        match digit(c) {
            Some(digit) if open => {
                if let Some((_, last)) = out.last_mut() {
                    *last = u32::min(*last, 99_999) * 10 + digit;
                }
            }
            Some(digit) => out.push((years_before(before), digit)),
            None => {}
        }
        open = digit(c).is_some();
        before = [before[1], c];
    }
    out.into_iter().map(|(before, n)| before + n).collect()
}

/// How many years were before the first of the era that a letter names.
fn years_before([before, letter]: [char; 2]) -> u32 {
    match letter {
        _any if before.is_alphabetic() => 0,
        'R' => 2018,
        'H' => 1988,
        'S' => 1925,
        _other => 0,
    }
}

/// What a stamp says of the half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    /// Nothing: the hour is as it is written.
    None,
    Am,
    Pm,
    /// Letters that are not judged here.
    Some,
}

impl Half {
    fn of(raw: &str) -> Half {
        let own = half_word(raw).and_then(|at| raw.get(at..)?.chars().next());
        match own {
            Some('a' | 'A') => Half::Am,
            Some(_p) => Half::Pm,
            None if has_other_words(raw, false) => Half::Some,
            None => Half::None,
        }
    }

    /// Whether an hour that is written as `found` can be the hour `wanted` of the day.
    fn can_be_hour(self, wanted: u32, found: u32) -> bool {
        let same_of_twelve = found <= 12 && found % 12 == wanted % 12;
        match self {
            _any if found > 12 => found == wanted,
            Half::None => found == wanted,
            Half::Am => same_of_twelve && wanted < 12,
            Half::Pm => same_of_twelve && wanted >= 12,
            Half::Some => same_of_twelve,
        }
    }
}

/// Where `AM` or `p. m.` begins as a word of its own.
pub(super) fn half_word(raw: &str) -> Option<usize> {
    raw.char_indices().find_map(|(at, c)| {
        let before = raw.get(..at)?.chars().next_back();
        let is_start =
            matches!(c, 'a' | 'A' | 'p' | 'P') && !before.is_some_and(char::is_alphabetic);
        let rest = raw.get(at + 1..).filter(|_| is_start)?;
        let n_between = rest.chars().take_while(|c| !c.is_alphanumeric()).count();
        let mut rest = rest.chars().skip(n_between);
        let is_m = matches!(rest.next(), Some('m' | 'M')) && n_between <= 3;
        (is_m && !rest.next().is_some_and(char::is_alphabetic)).then_some(at)
    })
}

/// Whether words stand there besides those that only say what day it is, and, `with_half`, which
/// half of it.
fn has_other_words(raw: &str, with_half: bool) -> bool {
    let raw = raw.replace("พ.ศ.", "");
    let is_unit = |word: &str| word.chars().all(|c| "年月日년월일".contains(c));
    let is_half = |word: &str| {
        let word = word.to_ascii_lowercase();
        with_half && matches!(word.as_str(), "am" | "pm" | "a" | "p" | "m")
    };
    let mut words = raw.split(|c: char| !c.is_alphabetic());
    words.any(|word| !matches!(word, "BE" | "R" | "H" | "S") && !is_unit(word) && !is_half(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_has_the_numbers_of_its_stamp() {
        use Reading::{Open, Sure};
        for (at, raw, found) in [
            ("2024-03-01T10:00", "01/03/24, 10:00", Sure),
            ("2024-03-01T22:00:09", "3/1/2024, 10:00:09 PM", Sure),
            ("2024-03-01T00:00", "2024.03.01 12:00 AM", Sure),
            ("2024-03-01T12:00", "3/1/24, 12:00 p. m.", Sure),
            ("2024-03-01T22:00", "10:00 PM, 3/1/24", Sure),
            ("2024-03-01T22:00", "1/3/24, 10:00 م", Open),
            ("2024-03-01T10:00", "2024年3月1日 10:00", Sure),
            ("2024-03-01T22:00", "2024년 3월 1일 오후 10:00", Open),
            ("2003-03-03T03:03", "03/03/03, 3:03", Sure),
            ("2024-12-11T10:00", "\u{661}\u{662}/11/24, 10:00", Sure),
            ("2024-12-11T10:00", "yesterday", Open),
        ] {
            assert_eq!(reading(at, raw), found, "{at} {raw}");
        }
        for (at, raw) in [
            ("2024-03-01T10:01", "01/03/24, 10:00"),
            ("2024-03-01T11:00", "01/03/24, 10:00"),
            ("2023-03-01T10:00", "01/03/24, 10:00"),
            ("2024-03-01T10:00", "01/03/24, 10:00:05"),
            ("2024-03-01T10:00:05", "01/03/24, 10:00"),
            ("2024-03-01T22:00", "01/03/24, 10:00"),
            ("2024-03-01T10:00", "3/1/24, 10:00 PM"),
            ("2024-03-01T12:00", "3/1/24, 12:00\u{202f}a.m."),
            ("2024-03-01T22:00", "2024年3月1日 10:00"),
        ] {
            assert_eq!(reading(at, raw), Reading::No, "{at} {raw}");
        }
    }

    #[test]
    fn years_of_other_calendars_are_read() {
        for (at, raw) in [
            ("2023-12-05T21:05:07", "5/12/2566, 21:05:07"),
            ("2023-12-31T21:05:07", "12/31/2566 BE, 21:05:07"),
            ("2023-12-05T21:05", "5/12/112, 21:05"),
            ("2023-12-31T21:05", "12/31/R5, 21:05"),
            ("2019-03-31T21:05", "3/31/H31, 21:05"),
            ("2024-03-07T21:05", "17/12/1402, 21:05"),
            ("2025-03-21T21:05", "1404/1/1, 21:05"),
            ("2024-03-07T21:05", "26/8/1445, 21:05"),
            ("2023-03-22T21:05", "1/1/1945, 21:05"),
            ("2024-03-21T21:05", "1/1/1946, 21:05"),
        ] {
            assert_eq!(reading(at, raw), Reading::Sure, "{at} {raw}");
        }
        for (at, raw) in [
            ("2023-12-06T21:05:07", "5/12/2566, 21:05:07"),
            ("2022-12-05T21:05", "5/12/2566, 21:05"),
            ("1924-11-13T21:05", "13/11/13, 21:05"),
            ("2023-12-31T21:05", "12/31/H5, 21:05"),
            ("2023-12-31T09:05", "12/31/R5, 21:05"),
            ("2023-12-31T21:05", "12/31/R5, 9:05"),
            ("2024-03-08T21:05", "17/12/1402, 21:05"),
            ("2024-03-08T21:05", "26/8/1445, 21:05"),
            ("2023-03-21T21:05", "1/1/1945, 21:05"),
        ] {
            assert_eq!(reading(at, raw), Reading::No, "{at} {raw}");
        }
    }

    #[test]
    fn a_month_may_be_a_word_and_a_year_be_left_out() {
        for (at, raw) in [
            ("2024-02-13T21:15:02", "13 Feb 2024 at 9:15:02 PM"),
            ("2014-12-31T21:05", "Dec 31, 9:05 PM"),
            ("2014-10-09T21:05", "9. Okt. 2014 21:05"),
            ("2014-12-31T21:05:07", "31/12, 21:05:07"),
        ] {
            assert_eq!(reading(at, raw), Reading::Open, "{at} {raw}");
        }
        for (at, raw) in [
            ("2024-02-14T21:15:02", "13 Feb 2024 at 9:15:02 PM"),
            ("2024-02-13T09:15:02", "13 Feb 2024 at 9:15:02 PM"),
            ("2024-02-13T21:15", "13 Feb 2024 at 9:15:32 PM"),
            ("2023-02-13T21:15:02", "13 Feb 2024 at 9:15:02 PM"),
            ("2014-11-30T21:05:07", "31/12, 21:05:07"),
        ] {
            assert_eq!(reading(at, raw), Reading::No, "{at} {raw}");
        }
    }
}
