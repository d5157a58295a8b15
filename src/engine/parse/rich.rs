//! Places, polls and events: kinds that are told by their layout.

use super::cursor::{first_line, trimmed};
use super::words::{folded, words};

/// Links that stand for a place. [`super::kinds`] looks closer only where one occurs.
pub(super) const MAP_LINKS: [&str; 2] =
    ["https://maps.google.com/?q=", "https://foursquare.com/v/"];

/// Longest label before a link. Units: bytes.
const LABEL_BYTES: usize = 200;

/// A link to a map that ends its line, alone or behind `label: `, in a body of at most three lines.
pub(super) fn is_location(core: &[u8]) -> bool {
    let lines: Vec<&[u8]> = core.split(|byte| *byte == b'\n').take(5).collect();
    lines.len() <= 4
        && lines
            .iter()
            .any(|line| is_map_line(trimmed(super::cursor::without_cr(line))))
}

fn is_map_line(line: &[u8]) -> bool {
    MAP_LINKS.iter().any(|link| {
        let Some(at) = memchr::memmem::find(line, link.as_bytes()) else {
            return false;
        };
        let label = line.get(..at).unwrap_or_default();
        let target = line.get(at + link.len()..).unwrap_or_default();
        let labelled = label.is_empty()
            || (label.len() <= LABEL_BYTES
                && (label.ends_with(b": ") || label.ends_with("：".as_bytes())));
        let coordinates = target
            .iter()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+'));
        let google = link.contains("maps");
        let whole = !target.is_empty() && !target.contains(&b' ');
        labelled && whole && (!google || (coordinates && target.contains(&b',')))
    })
}

/// `POLL:` and lines that share one capital word. The head's word is known, or the options say how
/// many votes they have. Whether the word is known; `None` for no poll.
pub(super) fn poll(core: &[u8]) -> Option<bool> {
    if !core.contains(&b'\n') {
        return None;
    }
    let head = capital_label(first_line(core))?;
    let known = words().poll.contains(&folded(head.as_bytes()));
    let bare_head = trimmed(first_line(core)).ends_with(b":");
    if !known && !bare_head {
        return None;
    }
    let mut option: Option<String> = None;
    let (mut n_options, mut n_votes) = (0usize, 0usize);
    for line in core.split(|byte| *byte == b'\n').skip(1).take(64) {
        let line = trimmed(super::cursor::without_cr(line));
        let Some(label) = capital_label(line) else {
            continue;
        };
        if option.get_or_insert_with(|| label.clone()) == &label {
            n_options += 1;
            n_votes += usize::from(ends_with_count(line));
        }
    }
    let is_poll = (known && n_options >= 1) || (n_options >= 2 && n_votes == n_options);
    is_poll.then_some(known)
}

/// The capital word before the first colon of a line.
fn capital_label(line: &[u8]) -> Option<String> {
    let line = trimmed(line);
    let colon = memchr::memchr(b':', line).filter(|at| *at <= 64)?;
    let label = std::str::from_utf8(line.get(..colon)?).ok()?;
    let capital = label.chars().all(char::is_alphabetic) && !label.chars().any(char::is_lowercase);
    (capital && !label.is_empty()).then(|| label.to_owned())
}

/// `… (2 votes)`: the last parentheses hold a number.
fn ends_with_count(line: &[u8]) -> bool {
    let Some(inner) = line.strip_suffix(b")") else {
        return false;
    };
    memchr::memrchr(b'(', inner).is_some_and(|open| {
        let inner = inner.get(open + 1..).unwrap_or_default();
        super::cursor::digit(inner).is_some()
    })
}

/// `EVENT: title`, marked or with labelled lines below.
pub(super) fn is_event(core: &[u8], marked: bool) -> bool {
    let Some(head) = capital_label(first_line(core)) else {
        return false;
    };
    if !words().event.contains(&folded(head.as_bytes())) {
        return false;
    }
    marked
        || core
            .split(|byte| *byte == b'\n')
            .skip(1)
            .take(16)
            .any(|line| memchr::memmem::find(line, b": ").is_some())
}
