//! A review set as a part of a package: the same documents, planned before any file is made and made
//! of the very records that the package's own `messages.jsonl` shows.

use std::collections::BTreeSet;

use super::days::{Day, RECORDS_MOST};
use super::record::Record;
use super::{EMBEDDED_BYTES, ReviewError, ReviewOptions, load, number, rsmf};
use crate::engine::decision::canonical_json;
use crate::engine::digest::Digests;
use crate::engine::package::files::{self, Content};
use crate::engine::package::outgoing::Outgoing;
use crate::engine::package::plan::Material;
use crate::engine::package::{BuildError, jsonl, text};
use crate::engine::thread::RecordId;

/// Where the set stands.
const FOLDER: &str = "data/review";

/// What the set of a package holds.
pub(in crate::engine::package) struct Set {
    options: ReviewOptions,
    documents: Vec<Document>,
}

/// A document: some records of a thread.
struct Document {
    /// Index in the plan.
    thread: usize,
    /// First and one past the last.
    records: (u32, u32),
    /// `YYYY-MM-DD`, or `undated`.
    date: String,
    /// For example `ABC0000001`.
    number: String,
    /// Of the native; known once it was made.
    size_bytes: u64,
    /// Of the native; known once it was made.
    sha256: String,
}

/// A file of the set. Documents by index in the set, threads by index in the plan.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine::package) enum Piece {
    /// A document as RSMF.
    Native(usize),
    /// A document as text.
    Text(usize),
    /// The records of a thread as a table.
    Table(usize),
    /// The load file.
    Load,
    /// What everything else follows from, besides the records.
    Settings,
}

impl Set {
    /// Cuts all threads of the package into documents.
    pub(in crate::engine::package) fn plan(material: &Material, options: &ReviewOptions) -> Set {
        let mut set = Set {
            options: options.clone(),
            documents: Vec::new(),
        };
        let (mut first, mut last): (Option<String>, Option<String>) = (None, None);
        for (index, thread) in material.plan.threads.iter().enumerate() {
            let mut cut = Cut::new(index);
            for record in 0..thread.thread.n_records() {
                let outgoing = Outgoing::new(material, index, RecordId(record));
                let date = outgoing.and_then(|at| Some(at.at?.iso_date()));
                cut.take(record, date.as_deref());
                if let Some(date) = date {
                    let is_first = first.as_ref().is_none_or(|first| date < *first);
                    let is_last = last.as_ref().is_none_or(|last| date > *last);
                    first = is_first.then(|| date.clone()).or(first);
                    last = is_last.then_some(date).or(last);
                }
            }
            set.documents.extend(cut.end(thread.thread.n_records()));
            let of_thread = set.documents.iter_mut().filter(|at| at.thread == index);
            for (document, at) in of_thread.zip(0..) {
                document.number = number(options, thread.id.0, at);
            }
        }
        let midnight = |date: Option<String>| format!("{}T00:00", date.unwrap_or_default());
        set.options.clock = options.clock.between(&midnight(first), &midnight(last));
        set
    }

    /// Path and piece of each file, in no order.
    pub(in crate::engine::package) fn files(&self, n_threads: usize) -> Vec<(String, Piece)> {
        let mut out = vec![
            (format!("{FOLDER}/production.dat"), Piece::Load),
            (format!("{FOLDER}/settings.json"), Piece::Settings),
        ];
        for thread in 0..n_threads {
            let path = format!("{FOLDER}/messages/t{:03}.csv", thread + 1);
            out.push((path, Piece::Table(thread)));
        }
        for (index, document) in self.documents.iter().enumerate() {
            let name = document.number.to_lowercase();
            out.push((
                format!("{FOLDER}/natives/{name}.rsmf"),
                Piece::Native(index),
            ));
            out.push((format!("{FOLDER}/text/{name}.txt"), Piece::Text(index)));
        }
        out
    }

