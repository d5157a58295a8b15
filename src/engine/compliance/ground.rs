//! What all checks stand on: for each thread its times, its events, its voices and who they are.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::day::Day;
use super::events::{self, Event, EventKind, Who};
use super::matching::{Match, Ways};
use super::names::{folded, is_unsaved, number_of_label};
use super::policy::Policy;
use super::roster::{Person, Roster, Side};
use crate::engine::archive::Role;
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{CaseWork, DecisionKind, DecisionLog};
use crate::engine::finding::Finding;
use crate::engine::place::{MessagePlace, SourceId};
use crate::engine::thread::{Flags, ParticipantId, Record, RecordId, Thread};

/// Stands for a time that could not be read.
pub(super) const NO_TIME: i64 = i64::MIN;

/// One voice of a thread.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    pub(super) id: ParticipantId,
    pub(super) name: String,
    pub(super) ways: Ways,
    /// Who it is, dates left aside.
    pub(super) overall: Match,
    /// Messages they wrote; lines of WhatsApp's own left out.
    pub(super) n_messages: u32,
    pub(super) first: Option<RecordId>,
    pub(super) last: Option<RecordId>,
    /// The number on the label, and those that the thread or a decision ties to them.
    pub(super) numbers: Vec<String>,
    pub(super) is_exporter: bool,
}

/// What one voice wrote on one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct VoiceDay {
    pub(super) voice: ParticipantId,
    pub(super) day: Day,
    pub(super) first: RecordId,
    pub(super) n_messages: u32,
}

/// One thread.
pub(super) struct ThreadGround {
    pub(super) id: ThreadId,
    /// Number of its source.
    pub(super) source: usize,
    pub(super) thread: Rc<Thread>,
    pub(super) title: String,
    /// By record, on the civil line; [`NO_TIME`] where it could not be read. Units: seconds.
    pub(super) times: Vec<i64>,
    pub(super) events: Vec<Event>,
    pub(super) voices: Vec<Voice>,
    /// By voice and day, in order.
    pub(super) days: Vec<VoiceDay>,
    /// Whether somebody said who exported it.
    pub(super) exporter_known: bool,
    /// Key of the person who handed it in, as somebody decided.
    pub(super) handed_in_by: Option<String>,
    /// Whether files came with it.
    pub(super) has_media: bool,
    /// From the first to the last time; `None` when no time could be read.
    pub(super) span: Option<(i64, i64)>,
}

/// All of it.
pub(super) struct Ground {
    pub(super) case: Case,
    pub(super) roster: Roster,
    pub(super) policy: Policy,
    pub(super) threads: Vec<ThreadGround>,
    /// What is asked about.
    pub(super) period: super::day::Days,
    /// The day on which it is asked, when that is known.
    pub(super) today: Option<Day>,
    /// What digests brought up, by number of source.
    pub(super) told: Vec<(usize, Finding)>,
    /// How far clocks of zones are apart.
    pub(super) zones: super::zones::ZoneShifts,
}

impl Ground {
    pub(super) fn person(&self, place: usize) -> Option<&Person> {
        self.roster.people.get(place)
    }

    pub(super) fn thread(&self, id: ThreadId) -> Option<&ThreadGround> {
        self.threads.get(id.0 as usize)
    }
}

impl ThreadGround {
    pub(super) fn record(&self, id: RecordId) -> Option<&Record> {
        self.thread.record(id)
    }

    /// `None` when it could not be read. Units: seconds on the civil line.
    pub(super) fn time(&self, id: RecordId) -> Option<i64> {
        let time = self.times.get(id.0 as usize).copied()?;
        (time != NO_TIME).then_some(time)
    }

    pub(super) fn day(&self, id: RecordId) -> Option<Day> {
        self.time(id).map(Day::of_seconds)
    }

    pub(super) fn voice(&self, id: ParticipantId) -> Option<&Voice> {
        self.voices.get(id.0 as usize)
    }

    /// The voice of that label.
    pub(super) fn voice_named(&self, who: &Who) -> Option<&Voice> {
        match who {
            Who::Exporter => self.voices.iter().find(|voice| voice.is_exporter),
            Who::Named(name) => {
                let number = number_of_label(name);
                let name = folded(name);
                self.voices.iter().find(|voice| match &number {
                    Some(number) => voice.numbers.contains(number),
                    None => folded(&voice.name) == name,
                })
            }
        }
    }

    /// Whether the record was written by a person, not by WhatsApp.
    pub(super) fn is_written(&self, record: &Record) -> bool {
        !record.kind.is_system()
            && !record.flags.has(Flags::SENDER_IS_FORMAL)
            && record.participant.is_some()
    }

    /// The side of a voice; unknown when nobody is matched.
    pub(super) fn side(&self, roster: &Roster, voice: &Voice) -> Side {
        let person = voice
            .overall
            .person()
            .and_then(|place| roster.people.get(place));
        person.map_or(Side::Unknown, |person| person.side)
    }

    /// Whether more than two speak, or lines about a group stand in it.
    pub(super) fn is_group(&self) -> bool {
        self.voices.len() > 2
            || self.events.iter().any(|event| {
                event.kind.brings_in()
                    || event.kind.takes_out()
                    || matches!(event.kind, EventKind::GroupCreated | EventKind::Subject)
            })
    }

    /// Whether the exporter is the sort of voice that only stands for the phone.
    pub(super) fn is_you(voice: &Voice) -> bool {
        matches!(
            folded(&voice.name).as_str(),
            "you" | "du" | "tu" | "vous" | "voce" | "jij" | "ich"
        )
    }
}

