//! `transcript.html` and its parts: every record of `messages.jsonl` with the same words, in order,
//! and no tag that could run, load or lead anywhere.

mod ends;
mod frame;
mod record;
mod tags;

use super::book::{Book, Reader};
use super::checks::Id;
use super::html::{Token, Tokens, unescaped};
use super::stamp;
use super::words::{self, Part, comparable, fact, parts_in_text};
pub(super) use frame::{ABOUT, difference};
use record::Collected;
pub(super) use tags::{POLICY_TAG, title_in_style};

/// Where in a page the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Between records.
    Frame,
    /// In `<style>`.
    Style,
    /// In `<h1>`, which holds the thread's title.
    Title,
    /// In a day's heading.
    Day,
    /// In `<article>`, before `<header>`.
    Article,
    /// In `<header>`, between its parts.
    Header,
    Number,
    Sender,
    Stamp,
    /// After `</header>`.
    Heard,
    Body,
    /// After the body.
    Said,
    Attachment,
}

/// Where in the page: before, among or behind its records.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Before,
    Among,
    Behind,
}

/// Reads a page of one thread.
pub(super) struct Page {
    thread: u32,
    is_part: bool,
    tokens: Tokens,
    at: At,
    in_mark: bool,
    record: Collected,
    day_heading: Option<String>,
    last_day: u32,
    n_here: u32,
    /// Tags so far, as far as they are those of [`tags::HEAD`].
    n_head: usize,
    place: Stands,
    style: String,
    title: Vec<Part>,
    /// The head as it is written, up to the first record.
    head: String,
    is_head: bool,
    /// What is written since the last record or day heading.
    between: String,
}

impl Page {
    /// For thread `thread`, from 1. `is_part`: one of several.
    pub(super) fn new(thread: u32, is_part: bool) -> Page {
        Page {
            thread,
            is_part,
            tokens: Tokens::default(),
            at: At::Frame,
            in_mark: false,
            record: Collected::default(),
            day_heading: None,
            last_day: 0,
            n_here: 0,
            n_head: 0,
            place: Stands::Before,
            style: String::new(),
            title: Vec::new(),
            head: String::new(),
            is_head: true,
            between: String::new(),
        }
    }

    fn token(&mut self, at: u64, token: Token<'_>, book: &mut Book) {
        self.note_frame(token, book);
        match token {
            Token::Tag(tag) => {
                if let Some(wanted) = tags::HEAD.get(self.n_head) {
                    self.n_head += 1;
                    if *wanted != tag {
                        book.fail(Id::Page, format!("byte {at}: not the head of the format"));
                    }
                }
                if !self.tag(tag, book) {
                    book.fail(
                        Id::Page,
                        format!("byte {at}: a tag that may not stand here"),
                    );
                }
            }
            Token::Text(text) => self.text(at, text, book),
            Token::Broken(_) => {
                book.fail(
                    Id::Page,
                    format!("byte {at}: is not UTF-8, or a tag without end"),
                );
            }
        }
    }

    /// Whether the tag may stand where it does.
    fn tag(&mut self, tag: &str, book: &mut Book) -> bool {
        let next = match (self.at, tag) {
            (At::Frame, "style") if self.place == Stands::Before => At::Style,
            (At::Style, "/style") => {
                self.check_style(book);
                At::Frame
            }
            (At::Frame, "h1") if self.place == Stands::Before => {
                self.title.clear();
                At::Title
            }
            (At::Title, "/h1") => {
                self.note_title(book);
                At::Frame
            }
            (At::Frame, "h2 class=\"d\"") => {
                self.day_heading = Some(String::new());
                At::Day
            }
            (At::Day, "/h2") => At::Frame,
            (At::Frame, _) => return self.frame_tag(tag, book),
            (At::Article, "header") => At::Header,
            (At::Header, "span class=\"n\"") => At::Number,
            (At::Header, "span class=\"s\"") => {
                self.record.sender = Some(Vec::new());
                At::Sender
            }
            (At::Header, "time") => At::Stamp,
            (At::Number | At::Sender, "/span") | (At::Stamp, "/time") => At::Header,
            (At::Header, "/header") => At::Heard,
            (At::Heard, "div class=\"b\"") => At::Body,
            (At::Body, "/div") => At::Said,
            (At::Said, "p class=\"a\"") => At::Attachment,
            (At::Attachment, "/p") => At::Said,
            (At::Said, "/article") => {
                self.finish(book);
                At::Frame
            }
            (At::Title | At::Sender | At::Stamp | At::Body | At::Attachment, "mark")
                if !self.in_mark =>
            {
                self.in_mark = true;
                self.at
            }
            (At::Title | At::Sender | At::Stamp | At::Body | At::Attachment, "/mark")
                if self.in_mark =>
            {
                self.in_mark = false;
                self.at
            }
            _other => return false,
        };
        let open_mark = self.in_mark && next != self.at;
        self.at = next;
        !open_mark
    }

