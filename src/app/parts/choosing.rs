//! The form: which file, what of it, and on to the reason.

use crate::engine::clean::Stretch;
use crate::engine::decision::{MOST_BOXES, PixelBox};
use crate::engine::session::protocol::{AttachmentView, MediaClass, Request, RowsFor};
use crate::engine::thread::RecordId;
use crate::say;

use super::{PartChosen, PartForm};
use crate::app::asks::Asked;
use crate::app::effect::Effect;
use crate::app::reading::named_now;
use crate::app::redacting::{PartTarget, RedactTarget};
use crate::app::state::{Dialog, SourceState, State};

/// "Mute a part" or "Black out a part" on a message.
pub(super) fn wanted(state: &mut State, record: RecordId) -> Vec<Effect> {
    let form = state.reading.as_ref().and_then(|reading| {
        if reading.shown == RowsFor::Recipient {
            return None;
        }
        let row = reading.window.row(record)?;
        let (source, _) = state.thread(reading.thread)?;
        let id = named_now(source, &row.place).source;
        form(record, id, row.attachment.as_ref()?)
    });
    open(state, form)
}

/// The same in the gallery, for what is shown large.
pub(super) fn wanted_here(state: &mut State) -> Vec<Effect> {
    let tile = match &state.dialog {
        Some(Dialog::Lightbox { at }) => state.gallery.tile(*at).cloned(),
        Some(_) | None => None,
    };
    let is_editor = |state: &State| {
        let view = state.reading.as_ref().map(|reading| reading.view);
        view != Some(RowsFor::Recipient)
    };
    let form = tile.filter(|_| is_editor(state)).and_then(|tile| {
        let (source, _): (&SourceState, _) = state.thread(tile.item.thread)?;
        let id = source.identity.clone();
        form(tile.item.record, id, tile.row.attachment.as_ref()?)
    });
    open(state, form)
}

/// Whether a part of a file can be withheld, by what it is.
fn form(
    record: RecordId,
    id: crate::engine::place::SourceId,
    file: &AttachmentView,
) -> Option<PartForm> {
    let chosen = match (file.class, file.mime.as_str()) {
        (MediaClass::Sound, "audio/ogg") => PartChosen::Stretch {
            from_ms: None,
            until_ms: None,
            asked: None,
        },
        (MediaClass::Picture, "image/jpeg" | "image/png" | "image/webp") => {
            PartChosen::Boxes(Vec::new())
        }
        _other => return None,
    };
    Some(PartForm {
        record,
        id,
        source: file.source,
        entry: file.entry?,
        name: file.name.clone(),
        chosen,
        codes: super::Codes::default(),
        error: None,
    })
}

fn open(state: &mut State, form: Option<PartForm>) -> Vec<Effect> {
    match form {
        Some(form) => state.dialog = Some(Dialog::Part(Box::new(form))),
        None => state.alerts.notice(
            say::no_part_of_this_file_can_be(),
            say::voice_notes_in_opus_can_be_muted(),
        ),
    }
    Vec::new()
}

fn with_form(state: &mut State, change: impl FnOnce(&mut PartForm)) -> Vec<Effect> {
    if let Some(Dialog::Part(form)) = &mut state.dialog {
        form.error = None;
        change(form);
    }
    Vec::new()
}

/// A stretch was chosen; what was heard of another is let go.
pub(super) fn stretched(state: &mut State, from: Option<u64>, until: Option<u64>) -> Vec<Effect> {
    with_form(state, |form| {
        if let PartChosen::Stretch {
            from_ms,
            until_ms,
            asked,
        } = &mut form.chosen
        {
            (*from_ms, *until_ms) = match (from, until) {
                (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
                one_end => one_end,
            };
            *asked = None;
        }
    });
    vec![Effect::DropPreview]
}

/// Boxes were drawn, moved, taken away.
pub(super) fn boxes(state: &mut State, change: impl FnOnce(&mut Vec<PixelBox>)) -> Vec<Effect> {
    with_form(state, |form| {
        if let PartChosen::Boxes(boxes) = &mut form.chosen {
            change(boxes);
            boxes.truncate(MOST_BOXES);
        }
    })
}

impl PartForm {
    /// What is to be withheld, or what is missing.
    fn target(&self) -> Result<PartTarget, &'static str> {
        match &self.chosen {
            PartChosen::Stretch {
                from_ms: Some(from_ms),
                until_ms: Some(until_ms),
                ..
            } if from_ms < until_ms => Ok(PartTarget::Stretch {
                from_ms: *from_ms,
                until_ms: *until_ms,
            }),
            PartChosen::Stretch { .. } => Err(say::choose_where_the_silence_begins_and_where()),
            PartChosen::Boxes(boxes) if PixelBox::are_sound(boxes) => {
                Ok(PartTarget::Boxes(boxes.clone()))
            }
            PartChosen::Boxes(_) => Err(say::draw_at_least_one_box()),
        }
    }
}

/// Asks for the sound with what is chosen, and what is withheld already, in silence.
pub(super) fn hear(state: &mut State) -> Vec<Effect> {
    let Some(Dialog::Part(form)) = &mut state.dialog else {
        return Vec::new();
    };
    let stretch = match form.target() {
        Ok(PartTarget::Stretch { from_ms, until_ms }) => Stretch { from_ms, until_ms },
        Ok(PartTarget::Boxes(_)) => return Vec::new(),
        Err(missing) => {
            form.error = Some(missing.to_owned());
            return Vec::new();
        }
    };
    let (source, entry) = (form.source, form.entry);
    let standing = state.parts.get(&(source, entry));
    let mut muted = standing.map_or(Vec::new(), |part| part.muted.clone());
    muted.push(stretch);
    let tag = state.asks.ask(Asked::Preview);
    if let PartChosen::Stretch { asked, .. } = &mut form.chosen {
        *asked = Some(tag);
    }
    vec![Effect::post(Request::Media {
        tag,
        source,
        entry,
        muted,
    })]
}

/// On to the reason.
pub(super) fn reason_wanted(state: &mut State) -> Vec<Effect> {
    let Some(Dialog::Part(form)) = &mut state.dialog else {
        return Vec::new();
    };
    match form.target() {
        Ok(part) => {
            let target = RedactTarget::Part {
                record: form.record,
                source: form.id.clone(),
                entry: form.entry,
                part,
            };
            state.dialog = Some(Dialog::Redact {
                target,
                error: None,
            });
            vec![Effect::DropPreview]
        }
        Err(missing) => {
            form.error = Some(missing.to_owned());
            Vec::new()
        }
    }
}
