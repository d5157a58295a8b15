//! Saved searches and lists of terms: a query on each line, counted in every thread. What is typed
//! becomes a decision when the list is counted, saved or left, so that it is kept with the case.

use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::decision::{CaseWork, DecisionKind};
use crate::engine::job::Progress;
use crate::engine::search::query::Query;
use crate::engine::session::protocol::{
    Request, RowsFor, Scope, TERMS_COUNTED_MOST, Tag, TermCount, ThreadHits,
};
use crate::say;

use crate::engine::time::Instant;

use super::asks::Asked;
use super::effect::Effect;
use super::reading::open_thread;
use super::sources::log_changed;
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
    /// It was typed into, and nothing was decided about that yet.
    is_typed: bool,
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
    /// The list was left by the keyboard, or its dialog closed.
    Left,
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
pub(super) fn update(state: &mut State, now: &Instant, action: TermsAction) -> Vec<Effect> {
    match action {
        TermsAction::Wanted => {
            state.dialog = Some(Dialog::Terms);
            Vec::new()
        }
        TermsAction::SearchSaved => saved(state, now),
        TermsAction::Typed { text } => {
            state.terms.text = text;
            state.terms.is_typed = true;
            Vec::new()
        }
        TermsAction::FileRead { text } => {
            state.terms.error = add(&mut state.terms.text, &text).err();
            state.terms.is_typed = true;
            keep(state, now)
        }
        TermsAction::FileNotRead { what } => {
            state.terms.error = Some(say::the_file_could_not_be_read_what(what));
            Vec::new()
        }
        TermsAction::CountWanted => {
            let mut effects = keep(state, now);
            effects.extend(count(state));
            effects
        }
        TermsAction::Left => keep(state, now),
        TermsAction::FileWanted => vec![Effect::SaveText {
            name: "searches.txt".to_owned(),
            mime: "text/plain",
            text: state.terms.text.clone(),
        }],
        TermsAction::HitsWanted { query, thread } => {
            let mut effects = keep(state, now);
            effects.extend(hits_wanted(state, query, thread));
            effects
        }
    }
}

/// The queries of a list, blank lines and those that begin with `#` left out.
fn queries(text: &str) -> impl Iterator<Item = &str> {
    kept_lines(text).filter(|line| !line.starts_with('#'))
}

fn add(list: &mut String, text: &str) -> Result<(), String> {
    if list.len() + text.len() > LIST_BYTES {
        return Err(say::the_list_would_be_longer_than_text(words::size(
            LIST_BYTES as u64,
        )));
    }
    if !list.is_empty() && !list.ends_with('\n') {
        list.push('\n');
    }
    list.push_str(text.trim_start_matches('\u{feff}').trim_end());
    list.push('\n');
    Ok(())
}

/// What is in the box becomes what stands: new lines are added; when lines went, the list is written
/// anew.
pub(super) fn keep(state: &mut State, now: &Instant) -> Vec<Effect> {
    if !std::mem::take(&mut state.terms.is_typed) {
        return Vec::new();
    }
    let mut lines: Vec<String> = Vec::new();
    for line in kept_lines(&state.terms.text) {
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    let fold = &state.work.fold;
    let is_longer = lines.starts_with(&fold.searches);
    let (gone, new) = if is_longer {
        (Vec::new(), lines.split_off(fold.searches.len()))
    } else {
        (fold.searches_by.clone(), lines)
    };
    let withdraw = |withdraws| DecisionKind::Withdraw { withdraws };
    let mut kinds: Vec<DecisionKind> = gone.into_iter().map(withdraw).collect();
    if !new.is_empty() {
        kinds.push(DecisionKind::Work(CaseWork::Searches { lines: new }));
    }
    if kinds.is_empty() {
        return Vec::new();
    }
    state.log.act_together(now, kinds);
    log_changed(state, now)
}

/// The log changed: the box shows what stands, unless it is being typed into.
pub(super) fn follow_log(state: &mut State) {
    if state.terms.is_typed {
        return;
    }
    let standing = &state.work.fold.searches;
    if !kept_lines(&state.terms.text).eq(standing.iter().map(String::as_str)) {
        state.terms.text = standing.iter().map(|line| format!("{line}\n")).collect();
    }
}

/// Every line that says something.
fn kept_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.trim().trim_start_matches('\u{feff}'))
        .filter(|line| !line.is_empty())
}

fn saved(state: &mut State, now: &Instant) -> Vec<Effect> {
    let Some(query) = state.query().map(str::to_owned) else {
        return Vec::new();
    };
    if query.trim().is_empty() {
        return Vec::new();
    }
    let is_there = queries(&state.terms.text).any(|line| line == query.trim());
    if !is_there {
        state.terms.error = add(&mut state.terms.text, query.trim()).err();
        state.terms.is_typed = true;
    }
    let what = if is_there {
        say::this_search_is_in_the_list_already()
    } else {
        say::the_search_is_saved_with_the_case()
    };
    state.alerts.notice(what, "");
    keep(state, now)
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
            error: error.map(|error| format!("{error}. {}.", say::of_record(&error.help()))),
            threads: None,
        });
    }
    let n_left_out = lines.len().saturating_sub(TERMS_COUNTED_MOST);
    lines.truncate(TERMS_COUNTED_MOST);
    state.terms.error = (n_left_out > 0).then(|| {
        say::only_the_first_text_are_counted_n(words::count(TERMS_COUNTED_MOST as u32), n_left_out)
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