    /// Between records stands nothing but days; behind the last one nothing at all.
    fn frame_tag(&mut self, tag: &str, book: &Book) -> bool {
        match (self.place, tag) {
            (Stands::Before, "main") => {
                self.place = Stands::Among;
                return true;
            }
            (Stands::Among, "/main") => {
                self.place = Stands::Behind;
                return true;
            }
            (Stands::Behind, _) => return matches!(tag, "/body" | "/html"),
            (Stands::Before | Stands::Among, _) => {}
        }
        if let Some(id) = tag.strip_prefix("article class=\"m\" id=\"") {
            self.record = Collected::default();
            id.strip_suffix('"')
                .unwrap_or_default()
                .clone_into(&mut self.record.id);
            self.at = At::Article;
            return self.place == Stands::Among;
        }
        let free = self.place == Stands::Before || self.is_index(book);
        free && tags::may_frame(tag)
    }

    /// A page that lists parts instead of holding records.
    fn is_index(&self, book: &Book) -> bool {
        let facts = book.facts.threads.get(&self.thread);
        !self.is_part && facts.is_some_and(|facts| !facts.parts.is_empty())
    }

    fn note_title(&mut self, book: &mut Book) {
        let title = words::in_order(&std::mem::take(&mut self.title));
        let title = words::on_one_line(&comparable(&title));
        let facts = book.facts.threads.entry(self.thread).or_default();
        facts.page_titles.push(fact(&[&title]));
        if self.record.fault.take().is_some() {
            book.fail(Id::Page, "the title holds what can be taken for a mark");
        }
    }

    fn check_style(&self, book: &mut Book) {
        if !tags::is_style(&self.style) {
            book.fail(Id::Page, "the style is not that of the format");
        }
    }

    fn text(&mut self, at: u64, raw: &str, book: &mut Book) {
        if self.at == At::Style {
            self.style.push_str(raw);
            return;
        }
        let Some(text) = unescaped(raw) else {
            let form = "a character that must be written as an entity";
            return book.fail(Id::Page, format!("byte {at}: {form}"));
        };
        match self.at {
            At::Frame | At::Style => {
                let free = self.place == Stands::Before
                    || (self.place == Stands::Among && self.is_index(book));
                if !free && !text.trim().is_empty() {
                    book.fail(Id::Page, format!("byte {at}: text that may not stand here"));
                }
            }
            At::Day => {
                if let Some(heading) = &mut self.day_heading {
                    heading.push_str(&text);
                }
            }
            At::Number => self.record.number.push_str(&text),
            At::Title | At::Sender | At::Stamp | At::Body | At::Attachment => self.words(&text),
            At::Article | At::Header | At::Heard | At::Said => {
                if !text.trim().is_empty() {
                    book.fail(Id::Page, format!("byte {at}: text that may not stand here"));
                }
            }
        }
    }

