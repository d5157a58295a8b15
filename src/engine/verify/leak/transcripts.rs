//! The transcripts: what stands in records is visible text, what stands around them is known or
//! case data.

use super::files::{Search, stamp_text};
use super::fixed;
use super::found::{Class, Part};
use super::scan::{Piece, Scan};
use crate::engine::verify::html::{Token, Tokens, unescaped};
use crate::engine::verify::lines::{LINE_BYTES, Line, Lines};
use crate::engine::verify::named::NO_COPY;
use crate::engine::verify::page::{POLICY_TAG, title_in_style};
use crate::engine::verify::stamp;
use crate::engine::verify::transcript::{HEAD_LINES, split_attachment};
use crate::engine::verify::words::unindented;

use super::files::is_known_path;

/// `transcript.txt`
pub(super) struct TextFile {
    thread: u32,
    lines: Lines,
    record: String,
    started_at: u64,
}

impl TextFile {
    /// Of thread `thread`, from 1.
    pub(super) fn new(thread: u32) -> TextFile {
        TextFile {
            thread,
            lines: Lines::default(),
            record: String::new(),
            started_at: 0,
        }
    }

    fn line(&mut self, number: u64, line: Line<'_>, scan: &mut Scan<'_>) {
        let (Line::Whole(bytes) | Line::TooLong(bytes) | Line::Unended(bytes)) = line;
        let place = || format!("line {number}");
        let Ok(text) = std::str::from_utf8(bytes) else {
            scan.other(&String::from_utf8_lossy(bytes), &place);
            return scan.binary(bytes, None, &place);
        };
        if number <= HEAD_LINES {
            scan.here.clear();
            if !fixed::is_sentence(text) {
                scan.title(self.thread, text, &place);
                scan.other(text, &place);
            }
            return scan.whole_line(bytes, &place);
        }
        let goes_on = text.starts_with("  ") && !self.record.is_empty();
        if goes_on && self.record.len() + text.len() < LINE_BYTES {
            self.record.push('\n');
            self.record.push_str(text);
            return;
        }
        self.finish(scan);
        self.started_at = number;
        text.clone_into(&mut self.record);
    }

    fn finish(&mut self, scan: &mut Scan<'_>) {
        let record = std::mem::take(&mut self.record);
        if record.is_empty() {
            return;
        }
        let number = self.started_at;
        scan.here.clear();
        if !self.search(&record, scan) {
            scan.other(&record, &|| format!("line {number}"));
        }
        for line in record.split('\n') {
            scan.whole_line(line.as_bytes(), &|| format!("line {number}"));
        }
    }

    /// Searches a record; `false` when it has not the form of one.
    fn search(&self, record: &str, scan: &mut Scan<'_>) -> bool {
        let cut = record
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("] "));
        let Some((number, rest)) = cut else {
            return false;
        };
        let Ok(i) = number.parse::<u32>() else {
            return false;
        };
        let (words, attachment) = split_attachment(rest);
        let Some((stamp, said)) = words.split_once(" | ") else {
            return false;
        };
        let at = self.started_at;
        stamp_text(stamp, (self.thread, i), at, scan);
        let said = unindented(said).unwrap_or_else(|| said.to_owned());
        let piece = Piece::Written(Class::Visible(self.thread, i, Part::Line));
        scan.text(piece, &said, &|| format!("record {i}"));
        if !is_known_attachment(attachment) {
            scan.other(attachment, &|| format!("record {i}, its attachment"));
        }
        true
    }
}

/// Whether the words about an attachment say nothing about the case.
fn is_known_attachment(words: &str) -> bool {
    ["", "not in this package", NO_COPY, "not in the export"].contains(&words)
        || is_known_path(words)
        || fixed::is_mark(words)
}

impl Search for TextFile {
    fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(bytes, &mut |number, line| self.line(number, line, scan));
        self.lines = lines;
    }

    fn end(&mut self, scan: &mut Scan<'_>) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(&mut |number, line| self.line(number, line, scan));
        self.finish(scan);
    }
}

/// Tags that every page holds.
const TAGS: [&str; 52] = [
    "!DOCTYPE html",
    "html lang=\"en\"",
    "head",
    "meta charset=\"utf-8\"",
    POLICY_TAG,
    "meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"",
    "title",
    "/title",
    "style",
    "/style",
    "/head",
    "body",
    "h1",
    "/h1",
    "p class=\"n\"",
    "p class=\"about\"",
    "p class=\"a\"",
    "/p",
    "dl",
    "/dl",
    "dt",
    "/dt",
    "dd",
    "/dd",
    "mark",
    "/mark",
    "main",
    "/main",
    "/body",
    "/html",
    "h2 class=\"d\"",
    "/h2",
    "ol class=\"parts\"",
    "/ol",
    "li",
    "/li",
    "header",
    "/header",
    "span class=\"n\"",
    "span class=\"s\"",
    "/span",
    "time",
    "/time",
    "div class=\"b\"",
    "/div",
    "/article",
    "section",
    "/section",
    "footer",
    "/footer",
    "ul",
    "/ul",
];

/// What the text between two tags is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    /// Around records.
    Frame,
    Style,
    Number,
    Sender,
    Stamp,
    Body,
    Attachment,
    Day,
}

