//! R001–R005, R012, R014–R016: who writes, and whether they may.

use std::collections::BTreeMap;

use super::inside::{Inside, inside, names};
use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::compliance::counting::messages;
use crate::engine::compliance::day::{Day, Days};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::matching::Match;
use crate::engine::compliance::names::is_unsaved;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::{Person, Side, title_fits};
use crate::engine::compliance::voice::{Voice, VoiceDay, VoicePart};
use crate::engine::thread::RecordId;

/// So many days have their first message among the places of a finding; all of them are counted.
const SHOWN_DAYS: usize = 50;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    for voice in &thread.voices {
        if voice.n_messages == 0 {
            continue;
        }
        voice_of(ground, thread, voice, drafts);
        days_of(ground, thread, voice, drafts);
    }
    super::lines::check(ground, thread, drafts);
    super::inside::silent(ground, thread, drafts);
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
    for part in &voice.parts {
        part_of(ground, thread, voice, part, drafts);
    }
    numbers_of(ground, thread, voice, drafts);
}

/// R001, R003, R005: whom the roster does not know, or knows twice.
fn part_of(
    ground: &Ground,
    thread: &ThreadGround,
    voice: &Voice,
    part: &VoicePart,
    drafts: &mut Drafts,
) {
    let by = |draft: Draft| {
        draft
            .at(thread.id, part.first)
            .by(voice.id, part.found.person())
            .on_days(part.days.clone())
            .number("messages", part.n_messages)
    };
    match &part.found {
        Match::Unknown | Match::Candidates(_) if !is_exporter(thread, voice) => {
            let severity = if is_internal(ground, thread) {
                Severity::High
            } else {
                Severity::Medium
            };
            let why = format!(
                "{} wrote {} in {}, first at {}, and matches nobody in the roster{}",
                quoted(&voice.name),
                messages(part.n_messages),
                quoted(&thread.title),
                when(thread, part.first),
                alike(ground, &part.found)
            );
            drafts.push(by(Draft::new(Code::R001, why)).severe(severity));
        }
        Match::Conflict(people) => {
            let names: Vec<String> = people
                .iter()
                .filter_map(|(place, how)| {
                    let person = ground.person(*place)?;
                    let name = quoted(&person.full_name);
                    Some(format!("{name} ({}) {}", person.id, how.words()))
                })
                .collect();
            let why = format!(
                "{} fits {} people: {}",
                quoted(&voice.name),
                names.len(),
                names.join(", ")
            );
            drafts.push(by(Draft::new(Code::R003, why)).number("people", names.len()));
        }
        Match::Matched { .. } | Match::Unknown | Match::Candidates(_) => {}
    }
    // Lifted when the roster knows the number or the name behind the mark.
    if is_unsaved(&voice.name) && part.found.person().is_none() && !is_exporter(thread, voice) {
        let why = format!(
            "{} is not a saved contact of the phone that made the export",
            quoted(&voice.name)
        );
        drafts.push(by(Draft::new(Code::R005, why)));
    }
}

/// R004: numbers that the thread or a decision ties to somebody who is known by name.
fn numbers_of(ground: &Ground, thread: &ThreadGround, voice: &Voice, drafts: &mut Drafts) {
    let by_name = |record: RecordId| match voice.on(thread.day(record)) {
        Match::Matched { person, how } if how.is_by_name() => ground.person(*person),
        _other => None,
    };
    for (place, (number, line)) in voice.learnt.iter().enumerate() {
        let from = line.or(voice.first);
        let next = voice.learnt.get(place + 1).and_then(|(_, line)| *line);
        let since = from.unwrap_or(RecordId(0));
        // The first message of each day on which they wrote from it; the line, when they never did.
        let days = thread.days.iter().filter(|day| {
            day.voice == voice.id && day.last >= since && next.is_none_or(|next| day.first < next)
        });
        let is_theirs = |id: &RecordId| {
            let record = thread.record(*id);
            record.is_some_and(|record| record.participant == Some(voice.id))
        };
        let used = days.filter_map(|day| {
            let mut records = (day.first.max(since).0..=day.last.0).map(RecordId);
            records.find(is_theirs)
        });
        let wrong = used
            .chain(from)
            .find_map(|record| number_seen(thread, voice, by_name(record)?, number, record));
        drafts.extend_some(wrong);
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
        "{} is {} by name, but +{number} is not a number of theirs{}",
        quoted(&voice.name),
        quoted(&person.full_name),
        if person.phones.is_empty() {
            "; the roster names none"
        } else {
            ""
        }
    );
    let draft = Draft::new(Code::R004, why)
        .at(thread.id, record)
        .by(voice.id, thread.person_at(voice, record))
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
        Some(format!("{} ({why})", quoted(&person.full_name)))
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
        let found = voice.on(Some(day.day));
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

/// One finding for all days of one voice, the first of them as its place, and some days' first messages.
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
            "{name} wrote {} {when}; the roster has them {}",
            messages(n),
            validity(person.valid),
            name = quoted(name)
        ),
        Code::R012 => format!(
            "{name} wrote {} in {} {when}; authorised: {}",
            messages(n),
            quoted(&thread.title),
            person.authorised.word(),
            name = quoted(name)
        ),
        _unasked => format!(
            "{name} wrote {} {when}; {}",
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
            },
            name = quoted(name)
        ),
    };
    let mut draft = Draft::new(code, why)
        .by(voice.id, Some(place))
        .number("messages", n)
        .number("first day", first.day)
        .number("last day", last.day)
        .about(person.id.clone());
    draft.days = days.iter().map(|day| Some(day.day)).collect();
    for day in days.iter().take(SHOWN_DAYS) {
        draft = draft.at(thread.id, day.first);
    }
    Some(draft)
}

/// R015: outsiders in a thread that the policy keeps for insiders.
fn mixed(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    if !is_internal(ground, thread) {
        return;
    }
    let all = inside(ground, thread);
    let of = |sides: &[Side]| -> Vec<&Inside<'_>> {
        let those = all.iter().filter(|one| sides.contains(&one.side(ground)));
        those.collect()
    };
    let insiders = of(&[Side::Internal]).len();
    let outsiders = of(&[Side::External, Side::Vendor]);
    let (Some(first), true) = (outsiders.first(), insiders > 0) else {
        return;
    };
    let (names, all_wrote) = names(&outsiders);
    let why = format!(
        "{} is for insiders alone, and {} outside the firm {}: {names}",
        quoted(&thread.title),
        outsiders.len(),
        if all_wrote {
            "wrote in it"
        } else {
            "were in it"
        }
    );
    let draft = first
        .finding(thread, Code::R015, why)
        .number("insiders", insiders)
        .number("outsiders", outsiders.len());
    let others = outsiders.iter().skip(1);
    drafts.push(others.fold(draft, |draft, one| draft.at(thread.id, one.at)));
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
