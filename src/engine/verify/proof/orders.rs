//! In which order day, month and year were read. Stamps that are written alike are read alike: a
//! date that is read in another order than its neighbours was moved.

use std::collections::BTreeMap;

use crate::engine::verify::reading::{dated, day_elsewhere, day_number, half_word, is_year};
use crate::engine::verify::words::{Fact, fact};

/// Dates that show an order without doubt, before a second order in stamps written alike counts: two
/// texts were joined then.
const JOINED: u32 = 2;

/// Day first, month first, year first.
const ORDERS: [[usize; 3]; 3] = [[2, 1, 0], [2, 0, 1], [0, 1, 2]];

/// The orders that the records of a thread were read in.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// By the form of the stamp.
    read: BTreeMap<Fact, Form>,
    /// For each order, how many dates cannot be read otherwise.
    n_proven: [u32; 3],
}

/// How stamps of one form were read, by order.
#[derive(Debug, Default)]
struct Form {
    /// The first and the last record that was read so and can be read in no other.
    runs: [Option<(u32, u32)>; 3],
    /// How many dates cannot be read otherwise.
    n_proven: [u32; 3],
}

/// What somebody chose, as places in [`ORDERS`].
pub(super) struct Chosen<'c> {
    /// With the form of the stamps that the choice is about.
    pub(super) of_form: &'c [(Fact, usize)],
    /// Choices about stamps of which no form is shown.
    pub(super) of_any: &'c [usize],
}

/// A stamp without its numbers, so that stamps written alike are equal, in both halves of the day.
pub(super) fn form_of(stamp: &str) -> Fact {
    let mut form = String::new();
    let mut open = 0;
    let half_at = half_word(stamp);
    for (at, c) in stamp.char_indices() {
        if c.is_numeric() {
            open += 1;
            // A year of four digits is no day.
            if open == 1 || open == 3 {
                form.push(if c.is_ascii() { '0' } else { '1' });
            }
        } else {
            open = 0;
            form.push(match (half_at == Some(at), c) {
                (true, 'a' | 'p') => 'x',
                (true, 'A' | 'P') => 'X',
                _other => c,
            });
        }
    }
    fact(&[&form])
}

impl Orders {
    /// Notes that a stamp of that form was read as `at`.
    pub(super) fn note(&mut self, form: Fact, i: u32, at: &str, stamp: &str) {
        let (read, stands) = (dated(at), dated(stamp));
        let [year, month, day, ..] = read.as_slice() else {
            return;
        };
        let wanted = [*year, *month, *day];
        // The date stands before the time, or behind it. Where both could be it (`01/01/2024, 01:01`),
        // nothing is shown.
        let dates = [stands.first_chunk::<3>(), stands.last_chunk::<3>()];
        let fits = dates.map(|date| date.map_or([false; 3], |date| orders_of(wanted, *date)));
        let at = match fits.map(|fits| fits.contains(&true)) {
            [true, true] if fits[0] != fits[1] => return,
            [true, _] => 0,
            [false, _] => 1,
        };
        let (Some(order), Some(date)) = (only(fits[at]), dates[at].copied()) else {
            return;
        };
        let read = self.read.entry(form).or_default();
        let can = ORDERS.map(|order| {
            let [_, month, day] = order.map(|at| field(date, at));
            (1..=12).contains(&month) && (1..=31).contains(&day)
        });
        if only(can) == Some(order) {
            for n_proven in [&mut self.n_proven, &mut read.n_proven] {
                n_proven[order] += 1;
            }
        }
        let first = read.runs[order].map_or(i, |(first, _)| first);
        read.runs[order] = Some((first, i));
    }

    /// Two records whose stamps are written alike and were read in two orders, though nothing shows
    /// that two texts were joined; or one, twice, that was not read as somebody chose.
    pub(super) fn conflict(&self, chosen: &Chosen<'_>) -> Option<(u32, u32)> {
        self.read.iter().find_map(|(form, read)| {
            let own = chosen.of_form.iter().filter(|(of, _)| of == form);
            let own: Vec<usize> = own.map(|(_, order)| *order).collect();
            self.conflict_in(read, &own, chosen.of_any)
        })
    }

    fn conflict_in(&self, read: &Form, own: &[usize], of_any: &[usize]) -> Option<(u32, u32)> {
        let found: Vec<(usize, (u32, u32))> = (0..)
            .zip(read.runs)
            .filter_map(|(order, run)| Some((order, run?)))
            .collect();
        if !own.is_empty() {
            let is_proven = |order: &usize| read.n_proven.get(*order).is_some_and(|n| *n >= JOINED);
            let other = |(order, _): &&(usize, _)| !own.contains(order) && !is_proven(order);
            if let Some((_, (first, last))) = found.iter().find(other) {
                return Some((*first, *last));
            }
        }
        let (one, other) = match found.as_slice() {
            [] | [_] => return None,
            [one, other, ..] => (one, other),
        };
        let apart = one.1.1 < other.1.0 || other.1.1 < one.1.0;
        let joined = found.iter().all(|(order, _)| {
            let is_proven = self.n_proven.get(*order).is_some_and(|n| *n >= JOINED);
            is_proven || own.contains(order) || of_any.contains(order)
        });
        let all_chosen = found.iter().all(|(order, _)| own.contains(order));
        let fine = all_chosen || (found.len() == 2 && apart && joined);
        (!fine).then_some((one.1.0.min(other.1.0), one.1.0.max(other.1.0)))
    }
}

