//! What can be done with the focused message.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::action::{Action, SearchAction};
use crate::app::casework::WorkAction;
use crate::app::feed::FeedAction;
use crate::app::parts::PartAction;
use crate::engine::session::protocol::{AttachmentView, MediaClass, Row};

use super::Selection;

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub(crate) struct MessageBarProps {
    /// The message.
    pub row: Rc<Row>,
    /// The file it names goes out as it is among clean copies.
    pub as_it_is: bool,
    /// What of it is selected.
    pub selection: Selection,
    /// Something is looked for.
    pub searching: bool,
    /// Drawn for the recipient's eyes: nothing can be redacted here.
    pub recipient_view: bool,
    /// Where actions go.
    pub on_action: Callback<Action>,
}

/// Buttons of the focused message. Stands beside the words, so that nothing moves when it appears.
#[component]
pub(crate) fn MessageBar(props: &MessageBarProps) -> Html {
    let record = props.row.record;
    let file = props
        .row
        .attachment
        .as_ref()
        .is_some_and(|file| file.entry.is_some());
    let send = |action: FeedAction| {
        props
            .on_action
            .reform(move |_: MouseEvent| Action::Feed(action.clone()))
    };
    let why = props
        .on_action
        .reform(move |_: MouseEvent| Action::Search(SearchAction::WhyNot { record }));
    // Pressing a button must not take the selection away before it is read.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="message__bar" role="group" aria-label="This message" {onmousedown}>
            if !props.recipient_view {
                { view_acts(props, file, &send) }
            }
            if props.searching {
                <button class="button button--small" onclick={why}>{ "Why found, or why not" }</button>
            }
        </div>
    }
}

/// What an editor can do.
fn view_acts(
    props: &MessageBarProps,
    file: bool,
    send: &dyn Fn(FeedAction) -> Callback<MouseEvent>,
) -> Html {
    let record = props.row.record;
    html! {
        <>
            if props.selection == Selection::Over {
                <p class="message__hint" role="status">
                    { "Several messages are selected. Select within one message to redact a part of it." }
                </p>
            }
            if let Selection::Here(span) = props.selection {
                <button
                    class="button button--small button--strong"
                    onclick={send(FeedAction::RedactSelection { record, span })}
                >{ "Redact selection" }</button>
            }
            if props.selection == Selection::None && !props.row.body.is_empty() && props.row.withheld.is_none() {
                <button
                    class="button button--small"
                    onclick={send(FeedAction::ChooseWords { record })}
                >{ "Select words" }</button>
            }
            if props.row.withheld.is_none() {
                <button
                    class="button button--small"
                    onclick={send(FeedAction::RedactMessage { record })}
                >{ "Redact message" }</button>
            }
            if file {
                <button
                    class="button button--small"
                    onclick={send(FeedAction::RedactAttachment { record })}
                >{ "Redact attachment" }</button>
                if let Some(words) = part_words(&props.row) {
                    <button
                        class="button button--small"
                        onclick={props.on_action.reform(move |_: MouseEvent| Action::Part(PartAction::Wanted { record }))}
                    >{ words }</button>
                }
                <button
                    class="button button--small"
                    aria-pressed={props.as_it_is.to_string()}
                    title="Where a package asks for clean copies, this file goes out byte for byte, with its metadata"
                    onclick={send(FeedAction::AsItIsToggled { record })}
                >{ "Hand over as it is" }</button>
            }
            { view_work(props) }
            <button
                class="button button--small"
                onclick={send(FeedAction::WhereFrom { record })}
            >{ "Where it comes from" }</button>
            { for decisions(&props.row).into_iter().map(|(number, decision)| html! {
                <button
                    class="button button--small"
                    onclick={send(FeedAction::OpenRedaction { decision })}
                >{ format!("Show redaction {number}") }</button>
            }) }
        </>
    }
}

/// What can be withheld of the file, in words; `None` when only the whole can.
fn part_words(row: &Row) -> Option<&'static str> {
    words_of_part(row.attachment.as_ref()?)
}

/// The same of a file.
pub(crate) fn words_of_part(file: &AttachmentView) -> Option<&'static str> {
    match (file.class, file.mime.as_str()) {
        (MediaClass::Sound, "audio/ogg") => Some("Mute a part"),
        (MediaClass::Picture, "image/jpeg" | "image/png" | "image/webp") => {
            Some("Black out a part")
        }
        _other => None,
    }
}

/// Marks for this message.
fn view_work(props: &MessageBarProps) -> Html {
    let record = props.row.record;
    let acts = [
        ("Tag", WorkAction::TagsWanted { record, key: None }),
        ("Bookmark", WorkAction::BookmarkToggled { record }),
        ("Note", WorkAction::NoteWanted { record }),
        ("Exhibit", WorkAction::ExhibitWanted { record }),
        ("Begin a passage", WorkAction::PassageBegun { record }),
        ("Copy with citation", WorkAction::CiteWanted { record }),
    ];
    html! {
        { for acts.into_iter().map(|(name, action)| {
            let onclick = props.on_action.reform(move |_: MouseEvent| Action::Work(action.clone()));
            html! { <button class="button button--small" {onclick}>{ name }</button> }
        }) }
    }
}

/// The decisions that withhold something here, each once, numbered within the message.
fn decisions(row: &Row) -> Vec<(usize, String)> {
    let mut found: Vec<String> = Vec::new();
    let pieces = row
        .body
        .iter()
        .chain(&row.sender_name)
        .filter_map(|p| p.withheld.as_ref());
    let file = row
        .attachment
        .iter()
        .filter_map(|file| file.withheld.as_ref());
    for withheld in row.withheld.iter().chain(pieces).chain(file) {
        for decision in &withheld.decisions {
            if !found.contains(decision) {
                found.push(decision.clone());
            }
        }
    }
    found
        .into_iter()
        .enumerate()
        .map(|(index, decision)| (index + 1, decision))
        .collect()
}
