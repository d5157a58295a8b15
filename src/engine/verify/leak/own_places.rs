//! The very places of what is withheld: a part of a message that stands open in that message, and a
//! sender who is shown by a name that a pseudonym stands for. Elsewhere the same words may be said.

use std::collections::BTreeMap;

use super::Leak;
use super::fold::folded;
use super::values::Withheld;
use crate::engine::place::ByteSpan;
use crate::engine::thread::RecordId;
use crate::engine::verify::json::Json;

/// Stands where something is withheld. No text holds it.
const GAP: char = '\u{10fffd}';

/// Where parts of messages and names of senders are withheld.
#[derive(Debug, Default)]
pub(super) struct OwnPlaces {
    /// By record and thread of the case: the redaction, and what it withholds.
    spans: BTreeMap<(u32, usize), Vec<(usize, ByteSpan)>>,
    /// By name as it is written: source and redaction.
    senders: BTreeMap<String, Vec<(usize, usize)>>,
}

/// Something that stands open in a record of the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open {
    /// The record, from 1.
    record: u32,
    subject: usize,
    within: Within,
}

/// Where it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// In that thread of the case.
    Thread(usize),
    /// In every thread of that source.
    Source(usize),
}

impl OwnPlaces {
    /// A part of a record is withheld.
    pub(super) fn put_span(
        &mut self,
        subject: usize,
        thread: usize,
        record: RecordId,
        span: ByteSpan,
    ) {
        let here = self.spans.entry((record.0, thread)).or_default();
        here.push((subject, span));
    }

    /// Whoever is called so in a source is withheld as a sender.
    pub(super) fn put_sender(&mut self, subject: usize, source: usize, name: &str) {
        let known = self.senders.entry(name.to_owned()).or_default();
        known.push((source, subject));
    }

    /// What stands open in a record, from 0, of a thread of the package, whichever thread of the case
    /// that is.
    pub(super) fn open_in<'a>(
        &self,
        withheld: &Withheld,
        record: u32,
        field: &dyn Fn(&str) -> Option<&'a Json>,
        out: &mut Vec<Open>,
    ) {
        let all = (record, 0)..=(record, usize::MAX);
        let mut spans = self.spans.range(all).peekable();
        if spans.peek().is_some() {
            let shown = folded(&field("body").map_or(String::new(), shown_text));
            for ((_, thread), spans) in spans {
                let open = open_spans(withheld, *thread, RecordId(record), spans, &shown);
                out.extend(open.into_iter().map(|subject| Open {
                    record: record + 1,
                    subject,
                    within: Within::Thread(*thread),
                }));
            }
        }
        let name = field("sender").and_then(Json::as_text);
        for (source, subject) in name
            .and_then(|name| self.senders.get(name))
            .into_iter()
            .flatten()
        {
            let within = Within::Source(*source);
            let is_known = |known: &Open| (known.subject, known.within) == (*subject, within);
            if !out.iter().any(is_known) {
                out.push(Open {
                    record: record + 1,
                    subject: *subject,
                    within,
                });
            }
        }
    }
}

impl Open {
    /// What a person is told when the thread of the package is `told` of the case.
    pub(super) fn leak(&self, withheld: &Withheld, thread: u32, told: usize) -> Option<Leak> {
        let source = withheld.source_of.get(told).copied();
        let (counts, place, form) = match self.within {
            Within::Thread(own) => (own == told, "", "its very own place"),
            Within::Source(own) => (Some(own) == source, ", its sender", "sender"),
        };
        let subject = withheld.subjects.get(self.subject).filter(|_| counts)?;
        Some(Leak {
            decision: subject.id.clone(),
            file: format!("data/threads/t{thread:03}/messages.jsonl"),
            place: format!("record {}{place}", self.record),
            record: Some((thread, self.record)),
            form: form.to_owned(),
        })
    }
}

/// Whose words stand in what is shown more often than they may: as often as in what is left of the
/// message without all parts that are withheld.
fn open_spans(
    withheld: &Withheld,
    thread: usize,
    record: RecordId,
    spans: &[(usize, ByteSpan)],
    shown: &str,
) -> Vec<usize> {
    let Some(of_case) = withheld.threads.get(thread) else {
        return Vec::new();
    };
    let offset = of_case.body_offset(record);
    let mut rest: Vec<Option<u8>> = of_case.body(record).iter().copied().map(Some).collect();
    for (_, span) in spans {
        let inside = |at: u32| (at.saturating_sub(offset) as usize).min(rest.len());
        let range = inside(span.start)..inside(span.end());
        rest.get_mut(range).unwrap_or_default().fill(None);
    }
    let mut left = String::new();
    for run in rest.chunk_by(|a, b| a.is_some() == b.is_some()) {
        let bytes: Vec<u8> = run.iter().copied().flatten().collect();
        left.push_str(&String::from_utf8_lossy(&bytes));
        left.push(GAP);
    }
    let left = folded(&left);
    let mut out: Vec<usize> = spans
        .iter()
        .filter(|(_, span)| {
            let words = folded(&String::from_utf8_lossy(
                withheld.span(thread, record, *span),
            ));
            let words = words.trim();
            !words.is_empty() && shown.matches(words).count() > left.matches(words).count()
        })
        .map(|(subject, _)| *subject)
        .collect();
    out.dedup();
    out
}

/// What a field shows of the message, without pseudonyms.
fn shown_text(field: &Json) -> String {
    let mut out = String::new();
    match field {
        Json::Text(text) => out.push_str(text),
        Json::List(members) => {
            for member in members {
                match member.as_object() {
                    Some([(key, Json::Text(text))]) if key == "t" => {
                        let is_behind = out.ends_with(GAP);
                        out.push_str(if is_behind { without_label(text) } else { text });
                    }
                    _mark => out.push(GAP),
                }
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => {}
    }
    out
}

/// What stands behind a mark without the pseudonym that may follow it: a capital word and a number.
fn without_label(text: &str) -> &str {
    let rest = text.trim_start_matches([' ', '\u{2068}']);
    let Some((word, rest)) = rest.split_once(' ').filter(|_| rest.len() < text.len()) else {
        return text;
    };
    let is_word = word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphabetic());
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    match is_word && behind.len() < rest.len() {
        true => behind,
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudonyms_are_nothing_that_was_said() {
        for (text, rest) in [
            (" Person 3 came", " came"),
            (" \u{2068}Person 3\u{2069}", "\u{2069}"),
            (" Person came", " Person came"),
            ("Person 3", "Person 3"),
            (" 3 came", " 3 came"),
        ] {
            assert_eq!(without_label(text), rest, "{text}");
        }
    }
}
