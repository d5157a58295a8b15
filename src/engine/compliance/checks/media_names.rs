//! I007, I011, C007: what the names of media say of times and of order.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::engine::compliance::catalogue::{Code, Confidence, Severity};
use crate::engine::compliance::day::Day;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::quoting::quoted;
use crate::engine::parse::{MediaName, media_name};
use crate::engine::thread::RecordId;
use crate::engine::time::CivilTime;

/// How far an exact time may be off. Units: seconds.
const OFF: i64 = 2;
/// A jump of running numbers.
const JUMP: i64 = 5;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    times(thread, drafts);
    ordinals(thread, drafts);
    gaps(ground, thread, drafts);
}

/// I007. An offset that all share is one finding: the zone of the phone was another one.
fn times(thread: &ThreadGround, drafts: &mut Drafts) {
    let mut exact: Vec<(i64, RecordId)> = Vec::new();
    for attachment in &thread.thread.attachments {
        let Some(time) = thread.time(attachment.record) else {
            continue;
        };
        match media_name(&attachment.name) {
            Some(MediaName::Exact {
                date,
                time: [hour, minute, second],
            }) => {
                if let Some(named) = CivilTime::new(date, hour, minute, Some(second)) {
                    exact.push((time - named.line_seconds(), attachment.record));
                }
            }
            Some(MediaName::Day { date }) => {
                let named = CivilTime::new(date, 0, 0, None)
                    .map(|time| Day::of_seconds(time.line_seconds()));
                let day = Day::of_seconds(time);
                if let Some(named) = named.filter(|named| (named.0 - day.0).abs() > 1) {
                    let why = format!(
                        "{} was named on {named}, and the message is of {day}",
                        quoted(&attachment.name)
                    );
                    let draft = Draft::new(Code::I007, why).at(thread.id, attachment.record);
                    drafts.push(draft.number("days apart", named.0 - day.0));
                }
            }
            Some(MediaName::Other) | None => {}
        }
    }
    offsets(thread, &exact, drafts);
}

fn offsets(thread: &ThreadGround, exact: &[(i64, RecordId)], drafts: &mut Drafts) {
    let has_seconds = thread
        .thread
        .records
        .iter()
        .any(|record| record.stamp.is_some_and(|stamp| stamp.second != 255));
    // A stamp without seconds is up to a minute behind the name.
    let give = if has_seconds { OFF } else { 60 };
    let off: Vec<(i64, RecordId)> = exact
        .iter()
        .filter(|(off, _)| off.abs() > give)
        .copied()
        .collect();
    let common = shared_shift(&off, give);
    let is_common = |off: i64| common.as_ref().is_some_and(|common| common.contains(&off));
    let shared: Vec<RecordId> = off
        .iter()
        .filter(|(off, _)| is_common(*off))
        .map(|(_, record)| *record)
        .collect();
    if let Some((shift, _)) = off.iter().find(|(off, _)| is_common(*off)) {
        let why = format!(
            "{} of {} media names differ from their messages by the same {}: the phone was in another zone \
             when it exported",
            shared.len(),
            exact.len(),
            hours(*shift)
        );
        let draft = Draft::new(Code::I007, why)
            .number("shift", hours(*shift))
            .about("shift");
        drafts.push(super::integrity::placed(draft, thread, &shared));
    }
    for (off, record) in off.iter().filter(|(off, _)| !is_common(*off)) {
        let why = format!(
            "the name of the file differs from its message of {} by {off} seconds",
            when(thread, *record)
        );
        drafts.push(
            Draft::new(Code::I007, why)
                .at(thread.id, *record)
                .number("seconds", off),
        );
    }
}

/// The offsets that most of them have, give or take what a name may be off; `None` when no two have one.
fn shared_shift(off: &[(i64, RecordId)], give: i64) -> Option<RangeInclusive<i64>> {
    let mut sorted: Vec<i64> = off.iter().map(|(off, _)| *off).collect();
    sorted.sort_unstable();
    let mut best = None;
    let mut most = 1;
    let mut end = 0;
    for (start, from) in sorted.iter().enumerate() {
        while sorted.get(end).is_some_and(|to| to - from <= 2 * give) {
            end += 1;
        }
        if end - start > most {
            most = end - start;
            best = Some(*from..=from + 2 * give);
        }
    }
    best
}

fn hours(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = (seconds.abs() + 30) / 60;
    format!(
        "{sign}{} h{}",
        minutes / 60,
        if minutes % 60 > 0 {
            format!(" {} min", minutes % 60)
        } else {
            String::new()
        }
    )
}

