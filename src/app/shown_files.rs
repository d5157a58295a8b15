//! Files of an export that were asked for.

use crate::engine::place::EntryId;
use crate::engine::session::protocol::Tag;

use super::asks::Asked;
use super::effect::Effect;
use super::state::State;

/// The bytes of a file are here, for the screen or for saving; for nobody when what asked is gone.
pub(super) fn arrived(
    state: &mut State,
    tag: Tag,
    source: u32,
    entry: EntryId,
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
        Some(
            Asked::Media { .. }
            | Asked::Rows { .. }
            | Asked::LongRow { .. }
            | Asked::Find
            | Asked::HitRows { .. }
            | Asked::WhyNot
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
            | Asked::Verify,
        )
        | None => Vec::new(),
    }
}
