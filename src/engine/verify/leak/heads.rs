//! Times and senders that are withheld: a record that shows one of them anyway.

use std::collections::BTreeMap;

use super::Leak;
use super::stamps::Shows;
use super::values::Withheld;
use crate::engine::case::{Case, ThreadId};
use crate::engine::place::{EntryId, SourceId};
use crate::engine::thread::RecordId;

/// Records whose heads are withheld, and threads whose times are.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// By thread of the case and record: the redaction.
    gone: BTreeMap<(usize, u32), usize>,
    /// By thread of the case.
    clocks: BTreeMap<usize, usize>,
}

impl Heads {
    /// The head of a record is withheld.
    pub(super) fn put(&mut self, subject: usize, thread: ThreadId, record: RecordId) {
        self.gone.insert((thread.0 as usize, record.0), subject);
    }

    /// The exact times of a chat text are withheld.
    pub(super) fn put_clock(
        &mut self,
        case: &Case,
        subject: usize,
        source: &SourceId,
        entry: EntryId,
    ) {
        let sources = case.sources.iter();
        let threads = sources.flat_map(|open| open.threads.iter().map(move |one| (open, one)));
        for (index, (open, thread)) in threads.enumerate() {
            if open.id == *source && thread.entry == entry {
                self.clocks.insert(index, subject);
            }
        }
    }
}

/// The records of a thread of the package that show what is withheld of a head. `told` is the thread
/// of the case that it is.
pub(super) fn shown_heads(
    withheld: &Withheld,
    thread: u32,
    told: usize,
    records: &[Shows],
) -> Vec<Leak> {
    let clock = withheld.heads.clocks.get(&told);
    let leaks = records.iter().zip(1_u32..).filter_map(|(shows, record)| {
        let gone = withheld.heads.gone.get(&(told, record - 1));
        let (subject, form) = match (gone, clock) {
            (Some(gone), _) if shows.time || shows.sender => (gone, "time or sender"),
            (None, Some(clock)) if shows.exact_time => (clock, "exact time"),
            (None, Some(clock)) if shows.named_day => (clock, "a day in the name of a file"),
            _fine => return None,
        };
        let subject = withheld.subjects.get(*subject)?;
        Some(Leak {
            decision: subject.id.clone(),
            file: format!("data/threads/t{thread:03}/messages.jsonl"),
            place: format!("record {record}, its head"),
            record: Some((thread, record)),
            form: form.to_owned(),
        })
    });
    leaks.collect()
}
