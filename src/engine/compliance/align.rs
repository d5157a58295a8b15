//! Two exports of one thread, record by record: what both have, what only one has, what differs.
//!
//! Read [`align`]. Names, language and clock of the two may differ: voices are tied by long texts that
//! both hold once, the shift of the clocks is the one that most of them show (several, where clocks
//! were put forward or back at different times), lines of WhatsApp's own are compared by what they say.
//!
//! Invariants: every record stands in exactly one row; a record is tied to at most one other; nothing
//! is moved: rows name records, and file order is each export's own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::events::EventKind;
use super::ground::{NO_TIME, ThreadGround};
use crate::engine::thread::{Flags, Kind, ParticipantId, RecordId};

/// A body of this many letters or more is unlikely to be written twice by chance.
const LONG: usize = 20;
/// A shift counts when this many texts show it. Units of shifts: minutes.
const SHIFT_SEEN: usize = 3;
/// Most shifts of one pair.
const SHIFTS: usize = 6;
/// How far apart the same message may be on two phones, the shift taken off. Units: minutes.
const GIVE: i64 = 1;

/// How two records stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same in both.
    Both,
    /// Only in the first.
    OnlyA,
    /// Only in the second.
    OnlyB,
    /// At the same place, one was edited.
    Edited,
    /// At the same place, one was deleted; the other still has it.
    Deleted,
    /// At the same place, media was left out of one.
    LeftOut,
    /// At the same place, another text.
    Differs,
}

impl Likeness {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Likeness::Both => "both",
            Likeness::OnlyA => "only_a",
            Likeness::OnlyB => "only_b",
            Likeness::Edited => "edited",
            Likeness::Deleted => "deleted",
            Likeness::LeftOut => "left_out",
            Likeness::Differs => "differs",
        }
    }
}

/// A row: at least one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlignedRow {
    /// In the first export.
    pub a: Option<RecordId>,
    /// In the second.
    pub b: Option<RecordId>,
    /// How they stand to each other.
    pub likeness: Likeness,
}

/// Two exports side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Alignment {
    /// In the order of the first, what only the second has after what stands before it there.
    pub rows: Vec<AlignedRow>,
    /// By how many minutes the second clock is ahead, the most frequent first.
    pub shifts: Vec<i64>,
    /// Voices that are one, as far as texts show it.
    pub voices: Vec<(ParticipantId, ParticipantId)>,
}

impl Alignment {
    /// How many rows of a likeness there are.
    pub fn count(&self, likeness: Likeness) -> usize {
        self.rows
            .iter()
            .filter(|row| row.likeness == likeness)
            .count()
    }
}

/// What of a record is compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neutral {
    /// Of body and kind, without what phones and languages add.
    pub(super) digest: u64,
    letters: u32,
    /// Units: minutes on the civil line; [`NO_TIME`] when it could not be read.
    minute: i64,
    voice: Option<ParticipantId>,
    kind: Sort,
    is_edited: bool,
}

/// What kinds of records can stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Said,
    Media,
    LeftOut,
    Deleted,
    Call,
    Event(EventKind),
    Other,
}

