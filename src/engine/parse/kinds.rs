//! What each record is. Structure before words: words only name what the structure found, and what
//! has the structure but no known words says so in a flag.

use super::Names;
use super::cursor::{
    first_line, is_app_marked, mark_len, marks_len, trailing_marks_len, trailing_space_len, trimmed,
};
use super::files::accept;
use super::marker::{EditedSuffix, edited_suffix, file_marker};
use super::omitted::{angled, last_mark, omitted, placeholder};
use super::rich::{is_event, is_location, poll};
use super::shape::Family;
use super::words::{Meaning, folded, may_be_known, words};
use crate::engine::place::EntryId;
use crate::engine::thread::{Flags, Kind, MatchRule};

/// What is known about the text around a body.
pub(super) struct Around<'a> {
    pub(super) names: &'a dyn Names,
    /// WhatsApp's marks stand somewhere in the text; where they do, words without one were typed.
    pub(super) marked_text: bool,
}

/// One record, ready to be judged.
#[derive(Clone, Copy)]
pub(super) struct Subject<'t> {
    /// Without the line end that closes the record.
    pub(super) body: &'t [u8],
    pub(super) has_sender: bool,
    pub(super) family: Family,
    /// A mark stands before the whole record.
    pub(super) line_marked: bool,
    /// A link to a map stands in it.
    pub(super) has_map: bool,
}

/// The file a record names.
pub(super) struct NamedFile {
    pub(super) name: String,
    pub(super) found: Option<(EntryId, MatchRule)>,
}

/// What a record is.
pub(super) struct Judged {
    pub(super) kind: Kind,
    pub(super) flags: Flags,
    pub(super) file: Option<NamedFile>,
}

impl Judged {
    pub(super) fn plain(kind: Kind, flags: Flags) -> Judged {
        Judged {
            kind,
            flags,
            file: None,
        }
    }
}

/// Judges one record.
pub(super) fn judge(subject: Subject<'_>, around: &Around<'_>) -> Judged {
    let marked = is_app_marked(subject.body);
    let mut flags = Flags::default();
    if marked {
        flags.add(Flags::APP_MARKED);
    }
    if !subject.has_sender {
        return without_sender(subject.body, flags);
    }
    if !marked && is_plain(subject, around) {
        return Judged::plain(Kind::Text, flags);
    }
    with_sender(subject, around, flags)
}

/// Whether nothing about the body asks for a closer look. Most bodies end here.
#[inline]
fn is_plain(subject: Subject<'_>, around: &Around<'_>) -> bool {
    let body = subject.body;
    let (Some(first), Some(last)) = (body.first(), body.last()) else {
        return false;
    };
    if *first == b'<' || subject.has_map || body == b"null" || is_marker_end(body, *last) {
        return false;
    }
    if let Some(end) = memchr::memchr(b'\n', body) {
        let line = super::cursor::without_cr(body.get(..end).unwrap_or_default());
        match line.last() {
            Some(last) if *last != b':' && !is_marker_end(line, *last) => {}
            _closer => return false,
        }
    }
    if may_be_known(body) {
        return false;
    }
    subject.family != Family::Bracket || !around.marked_text || last_mark(body).is_none()
}

/// Whether a body of one line is plain text, whatever stands around it. Links are not looked for.
#[inline]
pub(super) fn is_plain_line(body: &[u8], family: Family) -> bool {
    let (Some(first), Some(last)) = (body.first(), body.last()) else {
        return false;
    };
    let marked = is_app_marked(body);
    let plain = *first != b'<' && !marked && body != b"null" && !is_marker_end(body, *last);
    plain && !may_be_known(body) && (family != Family::Bracket || last_mark(body).is_none())
}

#[inline]
fn is_marker_end(text: &[u8], last: u8) -> bool {
    match last {
        b'>' | b')' | b'\r' | b'\n' => true,
        b' ' => {
            // Many people's keyboards put a space behind each word: only what stands before counts.
            let text = text.trim_ascii_end();
            text.last().is_none_or(|last| is_marker_end(text, *last))
        }
        0..=0x7F => false,
        _other => {
            text.ends_with("）".as_bytes())
                || trailing_marks_len(text) > 0
                || trailing_space_len(text) > 0
        }
    }
}

