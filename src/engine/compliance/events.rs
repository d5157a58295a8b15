//! What WhatsApp's own lines say happened, and to whom. Words from one table, the first line that fits
//! counts; a line that none fits is told as such and never guessed.
//!
//! Names in lines are names of the exporter's phone; `You` and its kin are the exporter.

mod kinds;
mod naming;

use std::sync::LazyLock;

use super::names::clean;
use crate::engine::thread::{Kind, RecordId, Thread};

pub(super) use kinds::EventKind;
use naming::{ANDS, Known, ands, several};

/// Somebody in a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// The phone that made the export.
    Exporter,
    /// As written.
    Named(String),
}

/// A line of WhatsApp's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) record: RecordId,
    pub(super) kind: EventKind,
    /// Who did it.
    pub(super) actor: Option<Who>,
    /// To whom.
    pub(super) who: Vec<Who>,
    /// The new number.
    pub(super) number: Option<String>,
    /// The line of the table that fits.
    pub(super) rule: &'static str,
}

impl Event {
    /// Whether the line is a notice that speaks of a group: `Messages to this group are now secured`.
    pub(super) fn names_group(&self) -> bool {
        self.kind == EventKind::Encrypted && self.rule.contains("this group")
    }
}

struct Phrase {
    kind: EventKind,
    line: &'static str,
    parts: Vec<Part>,
}

enum Part {
    Fixed(String),
    Any,
    Slot(Slot),
}

/// What stands in a slot: from which letter to which.
type Found = (Slot, usize, usize);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Actor,
    Who,
    Number,
}

const TABLE: &str = include_str!("events.csv");

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let lines = TABLE.lines().skip(1);
    lines.filter_map(phrase).collect()
});

fn phrase(line: &'static str) -> Option<Phrase> {
    let (kind, words) = line.split_once(',')?;
    let mut parts = Vec::new();
    let mut rest = words;
    while let Some(at) = rest.find(['{', '*']) {
        let (fixed, tail) = rest.split_at(at);
        if !fixed.is_empty() {
            parts.push(Part::Fixed(fixed.to_owned()));
        }
        let (slot, len) = if tail.starts_with("{actor}") {
            (Part::Slot(Slot::Actor), 7)
        } else if tail.starts_with("{who}") {
            (Part::Slot(Slot::Who), 5)
        } else if tail.starts_with("{number}") {
            (Part::Slot(Slot::Number), 8)
        } else {
            (Part::Any, 1)
        };
        parts.push(slot);
        rest = tail.get(len..)?;
    }
    if !rest.is_empty() {
        parts.push(Part::Fixed(rest.to_owned()));
    }
    Some(Phrase {
        kind: EventKind::from_word(kind)?,
        line,
        parts,
    })
}

/// The events of a thread, in file order. Calls are no events here.
///
/// Cost: linear in the records; a system line is compared with the table, twice when a line names somebody
/// alone whose name could be those of two.
pub(super) fn of_thread(thread: &Thread) -> Vec<Event> {
    let mut known = Known::default();
    for participant in &thread.participants {
        known.take(&participant.name);
    }
    let events = with_names(thread, &known);
    let alone = events.iter().filter_map(|event| match &event.actor {
        Some(Who::Named(name)) if several(name, &known, ANDS).len() > 1 => Some(name.clone()),
        _other => None,
    });
    let alone: Vec<String> = alone.collect();
    if alone.is_empty() {
        return events;
    }
    alone.iter().for_each(|name| known.take(name));
    with_names(thread, &known)
}

fn with_names(thread: &Thread, known: &Known) -> Vec<Event> {
    let mut events = Vec::new();
    for (number, record) in (0..).zip(&thread.records) {
        if matches!(record.kind, Kind::System | Kind::SystemUnclassified) {
            events.push(read(thread, RecordId(number), known));
        }
    }
    events
}

fn read(thread: &Thread, record: RecordId, known: &Known) -> Event {
    let body = thread.body(record);
    let first = body.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = clean(&String::from_utf8_lossy(
        first.get(..first.len().min(2_000)).unwrap_or_default(),
    ));
    let line = line.trim_end_matches('.');
    found(line, record, known).unwrap_or(Event {
        record,
        kind: EventKind::Other,
        actor: None,
        who: Vec::new(),
        number: None,
        rule: "",
    })
}

