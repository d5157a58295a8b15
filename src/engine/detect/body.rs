//! One text being looked at, and what is found in it.

use std::collections::BTreeMap;

use super::catalogue::Detector;
use super::fold::Folded;
use super::lexicon::{Hit, Lexicon};
use super::marks::Marks;
use super::roles::{Leads, Role};
use super::score::{PROPOSE, Score, Why};
use super::setup::Setup;
use super::text::{before, slice};
use crate::engine::place::ByteSpan;

/// One text as detectors see it. Offsets are those of the folded text.
pub(super) struct Body<'a> {
    /// As written.
    pub(super) original: &'a [u8],
    /// Folded, with the way back.
    pub(super) folded: &'a Folded,
    /// Runs of digits and more.
    pub(super) marks: &'a Marks,
    /// Words found in it.
    pub(super) words: &'a [Hit],
    /// What the words mean.
    pub(super) lexicon: &'a Lexicon,
    /// What is looked for.
    pub(super) setup: &'a Setup,
    /// What the words lead to.
    pub(super) leads: Leads,
    /// The year it was written in; 0 when that is not known.
    pub(super) year: u16,
}

/// Whether a hit counts without a word near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// By its points alone.
    Points,
    /// Only with a word of its detector near it.
    Word,
}

/// Something found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// By which detector.
    pub(super) detector: Detector,
    /// Where, in the text as written.
    pub(super) span: ByteSpan,
    /// How sure.
    pub(super) score: Score,
}

/// What is found in one text.
#[derive(Debug, Default)]
pub(super) struct Out {
    /// In the order of finding.
    pub(super) candidates: Vec<Candidate>,
    /// Where links stand: numbers inside them are part of the link. Folded offsets.
    pub(super) links: BTreeMap<usize, usize>,
}

impl Out {
    /// Takes a hit in the folded text, adds the words near it, and keeps it when it is likely enough.
    pub(super) fn put(
        &mut self,
        body: &Body<'_>,
        detector: Detector,
        (start, end): (usize, usize),
        score: Score,
        need: Need,
    ) {
        if !body.setup.is_on(detector) {
            return;
        }
        let score = match body.context(detector, start, end) {
            Some((why, points)) => score.with(why, points),
            None if need == Need::Word => return,
            None => score,
        };
        if score.points() >= PROPOSE {
            let span = body.folded.span(body.original, start, end);
            self.candidates.push(Candidate {
                detector,
                span,
                score,
            });
        }
    }

    /// Whether a link covers the place.
    pub(super) fn in_link(&self, start: usize) -> bool {
        self.links
            .range(..=start)
            .next_back()
            .is_some_and(|(_, end)| start < *end)
    }
}

impl<'a> Body<'a> {
    /// The folded text.
    pub(super) fn text(&self) -> &'a [u8] {
        self.folded.bytes()
    }

    /// The word that adds most to a hit of `detector` at `start..end`.
    pub(super) fn context(
        &self,
        detector: Detector,
        start: usize,
        end: usize,
    ) -> Option<(Why, i8)> {
        let mut best: Option<(Why, i8)> = None;
        if !self.leads.any(Leads::to(detector)) {
            return None;
        }
        // Words stand in the order of their ends; no window is wider than this.
        const WIDEST: usize = 128;
        const LONGEST_WORD: usize = 64;
        let first = self
            .words
            .partition_point(|hit| (hit.end as usize) + WIDEST < start);
        let last = end + WIDEST + LONGEST_WORD;
        let near = self.words.get(first..).unwrap_or(&[]);
        let near = near.iter().take_while(|hit| (hit.end as usize) < last);
        for hit in near.filter(|hit| hit.is_whole()) {
            let Some(meaning) = self.lexicon.meaning(hit) else {
                continue;
            };
            for context in &meaning.contexts {
                if context.detector != detector {
                    continue;
                }
                let (from, to) = (hit.start as usize, hit.end as usize);
                let (far, is_before) = if to <= start {
                    (start - to, true)
                } else if from >= end {
                    (from - end, false)
                } else {
                    continue;
                };
                let window = if is_before {
                    context.before
                } else {
                    context.after
                };
                let is_better = best.is_none_or(|(_, add)| add < context.add);
                if far <= window as usize && is_better {
                    let why = Why::Word {
                        word: meaning.word,
                        far: far.min(255) as u8,
                        before: is_before,
                    };
                    best = Some((why, context.add));
                }
            }
        }
        best
    }

    /// The words with a role, in the order in which they end.
    pub(super) fn roles(&self) -> impl Iterator<Item = (Hit, Role)> {
        self.words.iter().flat_map(|hit| {
            let roles = self.lexicon.meaning(hit).map_or(&[][..], |m| &m.roles);
            roles
                .iter()
                .filter(move |role| hit.fits(**role))
                .map(move |role| (*hit, *role))
        })
    }

    /// Whether the letter at a folded place is a capital as written.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let origin = self.folded.origin(at) as usize;
        super::fold::char_at(self.original, origin).is_some_and(char::is_uppercase)
    }

    /// Whether money, a share or a name of a file speaks against a number at `start..end`.
    pub(super) fn is_amount(&self, start: usize, end: usize) -> bool {
        const SIGNS: [&str; 6] = ["£", "$", "€", "¥", "₹", "₽"];
        let text = self.text();
        let left = slice(text, start.saturating_sub(4), start);
        let left = left.strip_suffix(b" ").unwrap_or(left);
        let right = slice(text, end, end + 4);
        let right = right.strip_prefix(b" ").unwrap_or(right);
        let is_cents = |rest: &[u8]| matches!(rest, [b'.' | b',', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit());
        right.first() == Some(&b'%')
            || is_cents(slice(text, end, end + 3))
            || SIGNS
                .iter()
                .any(|sign| left.ends_with(sign.as_bytes()) || right.starts_with(sign.as_bytes()))
    }

    /// Whether a number goes on, or belongs to a longer word, on either side.
    pub(super) fn is_inside(&self, start: usize, end: usize) -> bool {
        let text = self.text();
        let two_before = start.checked_sub(2).and_then(|at| text.get(at)).copied();
        let left = match before(text, start) {
            Some(b'-' | b'_' | b'.' | b',' | b':' | b'/' | b'=' | b'&' | b'\\') => {
                two_before.is_some_and(|byte| byte.is_ascii_alphanumeric())
            }
            Some(byte) => super::text::is_word_byte(byte),
            None => false,
        };
        let after_next = text.get(end + 1).copied();
        let right = match text.get(end) {
            Some(b'-' | b'.' | b',' | b':' | b'/') => {
                after_next.is_some_and(|byte| byte.is_ascii_digit())
            }
            Some(b'_' | b'=') => true,
            Some(byte) => super::text::is_word_byte(*byte),
            None => false,
        };
        left || right
    }
}
