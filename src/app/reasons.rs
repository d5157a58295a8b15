//! The list of reasons that is offered: one that comes with the program, or one of one's own.

use std::rc::Rc;

use crate::engine::decision::ReasonList;
use crate::engine::finding::Explain;
use crate::say;

use super::effect::Effect;
use super::state::State;
use super::words;

/// The lists there are, and the one that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonsState {
    /// Those of the program first.
    pub lists: Vec<Rc<ReasonList>>,
    /// Its place in `lists`.
    pub chosen: usize,
}

impl Default for ReasonsState {
    fn default() -> ReasonsState {
        ReasonsState {
            lists: ReasonList::built_in().into_iter().map(Rc::new).collect(),
            chosen: 0,
        }
    }
}

/// About lists of reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReasonsAction {
    /// Another list shall be offered.
    Chosen {
        /// Its place.
        index: usize,
    },
    /// A list was opened.
    FileRead {
        /// Name of the file.
        name: String,
        /// All of it.
        text: String,
    },
    /// The list that is offered shall be saved.
    SaveWanted,
}

impl ReasonsState {
    /// The list that is offered.
    pub fn current(&self) -> Option<&Rc<ReasonList>> {
        self.lists.get(self.chosen)
    }

    /// What is wrong with a note for these codes, as the list has it.
    pub(super) fn note_error(&self, codes: &[String], note: &str) -> Option<String> {
        let list = self.current()?;
        let lacks = |code: &&String| {
            let reason = list.reason(code);
            reason.is_some_and(|reason| reason.requires_note) && note.trim().is_empty()
        };
        let code = codes.iter().find(lacks)?;
        Some(say::code_needs_a_note_that_says_what(code))
    }
}

/// About lists of reasons.
pub(super) fn update(state: &mut State, action: ReasonsAction) -> Vec<Effect> {
    match action {
        ReasonsAction::Chosen { index } => {
            if index < state.reasons.lists.len() {
                state.reasons.chosen = index;
            }
            Vec::new()
        }
        ReasonsAction::FileRead { name, text } => {
            open(state, &name, &text);
            Vec::new()
        }
        ReasonsAction::SaveWanted => state.reasons.current().map_or_else(Vec::new, |list| {
            vec![Effect::SaveText {
                name: format!("reasons-{}.csv", file_name(&list.name)),
                mime: "text/csv",
                text: list.to_csv(),
            }]
        }),
    }
}

/// A list of the same name takes the place of the one that was opened before.
fn open(state: &mut State, name: &str, text: &str) {
    let list = match ReasonList::from_csv(name, text) {
        Ok(list) => Rc::new(list),
        Err(error) => {
            let failure = error.to_failure();
            let what = format!("{name:?}: {}", failure.what);
            return state.alerts.error(what, failure.help);
        }
    };
    let lists = &mut state.reasons.lists;
    match lists.iter().position(|known| known.name == list.name) {
        Some(index) => {
            if let Some(known) = lists.get_mut(index) {
                *known = list;
            }
            state.reasons.chosen = index;
        }
        None => {
            lists.push(list);
            state.reasons.chosen = lists.len() - 1;
        }
    }
}

/// Words of a name with dashes between.
fn file_name(name: &str) -> String {
    let tame = words::safe_file_name(name).to_lowercase();
    let stem = tame.strip_suffix(".csv").unwrap_or(&tame);
    let parts = stem.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
