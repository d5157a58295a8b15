//! Marks on messages: tags, bookmarks, notes, exhibits.

use crate::engine::casework::MarkKind;
use crate::engine::decision::{
    CaseWork, DecisionId, DecisionKind, Passage, TagColour, is_tag_key, tag_name,
};
use crate::engine::place::MessagePlace;
use crate::engine::session::protocol::RowsFor;
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;
use crate::say;

use super::{MarkTarget, PassageStart, WorkDialog, close, is_wrong, open};
use crate::app::effect::Effect;
use crate::app::reading::named_now;
use crate::app::sources::log_changed;
use crate::app::state::{Dialog, State};

/// Small letters that the page uses itself.
const TAKEN_KEYS: &str = "abcegjklnprstx";

/// Whether a tag may have that key.
pub fn is_free_key(key: char) -> bool {
    is_tag_key(key) && !TAKEN_KEYS.contains(key)
}

/// The tag that a key puts on a message.
pub fn tag_at_key(state: &State, key: char) -> Option<String> {
    let tags = &state.work.fold.tags;
    let found = tags.iter().find(|tag| tag.key == Some(key));
    found.map(|tag| tag.name.clone())
}

/// The place of a message on screen, as decisions name it now.
pub(super) fn place_of(state: &State, record: RecordId) -> Option<MessagePlace> {
    let reading = state.reading.as_ref()?;
    // Rows made for the recipient stand elsewhere.
    if reading.shown == RowsFor::Recipient {
        return None;
    }
    let row = reading.window.row(record)?;
    let (source, _) = state.thread(reading.thread)?;
    Some(named_now(source, &row.place))
}

/// Says why nothing happened.
pub(super) fn nothing_here(state: &mut State) -> Vec<Effect> {
    state.alerts.notice(
        say::no_message_is_focused_that_could_be(),
        say::switch_show_as_the_recipient_will_see(),
    );
    Vec::new()
}

fn withdrawals(ids: Vec<DecisionId>) -> Vec<DecisionKind> {
    ids.into_iter()
        .map(|withdraws| DecisionKind::Withdraw { withdraws })
        .collect()
}

/// The decisions, as one act.
pub(super) fn act(state: &mut State, now: &Instant, kinds: Vec<DecisionKind>) -> Vec<Effect> {
    state.log.act_together(now, kinds);
    log_changed(state, now)
}

pub(super) fn toggle_tag(
    state: &mut State,
    now: &Instant,
    record: RecordId,
    tag: &str,
) -> Vec<Effect> {
    let Some(target) = place_of(state, record) else {
        return nothing_here(state);
    };
    let fold = &state.work.fold;
    let there = fold.tagged_by(&target, tag);
    let name = fold.tag(tag).map_or(tag.trim(), |tag| &tag.name).to_owned();
    let said = if there.is_empty() {
        say::name_put_on_message_record(&name, record.0 + 1)
    } else {
        say::name_taken_off_message_record(&name, record.0 + 1)
    };
    state.alerts.clear_notices();
    state.alerts.notice(said, "");
    let kinds = if there.is_empty() {
        vec![DecisionKind::Work(CaseWork::Tagged { tag: name, target })]
    } else {
        withdrawals(there)
    };
    act(state, now, kinds)
}

pub(super) fn toggle_bookmark(state: &mut State, now: &Instant, record: RecordId) -> Vec<Effect> {
    let Some(target) = place_of(state, record) else {
        return nothing_here(state);
    };
    let there = state.work.fold.bookmarked_by(&target);
    let kinds = if there.is_empty() {
        vec![DecisionKind::Work(CaseWork::Bookmark { target })]
    } else {
        withdrawals(there)
    };
    act(state, now, kinds)
}

pub(super) fn tags_wanted(state: &mut State, record: RecordId, key: Option<char>) -> Vec<Effect> {
    let Some(place) = place_of(state, record) else {
        return nothing_here(state);
    };
    open(
        state,
        WorkDialog::Tags {
            record,
            place,
            edited: None,
            key,
            error: None,
        },
    )
}

/// The form for a new tag takes up one that is there.
pub(super) fn tag_edit_wanted(state: &mut State, tag: String) -> Vec<Effect> {
    let at_key = state.work.fold.tag(&tag).and_then(|tag| tag.key);
    if let Some(Dialog::Work(WorkDialog::Tags {
        edited, key, error, ..
    })) = &mut state.dialog
    {
        *edited = Some(tag);
        *key = at_key;
        *error = None;
    }
    Vec::new()
}

/// Defines a tag and puts it on the message; one that is changed stays where it is.
pub(super) fn tag_defined(
    state: &mut State,
    now: &Instant,
    name: &str,
    colour: TagColour,
    key: &str,
    by: Option<String>,
) -> Vec<Effect> {
    let Some(Dialog::Work(WorkDialog::Tags { place, edited, .. })) = &state.dialog else {
        return Vec::new();
    };
    let (place, edited) = (place.clone(), edited.clone());
    let name = name.trim().to_owned();
    let mut key = key.trim().chars();
    let (first, more) = (key.next(), key.next());
    let first = first.map(|key| key.to_ascii_lowercase());
    let wrong = wrong_tag(state, &name, first, more.is_some(), edited.as_deref());
    if is_wrong(state, wrong) {
        return Vec::new();
    }
    let mut effects = close(state, by);
    let mut kinds = Vec::new();
    let fold = &state.work.fold;
    if let Some(old) = edited.as_deref().and_then(|tag| fold.tag(tag)) {
        kinds.extend(withdrawals(old.definitions.clone()));
        if tag_name(&old.name) != tag_name(&name) {
            kinds.extend(renamed(state, &tag_name(&old.name), &name));
        }
    }
    kinds.push(DecisionKind::Work(CaseWork::TagDefined {
        tag: name.clone(),
        colour,
        key: first,
    }));
    if edited.is_none() {
        let (tag, target) = (name, named_later(state, place));
        kinds.push(DecisionKind::Work(CaseWork::Tagged { tag, target }));
    }
    effects.extend(act(state, now, kinds));
    effects
}

