//! Everybody who speaks, over all threads, strangers first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::checks::Again;
use super::ground::{Ground, ThreadGround};
use super::labels::Labels;
use super::matching::Match;
use super::roster::Side;
use super::voice::{Voice, VoicePart, messages_on};
use crate::engine::case::ThreadId;
use crate::engine::place::MessagePlace;
use crate::engine::thread::{ParticipantId, RecordId};

/// Whether it is known who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Nobody.
    Unknown,
    /// People it may be.
    Candidates,
    /// Several at once.
    Conflict,
    /// A person of the roster who may not speak in at least one of the threads.
    NotAuthorised,
    /// A person of the roster.
    Matched,
    /// A person of the roster who nowhere writes.
    Silent,
}

impl Known {
    /// All, in the order of the list.
    pub const ALL: [Known; 6] = [
        Known::Unknown,
        Known::Candidates,
        Known::Conflict,
        Known::NotAuthorised,
        Known::Matched,
        Known::Silent,
    ];

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Known::Unknown => "unknown",
            Known::Candidates => "unknown, with candidates",
            Known::Conflict => "conflict",
            Known::NotAuthorised => "not authorised here",
            Known::Matched => "matched",
            Known::Silent => "nowhere writes",
        }
    }
}

/// One voice of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceOf {
    /// In which thread.
    pub thread: ThreadId,
    /// Which voice.
    pub participant: ParticipantId,
    /// As the export writes the name.
    pub name: String,
    /// On what ground they were recognised; empty when they were not.
    pub how: String,
    /// What they wrote.
    pub n_messages: u32,
    /// Their first message, for going there.
    pub first: Option<RecordId>,
    /// The same for decisions.
    pub place: Option<MessagePlace>,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Whether it is known who they are.
    pub known: Known,
    /// Key in the roster; empty when they are not in it.
    pub id: String,
    /// Full name, or what the export calls them.
    pub name: String,
    /// Whose side.
    pub side: Side,
    /// Numbers that were seen or stand in the roster.
    pub numbers: Vec<String>,
    /// Where they speak.
    pub voices: Vec<VoiceOf>,
    /// All they wrote; what several exports hold counts once.
    pub n_messages: u32,
    /// The first time. Units: seconds on the civil line.
    pub first: Option<i64>,
    /// The last time.
    pub last: Option<i64>,
    /// People it may be, with why: key, name and ground.
    pub candidates: Vec<(String, String, String)>,
}

/// Everybody: strangers first, then who may not speak, then by name.
pub(super) fn people(ground: &Ground, again: &Again) -> Vec<PersonRow> {
    let labels = labels(ground);
    let mut rows: BTreeMap<String, PersonRow> = BTreeMap::new();
    for thread in &ground.threads {
        let voices = thread.voices.iter();
        for (voice, part) in
            voices.flat_map(|voice| voice.parts.iter().map(move |part| (voice, part)))
        {
            let person = part.found.person().and_then(|place| ground.person(place));
            let key = match person {
                Some(person) => format!("p{}", person.id),
                None => format!(
                    "v{}",
                    voice
                        .numbers
                        .first()
                        .cloned()
                        .unwrap_or_else(|| labels.key(&voice.name))
                ),
            };
            let row = rows
                .entry(key)
                .or_insert_with(|| begin(ground, voice, part));
            add(ground, row, thread, (voice, part));
            let n_again = n_again(thread, (voice, part), again);
            row.n_messages = row.n_messages.saturating_sub(n_again);
        }
    }
    for person in &ground.roster.people {
        let key = format!("p{}", person.id);
        rows.entry(key).or_insert_with(|| PersonRow {
            known: Known::Silent,
            id: person.id.clone(),
            name: person.full_name.clone(),
            side: person.side,
            numbers: person
                .phones
                .iter()
                .map(|phone| format!("+{}", phone.dialled))
                .collect(),
            voices: Vec::new(),
            n_messages: 0,
            first: None,
            last: None,
            candidates: Vec::new(),
        });
    }
    let mut rows: Vec<PersonRow> = rows.into_values().collect();
    rows.sort_by(|a, b| {
        (a.known, std::cmp::Reverse(a.n_messages), &a.name).cmp(&(
            b.known,
            std::cmp::Reverse(b.n_messages),
            &b.name,
        ))
    });
    rows
}

