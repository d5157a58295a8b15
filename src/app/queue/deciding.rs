//! Suggestions accepted and rejected.

use std::rc::Rc;

use crate::engine::decision::{DecisionKind, Keep, SpanPlace, TextSpots};
use crate::engine::detect::{Detector, PRESELECT};
use crate::engine::examine::protocol::{Became, Gather, Gathered, ProposalRow, Request, RowAt};
use crate::engine::place::SourceId;
use crate::engine::session::protocol::Tag;
use crate::engine::time::Instant;
use crate::say;

use super::{Phase, Reasons, moving};
use crate::app::effect::Effect;
use crate::app::state::{Dialog, State};
use crate::app::{log_file, redacting};

/// What is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepting {
    /// One suggestion.
    One,
    /// Its text wherever it stands.
    Value,
    /// All of its kind with at least this score.
    Kind {
        /// 50 to 100.
        least: u8,
    },
    /// Nothing: another reason shall be given for its kind.
    Nothing,
}

/// The dialog that asks why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionForm {
    /// What is accepted.
    pub what: Accepting,
    /// The kind for which the reason is remembered.
    pub detector: Detector,
    /// The reason that is offered.
    pub code: String,
    /// What is wrong with the form.
    pub error: Option<String>,
}

/// What is done with places that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deciding {
    /// They are withheld.
    Accept {
        /// The least score.
        least: u8,
        /// Why.
        reasons: Reasons,
    },
    /// They are not to be withheld.
    Reject,
}

/// One suggestion or its text shall be withheld. The reason is asked for once for each kind.
pub(super) fn accept(state: &mut State, now: &Instant, what: Accepting) -> Vec<Effect> {
    let Some(row) = open_row(state) else {
        return Vec::new();
    };
    match state.queue.reasons.get(&row.detector).cloned() {
        Some(reasons) => accepted(state, now, what, &row, reasons),
        None => {
            ask_why(state, what, row.detector);
            Vec::new()
        }
    }
}

/// The suggestion at which the person is, when it is to be decided.
fn open_row(state: &State) -> Option<ProposalRow> {
    let row = state.queue.current()?;
    let may = state.queue.phase == Phase::Ready && row.became == Became::Open;
    may.then(|| row.clone())
}

fn ask_why(state: &mut State, what: Accepting, detector: Detector) {
    let known = state.queue.reasons.get(&detector);
    let code = known.and_then(|reasons| reasons.codes.first().cloned());
    state.dialog = Some(Dialog::Suggestion(SuggestionForm {
        what,
        detector,
        code: code.unwrap_or_else(|| detector.family().code().to_owned()),
        error: None,
    }));
}

/// All of its kind over a score shall be withheld: asks for score and reason.
pub(super) fn accept_kind_wanted(state: &mut State) -> Vec<Effect> {
    if let Some(row) = state.queue.current() {
        let least = PRESELECT;
        let detector = row.detector;
        ask_why(state, Accepting::Kind { least }, detector);
    }
    Vec::new()
}

/// The score was typed.
pub(super) fn least_typed(state: &mut State, least: u8) -> Vec<Effect> {
    if let Some(Dialog::Suggestion(form)) = &mut state.dialog
        && let Accepting::Kind { least: of } = &mut form.what
    {
        *of = least;
    }
    Vec::new()
}

/// Another reason shall be given for its kind.
pub(super) fn reason_wanted(state: &mut State) -> Vec<Effect> {
    if let Some(row) = state.queue.current() {
        let detector = row.detector;
        ask_why(state, Accepting::Nothing, detector);
    }
    Vec::new()
}

/// "Apply" was pressed in the dialog that asks why. `wrong` is what is wrong with the reasons.
pub(in crate::app) fn applied(
    state: &mut State,
    now: &Instant,
    reasons: Reasons,
    wrong: Option<String>,
    by: Option<String>,
) -> Vec<Effect> {
    let Some(Dialog::Suggestion(form)) = &mut state.dialog else {
        return Vec::new();
    };
    form.error = wrong;
    if form.error.is_some() {
        return Vec::new();
    }
    let form = form.clone();
    state.dialog = None;
    let mut effects = Vec::new();
    if let Some(name) = by {
        effects.extend(log_file::name_given(state, &name));
    }
    state.queue.reasons.insert(form.detector, reasons.clone());
    effects.extend(match form.what {
        Accepting::One | Accepting::Value => match open_row(state) {
            Some(row) if row.detector == form.detector => {
                accepted(state, now, form.what, &row, reasons)
            }
            Some(_) | None => Vec::new(),
        },
        Accepting::Kind { least } => {
            let detector = form.detector;
            let deciding = Deciding::Accept { least, reasons };
            gather(state, Gather::Kind { detector, least }, deciding)
        }
        Accepting::Nothing => Vec::new(),
    });
    effects
}

