//! The list of hits over all threads: a window of it at a time, served by the worker.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::job::Progress;
use crate::engine::session::protocol::{HitRow, Request, Scope, Tag, ThreadHits};
use crate::say;

use super::asks::Asked;
use super::effect::Effect;
use super::state::State;
use super::{reading, words};

/// Hits in one window of the list.
pub const HITS_SHOWN: u32 = 50;

/// Id of the button that shows and hides the list.
pub const LIST_HITS_ID: &str = "list-hits";

/// The id of a hit's element in the page; `number` counts from 0 over the whole list.
pub fn hit_id(number: u32) -> String {
    format!("hit-{number}")
}

/// The list of hits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HitList {
    /// Whether it is shown.
    pub is_open: bool,
    /// Where searches look.
    pub scope: Scope,
    /// Threads with hits, in the order of the list.
    pub threads: Rc<Vec<ThreadHits>>,
    /// How far the search is; `None` when none runs.
    pub progress: Option<Progress>,
    /// Number of the first hit in the window, from 0.
    pub first: u32,
    /// The window; empty until it is there.
    pub rows: Rc<Vec<HitRow>>,
    /// The hit that has, or had last, the keyboard focus.
    pub at: u32,
    /// It takes the focus as soon as it is there.
    focus_next: bool,
}

/// About the list of hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HitAction {
    /// "List hits" was switched.
    Shown {
        /// Whether they are listed.
        on: bool,
    },
    /// Searches look elsewhere.
    ScopeChosen {
        /// Where.
        scope: Scope,
    },
    /// Another window of the list.
    WindowWanted {
        /// The number of its first hit, from 0.
        first: u32,
    },
    /// The keyboard goes to another hit.
    FocusWanted {
        /// Its number, from 0.
        number: u32,
    },
    /// A key asks for the list.
    KeyWanted,
    /// A hit was chosen: its message shall be read.
    Opened {
        /// Its number, from 0.
        number: u32,
    },
}

/// About the list of hits.
pub(super) fn update(state: &mut State, action: HitAction) -> Vec<Effect> {
    match action {
        HitAction::Shown { on } => {
            state.hits.is_open = on;
            if on {
                return ask(state);
            }
            // The list may have had the focus.
            let id = LIST_HITS_ID.to_owned();
            vec![Effect::FocusOn { id }]
        }
        HitAction::ScopeChosen { scope } => {
            state.hits.scope = scope;
            super::search::again(state)
        }
        HitAction::WindowWanted { first } => window(state, first),
        HitAction::FocusWanted { number } => focus(state, number),
        HitAction::KeyWanted => {
            state.hits.is_open = true;
            if state.hits.rows.is_empty() {
                state.hits.focus_next = true;
                return ask(state);
            }
            focus(state, state.hits.at)
        }
        HitAction::Opened { number } => {
            state.hits.at = number;
            let Some(row) = state.hits.row(number) else {
                return Vec::new();
            };
            let (thread, record) = (row.thread, row.record);
            reading::go_to(state, thread, record, true)
        }
    }
}

impl HitList {
    /// All messages in the list.
    pub fn n_messages(&self) -> u32 {
        let each = self.threads.iter().map(|at| at.n_messages);
        each.fold(0, u32::saturating_add)
    }

    /// All hits in them.
    pub fn n_hits(&self) -> u32 {
        let each = self.threads.iter().map(|at| at.n_hits);
        each.fold(0, u32::saturating_add)
    }

    /// The row of that number, when it is in the window.
    pub fn row(&self, number: u32) -> Option<&HitRow> {
        self.rows.get(number.checked_sub(self.first)? as usize)
    }

    /// The number of the first hit of a thread in the list.
    pub fn first_of(&self, thread: ThreadId) -> u32 {
        let before = self.threads.iter().take_while(|at| at.thread != thread);
        before.map(|at| at.n_messages).fold(0, u32::saturating_add)
    }

    /// Which hits the window shows, for people: `1–50 of 1,204`.
    pub fn window_said(&self) -> String {
        let last = self.first + self.rows.len() as u32;
        say::text_last_of_n_messages(
            words::count(self.first + 1),
            words::count(last),
            words::count(self.n_messages()),
        )
    }

    /// Another search begins.
    pub(super) fn forget(&mut self) {
        *self = HitList {
            is_open: self.is_open,
            scope: self.scope,
            ..HitList::default()
        };
    }
}

/// How much was found so far. Hits of an older search no longer count.
pub(super) fn counted(
    state: &mut State,
    tag: Tag,
    threads: Vec<ThreadHits>,
    progress: Option<Progress>,
) -> Vec<Effect> {
    if !is_current(state, tag) {
        return Vec::new();
    }
    let had = state.hits.rows.len() as u32;
    state.hits.threads = Rc::new(threads);
    state.hits.progress = progress;
    let is_full = had >= HITS_SHOWN.min(state.hits.n_messages().saturating_sub(state.hits.first));
    if is_full {
        return Vec::new();
    }
    ask(state)
}

/// Rows of the list came.
pub(super) fn arrived(state: &mut State, tag: Tag, first: u32, rows: Vec<HitRow>) -> Vec<Effect> {
    let Some(Asked::HitRows { search }) = state.asks.answered(tag) else {
        return Vec::new();
    };
    if !is_current(state, search) || first != state.hits.first {
        return Vec::new();
    }
    if *state.hits.rows != rows {
        state.hits.rows = Rc::new(rows);
    }
    let focuses = std::mem::take(&mut state.hits.focus_next);
    let id = hit_id(state.hits.at);
    focuses
        .then_some(Effect::FocusOn { id })
        .into_iter()
        .collect()
}

fn is_current(state: &State, tag: Tag) -> bool {
    let reading = state.reading.as_ref();
    reading.is_some_and(|reading| reading.search.tag == Some(tag))
}

/// Asks for the window, when the list is shown and there is something to show.
pub(super) fn ask(state: &mut State) -> Vec<Effect> {
    let search = state.reading.as_ref().and_then(|at| at.search.tag);
    let Some(search) = search.filter(|_| state.hits.is_open && state.hits.n_messages() > 0) else {
        return Vec::new();
    };
    let tag = state.asks.ask(Asked::HitRows { search });
    vec![Effect::post(Request::HitRows {
        tag,
        search,
        first: state.hits.first,
        n_rows: HITS_SHOWN,
    })]
}

fn window(state: &mut State, first: u32) -> Vec<Effect> {
    let last = state.hits.n_messages().saturating_sub(1);
    state.hits.first = first.min(last) / HITS_SHOWN * HITS_SHOWN;
    state.hits.at = first.min(last);
    state.hits.focus_next = true;
    ask(state)
}

/// To a hit; when the window lacks it, once it is there.
fn focus(state: &mut State, number: u32) -> Vec<Effect> {
    let number = number.min(state.hits.n_messages().saturating_sub(1));
    if state.hits.row(number).is_none() {
        return window(state, number);
    }
    state.hits.at = number;
    vec![Effect::FocusOn { id: hit_id(number) }]
}
