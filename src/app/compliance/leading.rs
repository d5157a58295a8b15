//! Where a number of the report leads: to the findings, the people, the messages that it counts.

use super::asking::{compare_wanted, comply_effect, section_chosen};
use super::{Section, moving};
use crate::app::effect::Effect;
use crate::app::state::{Area, State};
use crate::app::{only, reading, search};
use crate::engine::case::ThreadId;
use crate::engine::compliance::{Known, MessagesOf, PersonRow};
use crate::engine::examine::comply::protocol::{ComplyRequest, FindingQuery, Messages};
use crate::engine::session::protocol::Tag;

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// Findings.
    Findings(Box<FindingQuery>),
    /// People.
    People(PeopleOf),
    /// Messages of a thread that a query finds; an empty one is all of them.
    Read {
        /// Which thread.
        thread: ThreadId,
        /// As it would be typed.
        query: String,
    },
    /// Messages that no query finds.
    Messages(MessagesOf),
    /// Drawn messages.
    Drawn {
        /// Name of their group.
        group: String,
        /// Which of them.
        which: DrawnOf,
    },
    /// Rows of two exports side by side.
    Pair {
        /// Number of the pair, from 0.
        pair: u32,
        /// Which of them.
        which: PairOf,
    },
}

/// People that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeopleOf {
    /// By how well they are known.
    Known(Known),
    /// Everybody in the roster.
    Roster,
}

impl PeopleOf {
    /// Whether somebody is one of them.
    pub fn holds(self, row: &PersonRow) -> bool {
        match self {
            PeopleOf::Known(known) => row.known == known,
            PeopleOf::Roster => !row.id.is_empty(),
        }
    }
}

/// Which drawn messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawnOf {
    /// All.
    All,
    /// Those that were read.
    Read,
    /// Those that break the policy.
    Breaking,
}

impl DrawnOf {
    /// Whether a message is one of them, by what was read of it.
    pub fn holds(self, read: Option<bool>) -> bool {
        match self {
            DrawnOf::All => true,
            DrawnOf::Read => read.is_some(),
            DrawnOf::Breaking => read == Some(true),
        }
    }
}

/// Which rows of two exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairOf {
    /// In the first only.
    OnlyA,
    /// In the second only.
    OnlyB,
    /// Changed in one.
    Changed,
}

/// Goes there.
pub(super) fn led(state: &mut State, lead: Lead) -> Vec<Effect> {
    match lead {
        Lead::Findings(query) => {
            let mut effects = section_chosen(state, Section::Findings);
            effects.extend(moving::queried(state, *query));
            effects
        }
        Lead::People(of) => {
            let effects = section_chosen(state, Section::People);
            state.comply.people_of = Some(of);
            effects
        }
        Lead::Read { thread, query } => read(state, thread, query),
        // They show names.
        Lead::Messages(_) if state.comply.query.blind => section_chosen(state, Section::Messages),
        Lead::Messages(of) => {
            let tag = state.comply.ask();
            state.comply.messages = None;
            state.comply.listing = Some(tag);
            let mut effects = section_chosen(state, Section::Messages);
            effects.push(comply_effect(ComplyRequest::Messages { tag, of }));
            effects
        }
        Lead::Drawn { group, which } => {
            let effects = section_chosen(state, Section::Sampling);
            state.comply.drawn_of = Some((group, which));
            effects
        }
        Lead::Pair { pair, which } => {
            let mut effects = section_chosen(state, Section::Completeness);
            effects.extend(compare_wanted(state, pair));
            state.comply.pair_of = Some(which);
            effects
        }
    }
}

/// The thread, with what the query does not find left out.
fn read(state: &mut State, thread: ThreadId, query: String) -> Vec<Effect> {
    state.area = Area::Read;
    state.only_matches = !query.is_empty();
    let mut effects = reading::open_thread(state, thread);
    let is_new = state.query() != Some(query.as_str());
    effects.extend(match is_new {
        true => search::typed(state, query),
        false => only::changed(state),
    });
    effects
}

/// Messages came. An answer to an older question is dropped.
pub(super) fn arrived(state: &mut State, tag: Tag, messages: Messages) -> Vec<Effect> {
    if state.comply.listing == Some(tag) {
        state.comply.messages = Some(messages.into());
    }
    Vec::new()
}
