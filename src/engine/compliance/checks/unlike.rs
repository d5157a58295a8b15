//! C009, and I001 with the text from the other side: what both exports of a thread have, and not alike.

use crate::engine::case::{Case, OpenSource};
use crate::engine::compliance::align::Likeness;
use crate::engine::compliance::catalogue::{Code, Confidence, Severity};
use crate::engine::compliance::draft::{At, Draft, Drafts};
use crate::engine::compliance::ground::{ThreadGround, when};
use crate::engine::compliance::quoting::quoted;
use crate::engine::place::EntryId;
use crate::engine::thread::{Flags, Kind, RecordId};

/// Files of which no checksum is known are read up to this. Units: bytes.
const READ_BYTES: u64 = 8 << 20;

/// The deleted line is told with where its text still stands.
pub(super) fn deleted(
    one: &ThreadGround,
    other: &ThreadGround,
    (a, b): (RecordId, RecordId),
    drafts: &mut Drafts,
) {
    let is_gone = |thread: &ThreadGround, id: RecordId| {
        thread
            .record(id)
            .is_some_and(|record| record.kind == Kind::Deleted)
    };
    let (gone, kept) = if is_gone(one, a) {
        ((one, a), (other, b))
    } else {
        ((other, b), (one, a))
    };
    let at_gone = |draft: &&mut Draft| {
        draft.code == Code::I001
            && draft
                .places
                .first()
                .is_some_and(|at| at.thread == gone.0.id && at.record == gone.1)
    };
    if let Some(draft) = drafts.list.iter_mut().find(at_gone) {
        draft.why.push_str(&format!(
            "; its text stands in the other export of {}",
            quoted(&kept.0.title)
        ));
        draft.places.push(At {
            thread: kept.0.id,
            record: kept.1,
            span: None,
        });
    }
}

/// C009: the same place in both, and not the same. What is expected is none: an edit that is marked, a
/// file that was left out.
pub(super) fn unlike(
    (one, a): (&ThreadGround, RecordId),
    (other, b): (&ThreadGround, RecordId),
    likeness: Likeness,
    same_phone: bool,
) -> Option<Draft> {
    let at = when(one, a);
    let name = |thread: &ThreadGround, id: RecordId| {
        let voice = thread.record(id).and_then(|record| record.participant);
        let voice = voice.and_then(|id| thread.voice(id));
        voice.map_or_else(|| "somebody".to_owned(), |voice| quoted(&voice.name))
    };
    let is_edited = |thread: &ThreadGround, id: RecordId| {
        let record = thread.record(id);
        record.is_some_and(|record| record.flags.has(Flags::EDITED))
    };
    let why = match likeness {
        Likeness::Differs if is_edited(one, a) && is_edited(other, b) => format!(
            "the message of {at} has other words in the other export, and both say that it was edited"
        ),
        Likeness::Differs => format!(
            "the message of {at} has other words in the other export, and neither says that it was edited"
        ),
        Likeness::OtherSender => format!(
            "the message of {at} is by {} in one export and by {} in the other",
            name(one, a),
            name(other, b)
        ),
        Likeness::OtherTime => format!(
            "the message of {at} stands at {} in the other export, and no difference of their clocks explains it",
            when(other, b)
        ),
        Likeness::OtherFile => {
            format!("the file of the message of {at} has other content in the other export")
        }
        _expected => return None,
    };
    let mut draft = Draft::new(Code::C009, why)
        .at(one.id, a)
        .at(other.id, b)
        .in_thread(one.id)
        .against(other.id)
        .about(likeness.word());
    let is_marked = likeness == Likeness::Differs && is_edited(one, a);
    // Two phones may keep one picture in two sizes; edited twice, the later one has other words.
    if likeness == Likeness::OtherFile && !same_phone || is_marked {
        draft = draft.severe(Severity::Medium).sure(Confidence::Weak);
    }
    Some(draft)
}

/// Whether the files of two records are both here, and are not the same: by size and by the checksum that
/// a zip holds of each; where there is none, byte by byte.
pub(in crate::engine::compliance) fn is_other_file(
    case: &Case,
    one: (&ThreadGround, RecordId),
    other: (&ThreadGround, RecordId),
) -> bool {
    let (Some((a, first)), Some((b, second))) = (file_of(case, one), file_of(case, other)) else {
        return false;
    };
    let size = |source: &OpenSource, id| source.archive.entry(id).map(|entry| entry.size_bytes);
    let (mine, theirs) = (size(a, first), size(b, second));
    if mine != theirs {
        return true;
    }
    match (a.archive.crc32(first), b.archive.crc32(second)) {
        (Some(one), Some(other)) => one != other,
        _unknown => {
            let read = |source: &OpenSource, id| source.archive.read(id, READ_BYTES).ok();
            let both = read(a, first).zip(read(b, second));
            both.is_some_and(|(one, other)| one != other)
        }
    }
}

fn file_of<'c>(
    case: &'c Case,
    (thread, record): (&ThreadGround, RecordId),
) -> Option<(&'c OpenSource, EntryId)> {
    let attachment = thread.record(record)?.attachment?;
    let attachment = thread.thread.attachments.get(attachment.0 as usize)?;
    Some((case.sources.get(thread.source)?, attachment.entry?))
}
