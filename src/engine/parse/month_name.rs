//! Dates in which the month is a word: only very old exports have them.
//!
//! Source of the words and of what stands around them: CLDR, abbreviated months of the format style.

use super::cursor::{Cursor, Number, digit};
use super::shape::{DateForm, DateSeparator, Era};
use super::stamp::DateRead;
use super::words::{Month, folded, words};
use crate::engine::thread::NO_YEAR;

/// Longest name of a month. Units: bytes.
const NAME_BYTES: usize = 24;

/// `31 Dec 2014`, `31 Dec`, `9. Okt. 2014`, `9 de out de 2014`; and `2014. okt. 9.`, year first.
pub(super) fn number_and_month_name(c: &mut Cursor<'_>, first: Number) -> Option<DateRead> {
    let mut ahead = *c;
    ahead.eat(b'.');
    if !ahead.skip_spaces() || digit(ahead.rest()).is_some() {
        return None;
    }
    skip_of(&mut ahead);
    let month = month_name(&mut ahead)?;
    let read = if first.width == 4 {
        ahead.skip_spaces();
        let day = ahead.number()?;
        ahead.eat(b'.');
        named(day, month, Some(first))?
    } else {
        let year = year_behind(&mut ahead);
        named(first, month, year)?
    };
    c.at = ahead.at;
    Some(read)
}

/// `Dec 31` or `Dec 31, 2014`.
pub(super) fn month_first(c: &mut Cursor<'_>) -> Option<DateRead> {
    let mut ahead = *c;
    let month = month_name(&mut ahead)?;
    ahead.skip_spaces();
    let day = ahead.number()?;
    let year = year_behind(&mut ahead);
    let read = named(day, month, year)?;
    c.at = ahead.at;
    Some(read)
}

/// A year of four digits behind a comma, spaces, or a word for "of"; else nothing is stepped over.
fn year_behind(c: &mut Cursor<'_>) -> Option<Number> {
    let mut ahead = *c;
    ahead.eat(b',');
    ahead.skip_spaces();
    skip_of(&mut ahead);
    let year = ahead.number().filter(|number| number.width == 4)?;
    c.at = ahead.at;
    // The Russian and Bulgarian word for year.
    ahead.skip_spaces();
    if ahead.eat_text("г.") {
        c.at = ahead.at;
    }
    Some(year)
}

/// Romance languages write "of" before the month and before the year.
fn skip_of(c: &mut Cursor<'_>) {
    if ["d'", "d’"].into_iter().any(|of| c.eat_text(of)) {
        return;
    }
    let mut ahead = *c;
    if ahead.eat_text("de") && ahead.skip_spaces() {
        c.at = ahead.at;
    }
}

/// Fields of a date with a named month always stand in the order day, month, year.
fn named(day: Number, month: Month, year: Option<Number>) -> Option<DateRead> {
    let fits = day.width <= 2 && (1..=31).contains(&day.value);
    fits.then_some(DateRead {
        fields: [
            day.value,
            u16::from(month.number),
            year.map_or(NO_YEAR, |year| year.value),
        ],
        form: DateForm::Named,
        separator: DateSeparator::Space,
        closed: false,
        era: Era::Common,
        script: day.script,
        derived: month.derived,
    })
}

fn month_name(c: &mut Cursor<'_>) -> Option<Month> {
    let rest = c.rest();
    let len = rest
        .iter()
        .take(NAME_BYTES)
        .take_while(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80)
        .count();
    let month = words().months.get(&folded(rest.get(..len)?)).copied()?;
    c.at += len;
    c.eat(b'.');
    Some(month)
}
