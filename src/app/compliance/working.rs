//! Findings are moved, outcomes agreed with, mentions settled, names shown: everything that becomes a
//! decision about a finding.

use super::asking::comply_effect;
use super::{ComplyDialog, moves_of};
use crate::app::effect::Effect;
use crate::app::sources::log_changed;
use crate::app::state::{Dialog, State};
use crate::engine::compliance::ReviewState;
use crate::engine::decision::{
    CaseWork, DecisionId, DecisionKind, FindingRef, MoveDetails, ReviewMove,
};
use crate::engine::examine::comply::protocol::{ComplyRequest, FindingRow};
use crate::engine::time::Instant;
use crate::say;

pub(super) fn open(state: &mut State, dialog: ComplyDialog) -> Vec<Effect> {
    state.dialog = Some(Dialog::Comply(Box::new(dialog)));
    Vec::new()
}

/// Takes the person's name that a form asked for, and closes the form.
pub(super) fn close(state: &mut State, by: Option<String>) -> Vec<Effect> {
    state.dialog = None;
    let Some(name) = by
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
    else {
        return Vec::new();
    };
    crate::app::log_file::name_given(state, &name)
}

/// Where the policy stands that is asked with, for decisions.
pub(super) fn policy_name(state: &State) -> String {
    let overview = state.comply.overview.as_ref();
    overview.map_or_else(String::new, |overview| overview.report.policy.clone())
}

/// A state or a title inside a sentence: small in English, as it is where nouns are not.
pub fn plainly(state: &str) -> String {
    match say::spoken() {
        say::Language::English => state.to_lowercase(),
        say::Language::German => say::of_record(state).into_owned(),
    }
}

/// Moves that need nothing said go at once; the others ask.
pub(super) fn move_wanted(state: &mut State, now: &Instant, to: ReviewMove) -> Vec<Effect> {
    let Some(row) = state.comply.current().cloned() else {
        return Vec::new();
    };
    if !moves_of(&row).contains(&to) {
        let can = moves_of(&row).into_iter();
        let can: Vec<String> = can.map(|one| plainly(one.words())).collect();
        state.alerts.notice(
            say::a_finding_that_is_row_cannot_be(plainly(row.state.words()), plainly(to.words())),
            say::it_can_become_can(can.join(", ")),
        );
        return Vec::new();
    }
    let is_quick = matches!(
        to,
        ReviewMove::Claimed | ReviewMove::Released | ReviewMove::Reopened
    );
    let needs_name = state.log.by().is_none();
    if is_quick && !needs_name {
        return decide(
            state,
            now,
            &row,
            vec![row.key.clone()],
            to,
            MoveDetails::default(),
        );
    }
    let tag = state.comply.ask();
    let number = row.number;
    let alike = vec![row.key.clone()];
    let mut effects = open(
        state,
        ComplyDialog::Move {
            to,
            row: Box::new(row),
            alike,
            term: String::new(),
            error: None,
        },
    );
    if matches!(to, ReviewMove::NotRelevant | ReviewMove::FalsePositive) {
        effects.push(comply_effect(ComplyRequest::Gather { tag, number }));
    }
    effects
}

/// Findings that may be moved together are known.
pub(super) fn gathered(
    state: &mut State,
    shared: String,
    findings: Vec<FindingRef>,
) -> Vec<Effect> {
    if let Some(Dialog::Comply(dialog)) = &mut state.dialog
        && let ComplyDialog::Move {
            row, alike, term, ..
        } = dialog.as_mut()
        && findings.contains(&row.key)
        && !shared.is_empty()
    {
        *alike = findings;
        *term = shared;
    }
    Vec::new()
}

pub(super) fn moved(
    state: &mut State,
    now: &Instant,
    mut details: MoveDetails,
    all: bool,
    by: Option<String>,
) -> Vec<Effect> {
    let Some(Dialog::Comply(dialog)) = state.dialog.clone() else {
        return Vec::new();
    };
    let ComplyDialog::Move {
        to,
        row,
        alike,
        term,
        ..
    } = *dialog
    else {
        return Vec::new();
    };
    let findings = if all && alike.len() > 1 {
        alike
    } else {
        vec![row.key.clone()]
    };
    if findings.len() > 1 {
        details.term = term;
    }
    let nobody = state.log.by().is_none() && by.as_ref().is_none_or(|by| by.trim().is_empty());
    let wrong = if nobody {
        Some(say::give_your_name_a_review_without_one())
    } else {
        let blank = |text: &str| text.trim().is_empty();
        let needs_note = matches!(
            to,
            ReviewMove::NotRelevant | ReviewMove::Parked | ReviewMove::Escalated
        );
        match to {
            _any if blank(&details.note) && (needs_note || findings.len() > 1) => {
                Some(say::say_why())
            }
            ReviewMove::Parked if blank(&details.date) => {
                Some(say::say_when_it_shall_be_looked_at())
            }
            ReviewMove::Escalated if blank(&details.whom) => Some(say::say_to_whom()),
            ReviewMove::Confirmed if details.outcome.is_none() => Some(say::say_what_was_done()),
            ReviewMove::Resolved if blank(&details.date) || blank(&details.reference) => {
                Some(say::give_the_date_and_where_the_evidence())
            }
            _other => None,
        }
    };
    if let Some(wrong) = wrong {
        return fault(state, wrong);
    }
    let mut effects = close(state, by);
    effects.extend(decide(state, now, &row, findings, to, details));
    effects
}

