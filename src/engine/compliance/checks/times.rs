//! T001–T004: outside hours, far more than usual, back after long, calls instead of messages.

use std::collections::BTreeMap;

use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::counting::messages;
use crate::engine::compliance::day::{Day, clock_text};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, NO_TIME, ThreadGround, Voice};
use crate::engine::compliance::policy::{HoursTable, Period, RuleKind};
use crate::engine::compliance::roster::Side;
use crate::engine::thread::{Kind, ParticipantId, RecordId};

const DAY: i64 = 86_400;
/// Active days that a median needs.
const LEAST_HISTORY: usize = 14;
/// Nothing for so long, then a burst. Units: days.
const LONG_SILENCE: i64 = 90;
const BURST: usize = 20;
const CALLS: usize = 5;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    hours(ground, thread, drafts);
    volume(ground, thread, drafts);
    calls(thread, drafts);
}

/// Which table holds for somebody: their own, else that of the first rule whose sides they are of.
fn table_of<'g>(
    ground: &'g Ground,
    thread: &ThreadGround,
    voice: &Voice,
) -> Option<(&'g HoursTable, Option<usize>, u32)> {
    let person = voice
        .overall
        .person()
        .and_then(|place| ground.person(place));
    let side = thread.side(&ground.roster, voice);
    let rules = ground.policy.rules.iter().enumerate();
    let rule = rules
        .filter(|(_, rule)| rule.enabled && super::super::scan::in_thread(ground, thread, rule))
        .find_map(|(number, rule)| match &rule.kind {
            RuleKind::AfterHours {
                hours,
                sides,
                min_messages,
            } if sides.is_empty() || sides.contains(&side) => {
                Some((ground.policy.hours_of(hours)?, number, *min_messages))
            }
            _other => None,
        });
    let own = person.and_then(|person| ground.policy.hours_of(&person.hours));
    match (own, rule) {
        (Some(own), rule) => Some((
            own,
            rule.map(|(_, number, _)| number),
            rule.map_or(1, |rule| rule.2),
        )),
        (None, Some((table, number, least))) => Some((table, Some(number), least)),
        (None, None) => None,
    }
}

/// T001: one finding for a voice and a day.
fn hours(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let tables: Vec<_> = thread
        .voices
        .iter()
        .map(|voice| table_of(ground, thread, voice))
        .collect();
    if tables.iter().all(Option::is_none) {
        return;
    }
    let mut outside: BTreeMap<(ParticipantId, Day), Vec<RecordId>> = BTreeMap::new();
    for (number, record) in (0..).zip(&thread.thread.records) {
        let id = RecordId(number);
        let voice = record.participant.filter(|_| thread.is_written(record));
        let Some((voice, time)) = voice.zip(thread.time(id)) else {
            continue;
        };
        let table = tables.get(voice.0 as usize).and_then(Option::as_ref);
        let Some((table, ..)) = table else {
            continue;
        };
        let time = time + ground.shift(thread, voice, time);
        if !table.holds(time) && ground.policy.is_in_force(Some(Day::of_seconds(time))) {
            outside
                .entry((voice, Day::of_seconds(time)))
                .or_default()
                .push(id);
        }
    }
    for ((id, day), records) in outside {
        let Some(voice) = thread.voice(id) else {
            continue;
        };
        let Some((_, rule, least)) = tables.get(id.0 as usize).and_then(|table| *table) else {
            continue;
        };
        if records.len() < least as usize {
            continue;
        }
        let is_known = ground.zone_is_known(thread, id);
        let first = records.first().and_then(|at| thread.time(*at)).unwrap_or(0);
        let why = format!(
            "{:?} wrote {} outside hours on {day}, first at {}{}",
            voice.name,
            messages(records.len() as u32),
            clock_text(first).get(11..).unwrap_or_default(),
            if is_known {
                ""
            } else {
                ", as shown on the exporter's phone"
            }
        );
        let of_rule = rule.and_then(|number| ground.policy.rules.get(number));
        let usual = of_rule.map_or(Code::T001.severity(), |rule| rule.severity);
        let severity = if is_known { usual } else { usual.lower() };
        let mut draft = Draft::new(Code::T001, why)
            .by(id, voice.overall.person())
            .severe(severity)
            .number("messages", records.len())
            .number("day", day);
        draft.rule = rule;
        for record in records.iter().take(100) {
            draft = draft.at(thread.id, *record);
        }
        drafts.push(draft);
    }
}

