//! Bytes to pieces: runs of text with one look, and the bytes each stands for.

use std::cell::RefCell;

use super::chars::{char_ceil, char_floor, first_chars, n_chars};
use crate::engine::parse;
use crate::engine::place::ByteSpan;
use crate::engine::redact::{Part, mark_text};
use crate::engine::session::finding::Marking;
use crate::engine::session::protocol::{Piece, Withheld};
use crate::engine::sorting;
use crate::engine::thread::{Flags, RecordId, Thread};

/// A body as pieces.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) pieces: Vec<Piece>,
    pub(super) n_more_chars: u32,
}

/// What an editor's body is made of. Spans count from the start of the record.
pub(super) struct EditorBody<'a> {
    pub(super) thread: &'a Thread,
    pub(super) record: RecordId,
    pub(super) marks: &'a [(ByteSpan, Withheld)],
    pub(super) marking: Option<&'a RefCell<Marking>>,
    pub(super) max_chars: u32,
}

/// The body of a record without its closing line end, counted from the start of the record.
pub(super) fn body_span(thread: &Thread, record: RecordId) -> ByteSpan {
    ByteSpan {
        start: thread.body_offset(record),
        len: thread.body(record).len() as u32,
    }
}

/// The body with nothing hidden: split where something is withheld, found, or not UTF-8.
pub(super) fn editor_body(body: &EditorBody<'_>) -> Body {
    let bytes = body.thread.bytes(body.record);
    let span = body_span(body.thread, body.record);
    let mut segments = Vec::new();
    let mut left = body.max_chars as usize;
    let mut rest: Option<ByteSpan> = None;
    let mut n_more_chars = 0;
    for segment in drawn_segments(body, bytes, span) {
        let shown = first_chars(slice(bytes, segment), left);
        left = left.saturating_sub(n_chars(&slice(bytes, segment)[..shown]));
        if shown > 0 {
            segments.push(span_of(segment.start, segment.start + shown as u32));
        }
        if shown < segment.len as usize {
            let hidden = span_of(segment.start + shown as u32, segment.end());
            n_more_chars += n_chars(slice(bytes, hidden)).max(1);
            rest = Some(span_of(
                rest.map_or(hidden.start, |rest| rest.start),
                hidden.end(),
            ));
        }
    }
    let drawn_end = segments.last().map_or(span.start, |segment| segment.end());
    let hits = hits_in(slice(bytes, span_of(span.start, drawn_end)), body.marking)
        .into_iter()
        .map(|hit| span_of(hit.start + span.start, hit.end() + span.start))
        .collect::<Vec<_>>();
    let mut pieces = Vec::new();
    for segment in segments {
        cut(bytes, segment, body.marks, &hits, &mut pieces);
    }
    if let Some(rest) = rest {
        pieces.push(more_piece(rest, n_more_chars));
    }
    Body {
        pieces,
        n_more_chars: u32::try_from(n_more_chars).unwrap_or(u32::MAX),
    }
}

/// The sender's name, split where parts of it are withheld. `marks` count from the start of the
/// name, the pieces' places from the start of the record.
pub(super) fn editor_name(
    thread: &Thread,
    record: RecordId,
    marks: &[(ByteSpan, Withheld)],
) -> Vec<Piece> {
    let name = thread
        .record(record)
        .and_then(|record| record.participant)
        .and_then(|participant| thread.participants.get(participant.0 as usize))
        .map_or("", |participant| participant.name.as_str());
    let mut pieces = Vec::new();
    let whole = span_of(0, name.len() as u32);
    cut(name.as_bytes(), whole, marks, &[], &mut pieces);
    let (stamp, sender, _) = thread.parts(record);
    // A name with bytes that are not UTF-8 is not found as written: its pieces have no places.
    let place = memchr::memmem::find(sender, name.as_bytes()).map(|at| stamp.len() + at);
    for piece in &mut pieces {
        match place {
            Some(at) => piece.span.start += at as u32,
            None => {
                piece.span = nowhere();
                piece.atomic = true;
            }
        }
    }
    pieces
}

