//! The list of threads: in which order, and which of them are listed.

use std::cmp::Ordering;

use crate::engine::redact::term::{Folder, Term};
use crate::engine::session::protocol::ThreadSummary;
use crate::engine::thread::ParticipantId;
use crate::engine::time::CivilTime;
use crate::say;

use super::ranks::ranks;
use super::seen_names::NameView;
use super::state::State;
use super::words;

/// How the list is sorted and filtered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThreadList {
    /// In which order.
    pub order: ThreadOrder,
    /// Part of the title, as typed.
    pub title: String,
    /// Part of a participant's name, as typed.
    pub person: String,
    /// First day, `YYYY-MM-DD`; empty for any.
    pub from: String,
    /// Last day, `YYYY-MM-DD`; empty for any.
    pub to: String,
    /// Fewest messages; empty for any.
    pub least: String,
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThreadOrder {
    /// As they were opened, by file.
    #[default]
    AsOpened,
    /// By title.
    Title,
    /// The latest first.
    LastMessage,
    /// The earliest first.
    FirstMessage,
    /// The longest first.
    Messages,
}

impl ThreadOrder {
    /// All, as they are offered.
    pub const ALL: [ThreadOrder; 5] = [
        ThreadOrder::AsOpened,
        ThreadOrder::Title,
        ThreadOrder::LastMessage,
        ThreadOrder::FirstMessage,
        ThreadOrder::Messages,
    ];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            ThreadOrder::AsOpened => say::as_opened(),
            ThreadOrder::Title => say::name(),
            ThreadOrder::LastMessage => say::latest_message(),
            ThreadOrder::FirstMessage => say::earliest_message(),
            ThreadOrder::Messages => say::most_messages(),
        }
    }
}

/// What happened to the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThreadListAction {
    /// An order was chosen.
    Ordered {
        /// Which.
        order: ThreadOrder,
    },
    /// A part of a title was typed.
    TitleTyped {
        /// As typed.
        text: String,
    },
    /// A part of a name was typed.
    PersonTyped {
        /// As typed.
        text: String,
    },
    /// The first day was chosen.
    FromChosen {
        /// `YYYY-MM-DD`, or empty.
        day: String,
    },
    /// The last day was chosen.
    ToChosen {
        /// `YYYY-MM-DD`, or empty.
        day: String,
    },
    /// The fewest messages were typed.
    LeastTyped {
        /// As typed.
        text: String,
    },
    /// "Show all" was pressed.
    Cleared,
}

/// What happened to the list.
pub(super) fn update(state: &mut State, action: ThreadListAction) {
    let list = &mut state.thread_list;
    match action {
        ThreadListAction::Ordered { order } => list.order = order,
        ThreadListAction::TitleTyped { text } => list.title = text,
        ThreadListAction::PersonTyped { text } => list.person = text,
        ThreadListAction::FromChosen { day } => list.from = day,
        ThreadListAction::ToChosen { day } => list.to = day,
        ThreadListAction::LeastTyped { text } => list.least = text,
        ThreadListAction::Cleared => {
            *list = ThreadList {
                order: list.order,
                ..ThreadList::default()
            };
        }
    }
}

impl ThreadList {
    /// Whether some threads may be left out.
    pub fn is_filtered(&self) -> bool {
        let unfiltered = ThreadList {
            order: self.order,
            ..ThreadList::default()
        };
        *self != unfiltered
    }

    /// The threads that are listed, in order. Names are looked for as they are shown.
    pub fn listed<'a>(
        &self,
        threads: impl Iterator<Item = &'a ThreadSummary>,
        names: &NameView,
    ) -> Vec<&'a ThreadSummary> {
        let mut test = Filter::new(self, names);
        let listed: Vec<&ThreadSummary> = threads.filter(|thread| test.fits(thread)).collect();
        let titles: Vec<String> = match self.order {
            ThreadOrder::Title => listed
                .iter()
                .map(|thread| names.title(thread).to_lowercase())
                .collect(),
            ThreadOrder::AsOpened
            | ThreadOrder::LastMessage
            | ThreadOrder::FirstMessage
            | ThreadOrder::Messages => Vec::new(),
        };
        let both = |a: usize, b: usize| listed.get(a).zip(listed.get(b));
        let compare = |a: usize, b: usize| -> Option<Ordering> {
            let (one, other) = both(a, b)?;
            Some(match self.order {
                ThreadOrder::AsOpened => Ordering::Equal,
                ThreadOrder::Title => titles.get(a).cmp(&titles.get(b)),
                // A thread without a time that is understood comes last either way.
                ThreadOrder::LastMessage => other.last_at.cmp(&one.last_at),
                ThreadOrder::FirstMessage => (one.first_at.is_none(), one.first_at)
                    .cmp(&(other.first_at.is_none(), other.first_at)),
                ThreadOrder::Messages => other.n_messages.cmp(&one.n_messages),
            })
        };
        let places = ranks(listed.len(), &|a, b| {
            compare(a, b).unwrap_or(Ordering::Equal)
        });
        places
            .into_iter()
            .filter_map(|at| listed.get(at).copied())
            .collect()
    }
}

/// How many are listed, when not all are.
pub fn listed_said(n_listed: usize, n_all: usize) -> String {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    say::n_listed_of_threads(words::count(count(n_listed)), say::n_threads(count(n_all)))
}

struct Filter<'a> {
    names: &'a NameView,
    title: Option<Term>,
    person: Option<Term>,
    from: &'a str,
    to: &'a str,
    least: Option<u32>,
    folder: Folder,
}

impl<'a> Filter<'a> {
    fn new(list: &'a ThreadList, names: &'a NameView) -> Filter<'a> {
        Filter {
            names,
            title: Term::new(&list.title),
            person: Term::new(&list.person),
            from: &list.from,
            to: &list.to,
            least: words::message_number(&list.least),
            folder: Folder::default(),
        }
    }

    fn fits(&mut self, thread: &ThreadSummary) -> bool {
        self.least.is_none_or(|least| thread.n_messages >= least)
            && self.is_in_period(thread)
            && self.is_called(thread)
            && self.has_person(thread)
    }

    /// Whether it has messages from before the last day to after the first.
    fn is_in_period(&self, thread: &ThreadSummary) -> bool {
        if self.from.is_empty() && self.to.is_empty() {
            return true;
        }
        let (Some(first), Some(last)) = (thread.first_at.map(day), thread.last_at.map(day)) else {
            return false;
        };
        (self.from.is_empty() || last.as_str() >= self.from)
            && (self.to.is_empty() || first.as_str() <= self.to)
    }

    fn is_called(&mut self, thread: &ThreadSummary) -> bool {
        let Some(title) = &self.title else {
            return true;
        };
        let text = self.names.title(thread);
        !title
            .spans_with(&mut self.folder, text.as_bytes())
            .is_empty()
    }

    fn has_person(&mut self, thread: &ThreadSummary) -> bool {
        let Some(person) = &self.person else {
            return true;
        };
        let all = 0..thread.participants.len() as u32;
        let mut names = all.map(|who| self.names.name(thread, ParticipantId(who)));
        names.any(|name| {
            !person
                .spans_with(&mut self.folder, name.as_bytes())
                .is_empty()
        })
    }
}

fn day(at: CivilTime) -> String {
    format!("{:04}-{:02}-{:02}", at.year, at.month, at.day)
}
