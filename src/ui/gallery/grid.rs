//! The tiles in view. A struct component: it measures what the browser laid out.
//!
//! The focus stays on the list itself, which names the tile that the keyboard stands on: so it is
//! never lost when that tile leaves the window.

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::MOST_TILES;
use super::tile::GalleryTile;
use crate::app::Action;
use crate::app::gallery::{GALLERY_ID, GalleryAction};
use crate::engine::gallery::GalleryItem;
use crate::engine::session::protocol::Tile;
use crate::say;
use crate::ui::media_urls::MediaUrls;

/// As in the styles: least width of a tile, its height, and the room between two. Units: pixels.
const TILE_WIDTH: f64 = 168.0;
const TILE_HEIGHT: f64 = 214.0;
const GAP: f64 = 12.0;
/// Room around all of them.
const ROOM: f64 = 16.0;
/// Rows drawn beyond the view, on each side.
const MARGIN_ROWS: usize = 2;

/// What the grid needs.
#[derive(Properties, PartialEq)]
pub(super) struct GridProps {
    pub(super) items: Rc<Vec<GalleryItem>>,
    /// Which of them fit the filters.
    pub(super) shown: Rc<Vec<u32>>,
    pub(super) tiles: Rc<BTreeMap<GalleryItem, Rc<Tile>>>,
    /// The one that the keyboard stands on.
    pub(super) at: usize,
    pub(super) spell_out: bool,
    pub(super) media: Rc<MediaUrls>,
    pub(super) on_action: Callback<Action>,
}

pub(super) enum Msg {
    /// The scroll bar moved, or the view has another size.
    Moved,
    /// A key.
    Key(KeyboardEvent),
}

pub(super) struct Grid {
    scroller: NodeRef,
    track: NodeRef,
    rows: NodeRef,
    n_columns: usize,
    first_row: usize,
    n_rows: usize,
    asked: Option<(usize, usize, usize)>,
    _resize: Option<EventListener>,
}

impl Component for Grid {
    type Message = Msg;
    type Properties = GridProps;