/// `transcript.html` and its parts.
pub(super) struct PageFile {
    thread: u32,
    tokens: Tokens,
    record: Option<u32>,
    text: Text,
    in_mark: bool,
    in_title: bool,
}

impl PageFile {
    /// Of thread `thread`, from 1.
    pub(super) fn new(thread: u32) -> PageFile {
        PageFile {
            thread,
            tokens: Tokens::default(),
            record: None,
            text: Text::Frame,
            in_mark: false,
            in_title: false,
        }
    }

    fn token(&mut self, at: u64, token: Token<'_>, scan: &mut Scan<'_>) {
        let place = || format!("byte {at}");
        scan.here.clear();
        match token {
            Token::Tag(tag) => self.tag(tag, scan, &place),
            Token::Text(raw) => {
                self.raw_text(raw, at, scan);
                scan.whole_line(raw.as_bytes(), &place);
            }
            Token::Broken(bytes) => {
                scan.other(&String::from_utf8_lossy(bytes), &place);
                scan.binary(bytes, None, &place);
            }
        }
    }

    fn tag(&mut self, tag: &str, scan: &mut Scan<'_>, place: &dyn Fn() -> String) {
        let article = tag
            .strip_prefix("article class=\"m\" id=\"m")
            .and_then(|rest| rest.strip_suffix('"'))
            .and_then(|number| number.parse().ok());
        if let Some(number) = article {
            self.record = Some(number);
            self.text = Text::Frame;
            return;
        }
        if !TAGS.contains(&tag) {
            scan.other(tag, place);
            return scan.whole_line(tag.as_bytes(), place);
        }
        match tag {
            "mark" => self.in_mark = true,
            "/mark" => self.in_mark = false,
            "title" => self.in_title = true,
            "/title" => self.in_title = false,
            "/article" => {
                self.record = None;
                self.text = Text::Frame;
            }
            "style" => self.text = Text::Style,
            "h2 class=\"d\"" => self.text = Text::Day,
            "span class=\"n\"" if self.record.is_some() => self.text = Text::Number,
            "span class=\"s\"" if self.record.is_some() => self.text = Text::Sender,
            "time" if self.record.is_some() => self.text = Text::Stamp,
            "div class=\"b\"" if self.record.is_some() => self.text = Text::Body,
            "p class=\"a\"" if self.record.is_some() => self.text = Text::Attachment,
            _other => self.text = Text::Frame,
        }
    }

    fn raw_text(&self, raw: &str, at: u64, scan: &mut Scan<'_>) {
        let text = unescaped(raw).unwrap_or_else(|| raw.to_owned());
        let trimmed = text.trim();
        let known = match self.text {
            _any if trimmed.is_empty() => true,
            _any if self.in_mark || self.in_title => fixed::is_mark(trimmed),
            Text::Frame => fixed::is_sentence(trimmed),
            Text::Style => return style_text(raw, (self.thread, at), scan),
            Text::Number => trimmed.bytes().all(|byte| byte.is_ascii_digit()),
            Text::Day => is_day(trimmed),
            Text::Attachment => trimmed
                .strip_prefix("attachment:")
                .is_some_and(|words| is_known_attachment(words.trim())),
            Text::Sender | Text::Stamp | Text::Body => false,
        };
        if known {
            return;
        }
        let Some(record) = self.record else {
            scan.title(self.thread, &text, &|| format!("byte {at}"));
            return scan.other(&text, &|| format!("byte {at}"));
        };
        let visible = |part| Piece::Written(Class::Visible(self.thread, record, part));
        match self.text {
            Text::Sender if !self.in_mark => {
                let place = || format!("record {record}, its sender");
                scan.text(visible(Part::Sender), &text, &place);
            }
            Text::Body if !self.in_mark => {
                scan.text(visible(Part::Body), &text, &|| format!("record {record}"));
            }
            Text::Stamp => stamp_text(&text, (self.thread, record), at, scan),
            Text::Frame
            | Text::Style
            | Text::Number
            | Text::Sender
            | Text::Body
            | Text::Attachment
            | Text::Day => scan.other(&text, &|| format!("record {record}, byte {at}")),
        }
    }
}

/// What all pages have in common says nothing; the title at the head of printed pages is case data.
fn style_text(raw: &str, (thread, at): (u32, u64), scan: &mut Scan<'_>) {
    let (common, title) = match title_in_style(raw) {
        Some((common, title)) => (common, title),
        None => (raw, String::new()),
    };
    let place = || format!("byte {at}, the head of printed pages");
    scan.title(thread, &title, &place);
    scan.other(&title, &place);
    if !fixed::is_style(common) {
        scan.other(common, &|| format!("byte {at}"));
    }
}

/// `2024-03-01, Friday`
fn is_day(text: &str) -> bool {
    let date = text.get(..10).and_then(stamp::day_of_date);
    date.is_some_and(|day| stamp::heading(day) == text)
}

impl Search for PageFile {
    fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>) {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.push(bytes, &mut |at, token| self.token(at, token, scan));
        self.tokens = tokens;
    }

    fn end(&mut self, scan: &mut Scan<'_>) {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.end(&mut |at, token| self.token(at, token, scan));
    }
}
