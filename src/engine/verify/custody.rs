//! `custody.jsonl`: every line names the digest of the one before, and the last one is the export
//! of this package.

use super::book::{Book, Reader};
use super::checks::Id;
use super::json::Json;
use super::lines::{Line, Lines};
use super::stamp;
use super::words::Codes;
use crate::engine::digest::sha256_hex;

/// The keys of a line.
pub(super) const KEYS: [&str; 7] = ["action", "actor", "detail", "object", "prev", "seq", "time"];

/// What everybody who decided is called where people are called by their role.
pub(super) const ROLE: &str = "reviewer";
/// Most letters of the first letters of somebody's names.
const MOST_INITIALS: usize = 12;

/// Reads `custody.jsonl`.
pub(super) struct Custody {
    lines: Lines,
    n_lines: u64,
    prev: String,
    n_sources: u64,
    exported: bool,
}

impl Default for Custody {
    fn default() -> Custody {
        Custody {
            lines: Lines::default(),
            n_lines: 0,
            prev: "0".repeat(64),
            n_sources: 0,
            exported: false,
        }
    }
}

impl Custody {
    fn line(&mut self, line: Line<'_>, book: &mut Book) {
        self.n_lines += 1;
        let number = self.n_lines;
        let bytes = match line {
            Line::Whole(bytes) => bytes,
            Line::TooLong(_) | Line::Unended(_) => {
                return book.fail(Id::Custody, format!("line {number} has no line end"));
            }
        };
        if let Err(text) = self.read(bytes, book) {
            book.fail(Id::Custody, format!("line {number} {text}"));
        }
        self.prev = sha256_hex(bytes);
    }

    fn read(&mut self, bytes: &[u8], book: &mut Book) -> Result<(), &'static str> {
        let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8")?;
        let json = Json::read(text).map_err(|_| "is not JSON")?;
        let fields = json
            .fields(KEYS)
            .ok_or("does not have exactly the seven keys in their order")?;
        if has_blanks(text) {
            return Err("has white space between its parts");
        }
        let [action, actor, detail, object, prev, seq, time] = fields;
        if prev.as_text() != Some(self.prev.as_str()) {
            return Err("does not name the digest of the line before it");
        }
        if seq.as_number() != Some(self.n_lines) {
            return Err("is not numbered in order");
        }
        let actor = actor.as_text().ok_or("has an actor that is no text")?;
        let time = time.as_text().filter(|time| stamp::is_instant(time));
        let time = time.ok_or("has a time that is none")?;
        let object = object.as_text().ok_or("has an object that is no text")?;
        if self.exported {
            return Err("follows the export");
        }
        if action.as_text() != Some("export") {
            book.facts.deciders.insert(actor.to_owned());
        }
        match action.as_text() {
            Some("open") => self.open(object, detail, book),
            Some("redact") => redact(object, detail, book),
            Some("export") => {
                self.exported = true;
                let [attachments, reviewers] = detail
                    .fields(["attachments", "reviewers"])
                    .ok_or("has a detail of another form")?;
                let [attachments, reviewers] =
                    [attachments, reviewers].map(|at| at.as_text().unwrap_or_default());
                book.facts.export = Some([object, time, attachments, reviewers].map(str::to_owned));
                Ok(())
            }
            _other => Err("has an action that is not known"),
        }
    }

    fn open(&mut self, object: &str, detail: &Json, book: &Book) -> Result<(), &'static str> {
        let number = object
            .strip_prefix("source ")
            .and_then(|number| number.parse::<u64>().ok());
        let number = number.ok_or("opens something that is no source")?;
        if book.facts.custody_redacts || number <= self.n_sources {
            return Err("is not in its place");
        }
        self.n_sources = number;
        match detail.as_object() {
            Some([]) => Ok(()),
            _other => Err("has a detail of another form"),
        }
    }
}

fn redact(object: &str, detail: &Json, book: &mut Book) -> Result<(), &'static str> {
    const FORM: &str = "has a detail of another form";
    let [codes, n_redactions] = detail.fields(["codes", "n_redactions"]).ok_or(FORM)?;
    let codes = codes.as_object().ok_or(FORM)?;
    let words: Vec<&str> = codes.iter().map(|(word, _)| word.as_str()).collect();
    Codes::of(&words).ok_or(FORM)?;
    let n_redactions = n_redactions.as_number().ok_or(FORM)?;
    let counts: Option<Vec<u64>> = codes.iter().map(|(_, n)| n.as_number()).collect();
    let counts = counts.ok_or(FORM)?;
    let fits = counts.iter().all(|n| (1..=n_redactions).contains(n))
        && counts.iter().sum::<u64>() >= n_redactions;
    if !fits || object != "redactions" {
        return Err("counts redactions that cannot be");
    }
    if std::mem::replace(&mut book.facts.custody_redacts, true) {
        return Err("is the second about redactions");
    }
    Ok(())
}

/// Whether white space stands outside texts.
fn has_blanks(json: &str) -> bool {
    let mut in_text = false;
    let mut escaped = false;
    for byte in json.bytes() {
        if in_text {
            in_text = escaped || byte != b'"';
            escaped = byte == b'\\' && !escaped;
        } else if byte == b'"' {
            in_text = true;
        } else if byte.is_ascii_whitespace() {
            return true;
        }
    }
    false
}

/// Checks the custody lines against the rest. `folder` is the top folder.
pub(super) fn check_custody(book: &mut Book, folder: &str) {
    book.at("data/logs/custody.jsonl");
    let has_rows = book
        .facts
        .table_rows
        .as_ref()
        .is_some_and(|rows| !rows.is_empty());
    if has_rows != book.facts.custody_redacts {
        book.fail(
            Id::Custody,
            "its line about redactions and the redaction log do not fit together",
        );
    }
    let Some([object, time, attachments, reviewers]) = book.facts.export.clone() else {
        return book.fail(Id::Custody, "does not end with the export of this package");
    };
    if object.strip_suffix(".zip").unwrap_or(&object) != folder {
        book.fail(Id::Custody, "its export is that of another package");
    }
    if book.facts.bag_value("Threadseal-Created") != Some(&time) {
        book.fail(Id::Custody, "its export has another time than bag-info.txt");
    }
    if book.facts.bag_value("Threadseal-Attachments") != Some(&attachments) {
        book.fail(
            Id::Custody,
            "its export says something else of attachments than bag-info.txt",
        );
    }
    let are_so: fn(&str) -> bool = match reviewers.as_str() {
        "role" => |by| by == ROLE,
        "initials" => |by| by == ROLE || are_initials(by),
        "name" => |_| true,
        _other => |_| false,
    };
    if !book.facts.deciders.iter().all(|by| are_so(by)) {
        book.fail(
            Id::Custody,
            "the people who decided are called otherwise than its export says",
        );
    }
}

fn are_initials(by: &str) -> bool {
    !by.is_empty() && by.chars().count() <= MOST_INITIALS && !by.contains(char::is_whitespace)
}

impl Reader for Custody {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(bytes, &mut |_, line| self.line(line, book));
        self.lines = lines;
    }

    fn end(&mut self, book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(&mut |_, line| self.line(line, book));
    }
}