/// What people decided that tells who is who.
pub(super) struct Decided {
    owners: Vec<MessagePlace>,
    /// Person's key by a message of the voice.
    people: Vec<(MessagePlace, String)>,
    /// Voices that are one, by a message of each.
    groups: Vec<Vec<MessagePlace>>,
    /// Who handed in which source.
    handed_in: BTreeMap<SourceId, String>,
}

impl Decided {
    pub(super) fn of(log: &DecisionLog) -> Decided {
        let mut decided = Decided {
            owners: Vec::new(),
            people: Vec::new(),
            groups: Vec::new(),
            handed_in: BTreeMap::new(),
        };
        for decision in log.standing() {
            match &decision.kind {
                DecisionKind::Owner { target } => decided.owners.push(target.clone()),
                DecisionKind::Work(CaseWork::Person { voices, .. }) => {
                    decided.groups.push(voices.clone());
                }
                DecisionKind::Work(CaseWork::Identified { voice, person }) => {
                    decided.people.push((voice.clone(), person.clone()));
                }
                DecisionKind::Work(CaseWork::HandedIn { source, person }) => {
                    decided.handed_in.insert(source.clone(), person.clone());
                }
                _other => {}
            }
        }
        decided
    }
}

/// The ground of one thread.
///
/// Cost: one pass over its records.
pub(super) fn thread_ground(
    case: &Case,
    id: ThreadId,
    roster: &Roster,
    decided: &Decided,
) -> Option<ThreadGround> {
    let (number, _) = case.position(id)?;
    let (source, thread) = case.thread(id)?;
    let times: Vec<i64> = (0..thread.n_records())
        .map(|record| {
            let civil = thread.civil(RecordId(record));
            civil.map_or(NO_TIME, |civil| civil.line_seconds())
        })
        .collect();
    let events = events::of_thread(thread);
    let owner = decided.owners.iter().rev().find_map(|target| {
        let here = target.source == source.id && target.entry == thread.entry;
        let record = here.then(|| thread.record_at_origin(target.byte_start))??;
        thread.record(record)?.participant
    });
    let span = times.iter().copied().filter(|time| *time != NO_TIME);
    let span = span.fold(None, |span: Option<(i64, i64)>, time| match span {
        None => Some((time, time)),
        Some((from, to)) => Some((from.min(time), to.max(time))),
    });
    let has_media = source
        .archive
        .entries()
        .iter()
        .any(|entry| entry.role == Role::Payload)
        && !source
            .archive
            .entries()
            .iter()
            .all(|entry| entry.id == thread.entry);
    let mut ground = ThreadGround {
        id,
        source: number,
        thread: Rc::clone(thread),
        title: thread.title.clone(),
        times,
        events,
        voices: Vec::new(),
        days: Vec::new(),
        exporter_known: owner.is_some(),
        handed_in_by: decided.handed_in.get(&source.id).cloned(),
        has_media: has_media && thread.attachments.iter().any(|one| one.entry.is_some()),
        span,
    };
    voices(&mut ground, roster, decided, &source.id, owner);
    Some(ground)
}

fn voices(
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
            ways: Ways::default(),
            overall: Match::Unknown,
            n_messages: 0,
            first: None,
            last: None,
            numbers: own,
            is_exporter,
        });
    }
    count(ground, &thread, &mut list);
    let here = |place: &MessagePlace| {
        let stands = place.source == *source && place.entry == thread.entry;
        let record = stands.then(|| thread.record_at_origin(place.byte_start))??;
        thread.record(record)?.participant
    };
    for voice in &mut list {
        let mut learnt = learnt_numbers(ground, voice);
        for group in &decided.groups {
            if !group.iter().any(|place| here(place) == Some(voice.id)) {
                continue;
            }
            let others = group.iter().filter_map(&here);
            let others = others.filter_map(|id| thread.participants.get(id.0 as usize));
            learnt.extend(others.filter_map(|one| number_of_label(&one.name)));
        }
        learnt.retain(|number| !voice.numbers.contains(number));
        learnt.sort();
        learnt.dedup();
        let person = decided
            .people
            .iter()
            .rev()
            .find(|(place, _)| here(place) == Some(voice.id));
        let person = person.map(|(_, person)| person.as_str());
        voice.ways = Ways::of(roster, &voice.name, &learnt, person);
        voice.overall = voice.ways.at(roster, None);
        voice.numbers.extend(learnt);
    }
    ground.voices = list;
}

/// Counts what each voice wrote, over all and by day.
fn count(ground: &mut ThreadGround, thread: &Thread, list: &mut [Voice]) {
    let mut days: BTreeMap<(ParticipantId, Day), (RecordId, u32)> = BTreeMap::new();
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
        days.entry((voice.id, day)).or_insert((id, 0)).1 += 1;
    }
    ground.days = days
        .into_iter()
        .map(|((voice, day), (first, n_messages))| VoiceDay {
            voice,
            day,
            first,
            n_messages,
        })
        .collect();
}

/// Numbers that lines of WhatsApp's own tie to a voice.
fn learnt_numbers(ground: &ThreadGround, voice: &Voice) -> Vec<String> {
    let name = folded(&voice.name);
    let own = |event: &&Event| {
        event.kind == EventKind::NumberChanged
            && event.who.iter().any(|who| match who {
                Who::Exporter => voice.is_exporter,
                Who::Named(of) => folded(of) == name && !is_unsaved(of) || *of == voice.name,
            })
    };
    let events = ground.events.iter().filter(own);
    events.filter_map(|event| event.number.clone()).collect()
}

/// What kind of message a record is to a reader of findings: its stamp as a day and a time.
pub(super) fn when(ground: &ThreadGround, record: RecordId) -> String {
    match ground.time(record) {
        Some(time) => super::day::clock_text(time),
        None => "a time that could not be read".to_owned(),
    }
}
