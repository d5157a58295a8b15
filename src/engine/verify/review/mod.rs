//! `data/review`: every file of it follows from `messages.jsonl`, the files in `data/media`, and
//! `settings.json`. So all of them are made once more, from the format's description, and compared by
//! digest. Runs only where all else is as it should be.

mod mail;
mod record;
mod settings;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use self::record::Row;
use self::settings::Settings;
use super::book::Book;
use super::checks::Id;
use super::lines::{Line, Lines};
use super::names::Kind;
use super::stored::{Stored, stored_files};
use crate::engine::digest::sha256_hex;
use crate::engine::source::{Source, read_range};

/// What the set says of how it was made.
pub(super) const SETTINGS: &str = "data/review/settings.json";
/// The load file.
const LOAD: &str = "data/review/production.dat";
/// Most records of a document.
const RECORDS_MOST: usize = 10_000;
/// Read at once. Units: bytes.
const PIECE_BYTES: u64 = 1 << 20;

/// A day of a thread, or a part of a long one.
struct Document<'a> {
    thread: u32,
    title: &'a str,
    date: &'a str,
    rows: &'a [Row],
}

/// The comparison, a piece of messages at a time.
pub(super) struct Review {
    settings: Settings,
    tool: String,
    /// Below the top folder.
    files: BTreeMap<String, Stored>,
    /// From 1.
    thread: u32,
    title: String,
    read_bytes: u64,
    lines: Lines,
    waiting: Vec<Row>,
    date: String,
    n_documents: u32,
    table: String,
    load: String,
    /// Files that were made once more.
    made: BTreeSet<String>,
}

impl Review {
    /// `None` for a package without a set, or one that cannot be compared; why is in the book then.
    pub(super) fn start(source: &dyn Source, book: &mut Book, folder: &str) -> Option<Review> {
        if !book.facts.seen.keys().any(|path| is_review(path)) {
            book.ledger.skip(&[Id::Review]);
            return None;
        }
        if !book.ledger.is_clean() {
            book.ledger.skip(&[Id::Review]);
            return None;
        }
        let files = stored_files(source)?.into_iter().filter_map(|file| {
            let path = file.name.strip_prefix(folder)?.strip_prefix('/')?;
            Some((path.to_owned(), file))
        });
        let files: BTreeMap<String, Stored> = files.collect();
        let bytes = files.get(SETTINGS).and_then(|file| file.bytes(source));
        let n_threads = book.facts.threads.len();
        let Some(settings) = bytes.and_then(|bytes| Settings::read(&bytes, n_threads)) else {
            book.fail_at(
                Id::Review,
                SETTINGS,
                "is not of the form that the format asks for",
            );
            return None;
        };
        let tool = book.facts.bag_value("Bag-Software-Agent");
        let mut review = Review {
            tool: tool.unwrap_or_default().to_owned(),
            settings,
            files,
            thread: 0,
            title: String::new(),
            read_bytes: 0,
            lines: Lines::default(),
            waiting: Vec::new(),
            date: String::new(),
            n_documents: 0,
            table: String::new(),
            load: tables::load_head(),
            made: BTreeSet::from([SETTINGS.to_owned()]),
        };
        review.next_thread(source);
        Some(review)
    }

    /// Does some of it. `None` when all was compared.
    pub(super) fn step(&mut self, source: &dyn Source, book: &mut Book) -> Option<u64> {
        let path = format!("data/threads/t{:03}/messages.jsonl", self.thread);
        let Some(file) = self.files.get(&path).cloned() else {
            self.finish(book);
            return None;
        };
        let len = (file.size_bytes - self.read_bytes).min(PIECE_BYTES);
        if len == 0 {
            self.cut(source, book, true);
            let table = std::mem::take(&mut self.table);
            let path = format!("data/review/messages/t{:03}.csv", self.thread);
            self.compare(&path, table.as_bytes(), book);
            self.next_thread(source);
            return Some(1);
        }
        let bytes = read_range(source, file.bytes_at + self.read_bytes, len as usize);
        let bytes = bytes.unwrap_or_default();
        self.read_bytes += len;
        let waiting = &mut self.waiting;
        self.lines.push(&bytes, &mut |_, line| {
            if let Line::Whole(bytes) = line {
                waiting.extend(Row::read(bytes));
            }
        });
        self.cut(source, book, false);
        Some(len)
    }

