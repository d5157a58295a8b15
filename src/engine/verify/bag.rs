//! The bag's own files: `bagit.txt`, `bag-info.txt`, the manifests over the payload and over the
//! other files. Manifests are read after what they list, so each line is compared as it goes by.

use std::ops::Bound;

use super::book::{Book, Reader, not_text};
use super::checks::Id;
use super::lines::{Line, Lines};
use super::names::{self, Digest, Kind};
use crate::engine::time::Instant;

pub(super) const FORMAT: &str = include_str!("../../../docs/disclosure-package.md");
pub(super) const SCRIPT: &str = include_str!("../package/templates/verify.py");

const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The label of the number of the disclosure, last where there is one.
pub(super) const NUMBER: &str = "Disclosure-Number";
const LABELS: [&str; 9] = [
    "Bagging-Date",
    "External-Identifier",
    "External-Description",
    "Bag-Software-Agent",
    "BagIt-Profile-Identifier",
    "Payload-Oxum",
    "Threadseal-Format",
    "Threadseal-Created",
    "Threadseal-Attachments",
];
/// Most bytes of a small text file that are looked at.
const SMALL_BYTES: usize = 64 << 10;

/// Reads `bagit.txt` or `bag-info.txt`.
pub(super) struct SmallFile {
    kept: Vec<u8>,
    id: Id,
}

impl SmallFile {
    /// For `bagit.txt`.
    pub(super) fn bagit() -> SmallFile {
        SmallFile {
            kept: Vec::new(),
            id: Id::BagIt,
        }
    }

    /// For `bag-info.txt`.
    pub(super) fn bag_info() -> SmallFile {
        SmallFile {
            kept: Vec::new(),
            id: Id::BagInfo,
        }
    }
}

