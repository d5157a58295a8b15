//! Headers that differ from one already read in nothing but their digits: the text teaches its own
//! shape, and its other headers are read in place.
//!
//! Says `None` to everything else. Where it answers, [`super::header`] says the same: a header is
//! only learned when its numbers stand in it as plain digits, and read again only when they keep
//! to the same bounds.

use super::header::Header;
use super::shape::{DateForm, Era, MarkerForm};
use crate::engine::thread::{HalfDay, RawStamp};

/// How much of the text is looked at from the start of a line. Units: bytes.
const LEN: usize = 64;

/// Longer than most headers; longer ones are not learned. Units: bytes.
const FIXED: usize = 48;

/// How many forms are kept in mind: one- and two-digit days, months and hours, before and after
/// noon, come to sixteen.
const MOST: usize = 24;

/// A run of digits in a header. Units: bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Digits {
    at: u8,
    width: u8,
    /// By how many bits fewer than four digits are moved up.
    shift: u8,
}

/// A header with its digits left open.
#[derive(Debug)]
struct Form {
    /// What of each byte is fixed, and how it reads.
    fixed: [u8; FIXED],
    wanted: [u8; FIXED],
    /// The lower half of a byte where a digit stands; else nothing.
    digit: [u8; FIXED],
    /// Date fields in the order in which they stand.
    date: [Digits; 3],
    hour: Digits,
    minute: Digits,
    second: Option<Digits>,
    /// What the marker means may depend on the hour: then only this one is read.
    only_hour: Option<u8>,
    /// Which two of the fields are day and month.
    day_and_month: [usize; 2],
    header: Header,
    shape: u8,
}

/// The forms of a text.
#[derive(Debug, Default)]
pub(super) struct Learned {
    forms: Vec<Form>,
    last: usize,
    next: usize,
}

impl Learned {
    /// The header at the start of `ahead` and the number of its shape, when it is of a known form.
    #[inline]
    pub(super) fn read(&mut self, ahead: &[u8]) -> Option<(Header, u8)> {
        let bytes = ahead.first_chunk::<LEN>()?;
        let last = self.forms.get(self.last)?;
        if last.fits(bytes) {
            return last.read(bytes);
        }
        self.last = self.forms.iter().position(|form| form.fits(bytes))?;
        self.forms.get(self.last)?.read(bytes)
    }

    /// Learns the form of a header that was read at the start of `line`.
    pub(super) fn learn(&mut self, line: &[u8], header: &Header, shape: u8) {
        let Some(form) = Form::of(line, header, shape) else {
            return;
        };
        if self.forms.len() < MOST {
            self.last = self.forms.len();
            self.forms.push(form);
        } else if let Some(slot) = self.forms.get_mut(self.next) {
            *slot = form;
            self.last = self.next;
            self.next = (self.next + 1) % MOST;
        }
    }
}

