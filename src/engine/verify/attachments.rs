//! `attachments.csv` against the files of the package. That it agrees with `messages.jsonl` is
//! checked while that is read.

use super::book::{Book, Reader};
use super::checks::Id;
use super::csv::{Row, Rows};
use super::facts::AttachmentFact;
use super::named::{LACKS, State, WHYS};
use super::records::attachment_fact;

/// The head.
pub(super) const COLUMNS: [&str; 9] = [
    "thread",
    "i",
    "state",
    "file",
    "name",
    "type",
    "size_bytes",
    "sha256",
    "why",
];

/// Reads `attachments.csv` of one thread.
pub(super) struct Attachments {
    thread: u32,
    rows: Rows,
    facts: Vec<AttachmentFact>,
    has_head: bool,
}

impl Attachments {
    /// For thread `thread`, from 1.
    pub(super) fn new(thread: u32) -> Attachments {
        Attachments {
            thread,
            rows: Rows::default(),
            facts: Vec::new(),
            has_head: false,
        }
    }

    fn row(&mut self, number: u64, row: Row, book: &mut Book) {
        let Row::Cells(cells) = row else {
            return book.fail(Id::Attachments, format!("row {number} is not CSV"));
        };
        if !self.has_head {
            self.has_head = true;
            if cells != COLUMNS {
                book.fail(Id::Attachments, "does not start with its nine columns");
            }
            return;
        }
        if let Err(text) = self.cells(&cells, book) {
            book.fail(Id::Attachments, format!("row {number} {text}"));
        }
    }

    fn cells(&mut self, cells: &[String], book: &Book) -> Result<(), String> {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let [thread, i, state, file, name, kind, size, sha256, why] = *cells else {
            return Err("does not have nine cells".to_owned());
        };
        let record: u32 = i.parse().map_err(|_| "names no record".to_owned())?;
        let before = self.facts.last().map_or(0, |fact| fact.record);
        if thread != self.thread.to_string() || i != record.to_string() || record <= before {
            return Err("is not in the order of records of its thread".to_owned());
        }
        let known = State::ALL.into_iter().find(|known| known.word() == state);
        // What a copy lacks stands in the table alone.
        let said = match known {
            Some(State::Cleaned | State::Redacted) => "",
            _other => why,
        };
        self.facts.push(AttachmentFact {
            record,
            words: attachment_fact(state, file, name, said),
        });
        let state = known.ok_or("has a state that is not known")?;
        let choice = book.facts.bag_value("Threadseal-Attachments");
        let asked_for = match state {
            // Among clean copies a row of the redaction log must stand for it.
            State::Included => ["as-they-are", "cleaned"].as_slice(),
            State::Cleaned | State::NoCopy => ["cleaned"].as_slice(),
            State::Redacted => ["as-they-are", "cleaned"].as_slice(),
            State::NotIncluded | State::Absent | State::Withheld => [].as_slice(),
        };
        let fits = |choice| asked_for.is_empty() || asked_for.contains(&choice);
        if !choice.is_none_or(fits) {
            return Err("has a state that bag-info.txt does not allow".to_owned());
        }
        let may_say = match state {
            State::Cleaned | State::Redacted => why.is_empty() || LACKS.contains(&why),
            State::NoCopy => WHYS.contains(&why),
            State::Included | State::NotIncluded | State::Absent | State::Withheld => {
                why.is_empty()
            }
        };
        if !may_say {
            return Err("gives a reason that its state does not have".to_owned());
        }
        if !(kind.is_empty() || is_media_type(kind)) {
            return Err("has a type of another form".to_owned());
        }
        let blank = match state {
            State::Included | State::Cleaned | State::Redacted => {
                return check_file(file, size, sha256, book);
            }
            State::NoCopy | State::NotIncluded | State::Absent => [file, size, sha256].concat(),
            State::Withheld => [file, size, sha256, name, kind].concat(),
        };
        if blank.is_empty() {
            Ok(())
        } else {
            Err("says more than its state allows".to_owned())
        }
    }
}

fn check_file(file: &str, size: &str, sha256: &str, book: &Book) -> Result<(), String> {
    let Some(seen) = book.facts.seen.get(file) else {
        return Err(format!("names {file:?}, which is not in the package"));
    };
    if size != seen.size_bytes.to_string() {
        return Err(format!("gives another size than {file:?} has"));
    }
    if !seen.sha256.is_empty() && sha256 != seen.sha256 {
        return Err(format!("gives another SHA-256 than {file:?} has"));
    }
    Ok(())
}

/// Whether `text` reads like `image/jpeg`.
pub(super) fn is_media_type(text: &str) -> bool {
    let plain = |part: &str| {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".+-".contains(c);
        !part.is_empty() && part.len() <= 80 && part.chars().all(allowed)
    };
    text.split_once('/')
        .is_some_and(|(kind, rest)| plain(kind) && plain(rest))
}

impl Reader for Attachments {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.push(bytes, &mut |number, row| self.row(number, row, book));
        self.rows = rows;
    }

    fn end(&mut self, book: &mut Book) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.end(&mut |number, row| self.row(number, row, book));
        if !self.has_head {
            book.fail(Id::Attachments, "does not start with its nine columns");
        }
        let facts = book.facts.threads.entry(self.thread).or_default();
        facts.attachments = Some(std::mem::take(&mut self.facts));
    }
}
