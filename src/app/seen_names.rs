//! What threads and people are called on screen: bare for who works on the case; in the recipient's
//! view as a package would show them, and until that is known not at all.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::session::protocol::{Look, RowsFor, SeenNames, Tag, ThreadSummary};
use crate::engine::thread::ParticipantId;
use crate::say;

use super::characters::shown;
use super::effect::Effect;
use super::looking::{self, LookFor};
use super::state::State;
use super::words;

/// Stands where a name is not known yet.
const UNKNOWN: &str = "…";

/// What the recipient sees of names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NamesSeen {
    /// By thread; those of an older log do not count.
    by_thread: Rc<BTreeMap<ThreadId, SeenNames>>,
    /// What they depend on.
    made_for: Option<Key>,
    asked: Option<(Tag, Key)>,
}

/// What names depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    revision: u32,
    n_sources: usize,
    n_restarts: u32,
}

/// How names are drawn. Cheap to clone and to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameView {
    /// `None` for bare names.
    seen: Option<Rc<BTreeMap<ThreadId, SeenNames>>>,
    /// What cannot be seen is spelled out.
    spell_out: bool,
}

impl NameView {
    /// What a thread is called; never empty.
    pub fn title(&self, thread: &ThreadSummary) -> String {
        let Some(seen) = &self.seen else {
            return words::title_spelled(thread, self.spell_out);
        };
        match seen.get(&thread.thread) {
            Some(seen) if seen.title.trim().is_empty() => say::thread_thread(thread.thread.0 + 1),
            Some(seen) => shown(&seen.title, self.spell_out),
            None => UNKNOWN.to_owned(),
        }
    }

    /// What a participant is called.
    pub fn name(&self, thread: &ThreadSummary, who: ParticipantId) -> String {
        let at = who.0 as usize;
        let Some(seen) = &self.seen else {
            let found = thread.participants.get(at);
            return found.map_or_else(String::new, |(name, _)| shown(name, self.spell_out));
        };
        let found = seen.get(&thread.thread).and_then(|seen| seen.names.get(at));
        found.map_or_else(|| UNKNOWN.to_owned(), |name| shown(name, self.spell_out))
    }

    /// The first participants, and how many more there are. Each is to be drawn apart, so that none
    /// reorders the others.
    pub fn voices(&self, thread: &ThreadSummary) -> (Vec<String>, usize) {
        const NAMED: usize = 3;
        let n = thread.participants.len();
        let names = (0..n.min(NAMED) as u32).map(|who| self.name(thread, ParticipantId(who)));
        (names.collect(), n.saturating_sub(NAMED))
    }

    /// Whether these are the recipient's eyes.
    pub fn is_recipient(&self) -> bool {
        self.seen.is_some()
    }
}

impl State {
    /// How names are drawn now.
    pub fn names(&self) -> NameView {
        let is_recipient = is_recipient(self);
        let is_new = self.names_seen.made_for == Some(key(self));
        NameView {
            seen: is_recipient.then(|| {
                if is_new {
                    Rc::clone(&self.names_seen.by_thread)
                } else {
                    Rc::default()
                }
            }),
            spell_out: self.spell_out,
        }
    }
}

fn is_recipient(state: &State) -> bool {
    let reading = state.reading.as_ref();
    reading.is_some_and(|reading| reading.view == RowsFor::Recipient)
}

fn key(state: &State) -> Key {
    Key {
        revision: state.log.revision(),
        n_sources: state.sources.len(),
        n_restarts: state.n_restarts,
    }
}

/// After every action: asks when the recipient's view is on and what is known is old.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    let key = key(state);
    let is_known = state.names_seen.made_for == Some(key);
    let is_asked = matches!(state.names_seen.asked, Some((_, asked)) if asked == key);
    if !is_recipient(state) || is_known || is_asked {
        return Vec::new();
    }
    let (tag, effect) = looking::ask(state, LookFor::Names, Look::Names);
    state.names_seen.asked = Some((tag, key));
    vec![effect]
}

/// They came. Those of an older log are dropped; newer ones are on their way.
pub(super) fn arrived(
    state: &mut State,
    tag: Tag,
    revision: u32,
    threads: Vec<SeenNames>,
) -> Vec<Effect> {
    match state.names_seen.asked {
        Some((asked, key)) if asked == tag && key.revision == revision => {
            let threads = threads.into_iter().map(|seen| (seen.thread, seen));
            state.names_seen.by_thread = Rc::new(threads.collect());
            state.names_seen.made_for = Some(key);
        }
        Some((asked, _)) if asked == tag => state.names_seen.asked = None,
        Some(_) | None => {}
    }
    Vec::new()
}
