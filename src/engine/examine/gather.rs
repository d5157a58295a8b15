//! The places of many proposals at once, for one decision about all of them.

use std::collections::BTreeMap;

use crate::engine::case::Case;
use crate::engine::decision::{SpanPlace, TextSpots};
use crate::engine::detect::{At, Detector, Proposal};

use super::context::{hit_of, name_spot};
use super::protocol::{Gather, Gathered};
use super::queue::Queue;

impl Queue {
    /// What is still to be decided of what is asked for, by kind.
    pub(super) fn gather(&self, case: &Case, what: &Gather) -> Vec<Gathered> {
        let mut kinds: BTreeMap<Detector, Vec<&Proposal>> = BTreeMap::new();
        for proposal in self.meant(case, what) {
            kinds.entry(proposal.detector).or_default().push(proposal);
        }
        kinds
            .into_iter()
            .map(|(detector, proposals)| gathered(case, detector, &proposals))
            .collect()
    }

    fn meant(&self, case: &Case, what: &Gather) -> Vec<&Proposal> {
        match what {
            Gather::Kind { detector, least } => self
                .open_ones(&|proposal| proposal.detector == *detector && proposal.points >= *least),
            Gather::Value { number } => {
                let Some(like) = self.items.get(*number as usize) else {
                    return Vec::new();
                };
                let (detector, words) = (like.proposal.detector, hit_of(case, &like.proposal.at));
                self.open_ones(&|proposal| {
                    proposal.detector == detector && hit_of(case, &proposal.at) == words
                })
            }
            Gather::Listed => self
                .listing
                .numbers()
                .iter()
                .filter_map(|number| self.items.get(*number as usize))
                .filter(|item| item.is_open())
                .map(|item| &item.proposal)
                .collect(),
        }
    }

    fn open_ones(&self, is_meant: &dyn Fn(&Proposal) -> bool) -> Vec<&Proposal> {
        self.items
            .iter()
            .filter(|item| item.is_open() && is_meant(&item.proposal))
            .map(|item| &item.proposal)
            .collect()
    }
}

fn gathered(case: &Case, detector: Detector, proposals: &[&Proposal]) -> Gathered {
    let in_bodies = proposals.iter().filter_map(|proposal| match proposal.at {
        At::Body(thread, record, span) => Some((thread, record, span, proposal.goes_on)),
        At::Title(..) | At::Name(..) | At::EntryName(..) => None,
    });
    let mut places = Vec::new();
    for (thread, record, span, goes_on) in in_bodies {
        let parts = [Some((record, span)), goes_on];
        for (record, span) in parts.into_iter().flatten() {
            if let Some(target) = case.place(thread, record) {
                places.push(SpanPlace { target, span });
            }
        }
    }
    let names = proposals.iter().filter_map(|one| name_spot(case, &one.at));
    Gathered {
        detector,
        texts: TextSpots::grouped(places),
        names: names.collect(),
        n_proposals: proposals.len() as u32,
    }
}
