//! R006–R009, C018, C019: who came, by whom, who is silent, who writes without being in.

use std::collections::BTreeMap;

use super::members::shows_creation;
use crate::engine::compliance::catalogue::{Code, Confidence, Severity};
use crate::engine::compliance::counting::messages;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::events::{Event, EventKind, Who};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::matching::{Match, Ways};
use crate::engine::compliance::names::{folded, number_of_label};
use crate::engine::compliance::policy::Membership;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::{Authorised, Person, Side};
use crate::engine::compliance::voice::Voice;
use crate::engine::thread::RecordId;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    for event in &thread.events {
        match event.kind {
            EventKind::JoinedByLink => joined(ground, thread, event, drafts),
            EventKind::Added | EventKind::AddedYou => added(ground, thread, event, drafts),
            EventKind::AdminOn => admin(ground, thread, event, drafts),
            _other => {}
        }
    }
    silent(ground, thread, drafts);
    came_and_went(thread, drafts);
    super::named::check(ground, thread, drafts);
}

/// The person behind a name of a line, on that day.
fn person_of<'g>(
    ground: &'g Ground,
    thread: &ThreadGround,
    who: &Who,
    at: RecordId,
) -> Option<&'g Person> {
    let found = match thread.voice_named(who) {
        Some(voice) => voice.ways.at(&ground.roster, thread.day(at)),
        None => match who {
            Who::Named(name) => {
                Ways::of(&ground.roster, name, &[], None).at(&ground.roster, thread.day(at))
            }
            Who::Exporter => Match::Unknown,
        },
    };
    ground.person(found.person()?)
}

fn name_of(who: &Who) -> String {
    match who {
        Who::Named(name) => quoted(name),
        Who::Exporter => "the phone's owner".to_owned(),
    }
}

/// Whether a line names them, or somebody said whose the phone is.
fn is_known(thread: &ThreadGround, who: &Who) -> bool {
    matches!(who, Who::Named(_)) || thread.voice_named(who).is_some()
}

/// The phone's owner by name, once somebody said who that is.
fn spoken_of(thread: &ThreadGround, who: &Who) -> String {
    match (who, thread.voice_named(who)) {
        (Who::Exporter, Some(voice)) => quoted(&voice.name),
        _other => name_of(who),
    }
}

/// What tells a finding about somebody from one about another of the same line.
fn about(thread: &ThreadGround, who: &Who) -> String {
    match who {
        Who::Named(name) if number_of_label(name).is_none() => thread.labels.key(name),
        Who::Named(_) | Who::Exporter => folded(&name_of(who)),
    }
}

fn joined(ground: &Ground, thread: &ThreadGround, event: &Event, drafts: &mut Drafts) {
    for who in &event.who {
        let voice = thread.voice_named(who);
        let writes = voice.is_some_and(|voice| voice.n_messages > 0);
        let is_stranger =
            matches!(who, Who::Named(_)) && person_of(ground, thread, who, event.record).is_none();
        let severity = if is_stranger {
            Severity::High
        } else {
            Severity::Medium
        };
        let why = format!(
            "{} joined {} by a link at {}{}",
            name_of(who),
            quoted(&thread.title),
            when(thread, event.record),
            match (is_stranger, writes) {
                (true, true) => ", is in no roster, and wrote",
                (true, false) => " and is in no roster",
                (false, _) => "",
            }
        );
        let mut draft = Draft::new(Code::R006, why)
            .at(thread.id, event.record)
            .severe(severity);
        if let Some(voice) = voice {
            draft = draft.by(voice.id, voice.overall.person());
        }
        drafts.push(draft.about(about(thread, who)));
    }
}

fn added(ground: &Ground, thread: &ThreadGround, event: &Event, drafts: &mut Drafts) {
    let Some(actor) = event.actor.as_ref().filter(|who| is_known(thread, who)) else {
        return;
    };
    let person = person_of(ground, thread, actor, event.record);
    let fault = match person {
        None => "is in no roster",
        Some(person) if person.side != Side::Internal => "is not one of the firm",
        Some(person) if !person.may_speak_in(&thread.title) => "is not authorised here",
        Some(_) => return,
    };
    let names: Vec<String> = event.who.iter().map(name_of).collect();
    let why = format!(
        "{} were added to {} by {}, who {fault}, at {}",
        names.join(", "),
        quoted(&thread.title),
        spoken_of(thread, actor),
        when(thread, event.record)
    );
    let why = if names.len() == 1 {
        why.replacen(" were added", " was added", 1)
    } else {
        why
    };
    let mut draft = Draft::new(Code::R007, why).at(thread.id, event.record);
    if let Some(voice) = thread.voice_named(actor) {
        draft = draft.by(voice.id, voice.overall.person());
    }
    drafts.push(draft);
}

fn admin(ground: &Ground, thread: &ThreadGround, event: &Event, drafts: &mut Drafts) {
    for who in event.who.iter().filter(|who| is_known(thread, who)) {
        let fault = match person_of(ground, thread, who, event.record) {
            None => "is in no roster",
            Some(person) if person.side != Side::Internal => "is not one of the firm",
            Some(person) if person.authorised == Authorised::No => "is not authorised",
            Some(_) => continue,
        };
        let why = format!(
            "{} became an administrator of {} at {} and {fault}",
            spoken_of(thread, who),
            quoted(&thread.title),
            when(thread, event.record)
        );
        let mut draft = Draft::new(Code::R009, why).at(thread.id, event.record);
        if let Some(voice) = thread.voice_named(who) {
            draft = draft.by(voice.id, voice.overall.person());
        }
        drafts.push(draft.about(about(thread, who)));
    }
}

