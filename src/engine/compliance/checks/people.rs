//! R001–R005, R012, R014–R016: who writes, and whether they may.

use std::collections::BTreeMap;

use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::compliance::counting::messages;
use crate::engine::compliance::day::{Day, Days};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround, Voice, VoiceDay, when};
use crate::engine::compliance::matching::Match;
use crate::engine::compliance::names::is_unsaved;
use crate::engine::compliance::roster::{Person, Side, title_fits};
use crate::engine::thread::RecordId;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    for voice in &thread.voices {
        if voice.n_messages == 0 {
            continue;
        }
        voice_of(ground, thread, voice, drafts);
        days_of(ground, thread, voice, drafts);
    }
    super::lines::check(ground, thread, drafts);
    mixed(ground, thread, drafts);
}

/// Whether the thread is for insiders alone: the policy says so.
fn is_internal(ground: &Ground, thread: &ThreadGround) -> bool {
    let patterns = &ground.policy.internal_threads;
    patterns
        .iter()
        .any(|pattern| title_fits(pattern, &thread.title))
}

/// Nobody can say who exported before somebody decided it: a voice that stands for the phone itself is
/// no stranger.
pub(super) fn is_exporter(thread: &ThreadGround, voice: &Voice) -> bool {
    ThreadGround::is_you(voice) && !thread.exporter_known
}

fn voice_of(ground: &Ground, thread: &ThreadGround, voice: &Voice, drafts: &mut Drafts) {
    let Some(first) = voice.first else {
        return;
    };
    let by = |draft: Draft| {
        draft
            .at(thread.id, first)
            .by(voice.id, voice.overall.person())
            .number("messages", voice.n_messages)
    };
    match &voice.overall {
        Match::Unknown | Match::Candidates(_) if !is_exporter(thread, voice) => {
            let severity = if is_internal(ground, thread) {
                Severity::High
            } else {
                Severity::Medium
            };
            let why = format!(
                "{:?} wrote {} in {:?}, first at {}, and matches nobody in the roster{}",
                voice.name,
                messages(voice.n_messages),
                thread.title,
                when(thread, first),
                alike(ground, &voice.overall)
            );
            drafts.push(by(Draft::new(Code::R001, why)).severe(severity));
        }
        Match::Conflict(people) => {
            let names: Vec<String> = people
                .iter()
                .filter_map(|(place, how)| {
                    let person = ground.person(*place)?;
                    Some(format!(
                        "{:?} ({}) {}",
                        person.full_name,
                        person.id,
                        how.words()
                    ))
                })
                .collect();
            let why = format!(
                "{:?} fits {} people: {}",
                voice.name,
                names.len(),
                names.join(", ")
            );
            drafts.push(by(Draft::new(Code::R003, why)).number("people", names.len()));
        }
        Match::Matched { .. } | Match::Unknown | Match::Candidates(_) => {}
    }
    // Lifted when the roster knows the number or the name behind the mark.
    if is_unsaved(&voice.name) && voice.overall.person().is_none() && !is_exporter(thread, voice) {
        let why = format!(
            "{:?} is not a saved contact of the phone that made the export",
            voice.name
        );
        drafts.push(by(Draft::new(Code::R005, why)));
    }
    if let Match::Matched { person, how } = &voice.overall
        && how.is_by_name()
        && let Some(person) = ground.person(*person)
    {
        for number in &voice.numbers {
            drafts.extend_some(number_seen(thread, voice, person, number, first));
        }
    }
}

/// R004: a number that was seen for somebody and is not theirs on that day.
pub(in crate::engine::compliance) fn number_seen(
    thread: &ThreadGround,
    voice: &Voice,
    person: &Person,
    number: &str,
    record: RecordId,
) -> Option<Draft> {
    if person.has_number(number, thread.day(record)) {
        return None;
    }
    let why = format!(
        "{:?} is {:?} by name, but +{number} is not a number of theirs{}",
        voice.name,
        person.full_name,
        if person.phones.is_empty() {
            "; the roster names none"
        } else {
            ""
        }
    );
    let draft = Draft::new(Code::R004, why)
        .at(thread.id, record)
        .by(voice.id, voice.overall.person())
        .number("number", format!("+{number}"))
        .about(number.to_owned());
    Some(draft)
}