/// What may be shown, as pieces without places.
pub(super) fn recipient_parts(
    parts: &[Part],
    marking: Option<&RefCell<Marking>>,
    max_chars: u32,
) -> Body {
    let mut pieces = Vec::new();
    let mut left = max_chars as usize;
    let mut n_more_chars = 0;
    for part in parts {
        match part {
            Part::Mark(grounds) => pieces.push(Piece {
                withheld: Some(Withheld {
                    codes: grounds.codes.clone(),
                    decisions: Vec::new(),
                }),
                ..atomic_piece(mark_text(&grounds.codes))
            }),
            Part::Text(text) => {
                let shown = first_chars(text.as_bytes(), left);
                let (shown, hidden) = text.split_at(shown);
                left -= n_chars(shown.as_bytes());
                n_more_chars += n_chars(hidden.as_bytes());
                push_text_with_hits(shown, marking, &mut pieces);
            }
        }
    }
    if n_more_chars > 0 {
        pieces.push(more_piece(nowhere(), n_more_chars));
    }
    Body {
        pieces,
        n_more_chars: u32::try_from(n_more_chars).unwrap_or(u32::MAX),
    }
}

fn push_text_with_hits(text: &str, marking: Option<&RefCell<Marking>>, pieces: &mut Vec<Piece>) {
    let mut at = 0;
    let mut push = |start: usize, end: usize, hit: bool| {
        if let Some(text) = text.get(start..end).filter(|text| !text.is_empty()) {
            pieces.push(Piece {
                span: nowhere(),
                text: text.to_owned(),
                atomic: false,
                hit,
                withheld: None,
            });
        }
    };
    for hit in hits_in(text.as_bytes(), marking) {
        let start = text.floor_char_boundary(hit.start as usize).max(at);
        let end = text.ceil_char_boundary(hit.end() as usize);
        push(at, start, false);
        push(start, end, true);
        at = end.max(at);
    }
    push(at, text.len(), false);
}

/// Whether a mark takes the whole body. An empty body can be withheld, too.
pub(super) fn covers(mark: ByteSpan, body: ByteSpan) -> bool {
    mark.start <= body.start && mark.end() >= body.end()
}

/// The body without the parts that the row says in another way: the marker that names a file, with
/// the line end between it and what was typed, and the suffix that says "edited". A marker of
/// which a part is withheld stays, so that the editor sees it.
fn drawn_segments(asked: &EditorBody<'_>, bytes: &[u8], body: ByteSpan) -> Vec<ByteSpan> {
    let Some(about) = asked.thread.record(asked.record) else {
        return vec![body];
    };
    let parts = parse::body_parts(asked.thread, asked.record);
    let at_record = |span: ByteSpan| span_of(span.start + body.start, span.end() + body.start);
    let is_touched = |span: ByteSpan| {
        let mut marks = asked.marks.iter();
        marks.any(|(mark, _)| mark.overlaps(span) && !covers(*mark, body))
    };
    let marker = parts
        .marker
        .map(at_record)
        .filter(|marker| about.attachment.is_some() && !is_touched(*marker))
        .map(|marker| with_line_end(bytes, body, marker));
    let edited = parts
        .edited
        .map(at_record)
        .filter(|edited| about.flags.has(Flags::EDITED) && !is_touched(*edited));
    let mut left_out: Vec<ByteSpan> = marker.into_iter().chain(edited).collect();
    sorting::sort(&mut left_out);
    let mut segments = Vec::new();
    let mut at = body.start;
    for span in left_out {
        if span.start > at {
            segments.push(span_of(at, span.start));
        }
        at = at.max(span.end());
    }
    if at < body.end() {
        segments.push(span_of(at, body.end()));
    }
    segments
}

/// A marker that stands on a line of its own takes the line end between it and the rest along.
fn with_line_end(bytes: &[u8], body: ByteSpan, marker: ByteSpan) -> ByteSpan {
    let before = slice(bytes, span_of(body.start, marker.start));
    let after = slice(bytes, span_of(marker.end(), body.end()));
    if before.is_empty() {
        let line_end = match after {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => 0,
        };
        span_of(marker.start, marker.end() + line_end)
    } else if after.is_empty() {
        let line_end = match before {
            [.., b'\r', b'\n'] => 2,
            [.., b'\n'] => 1,
            _ => 0,
        };
        span_of(marker.start - line_end, marker.end())
    } else {
        marker
    }
}

