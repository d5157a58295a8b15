//! The start of a record: `[stamp] `, `stamp - `, and the old `stamp: `.
//!
//! Deliberately wide; whether a line that fits really starts a record is settled in
//! [`super::boundaries`]. Never looks past the line, never allocates on the usual path.

use super::between::{Closing, Glue, GlueMarker, glue, marker_after, marker_to_comma};
use super::cursor::{Cursor, digit, join_scripts, space_len};
use super::quick::quick_header;
use super::shape::{DateSeparator, Family, MarkerForm, Signature};
use super::stamp::{DateRead, TimeRead, date, time, without_year};
use crate::engine::thread::{HalfDay, RawStamp};

/// How much is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// Bracket and dash headers that start with a digit.
    Usual,
    /// Also what only very old exports hold, for texts without a single usual header: colon
    /// headers, and stamps that start with the name of a month. And what other programs write.
    Old,
}

/// A line's header.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    /// Everything up to and including the separator before the sender. Units: bytes.
    pub(super) len: u32,
    pub(super) stamp: RawStamp,
    pub(super) signature: Signature,
    /// A byte order mark stands in or before it.
    pub(super) has_bom: bool,
    /// The 12-hour marker or the name of the month is one that nobody has seen in a real export.
    pub(super) derived_marker: bool,
}

/// A stamp with the places of its time of day.
#[derive(Debug, Clone, Copy)]
pub(super) struct StampRead {
    pub(super) stamp: RawStamp,
    pub(super) signature: Signature,
    pub(super) derived_marker: bool,
    /// First byte of the time of day, marker included, and one past the last.
    pub(super) time: (usize, usize),
}

/// Whether a line can start a header, by its first byte alone.
#[inline]
pub(super) fn may_start(first: u8, grammar: Grammar) -> bool {
    match first {
        b'[' | b'0'..=b'9' => true,
        // First bytes of marks and of digits of other scripts.
        0xD8 | 0xD9 | 0xDB | 0xE0 | 0xE1 | 0xE2 | 0xEF => true,
        b'A'..=b'Z' | b'a'..=b'z' | 0xC3 | 0xD0 | 0xD1 => grammar == Grammar::Old,
        _other => false,
    }
}

/// The header at the start of `line`. `ahead` is the text from there on.
#[inline]
pub(super) fn header(ahead: &[u8], line: &[u8], grammar: Grammar) -> Option<Header> {
    quick_header(ahead).or_else(|| full_header(line, grammar))
}

/// The header at the start of `line`, by the whole grammar.
pub(super) fn full_header(line: &[u8], grammar: Grammar) -> Option<Header> {
    let mut c = Cursor::new(line);
    c.skip_marks();
    let bracketed = c.eat(b'[');
    if bracketed {
        c.skip_marks();
    }
    let marked = c.at > usize::from(bracketed);
    let read = stamp(&mut c, bracketed, grammar)?;
    let family = if bracketed {
        c.skip_marks();
        let closed = c.eat(b']') && space_step(&mut c);
        closed.then_some(Family::Bracket)?
    } else if dash_step(&mut c) {
        Family::Dash
    } else if grammar == Grammar::Old && c.eat(b';') {
        space_step(&mut c).then_some(Family::Semicolon)?
    } else {
        let closed = grammar == Grammar::Old && c.eat(b':') && space_step(&mut c);
        closed.then_some(Family::Colon)?
    };
    let head = line.get(..c.at)?;
    Some(Header {
        len: c.at as u32,
        stamp: read.stamp,
        signature: Signature {
            family,
            ..read.signature
        },
        has_bom: marked && memchr::memmem::find(head, "\u{FEFF}".as_bytes()).is_some(),
        derived_marker: read.derived_marker,
    })
}

/// Length of the spaced dash at the start of `bytes`; 0 for none.
#[inline]
pub(super) fn dash_len(bytes: &[u8]) -> usize {
    let before = space_len(bytes);
    if before == 0 {
        return 0;
    }
    let rest = bytes.get(before..).unwrap_or_default();
    let dash = match rest {
        [b'-', ..] => 1,
        // U+2010 to U+2014, and the minus sign.
        [0xE2, 0x80, 0x90..=0x94, ..] | [0xE2, 0x88, 0x92, ..] => 3,
        _other => return 0,
    };
    match space_len(rest.get(dash..).unwrap_or_default()) {
        0 => 0,
        after => before + dash + after,
    }
}

#[inline]
fn dash_step(c: &mut Cursor<'_>) -> bool {
    let len = dash_len(c.rest());
    c.at += len;
    len > 0
}