    fn next_thread(&mut self, source: &dyn Source) {
        self.thread += 1;
        self.read_bytes = 0;
        self.n_documents = 0;
        self.lines = Lines::default();
        "undated".clone_into(&mut self.date);
        self.table = tables::table_head();
        let path = format!("data/threads/t{:03}/transcript.txt", self.thread);
        let file = self.files.get(&path);
        let head = file.and_then(|file| {
            let len = file.size_bytes.min(64 << 10) as usize;
            read_range(source, file.bytes_at, len).ok()
        });
        let head = String::from_utf8_lossy(&head.unwrap_or_default()).into_owned();
        self.title = head.lines().next().unwrap_or_default().to_owned();
    }

    /// Cuts off every document that is complete: the last one only when `all` is read.
    fn cut(&mut self, source: &dyn Source, book: &mut Book, all: bool) {
        let mut rows = std::mem::take(&mut self.waiting);
        loop {
            let mut day: Option<&str> = None;
            let mut n_rows = 0;
            for row in &rows {
                let current = day.unwrap_or(&self.date);
                let is_new = row.date().is_some_and(|date| date != current);
                if n_rows > 0 && (is_new || n_rows >= RECORDS_MOST) {
                    break;
                }
                day = row.date().or(day);
                n_rows += 1;
            }
            let is_complete = n_rows < rows.len() || all;
            if n_rows == 0 || !is_complete {
                break;
            }
            if let Some(day) = day {
                self.date = day.to_owned();
            }
            let rest = rows.split_off(n_rows);
            self.document(source, book, &rows);
            rows = rest;
        }
        self.waiting = rows;
    }

    fn document(&mut self, source: &dyn Source, book: &mut Book, rows: &[Row]) {
        let (title, date) = (self.title.clone(), self.date.clone());
        let document = Document {
            thread: self.thread,
            title: &title,
            date: &date,
            rows,
        };
        let number = self.settings.number(self.thread, self.n_documents);
        self.n_documents += 1;
        let name = number.to_lowercase();
        let files = document.files().map(|file| {
            let path = format!("data/media/{file}");
            let bytes = self.files.get(&path).and_then(|at| at.bytes(source));
            (file, bytes.unwrap_or_default())
        });
        let embedded: BTreeMap<&str, Vec<u8>> = files.collect();
        let native = mail::native(&document, &self.settings, &self.tool, &embedded);
        self.compare(&format!("data/review/natives/{name}.rsmf"), &native, book);
        let text = tables::text(&document);
        self.compare(
            &format!("data/review/text/{name}.txt"),
            text.as_bytes(),
            book,
        );
        self.load += &tables::load_row(&document, &self.settings, &number, &native);
        self.table += &tables::table_rows(&document, &self.settings, &number);
    }

    fn compare(&mut self, path: &str, wanted: &[u8], book: &mut Book) {
        self.made.insert(path.to_owned());
        match book.facts.seen.get(path) {
            None => book.fail_at(Id::Review, path, "is missing"),
            Some(seen) if seen.sha256 != sha256_hex(wanted) => {
                let text = "says something else than messages.jsonl and data/media";
                book.fail_at(Id::Review, path, text);
            }
            Some(_) => {}
        }
    }

    fn finish(&mut self, book: &mut Book) {
        let load = std::mem::take(&mut self.load);
        self.compare(LOAD, load.as_bytes(), book);
        let there = book.facts.seen.keys().filter(|path| is_review(path));
        let more: Vec<String> = there
            .filter(|path| !self.made.contains(*path))
            .cloned()
            .collect();
        for path in more {
            book.fail_at(Id::Review, &path, "is about no day of this package");
        }
    }
}

fn is_review(path: &str) -> bool {
    matches!(Kind::of(path), Kind::Review)
}

impl Document<'_> {
    /// The files that it embeds, each once, in the order of their names.
    fn files(&self) -> impl Iterator<Item = &str> {
        let names: BTreeSet<&str> = self.rows.iter().filter_map(Row::file).collect();
        names.into_iter()
    }

    /// Who speaks, by first message.
    fn people(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for sender in self.rows.iter().filter_map(|row| row.sender.as_deref()) {
            if !out.contains(&sender) {
                out.push(sender);
            }
        }
        out
    }
}
