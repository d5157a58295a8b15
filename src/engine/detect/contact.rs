//! E-mail addresses, names on other networks, mentions.

use super::body::{Body, Candidate, Need, Out};
use super::catalogue::Detector;
use super::roles::Role;
use super::score::Score;
use super::text::{before, is_word_byte, slice, tokens};
use crate::engine::place::ByteSpan;

/// Endings of files, not of hosts.
const FILES: [&str; 14] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "pdf", "heic", "mp4", "mov", "opus", "css", "js",
    "txt",
];

/// Finds what stands around `@`.
pub(super) fn around_at(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    for at in memchr::memchr_iter(b'@', text) {
        if out.in_link(at) {
            continue;
        }
        if !email(body, at, out) && !phone_mention(body, at, out) {
            handle(body, at, out);
        }
    }
    named_mentions(body, out);
}

fn is_local(byte: u8) -> bool {
    is_word_byte(byte) || b"._%+-'".contains(&byte)
}

fn is_domain(byte: u8) -> bool {
    is_word_byte(byte) || byte == b'.' || byte == b'-'
}

fn email(body: &Body<'_>, at: usize, out: &mut Out) -> bool {
    let text = body.text();
    // `name @ example . org` is read as well, when white space stands on both sides of the sign.
    let is_spaced = before(text, at) == Some(b' ') && text.get(at + 1) == Some(&b' ');
    let (mut start, mut end) = (at - usize::from(is_spaced), at + 1 + usize::from(is_spaced));
    let local_end = start;
    while before(text, start).is_some_and(is_local) {
        start -= 1;
    }
    while text.get(start).is_some_and(|byte| b"._%+-'".contains(byte)) && start < local_end {
        start += 1;
    }
    let mut domain = String::new();
    loop {
        while let Some(byte) = text.get(end).filter(|byte| is_domain(**byte)) {
            domain.push(char::from(*byte));
            end += 1;
        }
        let gap = slice(text, end, end + 3);
        if is_spaced && gap == b" . " && text.get(end + 3).is_some_and(|byte| is_word_byte(*byte)) {
            domain.push('.');
            end += 3;
        } else {
            break;
        }
    }
    while domain.ends_with(['.', '-', '\'']) {
        domain.pop();
        end -= 1;
    }
    if !(1..=64).contains(&(local_end - start)) || !is_mail_host(&domain) {
        return false;
    }
    let score = if is_spaced {
        Score::shape().rule("address with spaces", 30)
    } else {
        Score::grouped().rule("host can be", 45)
    };
    out.put(body, Detector::Email, (start, end), score, Need::Points);
    true
}

fn is_mail_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let Some(last) = labels.last() else {
        return false;
    };
    labels.len() >= 2
        && labels
            .iter()
            .all(|label| !label.is_empty() && label.len() <= 63)
        && (2..=24).contains(&last.len())
        && last
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte >= 0x80)
        && !FILES.contains(&last.to_ascii_lowercase().as_str())
}

/// `@447700900123`.
fn phone_mention(body: &Body<'_>, at: usize, out: &mut Out) -> bool {
    let text = body.text();
    let n = text
        .iter()
        .skip(at + 1)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let end = at + 1 + n;
    if !(7..=15).contains(&n) || text.get(end).is_some_and(|byte| is_word_byte(*byte)) {
        return false;
    }
    let score = Score::shape().rule("mention of a number", 60);
    out.put(body, Detector::Mention, (at, end), score, Need::Points);
    out.links.insert(at, end);
    true
}

/// `@` and a name between isolates, which only a program writes.
fn named_mentions(body: &Body<'_>, out: &mut Out) {
    const OPEN: &[u8] = b"@\xe2\x81\xa8";
    const CLOSE: &[u8] = b"\xe2\x81\xa9";
    let text = body.original;
    if !body.setup.is_on(Detector::Mention) || text.len() == body.text().len() {
        return;
    }
    for start in memchr::memmem::find_iter(text, OPEN) {
        let inside = start + OPEN.len();
        let rest = slice(text, inside, inside + 200);
        let Some(len) = memchr::memmem::find(rest, CLOSE) else {
            continue;
        };
        if len == 0 || slice(rest, 0, len).contains(&b'\n') {
            continue;
        }
        let end = inside + len + CLOSE.len();
        out.candidates.push(Candidate {
            detector: Detector::Mention,
            span: ByteSpan {
                start: start as u32,
                len: (end - start) as u32,
            },
            score: Score::grouped().rule("mention of a name", 50),
        });
    }
}

fn handle(body: &Body<'_>, at: usize, out: &mut Out) {
    let text = body.text();
    if before(text, at).is_some_and(is_word_byte) {
        return;
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.' || *byte == b'_';
    let mut end = at + 1;
    while text.get(end).is_some_and(is_name) {
        end += 1;
    }
    while before(text, end) == Some(b'.') {
        end -= 1;
    }
    let has_letter = slice(text, at, end).iter().any(u8::is_ascii_alphabetic);
    if has_letter && (3..=30).contains(&(end - at).saturating_sub(1)) {
        let score = Score::shape();
        out.put(body, Detector::Handle, (at, end), score, Need::Word);
    }
}

/// `j dot doe at example dot org`.
pub(super) fn spelled(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    if !body.roles().any(|(_, role)| role == Role::Dot) {
        return;
    }
    let words: Vec<(usize, usize)> = tokens(text).collect();
    let word = |index: usize| {
        let (start, end) = words.get(index).copied().unwrap_or((0, 0));
        String::from_utf8_lossy(slice(text, start, end)).to_lowercase()
    };
    let is_dot = |index: usize| {
        const DOTS: [&str; 13] = [
            "dot",
            "(dot)",
            "[dot]",
            ".",
            "punkt",
            "punto",
            "point",
            "ponto",
            "punt",
            "kropka",
            "piste",
            "nokta",
            "точка",
        ];
        DOTS.contains(&word(index).as_str())
    };
    for at in 0..words.len() {
        const ATS: [&str; 9] = [
            "at",
            "(at)",
            "[at]",
            "@",
            "arroba",
            "chiocciola",
            "arobase",
            "malpa",
            "собака",
        ];
        if !ATS.contains(&word(at).as_str()) || at == 0 {
            continue;
        }
        let mut last = at + 1;
        while is_dot(last + 1) && last + 2 < words.len() {
            last += 2;
        }
        let mut first = at - 1;
        while first >= 2 && is_dot(first - 1) {
            first -= 2;
        }
        let ending = word(last);
        let ending = ending.trim_end_matches(['.', ',', '!', '?', ';', ')']);
        let is_ending = (2..=24).contains(&ending.len()) && ending.chars().all(char::is_alphabetic);
        if last < at + 3 || !is_ending {
            continue;
        }
        let start = words.get(first).map_or(0, |word| word.0);
        let end = words.get(last).map_or(0, |word| word.0) + ending.len();
        let score = Score::shape().rule("address in words", 35);
        out.put(body, Detector::Email, (start, end), score, Need::Points);
    }
}
