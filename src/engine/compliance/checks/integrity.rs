//! I001–I005, I008, I009, I012, I014, C006, C017: what the record itself says of its state.

use std::collections::BTreeMap;

use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::day::{Day, clock_text};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::events::{Event, EventKind};
use crate::engine::compliance::ground::{Ground, NO_TIME, ThreadGround, when};
use crate::engine::compliance::quoting::quoted;
use crate::engine::thread::{Flags, Kind, Record, RecordId};

/// Most places of one finding.
const PLACES: usize = 200;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    records(thread, drafts);
    disappearing(thread, drafts);
    privacy(thread, drafts);
    headers(thread, drafts);
    super::hidden::check(thread, drafts);
    left_out(thread, drafts);
    dates(ground, thread, drafts);
}

fn who(thread: &ThreadGround, record: &Record) -> String {
    let voice = record.participant.and_then(|id| thread.voice(id));
    voice.map_or_else(|| "somebody".to_owned(), |voice| quoted(&voice.name))
}

/// A draft at a record, by its writer.
fn at(thread: &ThreadGround, id: RecordId, record: &Record, code: Code, why: String) -> Draft {
    let draft = Draft::new(code, why).at(thread.id, id);
    match record.participant.and_then(|id| thread.voice(id)) {
        Some(voice) => draft.by(voice.id, thread.person_at(voice, id)),
        None => draft,
    }
}

fn records(thread: &ThreadGround, drafts: &mut Drafts) {
    for (number, record) in (0..).zip(&thread.thread.records) {
        let id = RecordId(number);
        let told = || (who(thread, record), when(thread, id));
        if record.kind == Kind::Deleted {
            let (who, when) = told();
            let why =
                format!("a message of {who} of {when} was deleted; its text is not in this export");
            drafts.push(at(thread, id, record, Code::I001, why));
        }
        if record.kind == Kind::ViewOnce {
            let (who, when) = told();
            let why = format!("{who} sent something to be viewed once at {when}");
            drafts.push(at(thread, id, record, Code::I004, why));
        }
        if record.flags.has(Flags::EDITED) {
            let (who, when) = told();
            let why =
                format!("{who} edited the message of {when}; earlier words are not in an export");
            drafts.push(at(thread, id, record, Code::I002, why));
        }
        if record.flags.has(Flags::LOOKS_LIKE_HEADER_INSIDE) {
            let (who, when) = told();
            let why = format!(
                "the message of {who} of {when} holds a line that looks like the start of a message"
            );
            drafts.push(at(thread, id, record, Code::I012, why));
        }
    }
}

/// I003: what was sent while the timer was on and was older than it at the end is gone, unless it was
/// kept.
fn disappearing(thread: &ThreadGround, drafts: &mut Drafts) {
    let is_switch = |event: &&Event| {
        matches!(
            event.kind,
            EventKind::DisappearingOn | EventKind::DisappearingOff | EventKind::DisappearingTimer
        )
    };
    let is_business = thread
        .voices
        .iter()
        .any(|voice| voice.overall.person().is_some());
    let end = thread.span.map_or(NO_TIME, |(_, to)| to);
    let switches: Vec<&Event> = thread.events.iter().filter(is_switch).collect();
    for (place, event) in switches.iter().enumerate() {
        let timer = timer_of(thread, event.record);
        let next = switches
            .get(place + 1)
            .and_then(|next| thread.time(next.record));
        let from = thread.time(event.record);
        let gone = match (event.kind, from, timer) {
            (EventKind::DisappearingOff, ..) | (_, None, _) => None,
            (_, Some(from), Some(timer)) => {
                let to = next.unwrap_or(end).min(end - timer);
                (to > from).then_some((from, to))
            }
            (_, Some(from), None) => Some((from, next.unwrap_or(end))),
        };
        let what = match event.kind {
            EventKind::DisappearingOff => "switched off",
            EventKind::DisappearingTimer => "given another timer",
            _on => "switched on",
        };
        let why = format!(
            "disappearing messages were {what} at {}{}{}",
            when(thread, event.record),
            timer.map_or_else(String::new, |timer| format!(
                ", timer {}",
                span_words(timer)
            )),
            gone.map_or_else(String::new, |(from, to)| format!(
                "; what was sent from {} to {} is gone unless it was kept",
                clock_text(from),
                clock_text(to)
            ))
        );
        let severity = if is_business {
            Severity::High
        } else {
            Severity::Medium
        };
        let mut draft = Draft::new(Code::I003, why)
            .at(thread.id, event.record)
            .severe(severity);
        if let Some((from, to)) = gone {
            draft = draft
                .number("gone from", clock_text(from))
                .number("gone to", clock_text(to));
        }
        if let Some(timer) = timer {
            draft = draft.number("timer in hours", timer / 3600);
        }
        drafts.push(draft);
    }
}

