//! The word before the number of a pseudonym: the first one that is shown before no number, so that
//! a label cannot be mistaken for something said. What is withheld does not count: the word would
//! tell that it stands there.

use super::ThreadCuts;
use super::marks::{Cut, merged};
use super::view::{ThreadView, View};
use crate::engine::place::ByteSpan;
use crate::engine::thread::Thread;

/// What a pseudonym begins with.
const WORDS: [&str; 8] = [
    "Person",
    "Participant",
    "Individual",
    "Party",
    "Voice",
    "Somebody",
    "Correspondent",
    "Pseudonym",
];

/// The word of a case. `threads` is what is withheld in each thread, bodies sorted.
pub(super) fn class(view: &View<'_>, threads: &[ThreadCuts]) -> &'static str {
    let is_taken = |word: &&str| {
        let mut threads = view.threads.iter().zip(threads);
        threads.any(|(at, cuts)| is_shown_in(at, cuts, word))
    };
    let mut free = WORDS.into_iter().filter(|word| !is_taken(word));
    free.next().unwrap_or("Pseudonymised participant")
}

fn is_shown_in(at: &ThreadView<'_>, cuts: &ThreadCuts, word: &str) -> bool {
    let thread = at.thread;
    let (title, title_cuts) = match &cuts.made_title {
        Some(made) => (made.text.as_str(), &made.cuts),
        None => (thread.title.as_str(), &cuts.title),
    };
    is_left(title, title_cuts, word)
        || cuts.senders(thread).into_iter().any(|who| {
            let name = thread.participants.get(who.0 as usize);
            let by = cuts.names.get(&who).map_or(&[][..], Vec::as_slice);
            name.is_some_and(|name| is_left(&name.name, by, word))
        })
        || before_numbers(&thread.text, word).any(|hit| is_said(thread, cuts, hit))
}

/// Whether the word stands before a number in what is left of a text.
fn is_left(text: &str, cuts: &[Cut], word: &str) -> bool {
    before_numbers(text.as_bytes(), word).any(|hit| !is_cut(cuts, hit))
}

fn is_cut(cuts: &[Cut], hit: ByteSpan) -> bool {
    let marks = merged(cuts.to_vec());
    marks.iter().any(|mark| mark.span.overlaps(hit))
}

/// Whether a hit in the text of a thread is said in one body and shown.
fn is_said(thread: &Thread, cuts: &ThreadCuts, hit: ByteSpan) -> bool {
    let id = thread.record_holding(hit.start);
    let body = thread.span(id).start + thread.body_offset(id);
    let end = body + thread.body(id).len() as u32;
    let in_record = ByteSpan {
        start: hit.start.saturating_sub(thread.span(id).start),
        ..hit
    };
    let is_in_body = hit.start >= body && hit.end() <= end;
    is_in_body && !cuts.is_whole(id) && !is_cut(&cuts.of_body(id), in_record)
}

/// Where the word stands before a number: from its first byte to the first digit.
fn before_numbers<'a>(text: &'a [u8], word: &'a str) -> impl Iterator<Item = ByteSpan> + 'a {
    memchr::memmem::find_iter(text, word.as_bytes()).filter_map(move |at| {
        let rest = text.get(at + word.len()..).unwrap_or(&[]);
        let near = rest.iter().take(8);
        let gap = near
            .take_while(|byte| !byte.is_ascii_alphanumeric())
            .count();
        let is_number = gap > 0 && rest.get(gap).is_some_and(u8::is_ascii_digit);
        is_number.then_some(ByteSpan {
            start: at as u32,
            len: (word.len() + gap + 1) as u32,
        })
    })
}
