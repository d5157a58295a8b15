//! The markers WhatsApp writes into a body: the one that names a file, and the one that says
//! "edited". Structure only; whether a name is accepted is the caller's to say, so that parsing and
//! [`super::body_parts`] walk the same way.

use std::ops::Range;

use super::cursor::{
    first_line, marks_len, space_len, trailing_marks_len, trailing_space_len, without_cr,
};
use super::words::{folded, may_be_known, words};

/// Longest text inside angle brackets that is a placeholder. Units: characters.
pub(super) const PLACEHOLDER_CHARS: usize = 60;

/// A place in a body that may name a file.
#[derive(Debug, Clone)]
pub(super) struct FileMarker {
    /// With the marks before it.
    pub(super) whole: Range<usize>,
    /// The name.
    pub(super) name: Range<usize>,
    /// The words beside it are in our tables.
    pub(super) known_words: bool,
    /// A mark that WhatsApp writes stands before it.
    pub(super) marked: bool,
    /// Nothing but marks stands before it in the body.
    pub(super) at_start: bool,
    /// In angle brackets, as iPhones write it.
    pub(super) angled: bool,
}

/// The first marker that `accept` takes, in a fixed order. `body` is without the edited suffix.
pub(super) fn file_marker(
    body: &[u8],
    accept: &mut dyn FnMut(&FileMarker, &str) -> bool,
) -> Option<FileMarker> {
    let mut check = |marker: FileMarker| -> Option<FileMarker> {
        let name = std::str::from_utf8(body.get(marker.name.clone())?).ok()?;
        (!name.is_empty() && accept(&marker, name)).then_some(marker)
    };
    let line = first_line(body);
    if let Some(found) = in_parentheses(line).and_then(&mut check) {
        return Some(found);
    }
    if let Some(found) = behind_words(line).and_then(&mut check) {
        return Some(found);
    }
    in_angles(body).into_iter().find_map(check)
}

/// `IMG-1.jpg (file attached)`, the whole first line.
fn in_parentheses(line: &[u8]) -> Option<FileMarker> {
    let end = line.len() - trailing_space_len(line);
    let inner_end = [")", "）"]
        .into_iter()
        .find_map(|close| line.get(..end)?.strip_suffix(close.as_bytes()))?
        .len();
    let inner = line.get(..inner_end)?;
    let open = ["(", "（"]
        .into_iter()
        .filter_map(|open| memchr::memmem::rfind(inner, open.as_bytes()).map(|at| (at, open.len())))
        .max()?;
    let words_at = open.0 + open.1;
    let before = line.get(..open.0)?;
    let lead = marks_len(before);
    let name_end = open.0 - trailing_space_len(before);
    let beside = folded(line.get(words_at..inner_end)?);
    let known = words().attached.contains(&beside);
    let wordy = beside.split(' ').count() <= 4 && !beside.contains(|c: char| c.is_numeric());
    (name_end > lead && (known || wordy)).then_some(FileMarker {
        whole: 0..end,
        name: lead..name_end,
        known_words: known,
        marked: lead > 0,
        at_start: true,
        angled: false,
    })
}

/// Words before the name, the whole first line.
fn behind_words(line: &[u8]) -> Option<FileMarker> {
    let lead = marks_len(line);
    let rest = line.get(lead..)?;
    if !may_be_known(rest) {
        return None;
    }
    let text = std::str::from_utf8(rest).ok()?;
    let before = words()
        .attached_before
        .iter()
        .find(|before| text.starts_with(before.as_str()))?;
    let after = rest.get(before.len()..)?;
    let colon = usize::from(after.first() == Some(&b':'));
    let after = after.get(colon..)?;
    let gap = marks_len(after) + space_len(after.get(marks_len(after)..)?);
    let start = lead + before.len() + colon + gap;
    (gap > 0).then_some(FileMarker {
        whole: 0..line.len(),
        name: start..line.len(),
        known_words: true,
        marked: lead > 0,
        at_start: true,
        angled: false,
    })
}

