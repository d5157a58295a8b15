//! Which records decisions touch, without saying how.

use super::Redactions;
use crate::engine::case::{Case, ThreadId};
use crate::engine::thread::RecordId;

impl Redactions {
    /// Records of a thread in whose bodies something is withheld; some may come twice.
    pub fn touched_bodies(&self, thread: ThreadId) -> impl Iterator<Item = RecordId> {
        self.cuts(thread).into_iter().flat_map(|cuts| {
            let parts = cuts.bodies.iter().map(|(record, _)| *record);
            let outside = cuts.outside.values().flatten();
            let outside = outside.flat_map(|(first, end)| (*first..*end).map(RecordId));
            cuts.whole.keys().copied().chain(outside).chain(parts)
        })
    }

    /// Whether anything of a record is withheld: words, sender, file, or the file's name.
    pub fn touches(&self, case: &Case, thread: ThreadId, record: RecordId) -> bool {
        let (Some(cuts), Some((number, opened))) = (self.cuts(thread), self.opened(case, thread))
        else {
            return false;
        };
        let Some(about) = opened.record(record) else {
            return false;
        };
        let is_in_body = || {
            let at = cuts.bodies.partition_point(|(at, _)| *at < record);
            cuts.bodies.get(at).is_some_and(|(at, _)| *at == record)
        };
        let is_in_name = || {
            about
                .participant
                .is_some_and(|who| cuts.names.get(&who).is_some_and(|cuts| !cuts.is_empty()))
        };
        let is_in_file = || {
            about.attachment.is_some_and(|named| {
                let entry = opened
                    .attachments
                    .get(named.0 as usize)
                    .and_then(|attachment| attachment.entry);
                cuts.files.contains(&named)
                    || entry.is_some_and(|entry| {
                        let number = number as usize;
                        self.entry(number, entry).is_some() || self.edit(number, entry).is_some()
                    })
            })
        };
        cuts.is_whole(record) || is_in_body() || is_in_name() || is_in_file()
    }
}
