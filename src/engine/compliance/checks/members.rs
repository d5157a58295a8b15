//! Who was in a thread when: from the lines about members, and from who wrote.
//!
//! Places count, not times: file order is the order. What the export does not show stays unknown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::compliance::events::{EventKind, Who};
use crate::engine::compliance::ground::{Ground, ThreadGround};
use crate::engine::thread::{ParticipantId, RecordId};

/// Whoever creates a group adds others at once. Units: seconds.
const AT_ONCE: i64 = 120;

/// How sure it is that somebody was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sureness {
    /// A line says it.
    Certain,
    /// They wrote, so they were in.
    Inferred,
    /// Before the visible start: nobody can say.
    Unknown,
}

impl Sureness {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Sureness::Certain => "certain",
            Sureness::Inferred => "inferred",
            Sureness::Unknown => "unknown",
        }
    }
}

/// A stretch of records in which somebody was in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The record that brought them in; `None`: from before the first one.
    pub from: Option<RecordId>,
    /// The record that took them out; `None`: still in at the end.
    pub to: Option<RecordId>,
    /// How sure.
    pub sureness: Sureness,
}

/// Somebody in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// As the export writes the name.
    pub name: String,
    /// Their voice, when they wrote.
    pub voice: Option<ParticipantId>,
    /// Key of the person, when one is known.
    pub person: Option<String>,
    /// In file order.
    pub stretches: Vec<Membership>,
}

/// Everybody in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Timeline {
    /// Whether the export shows who was in from the beginning, so that nobody else can have been.
    pub start_visible: bool,
    /// In order of appearance.
    pub members: Vec<Member>,
}

impl Timeline {
    /// Who could read a record: those who were in at its place, surest first.
    pub fn readers(&self, record: RecordId) -> Vec<(&Member, Sureness)> {
        let mut readers: Vec<(&Member, Sureness)> = self
            .members
            .iter()
            .filter_map(|member| {
                let holds = |one: &&Membership| {
                    one.from.is_none_or(|from| from <= record)
                        && one.to.is_none_or(|to| record < to)
                };
                let sureness = member
                    .stretches
                    .iter()
                    .filter(holds)
                    .map(|one| one.sureness)
                    .min();
                Some((member, sureness?))
            })
            .collect();
        readers.sort_by_key(|(_, sureness)| *sureness);
        readers
    }
}

struct Build<'g> {
    thread: &'g ThreadGround,
    order: Vec<String>,
    members: BTreeMap<String, Member>,
    start_visible: bool,
}

/// Whether a group's first members are in the export: it was created there, and whoever made the export
/// was in from then on. Somebody who was added later sees that line, too, and nothing of those who were in
/// by then.
pub(in crate::engine::compliance) fn shows_creation(thread: &ThreadGround) -> bool {
    let of = |kind: EventKind| thread.events.iter().find(|event| event.kind == kind);
    let Some(created) = of(EventKind::GroupCreated) else {
        return false;
    };
    let mut earlier = (0..created.record.0).map(RecordId);
    let is_first = !earlier.any(|id| thread.record(id).is_some_and(|one| thread.is_written(one)));
    let is_late = of(EventKind::AddedYou).is_some_and(|added| {
        let times = thread.time(created.record).zip(thread.time(added.record));
        times.is_none_or(|(created, added)| added - created > AT_ONCE)
    });
    is_first && !is_late
}

/// Everybody in a thread.
pub(in crate::engine::compliance) fn timeline(ground: &Ground, thread: &ThreadGround) -> Timeline {
    let start_visible = shows_creation(thread);
    let mut build = Build {
        thread,
        order: Vec::new(),
        members: BTreeMap::new(),
        start_visible,
    };
    let is_pair = thread.is_pair();
    if is_pair {
        build.pair();
    } else {
        build.group();
    }
    let mut timeline = Timeline {
        start_visible: start_visible || is_pair,
        members: Vec::new(),
    };
    for key in &build.order {
        if let Some(mut member) = build.members.remove(key) {
            let voice = member.voice.and_then(|id| thread.voice(id));
            let person = voice.and_then(|voice| voice.overall.person());
            member.person = person
                .and_then(|place| ground.person(place))
                .map(|one| one.id.clone());
            timeline.members.push(member);
        }
    }
    timeline
}

/// Whether the actor of a line was a member when it was written.
fn acts(kind: EventKind) -> bool {
    let of_others = matches!(
        kind,
        EventKind::Added
            | EventKind::AddedYou
            | EventKind::Removed
            | EventKind::AdminOn
            | EventKind::AdminOff
    );
    let of_the_group = matches!(
        kind,
        EventKind::Subject
            | EventKind::Icon
            | EventKind::Description
            | EventKind::Settings
            | EventKind::DisappearingOn
            | EventKind::DisappearingOff
            | EventKind::DisappearingTimer
            | EventKind::PrivacyOn
            | EventKind::PrivacyOff
            | EventKind::Pinned
            | EventKind::Kept
    );
    of_others || of_the_group
}

