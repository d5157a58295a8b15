//! The file beside a message against the seal: by the proof it is the one that the words name.

use super::hashes::hash_of;
use super::path;
use crate::engine::verify::book::Book;
use crate::engine::verify::checks::Id;
use crate::engine::verify::words::{Part, fact};

/// What the seal knows of some bytes under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// Nothing.
    No,
    /// Under another name.
    Otherwise,
    /// Under a name that stays closed.
    Closed,
    /// Under just this name.
    Same,
}

/// A shown file under a shown name: where the bytes are opened under a name, it is that name.
pub(in crate::engine::verify) fn check_file(
    book: &mut Book,
    thread: u32,
    i: u32,
    file: &str,
    name: &str,
) {
    let Some(seal) = book.facts.seals.get(&thread) else {
        return;
    };
    let sha256 = book.facts.seen.get(file).map(|seen| seen.sha256.as_str());
    let Some(sha256) = sha256.and_then(hash_of) else {
        return;
    };
    let name = fact(&[name]);
    let members = seal.members().filter(|(_, data, _)| *data == sha256);
    let known = members.map(|(opened, _, _)| match opened {
        Some(opened) if opened == name => Known::Same,
        Some(_other) => Known::Otherwise,
        None => Known::Closed,
    });
    match known.max().unwrap_or(Known::No) {
        Known::No | Known::Same => {}
        Known::Closed => note_unnamed(book, thread, i),
        Known::Otherwise => {
            let text = format!("record {i}: the seal knows the bytes of {file} under another name");
            book.fail_at(Id::Proof, &path(thread, "openings.jsonl"), text);
        }
    }
}

/// Nothing proves that the file of that record is the one which its words name.
pub(in crate::engine::verify) fn note_unnamed(book: &mut Book, thread: u32, i: u32) {
    if let Some(seal) = book.facts.seals.get_mut(&thread)
        && seal.unnamed.last() != Some(&i)
    {
        seal.unnamed.push(i);
    }
}

/// A record that says that the export did not hold its file: it is proven where all names of the
/// export's files are shown and this is none of them.
pub(in crate::engine::verify) fn check_absent(
    book: &mut Book,
    thread: u32,
    i: u32,
    name: Option<&str>,
) {
    if let Some(seal) = book.facts.seals.get_mut(&thread) {
        let is_held = name.is_none_or(|name| seal.held.contains(&fact(&[name])));
        if seal.has_closed_names || is_held {
            seal.unheld.push(i);
        }
    }
}

/// The same for one that has no file, where its words read like the name of one.
pub(in crate::engine::verify) fn check_no_file(
    book: &mut Book,
    thread: u32,
    i: u32,
    body: &[Part],
) {
    let Some(seal) = book.facts.seals.get_mut(&thread) else {
        return;
    };
    let words = body.iter().map(|part| match part {
        Part::Text(words) => words.as_str(),
        Part::Mark(_) => "█",
    });
    let words: String = words.collect();
    if seal.has_closed_names && words.split('\n').any(names_file) {
        seal.unheld.push(i);
    }
}

/// Whether a line ends like the name of a file that was sent, in any language: `<attached: a.jpg>`,
/// `a.jpg <attached>`, `a.jpg (file attached)`.
fn names_file(line: &str) -> bool {
    let line = line.trim_end_matches([' ', '\u{200e}', '\r']);
    let is_edge = |c: char| "<>()".contains(c);
    let Some(inner) = line.strip_suffix(['>', ')']) else {
        return false;
    };
    let in_angles = inner.rsplit_once(['<', '>']).map(|(_, inside)| inside);
    let name = in_angles.and_then(|inside| inside.split_once(':'));
    if line.ends_with('>') && name.is_some_and(|(_, name)| name.contains('.')) {
        return true;
    }
    let Some((before, _)) = inner.rsplit_once(is_edge) else {
        return false;
    };
    let before = before.strip_suffix(' ').unwrap_or(before);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let stem = before.trim_end_matches(is_word);
    let n_ending = before.chars().count() - stem.chars().count();
    stem.ends_with('.') && (1..=5).contains(&n_ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_names_a_file_is_known_in_any_language() {
        for line in [
            "\u{200e}<attached: 00000004-PHOTO.jpg>",
            "look <Anhang: 00000004-PHOTO.jpg>\r",
            "IMG-20231231-WA0001.jpg (file attached)",
            "\u{200e}IMG-20231231-WA0001.jpg (archivo adjunto) \u{200e}",
            "2016-12-31-PHOTO-00000012.jpg <\u{200e}attached>",
        ] {
            assert!(names_file(line), "{line}");
        }
        for line in [
            "",
            "see you (at ten)",
            "a.jpg",
            "note: a.jpg",
            "<Media omitted>",
            "<b>",
            "version 1.2345678 (old)",
        ] {
            assert!(!names_file(line), "{line}");
        }
    }
}
