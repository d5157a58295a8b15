//! Two exports of one thread, record by record: what both have, what only one has, what differs.
//!
//! Read [`align`]. Names, language and clock of the two may differ: voices are tied by long texts that
//! both hold once, the shift of the clocks is the one that most of them show (several, where clocks
//! were put forward or back at different times), lines of WhatsApp's own are compared by what they say.
//!
//! Invariants: every record stands in exactly one row; a record is tied to at most one other; nothing
//! is moved: rows name records, and file order is each export's own.

mod neutral;
mod ties;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ground::NO_TIME;
use crate::engine::thread::{ParticipantId, RecordId};

pub(super) use neutral::{Neutral, landmarks, neutral};
use ties::{Ties, groups};

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
