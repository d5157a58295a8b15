//! Records to rows: what the page draws, for the editor and for the recipient.
//!
//! Invariants: the recipient's row is made from [`Shown`] alone; in the editor's row every piece
//! names the bytes it stands for, so that a selection becomes bytes without looking at the text
//! again; what is cut because it is very long is announced, never dropped silently.

mod around;
mod chars;
mod pieces;

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::engine::archive::Archive;
use crate::engine::case::{Case, OpenSource, ThreadId};
use crate::engine::media::{self, MediaType};
use crate::engine::parse;
use crate::engine::place::{ByteSpan, EntryId};
use crate::engine::redact::{Grounds, Part, Redactions, Shown, ShownAttachment, plain};
use crate::engine::thread::{Attachment, Flags, Kind, Record, RecordId, Thread};
use crate::engine::zones::Zones;

use super::finding::Marking;
use super::protocol::{AttachmentView, MediaClass, Row, RowsFor, Withheld};
pub(in crate::engine) use around::around;
pub(super) use chars::excerpt;

/// Types of entries, asked once each: telling one costs a read.
pub(super) type TypeCache = BTreeMap<(u32, EntryId), MediaType>;

/// What rows are made of.
pub(super) struct RowMaker<'a> {
    pub(super) case: &'a Case,
    pub(super) redactions: &'a Redactions,
    pub(super) zones: &'a Zones,
    pub(super) types: &'a mut TypeCache,
    /// What is found, to be marked.
    pub(super) marking: Option<RefCell<Marking>>,
    /// How much of a body is given. Units: characters.
    pub(super) max_chars: u32,
}

/// Where a row's thread stands.
#[derive(Clone, Copy)]
struct At<'a> {
    id: ThreadId,
    number: u32,
    /// Number of the thread within its source.
    index: usize,
    source: &'a OpenSource,
    thread: &'a Thread,
}

impl RowMaker<'_> {
    /// Rows of a thread, in the order given. `None` when there is no such thread.
    pub(super) fn rows(
        &mut self,
        thread: ThreadId,
        records: &[RecordId],
        view: RowsFor,
    ) -> Option<Vec<Row>> {
        let case = self.case;
        let at = locate(case, thread)?;
        let rows = records
            .iter()
            .copied()
            .filter_map(|record| match view {
                RowsFor::Editor => self.editor_row(at, record),
                RowsFor::Recipient => self.recipient_row(at, record),
            })
            .collect();
        Some(rows)
    }

    fn editor_row(&mut self, at: At<'_>, id: RecordId) -> Option<Row> {
        let record = at.thread.record(id)?;
        let marks: Vec<(ByteSpan, Withheld)> = self
            .redactions
            .spans(self.case, at.id, id)
            .into_iter()
            .map(|(span, grounds)| (span, self.withheld(&grounds, RowsFor::Editor)))
            .collect();
        let body = pieces::editor_body(&pieces::EditorBody {
            thread: at.thread,
            record: id,
            marks: &marks,
            marking: self.marking_of(id),
            max_chars: self.max_chars,
        });
        let attachment = record
            .attachment
            .and_then(|attachment| at.thread.attachments.get(attachment.0 as usize))
            .map(|attachment| self.editor_attachment(at, attachment));
        let stamp = parse::stamp_text(at.thread, id);
        let whole = pieces::body_span(at.thread, id);
        Some(Row {
            record: id,
            place: self.case.place(at.id, id)?,
            kind: record.kind,
            flags: record.flags,
            time: time_of(at.thread, id, &stamp),
            stamp,
            day: day_of(at.thread, id),
            clock: self.zones.mark(at.number as usize, at.index, id),
            sender: record.participant,
            sender_name: pieces::editor_name(at.thread, id, &self.name_marks(at.id, record)),
            body: body.pieces,
            attachment,
            withheld: withheld_whole(&marks, whole),
            n_more_chars: body.n_more_chars,
        })
    }

    /// What is found in a record; `None` when it is none of those that fit.
    fn marking_of(&self, id: RecordId) -> Option<&RefCell<Marking>> {
        self.marking
            .as_ref()
            .filter(|marking| marking.borrow().fitting.contains(&id))
    }

    /// What is withheld in the sender's name, counted from the start of the name.
    fn name_marks(&self, thread: ThreadId, record: &Record) -> Vec<(ByteSpan, Withheld)> {
        let Some(who) = record.participant else {
            return Vec::new();
        };
        self.redactions
            .name_spans(thread, who)
            .into_iter()
            .map(|(span, grounds)| (span, self.withheld(&grounds, RowsFor::Editor)))
            .collect()
    }

    fn editor_attachment(&mut self, at: At<'_>, attachment: &Attachment) -> AttachmentView {
        let entry = attachment
            .entry
            .and_then(|entry| at.source.archive.entry(entry));
        let seen = entry.map(|entry| self.type_of(at, entry.id, &entry.name));
        let grounds = entry.and_then(|entry| self.redactions.entry(at.number as usize, entry.id));
        AttachmentView {
            name: attachment.name.clone(),
            entry: entry.map(|entry| entry.id),
            source: at.number,
            class: seen.map_or(MediaClass::Document, |seen| seen.class),
            mime: seen.map_or_else(String::new, |seen| seen.mime.to_owned()),
            size_bytes: entry.map_or(0, |entry| entry.size_bytes),
            withheld: grounds.map(|grounds| self.withheld(&grounds, RowsFor::Editor)),
        }
    }

    fn recipient_row(&mut self, at: At<'_>, id: RecordId) -> Option<Row> {
        let record = at.thread.record(id)?;
        let shown = self.redactions.shown(self.case, at.id, id);
        let body = pieces::recipient_parts(&shown.body, self.marking_of(id), self.max_chars);
        let sender = pieces::recipient_parts(&shown.sender, None, u32::MAX);
        let name_is_whole = !holds_mark(&shown.sender);
        let stamp = plain(&shown.stamp);
        let is_dated = !shown.gone && !holds_mark(&shown.stamp);
        Some(Row {
            record: id,
            place: self.case.place(at.id, id)?,
            kind: shown_kind(record, &shown),
            flags: shown_flags(record, &shown),
            time: if is_dated {
                time_of(at.thread, id, &stamp)
            } else {
                stamp.clone()
            },
            day: day_of(at.thread, id).filter(|_| is_dated),
            clock: None,
            sender: record.participant.filter(|_| name_is_whole && !shown.gone),
            sender_name: sender.pieces,
            body: body.pieces,
            attachment: self.recipient_attachment(at, &shown),
            withheld: shown.withheld.then(|| whole_mark(&shown.body)),
            stamp,
            n_more_chars: body.n_more_chars,
        })
    }

    fn recipient_attachment(&mut self, at: At<'_>, shown: &Shown) -> Option<AttachmentView> {
        let name = shown.file_name.clone().unwrap_or_default();
        let bare = AttachmentView {
            name,
            entry: None,
            source: at.number,
            class: MediaClass::Document,
            mime: String::new(),
            size_bytes: 0,
            withheld: None,
        };
        match &shown.attachment {
            ShownAttachment::None => None,
            ShownAttachment::Absent => Some(bare),
            ShownAttachment::Withheld(grounds) => Some(AttachmentView {
                withheld: Some(self.withheld(grounds, RowsFor::Recipient)),
                ..bare
            }),
            // The text of a thread never goes out as a file.
            ShownAttachment::Entry(id) if self.case.is_chat_text(at.number as usize, *id) => {
                Some(bare)
            }
            ShownAttachment::Entry(id) => {
                let entry = at.source.archive.entry(*id)?;
                // A withheld name is no hint: it is not looked at, and the answer not remembered.
                let seen = if shown.file_name.is_some() {
                    self.type_of(at, *id, &entry.name)
                } else {
                    sniff(&at.source.archive, *id, "")
                };
                Some(AttachmentView {
                    entry: Some(*id),
                    class: seen.class,
                    mime: seen.mime.to_owned(),
                    size_bytes: entry.size_bytes,
                    ..bare
                })
            }
        }
    }

    fn type_of(&mut self, at: At<'_>, entry: EntryId, name: &str) -> MediaType {
        *self
            .types
            .entry((at.number, entry))
            .or_insert_with(|| sniff(&at.source.archive, entry, name))
    }

    fn withheld(&self, grounds: &Grounds, view: RowsFor) -> Withheld {
        let decisions = match view {
            RowsFor::Recipient => Vec::new(),
            RowsFor::Editor => grounds
                .decisions
                .iter()
                .filter_map(|index| self.redactions.decisions().get(*index))
                .map(|standing| standing.decision.id.0.clone())
                .collect(),
        };
        Withheld {
            codes: grounds.codes.clone(),
            decisions,
        }
    }
}