/// Takes the tag off every message and puts it on again under its new name.
fn renamed(state: &State, old: &str, new: &str) -> Vec<DecisionKind> {
    let marks = state.work.fold.marks.iter();
    marks
        .filter(|mark| matches!(&mark.what, MarkKind::Tag { tag } if tag == old))
        .flat_map(|mark| {
            let withdraws = mark.made.id.clone();
            let (tag, target) = (new.to_owned(), mark.on.target.clone());
            [
                DecisionKind::Withdraw { withdraws },
                DecisionKind::Work(CaseWork::Tagged { tag, target }),
            ]
        })
        .collect()
}

/// A source that got its digest while the dialog was open is named by it.
fn named_later(state: &State, mut place: MessagePlace) -> MessagePlace {
    if let Some(confirmed) = state.confirmed.get(&place.source) {
        place.source = confirmed.clone();
    }
    place
}

fn wrong_tag(
    state: &State,
    name: &str,
    key: Option<char>,
    has_more: bool,
    edited: Option<&str>,
) -> Option<String> {
    if name.is_empty() {
        return Some(say::give_the_tag_a_name().to_owned());
    }
    let edited = edited.map(tag_name);
    let is_other = |tag: &str| Some(tag_name(tag)) != edited;
    if let Some(tag) = state.work.fold.tag(name)
        && is_other(&tag.name)
        && !tag.definitions.is_empty()
    {
        return Some(say::there_is_a_tag_name_already(&tag.name));
    }
    let key = key?;
    if has_more || !is_free_key(key) {
        return Some(say::a_key_is_one_digit_from_1().to_owned());
    }
    let taken = tag_at_key(state, key).filter(|tag| is_other(tag));
    taken.map(say::tag_has_that_key)
}

pub(super) fn passage_begun(state: &mut State, record: RecordId) -> Vec<Effect> {
    let thread = state.reading.as_ref().map(|reading| reading.thread);
    let (Some(place), Some(thread)) = (place_of(state, record), thread) else {
        return nothing_here(state);
    };
    state.alerts.clear_notices();
    state.alerts.notice(
        say::a_passage_begins_at_message_record(record.0 + 1),
        say::go_to_its_last_message_then_press(),
    );
    state.work.passage = Some(PassageStart {
        thread,
        record,
        place,
    });
    Vec::new()
}

/// The message, or the passage that ends or begins with it.
pub(super) fn target(state: &State, record: RecordId) -> Option<MarkTarget> {
    let place = place_of(state, record)?;
    let thread = state.reading.as_ref()?.thread;
    let begun = state.work.passage.as_ref();
    let begun = begun.filter(|begun| begun.thread == thread && begun.record != record);
    let here = (record, place);
    Some(match begun {
        None => MarkTarget {
            first: here,
            last: None,
            focused: record,
        },
        Some(begun) => {
            let there = (begun.record, named_later(state, begun.place.clone()));
            let (first, last) = if begun.record < record {
                (there, here)
            } else {
                (here, there)
            };
            MarkTarget {
                first,
                last: Some(last),
                focused: record,
            }
        }
    })
}

pub(super) fn passage(state: &State, on: &MarkTarget) -> Passage {
    Passage {
        target: named_later(state, on.first.1.clone()),
        until: on
            .last
            .as_ref()
            .map(|(_, place)| named_later(state, place.clone())),
    }
}

pub(super) fn note_wanted(state: &mut State, record: RecordId) -> Vec<Effect> {
    match target(state, record) {
        Some(on) => open(state, WorkDialog::Note { on, error: None }),
        None => nothing_here(state),
    }
}

pub(super) fn note_given(
    state: &mut State,
    now: &Instant,
    text: &str,
    by: Option<String>,
) -> Vec<Effect> {
    let Some(Dialog::Work(WorkDialog::Note { on, .. })) = &state.dialog else {
        return Vec::new();
    };
    let on = passage(state, on);
    let text = text.trim().to_owned();
    let wrong = text.is_empty().then(|| say::write_the_note().to_owned());
    if is_wrong(state, wrong) {
        return Vec::new();
    }
    let mut effects = close(state, by);
    state.work.passage = None;
    let note = DecisionKind::Work(CaseWork::Note { on, text });
    effects.extend(act(state, now, vec![note]));
    effects
}

pub(super) fn withdrawn(state: &mut State, now: &Instant, decision: String) -> Vec<Effect> {
    let withdraws = DecisionId(decision);
    act(state, now, vec![DecisionKind::Withdraw { withdraws }])
}
