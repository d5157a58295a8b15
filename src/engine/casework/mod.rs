//! What stands of the case work: a fold over the log of decisions.
//!
//! Read [`Work`] first. `decision::CaseWork` says what can be decided.
//!
//! Invariants: the same decisions give the same state, in whatever order they came or were merged;
//! where two of them disagree, the later one counts by (`at`, `id`) and both are listed in
//! [`Work::differences`]; nothing here withholds anything or is ever written into a package.

use crate::engine::sorting;
mod differences;
mod tagged;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::decision::{
    CaseWork, Decision, DecisionId, DecisionKind, DecisionLog, Passage, TagColour, tag_name,
};
use super::place::{EntryId, MessagePlace, SourceId};

pub use differences::{Difference, DifferenceKind};
pub use tagged::{MarkName, MarkedRecords};

/// What stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// Every tag that is defined or used: those with a key first, by key, then by name.
    pub tags: Vec<Tag>,
    /// Tags, bookmarks, notes and exhibits on messages, by source, entry and first byte.
    pub marks: Vec<Mark>,
    /// The exhibits among the marks in the order of their list, as places in `marks`.
    pub exhibits: Vec<usize>,
    /// Participants who are held to be one person, in the order of the decisions.
    pub people: Vec<Person>,
    /// Searches that shall be made again, each line once, in the order of the decisions.
    pub searches: Vec<String>,
    /// The decisions that they are from.
    pub searches_by: Vec<DecisionId>,
    /// Whose phone made the export of that chat text: a message of theirs.
    pub owners: BTreeMap<(SourceId, EntryId), MessagePlace>,
    /// Decisions that stand and disagree, and redactions that somebody else took back.
    pub differences: Vec<Difference>,
    /// By chat text: where its marks begin in `marks`, how many there are, and the longest of
    /// them in bytes.
    texts: BTreeMap<(SourceId, EntryId), (usize, usize, u64)>,
}

/// Who decided something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its decision.
    pub id: DecisionId,
    /// The name the person typed.
    pub by: String,
    /// RFC 3339, as it stands in the log.
    pub at: String,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// As the latest definition writes it, else as it was first used.
    pub name: String,
    /// How it is drawn; grey when nobody defined it.
    pub colour: TagColour,
    /// The key that puts it on a message.
    pub key: Option<char>,
    /// The definitions that stand, the one that counts last.
    pub definitions: Vec<DecisionId>,
    /// On how many messages it stands.
    pub n_messages: u32,
}

/// Something that stands at messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// By whom.
    pub made: Made,
    /// Where.
    pub on: Passage,
    /// What.
    pub what: MarkKind,
}

/// What stands at messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A tag.
    Tag {
        /// As [`tag_name`] gives it.
        tag: String,
    },
    /// A bookmark.
    Bookmark,
    /// A note.
    Note {
        /// What it says.
        text: String,
    },
    /// An exhibit.
    Exhibit {
        /// Its place in the list, from 1.
        number: u32,
        /// How it is called.
        label: String,
        /// What it shows.
        description: String,
    },
}

/// Participants who are held to be one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// By whom.
    pub made: Made,
    /// What the person is called.
    pub name: String,
    /// A message of each participant.
    pub voices: Vec<MessagePlace>,
    /// Why.
    pub grounds: String,
}

impl Work {
    /// What stands in a log.
    ///
    /// Cost: that of sorting the log.
    pub fn of(log: &DecisionLog) -> Work {
        let mut standing = log.standing();
        sorting::sort_by(&mut standing, |a, b| in_order(a, b));
        let mut work = Work::default();
        let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
        for decision in &standing {
            work.take(decision, &mut tags);
        }
        work.marks
            .sort_by(|a, b| (&a.on, &a.made.id).cmp(&(&b.on, &b.made.id)));
        work.index();
        work.order_exhibits();
        work.differences = differences::all(log, &standing);
        work.tags = ordered(tags, &work.marks, &standing);
        work
    }

