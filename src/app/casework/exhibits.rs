//! The list of exhibits.

use crate::engine::casework::MarkKind;
use crate::engine::decision::{CaseWork, DecisionKind, tag_name};
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;
use crate::say;

use super::marking::{act, nothing_here, passage, target};
use super::{Direction, WorkDialog, close, is_wrong, open};
use crate::app::effect::Effect;
use crate::app::state::{Dialog, State};

pub(super) fn exhibit_wanted(state: &mut State, record: RecordId) -> Vec<Effect> {
    match target(state, record) {
        Some(on) => open(state, WorkDialog::Exhibit { on, error: None }),
        None => nothing_here(state),
    }
}

pub(super) fn exhibit_given(
    state: &mut State,
    now: &Instant,
    label: &str,
    description: &str,
    by: Option<String>,
) -> Vec<Effect> {
    let Some(Dialog::Work(WorkDialog::Exhibit { on, .. })) = &state.dialog else {
        return Vec::new();
    };
    let shows = passage(state, on);
    let label = label.trim().to_owned();
    let same = state.work.fold.exhibits().any(
        |mark| matches!(&mark.what, MarkKind::Exhibit { label: at, .. } if tag_name(at) == tag_name(&label)),
    );
    let wrong = if label.is_empty() {
        Some(say::give_the_exhibit_a_label().to_owned())
    } else {
        same.then(|| say::there_is_an_exhibit_label_already(&label))
    };
    if is_wrong(state, wrong) {
        return Vec::new();
    }
    let mut effects = close(state, by);
    state.work.passage = None;
    let numbers = state
        .work
        .fold
        .exhibits()
        .filter_map(|mark| match &mark.what {
            MarkKind::Exhibit { number, .. } => Some(*number),
            MarkKind::Tag { .. } | MarkKind::Bookmark | MarkKind::Note { .. } => None,
        });
    let number = numbers.max().unwrap_or(0).saturating_add(1);
    let exhibit = DecisionKind::Work(CaseWork::Exhibit {
        number,
        label,
        description: description.trim().to_owned(),
        shows,
    });
    effects.extend(act(state, now, vec![exhibit]));
    effects
}

/// The list is numbered anew from the two on, so that no number stands twice afterwards.
pub(super) fn exhibit_moved(
    state: &mut State,
    now: &Instant,
    decision: &str,
    to: Direction,
) -> Vec<Effect> {
    let mut marks: Vec<_> = state.work.fold.exhibits().cloned().collect();
    let Some(at) = marks.iter().position(|mark| mark.made.id.0 == decision) else {
        return Vec::new();
    };
    let other = match to {
        Direction::Up => at.checked_sub(1),
        Direction::Down => Some(at + 1).filter(|other| *other < marks.len()),
    };
    let Some(other) = other else {
        return Vec::new();
    };
    marks.swap(at, other);
    let mut kinds = Vec::new();
    for (mark, place) in marks.into_iter().zip(1_u32..) {
        let MarkKind::Exhibit {
            number,
            label,
            description,
        } = mark.what
        else {
            continue;
        };
        if number == place {
            continue;
        }
        kinds.push(DecisionKind::Withdraw {
            withdraws: mark.made.id,
        });
        kinds.push(DecisionKind::Work(CaseWork::Exhibit {
            number: place,
            label,
            description,
            shows: mark.on,
        }));
    }
    act(state, now, kinds)
}