/// `<attached: a.jpg>`, `<a.jpg attached>` and `a.jpg <attached>` at the end of the body.
fn in_angles(body: &[u8]) -> Vec<FileMarker> {
    let end = body.len() - trailing_blank_len(body);
    let Some(inner_end) = end.checked_sub(1).filter(|at| body.get(*at) == Some(&b'>')) else {
        return Vec::new();
    };
    let line_start = memchr::memrchr(b'\n', body.get(..inner_end).unwrap_or_default());
    let line_start = line_start.map_or(0, |at| at + 1);
    let line = body.get(line_start..inner_end).unwrap_or_default();
    let Some(open) = memchr::memrchr(b'<', line).map(|at| line_start + at) else {
        return Vec::new();
    };
    let lead = trailing_marks_len(body.get(..open).unwrap_or_default());
    let marked = lead > 0;
    let start = open - lead;
    let inner_start = open + 1 + marks_len(body.get(open + 1..inner_end).unwrap_or_default());
    let inner = body.get(inner_start..inner_end).unwrap_or_default();
    let found = |name: Range<usize>, words_text: &[u8]| FileMarker {
        whole: start..end,
        name,
        known_words: words().attached_angle.contains(&folded(words_text)),
        marked,
        at_start: start == 0,
        angled: true,
    };
    let mut markers = Vec::new();
    if let Some((colon, len)) = colon_in(inner) {
        let gap = inner.get(colon + len..).unwrap_or_default();
        let gap = marks_len(gap) + space_len(gap.get(marks_len(gap)..).unwrap_or_default());
        let name = inner_start + colon + len + gap..inner_end;
        markers.push(found(name, inner.get(..colon).unwrap_or_default()));
    }
    for space in memchr::memrchr_iter(b' ', inner).take(4) {
        let words_text = inner.get(space + 1..).unwrap_or_default();
        markers.push(found(inner_start..inner_start + space, words_text));
    }
    markers.extend(name_before_angles(body, line_start, start, inner, end));
    markers
}

/// `2016-12-31-PHOTO-00000012.jpg <attached>`, the whole line.
fn name_before_angles(
    body: &[u8],
    line_start: usize,
    angles_start: usize,
    inner: &[u8],
    end: usize,
) -> Option<FileMarker> {
    let before = body.get(line_start..angles_start)?;
    let lead = marks_len(before);
    let name_end = angles_start - trailing_space_len(before);
    let known = words().attached_angle.contains(&folded(inner));
    (known && line_start == 0 && name_end > lead && name_end < angles_start).then_some(FileMarker {
        whole: 0..end,
        name: lead..name_end,
        known_words: true,
        marked: lead > 0,
        at_start: true,
        angled: true,
    })
}

/// The colon after a word: its place and length.
fn colon_in(inner: &[u8]) -> Option<(usize, usize)> {
    let ascii = memchr::memchr(b':', inner).map(|at| (at, 1));
    let wide = memchr::memmem::find(inner, "：".as_bytes()).map(|at| (at, 3));
    [ascii, wide].into_iter().flatten().min()
}

/// Length of the line ends, spaces and marks at the end.
fn trailing_blank_len(body: &[u8]) -> usize {
    let mut end = body.len();
    loop {
        let rest = body.get(..end).unwrap_or_default();
        let marks = trailing_marks_len(rest);
        let cut = if marks > 0 {
            marks
        } else {
            trailing_space_len(rest)
        };
        if cut > 0 {
            end -= cut;
        } else if matches!(rest.last(), Some(b'\n' | b'\r')) {
            end -= 1;
        } else {
            return body.len() - end;
        }
    }
}

/// The suffix that says "edited".
pub(super) struct EditedSuffix {
    /// With the spaces, marks and line end before it.
    pub(super) whole: Range<usize>,
    /// Its words are in our tables.
    pub(super) known_words: bool,
}

/// Finds the suffix: `<…>` at the end of a body, in known words, or behind a mark in any words that
/// name no file.
pub(super) fn edited_suffix(body: &[u8]) -> Option<EditedSuffix> {
    if body.last() != Some(&b'>') {
        // Only blanks may follow; the usual body ends here.
        let blank = trailing_blank_len(body);
        let ends = body.get(..body.len() - blank).unwrap_or_default();
        if blank == 0 || !ends.ends_with(b">") {
            return None;
        }
    }
    let end = body.len() - trailing_blank_len(body);
    let line_start = memchr::memrchr(b'\n', body.get(..end)?).map_or(0, |at| at + 1);
    let line = body.get(line_start..end)?;
    let open = memchr::memrchr(b'<', line)?;
    let inner = line.get(open + 1..line.len() - 1)?;
    let before = line.get(..open)?;
    let marks = trailing_marks_len(before);
    let known = words().edited.contains(&folded(inner));
    let nameless = !inner.contains(&b'.') || inner.ends_with(b".");
    let short = String::from_utf8_lossy(inner).chars().count() <= PLACEHOLDER_CHARS;
    let has_text = before.len() > marks || line_start > 0;
    let by_mark = marks > 0 && has_text && nameless && short && colon_in(inner).is_none();
    if !known && !by_mark {
        return None;
    }
    let mut start = line_start + open - marks;
    start -= trailing_space_len(body.get(..start)?);
    if start == line_start && line_start > 0 {
        start = without_cr(body.get(..line_start - 1)?).len();
    }
    Some(EditedSuffix {
        whole: start..body.len(),
        known_words: known,
    })
}
