//! What WhatsApp writes in place of a file that it left out.

use super::cursor::{first_line, is_app_marked, mark_len, marks_len, trailing_space_len, trimmed};
use super::files::has_extension;
use super::kinds::{Around, Judged, Subject, by_app, by_structure, is_short_phrase};
use super::marker::PLACEHOLDER_CHARS;
use super::shape::Family;
use super::words::{Meaning, folded, words};
use crate::engine::thread::{Flags, Kind};

/// Longest tail of a body in which a mark is looked for.
const TAIL_BYTES: usize = 200;

/// `<Media omitted>` on a first line; `image omitted` behind a mark, a caption before it or not.
pub(super) fn placeholder(
    core: &[u8],
    subject: Subject<'_>,
    around: &Around<'_>,
    flags: Flags,
) -> Option<Judged> {
    let line = trimmed(first_line(core));
    let marked = is_app_marked(core);
    let bracket = subject.family == Family::Bracket;
    if let Some(inner) = angled(line) {
        let known = omitted(inner);
        let short = String::from_utf8_lossy(line).chars().count() <= PLACEHOLDER_CHARS;
        // `<Note: report.pdf>` names a file without being WhatsApp's marker: somebody typed it.
        let names_file = std::str::from_utf8(inner).is_ok_and(has_extension);
        let lone = !inner.contains(&b'<') && !inner.is_empty() && !names_file;
        return match known {
            Some(kind) if by_app(core, subject, around) => Some(Judged::plain(kind, flags)),
            None if lone && short && (!bracket || marked) => {
                Some(by_structure(Kind::MediaOmitted, flags))
            }
            _typed => None,
        };
    }
    if !bracket {
        return None;
    }
    if by_app(core, subject, around) {
        let start = marks_len(core);
        let whole = core.get(start..).unwrap_or_default();
        if let Some(kind) = omitted(first_line(whole)) {
            return Some(Judged::plain(kind, flags));
        }
    }
    let (mark, phrase) = last_mark(core).filter(|(mark, _)| *mark > 0)?;
    let phrase = core.get(phrase..)?;
    if let Some(kind) = omitted(phrase) {
        return Some(Judged::plain(kind, flags));
    }
    let before_is_marks = marks_len(core) >= mark;
    let short = phrase.len() <= 80 && !phrase.iter().any(|b| matches!(b, b'?' | b'!' | b'.'));
    let caption = core.get(..mark).unwrap_or_default();
    let spaced = trailing_space_len(caption) > 0 && is_short_phrase(phrase);
    let likely = spaced || (subject.line_marked && short);
    (likely && !before_is_marks && !marked).then(|| by_structure(Kind::MediaOmitted, flags))
}

pub(super) fn omitted(text: &[u8]) -> Option<Kind> {
    match words().said.meaning(&folded(text))? {
        Meaning::Omitted => Some(Kind::MediaOmitted),
        Meaning::ViewOnce => Some(Kind::ViewOnce),
        Meaning::NotExported
        | Meaning::Deleted
        | Meaning::Call
        | Meaning::LiveLocation
        | Meaning::Noted => None,
    }
}

/// What stands in the angle brackets that are the whole line.
pub(super) fn angled(line: &[u8]) -> Option<&[u8]> {
    line.strip_prefix(b"<")?.strip_suffix(b">")
}

/// First byte behind the last mark on the last line, when text follows it.
pub(super) fn last_mark(body: &[u8]) -> Option<(usize, usize)> {
    let end = body.len();
    let tail_start = end.saturating_sub(TAIL_BYTES);
    let tail = body.get(tail_start..)?;
    let tail_start = memchr::memrchr(b'\n', tail).map_or(tail_start, |at| tail_start + at + 1);
    let tail = body.get(tail_start..)?;
    memchr::memrchr_iter(0xE2, tail).find_map(|at| {
        let len = mark_len(tail.get(at..)?);
        // Isolates and embeddings stand around names and numbers; only the plain marks are meant.
        let plain = matches!(tail.get(at..)?, [0xE2, 0x80, 0x8E | 0x8F, ..]);
        (len > 0 && plain && at + len < tail.len())
            .then_some((tail_start + at, tail_start + at + len))
    })
}
