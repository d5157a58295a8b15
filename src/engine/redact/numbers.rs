//! Numbers of pseudonyms. What an earlier build wrote down stays; whoever has none gets the next free
//! one, in the order in which people are first seen. A number that was given once is never given to
//! anybody else.

use std::collections::BTreeMap;

use super::Redactions;
use super::pseudonyms::number_of;
use super::view::View;
use super::who::bare;
use crate::engine::decision::{DecisionKind, DecisionLog, Numbered};
use crate::engine::place::MessagePlace;
use crate::engine::thread::RecordId;

/// Somebody: a telephone number, or a name in one source. The same name in two sources may be two
/// people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    Number(String),
    Name(u32, String),
}

/// The numbers that are taken.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    of: BTreeMap<Identity, u32>,
    last: u32,
}

impl Numbers {
    /// What earlier builds wrote down. Of two that gave one number to two people, or two to one, the
    /// earlier counts.
    pub(super) fn kept(view: &View<'_>, log: &DecisionLog) -> Numbers {
        let mut numbers = Numbers::default();
        let mut given: BTreeMap<u32, Option<Identity>> = BTreeMap::new();
        for Numbered { target, number } in log.numbered() {
            let who = identities(view, target).into_iter().next();
            numbers.last = numbers.last.max(*number);
            let first = given.entry(*number).or_insert_with(|| who.clone());
            if let Some(who) = who
                && first.as_ref() == Some(&who)
            {
                numbers.of.entry(who).or_insert(*number);
            }
        }
        numbers
    }

    /// The number of somebody with these identities; the next one when they have none.
    pub(super) fn number(&mut self, who: &[Identity]) -> u32 {
        let known = who.iter().find_map(|one| self.of.get(one)).copied();
        let number = known.unwrap_or_else(|| {
            self.last = self.last.saturating_add(1);
            self.last
        });
        for one in who {
            self.of.entry(one.clone()).or_insert(number);
        }
        number
    }
}

/// Whoever sent the messages at that place.
pub(super) fn identities(view: &View<'_>, target: &MessagePlace) -> Vec<Identity> {
    let mut found = Vec::new();
    for (_, at) in view.threads_of(&target.source, target.entry) {
        for record in super::places::records(at.thread, target).map(RecordId) {
            let who = at.thread.record(record).and_then(|r| r.participant);
            let who = who.and_then(|who| at.thread.participants.get(who.0 as usize));
            found.extend(who.map(|who| identity(at.source, &who.name)));
        }
    }
    found
}

fn identity(source: u32, name: &str) -> Identity {
    match number_of(bare(name)) {
        Some(digits) => Identity::Number(digits),
        None => Identity::Name(source, name.to_owned()),
    }
}

impl Redactions {
    /// Who has which pseudonym, for the next build; in the order of the numbers.
    pub fn numbered(&self) -> Vec<Numbered> {
        let mut given: BTreeMap<u32, Numbered> = BTreeMap::new();
        for (decision, (number, _)) in &self.labels {
            let standing = self.decisions.get(*decision);
            if let Some(DecisionKind::Participant { target, .. }) =
                standing.map(|standing| &standing.decision.kind)
            {
                given.entry(*number).or_insert_with(|| Numbered {
                    target: target.clone(),
                    number: *number,
                });
            }
        }
        given.into_values().collect()
    }
}