/// T002: by voice and day, or week.
fn volume(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let rule = ground
        .policy
        .rules
        .iter()
        .enumerate()
        .find_map(|(number, rule)| {
            let on = rule.enabled && super::super::scan::in_thread(ground, thread, rule);
            match &rule.kind {
                RuleKind::Volume {
                    per,
                    baseline_days,
                    factor,
                    floor,
                } if on => Some((Some(number), *per, *baseline_days, *factor, *floor)),
                _other => None,
            }
        });
    let (rule, per, baseline, factor, floor) = rule.unwrap_or((None, Period::Day, 28, 5, 50));
    for voice in &thread.voices {
        let mut counts: BTreeMap<Day, (u32, RecordId)> = BTreeMap::new();
        for day in thread.days.iter().filter(|day| day.voice == voice.id) {
            let start = match per {
                Period::Day => day.day,
                Period::Week => Day(day.day.0 - day.day.weekday() as i32),
            };
            counts.entry(start).or_insert((0, day.first)).0 += day.n_messages;
        }
        let counts: Vec<(Day, u32, RecordId)> = counts
            .into_iter()
            .map(|(day, (n, at))| (day, n, at))
            .collect();
        for (place, (day, n, first)) in counts.iter().enumerate() {
            let from = place.saturating_sub(baseline as usize);
            let mut before: Vec<u32> = counts
                .get(from..place)
                .unwrap_or_default()
                .iter()
                .map(|one| one.1)
                .collect();
            if before.len() < LEAST_HISTORY.min(baseline as usize) {
                continue;
            }
            before.sort_unstable();
            let median = before.get(before.len() / 2).copied().unwrap_or(0);
            let least = floor.max(factor.saturating_mul(median));
            if *n <= least {
                continue;
            }
            let of_rule = rule.and_then(|number| ground.policy.rules.get(number));
            let why = format!(
                "{:?} wrote {} on {day}{}; the median of the {} active days before is {median}",
                voice.name,
                messages(*n),
                if per == Period::Week {
                    " and the six days after"
                } else {
                    ""
                },
                before.len()
            );
            let mut draft = Draft::new(Code::T002, why)
                .at(thread.id, *first)
                .by(voice.id, voice.overall.person())
                .severe(of_rule.map_or(Code::T002.severity(), |rule| rule.severity))
                .number("messages", n)
                .number("median", median)
                .number("over", least);
            draft.rule = rule;
            drafts.push(draft);
        }
    }
}

/// T004: between two people.
fn calls(thread: &ThreadGround, drafts: &mut Drafts) {
    if thread.voices.len() > 2 || thread.is_group() {
        return;
    }
    let of = |wanted: bool| -> Vec<(i64, RecordId)> {
        let records = (0..).zip(&thread.thread.records);
        records
            .filter(|(_, record)| match wanted {
                true => record.kind == Kind::Call,
                false => thread.is_written(record) && record.kind != Kind::Call,
            })
            .filter_map(|(number, _)| Some((thread.time(RecordId(number))?, RecordId(number))))
            .collect()
    };
    let (mut calls, mut written) = (of(true), of(false));
    calls.sort_unstable();
    written.sort_unstable();
    let mut place = 0;
    while let Some((start, first)) = calls.get(place).copied() {
        let within = calls.get(place..).unwrap_or_default();
        let n = within
            .iter()
            .take_while(|(at, _)| *at < start + DAY)
            .count();
        let from = written.partition_point(|(at, _)| *at < start);
        let n_written = written
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|(at, _)| *at < start + DAY)
            .count();
        if n < CALLS || n_written >= CALLS {
            place += 1;
            continue;
        }
        let why = format!(
            "{n} calls within 24 hours from {} on, and {}",
            clock_text(start),
            messages(n_written as u32)
        );
        let mut draft = Draft::new(Code::T004, why).at(thread.id, first);
        for (_, record) in within.iter().take(n).skip(1) {
            draft = draft.at(thread.id, *record);
        }
        drafts.push(draft.number("calls", n).number("messages", n_written));
        place += n;
    }
}

/// T003: somebody outside who comes back after long and writes much, over all threads.
pub(super) fn over_threads(ground: &Ground, drafts: &mut Drafts) {
    let mut by_person: BTreeMap<usize, Vec<(i64, usize, RecordId, ParticipantId)>> =
        BTreeMap::new();
    for (place, thread) in ground.threads.iter().enumerate() {
        let people: Vec<Option<usize>> = thread
            .voices
            .iter()
            .map(|voice| voice.overall.person())
            .map(|person| {
                person.filter(|one| {
                    ground
                        .person(*one)
                        .is_some_and(|one| one.side != Side::Internal)
                })
            })
            .collect();
        if people.iter().all(Option::is_none) {
            continue;
        }
        for ((number, record), time) in (0..).zip(&thread.thread.records).zip(&thread.times) {
            let voice = record
                .participant
                .filter(|_| thread.is_written(record) && *time != NO_TIME);
            let person = voice.and_then(|voice| Some((voice, (*people.get(voice.0 as usize)?)?)));
            if let Some((voice, person)) = person {
                by_person
                    .entry(person)
                    .or_default()
                    .push((*time, place, RecordId(number), voice));
            }
        }
    }
    for (person, mut all) in by_person {
        all.sort_unstable();
        for (place, window) in all.windows(2).enumerate() {
            let [(before, ..), (start, thread, record, voice)] = window else {
                continue;
            };
            if start - before < LONG_SILENCE * DAY {
                continue;
            }
            let burst = all.get(place + 1..).unwrap_or_default();
            let n = burst.iter().take_while(|one| one.0 < start + DAY).count();
            let (Some(name), Some(thread)) = (ground.person(person), ground.threads.get(*thread))
            else {
                continue;
            };
            if n < BURST {
                continue;
            }
            let days = (start - before) / DAY;
            let why = format!(
                "{:?} wrote again at {} after {days} days without a message, and then {n} within 24 hours",
                name.full_name,
                clock_text(*start)
            );
            let draft = Draft::new(Code::T003, why)
                .at(thread.id, *record)
                .by(*voice, Some(person));
            drafts.push(
                draft
                    .number("days of silence", days)
                    .number("messages in 24 h", n),
            );
        }
    }
}
