//! The time that a file's name tells: `IMG-20240303-WA0001.jpg`,
//! `00000012-PHOTO-2024-03-03-10-00-00.jpg`, `WhatsApp Image 2024-03-03 at 10.00.00.jpeg`.

use serde::{Deserialize, Serialize};

use crate::engine::time::CivilTime;

/// A time told by a name, and how it stands to the time of the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedTime {
    /// `YYYY-MM-DD`, with `THH:MM:SS` where the name tells a time of day.
    pub text: String,
    /// How much later the message is; negative when it is earlier. In whole days when the name
    /// tells only a day, and `None` when the message's own time is unresolved. Units: seconds.
    pub message_later_seconds: Option<i64>,
    /// Whether the name tells a time of day.
    pub has_time_of_day: bool,
}

/// The first date in a file's name that can be one (1990 to 2099, year first, as WhatsApp and
/// cameras write it), with the time of day after it.
pub fn named_time(name: &str, message: Option<CivilTime>) -> Option<NamedTime> {
    let (date, time) = dates(name.as_bytes()).next()?;
    let (hour, minute, second) = time.unwrap_or((0, 0, 0));
    let at = CivilTime::new(date, hour, minute, Some(second))?;
    let has_time_of_day = time.is_some();
    let message_later_seconds = message.map(|message| {
        let (message, named) = (message.line_seconds(), at.line_seconds());
        if has_time_of_day {
            message - named
        } else {
            (message.div_euclid(86_400) - named.div_euclid(86_400)) * 86_400
        }
    });
    let text = if has_time_of_day {
        at.to_string()
    } else {
        at.iso_date()
    };
    Some(NamedTime {
        text,
        message_later_seconds,
        has_time_of_day,
    })
}

type Found = ([u16; 3], Option<(u8, u8, u8)>);

/// All dates in a name, from left to right.
fn dates(name: &[u8]) -> impl Iterator<Item = Found> {
    (0..name.len()).filter_map(|start| {
        let starts_run = start == 0 || !name[start - 1].is_ascii_digit();
        starts_run.then(|| date_at(name, start)).flatten()
    })
}

fn date_at(name: &[u8], start: usize) -> Option<Found> {
    let year = number(name, start, 4)?;
    let apart = separated(name, start + 4);
    let step = usize::from(apart);
    let month = number(name, start + 4 + step, 2)?;
    if apart && !separated(name, start + 7) {
        return None;
    }
    let day_at = start + 6 + 2 * step;
    let day = number(name, day_at, 2)?;
    let end = day_at + 2;
    let is_day = CivilTime::new([year, month, day], 0, 0, None).is_some();
    let goes_on = name.get(end).is_some_and(u8::is_ascii_digit);
    if !(1990..=2099).contains(&year) || !is_day || goes_on {
        return None;
    }
    Some(([year, month, day], time_after(name, end)))
}

/// A time of day after a date: `-10-00-00`, `_100000`, ` at 10.00.00`.
fn time_after(name: &[u8], end: usize) -> Option<(u8, u8, u8)> {
    let rest = name.get(end..)?;
    let between = if rest.starts_with(b" at ") {
        4
    } else if rest.first().is_some_and(|byte| b"-_ T".contains(byte)) {
        1
    } else {
        return None;
    };
    let start = end + between;
    let hour = number(name, start, 2)?;
    let step = usize::from(separated(name, start + 2));
    let minute = number(name, start + 2 + step, 2)?;
    let second = number(name, start + 4 + 2 * step, 2)?;
    let last = start + 6 + 2 * step;
    if name.get(last).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let is_time = hour < 24 && minute < 60 && second < 60;
    is_time.then_some((hour as u8, minute as u8, second as u8))
}

fn separated(name: &[u8], at: usize) -> bool {
    name.get(at).is_some_and(|byte| b"-._:".contains(byte))
}

fn number(name: &[u8], start: usize, len: usize) -> Option<u16> {
    let digits = name.get(start..start + len)?;
    digits.iter().try_fold(0_u16, |sum, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + u16::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::named_time;
    use crate::engine::time::CivilTime;

    fn check(name: &str, expected: Option<(&str, i64)>) {
        let message = CivilTime::new([2024, 3, 3], 10, 1, None);
        let found = named_time(name, message);
        let found = found.map(|at| (at.text, at.message_later_seconds.unwrap()));
        let found = found.as_ref().map(|(text, later)| (text.as_str(), *later));
        assert_eq!(found, expected, "{name:?}");
    }

    #[test]
    fn names_tell_their_time() {
        check("IMG-20240303-WA0001.jpg", Some(("2024-03-03", 0)));
        check("PTT-20240302-WA0001.opus", Some(("2024-03-02", 86_400)));
        check(
            "00000012-PHOTO-2024-03-03-10-00-00.jpg",
            Some(("2024-03-03T10:00:00", 60)),
        );
        check(
            "WhatsApp Image 2024-03-04 at 10.01.00.jpeg",
            Some(("2024-03-04T10:01:00", -86_400)),
        );
        check("IMG_20240303_100100.jpg", Some(("2024-03-03T10:01:00", 0)));
        check(
            "Screenshot_20240303-100100_Maps.png",
            Some(("2024-03-03T10:01:00", 0)),
        );
    }

    #[test]
    fn other_numbers_are_no_time() {
        for name in [
            "",
            "report.pdf",
            "20241303.jpg",
            "20240230-1.jpg",
            "120240303.jpg",
            "202403031.jpg",
            "2024-03.jpg",
            "10240303.jpg",
            "2024",
            "2024-0303",
            "é2024",
        ] {
            check(name, None);
        }
    }

    #[test]
    fn without_the_messages_time_nothing_is_compared() {
        let found = named_time("IMG-20240303-WA0001.jpg", None).unwrap();
        assert_eq!(found.message_later_seconds, None);
    }
}
