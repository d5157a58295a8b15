//! Finds a term as a person means it: any case, invisible marks ignored, composed or decomposed.
//!
//! Term and text are folded alike and compared as folded; the hit is in the bytes of the text.
//! Folding:
//!
//! - canonical decomposition, marks in canonical order; Korean syllables whole;
//! - case away: lower, upper, lower again, so that `Straße`, `STRASSE` and `ẞ`, both small sigmas,
//!   and all four Turkish letters i are the same;
//! - characters that show nothing (direction marks, joiners, soft hyphens, …) dropped;
//! - any run of white space, line ends and narrow spaces included, is one space; white space at
//!   either end of a term is dropped;
//! - letters that no mark makes are as people without that keyboard type them: `Łukasz` is `Lukasz`,
//!   `Søren` is `Soren`, `Ægir` is `Aegir`;
//! - all dashes are `-`, all curly quotes straight, full-width forms plain, all decimal digits ASCII.
//!
//! An accent or vowel point that the term does not write is passed over in the text: `Jose` finds
//! `José`, but `José` does not find `Jose`. A hit takes the combining marks that follow it, and what
//! shows nothing inside it. A telephone number that is a value to be withheld ([`Term::of_value`]) is
//! found in other spellings, too. Bytes that are not UTF-8 match nothing; hits may stand on either side.
//!
//! Never allocates for ASCII text and an ASCII term beyond the result. Never panics.

mod bones;
mod chars;
mod dialled;
mod edges;
mod fold;
pub(crate) mod pair;
pub(super) mod set;
#[cfg(test)]
mod tests;

use crate::engine::place::ByteSpan;

use bones::Filter;
use chars::Class;
pub(crate) use chars::{Effect, effect_on_ascii, is_ignored, plain};
use dialled::Dialled;
pub(crate) use fold::Folder;
use fold::Unit;
use pair::Pair;

/// A term prepared for comparing.
#[derive(Debug, Clone)]
pub struct Term {
    letters: Vec<Letter>,
    ascii: Option<Words>,
    filter: Filter,
    dialled: Option<Dialled>,
}

/// One folded character of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Letter {
    code: u32,
    is_accent: bool,
    bone: Option<u8>,
}

/// An ASCII term as words with white space between: the longest word is searched for, the others
/// are compared around it.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    before: Vec<Pair>,
    longest: Pair,
    after: Vec<Pair>,
}

impl Term {
    /// `None` when nothing is left of `find` after folding.
    pub fn new(find: &str) -> Option<Term> {
        let mut folder = Folder::default();
        let units = folder.fold(find.as_bytes());
        let is_edge = |unit: &Unit| unit.code == u32::from(' ') || unit.class != Class::Base;
        let first = units.iter().position(|unit| !is_edge(unit))?;
        let last = units
            .iter()
            .rposition(|unit| unit.code != u32::from(' '))
            .unwrap_or(first);
        let letters = units.get(first..=last)?.iter().map(|unit| Letter {
            code: unit.code,
            is_accent: unit.class == Class::Accent,
            bone: unit.bone(),
        });
        Some(Term::of_letters(letters.collect()))
    }

    fn of_letters(letters: Vec<Letter>) -> Term {
        Term {
            ascii: Words::new(&letters),
            filter: Filter::new([letters.as_slice()].into_iter()),
            letters,
            dialled: None,
        }
    }

    /// As [`Term::new`], for what shall be withheld: a telephone number is found in all its ordinary
    /// spellings.
    pub fn of_value(find: &str) -> Option<Term> {
        let term = Term::new(find)?;
        Some(Term {
            dialled: Dialled::new(find),
            ..term
        })
    }

    /// As [`Term::of_value`], for a name: it is found without its accents, too.
    pub(super) fn of_name(find: &str) -> Option<Term> {
        let mut letters = Term::new(find)?.letters;
        letters.retain(|letter| !letter.is_accent);
        Some(Term {
            dialled: Dialled::new(find),
            ..Term::of_letters(letters)
        })
    }

    /// The longest word of a term that is ASCII: without it no ASCII text holds the term.
    pub(crate) fn longest_ascii(&self) -> Option<&Pair> {
        self.ascii.as_ref().map(|words| &words.longest)
    }

    /// The whole term, when it is ASCII: the bytes of ASCII text show where it stands.
    pub(crate) fn ascii_words(&self) -> Option<&Words> {
        self.ascii.as_ref()
    }

    /// Whether it is ASCII once it is folded. Only then ASCII text can hold it.
    pub(crate) fn is_ascii(&self) -> bool {
        self.ascii.is_some()
    }

    /// Where it occurs in `text`: sorted, not overlapping, the leftmost first, in bytes of `text`,
    /// grown to whole characters and to the combining marks that follow.
    pub fn spans(&self, text: &[u8]) -> Vec<ByteSpan> {
        self.spans_with(&mut Folder::default(), text)
    }

    /// As [`Term::spans`], faster for many texts.
    pub(crate) fn spans_with(&self, folder: &mut Folder, text: &[u8]) -> Vec<ByteSpan> {
        let mut spans = self.written_spans(folder, text);
        if let Some(dialled) = &self.dialled
            && dialled.may_be_in(text)
        {
            let units = folder.fold(text);
            dialled.each(units, &mut |number| {
                spans.extend(bytes_of(units.get(number).unwrap_or(&[])));
            });
            spans = set::together(spans);
        }
        spans
    }

