//! A quick look before folding: can any of the terms be in this text at all?
//!
//! Text is boiled down to one byte a letter, without accents or the way back to its bytes, and so is
//! the longest word of a term. When a term is in the text, then its bones are in those of the text;
//! nearly always neither is the case, and the text need not be folded.

use aho_corasick::{AhoCorasick, MatchKind};

use super::Letter;
use super::fold::Folder;

/// The bones of terms, prepared for searching.
#[derive(Debug, Clone)]
pub(super) enum Filter {
    /// Some term has no bones, or there are none: every text may hold one.
    Off,
    /// One term.
    One(Box<memchr::memmem::Finder<'static>>),
    /// Many.
    Many(Box<AhoCorasick>),
}

impl Filter {
    /// Prepares the bones of terms, given their folded letters.
    pub(super) fn new<'a>(terms: impl Iterator<Item = &'a [Letter]>) -> Filter {
        let mut all: Vec<Vec<u8>> = terms.map(longest_word).collect();
        if all.is_empty() || all.iter().any(Vec::is_empty) {
            return Filter::Off;
        }
        if all.len() == 1
            && let Some(one) = all.pop()
        {
            let finder = memchr::memmem::Finder::new(&one).into_owned();
            return Filter::One(Box::new(finder));
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&all);
        automaton.map_or(Filter::Off, |found| Filter::Many(Box::new(found)))
    }

    /// Whether a term may be in the text that `folder` boils down. Never false when one is.
    pub(super) fn may_hold(&self, folder: &mut Folder, text: &[u8]) -> bool {
        match self {
            Filter::Off => true,
            Filter::One(finder) => finder.find(folder.bones(text)).is_some(),
            Filter::Many(automaton) => automaton.is_match(folder.bones(text)),
        }
    }
}

fn longest_word(letters: &[Letter]) -> Vec<u8> {
    letters
        .split(|letter| letter.code == u32::from(' '))
        .map(|word| word.iter().filter_map(|letter| letter.bone).collect())
        .max_by_key(Vec::len)
        .unwrap_or_default()
}
