//! What can be done with the focused message.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::action::{Action, SearchAction};
use crate::app::casework::WorkAction;
use crate::app::feed::FeedAction;
use crate::app::parts::PartAction;
use crate::engine::session::protocol::{AttachmentView, MediaClass, Row};
use crate::engine::thread::RecordId;
use crate::say;
use crate::ui::parts::{Menu, MenuItem};

use super::Selection;

/// How many acts stand beside the button of the menu.
const N_BUTTONS: usize = 2;

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

/// The acts used most for the focused message, and a menu of all others. Stands beside the words,
/// so that nothing moves when it appears.
#[component]
pub(crate) fn MessageBar(props: &MessageBarProps) -> Html {
    let (buttons, more) = acts(props);
    // Pressing a button must not take the selection away before it is read.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="message__bar" role="group" aria-label={say::this_message()} {onmousedown}>
            if props.selection == Selection::Over && !props.recipient_view {
                <p class="message__hint" role="status">
                    { say::several_messages_are_selected_select_within_one() }
                </p>
            }
            { for buttons.into_iter().map(|act| view_button(props, act)) }
            if !more.is_empty() {
                <Menu
                    key="more"
                    label={say::more()}
                    name={say::more_for_this_message()}
                    items={more}
                    on_action={props.on_action.clone()}
                />
            }
        </div>
    }
}

/// What can be withheld of the file, in words; `None` when only the whole can.
fn part_words(row: &Row) -> Option<&'static str> {
    words_of_part(row.attachment.as_ref()?)
}

/// The same of a file.
pub(crate) fn words_of_part(file: &AttachmentView) -> Option<&'static str> {
    match (file.class, file.mime.as_str()) {
        (MediaClass::Sound, "audio/ogg") => Some(say::mute_a_part()),
        (MediaClass::Picture, "image/jpeg" | "image/png" | "image/webp") => {
            Some(say::black_out_a_part())
        }
        _other => None,
    }
}

/// One thing that can be done.
struct Act {
    name: String,
    is_strong: bool,
    checked: Option<bool>,
    action: Action,
}

fn act(name: &str, action: Action) -> Act {
    Act {
        name: name.to_owned(),
        is_strong: false,
        checked: None,
        action,
    }
}

fn view_button(props: &MessageBarProps, act: Act) -> Html {
    let class = if act.is_strong {
        "button button--small button--strong"
    } else {
        "button button--small"
    };
    let action = act.action;
    let onclick = props.on_action.reform(move |_: MouseEvent| action.clone());
    html! { <button type="button" key={act.name.clone()} {class} {onclick}>{ &act.name }</button> }
}

/// What stands in the bar, and what stands in its menu.
fn acts(props: &MessageBarProps) -> (Vec<Act>, Vec<MenuItem>) {
    let record = props.row.record;
    let why = act(
        say::why_found_or_why_not(),
        Action::Search(SearchAction::WhyNot { record }),
    );
    if props.recipient_view {
        let why = props.searching.then_some(why);
        return (why.into_iter().collect(), Vec::new());
    }
    let mut acts = withholding(props);
    acts.extend(working(record));
    acts.extend(looking(props));
    acts.extend(props.searching.then_some(why));
    let more = acts.split_off(N_BUTTONS.min(acts.len()));
    let more = more.into_iter().map(|act| MenuItem {
        name: act.name.into(),
        checked: act.checked,
        action: act.action,
    });
    (acts, more.collect())
}

/// What withholds, what is used most first; of a withheld message, why it is.
fn withholding(props: &MessageBarProps) -> Vec<Act> {
    let record = props.row.record;
    let mut acts = Vec::new();
    if let Selection::Here(span) = props.selection {
        let action = Action::Feed(FeedAction::RedactSelection { record, span });
        acts.push(Act {
            is_strong: true,
            ..act(say::redact_selection(), action)
        });
    }
    if props.row.withheld.is_some() {
        acts.extend(shows(&props.row));
    } else {
        let action = Action::Feed(FeedAction::RedactMessage { record });
        acts.push(act(say::redact_message(), action));
    }
    acts.extend(of_file(props));
    acts
}

/// What looks closer.
fn looking(props: &MessageBarProps) -> Vec<Act> {
    let record = props.row.record;
    let mut acts = Vec::new();
    let is_whole = props.row.withheld.is_some();
    if props.selection == Selection::None && !props.row.body.is_empty() && !is_whole {
        let action = Action::Feed(FeedAction::ChooseWords { record });
        acts.push(act(say::select_words(), action));
    }
    if !is_whole {
        acts.extend(shows(&props.row));
    }
    let action = Action::Feed(FeedAction::WhereFrom { record });
    acts.push(act(say::where_it_comes_from(), action));
    acts
}

/// Goes to each decision in the list.
fn shows(row: &Row) -> impl Iterator<Item = Act> {
    decisions(row).into_iter().map(|(number, decision)| {
        let action = Action::Feed(FeedAction::OpenRedaction { decision });
        act(&say::show_redaction_number(number), action)
    })
}

/// What can be done with a file that the export holds.
fn of_file(props: &MessageBarProps) -> Vec<Act> {
    let record = props.row.record;
    let file = props.row.attachment.as_ref();
    if file.is_none_or(|file| file.entry.is_none()) {
        return Vec::new();
    }
    let as_it_is = Act {
        checked: Some(props.as_it_is),
        ..act(
            say::hand_over_as_it_is(),
            Action::Feed(FeedAction::AsItIsToggled { record }),
        )
    };
    let mut acts = vec![act(
        say::redact_attachment(),
        Action::Feed(FeedAction::RedactAttachment { record }),
    )];
    let part = part_words(&props.row);
    acts.extend(part.map(|words| act(words, Action::Part(PartAction::Wanted { record }))));
    acts.push(as_it_is);
    acts
}

/// Marks for this message.
fn working(record: RecordId) -> Vec<Act> {
    let acts = [
        (say::tag_2(), WorkAction::TagsWanted { record, key: None }),
        (say::bookmark(), WorkAction::BookmarkToggled { record }),
        (say::note(), WorkAction::NoteWanted { record }),
        (say::exhibit(), WorkAction::ExhibitWanted { record }),
        (say::begin_a_passage(), WorkAction::PassageBegun { record }),
        (say::copy_with_citation(), WorkAction::CiteWanted { record }),
    ];
    acts.into_iter()
        .map(|(name, action)| act(name, Action::Work(action)))
        .collect()
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
