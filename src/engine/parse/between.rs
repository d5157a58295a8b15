//! What stands between date and time, and the 12-hour marker before or after the time.
//!
//! A word in no table may mean half of the day: it is read as unknown, never passed over.

use super::cursor::{Cursor, digit, first_char, trimmed};
use super::header::dash_len;
use super::shape::MarkerForm;
use super::words::{folded, words};
use crate::engine::thread::HalfDay;

/// Longest text between date and time, and longest 12-hour marker. Units: bytes.
const WORD_BYTES: usize = 48;

/// A 12-hour marker, or that there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct MarkerRead {
    pub(super) half: HalfDay,
    pub(super) form: MarkerForm,
    pub(super) derived: bool,
}

const NO_MARKER: MarkerRead = MarkerRead {
    half: HalfDay::None,
    form: MarkerForm::None,
    derived: false,
};

/// What stands between date and time.
pub(super) struct Glue {
    pub(super) comma: bool,
    pub(super) word: bool,
    pub(super) marker: GlueMarker,
    /// First byte of a 12-hour marker before the time.
    pub(super) marker_at: Option<usize>,
    /// The time stands in parentheses, as Basque writes it: `24/3/7 (15:05)`.
    pub(super) opened: bool,
}

/// What ends a stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// `]`
    Bracket,
    /// A dash, or the colon of very old exports.
    DashOrColon,
    /// `)` around the time; what closes the stamp comes behind it.
    Parenthesis,
}

impl Closing {
    /// By whether the stamp stands in brackets.
    #[inline]
    pub(super) fn of(bracketed: bool) -> Closing {
        if bracketed {
            Closing::Bracket
        } else {
            Closing::DashOrColon
        }
    }

    #[inline]
    fn is_at(self, rest: &[u8]) -> bool {
        match (self, rest) {
            (Closing::Bracket, [first, ..]) => *first == b']',
            (Closing::Parenthesis, [first, ..]) => *first == b')',
            (Closing::DashOrColon, [b':', ..]) => true,
            (Closing::DashOrColon, [b']', ..]) => false,
            (Closing::DashOrColon, _other) => dash_len(rest) > 0,
            (Closing::Bracket | Closing::Parenthesis, []) => false,
        }
    }
}

/// A 12-hour marker before the time; its hour comes later.
#[derive(Debug, Clone, Copy)]
pub(super) enum GlueMarker {
    None,
    /// Bytes of the line.
    At(usize, usize),
}

impl GlueMarker {
    pub(super) fn resolved(self, line: &[u8], hour: u8) -> Option<MarkerRead> {
        match self {
            GlueMarker::None => Some(NO_MARKER),
            GlueMarker::At(start, end) => read_marker(line.get(start..end)?, hour),
        }
    }
}

/// Reads what stands between date and time: a comma, spaces, a word, a marker.
#[inline]
pub(super) fn glue(c: &mut Cursor<'_>) -> Option<Glue> {
    c.skip_marks();
    let comma = c.eat(b',') || (c.peek() >= 0x80 && (c.eat_text("،") || c.eat_text("、")));
    let spaced = c.skip_spaces();
    c.skip_marks();
    let mut glue = Glue {
        comma,
        word: false,
        marker: GlueMarker::None,
        marker_at: None,
        opened: false,
    };
    if digit(c.rest()).is_some() {
        return (comma || spaced).then_some(glue);
    }
    if spaced && c.eat(b'(') {
        glue.word = true;
        glue.opened = true;
        return digit(c.rest()).is_some().then_some(glue);
    }
    glue_words(c, &mut glue)?;
    Some(glue)
}

#[cold]
fn glue_words(c: &mut Cursor<'_>, glue: &mut Glue) -> Option<()> {
    let start = c.at;
    while digit(c.rest()).is_none() {
        let (found, len) = first_char(c.rest())?;
        let stops = matches!(found, '[' | ']' | ':' | '/' | '<' | '>' | '@' | '\n');
        if stops || c.at - start > WORD_BYTES {
            return None;
        }
        c.at += len;
    }
    let text = c.bytes.get(start..c.at)?;
    let (head, tail) = match text.iter().position(|byte| *byte == b' ') {
        Some(space) => text.split_at(space),
        None => (text, &[] as &[u8]),
    };
    let known_marker = |t: &[u8]| words().marker(t, 1).is_some();
    if known_marker(text) || !is_glue_word(head) {
        // An unknown word may mean half of the day, so it is not passed over.
        if is_glue_word(text) {
            glue.word = true;
        } else {
            glue.marker = GlueMarker::At(start, c.at);
            glue.marker_at = Some(start);
        }
        return Some(());
    }
    glue.word = true;
    if !trimmed(tail).is_empty() {
        glue.marker = GlueMarker::At(start + head.len(), c.at);
        glue.marker_at = Some(start + head.len() + 1);
    }
    Some(())
}