    fn take(&mut self, decision: &Decision, tags: &mut BTreeMap<String, Tag>) {
        let work = match &decision.kind {
            DecisionKind::Work(work) => work,
            DecisionKind::Owner { target } => {
                let text = (target.source.clone(), target.entry);
                self.owners.insert(text, target.clone());
                return;
            }
            _other => return,
        };
        let made = made(decision);
        let one = |target: &MessagePlace| Passage {
            target: target.clone(),
            until: None,
        };
        let (on, what) = match work {
            CaseWork::TagDefined { tag, colour, .. } => {
                let at = tags.entry(tag_name(tag)).or_insert_with(|| undefined(tag));
                tag.trim().clone_into(&mut at.name);
                at.colour = *colour;
                at.definitions.push(made.id);
                return;
            }
            CaseWork::Searches { lines } => {
                self.searches_by.push(made.id);
                for line in lines.iter().map(|line| line.trim()) {
                    if !self.searches.iter().any(|known| known == line) {
                        self.searches.push(line.to_owned());
                    }
                }
                return;
            }
            CaseWork::Person {
                name,
                voices,
                grounds,
            } => {
                return self.people.push(Person {
                    made,
                    name: name.clone(),
                    voices: voices.clone(),
                    grounds: grounds.clone(),
                });
            }
            // What compliance makes of these, it folds itself.
            CaseWork::Identified { .. }
            | CaseWork::HandedIn { .. }
            | CaseWork::Reviewed { .. }
            | CaseWork::Agreed { .. }
            | CaseWork::LookedAt { .. }
            | CaseWork::AskedWith { .. }
            | CaseWork::CardTaken { .. }
            | CaseWork::Settled { .. }
            | CaseWork::Drawn { .. }
            | CaseWork::SampleRead { .. }
            | CaseWork::Unmasked { .. } => return,
            CaseWork::Tagged { tag, target } => {
                let name = tag_name(tag);
                tags.entry(name.clone()).or_insert_with(|| undefined(tag));
                (one(target), MarkKind::Tag { tag: name })
            }
            CaseWork::Bookmark { target } => (one(target), MarkKind::Bookmark),
            CaseWork::Note { on, text } => (on.clone(), MarkKind::Note { text: text.clone() }),
            CaseWork::Exhibit {
                number,
                label,
                description,
                shows,
            } => {
                let what = MarkKind::Exhibit {
                    number: *number,
                    label: label.clone(),
                    description: description.clone(),
                };
                (shows.clone(), what)
            }
        };
        self.marks.push(Mark { made, on, what });
    }

    fn index(&mut self) {
        for (place, mark) in self.marks.iter().enumerate() {
            let text = (mark.on.target.source.clone(), mark.on.target.entry);
            let len = mark.on.byte_end().saturating_sub(mark.on.target.byte_start);
            let at = self.texts.entry(text).or_insert((place, 0, 0));
            at.1 += 1;
            at.2 = at.2.max(len);
        }
    }

    fn order_exhibits(&mut self) {
        let mut exhibits: Vec<(u32, &DecisionId, usize)> = Vec::new();
        for (place, mark) in self.marks.iter().enumerate() {
            if let MarkKind::Exhibit { number, .. } = &mark.what {
                exhibits.push((*number, &mark.made.id, place));
            }
        }
        sorting::sort(&mut exhibits);
        self.exhibits = exhibits.into_iter().map(|(_, _, place)| place).collect();
    }

    /// The marks that share a byte with a message.
    ///
    /// Cost: two searches in the marks of its text, and what lies within the longest mark of it.
    pub fn marks_on(&self, place: &MessagePlace) -> Vec<&Mark> {
        let text = (place.source.clone(), place.entry);
        let Some((begin, n_marks, longest)) = self.texts.get(&text).copied() else {
            return Vec::new();
        };
        let marks = self.marks.get(begin..begin + n_marks).unwrap_or_default();
        let from = place.byte_start.saturating_sub(longest);
        let to = place.byte_start.saturating_add(place.byte_len.max(1));
        let first = marks.partition_point(|mark| mark.on.target.byte_start < from);
        let after = marks.partition_point(|mark| mark.on.target.byte_start < to);
        marks
            .get(first..after)
            .unwrap_or_default()
            .iter()
            .filter(|mark| mark.on.touches(place))
            .collect()
    }

