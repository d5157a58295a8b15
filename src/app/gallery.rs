//! The area "Gallery": what there is, what is on screen, what is open in the lightbox.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::gallery::{GalleryItem, GalleryKind};
use crate::engine::job::Progress;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::{Look, Request, RowsFor, Tag, Tile};

use super::effect::Effect;
use super::looking::{self, LookFor};
use super::reading;
use super::redacting::RedactTarget;
use super::state::{Area, Dialog, Screen, State};

/// Id of the element that holds the tiles and has the keyboard focus for them.
pub const GALLERY_ID: &str = "gallery";

/// Tiles that are kept although they are off screen.
const MOST_TILES_KEPT: usize = 1_200;

/// The area.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gallery {
    key: Option<Key>,
    tag: Option<Tag>,
    /// All that was found, in case order.
    pub items: Rc<Vec<GalleryItem>>,
    /// Found anew while the list before still stands.
    coming: Option<Vec<GalleryItem>>,
    /// How far the looking is; `None` when it is done.
    pub progress: Option<Progress>,
    /// Only of this thread.
    pub thread: Option<ThreadId>,
    /// Only of this kind.
    pub kind: Option<GalleryKind>,
    /// Which of `items` fit the filters.
    pub shown: Rc<Vec<u32>>,
    /// What is known of them.
    pub tiles: Rc<BTreeMap<GalleryItem, Rc<Tile>>>,
    /// First and number of those on screen.
    window: (usize, usize),
    /// The one that the keyboard stands on, as its place in `shown`.
    pub at: usize,
    /// How far each sound was heard. Units: milliseconds.
    pub heard: BTreeMap<(u32, EntryId), u32>,
}

/// What the list depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    view: RowsFor,
    n_sources: usize,
    n_restarts: u32,
    revision: u32,
}

/// What happened in the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GalleryAction {
    /// Only of one thread, or of all.
    ThreadChosen {
        /// Which.
        thread: Option<ThreadId>,
    },
    /// Only of one kind, or of all.
    KindChosen {
        /// Which.
        kind: Option<GalleryKind>,
    },
    /// These are on screen.
    WindowWanted {
        /// First, as its place in `shown`.
        first: usize,
        /// How many.
        n_tiles: usize,
    },
    /// The keyboard stands on another one.
    Moved {
        /// Its place in `shown`.
        at: usize,
    },
    /// One shall be shown large.
    Opened {
        /// Its place in `shown`.
        at: usize,
    },
    /// The next or previous one shall be shown large.
    Stepped {
        /// Whether the next.
        forward: bool,
    },
    /// The message of the one that is shown large.
    MessageWanted,
    /// Its file shall be withheld.
    RedactWanted,
    /// A sound was heard up to here.
    Heard {
        /// Number of the source.
        source: u32,
        /// Which entry.
        entry: EntryId,
        /// Units: milliseconds.
        position_ms: u32,
    },
}

/// What happened in the area.
pub(super) fn update(state: &mut State, action: GalleryAction) -> Vec<Effect> {
    match action {
        GalleryAction::ThreadChosen { thread } => {
            state.gallery.thread = thread;
            filtered(state)
        }
        GalleryAction::KindChosen { kind } => {
            state.gallery.kind = kind;
            filtered(state)
        }
        GalleryAction::WindowWanted { first, n_tiles } => {
            state.gallery.window = (first, n_tiles);
            let mut effects = let_go(state);
            effects.extend(ask_tiles(state));
            effects
        }
        GalleryAction::Moved { at } => {
            state.gallery.at = at;
            Vec::new()
        }
        GalleryAction::Opened { at } => opened(state, at),
        GalleryAction::Stepped { forward } => stepped(state, forward),
        GalleryAction::MessageWanted => message_wanted(state),
        GalleryAction::RedactWanted => redact_wanted(state),
        GalleryAction::Heard {
            source,
            entry,
            position_ms,
        } => {
            state.gallery.heard.insert((source, entry), position_ms);
            Vec::new()
        }
    }
}

