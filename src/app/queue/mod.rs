//! Suggestions of what may have to be withheld, worked through one after the other. The examiner
//! holds them; the page holds the settings, one window of the list and where in it the person is.
//!
//! What is accepted becomes a redaction like any other, what is rejected a decision that withholds
//! nothing: both stand in the log, and undo takes them back.

mod deciding;
mod life;
mod moving;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::detect::Detector;
use crate::engine::examine::protocol::{Became, Counts, Only, ProposalRow, Query, Settings, Shown};
use crate::engine::session::protocol::Tag;
use crate::engine::time::Instant;
use crate::say;

use super::effect::Effect;
use super::state::{Area, Screen, State};

pub use deciding::{Accepting, SuggestionForm};
pub(super) use deciding::{applied, gathered};
pub(super) use life::{closed, event_arrived, handed_over, load, log_changed, open_now};

/// Id of the list, for the keyboard focus.
pub const LIST_ID: &str = "suggestions";

/// How many rows a window of the list has.
pub const ROWS: u32 = 20;

/// Suggestions, as far as the page holds them.
#[derive(Debug, Default)]
pub struct QueueState {
    /// Whether the examiner's program is there.
    pub program: Program,
    /// Whether the area "Redact" shows the suggestions.
    pub side: Side,
    /// How far it is.
    pub phase: Phase,
    /// What is looked for.
    pub settings: Settings,
    /// The name of the list of own terms that was opened.
    pub terms: Option<String>,
    /// Countries that were looked for, and how many proposals are not kept.
    pub found: Option<(Vec<String>, u32)>,
    /// What of the list is shown, and how.
    pub query: Query,
    /// The window of the list.
    pub list: Option<Rc<Shown>>,
    /// Where in the list the person is.
    pub at: u32,
    /// The reasons that were given for each kind.
    pub reasons: BTreeMap<Detector, Reasons>,
    /// Of the last run, closed or not.
    pub counts: Option<Counts>,
    /// What these were counted on.
    ground: life::Ground,
    /// The next one to be decided is not in the window.
    seeks: bool,
    last_tag: u32,
    showing: Option<Tag>,
    gathering: Option<(Tag, deciding::Deciding)>,
}

/// Whether the examiner's program is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Program {
    /// It was not asked for yet.
    #[default]
    Wanted,
    /// It is on its way.
    Loading,
    /// It can be started without asking for anything.
    Loaded,
    /// It could not be loaded.
    Missing,
}

/// What the area "Redact" shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// The messages.
    #[default]
    Messages,
    /// The suggestions.
    Suggestions,
}

/// How far the examiner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// It does not run.
    #[default]
    Closed,
    /// It looks at everything.
    Looking {
        /// Of the request.
        tag: Tag,
        /// Units: percent.
        percent: u8,
    },
    /// Its list is there.
    Ready,
}

/// Why something is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons {
    /// At least one.
    pub codes: Vec<String>,
    /// When there is one.
    pub note: Option<String>,
}

/// About suggestions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueueAction {
    /// The examiner's program is there, or cannot be had.
    Loaded {
        /// What the browser says, when it cannot be had.
        failed: Option<String>,
    },
    /// The area "Redact" shall show something else.
    SideChosen {
        /// What.
        side: Side,
    },
    /// "Suggest what may have to be withheld" was pressed.
    SuggestWanted {
        /// Families, countries and score; own terms are kept.
        settings: Settings,
    },
    /// A list of own terms was chosen.
    TermsRead {
        /// Its name.
        name: String,
        /// All of it.
        text: String,
    },
    /// The list of own terms shall not be used.
    TermsDropped,
    /// "Cancel" was pressed.
    Cancelled,
    /// "Close suggestions" was pressed.
    Closed,
    /// Something else of the list shall be shown.
    Queried {
        /// What.
        query: Query,
    },
    /// To the next or previous one.
    Stepped {
        /// To the next.
        down: bool,
    },
    /// To the next one that is to be decided.
    NextWanted,
    /// To one in the list.
    Chosen {
        /// Its place in the list.
        at: u32,
    },
    /// To the message in which it stands.
    MessageWanted,
    /// It shall be withheld.
    Accept,
    /// Its text shall be withheld wherever it stands.
    AcceptValue,
    /// All of its kind over a score shall be withheld.
    AcceptKindWanted,
    /// The score over which all of a kind shall be withheld.
    LeastTyped {
        /// 50 to 100.
        least: u8,
    },
    /// Another reason shall be given for its kind.
    ReasonWanted,
    /// It shall not be withheld.
    Reject,
    /// Its text shall not be withheld wherever it was suggested.
    RejectValue,
    /// All in the list that is not decided shall not be withheld.
    RejectListed,
}

