//! C001–C003, C010–C012, C016: where an export begins and ends, and whether all of it is explained.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::compliance::catalogue::{Code, Confidence};
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::day::Day;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::events::EventKind;
use crate::engine::compliance::ground::{Ground, NO_TIME, ThreadGround, when};
use crate::engine::compliance::names::folded;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::{Person, title_fits};
use crate::engine::thread::{Kind, RecordId};

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    start_and_caps(thread, drafts);
    period(ground, thread, drafts);
    let n_bytes = unexplained(ground, thread);
    if n_bytes > 0 {
        let why = match n_bytes {
            1 => "1 byte of the chat text belongs to no message".to_owned(),
            n => format!("{n} bytes of the chat text belong to no message"),
        };
        drafts.push(
            Draft::new(Code::C012, why)
                .in_thread(thread.id)
                .number("bytes", n_bytes),
        );
    }
}

/// The first record that is none of the lines before the first message.
fn first(thread: &ThreadGround) -> Option<RecordId> {
    let is_one = |kind: Kind| kind != Kind::Preamble;
    let place = thread
        .thread
        .records
        .iter()
        .position(|record| is_one(record.kind))?;
    Some(RecordId(place as u32))
}

/// What the first line says of the beginning of a thread.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    Here,
    NotHere,
    /// A line of WhatsApp's own in words that are not in the table: it may be the notice with which every
    /// thread begins.
    Unknown,
}

fn beginning(thread: &ThreadGround, first: RecordId) -> Beginning {
    let event = thread.events.iter().find(|event| event.record == first);
    match event.map(|event| event.kind) {
        Some(kind) if kind.begins_thread() => Beginning::Here,
        Some(EventKind::Other) => Beginning::Unknown,
        Some(_) | None => Beginning::NotHere,
    }
}

/// Whether the export shows how the thread began.
pub(in crate::engine::compliance) fn starts_visibly(thread: &ThreadGround) -> bool {
    first(thread).is_some_and(|first| beginning(thread, first) == Beginning::Here)
}

/// How many messages and lines the export holds, as the cap counts them.
pub(in crate::engine::compliance) fn cap_of(thread: &ThreadGround) -> Option<Code> {
    let n = thread.thread.n_messages();
    match thread.has_media {
        false if (39_900..=40_100).contains(&n) => Some(Code::C001),
        true if (9_900..=10_100).contains(&n) => Some(Code::C002),
        false | true => None,
    }
}

fn start_and_caps(thread: &ThreadGround, drafts: &mut Drafts) {
    let Some(first) = first(thread) else {
        return;
    };
    let n = thread.thread.n_messages();
    let begins = beginning(thread, first);
    let cap = cap_of(thread);
    if let Some(code) = cap {
        let why = format!(
            "the export holds {n} messages and lines {} media, near the {} at which exports are said to be cut{}",
            if thread.has_media { "with" } else { "without" },
            if thread.has_media { "10,000" } else { "40,000" },
            match begins {
                Beginning::Here => "; its beginning is here",
                Beginning::NotHere => "; its beginning is not here, so older messages are missing",
                Beginning::Unknown => "; whether its beginning is here cannot be said",
            }
        );
        let sure = match begins {
            Beginning::NotHere => Confidence::Certain,
            Beginning::Here | Beginning::Unknown => Confidence::Likely,
        };
        let draft = Draft::new(code, why).at(thread.id, first).sure(sure);
        drafts.push(draft.number("messages and lines", n));
    }
    let (sure, line) = match begins {
        Beginning::Here => return,
        Beginning::NotHere => (
            Confidence::Likely,
            "is an ordinary one: nothing shows that the thread begins there",
        ),
        Beginning::Unknown => (
            Confidence::Weak,
            "is one of WhatsApp's own in words that are not in the table: whether the thread begins there \
             cannot be said",
        ),
    };
    let why = format!(
        "the first line of {}, at {}, {line}",
        quoted(&thread.title),
        when(thread, first)
    );
    drafts.push(Draft::new(Code::C003, why).at(thread.id, first).sure(sure));
}

/// Gaps between neighbours that go forward, sorted. Units: seconds.
pub(super) fn gaps(thread: &ThreadGround) -> Vec<i64> {
    let mut last: Option<i64> = None;
    let mut gaps = Vec::new();
    for time in thread.times.iter().filter(|time| **time != NO_TIME) {
        if let Some(last) = last
            && *time > last
        {
            gaps.push(time - last);
        }
        last = Some(*time);
    }
    gaps.sort_unstable();
    gaps
}

/// The gap that ninety-nine of a hundred do not pass. Units: seconds.
pub(super) fn usual_gap(gaps: &[i64]) -> i64 {
    let place = gaps
        .len()
        .saturating_mul(99)
        .div_ceil(100)
        .saturating_sub(1);
    gaps.get(place).copied().unwrap_or(0)
}

