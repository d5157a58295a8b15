//! Puts together what belongs together.

use crate::engine::case::ThreadId;
use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, NO_TIME};

/// What is told within one finding. Units: seconds.
const DAY: i64 = 86_400;

/// Puts together what belongs together: who asks to delete, and what was deleted or switched within a
/// day of it.
pub(in crate::engine::compliance) fn join(ground: &Ground, drafts: &mut Drafts) {
    let time_of = |draft: &Draft| {
        let at = draft.places.first()?;
        ground
            .thread(at.thread)?
            .time(at.record)
            .filter(|time| *time != NO_TIME)
    };
    let mut asks: Vec<(usize, ThreadId, i64)> = Vec::new();
    for (place, draft) in drafts.list.iter().enumerate() {
        if let (Code::O005, Some(thread), Some(time)) = (draft.code, draft.thread, time_of(draft)) {
            asks.push((place, thread, time));
        }
    }
    if asks.is_empty() {
        return;
    }
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (place, draft) in drafts.list.iter().enumerate() {
        if !matches!(draft.code, Code::I001 | Code::I003) {
            continue;
        }
        let Some(time) = time_of(draft) else {
            continue;
        };
        let near = asks
            .iter()
            .filter(|(_, thread, at)| Some(*thread) == draft.thread && (time - at).abs() <= DAY)
            .min_by_key(|(_, _, at)| (time - at).abs());
        if let Some((ask, ..)) = near {
            joined.push((*ask, place));
        }
    }
    let mut gone = vec![false; drafts.list.len()];
    for (ask, other) in joined {
        let Some(told) = drafts.list.get(other).cloned() else {
            continue;
        };
        if let Some(ask) = drafts.list.get_mut(ask) {
            ask.severity = Severity::High;
            ask.places.extend(told.places.iter().copied());
            ask.why.push_str(&format!(
                "; within a day of it ({}): {}",
                told.code.id(),
                told.why
            ));
            // What disappeared is gone, whoever tells it.
            ask.trigger.extend(told.trigger.iter().cloned());
            if !ask.joined.contains(&told.code) {
                ask.joined.push(told.code);
            }
        }
        if let Some(gone) = gone.get_mut(other) {
            *gone = true;
        }
    }
    let mut place = 0;
    drafts.list.retain(|_| {
        place += 1;
        !gone.get(place - 1).copied().unwrap_or(false)
    });
}
