//! C009, C021, and I001 with the text from the other side: exports of one thread, two at a time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::months::{covers, lost};
use super::unlike::{deleted, is_other_file, unlike};
use crate::engine::case::ThreadId;
use crate::engine::compliance::align::{
    AlignedRow, Alignment, Likeness, Neutral, Side, align, landmarks, n_shared, neutral,
};
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::names::folded;
use crate::engine::compliance::quoting::quoted;
use crate::engine::thread::RecordId;

/// So many shared long texts make two exports one thread.
const SHARED: usize = 3;
/// In a thread of fewer records two that say the same in the same minute are enough.
const SHORT: usize = 60;
/// Most findings of one pair; the rest is counted.
const FINDINGS: usize = 500;

/// Two exports of one thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The first.
    pub a: ThreadId,
    /// The second.
    pub b: ThreadId,
    /// Whether both come from one phone, as somebody decided or as names and clock show.
    pub same_phone: bool,
    /// Side by side; rows that both have are left out.
    pub rows: Vec<AlignedRow>,
    /// How many both have.
    pub n_both: u32,
    /// By how many minutes the second clock is ahead.
    pub shifts: Vec<i64>,
    /// From when to when both have messages. Units: seconds on the first clock.
    pub overlap: Option<(i64, i64)>,
}

/// Compares threads two by two.
#[derive(Default)]
pub(in crate::engine::compliance) struct PairChecks {
    neutral: Vec<Vec<Neutral>>,
    landmarks: Vec<Vec<(u64, u32)>>,
    todo: Vec<(usize, usize)>,
    pub(in crate::engine::compliance) pairs: Vec<Pair>,
}

impl PairChecks {
    /// Takes in the next thread.
    pub(in crate::engine::compliance) fn take(&mut self, thread: &ThreadGround) {
        let records = neutral(thread);
        self.landmarks.push(landmarks(&records));
        self.neutral.push(records);
    }

    /// Finds out which are of one thread. Threads of one source are never.
    pub(in crate::engine::compliance) fn find(&mut self, ground: &Ground) {
        if self.neutral.is_empty() {
            return;
        }
        for (b, other) in ground.threads.iter().enumerate() {
            for (a, one) in ground.threads.iter().enumerate().take(b) {
                if one.source != other.source && self.is_one(ground, (one, a), (other, b)) {
                    self.todo.push((a, b));
                }
            }
        }
        self.todo.reverse();
    }

    fn is_one(
        &self,
        ground: &Ground,
        (one, a): (&ThreadGround, usize),
        (other, b): (&ThreadGround, usize),
    ) -> bool {
        let empty = Vec::new();
        let shared = n_shared(
            self.landmarks.get(a).unwrap_or(&empty),
            self.landmarks.get(b).unwrap_or(&empty),
        );
        // Short threads have few long texts: there the title must agree, too.
        let same_title = folded(&one.title) == folded(&other.title);
        shared >= SHARED
            || same_title && (shared > 0 || self.say_the_same(ground, (one, a), (other, b)))
    }

    /// Whether two threads without a long text in common are one all the same: many messages are short.
    fn say_the_same(
        &self,
        ground: &Ground,
        (one, a): (&ThreadGround, usize),
        (other, b): (&ThreadGround, usize),
    ) -> bool {
        let n = self.n_same(ground, (one, a), (other, b));
        let fewest = one.thread.records.len().min(other.thread.records.len());
        n >= 2 && (fewest < SHORT || 2 * n >= fewest)
    }

    /// How many records say the same in the same minute.
    fn n_same(
        &self,
        ground: &Ground,
        (one, a): (&ThreadGround, usize),
        (other, b): (&ThreadGround, usize),
    ) -> usize {
        let (Some(a), Some(b)) = (self.neutral.get(a), self.neutral.get(b)) else {
            return 0;
        };
        aligned(ground, (one, a), (other, b)).count(Likeness::Both)
    }

    pub(in crate::engine::compliance) fn n_left(&self) -> usize {
        self.todo.len()
    }

    /// Compares the next pair.
    pub(in crate::engine::compliance) fn step(&mut self, ground: &Ground, drafts: &mut Drafts) {
        let Some((a, b)) = self.todo.pop() else {
            return;
        };
        let (Some(one), Some(other)) = (ground.threads.get(a), ground.threads.get(b)) else {
            return;
        };
        let (Some(left), Some(right)) = (self.neutral.get(a), self.neutral.get(b)) else {
            return;
        };
        let alignment = aligned(ground, (one, left), (other, right));
        let same_phone = is_same_phone(one, other, &alignment);
        compare(ground, one, other, &alignment, same_phone, drafts);
        excuse_start(one, other, &alignment, drafts);
        self.pairs.push(Pair {
            a: one.id,
            b: other.id,
            same_phone,
            n_both: alignment.count(Likeness::Both) as u32,
            overlap: overlap(one, other, &alignment),
            shifts: alignment.shifts,
            rows: alignment
                .rows
                .into_iter()
                .filter(|row| row.likeness != Likeness::Both)
                .collect(),
        });
    }
}

fn aligned(
    ground: &Ground,
    (one, a): (&ThreadGround, &[Neutral]),
    (other, b): (&ThreadGround, &[Neutral]),
) -> Alignment {
    let side = |thread, records| Side { thread, records };
    align(side(one, a), side(other, b), &|a, b| {
        is_other_file(&ground.case, (one, a), (other, b))
    })
}

