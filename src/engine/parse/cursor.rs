//! Reads marks, spaces and digits of any script from bytes. Never copies, never fails on bytes
//! that are not UTF-8: they are simply none of these.

/// The digit zero of every script whose digits stand in stamps. The other nine follow it.
const ZEROS: [char; 17] = [
    '\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0B66}', '\u{0BE6}',
    '\u{0C66}', '\u{0CE6}', '\u{0D66}', '\u{0E50}', '\u{0ED0}', '\u{0F20}', '\u{1040}', '\u{17E0}',
    '\u{FF10}',
];

/// Digits of more than one script in one number or stamp.
pub(super) const MIXED_DIGITS: u8 = u8::MAX;

/// A place in bytes that moves forward.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

/// A run of digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// Its value.
    pub(super) value: u16,
    /// How many digits it has, 1 to 4.
    pub(super) width: u8,
    /// 0 for ASCII, else which of [`ZEROS`] plus one, or [`MIXED_DIGITS`].
    pub(super) script: u8,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { bytes, at: 0 }
    }

    /// What is left.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next byte; 0 at the end.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Steps over `byte` if it is next.
    #[inline]
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    /// Steps over `text` if it is next.
    pub(super) fn eat_text(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text.as_bytes());
        if found {
            self.at += text.len();
        }
        found
    }

    /// Steps over invisible marks.
    #[inline]
    pub(super) fn skip_marks(&mut self) {
        if self.peek() >= 0x80 {
            self.at += marks_len(self.rest());
        }
    }

    /// Steps over spaces of any kind. Whether there was one.
    #[inline]
    pub(super) fn skip_spaces(&mut self) -> bool {
        let start = self.at;
        loop {
            match space_len(self.rest()) {
                0 => return self.at > start,
                len => self.at += len,
            }
        }
    }

    /// One to four digits; `None` and no move for none or more.
    #[inline]
    pub(super) fn number(&mut self) -> Option<Number> {
        let rest = self.rest();
        let mut value = 0u16;
        let mut width = 0usize;
        while let Some(byte @ b'0'..=b'9') = rest.get(width) {
            if width == 4 {
                return None;
            }
            value = value * 10 + u16::from(byte - b'0');
            width += 1;
        }
        if rest.get(width).is_some_and(|byte| *byte >= 0x80) {
            return self.number_of_any_script();
        }
        self.at += width;
        (width > 0).then_some(Number {
            value,
            width: width as u8,
            script: 0,
        })
    }

    #[cold]
    fn number_of_any_script(&mut self) -> Option<Number> {
        let mut number: Option<Number> = None;
        let start = self.at;
        while let Some((digit, len, script)) = digit(self.rest()) {
            let before = number.unwrap_or(Number {
                value: 0,
                width: 0,
                script,
            });
            if before.width == 4 {
                self.at = start;
                return None;
            }
            number = Some(Number {
                value: before.value * 10 + u16::from(digit),
                width: before.width + 1,
                script: join_scripts(before.script, script),
            });
            self.at += len;
        }
        number
    }
}

/// The script of a stamp that holds both.
#[inline]
pub(super) fn join_scripts(a: u8, b: u8) -> u8 {
    if a == b { a } else { MIXED_DIGITS }
}

/// The digit at the start of `bytes`: value, length, script.
#[inline]
pub(super) fn digit(bytes: &[u8]) -> Option<(u8, usize, u8)> {
    let first = *bytes.first()?;
    if first < 0x80 {
        return first.is_ascii_digit().then(|| (first - b'0', 1, 0));
    }
    digit_of_any_script(bytes)
}

fn digit_of_any_script(bytes: &[u8]) -> Option<(u8, usize, u8)> {
    // Every script with digits of its own starts with one of these bytes.
    if !matches!(bytes.first(), Some(0xD9 | 0xDB | 0xE0 | 0xE1 | 0xEF)) {
        return None;
    }
    let (found, len) = first_char(bytes)?;
    ZEROS.iter().enumerate().find_map(|(index, zero)| {
        let value = (found as u32).checked_sub(*zero as u32)?;
        (value < 10).then_some((value as u8, len, index as u8 + 1))
    })
}

