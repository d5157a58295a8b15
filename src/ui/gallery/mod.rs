//! The area "Gallery": files, links and places of everything that is open, as tiles of which only
//! those in view exist in the document; and one of them large, in a dialog.

mod grid;
mod lightbox;
mod tile;
pub(in crate::ui) mod voice;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::action::ReadAction;
use crate::app::gallery::{Gallery, GalleryAction};
use crate::app::{Action, words};
use crate::engine::case::ThreadId;
use crate::engine::gallery::GalleryKind;
use crate::engine::session::protocol::RowsFor;
use crate::ui::view::View;

pub(super) use lightbox::view as view_lightbox;

/// Most tiles that are laid out at once: higher than this no browser draws a list.
const MOST_TILES: usize = 200_000;

/// The kinds in the order of the filter, with their names.
const KINDS: [(GalleryKind, &str); 7] = [
    (GalleryKind::Picture, "Pictures"),
    (GalleryKind::Video, "Video"),
    (GalleryKind::Sound, "Sound"),
    (GalleryKind::Document, "Documents"),
    (GalleryKind::Link, "Links"),
    (GalleryKind::Place, "Places"),
    (GalleryKind::NotThere, "Not there"),
];

/// What one thing of that kind is called.
fn kind_word(kind: GalleryKind) -> &'static str {
    match kind {
        GalleryKind::Picture => "Picture",
        GalleryKind::Video => "Video",
        GalleryKind::Sound => "Sound",
        GalleryKind::Document => "Document",
        GalleryKind::Link => "Link",
        GalleryKind::Place => "Place",
        GalleryKind::NotThere => "File that is not there",
    }
}

/// The area.
pub fn view(view: &View) -> Html {
    let gallery = &view.state.gallery;
    let recipient = view
        .state
        .reading
        .as_ref()
        .is_some_and(|reading| reading.view == RowsFor::Recipient);
    html! {
        <div class="gallery">
            <div class="gallery__tools" role="toolbar" aria-label="Gallery tools">
                { view_threads(view, gallery) }
                { view_kinds(view, gallery) }
                if view.state.reading.is_some() {
                    <label class="check">
                        <input
                            type="checkbox"
                            checked={recipient}
                            onchange={view.on(Action::Read(ReadAction::RecipientView { on: !recipient }))}
                        />
                        { "Show as the recipient will see it" }
                    </label>
                }
                <span class="gallery__status" role="status" aria-label="Gallery">{ status(gallery) }</span>
            </div>
            { view_grid(view, gallery) }
        </div>
    }
}

fn view_grid(view: &View, gallery: &Gallery) -> Html {
    if gallery.shown.is_empty() {
        let words = if gallery.progress.is_some() {
            "Looking…"
        } else {
            "Nothing of this kind is in these threads."
        };
        return html! { <p class="area__empty">{ words }</p> };
    }
    html! {
        <grid::Grid
            items={gallery.items.clone()}
            shown={gallery.shown.clone()}
            tiles={gallery.tiles.clone()}
            at={gallery.at}
            spell_out={view.state.spell_out}
            media={view.media.clone()}
            on_action={view.on_action.clone()}
        />
    }
}

/// How many there are, and what is not counted yet.
fn status(gallery: &Gallery) -> String {
    let n_shown = u32::try_from(gallery.shown.len()).unwrap_or(u32::MAX);
    let mut text = words::counted(n_shown, "thing", "things");
    if gallery.shown.len() > MOST_TILES {
        text.push_str(&format!(
            ", the first {} shown: choose a thread or a kind to see the others",
            words::count(MOST_TILES as u32)
        ));
    }
    if let Some(progress) = gallery.progress {
        let percent = progress.done * 100 / progress.total.max(1);
        text.push_str(&format!(", looking for more ({percent} %)"));
    }
    text
}

fn chosen(event: &Event) -> Option<u32> {
    let select = event.target_dyn_into::<HtmlSelectElement>()?;
    select.value().parse().ok()
}

fn view_threads(view: &View, gallery: &Gallery) -> Html {
    let onchange = view.on_action.reform(|event: Event| {
        let thread = chosen(&event).map(ThreadId);
        Action::Gallery(GalleryAction::ThreadChosen { thread })
    });
    let names = view.state.names();
    html! {
        <label>
            <span class="tools__label">{ "Thread " }</span>
            <select class="select" aria-label="Thread" {onchange}>
                <option value="" selected={gallery.thread.is_none()}>{ "All threads" }</option>
                { for view.state.threads().map(|(_, thread)| html! {
                    <option
                        value={thread.thread.0.to_string()}
                        selected={gallery.thread == Some(thread.thread)}
                    >{ names.title(thread) }</option>
                }) }
            </select>
        </label>
    }
}

fn view_kinds(view: &View, gallery: &Gallery) -> Html {
    let onchange = view.on_action.reform(|event: Event| {
        let kind = chosen(&event)
            .and_then(|index| KINDS.get(index as usize))
            .map(|(kind, _)| *kind);
        Action::Gallery(GalleryAction::KindChosen { kind })
    });
    html! {
        <label>
            <span class="tools__label">{ "Kind " }</span>
            <select class="select" aria-label="Kind" {onchange}>
                <option value="" selected={gallery.kind.is_none()}>
                    { format!("All kinds ({})", words::count(gallery.n_of(None))) }
                </option>
                { for KINDS.iter().enumerate().map(|(index, (kind, name))| html! {
                    <option value={index.to_string()} selected={gallery.kind == Some(*kind)}>
                        { format!("{name} ({})", words::count(gallery.n_of(Some(*kind)))) }
                    </option>
                }) }
            </select>
        </label>
    }
}
