//! One record of a thread as it is drawn: bubble, words, file, and what can be done with it.
//!
//! Everything from an archive goes into text nodes. No piece of it becomes an address or markup.

mod attachment;
mod bar;
mod pieces;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::action::Action;
use crate::app::characters::{shown, stamp};
use crate::app::feed::FeedAction;
use crate::engine::place::ByteSpan;
use crate::engine::session::protocol::{Piece, Row, Withheld};
use crate::engine::thread::{Flags, Kind};
use crate::engine::zones::ClockMark;
use crate::say;
use crate::ui::casework::{MarkShown, Marks, view_marks};
use crate::ui::media_urls::MediaUrls;

pub(crate) use bar::words_of_part;
pub(crate) use pieces::Words;

/// What a row needs besides itself.
#[derive(Properties, PartialEq)]
pub struct MessageRowProps {
    /// The record.
    pub row: Rc<Row>,
    /// Records in the thread, when that is known.
    pub n_records: Option<u32>,
    /// Words to put above it when the day changes here.
    #[prop_or_default]
    pub day: Option<String>,
    /// Words to put above it when messages before it are left out.
    #[prop_or_default]
    pub left_out: Option<String>,
    /// It has the focus.
    pub focused: bool,
    /// Sent by the one whose phone made the export.
    pub own: bool,
    /// The file it names goes out as it is among clean copies.
    pub as_it_is: bool,
    /// Why the file it names goes out without a part, in words.
    #[prop_or_default]
    pub without_part: Option<AttrValue>,
    /// What of it is selected.
    pub selection: Selection,
    /// Something is looked for.
    pub searching: bool,
    /// Drawn for the recipient's eyes: nothing can be redacted here.
    pub recipient_view: bool,
    /// Invisible characters are spelled out.
    pub spell_out: bool,
    /// What stands at it.
    pub marks: Marks,
    /// What is known of the files.
    pub media: Rc<MediaUrls>,
    /// Where actions go.
    pub on_action: Callback<Action>,
}

/// What is selected, as far as a row is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Nothing of it.
    None,
    /// These bytes of it.
    Here(ByteSpan),
    /// Words of several records.
    Over,
}

/// One record.
#[component]
pub fn MessageRow(props: &MessageRowProps) -> Html {
    let row = &props.row;
    let record = row.record;
    let onfocus = props
        .on_action
        .reform(move |_: FocusEvent| Action::Feed(FeedAction::Focused { record }));
    html! {
        <div class="row" data-record={record.0.to_string()} data-side={side(props)}>
            if let Some(left_out) = &props.left_out {
                <p class="row__left-out">{ left_out }</p>
            }
            if let Some(day) = &props.day {
                <div class="row__day"><span class="row__day-label">{ day }</span></div>
            }
            <div
                class="message"
                role="article"
                id={element_id(record.0)}
                tabindex={if props.focused { "0" } else { "-1" }}
                aria-posinset={(record.0 + 1).to_string()}
                aria-setsize={props.n_records.map_or_else(|| "-1".to_owned(), |n| n.to_string())}
                aria-label={label(row, &props.marks)}
                data-kind={row.kind.word()}
                data-focused={props.focused.to_string()}
                data-withheld={row.withheld.is_some().to_string()}
                data-voice={row.sender.map(|sender| (sender.0 % 8).to_string())}
                {onfocus}
            >
                { view_head(row, props.spell_out) }
                if let Some(withheld) = &row.withheld {
                    { view_withheld(withheld, props.recipient_view) }
                }
                if !row.body.is_empty() {
                    <Words pieces={row.body.clone()} spell_out={props.spell_out} />
                }
                if let Some(file) = &row.attachment {
                    <attachment::AttachmentBox
                        file={file.clone()}
                        as_it_is={props.as_it_is}
                        without_part={props.without_part.clone()}
                        {record}
                        media={props.media.clone()}
                        on_action={props.on_action.clone()}
                    />
                }
                if row.n_more_chars > 0 {
                    { view_more(props) }
                }
                { view_foot(row) }
                { view_marks(&props.marks) }
                if props.focused && (!props.recipient_view || props.searching) {
                    <bar::MessageBar
                        row={props.row.clone()}
                        selection={props.selection}
                        as_it_is={props.as_it_is}
                        searching={props.searching}
                        recipient_view={props.recipient_view}
                        on_action={props.on_action.clone()}
                    />
                }
            </div>
        </div>
    }
}

