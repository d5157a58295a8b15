//! Records as they are compared: without what phones, languages and people's contact lists add.

use std::borrow::Cow;

use crate::engine::compliance::checks::digest;
use crate::engine::compliance::events::EventKind;
use crate::engine::compliance::ground::{NO_TIME, ThreadGround};
use crate::engine::compliance::names::clean;
use crate::engine::parse::body_parts;
use crate::engine::thread::{Flags, Kind, ParticipantId, RecordId};

/// Before a name that is mentioned, and behind it.
const BEGIN: &[u8] = "@\u{2068}".as_bytes();
const END: &[u8] = "\u{2069}".as_bytes();

/// A body of this many letters or more is unlikely to be written twice by chance.
const LONG: usize = 20;

/// What of a record is compared.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine::compliance) struct Neutral {
    /// Of body and kind, without what phones and languages add.
    pub(in crate::engine::compliance) digest: u64,
    pub(super) letters: u32,
    /// Units: minutes on the civil line; [`NO_TIME`] when it could not be read.
    pub(super) minute: i64,
    pub(super) voice: Option<ParticipantId>,
    pub(super) kind: Sort,
    pub(super) is_edited: bool,
}

/// What kinds of records can stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Said,
    Media,
    LeftOut,
    Deleted,
    Call,
    Event(EventKind),
    Other,
}

/// The neutral form of every record.
///
/// Cost: one pass over the text.
pub(in crate::engine::compliance) fn neutral(thread: &ThreadGround) -> Vec<Neutral> {
    let mut events = thread.events.iter().peekable();
    let mut buffer = Vec::new();
    (0..)
        .zip(&thread.thread.records)
        .map(|(number, record)| {
            let id = RecordId(number);
            let event = events.next_if(|event| event.record == id);
            let kind = match record.kind {
                Kind::Attachment | Kind::Contact => Sort::Media,
                Kind::MediaOmitted | Kind::ViewOnce => Sort::LeftOut,
                Kind::Deleted => Sort::Deleted,
                Kind::Call => Sort::Call,
                Kind::System | Kind::SystemUnclassified => {
                    event.map_or(Sort::Other, |event| Sort::Event(event.kind))
                }
                Kind::Null | Kind::Preamble => Sort::Other,
                Kind::Text | Kind::Location | Kind::LiveLocation | Kind::Poll | Kind::Event => {
                    Sort::Said
                }
            };
            said(thread, id, kind, &mut buffer);
            let letters = buffer
                .iter()
                .filter(|byte| byte.is_ascii_alphabetic() || **byte >= 0xc0)
                .count();
            let tag: u64 = match kind {
                Sort::Said => 1,
                Sort::Media | Sort::LeftOut => 2,
                Sort::Deleted => 3,
                Sort::Call => 4,
                Sort::Event(kind) => 100 + kind as u64,
                Sort::Other => 5,
            };
            let time = thread
                .times
                .get(number as usize)
                .copied()
                .unwrap_or(NO_TIME);
            Neutral {
                digest: digest(&buffer) ^ tag.wrapping_mul(0x9E37_79B9_7F4A_7C15),
                letters: letters as u32,
                minute: if time == NO_TIME {
                    NO_TIME
                } else {
                    time.div_euclid(60)
                },
                voice: record.participant.filter(|_| thread.is_written(record)),
                kind,
                is_edited: record.flags.has(Flags::EDITED),
            }
        })
        .collect()
}

/// What somebody said in a record, in its neutral form: a body without the words that WhatsApp put
/// behind it, what stands beside a file. Empty for lines of WhatsApp's own.
pub(super) fn said(thread: &ThreadGround, id: RecordId, kind: Sort, out: &mut Vec<u8>) {
    out.clear();
    let body = thread.thread.body(id);
    if !matches!(kind, Sort::Said | Sort::Media | Sort::LeftOut) {
        return;
    }
    let parts = body_parts(&thread.thread, id);
    let end = parts.edited.map_or(body.len(), |span| span.start as usize);
    let body = body.get(..end).unwrap_or(body);
    match (kind, parts.marker) {
        (Sort::LeftOut, _) => add(beside_left_out(body), out),
        (_, Some(marker)) => {
            add(body.get(..marker.start as usize).unwrap_or(body), out);
            if !out.is_empty() {
                out.push(b' ');
            }
            add(body.get(marker.end() as usize..).unwrap_or(b""), out);
        }
        (_, None) => add(&said_by_kind(thread, id, body), out),
    }
}

fn add(part: &[u8], out: &mut Vec<u8>) {
    plain(&without_mentions(part), out);
}

/// What was said with a file that was left out: before the mark on an iPhone, on the lines below elsewhere.
fn beside_left_out(body: &[u8]) -> &[u8] {
    let mark = body.windows(3).rposition(|bytes| bytes == b"\xe2\x80\x8e");
    if let Some(mark) = mark.filter(|at| *at > 0) {
        return body.get(..mark).unwrap_or_default();
    }
    let line = body.iter().position(|byte| *byte == b'\n');
    line.and_then(|at| body.get(at..)).unwrap_or_default()
}

