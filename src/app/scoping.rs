//! Filters as the scope of a package: what a filter leaves out of the page stays out of the package
//! when the person says so, by one decision that can be seen, undone and counted.

use crate::engine::decision::{Decision, DecisionId, DecisionKind};
use crate::engine::finding::Failure;
use crate::engine::search::query::Query;
use crate::engine::session::protocol::{OutsideScope, Request, RowsFor, Tag};
use crate::engine::time::Instant;
use crate::say;

use super::asks::Asked;
use super::effect::Effect;
use super::packaging;
use super::sources::log_changed;
use super::state::{Dialog, State};

/// The reason of what is outside the scope.
pub const OUTSIDE_CODE: &str = "IRR";

/// A filter that leaves messages out of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFilter {
    /// As typed.
    pub query: String,
    /// In words.
    pub said: String,
    /// What of messages it looks at.
    pub view: RowsFor,
}

/// What becomes of messages outside a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildScope {
    /// There is no scope: what was decided about one is taken back.
    Everything,
    /// Only what the filter shows goes out.
    Filter,
    /// It stays as it was decided before.
    AsDecided,
}

/// The filter that limits what the page shows now.
pub(super) fn filter(state: &State) -> Option<ShownFilter> {
    let query = state.only_matches.then(|| state.query()).flatten()?;
    let parsed = Query::parse(query).ok()?;
    parsed.root.as_ref()?;
    Some(ShownFilter {
        query: query.to_owned(),
        said: say::of_record(&parsed.said()).into_owned(),
        view: state.reading.as_ref()?.view,
    })
}

/// The decisions about a scope that stand.
pub fn standing(state: &State) -> Vec<&Decision> {
    let mut standing = state.log.standing_redactions();
    standing.retain(|at| matches!(at.kind, DecisionKind::Outside { .. }));
    standing
}

/// What was decided before stays; without a filter there is nothing to choose.
pub(super) fn first_choice(state: &State, filter: Option<&ShownFilter>) -> Option<BuildScope> {
    match (standing(state).is_empty(), filter) {
        (false, None) => Some(BuildScope::AsDecided),
        (true, None) => Some(BuildScope::Everything),
        (_, Some(_)) => None,
    }
}

/// "Build" was pressed and nothing else stands in the way: the scope is settled, then it is built.
pub(super) fn settle(state: &mut State, now: &Instant) -> Vec<Effect> {
    let Some(Dialog::Build(form)) = &mut state.dialog else {
        return Vec::new();
    };
    match (form.scope, &form.filter) {
        (Some(BuildScope::Filter), Some(filter)) => {
            let (query, view) = (filter.query.clone(), filter.view);
            let threads = form.threads.iter().copied().collect();
            form.waiting = true;
            let tag = state.asks.ask(Asked::Scope);
            vec![Effect::post(Request::Scope {
                tag,
                query,
                view,
                threads,
            })]
        }
        (Some(BuildScope::Everything), _) => {
            let before = ids(state);
            decided(state, now, before, None)
        }
        (Some(BuildScope::AsDecided | BuildScope::Filter) | None, _) => {
            packaging::build(state, now)
        }
    }
}

/// What the filter leaves out is known.
pub(super) fn told(state: &mut State, now: &Instant, tag: Tag, scope: OutsideScope) -> Vec<Effect> {
    state.asks.answered(tag);
    let Some(Dialog::Build(form)) = &mut state.dialog else {
        return Vec::new();
    };
    if !std::mem::take(&mut form.waiting) {
        return Vec::new();
    }
    if scope.n_inside == 0 {
        form.error = Some(say::the_filter_finds_no_message_in_the().to_owned());
        return Vec::new();
    }
    let said = form.filter.as_ref().map(|filter| filter.said.clone());
    if scope.n_empty_threads > 0 {
        state.alerts.notice(
            say::the_filter_finds_nothing_in_threads_all(say::n_threads(scope.n_empty_threads)),
            say::leave_these_threads_out_of_the_package(),
        );
    }
    let before = ids(state);
    let outside = (scope.n_outside > 0).then(|| DecisionKind::Outside {
        scope: said.unwrap_or_default(),
        texts: scope.texts,
        codes: vec![OUTSIDE_CODE.to_owned()],
        note: None,
    });
    decided(state, now, before, outside)
}

/// It could not be found out.
pub(super) fn failed(state: &mut State, failure: Failure) -> Vec<Effect> {
    if let Some(Dialog::Build(form)) = &mut state.dialog {
        form.waiting = false;
        form.error = Some(format!("{}. {}", failure.what, failure.help));
    }
    Vec::new()
}

fn ids(state: &State) -> Vec<DecisionId> {
    standing(state)
        .into_iter()
        .map(|at| at.id.clone())
        .collect()
}

/// One scope stands, or none: the one before is taken back with the same act. Then it is built.
fn decided(
    state: &mut State,
    now: &Instant,
    before: Vec<DecisionId>,
    outside: Option<DecisionKind>,
) -> Vec<Effect> {
    let withdraw = |withdraws| DecisionKind::Withdraw { withdraws };
    let kinds: Vec<DecisionKind> = before.into_iter().map(withdraw).chain(outside).collect();
    let mut effects = Vec::new();
    if !kinds.is_empty() {
        state.log.act_together(now, kinds);
        effects.extend(packaging::outdate(state));
        effects.extend(log_changed(state, now));
    }
    effects.extend(packaging::build(state, now));
    effects
}