impl Form {
    fn of(line: &[u8], header: &Header, shape: u8) -> Option<Form> {
        let head = line
            .get(..header.len as usize)
            .filter(|h| h.len() <= FIXED)?;
        let signature = &header.signature;
        if signature.era != Era::Common || signature.script != 0 {
            return None;
        }
        let day_and_month = match signature.date {
            DateForm::YearFirst => [1, 2],
            DateForm::YearLast | DateForm::Short => [0, 1],
            DateForm::NoYear | DateForm::Named => return None,
        };
        let runs = digit_runs(head)?;
        let n_time = if signature.has_seconds { 3 } else { 2 };
        if runs.len() != 3 + n_time {
            return None;
        }
        let (first, second) = runs.split_at(if signature.time_first { n_time } else { 3 });
        let (date, time) = if signature.time_first {
            (second, first)
        } else {
            (first, second)
        };
        let [hour, minute, rest @ ..] = time else {
            return None;
        };
        let mut form = Form {
            fixed: [0; FIXED],
            wanted: [0; FIXED],
            digit: [0; FIXED],
            date: date.try_into().ok()?,
            hour: *hour,
            minute: *minute,
            second: rest.first().copied(),
            only_hour: (signature.marker != MarkerForm::None).then_some(header.stamp.hour),
            day_and_month,
            header: *header,
            shape,
        };
        let places = form.fixed.iter_mut().zip(&mut form.wanted);
        for (byte, ((fixed, wanted), digit)) in head.iter().zip(places.zip(&mut form.digit)) {
            let is_digit = byte.is_ascii_digit();
            *fixed = if is_digit { 0xF0 } else { 0xFF };
            *wanted = byte & *fixed;
            *digit = if is_digit { 0x0F } else { 0 };
        }
        if matches!(signature.marker, MarkerForm::Upper | MarkerForm::Lower)
            && (1..=12).contains(&header.stamp.hour)
        {
            form.only_hour = None;
        }
        let mut whole = [0; LEN];
        whole.get_mut(..head.len())?.copy_from_slice(head);
        // What is learned must come to what was read.
        let again = form.stamp(&whole)?;
        (again == header.stamp).then_some(form)
    }

    /// Whether `bytes` differ in nothing but digits.
    #[inline]
    fn fits(&self, bytes: &[u8; LEN]) -> bool {
        let mut off = 0u8;
        let form = self.fixed.iter().zip(&self.wanted).zip(&self.digit);
        for (byte, ((fixed, wanted), digit)) in bytes.iter().take(FIXED).zip(form) {
            // A digit's lower half plus six stays below sixteen.
            off |= ((byte & fixed) ^ wanted) | (((byte & digit) + 6) & 0x10);
        }
        off == 0
    }

    #[inline]
    fn read(&self, bytes: &[u8; LEN]) -> Option<(Header, u8)> {
        let stamp = self.stamp(bytes)?;
        let header = Header {
            stamp,
            ..self.header
        };
        Some((header, self.shape))
    }

    /// The numbers, within the bounds of the grammar.
    #[inline]
    fn stamp(&self, bytes: &[u8; LEN]) -> Option<RawStamp> {
        let date = self.date.map(|digits| value(bytes, digits));
        let [one, other] = self
            .day_and_month
            .map(|at| date.get(at).copied().unwrap_or(0));
        let hour = value(bytes, self.hour);
        let minute = value(bytes, self.minute);
        let second = self.second.map_or(u16::from(u8::MAX), |d| value(bytes, d));
        let in_day = hour < 24 && minute < 60 && (second < 60 || self.second.is_none());
        let in_year = (1..=31).contains(&one) && (1..=31).contains(&other) && one.min(other) <= 12;
        let by_hour = match self.only_hour {
            Some(only) => u16::from(only) == hour,
            None => self.header.stamp.half == HalfDay::None || (1..=12).contains(&hour),
        };
        (in_day && in_year && by_hour).then_some(RawStamp {
            date,
            hour: hour as u8,
            minute: minute as u8,
            second: second as u8,
            half: self.header.stamp.half,
        })
    }
}

/// The number in up to four digits, all of them at once: pairs first, then pairs of pairs.
#[inline]
fn value(bytes: &[u8; LEN], digits: Digits) -> u16 {
    let ahead = bytes.get(usize::from(digits.at)..).unwrap_or_default();
    let four = ahead
        .first_chunk()
        .map_or(0, |four| u32::from_le_bytes(*four));
    // What stands behind a shorter number goes; zeros come before it.
    let digits = (four << digits.shift) & 0x0F0F_0F0F;
    let pairs = (digits.wrapping_mul(10 * 256 + 1) >> 8) & 0x00FF_00FF;
    (pairs.wrapping_mul(100 * 65_536 + 1) >> 16) as u16
}

