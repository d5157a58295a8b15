//! The passes in order.

use std::collections::BTreeMap;

use super::boundaries::settle;
use super::calendars::{calendars, convert};
use super::cursor::mark_len;
use super::dates::{Ordered, decide, flag, settle_unknown_words};
use super::encoding::{decode, encoding_of, utf16_origins};
use super::evidence::{Evidence, gather};
use super::header::Grammar;
use super::kinds::{Around, NamedFile, Subject, judge};
use super::lines::{AFTER_CRLF, Candidates, HAS_BOM, OutOfMemory, candidates};
use super::report::{Noticed, findings};
use super::rich::MAP_LINKS;
use super::shape::{DateForm, Family, ShapeTable, Signature, pattern};
use super::{Names, ParseError, senders, title};
use crate::engine::finding::Parsed;
use crate::engine::place::EntryId;
use crate::engine::thread::{
    Attachment, AttachmentId, Encoding, Flags, Kind, MatchRule, Platform, Record, RecordId, Shape,
    Thread,
};

/// Headers of each kind that a split needs on both sides.
const SPLIT_RECORDS: usize = 2;

/// See [`super::thread_from_text`].
pub(super) fn thread_from(
    names: &dyn Names,
    entry: EntryId,
    bytes: Vec<u8>,
) -> Result<Parsed<Thread>, ParseError> {
    let size_bytes = bytes.len() as u64;
    let too_large = || ParseError::TooLarge {
        source_name: names.source_name().to_owned(),
        entry: names.entry_name(entry).to_owned(),
        size_bytes,
    };
    if bytes.len() > u32::MAX as usize / 2 {
        return Err(too_large());
    }
    let decoded = decode(bytes).ok_or_else(too_large)?;
    let text = decoded.text;
    let mut found = all_candidates(&text).map_err(|_| too_large())?;
    if found.records.is_empty() {
        return Err(ParseError::NoHeaders {
            source_name: names.source_name().to_owned(),
            entry: names.entry_name(entry).to_owned(),
        });
    }
    let settled = settle(&text, &mut found);
    let mut noticed = Noticed::new(settled);
    noticed.derived_marker_at = found.first_derived_marker;
    let Candidates {
        mut records,
        mut shapes,
        ..
    } = found;
    noticed.count_temporary_flags(&mut records);
    put_preamble(&mut records);
    let (participants, sender_notes) = senders::settle(&text, &mut records);
    noticed.senders = sender_notes;
    settle_unknown_words(&mut records, &shapes);
    let mut thread = Thread {
        entry,
        title: String::new(),
        platform: platform(&records, &shapes),
        encoding: decoded.encoding,
        text,
        records,
        origin: Vec::new(),
        participants,
        attachments: Vec::new(),
        shapes: Vec::new(),
    };
    if thread.encoding != Encoding::Utf8 {
        let starts = thread.records.iter().map(|record| record.start);
        thread.origin = utf16_origins(&thread.text, starts, decoded.original_bytes);
    }
    judge_all(names, &mut thread, &shapes);
    settle_dates(&mut thread, &mut shapes, &mut noticed);
    noticed.flag_invalid(&mut thread);
    count_messages(&mut thread);
    thread.title = title::title(&thread, names.title_of(entry));
    let findings = findings(names, &thread, &noticed);
    Ok(Parsed {
        value: thread,
        findings,
    })
}

/// Usual headers; only where there are none, those of very old exports.
fn all_candidates(text: &[u8]) -> Result<Candidates, OutOfMemory> {
    let found = candidates(text, Grammar::Usual)?;
    if !found.records.is_empty() {
        return Ok(found);
    }
    candidates(text, Grammar::Old)
}

/// See [`super::n_header_lines`].
pub(super) fn n_header_lines(bytes: &[u8]) -> usize {
    let decoded;
    let text = if encoding_of(bytes) == Encoding::Utf8 {
        bytes
    } else {
        let Some(found) = decode(bytes.to_vec()) else {
            return 0;
        };
        decoded = found.text;
        &decoded
    };
    all_candidates(text).map_or(0, |found| found.records.len())
}

/// What stands before the first header is a record of its own.
fn put_preamble(records: &mut Vec<Record>) {
    if records.first().is_none_or(|first| first.start == 0) {
        return;
    }
    let preamble = Record {
        start: 0,
        stamp_len: 0,
        sender_len: 0,
        participant: None,
        attachment: None,
        stamp: None,
        shape: 0,
        kind: Kind::Preamble,
        flags: Flags::default(),
    };
    records.insert(0, preamble);
}

