//! Keyboard shortcuts of the page as a whole. Text boxes and the feed have their own keys.

use super::action::{Action, GoAction, RedactAction, SearchAction};
use super::casework::{WorkAction, tag_at_key};
use super::effect::Effect;
use super::feed::FeedAction;
use super::hits::HitAction;
use super::queue::QueueAction;
use super::state::{Area, Screen, State};
use crate::engine::decision::is_tag_key;
use crate::say;

/// A key that no text box took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// As the browser names it.
    pub name: String,
    /// Ctrl, or Command on a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
}

/// A shortcut for the list: its keys and what they do.
pub fn shortcuts() -> [(&'static str, &'static str); 21] {
    [
        ("/", say::search_messages()),
        ("n", say::next_hit_a_note_on_the_focused()),
        ("p", say::previous_hit()),
        ("l", say::list_hits_then_arrow_keys_and_enter()),
        ("g", say::go_to_message()),
        ("r", say::redact_the_focused_message()),
        ("s", say::select_words_of_the_focused_message_to()),
        (say::n_1_to_9(), say::put_the_tag_with_that_key_on()),
        ("t", say::tags_of_the_focused_message()),
        ("b", say::bookmark_the_focused_message()),
        (say::shift_n(), say::a_note_on_the_focused_message()),
        ("e", say::the_focused_message_becomes_an_exhibit()),
        ("[", say::a_passage_begins_at_the_focused_message()),
        ("c", say::copy_the_focused_message_with_a_citation()),
        ("j, k, ↓, ↑", say::next_and_previous_message_or_suggestion()),
        ("a, A", say::accept_a_suggestion_or_its_text_everywhere()),
        ("x, X", say::reject_a_suggestion_or_all_with_its()),
        (say::ctrl_z(), say::undo_the_last_act()),
        (say::ctrl_shift_z_ctrl_y(), say::redo()),
        (say::esc(), say::close_a_dialog()),
        ("?", say::this_list()),
    ]
}

/// Whether a key that comes without Ctrl may mean something here; every other is the browser's.
pub fn may_mean(name: &str) -> bool {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(key), None) => is_tag_key(key) || matches!(key, '/' | '?' | '[' | 'A' | 'N' | 'X'),
        _several => false,
    }
}

/// What a key shall do now; `None` when it is not ours and the browser shall have it.
pub fn meaning(state: &State, key: &Key) -> Option<Meaning> {
    let on_thread = !state.shows_queue()
        && state.screen == Screen::Case
        && matches!(state.area, Area::Read | Area::Redact)
        && state.reading.is_some();
    if state.dialog.is_some() || state.screen != Screen::Case {
        return (key.name == "?" && state.dialog.is_none() && !state.keys_off)
            .then_some(act(Action::Go(GoAction::Shortcuts)));
    }
    if key.command {
        return match (key.name.as_str(), key.shift) {
            ("z" | "Z", false) => Some(act(Action::Redact(RedactAction::Undo))),
            ("z" | "Z", true) | ("y" | "Y", false) => Some(act(Action::Redact(RedactAction::Redo))),
            _other => None,
        };
    }
    if state.keys_off {
        return None;
    }
    if state.shows_queue()
        && let Some(action) = in_queue(key)
    {
        return Some(act(Action::Queue(action)));
    }
    if state.shows_findings()
        && let Some(action) = super::compliance::key_meaning(&key.name)
    {
        return Some(act(Action::Comply(action)));
    }
    match key.name.as_str() {
        "?" => Some(act(Action::Go(GoAction::Shortcuts))),
        "/" if on_thread => Some(Meaning::Focus(SEARCH_ID)),
        "g" if on_thread => Some(Meaning::Focus(GO_TO_ID)),
        "n" if on_thread && has_hits(state) => Some(act(Action::Search(SearchAction::Next))),
        "p" if on_thread => Some(act(Action::Search(SearchAction::Previous))),
        "l" if on_thread => Some(act(Action::Hits(HitAction::KeyWanted))),
        "j" if on_thread => Some(act(Action::Feed(FeedAction::StepWanted { down: true }))),
        "k" if on_thread => Some(act(Action::Feed(FeedAction::StepWanted { down: false }))),
        "s" if on_thread => {
            let record = state.reading.as_ref()?.focused?;
            Some(act(Action::Feed(FeedAction::ChooseWords { record })))
        }
        "r" if on_thread => {
            let record = state.reading.as_ref()?.focused?;
            Some(act(Action::Feed(FeedAction::RedactMessage { record })))
        }
        name if on_thread => work_key(state, name),
        _other => None,
    }
}

fn has_hits(state: &State) -> bool {
    let reading = state.reading.as_ref();
    reading.is_some_and(|reading| !reading.search.query.is_empty())
}

/// Keys of case work: fixed ones, then those of tags. A digit that no tag has yet asks for one.
fn work_key(state: &State, name: &str) -> Option<Meaning> {
    let record = state.reading.as_ref()?.focused?;
    let action = match name {
        "b" => WorkAction::BookmarkToggled { record },
        "n" | "N" => WorkAction::NoteWanted { record },
        "t" => WorkAction::TagsWanted { record, key: None },
        "e" => WorkAction::ExhibitWanted { record },
        "[" => WorkAction::PassageBegun { record },
        "c" => WorkAction::CiteWanted { record },
        other => {
            let mut chars = other.chars();
            let key = chars.next().filter(|_| chars.next().is_none())?;
            match tag_at_key(state, key) {
                Some(tag) => WorkAction::TagToggled { record, tag },
                None if ('1'..='9').contains(&key) => WorkAction::TagsWanted {
                    record,
                    key: Some(key),
                },
                None => return None,
            }
        }
    };
    Some(act(Action::Work(action)))
}

fn in_queue(key: &Key) -> Option<QueueAction> {
    Some(match key.name.as_str() {
        "j" => QueueAction::Stepped { down: true },
        "k" => QueueAction::Stepped { down: false },
        "n" => QueueAction::NextWanted,
        "a" => QueueAction::Accept,
        "A" => QueueAction::AcceptValue,
        "x" => QueueAction::Reject,
        "X" => QueueAction::RejectValue,
        "c" => QueueAction::ReasonWanted,
        "g" => QueueAction::MessageWanted,
        _other => return None,
    })
}

fn act(action: Action) -> Meaning {
    Meaning::Act(Box::new(action))
}

/// What a key does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// As if this had happened.
    Act(Box<Action>),
    /// The keyboard focus moves.
    Focus(&'static str),
}

/// Id of the search box.
pub const SEARCH_ID: &str = "search-messages";

/// Id of the box "Go to message".
pub const GO_TO_ID: &str = "go-to-message";

impl Meaning {
    /// As effect, when it is one.
    pub(super) fn effect(&self) -> Option<Effect> {
        match self {
            Meaning::Focus(id) => Some(Effect::FocusOn {
                id: (*id).to_owned(),
            }),
            Meaning::Act(_) => None,
        }
    }
}
