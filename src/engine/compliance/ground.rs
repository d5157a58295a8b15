//! What all checks stand on: for each thread its times, its events, its voices and who they are.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::day::Day;
use super::events::{self, Event, Who};
use super::labels::Labels;
use super::names::{clean, folded, number_of_label};
use super::policy::Policy;
use super::roster::{Person, Roster, Side};
use super::voice::{Voice, VoiceDay};
use crate::engine::archive::Role;
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{CaseWork, DecisionKind, DecisionLog};
use crate::engine::finding::Finding;
use crate::engine::place::{MessagePlace, SourceId};
use crate::engine::thread::{Flags, ParticipantId, Record, RecordId, Thread};

/// Stands for a time that could not be read.
pub(super) const NO_TIME: i64 = i64::MIN;

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
    /// The names of voices and lines.
    pub(super) labels: Labels,
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
    pub(super) latest: Option<Day>,
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

    /// The voice of that label: as it is written, else the only one that can be meant.
    pub(super) fn voice_named(&self, who: &Who) -> Option<&Voice> {
        let name = match who {
            Who::Exporter => return self.voices.iter().find(|voice| voice.is_exporter),
            Who::Named(name) => name,
        };
        if let Some(number) = number_of_label(name) {
            let mut voices = self.voices.iter();
            return voices.find(|voice| voice.numbers.contains(&number));
        }
        let exact = clean(name);
        let written = self.voices.iter().find(|voice| clean(&voice.name) == exact);
        if written.is_some() {
            return written;
        }
        let key = self.labels.key(name);
        let mut meant = self.voices.iter().filter(|voice| voice.key == key);
        meant.next().filter(|_| meant.next().is_none())
    }

    /// Whether the record was written by a person, not by WhatsApp.
    pub(super) fn is_written(&self, record: &Record) -> bool {
        !record.kind.is_system()
            && !record.flags.has(Flags::SENDER_IS_FORMAL)
            && record.participant.is_some()
    }

    /// The side of a voice, whoever it is most of the time; unknown when nobody is matched.
    pub(super) fn side(&self, roster: &Roster, voice: &Voice) -> Side {
        side_of(roster, voice.overall.person())
    }

    /// Place in the roster of whoever the voice was when it wrote a record.
    pub(super) fn person_at(&self, voice: &Voice, record: RecordId) -> Option<usize> {
        voice.on(self.day(record)).person()
    }

    /// Whether more than two speak, or lines about a group stand in it.
    pub(super) fn is_group(&self) -> bool {
        let mut events = self.events.iter();
        self.voices.len() > 2 || events.any(|event| event.kind.is_of_group() || event.names_group())
    }

    /// Whether it is sure that only two are in it: a thread of two is called as one of them.
    pub(super) fn is_pair(&self) -> bool {
        let speaking = self.voices.iter().filter(|voice| voice.n_messages > 0);
        let names: Vec<&str> = speaking.map(|voice| voice.name.as_str()).collect();
        let title = &self.title;
        let is_called = |voice: &Voice| {
            clean(&voice.name) == clean(title)
                || !folded(title).is_empty() && folded(&voice.name) == folded(title)
        };
        // Without a title in the names of the files it is called as those who speak.
        let has_no_title = *title == names.join(", ");
        !self.is_group() && (has_no_title || self.voices.iter().any(is_called))
    }

    /// Whether the exporter is the sort of voice that only stands for the phone.
    pub(super) fn is_you(voice: &Voice) -> bool {
        matches!(
            folded(&voice.name).as_str(),
            "you" | "du" | "tu" | "vous" | "voce" | "jij" | "ich"
        )
    }
}

/// The side of somebody of the roster; unknown for nobody.
pub(super) fn side_of(roster: &Roster, person: Option<usize>) -> Side {
    let person = person.and_then(|place| roster.people.get(place));
    person.map_or(Side::Unknown, |person| person.side)
}

/// What people decided that tells who is who.
pub(super) struct Decided {
    owners: Vec<MessagePlace>,
    /// Person's key by a message of the voice.
    pub(super) people: Vec<(MessagePlace, String)>,
    /// Voices that are one, by a message of each.
    pub(super) groups: Vec<Vec<MessagePlace>>,
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
        labels: Labels::default(),
        days: Vec::new(),
        exporter_known: owner.is_some(),
        handed_in_by: decided.handed_in.get(&source.id).cloned(),
        has_media: has_media && thread.attachments.iter().any(|one| one.entry.is_some()),
        span,
    };
    ground.labels = labels(&ground);
    super::voice::voices(&mut ground, roster, decided, &source.id, owner);
    Some(ground)
}

/// The names of those who write, and of those whom lines name.
fn labels(ground: &ThreadGround) -> Labels {
    let mut labels = Labels::default();
    for participant in &ground.thread.participants {
        labels.take(&participant.name, true);
    }
    let events = ground.events.iter();
    for who in events.flat_map(|event| event.who.iter().chain(&event.actor)) {
        if let Who::Named(name) = who {
            labels.take(name, false);
        }
    }
    labels
}

/// What kind of message a record is to a reader of findings: its stamp as a day and a time.
pub(super) fn when(ground: &ThreadGround, record: RecordId) -> String {
    match ground.time(record) {
        Some(time) => super::day::clock_text(time),
        None => "a time that could not be read".to_owned(),
    }
}