/// The type of an entry by its content; that of unknown bytes when they cannot be read.
pub(super) fn sniff(archive: &Archive, entry: EntryId, name: &str) -> MediaType {
    let head = archive.head(entry, media::HEAD_BYTES).unwrap_or_default();
    media::sniff(&head, name)
}

fn locate(case: &Case, id: ThreadId) -> Option<At<'_>> {
    let (number, index) = case.position(id)?;
    let source = case.sources.get(number)?;
    Some(At {
        id,
        number: number as u32,
        index,
        source,
        thread: source.threads.get(index)?,
    })
}

/// The time of day alone where the day above says the rest; else all that is written.
fn time_of(thread: &Thread, record: RecordId, stamp: &str) -> String {
    match thread.civil(record) {
        Some(_) => parse::time_text(stamp).to_owned(),
        None => stamp.to_owned(),
    }
}

fn day_of(thread: &Thread, record: RecordId) -> Option<(String, String)> {
    let civil = thread.civil(record)?;
    Some((civil.iso_date(), civil.weekday().to_owned()))
}

/// Set when one mark covers the whole body.
fn withheld_whole(marks: &[(ByteSpan, Withheld)], body: ByteSpan) -> Option<Withheld> {
    marks
        .iter()
        .find(|(span, _)| pieces::covers(*span, body))
        .map(|(_, withheld)| withheld.clone())
}

fn holds_mark(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part, Part::Mark(_)))
}

/// The package calls a record with a mark in its body `redacted`, whatever it was. Here it is
/// drawn as plain text.
pub(super) fn shown_kind(record: &Record, shown: &Shown) -> Kind {
    if shown.withheld || holds_mark(&shown.body) {
        Kind::Text
    } else {
        record.kind
    }
}

/// As in the package: none beside a mark, and never what another record names.
pub(super) fn shown_flags(record: &Record, shown: &Shown) -> Flags {
    let parts = [&shown.body, &shown.sender, &shown.stamp];
    if shown.withheld || parts.into_iter().any(|parts| holds_mark(parts)) {
        Flags::default()
    } else {
        Flags(record.flags.0 & !Flags::ATTACHMENT_SHARED.0)
    }
}

fn whole_mark(body: &[Part]) -> Withheld {
    let codes = body
        .iter()
        .find_map(|part| match part {
            Part::Mark(grounds) => Some(grounds.codes.clone()),
            Part::Text(_) => None,
        })
        .unwrap_or_default();
    Withheld {
        codes,
        decisions: Vec::new(),
    }
}
