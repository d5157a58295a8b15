//! Dates and times of fixed shape: whether a text is one.

use jiff::civil::{Date, Weekday};

use crate::engine::time::Instant;

/// `YYYYMMDD` of `YYYY-MM-DDTHH:MM[:SS]`; `None` when it is not that, or there is no such day.
pub(super) fn day_of_civil(text: &str) -> Option<u32> {
    let (date, time) = text.split_once('T')?;
    let parts: Vec<&str> = time.split(':').collect();
    let limits = [24, 60, 60];
    let fits = (2..=3).contains(&parts.len())
        && parts
            .iter()
            .zip(limits)
            .all(|(part, limit)| number(part, 2).is_some_and(|value| value < limit));
    if fits { day_of_date(date) } else { None }
}

/// Whether `raw` has the shape of a stamp: five or six numbers, none above four digits, and little
/// else.
pub(super) fn is_stamp(raw: &str) -> bool {
    let numbers = numbers(raw);
    let short = (5..=6).contains(&numbers.len()) && numbers.iter().all(|number| *number < 10_000);
    short && raw.chars().filter(|c| c.is_alphabetic()).count() <= 24
}

/// Whether it is what is left of a time that is given less exactly: a day, a day with an hour or a
/// minute, or the number of a period; a space behind it.
pub(super) fn is_coarse(left: &str) -> bool {
    let Some(left) = left.strip_suffix(' ') else {
        return false;
    };
    if let Some(period) = left.strip_prefix("period ") {
        let is_plain = !period.starts_with('0') && period.bytes().all(|b| b.is_ascii_digit());
        return is_plain && period.parse::<u32>().is_ok();
    }
    let (day, time) = left.split_once(' ').unwrap_or((left, "00 h"));
    let minute = time.split_once(':');
    let is_time = match (time.strip_suffix(" h"), minute) {
        (Some(hour), _) => number(hour, 2).is_some_and(|hour| hour < 24),
        (None, Some((hour, minute))) => {
            number(hour, 2).is_some_and(|hour| hour < 24)
                && number(minute, 2).is_some_and(|minute| minute < 60)
        }
        (None, None) => false,
    };
    is_time && day_of_date(day).is_some()
}

/// The numbers in a text, digits of any script.
pub(super) fn numbers(text: &str) -> Vec<u32> {
    let mut out = Vec::new();
    let mut open = false;
    for c in text.chars() {
        match digit(c) {
            Some(digit) if open => {
                if let Some(last) = out.last_mut() {
                    *last = u32::min(*last, 99_999) * 10 + digit;
                }
            }
            Some(digit) => out.push(digit),
            None => {}
        }
        open = digit(c).is_some();
    }
    out
}

/// The value of a decimal digit of the scripts that exports are written in.
pub(super) fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 22] = [
        0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
        0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xa9d0, 0xff10,
    ];
    let code = u32::from(c);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .map(|zero| code - zero)
}

/// `YYYYMMDD` of `YYYY-MM-DD`; `None` when it is not that, or there is no such day.
pub(super) fn day_of_date(text: &str) -> Option<u32> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let exists = Date::new(year as i16, month as i8, day as i8).is_ok();
    exists.then_some(year * 10_000 + month * 100 + day)
}

/// How the heading of that day must read: `2024-03-01, Friday`.
pub(super) fn heading(day: u32) -> String {
    let (year, month, of_month) = (day / 10_000, day / 100 % 100, day % 100);
    let weekday = Date::new(year as i16, month as i8, of_month as i8)
        .map(|date| match date.weekday() {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        })
        .unwrap_or_default();
    format!("{year:04}-{month:02}-{of_month:02}, {weekday}")
}

/// Whether `text` is a time as RFC 3339 writes it.
pub(super) fn is_instant(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_digit() || "-+:.TZtz ".contains(c);
    text.len() <= 40 && text.chars().all(plain) && Instant::from_rfc3339(text).is_ok()
}

fn number(text: &str, n_digits: usize) -> Option<u32> {
    let digits = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_exact() {
        assert_eq!(day_of_civil("2024-03-01T10:00"), Some(20_240_301));
        assert_eq!(day_of_civil("2024-03-01T10:00:59"), Some(20_240_301));
        for text in [
            "2024-02-30T10:00",
            "2024-03-01T24:00",
            "2024-03-01T10:60",
            "2024-03-01 10:00",
            "2024-03-01T10",
            "2024-3-01T10:00",
            "2024-03-01T10:00:00Z",
            "",
        ] {
            assert_eq!(day_of_civil(text), None, "{text}");
        }
        assert_eq!(heading(20_240_301), "2024-03-01, Friday");
        assert!(is_instant("2024-03-01T10:00:00+01:00"));
        assert!(!is_instant("2024-03-01T10:00:00"));
        assert!(!is_instant("2024-03-01T10:00:00Z[Europe/Paris]"));
    }
}