/// What people wrote themselves, as the name of a group, stands behind WhatsApp's own words: of all lines of
/// the table that fit, the one counts whose words begin first; of several, the first in the table.
fn found(line: &str, record: RecordId, known: &Known) -> Option<Event> {
    let lower = lower(line);
    let mut best: Option<(usize, &Phrase, Vec<Found>)> = None;
    for phrase in PHRASES.iter() {
        let mut slots = Vec::new();
        if !fits(&phrase.parts, &lower, 0, &mut slots)
            || !slots.iter().all(|one| may_be(one, &lower))
        {
            continue;
        }
        let begins = match (phrase.parts.first(), slots.first()) {
            (Some(Part::Slot(_)), Some((_, _, end))) => *end,
            (Some(Part::Any), _) => usize::MAX,
            _fixed => 0,
        };
        if best.as_ref().is_none_or(|(first, _, _)| begins < *first) {
            best = Some((begins, phrase, slots));
        }
    }
    best.map(|(_, phrase, slots)| event(record, phrase, (line, &slots), known))
}

/// Whether it may be a name, and no piece of a quotation or of a sentence.
fn may_be((_, start, end): &Found, line: &[char]) -> bool {
    let text: String = line.get(*start..*end).unwrap_or_default().iter().collect();
    let count = |marks: &[char]| text.matches(marks).count();
    count(&['"']) % 2 == 0
        && count(&['“', '”', '„']) % 2 == 0
        && count(&['«']) == count(&['»'])
        && text != "you were"
        && !text.starts_with("this group ")
}

/// Lower case letter by letter, so that places in it are places in the line.
fn lower(line: &str) -> Vec<char> {
    line.chars()
        .map(|c| c.to_lowercase().next().unwrap_or(c))
        .collect()
}

/// Whether the parts come to the line from `at` on; what stands in slots is gathered.
fn fits(parts: &[Part], line: &[char], at: usize, slots: &mut Vec<Found>) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return at == line.len();
    };
    match first {
        Part::Fixed(words) => {
            let words: Vec<char> = words.chars().collect();
            let here = line.get(at..at + words.len()) == Some(words.as_slice());
            here && fits(rest, line, at + words.len(), slots)
        }
        Part::Any | Part::Slot(_) => {
            let slot = match first {
                Part::Slot(slot) => Some(*slot),
                Part::Any | Part::Fixed(_) => None,
            };
            let least = usize::from(slot.is_some());
            // The words behind a slot are looked for, so that a line takes no more than a pass a slot.
            let next: Vec<char> = match rest.first() {
                Some(Part::Fixed(words)) => words.chars().collect(),
                Some(_) | None => Vec::new(),
            };
            let ends: Vec<usize> = if rest.is_empty() {
                vec![line.len()]
            } else {
                let from = at + least;
                (from..=line.len())
                    .filter(|end| line.get(*end..*end + next.len()) == Some(next.as_slice()))
                    .take(8)
                    .collect()
            };
            for end in ends {
                if end < at + least {
                    continue;
                }
                let n_slots = slots.len();
                if let Some(slot) = slot {
                    slots.push((slot, at, end));
                }
                if fits(rest, line, end, slots) {
                    return true;
                }
                slots.truncate(n_slots);
            }
            false
        }
    }
}

fn event(
    record: RecordId,
    phrase: &Phrase,
    (line, slots): (&str, &[Found]),
    known: &Known,
) -> Event {
    let chars: Vec<char> = line.chars().collect();
    let text = |wanted: Slot| {
        let found = slots.iter().find(|(slot, _, _)| *slot == wanted);
        let text = found.and_then(|(_, start, end)| chars.get(*start..*end));
        text.map(|chars| chars.iter().collect::<String>().trim().to_owned())
    };
    let mut actor = text(Slot::Actor).map(|name| who(&name));
    if actor.is_none() && phrase.line.contains(",du hast ") {
        actor = Some(Who::Exporter);
    }
    let mut everybody = text(Slot::Who).map_or_else(Vec::new, |names| {
        several(&names, known, ands(phrase.line))
            .iter()
            .map(|name| who(name))
            .collect()
    });
    let mut kind = phrase.kind;
    if everybody.is_empty() && matches!(kind, EventKind::AddedYou | EventKind::Removed) {
        everybody = vec![Who::Exporter];
    }
    // Whoever made the export sees nothing of those who were in before, whoever else came with them.
    if kind == EventKind::Added && everybody.contains(&Who::Exporter) {
        kind = EventKind::AddedYou;
    }
    let number = text(Slot::Number).and_then(|written| crate::engine::detect::e164(&written, ""));
    Event {
        record,
        kind,
        actor,
        who: everybody,
        number,
        rule: phrase.line,
    }
}

fn who(name: &str) -> Who {
    match name.to_lowercase().as_str() {
        "you" | "du" | "dich" | "tú" | "vous" | "tu" | "você" | "jij" | "je" | "u" => {
            Who::Exporter
        }
        _other => Who::Named(name.to_owned()),
    }
}

#[cfg(test)]
mod tests;
