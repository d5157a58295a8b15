//! What became of everything that the detectors propose, without a page: as the list counts it.

use super::protocol::Counts;
use super::queue::Queue;
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::detect::{DetectJob, Detected, PROPOSE};

/// Counts what `job` found, once it is done.
///
/// Cost: that of resolving the log against the case.
pub fn count(case: &Case, log: &DecisionLog, job: DetectJob, found: Detected) -> Counts {
    let mut queue = Queue::new(job, found.proposals, PROPOSE);
    queue.follow(case, log);
    queue.counts()
}