impl QueueState {
    /// The suggestion at which the person is; `None` while its window is on its way.
    pub fn current(&self) -> Option<&ProposalRow> {
        let list = self.list.as_ref()?;
        let index = self.at.checked_sub(list.first)?;
        list.rows.get(index as usize)
    }

    /// How many are not decided, of a run that is open or was closed.
    pub fn n_undecided(&self) -> u32 {
        self.counts.as_ref().map_or(0, |counts| counts.n_open)
    }

    fn ask(&mut self) -> Tag {
        self.last_tag += 1;
        Tag(self.last_tag)
    }
}

impl State {
    /// Whether the counts of suggestions still say how it stands: what was opened or taken back
    /// since was never counted.
    pub fn suggestions_are_counted(&self) -> bool {
        self.queue.counts.is_some() && self.queue.ground.holds(self)
    }

    /// Whether suggestions are on screen, so that keys mean them.
    pub fn shows_queue(&self) -> bool {
        self.screen == Screen::Case
            && self.area == Area::Redact
            && self.queue.side == Side::Suggestions
            && self.queue.phase == Phase::Ready
    }
}

/// About suggestions.
pub(super) fn update(state: &mut State, now: &Instant, action: QueueAction) -> Vec<Effect> {
    match action {
        QueueAction::Loaded { failed } => life::loaded(state, failed),
        QueueAction::SideChosen { side } => {
            state.queue.side = side;
            Vec::new()
        }
        QueueAction::SuggestWanted { settings } => life::suggest(state, settings),
        QueueAction::TermsRead { name, text } => {
            state.queue.settings.terms_csv = Some(text);
            state.queue.terms = Some(name);
            Vec::new()
        }
        QueueAction::TermsDropped => {
            state.queue.settings.terms_csv = None;
            state.queue.terms = None;
            Vec::new()
        }
        QueueAction::Cancelled => life::cancel(state),
        QueueAction::Closed => life::close(state),
        QueueAction::Queried { query } => moving::queried(state, query),
        QueueAction::Stepped { down } => moving::stepped(state, down),
        QueueAction::NextWanted => moving::next_wanted(state),
        QueueAction::Chosen { at } => moving::to(state, at),
        QueueAction::MessageWanted => moving::to_message(state),
        QueueAction::Accept => deciding::accept(state, now, Accepting::One),
        QueueAction::AcceptValue => deciding::accept(state, now, Accepting::Value),
        QueueAction::AcceptKindWanted => deciding::accept_kind_wanted(state),
        QueueAction::LeastTyped { least } => deciding::least_typed(state, least),
        QueueAction::ReasonWanted => deciding::reason_wanted(state),
        QueueAction::Reject => deciding::reject(state, now),
        QueueAction::RejectValue => deciding::reject_value(state),
        QueueAction::RejectListed => deciding::reject_listed(state),
    }
}

/// What of the list is shown, in words.
pub fn only_words(only: Only) -> Cow<'static, str> {
    match only {
        Only::All => Cow::Borrowed(say::all_kinds_2()),
        Only::Family(family) => say::of_record(family.title()),
        Only::Detector(detector) => say::of_record(detector.title()),
    }
}

/// What became of a suggestion, in words.
pub fn became_words(became: Became) -> &'static str {
    match became {
        Became::Open => say::to_decide(),
        Became::Withheld => say::withheld_2(),
        Became::Rejected => say::rejected(),
    }
}
