//! Many patterns at once over bytes. Each pattern is found by its first bytes, then compared whole,
//! so that memory grows with the number of patterns and not with their length.

use std::io;

use aho_corasick::{AhoCorasick, MatchKind};

/// How many first bytes of a pattern go into the automaton.
const ANCHOR_BYTES: usize = 10;

/// How a pattern is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// As it is, in any case.
    Text,
    /// Two bytes for each unit.
    Utf16,
    /// Last character first.
    Reversed,
    /// The digits of a number, all of them.
    Number,
    /// The last digits of a number.
    NumberEnd,
}

/// One pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern {
    /// What is looked for; ASCII letters in any case.
    pub(super) bytes: Vec<u8>,
    /// Which value it stands for.
    pub(super) value: u32,
    /// How it is written.
    pub(super) form: Form,
}

/// Patterns prepared for searching.
pub(super) struct Set {
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
    /// For each anchor of the automaton: the patterns that start with it.
    starts: Vec<std::ops::Range<usize>>,
}

impl Set {
    /// Prepares `patterns`. Empty ones are left out, equal ones of one value kept once.
    ///
    /// Errors: the automaton does not fit.
    pub(super) fn new(mut patterns: Vec<Pattern>) -> io::Result<Set> {
        for pattern in &mut patterns {
            pattern.bytes.make_ascii_lowercase();
        }
        patterns.retain(|pattern| !pattern.bytes.is_empty());
        patterns.sort();
        patterns.dedup();
        let mut anchors: Vec<&[u8]> = Vec::new();
        let mut starts: Vec<std::ops::Range<usize>> = Vec::new();
        let mut order: Vec<(&[u8], usize)> = patterns
            .iter()
            .enumerate()
            .map(|(index, pattern)| (anchor(&pattern.bytes), index))
            .collect();
        // Sorting by whole bytes keeps equal anchors together but for those that are shorter.
        order.sort();
        for (position, (start, _)) in order.iter().enumerate() {
            match starts.last_mut() {
                Some(last) if anchors.last() == Some(start) => last.end = position + 1,
                _other => {
                    anchors.push(start);
                    starts.push(position..position + 1);
                }
            }
        }
        let automaton = if anchors.is_empty() {
            None
        } else {
            let built = AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::Standard)
                .build(&anchors)
                .map_err(|error| io::Error::new(io::ErrorKind::OutOfMemory, error))?;
            Some(built)
        };
        let order: Vec<usize> = order.into_iter().map(|(_, index)| index).collect();
        let patterns = order
            .into_iter()
            .filter_map(|index| patterns.get(index).cloned())
            .collect();
        Ok(Set {
            automaton,
            patterns,
            starts,
        })
    }

    /// How many patterns there are.
    pub(super) fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Passes on every occurrence in `bytes`: where it starts, and the pattern.
    pub(super) fn find<'a>(&'a self, bytes: &[u8], each: &mut dyn FnMut(usize, &'a Pattern)) {
        let Some(automaton) = &self.automaton else {
            return;
        };
        for hit in automaton.find_overlapping_iter(bytes) {
            let rest = bytes.get(hit.start()..).unwrap_or_default();
            let range = self.starts.get(hit.pattern().as_usize()).cloned();
            let candidates = range.and_then(|range| self.patterns.get(range));
            for pattern in candidates.unwrap_or_default() {
                let found = rest
                    .get(..pattern.bytes.len())
                    .is_some_and(|bytes| bytes.eq_ignore_ascii_case(&pattern.bytes));
                if found {
                    each(hit.start(), pattern);
                }
            }
        }
    }
}

fn anchor(bytes: &[u8]) -> &[u8] {
    bytes.get(..ANCHOR_BYTES).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occurrence_of_every_pattern_is_found() {
        let texts = [
            "abc",
            "bc",
            "a pattern that is longer than its anchor",
            "a pattern that is longer than its anchor by far",
            "a pattern ",
        ];
        let patterns = texts.iter().enumerate().map(|(index, text)| Pattern {
            bytes: text.as_bytes().to_vec(),
            value: index as u32,
            form: Form::Text,
        });
        let set = Set::new(patterns.collect()).unwrap();
        let mut out = Vec::new();
        let text = b"xABC A pattern THAT is longer than its anchor by fa";
        set.find(text, &mut |at, pattern| out.push((at, pattern.value)));
        out.sort();
        assert_eq!(out, [(1, 0), (2, 1), (5, 2), (5, 4)]);
    }

    #[test]
    fn no_patterns_find_nothing() {
        let set = Set::new(Vec::new()).unwrap();
        set.find(b"abc", &mut |_, _| panic!("found something"));
        assert_eq!(set.len(), 0);
    }
}
