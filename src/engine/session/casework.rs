//! Case work: what stands at places, case files, citations.

use std::io;

use super::protocol::{Event, PLACES_ASKED, PlacedAt, Quote, RowsFor, Tag, WorkEvent, WorkRequest};
use super::rows::{RowMaker, excerpt};
use super::{Host, Session, Turn};
use crate::engine::archive::Given;
use crate::engine::case::{Case, ThreadId};
use crate::engine::casefile::{
    self, CaseContent, CaseFileError, LARGEST_CASE_FILE, Lock, Passphrase,
};
use crate::engine::citation::{Citation, ResolveJob};
use crate::engine::finding::Explain;
use crate::engine::parse;
use crate::engine::place::MessagePlace;
use crate::engine::redact::mark_text;
use crate::engine::session::protocol::Row;
use crate::engine::thread::RecordId;

/// How much of a body a list quotes. Units: characters.
const EXCERPT_CHARS: usize = 120;

/// Work on a case file that waits for its turn, so that the page hears first that it has begun.
pub(super) enum FileWork {
    /// To be written.
    Write {
        tag: Tag,
        content: CaseContent,
        lock: Option<Lock>,
    },
    /// To be read.
    Read {
        tag: Tag,
        file: Option<Given>,
        passphrase: Option<Passphrase>,
    },
}

impl<H: Host> Session<H> {
    pub(super) fn read_work(&mut self, request: WorkRequest) {
        match request {
            WorkRequest::Places { tag, places } => {
                let found = places
                    .into_iter()
                    .take(PLACES_ASKED)
                    .map(|place| {
                        let at = placed(&self.case, &place);
                        (place, at)
                    })
                    .collect();
                self.emit_work(WorkEvent::Placed { tag, found });
            }
            WorkRequest::WriteCase { .. } | WorkRequest::ReadCase { .. } => {}
            WorkRequest::Cite {
                tag,
                thread,
                record,
            } => self.cite(tag, thread, record),
            WorkRequest::Resolve { tag, code } => match Citation::parsed(&code) {
                Some(citation) => {
                    self.resolving = Some((tag, ResolveJob::new(&self.case, citation)));
                }
                None => self.emit_work(WorkEvent::Resolved { tag, found: None }),
            },
        }
    }

    /// Work on case files.
    pub(super) fn make_work(&mut self, request: WorkRequest, files: Vec<Given>) {
        match request {
            WorkRequest::WriteCase { tag, content, lock } => {
                self.file_work
                    .push_back(FileWork::Write { tag, content, lock });
            }
            WorkRequest::ReadCase {
                tag, passphrase, ..
            } => self.file_work.push_back(FileWork::Read {
                tag,
                file: files.into_iter().next(),
                passphrase,
            }),
            WorkRequest::Places { .. } | WorkRequest::Cite { .. } | WorkRequest::Resolve { .. } => {
            }
        }
    }

    fn emit_work(&mut self, event: WorkEvent) {
        self.emit(Event::Work(event));
    }

    pub(super) fn step_file_work(&mut self) -> Turn {
        let Some(work) = self.file_work.pop_front() else {
            return Turn::Nothing;
        };
        let (tag, done) = match work {
            FileWork::Write { tag, content, lock } => {
                let is_locked = lock.is_some();
                let written = casefile::write(&content, lock.as_ref());
                let written = written.map(|text| WorkEvent::CaseWritten {
                    tag,
                    text,
                    is_locked,
                });
                (tag, written)
            }
            FileWork::Read {
                tag,
                file,
                passphrase,
            } => {
                let read = bytes_of(file)
                    .and_then(|bytes| casefile::read(&bytes, passphrase.as_ref()))
                    .map(|read| WorkEvent::CaseRead { tag, read });
                (tag, read)
            }
        };
        match done {
            Ok(event) => self.emit_work(event),
            Err(CaseFileError::WrongPassphrase) => {
                self.emit_work(WorkEvent::WrongPassphrase { tag });
            }
            Err(error) => self.fail(Some(tag), error.to_failure()),
        }
        Turn::Worked
    }