/// Splits `segment` at every boundary of a mark or hit and at bytes that are not UTF-8.
pub(super) fn cut(
    bytes: &[u8],
    segment: ByteSpan,
    marks: &[(ByteSpan, Withheld)],
    hits: &[ByteSpan],
    pieces: &mut Vec<Piece>,
) {
    let mut borders = vec![segment.start, segment.end()];
    let spans = marks
        .iter()
        .map(|(span, _)| *span)
        .chain(hits.iter().copied());
    for span in spans.filter(|span| span.overlaps(segment)) {
        borders.push(char_floor(bytes, span.start).clamp(segment.start, segment.end()));
        borders.push(char_ceil(bytes, span.end()).clamp(segment.start, segment.end()));
    }
    sorting::sort(&mut borders);
    borders.dedup();
    for border in borders.windows(2) {
        let run = span_of(border[0], border[1]);
        let look = Look {
            withheld: marks
                .iter()
                .find(|(mark, _)| mark.overlaps(run))
                .map(|(_, withheld)| withheld),
            hit: hits.iter().any(|hit| hit.overlaps(run)),
        };
        push_run(bytes, run, look, pieces);
    }
}

#[derive(Clone, Copy)]
struct Look<'a> {
    withheld: Option<&'a Withheld>,
    hit: bool,
}

/// One run of one look: text as it is, and atomic pieces for what is not UTF-8.
fn push_run(bytes: &[u8], run: ByteSpan, look: Look<'_>, pieces: &mut Vec<Piece>) {
    let piece = |start: u32, len: usize, text: String, atomic: bool| Piece {
        span: span_of(start, start + len as u32),
        text,
        atomic,
        hit: look.hit,
        withheld: look.withheld.cloned(),
    };
    let mut at = run.start;
    let mut broken: Option<Piece> = None;
    for chunk in slice(bytes, run).utf8_chunks() {
        if !chunk.valid().is_empty() {
            pieces.extend(broken.take());
            pieces.push(piece(
                at,
                chunk.valid().len(),
                chunk.valid().to_owned(),
                false,
            ));
            at += chunk.valid().len() as u32;
        }
        if !chunk.invalid().is_empty() {
            let len = chunk.invalid().len();
            match &mut broken {
                Some(known) => {
                    known.span.len += len as u32;
                    known.text.push(char::REPLACEMENT_CHARACTER);
                }
                None => {
                    let text = char::REPLACEMENT_CHARACTER.to_string();
                    broken = Some(piece(at, len, text, true));
                }
            }
            at += len as u32;
        }
    }
    pieces.extend(broken);
}

fn more_piece(span: ByteSpan, n_more_chars: usize) -> Piece {
    Piece {
        span,
        ..atomic_piece(match n_more_chars {
            1 => " … (1 more character)".to_owned(),
            more => format!(" … ({more} more characters)"),
        })
    }
}

/// A piece that stands for itself.
pub(super) fn atomic_piece(text: String) -> Piece {
    Piece {
        span: nowhere(),
        text,
        atomic: true,
        hit: false,
        withheld: None,
    }
}

fn hits_in(text: &[u8], marking: Option<&RefCell<Marking>>) -> Vec<ByteSpan> {
    marking
        .map(|marking| marking.borrow_mut().matcher.spans(text))
        .unwrap_or_default()
}

fn slice(bytes: &[u8], span: ByteSpan) -> &[u8] {
    bytes
        .get(span.start as usize..span.end() as usize)
        .unwrap_or_default()
}

fn span_of(start: u32, end: u32) -> ByteSpan {
    ByteSpan {
        start,
        len: end.saturating_sub(start),
    }
}

fn nowhere() -> ByteSpan {
    ByteSpan { start: 0, len: 0 }
}