impl Gallery {
    /// One of those that fit the filters.
    pub fn item(&self, at: usize) -> Option<GalleryItem> {
        let index = *self.shown.get(at)?;
        self.items.get(index as usize).copied()
    }

    /// Its tile, when it is known.
    pub fn tile(&self, at: usize) -> Option<&Rc<Tile>> {
        self.tiles.get(&self.item(at)?)
    }

    /// How many of each kind there are in the chosen thread.
    pub fn n_of(&self, kind: Option<GalleryKind>) -> u32 {
        let fits = |item: &&GalleryItem| {
            self.thread.is_none_or(|thread| thread == item.thread)
                && kind.is_none_or(|kind| kind == item.kind)
        };
        let count = self.items.iter().filter(fits).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn fill_shown(&mut self) {
        let fitting = self.items.iter().zip(0..).filter(|(item, _)| {
            self.thread.is_none_or(|thread| thread == item.thread)
                && self.kind.is_none_or(|kind| kind == item.kind)
        });
        self.shown = Rc::new(fitting.map(|(_, index)| index).collect());
        self.at = self.at.min(self.shown.len().saturating_sub(1));
    }
}

/// For whose eyes the page is now.
fn view_of(state: &State) -> RowsFor {
    state
        .reading
        .as_ref()
        .map_or(RowsFor::Editor, |reading| reading.view)
}

/// Asks for the list when the area is shown and what it depends on changed. Nothing is listed
/// before what was kept is back, so that nothing withheld shows bare.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    let on_screen = state.area == Area::Gallery && state.screen == Screen::Case;
    let settled = state
        .sources
        .iter()
        .all(super::state::SourceState::is_settled);
    if !on_screen || !settled || state.sources.is_empty() {
        return Vec::new();
    }
    let key = Key {
        view: view_of(state),
        n_sources: state.sources.len(),
        n_restarts: state.n_restarts,
        revision: state.log.revision(),
    };
    let before = state.gallery.key;
    if before == Some(key) {
        return Vec::new();
    }
    let only_log = before.is_some_and(|before| {
        Key {
            revision: key.revision,
            ..before
        } == key
    });
    let (tag, effect) = looking::ask(state, LookFor::Gallery, Look::Gallery { view: key.view });
    let gallery = &mut state.gallery;
    gallery.key = Some(key);
    gallery.tag = Some(tag);
    gallery.tiles = Rc::default();
    gallery.progress = Some(Progress { done: 0, total: 1 });
    if only_log {
        gallery.coming = Some(Vec::new());
    } else {
        gallery.coming = None;
        gallery.items = Rc::default();
        gallery.fill_shown();
    }
    let mut effects = vec![effect];
    effects.extend(ask_tiles(state));
    effects
}

/// More was found.
pub(super) fn found(
    state: &mut State,
    tag: Tag,
    items: Vec<GalleryItem>,
    progress: Option<Progress>,
) -> Vec<Effect> {
    let gallery = &mut state.gallery;
    if gallery.tag != Some(tag) {
        return Vec::new();
    }
    gallery.progress = progress;
    match &mut gallery.coming {
        Some(coming) => {
            coming.extend(items);
            if progress.is_some() {
                return Vec::new();
            }
            gallery.items = Rc::new(gallery.coming.take().unwrap_or_default());
        }
        None => Rc::make_mut(&mut gallery.items).extend(items),
    }
    gallery.fill_shown();
    ask_tiles(state)
}

fn filtered(state: &mut State) -> Vec<Effect> {
    state.gallery.at = 0;
    state.gallery.fill_shown();
    ask_tiles(state)
}

/// Asks for the tiles on screen that are not there.
fn ask_tiles(state: &mut State) -> Vec<Effect> {
    let items: Vec<GalleryItem> = on_screen(state)
        .filter(|item| !state.gallery.tiles.contains_key(item))
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    let view = view_of(state);
    let (_, effect) = looking::ask(state, LookFor::GalleryTiles, Look::Tiles { items, view });
    vec![effect]
}

