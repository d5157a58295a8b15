//! Days in names of files that are shown although the times of their chat are given less exactly.
//! Written apart from what withholds such names; the words for months are the same.

use super::fold::folded;
use crate::engine::parse::is_month;

/// A name as numbers and what stands between them: one text more than numbers.
struct Name {
    numbers: Vec<String>,
    around: Vec<String>,
}

impl Name {
    fn new(name: &str) -> Name {
        let mut read = Name {
            numbers: Vec::new(),
            around: vec![String::new()],
        };
        let mut was_digit = false;
        for c in folded(name).chars() {
            if c.is_ascii_digit() {
                if !was_digit {
                    read.numbers.push(String::new());
                    read.around.push(String::new());
                }
                read.numbers
                    .last_mut()
                    .into_iter()
                    .for_each(|last| last.push(c));
            } else {
                read.around
                    .last_mut()
                    .into_iter()
                    .for_each(|last| last.push(c));
            }
            was_digit = c.is_ascii_digit();
        }
        read
    }
}

/// Whether the name of a file tells on which day it was made.
pub(super) fn tells_a_day(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let has = |is: fn(&u8) -> bool| ending.bytes().any(|byte| is(&byte));
    let is_type = ending.len() <= 4 && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    let name = if is_type {
        name.strip_suffix(ending).unwrap_or(name)
    } else {
        name
    };
    let name = Name::new(name);
    name.numbers.iter().any(|digits| is_run(digits)) || has_groups(&name) || has_month(&name)
}

fn value(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}

/// Year, month and day, or day and month in either order and the year.
fn is_date(parts: [&str; 3]) -> bool {
    let is_year = |digits: &str| match digits.len() {
        4 => (2009..2100).contains(&value(digits)),
        2 => (9..=50).contains(&value(digits)),
        _other => false,
    };
    let are_rest = |a: &str, b: &str| {
        let (low, high) = (value(a).min(value(b)), value(a).max(value(b)));
        a.len() <= 2 && b.len() <= 2 && (1..=12).contains(&low) && high <= 31
    };
    let [a, b, c] = parts;
    is_year(a) && are_rest(b, c) || is_year(c) && are_rest(a, b)
}

/// A date without anything between its parts, or seconds since 1970.
fn is_run(digits: &str) -> bool {
    let part = |at: usize, len: usize| digits.get(at..at + len).unwrap_or_default();
    match digits.len() {
        6 => is_date([part(0, 2), part(2, 2), part(4, 2)]),
        8 | 14 => {
            is_date([part(0, 4), part(4, 2), part(6, 2)])
                || is_date([part(0, 2), part(2, 2), part(4, 4)])
        }
        10 | 13 => (1_230_768_000..2_208_988_800).contains(&value(part(0, 10))),
        _other => false,
    }
}

/// `13.3.24`, `2024 - 03 - 13`, `2024年3月13日`
fn has_groups(name: &Name) -> bool {
    name.numbers.windows(3).enumerate().any(|(at, window)| {
        let [a, b, c] = window else { return false };
        let gap = |index: usize| name.around.get(index).map_or("", String::as_str);
        let is_version = gap(at).ends_with(|c: char| c.is_alphabetic());
        let is_near = |gap: &str| {
            let sign = gap.trim();
            let is_sign = sign.chars().all(|c| !c.is_alphanumeric());
            (1..=3).contains(&gap.chars().count()) && (is_sign || ["年", "月"].contains(&sign))
        };
        !is_version && is_near(gap(at + 1)) && is_near(gap(at + 2)) && is_date([a, b, c])
    })
}

/// `13 March`, `March 13`, `13th of March`
fn has_month(name: &Name) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphabetic());
        let says = |word: &&str| !["", "st", "nd", "rd", "th", "of", "de"].contains(word);
        words.filter(says).map(str::to_owned).collect()
    };
    name.numbers.iter().enumerate().any(|(at, digits)| {
        let beside = |index: usize| words(name.around.get(index).map_or("", String::as_str));
        let (before, behind) = (beside(at), beside(at + 1));
        let near = [before.last(), behind.first()];
        let is_day = digits.len() <= 2 && (1..=31).contains(&value(digits));
        is_day && near.into_iter().flatten().any(|word| is_month(word))
    })
}

#[cfg(test)]
mod tests {
    use super::tells_a_day;

    #[test]
    fn days_in_names_are_seen() {
        for name in [
            "IMG-20240115-WA0007.jpg",
            "00000042-PHOTO-2024-01-15-10-30-42.jpg",
            "1710324153000.jpg",
            "Scan 13.3.2024.pdf",
            "13-3-24",
            "13_03_24.jpg",
            "VID_240313.mp4",
            "March 13 2024.pdf",
            "13th of March.pdf",
            "2024年3月13日.pdf",
            "IMG-٢٠٢٤٠٣١٣-WA0002.jpg",
            "2024 - 03 - 13.pdf",
        ] {
            assert!(tells_a_day(name), "{name}");
        }
        for name in [
            "STK-19990101-WA0000.webp",
            "March.3gp",
            "March 2024.pdf",
            "Report 2024-03.pdf",
            "IMG_123456.jpg",
            "setup v1.2.15.zip",
            "0123456789.pdf",
            "scan 13 pages.pdf",
            "",
        ] {
            assert!(!tells_a_day(name), "{name}");
        }
    }
}
