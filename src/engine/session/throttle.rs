//! Which progress is worth telling: without a clock, by how much was done since it was last told.

use crate::engine::job::Progress;

/// At least so much goes by between two reports. Units: as the job counts, usually bytes.
const STRIDE: u64 = 16 << 20;

/// Lets the first report through and then at most about a hundred.
#[derive(Debug, Default)]
pub(in crate::engine) struct Throttle {
    told: Option<u64>,
}

impl Throttle {
    /// Whether this is to be told. A job that starts counting anew is told at once.
    pub(in crate::engine) fn lets(&mut self, progress: Progress) -> bool {
        let stride = (progress.total / 100).max(STRIDE.min(progress.total / 10));
        let due = self
            .told
            .is_none_or(|told| progress.done < told || progress.done - told >= stride);
        if due {
            self.told = Some(progress.done);
        }
        due
    }
}
