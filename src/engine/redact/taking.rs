//! Hits of terms and names to cuts.

use super::first::FirstAt;
use super::lookup::Wanted;
use super::marks::cut_of;
use super::occurrences::{Found, Spot};
use super::resolve::Draft;
use super::view::FileKey;
use super::who::Seat;
use crate::engine::case::ThreadId;
use crate::engine::place::ByteSpan;
use crate::engine::thread::{RecordId, Thread};

impl<'a> Draft<'a> {
    /// Takes in one hit.
    pub(super) fn take_found(&mut self, wanted: &Wanted, found: Found) {
        let number = wanted.decision;
        if !wanted.means(&found) {
            return;
        }
        match found {
            Found::Spot(Spot::Title(id, span)) => {
                let at = self.view.threads.get(id.0 as usize).copied();
                let title = at.map_or("", |at| at.thread.title.as_str());
                let Some((span, by)) = wanted.name_in(title.as_bytes(), span, Seat::Text) else {
                    return;
                };
                // A title that is made is made anew, and counts as it is shown then.
                if at.is_some_and(|at| !at.title_is_made) {
                    self.count_in_title(id, cut_of(span, by, number));
                }
                if let Some(cuts) = self.threads.get_mut(id.0 as usize) {
                    cuts.title.push(cut_of(span, by, number));
                }
            }
            Found::Spot(Spot::Name(id, who, span)) => {
                let participant = self
                    .thread(id)
                    .and_then(|thread| thread.participants.get(who.0 as usize));
                let first = participant.map_or(RecordId(0), |found| found.first_record);
                let name = participant.map_or("", |found| found.name.as_str());
                let by = match &wanted.who {
                    Some(meant) => meant.in_name(name, span),
                    None => Some(wanted.by),
                };
                let Some(by) = by else {
                    return;
                };
                let span = wanted.gone(name.as_bytes(), span);
                self.count(number, FirstAt::Record(id, first));
                if let Some(cuts) = self.threads.get_mut(id.0 as usize) {
                    let cuts = cuts.names.entry(who).or_default();
                    cuts.push(cut_of(span, by, number));
                }
            }
            Found::Spot(Spot::Body(id, record, span)) => {
                if !wanted.except.contains(&(id, record, span)) {
                    self.take_in_body(wanted, id, record, span);
                }
            }
            Found::Spot(Spot::EntryName(..)) | Found::WrittenName(..)
                if wanted.who.as_ref().is_some_and(|who| who.in_addresses) => {}
            Found::Spot(Spot::EntryName(source, entry)) => {
                let file = FileKey::Entry(source, entry);
                if wanted.own.as_ref().is_none_or(|own| !own.contains(&file)) {
                    self.count(number, FirstAt::Entry(source, entry));
                    self.files.entry(file).or_default().found.insert(number);
                }
            }
            Found::WrittenName(id, attachment) => {
                let at = self.view.threads.get(id.0 as usize);
                if let Some(file) = at.and_then(|at| at.file(attachment)) {
                    self.files.entry(file).or_default().found.insert(number);
                }
            }
        }
    }

    fn take_in_body(&mut self, wanted: &Wanted, id: ThreadId, record: RecordId, hit: ByteSpan) {
        let number = wanted.decision;
        let Some(thread) = self.thread(id) else {
            return;
        };
        let is_notice = thread
            .record(record)
            .is_some_and(|one| one.participant.is_none());
        let seat = if is_notice { Seat::Notice } else { Seat::Text };
        // Nothing before the body is part of an address in it.
        let offset = thread.body_offset(record);
        let in_body = ByteSpan {
            start: hit.start.saturating_sub(offset),
            ..hit
        };
        let Some((span, by)) = wanted.name_in(thread.body(record), in_body, seat) else {
            return;
        };
        let start = span.start + offset;
        if !self.names_own_file(wanted, id, record) {
            self.count(number, FirstAt::Record(id, record));
        }
        self.cut(id, record, ByteSpan { start, ..span }, by, number);
    }

    fn thread(&self, id: ThreadId) -> Option<&'a Thread> {
        self.view.threads.get(id.0 as usize).map(|at| at.thread)
    }

    /// Whether the record names the very file that an `Attachment` decision withholds.
    fn names_own_file(&self, wanted: &Wanted, id: ThreadId, record: RecordId) -> bool {
        let Some(own) = &wanted.own else {
            return false;
        };
        let at = self.view.threads.get(id.0 as usize);
        at.and_then(|at| at.file(at.thread.record(record)?.attachment?))
            .is_some_and(|file| own.contains(&file))
    }
}
