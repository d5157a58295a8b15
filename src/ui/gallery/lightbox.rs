//! One thing of the gallery, large, with what is known of its file.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::tile::{label, name, sender, why_not};
use super::{kind_word, voice::VoiceNote};
use crate::app::action::GoAction;
use crate::app::characters::{on_one_line, shown, stamp};
use crate::app::feed::FeedAction;
use crate::app::gallery::GalleryAction;
use crate::app::parts::PartAction;
use crate::app::timeline::length_in_words;
use crate::app::{Action, words};
use crate::engine::gallery::{GalleryKind, NamedTime};
use crate::engine::place::EntryId;
use crate::engine::session::protocol::{AttachmentView, RowsFor, Tile};
use crate::say;
use crate::ui::media_urls::MediaState;
use crate::ui::message::words_of_part;
use crate::ui::parts::{Dialog, Digest};
use crate::ui::view::View;

/// The dialog.
pub(in crate::ui) fn view(view: &View, at: usize) -> Html {
    let gallery = &view.state.gallery;
    let close = view.on(Action::Go(GoAction::DialogClosed));
    let Some(item) = gallery.item(at) else {
        return html! {
            <Dialog key="lightbox" name={say::gallery()} wide={true} on_close={close}>
                <p role="status">{ say::looking() }</p>
            </Dialog>
        };
    };
    let tile = gallery.tile(at).cloned();
    let n_shown = u32::try_from(gallery.shown.len()).unwrap_or(u32::MAX);
    let place = u32::try_from(at + 1).unwrap_or(u32::MAX);
    html! {
        <Dialog key="lightbox" name={say::gallery()} wide={true} on_close={close}>
            <Keys on_action={view.on_action.clone()} />
            <div class="lightbox">
                <p class="lightbox__place" role="status" aria-label={say::shown()}>
                    { say::place_of_n_shown_kind(words::count(place), words::count(n_shown), kind_word(item.kind)) }
                </p>
                if let Some(tile) = &tile {
                    { view_large(view, tile) }
                    { view_acts(view, at, n_shown, tile) }
                    { view_facts(view, tile) }
                } else {
                    <p role="status">{ say::looking() }</p>
                }
            </div>
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct KeysProps {
    on_action: Callback<Action>,
}

/// Arrow keys go to the next and to the previous one, wherever the focus is in the dialog, but for
/// what uses them itself.
#[component]
fn Keys(props: &KeysProps) -> Html {
    let on_action = props.on_action.clone();
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "keydown", move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>()
                    && let Some(forward) = direction(event)
                {
                    on_action.emit(Action::Gallery(GalleryAction::Stepped { forward }));
                }
            })
        });
        move || drop(listener)
    });
    Html::default()
}

fn direction(event: &KeyboardEvent) -> Option<bool> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let uses_arrows = matches!(
        target.tag_name().as_str(),
        "AUDIO" | "VIDEO" | "INPUT" | "SELECT"
    );
    let changed = event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key();
    match event.key().as_str() {
        "ArrowRight" if !uses_arrows && !changed => Some(true),
        "ArrowLeft" if !uses_arrows && !changed => Some(false),
        _other => None,
    }
}

