//! Looking at a finished package: whoever decided looks at values that stand in visible text, a second
//! person at redacted places drawn by chance, and says so under a name of their own. What they say is
//! a decision; the package stays as it is.

use crate::engine::decision::DecisionKind;
use crate::engine::session::protocol::{BuildOutcome, RedactionRow, RowsFor};
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;
use crate::say;

use super::effect::Effect;
use super::packaging::PackagePhase;
use super::reading;
use super::sources::log_changed;
use super::state::{Area, State};
use crate::engine::case::ThreadId;

/// So many of the drawn places are listed at once.
pub const AT_ONCE: usize = 50;

/// A drawn place, as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn<'a> {
    /// The number of the redaction in the list, from 1, and the redaction; `None` when the list does
    /// not hold it any more.
    pub redaction: Option<(usize, &'a RedactionRow)>,
    /// Where it is; `None` for a file that no message names.
    pub at: Option<(ThreadId, RecordId)>,
}

/// The pages of the list of drawn places.
pub fn n_pages(outcome: &BuildOutcome) -> usize {
    outcome.kept.drawn.places.len().div_ceil(AT_ONCE)
}

/// A page of the drawn places, from 0.
pub fn drawn<'a>(
    redactions: &'a [RedactionRow],
    outcome: &BuildOutcome,
    page: usize,
) -> Vec<Drawn<'a>> {
    let places = outcome.kept.drawn.places.iter();
    let redaction = |id: &str| (1..).zip(redactions).find(|(_, row)| row.decision == id);
    places
        .skip(page * AT_ONCE)
        .take(AT_ONCE)
        .map(|place| Drawn {
            redaction: redaction(&place.decision),
            at: place.at,
        })
        .collect()
}

/// What speaks against that name, if anything.
pub fn name_error(state: &State, name: &str) -> Option<String> {
    let plain = |name: &str| name.trim().to_lowercase();
    if plain(name).is_empty() {
        return Some(say::type_the_name_of_whoever_looked().to_owned());
    }
    let decided = state.log.standing_redactions();
    let mut deciders = decided.iter().map(|decision| plain(&decision.by));
    let is_own = state.log.by().is_some_and(|by| plain(by) == plain(name));
    (is_own || deciders.any(|by| by == plain(name)))
        .then(|| say::trim_decided_what_is_withheld_here_it(name.trim()))
}

/// "I looked at each of these" was pressed.
pub(super) fn checked(state: &mut State, now: &Instant, name: &str) -> Vec<Effect> {
    if name_error(state, name).is_some() {
        return Vec::new();
    }
    let PackagePhase::Built {
        outcome, checked, ..
    } = &mut state.package
    else {
        return Vec::new();
    };
    if outcome.blocked || checked.is_some() || outcome.kept.drawn.places.is_empty() {
        return Vec::new();
    }
    let name = name.trim().to_owned();
    *checked = Some(name.clone());
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let kind = DecisionKind::Checked {
        package_sha256: outcome.sha256.clone(),
        n_looked_at: count(outcome.kept.drawn.places.len()),
        n_redactions: outcome.kept.drawn.n_places,
    };
    state.log.decide_as(&name, now, kind);
    log_changed(state, now)
}

/// Whoever decided looked at every place where a withheld value stands in visible text.
pub(super) fn looked(state: &mut State, now: &Instant) -> Vec<Effect> {
    let PackagePhase::Built {
        outcome, looked, ..
    } = &mut state.package
    else {
        return Vec::new();
    };
    if *looked || outcome.blocked || outcome.leaks.visible.is_empty() {
        return Vec::new();
    }
    *looked = true;
    let n_places = u32::try_from(outcome.leaks.visible.len()).unwrap_or(u32::MAX);
    let kind = DecisionKind::Justified {
        package_sha256: outcome.sha256.clone(),
        n_places,
    };
    state.log.decide(now, kind);
    log_changed(state, now)
}

/// A redaction of the sample shall be looked at, as the recipient sees it.
pub(super) fn shown(state: &mut State, thread: ThreadId, record: RecordId) -> Vec<Effect> {
    let mut effects = reading::recipient_view(state, true);
    state.area = Area::Read;
    effects.extend(reading::go_to(state, thread, record, true));
    if let Some(at) = &mut state.reading {
        at.view = RowsFor::Recipient;
    }
    effects
}