/// People it may be, in words.
fn alike(ground: &Ground, found: &Match) -> String {
    let Match::Candidates(people) = found else {
        return String::new();
    };
    let names = people.iter().filter_map(|(place, why)| {
        let person = ground.person(*place)?;
        Some(format!("{:?} ({why})", person.full_name))
    });
    let names: Vec<String> = names.take(3).collect();
    format!("; it may be {}", names.join(" or "))
}

/// What depends on the day: dates of the roster, authorisation, acknowledgement.
fn days_of(ground: &Ground, thread: &ThreadGround, voice: &Voice, drafts: &mut Drafts) {
    let mut outside: BTreeMap<usize, Vec<&VoiceDay>> = BTreeMap::new();
    let mut barred: BTreeMap<usize, Vec<&VoiceDay>> = BTreeMap::new();
    let mut unasked: BTreeMap<usize, Vec<&VoiceDay>> = BTreeMap::new();
    for day in thread.days.iter().filter(|day| day.voice == voice.id) {
        let found = if voice.ways.is_the_same_always() {
            voice.overall.clone()
        } else {
            voice.ways.at(&ground.roster, Some(day.day))
        };
        let Some(place) = found.person() else {
            continue;
        };
        let Some(person) = ground.person(place) else {
            continue;
        };
        if !person.valid.hold(Some(day.day)) {
            outside.entry(place).or_default().push(day);
        }
        if !person.may_speak_in(&thread.title) {
            barred.entry(place).or_default().push(day);
        }
        if ground.roster.has_acknowledgements && !acknowledged(ground, person, day.day) {
            unasked.entry(place).or_default().push(day);
        }
    }
    let all = [
        (Code::R002, outside),
        (Code::R012, barred),
        (Code::R014, unasked),
    ];
    for (code, people) in all {
        for (place, days) in people {
            if let Some(person) = ground.person(place) {
                drafts.extend_some(dated(ground, thread, voice, (place, person), code, &days));
            }
        }
    }
}

fn acknowledged(ground: &Ground, person: &Person, day: Day) -> bool {
    if person.side != Side::Internal {
        return true;
    }
    let Some(ack) = &person.policy_ack else {
        return false;
    };
    if day < ack.day {
        return false;
    }
    let newer = ground.policy.effective_from.is_some_and(|from| from <= day);
    let version: Option<u64> = ack.version.parse().ok();
    // An acknowledgement without a version counts for the version that was in force that day.
    let covers = match (version, ground.policy.effective_from) {
        (Some(version), _) => version >= ground.policy.version,
        (None, Some(from)) => ack.day >= from,
        (None, None) => true,
    };
    covers || !newer && ground.policy.effective_from.is_some()
}

