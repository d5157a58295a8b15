//! The redaction log: both forms of it say the same, and every mark in the package has its row and
//! every row its mark.

use super::book::{Book, Reader};
use super::checks::Id;
use super::csv::{Row, Rows, guarded};
use super::facts::{Field, MarkFact};
use super::json::Json;
use super::lines::{Line, Lines};
use super::named::{LACKS, WHYS};
use super::stamp;
use super::words::{Codes, Fact, fact};

/// The head of the table and the keys of the lines.
pub(super) const COLUMNS: [&str; 10] = [
    "no",
    "thread",
    "record",
    "scope",
    "gaps",
    "codes",
    "note",
    "decided_by",
    "decided_on",
    "status",
];
/// The words of `scope`, with what they are about.
pub(super) const SCOPES: [(&str, Field); 14] = [
    ("body", Field::Body),
    (OUTSIDE, Field::Body),
    (GONE, Field::Body),
    ("time", Field::Time),
    ("span", Field::Body),
    ("sender", Field::Sender),
    ("title", Field::Title),
    ("attachment", Field::Attachment),
    ("file-name", Field::FileName),
    ("metadata", Field::Metadata),
    ("no-safe-copy", Field::NoCopy),
    ("as-it-is", Field::AsItIs),
    ("sound-range", Field::FilePart),
    ("region", Field::FilePart),
];

/// The `scope` of a record that is outside what the maker chose to disclose.
pub(super) const OUTSIDE: &str = "outside";

/// The `scope` of a record that is withheld with its head.
pub(super) const GONE: &str = "message";

/// Whom the log names for what the program did by itself.
pub(super) const PROGRAM: &str = "program";

/// Whether rows about this are the program's own and not somebody's decision.
fn is_programs(field: Field) -> bool {
    matches!(field, Field::Metadata | Field::NoCopy)
}

/// Whether rows about this are of decisions that withhold something.
fn withholds(field: Field) -> bool {
    !matches!(field, Field::Metadata | Field::NoCopy | Field::AsItIs)
}

/// Reads `redaction-log.csv`.
#[derive(Default)]
pub(super) struct LogTable {
    rows: Rows,
    facts: Vec<Fact>,
    has_head: bool,
}

impl LogTable {
    fn row(&mut self, number: u64, row: Row, book: &mut Book) {
        let Row::Cells(cells) = row else {
            return book.fail(Id::RedactionLog, format!("row {number} is not CSV"));
        };
        if !self.has_head {
            self.has_head = true;
            if cells != COLUMNS {
                book.fail(Id::RedactionLog, "does not start with its ten columns");
            }
            return;
        }
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        self.facts.push(fact(&cells));
    }
}

impl Reader for LogTable {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.push(bytes, &mut |number, row| self.row(number, row, book));
        self.rows = rows;
    }

    fn end(&mut self, book: &mut Book) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.end(&mut |number, row| self.row(number, row, book));
        if !self.has_head {
            book.fail(Id::RedactionLog, "does not start with its ten columns");
        }
        book.facts.table_rows = Some(std::mem::take(&mut self.facts));
    }
}

/// Reads `redaction-log.jsonl`, after the table.
#[derive(Default)]
pub(super) struct LogLines {
    lines: Lines,
    n_rows: u64,
    last: (u32, u32),
}

impl LogLines {
    fn line(&mut self, line: Line<'_>, book: &mut Book) {
        self.n_rows += 1;
        let number = self.n_rows;
        let text = match line {
            Line::Whole(bytes) => std::str::from_utf8(bytes).ok(),
            Line::TooLong(_) | Line::Unended(_) => None,
        };
        let Some(json) = text.and_then(|text| Json::read(text).ok()) else {
            return book.fail(Id::RedactionLog, format!("line {number} is not JSON"));
        };
        match read_row(&json, number) {
            Ok((mark, by, words)) => {
                let scopes = SCOPES.iter().map(|(word, _)| *word);
                for scope in scopes.filter(|scope| has_scope(&json, scope)) {
                    *book.facts.scopes.entry(scope).or_default() += 1;
                }
                // Two decisions may have put it there.
                if has_scope(&json, OUTSIDE) {
                    book.facts.outside.insert((mark.thread, mark.record));
                }
                if has_scope(&json, GONE) {
                    book.facts.gone.insert((mark.thread, mark.record));
                }
                book.facts.has_decided_rows |= withholds(mark.field);
                if !is_programs(mark.field) {
                    book.facts.deciders.insert(by);
                }
                let at = (mark.thread, mark.record);
                if at < self.last {
                    let text = format!("line {number} is not in document order");
                    book.fail(Id::RedactionLog, text);
                }
                self.last = at;
                book.facts.row_codes.push(mark.codes);
                book.facts.rows.push(mark);
                self.compare(number, words, book);
            }
            Err(text) => book.fail(Id::RedactionLog, format!("line {number} {text}")),
        }
    }

    fn compare(&self, number: u64, words: Fact, book: &mut Book) {
        let Some(rows) = &book.facts.table_rows else {
            return;
        };
        if rows.get(number as usize - 1) != Some(&words) {
            let text = format!("line {number} differs from its row in redaction-log.csv");
            book.fail(Id::RedactionLog, text);
        }
    }
}

impl Reader for LogLines {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(bytes, &mut |_, line| self.line(line, book));
        self.lines = lines;
    }

    fn end(&mut self, book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(&mut |_, line| self.line(line, book));
        book.facts.has_log = true;
        let n_rows = book.facts.table_rows.as_ref().map(|rows| rows.len() as u64);
        if n_rows.is_some_and(|n_rows| n_rows > self.n_rows) {
            let text = "has fewer lines than redaction-log.csv has rows";
            book.fail(Id::RedactionLog, text);
        }
    }
}