    /// About how many bytes a file has.
    pub(in crate::engine::package) fn estimate(&self, piece: Piece) -> u64 {
        let document = |index: usize| {
            let records = self.documents.get(index).map(|document| document.records);
            records.map_or(0, |(start, end)| 500 * u64::from(end - start))
        };
        match piece {
            Piece::Native(index) | Piece::Text(index) => document(index),
            Piece::Table(_) | Piece::Load | Piece::Settings => 0,
        }
    }

    /// Natives stand before the load file that names them, so it finds their digests here.
    pub(in crate::engine::package) fn learned(&mut self, piece: Piece, digests: &Digests) {
        if let Piece::Native(index) = piece
            && let Some(document) = self.documents.get_mut(index)
        {
            document.size_bytes = digests.size_bytes;
            document.sha256.clone_from(&digests.sha256);
        }
    }

    fn settings(&self, material: &Material) -> Vec<u8> {
        let clock = &self.options.clock;
        let changes = clock.changes.iter();
        let changes: Vec<serde_json::Value> = changes
            .map(|change| serde_json::json!([change.at, change.after]))
            .collect();
        let threads = material.plan.threads.iter().map(|thread| thread.id.0);
        let settings = serde_json::json!({
            "ahead": clock.ahead,
            "bates": self.options.prefix,
            "blocks": threads.collect::<Vec<u32>>(),
            "changes": changes,
            "first": self.options.first,
            "format": "threadseal-review-1",
            "zone": clock.zone,
        });
        format!("{}\n", canonical_json(&settings)).into_bytes()
    }
}

/// Cuts the records of a thread by day.
struct Cut {
    thread: usize,
    date: String,
    start: u32,
    first: Option<String>,
    out: Vec<Document>,
}

impl Cut {
    fn new(thread: usize) -> Cut {
        Cut {
            thread,
            date: "undated".to_owned(),
            start: 0,
            first: None,
            out: Vec::new(),
        }
    }

    fn take(&mut self, record: u32, date: Option<&str>) {
        let goes_on = date.is_none_or(|date| date == self.date);
        let n_records = (record - self.start) as usize;
        if n_records > 0 && (!goes_on || n_records >= RECORDS_MOST) {
            self.document(record);
        }
        if let Some(date) = date {
            date.clone_into(&mut self.date);
            self.first.get_or_insert_with(|| date.to_owned());
        }
    }

    fn document(&mut self, end: u32) {
        let date = self.first.take().unwrap_or_else(|| self.date.clone());
        self.out.push(Document {
            thread: self.thread,
            records: (self.start, end),
            date,
            number: String::new(),
            size_bytes: 0,
            sha256: String::new(),
        });
        self.start = end;
    }

    fn end(mut self, n_records: u32) -> Vec<Document> {
        if self.start < n_records {
            self.document(n_records);
        }
        self.out
    }
}

/// A file of the set being made.
pub(in crate::engine::package) struct Making {
    piece: Piece,
    /// The next document of a table or of the load file.
    next: usize,
    has_begun: bool,
}

impl Making {
    /// Nothing is made yet.
    pub(in crate::engine::package) fn new(piece: Piece) -> Making {
        Making {
            piece,
            next: 0,
            has_begun: false,
        }
    }

    /// The next piece, at most a document; `None` after the last.
    ///
    /// Errors: `Read`, `Review`.
    pub(in crate::engine::package) fn next(
        &mut self,
        material: &Material,
    ) -> Result<Option<Vec<u8>>, BuildError> {
        let Some(set) = &material.review else {
            return Ok(None);
        };
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        match self.piece {
            Piece::Settings => Ok(is_first.then(|| set.settings(material))),
            Piece::Native(index) | Piece::Text(index) => match set.documents.get(index) {
                Some(document) if is_first => self.document(material, set, document).map(Some),
                _none_or_done => Ok(None),
            },
            Piece::Table(_) if is_first => Ok(Some(load::table_head())),
            Piece::Load if is_first => Ok(Some(load::head())),
            Piece::Table(_) | Piece::Load => Ok(self.rows(material, set)),
        }
    }

