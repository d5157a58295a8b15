//! Answers to questions that only look: sent on to what asked.

use crate::engine::session::protocol::{Look, Request, Seen, Tag};

use super::asks::Asked;
use super::effect::Effect;
use super::state::State;
use super::{carrying, gallery, listing, printing, seen_names, timeline};

/// What the answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookFor {
    /// The area "Timeline".
    Timeline,
    /// The dialog with a list of messages: which.
    List,
    /// The same: what they say.
    ListTiles,
    /// The area "Gallery": what there is.
    Gallery,
    /// The same: tiles.
    GalleryTiles,
    /// Names as the recipient sees them.
    Names,
    /// The print view: its parts.
    Print,
    /// The dialog "Take over".
    Carry,
}

/// Asks the worker. Returns the tag and what is to be done.
pub(super) fn ask(state: &mut State, what_for: LookFor, look: Look) -> (Tag, Effect) {
    let tag = state.asks.ask(Asked::Look(what_for));
    (tag, Effect::post(Request::Look { tag, look }))
}

/// An answer. One to no open question is stale and dropped.
pub(super) fn looked(state: &mut State, tag: Tag, seen: Seen) -> Vec<Effect> {
    let Some(Asked::Look(what_for)) = state.asks.get(tag).cloned() else {
        return Vec::new();
    };
    if !matches!(seen, Seen::Gallery { is_last: false, .. }) {
        state.asks.answered(tag);
    }
    match (what_for, seen) {
        (LookFor::Timeline, Seen::Statistics(counted)) => timeline::counted(state, tag, *counted),
        (LookFor::List, Seen::Slice(records)) => listing::listed(state, tag, records),
        (LookFor::ListTiles, Seen::Tiles { revision, tiles }) => {
            listing::tiles_arrived(state, tag, revision, tiles)
        }
        (
            LookFor::Gallery,
            Seen::Gallery {
                items,
                progress,
                is_last,
            },
        ) => gallery::found(state, tag, items, (!is_last).then_some(progress)),
        (LookFor::GalleryTiles, Seen::Tiles { revision, tiles }) => {
            gallery::tiles_arrived(state, revision, tiles)
        }
        (LookFor::Names, Seen::Names { revision, threads }) => {
            seen_names::arrived(state, tag, revision, threads)
        }
        (LookFor::Carry, Seen::Carry(carried)) => carrying::found(state, tag, *carried),
        (LookFor::Print, Seen::Parts(parts)) => printing::parts_arrived(state, tag, parts),
        (
            LookFor::Timeline
            | LookFor::List
            | LookFor::ListTiles
            | LookFor::Gallery
            | LookFor::GalleryTiles
            | LookFor::Names
            | LookFor::Carry
            | LookFor::Print,
            _other,
        ) => Vec::new(),
    }
}

/// After every action: asks for what the area on screen lacks.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    let mut effects = timeline::follow(state);
    effects.extend(gallery::follow(state));
    effects.extend(seen_names::follow(state));
    effects
}
