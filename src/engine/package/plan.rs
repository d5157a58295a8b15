//! What a package will hold: its threads and their parts, the attachments that go out with their
//! numbers, the rows of the redaction log. Found in one walk over the records.
//!
//! A number, a part or a row follows from what is shown alone, so that none tells what is withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::outgoing::{Allowed, AllowedFile, EntryAt, Name, allowed, tidy};
use super::proof::Bodies;
use super::{BuildError, BuildOptions};
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::Decision;
use crate::engine::media::{HEAD_BYTES, MediaType, sniff};
use crate::engine::place::EntryId;
use crate::engine::redact::{Grounds, Part, Redactions};
use crate::engine::seal::Sealed;
use crate::engine::session::protocol::MediaChoice;
use crate::engine::thread::{RecordId, Thread};

/// A transcript of more records than this is in parts, and no part has more.
pub(super) const PART_RECORDS: u32 = 5_000;

/// Everything that the files of a package are made from.
pub(super) struct Material {
    /// What is open.
    pub(super) case: Rc<Case>,
    /// What may be shown of it.
    pub(super) redactions: Redactions,
    /// What the person chose.
    pub(super) options: BuildOptions,
    /// Entries with the bytes of a chat text.
    pub(super) chat_copies: BTreeSet<EntryAt>,
    /// What the package holds.
    pub(super) plan: Plan,
}

impl Material {
    /// Whether bodies in which something is withheld are opened token by token.
    pub(super) fn opens_parts(&self) -> bool {
        let proof = self.options.proof.as_ref();
        proof.is_some_and(|proof| proof.bodies == Bodies::Parts)
    }
}

/// What a package will hold.
#[derive(Default)]
pub(super) struct Plan {
    /// In case order.
    pub(super) threads: Vec<PlannedThread>,
    /// Attachments that go out, by first visible reference.
    pub(super) media: Vec<Media>,
    /// In document order.
    pub(super) rows: Vec<LogRow>,
    /// Number of rows by number of decision.
    pub(super) rows_of: BTreeMap<u32, u64>,
    /// Entries that some record names by just the name they have.
    pub(super) shown_names: BTreeSet<EntryAt>,
    index_of: BTreeMap<EntryAt, usize>,
}

/// A thread of the package.
pub(super) struct PlannedThread {
    /// Its number in the case.
    pub(super) id: ThreadId,
    /// Number of its source in the case, from 0.
    pub(super) source: usize,
    /// Itself.
    pub(super) thread: Rc<Thread>,
    /// For example `data/threads/t001`.
    pub(super) folder: String,
    /// First record and one past the last of each part; none for a short thread.
    pub(super) parts: Vec<(u32, u32)>,
    /// When the package holds a proof.
    pub(super) seal: Option<Rc<Sealed>>,
}

/// An attachment that goes out.
#[derive(Debug, Clone)]
pub(super) struct Media {
    /// Where it is.
    pub(super) at: EntryAt,
    /// In the package.
    pub(super) path: String,
    /// By content.
    pub(super) kind: MediaType,
    /// As the archive claims at first, then as it was read.
    pub(super) size_bytes: u64,
    /// Known once it was read.
    pub(super) sha256: String,
}

/// What a row of the redaction log is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// A thread's title.
    Title,
    /// A sender's name.
    Sender,
    /// A whole body.
    Body,
    /// A part of a body.
    Span,
    /// A file.
    Attachment,
    /// The name of a file.
    FileName,
}

impl Scope {
    /// The word in the log.
    pub(super) fn word(self) -> &'static str {
        match self {
            Scope::Title => "title",
            Scope::Sender => "sender",
            Scope::Body => "body",
            Scope::Span => "span",
            Scope::Attachment => "attachment",
            Scope::FileName => "file-name",
        }
    }
}

/// One decision at one place. A few bytes each, since there may be a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LogRow {
    /// Index in the plan.
    pub(super) thread: u32,
    /// `None` for a title.
    pub(super) record: Option<RecordId>,
    /// What it is about.
    pub(super) scope: Scope,
    /// How many marks of it stand there.
    pub(super) gaps: u32,
    /// Index in the redactions.
    pub(super) decision: u32,
}

impl Plan {
    /// The threads that `options` names, in case order. Nothing else is known yet.
    ///
    /// Errors: `NoThread`.
    pub(super) fn new(case: &Case, options: &BuildOptions) -> Result<Plan, BuildError> {
        let mut plan = Plan::default();
        for (id, source, thread) in threads(case) {
            if options.threads.is_empty() || options.threads.contains(&id) {
                let number = plan.threads.len() + 1;
                plan.threads.push(PlannedThread {
                    seal: seal_of(options, id, thread)?,
                    id,
                    source,
                    thread: Rc::clone(thread),
                    folder: format!("data/threads/t{number:03}"),
                    parts: Vec::new(),
                });
            }
        }
        let known = |id: &ThreadId| plan.threads.iter().any(|thread| thread.id == *id);
        match options.threads.iter().find(|id| !known(id)) {
            Some(missing) => Err(BuildError::NoThread {
                number: missing.0 + 1,
            }),
            None if plan.threads.is_empty() => Err(BuildError::NoThread { number: 1 }),
            None => Ok(plan),
        }
    }

