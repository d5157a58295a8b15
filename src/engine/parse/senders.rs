//! Who is named as the sender of each record.
//!
//! A name may hold anything, colons included, and has no greatest length. Lines without a sender
//! may hold colons, too. So names are first collected as they stand before the first colon, then
//! judged by how often they recur. Nobody is merged with anybody: names are labels.

use std::collections::BTreeMap;

use super::colon_names::Longer;
use super::cursor::{first_line, marks_len, trailing_marks_len};
use super::lines::{LOOK, separator_len};
use super::voices::{Name, after_stamp, collect};
use super::words::{folded, words};
use crate::engine::thread::{Participant, Record, RecordId};

/// Spaces and colons of a name that are looked at; more are prose.
const MOST_CUTS: usize = 32;

/// What was found besides.
#[derive(Debug, Default)]
pub(super) struct SenderNotes {
    /// Names that hold a colon, with the shorter name they could be; first record of each.
    pub(super) with_colon: Vec<(u32, String, String)>,
    /// A line whose first colon does not end a sender; first such record.
    pub(super) n_not_senders: u32,
    pub(super) first_not_sender: Option<u32>,
}

/// Settles `sender_len` and `participant` of every record. `names` are those of the records as they
/// stand.
///
/// Cost: linear in the text, times the logarithm of the number of names.
pub(super) fn settle<'t>(
    text: &'t [u8],
    records: &mut [Record],
    mut names: Vec<Name<'t>>,
) -> (Vec<Participant>, SenderNotes) {
    let mut notes = SenderNotes::default();
    for _round in 0..3 {
        let longer = longer_names(text, records, &names);
        if longer.is_empty() {
            break;
        }
        apply_longer(text, records, &names, &longer, &mut notes);
        names = collect(text, records);
    }
    let rejected = rejected(text, records, &names);
    if apply_rejected(text, records, &names, &rejected, &mut notes) {
        names = collect(text, records);
    }
    (names.iter().map(participant).collect(), notes)
}

fn participant(name: &Name<'_>) -> Participant {
    Participant {
        name: String::from_utf8_lossy(name.text).into_owned(),
        n_messages: 0,
        first_record: RecordId(name.first_record),
    }
}