    fn document(
        &self,
        material: &Material,
        set: &Set,
        document: &Document,
    ) -> Result<Vec<u8>, BuildError> {
        let day = day(material, document);
        let title = title(material, document.thread);
        if matches!(self.piece, Piece::Text(_)) {
            return Ok(load::text(&title, &day).into_bytes());
        }
        let embedded = embedded(material, document, &day)?;
        let common = rsmf::Common {
            thread: document.thread as u32 + 1,
            title: &title,
            clock: &set.options.clock,
            tool: &material.options.tool,
        };
        Ok(rsmf::document(common, &day, &embedded).bytes().to_vec())
    }

    /// The rows of the next document.
    fn rows(&mut self, material: &Material, set: &Set) -> Option<Vec<u8>> {
        let (clock, mut out) = (&set.options.clock, Vec::new());
        let document = loop {
            let document = set.documents.get(self.next)?;
            self.next += 1;
            match self.piece {
                Piece::Table(thread) if thread != document.thread => {}
                _of_it => break document,
            }
        };
        let day = day(material, document);
        if matches!(self.piece, Piece::Table(_)) {
            load::table_rows(&mut out, &document.number, &day, clock);
            return Some(out);
        }
        let name = document.number.to_lowercase();
        let row = load::Row {
            name: &document.number,
            title: &title(material, document.thread),
            participants: rsmf::participants(&day),
            size_bytes: document.size_bytes,
            sha256: &document.sha256,
            native: format!("natives\\{name}.rsmf"),
            text: format!("text\\{name}.txt"),
        };
        load::row(&mut out, row, &day, clock);
        Some(out)
    }
}

/// A thread's title, as the first line of its `transcript.txt` has it.
fn title(material: &Material, thread: usize) -> String {
    let mut head = Vec::new();
    text::head(&mut head, &files::title(material, thread), 0);
    let text = String::from_utf8(head).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

/// The records of a document, as `messages.jsonl` has them.
fn day(material: &Material, document: &Document) -> Day {
    let (start, end) = document.records;
    let records = (start..end).filter_map(|record| {
        let outgoing = Outgoing::new(material, document.thread, RecordId(record))?;
        let mut line = Vec::new();
        jsonl::record(&mut line, &outgoing, &material.plan.media);
        Record::read(line.strip_suffix(b"\n").unwrap_or(&line))
    });
    Day {
        date: document.date.clone(),
        records: records.collect(),
    }
}

/// The files that the records of a document name, as they go out: name and bytes, each once.
fn embedded(
    material: &Material,
    document: &Document,
    day: &Day,
) -> Result<Vec<(String, Vec<u8>)>, BuildError> {
    let names: BTreeSet<&str> = day.records.iter().filter_map(Record::file).collect();
    let mut out: Vec<(String, Vec<u8>)> = Vec::new();
    let mut size_bytes = 0;
    for name in names {
        // Files are called by their number in the plan, from 1.
        let number = name.split('.').next().and_then(|at| at.parse().ok());
        let index: usize = number.unwrap_or(0);
        let mut making = files::Making::new(&Content::Media(index.saturating_sub(1)));
        let mut bytes = Vec::new();
        while let Some(piece) = making.next(material)? {
            size_bytes += piece.len() as u64;
            if size_bytes > EMBEDDED_BYTES {
                return Err(too_large(document, size_bytes));
            }
            bytes.extend(piece);
        }
        out.push((name.to_owned(), bytes));
    }
    Ok(out)
}

fn too_large(document: &Document, size_bytes: u64) -> BuildError {
    let error = ReviewError::TooLarge {
        day: document.date.clone(),
        thread: document.thread as u32 + 1,
        size_bytes,
    };
    BuildError::Review(Box::new(error))
}