fn platform(records: &[Record], shapes: &ShapeTable) -> Platform {
    let mut met = vec![false; shapes.signatures.len()];
    for record in records.iter().filter(|record| record.stamp.is_some()) {
        if let Some(met) = met.get_mut(usize::from(record.shape)) {
            *met = true;
        }
    }
    let families = shapes.signatures.iter().zip(met).filter(|(_, met)| *met);
    let mut platforms = families.map(|(signature, _)| match signature.family {
        Family::Bracket => Platform::Ios,
        Family::Dash => Platform::Android,
        Family::Colon => Platform::Unknown,
    });
    let first = platforms.next().unwrap_or(Platform::Unknown);
    if platforms.all(|other| other == first) {
        first
    } else {
        Platform::Unknown
    }
}

/// Kinds, attachments, edited suffixes.
fn judge_all(names: &dyn Names, thread: &mut Thread, shapes: &ShapeTable) {
    let around = Around {
        names,
        marked_text: has_marks(&thread.text),
    };
    let mut maps = map_links(&thread.text).into_iter().peekable();
    for index in 0..thread.records.len() {
        let id = RecordId(index as u32);
        let end = thread.span(id).end();
        let mut has_map = false;
        while maps.next_if(|at| *at < end).is_some() {
            has_map = true;
        }
        let Some(record) = thread.record(id).copied() else {
            break;
        };
        if record.kind == Kind::Preamble {
            continue;
        }
        let family = shapes.signatures.get(usize::from(record.shape));
        let subject = Subject {
            body: thread.body(id),
            has_sender: record.sender_len > 0,
            family: family.map_or(Family::Dash, |signature| signature.family),
            line_marked: mark_len(thread.bytes(id)) > 0,
            has_map,
        };
        let judged = judge(subject, &around);
        let attachment = judged
            .file
            .map(|file| push_attachment(&mut thread.attachments, file, id));
        if let Some(record) = thread.records.get_mut(index) {
            record.kind = judged.kind;
            record.flags.add(judged.flags);
            record.attachment = attachment;
        }
    }
    flag_shared(thread);
}

fn push_attachment(
    attachments: &mut Vec<Attachment>,
    file: NamedFile,
    record: RecordId,
) -> AttachmentId {
    let id = AttachmentId(attachments.len() as u32);
    attachments.push(Attachment {
        name: file.name,
        entry: file.found.map(|(entry, _)| entry),
        rule: file.found.map_or(MatchRule::Missing, |(_, rule)| rule),
        record,
    });
    id
}

/// Whether WhatsApp's marks stand anywhere.
fn has_marks(text: &[u8]) -> bool {
    ["\u{200E}", "\u{200F}"]
        .iter()
        .any(|mark| memchr::memmem::find(text, mark.as_bytes()).is_some())
}

/// Where links to maps stand, in order.
fn map_links(text: &[u8]) -> Vec<u32> {
    let mut places: Vec<u32> = MAP_LINKS
        .iter()
        .flat_map(|link| memchr::memmem::find_iter(text, link.as_bytes()))
        .map(|at| at as u32)
        .collect();
    places.sort_unstable();
    places
}

/// Files that several records name.
fn flag_shared(thread: &mut Thread) {
    let key = |attachment: &Attachment| match attachment.entry {
        Some(entry) => (Some(entry), String::new()),
        None => (None, attachment.name.clone()),
    };
    let mut counts: BTreeMap<(Option<EntryId>, String), u32> = BTreeMap::new();
    for attachment in &thread.attachments {
        *counts.entry(key(attachment)).or_default() += 1;
    }
    for attachment in &thread.attachments {
        if counts.get(&key(attachment)).is_some_and(|n| *n > 1)
            && let Some(record) = thread.records.get_mut(attachment.record.0 as usize)
        {
            record.flags.add(Flags::ATTACHMENT_SHARED);
        }
    }
}

/// Orders, calendars, and the flags that follow from them.
fn settle_dates(thread: &mut Thread, shapes: &mut ShapeTable, noticed: &mut Noticed) {
    split_mixed(&mut thread.records, shapes);
    let signatures = &shapes.signatures;
    let evidence = gather(&thread.records, &thread.attachments, signatures.len());
    let ordered: Vec<Ordered> = signatures
        .iter()
        .zip(&evidence)
        .map(|(signature, evidence)| decide(*signature, evidence))
        .collect();
    let orders: Vec<_> = ordered.iter().map(|ordered| ordered.order).collect();
    noticed.calendars = calendars(&thread.records, signatures);
    convert(&mut thread.records, &orders, &noticed.calendars);
    noticed.flagged = flag(&mut thread.records, &ordered);
    keep_met_shapes(thread, signatures, &evidence, ordered, noticed);
}

