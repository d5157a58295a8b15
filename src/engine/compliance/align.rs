//! Two exports of one thread, record by record: what both have, what only one has, what differs.
//!
//! Read [`align`]. Names, language and clock of the two may differ: voices are tied by long texts that
//! both hold once, the shift of the clocks is the one that most of them show (several, where clocks
//! were put forward or back at different times), lines of WhatsApp's own are compared by what they say.
//!
//! Invariants: every record stands in exactly one row; a record is tied to at most one other; nothing
//! is moved: rows name records, and file order is each export's own.

mod likeness;
mod neutral;
mod shifts;
mod ties;
mod voices;

use serde::{Deserialize, Serialize};

use super::ground::NO_TIME;
use crate::engine::thread::{ParticipantId, RecordId};

pub(super) use likeness::OtherFile;
pub(super) use neutral::{Neutral, landmarks, neutral};
pub(super) use ties::Side;

use shifts::Shifts;
use ties::{Ties, groups};
use voices::voices;

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
    /// The same words, by somebody else.
    OtherSender,
    /// The same words, at a time that no difference of the clocks explains.
    OtherTime,
    /// The same words, with a file of other content.
    OtherFile,
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
            Likeness::OtherSender => "other_sender",
            Likeness::OtherTime => "other_time",
            Likeness::OtherFile => "other_file",
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
/// Cost: `n log n` in the records, and one pass over the texts.
pub(super) fn align(a: Side<'_>, b: Side<'_>, is_other_file: OtherFile<'_>) -> Alignment {
    let anchors = anchors(&landmarks(a.records), &landmarks(b.records));
    let shifts = Shifts::of(&minutes(a, b, &anchors));
    let mut ties = Ties {
        a,
        b,
        to_b: vec![None; a.records.len()],
        to_a: vec![None; b.records.len()],
        group: Default::default(),
        shifts: &shifts,
    };
    for (one, other) in &anchors {
        if is_in_time(&ties, *one, *other) && ties.say_the_same(*one, *other) {
            ties.tie(*one, *other);
        }
    }
    let first = ties.tied();
    let known = |tied: &[(u32, u32)]| voices((a.thread, a.records), (b.thread, b.records), tied);
    ties.group = groups(&known(&first));
    let tried = match shifts.all.is_empty() {
        true => vec![0],
        false => shifts.all.clone(),
    };
    by_times(&mut ties, &tried, false);
    ties.without_time();
    let voices = known(&ties.tied());
    ties.group = groups(&voices);
    by_times(&mut ties, &tried, true);
    for (one, other) in moved(&ties, &anchors) {
        ties.tie(one, other);
    }
    let mut likeness = ties.beside(&tried);
    ties.look(is_other_file, &mut likeness);
    Alignment {
        rows: ties.rows(&likeness),
        shifts: shifts.all.clone(),
        voices,
    }
}

/// Ties by every shift, those of the very minute first.
fn by_times(ties: &mut Ties<'_>, shifts: &[i64], anybody: bool) {
    for give in 0..=GIVE {
        for shift in shifts {
            ties.by_time(shift - give, anybody);
            if give > 0 {
                ties.by_time(shift + give, anybody);
            }
        }
    }
}

/// When both stand in each, where both could be read.
fn minutes(a: Side<'_>, b: Side<'_>, anchors: &[(u32, u32)]) -> Vec<(i64, i64)> {
    let both = anchors.iter().filter_map(|(one, other)| {
        let pair = (a.get(*one)?.minute, b.get(*other)?.minute);
        (pair.0 != NO_TIME && pair.1 != NO_TIME).then_some(pair)
    });
    both.collect()
}

fn is_in_time(ties: &Ties<'_>, one: u32, other: u32) -> bool {
    let records = ties.a.get(one).zip(ties.b.get(other));
    records.is_some_and(|(one, other)| ties.shifts.fit(one, other))
}

/// Long texts that both hold once and at different times, each at a time that the other export has, too:
/// what is said again years later is no message that was moved.
fn moved(ties: &Ties<'_>, anchors: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let shift = ties.shifts.all.first().copied().unwrap_or(0);
    let span = |side: Side<'_>| {
        let (from, to) = side.thread.span.unwrap_or_default();
        (from.div_euclid(60), to.div_euclid(60))
    };
    let ((a_from, a_to), (b_from, b_to)) = (span(ties.a), span(ties.b));
    let is_one = |pair: &&(u32, u32)| {
        let times = ties.a.get(pair.0).zip(ties.b.get(pair.1));
        times.is_some_and(|(one, other)| {
            (b_from..=b_to).contains(&(one.minute.saturating_add(shift)))
                && (a_from..=a_to).contains(&(other.minute.saturating_sub(shift)))
        }) && ties.say_the_same(pair.0, pair.1)
    };
    anchors.iter().filter(is_one).copied().collect()
}