/// Lines without a sender are about the thread; nobody can type one.
fn without_sender(body: &[u8], mut flags: Flags) -> Judged {
    let key = folded(first_line(body));
    if key.is_empty() && trimmed(body).is_empty() {
        return Judged::plain(Kind::Null, flags);
    }
    let kind = match words().noted.meaning(&key) {
        Some(Meaning::Call) => Kind::Call,
        Some(_noted) => Kind::System,
        None => Kind::SystemUnclassified,
    };
    if kind == Kind::SystemUnclassified {
        flags.add(Flags::KIND_BY_STRUCTURE);
    }
    Judged::plain(kind, flags)
}

fn with_sender(subject: Subject<'_>, around: &Around<'_>, mut flags: Flags) -> Judged {
    let body = subject.body;
    let line = trimmed(first_line(body));
    // The most frequent of all, and nothing can follow it on its line.
    if first_line(body).len() == body.len()
        && let Some(kind) = angled(line).and_then(omitted)
        && by_app(body, subject, around)
    {
        return Judged::plain(kind, flags);
    }
    let edited = edited_suffix(body);
    let unsure = edited.as_ref().filter(|suffix| !suffix.known_words);
    if unsure.is_some()
        && let Some(judged) = named_file(body, subject, around, flags)
    {
        return judged;
    }
    let mut core = body;
    if let Some(EditedSuffix { whole, known_words }) = edited {
        core = body.get(..whole.start).unwrap_or_default();
        flags.add(Flags::EDITED);
        if !known_words {
            flags.add(Flags::KIND_BY_STRUCTURE);
        }
    }
    let bare = trimmed(core);
    if bare == b"null" || only_blanks(bare) {
        return Judged::plain(Kind::Null, flags);
    }
    named_file(core, subject, around, flags)
        .or_else(|| placeholder(core, subject, around, flags))
        .or_else(|| known_phrase(core, subject, around, flags))
        .or_else(|| rich(core, subject, around, flags))
        .unwrap_or_else(|| app_text(core, subject, around, flags))
}

fn only_blanks(bare: &[u8]) -> bool {
    bare.iter().all(|byte| matches!(byte, b'\r' | b'\n' | b' '))
}

/// Whether words at the start of `core` can be WhatsApp's own: on iPhones they stand behind a mark,
/// unless the text has lost its marks.
pub(super) fn by_app(core: &[u8], subject: Subject<'_>, around: &Around<'_>) -> bool {
    subject.family != Family::Bracket || is_app_marked(core) || !around.marked_text
}

fn named_file(
    core: &[u8],
    subject: Subject<'_>,
    around: &Around<'_>,
    mut flags: Flags,
) -> Option<Judged> {
    let mut accepted = None;
    file_marker(core, &mut |marker, name| {
        accepted = accept(marker, name, subject.family, around);
        accepted.is_some()
    })?;
    let accepted = accepted?;
    if accepted.by_structure {
        flags.add(Flags::KIND_BY_STRUCTURE);
    }
    if accepted.file.found.is_none() {
        flags.add(Flags::ATTACHMENT_MISSING);
    }
    let is_card = accepted.file.name.to_ascii_lowercase().ends_with(".vcf");
    Some(Judged {
        kind: if is_card {
            Kind::Contact
        } else {
            Kind::Attachment
        },
        flags,
        file: Some(accepted.file),
    })
}

pub(super) fn by_structure(kind: Kind, mut flags: Flags) -> Judged {
    flags.add(Flags::KIND_BY_STRUCTURE);
    Judged::plain(kind, flags)
}

