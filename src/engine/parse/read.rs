//! The passes in order.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::boundaries::{PASTED_RUN, settle};
use super::cursor::{mark_len, without_cr};
use super::dates::settle_unknown_words;
use super::encoding::{decode, encoding_of, utf16_origins};
use super::evidence::{Days, Evidence};
use super::foreign::is_telegram;
use super::header::{Grammar, full_header};
use super::kinds::{Around, NamedFile, Subject, judge};
use super::lines::{AFTER_CRLF, Candidates, LOOK, OutOfMemory, PIECE_RECORDS, Seen, candidates};
use super::nearly::may_be_nearly;
use super::orders::settle_dates;
use super::report::{Noticed, findings};
use super::shape::{Family, ShapeTable, Signature};
use super::{Names, ParseError, senders, title, voices};
use crate::engine::finding::Parsed;
use crate::engine::place::EntryId;
use crate::engine::thread::{
    Attachment, AttachmentId, Encoding, Flags, Kind, MatchRule, Participant, Platform, Record,
    RecordId, Thread,
};

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
    if found.records.is_empty() && is_telegram(&text) {
        return Err(ParseError::Telegram {
            source_name: names.source_name().to_owned(),
            entry: names.entry_name(entry).to_owned(),
        });
    }
    if found.records.is_empty() {
        return Err(ParseError::NoHeaders {
            source_name: names.source_name().to_owned(),
            entry: names.entry_name(entry).to_owned(),
        });
    }
    let settled = settle(&text, &mut found);
    let mut noticed = Noticed::new(settled);
    noticed.derived_marker_at = found.first_derived_marker;
    noticed.n_inner_boms = found.n_inner_boms;
    noticed.nearly = found.nearly;
    let Candidates {
        mut records,
        mut shapes,
        voices: all_voices,
        seen,
        ..
    } = found;
    let n_before = put_preamble(&mut records);
    let heard = if noticed.settled.n_rejected == 0 {
        all_voices.into_list(n_before)
    } else {
        voices::collect(&text, &mut records)
    };
    let (participants, sender_notes) = senders::settle(&text, &mut records, heard);
    noticed.senders = sender_notes;
    settle_unknown_words(&mut records, &shapes);
    let mut thread = Thread {
        entry,
        title: String::new(),
        platform: Platform::Unknown,
        encoding: decoded.encoding,
        text: Rc::new(text),
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
    let evidence = judge_all(names, &mut thread, &shapes, &seen);
    let written_on = names.written_on(entry);
    settle_dates(&mut thread, &mut shapes, evidence, written_on, &mut noticed);
    thread.platform = platform(&noticed.signatures);
    if !seen.is_utf8 {
        noticed.flag_invalid(&mut thread);
    }
    thread.title = title::title(&thread, names.title_of(entry));
    let findings = findings(names, &thread, &noticed);
    Ok(Parsed {
        value: thread,
        findings,
    })
}

/// Usual headers; those of very old exports where the text does not start with a usual one and
/// they are many more. A usual header in such a text was pasted.
fn all_candidates(text: &[u8]) -> Result<Candidates<'_>, OutOfMemory> {
    let usual = candidates(text, Grammar::Usual)?;
    let n_lines = usual.lines.n_after_crlf + usual.lines.n_after_lf + 1;
    let starts = usual.records.first().is_some_and(|first| first.start == 0);
    if starts || usual.records.len() as u64 * 2 > n_lines {
        if holds_an_old_export(text, &usual.records) {
            return candidates(text, Grammar::Old);
        }
        return Ok(usual);
    }
    let old = candidates(text, Grammar::Old)?;
    if old.records.len() >= usual.records.len() * 2 {
        Ok(old)
    } else {
        Ok(usual)
    }
}