/// Tiles came. Those of an older log are dropped: they were asked for again.
pub(super) fn tiles_arrived(state: &mut State, revision: u32, tiles: Vec<Tile>) -> Vec<Effect> {
    if revision != state.log.revision() {
        return Vec::new();
    }
    let in_use: Vec<GalleryItem> = on_screen(state).collect();
    let known = Rc::make_mut(&mut state.gallery.tiles);
    if known.len() > MOST_TILES_KEPT {
        known.retain(|item, _| in_use.contains(item));
    }
    for tile in tiles {
        known.insert(tile.item, Rc::new(tile));
    }
    Vec::new()
}

/// What is on screen, the one in the lightbox included.
fn on_screen(state: &State) -> impl Iterator<Item = GalleryItem> {
    let (first, n_tiles) = state.gallery.window;
    let open = match &state.dialog {
        Some(Dialog::Lightbox { at }) => Some(*at),
        Some(_) | None => None,
    };
    (first..first.saturating_add(n_tiles))
        .chain(open)
        .filter_map(|at| state.gallery.item(at))
}

/// Lets pictures go that are off screen, and ends unpacking those that are not there yet.
fn let_go(state: &mut State) -> Vec<Effect> {
    let on_screen: Vec<(u32, EntryId)> = on_screen(state)
        .filter_map(|item| state.gallery.tiles.get(&item))
        .filter_map(|tile| tile.row.attachment.as_ref())
        .filter_map(|file| Some((file.source, file.entry?)))
        .collect();
    if state.media.iter().all(|key| on_screen.contains(key)) {
        return Vec::new();
    }
    let mut effects: Vec<Effect> = Vec::new();
    for (tag, key) in state.asks.media() {
        if !on_screen.contains(&key) {
            state.asks.answered(tag);
            effects.push(Effect::post(Request::Cancel { tag }));
        }
    }
    state.media.retain(|key| on_screen.contains(key));
    effects.push(Effect::KeepMedia {
        only: state.media.iter().copied().collect(),
    });
    effects
}

fn opened(state: &mut State, at: usize) -> Vec<Effect> {
    if state.gallery.item(at).is_none() {
        return Vec::new();
    }
    state.gallery.at = at;
    state.dialog = Some(Dialog::Lightbox { at });
    ask_tiles(state)
}

fn stepped(state: &mut State, forward: bool) -> Vec<Effect> {
    let Some(Dialog::Lightbox { at }) = state.dialog else {
        return Vec::new();
    };
    let to = if forward {
        at.checked_add(1)
    } else {
        at.checked_sub(1)
    };
    match to.filter(|to| *to < state.gallery.shown.len()) {
        Some(to) => opened(state, to),
        None => Vec::new(),
    }
}

fn open_tile(state: &State) -> Option<Rc<Tile>> {
    match &state.dialog {
        Some(Dialog::Lightbox { at }) => state.gallery.tile(*at).cloned(),
        Some(_) | None => None,
    }
}

fn message_wanted(state: &mut State) -> Vec<Effect> {
    let Some(tile) = open_tile(state) else {
        return Vec::new();
    };
    state.dialog = None;
    state.area = Area::Read;
    reading::go_to(state, tile.item.thread, tile.item.record, true)
}

fn redact_wanted(state: &mut State) -> Vec<Effect> {
    let target = open_tile(state).and_then(|tile| {
        let (source, _) = state.thread(tile.item.thread)?;
        let entry = tile.row.attachment.as_ref()?.entry?;
        (view_of(state) == RowsFor::Editor).then(|| RedactTarget::Attachment {
            record: tile.item.record,
            source: source.identity.clone(),
            entry,
        })
    });
    if let Some(target) = target {
        state.dialog = Some(Dialog::Redact {
            target,
            error: None,
        });
    }
    Vec::new()
}