/// The runs of ASCII digits in a header; `None` when one is longer than any field.
fn digit_runs(head: &[u8]) -> Option<Vec<Digits>> {
    let mut runs: Vec<Digits> = Vec::new();
    for (at, _) in head.iter().enumerate().filter(|(_, b)| b.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if usize::from(run.at + run.width) == at => run.width += 1,
            _new => runs.push(Digits {
                at: u8::try_from(at).ok()?,
                width: 1,
                shift: 0,
            }),
        }
    }
    for run in &mut runs {
        run.shift = 8 * 4u8.checked_sub(run.width)?;
    }
    Some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::parse::header::{Grammar, full_header};
    use proptest::prelude::*;

    const PAD: &str = "Ada: some words that make the line as long as a header can be at most";

    /// Learns from `one`, reads `other`; whether it did. Where it does, the grammar agrees.
    fn agree(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|line| format!("{line}{PAD}"));
        for grammar in [Grammar::Usual, Grammar::Old] {
            let mut learned = Learned::default();
            let Some(header) = full_header(one.as_bytes(), grammar) else {
                continue;
            };
            learned.learn(one.as_bytes(), &header, 7);
            if let Some((read, shape)) = learned.read(other.as_bytes()) {
                let full = full_header(other.as_bytes(), grammar);
                assert_eq!(
                    format!("{:?}", Some(read)),
                    format!("{full:?}"),
                    "{one} {other}"
                );
                assert_eq!(shape, 7);
                return true;
            }
        }
        false
    }

    const SHAPES: [&str; 20] = [
        "31/12/2023, 21:05 - ",
        "12/31/23, 9:05\u{202f}PM - ",
        "31/12/2023, 9:05 pm - ",
        "31/12/2023, 9:05 p.\u{a0}m. - ",
        "31-12-2023 21:05 - ",
        "2023-12-31 21:05 - ",
        "2023/12/31 下午9:05 - ",
        "31.12.2023 klo 21.05 - ",
        "31/12/2017 à 21:05 - ",
        "[12/31/23, 9:05:07\u{202f}PM] ",
        "\u{200E}[31.12.23, 21:05:07] ",
        "[31/12/2023 21:05:07] ",
        "[31/12/23 21.05.07] ",
        "[21:05:07, 31/12/23] ",
        "[\u{200f}31\u{200f}/12\u{200f}/2023، 21:05:07] ",
        "31.12.23, 9:05 abends - ",
        "31. 12. 2023. 21:05 - ",
        "31.12.16, 21:05:07: ",
        "2023. 12. 31. 오후 9:05 - ",
        "31.12.23, 9:05 xyz - ",
    ];

    #[test]
    fn every_plain_shape_is_learned() {
        for line in SHAPES {
            assert!(agree(line, line), "{line}");
        }
    }

    #[test]
    fn what_the_text_does_not_write_as_digits_is_not_learned() {
        for line in [
            "[12/31/2566 BE, 21:05:07] ",
            "[12/31/R5, 21:05:07] ",
            "31 Dec 2014 21:05 - ",
        ] {
            assert!(!agree(line, line), "{line}");
        }
    }

    proptest! {
        #[test]
        fn other_digits_read_as_the_grammar_reads_them(
            shape in 0usize..SHAPES.len(),
            digits in "[0-9:;x ]{14}",
            plain in "[0-9]{14}",
        ) {
            let one = SHAPES[shape];
            for digits in [digits, plain] {
                let mut digits = digits.chars().cycle();
                let replaced: String = one
                    .chars()
                    .map(|c| if c.is_ascii_digit() { digits.next().unwrap_or('0') } else { c })
                    .collect();
                agree(one, &replaced);
            }
        }

        #[test]
        fn likely_digits_are_read(
            shape in 0usize..SHAPES.len(),
            days in "[01][0-9][01][0-9]",
        ) {
            let one = SHAPES[shape];
            let mut days = days.chars();
            let replaced: String = one
                .chars()
                .map(|c| if c.is_ascii_digit() { days.next().unwrap_or(c) } else { c })
                .collect();
            agree(one, &replaced);
        }
    }
}
