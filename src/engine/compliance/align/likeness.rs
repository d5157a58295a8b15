//! What ties come to: the same in both, or what is not, and the rows.

use std::collections::BTreeMap;

use super::neutral::{Sort, mentioned};
use super::ties::{Side, Ties};
use super::{AlignedRow, Likeness};
use crate::engine::compliance::events::Who;
use crate::engine::thread::{ParticipantId, RecordId};

/// Whether the files of two records are here and are not the same.
pub(in crate::engine::compliance) type OtherFile<'f> = &'f dyn Fn(RecordId, RecordId) -> bool;

impl Ties<'_> {
    /// How tied records stand to each other, by place in the first; the same in both is left out.
    /// What is there already stays.
    pub(super) fn look(&self, is_other_file: OtherFile<'_>, told: &mut BTreeMap<u32, Likeness>) {
        for (place, other) in self.tied() {
            if !told.contains_key(&place)
                && let Some(likeness) = self.unlike(place, other, is_other_file)
            {
                told.insert(place, likeness);
            }
        }
    }

    /// What is not the same of two that say the same.
    fn unlike(&self, place: u32, other: u32, is_other_file: OtherFile<'_>) -> Option<Likeness> {
        let (one, two) = (self.a.get(place)?, self.b.get(other)?);
        let are_said = one.voice.is_some() && two.voice.is_some();
        if are_said && self.group_a(one) != self.group_b(two) {
            return Some(Likeness::OtherSender);
        }
        if are_said && self.mention_others(place, other) {
            return Some(Likeness::Differs);
        }
        if !self.shifts.fit(one, two) {
            return Some(Likeness::OtherTime);
        }
        let is_left_out = |sort: Sort| sort == Sort::LeftOut;
        if is_left_out(one.kind) != is_left_out(two.kind) {
            return Some(Likeness::LeftOut);
        }
        if one.is_edited != two.is_edited {
            return Some(Likeness::Edited);
        }
        let are_files = one.kind == Sort::Media && two.kind == Sort::Media;
        let is_other = are_files && is_other_file(RecordId(place), RecordId(other));
        is_other.then_some(Likeness::OtherFile)
    }

    /// Whether they mention people who are known to be others: what a phone calls them says nothing.
    fn mention_others(&self, place: u32, other: u32) -> bool {
        let (a, b) = (&self.a.thread.thread, &self.b.thread.thread);
        let mine = mentioned(a.body(RecordId(place)));
        let theirs = mentioned(b.body(RecordId(other)));
        let group = |side: &Side<'_>, groups: &BTreeMap<ParticipantId, u64>, name: &str| {
            let voice = side.thread.voice_named(&Who::Named(name.to_owned()))?;
            groups.get(&voice.id).copied()
        };
        mine.iter().zip(&theirs).any(|(one, two)| {
            let one = group(&self.a, &self.group.0, one);
            let two = group(&self.b, &self.group.1, two);
            one.zip(two).is_some_and(|(one, two)| one != two)
        })
    }

    pub(super) fn rows(&self, likeness: &BTreeMap<u32, Likeness>) -> Vec<AlignedRow> {
        let mut rows = Vec::with_capacity(self.a.records.len().max(self.b.records.len()));
        let mut at = 0;
        let only_b = |rows: &mut Vec<AlignedRow>, other: u32| {
            rows.push(AlignedRow {
                a: None,
                b: Some(RecordId(other)),
                likeness: Likeness::OnlyB,
            });
        };
        for place in 0..self.a.records.len() as u32 {
            let other = self.to_b.get(place as usize).copied().flatten();
            let likeness = match other {
                None => Likeness::OnlyA,
                Some(_) => likeness.get(&place).copied().unwrap_or(Likeness::Both),
            };
            // What stands at another time says nothing of where the second one is.
            if let Some(other) = other.filter(|_| likeness != Likeness::OtherTime) {
                while at <= other {
                    if self.to_a.get(at as usize).is_some_and(Option::is_none) {
                        only_b(&mut rows, at);
                    }
                    at += 1;
                }
            }
            rows.push(AlignedRow {
                a: Some(RecordId(place)),
                b: other.map(RecordId),
                likeness,
            });
        }
        while (at as usize) < self.b.records.len() {
            if self.to_a.get(at as usize).is_some_and(Option::is_none) {
                only_b(&mut rows, at);
            }
            at += 1;
        }
        rows
    }
}