    /// The index of an entry in the media, when it goes out.
    pub(super) fn media_index(&self, source: usize, entry: EntryId) -> Option<usize> {
        self.index_of.get(&(source, entry)).copied()
    }

    /// The sources of the threads, in case order, each once.
    pub(super) fn sources(&self) -> BTreeSet<usize> {
        self.threads.iter().map(|thread| thread.source).collect()
    }
}

/// The seal of a thread, when there is to be a proof. It must be of just these records.
fn seal_of(
    options: &BuildOptions,
    id: ThreadId,
    thread: &Thread,
) -> Result<Option<Rc<Sealed>>, BuildError> {
    let Some(proof) = &options.proof else {
        return Ok(None);
    };
    let seal = proof.seals.iter().find(|seal| seal.thread == id);
    match seal {
        Some(seal) if seal.n_messages == thread.n_records() => Ok(Some(Rc::clone(seal))),
        _none_or_another => Err(BuildError::NoSeal { number: id.0 + 1 }),
    }
}

/// All threads of the case with the number of their source.
fn threads(case: &Case) -> impl Iterator<Item = (ThreadId, usize, &Rc<Thread>)> {
    case.sources
        .iter()
        .enumerate()
        .flat_map(|(source, open)| open.threads.iter().map(move |thread| (source, thread)))
        .enumerate()
        .map(|(id, (source, thread))| (ThreadId(id as u32), source, thread))
}

/// The walk over all records that completes a plan, some records at a time.
#[derive(Default)]
pub(super) struct Walk {
    thread: usize,
    record: u32,
    part_start: u32,
    /// Latest year and month so far.
    month: Option<(i16, i8)>,
}

impl Walk {
    /// Walks over some records. `Some` bytes of text, or `None` when all are done.
    ///
    /// Errors: `Read`, when the type of an attachment cannot be told.
    pub(super) fn step(&mut self, material: &mut Material) -> Result<Option<u64>, BuildError> {
        let Some(planned) = material.plan.threads.get(self.thread) else {
            return Ok(None);
        };
        let thread = Rc::clone(&planned.thread);
        if self.record == 0 {
            self.title(material);
        }
        let first = self.record;
        let end = first.saturating_add(1_000).min(thread.n_records());
        while self.record < end {
            self.record(material, &thread, RecordId(self.record))?;
            self.record += 1;
        }
        let bytes = (first..end)
            .map(|i| u64::from(thread.span(RecordId(i)).len))
            .sum();
        if end == thread.n_records() {
            self.cut(material, end);
            *self = Walk {
                thread: self.thread + 1,
                ..Walk::default()
            };
        }
        Ok(Some(bytes))
    }

    fn title(&self, material: &mut Material) {
        let Some(planned) = material.plan.threads.get(self.thread) else {
            return;
        };
        let title = tidy(material.redactions.title(&material.case, planned.id));
        self.log(material, None, Scope::Title, marks(&title));
    }

    fn record(
        &mut self,
        material: &mut Material,
        thread: &Thread,
        record: RecordId,
    ) -> Result<(), BuildError> {
        self.part(material, thread, record);
        let Some(planned) = material.plan.threads.get(self.thread) else {
            return Ok(());
        };
        let source = planned.source;
        let allowed = allowed(material, planned, record);
        self.log_record(material, record, &allowed);
        let AllowedFile::Entry(entry, name) = allowed.file else {
            return Ok(());
        };
        note_name(material, (source, entry), &name);
        match material.options.media {
            MediaChoice::AsTheyAre => add_media(material, (source, entry), &name),
            MediaChoice::Withheld => Ok(()),
        }
    }

    /// Ends a part of a long transcript where a later month begins, or where it is full.
    fn part(&mut self, material: &mut Material, thread: &Thread, record: RecordId) {
        let month = thread.civil(record).map(|at| (at.year, at.month));
        let later = matches!((self.month, month), (Some(before), Some(now)) if now > before);
        let full = record.0 - self.part_start >= PART_RECORDS;
        if thread.n_records() > PART_RECORDS && record.0 > self.part_start && (later || full) {
            self.cut(material, record.0);
        }
        self.month = self.month.max(month);
    }