    /// The hits of the term as it is written.
    fn written_spans(&self, folder: &mut Folder, text: &[u8]) -> Vec<ByteSpan> {
        let mut spans = Vec::new();
        if text.is_ascii() {
            self.each_in_ascii(text, &mut |_| true, &mut |span| spans.push(span));
            return spans;
        }
        if !self.filter.may_hold(folder, text) {
            return spans;
        }
        let units = folder.fold(text);
        let mut at = 0;
        let mut end = 0;
        while at < units.len() {
            match self.match_at(units, at) {
                Some(after) => {
                    end = push_hit(&mut spans, units.get(at..after).unwrap_or(&[]), end);
                    at = after;
                }
                None => at += 1,
            }
        }
        spans
    }

    /// The hits in ASCII text that `counts`, from first to last, not overlapping.
    fn each_in_ascii(
        &self,
        text: &[u8],
        counts: &mut dyn FnMut(ByteSpan) -> bool,
        found: &mut dyn FnMut(ByteSpan),
    ) {
        let Some(words) = &self.ascii else {
            return;
        };
        let mut last_end = 0;
        words.longest.each(text, 0..text.len(), |at| {
            if let Some(span) = words.around(text, at)
                && span.start >= last_end
                && counts(span)
            {
                last_end = span.end();
                found(span);
            }
        });
    }

    /// Compares with the units from `at`; one past the last unit of the hit.
    fn match_at(&self, units: &[Unit], at: usize) -> Option<usize> {
        let mut next = at;
        for letter in &self.letters {
            while next > at
                && let Some(unit) = units.get(next)
                && unit.class == Class::Accent
                && unit.code != letter.code
            {
                next += 1;
            }
            if units.get(next)?.code != letter.code {
                return None;
            }
            next += 1;
        }
        with_marks(units, next)
    }
}

/// Takes the marks that follow a hit; `None` when they make its last character another one.
fn with_marks(units: &[Unit], mut next: usize) -> Option<usize> {
    while let Some(unit) = units.get(next) {
        match unit.class {
            Class::Base => break,
            Class::Accent | Class::Mark => next += 1,
            Class::Voicing => return None,
        }
    }
    Some(next)
}

/// Adds the bytes of a hit from `last_end` on; returns the end of the hits so far. Two hits share
/// bytes when one character folds to two letters, as `ß` does.
fn push_hit(spans: &mut Vec<ByteSpan>, hit: &[Unit], last_end: u32) -> u32 {
    let Some(span) = bytes_of(hit) else {
        return last_end;
    };
    let start = span.start.max(last_end);
    if start < span.end() {
        spans.push(ByteSpan {
            start,
            len: span.end() - start,
        });
    }
    last_end.max(span.end())
}

/// The bytes that the units came from, what was dropped between them included.
fn bytes_of(units: &[Unit]) -> Option<ByteSpan> {
    let start = units.iter().map(|unit| unit.start).min()?;
    let end = units.iter().map(|unit| unit.end).max()?;
    Some(ByteSpan {
        start,
        len: end - start,
    })
}

impl Words {
    fn new(letters: &[Letter]) -> Option<Words> {
        let bytes: Vec<u8> = letters
            .iter()
            .map(|letter| u8::try_from(letter.code).ok().filter(u8::is_ascii))
            .collect::<Option<_>>()?;
        let mut words: Vec<Pair> = bytes.split(|byte| *byte == b' ').map(Pair::new).collect();
        let longest = (0..words.len())
            .rev()
            .max_by_key(|word| words.get(*word).map_or(0, Pair::len))?;
        let mut from_longest = words.split_off(longest).into_iter();
        Some(Words {
            before: words,
            longest: from_longest.next()?,
            after: from_longest.collect(),
        })
    }

    /// What every hit holds.
    pub(crate) fn longest(&self) -> &Pair {
        &self.longest
    }

    /// The whole term around its longest word at `at`.
    pub(crate) fn around(&self, text: &[u8], at: usize) -> Option<ByteSpan> {
        let mut start = at;
        for word in self.before.iter().rev() {
            let gap = text.get(..start)?;
            let end = start - gap.iter().rev().take_while(|b| is_space(**b)).count();
            if end == start {
                return None;
            }
            start = end.checked_sub(word.len())?;
            if !word.stands_at(text, start) {
                return None;
            }
        }
        let mut end = at + self.longest.len();
        for word in &self.after {
            let gap = text.get(end..)?;
            let next = end + gap.iter().take_while(|b| is_space(**b)).count();
            if next == end || !word.stands_at(text, next) {
                return None;
            }
            end = next + word.len();
        }
        Some(ByteSpan {
            start: start as u32,
            len: (end - start) as u32,
        })
    }
}

/// The decimal digits in a text, of any script, as ASCII.
pub(super) fn plain_digits(text: &str) -> String {
    text.chars()
        .map(plain)
        .filter(char::is_ascii_digit)
        .collect()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}
