//! The dialog with a list of messages: what stands behind a number.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::gallery::{GalleryItem, GalleryKind};
use crate::engine::session::protocol::{Look, RowsFor, Tag, Tile};
use crate::engine::statistics::Slice;
use crate::engine::thread::RecordId;

use super::effect::Effect;
use super::looking::{self, LookFor};
use super::reading;
use super::state::{Area, Dialog, State};

/// How many are listed at first, and more each time.
const LISTED: usize = 100;

/// Messages of a thread, listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// What they are.
    pub title: String,
    /// Of which thread.
    pub thread: ThreadId,
    /// All of them, in file order; `None` until they are found.
    pub records: Option<Rc<Vec<RecordId>>>,
    /// The first of them, with what they say.
    pub tiles: Rc<Vec<Tile>>,
    /// For whose eyes.
    view: RowsFor,
    /// The question that counts.
    tag: Option<Tag>,
}

/// What happened in the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListingAction {
    /// More of the list.
    MoreWanted,
    /// One of the messages shall be read.
    Chosen {
        /// Which.
        record: RecordId,
    },
}

/// What happened in the dialog.
pub(super) fn update(state: &mut State, action: ListingAction) -> Vec<Effect> {
    match action {
        ListingAction::MoreWanted => ask_tiles(state),
        ListingAction::Chosen { record } => chosen(state, record),
    }
}

/// Opens the dialog and looks for the messages.
pub(super) fn wanted(state: &mut State, slice: Slice, title: String) -> Vec<Effect> {
    let Some(reading) = &state.reading else {
        return Vec::new();
    };
    let (thread, view) = (reading.thread, reading.view);
    let (tag, effect) = looking::ask(state, LookFor::List, Look::Slice { thread, slice });
    state.dialog = Some(Dialog::Messages(Box::new(Listing {
        title,
        thread,
        records: None,
        tiles: Rc::default(),
        view,
        tag: Some(tag),
    })));
    vec![effect]
}

/// The messages were found. A single one is shown at once.
pub(super) fn listed(state: &mut State, tag: Tag, records: Vec<RecordId>) -> Vec<Effect> {
    let Some(Dialog::Messages(listing)) = &mut state.dialog else {
        return Vec::new();
    };
    if listing.tag != Some(tag) {
        return Vec::new();
    }
    if let [only] = records[..] {
        return chosen(state, only);
    }
    listing.records = Some(Rc::new(records));
    ask_tiles(state)
}

fn ask_tiles(state: &mut State) -> Vec<Effect> {
    let Some(Dialog::Messages(listing)) = &state.dialog else {
        return Vec::new();
    };
    let (thread, view) = (listing.thread, listing.view);
    let items: Vec<GalleryItem> = listing
        .records
        .iter()
        .flat_map(|records| records.iter())
        .skip(listing.tiles.len())
        .take(LISTED)
        .map(|record| GalleryItem {
            thread,
            record: *record,
            kind: GalleryKind::NotThere,
            part: 0,
        })
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    let (tag, effect) = looking::ask(state, LookFor::ListTiles, Look::Tiles { items, view });
    if let Some(Dialog::Messages(listing)) = &mut state.dialog {
        listing.tag = Some(tag);
    }
    vec![effect]
}

/// What they say came. Rows of an older log are asked for again.
pub(super) fn tiles_arrived(
    state: &mut State,
    tag: Tag,
    revision: u32,
    tiles: Vec<Tile>,
) -> Vec<Effect> {
    let in_force = state.log.revision();
    let Some(Dialog::Messages(listing)) = &mut state.dialog else {
        return Vec::new();
    };
    if listing.tag != Some(tag) {
        return Vec::new();
    }
    if revision != in_force {
        return ask_tiles(state);
    }
    Rc::make_mut(&mut listing.tiles).extend(tiles);
    Vec::new()
}

fn chosen(state: &mut State, record: RecordId) -> Vec<Effect> {
    let Some(Dialog::Messages(listing)) = state.dialog.take() else {
        return Vec::new();
    };
    state.area = Area::Read;
    reading::go_to(state, listing.thread, record, true)
}
