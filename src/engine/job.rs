//! Long work in steps, so that progress can be shown and Cancel is heard between two steps.

use serde::{Deserialize, Serialize};

/// How far a job is. Units: whatever the job counts, usually bytes; only the ratio is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Done so far.
    pub done: u64,
    /// All of it; at least 1.
    pub total: u64,
}

/// What one step of a job came to.
#[derive(Debug)]
pub enum Step<T> {
    /// Call again.
    More(Progress),
    /// Finished.
    Done(T),
}

/// How much work one step does at most. Units: bytes read or written.
///
/// Large enough that the browser's cost per read does not matter (a read costs about a millisecond
/// there), small enough that Cancel feels instant.
pub const STEP_BYTES: usize = 8 << 20;

/// How much one call of an inner loop does at most. Units: bytes.
///
/// A browser translates what runs often into fast code, but puts it in force only at the next
/// call: one call over a hundred megabytes would run slowly to its end.
pub const CALL_BYTES: usize = 512 << 10;