    /// The tag of that name, however it is written.
    pub fn tag(&self, name: &str) -> Option<&Tag> {
        let name = tag_name(name);
        self.tags.iter().find(|tag| tag_name(&tag.name) == name)
    }

    /// The decisions that put that tag on that message.
    pub fn tagged_by(&self, place: &MessagePlace, tag: &str) -> Vec<DecisionId> {
        let tag = tag_name(tag);
        self.marks_on(place)
            .into_iter()
            .filter(|mark| matches!(&mark.what, MarkKind::Tag { tag: at } if *at == tag))
            .map(|mark| mark.made.id.clone())
            .collect()
    }

    /// The decisions that bookmark that message.
    pub fn bookmarked_by(&self, place: &MessagePlace) -> Vec<DecisionId> {
        self.marks_on(place)
            .into_iter()
            .filter(|mark| mark.what == MarkKind::Bookmark)
            .map(|mark| mark.made.id.clone())
            .collect()
    }

    /// The exhibits in the order of their list.
    pub fn exhibits(&self) -> impl Iterator<Item = &Mark> {
        self.exhibits
            .iter()
            .filter_map(|place| self.marks.get(*place))
    }

    /// The person that a participant is held to be part of; the latest decision counts.
    pub fn person_of(&self, voice: &MessagePlace) -> Option<&Person> {
        self.people
            .iter()
            .rev()
            .find(|person| person.voices.contains(voice))
    }
}

/// The order in which decisions count: by time, then by id.
fn in_order(a: &Decision, b: &Decision) -> std::cmp::Ordering {
    (a.at.unix_ms(), a.at.as_str(), &a.id).cmp(&(b.at.unix_ms(), b.at.as_str(), &b.id))
}

fn made(decision: &Decision) -> Made {
    Made {
        id: decision.id.clone(),
        by: decision.by.clone(),
        at: decision.at.as_str().to_owned(),
    }
}

fn undefined(tag: &str) -> Tag {
    Tag {
        name: tag.trim().to_owned(),
        colour: TagColour::Grey,
        key: None,
        definitions: Vec::new(),
        n_messages: 0,
    }
}

/// Counts the messages of each tag, gives each key to the latest tag that asks for it, and puts the
/// tags in order.
fn ordered(mut tags: BTreeMap<String, Tag>, marks: &[Mark], standing: &[&Decision]) -> Vec<Tag> {
    let mut messages: BTreeMap<&str, BTreeSet<&MessagePlace>> = BTreeMap::new();
    for mark in marks {
        if let MarkKind::Tag { tag } = &mark.what {
            messages.entry(tag).or_default().insert(&mark.on.target);
        }
    }
    for (tag, places) in messages {
        if let Some(tag) = tags.get_mut(tag) {
            tag.n_messages = u32::try_from(places.len()).unwrap_or(u32::MAX);
        }
    }
    let mut key_of: BTreeMap<String, Option<char>> = BTreeMap::new();
    for decision in standing {
        if let DecisionKind::Work(CaseWork::TagDefined { tag, key, .. }) = &decision.kind {
            key_of.retain(|_, taken| taken.is_none() || *taken != *key);
            key_of.insert(tag_name(tag), *key);
        }
    }
    for (name, key) in key_of {
        if let Some(tag) = tags.get_mut(&name) {
            tag.key = key;
        }
    }
    let mut tags: Vec<(String, Tag)> = tags.into_iter().collect();
    sorting::sort_by(&mut tags, |(a_name, a), (b_name, b)| {
        (a.key.is_none(), a.key, a_name).cmp(&(b.key.is_none(), b.key, b_name))
    });
    tags.into_iter().map(|(_, tag)| tag).collect()
}