/// The character at the start of `bytes`, when it is one.
pub(super) fn first_char(bytes: &[u8]) -> Option<(char, usize)> {
    let len = match bytes.first()? {
        0..=0x7F => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xFF => 4,
        _inner => return None,
    };
    let text = std::str::from_utf8(bytes.get(..len)?).ok()?;
    text.chars().next().map(|found| (found, len))
}

/// Length of the invisible mark at the start of `bytes`; 0 for none. Direction marks, embeddings,
/// isolates, and the byte order mark.
#[inline]
pub(super) fn mark_len(bytes: &[u8]) -> usize {
    match bytes {
        [0xE2, 0x80, 0x8E | 0x8F | 0xAA..=0xAE, ..] => 3,
        [0xE2, 0x81, 0xA6..=0xA9, ..] => 3,
        [0xEF, 0xBB, 0xBF, ..] => 3,
        [0xD8, 0x9C, ..] => 2,
        _other => 0,
    }
}

/// Whether `bytes` start with the mark that WhatsApp puts before its own words. People type the
/// other marks: keyboards of scripts that run from right to left have them.
#[inline]
pub(super) fn is_app_marked(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, 0x8E | 0x8F, ..])
}

/// Length of all marks at the start of `bytes`.
#[inline]
pub(super) fn marks_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..) {
        match mark_len(rest) {
            0 => break,
            len => at += len,
        }
    }
    at
}

/// Length of all marks at the end of `bytes`.
#[inline]
pub(super) fn trailing_marks_len(bytes: &[u8]) -> usize {
    match bytes.last() {
        Some(0x80..=0xBF) => all_trailing_marks_len(bytes),
        _no_mark => 0,
    }
}

fn all_trailing_marks_len(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    loop {
        let cut = [2, 3].into_iter().find(|len| {
            end.checked_sub(*len)
                .and_then(|start| bytes.get(start..end))
                .is_some_and(|tail| mark_len(tail) == *len)
        });
        match cut {
            Some(len) => end -= len,
            None => return bytes.len() - end,
        }
    }
}

/// Length of the space at the start of `bytes`: plain, no-break, narrow no-break or thin.
#[inline]
pub(super) fn space_len(bytes: &[u8]) -> usize {
    match bytes {
        [b' ', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0xAF | 0x89, ..] => 3,
        _other => 0,
    }
}

/// `bytes` without spaces and marks at both ends.
pub(super) fn trimmed(mut bytes: &[u8]) -> &[u8] {
    loop {
        let lead = marks_len(bytes).max(space_len(bytes));
        if lead == 0 {
            break;
        }
        bytes = bytes.get(lead..).unwrap_or_default();
    }
    loop {
        let marks = trailing_marks_len(bytes);
        let cut = if marks > 0 {
            marks
        } else {
            trailing_space_len(bytes)
        };
        if cut == 0 {
            return bytes;
        }
        bytes = bytes.get(..bytes.len() - cut).unwrap_or_default();
    }
}

/// Length of the one space at the end of `bytes`.
pub(super) fn trailing_space_len(bytes: &[u8]) -> usize {
    [1, 2, 3]
        .into_iter()
        .find(|len| {
            bytes
                .len()
                .checked_sub(*len)
                .and_then(|start| bytes.get(start..))
                .is_some_and(|tail| space_len(tail) == *len)
        })
        .unwrap_or(0)
}

/// The first line of `bytes`, without its line end.
#[inline]
pub(super) fn first_line(bytes: &[u8]) -> &[u8] {
    match memchr::memchr(b'\n', bytes) {
        Some(end) => without_cr(bytes.get(..end).unwrap_or_default()),
        None => bytes,
    }
}

/// `bytes` without one carriage return at the end.
#[inline]
pub(super) fn without_cr(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}
