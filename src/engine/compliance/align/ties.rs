//! Which record of one export is which of the other.

use std::collections::BTreeMap;

use super::neutral::{Neutral, Sort, said};
use super::shifts::Shifts;
use super::{GIVE, Likeness};
use crate::engine::compliance::ground::{NO_TIME, ThreadGround};
use crate::engine::thread::{ParticipantId, RecordId};

/// A number for each voice, the same for those that are tied; 0 for a voice that is not.
pub(super) type Groups = (BTreeMap<ParticipantId, u64>, BTreeMap<ParticipantId, u64>);

pub(super) fn groups(voices: &[(ParticipantId, ParticipantId)]) -> Groups {
    let mut groups = Groups::default();
    for ((one, other), number) in voices.iter().zip(1..) {
        let known = groups.0.get(one).or_else(|| groups.1.get(other)).copied();
        let number = known.unwrap_or(number);
        groups.0.insert(*one, number);
        groups.1.insert(*other, number);
    }
    groups
}

/// One of the two, with its records as they are compared.
#[derive(Clone, Copy)]
pub(in crate::engine::compliance) struct Side<'n> {
    pub(in crate::engine::compliance) thread: &'n ThreadGround,
    pub(in crate::engine::compliance) records: &'n [Neutral],
}

impl Side<'_> {
    pub(super) fn get(&self, place: u32) -> Option<&Neutral> {
        self.records.get(place as usize)
    }
}

pub(super) struct Ties<'n> {
    pub(super) a: Side<'n>,
    pub(super) b: Side<'n>,
    pub(super) to_b: Vec<Option<u32>>,
    pub(super) to_a: Vec<Option<u32>>,
    pub(super) group: Groups,
    pub(super) shifts: &'n Shifts,
}

