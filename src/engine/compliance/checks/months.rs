//! C021: what a later export of one phone lacks, by month.

use std::collections::BTreeMap;

use super::caps::starts_visibly;
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::counting::{messages, n_of};
use crate::engine::compliance::day::Day;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::ThreadGround;
use crate::engine::compliance::quoting::quoted;
use crate::engine::thread::RecordId;

/// Whether an export has all of a month: it goes further in both directions, or the thread begins in it.
pub(super) fn covers(thread: &ThreadGround, month: &str) -> bool {
    let Some((first, last)) = thread.span else {
        return false;
    };
    let Some(start) = Day::from_iso(&format!("{month}-01")) else {
        return false;
    };
    let next = (28..=31)
        .map(|n| Day(start.0 + n))
        .find(|day| day.to_string().ends_with("-01"));
    let begins = Day::of_seconds(first) <= start || starts_visibly(thread);
    begins && next.is_some_and(|next| Day::of_seconds(last) >= next)
}

/// C021: what the later export of one phone lacks, by month.
pub(super) fn lost(
    one: &ThreadGround,
    other: &ThreadGround,
    months: &BTreeMap<(bool, String), Vec<RecordId>>,
    drafts: &mut Drafts,
) {
    for ((is_first, month), records) in months {
        let (has, lacks) = if *is_first {
            (one, other)
        } else {
            (other, one)
        };
        let ends = |thread: &ThreadGround| thread.span.map_or(0, |(_, to)| to);
        let later = if ends(lacks) >= ends(has) {
            "the later"
        } else {
            "the earlier"
        };
        let counts = |thread: &ThreadGround| {
            let in_month = |day: Day| day.to_string().starts_with(month.as_str());
            thread
                .days
                .iter()
                .filter(|one| in_month(one.day))
                .map(|one| one.n_messages)
                .sum::<u32>()
        };
        let why = format!(
            "in {month} one export of {} has {} and {later} one {}: {} gone",
            quoted(&has.title),
            messages(counts(has)),
            counts(lacks),
            n_of(records.len(), "is", "are")
        );
        let draft = Draft::new(Code::C021, why)
            .against(lacks.id)
            .about(month.clone())
            .number("month", month)
            .number("lost", records.len());
        drafts.push(super::integrity::placed(draft, has, records));
    }
}