fn span_words(seconds: i64) -> String {
    if seconds % 86_400 == 0 {
        n_of(seconds / 86_400, "day", "days")
    } else {
        n_of(seconds / 3600, "hour", "hours")
    }
}

/// `… 7 days after they're sent`: a number and a unit.
fn timer_of(thread: &ThreadGround, record: RecordId) -> Option<i64> {
    let text = String::from_utf8_lossy(thread.thread.body(record)).to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(2).find_map(|pair| {
        let [number, unit] = pair else {
            return None;
        };
        let number: i64 = number.parse().ok()?;
        let unit = match *unit {
            "hour" | "hours" | "stunde" | "stunden" => 3600,
            "day" | "days" | "tag" | "tage" | "tagen" => 86_400,
            "week" | "weeks" | "woche" | "wochen" => 7 * 86_400,
            _other => return None,
        };
        (number > 0 && number < 1000).then_some(number * unit)
    })
}

fn privacy(thread: &ThreadGround, drafts: &mut Drafts) {
    for event in thread
        .events
        .iter()
        .filter(|event| event.kind == EventKind::PrivacyOn)
    {
        let why = format!(
            "advanced chat privacy was switched on at {}; exporting may be blocked from then on",
            when(thread, event.record)
        );
        drafts.push(Draft::new(Code::I005, why).at(thread.id, event.record));
    }
}

/// I008: one text is written by one routine.
fn headers(thread: &ThreadGround, drafts: &mut Drafts) {
    let shapes = &thread.thread.shapes;
    if shapes.len() < 2 {
        return;
    }
    let main = shapes
        .iter()
        .enumerate()
        .max_by_key(|(_, shape)| shape.n_records)
        .map(|(place, _)| place);
    let mut places = Vec::new();
    let mut lines = Vec::new();
    for (number, record) in (0..).zip(&thread.thread.records) {
        if record.stamp.is_some()
            && Some(usize::from(record.shape)) != main
            && places.len() < PLACES
        {
            places.push(RecordId(number));
            lines.push(line_of(thread, record));
        }
    }
    let patterns: Vec<String> = shapes
        .iter()
        .map(|shape| format!("{} ({} times)", quoted(&shape.pattern), shape.n_records))
        .collect();
    let told: Vec<String> = lines.iter().take(10).map(ToString::to_string).collect();
    let why = format!(
        "messages begin in {} ways: {}",
        shapes.len(),
        patterns.join(", ")
    );
    let mut draft = Draft::new(Code::I008, why)
        .in_thread(thread.id)
        .number("ways", shapes.len())
        .number("lines", told.join(", "));
    for record in places {
        draft = draft.at(thread.id, record);
    }
    drafts.push(draft);
}

/// Number of the line on which a record begins, from 1.
fn line_of(thread: &ThreadGround, record: &Record) -> usize {
    let before = thread
        .thread
        .text
        .get(..record.start as usize)
        .unwrap_or_default();
    memchr::memchr_iter(b'\n', before).count() + 1
}