impl Ties<'_> {
    pub(super) fn tie(&mut self, one: u32, other: u32) {
        if let (Some(to_b), Some(to_a)) = (
            self.to_b.get_mut(one as usize),
            self.to_a.get_mut(other as usize),
        ) && to_b.is_none()
            && to_a.is_none()
        {
            *to_b = Some(other);
            *to_a = Some(one);
        }
    }

    /// What is tied so far.
    pub(super) fn tied(&self) -> Vec<(u32, u32)> {
        let ties = (0..).zip(&self.to_b);
        ties.filter_map(|(place, other)| Some((place, (*other)?)))
            .collect()
    }

    pub(super) fn group_a(&self, one: &Neutral) -> u64 {
        one.voice
            .and_then(|voice| self.group.0.get(&voice))
            .copied()
            .unwrap_or(0)
    }

    pub(super) fn group_b(&self, one: &Neutral) -> u64 {
        one.voice
            .and_then(|voice| self.group.1.get(&voice))
            .copied()
            .unwrap_or(0)
    }

    /// Whether both say the same, byte by byte in their neutral form: digests are not asked.
    pub(super) fn say_the_same(&self, place: u32, other: u32) -> bool {
        let (Some(one), Some(two)) = (self.a.get(place), self.b.get(other)) else {
            return false;
        };
        let (a, b) = (&self.a.thread.thread, &self.b.thread.thread);
        let (first, second) = (RecordId(place), RecordId(other));
        if one.kind == two.kind && a.body(first) == b.body(second) {
            return true;
        }
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        said(self.a.thread, first, one.kind, &mut mine);
        said(self.b.thread, second, two.kind, &mut theirs);
        mine == theirs
    }

    /// Ties what says the same, by the same voice, in the same minute when the second clock is ahead
    /// by `shift`: the first to the first, the second to the second. `anybody`: whoever says it.
    pub(super) fn by_time(&mut self, shift: i64, anybody: bool) {
        let is_there = |tied: &[Option<u32>], place: u32, one: &Neutral| {
            tied.get(place as usize).is_some_and(Option::is_none) && one.minute != NO_TIME
        };
        let group = |group: u64| if anybody { 0 } else { group };
        let mut left: Vec<(i64, u64, u64, u32)> = (0..)
            .zip(self.a.records)
            .filter(|(place, one)| is_there(&self.to_b, *place, one))
            .filter(|(_, one)| self.shifts.allows(one.minute, shift))
            .map(|(place, one)| {
                (
                    one.minute + shift,
                    one.digest,
                    group(self.group_a(one)),
                    place,
                )
            })
            .collect();
        let mut right: Vec<(i64, u64, u64, u32)> = (0..)
            .zip(self.b.records)
            .filter(|(place, one)| is_there(&self.to_a, *place, one))
            .map(|(place, one)| (one.minute, one.digest, group(self.group_b(one)), place))
            .collect();
        left.sort_unstable();
        right.sort_unstable();
        let mut at = 0;
        for one in &left {
            let key = (one.0, one.1, one.2);
            while right
                .get(at)
                .is_some_and(|other| (other.0, other.1, other.2) < key)
            {
                at += 1;
            }
            if let Some(other) = right.get(at)
                && (other.0, other.1, other.2) == key
            {
                if self.say_the_same(one.3, other.3) {
                    self.tie(one.3, other.3);
                }
                at += 1;
            }
        }
    }

    /// Records whose time could not be read are tied by what they say, in order.
    pub(super) fn without_time(&mut self) {
        let mut waiting: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (place, one) in (0..self.b.records.len() as u32).zip(self.b.records).rev() {
            if one.minute == NO_TIME && self.to_a.get(place as usize).is_some_and(Option::is_none) {
                waiting.entry(one.digest).or_default().push(place);
            }
        }
        for (place, one) in (0..).zip(self.a.records) {
            if one.minute == NO_TIME
                && let Some(other) = waiting.get_mut(&one.digest).and_then(Vec::pop)
                && self.say_the_same(place, other)
            {
                self.tie(place, other);
            }
        }
    }

    /// Ties what is left over in the same minute by the same voice, between the same neighbours: one was
    /// changed. Returns how, by place in the first.
    pub(super) fn beside(&mut self, shifts: &[i64]) -> BTreeMap<u32, Likeness> {
        let mut changed = BTreeMap::new();
        let mut waiting: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
        for (place, one) in (0..).zip(self.b.records) {
            if self.to_a.get(place as usize).is_some_and(Option::is_none) && one.minute != NO_TIME {
                waiting.entry(one.minute).or_default().push(place);
            }
        }
        for place in 0..self.a.records.len() as u32 {
            let Some(one) = self.a.get(place).copied() else {
                continue;
            };
            if self.to_b.get(place as usize).is_none_or(Option::is_some) || one.minute == NO_TIME {
                continue;
            }
            let minutes = shifts
                .iter()
                .filter(|shift| self.shifts.allows(one.minute, **shift))
                .flat_map(|shift| (-GIVE..=GIVE).map(move |step| one.minute + shift + step));
            let mut best: Option<(u32, Likeness)> = None;
            for minute in minutes {
                for other in waiting.get(&minute).map_or(&[][..], Vec::as_slice) {
                    let Some(likeness) = self.changed(place, *other) else {
                        continue;
                    };
                    if self.are_neighbours(place, *other) && best.is_none() {
                        best = Some((*other, likeness));
                    }
                }
            }
            if let Some((other, likeness)) = best {
                self.tie(place, other);
                changed.insert(place, likeness);
                if let Some(list) = self
                    .b
                    .get(other)
                    .and_then(|one| waiting.get_mut(&one.minute))
                {
                    list.retain(|one| *one != other);
                }
            }
        }
        changed
    }

    /// How one record may be the other, changed.
    fn changed(&self, place: u32, other: u32) -> Option<Likeness> {
        let (one, two) = (self.a.get(place)?, self.b.get(other)?);
        let (mine, theirs) = (self.group_a(one), self.group_b(two));
        if mine != theirs || one.voice.is_none() || two.voice.is_none() {
            return None;
        }
        let stands = |sort: Sort| matches!(sort, Sort::Said | Sort::Media | Sort::LeftOut);
        match (one.kind, two.kind) {
            (Sort::Deleted, sort) | (sort, Sort::Deleted) if stands(sort) => {
                Some(Likeness::Deleted)
            }
            // What is said beside a file is told, too.
            (Sort::LeftOut, Sort::Media) | (Sort::Media, Sort::LeftOut)
                if one.letters > 0 && two.letters > 0 =>
            {
                Some(Likeness::Differs)
            }
            (Sort::LeftOut, Sort::Media | Sort::Said)
            | (Sort::Media | Sort::Said, Sort::LeftOut) => Some(Likeness::LeftOut),
            (Sort::Media, Sort::Media) | (Sort::LeftOut, Sort::LeftOut) => {
                Some(match one.is_edited != two.is_edited {
                    true => Likeness::Edited,
                    false => Likeness::Differs,
                })
            }
            (Sort::Said, Sort::Said) if one.is_edited != two.is_edited => Some(Likeness::Edited),
            (Sort::Said, Sort::Said) => Some(Likeness::Differs),
            _other => None,
        }
    }

    /// Whether what stands before both, or behind both, is tied to each other.
    fn are_neighbours(&self, place: u32, other: u32) -> bool {
        let tied =
            |at: Option<u32>| at.and_then(|at| self.to_b.get(at as usize).copied().flatten());
        let mut before = place;
        let mut mine = None;
        for _ in 0..8 {
            before = match before.checked_sub(1) {
                Some(before) => before,
                None => break,
            };
            mine = tied(Some(before));
            if mine.is_some() {
                break;
            }
        }
        let mut behind = place;
        let mut next = None;
        for _ in 0..8 {
            behind += 1;
            next = tied(Some(behind));
            if next.is_some() || behind as usize >= self.a.records.len() {
                break;
            }
        }
        let near = |at: Option<u32>| at.is_some_and(|at| at.abs_diff(other) <= 8);
        near(mine) || near(next) || self.a.records.len() < 2 || self.b.records.len() < 2
    }
}
