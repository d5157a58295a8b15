//! The file that a record names: shown, played, offered for saving, or said to be missing.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::action::Action;
use crate::app::characters::shown;
use crate::app::feed::FeedAction;
use crate::engine::place::EntryId;
use crate::engine::session::protocol::{AttachmentView, MediaClass, Withheld};
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::media_urls::{MediaState, MediaUrls};

/// What the box needs.
#[derive(Properties, PartialEq)]
pub(crate) struct AttachmentBoxProps {
    /// The file.
    pub file: AttachmentView,
    /// Goes out as it is among clean copies.
    pub as_it_is: bool,
    /// Why it goes out without a part, in words.
    pub without_part: Option<AttrValue>,
    /// The record that names it.
    pub record: RecordId,
    /// What is known of the files.
    pub media: Rc<MediaUrls>,
    /// Where actions go.
    pub on_action: Callback<Action>,
}

/// One attachment.
#[component]
pub(crate) fn AttachmentBox(props: &AttachmentBoxProps) -> Html {
    let file = &props.file;
    let withheld = file.withheld.as_ref();
    html! {
        <div class="attachment" data-withheld={withheld.is_some().to_string()}>
            if let Some(withheld) = withheld {
                <p class="attachment__withheld">{ withheld_words(withheld) }</p>
            }
            { match file.entry {
                Some(entry) => view_present(props, entry),
                None if withheld.is_some() => Html::default(),
                None => html! {
                    <p class="attachment__missing">
                        <span class="attachment__label">{ say::not_in_this_export_2() }</span>
                        <bdi class="attachment__name">{ shown(&file.name, false) }</bdi>
                    </p>
                },
            } }
        </div>
    }
}

fn withheld_words(withheld: &Withheld) -> String {
    say::attachment_withheld_codes(withheld.codes.join(" "))
}

fn view_present(props: &AttachmentBoxProps, entry: EntryId) -> Html {
    let file = &props.file;
    let player = match file.class {
        MediaClass::Picture | MediaClass::Video | MediaClass::Sound => html! {
            <Player
                file={file.clone()}
                {entry}
                state={props.media.get(file.source, entry).cloned()}
                on_action={props.on_action.clone()}
            />
        },
        MediaClass::Card | MediaClass::Document => Html::default(),
    };
    let save = {
        let (source, name) = (file.source, file.name.clone());
        props.on_action.reform(move |_: MouseEvent| {
            let name = name.clone();
            Action::Feed(FeedAction::SaveAttachment {
                source,
                entry,
                name,
            })
        })
    };
    html! {
        <>
            { player }
            <p class="attachment__line">
                <span class="attachment__label">{ class_word(file.class) }</span>
                <bdi class="attachment__name">{ shown(&file.name, false) }</bdi>
                <span class="attachment__size">{ size_words(file.size_bytes) }</span>
                if let Some(words) = &props.without_part {
                    <span class="attachment__label">{ words }</span>
                }
                if props.as_it_is {
                    <span class="attachment__label">{ say::goes_out_as_it_is_metadata_included() }</span>
                }
                <button
                    class="button button--small"
                    onclick={save}
                    aria-label={say::save_attachment_name(shown(&file.name, false))}
                >{ say::save() }</button>
            </p>
        </>
    }
}

fn class_word(class: MediaClass) -> &'static str {
    match class {
        MediaClass::Picture => say::picture(),
        MediaClass::Video => say::video(),
        MediaClass::Sound => say::sound(),
        MediaClass::Card => say::contact_card(),
        MediaClass::Document => say::document(),
    }
}

/// `1.2 MB`, with the decimal units that file lists use.
fn size_words(size_bytes: u64) -> String {
    match size_bytes {
        0..1_000 => format!("{size_bytes} B"),
        1_000..1_000_000 => format!("{:.0} kB", size_bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", size_bytes as f64 / 1e6),
        _larger => format!("{:.2} GB", size_bytes as f64 / 1e9),
    }
}

#[derive(Properties, PartialEq)]
struct PlayerProps {
    file: AttachmentView,
    entry: EntryId,
    state: Option<MediaState>,
    on_action: Callback<Action>,
}

/// Shows a picture, a video or a sound once its bytes are there; asks for them when it is drawn.
#[component]
fn Player(props: &PlayerProps) -> Html {
    let large = use_state(|| false);
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
    let class = format!(
        "attachment__media attachment__media--{}",
        media_word(props.file.class)
    );
    match &props.state {
        None | Some(MediaState::Loading) => html! {
            <div {class} data-state="loading"><span class="attachment__wait">{ say::loading() }</span></div>
        },
        Some(MediaState::Failed { what }) => html! {
            <p class="attachment__missing">{ shown(what, false) }</p>
        },
        Some(MediaState::Ready { url, .. }) => match props.file.class {
            MediaClass::Video => html! {
                <div {class}>
                    <video controls=true preload="metadata" src={url.clone()} aria-label={say::video_name(shown(&props.file.name, false))} />
                </div>
            },
            MediaClass::Sound => html! {
                <div {class}>
                    <audio controls=true preload="metadata" src={url.clone()} aria-label={say::sound_name(shown(&props.file.name, false))} />
                </div>
            },
            MediaClass::Picture | MediaClass::Card | MediaClass::Document => {
                let toggle = {
                    let large = large.clone();
                    Callback::from(move |_: MouseEvent| large.set(!*large))
                };
                html! {
                    <button
                        {class}
                        data-large={large.to_string()}
                        aria-pressed={large.to_string()}
                        aria-label={say::picture_name_show_larger(shown(&props.file.name, false))}
                        onclick={toggle}
                    >
                        <img src={url.clone()} alt={say::picture_name(shown(&props.file.name, false))} />
                    </button>
                }
            }
        },
    }
}

fn media_word(class: MediaClass) -> &'static str {
    match class {
        MediaClass::Picture => "picture",
        MediaClass::Video => "video",
        MediaClass::Sound => "sound",
        MediaClass::Card | MediaClass::Document => "other",
    }
}