impl Reader for SmallFile {
    fn push(&mut self, bytes: &[u8], _book: &mut Book) {
        let room = (SMALL_BYTES + 1).saturating_sub(self.kept.len());
        self.kept
            .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn end(&mut self, book: &mut Book) {
        if self.id == Id::BagIt {
            if self.kept != BAGIT.as_bytes() {
                book.fail(Id::BagIt, "is not the two lines that BagIt 1.0 asks for");
            }
            return;
        }
        let text = std::str::from_utf8(&self.kept).unwrap_or_default();
        let lines: Vec<&str> = text.split_terminator('\n').collect();
        let n_labels = LABELS.len() + usize::from(lines.len() > LABELS.len());
        if !text.ends_with('\n') || lines.len() != n_labels {
            book.fail(Id::BagInfo, "does not have exactly its lines");
        }
        for (line, label) in lines.iter().zip(LABELS.into_iter().chain([NUMBER])) {
            match line.split_once(": ") {
                Some((found, value)) if found == label => {
                    book.facts
                        .bag_info
                        .push((label.to_owned(), value.to_owned()));
                }
                _other => book.fail(
                    Id::BagInfo,
                    format!("the line {label:?} is missing or not in its place"),
                ),
            }
        }
    }
}

/// Checks `bag-info.txt` against everything else. `folder` is the top folder.
pub(super) fn check_bag_info(book: &mut Book, folder: &str) {
    book.at("bag-info.txt");
    let value = |label: &str| book.facts.bag_value(label).unwrap_or_default().to_owned();
    let payload = book
        .facts
        .seen
        .iter()
        .filter(|(path, _)| Kind::is_payload(path));
    let (n_files, n_bytes) = payload.fold((0_u64, 0_u64), |(files, bytes), (_, seen)| {
        (files + 1, bytes + seen.size_bytes)
    });
    let created = Instant::from_rfc3339(&value("Threadseal-Created")).ok();
    let date = created.as_ref().map(Instant::utc_date).unwrap_or_default();
    let number = book.facts.number();
    let name = created.as_ref().map(folder_name).unwrap_or_default();
    let name = match number {
        Some(number) => format!("{name}-d{number}"),
        None => name,
    };
    let (says_number, has_proof) = (
        book.facts.bag_value(NUMBER).is_some(),
        !book.facts.seals.is_empty(),
    );
    let agent = value("Bag-Software-Agent");
    let attachments = value("Threadseal-Attachments");
    let problems = [
        (
            created.is_none(),
            "Threadseal-Created is not a time as RFC 3339 writes it".to_owned(),
        ),
        (
            value("Bagging-Date") != date,
            "Bagging-Date is not the UTC date of Threadseal-Created".to_owned(),
        ),
        (
            value("External-Identifier") != folder,
            "External-Identifier is not the name of the top folder".to_owned(),
        ),
        (
            created.is_some() && name != folder,
            format!("the top folder's name is not {name:?}, which its lines give"),
        ),
        (
            value("External-Description") != "Disclosure of WhatsApp chat exports",
            "External-Description differs".to_owned(),
        ),
        (
            !is_program(&agent),
            "Bag-Software-Agent is not \"threadseal\" and a version".to_owned(),
        ),
        (
            value("BagIt-Profile-Identifier") != "urn:threadseal:disclosure-1",
            "BagIt-Profile-Identifier differs".to_owned(),
        ),
        (
            value("Payload-Oxum") != format!("{n_bytes}.{n_files}"),
            format!("Payload-Oxum is not {n_bytes}.{n_files}, which the payload gives"),
        ),
        (
            value("Threadseal-Format") != "threadseal-disclosure-1",
            "Threadseal-Format is not \"threadseal-disclosure-1\"".to_owned(),
        ),
        (
            !["as-they-are", "cleaned", "withheld"].contains(&attachments.as_str()),
            "Threadseal-Attachments is none of \"as-they-are\", \"cleaned\", \"withheld\""
                .to_owned(),
        ),
        (
            says_number && number.is_none(),
            "Disclosure-Number is no plain number from 1 to 999999".to_owned(),
        ),
        (
            says_number && !has_proof,
            "Disclosure-Number stands in a package without a proof".to_owned(),
        ),
    ];
    for (wrong, text) in problems {
        if wrong {
            book.fail(Id::BagInfo, text);
        }
    }
}

/// `threadseal 0.1.0`: a name and a version of at most four numbers, each of at most five digits.
fn is_program(agent: &str) -> bool {
    let version = agent.strip_prefix("threadseal ").unwrap_or_default();
    let numbers: Vec<&str> = version.split('.').collect();
    let is_number = |text: &&str| {
        (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    (2..=4).contains(&numbers.len()) && numbers.iter().all(is_number)
}

/// `threadseal-disclosure-YYYYMMDD-HHMMSS` in UTC.
fn folder_name(created: &Instant) -> String {
    let stamp = jiff::Timestamp::from_millisecond(created.unix_ms()).unwrap_or_default();
    let digits: String = stamp
        .to_string()
        .chars()
        .take(19)
        .filter(char::is_ascii_digit)
        .collect();
    let (date, time) = digits.split_at_checked(8).unwrap_or_default();
    format!("threadseal-disclosure-{date}-{time}")
}

/// What a manifest is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// Everything below `data/`.
    Payload,
    /// Everything else but tag manifests and signatures.
    Tags,
}

impl Over {
    fn covers(self, path: &str) -> bool {
        let payload = Kind::is_payload(path);
        match self {
            Over::Payload => payload,
            Over::Tags => !payload && !matches!(Kind::of(path), Kind::TagManifest(_)),
        }
    }

    fn list_id(self) -> Id {
        match self {
            Over::Payload => Id::Manifests,
            Over::Tags => Id::TagManifests,
        }
    }

    fn digest_id(self) -> Id {
        match self {
            Over::Payload => Id::Digests,
            Over::Tags => Id::TagManifests,
        }
    }
}

/// Reads a manifest.
pub(super) struct Manifest {
    lines: Lines,
    digest: Digest,
    over: Over,
    last: String,
}

impl Manifest {
    /// A manifest of `digest` over `over`.
    pub(super) fn new(digest: Digest, over: Over) -> Manifest {
        Manifest {
            lines: Lines::default(),
            digest,
            over,
            last: String::new(),
        }
    }

    fn line(&mut self, number: u64, line: Line<'_>, book: &mut Book) {
        let text = match line {
            Line::Whole(bytes) => std::str::from_utf8(bytes).ok(),
            Line::TooLong(_) | Line::Unended(_) => None,
        };
        let Some((digest, path)) = text.and_then(|text| self.cut(text)) else {
            let form = "is not a digest in lower-case hex, two spaces and a path";
            return book.fail(self.over.list_id(), format!("line {number} {form}"));
        };
        if path <= self.last.as_str() {
            let text = format!("line {number}: {path:?} does not stand in the order of paths");
            return book.fail(self.over.list_id(), text);
        }
        self.unlisted_before(Some(path), book);
        self.last = path.to_owned();
        if let Some(why) = names::refused(path) {
            return book.fail(
                self.over.list_id(),
                format!("line {number}: {path:?} {why}"),
            );
        }
        if !self.over.covers(path) {
            let text = format!("line {number}: {path:?} does not belong in this manifest");
            return book.fail(self.over.list_id(), text);
        }
        self.compare(path, digest, book);
    }

    fn cut<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let (digest, path) = text.split_at_checked(self.digest.hex_len())?;
        let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        let path = path.strip_prefix("  ")?;
        let fits = digest.chars().all(hex) && !path.is_empty() && !path.starts_with(' ');
        fits.then_some((digest, path))
    }

    fn compare(&self, path: &str, listed: &str, book: &mut Book) {
        let Some(seen) = book.facts.seen.get(path) else {
            let text = format!("lists {path:?}, which is not in the package");
            return book.fail(self.over.list_id(), text);
        };
        let found = match self.digest {
            Digest::Sha256 => &seen.sha256,
            Digest::Sha512 => &seen.sha512,
        };
        if !found.is_empty() && found != listed {
            let text = format!("its {} is not the one that is listed", self.digest.label());
            book.fail_at(self.over.digest_id(), path, text);
        }
    }

    /// Names what stands in the package between the last line and `path`, but not in the manifest.
    fn unlisted_before(&self, path: Option<&str>, book: &mut Book) {
        let end = path.map_or(Bound::Unbounded, Bound::Excluded);
        let unlisted: Vec<String> = book
            .facts
            .seen
            .range::<str, _>((Bound::Excluded(self.last.as_str()), end))
            .map(|(path, _)| path.clone())
            .filter(|path| self.over.covers(path))
            .collect();
        for path in unlisted {
            let text = format!("is not listed for {}", self.digest.label());
            book.fail_at(self.over.list_id(), &path, text);
        }
    }
}

impl Reader for Manifest {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(bytes, &mut |number, line| self.line(number, line, book));
        self.lines = lines;
    }