/// Two exports joined into one file may differ in nothing but the order of day and month: when all
/// proof for one order stands before all proof for the other, the second part is a shape of its own.
fn split_mixed(records: &mut [Record], shapes: &mut ShapeTable) {
    for shape in 0..shapes.signatures.len() {
        let Some(signature) = shapes.signatures.get(shape).copied() else {
            return;
        };
        if !matches!(signature.date, DateForm::YearLast | DateForm::Short) {
            continue;
        }
        let Some(at) = split_point(records, shape) else {
            continue;
        };
        let Ok(number) = u8::try_from(shapes.signatures.len()) else {
            return;
        };
        shapes.signatures.push(signature);
        for record in records.iter_mut().skip(at) {
            if usize::from(record.shape) == shape {
                record.shape = number;
            }
        }
    }
}

/// The first record of the second part.
fn split_point(records: &[Record], shape: usize) -> Option<usize> {
    let mut before: Option<bool> = None;
    let mut split: Option<usize> = None;
    let (mut n_before, mut n_after) = (0usize, 0usize);
    for (index, record) in records.iter().enumerate() {
        let Some(stamp) = record.stamp.filter(|_| usize::from(record.shape) == shape) else {
            continue;
        };
        let day_first = match (stamp.date[0] > 12, stamp.date[1] > 12) {
            (true, false) => true,
            (false, true) => false,
            _says_nothing => continue,
        };
        match before {
            None => before = Some(day_first),
            Some(known) if known != day_first && split.is_some() => return None,
            Some(known) if known != day_first => {
                split = Some(index);
                before = Some(day_first);
            }
            Some(_same) => {}
        }
        if split.is_some() {
            n_after += 1;
        } else {
            n_before += 1;
        }
    }
    split.filter(|_| n_before >= SPLIT_RECORDS && n_after >= SPLIT_RECORDS)
}

/// The thread keeps the shapes that a record has, numbered anew.
fn keep_met_shapes(
    thread: &mut Thread,
    signatures: &[Signature],
    evidence: &[Evidence],
    ordered: Vec<Ordered>,
    noticed: &mut Noticed,
) {
    let mut numbers: Vec<Option<u8>> = vec![None; signatures.len()];
    let calendars = std::mem::take(&mut noticed.calendars);
    for (old, (evidence, ordered)) in evidence.iter().zip(ordered).enumerate() {
        if evidence.n_records == 0 {
            continue;
        }
        let first = RecordId(evidence.first_record);
        let (stamp, _, _) = thread.parts(first);
        let shape = Shape {
            pattern: pattern(stamp),
            n_records: evidence.n_records,
            order: ordered.order,
            state: ordered.state,
            evidence: super::report::why(thread, &ordered),
        };
        if let Some(number) = numbers.get_mut(old) {
            *number = u8::try_from(thread.shapes.len()).ok();
        }
        noticed
            .calendars
            .push(calendars.get(old).copied().unwrap_or(None));
        noticed.first_records.push(evidence.first_record);
        noticed.ordered.push(ordered);
        noticed.signatures.extend(signatures.get(old));
        thread.shapes.push(shape);
    }
    for record in &mut thread.records {
        if let Some(Some(number)) = numbers.get(usize::from(record.shape)) {
            record.shape = *number;
        }
    }
}

/// Counts what each voice said; lines that only carry a name are left out.
fn count_messages(thread: &mut Thread) {
    for record in &thread.records {
        let counts = !record.kind.is_system() && !record.flags.has(Flags::SENDER_IS_FORMAL);
        let participant = record
            .participant
            .filter(|_| counts)
            .and_then(|id| thread.participants.get_mut(id.0 as usize));
        if let Some(participant) = participant {
            participant.n_messages += 1;
        }
    }
}

impl Noticed {
    /// Takes the flags that only parsing uses off the records.
    fn count_temporary_flags(&mut self, records: &mut [Record]) {
        let temporary = AFTER_CRLF.0 | HAS_BOM.0;
        for record in records {
            if record.flags.has(HAS_BOM) && record.start > 0 {
                self.n_inner_boms += 1;
            }
            record.flags.0 &= !temporary;
        }
    }

    /// Flags records that hold bytes that are not UTF-8.
    fn flag_invalid(&mut self, thread: &mut Thread) {
        if thread.encoding != Encoding::Utf8 || std::str::from_utf8(&thread.text).is_ok() {
            return;
        }
        let mut at = 0usize;
        let mut index = 0usize;
        for chunk in thread.text.utf8_chunks() {
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                while thread
                    .records
                    .get(index + 1)
                    .is_some_and(|next| next.start as usize <= at)
                {
                    index += 1;
                }
                if let Some(record) = thread.records.get_mut(index) {
                    record.flags.add(Flags::NOT_UTF8);
                }
                self.n_invalid += 1;
                self.first_invalid.get_or_insert(at as u32);
            }
            at += chunk.invalid().len();
        }
    }
}
