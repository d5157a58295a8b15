//! Two threads side by side, without everything else.

use crate::engine::case::{Case, ThreadId};
use crate::engine::compliance::align::{Alignment, Side, align, neutral};
use crate::engine::compliance::checks;
use crate::engine::compliance::ground::{Decided, thread_ground};
use crate::engine::compliance::roster::Roster;
use crate::engine::decision::DecisionLog;

/// Puts two threads of a case side by side, whatever else is open: for measuring.
pub fn align_threads(case: &Case, a: ThreadId, b: ThreadId) -> Option<Alignment> {
    let decided = Decided::of(&DecisionLog::default());
    let roster = Roster::default();
    let one = thread_ground(case, a, &roster, &decided)?;
    let other = thread_ground(case, b, &roster, &decided)?;
    let (first, second) = (neutral(&one), neutral(&other));
    let side = |thread, records| Side { thread, records };
    Some(align(side(&one, &first), side(&other, &second), &|a, b| {
        checks::is_other_file(case, (&one, a), (&other, b))
    }))
}
