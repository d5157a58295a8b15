//! How far the second clock is ahead, and when: a phone writes all times of an export in its zone, so
//! that the shift of two exports only changes where one zone puts its clocks forward or back.
//!
//! Invariant: a shift that few texts of a busy thread show for a few days is no shift.

use std::collections::BTreeMap;

use super::GIVE;
use super::neutral::Neutral;
use crate::engine::compliance::ground::NO_TIME;

/// A shift counts when this many texts show it.
const SEEN: usize = 3;
/// Clocks are put forward or back by a multiple of this, and at most by [`MOST`]. Units: minutes.
const STEP: i64 = 30;
const MOST: i64 = 180;
/// So long zones stay apart, at least. Units: days.
const LASTS: i64 = 6;
const DAY: i64 = 1_440;

/// From when to when a shift may hold, on the first clock. Units: minutes.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    from: i64,
    to: i64,
    shift: i64,
    n: usize,
}

/// The shifts of two exports.
#[derive(Debug, Clone, Default)]
pub(super) struct Shifts {
    stretches: Vec<Stretch>,
    /// The most frequent first. Units: minutes.
    pub(super) all: Vec<i64>,
}

impl Shifts {
    /// What texts show that both have: the minute in the first, and in the second.
    pub(super) fn of(seen: &[(i64, i64)]) -> Shifts {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        for (one, other) in seen {
            *counts.entry(other - one).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(shift, n)| {
            (
                **n,
                std::cmp::Reverse(shift.abs()),
                std::cmp::Reverse(**shift),
            )
        });
        let Some((main, _)) = most else {
            return Shifts::default();
        };
        let stretches = joined(stretches(seen, *main), *main);
        let mut n_of: BTreeMap<i64, usize> = BTreeMap::new();
        for one in &stretches {
            *n_of.entry(one.shift).or_default() += one.n;
        }
        let mut all: Vec<i64> = n_of.keys().copied().collect();
        all.sort_by_key(|shift| {
            (
                shift != main,
                std::cmp::Reverse(n_of.get(shift).copied()),
                *shift,
            )
        });
        Shifts { stretches, all }
    }

    /// Whether a record of that minute may be `shift` ahead in the second, [`GIVE`] taken off.
    pub(super) fn allows(&self, minute: i64, shift: i64) -> bool {
        if self.stretches.is_empty() {
            return shift.abs() <= GIVE;
        }
        let mut here = self.stretches.iter();
        here.any(|one| (one.from..=one.to).contains(&minute) && (one.shift - shift).abs() <= GIVE)
    }

    /// Whether two records may be of one time.
    pub(super) fn fit(&self, one: &Neutral, other: &Neutral) -> bool {
        one.minute == NO_TIME
            || other.minute == NO_TIME
            || self.allows(one.minute, other.minute - one.minute)
    }
}

/// Day by day the shift that most texts of it show; days of one shift in a row are one.
fn stretches(seen: &[(i64, i64)], main: i64) -> Vec<Stretch> {
    let mut days: BTreeMap<i64, BTreeMap<i64, usize>> = BTreeMap::new();
    for (one, other) in seen {
        let shift = other - one;
        // A minute more or less is no other clock.
        let shift = if (shift - main).abs() <= GIVE {
            main
        } else {
            shift
        };
        *days
            .entry(one.div_euclid(DAY))
            .or_default()
            .entry(shift)
            .or_default() += 1;
    }
    let mut found: Vec<Stretch> = Vec::new();
    for (day, counts) in days {
        let is_clock = |shift: i64| {
            let apart = (shift - main).abs();
            shift == main || apart % STEP == 0 && apart <= MOST
        };
        let most = counts.iter().filter(|(shift, _)| is_clock(**shift));
        let Some((shift, n)) = most.max_by_key(|(shift, n)| (**n, **shift == main)) else {
            continue;
        };
        match found.last_mut() {
            Some(last) if last.shift == *shift => {
                last.to = day;
                last.n += n;
            }
            _other => found.push(Stretch {
                from: day,
                to: day,
                shift: *shift,
                n: *n,
            }),
        }
    }
    found
}

/// Stretches that may be true, each as far as the next one lets it, in minutes.
fn joined(mut days: Vec<Stretch>, main: i64) -> Vec<Stretch> {
    // What is left out lets its neighbours grow, so the shortest is looked at first.
    while let Some(place) = least_likely(&days, main) {
        days.remove(place);
        let same = |days: &[Stretch]| {
            let (one, next) = (days.get(place.checked_sub(1)?)?, days.get(place)?);
            (one.shift == next.shift).then_some((next.to, next.n))
        };
        if let Some((to, n)) = same(&days) {
            days.remove(place);
            if let Some(one) = place.checked_sub(1).and_then(|before| days.get_mut(before)) {
                one.to = to;
                one.n += n;
            }
        }
    }
    let reach: Vec<Stretch> = days
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let (from, to) = reach(&days, place);
            Stretch {
                from: from.map_or(i64::MIN, |day| day * DAY),
                to: to.map_or(i64::MAX, |day| (day + 1) * DAY - 1),
                ..*one
            }
        })
        .collect();
    reach
}

/// From the last day of the stretch before to the first day of the next; `None`: without end.
fn reach(days: &[Stretch], place: usize) -> (Option<i64>, Option<i64>) {
    let before = place.checked_sub(1).and_then(|at| days.get(at));
    (
        before.map(|one| one.to),
        days.get(place + 1).map(|one| one.from),
    )
}

/// The shortest stretch that is no true one: seen too seldom, or over before zones change again.
fn least_likely(days: &[Stretch], main: i64) -> Option<usize> {
    let is_wrong = |place: usize, one: &Stretch| {
        let (from, to) = reach(days, place);
        let is_short = from.zip(to).is_some_and(|(from, to)| to - from < LASTS);
        one.shift != main && (one.n < SEEN || is_short)
    };
    let mut wrong = days
        .iter()
        .enumerate()
        .filter(|(place, one)| is_wrong(*place, one))
        .collect::<Vec<_>>();
    wrong.sort_by_key(|(place, one)| (one.n, *place));
    wrong.first().map(|(place, _)| *place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(days: std::ops::Range<i64>, shift: i64) -> Vec<(i64, i64)> {
        days.flat_map(|day| (0..4).map(move |n| (day * DAY + 600 + n, day * DAY + 600 + n + shift)))
            .collect()
    }

    #[test]
    fn zones_apart_for_weeks_are_a_shift_and_days_are_none() {
        let weeks = [seen(0..30, 60), seen(30..44, 0), seen(44..90, 60)].concat();
        let shifts = Shifts::of(&weeks);
        assert_eq!(shifts.all, [60, 0]);
        assert!(shifts.allows(31 * DAY, 0) && !shifts.allows(31 * DAY, 60));
        assert!(shifts.allows(20 * DAY, 61) && !shifts.allows(20 * DAY, 0));
        for (days, by) in [(30..32, 60), (30..44, 20), (30..44, 240)] {
            let some = [
                seen(0..days.start, 0),
                seen(days.clone(), by),
                seen(days.end..90, 0),
            ]
            .concat();
            let shifts = Shifts::of(&some);
            assert_eq!(shifts.all, [0], "{days:?} by {by}");
            assert!(!shifts.allows(31 * DAY, by));
        }
        assert!(Shifts::of(&[]).allows(0, 1) && !Shifts::of(&[]).allows(0, 2));
    }
}
