//! The voices of a thread: what each wrote, and which person of the roster it was on which day. Numbers and
//! people are valid from a day to a day, so that one voice may be several people, one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::day::Day;
use super::events::{Event, EventKind, Who};
use super::ground::{Decided, ThreadGround};
use super::matching::{Match, Ways};
use super::names::{is_unsaved, number_of_label};
use super::roster::Roster;
use crate::engine::place::{MessagePlace, SourceId};
use crate::engine::thread::{ParticipantId, RecordId, Thread};

/// One voice of a thread.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    pub(super) id: ParticipantId,
    pub(super) name: String,
    /// By what its name is compared with those of lines.
    pub(super) key: String,
    pub(super) ways: Ways,
    /// Who it is on the days on which it wrote; on most of them, when it is several.
    pub(super) overall: Match,
    /// Who it is, and what it wrote as that; the first first. Never empty for who wrote.
    pub(super) parts: Vec<VoicePart>,
    /// From which day on which part holds.
    since: Vec<(Day, usize)>,
    /// Messages they wrote; lines of WhatsApp's own left out.
    pub(super) n_messages: u32,
    pub(super) first: Option<RecordId>,
    pub(super) last: Option<RecordId>,
    /// The number on the label, and those that the thread or a decision ties to them.
    pub(super) numbers: Vec<String>,
    /// Of those the ones that a line of the thread names, with that line; `None`: a decision.
    pub(super) learnt: Vec<(String, Option<RecordId>)>,
    pub(super) is_exporter: bool,
}

/// What a voice wrote while it was one person, or nobody who is known.
#[derive(Debug, Clone)]
pub(super) struct VoicePart {
    pub(super) found: Match,
    pub(super) n_messages: u32,
    pub(super) first: RecordId,
    pub(super) last: RecordId,
    /// The days of these messages; `None` for those whose time could not be read.
    pub(super) days: Vec<Option<Day>>,
}

/// What one voice wrote on one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct VoiceDay {
    pub(super) voice: ParticipantId,
    pub(super) day: Day,
    pub(super) first: RecordId,
    pub(super) last: RecordId,
    pub(super) n_messages: u32,
}

impl Voice {
    /// Who it is on a day.
    pub(super) fn on(&self, day: Option<Day>) -> &Match {
        let Some(day) = day.filter(|_| self.parts.len() > 1) else {
            return &self.overall;
        };
        let at = self.since.partition_point(|(from, _)| *from <= day);
        let since = self.since.get(at.saturating_sub(1));
        let part = since.and_then(|(_, part)| self.parts.get(*part));
        part.map_or(&self.overall, |part| &part.found)
    }

    /// Splits what it wrote by who it was. `days` are its own, in order.
    fn split(&mut self, roster: &Roster, days: &[VoiceDay]) {
        for day in days {
            let found = self.ways.at(roster, Some(day.day));
            let known = self.parts.iter().position(|part| part.found == found);
            let place = known.unwrap_or(self.parts.len());
            if known.is_none() {
                self.parts.push(VoicePart {
                    found,
                    n_messages: 0,
                    first: day.first,
                    last: day.last,
                    days: Vec::new(),
                });
            }
            if let Some(part) = self.parts.get_mut(place) {
                part.n_messages += day.n_messages;
                part.first = part.first.min(day.first);
                part.last = part.last.max(day.last);
                part.days.push(Some(day.day));
            }
            if self.since.last().is_none_or(|(_, last)| *last != place) {
                self.since.push((day.day, place));
            }
        }
        let most = self.parts.iter().enumerate();
        let most = most.max_by_key(|(place, part)| (part.n_messages, std::cmp::Reverse(*place)));
        let most = most.map(|(place, _)| place);
        self.overall = match most.and_then(|place| self.parts.get(place)) {
            Some(part) => part.found.clone(),
            None => self.ways.at(roster, None),
        };
        self.without_day(most);
    }

    /// Messages whose time could not be read count for whoever it is most of the time.
    fn without_day(&mut self, most: Option<usize>) {
        let dated: u32 = self.parts.iter().map(|part| part.n_messages).sum();
        let (Some((first, last)), n) = (self.first.zip(self.last), self.n_messages - dated) else {
            return;
        };
        if n == 0 {
            return;
        }
        match most.and_then(|place| self.parts.get_mut(place)) {
            Some(part) => {
                part.n_messages += n;
                part.days.push(None);
            }
            None => self.parts.push(VoicePart {
                found: self.overall.clone(),
                n_messages: n,
                first,
                last,
                days: vec![None],
            }),
        }
    }
}