    pub(super) fn step_resolve(&mut self) -> Turn {
        let Some((tag, job)) = &mut self.resolving else {
            return Turn::Nothing;
        };
        let tag = *tag;
        if let Some(found) = job.step(&self.case) {
            self.resolving = None;
            let found = Some(found);
            self.emit_work(WorkEvent::Resolved { tag, found });
        }
        Turn::Worked
    }

    fn cite(&mut self, tag: Tag, id: ThreadId, record: RecordId) {
        self.resolved();
        let quote = self.quote(id, record);
        match quote {
            Some(quote) => self.emit_work(WorkEvent::Cited { tag, quote }),
            None => self.no_thread(tag, id),
        }
    }

    /// What is withheld is not quoted, and a message of which anything is withheld has no code:
    /// its digest would give away what stands there.
    fn quote(&mut self, id: ThreadId, record: RecordId) -> Option<Quote> {
        let redactions = self.redactions.as_ref()?;
        let rows = RowMaker {
            case: &self.case,
            redactions,
            zones: &self.zones,
            types: &mut self.types,
            marking: None,
            max_chars: u32::MAX,
        }
        .rows(id, &[record], RowsFor::Recipient)?;
        let row = rows.first()?;
        let (source, thread) = self.case.thread(id)?;
        let title = redactions.bare_title(&self.case, id);
        let title = title.filter(|_| !is_withheld(row));
        let code = title
            .is_some()
            .then(|| Citation::of(thread, record).to_string());
        let mut text = quoted(row);
        match code.as_ref().zip(title) {
            Some((code, title)) => {
                let files = source.archive.sources();
                let export = files.first().map_or("", |(name, _)| name.as_str());
                text.push_str(&format!(
                    "\n[{code} · message {} of “{title}” · {export}]\n",
                    record.0 + 1,
                ));
            }
            None => text.push_str(&format!(
                "\n[message {}, as shown to others]\n",
                record.0 + 1
            )),
        }
        Some(Quote { text, code })
    }
}

fn bytes_of(file: Option<Given>) -> Result<Vec<u8>, CaseFileError> {
    let missing = || CaseFileError::Read {
        source: io::ErrorKind::NotFound.into(),
    };
    let file = file.ok_or_else(missing)?;
    let size_bytes = file.source.size_bytes();
    if size_bytes > LARGEST_CASE_FILE {
        return Err(CaseFileError::TooLarge { size_bytes });
    }
    let mut bytes = vec![0; size_bytes as usize];
    file.source
        .read_at(0, &mut bytes)
        .map_err(|source| CaseFileError::Read { source })?;
    Ok(bytes)
}

fn placed(case: &Case, place: &MessagePlace) -> Option<PlacedAt> {
    let (id, record) = case.locate(place)?;
    let (_, thread) = case.thread(id)?;
    let (_, _, body) = thread.parts(record);
    let sender = thread
        .record(record)
        .and_then(|at| at.participant)
        .and_then(|who| thread.participants.get(who.0 as usize))
        .map(|who| excerpt(who.name.as_bytes(), EXCERPT_CHARS));
    Some(PlacedAt {
        thread: id,
        record,
        stamp: parse::stamp_text(thread, record),
        sender: sender.unwrap_or_default(),
        excerpt: excerpt(body.trim_ascii_end(), EXCERPT_CHARS),
    })
}

fn is_withheld(row: &Row) -> bool {
    let file = row.attachment.as_ref();
    row.withheld.is_some()
        || file.is_some_and(|file| file.withheld.is_some())
        || row
            .body
            .iter()
            .chain(&row.sender_name)
            .any(|piece| piece.withheld.is_some())
}

/// Stamp as written, sender, text, name of the file, as a package would show them.
fn quoted(row: &Row) -> String {
    let plain = |pieces: &[super::protocol::Piece]| -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    };
    let withheld = row.withheld.as_ref().map(|at| mark_text(&at.codes));
    let mut text = row.stamp.clone();
    let sender = plain(&row.sender_name);
    if !sender.is_empty() {
        text.push_str(&format!(" · {sender}"));
    }
    let body = plain(&row.body);
    let body = if body.is_empty() {
        withheld.unwrap_or_default()
    } else {
        body
    };
    text.push_str(&format!("\n{body}"));
    if let Some(file) = row.attachment.as_ref().filter(|file| !file.name.is_empty()) {
        text.push_str(&format!("\n({})", file.name));
    }
    text
}