/// The neutral form of every record.
///
/// Cost: one pass over the text.
pub(super) fn neutral(thread: &ThreadGround) -> Vec<Neutral> {
    let mut events = thread.events.iter().peekable();
    let mut buffer = Vec::new();
    (0..)
        .zip(&thread.thread.records)
        .map(|(number, record)| {
            let id = RecordId(number);
            let event = events.next_if(|event| event.record == id);
            let kind = match record.kind {
                Kind::Attachment | Kind::Contact => Sort::Media,
                Kind::MediaOmitted | Kind::ViewOnce => Sort::LeftOut,
                Kind::Deleted => Sort::Deleted,
                Kind::Call => Sort::Call,
                Kind::System | Kind::SystemUnclassified => {
                    event.map_or(Sort::Other, |event| Sort::Event(event.kind))
                }
                Kind::Null | Kind::Preamble => Sort::Other,
                Kind::Text | Kind::Location | Kind::LiveLocation | Kind::Poll | Kind::Event => {
                    Sort::Said
                }
            };
            buffer.clear();
            let body = thread.thread.body(id);
            if kind == Sort::Said {
                let edited = crate::engine::parse::body_parts(&thread.thread, id).edited;
                let offset = thread.thread.body_offset(id);
                let end = edited.map_or(body.len(), |span| {
                    span.start.saturating_sub(offset) as usize
                });
                plain(body.get(..end).unwrap_or(body), &mut buffer);
            }
            let letters = buffer
                .iter()
                .filter(|byte| byte.is_ascii_alphabetic() || **byte >= 0xc0)
                .count();
            let tag: u64 = match kind {
                Sort::Said => 1,
                Sort::Media | Sort::LeftOut => 2,
                Sort::Deleted => 3,
                Sort::Call => 4,
                Sort::Event(kind) => 100 + kind as u64,
                Sort::Other => 5,
            };
            let time = thread
                .times
                .get(number as usize)
                .copied()
                .unwrap_or(NO_TIME);
            Neutral {
                digest: super::checks::digest(&buffer) ^ tag.wrapping_mul(0x9E37_79B9_7F4A_7C15),
                letters: letters as u32,
                minute: if time == NO_TIME {
                    NO_TIME
                } else {
                    time.div_euclid(60)
                },
                voice: record.participant.filter(|_| thread.is_written(record)),
                kind,
                is_edited: record.flags.has(Flags::EDITED),
            }
        })
        .collect()
}

/// A body without invisible marks, with single spaces.
fn plain(body: &[u8], out: &mut Vec<u8>) {
    let mut push = |byte: u8| {
        if byte == b' ' && out.last().is_none_or(|last| *last == b' ') {
            return;
        }
        out.push(byte);
    };
    if body.is_ascii() {
        for byte in body {
            push(if byte.is_ascii_whitespace() {
                b' '
            } else {
                *byte
            });
        }
    } else {
        for c in String::from_utf8_lossy(body).chars() {
            match c {
                '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}' => {}
                c if c.is_whitespace() => push(b' '),
                c => {
                    let mut bytes = [0; 4];
                    c.encode_utf8(&mut bytes).bytes().for_each(&mut push);
                }
            }
        }
    }
    while out.last() == Some(&b' ') {
        out.pop();
    }
}

/// Texts that stand once in an export and are long enough to be no chance: digest, place. Sorted.
pub(super) fn landmarks(records: &[Neutral]) -> Vec<(u64, u32)> {
    let long = |one: &Neutral| one.kind == Sort::Said && one.letters as usize >= LONG;
    let places = (0..).zip(records).filter(|(_, one)| long(one));
    let mut all: Vec<(u64, u32)> = places.map(|(place, one)| (one.digest, place)).collect();
    all.sort_unstable();
    let groups = all.chunk_by(|a, b| a.0 == b.0);
    groups
        .filter_map(|group| match group {
            [one] => Some(*one),
            _many => None,
        })
        .collect()
}

/// Landmarks that both have: place in the first, place in the second.
fn anchors(a: &[(u64, u32)], b: &[(u64, u32)]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut at = 0;
    for (digest, place) in a {
        while b.get(at).is_some_and(|one| one.0 < *digest) {
            at += 1;
        }
        if let Some((of, other)) = b.get(at)
            && of == digest
        {
            found.push((*place, *other));
        }
    }
    found.sort_unstable();
    found
}

/// How many landmarks two exports share; tells whether they are of one thread.
pub(super) fn n_shared(a: &[(u64, u32)], b: &[(u64, u32)]) -> usize {
    anchors(a, b).len()
}

/// Puts two exports side by side.
///
/// Cost: `n log n` in the records.
pub(super) fn align(a: &[Neutral], b: &[Neutral]) -> Alignment {
    let anchors = anchors(&landmarks(a), &landmarks(b));
    let shifts = shifts(a, b, &anchors);
    let voices = voices(a, b, &anchors);
    let mut ties = Ties {
        a,
        b,
        to_b: vec![None; a.len()],
        to_a: vec![None; b.len()],
        group: groups(&voices),
    };
    for (one, other) in &anchors {
        ties.tie(*one, *other);
    }
    let tried = if shifts.is_empty() {
        vec![0]
    } else {
        shifts.clone()
    };
    for give in 0..=GIVE {
        for shift in &tried {
            for step in if give == 0 {
                vec![0]
            } else {
                vec![-give, give]
            } {
                ties.by_time(shift + step);
            }
        }
    }
    ties.without_time();
    let likeness = ties.beside(&tried);
    Alignment {
        rows: ties.rows(&likeness),
        shifts,
        voices,
    }
}

