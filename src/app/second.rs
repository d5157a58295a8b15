//! Looking at a finished package: whoever decided looks at values that stand in visible text, a second
//! person at redactions drawn by chance, and says so under a name of their own. What they say is a
//! decision; the package stays as it is.

use crate::engine::decision::DecisionKind;
use crate::engine::digest::sha256_hex;
use crate::engine::session::protocol::{RedactionRow, RowsFor};
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;
use crate::say;

use super::effect::Effect;
use super::packaging::PackagePhase;
use super::reading;
use super::sources::log_changed;
use super::state::{Area, State};
use crate::engine::case::ThreadId;

/// At least so many redactions are looked at, or all there are.
const LEAST: usize = 50;
/// At least one in so many is.
const ONE_IN: usize = 10;

/// The redactions to be looked at, with their numbers in the list, from 1: the tenth part, at least
/// fifty, drawn by what follows from the digest of the package, so that nobody can choose them.
pub fn sample<'a>(
    redactions: &'a [RedactionRow],
    package_sha256: &str,
) -> Vec<(usize, &'a RedactionRow)> {
    let n = redactions
        .len()
        .div_ceil(ONE_IN)
        .max(LEAST)
        .min(redactions.len());
    let drawn =
        |row: &RedactionRow| sha256_hex(format!("{package_sha256} {}", row.decision).as_bytes());
    let mut all: Vec<(usize, &RedactionRow)> = (1..).zip(redactions).collect();
    all.sort_by_cached_key(|(_, row)| drawn(row));
    all.truncate(n);
    all.sort_by_key(|(number, _)| *number);
    all
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
    if outcome.blocked || checked.is_some() || state.redactions.is_empty() {
        return Vec::new();
    }
    let name = name.trim().to_owned();
    *checked = Some(name.clone());
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let kind = DecisionKind::Checked {
        package_sha256: outcome.sha256.clone(),
        n_looked_at: count(sample(&state.redactions, &outcome.sha256).len()),
        n_redactions: count(state.redactions.len()),
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
