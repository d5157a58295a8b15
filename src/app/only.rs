//! The feed with the messages that a search does not find left out.

use std::rc::Rc;

use crate::engine::session::protocol::Tag;
use crate::engine::thread::RecordId;

use super::effect::Effect;
use super::feed::RowWindow;
use super::reading::ask_rows;
use super::state::State;

/// The messages that alone are shown, and the search that found them; `None` when nothing is left out.
pub(super) fn only(state: &State) -> Option<(Tag, Rc<Vec<RecordId>>)> {
    let search = &state.reading.as_ref()?.search;
    let records = search.records.as_ref()?;
    state
        .only_matches
        .then(|| Some((search.tag?, Rc::clone(records))))?
}

/// Whether it is not known yet what is to be left out. The rows that are there stay meanwhile.
pub(super) fn awaits(state: &State) -> bool {
    let search = state.reading.as_ref().map(|reading| &reading.search);
    state.only_matches
        && search.is_some_and(|search| search.tag.is_some() && search.records.is_none())
}

/// What is left out may have changed: the rows around the reader's place are asked for anew.
pub(super) fn changed(state: &mut State) -> Vec<Effect> {
    let only = only(state);
    if only.is_none() && awaits(state) {
        return Vec::new();
    }
    let revision = state.log.revision();
    let Some(reading) = &mut state.reading else {
        return Vec::new();
    };
    let standing = only.as_ref().map(|(_, records)| records);
    if reading.window.only.as_ref() == standing {
        // Other words may be found in the same messages.
        return ask_rows(state);
    }
    let at = reading
        .jump
        .map_or_else(|| reading.window.first_record(), |jump| jump.record);
    let place = standing.map_or(at.0, |records| {
        records.partition_point(|record| *record < at) as u32
    });
    let (_, n_rows) = reading.wanted;
    reading.wanted = (place.saturating_sub(n_rows / 2), n_rows);
    if let Some(records) = standing.filter(|records| records.is_empty()) {
        // There is nothing to wait for.
        reading.window = Rc::new(RowWindow {
            only: Some(Rc::clone(records)),
            revision,
            ..RowWindow::default()
        });
        return Vec::new();
    }
    ask_rows(state)
}
