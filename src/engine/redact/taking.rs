//! Hits of terms and names to cuts.

use super::first::FirstAt;
use super::lookup::Wanted;
use super::marks::cut_of;
use super::occurrences::{Found, Spot};
use super::resolve::Draft;
use super::view::FileKey;
use crate::engine::case::ThreadId;
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
                let title = self.thread(id).map_or("", |thread| thread.title.as_str());
                let span = wanted.gone(title.as_bytes(), span);
                self.count(number, FirstAt::Title(id));
                self.see(number, FirstAt::Title(id), span.start);
                if let Some(cuts) = self.threads.get_mut(id.0 as usize) {
                    cuts.title.push(cut_of(span, wanted.by, number));
                }
            }
            Found::Spot(Spot::Name(id, who, span)) => {
                let participant = self
                    .thread(id)
                    .and_then(|thread| thread.participants.get(who.0 as usize));
                let first = participant.map_or(RecordId(0), |found| found.first_record);
                let name = participant.map_or("", |found| found.name.as_str());
                let span = wanted.gone(name.as_bytes(), span);
                self.count(number, FirstAt::Record(id, first));
                if let Some(cuts) = self.threads.get_mut(id.0 as usize) {
                    cuts.names
                        .entry(who)
                        .or_default()
                        .push(cut_of(span, wanted.by, number));
                }
            }
            Found::Spot(Spot::Body(id, record, span)) => {
                if !wanted.except.contains(&(id, record, span)) {
                    if !self.names_own_file(wanted, id, record) {
                        self.count(number, FirstAt::Record(id, record));
                    }
                    let cuts = self.threads.get(id.0 as usize);
                    if cuts.is_some_and(|cuts| !cuts.is_whole(record)) {
                        self.see(number, FirstAt::Record(id, record), span.start);
                    }
                    let bytes = self.thread(id).map_or(&[] as &[u8], |t| t.bytes(record));
                    let span = wanted.gone(bytes, span);
                    self.cut(id, record, span, wanted.by, number);
                }
            }
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
