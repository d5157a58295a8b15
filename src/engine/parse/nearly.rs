//! Lines that look like the start of a message and cannot be one in their text: an hour or a day that
//! does not exist, or the shape of a very old export. They are text, and that is said.

use super::cursor::Cursor;
use super::header::{Grammar, dash_len, full_header};

/// Longest text between the time and what closes a stamp. Units: bytes.
const MARKER_BYTES: usize = 24;

/// Whether the line is worth a closer look, by its first bytes.
#[inline]
pub(super) fn may_be_nearly(line: &[u8]) -> bool {
    match line {
        [b'[' | b'0'..=b'9', ..] | [0xE2, 0x80, 0x8E | 0x8F, ..] => true,
        // The name of a month, then a day.
        [first, _, _, b' ', day, ..] => first.is_ascii_uppercase() && day.is_ascii_digit(),
        _other => false,
    }
}

/// Whether the line looks like a header, whatever its numbers.
pub(super) fn is_nearly_header(line: &[u8]) -> bool {
    full_header(line, Grammar::Old).is_some() || has_the_looks(line)
}

fn has_the_looks(line: &[u8]) -> bool {
    let mut c = Cursor::new(line);
    c.skip_marks();
    let bracketed = c.eat(b'[');
    c.skip_marks();
    let stamp = date(&mut c).and_then(|()| {
        c.eat(b',');
        c.skip_spaces().then_some(())?;
        time(&mut c)
    });
    if stamp.is_none() {
        return false;
    }
    let from = c.at;
    while c.at < line.len() && c.at - from <= MARKER_BYTES {
        let rest = c.rest();
        match rest.first() {
            Some(b']') => return bracketed,
            Some(b':') if !bracketed && rest.get(1) == Some(&b' ') => return true,
            _other if !bracketed && dash_len(rest) > 0 => return true,
            _other => c.at += 1,
        }
    }
    false
}

fn date(c: &mut Cursor<'_>) -> Option<()> {
    for last in [false, false, true] {
        c.number()?;
        c.skip_marks();
        let separated = matches!(c.peek(), b'/' | b'.' | b'-');
        if !last && !separated {
            return None;
        }
        let closed = last && c.peek() == b'.';
        c.at += usize::from(!last || closed);
        if !last {
            c.skip_spaces();
        }
    }
    Some(())
}

fn time(c: &mut Cursor<'_>) -> Option<()> {
    c.number()?;
    let separator = c.peek();
    if !matches!(separator, b':' | b'.') {
        return None;
    }
    c.at += 1;
    c.number().filter(|number| number.width == 2)?;
    if c.eat(separator) {
        c.number()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_header_does() {
        for (line, expected) in [
            ("31/12/2023, 24:05 - Cy: x", true),
            ("31/13/2023, 21:05 - Cy: x", true),
            ("00/00/2023, 21:65 - Cy: x", true),
            ("30.11/2023, 21:05 - Cy: x", true),
            ("[32/12/23, 9:05:07 PM] Cy: x", true),
            ("Dec 31, 2014, 9:05 PM - Cy: x", true),
            ("9:05 PM, Dec 31, 2014 - Cy: x", true),
            ("31.12.16, 21:05:07: Cy: x", true),
            ("12. 3. 2024 was the day - yes", false),
            ("1. first - 2. second", false),
            ("31/12/2023 - the last day", false),
            ("192.168.0.1 21 - x", false),
            ("[1] see above", false),
            ("10:30 - 12:00 lunch", false),
            ("May 5 people - come at 10:30", false),
        ] {
            let found = may_be_nearly(line.as_bytes()) && is_nearly_header(line.as_bytes());
            assert_eq!(found, expected, "{line}");
        }
    }
}