/// One finding for all days of one voice, the first of them as its place, each day's first message told.
fn dated(
    ground: &Ground,
    thread: &ThreadGround,
    voice: &Voice,
    (place, person): (usize, &Person),
    code: Code,
    days: &[&VoiceDay],
) -> Option<Draft> {
    let (first, last) = (days.first()?, days.last()?);
    let n: u32 = days.iter().map(|day| day.n_messages).sum();
    let name = &person.full_name;
    let when = if first.day == last.day {
        format!("on {}", first.day)
    } else {
        format!("from {} to {}", first.day, last.day)
    };
    let why = match code {
        Code::R002 => format!(
            "{name:?} wrote {} {when}; the roster has them {}",
            messages(n),
            validity(person.valid)
        ),
        Code::R012 => format!(
            "{name:?} wrote {} in {:?} {when}; authorised: {}",
            messages(n),
            thread.title,
            person.authorised.word()
        ),
        _unasked => format!(
            "{name:?} wrote {} {when}; {}",
            messages(n),
            match &person.policy_ack {
                None => "the policy was not acknowledged".to_owned(),
                Some(ack) => format!(
                    "the policy (version {}) was acknowledged on {} for version {}",
                    ground.policy.version,
                    ack.day,
                    if ack.version.is_empty() {
                        "none named"
                    } else {
                        &ack.version
                    }
                ),
            }
        ),
    };
    let mut draft = Draft::new(code, why)
        .by(voice.id, Some(place))
        .number("messages", n)
        .number("first day", first.day)
        .number("last day", last.day)
        .about(person.id.clone());
    for day in days.iter().take(50) {
        draft = draft.at(thread.id, day.first);
    }
    Some(draft)
}

/// R015: outsiders in a thread that the policy keeps for insiders.
fn mixed(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    if !is_internal(ground, thread) {
        return;
    }
    let side = |voice: &&Voice| thread.side(&ground.roster, voice);
    let writing = || thread.voices.iter().filter(|voice| voice.n_messages > 0);
    let insiders = writing()
        .filter(|voice| side(voice) == Side::Internal)
        .count();
    let outsiders: Vec<&Voice> = writing()
        .filter(|voice| matches!(side(voice), Side::External | Side::Vendor))
        .collect();
    let (Some(first), true) = (outsiders.first(), insiders > 0) else {
        return;
    };
    let names: Vec<String> = outsiders
        .iter()
        .map(|voice| format!("{:?}", voice.name))
        .collect();
    let why = format!(
        "{:?} is for insiders alone, and {} outside the firm wrote in it: {}",
        thread.title,
        names.len(),
        names.join(", ")
    );
    let mut draft = Draft::new(Code::R015, why)
        .by(first.id, first.overall.person())
        .number("insiders", insiders)
        .number("outsiders", outsiders.len());
    for voice in &outsiders {
        if let Some(record) = voice.first {
            draft = draft.at(thread.id, record);
        }
    }
    drafts.push(draft);
}

/// R016: one person under two names of one thread at the same time.
pub(super) fn over_threads(ground: &Ground, drafts: &mut Drafts) {
    for thread in &ground.threads {
        let mut by_person: BTreeMap<usize, Vec<&Voice>> = BTreeMap::new();
        for voice in thread.voices.iter().filter(|voice| voice.n_messages > 0) {
            if let Some(person) = voice.overall.person() {
                by_person.entry(person).or_default().push(voice);
            }
        }
        for (place, voices) in by_person {
            let days = |voice: &Voice| {
                let first = voice.first.and_then(|at| thread.day(at));
                let last = voice.last.and_then(|at| thread.day(at));
                first.zip(last)
            };
            let (Some(one), Some(other)) = (voices.first(), voices.get(1)) else {
                continue;
            };
            let overlap = days(one)
                .zip(days(other))
                .filter(|(a, b)| a.0 <= b.1 && b.0 <= a.1);
            let (Some((a, b)), Some(person)) = (overlap, ground.person(place)) else {
                continue;
            };
            let (from, to) = (a.0.max(b.0), a.1.min(b.1));
            let why = format!(
                "{:?} speaks as {:?} and as {:?} between {from} and {to}",
                person.full_name, one.name, other.name
            );
            let mut draft = Draft::new(Code::R016, why)
                .by(one.id, Some(place))
                .about(person.id.clone());
            for record in [one.first, other.first].into_iter().flatten() {
                draft = draft.at(thread.id, record);
            }
            drafts.push(draft.number("from", from).number("to", to));
        }
    }
}

/// From when to when the roster has somebody.
fn validity(valid: Days) -> String {
    match (valid.from, valid.to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "at any time".to_owned(),
    }
}
