//! The redacted places of a package, and those that a second person looks at: drawn by what follows
//! from the digest of the package, so that nobody can choose them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Redactions;
use crate::engine::case::{Case, ThreadId};
use crate::engine::digest::sha256_hex;
use crate::engine::thread::RecordId;

/// At least so many places are looked at, or all there are.
const LEAST: usize = 50;
/// At least one in so many is.
const ONE_IN: usize = 10;

/// A place that a decision covers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DrawnPlace {
    /// The record: for a title the first one, for a name the first that carries it. `None` for a
    /// file that no record names.
    pub at: Option<(ThreadId, RecordId)>,
    /// The decision.
    pub decision: String,
}

/// What a second person looks at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Drawn {
    /// How many places there are.
    pub n_places: u32,
    /// Those that were drawn, in document order.
    pub places: Vec<DrawnPlace>,
}

impl Redactions {
    /// The tenth part of the places in these threads, at least fifty. A place is a decision and a
    /// record: however often something is withheld in one message, the message is looked at once.
    ///
    /// Cost: a digest for each place.
    pub fn drawn(&self, case: &Case, threads: &[ThreadId], package_sha256: &str) -> Drawn {
        let all = self.all_places(case, threads);
        let n = all.len().div_ceil(ONE_IN).max(LEAST).min(all.len());
        let rank = |place: &DrawnPlace| {
            let (thread, record) = place.at.map_or((0, 0), |(t, r)| (t.0 + 1, r.0 + 1));
            let decision = &place.decision;
            sha256_hex(format!("{package_sha256} {decision} {thread} {record}").as_bytes())
        };
        let n_places = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let mut ranked: Vec<(String, DrawnPlace)> =
            all.into_iter().map(|place| (rank(&place), place)).collect();
        ranked.sort_unstable();
        let drawn: BTreeSet<DrawnPlace> = ranked.into_iter().take(n).map(|(_, at)| at).collect();
        Drawn {
            n_places,
            places: drawn.into_iter().collect(),
        }
    }

    fn all_places(&self, case: &Case, threads: &[ThreadId]) -> BTreeSet<DrawnPlace> {
        let id_of = |number: usize| Some(self.decisions.get(number)?.decision.id.0.clone());
        let mut found = BTreeSet::new();
        let mut is_seen = vec![false; self.decisions.len()];
        for thread in threads {
            for (number, record) in self.places_in(case, *thread) {
                if let Some(seen) = is_seen.get_mut(number as usize) {
                    *seen = true;
                }
                found.extend(id_of(number as usize).map(|decision| DrawnPlace {
                    at: Some((*thread, record)),
                    decision,
                }));
            }
        }
        // Files that no record names, and what stands in threads that stay behind.
        let elsewhere = self
            .decisions
            .iter()
            .zip(is_seen)
            .filter(|(standing, seen)| !seen && standing.n_places > 0 && standing.first.is_none());
        found.extend(elsewhere.map(|(standing, _)| DrawnPlace {
            at: None,
            decision: standing.decision.id.0.clone(),
        }));
        found
    }

    /// Each decision with each record of a thread in which it withholds something.
    fn places_in(&self, case: &Case, thread: ThreadId) -> BTreeSet<(u32, RecordId)> {
        let mut found = BTreeSet::new();
        let (Some(cuts), Some((source, opened))) = (self.cuts(thread), self.opened(case, thread))
        else {
            return found;
        };
        let first = RecordId(0);
        let title = cuts.made_title.as_ref().map(|title| &title.cuts);
        let title = title.unwrap_or(&cuts.title).iter();
        found.extend(title.map(|cut| (cut.decision, first)));
        found.extend(
            cuts.clock
                .iter()
                .flat_map(|clock| clock.by())
                .map(|by| (by, first)),
        );
        for (who, cuts) in &cuts.names {
            let about = opened.participants.get(who.0 as usize);
            let at = about.map_or(first, |about| about.first_record);
            found.extend(cuts.iter().map(|cut| (cut.decision, at)));
        }
        found.extend(cuts.bodies.iter().map(|(at, cut)| (cut.decision, *at)));
        for (at, by) in &cuts.whole {
            found.extend(by.iter().map(|by| (*by, *at)));
        }
        for (by, runs) in &cuts.outside {
            let records = runs.iter().flat_map(|(first, end)| *first..*end);
            found.extend(records.map(|at| (*by, RecordId(at))));
        }
        for named in &opened.attachments {
            let by = [&self.entries, &self.edits, &self.entry_names].into_iter();
            let by = by.filter_map(|map| map.get(&(source, named.entry?)));
            found.extend(by.flatten().map(|by| (*by, named.record)));
        }
        found
    }
}
