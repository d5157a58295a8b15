//! The payload files, and how each is made: piece by piece, so that no transcript is ever whole in
//! memory. Making a file twice gives the same bytes.

use std::rc::Rc;

use data_encoding::HEXLOWER;

use super::copies::{reader, unread};
use super::copying::Copying;
use super::outgoing::{EntryAt, File, Outgoing, tidy};
use super::plan::Material;
use super::review::{ReviewMaking, ReviewPiece};
use super::{BuildError, csv, html, jsonl, log, proof, text};
use crate::engine::archive::EntryReader;
use crate::engine::redact::Part;
use crate::engine::seal::Sealed;
use crate::engine::thread::RecordId;

/// A piece of text is about this long.
const PIECE_BYTES: usize = 256 << 10;

/// A payload file.
#[derive(Debug, Clone)]
pub(super) struct Payload {
    /// Below the package's folder.
    pub(super) path: String,
    /// How it is made.
    pub(super) content: Content,
}

/// How a payload file is made. Threads and media by index in the plan.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Known beforehand.
    Fixed(Rc<[u8]>),
    /// The redaction log for people.
    LogCsv,
    /// The redaction log for programs.
    LogJson,
    /// An attachment.
    Media(usize),
    /// The references of a thread.
    Attachments(usize),
    /// The records of a thread as data.
    Messages(usize),
    /// The transcript as plain text.
    Text(usize),
    /// The transcript as one page.
    Page(usize),
    /// The list of the transcript's parts.
    Index(usize),
    /// A part of the transcript, from 0.
    Part(usize, usize),
    /// The leaves of a thread's seal.
    Leaves(usize),
    /// The openings of its records.
    Openings(usize),
    /// A file of the review set.
    Review(ReviewPiece),
}

/// A payload file being made.
pub(super) struct Making {
    content: Content,
    state: State,
}

enum State {
    Start,
    /// The next record or row, one past the last, the day of the last article.
    Rows {
        next: u32,
        end: u32,
        day: Option<String>,
    },
    Bytes(EntryAt, Box<EntryReader>),
    /// A clean copy of what is read.
    Copy(Copying),
    Review(ReviewMaking),
    End,
}

impl Making {
    /// Nothing is made yet.
    pub(super) fn new(content: &Content) -> Making {
        Making {
            content: content.clone(),
            state: State::Start,
        }
    }

    /// The next piece; `None` after the last.
    ///
    /// Shape: text comes in pieces of about 256 KiB, or one record if that is longer.
    /// Errors: `Read`.
    pub(super) fn next(&mut self, material: &Material) -> Result<Option<Vec<u8>>, BuildError> {
        match std::mem::replace(&mut self.state, State::End) {
            State::Start => self.start(material).map(Some),
            State::Rows { next, end, day } => Ok(Some(self.rows(material, next, end, day))),
            State::Bytes(at, mut reader) => {
                let piece = reader
                    .next()
                    .map_err(|source| unread(material, at, source))?;
                if piece.is_some() {
                    self.state = State::Bytes(at, reader);
                }
                Ok(piece)
            }
            State::Copy(mut copying) => {
                let piece = copying.next(material)?;
                if piece.is_some() {
                    self.state = State::Copy(copying);
                }
                Ok(piece)
            }
            State::Review(mut making) => {
                let piece = making.next(material)?;
                if piece.is_some() {
                    self.state = State::Review(making);
                }
                Ok(piece)
            }
            State::End => Ok(None),
        }
    }

    fn start(&mut self, material: &Material) -> Result<Vec<u8>, BuildError> {
        let mut out = Vec::new();
        let end = match &self.content {
            Content::Fixed(bytes) => {
                out.extend_from_slice(bytes);
                return Ok(out);
            }
            Content::Media(index) => {
                if let Some(media) = material.plan.media.get(*index) {
                    self.state = match Copying::open(material, media)? {
                        Some(copying) => State::Copy(copying),
                        None => State::Bytes(media.at, Box::new(reader(material, media.at)?)),
                    };
                }
                return Ok(out);
            }
            Content::Review(piece) => {
                self.state = State::Review(ReviewMaking::new(*piece));
                return Ok(out);
            }
            Content::LogCsv | Content::LogJson => (0, material.plan.rows.len() as u32),
            Content::Attachments(index)
            | Content::Messages(index)
            | Content::Text(index)
            | Content::Page(index) => (0, n_records(material, *index)),
            Content::Leaves(index) | Content::Openings(index) => {
                let seal = seal_of(material, *index);
                (0, seal.map_or(0, |seal| seal.leaves.len() as u32))
            }
            Content::Index(_) => (0, 0),
            Content::Part(index, part) => {
                let thread = material.plan.threads.get(*index);
                thread
                    .and_then(|thread| thread.parts.get(*part))
                    .copied()
                    .unwrap_or_default()
            }
        };
        self.head(material, &mut out, end);
        self.state = State::Rows {
            next: end.0,
            end: end.1,
            day: None,
        };
        Ok(out)
    }

