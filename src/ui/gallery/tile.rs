//! One tile: what it is, whose, when as written, and what is withheld or missing.

use std::rc::Rc;

use yew::prelude::*;

use super::kind_word;
use crate::app::Action;
use crate::app::characters::{on_one_line, shown, stamp};
use crate::app::feed::FeedAction;
use crate::app::gallery::GalleryAction;
use crate::app::words;
use crate::engine::gallery::{GalleryItem, GalleryKind};
use crate::engine::session::protocol::{Piece, Tile};
use crate::engine::thread::Kind;
use crate::say;
use crate::ui::media_urls::MediaState;

/// What a tile needs.
#[derive(Properties, PartialEq)]
pub(super) struct GalleryTileProps {
    pub(super) id: String,
    pub(super) at: usize,
    pub(super) n_shown: usize,
    pub(super) item: GalleryItem,
    /// `None` until it is known.
    pub(super) tile: Option<Rc<Tile>>,
    /// How far its picture is.
    pub(super) media: Option<MediaState>,
    /// Whether the keyboard stands on it.
    pub(super) active: bool,
    pub(super) spell_out: bool,
    pub(super) on_action: Callback<Action>,
}

/// One tile. A picture is asked for when its tile is drawn.
#[component]
pub(super) fn GalleryTile(props: &GalleryTileProps) -> Html {
    let file = props
        .tile
        .as_ref()
        .filter(|tile| tile.item.kind == GalleryKind::Picture)
        .and_then(|tile| tile.row.attachment.as_ref())
        .and_then(|file| Some((file.source, file.entry?)));
    let on_action = props.on_action.clone();
    use_effect_with((file, props.media.is_none()), move |(file, unasked)| {
        if let (Some((source, entry)), true) = (*file, *unasked) {
            on_action.emit(Action::Feed(FeedAction::MediaWanted { source, entry }));
        }
    });
    let at = props.at;
    let onclick = props
        .on_action
        .reform(move |_: MouseEvent| Action::Gallery(GalleryAction::Opened { at }));
    let label = props.tile.as_ref().map_or_else(
        || say::kind_being_read(kind_word(props.item.kind)),
        |tile| label(tile, props.spell_out),
    );
    html! {
        <div
            class="tile"
            id={props.id.clone()}
            role="option"
            aria-selected={props.active.to_string()}
            aria-posinset={(at + 1).to_string()}
            aria-setsize={props.n_shown.to_string()}
            aria-label={label}
            data-active={props.active.to_string()}
            {onclick}
        >
            <div class="tile__face">{ view_face(props) }</div>
            if let Some(tile) = &props.tile {
                { view_foot(tile, props.spell_out) }
            }
        </div>
    }
}

fn view_face(props: &GalleryTileProps) -> Html {
    let Some(tile) = &props.tile else {
        return html! { <span class="tile__wait">{ "…" }</span> };
    };
    match props.item.kind {
        GalleryKind::Picture => view_picture(props, tile),
        GalleryKind::Link | GalleryKind::Place => html! {
            <bdi class="tile__text">{ on_one_line(&tile.text) }</bdi>
        },
        GalleryKind::Video | GalleryKind::Sound | GalleryKind::Document => html! {
            <span class="tile__type">{ type_word(tile) }</span>
        },
        GalleryKind::NotThere => html! {
            <span class="tile__missing">{ why_not(tile) }</span>
        },
    }
}

fn view_picture(props: &GalleryTileProps, tile: &Tile) -> Html {
    match &props.media {
        Some(MediaState::Ready { url, .. }) => html! {
            <img class="tile__picture" src={url.clone()} alt="" decoding="async" />
        },
        Some(MediaState::Failed { what }) => html! {
            <span class="tile__missing">{ shown(what, false) }</span>
        },
        Some(MediaState::Loading) | None => html! {
            <span class="tile__wait">{ type_word(tile) }</span>
        },
    }
}

/// `JPEG`, `OGG`, from the type that the content shows.
fn type_word(tile: &Tile) -> String {
    let mime = tile
        .row
        .attachment
        .as_ref()
        .map_or("", |file| file.mime.as_str());
    match mime {
        "" | "application/octet-stream" => say::unknown_type().to_owned(),
        mime => mime.rsplit('/').next().unwrap_or(mime).to_uppercase(),
    }
}

/// Why there is no file.
pub(super) fn why_not(tile: &Tile) -> String {
    if let Some(withheld) = &tile.withheld {
        return say::withheld_codes(withheld.codes.join(" "));
    }
    match tile.row.kind {
        Kind::ViewOnce => say::view_once_never_exported(),
        Kind::MediaOmitted => say::left_out_by_whatsapp(),
        Kind::Text
        | Kind::Attachment
        | Kind::Deleted
        | Kind::Call
        | Kind::Location
        | Kind::LiveLocation
        | Kind::Contact
        | Kind::Poll
        | Kind::Event
        | Kind::System
        | Kind::SystemUnclassified
        | Kind::Null
        | Kind::Preamble => say::not_in_this_export(),
    }
    .to_owned()
}

pub(super) fn sender(tile: &Tile, spell_out: bool) -> String {
    let name = text_of(&tile.row.sender_name);
    if name.is_empty() {
        return "WhatsApp".to_owned();
    }
    shown(&name, spell_out)
}

pub(super) fn text_of(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// The file's name, where there is one for these eyes.
pub(super) fn name(tile: &Tile, spell_out: bool) -> Option<String> {
    let file = tile.row.attachment.as_ref()?;
    (!file.name.is_empty()).then(|| shown(&file.name, spell_out))
}

fn view_foot(tile: &Tile, spell_out: bool) -> Html {
    let is_there = tile.item.kind != GalleryKind::NotThere;
    html! {
        <div class="tile__foot">
            if let (Some(withheld), true) = (&tile.withheld, is_there) {
                <span class="tile__withheld">{ say::withheld_codes(withheld.codes.join(" ")) }</span>
            }
            if let Some(name) = name(tile, spell_out) {
                <bdi class="tile__name">{ name }</bdi>
            } else {
                <span class="tile__name">{ kind_word(tile.item.kind) }</span>
            }
            <bdi class="tile__sender">{ sender(tile, spell_out) }</bdi>
            <bdi class="tile__stamp">{ stamp(&tile.row.stamp) }</bdi>
        </div>
    }
}

/// What assistive technology announces.
pub(super) fn label(tile: &Tile, spell_out: bool) -> String {
    let mut parts = vec![kind_word(tile.item.kind).to_owned()];
    if tile.item.kind == GalleryKind::NotThere {
        parts.push(why_not(tile));
    } else if let Some(withheld) = &tile.withheld {
        parts.push(say::withheld_codes_2(withheld.codes.join(" ")));
    }
    parts.extend(name(tile, spell_out));
    if !tile.text.is_empty() {
        parts.push(on_one_line(&tile.text).chars().take(200).collect());
    }
    parts.push(sender(tile, spell_out));
    parts.push(stamp(&tile.row.stamp));
    parts.push(say::message_record_2(words::count(tile.item.record.0 + 1)));
    parts.join(", ")
}