fn accepted(
    state: &mut State,
    now: &Instant,
    what: Accepting,
    row: &ProposalRow,
    reasons: Reasons,
) -> Vec<Effect> {
    let is_one = what == Accepting::One;
    let Reasons { codes, note } = reasons;
    let kind = match (&row.at, is_one, &row.value) {
        (
            RowAt::Body {
                place,
                span,
                goes_on: None,
                ..
            },
            true,
            _,
        ) => DecisionKind::Span {
            target: named(state, place.clone()),
            span: *span,
            codes,
            note,
        },
        (
            RowAt::Body {
                place,
                span,
                goes_on: Some((next, other)),
                ..
            },
            _,
            _,
        ) => {
            let parts = [(place, span), (next, other)];
            DecisionKind::Pattern {
                rule: row.detector.id().to_owned(),
                least: row.points,
                texts: TextSpots::grouped(parts.map(|(target, span)| SpanPlace {
                    target: named(state, target.clone()),
                    span: *span,
                })),
                codes,
                note,
            }
        }
        // What stands in a name cannot be withheld there alone.
        (_, _, Some(value)) => DecisionKind::Value {
            find: value.clone(),
            keep: Keep::Nothing,
            except: Vec::new(),
            codes,
            note,
        },
        (_, _, None) => {
            state.alerts.notice(
                say::this_text_cannot_be_looked_for_elsewhere(),
                say::accept_it_where_it_stands_or_redact(),
            );
            return Vec::new();
        }
    };
    let is_everywhere = matches!(kind, DecisionKind::Value { .. });
    mark(state, row, Became::Withheld, is_everywhere);
    decided(state, now, vec![kind])
}

/// It shall not be withheld.
pub(super) fn reject(state: &mut State, now: &Instant) -> Vec<Effect> {
    let Some(row) = open_row(state) else {
        return Vec::new();
    };
    let (texts, names) = match row.at.clone() {
        RowAt::Body { place, span, .. } => {
            let target = named(state, place);
            (TextSpots::grouped([SpanPlace { target, span }]), Vec::new())
        }
        RowAt::Title { mut spot, .. }
        | RowAt::Name { mut spot, .. }
        | RowAt::FileName { mut spot, .. } => {
            confirm(state, spot.source_mut());
            (Vec::new(), vec![spot])
        }
    };
    mark(state, &row, Became::Rejected, false);
    let rule = row.detector.id().to_owned();
    decided(
        state,
        now,
        vec![DecisionKind::Reject { rule, texts, names }],
    )
}

/// Its text shall not be withheld wherever it was suggested.
pub(super) fn reject_value(state: &mut State) -> Vec<Effect> {
    match open_row(state) {
        Some(row) => {
            let number = row.number;
            gather(state, Gather::Value { number }, Deciding::Reject)
        }
        None => Vec::new(),
    }
}

/// All in the list that is not decided shall not be withheld.
pub(super) fn reject_listed(state: &mut State) -> Vec<Effect> {
    if state.queue.phase != Phase::Ready {
        return Vec::new();
    }
    gather(state, Gather::Listed, Deciding::Reject)
}

fn gather(state: &mut State, what: Gather, deciding: Deciding) -> Vec<Effect> {
    let tag = state.queue.ask();
    state.queue.gathering = Some((tag, deciding));
    vec![Effect::examine(Request::Gather { tag, what })]
}

/// The places of many suggestions are there.
pub(in crate::app) fn gathered(
    state: &mut State,
    now: &Instant,
    tag: Tag,
    gathered: Vec<Gathered>,
) -> Vec<Effect> {
    let Some((_, deciding)) = state.queue.gathering.take_if(|(of, _)| *of == tag) else {
        return Vec::new();
    };
    let (n_proposals, n_names) = gathered.iter().fold((0, 0), |(all, names), kind| {
        (all + kind.n_proposals, names + kind.names.len() as u32)
    });
    let kinds: Vec<DecisionKind> = gathered
        .into_iter()
        .filter_map(|kind| kind_of(state, kind, &deciding))
        .collect();
    let (verb, n_left) = match deciding {
        Deciding::Accept { .. } => (say::accepted_word(), n_names),
        Deciding::Reject => (say::rejected_word(), 0),
    };
    let n_done = n_proposals.saturating_sub(n_left);
    let what = format!("{} {verb}", say::n_suggestions(n_done));
    let help = match n_left {
        0 => String::new(),
        n => say::stand_in_titles_names_of_participants_or(say::n_more_stand(n)),
    };
    state.alerts.notice(what, help);
    if kinds.is_empty() {
        return Vec::new();
    }
    state.queue.seeks = true;
    decided(state, now, kinds)
}

fn kind_of(state: &State, kind: Gathered, deciding: &Deciding) -> Option<DecisionKind> {
    let rule = kind.detector.id().to_owned();
    let mut texts = kind.texts;
    for text in &mut texts {
        confirm(state, &mut text.source);
    }
    match deciding {
        Deciding::Accept { least, reasons } => (!texts.is_empty()).then(|| DecisionKind::Pattern {
            rule,
            least: *least,
            texts,
            codes: reasons.codes.clone(),
            note: reasons.note.clone(),
        }),
        Deciding::Reject => {
            let mut names = kind.names;
            for spot in &mut names {
                confirm(state, spot.source_mut());
            }
            Some(DecisionKind::Reject { rule, texts, names })
        }
    }
}

/// Shows in the window what was decided before the examiner says so.
fn mark(state: &mut State, decided: &ProposalRow, became: Became, everywhere: bool) {
    let Some(list) = &mut state.queue.list else {
        return;
    };
    for row in &mut Rc::make_mut(list).rows {
        let is_same = everywhere && row.value == decided.value && row.became == Became::Open;
        if row.number == decided.number || is_same {
            row.became = became;
        }
    }
    moving::move_on(state);
}

fn decided(state: &mut State, now: &Instant, kinds: Vec<DecisionKind>) -> Vec<Effect> {
    state.log.act_together(now, kinds);
    redacting::changed(state, now)
}

/// A source that got its digest since it was shown is named by it.
fn named(
    state: &State,
    mut place: crate::engine::place::MessagePlace,
) -> crate::engine::place::MessagePlace {
    confirm(state, &mut place.source);
    place
}

fn confirm(state: &State, source: &mut SourceId) {
    if let Some(confirmed) = state.confirmed.get(source) {
        *source = confirmed.clone();
    }
}