    fn head(&self, material: &Material, out: &mut Vec<u8>, (start, end): (u32, u32)) {
        let reasons = || -> Vec<_> { log::legend(material).into_iter().map(|(r, _)| r).collect() };
        match &self.content {
            Content::Fixed(_)
            | Content::Media(_)
            | Content::LogJson
            | Content::Messages(_)
            | Content::Leaves(_)
            | Content::Review(_)
            | Content::Openings(_) => {}
            Content::LogCsv => out.extend_from_slice(log::HEAD),
            Content::Attachments(_) => out.extend_from_slice(csv::ATTACHMENTS_HEAD),
            Content::Text(index) => text::head(out, &title(material, *index), end),
            Content::Page(index) => {
                html::head(
                    out,
                    &title(material, *index),
                    &period(material, *index, (0, end)),
                    &html::n_records(end),
                    &reasons(),
                );
            }
            Content::Index(index) => {
                let n = n_records(material, *index);
                let (period, line) = (period(material, *index, (0, n)), html::n_records(n));
                html::head(out, &title(material, *index), &period, &line, &reasons());
                if let Some(thread) = material.plan.threads.get(*index) {
                    html::index(out, material, thread);
                }
            }
            Content::Part(index, part) => {
                let all = material
                    .plan
                    .threads
                    .get(*index)
                    .map_or(0, |t| t.parts.len());
                let line = format!("Part {} of {all}: {}", part + 1, html::records(start, end));
                let period = period(material, *index, (start, end));
                html::head(out, &title(material, *index), &period, &line, &reasons());
            }
        }
    }

    fn rows(&mut self, material: &Material, next: u32, end: u32, day: Option<String>) -> Vec<u8> {
        let mut out = Vec::with_capacity(PIECE_BYTES + PIECE_BYTES / 4);
        let (mut next, mut day) = (next, day);
        let mut n_looked_at = 0;
        while next < end && out.len() < PIECE_BYTES && n_looked_at < 10_000 {
            self.row(material, &mut out, next, &mut day);
            next += 1;
            n_looked_at += 1;
        }
        if next < end {
            self.state = State::Rows { next, end, day };
        } else if matches!(
            self.content,
            Content::Page(_) | Content::Index(_) | Content::Part(..)
        ) {
            html::tail(&mut out);
        }
        out
    }

    fn row(&self, material: &Material, out: &mut Vec<u8>, at: u32, day: &mut Option<String>) {
        let media = &material.plan.media;
        let record = |index: usize| Outgoing::new(material, index, RecordId(at));
        match &self.content {
            Content::Fixed(_) | Content::Media(_) | Content::Index(_) | Content::Review(_) => {}
            Content::LogCsv | Content::LogJson => {
                let Some(row) = material.plan.rows.get(at as usize) else {
                    return;
                };
                let no = at as usize + 1;
                match &self.content {
                    Content::LogCsv => log::csv_row(out, material, no, row),
                    _json => log::json_row(out, material, no, row),
                }
            }
            Content::Attachments(index) => {
                // Most records name no file, and asking costs nothing.
                if !names_a_file(material, *index, at) {
                    return;
                }
                if let Some(record) = record(*index) {
                    let included = match &record.file {
                        File::Included { index, .. }
                        | File::Cleaned { index, .. }
                        | File::Redacted { index, .. } => media.get(*index),
                        File::None
                        | File::NoCopy { .. }
                        | File::NotIncluded { .. }
                        | File::Absent { .. }
                        | File::Withheld { .. } => None,
                    };
                    csv::attachment(out, &record, included);
                }
            }
            Content::Leaves(index) => {
                let seal = seal_of(material, *index);
                if let Some(leaf) = seal.and_then(|seal| seal.leaves.get(at as usize)) {
                    out.extend_from_slice(HEXLOWER.encode(leaf).as_bytes());
                    out.push(b'\n');
                }
            }
            Content::Openings(index) => {
                if let Some(thread) = material.plan.threads.get(*index) {
                    proof::opening(out, material, thread, at);
                }
            }
            Content::Messages(index) => {
                if let Some(record) = record(*index) {
                    jsonl::record(out, &record, media);
                }
            }
            Content::Text(index) => {
                if let Some(record) = record(*index) {
                    text::record(out, &record, media);
                }
            }
            Content::Page(index) | Content::Part(index, _) => {
                if let Some(record) = record(*index) {
                    html::day(out, day, record.at.as_ref());
                    html::record(out, &record, media);
                }
            }
        }
    }
}

fn seal_of(material: &Material, index: usize) -> Option<&Sealed> {
    material.plan.threads.get(index)?.seal.as_deref()
}

fn n_records(material: &Material, index: usize) -> u32 {
    material
        .plan
        .threads
        .get(index)
        .map_or(0, |thread| thread.thread.n_records())
}

/// The days of some records of a thread.
fn period(material: &Material, index: usize, records: (u32, u32)) -> String {
    let thread = material.plan.threads.get(index);
    thread.map_or_else(String::new, |planned| {
        html::period(material, planned, records)
    })
}

fn names_a_file(material: &Material, index: usize, record: u32) -> bool {
    material
        .plan
        .threads
        .get(index)
        .and_then(|thread| thread.thread.record(RecordId(record)))
        .is_some_and(|record| record.attachment.is_some())
}

/// What may be shown of a thread's title; a thread without one is called by its number.
pub(super) fn title(material: &Material, index: usize) -> Vec<Part> {
    let Some(thread) = material.plan.threads.get(index) else {
        return Vec::new();
    };
    let title = tidy(material.redactions.title(&material.case, thread.id));
    if title.is_empty() {
        return vec![Part::Text(format!("Thread {}", index + 1))];
    }
    title
}
