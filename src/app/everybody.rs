//! Everybody over all threads: who is called alike, or was decided to be one person, on one line.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::case::ThreadId;
use crate::engine::casework::Work;
use crate::engine::place::{MessagePlace, SourceId};
use crate::engine::redact::term::{Folder, Term};
use crate::engine::session::protocol::SourceSummary;
use crate::engine::thread::ParticipantId;

use super::ranks::ranks;
use super::seen_names::NameView;

/// Somebody, as far as names and decisions tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somebody {
    /// What they are called: by whoever decided that they are one person, else in the threads.
    pub name: String,
    /// The names in the threads, when they are others.
    pub also: Vec<String>,
    /// Somebody decided that these voices are one person.
    pub is_decided: bool,
    /// Where they speak, the thread with most messages first.
    pub threads: Vec<(ThreadId, u32)>,
    /// In all of them.
    pub n_messages: u32,
}

/// A source, and what decisions call it.
pub type NamedSource = (Rc<SourceSummary>, SourceId);

/// Everybody, those with most messages first. Voices of one name stand together: that says nothing
/// about who they are.
pub fn everybody(sources: &[NamedSource], work: &Work, names: &NameView) -> Vec<Somebody> {
    let mut found: BTreeMap<(bool, String), Somebody> = BTreeMap::new();
    for (source, identity) in sources {
        for thread in &source.threads {
            for ((_, n_messages), who) in thread.participants.iter().zip(0_u32..) {
                let called = names.name(thread, ParticipantId(who));
                let place = thread.participant_places.get(who as usize);
                // What was decided about people is never handed over.
                let person = place
                    .filter(|_| !names.is_recipient() && !work.people.is_empty())
                    .and_then(|place| work.person_of(&named_now(place, identity)));
                let key = match person {
                    Some(person) => (true, person.made.id.0.clone()),
                    None => (false, called.clone()),
                };
                let somebody = found.entry(key).or_insert_with(|| Somebody {
                    name: person.map_or_else(|| called.clone(), |person| person.name.clone()),
                    also: Vec::new(),
                    is_decided: person.is_some(),
                    threads: Vec::new(),
                    n_messages: 0,
                });
                somebody.add(called, thread.thread, *n_messages);
            }
        }
    }
    let mut all: Vec<Option<Somebody>> = found.into_values().map(Some).collect();
    let key = |at: usize| {
        let somebody = all.get(at).and_then(Option::as_ref);
        somebody.map(|at| (u32::MAX - at.n_messages, at.name.as_str()))
    };
    let places = ranks(all.len(), &|a, b| key(a).cmp(&key(b)));
    let ordered = places.into_iter().filter_map(|at| all.get_mut(at)?.take());
    ordered.map(Somebody::with_longest_first).collect()
}

/// Those whose name, or another of their names, holds the text as a search would find it.
pub fn called<'a>(all: &'a [Somebody], text: &str) -> Vec<&'a Somebody> {
    let Some(term) = Term::new(text) else {
        return all.iter().collect();
    };
    let mut folder = Folder::default();
    let mut holds = |name: &str| !term.spans_with(&mut folder, name.as_bytes()).is_empty();
    all.iter()
        .filter(|at| holds(&at.name) || at.also.iter().any(|name| holds(name)))
        .collect()
}

impl Somebody {
    fn with_longest_first(self) -> Somebody {
        let n = |at: usize| {
            self.threads
                .get(at)
                .map(|(thread, n)| (u32::MAX - n, *thread))
        };
        let places = ranks(self.threads.len(), &|a, b| n(a).cmp(&n(b)));
        let threads = places
            .into_iter()
            .filter_map(|at| self.threads.get(at).copied())
            .collect();
        Somebody { threads, ..self }
    }

    fn add(&mut self, called: String, thread: ThreadId, n_messages: u32) {
        if called != self.name && !self.also.contains(&called) {
            self.also.push(called);
        }
        self.n_messages = self.n_messages.saturating_add(n_messages);
        match self.threads.iter_mut().find(|(at, _)| *at == thread) {
            Some((_, n)) => *n = n.saturating_add(n_messages),
            None => self.threads.push((thread, n_messages)),
        }
    }
}

/// A place as decisions name it once the digest is known.
fn named_now(place: &MessagePlace, identity: &SourceId) -> MessagePlace {
    MessagePlace {
        source: identity.clone(),
        ..place.clone()
    }
}
