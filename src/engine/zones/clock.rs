//! A zone's clock: the instants at which it was changed, and the wall times it showed twice or never.

use std::ops::Range;

use super::ClockMark;

const DAY: i64 = 86_400;
/// The clock is asked this often; two changes closer together that undo each other are not seen. No
/// zone had such since WhatsApp came out. Units: seconds.
const STRIDE: i64 = 7 * DAY;
/// 2009 and 2101: WhatsApp wrote no stamp before, and zone data says nothing of later.
const ASKED: Range<i64> = 1_230_768_000..4_133_980_800;

/// A change of a zone's clock. Units: seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The instant, since 1970 in UTC.
    pub at: i64,
    /// How far the clock was ahead of UTC before it.
    pub before: i32,
    /// And from then on.
    pub after: i32,
}

/// Finds the changes of a clock by asking how far it is ahead of UTC at instants a week apart, and
/// then by halves. `None` when the clock does not answer.
///
/// Cost: some 52 questions a year, and 20 a change.
pub fn changes(
    between: Range<i64>,
    ahead_at: &mut dyn FnMut(i64) -> Option<i32>,
) -> Option<Vec<Change>> {
    let mut found = Vec::new();
    let mut from = between.start;
    let mut before = ahead_at(from)?;
    while from < between.end {
        let to = (from + STRIDE).min(between.end);
        let after = ahead_at(to)?;
        while before != after {
            let at = first_other(from..to, before, ahead_at)?;
            let now = ahead_at(at)?;
            found.push(Change {
                at,
                before,
                after: now,
            });
            (from, before) = (at, now);
        }
        from = to;
    }
    Some(found)
}

/// The first instant at which the clock is not `before` ahead; it is not at the end.
fn first_other(
    between: Range<i64>,
    before: i32,
    ahead_at: &mut dyn FnMut(i64) -> Option<i32>,
) -> Option<i64> {
    let Range { mut start, mut end } = between;
    while end - start > 1 {
        let middle = start + (end - start) / 2;
        if ahead_at(middle)? == before {
            start = middle;
        } else {
            end = middle;
        }
    }
    Some(end)
}

/// The instants at which any zone can have shown these days.
pub(super) fn around(days: Range<i64>) -> Range<i64> {
    let within = |at: i64| at.clamp(ASKED.start, ASKED.end);
    let start = within(days.start.saturating_sub(2).saturating_mul(DAY));
    let end = within(days.end.saturating_add(2).saturating_mul(DAY));
    start..end
}

/// Wall times that a clock showed twice or never. Units: seconds on the civil line.
pub(super) struct Windows(Vec<(Range<i64>, ClockMark)>);

impl Windows {
    pub(super) fn of(changes: &[Change]) -> Windows {
        let window = |change: &Change| {
            let before = change.at + i64::from(change.before);
            let after = change.at + i64::from(change.after);
            if before < after {
                (before..after, ClockMark::Never)
            } else {
                (after..before, ClockMark::Twice)
            }
        };
        Windows(changes.iter().map(window).collect())
    }

    /// Whether any of it lies on that day.
    pub(super) fn touch(&self, day: i64) -> bool {
        let (start, end) = (day * DAY, (day + 1) * DAY);
        let touches =
            |(window, _): &(Range<i64>, ClockMark)| window.start < end && start < window.end;
        self.0.iter().any(touches)
    }

    pub(super) fn mark(&self, civil: i64) -> Option<ClockMark> {
        let holds = |(window, _): &&(Range<i64>, ClockMark)| window.contains(&civil);
        self.0.iter().find(holds).map(|(_, mark)| *mark)
    }
}