/// The way to the rest of a very long message.
fn view_more(props: &MessageRowProps) -> Html {
    let record = props.row.record;
    let more = props
        .on_action
        .reform(move |_: MouseEvent| Action::Feed(FeedAction::MoreWanted { record }));
    html! {
        <button type="button" class="link" onclick={more}>
            { say::show_more_of_this_message_are_left(say::n_characters_are(props.row.n_more_chars)) }
        </button>
    }
}

/// The id of a record's element.
pub fn element_id(record: u32) -> String {
    format!("message-{}", record + 1)
}

fn side(props: &MessageRowProps) -> &'static str {
    if props.row.kind.is_system() || props.row.sender.is_none() {
        "system"
    } else if props.own {
        "own"
    } else {
        "other"
    }
}

/// What assistive technology announces: who, when, and that something is withheld.
fn label(row: &Row, marks: &Marks) -> String {
    let name = plain(&row.sender_name);
    let who = if name.is_empty() {
        "WhatsApp".to_owned()
    } else {
        name
    };
    let withheld = if row.withheld.is_some() {
        say::and_withheld()
    } else {
        ""
    };
    say::who_stamp_message_record_withheld_marks(
        who,
        stamp(&row.stamp),
        row.record.0 + 1,
        withheld,
        marked(marks),
    )
}

/// What stands at it, for the announcement: notes are read with the message.
fn marked(marks: &Marks) -> String {
    let words = marks.iter().map(|mark| match mark {
        MarkShown::Bookmark => say::and_bookmarked().to_owned(),
        MarkShown::Tag(name, _) => say::tagged_name(shown(name, false)),
        MarkShown::Exhibit(label) => say::exhibit_label(shown(label, false)),
        MarkShown::Note(_) => say::with_a_note().to_owned(),
    });
    words.collect()
}

fn plain(pieces: &[Piece]) -> String {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    shown(&text, false)
}

fn view_head(row: &Row, spell_out: bool) -> Html {
    html! {
        <div class="message__head">
            if !row.sender_name.is_empty() {
                <span class="message__sender">
                    <Words pieces={row.sender_name.clone()} {spell_out} name={true} />
                </span>
            }
            <span class="message__number">{ format!("{}", row.record.0 + 1) }</span>
        </div>
    }
}

fn view_withheld(withheld: &Withheld, recipient_view: bool) -> Html {
    if recipient_view {
        return Html::default();
    }
    html! {
        <p class="message__withheld">
            { say::withheld_codes(withheld.codes.join(" ")) }
        </p>
    }
}

fn view_foot(row: &Row) -> Html {
    html! {
        <div class="message__foot">
            { for notes(row).into_iter().map(|note| html! { <span class="message__note">{ note }</span> }) }
            <time class="message__time" title={stamp(&row.stamp)}>{ stamp(&row.time) }</time>
        </div>
    }
}

/// What the words do not say themselves.
fn notes(row: &Row) -> Vec<&'static str> {
    let mut notes = Vec::new();
    if row.flags.has(Flags::EDITED) {
        notes.push(say::edited_word());
    }
    if row.flags.has(Flags::DATE_ORDER_ASSUMED) {
        notes.push(say::day_month_assumed());
    }
    if row.flags.has(Flags::YEAR_INFERRED) {
        notes.push(say::year_inferred());
    }
    if row.flags.has(Flags::UNKNOWN_MARKER) {
        notes.push(say::time_unresolved());
    }
    if row.flags.has(Flags::BOUNDARY_UNCERTAIN) {
        notes.push(say::start_uncertain());
    }
    if row.flags.has(Flags::LOOKS_LIKE_HEADER_INSIDE) {
        notes.push(say::holds_a_line_that_looks_like_a());
    }
    if row.flags.has(Flags::NOT_UTF8) {
        notes.push(say::holds_bytes_that_are_not_text());
    }
    match row.clock {
        Some(ClockMark::Twice) => notes.push(say::this_time_came_twice()),
        Some(ClockMark::Never) => notes.push(say::no_such_time_in_the_stated_zone()),
        None => {}
    }
    match row.kind {
        Kind::Null => notes.push(say::content_not_exported_by_whatsapp()),
        Kind::Preamble => notes.push(say::before_the_first_message()),
        Kind::SystemUnclassified if row.sender.is_some() => {
            notes.push(say::starts_with_whatsapps_mark_its_words_are());
        }
        Kind::SystemUnclassified => notes.push(say::a_line_without_a_sender_its_words()),
        Kind::Text
        | Kind::Attachment
        | Kind::MediaOmitted
        | Kind::Deleted
        | Kind::ViewOnce
        | Kind::Call
        | Kind::Location
        | Kind::LiveLocation
        | Kind::Contact
        | Kind::Poll
        | Kind::Event
        | Kind::System => {}
    }
    notes
}