/// Names that are only the first part of a longer one, by number.
fn longer_names(text: &[u8], records: &[Record], names: &[Name<'_>]) -> BTreeMap<u32, Vec<Longer>> {
    let mut longer: BTreeMap<u32, Vec<Longer>> = names
        .iter()
        .enumerate()
        .map(|(number, name)| (number as u32, name.watch.verdict(text)))
        .filter(|(_, longer)| !longer.is_empty())
        .collect();
    if longer.is_empty() {
        return longer;
    }
    let by_text: BTreeMap<&[u8], u32> = longer
        .keys()
        .filter_map(|number| Some((names.get(*number as usize)?.text, *number)))
        .collect();
    // "Ada left" shows that the name is Ada, however many messages start with "Ada: Note: ".
    for record in records.iter().filter(|record| record.sender_len == 0) {
        let line = first_line(after_stamp(text, record));
        let line = line.get(marks_len(line)..).unwrap_or_default();
        for space in memchr::memchr_iter(b' ', line).take(MOST_CUTS) {
            let start = line.get(..space).unwrap_or_default();
            if let Some(number) = by_text.get(start) {
                longer.remove(number);
            }
        }
    }
    longer
}

fn apply_longer(
    text: &[u8],
    records: &mut [Record],
    names: &[Name<'_>],
    longer: &BTreeMap<u32, Vec<Longer>>,
    notes: &mut SenderNotes,
) {
    for (number, longer) in longer {
        let Some(name) = names.get(*number as usize) else {
            continue;
        };
        let short = String::from_utf8_lossy(name.text).into_owned();
        for more in longer {
            let full = format!("{short}: {}", String::from_utf8_lossy(more.part(text)));
            // The first record that goes on so.
            let behind = records.partition_point(|record| record.start as usize <= more.start);
            let first = behind.saturating_sub(1) as u32;
            notes.with_colon.push((first, full, short.clone()));
        }
    }
    for record in records.iter_mut() {
        let found = record.participant.and_then(|number| longer.get(&number.0));
        let Some(longer) = found else {
            continue;
        };
        let rest = after_stamp(text, record);
        let rest = rest.get(record.sender_len as usize..).unwrap_or_default();
        record.flags.add(LOOK);
        let more = longer.iter().find(|more| more.starts(text, rest));
        let colon = more.map_or(0, |more| more.part(text).len());
        record.sender_len = match separator_len(first_line(rest), colon) {
            Some(separator) if more.is_some() => record.sender_len + (colon + separator) as u32,
            _no_sender => 0,
        };
    }
}

/// Which names are not names: lines about the thread that hold a colon.
fn rejected(text: &[u8], records: &[Record], names: &[Name<'_>]) -> Vec<bool> {
    let recurring: BTreeMap<&[u8], ()> = names
        .iter()
        .filter(|name| name.n_records >= 2)
        .map(|name| (name.text, ()))
        .collect();
    let longest = recurring.keys().map(|name| name.len()).max();
    names
        .iter()
        .map(|name| {
            let first = records.get(name.first_record as usize);
            let said = first.is_some_and(|record| is_said(text, record));
            let quoted = quotation_marks(name.text) > 0;
            is_rejected(name, &recurring, longest) && (!said || quoted || is_noted(name.text))
        })
        .collect()
}

fn is_rejected(name: &Name<'_>, recurring: &BTreeMap<&[u8], ()>, longest: Option<usize>) -> bool {
    let once = name.n_records == 1;
    let quotes = quotation_marks(name.text);
    if quotes > 0 && once {
        return true;
    }
    let spaces = memchr::memchr_iter(b' ', name.text).take(MOST_CUTS);
    let behind_known = spaces
        .filter(|space| recurring.contains_key(name.text.get(..*space).unwrap_or_default()))
        .map(|space| name.text.get(space + 1..).unwrap_or_default())
        .last();
    // A quotation that the colon cuts, behind somebody's name: a subject that was changed twice.
    if quotes % 2 == 1 && behind_known.is_some() {
        return true;
    }
    if (once || behind_known.is_some()) && is_noted(name.text) {
        return true;
    }
    let long = longest.is_some_and(|longest| name.text.len() > longest);
    once && long && reads_like_a_sentence(name.text)
}

/// Whether a message in brackets says it itself that it is no line about the thread: those stand
/// behind WhatsApp's mark there.
fn is_said(text: &[u8], record: &Record) -> bool {
    let line = text.get(record.start as usize..).unwrap_or_default();
    let bracketed = line
        .get(marks_len(line)..)
        .is_some_and(|l| l.starts_with(b"["));
    bracketed && marks_len(after_stamp(text, record)) == 0
}

fn is_noted(name: &[u8]) -> bool {
    let folded = folded(name);
    // The line goes on behind the colon, which phrases that end in any words need.
    words().noted.meaning(&folded).is_some()
        || words().noted.meaning(&format!("{folded} x")).is_some()
}

/// Words inside names that are not capitalised.
const PARTICLES: [&str; 22] = [
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "la", "le",
    "el", "al", "bin", "ibn", "ben", "y", "e", "zu",
];

/// At least half of the words are not capitalised. Scripts without case never are.
fn reads_like_a_sentence(name: &[u8]) -> bool {
    let text = String::from_utf8_lossy(name);
    let words = text.split_whitespace().take(64);
    let (mut n_words, mut n_lower) = (0usize, 0usize);
    for word in words {
        n_words += 1;
        let lower = word.chars().next().is_some_and(char::is_lowercase);
        n_lower += usize::from(lower && !PARTICLES.contains(&word));
    }
    n_words >= 3 && n_lower * 2 >= n_words
}

/// Quotation marks of any script, apostrophes left out.
fn quotation_marks(name: &[u8]) -> usize {
    if name.is_ascii() {
        return name.iter().filter(|byte| **byte == b'"').count();
    }
    let text = String::from_utf8_lossy(name);
    let mut before = ' ';
    let mut n = 0;
    for found in text.chars() {
        // `Ã«` is an ë that was read in a wrong encoding.
        n += usize::from(is_quotation_mark(found) && !matches!(before, 'Ã' | 'Â' | 'â'));
        before = found;
    }
    n
}

fn is_quotation_mark(found: char) -> bool {
    matches!(
        found,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〝'
            | '〞'
            | '＂'
            | '‹'
            | '›'
    )
}

/// Takes rejected names off their records. Whether any record changed.
fn apply_rejected(
    text: &[u8],
    records: &mut [Record],
    names: &[Name<'_>],
    rejected: &[bool],
    notes: &mut SenderNotes,
) -> bool {
    let mut changed = false;
    let known: BTreeMap<&[u8], ()> = names
        .iter()
        .zip(rejected)
        .filter(|(_, rejected)| !**rejected)
        .map(|(name, _)| (name.text, ()))
        .collect();
    for (index, record) in records
        .iter_mut()
        .enumerate()
        .filter(|(_, record)| record.stamp.is_some())
    {
        let number = record.participant.map(|number| number.0 as usize);
        let is_rejected = number.is_some_and(|n| rejected.get(n) == Some(&true));
        let once = number
            .and_then(|n| names.get(n))
            .is_some_and(|name| name.n_records == 1 && memchr::memchr(b':', name.text).is_some());
        if !is_rejected && !once && number.is_some() {
            continue;
        }
        let line = first_line(after_stamp(text, record));
        if let Some(len) = glued_sender(line, &known) {
            record.sender_len = len as u32;
            record.flags.add(LOOK);
            changed = true;
        } else if is_rejected {
            record.sender_len = 0;
            record.flags.add(LOOK);
            changed = true;
            notes.n_not_senders += 1;
            notes.first_not_sender = notes.first_not_sender.or(Some(index as u32));
        }
    }
    changed
}

/// `Bob:Hi` without a space, when Bob is known from elsewhere: length up to and with the colon.
fn glued_sender(line: &[u8], known: &BTreeMap<&[u8], ()>) -> Option<usize> {
    let lead = marks_len(line);
    memchr::memchr_iter(b':', line)
        .take(MOST_CUTS)
        .filter(|colon| separator_len(line, *colon).is_none())
        .find(|colon| {
            let name = line.get(lead..*colon).unwrap_or_default();
            let name = name
                .get(..name.len() - trailing_marks_len(name))
                .unwrap_or_default();
            known.contains_key(name)
        })
        .map(|colon| colon + 1)
}
