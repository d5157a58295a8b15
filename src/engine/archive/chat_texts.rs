//! Which entries are chat texts. Never "the largest" or "the first" text: chats contain documents.

use super::names::{self, is_invisible_mark, strip_extension, without_folder};
use super::titles::title_in;
use super::{Archive, ArchiveError, Role};
use crate::engine::place::EntryId;
use crate::engine::sorting;

/// How much of a candidate is looked at.
const HEAD_BYTES: usize = 64 << 10;
/// How many candidates are looked at. Each costs a read.
const CANDIDATES: usize = 256;
/// A stamp with its separator is shorter than this, marks included. Units: characters.
const STAMP_CHARS: usize = 64;

/// The chat texts of an archive, in directory order; usually one.
///
/// Names decide where they can: `_chat.txt` at any depth, or a name that WhatsApp gives. When there
/// are several, those whose content looks like a chat. Without such a name, content decides.
pub(super) fn choose(archive: &Archive) -> Vec<EntryId> {
    let texts = candidates(archive, |name| strip_extension(name, "txt").is_some());
    let named: Vec<EntryId> = texts
        .iter()
        .copied()
        .filter(|id| name_of(archive, *id).is_some_and(is_chat_name))
        .collect();
    if archive.is_loose() && !named.is_empty() {
        return with_others(archive, &texts, &named);
    }
    match named.as_slice() {
        [] => by_content(archive, &texts),
        [only] => vec![*only],
        _several => by_look(archive, &named),
    }
}

/// Files that somebody chose by hand: those with a chat's name, and the others that begin as a chat
/// does. What lies in a folder beside a chat, or was sent in one, is a document.
fn with_others(archive: &Archive, texts: &[EntryId], named: &[EntryId]) -> Vec<EntryId> {
    let mut chosen = match named {
        [only] => vec![*only],
        several => by_look(archive, several),
    };
    let is_by_hand = |id: &EntryId| {
        name_of(archive, *id).is_some_and(|name| !name.contains('/') && !has_counter(name))
    };
    let others = texts.iter().copied().filter(|id| !named.contains(id));
    let others: Vec<EntryId> = others.filter(is_by_hand).collect();
    let looks = looks_of(archive, &others);
    chosen.extend(
        looks
            .iter()
            .filter(|(_, look)| look.starts_with_header)
            .map(|(id, _)| *id),
    );
    sorting::sort(&mut chosen);
    chosen
}

fn candidates(archive: &Archive, wanted: impl Fn(&str) -> bool) -> Vec<EntryId> {
    archive
        .entries()
        .iter()
        .filter(|entry| entry.role == Role::Payload && wanted(&entry.name))
        .map(|entry| entry.id)
        .collect()
}

fn name_of(archive: &Archive, id: EntryId) -> Option<&str> {
    archive.entry(id).map(|entry| entry.name.as_str())
}

fn is_chat_name(name: &str) -> bool {
    let last = without_folder(name);
    is_ios_name(last) || (!has_counter(last) && title_in(last).is_some())
}

/// `_chat.txt`, also as a copy: `_chat (1).txt`, `_chat 2.txt`.
fn is_ios_name(last: &str) -> bool {
    let Some(stem) = strip_extension(last, "txt") else {
        return false;
    };
    let rest = stem
        .get(..5)
        .filter(|start| start.eq_ignore_ascii_case("_chat"));
    rest.is_some()
        && stem
            .chars()
            .skip(5)
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-'))
}

/// `00000012-…`: a document that was sent in a chat, whatever its name says.
fn has_counter(last: &str) -> bool {
    last.len() > 9
        && last.as_bytes().get(8) == Some(&b'-')
        && last.bytes().take(8).all(|b| b.is_ascii_digit())
}

/// Of several well-named texts, those that look like a chat; a text that cannot be read stays, so
/// that the person hears why. When none looks like one, the shallowest.
fn by_look(archive: &Archive, named: &[EntryId]) -> Vec<EntryId> {
    let looking: Vec<EntryId> = named
        .iter()
        .enumerate()
        .filter(|(nth, id)| match look(archive, **id) {
            Ok(look) => *nth >= CANDIDATES || look.n_headers > 0,
            Err(_) => true,
        })
        .map(|(_, id)| *id)
        .collect();
    if !looking.is_empty() {
        return looking;
    }
    let depth = |id: &EntryId| name_of(archive, *id).map_or(usize::MAX, names::depth);
    named
        .iter()
        .copied()
        .min_by_key(depth)
        .into_iter()
        .collect()
}

/// Texts that begin as a chat does; else the one with most lines that look like headers.
fn by_content(archive: &Archive, texts: &[EntryId]) -> Vec<EntryId> {
    let mut looks: Vec<(EntryId, Look)> = looks_of(archive, texts);
    if looks.is_empty() && archive.is_loose() {
        // A chat text may have lost its `.txt`.
        looks = looks_of(archive, &candidates(archive, |_| true));
        looks.retain(|(_, look)| look.starts_with_header);
    }
    let beginning: Vec<EntryId> = looks
        .iter()
        .filter(|(_, look)| look.starts_with_header)
        .map(|(id, _)| *id)
        .collect();
    if !beginning.is_empty() {
        return beginning;
    }
    let most = looks.iter().map(|(_, look)| look.n_headers).max();
    match (most, texts) {
        (Some(most), _) if most > 0 => looks
            .iter()
            .filter(|(_, look)| look.n_headers == most)
            .map(|(id, _)| *id)
            .collect(),
        (_, [only]) => vec![*only],
        _nothing => Vec::new(),
    }
}

