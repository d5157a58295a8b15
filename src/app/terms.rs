//! Saved searches and lists of terms: a query on each line, counted in every thread. For this session
//! only; as a file for longer.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::job::Progress;
use crate::engine::search::query::Query;
use crate::engine::session::protocol::{
    Request, RowsFor, Scope, TERMS_COUNTED_MOST, Tag, TermCount, ThreadHits,
};

use super::asks::Asked;
use super::effect::Effect;
use super::reading::open_thread;
use super::state::{Dialog, State};
use super::{search, words};

/// Longest list that is taken in. Units: bytes.
const LIST_BYTES: usize = 256 << 10;

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermList {
    /// A query on each line, as typed.
    pub text: String,
    /// What is or was counted; empty before.
    pub lines: Rc<Vec<TermLine>>,
    /// How far the counting is; `None` when none runs.
    pub progress: Option<Progress>,
    /// What was wrong with a file.
    pub error: Option<String>,
    tag: Option<Tag>,
}

/// A line that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermLine {
    /// The query.
    pub query: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Threads with hits; `None` until it is counted.
    pub threads: Option<Vec<ThreadHits>>,
}

/// About the list of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermsAction {
    /// "Saved searches" was pressed.
    Wanted,
    /// "Save this search" was pressed.
    SearchSaved,
    /// The list was changed.
    Typed {
        /// As typed.
        text: String,
    },
    /// A file was opened.
    FileRead {
        /// All of it.
        text: String,
    },
    /// It could not be.
    FileNotRead {
        /// What the browser says.
        what: String,
    },
    /// "Count" was pressed.
    CountWanted,
    /// "Save the list" was pressed.
    FileWanted,
    /// A count was pressed: its hits shall be read.
    HitsWanted {
        /// The query.
        query: String,
        /// In this thread; `None`: in all.
        thread: Option<ThreadId>,
    },
}

/// About the list of terms.
pub(super) fn update(state: &mut State, action: TermsAction) -> Vec<Effect> {
    match action {
        TermsAction::Wanted => {
            state.dialog = Some(Dialog::Terms);
            Vec::new()
        }
        TermsAction::SearchSaved => saved(state),
        TermsAction::Typed { text } => {
            state.terms.text = text;
            Vec::new()
        }
        TermsAction::FileRead { text } => {
            state.terms.error = add(&mut state.terms.text, &text).err();
            Vec::new()
        }
        TermsAction::FileNotRead { what } => {
            state.terms.error = Some(format!("The file could not be read: {what}."));
            Vec::new()
        }
        TermsAction::CountWanted => count(state),
        TermsAction::FileWanted => vec![Effect::SaveText {
            name: "searches.txt".to_owned(),
            mime: "text/plain",
            text: state.terms.text.clone(),
        }],
        TermsAction::HitsWanted { query, thread } => hits_wanted(state, query, thread),
    }
}

/// The queries of a list, blank lines and those that begin with `#` left out.
fn queries(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.trim().trim_start_matches('\u{feff}'))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn add(list: &mut String, text: &str) -> Result<(), String> {
    if list.len() + text.len() > LIST_BYTES {
        return Err(format!(
            "The list would be longer than {}. Open a shorter one.",
            words::size(LIST_BYTES as u64)
        ));
    }
    if !list.is_empty() && !list.ends_with('\n') {
        list.push('\n');
    }
    list.push_str(text.trim_start_matches('\u{feff}').trim_end());
    list.push('\n');
    Ok(())
}

fn saved(state: &mut State) -> Vec<Effect> {
    let Some(query) = state.query().map(str::to_owned) else {
        return Vec::new();
    };
    if query.trim().is_empty() {
        return Vec::new();
    }
    let is_there = queries(&state.terms.text).any(|line| line == query.trim());
    if !is_there {
        state.terms.error = add(&mut state.terms.text, query.trim()).err();
    }
    let what = if is_there {
        "this search is in the list already"
    } else {
        "the search is saved for this session, under \"Saved searches\""
    };
    state.alerts.notice(what, "");
    Vec::new()
}

fn count(state: &mut State) -> Vec<Effect> {
    let mut lines: Vec<TermLine> = Vec::new();
    for query in queries(&state.terms.text) {
        if lines.iter().any(|line| line.query == query) {
            continue;
        }
        let error = Query::parse(query).err();
        lines.push(TermLine {
            query: query.to_owned(),
            error: error.map(|error| format!("{error}. {}.", error.help())),
            threads: None,
        });
    }
    let n_left_out = lines.len().saturating_sub(TERMS_COUNTED_MOST);
    lines.truncate(TERMS_COUNTED_MOST);
    state.terms.error = (n_left_out > 0).then(|| {
        format!(
            "Only the first {} are counted; {n_left_out} are left out. Count the rest by themselves.",
            words::count(TERMS_COUNTED_MOST as u32)
        )
    });
    let terms: Vec<String> = lines
        .iter()
        .filter(|line| line.error.is_none())
        .map(|line| line.query.clone())
        .collect();
    state.terms.lines = Rc::new(lines);
    state.terms.progress = None;
    state.terms.tag = None;
    if terms.is_empty() {
        return Vec::new();
    }
    let view = state
        .reading
        .as_ref()
        .map_or(RowsFor::Editor, |reading| reading.view);
    let tag = state.asks.ask(Asked::CountTerms);
    state.terms.tag = Some(tag);
    state.terms.progress = Some(Progress {
        done: 0,
        total: terms.len() as u64,
    });
    vec![Effect::post(Request::CountTerms { tag, terms, view })]
}

/// A term is counted.
pub(super) fn counted(
    state: &mut State,
    tag: Tag,
    count: TermCount,
    progress: Progress,
) -> Vec<Effect> {
    if state.terms.tag != Some(tag) {
        return Vec::new();
    }
    let lines = Rc::make_mut(&mut state.terms.lines);
    let mut understood = lines.iter_mut().filter(|line| line.error.is_none());
    if let Some(line) = understood.nth(count.term as usize) {
        line.threads = Some(count.threads);
    }
    let is_done = progress.done >= progress.total;
    state.terms.progress = (!is_done).then_some(progress);
    if is_done {
        state.asks.answered(tag);
    }
    Vec::new()
}

fn hits_wanted(state: &mut State, query: String, thread: Option<ThreadId>) -> Vec<Effect> {
    state.dialog = None;
    state.hits.is_open = true;
    state.hits.scope = match thread {
        Some(_) => Scope::Thread,
        None => Scope::Everything,
    };
    let mut effects = Vec::new();
    if let Some(thread) = thread {
        effects.extend(open_thread(state, thread));
    }
    let is_same = state.query() == Some(query.as_str());
    effects.extend(if is_same {
        search::again(state)
    } else {
        search::typed(state, query)
    });
    effects
}