/// As somebody decided; else when titles, names and clock are the same.
fn is_same_phone(one: &ThreadGround, other: &ThreadGround, alignment: &Alignment) -> bool {
    if let (Some(a), Some(b)) = (&one.handed_in_by, &other.handed_in_by) {
        return a == b;
    }
    let names = |thread: &ThreadGround| {
        let mut names: Vec<String> = thread
            .voices
            .iter()
            .map(|voice| voice.name.clone())
            .collect();
        names.sort();
        names
    };
    let (a, b) = (names(one), names(other));
    let shared = a.iter().filter(|name| b.contains(name)).count();
    one.thread.platform == other.thread.platform
        && folded(&one.title) == folded(&other.title)
        && shared == a.len().min(b.len())
        && alignment.shifts.first().is_none_or(|shift| *shift == 0)
}

/// From when to when both have messages, on the first clock.
fn overlap(one: &ThreadGround, other: &ThreadGround, alignment: &Alignment) -> Option<(i64, i64)> {
    let shift = alignment.shifts.first().copied().unwrap_or(0) * 60;
    let (a, b) = (one.span?, other.span?);
    let (from, to) = (a.0.max(b.0 - shift), a.1.min(b.1 - shift));
    (from <= to).then_some((from, to))
}

fn compare(
    ground: &Ground,
    one: &ThreadGround,
    other: &ThreadGround,
    alignment: &Alignment,
    same_phone: bool,
    drafts: &mut Drafts,
) {
    let Some((from, to)) = overlap(one, other, alignment) else {
        return;
    };
    let shift = alignment.shifts.first().copied().unwrap_or(0) * 60;
    let mut told = 0;
    let mut months: BTreeMap<(bool, String), Vec<RecordId>> = BTreeMap::new();
    for row in &alignment.rows {
        match (row.likeness, row.a, row.b) {
            (Likeness::OnlyA, Some(record), _) => {
                let inside = one
                    .time(record)
                    .is_some_and(|time| (from..=to).contains(&time));
                only(
                    ground,
                    (one, other),
                    record,
                    inside,
                    same_phone,
                    &mut told,
                    &mut months,
                    true,
                    drafts,
                );
            }
            (Likeness::OnlyB, _, Some(record)) => {
                let inside = other
                    .time(record)
                    .is_some_and(|time| (from..=to).contains(&(time - shift)));
                only(
                    ground,
                    (other, one),
                    record,
                    inside,
                    same_phone,
                    &mut told,
                    &mut months,
                    false,
                    drafts,
                );
            }
            (Likeness::Deleted, Some(a), Some(b)) => deleted(one, other, (a, b), drafts),
            (likeness, Some(a), Some(b)) => {
                drafts.extend_some(unlike((one, a), (other, b), likeness, same_phone));
            }
            _none => {}
        }
    }
    lost(one, other, &months, drafts);
}

#[allow(
    clippy::too_many_arguments,
    reason = "one row of a comparison, with what it is counted in"
)]
fn only(
    ground: &Ground,
    (has, lacks): (&ThreadGround, &ThreadGround),
    record: RecordId,
    inside: bool,
    same_phone: bool,
    told: &mut usize,
    months: &mut BTreeMap<(bool, String), Vec<RecordId>>,
    is_first: bool,
    drafts: &mut Drafts,
) {
    let Some(of) = has.record(record) else {
        return;
    };
    // Lines of WhatsApp's own differ from phone to phone.
    if !inside || !has.is_written(of) {
        return;
    }
    if same_phone && let Some(day) = has.day(record) {
        let month = day.to_string().get(..7).unwrap_or_default().to_owned();
        if covers(has, &month) && covers(lacks, &month) {
            months.entry((is_first, month)).or_default().push(record);
            return;
        }
    }
    *told += 1;
    if *told > FINDINGS {
        *drafts.beyond.entry(Code::C009).or_default() += 1;
        return;
    }
    let source = |thread: &ThreadGround| {
        ground
            .case
            .sources
            .get(thread.source)
            .map_or("", |one| one.archive.name())
    };
    let voice = of.participant.and_then(|id| has.voice(id));
    let why = format!(
        "the message of {} of {} is in {} and not in {}, which has the time before and after it",
        voice.map_or_else(|| "somebody".to_owned(), |voice| quoted(&voice.name)),
        when(has, record),
        quoted(source(has)),
        quoted(source(lacks))
    );
    let mut draft = Draft::new(Code::C009, why)
        .at(has.id, record)
        .against(lacks.id);
    if let Some(voice) = voice {
        draft = draft.by(voice.id, has.person_at(voice, record));
    }
    drafts.push(draft);
}

/// C003 does not hold where an older export of the thread shows what comes before the first line.
fn excuse_start(
    one: &ThreadGround,
    other: &ThreadGround,
    alignment: &Alignment,
    drafts: &mut Drafts,
) {
    let tied = |in_a: bool| {
        alignment.rows.iter().find(|row| {
            row.likeness == Likeness::Both && {
                let record = if in_a { row.a } else { row.b };
                record.is_some_and(|record| record.0 <= 1)
            }
        })
    };
    let mut excused = Vec::new();
    if tied(true).is_some_and(|row| row.b.is_some_and(|b| b.0 > 1)) {
        excused.push(one.id);
    }
    if tied(false).is_some_and(|row| row.a.is_some_and(|a| a.0 > 1)) {
        excused.push(other.id);
    }
    drafts.list.retain(|draft| {
        draft.code != Code::C003 || !draft.thread.is_some_and(|id| excused.contains(&id))
    });
}
