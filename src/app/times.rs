//! How times are read: the order of dates that a person chooses, and the zone that they state.
//! Nothing here changes a stamp.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::decision::{DecisionId, DecisionKind};
use crate::engine::orders::{ZoneClaim, is_zone, zone_of};
use crate::engine::session::protocol::{ShapeSummary, SourceSummary};
use crate::engine::thread::DateOrder;
use crate::engine::time::Instant;
use crate::say;

use super::effect::Effect;
use super::log_file::name_given;
use super::reading::named_now;
use super::search;
use super::sources::log_changed;
use super::state::{SourceState, State};

/// About how times are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimesAction {
    /// An order was chosen for all messages that start alike.
    OrderChosen {
        /// In which thread.
        thread: ThreadId,
        /// Which of its shapes, from 0.
        shape: usize,
        /// How their dates are read.
        order: DateOrder,
        /// The person's name, when it was asked for.
        by: Option<String>,
    },
    /// The dates are read again as the text itself shows.
    OrderTakenBack {
        /// In which thread.
        thread: ThreadId,
        /// Which of its shapes, from 0.
        shape: usize,
    },
    /// A zone was stated for the phone that made an export.
    ZoneStated {
        /// Number of the source.
        source: u32,
        /// As typed; blank takes the claim back.
        zone: String,
        /// The person's name, when it was asked for.
        by: Option<String>,
    },
}

/// About how times are read.
pub(super) fn update(state: &mut State, now: &Instant, action: TimesAction) -> Vec<Effect> {
    match action {
        TimesAction::OrderChosen {
            thread,
            shape,
            order,
            by,
        } => {
            let kind = chosen(state, thread, shape, order);
            decided(state, now, by, kind.into_iter().collect())
        }
        TimesAction::OrderTakenBack { thread, shape } => {
            let kinds = taken_back(state, thread, shape);
            decided(state, now, None, kinds)
        }
        TimesAction::ZoneStated { source, zone, by } => stated(state, now, source, &zone, by),
    }
}

fn decided(
    state: &mut State,
    now: &Instant,
    by: Option<String>,
    kinds: Vec<DecisionKind>,
) -> Vec<Effect> {
    if kinds.is_empty() {
        return Vec::new();
    }
    let mut effects = by.map_or_else(Vec::new, |name| name_given(state, &name));
    for kind in kinds {
        state.log.act(now, kind);
    }
    effects.extend(log_changed(state, now));
    effects
}

fn shape_of(
    state: &State,
    thread: ThreadId,
    shape: usize,
) -> Option<(&SourceState, &ShapeSummary)> {
    let (source, summary) = state.thread(thread)?;
    Some((source, summary.shapes.get(shape)?))
}

fn chosen(state: &State, thread: ThreadId, shape: usize, order: DateOrder) -> Option<DecisionKind> {
    let (source, shape) = shape_of(state, thread, shape)?;
    let is_so_already = shape
        .chosen
        .as_ref()
        .is_some_and(|choice| choice.order == order);
    if is_so_already || !shape.possible.contains(&order) {
        return None;
    }
    Some(DecisionKind::DateOrder {
        target: named_now(source, &shape.place),
        order,
        instead_of: shape.order,
        state: shape.state,
        evidence: shape.shown.evidence.clone(),
    })
}

/// Withdraws every choice for the shape, so that none before the last comes back.
fn taken_back(state: &State, thread: ThreadId, shape: usize) -> Vec<DecisionKind> {
    let Some((source, shape)) = shape_of(state, thread, shape) else {
        return Vec::new();
    };
    let place = named_now(source, &shape.place);
    let in_force = shape.chosen.as_ref().map(|choice| choice.decision.as_str());
    let standing = state.log.log().standing();
    let ours = standing.into_iter().filter(|decision| {
        let DecisionKind::DateOrder { target, .. } = &decision.kind else {
            return false;
        };
        let same = target.source == place.source
            && target.entry == place.entry
            && target.byte_start == place.byte_start;
        same || Some(decision.id.0.as_str()) == in_force
    });
    ours.map(|decision| withdraw(&decision.id)).collect()
}

fn withdraw(id: &DecisionId) -> DecisionKind {
    let withdraws = id.clone();
    DecisionKind::Withdraw { withdraws }
}

fn stated(
    state: &mut State,
    now: &Instant,
    source: u32,
    zone: &str,
    by: Option<String>,
) -> Vec<Effect> {
    let zone = zone.trim();
    let Some(id) = state.source(source).map(|at| at.identity.clone()) else {
        return Vec::new();
    };
    let same = claim(state, source).is_some_and(|claim| claim.zone == zone);
    if same {
        return Vec::new();
    }
    if zone.is_empty() {
        let standing = state.log.log().standing();
        let ours = standing.into_iter().filter(
            |decision| matches!(&decision.kind, DecisionKind::Zone { source, .. } if *source == id),
        );
        let kinds = ours.map(|decision| withdraw(&decision.id)).collect();
        return decided(state, now, None, kinds);
    }
    if !is_zone(zone) {
        state.alerts.error(
            say::zone_is_not_a_zone_nothing_was(format_args!("{:?}", zone)),
            say::write_an_offset_such_as_01_00(),
        );
        return Vec::new();
    }
    let zone = zone.to_owned();
    decided(
        state,
        now,
        by,
        vec![DecisionKind::Zone { source: id, zone }],
    )
}

/// The zone that was stated for a source.
pub fn claim(state: &State, source: u32) -> Option<ZoneClaim> {
    zone_of(state.log.log(), &state.source(source)?.identity)
}

/// The dates of a source are read otherwise now. What its digests brought stays among the findings.
pub(super) fn reordered(state: &mut State, summary: SourceSummary) -> Vec<Effect> {
    let Some(at) = state.source_mut(summary.source) else {
        return Vec::new();
    };
    let n_before = at.summary.findings.len();
    let later = at.findings.iter().skip(n_before).cloned();
    let findings = summary.findings.iter().cloned().chain(later).collect();
    at.findings = Rc::new(findings);
    // What could not be read was told when the source was opened.
    let failures = at.summary.failures.clone();
    let sealed = at.summary.sealed.clone();
    at.summary = Rc::new(SourceSummary {
        failures,
        sealed,
        ..summary
    });
    search::days_changed(state)
}
