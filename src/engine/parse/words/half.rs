//! 12-hour markers: AM and PM of many languages, and parts of the day.

use std::collections::BTreeMap;

use super::folded;
use crate::engine::thread::HalfDay;

/// What one language means by a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    span: Span,
    derived: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    Am,
    Pm,
    /// From the first hour to before the last; may cross midnight.
    Hours(u8, u8),
}

/// A marker that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::parse) struct Marker {
    pub(in crate::engine::parse) half: HalfDay,
    /// Nobody has seen this marker in a real export.
    pub(in crate::engine::parse) derived: bool,
}

/// A marker as it is looked up: folded, without spaces and dots.
pub(super) fn marker_key(text: &[u8]) -> String {
    folded(text)
        .chars()
        .filter(|found| !matches!(found, ' ' | '.'))
        .collect()
}

/// The markers of all languages.
pub(super) fn markers<'a>(
    lines: impl Iterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<String, Vec<Meaning>> {
    let mut markers: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
    for (heading, phrase) in lines {
        let (heading, derived) = match heading.strip_suffix(", derived") {
            Some(shorter) => (shorter, true),
            None => (heading, false),
        };
        let found = match heading {
            "before noon" => Some((phrase, Span::Am)),
            "after noon" => Some((phrase, Span::Pm)),
            "part of the day" => part_of_day(phrase),
            _other => None,
        };
        if let Some((text, span)) = found {
            markers
                .entry(marker_key(text.as_bytes()))
                .or_default()
                .push(Meaning { span, derived });
        }
    }
    markers
}

fn part_of_day(line: &str) -> Option<(&str, Span)> {
    let (text, hours) = line.rsplit_once(' ')?;
    let (from, to) = hours.split_once('-')?;
    Some((text, Span::Hours(from.parse().ok()?, to.parse().ok()?)))
}

/// Reads a marker beside an hour. Languages that disagree leave it unknown.
pub(super) fn read(meanings: &[Meaning], hour: u8) -> Marker {
    let mut halves = meanings
        .iter()
        .map(|meaning| half_of(meaning.span, hour))
        .filter(|half| *half != HalfDay::Unknown);
    let half = match halves.next() {
        Some(first) if halves.all(|half| half == first) => first,
        _none_or_several => HalfDay::Unknown,
    };
    Marker {
        half,
        derived: meanings.iter().all(|meaning| meaning.derived),
    }
}

fn half_of(span: Span, hour: u8) -> HalfDay {
    match span {
        Span::Am if hour > 12 => HalfDay::Unknown,
        Span::Am => HalfDay::Am,
        Span::Pm => HalfDay::Pm,
        Span::Hours(from, to) => {
            let early = hour % 12;
            let holds = |h: u8| {
                if from < to {
                    (from..to).contains(&h)
                } else {
                    h >= from || h < to
                }
            };
            match (holds(early), holds(early + 12)) {
                (true, false) if hour <= 12 => HalfDay::Am,
                (false, true) => HalfDay::Pm,
                _both_or_none => HalfDay::Unknown,
            }
        }
    }
}
