//! Files of the export on their way to the screen, or to be saved.

use super::asks::Asked;
use super::effect::Effect;
use super::parts;
use super::state::State;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::{Request, RowsFor, Tag};

/// Asks for a file as the view may show it: in the recipient's without what is withheld of it.
pub(super) fn wanted(state: &mut State, source: u32, entry: EntryId) -> Effect {
    if let Some(effect) = parts::to_screen(state, source, entry) {
        return effect;
    }
    let view = state.reading.as_ref().map(|reading| reading.view);
    let part = state.parts.get(&(source, entry));
    let muted = part.filter(|_| view == Some(RowsFor::Recipient));
    let muted = muted.map_or(Vec::new(), |part| part.muted.clone());
    let tag = state.asks.ask(Asked::Media { source, entry });
    Effect::post(Request::Media {
        tag,
        source,
        entry,
        muted,
    })
}

/// Asks for a file as it is, to be saved.
pub(super) fn save(state: &mut State, (source, entry): (u32, EntryId), name: &str) -> Vec<Effect> {
    let name = super::words::safe_file_name(name);
    let tag = state.asks.ask(Asked::SaveMedia { name });
    vec![Effect::post(Request::Media {
        tag,
        source,
        entry,
        muted: Vec::new(),
    })]
}

/// Bytes came.
pub(super) fn arrived(
    state: &mut State,
    tag: Tag,
    (source, entry): (u32, EntryId),
    mime: String,
) -> Vec<Effect> {
    match state.asks.answered(tag) {
        Some(Asked::Media { .. }) if state.media.contains(&(source, entry)) => {
            vec![Effect::ShowMedia {
                tag,
                source,
                entry,
                mime,
            }]
        }
        Some(Asked::SaveMedia { name }) => vec![Effect::SaveMedia { tag, name }],
        Some(Asked::Preview) => vec![Effect::ShowPreview { tag }],
        Some(Asked::ToBurn {
            source,
            entry,
            boxes,
            why,
        }) => parts::arrived(state, tag, (source, entry, boxes, why)),
        Some(
            Asked::Media { .. }
            | Asked::Rows { .. }
            | Asked::LongRow { .. }
            | Asked::Find
            | Asked::HitRows { .. }
            | Asked::WhyNot
            | Asked::Sign
            | Asked::Compare
            | Asked::Earlier
            | Asked::CountTerms
            | Asked::FindTerm
            | Asked::WhereFrom
            | Asked::GoToDate { .. }
            | Asked::Work(_)
            | Asked::Scope
            | Asked::Build
            | Asked::Look(_)
            | Asked::PrintRows
            | Asked::Seal
            | Asked::Burn { .. }
            | Asked::Verify,
        )
        | None => Vec::new(),
    }
}
