//! Every occurrence of a term in the whole case, as a `Value` decision would find it, in steps.

use crate::engine::case::{Case, ThreadId};
use crate::engine::place::ByteSpan;
use crate::engine::redact::term::{Folder, Term};
use crate::engine::thread::{ParticipantId, RecordId, Thread};

use super::protocol::{TERM_HITS_SHOWN, TermHit, TermSpot};

/// How much text is searched in a step. Units: bytes.
const STEP_TEXT_BYTES: u32 = 1 << 20;

/// How much is shown around a hit. Units: characters.
const CONTEXT_CHARS: usize = 40;

/// A search over everything that is open, in case order: for each thread its title, its names, its
/// bodies; after the threads of a source the names of its entries.
pub(super) struct TermJob {
    term: Option<Term>,
    folder: Folder,
    source: usize,
    thread: usize,
    /// Over all sources.
    thread_id: u32,
    record: u32,
    hits: Vec<TermHit>,
    n_hits: u32,
}

impl TermJob {
    /// A term of which nothing is left after folding has no hits.
    pub(super) fn new(term: &str) -> TermJob {
        TermJob {
            term: Term::of_value(term),
            folder: Folder::for_many(),
            source: 0,
            thread: 0,
            thread_id: 0,
            record: 0,
            hits: Vec::new(),
            n_hits: 0,
        }
    }

    /// Searches some more; `Some` when all is searched.
    pub(super) fn step(&mut self, case: &Case) -> Option<(Vec<TermHit>, u32)> {
        let Some(term) = self.term.take() else {
            return Some((Vec::new(), 0));
        };
        let done = self.search(&term, case);
        self.term = Some(term);
        done.then(|| (std::mem::take(&mut self.hits), self.n_hits))
    }

    fn search(&mut self, term: &Term, case: &Case) -> bool {
        let Some(source) = case.sources.get(self.source) else {
            return true;
        };
        if let Some(thread) = source.threads.get(self.thread) {
            self.search_thread(term, case, thread);
        } else {
            self.search_file_names(term, case);
            self.source += 1;
            self.thread = 0;
        }
        false
    }

    fn search_thread(&mut self, term: &Term, case: &Case, thread: &Thread) {
        let id = ThreadId(self.thread_id);
        if self.record == 0 {
            self.add(term, thread.title.as_bytes(), |_| {
                Some(TermSpot::Title { thread: id })
            });
            for (index, participant) in thread.participants.iter().enumerate() {
                let participant_id = ParticipantId(index as u32);
                self.add(term, participant.name.as_bytes(), |_| {
                    Some(TermSpot::Name {
                        thread: id,
                        participant: participant_id,
                    })
                });
            }
        }
        let mut n_bytes = 0;
        while n_bytes < STEP_TEXT_BYTES && self.record < thread.n_records() {
            let record = RecordId(self.record);
            self.search_body(term, case, thread, record);
            n_bytes = n_bytes.saturating_add(thread.span(record).len);
            self.record += 1;
        }
        if self.record >= thread.n_records() {
            self.record = 0;
            self.thread += 1;
            self.thread_id += 1;
        }
    }

    fn search_body(&mut self, term: &Term, case: &Case, thread: &Thread, record: RecordId) {
        let id = ThreadId(self.thread_id);
        let offset = thread.body_offset(record);
        self.add(term, thread.body(record), |span| {
            Some(TermSpot::Body {
                thread: id,
                record,
                place: case.place(id, record)?,
                span: ByteSpan {
                    start: span.start + offset,
                    len: span.len,
                },
            })
        });
    }

    fn search_file_names(&mut self, term: &Term, case: &Case) {
        let number = self.source;
        let Some(source) = case.sources.get(number) else {
            return;
        };
        for entry in source.archive.entries() {
            let name = entry.name.as_bytes();
            // One hit: a touched name is withheld whole.
            if let Some(span) = term.spans_with(&mut self.folder, name).first() {
                let spot = TermSpot::FileName {
                    source: number as u32,
                    entry: entry.id,
                };
                self.push(name, *span, || Some(spot));
            }
        }
    }

    fn add(&mut self, term: &Term, text: &[u8], spot: impl Fn(ByteSpan) -> Option<TermSpot>) {
        for span in term.spans_with(&mut self.folder, text) {
            self.push(text, span, || spot(span));
        }
    }

    /// Counts a hit; its place is asked for only when it is listed.
    fn push(&mut self, text: &[u8], span: ByteSpan, spot: impl FnOnce() -> Option<TermSpot>) {
        self.n_hits = self.n_hits.saturating_add(1);
        if self.hits.len() < TERM_HITS_SHOWN
            && let Some(spot) = spot()
        {
            self.hits.push(hit_at(text, span, spot));
        }
    }
}

fn hit_at(text: &[u8], span: ByteSpan, spot: TermSpot) -> TermHit {
    let start = (span.start as usize).min(text.len());
    let end = (span.end() as usize).clamp(start, text.len());
    TermHit {
        spot,
        before: last_of_line(&text[..start]),
        hit: String::from_utf8_lossy(&text[start..end]).into_owned(),
        after: first_of_line(&text[end..]),
    }
}

fn last_of_line(before: &[u8]) -> String {
    let line = match before.iter().rposition(|byte| *byte == b'\n') {
        Some(at) => &before[at + 1..],
        None => before,
    };
    // No character has more than four bytes: no need to decode a long line.
    let near = &line[line.len().saturating_sub(CONTEXT_CHARS * 4 + 4)..];
    let text = String::from_utf8_lossy(near);
    let n_chars = text.chars().count();
    text.chars()
        .skip(n_chars.saturating_sub(CONTEXT_CHARS))
        .collect()
}

fn first_of_line(after: &[u8]) -> String {
    let near = &after[..after.len().min(CONTEXT_CHARS * 4 + 4)];
    let line = near
        .split(|byte| *byte == b'\n' || *byte == b'\r')
        .next()
        .unwrap_or_default();
    String::from_utf8_lossy(line)
        .chars()
        .take(CONTEXT_CHARS)
        .collect()
}
