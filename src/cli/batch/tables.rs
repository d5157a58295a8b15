//! Where rows go: mixed to standard output, each with the name of its table, or each table to a
//! folder of its own, a file a path. A path that is taken again has its files replaced, and those
//! removed for which it has no rows any more.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Export;
use super::rows::{AttachmentRow, ErrorRow, FindingRow, ParticipantRow, RecordRow, ThreadRow};
use crate::cli::error::CliError;
use crate::cli::inspect;
use crate::engine::finding::{Failure, Finding};
use crate::engine::parse;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::EntryDigest;
use crate::engine::thread::{
    Attachment, DateOrder, Flags, OrderState, Participant, Record, RecordId, Thread,
};

/// Every table. Last the one that names exports: what is named there is whole in all others.
const TABLES: [&str; 6] = [
    "errors",
    "findings",
    "participants",
    "attachments",
    "records",
    "threads",
];

/// Where rows go.
pub(super) struct Tables<'o> {
    place: Where<'o>,
}

enum Where<'o> {
    /// All tables mixed.
    Stream(&'o mut dyn Write),
    /// A folder each.
    Folder {
        folder: PathBuf,
        /// By table, of the path that is being taken.
        parts: BTreeMap<&'static str, Part>,
    },
}

/// A row with the name of its table in front.
#[derive(Serialize)]
struct Named<'r, R: Serialize> {
    table: &'static str,
    #[serde(flatten)]
    row: &'r R,
}

/// The rows of one path in one table, on their way to a file.
struct Part {
    aside: PathBuf,
    path: PathBuf,
    out: BufWriter<File>,
}

impl<'o> Tables<'o> {
    /// Errors: the folder cannot be made.
    pub(super) fn new(
        folder: Option<&Path>,
        out: &'o mut dyn Write,
    ) -> Result<Tables<'o>, CliError> {
        let place = match folder {
            None => Where::Stream(out),
            Some(folder) => {
                made(folder)?;
                Where::Folder {
                    folder: folder.to_owned(),
                    parts: BTreeMap::new(),
                }
            }
        };
        Ok(Tables { place })
    }

    /// A path was taken: who reads along gets whole lines, a path at a time.
    pub(super) fn end(&mut self, path: &Path) -> Result<(), CliError> {
        match &mut self.place {
            Where::Stream(out) => Ok(out.flush()?),
            Where::Folder { folder, parts } => {
                let name = super::key_of_path(path);
                let mut tables = TABLES.into_iter();
                tables.try_for_each(|table| match parts.remove(table) {
                    Some(part) => part.finish(),
                    None => removed(&place(folder, table, &name)),
                })
            }
        }
    }

    /// What could not be opened.
    pub(super) fn error(
        &mut self,
        path: &Path,
        key: &str,
        failure: &Failure,
    ) -> Result<(), CliError> {
        let row = ErrorRow {
            export: key,
            path: &super::shown(path),
            what: &failure.what,
            help: &failure.help,
            can_raise: failure.can_raise,
        };
        self.table("errors", path, |rows| rows(&row))
    }

    /// All tables of one export.
    pub(super) fn export(&mut self, path: &Path, export: &Export) -> Result<(), CliError> {
        let key = export.key.as_str();
        let shown = super::shown(path);
        self.table("findings", path, |rows| {
            let findings = export.source.findings.iter();
            findings
                .map(|one| finding(key, one))
                .try_for_each(|row| rows(&row))
        })?;
        self.table("participants", path, |rows| {
            numbered(export).try_for_each(|(number, thread)| {
                let all = thread.participants.iter().enumerate();
                all.map(|(at, one)| participant(key, number, at, one))
                    .try_for_each(|row| rows(&row))
            })
        })?;
        let sizes = sizes(export);
        self.table("attachments", path, |rows| {
            numbered(export).try_for_each(|(number, thread)| {
                let all = thread.attachments.iter();
                all.map(|one| attachment(key, number, one, export, &sizes))
                    .try_for_each(|row| rows(&row))
            })
        })?;
        self.table("records", path, |rows| {
            numbered(export).try_for_each(|(number, thread)| {
                let all = (0..thread.n_records()).map(RecordId);
                all.filter_map(|id| Some(record(key, number, thread, id, thread.record(id)?)))
                    .try_for_each(|row| rows(&row))
            })
        })?;
        self.table("threads", path, |rows| {
            numbered(export)
                .map(|(number, thread)| thread_row(key, &shown, export, number, thread))
                .try_for_each(|row| rows(&row))
        })
    }

    /// Writes one table of one export: `fill` is given what takes a row.
    fn table<R: Serialize>(
        &mut self,
        table: &'static str,
        path: &Path,
        fill: impl FnOnce(&mut dyn FnMut(&R) -> Result<(), CliError>) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        match &mut self.place {
            Where::Stream(out) => fill(&mut |row| line(out, &Named { table, row })),
            Where::Folder { folder, parts } => fill(&mut |row| {
                let part = match parts.entry(table) {
                    Entry::Occupied(there) => there.into_mut(),
                    Entry::Vacant(free) => {
                        let name = super::key_of_path(path);
                        free.insert(Part::start(&place(folder, table, &name), &name)?)
                    }
                };
                let path = &part.aside;
                line(&mut part.out, row).map_err(|error| in_file(path, error))
            }),
        }
    }
}

fn line<R: Serialize>(out: &mut dyn Write, row: &R) -> Result<(), CliError> {
    serde_json::to_writer(&mut *out, row).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// What went wrong while a file was written names the file.
fn in_file(path: &Path, error: CliError) -> CliError {
    match error {
        CliError::Write { source } => CliError::Out {
            path: path.to_owned(),
            source,
        },
        other => other,
    }
}

fn made(folder: &Path) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|source| CliError::Out {
        path: folder.to_owned(),
        source,
    })
}

