//! Words in order, found by the rarest of them.

use super::words::{Tokens, is_word};
use crate::engine::detect::{Folded, folded_name};

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::compliance) enum Role {
    None,
    /// Of a rule of terms or phrases: its number.
    Term(usize),
    /// Of a rule of words near each other.
    A(usize),
    B(usize),
    /// For moving, of that rule.
    Verb(usize),
    /// For deleting, of that rule.
    Destroy(usize),
    /// What is deleted.
    Record,
    /// Of a complaint, of that rule.
    Complaint(usize),
    /// Names a channel: its number.
    Channel(usize),
    /// In a link: its number.
    Host(usize),
    /// Asks to speak.
    Ask,
    /// Is urgent, or secret.
    Urgency,
    /// Stands for leaving.
    Shorthand,
    /// Says that something was used.
    Used,
    /// Leads to a number of one's own.
    OwnNumber,
    /// Is not looked at: number of the exclusion.
    Exclusion(usize),
}

/// Something found, in the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::compliance) struct Found {
    pub(super) sequence: u32,
    pub(in crate::engine::compliance) start: u32,
    pub(in crate::engine::compliance) end: u32,
}

/// One word, or several in order.
#[derive(Debug, Clone)]
pub(in crate::engine::compliance) struct Sequence {
    pub(super) written: String,
    words: Vec<String>,
    anchor: usize,
    slop: u32,
    pub(super) is_whole: bool,
    pub(super) is_exact: bool,
    pub(super) role: Role,
}

impl Sequence {
    /// `None` when nothing is left of the words.
    pub(super) fn new(written: &str, role: Role, slop: u32) -> Option<Sequence> {
        let folded = folded_name(written);
        let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        // The longest word is the rarest, as a rule.
        let longest = words
            .iter()
            .enumerate()
            .max_by_key(|(place, word)| (word.len(), usize::MAX - place));
        let anchor = longest.map(|(place, _)| place)?;
        Some(Sequence {
            written: written.trim().to_owned(),
            words,
            anchor,
            slop,
            is_whole: true,
            is_exact: false,
            role,
        })
    }

    pub(super) fn anchor(&self) -> &str {
        self.words.get(self.anchor).map_or("", String::as_str)
    }

    /// Where all of it stands around a hit of its anchor.
    pub(super) fn around(
        &self,
        text: &[u8],
        (start, end): (usize, usize),
        tokens: &mut Tokens,
    ) -> Option<(usize, usize)> {
        if self.is_whole && !(is_edge(text, start) && is_edge(text, end)) {
            return None;
        }
        if self.words.len() == 1 {
            return Some((start, end));
        }
        tokens.fill(text);
        let mut last = end;
        for word in self.words.get(self.anchor + 1..)? {
            last = self.next(text, tokens, last, word)?;
        }
        let mut first = start;
        for word in self.words.get(..self.anchor)?.iter().rev() {
            first = self.previous(text, tokens, first, word)?;
        }
        Some((first, last))
    }

    /// Where `word` ends behind `at`, with at most `slop` words between.
    fn next(&self, text: &[u8], tokens: &Tokens, at: usize, word: &str) -> Option<usize> {
        let from = tokens.number(at as u32);
        for number in from..=from + self.slop as usize {
            let (start, _) = tokens.get(number)?;
            let end = start + word.len();
            let here = text
                .get(start..end)
                .is_some_and(|t| t.eq_ignore_ascii_case(word.as_bytes()));
            if here && (!self.is_whole || is_edge(text, end)) {
                return Some(end);
            }
        }
        None
    }

    /// Where `word` begins before `at`.
    fn previous(&self, text: &[u8], tokens: &Tokens, at: usize, word: &str) -> Option<usize> {
        let mut number = tokens.number(at as u32);
        for _ in 0..=self.slop {
            number = number.checked_sub(1)?;
            let (start, _) = tokens.get(number)?;
            let end = start + word.len();
            let here = text
                .get(start..end)
                .is_some_and(|t| t.eq_ignore_ascii_case(word.as_bytes()));
            if here && is_edge(text, end) {
                return Some(start);
            }
        }
        None
    }

    /// Whether case and accents are right, where they matter.
    pub(super) fn is_as_written(
        &self,
        body: &[u8],
        folded: &Folded,
        start: usize,
        end: usize,
    ) -> bool {
        if !self.is_exact {
            return true;
        }
        let span = folded.span(body, start, end);
        let found = body.get(span.start as usize..span.end() as usize);
        found == Some(self.written.as_bytes())
    }
}

/// Whether no word goes on across a byte. Chinese, Japanese and Korean words have no edges.
pub(super) fn is_edge(text: &[u8], at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .and_then(|before| text.get(before))
        .copied();
    let after = text.get(at).copied();
    let (Some(before), Some(after)) = (before, after) else {
        return true;
    };
    if !is_word(before) || !is_word(after) {
        return true;
    }
    let is_wide = |byte: u8| (0xe3..=0xed).contains(&byte);
    let first_of_char = (0..at)
        .rev()
        .take(4)
        .filter_map(|place| text.get(place))
        .find(|byte| **byte & 0xc0 != 0x80);
    is_wide(after) || first_of_char.is_some_and(|byte| is_wide(*byte))
}
