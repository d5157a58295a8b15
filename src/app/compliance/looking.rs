//! The look afterwards at some of what was moved together.

use super::ComplyDialog;
use super::working::{close, fault, open, policy_name};
use crate::app::effect::Effect;
use crate::app::sources::log_changed;
use crate::app::state::{Dialog, State};
use crate::engine::decision::{CaseWork, DecisionId, DecisionKind, MoveDetails, ReviewMove};
use crate::engine::time::Instant;
use crate::say;

pub(super) fn look_wanted(state: &mut State) -> Vec<Effect> {
    match state.comply.current().cloned() {
        Some(row) if !row.look.is_empty() => open(
            state,
            ComplyDialog::Look {
                row: Box::new(row),
                error: None,
            },
        ),
        Some(_) | None => {
            state.alerts.notice(say::comply_nothing_to_look_at(), "");
            Vec::new()
        }
    }
}

/// An outcome that is wrong is open again, as one act with the look.
pub(super) fn looked(
    state: &mut State,
    now: &Instant,
    right: bool,
    note: String,
    by: Option<String>,
) -> Vec<Effect> {
    let Some(Dialog::Comply(dialog)) = state.dialog.clone() else {
        return Vec::new();
    };
    let ComplyDialog::Look { row, .. } = *dialog else {
        return Vec::new();
    };
    let nobody = state.log.by().is_none() && by.as_ref().is_none_or(|by| by.trim().is_empty());
    if nobody {
        return fault(state, say::give_your_name_a_review_without_one());
    }
    if !right && note.trim().is_empty() {
        return fault(state, say::comply_say_why_it_is_wrong());
    }
    let mut effects = close(state, by);
    let mut kinds = vec![DecisionKind::Work(CaseWork::LookedAt {
        with: DecisionId(row.look.clone()),
        item: row.key.clone(),
        right,
        note: note.clone(),
    })];
    if !right {
        let details = MoveDetails {
            note,
            policy: policy_name(state),
            ..MoveDetails::default()
        };
        kinds.push(DecisionKind::Work(CaseWork::Reviewed {
            findings: vec![row.key.clone()],
            to: ReviewMove::Reopened,
            details,
        }));
    }
    state.comply.keeps = (!state.comply.query.to_do).then_some(row.number);
    state.log.act_together(now, kinds);
    effects.extend(log_changed(state, now));
    effects.push(Effect::FocusOn {
        id: super::LIST_ID.to_owned(),
    });
    effects
}