impl Build<'_> {
    /// Two people: both were in all the time.
    fn pair(&mut self) {
        for voice in &self.thread.voices {
            let key = self.key(&voice.name, Some(voice.id));
            let member = self.member(&key, &voice.name, Some(voice.id));
            member.stretches.push(Membership {
                from: None,
                to: None,
                sureness: Sureness::Certain,
            });
        }
    }

    fn group(&mut self) {
        let thread = self.thread;
        let mut events = thread.events.iter().peekable();
        for (number, record) in (0..).zip(&thread.thread.records) {
            let id = RecordId(number);
            while let Some(event) = events.next_if(|event| event.record == id) {
                self.event(event.kind, event.actor.as_ref(), &event.who, id);
            }
            if thread.is_written(record)
                && let Some(voice) = record.participant.and_then(|at| thread.voice(at))
            {
                let key = self.key(&voice.name, Some(voice.id));
                self.is_in(&key, &voice.name, Some(voice.id), id);
            }
        }
    }

    /// Who writes is told by the voice, others by the name.
    fn key(&self, name: &str, voice: Option<ParticipantId>) -> String {
        match voice {
            Some(voice) => format!("v{}", voice.0),
            None => format!("n{}", self.thread.labels.key(name)),
        }
    }

    fn member(&mut self, key: &str, name: &str, voice: Option<ParticipantId>) -> &mut Member {
        if !self.members.contains_key(key) {
            self.order.push(key.to_owned());
        }
        let member = self
            .members
            .entry(key.to_owned())
            .or_insert_with(|| Member {
                name: name.to_owned(),
                voice,
                person: None,
                stretches: Vec::new(),
            });
        member.voice = member.voice.or(voice);
        member
    }

    fn label(&self, who: &Who) -> Option<(String, Option<ParticipantId>)> {
        let voice = self.thread.voice_named(who);
        match (who, voice) {
            (_, Some(voice)) => Some((voice.name.clone(), Some(voice.id))),
            (Who::Named(name), None) => Some((name.clone(), None)),
            // The phone itself, before anybody said which voice is its.
            (Who::Exporter, None) => {
                let you = self
                    .thread
                    .voices
                    .iter()
                    .find(|voice| ThreadGround::is_you(voice));
                Some(you.map_or_else(
                    || ("You".to_owned(), None),
                    |voice| (voice.name.clone(), Some(voice.id)),
                ))
            }
        }
    }

    fn event(&mut self, kind: EventKind, actor: Option<&Who>, who: &[Who], at: RecordId) {
        if kind == EventKind::GroupCreated
            && let Some((name, voice)) = actor.and_then(|actor| self.label(actor))
        {
            self.comes(&name, voice, at);
        }
        // Who adds or removes others was in.
        if acts(kind)
            && let Some((name, voice)) = actor.and_then(|actor| self.label(actor))
        {
            self.acted(&name, voice, at);
        }
        if kind.brings_in() {
            for who in who {
                if let Some((name, voice)) = self.label(who) {
                    self.comes(&name, voice, at);
                }
            }
        }
        if kind.takes_out() {
            for who in who {
                if let Some((name, voice)) = self.label(who) {
                    self.goes(&name, voice, at);
                }
            }
        }
    }

    fn comes(&mut self, name: &str, voice: Option<ParticipantId>, at: RecordId) {
        let key = self.key(name, voice);
        let member = self.member(&key, name, voice);
        if let Some(last) = member.stretches.last_mut()
            && last.to.is_none()
        {
            // In already, as far as was known: from here on it is certain.
            last.to = Some(at);
        }
        member.stretches.push(Membership {
            from: Some(at),
            to: None,
            sureness: Sureness::Certain,
        });
    }

    fn goes(&mut self, name: &str, voice: Option<ParticipantId>, at: RecordId) {
        let key = self.key(name, voice);
        let start_visible = self.start_visible;
        let member = self.member(&key, name, voice);
        match member.stretches.last_mut() {
            Some(last) if last.to.is_none() => last.to = Some(at),
            Some(_) => {}
            None => member.stretches.push(Membership {
                from: None,
                to: Some(at),
                sureness: if start_visible {
                    Sureness::Inferred
                } else {
                    Sureness::Unknown
                },
            }),
        }
    }

    fn acted(&mut self, name: &str, voice: Option<ParticipantId>, at: RecordId) {
        let key = self.key(name, voice);
        self.is_in(&key, name, voice, at);
    }

    /// They wrote or did something, so they were in.
    fn is_in(&mut self, key: &str, name: &str, voice: Option<ParticipantId>, at: RecordId) {
        let start_visible = self.start_visible;
        let member = self.member(key, name, voice);
        if member
            .stretches
            .last()
            .is_some_and(|last| last.to.is_none())
        {
            return;
        }
        if member.stretches.is_empty() && !start_visible && at.0 > 0 {
            member.stretches.push(Membership {
                from: None,
                to: Some(at),
                sureness: Sureness::Unknown,
            });
        }
        member.stretches.push(Membership {
            from: Some(at),
            to: None,
            sureness: Sureness::Inferred,
        });
    }
}