/// `TABLE/bucket=bNN/NAME.jsonl`; the bucket is the start of the name, after a letter so that no
/// reader takes it for a number.
fn place(folder: &Path, table: &str, name: &str) -> PathBuf {
    let bucket = format!("bucket=b{}", name.get(..2).unwrap_or_default());
    folder
        .join(table)
        .join(bucket)
        .join(format!("{name}.jsonl"))
}

/// What stood there of an earlier run.
fn removed(path: &Path) -> Result<(), CliError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(CliError::Out {
            path: path.to_owned(),
            source,
        }),
        _removed_or_not_there => Ok(()),
    }
}

impl Part {
    fn start(path: &Path, name: &str) -> Result<Part, CliError> {
        let folder = path.parent().unwrap_or(path);
        made(folder)?;
        // Readers of folders pass over names that begin so; two processes do not share one.
        let aside = folder.join(format!(".{name}.{}", std::process::id()));
        let file = File::create(&aside).map_err(|source| CliError::Out {
            path: aside.clone(),
            source,
        })?;
        Ok(Part {
            path: path.to_owned(),
            aside,
            out: BufWriter::new(file),
        })
    }

    fn finish(mut self) -> Result<(), CliError> {
        let moved = self
            .out
            .flush()
            .and_then(|()| fs::rename(&self.aside, &self.path));
        moved.map_err(|source| CliError::Out {
            path: self.path,
            source,
        })
    }
}

/// Threads with their numbers from 1.
fn numbered(export: &Export) -> impl Iterator<Item = (u32, &Thread)> {
    let threads = export.source.threads.iter().map(AsRef::as_ref);
    (1..).zip(threads)
}

fn sizes(export: &Export) -> BTreeMap<EntryId, &EntryDigest> {
    let entries = export.entries.iter();
    entries.map(|entry| (entry.entry, entry)).collect()
}

fn thread_row<'e>(
    key: &'e str,
    path: &'e str,
    export: &'e Export,
    number: u32,
    thread: &'e Thread,
) -> ThreadRow<'e> {
    let source = &export.source;
    let (first, last) = inspect::first_and_last(thread);
    let counts = inspect::attachments(source, thread);
    let shape = thread.main_shape();
    ThreadRow {
        export: key,
        path,
        name: source.archive.name(),
        source: &source.id.0,
        size_bytes: source.archive.size_bytes(),
        thread: number,
        title: &thread.title,
        platform: thread.platform,
        n_messages: thread.n_messages(),
        first,
        last,
        date_order: shape.map_or(DateOrder::Dmy, |shape| shape.order),
        date_order_state: shape.map_or(OrderState::Assumed, |shape| shape.state),
        attachments_named: counts.named,
        attachments_present: counts.present,
        attachments_absent: counts.absent,
        files_unreferenced: counts.unreferenced,
        unexplained_bytes: inspect::unexplained_bytes(source, thread),
    }
}

fn record<'e>(
    key: &'e str,
    number: u32,
    thread: &'e Thread,
    id: RecordId,
    record: &Record,
) -> RecordRow<'e> {
    let (byte_start, byte_len) = thread.origin_span(id);
    let sender = record
        .participant
        .and_then(|participant| thread.participants.get(participant.0 as usize));
    let attachment = record
        .attachment
        .and_then(|attachment| thread.attachments.get(attachment.0 as usize));
    RecordRow {
        export: key,
        thread: number,
        i: id.0 + 1,
        at: thread.civil(id).map(|civil| civil.to_string()),
        raw_stamp: parse::stamp_text(thread, id),
        participant: record.participant.map(|participant| participant.0 + 1),
        sender: sender.map(|participant| participant.name.as_str()),
        kind: record.kind.word(),
        body: String::from_utf8_lossy(thread.body(id)),
        edited: record.flags.has(Flags::EDITED),
        attachment: attachment.map(|attachment| attachment.name.as_str()),
        attachment_present: attachment.map(|attachment| attachment.entry.is_some()),
        byte_start,
        byte_len,
        flags: record.flags.words(),
    }
}

fn participant<'e>(
    key: &'e str,
    number: u32,
    at: usize,
    one: &'e Participant,
) -> ParticipantRow<'e> {
    ParticipantRow {
        export: key,
        thread: number,
        participant: at as u32 + 1,
        name: &one.name,
        n_messages: one.n_messages,
        first_i: one.first_record.0 + 1,
    }
}

fn attachment<'e>(
    key: &'e str,
    number: u32,
    one: &'e Attachment,
    export: &'e Export,
    sizes: &BTreeMap<EntryId, &'e EntryDigest>,
) -> AttachmentRow<'e> {
    let entry = one
        .entry
        .and_then(|entry| export.source.archive.entry(entry));
    let digest = one.entry.and_then(|entry| sizes.get(&entry));
    AttachmentRow {
        export: key,
        thread: number,
        i: one.record.0 + 1,
        name: &one.name,
        present: entry.is_some(),
        entry: entry.map(|entry| entry.name.as_str()),
        matched: one.rule,
        size_bytes: entry.map(|entry| entry.size_bytes),
        sha256: digest.map(|digest| digest.sha256.as_str()),
    }
}

fn finding<'e>(key: &'e str, one: &'e Finding) -> FindingRow<'e> {
    FindingRow {
        export: key,
        code: &one.code,
        severity: one.severity,
        place: one.place.to_string(),
        entry: one.place.entry.as_deref(),
        i: one.place.record,
        byte_start: one.place.byte_start,
        text: &one.text,
    }
}