/// The shifts that enough landmarks show, the most frequent first. Units: minutes.
fn shifts(a: &[Neutral], b: &[Neutral], anchors: &[(u32, u32)]) -> Vec<i64> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (one, other) in anchors {
        if let (Some(one), Some(other)) = (a.get(*one as usize), b.get(*other as usize))
            && one.minute != NO_TIME
            && other.minute != NO_TIME
        {
            *counts.entry(other.minute - one.minute).or_default() += 1;
        }
    }
    let mut shifts: Vec<(i64, usize)> = counts.into_iter().collect();
    shifts.sort_by_key(|(shift, n)| (std::cmp::Reverse(*n), shift.abs(), *shift));
    let first = shifts.first().map(|(shift, _)| *shift);
    let mut found: Vec<i64> = Vec::new();
    for (shift, n) in shifts {
        // A minute more or less is no other clock.
        let is_near = found.iter().any(|one| (one - shift).abs() <= GIVE);
        if (n >= SHIFT_SEEN || Some(shift) == first) && !is_near && found.len() < SHIFTS {
            found.push(shift);
        }
    }
    found
}

fn voices(
    a: &[Neutral],
    b: &[Neutral],
    anchors: &[(u32, u32)],
) -> Vec<(ParticipantId, ParticipantId)> {
    let mut counts: BTreeMap<(ParticipantId, ParticipantId), usize> = BTreeMap::new();
    for (one, other) in anchors {
        let voices = a.get(*one as usize).and_then(|at| at.voice);
        let voices = voices.zip(b.get(*other as usize).and_then(|at| at.voice));
        if let Some(pair) = voices {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let mut pairs: Vec<((ParticipantId, ParticipantId), usize)> = counts.into_iter().collect();
    pairs.sort_by_key(|(pair, n)| (std::cmp::Reverse(*n), *pair));
    let mut found: Vec<(ParticipantId, ParticipantId)> = Vec::new();
    for (pair, _) in pairs {
        if !found.iter().any(|one| one.0 == pair.0 || one.1 == pair.1) {
            found.push(pair);
        }
    }
    found.sort_unstable();
    found
}

/// A number for each voice, the same for those that are tied; 0 for a voice that is not.
type Groups = (BTreeMap<ParticipantId, u64>, BTreeMap<ParticipantId, u64>);

fn groups(voices: &[(ParticipantId, ParticipantId)]) -> Groups {
    let mut groups = Groups::default();
    for ((one, other), number) in voices.iter().zip(1..) {
        groups.0.insert(*one, number);
        groups.1.insert(*other, number);
    }
    groups
}

struct Ties<'n> {
    a: &'n [Neutral],
    b: &'n [Neutral],
    to_b: Vec<Option<u32>>,
    to_a: Vec<Option<u32>>,
    group: Groups,
}

impl Ties<'_> {
    fn tie(&mut self, one: u32, other: u32) {
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

    fn group_a(&self, one: &Neutral) -> u64 {
        one.voice
            .and_then(|voice| self.group.0.get(&voice))
            .copied()
            .unwrap_or(0)
    }

    fn group_b(&self, one: &Neutral) -> u64 {
        one.voice
            .and_then(|voice| self.group.1.get(&voice))
            .copied()
            .unwrap_or(0)
    }

    /// Ties what says the same, by the same voice, in the same minute when the second clock is ahead
    /// by `shift`: the first to the first, the second to the second.
    fn by_time(&mut self, shift: i64) {
        let free = |tied: &[Option<u32>], place: u32| {
            tied.get(place as usize).is_some_and(Option::is_none)
        };
        let mut left: Vec<(i64, u64, u64, u32)> = (0..)
            .zip(self.a)
            .filter(|(place, one)| one.minute != NO_TIME && free(&self.to_b, *place))
            .map(|(place, one)| (one.minute + shift, one.digest, self.group_a(one), place))
            .collect();
        let mut right: Vec<(i64, u64, u64, u32)> = (0..)
            .zip(self.b)
            .filter(|(place, one)| one.minute != NO_TIME && free(&self.to_a, *place))
            .map(|(place, one)| (one.minute, one.digest, self.group_b(one), place))
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
                self.tie(one.3, other.3);
                at += 1;
            }
        }
    }

    /// Records whose time could not be read are tied by what they say, in order.
    fn without_time(&mut self) {
        let mut waiting: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (place, one) in (0..self.b.len() as u32).zip(self.b).rev() {
            if one.minute == NO_TIME && self.to_a.get(place as usize).is_some_and(Option::is_none) {
                waiting.entry(one.digest).or_default().push(place);
            }
        }
        for (place, one) in (0..).zip(self.a) {
            if one.minute == NO_TIME
                && let Some(other) = waiting.get_mut(&one.digest).and_then(Vec::pop)
            {
                self.tie(place, other);
            }
        }
    }

    /// Ties what is left over in the same minute by the same voice, between the same neighbours: one was
    /// changed. Returns how, by place in the first.
    fn beside(&mut self, shifts: &[i64]) -> BTreeMap<u32, Likeness> {
        let mut changed = BTreeMap::new();
        let mut waiting: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
        for (place, one) in (0..).zip(self.b) {
            if self.to_a.get(place as usize).is_some_and(Option::is_none) && one.minute != NO_TIME {
                waiting.entry(one.minute).or_default().push(place);
            }
        }
        for place in 0..self.a.len() as u32 {
            let Some(one) = self.a.get(place as usize).copied() else {
                continue;
            };
            if self.to_b.get(place as usize).is_none_or(Option::is_some) || one.minute == NO_TIME {
                continue;
            }
            let minutes = shifts
                .iter()
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
                    .get(other as usize)
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
        let (one, two) = (self.a.get(place as usize)?, self.b.get(other as usize)?);
        let (mine, theirs) = (self.group_a(one), self.group_b(two));
        if mine != theirs || one.voice.is_none() || two.voice.is_none() {
            return None;
        }
        let stands = |sort: Sort| matches!(sort, Sort::Said | Sort::Media | Sort::LeftOut);
        match (one.kind, two.kind) {
            (Sort::Deleted, sort) | (sort, Sort::Deleted) if stands(sort) => {
                Some(Likeness::Deleted)
            }
            (Sort::LeftOut, Sort::Media | Sort::Said)
            | (Sort::Media | Sort::Said, Sort::LeftOut) => Some(Likeness::LeftOut),
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
            if next.is_some() || behind as usize >= self.a.len() {
                break;
            }
        }
        let near = |at: Option<u32>| at.is_some_and(|at| at.abs_diff(other) <= 8);
        near(mine) || near(next) || self.a.len() < 2 || self.b.len() < 2
    }

    fn rows(&self, changed: &BTreeMap<u32, Likeness>) -> Vec<AlignedRow> {
        let mut rows = Vec::with_capacity(self.a.len().max(self.b.len()));
        let mut at = 0;
        let only_b = |rows: &mut Vec<AlignedRow>, other: u32| {
            rows.push(AlignedRow {
                a: None,
                b: Some(RecordId(other)),
                likeness: Likeness::OnlyB,
            });
        };
        for place in 0..self.a.len() as u32 {
            let other = self.to_b.get(place as usize).copied().flatten();
            if let Some(other) = other {
                while at <= other {
                    if self.to_a.get(at as usize).is_some_and(Option::is_none) {
                        only_b(&mut rows, at);
                    }
                    at += 1;
                }
            }
            let likeness = match other {
                None => Likeness::OnlyA,
                Some(_) => changed.get(&place).copied().unwrap_or(Likeness::Both),
            };
            rows.push(AlignedRow {
                a: Some(RecordId(place)),
                b: other.map(RecordId),
                likeness,
            });
        }
        while (at as usize) < self.b.len() {
            if self.to_a.get(at as usize).is_some_and(Option::is_none) {
                only_b(&mut rows, at);
            }
            at += 1;
        }
        rows
    }
}
