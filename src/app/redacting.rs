//! Withholding: what is chosen, the reasons asked for, what is appended to the log.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::decision::{DecisionId, DecisionKind, REASONS};
use crate::engine::place::{ByteSpan, EntryId, MessagePlace};
use crate::engine::redact::ThreadShare;
use crate::engine::session::protocol::{RedactionRow, RowsFor};
use crate::engine::thread::{ParticipantId, RecordId};
use crate::engine::time::Instant;
use crate::say;

use super::action::RedactAction;
use super::choosing::ChoosableText;
use super::effect::Effect;
use super::queue::{self, Reasons};
use super::reading::named_now;
use super::sources::log_changed;
use super::state::{Area, Dialog, State};
pub use super::targets::{PartTarget, Reach, RedactTarget};
use super::{everywhere, packaging};

/// About withholding.
pub(super) fn update(state: &mut State, now: &Instant, action: RedactAction) -> Vec<Effect> {
    match action {
        RedactAction::ReachChosen { reach } => reach_chosen(state, reach),
        RedactAction::Applied { codes, note, by } => applied(state, now, codes, &note, by),
        RedactAction::EverywhereWanted => everywhere::wanted(state),
        RedactAction::PseudonymWanted {
            thread,
            participant,
        } => participant_chosen(state, thread, participant),
        RedactAction::TermTyped { term } => everywhere::term_typed(state, term),
        RedactAction::KeepChosen { keep } => everywhere::keep_chosen(state, keep),
        RedactAction::HitTicked { index, ticked } => everywhere::hit_ticked(state, index, ticked),
        RedactAction::MoreHits => everywhere::more_hits(state),
        RedactAction::Withdrawn { decision } => {
            let withdraws = DecisionId(decision);
            state.log.act(now, DecisionKind::Withdraw { withdraws });
            changed(state, now)
        }
        RedactAction::Undo => {
            let work_alone = state.log.undoes_work_alone();
            if state.log.undo(now) {
                return if work_alone {
                    log_changed(state, now)
                } else {
                    changed(state, now)
                };
            }
            Vec::new()
        }
        RedactAction::Redo => {
            let work_alone = state.log.redoes_work_alone();
            if state.log.redo(now) {
                return if work_alone {
                    log_changed(state, now)
                } else {
                    changed(state, now)
                };
            }
            Vec::new()
        }
    }
}

/// What is withheld changed: a package that was built before no longer shows it.
pub(super) fn changed(state: &mut State, now: &Instant) -> Vec<Effect> {
    let mut effects = packaging::outdate(state);
    effects.extend(log_changed(state, now));
    effects
}

/// "Redact message" on a row.
pub(super) fn message_chosen(state: &mut State, record: RecordId) -> Vec<Effect> {
    choose(state, record, |record, place, _attachment| {
        Some(RedactTarget::Message {
            record,
            place,
            reach: Reach::Words,
        })
    })
}

/// How much of the message shall be withheld.
fn reach_chosen(state: &mut State, chosen: Reach) -> Vec<Effect> {
    if let Some(Dialog::Redact {
        target: RedactTarget::Message { reach, .. },
        ..
    }) = &mut state.dialog
    {
        *reach = chosen;
    }
    Vec::new()
}

/// "Redact selection" on a row.
pub(super) fn selection_chosen(state: &mut State, record: RecordId, span: ByteSpan) -> Vec<Effect> {
    if span.len == 0 {
        return Vec::new();
    }
    choose(state, record, move |record, place, _attachment| {
        Some(RedactTarget::Span {
            record,
            place,
            span,
        })
    })
}

/// A part of a message shall be chosen by keyboard.
pub(super) fn words_wanted(state: &mut State, record: RecordId) -> Vec<Effect> {
    let row = state.reading.as_ref().and_then(|reading| {
        let row = reading.window.row(record)?;
        (reading.shown != RowsFor::Recipient && !row.body.is_empty()).then_some(row)
    });
    match row {
        Some(row) => {
            state.dialog = Some(Dialog::Choose {
                record,
                text: Rc::new(ChoosableText::of(row)),
                n_more_chars: row.n_more_chars,
            });
        }
        None => nothing_here(state),
    }
    Vec::new()
}

impl State {
    /// Whether a pseudonym stands for that name in that thread. A name alone is not enough: the
    /// decision reaches the threads of the export it was made about, not a namesake in another.
    pub fn is_pseudonymised(&self, thread: ThreadId, name: &str) -> bool {
        let export_of = |thread| self.thread(thread).map(|(source, _)| source.summary.source);
        let export = export_of(thread);
        self.redactions.iter().any(|row| {
            row.kind == "Participant"
                && row.what == name
                && row.at_record.is_some_and(|(at, _)| export_of(at) == export)
        })
    }
}

fn nothing_here(state: &mut State) {
    state.alerts.notice(
        say::nothing_to_redact_here(),
        say::switch_show_as_the_recipient_will_see(),
    );
}

/// "Redact attachment" on a row.
pub(super) fn attachment_chosen(state: &mut State, record: RecordId) -> Vec<Effect> {
    choose(state, record, |record, place, attachment| {
        Some(RedactTarget::Attachment {
            record,
            source: place.source,
            entry: attachment?,
        })
    })
}

/// "Pseudonymise" beside a participant.
fn participant_chosen(
    state: &mut State,
    thread: ThreadId,
    participant: ParticipantId,
) -> Vec<Effect> {
    let index = participant.0 as usize;
    let target = state.thread(thread).and_then(|(source, at)| {
        Some(RedactTarget::Participant {
            name: at.participants.get(index)?.0.clone(),
            place: named_now(source, at.participant_places.get(index)?),
        })
    });
    if let Some(target) = target {
        state.dialog = Some(Dialog::Redact {
            target,
            error: None,
        });
    }
    Vec::new()
}

