//! T001–T004: outside hours, far more than usual, back after long, calls instead of messages.

use std::collections::BTreeMap;

use super::again::Again;
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::counting::messages;
use crate::engine::compliance::day::{Day, clock_text};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, NO_TIME, ThreadGround, side_of};
use crate::engine::compliance::policy::{HoursTable, Period, RuleKind};
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::Side;
use crate::engine::compliance::voice::Voice;
use crate::engine::thread::{Kind, ParticipantId, RecordId};

const DAY: i64 = 86_400;
/// Active days that a median needs.
const LEAST_HISTORY: usize = 14;
/// Nothing for so long, then a burst. Units: days.
const LONG_SILENCE: i64 = 90;
const BURST: usize = 20;
const CALLS: usize = 5;
/// Most places of a finding about a day; all messages are counted.
const SHOWN: usize = 100;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    hours(ground, thread, drafts);
    volume(ground, thread, drafts);
    calls(thread, drafts);
}

/// A table of hours, the rule that names it, and how many messages it lets pass.
type Table<'g> = (&'g HoursTable, Option<usize>, u32);

/// Which tables hold for somebody: their own, else those of all rules whose sides they are of.
fn tables_of<'g>(
    ground: &'g Ground,
    thread: &ThreadGround,
    person: Option<usize>,
) -> Vec<Table<'g>> {
    let side = side_of(&ground.roster, person);
    let person = person.and_then(|place| ground.person(place));
    let rules = ground.policy.rules.iter().enumerate();
    let on = rules
        .filter(|(_, rule)| rule.enabled && super::super::scan::in_thread(ground, thread, rule));
    let mut tables: Vec<Table<'g>> = on
        .filter_map(|(number, rule)| match &rule.kind {
            RuleKind::AfterHours {
                hours,
                sides,
                min_messages,
            } if sides.is_empty() || sides.contains(&side) => {
                Some((ground.policy.hours_of(hours)?, Some(number), *min_messages))
            }
            _other => None,
        })
        .collect();
    // Somebody with hours of their own has one table, whatever rules there are.
    if let Some(own) = person.and_then(|person| ground.policy.hours_of(&person.hours)) {
        let first = tables.first().copied();
        tables = vec![(
            own,
            first.and_then(|one| one.1),
            first.map_or(1, |one| one.2),
        )];
    }
    tables
}

/// T001: one finding for a rule, a voice and a day.
fn hours(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let mut known: BTreeMap<Option<usize>, Vec<Table<'_>>> = BTreeMap::new();
    for part in thread.voices.iter().flat_map(|voice| &voice.parts) {
        let person = part.found.person();
        known
            .entry(person)
            .or_insert_with(|| tables_of(ground, thread, person));
    }
    if known.values().all(Vec::is_empty) {
        return;
    }
    let mut outside: BTreeMap<(ParticipantId, Day, usize), Vec<RecordId>> = BTreeMap::new();
    for (number, record) in (0..).zip(&thread.thread.records) {
        let id = RecordId(number);
        let voice = record.participant.filter(|_| thread.is_written(record));
        let voice = voice.and_then(|id| thread.voice(id));
        let Some((voice, time)) = voice.zip(thread.time(id)) else {
            continue;
        };
        let tables = known.get(&thread.person_at(voice, id));
        let time = time + ground.shift(thread, voice.id, time);
        let day = Day::of_seconds(time);
        for (place, (table, ..)) in tables.into_iter().flatten().enumerate() {
            if !table.holds(time) && ground.policy.is_in_force(Some(day)) {
                outside.entry((voice.id, day, place)).or_default().push(id);
            }
        }
    }
    for ((id, day, place), records) in outside {
        let (Some(voice), Some(first)) = (thread.voice(id), records.first()) else {
            continue;
        };
        let tables = known.get(&thread.person_at(voice, *first));
        let Some((_, rule, least)) = tables.and_then(|tables| tables.get(place)) else {
            continue;
        };
        if records.len() >= *least as usize {
            drafts.push(late(ground, thread, voice, (day, *rule), &records));
        }
    }
}

fn late(
    ground: &Ground,
    thread: &ThreadGround,
    voice: &Voice,
    (day, rule): (Day, Option<usize>),
    records: &[RecordId],
) -> Draft {
    let is_known = ground.zone_is_known(thread, voice.id);
    let first = records.first().copied().unwrap_or(RecordId(0));
    let why = format!(
        "{} wrote {} outside hours on {day}, first at {}{}",
        quoted(&voice.name),
        messages(records.len() as u32),
        clock_text(thread.time(first).unwrap_or(0))
            .get(11..)
            .unwrap_or_default(),
        if is_known {
            ""
        } else {
            ", as shown on the exporter's phone"
        }
    );
    let of_rule = rule.and_then(|number| ground.policy.rules.get(number));
    let usual = of_rule.map_or(Code::T001.severity(), |rule| rule.severity);
    let mut draft = Draft::new(Code::T001, why)
        .by(voice.id, thread.person_at(voice, first))
        .severe(if is_known { usual } else { usual.lower() })
        .number("messages", records.len())
        .number("day", day);
    draft.rule = rule;
    draft.at_first(thread.id, records.iter().map(|id| (*id, None)), SHOWN)
}

