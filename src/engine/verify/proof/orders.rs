//! In which order day, month and year were read. Stamps that are written alike are read alike: a
//! date that is read in another order than its neighbours was moved.

use std::collections::BTreeMap;

use crate::engine::verify::stamp::numbers;
use crate::engine::verify::words::{Fact, fact};

/// Dates that show an order without doubt, before a second order in stamps written alike counts: two
/// texts were joined then.
const JOINED: u32 = 2;

/// Day first, month first, year first.
const ORDERS: [[usize; 3]; 3] = [[2, 1, 0], [2, 0, 1], [0, 1, 2]];

/// The orders that the records of a thread were read in.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// By the form of the stamp: for each order, the first and the last record that was read so and
    /// can be read in no other.
    read: BTreeMap<Fact, [Option<(u32, u32)>; 3]>,
    /// For each order, how many dates cannot be read otherwise.
    n_proven: [u32; 3],
}

/// A stamp without its numbers, so that stamps written alike are equal.
pub(super) fn form_of(stamp: &str) -> Fact {
    let mut form = String::new();
    let mut open = 0;
    for c in stamp.chars() {
        if c.is_numeric() {
            open += 1;
            // A year of four digits is no day.
            if open == 1 || open == 3 {
                form.push(if c.is_ascii() { '0' } else { '1' });
            }
        } else {
            open = 0;
            form.push(c);
        }
    }
    fact(&[&form])
}

impl Orders {
    /// Notes that a stamp of that form was read as `at`.
    pub(super) fn note(&mut self, form: Fact, i: u32, at: &str, stamp: &str) {
        let (read, stands) = (numbers(at), numbers(stamp));
        let ([year, month, day, ..], [a, b, c, _, ..]) = (read.as_slice(), stands.as_slice())
        else {
            return;
        };
        let date = [*a, *b, *c];
        let field = |order: [usize; 3], at: usize| date.get(order[at]).copied().unwrap_or(0);
        let is_year = |found: u32| found == *year || found + 2000 == *year;
        let fits = ORDERS.map(|order| {
            is_year(field(order, 0)) && field(order, 1) == *month && field(order, 2) == *day
        });
        let can = ORDERS.map(|order| {
            (1..=12).contains(&field(order, 1)) && (1..=31).contains(&field(order, 2))
        });
        let Some(found) = only(fits) else {
            return;
        };
        if only(can) == Some(found) {
            self.n_proven[found] += 1;
        }
        let runs = self.read.entry(form).or_default();
        let first = runs[found].map_or(i, |(first, _)| first);
        runs[found] = Some((first, i));
    }

    /// Two records whose stamps are written alike and were read in two orders, though nothing shows
    /// that two texts were joined.
    pub(super) fn conflict(&self) -> Option<(u32, u32)> {
        self.read.values().find_map(|runs| {
            let found: Vec<(usize, (u32, u32))> = runs
                .iter()
                .enumerate()
                .filter_map(|(order, run)| Some((order, (*run)?)))
                .collect();
            let (one, other) = match found.as_slice() {
                [] | [_] => return None,
                [one, other, ..] => (one, other),
            };
            let apart = one.1.1 < other.1.0 || other.1.1 < one.1.0;
            let joined = found
                .iter()
                .all(|(order, _)| self.n_proven.get(*order).is_some_and(|n| *n >= JOINED));
            let fine = found.len() == 2 && apart && joined;
            (!fine).then_some((one.1.0.min(other.1.0), one.1.0.max(other.1.0)))
        })
    }
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
        let mut orders = Orders::default();
        for (i, (at, stamp)) in (1..).zip(records) {
            orders.note(form_of(stamp), i, at, stamp);
        }
        orders.conflict()
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