/// The orders in which a date reads as that year, month and day.
fn orders_of(wanted: [u32; 3], date: [u32; 3]) -> [bool; 3] {
    let [year, month, day] = wanted;
    ORDERS.map(|order| {
        let read = order.map(|at| field(date, at));
        let is_same = is_year(read[0], year) && read[1] == month && read[2] == day;
        is_same || day_elsewhere(read) == Some(day_number(wanted))
    })
}

fn field(date: [u32; 3], at: usize) -> u32 {
    date.get(at).copied().unwrap_or(0)
}

/// The only one that is so.
fn only(fits: [bool; 3]) -> Option<usize> {
    let mut all = (0..).zip(fits).filter(|(_, fits)| *fits);
    match (all.next(), all.next()) {
        (Some((order, _)), None) => Some(order),
        _none_or_more => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(records: &[(&str, &str)]) -> Option<(u32, u32)> {
        chosen(records, &[], &[])
    }

    /// With choices about the stamps of records, and about stamps that are not shown.
    fn chosen(
        records: &[(&str, &str)],
        of_form: &[(usize, usize)],
        of_any: &[usize],
    ) -> Option<(u32, u32)> {
        let mut orders = Orders::default();
        for (i, (at, stamp)) in (1..).zip(records) {
            orders.note(form_of(stamp), i, at, stamp);
        }
        let form = |(record, order): &(usize, usize)| (form_of(records[*record].1), *order);
        let of_form: Vec<(Fact, usize)> = of_form.iter().map(form).collect();
        let of_form = &of_form;
        orders.conflict(&Chosen { of_form, of_any })
    }

    #[test]
    fn what_somebody_chose_is_what_was_read() {
        let month_first = [
            ("2024-01-02T09:15", "01/02/2024, 9:15 AM"),
            ("2024-01-03T21:15", "01/03/2024, 9:15 PM"),
        ];
        assert_eq!(chosen(&month_first, &[(0, 1)], &[]), None);
        assert_eq!(chosen(&month_first, &[(0, 0)], &[]), Some((1, 2)));
        let mut moved = month_first;
        moved[1].0 = "2024-03-01T21:15";
        assert_eq!(chosen(&moved, &[(0, 1)], &[]), Some((2, 2)));
        assert_eq!(chosen(&moved, &[], &[1]), Some((1, 2)));
        // A part whose own dates show another order was joined.
        let joined = [
            month_first[0],
            ("2024-03-13T09:15", "13/03/2024, 9:15 AM"),
            ("2024-03-14T09:15", "14/03/2024, 9:15 AM"),
        ];
        assert_eq!(chosen(&joined, &[(0, 1)], &[]), None);
        assert_eq!(chosen(&joined, &[], &[1]), None);
        assert_eq!(chosen(&joined[..2], &[(0, 1)], &[]), Some((2, 2)));
    }

    #[test]
    fn dates_of_other_calendars_and_behind_the_time_have_an_order() {
        for (moved, stands) in [
            (
                "2023-05-12T21:05",
                ["5/12/2566, 21:05", "13/12/2566, 21:05"],
            ),
            ("2023-05-12T21:05", ["5/12/R5, 21:05", "13/12/R5, 21:05"]),
            (
                "2023-05-12T21:05",
                ["21:05, 05/12/2023", "21:05, 13/12/2023"],
            ),
        ] {
            let right = ("2023-12-13T21:05", stands[1]);
            assert_eq!(conflict(&[("2023-12-05T21:05", stands[0]), right]), None);
            assert_eq!(conflict(&[(moved, stands[0]), right]), Some((1, 2)));
        }
        // 5 Esfand 1402, and 12 Mordad.
        let right = ("2024-03-03T21:05", "13/12/1402, 21:05");
        let stamp = "5/12/1402, 21:05";
        assert_eq!(conflict(&[("2024-02-24T21:05", stamp), right]), None);
        assert_eq!(
            conflict(&[("2023-08-03T21:05", stamp), right]),
            Some((1, 2))
        );
    }

    #[test]
    fn stamps_written_alike_are_read_alike() {
        let day_first = [
            ("2024-02-01T09:15", "01/02/2024, 09:15"),
            ("2024-02-02T09:15", "02/02/2024, 09:15"),
            ("2024-02-13T09:15", "13/02/2024, 09:15"),
            ("2024-03-14T09:15", "14/03/2024, 09:15"),
        ];
        assert_eq!(conflict(&day_first), None);
        let mut moved = day_first;
        moved[0].0 = "2024-01-02T09:15";
        assert_eq!(conflict(&moved), Some((1, 3)));
        // Written in another way, it is another text's.
        moved[0].1 = "01.02.2024, 09:15";
        assert_eq!(conflict(&moved), None);
        let joined = [
            ("2024-04-13T09:15", "04/13/2024, 09:15"),
            ("2024-04-14T09:15", "04/14/2024, 09:15"),
            ("2024-04-05T09:15", "04/05/2024, 09:15"),
        ];
        let all: Vec<(&str, &str)> = day_first.into_iter().chain(joined).collect();
        assert_eq!(conflict(&all), None);
        assert_eq!(conflict(&all[..5]), Some((1, 5)), "one proof is none");
    }
}
