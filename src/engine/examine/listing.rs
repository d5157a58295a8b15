//! The list: what of the proposals is shown, and in which order. It stays as it was made, so that
//! nothing moves under the hand of whoever works through it.

use super::protocol::{From, Only, Order, Query, Shown, States};
use super::queue::{Item, Queue};
use super::rows;
use crate::engine::case::Case;

/// The list as it was made last.
#[derive(Debug, Default)]
pub(super) struct Listing {
    query: Option<Query>,
    numbers: Vec<u32>,
}

impl Listing {
    /// Numbers of proposals, in order.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.numbers
    }
}

impl Queue {
    /// The window that is asked for.
    pub(super) fn show(&mut self, case: &Case, query: &Query, from: From, n_rows: u32) -> Shown {
        if from == From::Start || self.listing.query.as_ref() != Some(query) {
            self.list(query);
        }
        let n_listed = self.listing.numbers.len() as u32;
        let at = match from {
            From::Start => self.next_to_decide(0).or(self.place(0)),
            From::At(at) => self.place(at),
            From::NextToDecide(after) => self.next_to_decide(after).or(self.place(after)),
        };
        let n_rows = n_rows.max(1);
        let first = at.unwrap_or(0) / n_rows * n_rows;
        let numbers: Vec<u32> = self
            .listing
            .numbers
            .iter()
            .skip(first as usize)
            .take(n_rows as usize)
            .copied()
            .collect();
        Shown {
            first,
            at,
            n_listed,
            rows: numbers
                .into_iter()
                .filter_map(|number| rows::row(self, case, number))
                .collect(),
            counts: self.counts(),
        }
    }

    fn list(&mut self, query: &Query) {
        let is_shown = |number: &u32| {
            let item = self.items.get(*number as usize);
            item.is_some_and(|item| shows(query, item))
        };
        // They were found in the order in which they stand.
        let mut numbers: Vec<u32> = (0..self.items.len() as u32).filter(is_shown).collect();
        if query.order == Order::Score {
            let points = |number: &u32| self.items.get(*number as usize).map(|i| i.proposal.points);
            numbers.sort_by_key(|number| std::cmp::Reverse(points(number)));
        }
        self.listing = Listing {
            query: Some(*query),
            numbers,
        };
    }

    /// This place in the list, or its last.
    fn place(&self, at: u32) -> Option<u32> {
        let last = (self.listing.numbers.len() as u32).checked_sub(1)?;
        Some(at.min(last))
    }

    /// The place in the list of the next one to be decided, from `after` on and then from the start.
    fn next_to_decide(&self, after: u32) -> Option<u32> {
        let is_open = |at: &u32| {
            let number = self.listing.numbers.get(*at as usize);
            let item = number.and_then(|number| self.items.get(*number as usize));
            item.is_some_and(Item::is_open)
        };
        let n_listed = self.listing.numbers.len() as u32;
        let after = after.min(n_listed);
        (after..n_listed).chain(0..after).find(is_open)
    }
}

fn shows(query: &Query, item: &Item) -> bool {
    let proposal = &item.proposal;
    let is_kind = match query.only {
        Only::All => true,
        Only::Family(family) => proposal.detector.family() == family,
        Only::Detector(detector) => proposal.detector == detector,
    };
    let is_state = match query.states {
        States::All => true,
        States::ToDecide => item.is_open(),
    };
    is_kind && is_state && proposal.points >= query.least
}