/// I011: the number in an iPhone's media name, against the number of the message.
fn ordinals(thread: &ThreadGround, drafts: &mut Drafts) {
    let first = thread
        .thread
        .records
        .iter()
        .position(|record| record.stamp.is_some())
        .unwrap_or(0) as i64;
    let named: Vec<(i64, i64, RecordId)> = thread
        .thread
        .attachments
        .iter()
        .filter_map(|attachment| {
            let digits = attachment
                .name
                .get(..8)
                .filter(|head| head.bytes().all(|b| b.is_ascii_digit()))?;
            attachment.name.get(8..9).filter(|dash| *dash == "-")?;
            let ordinal = i64::from(attachment.record.0) + 1 - first;
            let number: i64 = digits.parse().ok()?;
            Some((number - ordinal, ordinal, attachment.record))
        })
        .collect();
    let mut places = Vec::new();
    let mut most = 0;
    let mut direction = 0;
    let mut reversals = 0;
    for pair in named.windows(2) {
        let [(before, ..), (now, _, record)] = pair else {
            continue;
        };
        let step = now - before;
        let turns = step != 0 && direction != 0 && step.signum() != direction;
        if step != 0 {
            direction = step.signum();
        }
        if step.abs() > JUMP || turns {
            places.push(*record);
            most = most.max(step.abs());
            reversals += i64::from(turns);
        }
    }
    if places.is_empty() {
        return;
    }
    let why = format!(
        "the running numbers of media and of messages drift apart unevenly: {} of {} neighbours, by up to \
         {most}, {reversals} of them back",
        places.len(),
        named.len()
    );
    let curve: Vec<String> = named
        .iter()
        .step_by(named.len() / 40 + 1)
        .map(|(off, at, _)| format!("{at}:{off}"))
        .collect();
    let draft = Draft::new(Code::I011, why)
        .sure(Confidence::Weak)
        .number("places", places.len())
        .number("most", most)
        .number("message:number", curve.join(" "));
    drafts.push(super::integrity::placed(draft, thread, &places));
}

/// Kind, day and number of a name as Android gives it.
fn counted(name: &str) -> Option<(String, String, u32)> {
    let (kind, rest) = name.split_once('-')?;
    let (day, rest) = rest.split_once("-WA")?;
    let is_kind = matches!(kind, "IMG" | "VID" | "AUD" | "PTT" | "DOC" | "STK" | "GIF");
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_day = day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit());
    (is_kind && is_day).then_some((kind.to_owned(), day.to_owned(), digits.parse().ok()?))
}

/// C007: a hint, and only where two exports of one phone show the number in no thread.
fn gaps(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let Some(custodian) = &thread.handed_in_by else {
        return;
    };
    let of_phone = || {
        ground
            .threads
            .iter()
            .filter(|other| other.handed_in_by.as_ref() == Some(custodian))
    };
    if of_phone()
        .map(|other| other.source)
        .collect::<BTreeSet<_>>()
        .len()
        < 2
    {
        return;
    }
    let mut seen: BTreeMap<(String, String), BTreeSet<u32>> = BTreeMap::new();
    for other in of_phone() {
        for attachment in &other.thread.attachments {
            if let Some((kind, day, number)) = counted(&attachment.name) {
                seen.entry((kind, day)).or_default().insert(number);
            }
        }
    }
    let mut last: BTreeMap<(String, String), (u32, RecordId)> = BTreeMap::new();
    for attachment in &thread.thread.attachments {
        let Some((kind, day, number)) = counted(&attachment.name) else {
            continue;
        };
        let key = (kind, day);
        let before = last.insert(key.clone(), (number, attachment.record));
        let Some((from, at)) = before.filter(|(from, _)| number > from + 1) else {
            continue;
        };
        let all = seen.get(&key);
        let missing: Vec<u32> = (from + 1..number)
            .filter(|n| all.is_none_or(|all| !all.contains(n)))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let (kind, day) = &key;
        let why = format!(
            "{kind} numbers {from:04} and {number:04} of {day} are here, and {} between them are in no thread of \
             this phone that was handed in",
            missing.len()
        );
        let draft = Draft::new(Code::C007, why)
            .at(thread.id, attachment.record)
            .at(thread.id, at)
            .severe(Severity::Info)
            .sure(Confidence::Weak);
        drafts.push(draft.number("missing", missing.len()));
    }
}
