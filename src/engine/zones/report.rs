//! What the marks mean, as findings.

use super::{ClockMark, ZoneMarks};
use crate::engine::case::OpenSource;
use crate::engine::finding::{Finding, Severity};
use crate::engine::place::Place;
use crate::engine::thread::RecordId;

/// The codes that follow from a stated zone, and from nothing else.
const OF_ZONES: [&str; 3] = ["P029", "P030", "P031"];

/// Takes off what was said about a zone.
pub(super) fn take_off(findings: &mut Vec<Finding>) {
    findings.retain(|finding| !OF_ZONES.contains(&finding.code.as_str()));
}

/// Says what the marks of the source mean.
pub(super) fn put_on(source: &mut OpenSource, marks: &ZoneMarks) {
    let mut found = Vec::new();
    if !marks.known {
        found.push(unknown(source, marks));
    }
    for number in 0..source.threads.len() {
        found.extend(never(source, marks, number));
        found.extend(twice(source, marks, number));
    }
    source.findings.extend(found);
}

fn unknown(source: &OpenSource, marks: &ZoneMarks) -> Finding {
    let claim = &marks.claim;
    Finding {
        code: "P031".to_owned(),
        severity: Severity::Warning,
        place: Place {
            source: source.archive.name().to_owned(),
            ..Place::default()
        },
        text: format!(
            "no zone of the name {:?}, which {:?} states, is known here: times that its clock \
             showed twice or never are not marked",
            claim.zone, claim.by
        ),
    }
}

fn never(source: &OpenSource, marks: &ZoneMarks, number: usize) -> Option<Finding> {
    let (n, first) = counted(marks, number, ClockMark::Never)?;
    let claim = &marks.claim;
    let carry = if n == 1 {
        "1 message carries".to_owned()
    } else {
        format!("{n} messages carry")
    };
    let text = format!(
        "{carry} a time that a clock in {:?} never showed, since it was put forward there; this \
         speaks against the zone that {:?} states, or the text was edited",
        claim.zone, claim.by
    );
    let severity = Severity::Warning;
    Some(at_record(source, number, first, ("P029", severity, text)))
}

fn twice(source: &OpenSource, marks: &ZoneMarks, number: usize) -> Option<Finding> {
    let (n, first) = counted(marks, number, ClockMark::Twice)?;
    let carry = if n == 1 {
        "1 message carries".to_owned()
    } else {
        format!("{n} messages carry")
    };
    let text = format!(
        "{carry} a time that a clock in {:?} showed twice, since it was put back; which of the two \
         is meant is not known, and the order of the file still holds",
        marks.claim.zone
    );
    let severity = Severity::Info;
    Some(at_record(source, number, first, ("P030", severity, text)))
}

fn counted(marks: &ZoneMarks, number: usize, wanted: ClockMark) -> Option<(usize, RecordId)> {
    let marked = marks.threads.get(number)?.iter();
    let mut wanted = marked.filter(|(_, mark)| *mark == wanted);
    let (first, _) = wanted.next()?;
    Some((wanted.count() + 1, *first))
}

fn at_record(
    source: &OpenSource,
    number: usize,
    record: RecordId,
    (code, severity, text): (&str, Severity, String),
) -> Finding {
    let thread = source.threads.get(number);
    let entry = thread.and_then(|thread| source.archive.entry(thread.entry));
    Finding {
        code: code.to_owned(),
        severity,
        place: Place {
            source: source.archive.name().to_owned(),
            entry: entry.map(|entry| entry.name.clone()),
            record: Some(record.0 + 1),
            byte_start: thread.map(|thread| thread.origin_span(record).0),
        },
        text,
    }
}