/// What of a body is the same on every phone: of a place its link, of a poll what was asked, of a place as
/// it changes nothing but that it is one. The other words are in the phone's language, votes come later.
fn said_by_kind<'t>(thread: &ThreadGround, id: RecordId, body: &'t [u8]) -> Cow<'t, [u8]> {
    match thread.record(id).map(|record| record.kind) {
        Some(Kind::Location) => {
            let link = body.windows(4).position(|bytes| bytes == b"http");
            Cow::Borrowed(link.and_then(|at| body.get(at..)).unwrap_or(body))
        }
        Some(Kind::Poll) => Cow::Owned(poll(body)),
        Some(Kind::LiveLocation) => Cow::Borrowed(b"live location"),
        _other => Cow::Borrowed(body),
    }
}

/// The question and the answers of a poll, without the words before them and the votes behind them.
fn poll(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let lines: Vec<String> = text.lines().map(clean).collect();
    let is_label = |label: &str| !label.is_empty() && label.chars().all(char::is_uppercase);
    let labelled = |line: &'_ str| {
        let (label, said) = line.split_once(':')?;
        is_label(label).then(|| (label.to_owned(), said.trim().to_owned()))
    };
    let of_answers = lines.iter().rev().find_map(|line| labelled(line));
    let of_answers = of_answers.map_or_else(String::new, |(label, _)| label);
    let mut out: Vec<String> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        match labelled(line) {
            Some((label, answer)) if label == of_answers => out.push(without_votes(&answer)),
            Some((_, question)) if number == 0 => out.push(question),
            _question => out.push(line.clone()),
        }
    }
    out.join("\n").into_bytes()
}

/// `At noon (3 votes)`
fn without_votes(answer: &str) -> String {
    let votes = answer
        .strip_suffix(')')
        .and_then(|line| line.rsplit_once('('));
    match votes {
        Some((answer, votes)) if votes.starts_with(|c: char| c.is_ascii_digit()) => {
            answer.trim().to_owned()
        }
        _none => answer.to_owned(),
    }
}

/// Takes out who is mentioned: the names are those of the phone's contact list. They stand between two
/// isolating marks.
fn without_mentions(body: &[u8]) -> Cow<'_, [u8]> {
    let begins = memchr::memmem::Finder::new(BEGIN);
    let ends = memchr::memmem::Finder::new(END);
    let (mut rest, mut out) = (body, Vec::new());
    while let Some(at) = begins.find(rest) {
        let (before, name) = rest.split_at(at + BEGIN.len());
        let Some(len) = ends.find(name) else {
            break;
        };
        out.extend_from_slice(before);
        rest = name.get(len..).unwrap_or_default();
    }
    if rest.len() == body.len() {
        return Cow::Borrowed(body);
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}

/// Who is mentioned in a record, as the phone calls them, in order.
pub(super) fn mentioned(body: &[u8]) -> Vec<String> {
    let begins = memchr::memmem::find_iter(body, BEGIN);
    let names = begins.filter_map(|at| {
        let rest = body.get(at + BEGIN.len()..)?;
        let name = rest.get(..memchr::memmem::find(rest, END)?)?;
        Some(String::from_utf8_lossy(name).into_owned())
    });
    names.collect()
}

/// A body without invisible marks, with single spaces.
fn plain(body: &[u8], out: &mut Vec<u8>) {
    let mut push = |byte: u8| {
        if byte == b' ' && out.last().is_none_or(|last| *last == b' ') {
            return;
        }
        out.push(byte);
    };
    if body.is_ascii() {
        for byte in body {
            push(if byte.is_ascii_whitespace() {
                b' '
            } else {
                *byte
            });
        }
    } else {
        for c in String::from_utf8_lossy(body).chars() {
            match c {
                '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}' => {}
                c if c.is_whitespace() => push(b' '),
                c => {
                    let mut bytes = [0; 4];
                    c.encode_utf8(&mut bytes).bytes().for_each(&mut push);
                }
            }
        }
    }
    while out.last() == Some(&b' ') {
        out.pop();
    }
}

/// Texts that stand once in an export and are long enough to be no chance: digest, place. Sorted.
pub(in crate::engine::compliance) fn landmarks(records: &[Neutral]) -> Vec<(u64, u32)> {
    let long = |one: &Neutral| one.kind == Sort::Said && one.letters as usize >= LONG;
    let places = (0..).zip(records).filter(|(_, one)| long(one));
    let mut all: Vec<(u64, u32)> = places.map(|(place, one)| (one.digest, place)).collect();
    all.sort_unstable();
    let groups = all.chunk_by(|a, b| a.0 == b.0);
    groups
        .filter_map(|group| match group {
            [one] => Some(*one),
            _many => None,
        })
        .collect()
}