    fn cut(&mut self, material: &mut Material, end: u32) {
        let Some(planned) = material.plan.threads.get_mut(self.thread) else {
            return;
        };
        if planned.thread.n_records() > PART_RECORDS {
            planned.parts.push((self.part_start, end));
        }
        self.part_start = end;
    }

    fn log_record(&self, material: &mut Material, record: RecordId, allowed: &Allowed) {
        let body = if allowed.whole {
            Scope::Body
        } else {
            Scope::Span
        };
        self.log(
            material,
            Some(record),
            Scope::Sender,
            marks(&allowed.sender),
        );
        self.log(material, Some(record), body, marks(&allowed.body));
        let (scope, grounds) = match &allowed.file {
            AllowedFile::Withheld(grounds) => (Scope::Attachment, grounds),
            AllowedFile::Absent(Name::Withheld(grounds))
            | AllowedFile::ChatText(Name::Withheld(grounds))
            | AllowedFile::Entry(_, Name::Withheld(grounds)) => (Scope::FileName, grounds),
            AllowedFile::None
            | AllowedFile::Absent(Name::Shown(_))
            | AllowedFile::ChatText(Name::Shown(_))
            | AllowedFile::Entry(_, Name::Shown(_)) => return,
        };
        self.log(material, Some(record), scope, vec![grounds]);
    }

    /// One row for each decision that has a part in these marks, ordered by what can be seen: its
    /// first mark, then what the row itself says.
    fn log(
        &self,
        material: &mut Material,
        record: Option<RecordId>,
        scope: Scope,
        marks: Vec<&Grounds>,
    ) {
        let mut decisions: Vec<(usize, u32, usize)> = Vec::new();
        for (mark, grounds) in marks.into_iter().enumerate() {
            for decision in &grounds.decisions {
                match decisions.iter_mut().find(|(_, _, known)| known == decision) {
                    Some((_, gaps, _)) => *gaps += 1,
                    None => decisions.push((mark, 1, *decision)),
                }
            }
        }
        decisions.sort_by_cached_key(|(mark, gaps, index)| {
            let standing = material.redactions.decisions().get(*index);
            (*mark, standing.map(|s| said(&s.decision)), *gaps)
        });
        for (_, gaps, decision) in decisions {
            *material.plan.rows_of.entry(decision as u32).or_default() += 1;
            material.plan.rows.push(LogRow {
                thread: self.thread as u32,
                record,
                scope,
                gaps,
                decision: decision as u32,
            });
        }
    }
}

/// What a row of the log says of its decision.
fn said(decision: &Decision) -> (Vec<String>, Option<String>, String, String) {
    (
        sorted_codes(decision),
        decision.kind.note().map(str::to_owned),
        decision.by.clone(),
        decision.at.utc_date(),
    )
}

/// The codes of a decision, sorted and each once.
pub(super) fn sorted_codes(decision: &Decision) -> Vec<String> {
    let mut codes = decision.kind.codes().unwrap_or_default().to_vec();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn marks(parts: &[Part]) -> Vec<&Grounds> {
    parts
        .iter()
        .filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Mark(grounds) => Some(grounds),
        })
        .collect()
}

/// Remembers that a record shows the very name of an entry: the proof may show it, too.
fn note_name(material: &mut Material, at: EntryAt, name: &Name) {
    let Name::Shown(name) = name else {
        return;
    };
    let is_open = material
        .redactions
        .entry_name_grounds(&material.case, at.0, at.1)
        .is_none();
    let open = material.case.sources.get(at.0);
    let entry = open.and_then(|open| open.archive.entry(at.1));
    if is_open && entry.is_some_and(|entry| entry.name == *name) {
        material.plan.shown_names.insert(at);
    }
}

/// Gives an entry its number when this is the first visible record that names it. A name that is
/// withheld has no say in the type.
fn add_media(material: &mut Material, at: EntryAt, name: &Name) -> Result<(), BuildError> {
    if material.plan.index_of.contains_key(&at) {
        return Ok(());
    }
    let Some(open) = material.case.sources.get(at.0) else {
        return Ok(());
    };
    let Some(entry) = open.archive.entry(at.1) else {
        return Ok(());
    };
    let head = open
        .archive
        .head(at.1, HEAD_BYTES)
        .map_err(|source| BuildError::Read {
            name: entry.name.clone(),
            source,
        })?;
    let hint = match name {
        Name::Shown(name) => name,
        Name::Withheld(_) => "",
    };
    let kind = sniff(&head, hint);
    let number = material.plan.media.len() + 1;
    material.plan.index_of.insert(at, material.plan.media.len());
    material.plan.media.push(Media {
        at,
        path: format!("data/media/{number:06}.{}", kind.extension),
        kind,
        size_bytes: entry.size_bytes,
        sha256: String::new(),
    });
    Ok(())
}
