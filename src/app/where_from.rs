//! Where a message comes from: asked when a person wants to see it, shown in a dialog.

use std::rc::Rc;

use crate::engine::provenance::Provenance;
use crate::engine::session::protocol::{Request, Tag};
use crate::engine::thread::RecordId;

use super::asks::Asked;
use super::effect::Effect;
use super::state::{Dialog, State};

/// The button was pressed. Its focus comes back to the message when the dialog closes.
pub(super) fn wanted(state: &mut State, record: RecordId) -> Vec<Effect> {
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    reading.focused = Some(record);
    let thread = reading.thread;
    state.dialog = Some(Dialog::WhereFrom(None));
    let tag = state.asks.ask(Asked::WhereFrom);
    vec![Effect::post(Request::Provenance {
        tag,
        thread,
        record,
    })]
}

/// The answer. When the dialog was closed meanwhile, nobody wants it any more.
pub(super) fn told(
    state: &mut State,
    tag: Tag,
    record: RecordId,
    found: Option<Box<Provenance>>,
) -> Vec<Effect> {
    if state.asks.answered(tag) != Some(Asked::WhereFrom) {
        return Vec::new();
    }
    if let Some(Dialog::WhereFrom(shown)) = &mut state.dialog {
        match found {
            Some(found) => *shown = Some(Rc::new((record, *found))),
            None => state.dialog = None,
        }
    }
    Vec::new()
}
