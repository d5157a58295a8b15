//! Where terms occur in a case: bodies, participants' names, titles, names of entries.

use super::term::Term;
use super::term::set::{Edges, Scratch, TermSet};
use super::view::View;
use crate::engine::case::{Case, ThreadId};
use crate::engine::place::{ByteSpan, EntryId};
use crate::engine::thread::{AttachmentId, ParticipantId, RecordId};

/// Where a term occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// In a thread's title. The span counts from the start of the title.
    Title(ThreadId, ByteSpan),
    /// In a participant's name. The span counts from the start of the name.
    Name(ThreadId, ParticipantId, ByteSpan),
    /// In a body. The span counts from the start of the record.
    Body(ThreadId, RecordId, ByteSpan),
    /// In the name of an entry: number of the source, entry. Such a name is withheld whole.
    EntryName(u32, EntryId),
}

/// Where a `Value` decision for `find` would withhold something: for each thread its title, its
/// participants' names and its bodies, then the names of entries.
///
/// Cost: one pass over all text.
pub fn occurrences(case: &Case, find: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    if let Some(term) = Term::of_value(find) {
        let set = TermSet::new(vec![(term, Edges::Any)]);
        in_view(&View::of(case), &set, &mut |_, found| match found {
            Found::Spot(spot) => spots.push(spot),
            // The same name stands in a body, which is searched, too.
            Found::WrittenName(..) => {}
        });
    }
    spots
}

/// A place where a term was found.
pub(super) enum Found {
    /// One that a person can be shown.
    Spot(Spot),
    /// In the name of a file as a record writes it.
    WrittenName(ThreadId, AttachmentId),
}

/// Passes on every hit with the number of its term.
pub(super) fn in_view(view: &View<'_>, set: &TermSet, found: &mut dyn FnMut(usize, Found)) {
    if set.is_empty() {
        return;
    }
    let mut scratch = Scratch::new();
    for number in 0..view.threads.len() {
        in_thread(view, ThreadId(number as u32), set, &mut scratch, found);
    }
    for (number, source) in view.sources.iter().enumerate() {
        for (entry, name) in source.entries.iter().enumerate() {
            let spot = Spot::EntryName(number as u32, EntryId(entry as u32));
            let mut last = None;
            set.each(&mut scratch, name.as_bytes(), &mut |term, _| {
                if last.replace(term) != Some(term) {
                    found(term, Found::Spot(spot));
                }
            });
        }
    }
}

fn in_thread(
    view: &View<'_>,
    id: ThreadId,
    set: &TermSet,
    scratch: &mut Scratch,
    found: &mut dyn FnMut(usize, Found),
) {
    let Some(thread) = view.threads.get(id.0 as usize).map(|at| at.thread) else {
        return;
    };
    set.each(scratch, thread.title.as_bytes(), &mut |term, span| {
        found(term, Found::Spot(Spot::Title(id, span)));
    });
    for (number, participant) in thread.participants.iter().enumerate() {
        let who = ParticipantId(number as u32);
        set.each(scratch, participant.name.as_bytes(), &mut |term, span| {
            found(term, Found::Spot(Spot::Name(id, who, span)));
        });
    }
    for record in (0..thread.n_records()).map(RecordId) {
        let offset = thread.body_offset(record);
        set.each(scratch, thread.body(record), &mut |term, span| {
            let span = ByteSpan {
                start: span.start + offset,
                len: span.len,
            };
            found(term, Found::Spot(Spot::Body(id, record, span)));
        });
    }
    for (number, attachment) in thread.attachments.iter().enumerate() {
        let which = AttachmentId(number as u32);
        set.each(scratch, attachment.name.as_bytes(), &mut |term, _| {
            found(term, Found::WrittenName(id, which));
        });
    }
}
