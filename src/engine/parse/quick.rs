//! The headers that nearly every export has, read fast: ASCII digits, one separator, a plain space,
//! `AM` or `PM` at most. Says `None` to everything else, which [`super::header`] then reads; where
//! it answers, both say the same.

use super::header::Header;
use super::shape::{DateForm, DateSeparator, Era, Family, MarkerForm, Signature};
use crate::engine::thread::{HalfDay, RawStamp};

/// Longer than any header this reads. A power of two, so that a masked index is always inside.
const WINDOW: usize = 64;

/// The bytes from the start of a line on. Those behind its end do no harm: no header holds a line
/// feed.
struct Window<'t>(&'t [u8; WINDOW]);

impl Window<'_> {
    #[inline]
    fn at(&self, index: usize) -> u8 {
        self.0[index % WINDOW]
    }

    /// The digit at `index`; more than nine when it is none.
    #[inline]
    fn digit(&self, index: usize) -> u16 {
        u16::from(self.at(index).wrapping_sub(b'0'))
    }

    /// One, two or four digits: value and how many.
    #[inline]
    fn field(&self, index: usize) -> Option<(u16, usize)> {
        let [a, b, c, d] = [0, 1, 2, 3].map(|n| self.digit(index + n));
        if a > 9 {
            None
        } else if b > 9 {
            Some((a, 1))
        } else if c > 9 {
            Some((a * 10 + b, 2))
        } else if d > 9 {
            None
        } else {
            Some((a * 1000 + b * 100 + c * 10 + d, 4))
        }
    }

    /// Two digits below sixty.
    #[inline]
    fn sixtieth(&self, index: usize) -> Option<u8> {
        let (tens, ones) = (self.digit(index), self.digit(index + 1));
        (tens < 6 && ones < 10).then_some((tens * 10 + ones) as u8)
    }
}

/// The header at the start of `ahead`, which goes on past the line, when it is of the usual kind.
#[inline]
pub(super) fn quick_header(ahead: &[u8]) -> Option<Header> {
    match ahead.first_chunk() {
        Some(bytes) => read(&Window(bytes)),
        None => near_end(ahead),
    }
}

/// The last bytes of a text, zeros behind them.
#[cold]
fn near_end(ahead: &[u8]) -> Option<Header> {
    let mut bytes = [0; WINDOW];
    bytes.get_mut(..ahead.len())?.copy_from_slice(ahead);
    read(&Window(&bytes))
}

#[inline]
fn read(w: &Window<'_>) -> Option<Header> {
    let bracketed = w.at(0) == b'[';
    let mut i = usize::from(bracketed);
    let (first, n_first) = w.field(i)?;
    i += n_first;
    let byte = w.at(i);
    let separator = match byte {
        b'/' => DateSeparator::Slash,
        b'.' => DateSeparator::Dot,
        b'-' => DateSeparator::Dash,
        _other => return None,
    };
    let (second, n_second) = w.field(i + 1)?;
    i += 1 + n_second;
    if w.at(i) != byte {
        return None;
    }
    let (third, n_third) = w.field(i + 1)?;
    i += 1 + n_third;
    let (date, day, month) = match (n_first, n_second, n_third) {
        (4, 1 | 2, 1 | 2) => (DateForm::YearFirst, second, third),
        (1 | 2, 1 | 2, 4) => (DateForm::YearLast, first, second),
        (2, 1 | 2, 1 | 2) | (1, 1 | 2, 2) => (DateForm::Short, first, second),
        _other => return None,
    };
    if !(1..=31).contains(&day) || !(1..=31).contains(&month) || (day > 12 && month > 12) {
        return None;
    }
    let comma = w.at(i) == b',';
    i += usize::from(comma);
    if w.at(i) != b' ' {
        return None;
    }
    let (hour, n_hour) = w.field(i + 1).filter(|(hour, n)| *hour < 24 && *n < 4)?;
    i += 1 + n_hour;
    if w.at(i) != b':' {
        return None;
    }
    let minute = w.sixtieth(i + 1)?;
    i += 3;
    let has_seconds = w.at(i) == b':';
    let second_of_minute = if has_seconds {
        w.sixtieth(i + 1)?
    } else {
        u8::MAX
    };
    i += 3 * usize::from(has_seconds);
    let (half, marker, n_marker) = marker(w, i, hour)?;
    i += n_marker;
    let closed = if bracketed {
        w.at(i) == b']' && w.at(i + 1) == b' '
    } else {
        w.at(i) == b' ' && w.at(i + 1) == b'-' && w.at(i + 2) == b' '
    };
    if !closed {
        return None;
    }
    Some(Header {
        len: (i + if bracketed { 2 } else { 3 }) as u32,
        stamp: RawStamp {
            date: [first, second, third],
            hour: hour as u8,
            minute,
            second: second_of_minute,
            half,
        },
        signature: Signature {
            family: if bracketed {
                Family::Bracket
            } else {
                Family::Dash
            },
            date,
            separator,
            closed_date: false,
            era: Era::Common,
            time_first: false,
            comma,
            glue: false,
            opened: false,
            time_separator: b':',
            has_seconds,
            marker,
            marker_first: false,
            script: 0,
        },
        has_bom: false,
        derived_marker: false,
    })
}