/// C010 and C011.
fn period(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let Some((oldest, newest)) = thread.span else {
        return;
    };
    let last = RecordId(thread.thread.n_records().saturating_sub(1));
    if let Some(to) = ground.period.to {
        let usual = usual_gap(&gaps(thread));
        let end = (i64::from(to.0) + 1) * 86_400;
        if end - newest > 3 * usual && end > newest {
            let why = format!(
                "the newest message is of {}, and the period ends on {to}; gaps of more than {} are rare here",
                Day::of_seconds(newest),
                n_of((usual + 3599) / 3600, "hour", "hours")
            );
            let draft = Draft::new(Code::C010, why).at(thread.id, last);
            drafts.push(
                draft
                    .number("newest", Day::of_seconds(newest))
                    .number("usual gap in hours", (usual + 3599) / 3600),
            );
        }
    }
    if let Some(from) = ground.period.from {
        let first = first(thread).unwrap_or(RecordId(0));
        let (sure, shown) = match beginning(thread, first) {
            Beginning::Here => return,
            Beginning::NotHere => (
                Confidence::Certain,
                "nothing shows that the thread begins there",
            ),
            Beginning::Unknown => (
                Confidence::Weak,
                "whether the thread begins there cannot be said",
            ),
        };
        if from < Day::of_seconds(oldest) {
            let why = format!(
                "the period begins on {from}, the oldest message is of {}, and {shown}",
                Day::of_seconds(oldest)
            );
            drafts.push(
                Draft::new(Code::C011, why)
                    .at(thread.id, first)
                    .sure(sure)
                    .number("oldest", Day::of_seconds(oldest)),
            );
        }
    }
}

/// Bytes of the chat text, as the archive holds it, that belong to no record.
pub(in crate::engine::compliance) fn unexplained(ground: &Ground, thread: &ThreadGround) -> u64 {
    let records = 0..thread.thread.n_records();
    let explained: u64 = records
        .map(|number| thread.thread.origin_span(RecordId(number)).1)
        .sum();
    let source = ground.case.sources.get(thread.source);
    let entry = source.and_then(|source| source.archive.entry(thread.thread.entry));
    entry.map_or(0, |entry| entry.size_bytes.abs_diff(explained))
}

/// C016: what custodians should have handed in. An export of which nobody said who handed it in stands for
/// one custodian, and for no more: a file that is here twice is one.
pub(super) fn expected(ground: &Ground, drafts: &mut Drafts) {
    let mut asked: BTreeMap<String, (&str, Vec<usize>)> = BTreeMap::new();
    for (place, person) in ground.roster.people.iter().enumerate() {
        for title in person.expected_threads.iter().filter(|_| person.custodian) {
            let (_, people) = asked.entry(folded(title)).or_insert((title, Vec::new()));
            if !people.contains(&place) {
                people.push(place);
            }
        }
    }
    for (title, people) in asked.values() {
        let (lacking, n_unknown) = lacking(ground, title, people);
        if lacking.len() <= n_unknown {
            continue;
        }
        for place in &lacking {
            if let Some(person) = ground.person(*place) {
                drafts.push(not_handed_in(
                    person,
                    *place,
                    title,
                    (lacking.len(), n_unknown),
                ));
            }
        }
    }
}

/// Whose export it is, by place in the roster: of whoever handed it in, else of whose phone it shows.
pub(in crate::engine::compliance) fn of_whom(
    ground: &Ground,
    thread: &ThreadGround,
) -> Option<usize> {
    if let Some(id) = &thread.handed_in_by {
        return ground.roster.person(id).map(|(place, _)| place);
    }
    let mut voices = thread.voices.iter();
    let exporter = voices.find(|voice| voice.is_exporter)?;
    exporter.overall.person()
}

/// Custodians of whom no export of a title is known, and how many exports are of nobody who is known.
fn lacking(ground: &Ground, title: &str, people: &[usize]) -> (Vec<usize>, usize) {
    let mut known = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for thread in ground
        .threads
        .iter()
        .filter(|one| title_fits(title, &one.title))
    {
        match of_whom(ground, thread) {
            Some(place) => known.extend([place]),
            None if thread.handed_in_by.is_none() => {
                unknown.extend(
                    ground
                        .case
                        .sources
                        .get(thread.source)
                        .map(|one| one.id.clone()),
                );
            }
            None => {}
        }
    }
    let lacking = people
        .iter()
        .copied()
        .filter(|place| !known.contains(place));
    (lacking.collect(), unknown.len())
}

fn not_handed_in(
    person: &Person,
    place: usize,
    title: &str,
    (n_lacking, n_unknown): (usize, usize),
) -> Draft {
    let name = quoted(&person.full_name);
    let title_words = quoted(title);
    let why = match n_unknown {
        0 => format!("{name} should hand in {title_words}, and no export of it is here"),
        n => format!(
            "{name} should hand in {title_words}: {n_lacking} people should, and of {} nobody said whose it is",
            n_of(n as u64, "export", "exports")
        ),
    };
    let mut draft = Draft::new(Code::C016, why).about(format!("{}/{title}", person.id));
    draft.person = Some(place);
    if n_unknown > 0 {
        draft = draft.sure(Confidence::Likely);
    }
    draft.number("expected", title)
}
