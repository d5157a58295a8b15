//! The walk over all records that completes a plan: parts, rows of the redaction log, attachments
//! with their numbers.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::cleaning::{Outcome, lacks};
use super::outgoing::{Allowed, AllowedFile, EntryAt, Name, allowed, tidy};
use super::plan::{LogRow, Material, Media, PART_RECORDS, RowBy, Scope};
use super::when::{put_gap, time_of};
use super::{BuildError, LEFT_BEHIND_LIMIT, LeftBehind};
use crate::engine::clean::Recipe;
use crate::engine::decision::Decision;
use crate::engine::media::{HEAD_BYTES, sniff};
use crate::engine::redact::{Edit, Grounds, Part};
use crate::engine::session::protocol::MediaChoice;
use crate::engine::thread::{RecordId, Thread};

/// The walk over all records that completes a plan, some records at a time.
#[derive(Default)]
pub(super) struct Walk {
    thread: usize,
    record: u32,
    part_start: u32,
    /// Latest year and month so far.
    month: Option<(i16, i8)>,
    left_behind: BTreeSet<EntryAt>,
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
                left_behind: std::mem::take(&mut self.left_behind),
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
        if matches!(allowed.body.as_slice(), [Part::Mark(_)]) {
            material.plan.n_whole += 1;
        }
        if allowed.gone {
            put_gap(&mut material.plan.gaps, self.thread as u32, record);
        }
        self.kept_back(material, record);
        let AllowedFile::Entry(entry, name) = allowed.file else {
            return Ok(());
        };
        note_name(material, (source, entry), &name);
        let at = (source, entry);
        let edit = material.redactions.edit(source, entry);
        match material.options.media {
            MediaChoice::AsTheyAre | MediaChoice::Cleaned if edit.is_some() => {
                let edit = edit.unwrap_or_default();
                self.add_edited(material, record, at, &name, &edit)
            }
            MediaChoice::AsTheyAre => add_media(material, at, &name, Made::AsItIs),
            MediaChoice::Cleaned => self.add_clean(material, record, at, &name),
            MediaChoice::Withheld => Ok(()),
        }
    }

    /// A file that goes out as a clean copy, or none; either way a row of the log says so. Before the
    /// files were read, each is a candidate.
    fn add_clean(
        &mut self,
        material: &mut Material,
        record: RecordId,
        at: EntryAt,
        name: &Name,
    ) -> Result<(), BuildError> {
        let Some(outcomes) = material.outcomes.clone() else {
            return add_media(material, at, name, Made::AsItIs);
        };
        let (scope, by) = match outcomes.get(&at) {
            Some(_) if material.as_they_are.contains_key(&at) => {
                add_media(material, at, name, Made::AsItIs)?;
                (Scope::AsItIs, RowBy::AsItIs(at))
            }
            Some(Outcome::Clean(recipe)) => {
                add_media(material, at, name, Made::Copy(Rc::clone(recipe)))?;
                (Scope::Metadata, RowBy::Program(lacks(recipe)))
            }
            Some(Outcome::NoCopy { word, why }) => {
                self.leave_behind(material, record, at, why);
                (Scope::NoCopy, RowBy::Program(Some(word)))
            }
            Some(Outcome::Burnt(_) | Outcome::Kept { .. }) | None => return Ok(()),
        };
        material.plan.rows.push(LogRow {
            thread: self.thread as u32,
            record: Some(record),
            scope,
            gaps: 1,
            by,
        });
        Ok(())
    }

    /// A file that goes out without a part: a row of the log for each decision about it.
    fn add_edited(
        &mut self,
        material: &mut Material,
        record: RecordId,
        at: EntryAt,
        name: &Name,
        edit: &Edit,
    ) -> Result<(), BuildError> {
        let made = match material.outcome(at) {
            Some(Outcome::Clean(recipe)) => Made::Copy(Rc::clone(recipe)),
            Some(Outcome::Burnt(bytes)) => Made::Burnt(Rc::clone(bytes)),
            // Not read yet: a candidate.
            Some(Outcome::NoCopy { .. } | Outcome::Kept { .. }) | None => Made::AsItIs,
        };
        add_media(material, at, name, made)?;
        let scope = if edit.boxes.is_empty() {
            Scope::SoundRange
        } else {
            Scope::Region
        };
        self.log(material, Some(record), scope, vec![&edit.grounds]);
        Ok(())
    }

    /// Remembers a file that is withheld whole because a part of it could not be taken out.
    fn kept_back(&mut self, material: &mut Material, record: RecordId) {
        let Some(planned) = material.plan.threads.get(self.thread) else {
            return;
        };
        let named = planned.thread.record(record).and_then(|r| r.attachment);
        let named = named.and_then(|id| planned.thread.attachments.get(id.0 as usize));
        let Some(entry) = named.and_then(|named| named.entry) else {
            return;
        };
        let at = (planned.source, entry);
        if let Some(Outcome::Kept { why }) = material.outcome(at).cloned() {
            self.leave_behind(material, record, at, &why);
        }
    }

    /// Remembers for whoever builds that a file stays behind.
    fn leave_behind(&mut self, material: &mut Material, record: RecordId, at: EntryAt, why: &str) {
        let plan = &mut material.plan;
        if plan.left_behind.len() < LEFT_BEHIND_LIMIT && self.left_behind.insert(at) {
            plan.left_behind.push(LeftBehind {
                thread: self.thread as u32 + 1,
                record: record.0 + 1,
                why: why.to_owned(),
            });
        }
    }

    /// Ends a part of a long transcript where a later month begins, or where it is full.
    fn part(&mut self, material: &mut Material, thread: &Thread, record: RecordId) {
        let planned = material.plan.threads.get(self.thread);
        let at = planned.and_then(|planned| time_of(material, planned, record));
        let month = at.map(|at| (at.year, at.month));
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
        self.log(material, Some(record), Scope::Time, marks(&allowed.stamp));
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
        let is_outside = |decision: &(usize, u32, usize)| {
            scope == Scope::Body && material.redactions.is_outside(decision.2)
        };
        let n_outside = u64::from(decisions.iter().any(is_outside));
        material.plan.n_outside += n_outside;
        for (_, gaps, decision) in decisions {
            let scope = match scope {
                Scope::Body if material.redactions.is_outside(decision) => Scope::Outside,
                Scope::Body if material.redactions.withholds_heads(decision) => Scope::Gone,
                other => other,
            };
            *material.plan.rows_of.entry(decision as u32).or_default() += 1;
            material.plan.rows.push(LogRow {
                thread: self.thread as u32,
                record,
                scope,
                gaps,
                by: RowBy::Decision(decision as u32),
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

/// How what goes out is made.
enum Made {
    AsItIs,
    Copy(Rc<Recipe>),
    Burnt(Rc<[u8]>),
}

/// Gives an entry its number when this is the first visible record that names it. A name that is
/// withheld has no say in the type.
fn add_media(
    material: &mut Material,
    at: EntryAt,
    name: &Name,
    made: Made,
) -> Result<(), BuildError> {
    if material.plan.media_index(at.0, at.1).is_some() {
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
    let (recipe, burnt) = match made {
        Made::AsItIs => (None, None),
        Made::Copy(recipe) => (Some(recipe), None),
        Made::Burnt(bytes) => (None, Some(bytes)),
    };
    let kind = match &burnt {
        Some(bytes) => sniff(bytes.get(..HEAD_BYTES).unwrap_or(bytes), ""),
        None => sniff(&head, hint),
    };
    let number = material.plan.media.len() + 1;
    material.plan.push_media(Media {
        at,
        path: format!("data/media/{number:06}.{}", kind.extension),
        kind,
        size_bytes: entry.size_bytes,
        sha256: String::new(),
        recipe,
        burnt,
    });
    Ok(())
}