/// `AM`, `pm` and the like behind one space of any kind; nothing when a plain space or a bracket
/// follows that closes the stamp.
#[inline]
fn marker(w: &Window<'_>, i: usize, hour: u16) -> Option<(HalfDay, MarkerForm, usize)> {
    let space = match (w.at(i), w.at(i + 1), w.at(i + 2)) {
        (b']', _, _) | (b' ', b'-', _) => return Some((HalfDay::None, MarkerForm::None, 0)),
        (b' ', _, _) => 1,
        (0xC2, 0xA0, _) => 2,
        (0xE2, 0x80, 0xAF) => 3,
        _other => return None,
    };
    let (half, form) = match (w.at(i + space), w.at(i + space + 1)) {
        (b'A', b'M') => (HalfDay::Am, MarkerForm::Upper),
        (b'P', b'M') => (HalfDay::Pm, MarkerForm::Upper),
        (b'a', b'm') => (HalfDay::Am, MarkerForm::Lower),
        (b'p', b'm') => (HalfDay::Pm, MarkerForm::Lower),
        _other => return None,
    };
    (hour <= 12).then_some((half, form, space + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::parse::header::{Grammar, full_header};
    use proptest::prelude::*;

    fn agree(line: &str) {
        let quick = quick_header(line.as_bytes());
        let full = full_header(line.as_bytes(), Grammar::Usual);
        if quick.is_some() {
            assert_eq!(format!("{quick:?}"), format!("{full:?}"), "{line}");
        }
    }

    #[test]
    fn the_usual_headers_are_read_here() {
        for line in [
            "31/12/2023, 21:05 - Ada: x",
            "12/31/23, 9:05\u{202f}PM - Ada: x",
            "31/12/2023, 9:05 pm - Ada: x",
            "[12/31/23, 9:05:07\u{202f}PM] Ada: x",
            "[31.12.23, 21:05:07] Ada: x",
            "2023-12-31 21:05 - Ada: x",
            "1/2/23, 9:05\u{a0}AM - Ada: x",
        ] {
            assert!(quick_header(line.as_bytes()).is_some(), "{line}");
            agree(line);
        }
    }

    proptest! {
        #[test]
        fn both_readers_agree(
            open in "\\[?",
            date in "[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}[.]?",
            glue in ",? {0,2}",
            time in "[0-9]{1,2}[:.][0-5][0-9]([:.][0-5][0-9])?",
            marker in "[ \u{202f}]?([AaPp][Mm])?",
            close in "(\\] | - |\\]| -)",
        ) {
            agree(&format!("{open}{date}{glue}{time}{marker}{close}Ada: x"));
        }

        #[test]
        fn both_readers_agree_on_noise(line in "[\\[0-9/.:, AaPpMm-]{0,40}") {
            agree(&line);
        }
    }
}