fn looks_of(archive: &Archive, ids: &[EntryId]) -> Vec<(EntryId, Look)> {
    ids.iter()
        .take(CANDIDATES)
        .filter_map(|id| Some((*id, look(archive, *id).ok()?)))
        .collect()
}

/// What the beginning of a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    n_headers: u32,
    starts_with_header: bool,
}

fn look(archive: &Archive, id: EntryId) -> Result<Look, ArchiveError> {
    Ok(look_of(&text_of(&archive.head(id, HEAD_BYTES)?)))
}

fn look_of(text: &str) -> Look {
    let mut lines = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .peekable();
    let starts_with_header = lines.peek().is_some_and(|line| is_header_like(line));
    Look {
        n_headers: lines.filter(|line| is_header_like(line)).count() as u32,
        starts_with_header,
    }
}

fn text_of(head: &[u8]) -> String {
    let unit: fn([u8; 2]) -> u16 = match head {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _utf8 => return String::from_utf8_lossy(head).into_owned(),
    };
    let units = head.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// A cheap test, wider than the parser's: does the line begin with a date and a time?
fn is_header_like(line: &str) -> bool {
    let start: Vec<char> = line
        .chars()
        .filter(|c| !is_invisible_mark(*c))
        .take(STAMP_CHARS)
        .collect();
    let (stamp, in_brackets) = match start.split_first() {
        Some(('[', rest)) => (
            rest.iter().position(|c| *c == ']').map(|at| &rest[..at]),
            true,
        ),
        Some((first, _)) if first.is_numeric() => (stamp_before_separator(&start), false),
        _other => return false,
    };
    let Some(stamp) = stamp else { return false };
    let n_numbers = stamp
        .chunk_by(|a, b| a.is_numeric() == b.is_numeric())
        .filter(|run| run.first().is_some_and(|c| c.is_numeric()))
        .count();
    let has_time = stamp
        .windows(3)
        .any(|w| w[0].is_numeric() && matches!(w[1], ':' | '.' | 'h') && w[2].is_numeric())
        || stamp.contains(&'h');
    let n_letters = stamp.iter().filter(|c| c.is_alphabetic()).count();
    // The oldest exports write no year: `31 Dec 21:05 - `.
    let enough = if !in_brackets && stamp.contains(&':') {
        3
    } else {
        4
    };
    has_time && n_numbers >= enough && n_letters <= 20
}

/// What stands before the first ` - `, or before `: ` as very old exports write it.
fn stamp_before_separator(start: &[char]) -> Option<&[char]> {
    let dash = start.windows(3).position(|w| {
        let dash = matches!(w[1], '-' | '\u{2010}'..='\u{2014}' | '\u{2212}');
        is_space(w[0]) && dash && is_space(w[2])
    });
    let colon = start.windows(2).position(|w| w[0] == ':' && is_space(w[1]));
    let at = match (dash, colon) {
        (Some(dash), Some(colon)) => dash.min(colon),
        (one, other) => one.or(other)?,
    };
    start.get(..at)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_all_families_look_like_headers() {
        for line in [
            "31/12/2023, 21:05 - Ada Poe: text",
            "12/31/23, 9:05\u{202f}PM - Ada Poe: text",
            "31.12.23 21:05 - Ada Poe: text",
            "2023/12/31 下午9:05 - Ada",
            "2023. 12. 31. 오후 9:05 - Ada",
            "31.12.2023 klo 21.05 - Ada",
            "۲۰۲۳/۱۲/۳۱، ۲۱:۰۵ - Ada",
            "21:05, 31 Dec 2014 - Ada",
            "31 Dec 21:05 - Ada: x",
            "[12/31/23, 9:05:07\u{202f}PM] Ada Poe: text",
            "\u{200e}[31/12/2023, 21:05:07] Ada",
            "[21:05:07, 31/12/23] Ada",
            "\u{200f}[٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٠٥:٠٧\u{a0}م] Ada",
            "\u{feff}31.12.16, 21:05:07: Ada Poe: text",
        ] {
            assert!(is_header_like(line), "{line}");
        }
    }

    #[test]
    fn other_lines_do_not() {
        for line in [
            "",
            "[1] a footnote",
            "12 eggs - and flour",
            "Ada: 12:30 is fine",
            "[link](https://example.org)",
            "1.2.3 - release notes",
            "call 0800 123 456",
        ] {
            assert!(!is_header_like(line), "{line}");
        }
    }

    #[test]
    fn names_of_chats_and_of_documents() {
        for name in [
            "_chat.txt",
            "x/_chat.txt",
            "_chat (2).txt",
            "WhatsApp Chat with A.txt",
        ] {
            assert!(is_chat_name(name), "{name}");
        }
        for name in [
            "_chatter.txt",
            "notes.txt",
            "00000012-Ali ile WhatsApp Sohbeti.txt",
            "_chat.txt.bak",
        ] {
            assert!(!is_chat_name(name), "{name}");
        }
    }

    #[test]
    fn utf_16_heads_are_read() {
        let line = "31/12/2023, 21:05 - Ada: x\n";
        let mut little = vec![0xFF, 0xFE];
        little.extend(line.encode_utf16().flat_map(u16::to_le_bytes));
        let mut big = vec![0xFE, 0xFF];
        big.extend(line.encode_utf16().flat_map(u16::to_be_bytes));
        for head in [little, big, line.as_bytes().to_vec()] {
            assert_eq!(look_of(&text_of(&head)).n_headers, 1);
        }
    }
}