    fn create(ctx: &Context<Self>) -> Grid {
        let link = ctx.link().clone();
        let resize = web_sys::window().map(|window| {
            EventListener::new(&window, "resize", move |_| link.send_message(Msg::Moved))
        });
        Grid {
            scroller: NodeRef::default(),
            track: NodeRef::default(),
            rows: NodeRef::default(),
            n_columns: 1,
            first_row: 0,
            n_rows: 1,
            asked: None,
            _resize: resize,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Moved => self.measure(),
            Msg::Key(event) => {
                self.key(ctx, &event);
                false
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let n_shown = n_shown(props);
        let first = self.first_row * self.n_columns;
        let end = n_shown.min(first + self.n_rows * self.n_columns);
        let active = (first..end).contains(&props.at).then(|| tile_id(props.at));
        html! {
            <div
                class="gallery__scroller"
                id={GALLERY_ID}
                ref={&self.scroller}
                role="listbox"
                tabindex="0"
                aria-label={say::files_links_and_places()}
                aria-activedescendant={active}
                onscroll={ctx.link().callback(|_: Event| Msg::Moved)}
                onkeydown={ctx.link().callback(Msg::Key)}
            >
                <div class="gallery__track" ref={&self.track} role="presentation">
                    <div class="gallery__rows" ref={&self.rows} role="presentation">
                        { for (first..end).map(|at| view_tile(props, at)) }
                    </div>
                </div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first_render: bool) {
        if self.measure() {
            ctx.link().send_message(Msg::Moved);
        }
        self.place(ctx.props());
        self.ask(ctx);
    }
}

/// How many are laid out.
fn n_shown(props: &GridProps) -> usize {
    props.shown.len().min(MOST_TILES)
}

/// The id of a tile's element.
fn tile_id(at: usize) -> String {
    format!("tile-{at}")
}

fn view_tile(props: &GridProps, at: usize) -> Html {
    let item = props
        .shown
        .get(at)
        .and_then(|index| props.items.get(*index as usize));
    let Some(item) = item else {
        return Html::default();
    };
    let tile = props.tiles.get(item);
    let media = tile
        .and_then(|tile| tile.row.attachment.as_ref())
        .and_then(|file| props.media.get(file.source, file.entry?).cloned());
    html! {
        <GalleryTile
            key={at}
            id={tile_id(at)}
            {at}
            n_shown={n_shown(props)}
            item={*item}
            tile={tile.cloned()}
            {media}
            active={props.at == at}
            spell_out={props.spell_out}
            on_action={props.on_action.clone()}
        />
    }
}

impl Grid {
    /// Takes the size and place of the view. Returns whether other tiles are in it now.
    fn measure(&mut self) -> bool {
        let Some(scroller) = self.scroller.cast::<Element>() else {
            return false;
        };
        let width = (f64::from(scroller.client_width()) - 2.0 * ROOM).max(1.0);
        let n_columns = (((width + GAP) / (TILE_WIDTH + GAP)).floor() as usize).max(1);
        let step = TILE_HEIGHT + GAP;
        let top = (f64::from(scroller.scroll_top()) - ROOM).max(0.0);
        let first_row = ((top / step).floor() as usize).saturating_sub(MARGIN_ROWS);
        let in_view = (f64::from(scroller.client_height()) / step).ceil() as usize + 1;
        let n_rows = in_view + 2 * MARGIN_ROWS;
        let changed =
            (n_columns, first_row, n_rows) != (self.n_columns, self.first_row, self.n_rows);
        (self.n_columns, self.first_row, self.n_rows) = (n_columns, first_row, n_rows);
        changed
    }

    /// Gives the track its height and moves the drawn rows to where they belong.
    fn place(&self, props: &GridProps) {
        let n_rows = n_shown(props).div_ceil(self.n_columns);
        let step = TILE_HEIGHT + GAP;
        let set = |node: &NodeRef, name: &str, value: String| {
            if let Some(element) = node.cast::<HtmlElement>() {
                // Only fails for names the browser does not know; these are old.
                let _ = element.style().set_property(name, &value);
            }
        };
        let height = n_rows as f64 * step - GAP + 2.0 * ROOM;
        set(&self.track, "height", format!("{height:.0}px"));
        let above = self.first_row as f64 * step + ROOM;
        set(&self.rows, "transform", format!("translateY({above:.0}px)"));
    }

    /// Says which tiles are in view, when they are others than before.
    fn ask(&mut self, ctx: &Context<Self>) {
        let first = self.first_row * self.n_columns;
        let n_tiles = self.n_rows * self.n_columns;
        let asked = (first, n_tiles, ctx.props().shown.len());
        if self.asked == Some(asked) {
            return;
        }
        self.asked = Some(asked);
        let wanted = GalleryAction::WindowWanted { first, n_tiles };
        ctx.props().on_action.emit(Action::Gallery(wanted));
    }

    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) {
        let props = ctx.props();
        let Some(last) = n_shown(props).checked_sub(1) else {
            return;
        };
        let page = self.n_columns * self.n_rows.saturating_sub(2 * MARGIN_ROWS + 1).max(1);
        let to = match event.key().as_str() {
            "ArrowRight" => props.at + 1,
            "ArrowLeft" => props.at.saturating_sub(1),
            "ArrowDown" => props.at + self.n_columns,
            "ArrowUp" => props.at.checked_sub(self.n_columns).unwrap_or(props.at),
            "PageDown" => props.at + page,
            "PageUp" => props.at.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            "Enter" | " " => {
                event.prevent_default();
                let opened = GalleryAction::Opened { at: props.at };
                return props.on_action.emit(Action::Gallery(opened));
            }
            _other => return,
        };
        event.prevent_default();
        let at = to.min(last);
        self.bring_into_view(at);
        props
            .on_action
            .emit(Action::Gallery(GalleryAction::Moved { at }));
    }

    fn bring_into_view(&self, at: usize) {
        let Some(scroller) = self.scroller.cast::<Element>() else {
            return;
        };
        let step = TILE_HEIGHT + GAP;
        let top = (at / self.n_columns) as f64 * step;
        let bottom = top + TILE_HEIGHT + 2.0 * ROOM;
        let (from, height) = (
            f64::from(scroller.scroll_top()),
            f64::from(scroller.client_height()),
        );
        if top < from {
            scroller.set_scroll_top(top as i32);
        } else if bottom > from + height {
            scroller.set_scroll_top((bottom - height) as i32);
        }
    }
}
