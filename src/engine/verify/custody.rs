//! `custody.jsonl`: every line names the digest of the one before, and the last one is the export
//! of this package.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Reader};
use super::checks::Id;
use super::facts::{ChosenOrder, IntakeFact};
use super::json::Json;
use super::lines::{Line, Lines};
use super::stamp;
use super::words::Codes;
use crate::engine::digest::sha256_hex;
use crate::engine::time::Instant;

/// The keys of a line.
pub(super) const KEYS: [&str; 7] = ["action", "actor", "detail", "object", "prev", "seq", "time"];

/// What everybody who decided is called where people are called by their role.
pub(super) const ROLE: &str = "reviewer";

/// What a form of intake may answer, in the order of the keys, with what a certificate calls it.
pub(super) const INTAKE: [(&str, &str); 4] = [
    ("app", "version of the app"),
    ("device", "device"),
    ("how", "how it was exported"),
    ("who", "exported or handed over by"),
];

/// Reads `custody.jsonl`.
pub(super) struct Custody {
    lines: Lines,
    n_lines: u64,
    prev: String,
    n_sources: u64,
    /// What was said once and may not be said again: action and object.
    once: BTreeSet<[String; 2]>,
    exported: bool,
}

impl Default for Custody {
    fn default() -> Custody {
        Custody {
            lines: Lines::default(),
            n_lines: 0,
            prev: "0".repeat(64),
            n_sources: 0,
            once: BTreeSet::new(),
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
        let action = action.as_text().unwrap_or_default();
        let said = [action, object].map(str::to_owned);
        if action != "date-order" && !self.once.insert(said) {
            return Err("says twice what is said once");
        }
        if let Some(number) = numbered(object, "source ") {
            let last = &mut book.facts.last_source;
            *last = number.max(*last);
        }
        match action {
            "open" => self.open(object, detail, book),
            "intake" => intake(object, actor, time, detail, book),
            "date-order" => date_order(object, actor, time, detail, book),
            "zone" => zone(object, actor, time, detail, book),
            "witness" => witnessed(object, detail, book),
            "redact" => redact(object, detail, book),
            "export" => {
                self.exported = true;
                let (detail, number) = exported(detail).ok_or("has a detail of another form")?;
                let [attachments, reviewers] = detail;
                book.facts.exported_as = number;
                let [attachments, reviewers] =
                    [attachments, reviewers].map(|at| at.as_text().unwrap_or_default());
                book.facts.export =
                    Some([actor, object, time, attachments, reviewers].map(str::to_owned));
                Ok(())
            }
            _other => Err("has an action that is not known"),
        }
    }

    fn open(&mut self, object: &str, detail: &Json, book: &Book) -> Result<(), &'static str> {
        let number = numbered(object, "source ").ok_or("opens something that is no source")?;
        let late = book.facts.custody_redacts
            || !book.facts.times.is_empty()
            || !book.facts.intakes.is_empty();
        if late || number <= self.n_sources {
            return Err("is not in its place");
        }
        self.n_sources = number;
        match detail.as_object() {
            Some([]) => Ok(()),
            _other => Err("has a detail of another form"),
        }
    }
}

/// What the export says of attachments and reviewers, and which disclosure it is.
fn exported(detail: &Json) -> Option<([&Json; 2], Option<u64>)> {
    if let Some(two) = detail.fields(["attachments", "reviewers"]) {
        return Some((two, None));
    }
    let [attachments, number, reviewers] =
        detail.fields(["attachments", "disclosure", "reviewers"])?;
    Some(([attachments, reviewers], Some(number.as_number()?)))
}

/// Somebody said how an export came here.
fn intake(
    object: &str,
    actor: &str,
    time: &str,
    detail: &Json,
    book: &mut Book,
) -> Result<(), &'static str> {
    const FORM: &str = "has a detail of another form";
    let number = numbered(object, "source ").ok_or("is about no source")?;
    let facts = &book.facts;
    let last = facts.intakes.last().map_or(0, |last| last.source);
    if facts.custody_redacts || !facts.times.is_empty() || number <= last {
        return Err("is not in its place");
    }
    let members = detail.as_object().ok_or(FORM)?;
    let mut answers = BTreeMap::new();
    for (key, answer) in members {
        let is_next = answers.last_key_value().is_none_or(|(last, _)| last < key);
        let answer = answer.as_text().filter(|text| !text.is_empty());
        if !is_next || !INTAKE.iter().any(|(known, _)| known == key) {
            return Err(FORM);
        }
        answers.insert(key.clone(), one_line(answer.ok_or(FORM)?));
    }
    if answers.is_empty() {
        return Err(FORM);
    }
    let date = Instant::from_rfc3339(time).map_or_else(|_| String::new(), |at| at.utc_date());
    book.facts.intakes.push(IntakeFact {
        source: number,
        answers,
        by: one_line(actor),
        date,
    });
    Ok(())
}

