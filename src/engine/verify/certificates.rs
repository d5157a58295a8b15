//! `data/certificates`: fixed forms, filled with what the rest of the package says. Written down here
//! once more, so that a stranger's copy decides and not the writer's.

use super::book::{Book, Reader};
use super::checks::Id;
use super::custody::INTAKE;
use super::facts::IntakeFact;
use super::names::Kind;
use super::page::difference;
use super::words::grouped;

const FORMS: &str = include_str!("format/certificates.txt");
/// Names of the drafts, in order.
pub(super) const NAMES: [&str; 7] = [
    "bsa-63-4",
    "exhibit-note",
    "fre-1006",
    "fre-902-13",
    "fre-902-14",
    "pd57ad-16",
    "subject-access",
];
const DRAFT: &str = "\
DRAFT, for a person to check, to complete and to sign. The program wrote down
what it did and what people typed, and certifies nothing. It cannot know that
the export was genuine, complete or unchanged before it was opened: an export
is a text file that anyone can edit. Lines are left for what it does not know.
";
/// Longest draft. Units: bytes.
const MOST_BYTES: usize = 1 << 20;

/// Where a draft stands.
pub(super) fn path(name: &str) -> String {
    format!("data/certificates/{name}.txt")
}

/// Keeps a draft until everything it speaks of was read.
pub(super) struct Certificate {
    number: usize,
    kept: Vec<u8>,
}

impl Certificate {
    /// The draft of that number in [`NAMES`].
    pub(super) fn new(number: usize) -> Certificate {
        Certificate {
            number,
            kept: Vec::new(),
        }
    }
}

impl Reader for Certificate {
    fn push(&mut self, bytes: &[u8], _book: &mut Book) {
        let room = MOST_BYTES.saturating_sub(self.kept.len());
        self.kept
            .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn end(&mut self, book: &mut Book) {
        let text = String::from_utf8_lossy(&self.kept).into_owned();
        book.facts.certificates.insert(self.number, text);
    }
}

/// Compares the drafts with what they must be. What that is follows from all the rest, so they are
/// looked at only where the rest is as it should be.
pub(super) fn check_certificates(book: &mut Book, folder: &str) {
    let drafts = std::mem::take(&mut book.facts.certificates);
    if !book.ledger.is_clean() {
        return book.ledger.skip(&[Id::Certificates]);
    }
    let observed = observed(book, folder);
    for (number, draft) in drafts {
        let name = NAMES.get(number).copied().unwrap_or_default();
        if let Some((_, line)) = difference(&draft, &wanted(name, &observed)) {
            let text = format!("line {line}: is not what the format says");
            book.fail_at(Id::Certificates, &path(name), text);
        }
    }
}

fn wanted(name: &str, observed: &str) -> String {
    let mut forms = FORMS.split("=== ").filter_map(|form| form.split_once('\n'));
    let form = forms.find(|(known, _)| *known == name);
    let form = form.map_or("", |(_, form)| form);
    form.replace("{draft}", DRAFT)
        .replace("{observed}", observed)
}

fn observed(book: &Book, folder: &str) -> String {
    let facts = &book.facts;
    let value = |label| facts.bag_value(label).unwrap_or_default();
    let threads = facts.threads.values();
    let n_records: usize = threads
        .map(|thread| thread.records.as_ref().map_or(0, Vec::len))
        .sum();
    let is_media = |path: &&String| matches!(Kind::of(path), Kind::Media(_));
    let counts = [
        ("Threads", facts.threads.len()),
        ("Records", n_records),
        (
            "Files in data/media",
            facts.seen.keys().filter(is_media).count(),
        ),
        (
            "Rows of the redaction log",
            facts.table_rows.as_ref().map_or(0, Vec::len),
        ),
    ];
    let mut out = format!(
        "WHAT THE PROGRAM OBSERVED\n\nPackage: {folder}\nMade: {}, by the clock of the device, with {}\n",
        value("Threadseal-Created"),
        value("Bag-Software-Agent"),
    );
    for (words, n) in counts {
        out += &format!("{words}: {}\n", grouped(n as u64));
    }
    out += "Digests of every file: manifest-sha256.txt, manifest-sha512.txt\n";
    for (seal, number) in facts.seals.values().zip(1..) {
        let said = seal.number.map(|said| said.to_string()).unwrap_or_default();
        out += &format!("Number of seal {number}: {said}\n");
    }
    out += "\nWHAT PEOPLE SAY OF THE EXPORTS, AND NOBODY CHECKED\n\n";
    if facts.intakes.is_empty() {
        out += "Nobody recorded how the exports came here.\n";
    }
    facts
        .intakes
        .iter()
        .for_each(|intake| out += &block(intake));
    out
}

/// What stands of one export: the last key comes first, since who it was matters most.
fn block(intake: &IntakeFact) -> String {
    let mut out = format!("Source {}\n", intake.source);
    for key in ["who", "device", "app", "how"] {
        let words = INTAKE.iter().find(|(known, _)| *known == key);
        if let Some(((_, words), answer)) = words.zip(intake.answers.get(key)) {
            out += &format!("    {words}: {answer}\n");
        }
    }
    let (by, date) = (&intake.by, &intake.date);
    out + &format!("    recorded by: {by}\n    recorded on: {date}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_are_stated_alike_by_writer_and_reader() {
        let writers = include_str!("../package/templates/certificates.txt");
        assert_eq!(FORMS, writers);
        let named = FORMS.split("=== ").filter_map(|form| form.split_once('\n'));
        let named: Vec<&str> = named.map(|(name, _)| name).collect();
        assert_eq!(named, NAMES);
    }

    #[test]
    fn a_draft_holds_every_part_once() {
        for name in NAMES {
            let draft = wanted(name, "OBSERVED\n");
            assert_eq!(draft.matches("DRAFT, for a person").count(), 1, "{name}");
            assert_eq!(draft.matches("OBSERVED").count(), 1, "{name}");
            assert!(!draft.contains(['{', '}']), "{name}");
        }
    }
}
