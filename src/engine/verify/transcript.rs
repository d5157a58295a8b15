//! `transcript.txt`: every record of `messages.jsonl` with the same words, and nothing else.

use super::book::{Book, Reader};
use super::checks::Id;
use super::facts::{Field, MarkFact};
use super::lines::{LINE_BYTES, Line, Lines};
use super::page::ABOUT;
use super::words::{Part, codes_in, comparable, counted, fact, n_marks, parts_in_text, unindented};

/// Number of lines before the first record.
pub(super) const HEAD_LINES: u64 = 4;

/// Reads the text transcript of one thread.
pub(super) struct Transcript {
    thread: u32,
    lines: Lines,
    /// The record being read, its lines joined by LF; empty before the first.
    record: String,
    started_at: u64,
    n_records: u32,
}

impl Transcript {
    /// For thread `thread`, from 1.
    pub(super) fn new(thread: u32) -> Transcript {
        Transcript {
            thread,
            lines: Lines::default(),
            record: String::new(),
            started_at: 0,
            n_records: 0,
        }
    }

    fn line(&mut self, number: u64, line: Line<'_>, book: &mut Book) {
        let text = match line {
            Line::Whole(bytes) => std::str::from_utf8(bytes).ok(),
            Line::TooLong(_) | Line::Unended(_) => None,
        };
        let Some(text) = text else {
            let form = "is not UTF-8, has no line end or is too long";
            return book.fail(Id::Transcript, format!("line {number} {form}"));
        };
        if number <= HEAD_LINES {
            return self.head(number, text, book);
        }
        if text.starts_with('[') {
            self.finish(book);
            self.started_at = number;
            text.clone_into(&mut self.record);
        } else if text.starts_with("  ") && !self.record.is_empty() {
            if self.record.len() + text.len() < LINE_BYTES {
                self.record.push('\n');
                self.record.push_str(text);
            }
        } else {
            let form = "neither starts a record nor goes on with one";
            book.fail(Id::Transcript, format!("line {number} {form}"));
        }
    }

    fn head(&self, number: u64, text: &str, book: &mut Book) {
        if number == HEAD_LINES && !text.is_empty() {
            book.fail(Id::Transcript, "line 4 is not empty");
        }
        if number == 3 && text != ABOUT {
            let form = "line 3 is not the sentence that the format says";
            book.fail(Id::Transcript, form);
        }
        if number == 2 && !self.counts_right(text, book) {
            book.fail(Id::Transcript, "line 2 does not give the number of records");
        }
        if number != 1 {
            return;
        }
        let Some(title) = parts_in_text(text) else {
            return book.fail(
                Id::Transcript,
                "the title holds what can be taken for a mark",
            );
        };
        let words = fact(&[&comparable(&title)]);
        let facts = book.facts.threads.entry(self.thread).or_default();
        if facts.page_titles.iter().any(|title| *title != words) {
            let text = "the title is not the one on the pages";
            book.fail(Id::Transcript, text);
        }
        if n_marks(&title) > 0 {
            book.facts.marks.push(MarkFact {
                thread: self.thread,
                record: 0,
                field: Field::Title,
                n_marks: n_marks(&title),
                codes: codes_in(&title),
            });
        }
    }

    fn counts_right(&self, text: &str, book: &Book) -> bool {
        let facts = book.facts.threads.get(&self.thread);
        let Some(records) = facts.and_then(|facts| facts.records.as_ref()) else {
            return true;
        };
        text == counted(records.len() as u64, "record", "records")
    }

    /// Compares the record that ended with what `messages.jsonl` says.
    fn finish(&mut self, book: &mut Book) {
        if self.record.is_empty() {
            return;
        }
        let record = std::mem::take(&mut self.record);
        self.n_records += 1;
        let i = self.n_records;
        let found = read_record(&record, i);
        let facts = book.facts.threads.get(&self.thread);
        let wanted = facts
            .and_then(|facts| facts.records.as_ref())
            .map(|records| records.get(i as usize - 1));
        let text = match (found, wanted) {
            (_, None) => return,
            (Err(why), Some(_)) => why.to_owned(),
            (Ok(_), Some(None)) => "messages.jsonl has no such record".to_owned(),
            (Ok(found), Some(Some(wanted))) if found == wanted.line => return,
            (Ok(_), Some(Some(_))) => "its words differ from those in messages.jsonl".to_owned(),
        };
        let line = self.started_at;
        book.fail(Id::Transcript, format!("record {i}, line {line}: {text}"));
    }
}

/// The comparable digest of a record as it stands in the transcript.
fn read_record(record: &str, i: u32) -> Result<[u8; 16], &'static str> {
    let start = format!("[{i}] ");
    let rest = record
        .strip_prefix(start.as_str())
        .ok_or("is not numbered in order")?;
    let (words, attachment) = split_attachment(rest);
    let words = unindented(words).ok_or("a line of it is not indented by four spaces")?;
    let parts = parts_in_text(&words).ok_or("holds what can be taken for a mark")?;
    let attachment = match parts_in_text(attachment).as_deref() {
        Some([Part::Mark(codes)]) => codes.mark(),
        Some([Part::Text(words), Part::Mark(codes)]) => format!("{words}{}", codes.mark()),
        _words => attachment.to_owned(),
    };
    Ok(fact(&[&comparable(&parts), &attachment]))
}

/// Cuts off the line that names a file. It is indented by two spaces, as no line of text is.
pub(super) fn split_attachment(record: &str) -> (&str, &str) {
    let Some((before, last)) = record.rsplit_once('\n') else {
        return (record, "");
    };
    let words = last
        .strip_prefix("  (attachment: ")
        .and_then(|rest| rest.strip_suffix(')'));
    match words {
        Some(words) => (before, words),
        None => (record, ""),
    }
}

impl Reader for Transcript {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(bytes, &mut |number, line| self.line(number, line, book));
        self.lines = lines;
    }

    fn end(&mut self, book: &mut Book) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(&mut |number, line| self.line(number, line, book));
        self.finish(book);
        let facts = book.facts.threads.get(&self.thread);
        let wanted = facts.and_then(|facts| facts.records.as_ref()).map(Vec::len);
        if let Some(wanted) = wanted
            && wanted > self.n_records as usize
        {
            let text = format!("holds {} records, messages.jsonl {wanted}", self.n_records);
            book.fail(Id::Transcript, text);
        }
    }
}