/// The messages of a voice on some days, in file order; `None` stands for those without a time.
pub(super) fn messages_on(
    thread: &ThreadGround,
    voice: ParticipantId,
    days: &[Option<Day>],
) -> Vec<RecordId> {
    let days: BTreeSet<Option<Day>> = days.iter().copied().collect();
    let is_theirs = |id: &RecordId| {
        let record = thread.record(*id);
        record.is_some_and(|record| record.participant == Some(voice) && thread.is_written(record))
    };
    let all = (0..thread.thread.n_records()).map(RecordId);
    all.filter(|id| is_theirs(id) && days.contains(&thread.day(*id)))
        .collect()
}

/// Finds the voices of a thread, and who they are.
pub(super) fn voices(
    ground: &mut ThreadGround,
    roster: &Roster,
    decided: &Decided,
    source: &SourceId,
    owner: Option<ParticipantId>,
) {
    let thread = Rc::clone(&ground.thread);
    let mut list: Vec<Voice> = Vec::new();
    for (number, participant) in (0..).zip(&thread.participants) {
        let id = ParticipantId(number);
        let own: Vec<String> = number_of_label(&participant.name).into_iter().collect();
        let is_exporter = owner == Some(id);
        list.push(Voice {
            id,
            name: participant.name.clone(),
            key: ground.labels.key(&participant.name),
            ways: Ways::default(),
            overall: Match::Unknown,
            parts: Vec::new(),
            since: Vec::new(),
            n_messages: 0,
            first: None,
            last: None,
            numbers: own,
            learnt: Vec::new(),
            is_exporter,
        });
    }
    count(ground, &thread, &mut list);
    for voice in &mut list {
        identify(ground, voice, roster, decided, source);
        let days = ground.days.iter().filter(|day| day.voice == voice.id);
        let days: Vec<VoiceDay> = days.copied().collect();
        voice.split(roster, &days);
    }
    ground.voices = list;
}

/// By what it can be told who a voice is.
fn identify(
    ground: &ThreadGround,
    voice: &mut Voice,
    roster: &Roster,
    decided: &Decided,
    source: &SourceId,
) {
    let thread = &ground.thread;
    let here = |place: &MessagePlace| {
        let stands = place.source == *source && place.entry == thread.entry;
        let record = stands.then(|| thread.record_at_origin(place.byte_start))??;
        thread.record(record)?.participant
    };
    let mut learnt = learnt_numbers(ground, voice);
    for group in &decided.groups {
        if !group.iter().any(|place| here(place) == Some(voice.id)) {
            continue;
        }
        let others = group.iter().filter_map(&here);
        let others = others.filter_map(|id| thread.participants.get(id.0 as usize));
        learnt.extend(others.filter_map(|one| Some((number_of_label(&one.name)?, None))));
    }
    learnt.retain(|(number, _)| !voice.numbers.contains(number));
    let mut numbers: Vec<String> = learnt.iter().map(|(number, _)| number.clone()).collect();
    numbers.sort();
    numbers.dedup();
    let person = decided
        .people
        .iter()
        .rev()
        .find(|(place, _)| here(place) == Some(voice.id));
    let person = person.map(|(_, person)| person.as_str());
    voice.ways = Ways::of(roster, &voice.name, &numbers, person);
    voice.numbers.extend(numbers);
    voice.learnt = learnt;
}

/// Counts what each voice wrote, over all and by day.
fn count(ground: &mut ThreadGround, thread: &Thread, list: &mut [Voice]) {
    let mut days: BTreeMap<(ParticipantId, Day), VoiceDay> = BTreeMap::new();
    for (number, record) in (0..).zip(&thread.records) {
        let id = RecordId(number);
        if !ground.is_written(record) {
            continue;
        }
        let Some(voice) = record
            .participant
            .and_then(|at| list.get_mut(at.0 as usize))
        else {
            continue;
        };
        voice.n_messages += 1;
        voice.first = voice.first.or(Some(id));
        voice.last = Some(id);
        let Some(day) = ground.day(id) else {
            continue;
        };
        let one = days.entry((voice.id, day)).or_insert(VoiceDay {
            voice: voice.id,
            day,
            first: id,
            last: id,
            n_messages: 0,
        });
        one.last = id;
        one.n_messages += 1;
    }
    ground.days = days.into_values().collect();
}

/// Numbers that lines of WhatsApp's own tie to a voice, with the lines.
fn learnt_numbers(ground: &ThreadGround, voice: &Voice) -> Vec<(String, Option<RecordId>)> {
    let own = |event: &&Event| {
        event.kind == EventKind::NumberChanged
            && event.who.iter().any(|who| match who {
                Who::Exporter => voice.is_exporter,
                Who::Named(of) => {
                    ground.labels.key(of) == voice.key && !is_unsaved(of) || *of == voice.name
                }
            })
    };
    let events = ground.events.iter().filter(own);
    events
        .filter_map(|event| Some((event.number.clone()?, Some(event.record))))
        .collect()
}