    fn end(&mut self, book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(&mut |number, line| self.line(number, line, book));
        self.unlisted_before(None, book);
    }
}

/// Reads `format.md` and `verify.py`: text as the format writes it. Whether it is that of this version
/// of the program is said, not judged: other versions write others.
pub(super) struct Prose {
    name: &'static str,
    known: &'static str,
    kept: Vec<u8>,
    n_bytes: u64,
}

impl Prose {
    /// The format's own text.
    pub(super) fn format() -> Prose {
        Prose::of("format.md", FORMAT)
    }

    /// The checker that a package carries.
    pub(super) fn script() -> Prose {
        Prose::of("verify.py", SCRIPT)
    }

    fn of(name: &'static str, known: &'static str) -> Prose {
        Prose {
            name,
            known,
            kept: Vec::new(),
            n_bytes: 0,
        }
    }
}

impl Reader for Prose {
    fn push(&mut self, bytes: &[u8], _book: &mut Book) {
        self.n_bytes += bytes.len() as u64;
        if self.n_bytes <= (1 << 20) {
            self.kept.extend_from_slice(bytes);
        }
    }

    fn end(&mut self, book: &mut Book) {
        if self.n_bytes > (1 << 20) || not_text(&self.kept) {
            book.fail(Id::Files, "is not UTF-8 text with LF");
        }
        if self.kept != self.known.as_bytes() {
            book.facts.strange_texts.push(self.name);
        }
    }
}
