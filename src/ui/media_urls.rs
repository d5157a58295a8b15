//! Object URLs of the pictures, films and sounds on screen. Each is revoked when it is let go.

use std::collections::BTreeMap;

use web_sys::{Blob, Url};
use yew::AttrValue;

use crate::engine::place::EntryId;
use crate::say;

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
        /// The bytes behind the address.
        blob: Blob,
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

    /// It was asked for.
    pub fn loading(&mut self, source: u32, entry: EntryId) {
        self.set(source, entry, MediaState::Loading);
    }

    /// It cannot be shown.
    pub fn failed(&mut self, source: u32, entry: EntryId, what: String) {
        let what = AttrValue::from(what);
        self.set(source, entry, MediaState::Failed { what });
    }

    /// It can be shown.
    pub fn ready(&mut self, source: u32, entry: EntryId, blob: &Blob, mime: String) {
        let state = match Url::create_object_url_with_blob(blob) {
            Ok(url) => MediaState::Ready {
                url: url.into(),
                mime: mime.into(),
                blob: blob.clone(),
            },
            Err(_) => MediaState::Failed {
                what: say::the_browser_cannot_show_it().into(),
            },
        };
        self.set(source, entry, state);
    }

    /// Lets go of all but these.
    pub fn keep(&mut self, only: &[(u32, EntryId)]) {
        self.states.retain(|key, state| {
            let stays = only.contains(key);
            if !stays {
                revoke(state);
            }
            stays
        });
    }

    fn set(&mut self, source: u32, entry: EntryId, state: MediaState) {
        if let Some(old) = self.states.insert((source, entry), state) {
            revoke(&old);
        }
    }
}

fn revoke(state: &MediaState) {
    if let MediaState::Ready { url, .. } = state {
        // Fails only for text that is no address at all.
        let _ = Url::revoke_object_url(url);
    }
}