#[inline]
fn space_step(c: &mut Cursor<'_>) -> bool {
    let len = space_len(c.rest());
    c.at += len;
    len > 0
}

/// Date and time in either order, up to what closes them.
pub(super) fn stamp(c: &mut Cursor<'_>, bracketed: bool, grammar: Grammar) -> Option<StampRead> {
    let start = c.at;
    if !starts_with_time(*c) {
        return date_first(c, bracketed, grammar);
    }
    let clock = time(c)?;
    let marker = marker_to_comma(c, clock.hour)?;
    let end = c.at;
    let comma = c.eat(b',') || c.eat_text("،");
    let spaced = c.skip_spaces();
    if !spaced {
        return None;
    }
    let mut ahead = *c;
    let day = match date(&mut ahead, bracketed, grammar) {
        Some(day) => {
            c.at = ahead.at;
            day
        }
        None if grammar == Grammar::Old && !bracketed => two_numbers(c)?,
        None => return None,
    };
    let mut read = joined(&day, &clock, (start, end))?;
    read.stamp.half = marker.half;
    read.derived_marker |= marker.derived;
    read.signature.marker = marker.form;
    read.signature.comma = comma;
    read.signature.time_first = true;
    Some(read)
}

/// `07 20`: the oldest exports, in which the year is not written.
fn two_numbers(c: &mut Cursor<'_>) -> Option<DateRead> {
    let first = c.number()?;
    if !space_step(c) {
        return None;
    }
    let second = c.number()?;
    if dash_len(c.rest()) == 0 {
        return None;
    }
    without_year(first, second, DateSeparator::Space)
}

fn starts_with_time(mut c: Cursor<'_>) -> bool {
    c.number().is_some_and(|number| number.width <= 2) && c.peek() == b':'
}

fn date_first(c: &mut Cursor<'_>, bracketed: bool, grammar: Grammar) -> Option<StampRead> {
    let day = date(c, bracketed, grammar)?;
    let between = match dash_before_time(c, grammar) {
        Some(dash) => dash,
        None => glue(c)?,
    };
    let start = between.marker_at.unwrap_or(c.at);
    let clock = time(c)?;
    let before = between.marker.resolved(c.bytes, clock.hour)?;
    let after = match grammar {
        Grammar::Old if c.peek() == b';' => GlueMarker::None.resolved(&[], clock.hour)?,
        _any if between.opened => marker_after(c, Closing::Parenthesis, clock.hour)?,
        Grammar::Old | Grammar::Usual => marker_after(c, Closing::of(bracketed), clock.hour)?,
    };
    let mut read = joined(&day, &clock, (start, c.at))?;
    if between.opened && !c.eat(b')') {
        return None;
    }
    let first = before.form != MarkerForm::None;
    if first && after.form != MarkerForm::None {
        return None;
    }
    let marker = if first { before } else { after };
    read.stamp.half = marker.half;
    read.derived_marker |= marker.derived;
    read.signature.marker = marker.form;
    read.signature.marker_first = first;
    read.signature.comma = between.comma;
    read.signature.glue = between.word;
    read.signature.opened = between.opened;
    Some(read)
}

/// `01.04.2015 - 16:00:27; `: programs that read a phone's database write a dash there.
fn dash_before_time(c: &mut Cursor<'_>, grammar: Grammar) -> Option<Glue> {
    if grammar != Grammar::Old {
        return None;
    }
    let len = dash_len(c.rest());
    let time = c.rest().get(len..)?;
    if len == 0 || digit(time).is_none() {
        return None;
    }
    c.at += len;
    Some(Glue {
        comma: false,
        word: true,
        marker: GlueMarker::None,
        marker_at: None,
        opened: false,
    })
}

fn joined(day: &DateRead, clock: &TimeRead, time: (usize, usize)) -> Option<StampRead> {
    Some(StampRead {
        stamp: RawStamp {
            date: day.fields,
            hour: clock.hour,
            minute: clock.minute,
            second: clock.second,
            half: HalfDay::None,
        },
        signature: Signature {
            family: Family::Dash,
            date: day.form,
            separator: day.separator,
            closed_date: day.closed,
            era: day.era,
            time_first: false,
            comma: false,
            glue: false,
            opened: false,
            time_separator: clock.separator,
            has_seconds: clock.second != u8::MAX,
            marker: MarkerForm::None,
            marker_first: false,
            script: join_scripts(day.script, clock.script),
        },
        derived_marker: day.derived,
        time,
    })
}