fn has_scope(row: &Json, wanted: &str) -> bool {
    let fields = row.as_object().into_iter().flatten();
    let mut scopes = fields.filter(|(key, _)| key == "scope");
    scopes.any(|(_, scope)| scope.as_text() == Some(wanted))
}

/// What a row is about, who decided, and the digest of its cells.
fn read_row(json: &Json, number: u64) -> Result<(MarkFact, String, Fact), &'static str> {
    let fields = json
        .fields(COLUMNS)
        .ok_or("does not have exactly the ten keys in their order")?;
    let [no, thread, record, scope, gaps, codes, note, by, on, status] = fields;
    if no.as_number() != Some(number) {
        return Err("is not numbered in order");
    }
    let (_, field) = SCOPES
        .into_iter()
        .find(|(word, _)| scope.as_text() == Some(word))
        .ok_or("has a scope that is not known")?;
    let small = |json: &Json| {
        json.as_number()
            .and_then(|number| u32::try_from(number).ok())
    };
    let thread = small(thread).ok_or("names no thread")?;
    let record = match (record, field) {
        (Json::Null, Field::Title) => 0,
        (
            other,
            Field::Body
            | Field::Sender
            | Field::Time
            | Field::Attachment
            | Field::FileName
            | Field::Metadata
            | Field::NoCopy
            | Field::AsItIs
            | Field::FilePart,
        ) => small(other)
            .filter(|record| *record > 0)
            .ok_or("names no record")?,
        (_, Field::Title) => return Err("is about a title and names a record"),
    };
    let n_gaps = small(gaps).filter(|gaps| *gaps > 0).ok_or("has no gaps")?;
    let words = codes.as_texts().ok_or("has no list of codes")?;
    let codes = match (withholds(field), words.as_slice()) {
        (false, []) => Codes::default(),
        (false, _some) => return Err("has codes, but withholds nothing by a decision"),
        (true, _some) => Codes::of(&words).ok_or("has codes that are not known or not sorted")?,
    };
    let note = match note {
        Json::Null => "",
        other => other.as_text().ok_or("has a note that is no text")?,
    };
    let by = by.as_text().ok_or("names nobody who decided")?;
    let on = on.as_text().ok_or("has no date")?;
    if stamp::day_of_date(on).is_none() {
        return Err("has a date that is none");
    }
    let knows_why = match field {
        Field::Metadata => by == PROGRAM && (note.is_empty() || LACKS.contains(&note)),
        Field::NoCopy => by == PROGRAM && WHYS.contains(&note),
        Field::Title
        | Field::Body
        | Field::Sender
        | Field::Time
        | Field::Attachment
        | Field::FileName
        | Field::AsItIs
        | Field::FilePart => true,
    };
    if !knows_why {
        return Err("is the program's own and says something else than it can");
    }
    if status.as_text() != Some("maintained") {
        return Err("has a status that is not known");
    }
    let record_cell = if record == 0 {
        String::new()
    } else {
        record.to_string()
    };
    let row = fact(&[
        &number.to_string(),
        &thread.to_string(),
        &record_cell,
        scope.as_text().unwrap_or_default(),
        &n_gaps.to_string(),
        &words.join(" "),
        &guarded(note),
        &guarded(by),
        on,
        "maintained",
    ]);
    let mark = MarkFact {
        thread,
        record,
        field,
        n_marks: n_gaps,
        codes,
    };
    Ok((mark, by.to_owned(), row))
}

/// Every mark has its rows and every row its mark.
pub(super) fn check_marks(book: &mut Book) {
    if !book.facts.has_log {
        return;
    }
    book.at("data/logs/redaction-log.jsonl");
    let mut marks = std::mem::take(&mut book.facts.marks);
    let mut rows = std::mem::take(&mut book.facts.rows);
    marks.sort_by_key(MarkFact::key);
    rows.sort_by_key(MarkFact::key);
    let mut rest = rows.as_slice();
    for mark in &marks {
        let before = rest.partition_point(|row| row.key() < mark.key());
        let (without_mark, from_here) = rest.split_at(before);
        report_rows(without_mark, book);
        let n_own = from_here.partition_point(|row| row.key() == mark.key());
        let (own, after) = from_here.split_at(n_own);
        rest = after;
        if let Some(text) = disagreement(mark, own) {
            book.fail(Id::RedactionLog, format!("{}: {text}", mark.label()));
        }
    }
    report_rows(rest, book);
    for (thread, record) in &book.facts.gone.clone() {
        if !book.facts.headless.contains(&(*thread, *record)) {
            let text = format!(
                "record {record} of thread {thread}: a row says that all of it is withheld, but \
                 something of it is shown"
            );
            book.fail(Id::RedactionLog, text);
        }
    }
}

fn report_rows(rows: &[MarkFact], book: &mut Book) {
    for row in rows {
        let text = format!(
            "{}: a row says so, but nothing is withheld there",
            row.label()
        );
        book.fail(Id::RedactionLog, text);
    }
}

fn disagreement(mark: &MarkFact, rows: &[MarkFact]) -> Option<&'static str> {
    if rows.is_empty() {
        return Some("something is withheld, but no row says so");
    }
    let codes = rows
        .iter()
        .fold(Codes::default(), |all, row| all.with(row.codes));
    if mark.codes != Codes::default() && codes != mark.codes {
        return Some("the rows give other reason codes than the marks");
    }
    let n_gaps: u64 = rows.iter().map(|row| u64::from(row.n_marks)).sum();
    let too_many = rows.iter().any(|row| row.n_marks > mark.n_marks);
    (too_many || n_gaps < u64::from(mark.n_marks))
        .then_some("the rows count other gaps than there are marks")
}