/// R008: named in lines about members, never wrote.
fn silent(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let mut seen: BTreeMap<String, (Who, RecordId)> = BTreeMap::new();
    for event in thread
        .events
        .iter()
        .filter(|event| event.kind.brings_in() || event.kind == EventKind::AdminOn)
    {
        for who in &event.who {
            if let Who::Named(name) = who {
                let key = thread.labels.key(name);
                seen.entry(key).or_insert((who.clone(), event.record));
            }
        }
    }
    for (key, (who, record)) in seen {
        let voice = thread.voice_named(&who);
        if voice.is_some_and(|voice| voice.n_messages > 0) {
            continue;
        }
        let person = person_of(ground, thread, &who, record);
        let why = format!(
            "{} is named in lines about members of {} and never wrote{}",
            name_of(&who),
            quoted(&thread.title),
            if person.is_none() {
                "; the roster does not know them"
            } else {
                ""
            }
        );
        let mut draft = Draft::new(Code::R008, why).at(thread.id, record).about(key);
        draft.person = person
            .and_then(|person| ground.roster.person(&person.id))
            .map(|(place, _)| place);
        drafts.push(draft);
    }
}

/// C018 and C019.
fn came_and_went(thread: &ThreadGround, drafts: &mut Drafts) {
    if !thread.is_group() {
        return;
    }
    let is_created_here = shows_creation(thread);
    let mut not_come: Vec<Draft> = Vec::new();
    for voice in thread
        .voices
        .iter()
        .filter(|voice| voice.n_messages > 0 && !voice.is_exporter)
    {
        let names_it = |event: &&Event| {
            let creates = event.kind == EventKind::GroupCreated
                && event
                    .actor
                    .as_ref()
                    .and_then(|who| thread.voice_named(who))
                    .map(|one| one.id)
                    == Some(voice.id);
            let moves = event.kind.brings_in() || event.kind.takes_out();
            creates
                || moves
                    && event
                        .who
                        .iter()
                        .any(|who| thread.voice_named(who).map(|one| one.id) == Some(voice.id))
        };
        let moves: Vec<&Event> = thread.events.iter().filter(names_it).collect();
        after_leaving(thread, voice, &moves, drafts);
        let came = moves.iter().any(|event| !event.kind.takes_out());
        let is_you = ThreadGround::is_you(voice);
        if is_created_here
            && !came
            && !is_you
            && let Some(first) = voice.first
        {
            let why = format!(
                "{} wrote {} in {}, whose beginning is here, and no line says that they joined",
                quoted(&voice.name),
                messages(voice.n_messages),
                quoted(&thread.title)
            );
            let draft = Draft::new(Code::C019, why).at(thread.id, first);
            not_come.push(draft.by(voice.id, voice.overall.person()));
        }
    }
    // One of them may be whoever the line "added you" means: of one alone nothing can be said.
    if is_you_unknown(thread) {
        if not_come.len() < 2 {
            return;
        }
        not_come = not_come
            .into_iter()
            .map(|draft| draft.sure(Confidence::Weak))
            .collect();
    }
    not_come.into_iter().for_each(|draft| drafts.push(draft));
}

/// Whether a line says how the phone's owner came, and nobody said which voice that is.
fn is_you_unknown(thread: &ThreadGround) -> bool {
    let is_known = thread.exporter_known || thread.voices.iter().any(ThreadGround::is_you);
    let mut events = thread.events.iter();
    !is_known
        && events.any(|event| {
            let creates =
                event.kind == EventKind::GroupCreated && event.actor == Some(Who::Exporter);
            creates || event.kind.brings_in() && event.who.contains(&Who::Exporter)
        })
}

fn after_leaving(thread: &ThreadGround, voice: &Voice, moves: &[&Event], drafts: &mut Drafts) {
    for (place, gone) in moves.iter().enumerate() {
        if !gone.kind.takes_out() {
            continue;
        }
        let back = moves.get(place + 1).map(|event| event.record);
        let writes = |number: &u32| {
            let record = thread.thread.records.get(*number as usize);
            record.is_some_and(|one| one.participant == Some(voice.id) && thread.is_written(one))
        };
        let until = back.map_or(thread.thread.n_records(), |back| back.0);
        let records: Vec<u32> = (gone.record.0 + 1..until).filter(writes).collect();
        let Some(first) = records.first() else {
            continue;
        };
        let why = format!(
            "{} {} at {} and wrote {} after that, first at {}, without having come back",
            quoted(&voice.name),
            if gone.kind == EventKind::Left {
                "left"
            } else {
                "was removed"
            },
            when(thread, gone.record),
            messages(records.len() as u32),
            when(thread, RecordId(*first))
        );
        let draft = Draft::new(Code::C018, why)
            .at(thread.id, RecordId(*first))
            .at(thread.id, gone.record)
            .by(voice.id, voice.overall.person())
            .number("messages", records.len());
        drafts.push(draft);
    }
}

/// Which membership a thread has, by the people who wrote.
pub(in crate::engine::compliance) fn membership(
    ground: &Ground,
    thread: &ThreadGround,
) -> Membership {
    let writing = thread.voices.iter().filter(|voice| voice.n_messages > 0);
    let sides: Vec<Side> = writing
        .map(|voice| thread.side(&ground.roster, voice))
        .collect();
    let has_insiders = sides.contains(&Side::Internal);
    let has_others = sides.iter().any(|side| *side != Side::Internal);
    match (has_insiders, has_others) {
        (true, false) => Membership::Internal,
        (true, true) => Membership::Mixed,
        (false, _) => Membership::External,
    }
}
