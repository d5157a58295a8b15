//! Files that go out as they are where a package asks for clean copies: somebody decides it file by
//! file, and takes it back.

use std::rc::Rc;

use super::effect::Effect;
use super::reading::named_now;
use super::sources;
use super::state::State;
use crate::engine::decision::{Decision, DecisionKind};
use crate::engine::place::{EntryId, SourceId};
use crate::engine::session::protocol::RowsFor;
use crate::engine::thread::RecordId;
use crate::engine::time::Instant;

/// "Hand over as it is" was pressed beside a message that names a file: decided, or taken back.
pub(super) fn toggled(state: &mut State, now: &Instant, record: RecordId) -> Vec<Effect> {
    let Some((source, entry)) = file_of(state, record) else {
        return Vec::new();
    };
    let standing = decisions(state)
        .filter(|(_, of, which)| **of == source && *which == entry)
        .map(|(decision, _, _)| decision.id.clone())
        .collect::<Vec<_>>();
    if standing.is_empty() {
        let kind = DecisionKind::AsItIs {
            source,
            entry,
            note: None,
        };
        state.log.act(now, kind);
    }
    for withdraws in standing {
        state.log.act(now, DecisionKind::Withdraw { withdraws });
    }
    sources::log_changed(state, now)
}

/// Finds out which files go out as they are, now that the log changed.
pub(super) fn find(state: &mut State) {
    let found = decisions(state).filter_map(|(_, id, entry)| {
        let number = state
            .sources
            .iter()
            .position(|source| source.identity == *id)?;
        Some((number as u32, entry))
    });
    state.as_they_are = Rc::new(found.collect());
}

fn decisions(state: &State) -> impl Iterator<Item = (&Decision, &SourceId, EntryId)> {
    let standing = state.log.log().standing().into_iter();
    standing.filter_map(|decision| match &decision.kind {
        DecisionKind::AsItIs { source, entry, .. } => Some((decision, source, *entry)),
        _other => None,
    })
}

/// The file that a record names, unless the rows are those of the recipient's view.
fn file_of(state: &State, record: RecordId) -> Option<(SourceId, EntryId)> {
    let reading = state.reading.as_ref()?;
    if reading.shown == RowsFor::Recipient {
        return None;
    }
    let row = reading.window.row(record)?;
    let (source, _) = state.thread(reading.thread)?;
    let entry = row.attachment.as_ref()?.entry?;
    Some((named_now(source, &row.place).source, entry))
}
