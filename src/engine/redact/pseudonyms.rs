//! Participants called by pseudonyms: what stands for them in text, and what stands behind marks.
//!
//! Numbers follow from where somebody is first seen in what is shown, and from what earlier packages
//! gave, never from a name, so that a number tells nothing but that order.

use std::collections::BTreeSet;

use super::marks;
use super::term::{Term, plain_digits};
use super::view::View;
use super::{Grounds, Part, Redactions};
use crate::engine::case::ThreadId;
use crate::engine::detect::{is_word_too, parts_of};
use crate::engine::place::ByteSpan;
use crate::engine::thread::{ParticipantId, Thread};

impl Redactions {
    /// Text with marks, pseudonyms behind those that stand for one participant and nothing else.
    pub(super) fn parts(&self, text: &[u8], marks: Vec<(ByteSpan, Grounds)>) -> Vec<Part> {
        let label = |grounds: &Grounds, shown: &[&[u8]]| {
            let label = self.label_of(grounds)?;
            Some(behind_mark(label, shown))
        };
        marks::parts(text, marks, &label)
    }

    /// The pseudonym of whoever all decisions behind a mark mean.
    pub(super) fn label_of(&self, grounds: &Grounds) -> Option<&str> {
        let mut labels = grounds.decisions.iter().map(|one| self.labels.get(one));
        let (_, label) = labels.next()?.filter(|_| !grounds.is_unsure)?;
        let is_same = |other: Option<&(u32, String)>| other.is_some_and(|(_, one)| one == label);
        labels.all(is_same).then_some(label)
    }

    /// The pseudonym that a `Participant` decision gives; by index in [`Redactions::decisions`].
    pub fn pseudonym(&self, decision: usize) -> Option<&str> {
        let (_, label) = self.labels.get(&decision)?;
        Some(label)
    }
}

/// A name or number of somebody, and where it means them.
pub(super) struct Alias {
    /// What stands in text; whole words.
    pub(super) find: String,
    /// Only in threads in which they speak; a given name may be somebody else elsewhere.
    pub(super) here_only: bool,
}

/// What stands for a participant of that name.
pub(super) fn aliases(name: &str, also: &[String]) -> Vec<Alias> {
    let mut seen = BTreeSet::new();
    let mut aliases = Vec::new();
    let mut put = |find: String, here_only: bool| {
        if Term::new(&find).is_some() && seen.insert((find.clone(), here_only)) {
            aliases.push(Alias { find, here_only });
        }
    };
    let name = name.trim_start_matches(['~', ' ', '\u{a0}', '\u{202f}']);
    let is_number = number_of(name).is_some();
    let n_words = name.split_whitespace().count();
    put(name.to_owned(), n_words < 2 && !is_number);
    for part in parts_of(name) {
        // A name that is a word is withheld only where a person confirms it.
        if !is_word_too(&part) && !is_number {
            put(part, true);
        }
    }
    for other in also {
        put(other.clone(), false);
    }
    for one in std::iter::once(name).chain(also.iter().map(String::as_str)) {
        if let Some(digits) = number_of(one) {
            put(format!("+{digits}"), false);
            put(digits, false);
        }
    }
    aliases
}

/// The digits of a text that is a telephone number.
pub(super) fn number_of(text: &str) -> Option<String> {
    let is_plain = text
        .chars()
        .all(|c| !c.is_alphabetic() || c.is_ascii_digit());
    let digits: String = plain_digits(text);
    (is_plain && (7..=15).contains(&digits.len())).then_some(digits)
}

/// The threads in which a participant of that name speaks.
pub(super) fn threads_of(view: &View<'_>, source: u32, name: &str) -> BTreeSet<ThreadId> {
    let is_here = |thread: &Thread| thread.participants.iter().any(|one| one.name == name);
    view.threads
        .iter()
        .zip(0..)
        .filter(|(at, _)| at.source == source && is_here(at.thread))
        .map(|(_, number)| ThreadId(number))
        .collect()
}

/// The participant of that name in a thread.
pub(super) fn called(thread: &Thread, name: &str) -> Option<ParticipantId> {
    let at = thread
        .participants
        .iter()
        .position(|one| one.name == name)?;
    Some(ParticipantId(at as u32))
}

/// What stands behind the mark. Where text is shown beside it that runs from right to left it is set
/// apart, so that it does not reorder the line. What is under a mark does not count: it would tell in
/// which script a name is written.
pub(super) fn behind_mark(label: &str, shown: &[&[u8]]) -> String {
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let is_rtl = |piece: &&[u8]| String::from_utf8_lossy(piece).chars().any(is_rtl);
    if shown.iter().any(is_rtl) {
        format!(" \u{2068}{label}\u{2069}")
    } else {
        format!(" {label}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, also: &[&str], expected: &[(&str, bool)]) {
        let also: Vec<String> = also.iter().map(|one| (*one).to_owned()).collect();
        let found = aliases(name, &also);
        let found: Vec<(&str, bool)> = found
            .iter()
            .map(|alias| (alias.find.as_str(), alias.here_only))
            .collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn names_stand_for_somebody_with_their_parts() {
        check(
            "Samuel Okafor",
            &[],
            &[("Samuel Okafor", false), ("samuel", true), ("okafor", true)],
        );
        check("Sam", &[], &[("Sam", true), ("sam", true)]);
        check("Will Mum Li", &[], &[("Will Mum Li", false)]);
    }

    #[test]
    fn numbers_stand_for_somebody_in_several_forms() {
        check(
            "+44 7700 900123",
            &["Sammy"],
            &[
                ("+44 7700 900123", false),
                ("Sammy", false),
                ("+447700900123", false),
                ("447700900123", false),
            ],
        );
    }
}
