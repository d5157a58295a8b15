//! What a record shows against what its opening shows. Only digests are kept in between.

use super::opening::{Opened, Run};
use super::orders::form_of;
use super::{RecordOpen, path};
use crate::engine::verify::book::Book;
use crate::engine::verify::checks::Id;
use crate::engine::verify::reading::{Reading, reading};
use crate::engine::verify::words::{Fact, Part, fact, has_text, is_invisible, n_marks};

/// Stands for a gap. A typed one is doubled.
const GAP: char = '\u{10ffff}';

/// The digests of what is opened.
pub(super) fn facts_of(opened: &Opened, is_full: bool) -> RecordOpen {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match opened {
        Opened::Container(_) => RecordOpen::Container,
        Opened::Withheld => RecordOpen::Withheld,
        Opened::Member { name, data } => RecordOpen::Member {
            name: name.as_ref().map(|name| fact(&[&text(name)])),
            data: *data,
        },
        Opened::Message {
            stamp,
            sender,
            body,
        } => RecordOpen::Message {
            stamp: stamp.as_ref().map(|stamp| stamp_fact(&text(stamp))),
            form: stamp.as_ref().map(|stamp| form_of(&text(stamp))),
            sender: sender
                .as_ref()
                .map(|sender| sender_fact(before_colon(sender))),
            body: body.as_ref().map(|body| opened_body(body)),
            is_full,
        },
    }
}

/// A stamp without the brackets, dashes, spaces and marks around it.
fn stamp_fact(stamp: &str) -> Fact {
    fact(&[stamp.trim_matches(|c: char| !c.is_alphanumeric())])
}

/// A sender without the invisible marks around the name.
fn sender_fact(name: &[u8]) -> Fact {
    let name = String::from_utf8_lossy(name);
    fact(&[name.trim_matches(is_invisible)])
}

/// The separator behind a sender begins with the last colon.
fn before_colon(sender: &[u8]) -> &[u8] {
    let end = memchr::memrchr(b':', sender).unwrap_or(sender.len());
    sender.get(..end).unwrap_or_default()
}

/// A body without the line end that closes the record.
fn opened_body(runs: &[Run]) -> Fact {
    let mut out = String::new();
    for (index, run) in runs.iter().enumerate() {
        match run {
            Run::Gap => out.push(GAP),
            Run::Text(text) => {
                let mut text = text.as_slice();
                if index + 1 == runs.len() {
                    text = text.strip_suffix(b"\n").unwrap_or(text);
                    text = text.strip_suffix(b"\r").unwrap_or(text);
                }
                push_text(&mut out, &String::from_utf8_lossy(text));
            }
        }
    }
    fact(&[&out])
}

fn shown_body(parts: &[Part]) -> Fact {
    let mut out = String::new();
    let mut after_gap = false;
    for part in parts {
        match part {
            Part::Mark(_) if after_gap => {}
            Part::Mark(_) => out.push(GAP),
            Part::Text(text) => push_text(&mut out, text),
        }
        after_gap = matches!(part, Part::Mark(_));
    }
    fact(&[&out])
}

fn push_text(out: &mut String, text: &str) {
    if !text.contains(GAP) {
        return out.push_str(text);
    }
    for c in text.chars() {
        out.push(c);
        if c == GAP {
            out.push(c);
        }
    }
}

/// Compares what record `i` of a thread shows with its opening, when there is a proof.
pub(in crate::engine::verify) fn compare(
    book: &mut Book,
    thread: u32,
    i: u32,
    at: Option<&str>,
    shown: Shown<'_>,
) {
    let Some(seal) = book.facts.seals.get_mut(&thread) else {
        return;
    };
    let (faults, is_unproven) = match seal.openings.get(i as usize) {
        None => (vec!["is shown, but has no opening"], false),
        Some(opening) => against(opening, shown),
    };
    if is_unproven {
        seal.unproven.push(i);
    }
    if let Some(RecordOpen::Message { body, .. }) = seal.openings.get(i as usize) {
        seal.has_closed_words |= body.is_none() && has_text(shown.body);
        seal.has_open_parts |= body.is_some() && n_marks(shown.body) > 0;
    }
    if let (
        Some(RecordOpen::Message {
            form: Some(form), ..
        }),
        Some(at),
        [Part::Text(stamp)],
    ) = (seal.openings.get(i as usize), at, shown.stamp)
    {
        seal.orders.note(*form, i, at, stamp);
        if reading(at, stamp) == Reading::Open {
            seal.loose.push(i);
        }
    }
    for text in faults {
        let text = format!("record {i}: {text}");
        book.ledger
            .fail(Id::Proof, Some(&path(thread, "openings.jsonl")), text);
    }
}