/// The names of all voices. Two of one thread that folding makes one are two in all threads.
fn labels(ground: &Ground) -> Labels {
    let mut labels = Labels::default();
    for thread in &ground.threads {
        for voice in &thread.voices {
            labels.take(&voice.name, thread.labels.has_twins(&voice.name));
        }
    }
    labels
}

/// How many messages of a voice another export holds, too: these count there.
fn n_again(thread: &ThreadGround, (voice, part): (&Voice, &VoicePart), again: &Again) -> u32 {
    if !again.are_in(thread.id) {
        return 0;
    }
    let records = messages_on(thread, voice.id, &part.days).into_iter();
    records
        .filter(|record| again.is(thread.id, *record))
        .count() as u32
}

fn begin(ground: &Ground, voice: &Voice, part: &VoicePart) -> PersonRow {
    let person = part.found.person().and_then(|place| ground.person(place));
    let named = |place: &usize| {
        ground
            .person(*place)
            .map(|one| (one.id.clone(), one.full_name.clone()))
    };
    let (known, candidates) = match &part.found {
        Match::Matched { .. } => (Known::Matched, Vec::new()),
        Match::Unknown => (Known::Unknown, Vec::new()),
        Match::Candidates(people) => {
            let people = people.iter().filter_map(|(place, why)| {
                let (id, name) = named(place)?;
                Some((id, name, why.clone()))
            });
            (Known::Candidates, people.collect())
        }
        Match::Conflict(people) => {
            let people = people.iter().filter_map(|(place, how)| {
                let (id, name) = named(place)?;
                Some((id, name, how.words().to_owned()))
            });
            (Known::Conflict, people.collect())
        }
    };
    PersonRow {
        known,
        id: person.map_or_else(String::new, |person| person.id.clone()),
        name: person.map_or_else(|| voice.name.clone(), |person| person.full_name.clone()),
        side: person.map_or(Side::Unknown, |person| person.side),
        numbers: person.map_or_else(Vec::new, |person| {
            person
                .phones
                .iter()
                .map(|phone| format!("+{}", phone.dialled))
                .collect()
        }),
        voices: Vec::new(),
        n_messages: 0,
        first: None,
        last: None,
        candidates,
    }
}

fn add(
    ground: &Ground,
    row: &mut PersonRow,
    thread: &ThreadGround,
    (voice, part): (&Voice, &VoicePart),
) {
    let how = match &part.found {
        Match::Matched { how, .. } => how.words().to_owned(),
        Match::Candidates(_) | Match::Conflict(_) | Match::Unknown => String::new(),
    };
    for number in &voice.numbers {
        let number = format!("+{number}");
        if !row.numbers.contains(&number) {
            row.numbers.push(number);
        }
    }
    let person = part.found.person().and_then(|place| ground.person(place));
    if person.is_some_and(|person| !person.may_speak_in(&thread.title)) {
        row.known = Known::NotAuthorised;
    }
    row.n_messages += part.n_messages;
    row.first = [row.first, thread.time(part.first)]
        .into_iter()
        .flatten()
        .min();
    row.last = [row.last, thread.time(part.last)]
        .into_iter()
        .flatten()
        .max();
    row.voices.push(VoiceOf {
        thread: thread.id,
        participant: voice.id,
        name: voice.name.clone(),
        how,
        n_messages: part.n_messages,
        first: Some(part.first),
        place: ground.case.place(thread.id, part.first),
    });
}