fn choose(
    state: &mut State,
    record: RecordId,
    target: impl FnOnce(RecordId, MessagePlace, Option<EntryId>) -> Option<RedactTarget>,
) -> Vec<Effect> {
    let chosen = state.reading.as_ref().and_then(|reading| {
        // Places in the recipient's view are those of marks; withholding starts from the original.
        if reading.shown == RowsFor::Recipient {
            return None;
        }
        let row = reading.window.row(record)?;
        let (source, _) = state.thread(reading.thread)?;
        let place = named_now(source, &row.place);
        let entry = row.attachment.as_ref().and_then(|at| at.entry);
        target(record, place, entry)
    });
    match chosen {
        Some(target) => {
            state.dialog = Some(Dialog::Redact {
                target,
                error: None,
            });
        }
        None => nothing_here(state),
    }
    Vec::new()
}

/// What is wrong with a reason, if anything.
pub fn reason_error(codes: &[String], note: &str) -> Option<String> {
    if codes.is_empty() {
        return Some(say::choose_a_reason().to_owned());
    }
    for code in codes {
        let Some(reason) = REASONS.iter().find(|reason| reason.code == code) else {
            return Some(say::code_is_not_a_reason_we_know(format_args!(
                "{:?}",
                code
            )));
        };
        if reason.needs_note && note.trim().is_empty() {
            return Some(say::code_needs_a_note_that_says_what(reason.code));
        }
    }
    None
}

fn applied(
    state: &mut State,
    now: &Instant,
    codes: Vec<String>,
    note: &str,
    by: Option<String>,
) -> Vec<Effect> {
    let mut seen = BTreeSet::new();
    let codes: Vec<String> = codes
        .into_iter()
        .filter(|code| seen.insert(code.clone()))
        .collect();
    let wrong = reason_error(&codes, note).or_else(|| state.reasons.note_error(&codes, note));
    let note = note.trim();
    let note = (!note.is_empty()).then(|| note.to_owned());
    if matches!(state.dialog, Some(Dialog::Suggestion(_))) {
        return queue::applied(state, now, Reasons { codes, note }, wrong, by);
    }
    let kind = match &mut state.dialog {
        Some(Dialog::Redact { target, error }) => {
            *error = wrong;
            if error.is_some() {
                return Vec::new();
            }
            target.clone().decision(codes, note)
        }
        Some(Dialog::Everywhere(form)) => {
            form.error = wrong.or_else(|| form.unfinished());
            if form.error.is_some() {
                return Vec::new();
            }
            let form = form.clone();
            everywhere::decision(state, &form, codes, note)
        }
        Some(
            Dialog::Choose { .. }
            | Dialog::Part(_)
            | Dialog::Suggestion(_)
            | Dialog::Forget(_)
            | Dialog::Name
            | Dialog::Build(_)
            | Dialog::WhereFrom(_)
            | Dialog::Work(_)
            | Dialog::Comply(_)
            | Dialog::WhyNot(_)
            | Dialog::Terms
            | Dialog::Carry
            | Dialog::Messages(_)
            | Dialog::Lightbox { .. }
            | Dialog::Witness
            | Dialog::Shortcuts,
        )
        | None => return Vec::new(),
    };
    let mut effects: Vec<Effect> = back_to_message(state).into_iter().collect();
    state.dialog = None;
    if let Some(name) = by {
        effects.extend(super::log_file::name_given(state, &name));
    }
    state.log.act(now, kind);
    effects.extend(changed(state, now));
    effects
}

/// The button that opened the dialog may be gone afterwards; its message is not.
pub(super) fn back_to_message(state: &State) -> Option<Effect> {
    let in_gallery = state.area == Area::Gallery;
    if in_gallery
        && matches!(
            state.dialog,
            Some(Dialog::Redact { .. } | Dialog::Lightbox { .. } | Dialog::Part(_))
        )
    {
        return Some(Effect::FocusOn {
            id: super::gallery::GALLERY_ID.to_owned(),
        });
    }
    let record = match &state.dialog {
        Some(Dialog::Redact { target, .. }) => match target {
            RedactTarget::Message { record, .. }
            | RedactTarget::Span { record, .. }
            | RedactTarget::Attachment { record, .. }
            | RedactTarget::Part { record, .. } => *record,
            RedactTarget::Participant { .. } => return None,
        },
        Some(Dialog::Choose { record, .. }) => *record,
        Some(Dialog::Part(form)) => form.record,
        Some(Dialog::WhereFrom(Some(shown))) => shown.0,
        Some(Dialog::Work(dialog)) => dialog.record()?,
        _no_message => return None,
    };
    Some(Effect::FocusOn {
        id: super::feed::element_id(record),
    })
}

/// A mark was pressed: the list shows its decision.
pub(super) fn open_redaction(state: &mut State, decision: String) -> Vec<Effect> {
    state.area = Area::Redact;
    state.chosen_redaction = Some(decision);
    vec![Effect::FocusOn {
        id: "chosen-redaction".to_owned(),
    }]
}

/// What is withheld was told anew; an answer about an older log is dropped.
pub(super) fn told(
    state: &mut State,
    revision: u32,
    list: Vec<RedactionRow>,
    shares: Vec<ThreadShare>,
) -> Vec<Effect> {
    if revision == state.log.revision() {
        state.redactions = list.into();
        state.shares = shares.into();
    }
    Vec::new()
}