/// How many are too many: the rule, days or weeks, and its numbers.
struct Limit {
    rule: Option<usize>,
    per: Period,
    baseline: u32,
    factor: u32,
    floor: u32,
}

/// T002, by every rule that is on; by the usual numbers when there is none.
fn volume(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let rules = ground.policy.rules.iter().enumerate();
    let mut limits: Vec<Limit> = rules
        .filter(|(_, rule)| rule.enabled && super::super::scan::in_thread(ground, thread, rule))
        .filter_map(|(number, rule)| match &rule.kind {
            RuleKind::Volume {
                per,
                baseline_days,
                factor,
                floor,
            } => Some(Limit {
                rule: Some(number),
                per: *per,
                baseline: *baseline_days,
                factor: *factor,
                floor: *floor,
            }),
            _other => None,
        })
        .collect();
    if limits.is_empty() {
        limits.push(Limit {
            rule: None,
            per: Period::Day,
            baseline: 28,
            factor: 5,
            floor: 50,
        });
    }
    for limit in &limits {
        for voice in &thread.voices {
            too_many(ground, thread, voice, limit, drafts);
        }
    }
}

/// T002: by voice and day, or week.
fn too_many(
    ground: &Ground,
    thread: &ThreadGround,
    voice: &Voice,
    limit: &Limit,
    drafts: &mut Drafts,
) {
    let mut counts: BTreeMap<Day, (u32, Vec<Day>, RecordId)> = BTreeMap::new();
    for day in thread.days.iter().filter(|day| day.voice == voice.id) {
        let start = match limit.per {
            Period::Day => day.day,
            Period::Week => Day(day.day.0 - day.day.weekday() as i32),
        };
        let one = counts.entry(start).or_insert((0, Vec::new(), day.first));
        one.0 += day.n_messages;
        one.1.push(day.day);
    }
    let counts: Vec<_> = counts.into_iter().collect();
    for (place, (day, (n, days, first))) in counts.iter().enumerate() {
        let from = place.saturating_sub(limit.baseline as usize);
        let before = counts.get(from..place).unwrap_or_default().iter();
        let mut before: Vec<u32> = before.map(|(_, one)| one.0).collect();
        if before.len() < LEAST_HISTORY.min(limit.baseline as usize) {
            continue;
        }
        before.sort_unstable();
        // Of an even number of days the median is the mean of the two in the middle.
        let twice = twice_median(&before);
        let over = (u64::from(limit.factor) * twice).max(2 * u64::from(limit.floor));
        if 2 * u64::from(*n) <= over {
            continue;
        }
        let (median, least) = (half(twice), half(over));
        let of_rule = limit
            .rule
            .and_then(|number| ground.policy.rules.get(number));
        let why = format!(
            "{} wrote {} on {day}{}; the median of the {} active days before is {median}",
            quoted(&voice.name),
            messages(*n),
            if limit.per == Period::Week {
                " and the six days after"
            } else {
                ""
            },
            before.len()
        );
        let mut draft = Draft::new(Code::T002, why)
            .at(thread.id, *first)
            .by(voice.id, voice.on(Some(*day)).person())
            .on_days(days.iter().copied().map(Some).collect())
            .severe(of_rule.map_or(Code::T002.severity(), |rule| rule.severity))
            .number("messages", n)
            .number("median", median)
            .number("over", least);
        draft.rule = limit.rule;
        drafts.push(draft);
    }
}

/// Two times the median of what is sorted.
fn twice_median(sorted: &[u32]) -> u64 {
    let at = |place: usize| sorted.get(place).copied().map_or(0, u64::from);
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        0 => at(middle.saturating_sub(1)) + at(middle),
        _odd => 2 * at(middle),
    }
}

/// Half of a number: `12` or `12.5`.
fn half(twice: u64) -> String {
    let rest = if twice % 2 == 1 { ".5" } else { "" };
    format!("{}{rest}", twice / 2)
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
pub(super) fn over_threads(ground: &Ground, again: &Again, drafts: &mut Drafts) {
    let mut by_person: BTreeMap<usize, Vec<(i64, usize, RecordId, ParticipantId)>> =
        BTreeMap::new();
    let is_outside = |person: &usize| {
        let person = ground.person(*person);
        person.is_some_and(|one| one.side != Side::Internal)
    };
    for (place, thread) in ground.threads.iter().enumerate() {
        let mut parts = thread.voices.iter().flat_map(|voice| &voice.parts);
        if !parts.any(|part| part.found.person().is_some_and(|one| is_outside(&one))) {
            continue;
        }
        for ((number, record), time) in (0..).zip(&thread.thread.records).zip(&thread.times) {
            let counts = thread.is_written(record)
                && *time != NO_TIME
                && !again.is(thread.id, RecordId(number));
            let voice = record.participant.filter(|_| counts);
            let person = voice.and_then(|id| {
                let person = thread.person_at(thread.voice(id)?, RecordId(number))?;
                is_outside(&person).then_some((id, person))
            });
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
                "{} wrote again at {} after {days} days without a message, and then {n} within 24 hours",
                quoted(&name.full_name),
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
