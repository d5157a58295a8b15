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
use crate::engine::digest::sha256_hex;
use crate::engine::finding::{Explain, Failure};
use crate::engine::keyfile::{self, KeyContent, KeyFileError, LARGEST_KEY_FILE};
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
    /// A key of pseudonyms to be written.
    WriteKey {
        tag: Tag,
        content: KeyContent,
        lock: Lock,
    },
    /// One to be read.
    ReadKey {
        tag: Tag,
        file: Option<Given>,
        passphrase: Option<Passphrase>,
    },
}

/// Why a file was not written or read.
enum FileFault {
    WrongPassphrase,
    Failed(Failure),
}

impl From<CaseFileError> for FileFault {
    fn from(error: CaseFileError) -> FileFault {
        match error {
            CaseFileError::WrongPassphrase => FileFault::WrongPassphrase,
            error => FileFault::Failed(error.to_failure()),
        }
    }
}

impl From<KeyFileError> for FileFault {
    fn from(error: KeyFileError) -> FileFault {
        if error.is_wrong_passphrase() {
            return FileFault::WrongPassphrase;
        }
        FileFault::Failed(error.to_failure())
    }
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
            WorkRequest::WriteCase { .. }
            | WorkRequest::ReadCase { .. }
            | WorkRequest::WriteKey { .. }
            | WorkRequest::ReadKey { .. } => {}
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

    /// Work on case files and keys of pseudonyms.
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
            WorkRequest::WriteKey { tag, content, lock } => {
                self.file_work
                    .push_back(FileWork::WriteKey { tag, content, lock });
            }
            WorkRequest::ReadKey {
                tag, passphrase, ..
            } => self.file_work.push_back(FileWork::ReadKey {
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
        let (tag, done) = done(work);
        match done {
            Ok(event) => self.emit_work(event),
            Err(FileFault::WrongPassphrase) => {
                self.emit_work(WorkEvent::WrongPassphrase { tag });
            }
            Err(FileFault::Failed(failure)) => self.fail(Some(tag), failure),
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

/// Writes or reads the file.
fn done(work: FileWork) -> (Tag, Result<WorkEvent, FileFault>) {
    match work {
        FileWork::Write { tag, content, lock } => {
            let is_locked = lock.is_some();
            let written = casefile::write(&content, lock.as_ref());
            let written = written.map(|text| WorkEvent::CaseWritten {
                tag,
                text,
                is_locked,
            });
            (tag, written.map_err(FileFault::from))
        }
        FileWork::Read {
            tag,
            file,
            passphrase,
        } => {
            let read = bytes_of(file, LARGEST_CASE_FILE)
                .and_then(|bytes| casefile::read(&bytes, passphrase.as_ref()))
                .map(|read| WorkEvent::CaseRead { tag, read });
            (tag, read.map_err(FileFault::from))
        }
        FileWork::WriteKey { tag, content, lock } => {
            let written = keyfile::write(&content, &lock);
            let written = written.map(|text| WorkEvent::KeyWritten {
                tag,
                file_sha256: sha256_hex(text.as_bytes()),
                text,
                package_sha256: content.package_sha256,
            });
            (tag, written.map_err(FileFault::from))
        }
        FileWork::ReadKey {
            tag,
            file,
            passphrase,
        } => (tag, read_key(tag, file, passphrase.as_ref())),
    }
}

fn read_key(
    tag: Tag,
    file: Option<Given>,
    passphrase: Option<&Passphrase>,
) -> Result<WorkEvent, FileFault> {
    let bytes = bytes_of(file, LARGEST_KEY_FILE).map_err(KeyFileError::from)?;
    let read = keyfile::read(&bytes, passphrase)?;
    Ok(WorkEvent::KeyRead {
        tag,
        file_sha256: sha256_hex(&bytes),
        read,
    })
}

fn bytes_of(file: Option<Given>, largest: u64) -> Result<Vec<u8>, CaseFileError> {
    let missing = || CaseFileError::Read {
        source: io::ErrorKind::NotFound.into(),
    };
    let file = file.ok_or_else(missing)?;
    let size_bytes = file.source.size_bytes();
    if size_bytes > largest {
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
