//! Where a page's frame is kept while its records are read, and compared.

use super::{At, Page, difference, frame};
use crate::engine::verify::book::Book;
use crate::engine::verify::checks::Id;
use crate::engine::verify::html::Token;
use crate::engine::verify::words::Codes;

/// Longest head, and longest stretch between records. Units: bytes.
const FRAME_BYTES: usize = 1 << 20;

impl Page {
    /// Keeps what is written outside records.
    pub(super) fn note_frame(&mut self, token: Token<'_>, book: &mut Book) {
        let starts = match token {
            Token::Tag(tag) => tag.starts_with("article") || tag.starts_with("h2"),
            Token::Text(_) | Token::Broken(_) => false,
        };
        if self.at == At::Frame && starts && !self.is_head {
            if self.between != "\n" {
                let text = format!(
                    "before record {}: words or tags that may not stand here",
                    self.n_here + 1
                );
                book.fail(Id::Page, text);
            }
            return self.between.clear();
        }
        if !matches!(self.at, At::Frame | At::Style | At::Title) {
            return;
        }
        let to = if self.is_head {
            &mut self.head
        } else {
            &mut self.between
        };
        if to.len() > FRAME_BYTES {
            return;
        }
        match token {
            Token::Tag(tag) => {
                to.extend(["<", tag, ">"]);
                self.is_head &= tag != "main";
            }
            Token::Text(text) => to.push_str(text),
            Token::Broken(_) => {}
        }
    }

    /// Compares the head with what the format says.
    pub(super) fn check_head(&self, (first, last): (u32, u32), line: &str, book: &mut Book) {
        if !book.facts.has_log {
            return;
        }
        let rows = book.facts.row_codes.iter();
        let codes = rows.fold(Codes(0), |all, codes| all.with(*codes));
        let heading = frame::between(&self.head, "<h1>", "</h1>");
        let title = heading.replace("<mark>", "").replace("</mark>", "");
        let facts = book.facts.threads.get(&self.thread);
        let records = facts.and_then(|facts| facts.records.as_deref());
        let here = (first as usize).saturating_sub(1)..last as usize;
        let here = records.and_then(|records| records.get(here)).unwrap_or(&[]);
        let period = frame::period(here.iter().map(|record| record.day));
        let wanted = frame::head(&title, heading, &period, line, codes);
        if let Some((at, line)) = difference(&self.head, &wanted) {
            let part = match wanted.find("</style>") {
                Some(end) if at <= end && at > wanted.find("<style>").unwrap_or(end) => "the style",
                _other => "the head",
            };
            let text = format!("line {line}, byte {at}: {part} is not what the format says");
            book.fail(Id::Page, text);
        }
    }

    /// Compares what stands after the last record.
    pub(super) fn check_tail(&self, wanted: &str, book: &mut Book) {
        if self.between != wanted {
            book.fail(
                Id::Page,
                "what stands after the last record is not what the format says",
            );
        }
    }

    /// A page that is one of several.
    pub(super) fn check_part(&self, book: &mut Book) {
        let facts = book.facts.threads.entry(self.thread).or_default();
        let last = facts.n_on_pages;
        let first = (last + 1).saturating_sub(self.n_here);
        let records = facts.records.as_deref().unwrap_or_default();
        let is_read = facts.records.is_some();
        let day = records
            .get((first as usize).saturating_sub(1))
            .map_or(0, |record| record.day);
        facts.parts.push((first, last, day));
        let number = facts.parts.len();
        // How many there are is known at the end.
        let line = frame::between(&self.head, "<p class=\"n\">", "</p>");
        let said = frame::between(line, " of ", ":").parse::<u32>();
        facts.n_parts_said.extend(said.clone().ok());
        if self.n_here == 0 {
            book.fail(Id::Page, "holds no record");
        }
        if is_read {
            let all = said.unwrap_or(0);
            let records = frame::records(first, last);
            let line = format!("Part {number} of {all}: {records}");
            self.check_head((first, last), &line, book);
            self.check_tail(frame::TAIL, book);
        }
    }
}
