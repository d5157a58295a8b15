//! The date and the time of a stamp. What stands around them is in [`super::between`].

use super::cursor::{Cursor, MIXED_DIGITS, Number, digit, join_scripts};
use super::header::Grammar;
use super::month_name::{month_first, number_and_month_name};
use super::shape::{DateForm, DateSeparator, Era};
use crate::engine::thread::NO_YEAR;

/// A date's fields in the order in which they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateRead {
    pub(super) fields: [u16; 3],
    pub(super) form: DateForm,
    pub(super) separator: DateSeparator,
    pub(super) closed: bool,
    pub(super) era: Era,
    pub(super) script: u8,
    /// The name of the month is one that nobody has seen in a real export.
    pub(super) derived: bool,
}

/// A time as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeRead {
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// 255 for none.
    pub(super) second: u8,
    pub(super) separator: u8,
    pub(super) script: u8,
}

/// Reads a date.
pub(super) fn date(c: &mut Cursor<'_>, bracketed: bool, grammar: Grammar) -> Option<DateRead> {
    if grammar == Grammar::Old
        && digit(c.rest()).is_none()
        && let Some(read) = month_first(c)
    {
        return Some(read);
    }
    let (first, first_era) = year_or_number(c)?;
    c.skip_marks();
    if matches!(c.peek(), b' ' | b'.')
        && let Some(read) = number_and_month_name(c, first)
    {
        return Some(read);
    }
    let separator = separator(c)?;
    c.skip_marks();
    let second = c.number()?;
    c.skip_marks();
    if bracketed && ends_without_year(*c) {
        c.eat(b'.');
        return without_year(first, second, separator);
    }
    if self::separator(c)? != separator {
        return None;
    }
    c.skip_marks();
    let (third, third_era) = year_or_number(c)?;
    c.skip_marks();
    let script = join_scripts(join_scripts(first.script, second.script), third.script);
    let era = first_era.or(third_era).or_else(|| buddhist(c));
    let closed = closing(c, separator);
    numeric_date([first, second, third], separator, closed, era, script)
}

fn numeric_date(
    numbers: [Number; 3],
    separator: DateSeparator,
    closed: bool,
    era: Option<Era>,
    script: u8,
) -> Option<DateRead> {
    let [first, second, third] = numbers;
    let form = match (first.width, second.width, third.width) {
        (3 | 4, 1 | 2, 1 | 2) => DateForm::YearFirst,
        (1 | 2, 1 | 2, 3 | 4) => DateForm::YearLast,
        (2, 1 | 2, 1 | 2) | (1, 1 | 2, 2) => DateForm::Short,
        _other => return None,
    };
    let (a, b, year) = match form {
        DateForm::YearFirst => (second, third, first),
        _year_last_or_short => (first, second, third),
    };
    if !day_and_month(a.value, b.value) {
        return None;
    }
    let mut fields = numbers.map(|number| number.value);
    let year_at = if form == DateForm::YearFirst { 0 } else { 2 };
    if let (Some(Era::Buddhist), Some(field)) = (era, fields.get_mut(year_at)) {
        // Two-digit years of another calendar stay unresolved rather than be guessed.
        *field = year.value.checked_sub(543).unwrap_or(NO_YEAR);
    }
    Some(DateRead {
        fields,
        form,
        separator,
        closed,
        era: era.unwrap_or(Era::Common),
        script,
        derived: false,
    })
}

fn day_and_month(a: u16, b: u16) -> bool {
    (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12)
}

/// A number, or a year of a Japanese era counted on: `R5` is 2023.
#[inline]
fn year_or_number(c: &mut Cursor<'_>) -> Option<(Number, Option<Era>)> {
    let before_first_year = match c.peek() {
        b'R' => 2018,
        b'H' => 1988,
        b'S' => 1925,
        _digit => return c.number().map(|number| (number, None)),
    };
    c.at += 1;
    let number = c.number().filter(|number| number.width <= 2)?;
    let counted = Number {
        value: number.value + before_first_year,
        width: 4,
        script: number.script,
    };
    Some((counted, Some(Era::Japanese)))
}