/// What is wrong stays with the form.
pub(super) fn fault(state: &mut State, wrong: &str) -> Vec<Effect> {
    if let Some(Dialog::Comply(dialog)) = &mut state.dialog {
        let (ComplyDialog::Move { error, .. }
        | ComplyDialog::Agree { error, .. }
        | ComplyDialog::Look { error, .. }
        | ComplyDialog::Settle { error, .. }
        | ComplyDialog::Unmask { error }) = dialog.as_mut();
        *error = Some(wrong.to_owned());
    }
    Vec::new()
}

/// Claiming is done on the way, as one act with the move.
fn decide(
    state: &mut State,
    now: &Instant,
    row: &FindingRow,
    findings: Vec<FindingRef>,
    to: ReviewMove,
    mut details: MoveDetails,
) -> Vec<Effect> {
    details.policy = policy_name(state);
    let mut kinds = Vec::new();
    if row.state == ReviewState::Open && to != ReviewMove::Claimed {
        let claim = MoveDetails {
            note: if findings.len() > 1 {
                details.note.clone()
            } else {
                String::new()
            },
            policy: details.policy.clone(),
            ..MoveDetails::default()
        };
        kinds.push(DecisionKind::Work(CaseWork::Reviewed {
            findings: findings.clone(),
            to: ReviewMove::Claimed,
            details: claim,
        }));
    }
    kinds.push(DecisionKind::Work(CaseWork::Reviewed {
        findings,
        to,
        details,
    }));
    let stays = !state.comply.query.to_do;
    state.comply.keeps = stays.then_some(row.number);
    state.log.act_together(now, kinds);
    let mut effects = log_changed(state, now);
    effects.push(Effect::FocusOn {
        id: super::LIST_ID.to_owned(),
    });
    effects
}

pub(super) fn agree_wanted(state: &mut State) -> Vec<Effect> {
    match state.comply.current().cloned() {
        Some(row) if row.waits_for.is_some() => open(
            state,
            ComplyDialog::Agree {
                row: Box::new(row),
                error: None,
            },
        ),
        Some(_) | None => {
            state
                .alerts
                .notice(say::no_outcome_here_waits_for_a_second(), "");
            Vec::new()
        }
    }
}

/// Somebody else at this page agrees: their name goes into the decision, and stays nobody else's.
pub(super) fn agreed(state: &mut State, now: &Instant, by: &str, note: String) -> Vec<Effect> {
    let Some(Dialog::Comply(dialog)) = state.dialog.clone() else {
        return Vec::new();
    };
    let ComplyDialog::Agree { row, .. } = *dialog else {
        return Vec::new();
    };
    let Some(with) = row.waits_for.clone() else {
        return Vec::new();
    };
    let mover = row
        .moves
        .iter()
        .rev()
        .find(|moved| moved.id.0 == with)
        .map(|moved| moved.by.trim().to_lowercase());
    let by = by.trim();
    if by.is_empty() {
        return fault(state, say::give_your_name_nobody_can_agree_without());
    }
    if mover == Some(by.to_lowercase()) {
        return fault(state, say::that_is_who_gave_the_outcome_nobody());
    }
    state.dialog = None;
    state.comply.keeps = (!state.comply.query.to_do).then_some(row.number);
    let agreed = CaseWork::Agreed {
        with: DecisionId(with),
        note,
    };
    state.log.decide_as(by, now, DecisionKind::Work(agreed));
    let mut effects = log_changed(state, now);
    effects.push(Effect::FocusOn {
        id: super::LIST_ID.to_owned(),
    });
    effects
}

pub(super) fn settle_wanted(state: &mut State) -> Vec<Effect> {
    match state.comply.current().cloned() {
        Some(row) if matches!(row.code.id(), "O001" | "O002" | "O003" | "O006" | "R004") => open(
            state,
            ComplyDialog::Settle {
                row: Box::new(row),
                error: None,
            },
        ),
        Some(_) | None => {
            state
                .alerts
                .notice(say::this_finding_names_no_other_channel(), "");
            Vec::new()
        }
    }
}

pub(super) fn settled(
    state: &mut State,
    now: &Instant,
    text: String,
    signed_by: String,
    by: Option<String>,
) -> Vec<Effect> {
    let Some(Dialog::Comply(dialog)) = state.dialog.clone() else {
        return Vec::new();
    };
    let ComplyDialog::Settle { row, .. } = *dialog else {
        return Vec::new();
    };
    if text.trim().is_empty() {
        return fault(state, say::say_where_the_evidence_is_or_what());
    }
    let mut effects = close(state, by);
    let settled = CaseWork::Settled {
        item: row.key.clone(),
        text,
        signed_by,
    };
    state.comply.keeps = Some(row.number);
    state.log.act(now, DecisionKind::Work(settled));
    effects.extend(log_changed(state, now));
    effects
}

/// Hiding names needs nothing; showing them again is recorded.
pub(super) fn blind_chosen(state: &mut State, on: bool) -> Vec<Effect> {
    if on {
        state.comply.query.blind = true;
        return vec![super::moving::show(state)];
    }
    open(state, ComplyDialog::Unmask { error: None })
}

pub(super) fn unmasked(
    state: &mut State,
    now: &Instant,
    grounds: String,
    by: Option<String>,
) -> Vec<Effect> {
    if grounds.trim().is_empty() {
        return fault(state, say::say_why_the_names_are_needed());
    }
    let mut effects = close(state, by);
    state.comply.query.blind = false;
    state
        .log
        .decide(now, DecisionKind::Work(CaseWork::Unmasked { grounds }));
    effects.extend(log_changed(state, now));
    effects
}
