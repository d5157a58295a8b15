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
use crate::say;
use crate::ui::view::View;

pub(super) use lightbox::view as view_lightbox;

/// Most tiles that are laid out at once: higher than this no browser draws a list.
const MOST_TILES: usize = 200_000;

/// The kinds in the order of the filter, with their names.
fn kinds() -> [(GalleryKind, &'static str); 7] {
    [
        (GalleryKind::Picture, say::pictures()),
        (GalleryKind::Video, say::video()),
        (GalleryKind::Sound, say::sound()),
        (GalleryKind::Document, say::documents()),
        (GalleryKind::Link, say::links()),
        (GalleryKind::Place, say::places()),
        (GalleryKind::NotThere, say::not_there_2()),
    ]
}

/// What one thing of that kind is called.
fn kind_word(kind: GalleryKind) -> &'static str {
    match kind {
        GalleryKind::Picture => say::picture(),
        GalleryKind::Video => say::video(),
        GalleryKind::Sound => say::sound(),
        GalleryKind::Document => say::document(),
        GalleryKind::Link => say::link(),
        GalleryKind::Place => say::place(),
        GalleryKind::NotThere => say::file_that_is_not_there(),
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
            <div class="gallery__tools" role="toolbar" aria-label={say::gallery_tools()}>
                { view_threads(view, gallery) }
                { view_kinds(view, gallery) }
                if view.state.reading.is_some() {
                    <label class="check">
                        <input
                            type="checkbox"
                            checked={recipient}
                            onchange={view.on(Action::Read(ReadAction::RecipientView { on: !recipient }))}
                        />
                        { say::show_as_the_recipient_will_see_it() }
                    </label>
                }
                <span class="gallery__status" role="status" aria-label={say::gallery()}>{ status(gallery) }</span>
            </div>
            { view_grid(view, gallery) }
        </div>
    }
}

fn view_grid(view: &View, gallery: &Gallery) -> Html {
    if gallery.shown.is_empty() {
        let words = if gallery.progress.is_some() {
            say::looking()
        } else {
            say::nothing_of_this_kind_is_in_these()
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
    let mut text = say::n_things(n_shown);
    if gallery.shown.len() > MOST_TILES {
        text.push_str(&say::the_first_text_shown_choose_a_thread(words::count(
            MOST_TILES as u32,
        )));
    }
    if let Some(progress) = gallery.progress {
        let percent = progress.done * 100 / progress.total.max(1);
        text.push_str(&say::looking_for_more_percent(percent));
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
            <span class="tools__label">{ say::thread_2() }</span>
            <select class="select" aria-label={say::thread()} {onchange}>
                <option value="" selected={gallery.thread.is_none()}>{ say::all_threads() }</option>
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
            .and_then(|index| kinds().get(index as usize).copied())
            .map(|(kind, _)| kind);
        Action::Gallery(GalleryAction::KindChosen { kind })
    });
    html! {
        <label>
            <span class="tools__label">{ say::kind() }</span>
            <select class="select" aria-label={say::kind_2()} {onchange}>
                <option value="" selected={gallery.kind.is_none()}>
                    { say::all_kinds_one(words::count(gallery.n_of(None))) }
                </option>
                { for kinds().iter().enumerate().map(|(index, (kind, name))| html! {
                    <option value={index.to_string()} selected={gallery.kind == Some(*kind)}>
                        { format!("{name} ({})", words::count(gallery.n_of(Some(*kind)))) }
                    </option>
                }) }
            </select>
        </label>
    }
}