/// Whether one message holds more lines that start as very old exports do than anybody pastes: two
/// exports were joined.
fn holds_an_old_export(text: &[u8], records: &[Record]) -> bool {
    /// Shorter than that many headers can be. Units: bytes.
    const LEAST_BYTES: u32 = 16 * PASTED_RUN as u32;
    let ends = records.iter().skip(1).map(|next| next.start);
    let ends = ends.chain([text.len() as u32]);
    let mut long = records
        .iter()
        .zip(ends)
        .filter(|(record, end)| end - record.start > LEAST_BYTES);
    long.any(|(record, end)| {
        let body = text.get(record.start as usize..end as usize);
        let lines = body
            .unwrap_or_default()
            .split(|byte| *byte == b'\n')
            .skip(1);
        let old = lines.filter(|line| {
            may_be_nearly(line)
                && full_header(line, Grammar::Old).is_some_and(|at| !at.signature.is_copy())
        });
        old.take(PASTED_RUN + 1).count() > PASTED_RUN
    })
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

/// What stands before the first header is a record of its own. How many there are of it.
fn put_preamble(records: &mut Vec<Record>) -> u32 {
    if records.first().is_none_or(|first| first.start == 0) {
        return 0;
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
    1
}

fn platform(signatures: &[Signature]) -> Platform {
    let mut platforms = signatures.iter().map(|signature| match signature.family {
        Family::Bracket => Platform::Ios,
        Family::Dash => Platform::Android,
        Family::Colon | Family::Semicolon => Platform::Unknown,
    });
    let first = platforms.next().unwrap_or(Platform::Unknown);
    if platforms.all(|other| other == first) {
        first
    } else {
        Platform::Unknown
    }
}

/// Kinds, attachments, edited suffixes; counts what each voice said, and gathers what the stamps
/// say about their order on the way.
fn judge_all(
    names: &dyn Names,
    thread: &mut Thread,
    shapes: &ShapeTable,
    seen: &Seen,
) -> Vec<Evidence> {
    let around = Around {
        names,
        marked_text: seen.marked,
    };
    let mut days = Days::new(shapes.signatures.len());
    for at in &seen.map_links {
        let holder = thread.record_holding(*at);
        if let Some(record) = thread.records.get_mut(holder.0 as usize) {
            record.flags.add(LOOK);
        }
    }
    let mut start = 0;
    while start < thread.records.len() {
        let end = (start + PIECE_RECORDS).min(thread.records.len());
        judge_piece(thread, start..end, shapes, seen, &around, &mut days);
        start = end;
    }
    flag_shared(thread);
    days.evidence()
}

#[inline(never)]
fn judge_piece(
    thread: &mut Thread,
    piece: Range<usize>,
    shapes: &ShapeTable,
    seen: &Seen,
    around: &Around<'_>,
    days: &mut Days,
) {
    for index in piece {
        let end = match thread.records.get(index + 1) {
            Some(next) => next.start,
            None => thread.text.len() as u32,
        };
        let Some(record) = thread.records.get_mut(index) else {
            break;
        };
        let look = record.flags.has(LOOK);
        record.flags.0 &= !(AFTER_CRLF.0 | LOOK.0);
        if record.kind == Kind::Preamble {
            continue;
        }
        days.see(index as u32, record);
        if look {
            let text = thread.text.as_slice();
            let bytes = text.get(record.start as usize..end as usize);
            let file = judge_record(bytes.unwrap_or_default(), record, shapes, seen, around);
            record.attachment = file
                .map(|file| push_attachment(&mut thread.attachments, file, RecordId(index as u32)));
        }
        count_message(&mut thread.participants, record);
    }
}

/// Settles kind and flags of a record; the file it names.
fn judge_record(
    bytes: &[u8],
    record: &mut Record,
    shapes: &ShapeTable,
    seen: &Seen,
    around: &Around<'_>,
) -> Option<NamedFile> {
    let end = record.start + bytes.len() as u32;
    let next_link = seen.map_links.partition_point(|at| *at < record.start);
    let family = shapes.signatures.get(usize::from(record.shape));
    let judged = judge(
        Subject {
            body: body_of(bytes, record),
            has_sender: record.sender_len > 0,
            family: family.map_or(Family::Dash, |signature| signature.family),
            line_marked: mark_len(bytes) > 0,
            has_map: seen.map_links.get(next_link).is_some_and(|at| *at < end),
        },
        around,
    );
    record.kind = judged.kind;
    record.flags.add(judged.flags);
    judged.file
}

/// The same as [`Thread::body`].
fn body_of<'t>(bytes: &'t [u8], record: &Record) -> &'t [u8] {
    let head = (record.stamp_len + record.sender_len) as usize;
    let body = bytes.get(head..).unwrap_or_default();
    let body = body.strip_suffix(b"\n").unwrap_or(body);
    without_cr(body)
}

/// Lines that only carry a name are not counted for it.
fn count_message(participants: &mut [Participant], record: &Record) {
    if !super::is_voice(record) {
        return;
    }
    let participant = record.participant.map(|id| id.0 as usize);
    if let Some(participant) = participant.and_then(|id| participants.get_mut(id)) {
        participant.n_messages += 1;
    }
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

impl Noticed {
    /// Flags records that hold bytes that are not UTF-8.
    fn flag_invalid(&mut self, thread: &mut Thread) {
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
