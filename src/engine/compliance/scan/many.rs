//! D003: many identifiers by one person in one day, over all threads.

use std::collections::BTreeMap;

use super::{MANY, Scan};
use crate::engine::case::ThreadId;
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::checks::Again;
use crate::engine::compliance::day::Day;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround};
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::voice::Voice;
use crate::engine::place::ByteSpan;
use crate::engine::thread::RecordId;

/// Most places in one thread; all messages are counted.
const SHOWN: usize = 200;

/// Whose identifiers they are.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    /// Of a person of the roster, wherever they write.
    Person(usize),
    /// Of a voice of one thread: whether it speaks in another, nobody can say.
    Voice(usize, u32),
}

/// What one voice sent.
struct Sent<'g> {
    thread: &'g ThreadGround,
    voice: &'g Voice,
    found: Vec<(RecordId, ByteSpan)>,
}

impl Scan {
    /// D003. What two exports hold of one thread was sent once.
    pub(in crate::engine::compliance) fn over_threads(
        &mut self,
        ground: &Ground,
        again: &Again,
        drafts: &mut Drafts,
    ) {
        let mut by_day: BTreeMap<(Whose, Day), Vec<Sent<'_>>> = BTreeMap::new();
        for ((place, id, day), mut found) in std::mem::take(&mut self.identifiers) {
            let Some(thread) = ground.threads.get(place) else {
                continue;
            };
            let Some(voice) = thread.voices.get(id as usize) else {
                continue;
            };
            found.retain(|(record, _)| !again.is(thread.id, *record));
            if found.is_empty() {
                continue;
            }
            let person = voice.on(Some(day)).person();
            let whose = person.map_or(Whose::Voice(place, id), Whose::Person);
            by_day.entry((whose, day)).or_default().push(Sent {
                thread,
                voice,
                found,
            });
        }
        for ((_, day), sent) in by_day {
            drafts.extend_some(many(ground, day, &sent));
        }
    }
}

fn many(ground: &Ground, day: Day, sent: &[Sent<'_>]) -> Option<Draft> {
    let n: usize = sent.iter().map(|one| one.found.len()).sum();
    let first = sent.first().filter(|_| n >= MANY)?;
    let person = first.voice.on(Some(day)).person();
    let mut threads: Vec<ThreadId> = sent.iter().map(|one| one.thread.id).collect();
    threads.dedup();
    let why = match (threads.len(), person.and_then(|place| ground.person(place))) {
        (1, _) | (_, None) => format!(
            "{} sent {n} identifiers on {day}",
            quoted(&first.voice.name)
        ),
        (n_threads, Some(person)) => format!(
            "{} sent {n} identifiers on {day}, in {n_threads} threads",
            quoted(&person.full_name)
        ),
    };
    let mut draft = Draft::new(Code::D003, why).by(first.voice.id, person);
    let all = |one: &Sent<'_>| one.found.clone().into_iter();
    draft = match sent {
        [only] => {
            let found = all(only).map(|(record, span)| (record, Some(span)));
            draft.at_first(only.thread.id, found, SHOWN)
        }
        several => several.iter().fold(draft, |draft, one| {
            all(one).fold(draft, |draft, (record, span)| {
                draft.on(one.thread.id, record, span)
            })
        }),
    };
    let draft = draft.in_thread(first.thread.id);
    Some(
        draft
            .number("identifiers", n)
            .number("day", day)
            .about(day.to_string()),
    )
}
