//! What stands at a message: tags, a bookmark, notes, exhibits. Told by words, never by colour alone.

use yew::prelude::*;

use crate::app::characters::{on_one_line, shown};
use crate::engine::casework::{MarkKind, Work};
use crate::engine::place::MessagePlace;
use crate::say;

/// The marks of one message, in the order in which they are drawn.
pub type Marks = Vec<MarkShown>;

/// A mark as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkShown {
    /// A bookmark.
    Bookmark,
    /// A tag: its name and the word of its colour.
    Tag(String, &'static str),
    /// An exhibit: its label.
    Exhibit(String),
    /// A note: what it says.
    Note(String),
}

/// The marks of the message at that place, each tag and the bookmark once.
pub fn marks_of(work: &Work, place: &MessagePlace) -> Marks {
    let mut found = Vec::new();
    let mut tags = Vec::new();
    let mut notes = Vec::new();
    let mut exhibits = Vec::new();
    for mark in work.marks_on(place) {
        match &mark.what {
            MarkKind::Bookmark if found.is_empty() => found.push(MarkShown::Bookmark),
            MarkKind::Bookmark => {}
            MarkKind::Tag { tag } => {
                if let Some(tag) = work.tag(tag) {
                    let shown = MarkShown::Tag(tag.name.clone(), tag.colour.word());
                    if !tags.contains(&shown) {
                        tags.push(shown);
                    }
                }
            }
            MarkKind::Exhibit { label, .. } => exhibits.push(MarkShown::Exhibit(label.clone())),
            MarkKind::Note { text } => notes.push(MarkShown::Note(text.clone())),
        }
    }
    found.extend(tags);
    found.extend(exhibits);
    found.extend(notes);
    found
}

/// The line of marks under a message.
pub(crate) fn view(marks: &Marks) -> Html {
    if marks.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="marks" role="list" aria-label={say::marks_of_this_message()}>
            { for marks.iter().map(view_mark) }
        </ul>
    }
}

fn view_mark(mark: &MarkShown) -> Html {
    match mark {
        MarkShown::Bookmark => html! {
            <li class="mark" data-mark="bookmark">
                <span aria-hidden="true">{ "★ " }</span>{ say::bookmark() }
            </li>
        },
        MarkShown::Tag(name, colour) => view_tag(name, colour),
        MarkShown::Exhibit(label) => html! {
            <li class="mark" data-mark="exhibit">
                <span class="mark__kind">{ say::exhibit_2() }</span><bdi>{ on_one_line(label) }</bdi>
            </li>
        },
        MarkShown::Note(text) => html! {
            <li class="mark" data-mark="note">
                <span class="mark__kind">{ say::note_2() }</span><bdi>{ shown(text, false) }</bdi>
            </li>
        },
    }
}

fn view_tag(name: &str, colour: &'static str) -> Html {
    html! {
        <li class="mark" data-mark="tag" data-colour={colour}>
            <span class="mark__kind">{ say::tag() }</span><bdi>{ on_one_line(name) }</bdi>
        </li>
    }
}