/// C006 and C017: one finding a thread.
fn left_out(thread: &ThreadGround, drafts: &mut Drafts) {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut omitted = Vec::new();
    let mut absent = Vec::new();
    for (number, record) in (0..).zip(&thread.thread.records) {
        let id = RecordId(number);
        match record.kind {
            Kind::MediaOmitted => {
                let body = String::from_utf8_lossy(thread.thread.body(id)).to_lowercase();
                let words: String = body
                    .chars()
                    .filter(|c| c.is_alphanumeric() || *c == ' ')
                    .collect();
                *kinds.entry(words.trim().to_owned()).or_default() += 1;
                omitted.push(id);
            }
            Kind::Null => absent.push(id),
            _other => {}
        }
    }
    if !omitted.is_empty() {
        let counts: Vec<String> = kinds
            .iter()
            .map(|(words, n)| format!("{n} × {words}"))
            .collect();
        let why = format!(
            "{} files were left out when the export was made: {}",
            omitted.len(),
            counts.join(", ")
        );
        let why = if omitted.len() == 1 {
            why.replacen("files were", "file was", 1)
        } else {
            why
        };
        let mut draft = Draft::new(Code::C006, why).number("left out", omitted.len());
        for (words, n) in &kinds {
            draft = draft.number(words, n);
        }
        drafts.push(placed(draft, thread, &omitted));
    }
    if !absent.is_empty() {
        let why = format!(
            "{} of which the phone did not have the content",
            crate::engine::compliance::counting::messages(absent.len() as u32)
        );
        let draft = Draft::new(Code::C017, why).number("messages", absent.len());
        drafts.push(placed(draft, thread, &absent));
    }
}

pub(super) fn placed(draft: Draft, thread: &ThreadGround, records: &[RecordId]) -> Draft {
    draft.at_first(thread.id, records.iter().map(|id| (*id, None)), PLACES)
}

/// I014: no such day, or one that lies after the export was packed or after today.
fn dates(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let packed = ground.case.sources.get(thread.source).and_then(|source| {
        let entries = source.archive.entries().iter();
        let written = entries.filter_map(|entry| entry.written);
        // Some writers put the first day of their calendar everywhere.
        let days = written.map(|time| Day::of_seconds(time.line_seconds()));
        days.filter(|day| day.0 > 14_000).max()
    });
    // A zip tells the time of a clock that may stand in another zone.
    let by_zip = packed.map(|day| (Day(day.0 + 1), day, "when the export was packed"));
    let by_clock = ground.latest.zip(ground.today);
    let by_clock = by_clock.map(|(latest, today)| (latest, today, "today"));
    let bounds = [by_zip, by_clock].into_iter().flatten();
    let bound = bounds.min_by_key(|(latest, ..)| *latest);
    let mut impossible = Vec::new();
    let mut later = Vec::new();
    for (number, record) in (0..).zip(&thread.thread.records) {
        let id = RecordId(number);
        match thread.day(id) {
            None if record.stamp.is_some() => impossible.push(id),
            Some(day) if bound.is_some_and(|(latest, ..)| day > latest) => later.push(id),
            Some(_) | None => {}
        }
    }
    if !impossible.is_empty() {
        let why = format!(
            "{} with a date or time that does not exist, or cannot be read",
            crate::engine::compliance::counting::messages(impossible.len() as u32)
        );
        let draft = Draft::new(Code::I014, why)
            .number("messages", impossible.len())
            .about("impossible");
        drafts.push(placed(draft, thread, &impossible));
    }
    if let (false, Some((_, day, what))) = (later.is_empty(), bound) {
        let why = format!(
            "{} dated after {day}, {what}",
            crate::engine::compliance::counting::messages(later.len() as u32),
        );
        let draft = Draft::new(Code::I014, why)
            .number("messages", later.len())
            .number("after", day)
            .about("later");
        drafts.push(placed(draft, thread, &later));
    }
}