fn view_large(view: &View, tile: &Rc<Tile>) -> Html {
    let file = tile.row.attachment.as_ref();
    let there = file.and_then(|file| Some((file, file.entry?)));
    html! {
        <div class="lightbox__large">
            { match (tile.item.kind, there) {
                (GalleryKind::Picture | GalleryKind::Video | GalleryKind::Sound, Some((file, entry))) => html! {
                    <Large
                        key={format!("{}-{}", file.source, entry.0)}
                        kind={tile.item.kind}
                        file={file.clone()}
                        {entry}
                        label={label(tile, view.state.spell_out)}
                        state={view.media.get(file.source, entry).cloned()}
                        heard_ms={view.state.gallery.heard.get(&(file.source, entry)).copied().unwrap_or(0)}
                        on_action={view.on_action.clone()}
                    />
                },
                (GalleryKind::Link | GalleryKind::Place, _) => html! {
                    <p class="lightbox__text"><bdi>{ shown(&tile.text, view.state.spell_out) }</bdi></p>
                },
                (GalleryKind::NotThere, _) => html! { <p class="lightbox__missing">{ why_not(tile) }</p> },
                (GalleryKind::Document, _)
                | (GalleryKind::Picture | GalleryKind::Video | GalleryKind::Sound, None) => html! {
                    <p class="lightbox__missing">{ say::not_shown_here_it_can_be_saved() }</p>
                },
            } }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct LargeProps {
    kind: GalleryKind,
    file: AttachmentView,
    entry: EntryId,
    label: String,
    state: Option<MediaState>,
    heard_ms: u32,
    on_action: Callback<Action>,
}

/// The file itself, asked for when it is drawn.
#[component]
fn Large(props: &LargeProps) -> Html {
    {
        let on_action = props.on_action.clone();
        let (source, entry) = (props.file.source, props.entry);
        use_effect_with(
            (source, entry, props.state.is_none()),
            move |(_, _, unasked)| {
                if *unasked {
                    on_action.emit(Action::Feed(FeedAction::MediaWanted { source, entry }));
                }
            },
        );
    }
    match &props.state {
        None | Some(MediaState::Loading) => html! { <p role="status">{ say::loading() }</p> },
        Some(MediaState::Failed { what }) => {
            html! { <p class="lightbox__missing">{ shown(what, false) }</p> }
        }
        Some(MediaState::Ready { url, blob, .. }) => match props.kind {
            GalleryKind::Video => html! {
                <video controls=true preload="metadata" src={url.clone()} aria-label={props.label.clone()} />
            },
            GalleryKind::Sound => html! {
                <VoiceNote
                    url={url.clone()}
                    blob={blob.clone()}
                    source={props.file.source}
                    entry={props.entry}
                    label={props.label.clone()}
                    heard_ms={props.heard_ms}
                    on_action={props.on_action.clone()}
                />
            },
            GalleryKind::Picture
            | GalleryKind::Document
            | GalleryKind::Link
            | GalleryKind::Place
            | GalleryKind::NotThere => {
                html! { <img src={url.clone()} alt={props.label.clone()} /> }
            }
        },
    }
}

fn view_acts(view: &View, at: usize, n_shown: u32, tile: &Tile) -> Html {
    let act = |action: GalleryAction| view.on::<MouseEvent>(Action::Gallery(action));
    let is_editor = view
        .state
        .reading
        .as_ref()
        .is_none_or(|reading| reading.view == RowsFor::Editor);
    let file = tile.row.attachment.as_ref();
    let there = file.and_then(|file| Some((file, file.entry?)));
    let is_text = matches!(tile.item.kind, GalleryKind::Link | GalleryKind::Place);
    html! {
        <div class="lightbox__acts">
            <button type="button" class="button" disabled={at == 0} onclick={act(GalleryAction::Stepped { forward: false })}>{ say::previous() }</button>
            <button type="button" class="button" disabled={at + 1 >= n_shown as usize} onclick={act(GalleryAction::Stepped { forward: true })}>{ say::next() }</button>
            <button type="button" class="button" onclick={act(GalleryAction::MessageWanted)}>{ say::go_to_message() }</button>
            if let (Some((file, entry)), true) = (there, is_editor) {
                { view_save(view, file, entry) }
                <button type="button" class="button" onclick={act(GalleryAction::RedactWanted)}>{ say::redact_attachment() }</button>
                if let Some(words) = words_of_part(file) {
                    <button type="button" class="button" onclick={view.on::<MouseEvent>(Action::Part(PartAction::WantedHere))}>{ words }</button>
                }
            }
            if is_text {
                <button
                    type="button"
                    class="button"
                    onclick={view.on::<MouseEvent>(Action::Go(GoAction::CopyWanted { text: tile.text.clone() }))}
                >{ say::copy() }</button>
            }
        </div>
    }
}

fn view_save(view: &View, file: &AttachmentView, entry: EntryId) -> Html {
    let action = FeedAction::SaveAttachment {
        source: file.source,
        entry,
        name: file.name.clone(),
    };
    html! {
        <button type="button" class="button" onclick={view.on::<MouseEvent>(Action::Feed(action))}>{ say::save() }</button>
    }
}

fn view_facts(view: &View, tile: &Tile) -> Html {
    let spell_out = view.state.spell_out;
    let thread = view.state.thread(tile.item.thread);
    let title = thread.map_or_else(String::new, |(_, thread)| view.state.names().title(thread));
    let excerpt: String = super::tile::text_of(&tile.row.body);
    let mut facts = vec![
        (say::from(), sender(tile, spell_out)),
        (say::time_as_written(), stamp(&tile.row.stamp)),
        (say::thread(), title),
        (say::message(), words::count(tile.item.record.0 + 1)),
    ];
    if !excerpt.trim().is_empty() {
        facts.push((say::words(), on_one_line(&excerpt)));
    }
    if let Some(withheld) = &tile.withheld {
        facts.push((say::withheld_2(), withheld.codes.join(" ")));
    }
    facts.extend(name(tile, spell_out).map(|name| (say::name(), name)));
    let there = tile
        .row
        .attachment
        .as_ref()
        .and_then(|file| Some((file, file.entry?)));
    if let Some((file, _)) = there {
        facts.push((say::type_by_content(), type_by_content(file)));
        facts.push((say::size(), words::size_exact(file.size_bytes)));
    }
    if let Some(named) = &tile.named {
        facts.push((say::time_in_the_name(), named.text.clone()));
        facts.push((say::against_the_message(), against(named)));
    }
    html! {
        <dl class="facts lightbox__facts">
            { for facts.into_iter().map(|(term, fact)| html! {
                <div class="facts__row"><dt>{ term }</dt><dd><bdi>{ fact }</bdi></dd></div>
            }) }
            if let Some((file, entry)) = there {
                <div class="facts__row"><dt>{ "SHA-256" }</dt><dd>{ view_digest(view, file, entry) }</dd></div>
            }
        </dl>
    }
}

fn type_by_content(file: &AttachmentView) -> String {
    match file.mime.as_str() {
        "" | "application/octet-stream" => say::not_recognised().to_owned(),
        mime => mime.to_owned(),
    }
}

fn view_digest(view: &View, file: &AttachmentView, entry: EntryId) -> Html {
    let known = view
        .state
        .source(file.source)
        .and_then(|source| source.entries.iter().find(|at| at.entry == entry));
    match known {
        Some(known) => html! {
            <Digest sha256={known.sha256.clone()} of={say::this_file()} on_action={view.on_action.clone()} />
        },
        None => html! { { say::not_computed_yet() } },
    }
}

/// How the name's time stands to the message's, in words.
fn against(named: &NamedTime) -> String {
    let Some(seconds) = named.message_later_seconds else {
        return say::the_messages_own_time_could_not_be().to_owned();
    };
    let apart = if seconds.abs() < 2 * 3600 {
        let minutes = u32::try_from(seconds.abs() / 60).unwrap_or(u32::MAX);
        say::n_minutes(minutes)
    } else {
        length_in_words(seconds.abs())
    };
    match (named.has_time_of_day, seconds) {
        (false, 0) => say::the_same_day().to_owned(),
        (true, -59..=59) => say::the_same_minute().to_owned(),
        (_, later) if later > 0 => say::the_message_is_apart_later(apart),
        _earlier => say::the_message_is_apart_earlier(apart),
    }
}