fn is_glue_word(text: &[u8]) -> bool {
    let key = folded(text);
    let key = key.trim_end_matches([',', '.']);
    words()
        .glue
        .iter()
        .any(|word| word.trim_end_matches([',', '.']) == key)
}

/// Reads a marker between the time and what closes the stamp.
#[inline]
pub(super) fn marker_after(c: &mut Cursor<'_>, closing: Closing, hour: u8) -> Option<MarkerRead> {
    let start = c.at;
    while !closing.is_at(c.rest()) {
        if c.at >= c.bytes.len() || c.at - start > WORD_BYTES {
            return None;
        }
        c.at += 1;
    }
    if c.at == start {
        return Some(NO_MARKER);
    }
    read_marker(c.bytes.get(start..c.at)?, hour)
}

/// Reads a marker between a time that stands first and the comma behind it.
pub(super) fn marker_to_comma(c: &mut Cursor<'_>, hour: u8) -> Option<MarkerRead> {
    let mut ahead = *c;
    let start = c.at;
    if ahead.skip_spaces() && digit(ahead.rest()).is_some() {
        return Some(NO_MARKER);
    }
    while ahead.peek() != b',' && !ahead.rest().starts_with("،".as_bytes()) {
        if ahead.at >= ahead.bytes.len() || ahead.at - start > WORD_BYTES {
            return None;
        }
        ahead.at += 1;
    }
    c.at = ahead.at;
    read_marker(c.bytes.get(start..c.at)?, hour)
}

/// What a marker means. `None` when the text cannot be one.
fn read_marker(text: &[u8], hour: u8) -> Option<MarkerRead> {
    let text = trimmed(text);
    let (half, form) = match text {
        [] => return Some(NO_MARKER),
        b"AM" => (HalfDay::Am, MarkerForm::Upper),
        b"PM" => (HalfDay::Pm, MarkerForm::Upper),
        b"am" => (HalfDay::Am, MarkerForm::Lower),
        b"pm" => (HalfDay::Pm, MarkerForm::Lower),
        other => match frequent_marker(other) {
            Some(found) => found,
            None => return read_rare_marker(other, hour),
        },
    };
    let half = if half == HalfDay::Am && hour > 12 {
        HalfDay::Unknown
    } else {
        half
    };
    Some(MarkerRead {
        half,
        form,
        derived: false,
    })
}

/// Markers that whole countries have at every message, so that no table is asked for them.
fn frequent_marker(text: &[u8]) -> Option<(HalfDay, MarkerForm)> {
    let half = match text {
        // `p. m.` with a space of any kind, or none.
        [
            first @ (b'a' | b'p' | b'A' | b'P'),
            b'.',
            middle @ ..,
            b'm' | b'M',
            b'.',
        ] => {
            let space = matches!(middle, [] | b" " | [0xC2, 0xA0] | [0xE2, 0x80, 0xAF | 0x89]);
            let early = first.eq_ignore_ascii_case(&b'a');
            return space.then_some((
                if early { HalfDay::Am } else { HalfDay::Pm },
                MarkerForm::Dotted,
            ));
        }
        _other => match std::str::from_utf8(text).ok()? {
            "ص" | "上午" | "午前" | "오전" => HalfDay::Am,
            "م" | "下午" | "午後" | "오후" => HalfDay::Pm,
            _rare => return None,
        },
    };
    Some((half, MarkerForm::Other))
}

#[cold]
fn read_rare_marker(text: &[u8], hour: u8) -> Option<MarkerRead> {
    if words().after_time.contains(&folded(text)) {
        return Some(NO_MARKER);
    }
    if let Some(marker) = words().marker(text, hour) {
        let dotted = matches!(
            text,
            [b'a' | b'p' | b'A' | b'P', b'.', .., b'm' | b'M']
                | [b'a' | b'p' | b'A' | b'P', b'.', .., b'm' | b'M', b'.']
        );
        return Some(MarkerRead {
            half: marker.half,
            form: if dotted {
                MarkerForm::Dotted
            } else {
                MarkerForm::Other
            },
            derived: marker.derived,
        });
    }
    let text = std::str::from_utf8(text).ok()?;
    let wordlike = text.chars().all(|found| {
        found.is_alphabetic() || matches!(found, ' ' | '.' | '\'' | '’') || !found.is_ascii()
    });
    let n_words = text.split_whitespace().count();
    let n_chars = text.chars().count();
    let plausible = n_chars <= 4 || (1..=12).contains(&hour);
    let fits = wordlike
        && n_words <= 3
        && n_chars <= 20
        && plausible
        && text.chars().any(char::is_alphabetic)
        && !text.chars().any(digit_char);
    fits.then_some(MarkerRead {
        half: HalfDay::Unknown,
        form: MarkerForm::Other,
        derived: false,
    })
}

fn digit_char(found: char) -> bool {
    let mut buffer = [0u8; 4];
    digit(found.encode_utf8(&mut buffer).as_bytes()).is_some()
}