fn buddhist(c: &mut Cursor<'_>) -> Option<Era> {
    let mut ahead = *c;
    ahead.skip_spaces();
    if ahead.eat_text("BE") || ahead.eat_text("พ.ศ.") {
        c.at = ahead.at;
        return Some(Era::Buddhist);
    }
    None
}

/// What may stand behind the last field: a full stop, or the unit of the day.
fn closing(c: &mut Cursor<'_>, separator: DateSeparator) -> bool {
    match separator {
        DateSeparator::Unit => c.eat_text("日") || c.eat_text("일"),
        _other if c.peek() == b'.' => {
            let mut ahead = *c;
            ahead.at += 1;
            let closes = ahead.peek() == b',' || ahead.skip_spaces();
            c.at += usize::from(closes);
            closes
        }
        _other => false,
    }
}

#[inline]
fn separator(c: &mut Cursor<'_>) -> Option<DateSeparator> {
    let found = match c.peek() {
        b'/' => DateSeparator::Slash,
        b'-' => DateSeparator::Dash,
        b'.' => {
            c.at += 1;
            return Some(if c.skip_spaces() {
                DateSeparator::DotSpace
            } else {
                DateSeparator::Dot
            });
        }
        0..=0x7F => return None,
        _unit => {
            let unit = ["年", "月", "년", "월"].into_iter().any(|u| c.eat_text(u));
            c.skip_spaces();
            return unit.then_some(DateSeparator::Unit);
        }
    };
    c.at += 1;
    Some(found)
}

/// `31/12, ` and `31.12., `: what copying messages on a phone writes.
fn ends_without_year(mut c: Cursor<'_>) -> bool {
    c.eat(b'.');
    c.eat(b',') && c.skip_spaces() && digit(c.rest()).is_some()
}

pub(super) fn without_year(
    first: Number,
    second: Number,
    separator: DateSeparator,
) -> Option<DateRead> {
    let fits = first.width <= 2 && second.width <= 2 && day_and_month(first.value, second.value);
    fits.then_some(DateRead {
        fields: [first.value, second.value, NO_YEAR],
        form: DateForm::NoYear,
        separator,
        closed: false,
        era: Era::Common,
        script: join_scripts(first.script, second.script),
        derived: false,
    })
}

/// Reads a time of day.
#[inline]
pub(super) fn time(c: &mut Cursor<'_>) -> Option<TimeRead> {
    let hour = c.number().filter(|n| n.width <= 2 && n.value < 24)?;
    let separator = match c.peek() {
        found @ (b':' | b'.') => found,
        _other => return time_in_letters(c, hour),
    };
    c.at += 1;
    let minute = sixtieth(c)?;
    let mut script = join_scripts(hour.script, minute.script);
    let mut second = u8::MAX;
    if c.peek() == separator && digit(c.bytes.get(c.at + 1..)?).is_some() {
        c.at += 1;
        let found = sixtieth(c)?;
        second = found.value as u8;
        script = join_scripts(script, found.script);
    }
    Some(TimeRead {
        hour: hour.value as u8,
        minute: minute.value as u8,
        second,
        separator,
        script,
    })
}

#[inline]
fn sixtieth(c: &mut Cursor<'_>) -> Option<Number> {
    c.number().filter(|n| n.width == 2 && n.value < 60)
}

/// `15 h 05` and `15 h 05 min 09 s`.
fn time_in_letters(c: &mut Cursor<'_>, hour: Number) -> Option<TimeRead> {
    c.skip_spaces();
    if !c.eat(b'h') {
        return None;
    }
    c.skip_spaces();
    let minute = sixtieth(c)?;
    let mut second = u8::MAX;
    let mut ahead = *c;
    ahead.skip_spaces();
    if ahead.eat_text("min") {
        c.at = ahead.at;
        ahead.skip_spaces();
        if let Some(found) = sixtieth(&mut ahead) {
            ahead.skip_spaces();
            if ahead.eat(b's') {
                second = found.value as u8;
                c.at = ahead.at;
            }
        }
    }
    Some(TimeRead {
        hour: hour.value as u8,
        minute: minute.value as u8,
        second,
        separator: b'h',
        script: join_scripts(hour.script, minute.script),
    })
}

/// Whether digits of more than one script stand in a stamp.
pub(super) fn is_mixed(script: u8) -> bool {
    script == MIXED_DIGITS
}
