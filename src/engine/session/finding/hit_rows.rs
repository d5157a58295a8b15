//! Hits with the words around them, made for the view when they are asked for.

use super::facts::{CaseFacts, in_one, touched};
use super::sweep::numbered;
use super::{Finder, Tools};
use crate::engine::case::ThreadId;
use crate::engine::parse;
use crate::engine::place::ByteSpan;
use crate::engine::search::{Bits, Facts, Matcher};
use crate::engine::session::protocol::{Event, HIT_ROWS_MOST, HitRow, RowsFor, Tag};
use crate::engine::session::{Host, Session};
use crate::engine::thread::{ParticipantId, RecordId};

/// How much is shown before a hit. Units: characters.
const BEFORE_CHARS: usize = 40;
/// How much is shown after it, or of a message without words to mark.
const AFTER_CHARS: usize = 90;
/// How much of a long hit is shown.
const HIT_CHARS: usize = 80;

impl<H: Host> Session<H> {
    /// Answers with the hits from number `first` on.
    pub(in crate::engine::session) fn hit_rows(
        &mut self,
        tag: Tag,
        search: Tag,
        first: u32,
        n_rows: u32,
    ) {
        let slot = if self.find.as_ref().is_some_and(|find| find.tag == search) {
            &mut self.find
        } else {
            &mut self.found
        };
        let Some(mut find) = slot.take_if(|find| find.tag == search) else {
            // A newer search took its place: nobody waits for this one any more.
            return;
        };
        let rows = self.with_tools(|tools| find.rows(tools, first, n_rows.min(HIT_ROWS_MOST)));
        if find.sweep.is_done() {
            self.found = Some(find);
        } else {
            self.find = Some(find);
        }
        self.emit(Event::HitRows { tag, first, rows });
    }
}

impl Finder {
    fn rows(&mut self, tools: &mut Tools<'_>, first: u32, n_rows: u32) -> Vec<HitRow> {
        let wanted = self.wanted(first, n_rows);
        let view = self.sweep.view();
        let mut rows = Vec::new();
        let mut entered: Option<(ThreadId, Bits)> = None;
        for (id, record) in wanted {
            let Some((source, thread)) = numbered(tools.case, id) else {
                continue;
            };
            if entered.as_ref().is_none_or(|(at, _)| *at != id) {
                entered = Some((id, touched(tools.redactions, id, thread, view)));
            }
            let Some((_, touched)) = &entered else {
                continue;
            };
            let mut facts = CaseFacts {
                case: tools.case,
                redactions: tools.redactions,
                types: tools.types,
                marked: tools.marked.seen(view),
                id,
                source,
                thread,
                touched,
                cost: 0,
            };
            let shown = facts.shown(record);
            let body = match &shown {
                Some(shown) => shown.body.as_bytes(),
                None => thread.body(record),
            };
            let sender = thread.record(record).and_then(|about| about.participant);
            let around = around(self.sweep.matcher(), body);
            rows.push(HitRow {
                thread: id,
                record,
                title: title(tools, id, view),
                stamp: parse::stamp_text(thread, record),
                sender: sender.map_or_else(String::new, |who| name(tools, id, who, view)),
                before: around.before,
                hit: around.hit,
                after: around.after,
            });
        }
        rows
    }

    fn wanted(&self, first: u32, n_rows: u32) -> Vec<(ThreadId, RecordId)> {
        let mut skip = first as usize;
        let mut wanted = Vec::new();
        for (id, hits) in self.sweep.with_hits() {
            let left = (n_rows as usize).saturating_sub(wanted.len());
            let own = hits.records.iter().skip(skip).take(left);
            wanted.extend(own.map(|record| (id, *record)));
            skip = skip.saturating_sub(hits.records.len());
        }
        wanted
    }
}

fn title(tools: &Tools<'_>, id: ThreadId, view: RowsFor) -> String {
    let thread = tools.case.thread(id).map(|(_, thread)| thread);
    match view {
        RowsFor::Editor => thread.map_or_else(String::new, |thread| thread.title.clone()),
        RowsFor::Recipient => in_one(&tools.redactions.title(tools.case, id)),
    }
}

fn name(tools: &Tools<'_>, id: ThreadId, who: ParticipantId, view: RowsFor) -> String {
    match view {
        RowsFor::Editor => {
            let thread = tools.case.thread(id).map(|(_, thread)| thread);
            thread
                .and_then(|thread| thread.participants.get(who.0 as usize))
                .map_or_else(String::new, |who| who.name.clone())
        }
        RowsFor::Recipient => in_one(&tools.redactions.name(tools.case, id, who)),
    }
}

/// A hit with its surroundings.
struct Around {
    before: String,
    hit: String,
    after: String,
}

fn around(matcher: &mut Matcher, body: &[u8]) -> Around {
    let none = ByteSpan { start: 0, len: 0 };
    let span = matcher.spans(body).first().copied().unwrap_or(none);
    let start = (span.start as usize).min(body.len());
    let end = (span.end() as usize).clamp(start, body.len());
    Around {
        before: last_chars(&body[..start], BEFORE_CHARS),
        hit: first_chars(&body[start..end], HIT_CHARS),
        after: first_chars(&body[end..], AFTER_CHARS),
    }
}

/// The end of a text; what is cut off is said with dots.
fn last_chars(bytes: &[u8], n_chars: usize) -> String {
    // No character has more than four bytes: no need to decode all of a long text.
    let near = &bytes[bytes.len().saturating_sub(n_chars * 4 + 4)..];
    let text = String::from_utf8_lossy(near);
    let n_all = text.chars().count();
    let kept: String = text.chars().skip(n_all.saturating_sub(n_chars)).collect();
    if kept.len() < bytes.len() && n_all > n_chars {
        return format!("…{kept}");
    }
    kept
}

/// The beginning of a text; what is cut off is said with dots.
fn first_chars(bytes: &[u8], n_chars: usize) -> String {
    let near = &bytes[..bytes.len().min(n_chars * 4 + 4)];
    let text = String::from_utf8_lossy(near);
    let mut kept: String = text.chars().take(n_chars).collect();
    if text.chars().count() > n_chars || near.len() < bytes.len() {
        kept.push('…');
    }
    kept
}