/// Somebody chose how the dates of a thread are read.
fn date_order(
    object: &str,
    actor: &str,
    time: &str,
    detail: &Json,
    book: &mut Book,
) -> Result<(), &'static str> {
    const FORM: &str = "has a detail of another form";
    let number = numbered(object, "thread ").ok_or("is about no thread")?;
    let keys = ["first_record", "n_records", "order", "shown", "state"];
    let [first, n_records, order, shown, state] = detail.fields(keys).ok_or(FORM)?;
    let (first, n_records) = (first.as_number(), n_records.as_number());
    let (first, n_records) = first.zip(n_records).ok_or(FORM)?;
    let (chosen, shown) = order_of(order).zip(order_of(shown)).ok_or(FORM)?;
    let (order, shown) = (ORDERS[chosen].1, ORDERS[shown].1);
    let states = ["proven", "corroborated", "assumed", "conflict"];
    let state = state.as_text().filter(|state| states.contains(state));
    let state = state.ok_or(FORM)?;
    let block = format!(
        "Thread {number}, messages that start as message {first} does ({n_records} of them)\n    \
         read as: {order}\n    the text itself shows: {shown} ({state})\n{}",
        decided(actor, time)
    );
    let thread = u32::try_from(number).map_err(|_| "is about no thread")?;
    let choices = book.facts.chosen_orders.entry(thread).or_default();
    choices.push(ChosenOrder {
        first,
        n_records,
        order: chosen,
    });
    settled(block, book)
}

/// Somebody stated the zone of the phone that made an export.
fn zone(
    object: &str,
    actor: &str,
    time: &str,
    detail: &Json,
    book: &mut Book,
) -> Result<(), &'static str> {
    const FORM: &str = "has a detail of another form";
    let number = numbered(object, "source ").ok_or("is about no source")?;
    let [zone] = detail.fields(["zone"]).ok_or(FORM)?;
    let zone = zone.as_text().ok_or(FORM)?;
    let block = format!(
        "Source {number}, the clock of the exporting phone\n    time zone: {}\n{}",
        one_line(zone),
        decided(actor, time)
    );
    settled(block, book)
}

fn settled(block: String, book: &mut Book) -> Result<(), &'static str> {
    if book.facts.custody_redacts {
        return Err("is not in its place");
    }
    book.facts.times.push(block);
    Ok(())
}

fn numbered(object: &str, before: &str) -> Option<u64> {
    let written = object.strip_prefix(before)?;
    let number: u64 = written.parse().ok()?;
    (number > 0 && number.to_string() == written).then_some(number)
}

/// The orders, and what the README calls them.
const ORDERS: [(&str, &str); 3] = [
    ("dmy", "day, month, year"),
    ("mdy", "month, day, year"),
    ("ymd", "year, month, day"),
];

fn order_of(order: &Json) -> Option<usize> {
    let word = order.as_text()?;
    ORDERS.iter().position(|(known, _)| *known == word)
}

fn decided(by: &str, at: &str) -> String {
    let date = Instant::from_rfc3339(at).map_or_else(|_| String::new(), |at| at.utc_date());
    let by = one_line(by);
    format!("    decided by: {by}\n    decided on: {date}\n")
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Every way out of the page was tried. The words of ways are those that a page has today; a later
/// one may know more.
fn witnessed(object: &str, detail: &Json, book: &mut Book) -> Result<(), &'static str> {
    const FORM: &str = "has a detail of another form";
    let keys = ["build", "n_blocked", "n_tried", "open"];
    let [build, n_blocked, n_tried, open] = detail.fields(keys).ok_or(FORM)?;
    let is_hex = |text: &str| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if !build
        .as_text()
        .is_some_and(|text| text.is_empty() || is_hex(text))
    {
        return Err(FORM);
    }
    let (n_blocked, n_tried) = n_blocked.as_number().zip(n_tried.as_number()).ok_or(FORM)?;
    let open = open.as_list().ok_or(FORM)?;
    let is_word = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let words = open.iter().all(|way| way.as_text().is_some_and(is_word));
    if !words || n_blocked > n_tried || object != "network" {
        return Err(FORM);
    }
    if book.facts.custody_redacts {
        return Err("is not in its place");
    }
    Ok(())
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