/// A whole message in WhatsApp's own words: deleted, calls, live locations, what was not exported.
fn known_phrase(
    core: &[u8],
    subject: Subject<'_>,
    around: &Around<'_>,
    flags: Flags,
) -> Option<Judged> {
    if !by_app(core, subject, around) {
        return None;
    }
    let marked = is_app_marked(core);
    let first = first_line(core);
    let one_line = first.len() == core.len();
    let key = folded(first);
    let found = words().said.meaning(&key);
    let found = found.or_else(|| call_phrase(first).filter(|_| marked));
    let kind = match found? {
        Meaning::Deleted if one_line => Kind::Deleted,
        Meaning::Call if one_line => Kind::Call,
        Meaning::NotExported if one_line => Kind::Null,
        Meaning::ViewOnce if one_line => Kind::ViewOnce,
        Meaning::LiveLocation => Kind::LiveLocation,
        Meaning::Deleted
        | Meaning::Call
        | Meaning::NotExported
        | Meaning::ViewOnce
        | Meaning::Omitted
        | Meaning::Noted => return None,
    };
    Some(Judged::plain(kind, flags))
}

/// `Missed voice call. ‹mark›Tap to call back`: marks stand between phrases, the first one speaks.
fn call_phrase(line: &[u8]) -> Option<Meaning> {
    let rest = line.get(marks_len(line)..)?;
    let mut starts = memchr::memchr_iter(0xE2, rest);
    let end = starts.find(|at| mark_len(rest.get(*at..).unwrap_or_default()) > 0);
    let key = folded(rest.get(..end.unwrap_or(rest.len()))?);
    let said = words().said.meaning(&key);
    let found = said.or_else(|| words().marked.meaning(&key));
    found.filter(|meaning| *meaning == Meaning::Call)
}

/// Places, polls and events.
fn rich(core: &[u8], subject: Subject<'_>, around: &Around<'_>, flags: Flags) -> Option<Judged> {
    let marked = is_app_marked(core);
    if subject.has_map && is_location(core) {
        return Some(Judged::plain(Kind::Location, flags));
    }
    let (kind, known) = if let Some(known) = poll(core) {
        (Kind::Poll, known)
    } else if is_event(core, marked) {
        (Kind::Event, true)
    } else {
        return None;
    };
    if !known || !by_app(core, subject, around) {
        return Some(by_structure(kind, flags));
    }
    Some(Judged::plain(kind, flags))
}

/// What is left: text, or on iPhones lines about the thread under a name that only stands for it.
fn app_text(core: &[u8], subject: Subject<'_>, around: &Around<'_>, mut flags: Flags) -> Judged {
    let marked = is_app_marked(core);
    if subject.family != Family::Bracket {
        return Judged::plain(Kind::Text, flags);
    }
    let key = folded(first_line(core));
    if !marked {
        if !around.marked_text && words().noted.opens_with_known(&key) {
            flags.add(Flags::SENDER_IS_FORMAL);
            return Judged::plain(Kind::System, flags);
        }
        return Judged::plain(Kind::Text, flags);
    }
    match words().noted.meaning(&key) {
        Some(Meaning::Call) => Judged::plain(Kind::Call, flags),
        Some(_noted) => {
            flags.add(Flags::SENDER_IS_FORMAL);
            Judged::plain(Kind::System, flags)
        }
        // Links and mentions are people's: the mark was typed or pasted.
        None if starts_with_own_words(core) => by_structure(Kind::Text, flags),
        None if subject.line_marked && is_short_phrase(core) => {
            by_structure(Kind::MediaOmitted, flags)
        }
        None => {
            flags.add(Flags::SENDER_IS_FORMAL);
            by_structure(Kind::SystemUnclassified, flags)
        }
    }
}

/// A link or a mention behind the marks.
fn starts_with_own_words(core: &[u8]) -> bool {
    let rest = core.get(marks_len(core)..).unwrap_or_default();
    let starts = ["https://", "http://", "@\u{2068}"];
    starts
        .iter()
        .any(|start| rest.starts_with(start.as_bytes()))
}

/// One short line without punctuation inside: what stands for a file in a language we do not know.
pub(super) fn is_short_phrase(core: &[u8]) -> bool {
    let text = String::from_utf8_lossy(trimmed(core)).into_owned();
    let inner = text.trim_end_matches('.');
    inner.chars().count() <= 40
        && !inner.contains(|c: char| c.is_ascii_punctuation() || c.is_numeric() || c == '\n')
}
