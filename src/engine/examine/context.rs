//! The texts in which proposals stand.

use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::NameSpot;
use crate::engine::detect::{At, Proposal};
use crate::engine::place::{ByteSpan, EntryId, MessagePlace};
use crate::engine::redact;
use crate::engine::session::protocol::Piece;
use crate::engine::session::rows::around;
use crate::engine::thread::{ParticipantId, RecordId, Thread};

use super::coverage::Coverage;
use super::protocol::RowAt;

/// Where a proposal stands, for the page and for decisions; `None` when it is not open.
pub(super) fn row_at(case: &Case, proposal: &Proposal) -> Option<RowAt> {
    Some(match proposal.at {
        At::Body(thread, record, span) => RowAt::Body {
            thread,
            record,
            place: case.place(thread, record)?,
            span,
            goes_on: match proposal.goes_on {
                Some((next, span)) => Some((case.place(thread, next)?, span)),
                None => None,
            },
        },
        At::Title(thread, _) => RowAt::Title {
            thread,
            spot: name_spot(case, &proposal.at)?,
        },
        At::Name(thread, _, _) => RowAt::Name {
            thread,
            spot: name_spot(case, &proposal.at)?,
        },
        At::EntryName(source, entry, _) => RowAt::FileName {
            source,
            entry,
            spot: name_spot(case, &proposal.at)?,
        },
    })
}

/// A place in no message, as decisions name it; `None` for one in a message.
pub(super) fn name_spot(case: &Case, at: &At) -> Option<NameSpot> {
    match *at {
        At::Body(..) => None,
        At::Title(thread, span) => {
            let (source, thread) = case.thread(thread)?;
            Some(NameSpot::Title {
                source: source.id.clone(),
                entry: thread.entry,
                span,
            })
        }
        At::Name(thread, who, span) => Some(NameSpot::Name {
            target: message_of(case, thread, who)?,
            span,
        }),
        At::EntryName(source, entry, span) => Some(NameSpot::FileName {
            source: case.sources.get(source as usize)?.id.clone(),
            entry,
            span,
        }),
    }
}

/// The place in the case that a decision names, as proposals have it.
pub(super) fn at_of(case: &Case, spot: &NameSpot) -> Option<At> {
    match spot {
        NameSpot::Title {
            source,
            entry,
            span,
        } => case
            .threads()
            .find(|(_, open, thread)| open.id == *source && thread.entry == *entry)
            .map(|(id, _, _)| At::Title(id, *span)),
        NameSpot::Name { target, span } => {
            let (id, record) = case.locate(target)?;
            let who = case.thread(id)?.1.record(record)?.participant?;
            Some(At::Name(id, who, *span))
        }
        NameSpot::FileName {
            source,
            entry,
            span,
        } => {
            let (number, _) = case.source(source)?;
            Some(At::EntryName(number as u32, *entry, *span))
        }
    }
}

fn message_of(case: &Case, thread: ThreadId, who: ParticipantId) -> Option<MessagePlace> {
    let first = participant(case.thread(thread)?.1, who)?.first_record;
    case.place(thread, first)
}

fn participant(thread: &Thread, who: ParticipantId) -> Option<&crate::engine::thread::Participant> {
    thread.participants.get(who.0 as usize)
}

/// The name of an entry without folders, as detectors saw it.
fn entry_name(case: &Case, source: u32, entry: EntryId) -> Option<&str> {
    let name = &case
        .sources
        .get(source as usize)?
        .archive
        .entry(entry)?
        .name;
    Some(name.rsplit(['/', '\\']).next().unwrap_or(name))
}

/// The text in which a proposal stands, and its bytes in it. For a body: the record with its stamp.
pub(super) fn text_of<'a>(case: &'a Case, at: &At) -> Option<(&'a [u8], ByteSpan)> {
    match *at {
        At::Body(thread, record, span) => Some((case.thread(thread)?.1.bytes(record), span)),
        At::Title(thread, span) => Some((case.thread(thread)?.1.title.as_bytes(), span)),
        At::Name(thread, who, span) => {
            let name = &participant(case.thread(thread)?.1, who)?.name;
            Some((name.as_bytes(), span))
        }
        At::EntryName(source, entry, span) => {
            Some((entry_name(case, source, entry)?.as_bytes(), span))
        }
    }
}

/// What was found.
pub(super) fn hit_of<'a>(case: &'a Case, at: &At) -> &'a [u8] {
    text_of(case, at)
        .and_then(|(text, span)| text.get(span.start as usize..span.end() as usize))
        .unwrap_or_default()
}

/// What was found, when a decision about it everywhere could find it.
pub(super) fn value_of(case: &Case, proposal: &Proposal) -> Option<String> {
    let value = std::str::from_utf8(hit_of(case, &proposal.at)).ok()?;
    (proposal.goes_on.is_none() && !redact::is_blank(value)).then(|| value.to_owned())
}

/// What a proposal stands in, with what was found marked.
pub(super) fn context(case: &Case, coverage: &Coverage, proposal: &Proposal) -> Vec<Piece> {
    let Some((text, hit)) = text_of(case, &proposal.at) else {
        return Vec::new();
    };
    let whole = ByteSpan {
        start: 0,
        len: text.len() as u32,
    };
    match proposal.at {
        At::Body(thread, record, _) => {
            let mut pieces = of_body(case, coverage, thread, record, hit);
            if let Some((next, span)) = proposal.goes_on {
                pieces.push(Piece {
                    span: ByteSpan { start: 0, len: 0 },
                    text: "\n".to_owned(),
                    atomic: true,
                    hit: false,
                    withheld: None,
                });
                pieces.extend(of_body(case, coverage, thread, next, span));
            }
            pieces
        }
        At::Title(thread, _) => around(text, whole, hit, &coverage.title(thread)),
        At::Name(thread, who, _) => around(text, whole, hit, &coverage.name(thread, who)),
        At::EntryName(source, entry, _) => {
            let marks = coverage.file_name(case, source as usize, entry, whole.len);
            around(text, whole, hit, &marks)
        }
    }
}

fn of_body(
    case: &Case,
    coverage: &Coverage,
    id: ThreadId,
    record: RecordId,
    hit: ByteSpan,
) -> Vec<Piece> {
    let Some((_, thread)) = case.thread(id) else {
        return Vec::new();
    };
    let body = ByteSpan {
        start: thread.body_offset(record),
        len: thread.body(record).len() as u32,
    };
    let marks = coverage.body(case, id, record);
    around(thread.bytes(record), body, hit, &marks)
}
