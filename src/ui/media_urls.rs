//! Object URLs of the pictures, films and sounds on screen. Each is revoked when it is let go.

use std::collections::BTreeMap;

use yew::AttrValue;

use crate::engine::place::EntryId;

/// How far an entry is on its way to the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum MediaState {
    /// It was asked for.
    Loading,
    /// It can be shown.
    Ready {
        /// A `blob:` address.
        url: AttrValue,
        /// The type we chose by content.
        mime: AttrValue,
    },
    /// It cannot be shown.
    Failed {
        /// What happened, for people.
        what: AttrValue,
    },
}

/// By number of source and entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MediaUrls {
    states: BTreeMap<(u32, EntryId), MediaState>,
}

impl MediaUrls {
    /// The state of an entry; `None` when nobody asked for it yet.
    pub fn get(&self, source: u32, entry: EntryId) -> Option<&MediaState> {
        self.states.get(&(source, entry))
    }
}
