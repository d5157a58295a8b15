//! What a person looked at and rejected, as values.

use std::collections::BTreeSet;

use crate::engine::case::Case;
use crate::engine::decision::{DecisionKind, DecisionLog, TextSpots};
use crate::engine::detect::{At, Detector, TextDetector};
use crate::engine::examine::context::{at_of, hit_of};

/// Values that were rejected, each as one kind of thing.
#[derive(Default)]
pub(super) struct Known(BTreeSet<(Detector, Vec<u8>)>);

impl Known {
    /// Of the decisions that stand.
    pub(super) fn of(case: &Case, log: &DecisionLog, detector: &mut TextDetector) -> Known {
        let mut known = Known::default();
        for decision in log.standing() {
            let DecisionKind::Reject { rule, texts, names } = &decision.kind else {
                continue;
            };
            let Some(kind) = Detector::from_id(rule) else {
                continue;
            };
            let bodies = texts.iter().flat_map(TextSpots::places);
            let bodies = bodies.filter_map(|place| {
                let (thread, record) = case.locate(&place.target)?;
                Some(At::Body(thread, record, place.span))
            });
            let names = names.iter().filter_map(|spot| at_of(case, spot));
            for at in bodies.chain(names) {
                let value = detector.folded(hit_of(case, &at));
                known.0.insert((kind, value));
            }
        }
        known
    }

    /// Whether that value was rejected as that kind of thing.
    pub(super) fn has(&self, detector: Detector, folded: &[u8]) -> bool {
        self.0.contains(&(detector, folded.to_vec()))
    }
}