    fn words(&mut self, text: &str) {
        let part = if self.in_mark {
            match parts_in_text(text).as_deref() {
                Some([Part::Mark(codes)]) => Part::Mark(*codes),
                _other => return self.record.fault("has a mark of another form"),
            }
        } else {
            Part::Text(text.to_owned())
        };
        let typed_mark = !self.in_mark && (record::looks_like_mark(text) || self.opens_bare(text));
        if typed_mark {
            return self.record.fault("holds what can be taken for a mark");
        }
        match self.at {
            At::Title => self.title.push(part),
            At::Sender => self.record.sender.get_or_insert_default().push(part),
            At::Stamp => self.record.stamp.push(part),
            At::Body => self.record.body.push(part),
            _attachment => self.record.attachment.push(part),
        }
    }

    /// Whether typed text goes on behind a mark with a bare `[`.
    fn opens_bare(&self, text: &str) -> bool {
        let before = match self.at {
            At::Sender => self.record.sender.as_deref().unwrap_or_default(),
            At::Title => &self.title,
            At::Stamp => &self.record.stamp,
            _other => &self.record.body,
        };
        matches!(before.last(), Some(Part::Mark(_))) && words::opens_bare(text)
    }

    /// Compares the record that ended with what `messages.jsonl` says.
    fn finish(&mut self, book: &mut Book) {
        let record = std::mem::take(&mut self.record);
        let heading = self.day_heading.take();
        let first_here = self.n_here == 0;
        self.n_here += 1;
        let facts = book.facts.threads.entry(self.thread).or_default();
        facts.n_on_pages += 1;
        let i = facts.n_on_pages;
        let Some(records) = &facts.records else {
            return;
        };
        let Some(wanted) = records.get(i as usize - 1).copied() else {
            let text = format!("record {i}: messages.jsonl has no such record");
            return book.fail(Id::Page, text);
        };
        if first_here && i > 1 {
            let before = records.get(..i as usize - 1).unwrap_or_default();
            let known = before.iter().rev().find(|record| record.day != 0);
            self.last_day = known.map_or(0, |record| record.day);
        }
        if let Err(text) = record.compare(i, wanted.fields) {
            book.fail(Id::Page, format!("record {i}: {text}"));
        }
        let changed = wanted.day != 0 && wanted.day != self.last_day;
        let fits = match &heading {
            Some(heading) => {
                (changed || first_here) && wanted.day != 0 && *heading == stamp::heading(wanted.day)
            }
            None => !changed,
        };
        if !fits {
            let text = format!("record {i}: the day's heading before it is missing or wrong");
            book.fail(Id::Page, text);
        }
        if wanted.day != 0 {
            self.last_day = wanted.day;
        }
    }

    fn check_end(&self, book: &mut Book) {
        if self.at != At::Frame {
            book.fail(Id::Page, "ends inside a record");
        }
        if self.day_heading.is_some() {
            book.fail(Id::Page, "ends with a day's heading");
        }
        let facts = book.facts.threads.entry(self.thread).or_default();
        let n_records = facts.records.as_ref().map(Vec::len);
        if self.is_part {
            return self.check_part(book);
        }
        let n_on_pages = facts.n_on_pages;
        let parts = std::mem::take(&mut facts.parts);
        let miscounted = facts
            .n_parts_said
            .iter()
            .any(|said| *said as usize != parts.len());
        if !parts.is_empty() && self.n_here > 0 {
            book.fail(Id::Page, "holds records although there are parts");
        }
        if miscounted {
            book.fail(Id::Page, "the parts say another number of parts");
        }
        let Some(wanted) = n_records else {
            return;
        };
        if wanted > n_on_pages as usize {
            let text = format!("{n_on_pages} records are shown, messages.jsonl has {wanted}");
            book.fail(Id::Page, text);
        }
        self.check_head((1, wanted as u32), &frame::n_records(wanted), book);
        if parts.is_empty() {
            self.check_tail(frame::TAIL, book);
        } else {
            self.check_tail(&frame::index(&parts), book);
        }
    }
}

impl Reader for Page {
    fn push(&mut self, bytes: &[u8], book: &mut Book) {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.push(bytes, &mut |at, token| self.token(at, token, book));
        self.tokens = tokens;
    }

    fn end(&mut self, book: &mut Book) {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.end(&mut |at, token| self.token(at, token, book));
        self.check_end(book);
    }
}
