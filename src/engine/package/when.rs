//! What may be told of when messages were written, and which are withheld with their heads.

use super::html::grouped;
use super::plan::{Material, PlannedThread};
use crate::engine::thread::{Flags, RecordId};
use crate::engine::time::CivilTime;

/// How many gaps the README lists one by one.
const GAPS: usize = 200;

/// Neighbours that are withheld with their heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// Index in the plan.
    pub(super) thread: u32,
    /// The first of them.
    pub(super) first: u32,
    /// How many.
    pub(super) n: u32,
}

/// Adds a record to the gap before it, or begins another.
pub(super) fn put_gap(gaps: &mut Vec<Gap>, thread: u32, record: RecordId) {
    match gaps.last_mut() {
        Some(gap) if gap.thread == thread && gap.first + gap.n == record.0 => gap.n += 1,
        _apart => gaps.push(Gap {
            thread,
            first: record.0,
            n: 1,
        }),
    }
}

/// The gap list of the README; nothing where there is no gap.
pub(super) fn gap_list(material: &Material) -> String {
    let gaps = &material.plan.gaps;
    if gaps.is_empty() {
        return String::new();
    }
    let all: u64 = gaps.iter().map(|gap| u64::from(gap.n)).sum();
    let mut out = format!(
        "\nWithheld with time and sender, so that of each only its number stays: {}.\n\n",
        grouped(all)
    );
    for gap in gaps.iter().take(GAPS) {
        out.push_str(&format!("    {}\n", gap_words(material, gap)));
    }
    if gaps.len() > GAPS {
        let more = grouped((gaps.len() - GAPS) as u64);
        out.push_str(&format!(
            "    and {more} more gaps, which the transcripts show\n"
        ));
    }
    out
}

fn gap_words(material: &Material, gap: &Gap) -> String {
    let planned = material.plan.threads.get(gap.thread as usize);
    let n_records = planned.map_or(0, |planned| planned.thread.n_records());
    let (before, after) = (gap.first, gap.first + gap.n + 1);
    let number = |record: u32| grouped(u64::from(record));
    let place = match (before, after > n_records) {
        (0, true) => "all there are".to_owned(),
        (0, false) => format!("before record {}", number(after)),
        (before, true) => format!("after record {}", number(before)),
        (before, false) => format!("between records {} and {}", number(before), number(after)),
    };
    let word = if gap.n == 1 { "message" } else { "messages" };
    let thread = gap.thread + 1;
    format!(
        "thread {thread}: {} {word} withheld, {place}",
        number(gap.n)
    )
}

/// When a record was written, as far as it may be told: nothing where the head is withheld, and
/// nothing of times that are given less exactly.
pub(super) fn time_of(
    material: &Material,
    thread: &PlannedThread,
    record: RecordId,
) -> Option<CivilTime> {
    let redactions = &material.redactions;
    let is_told = !redactions.is_coarse(thread.id) && !redactions.is_gone(thread.id, record);
    thread.thread.civil(record).filter(|_| is_told)
}

/// That a record is earlier than one before it would tell when one was written that is withheld with
/// its head.
pub(super) fn told(material: &Material, thread: &PlannedThread, mut flags: Flags) -> Flags {
    if material.redactions.any_gone(thread.id) {
        flags.0 &= !Flags::BACKWARD_STEP.0;
    }
    flags
}
