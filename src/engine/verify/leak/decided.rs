//! What is shown whatever a withheld message says: titles and names of files, which whoever builds the
//! package sees and decides on, and the marks that the package itself writes. Anybody can type such
//! words; that their message is withheld must not block every package.

use std::collections::BTreeSet;

use super::batch::Value;
use super::fixed;
use super::fold::{folded, n_visible};
use super::found::Class;
use super::scan::{Piece, Scan};
use super::values::{Withheld, Words};
use crate::engine::case::Case;

/// As many words are a quotation.
const QUOTED_WORDS: usize = 8;
/// Longer messages are no title. Units: characters.
const TITLE_CHARS: usize = 60;
/// What pseudonyms begin with.
const CLASSES: [&str; 8] = [
    "person",
    "participant",
    "individual",
    "party",
    "voice",
    "somebody",
    "correspondent",
    "pseudonym",
];

/// Titles and names of files of the case, folded.
#[derive(Default)]
pub(super) struct Decided {
    titles: BTreeSet<String>,
    files: BTreeSet<String>,
}

impl Decided {
    /// Nothing when no message is withheld.
    pub(super) fn of(case: &Case, withheld: &Withheld) -> Decided {
        let mut decided = Decided::default();
        let is_body = |words: &Words| matches!(words, Words::Body(..));
        if !withheld.items.iter().any(|item| is_body(&item.words)) {
            return decided;
        }
        let put = |names: &mut BTreeSet<String>, name: &str| {
            let name = folded(name).trim().to_owned();
            if !name.is_empty() {
                names.insert(name);
            }
        };
        for (_, _, thread) in case.threads() {
            put(&mut decided.titles, &thread.title);
            for named in &thread.attachments {
                put(&mut decided.files, &named.name);
            }
        }
        for entry in case.sources.iter().flat_map(|open| open.archive.entries()) {
            put(&mut decided.files, &entry.name);
        }
        decided
    }

    /// Whether a folded text shows a title or the name of a file, and the hit in it.
    pub(super) fn shows(&self, plain: &str, hit: std::ops::Range<usize>) -> bool {
        if self.files.contains(plain.trim()) {
            return true;
        }
        let piece = between_marks(plain, &hit);
        self.titles.iter().any(|title| {
            let mut places = plain.match_indices(title.as_str());
            title.contains(piece)
                || places.any(|(at, _)| at <= hit.start && hit.end <= at + title.len())
        })
    }
}

impl Scan<'_> {
    /// Whether a short message was found in a title or the name of a file, which says so by itself.
    pub(super) fn is_shown_anyway(
        &self,
        piece: Piece,
        value: &Value,
        plain: &str,
        hit: std::ops::Range<usize>,
    ) -> bool {
        value.is_short_body
            && piece == Piece::Written(Class::Other)
            && self.withheld.decided.shows(plain, hit)
    }
}

/// Whether a folded piece of a message is so short that it may be said anywhere.
pub(super) fn is_short(plain: &str) -> bool {
    plain.split_whitespace().count() < QUOTED_WORDS && n_visible(plain) <= TITLE_CHARS
}

/// Whether a hit in a folded text is in a mark that the package writes, or in the pseudonym behind it.
pub(super) fn is_of_mark(plain: &str, hit: &std::ops::Range<usize>) -> bool {
    // In pages the pseudonym is a text of its own, a space first, behind the element that is the mark.
    let is_label = hit.end <= label_len(plain);
    is_label || marks(plain).any(|mark| mark.start <= hit.start && hit.end <= mark.end)
}

/// The same of bytes of a line as it stands, which begin with a mark.
pub(super) fn is_raw_mark(line: &[u8], at: usize, found: &[u8]) -> bool {
    found.starts_with("█[".as_bytes()) && {
        let rest = folded(&String::from_utf8_lossy(line.get(at..).unwrap_or_default()));
        let found = folded(&String::from_utf8_lossy(found));
        is_of_mark(&rest, &(0..found.len()))
    }
}

/// The marks in a folded text, with the pseudonyms behind them.
fn marks(plain: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    plain.match_indices("█[").filter_map(|(start, _)| {
        let rest = plain.get(start..)?;
        let len = rest.find("]█")? + "]█".len();
        let mark = rest.get(..len)?.to_ascii_uppercase();
        fixed::is_mark(&mark).then(|| start..start + len + label_len(rest.get(len..).unwrap_or("")))
    })
}

/// How long the pseudonym is that a text begins with.
fn label_len(text: &str) -> usize {
    let label = text.strip_prefix(' ').and_then(|rest| {
        let (word, rest) = rest.split_once(' ')?;
        let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (CLASSES.contains(&word) && n_digits > 0).then_some(1 + word.len() + 1 + n_digits)
    });
    label.unwrap_or(0)
}

/// What stands around the hit up to the next marks.
fn between_marks<'a>(plain: &'a str, hit: &std::ops::Range<usize>) -> &'a str {
    let start = marks(plain)
        .map(|mark| mark.end)
        .filter(|end| *end <= hit.start);
    let end = marks(plain)
        .map(|mark| mark.start)
        .filter(|start| *start >= hit.end);
    let range = start.max().unwrap_or(0)..end.min().unwrap_or(plain.len());
    plain.get(range).unwrap_or(plain).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided() -> Decided {
        Decided {
            titles: BTreeSet::from(["zed".to_owned(), "ann and zed okafor".to_owned()]),
            files: BTreeSet::from(["scan.pdf".to_owned()]),
        }
    }

    fn check(plain: &str, what: &str, shows: bool, is_mark: bool) {
        let at = plain.find(what).unwrap();
        let hit = at..at + what.len();
        assert_eq!(decided().shows(plain, hit.clone()), shows, "{plain}");
        assert_eq!(is_of_mark(plain, &hit), is_mark, "{plain}");
    }

    #[test]
    fn titles_and_names_of_files_are_shown() {
        check("zed", "zed", true, false);
        check("thread 1: zed, 5 records", "zed", true, false);
        check("ann and █[tpd]█ person 1", "ann", true, false);
        check("scan.pdf", "scan", true, false);
        check("scan.pdf.exe", "scan", false, false);
        check("ann agreed", "ann", false, false);
    }

    #[test]
    fn marks_and_pseudonyms_are_the_writers() {
        check("█[tpd]█ person 1", "█[tpd]█", false, true);
        check("█[tpd con]█ person 1", "person", false, true);
        check("█[tpd]█ person 1", "█[tpd]█ person", false, true);
        check("█[tpd]█ jane 1", "jane", false, false);
        check("█[jane]█", "jane", false, false);
        check(" person 1", "person", false, true);
        check(" person 1 said person", "said", false, false);
        check("person 1", "person", false, false);
    }
}