/// What is wrong with a record that is shown next to its opening, and whether it shows words that
/// the opening keeps closed.
pub(in crate::engine::verify) fn against(
    opening: &RecordOpen,
    shown: Shown<'_>,
) -> (Vec<&'static str>, bool) {
    let is_closed = *opening == RecordOpen::Withheld;
    let is_gone = shown.sender.is_empty() && ![shown.stamp, shown.body].into_iter().any(has_text);
    if is_closed && is_gone && n_marks(shown.body) > 0 {
        return (Vec::new(), false);
    }
    let RecordOpen::Message {
        stamp,
        sender,
        body,
        is_full,
        form: _,
    } = opening
    else {
        return (vec!["is shown, but not opened as a message"], false);
    };
    let marked = n_marks(shown.stamp) + n_marks(shown.sender) + n_marks(shown.body) > 0;
    let whole = "is opened whole although something is withheld, or the other way round";
    let faults = [
        (marked == *is_full).then_some(whole),
        shown.stamp_fault(stamp),
        shown.sender_fault(sender),
        shown.body_fault(body),
    ];
    let faults = faults.into_iter().flatten().collect();
    (faults, shown.has_unproven(body))
}

/// What a record shows.
#[derive(Clone, Copy)]
pub(in crate::engine::verify) struct Shown<'a> {
    pub(in crate::engine::verify) stamp: &'a [Part],
    pub(in crate::engine::verify) sender: &'a [Part],
    pub(in crate::engine::verify) body: &'a [Part],
}

impl Shown<'_> {
    fn stamp_fault(&self, opened: &Option<Fact>) -> Option<&'static str> {
        match (opened, self.stamp) {
            (None, stamp) if n_marks(stamp) > 0 => None,
            (None, _whole) => Some("its stamp is shown, but not opened"),
            (Some(sealed), [Part::Text(stamp)]) if *sealed == stamp_fact(stamp) => None,
            (Some(_), stamp) if n_marks(stamp) > 0 => {
                Some("its time is withheld, but the opening shows it")
            }
            (Some(_other), _) => Some("its stamp is not the sealed one"),
        }
    }

    fn sender_fault(&self, opened: &Option<Fact>) -> Option<&'static str> {
        match (opened, self.sender) {
            (None, sender) if n_marks(sender) == 0 => {
                Some("its sender is shown whole, but not opened")
            }
            (None, _marked) => None,
            (Some(_), sender) if n_marks(sender) > 0 => {
                Some("its sender is withheld, but the opening shows it")
            }
            (Some(sender), []) if *sender == sender_fact(b"") => None,
            (Some(sender), [Part::Text(name)]) if *sender == sender_fact(name.as_bytes()) => None,
            (Some(_other), _) => Some("its sender is not the sealed one"),
        }
    }

    fn body_fault(&self, opened: &Option<Fact>) -> Option<&'static str> {
        match opened {
            None if n_marks(self.body) == 0 => Some("its words are shown whole, but not opened"),
            None => None,
            Some(body) if *body != shown_body(self.body) => {
                Some("its words are not the sealed ones")
            }
            Some(_same) => None,
        }
    }

    /// Whether words stand beside a mark in a field that stays closed.
    fn has_unproven(&self, body: &Option<Fact>) -> bool {
        let sender = n_marks(self.sender) > 0 && has_text(self.sender);
        // What is left of a time is as the maker gave it.
        let stamp = n_marks(self.stamp) > 0 && has_text(self.stamp);
        sender || stamp || (body.is_none() && has_text(self.body))
    }
}
