//! Hits that share bytes: the longest counts, the others are kept beside it.

use std::collections::BTreeMap;

use super::body::Candidate;
use super::catalogue::Detector;

/// A hit that counts, and what else the same bytes could be.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    /// The hit.
    pub(super) hit: Candidate,
    /// Others inside it, each detector once, with their scores.
    pub(super) also: Vec<(Detector, u8)>,
}

/// Longest first; of equal ones the higher score, then the earlier in the catalogue. In the order of
/// the text.
pub(super) fn settle(candidates: &mut Vec<Candidate>) -> Vec<Settled> {
    candidates.sort_by(|a, b| {
        b.span
            .len
            .cmp(&a.span.len)
            .then(b.score.points().cmp(&a.score.points()))
            .then(a.detector.cmp(&b.detector))
            .then(a.span.start.cmp(&b.span.start))
    });
    // What counts so far, by where it starts; none of them overlap.
    let mut settled: BTreeMap<u32, Settled> = BTreeMap::new();
    for hit in candidates.drain(..) {
        // The last one that begins before the hit ends is the only one that can reach into it from
        // the right; nothing that counts is shorter than the hit, so none lies inside it.
        let winner = settled
            .range_mut(..hit.span.end())
            .next_back()
            .map(|(_, winner)| winner)
            .filter(|winner| winner.hit.span.overlaps(hit.span));
        match winner {
            Some(winner) => {
                let is_new = winner.hit.detector != hit.detector
                    && winner.also.iter().all(|(known, _)| *known != hit.detector);
                if is_new {
                    winner.also.push((hit.detector, hit.score.points()));
                }
            }
            None => {
                let also = Vec::new();
                settled.insert(hit.span.start, Settled { hit, also });
            }
        }
    }
    settled.into_values().collect()
}
