//! Many terms at once.

use std::collections::BTreeMap;

use super::bones::Filter;
use super::edges::{is_whole_word, is_whole_word_in_ascii};
use super::{Folder, Letter, Term, Unit, bytes_of, with_marks};
use crate::engine::place::ByteSpan;

/// Up to this many terms, ASCII text is searched once for each: that is faster than folding it.
const FEW: usize = 6;

/// Where a term counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edges {
    /// Anywhere, inside words too.
    Any,
    /// Only where it is no part of a longer word.
    WholeWords,
}

/// Terms prepared for comparing, numbered in the order in which they were given.
pub(crate) struct TermSet {
    terms: Vec<(Term, Edges)>,
    /// Terms without accents, in the order of their letters: the ones that fit so far are always
    /// neighbours.
    sorted: Vec<u32>,
    /// For each first letter, which of `sorted` begin with it.
    first: BTreeMap<u32, (u32, u32)>,
    /// Whether any of `sorted` begins with this ASCII character.
    is_first: [bool; 128],
    filter: Filter,
    /// Terms with accents, compared one by one.
    accented: Vec<u32>,
    /// Terms that are telephone numbers.
    dialled: Vec<u32>,
}

/// Memory for searching, used again for each text.
pub(crate) struct Scratch {
    folder: Folder,
    hits: Vec<Hit>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    term: u32,
    first_unit: u32,
    after_unit: u32,
    span: ByteSpan,
}

impl Scratch {
    pub(crate) fn new() -> Scratch {
        Scratch {
            folder: Folder::for_many(),
            hits: Vec::new(),
        }
    }
}

impl TermSet {
    /// Prepares the terms.
    pub(crate) fn new(terms: Vec<(Term, Edges)>) -> TermSet {
        let number = |n: usize| n as u32;
        let has_accents = |term: &Term| term.letters.iter().any(|letter| letter.is_accent);
        let (accented, mut sorted): (Vec<u32>, Vec<u32>) = (0..terms.len())
            .map(number)
            .partition(|n| terms.get(*n as usize).is_some_and(|(t, _)| has_accents(t)));
        let letters = |n: &u32| {
            terms
                .get(*n as usize)
                .map_or(&[][..], |(term, _)| &term.letters)
        };
        sorted.sort_by(|a, b| letters(a).cmp(letters(b)));
        let mut first: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for (place, n) in sorted.iter().enumerate() {
            if let Some(letter) = letters(n).first() {
                let range = first
                    .entry(letter.code)
                    .or_insert((number(place), number(place)));
                range.1 = number(place) + 1;
            }
        }
        let mut is_first = [false; 128];
        for code in first.keys() {
            if let Some(slot) = is_first.get_mut(*code as usize) {
                *slot = true;
            }
        }
        let is_number = |n: &u32| {
            let term = terms.get(*n as usize);
            term.is_some_and(|(term, _)| term.dialled.is_some())
        };
        let dialled = (0..terms.len()).map(number).filter(is_number).collect();
        let filter = Filter::new(terms.iter().map(|(term, _)| term.letters.as_slice()));
        TermSet {
            terms,
            sorted,
            first,
            is_first,
            filter,
            accented,
            dialled,
        }
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Calls `found` for each hit of each term: by term, then by place, those of one term not
    /// overlapping, as [`Term::spans`] gives them.
    pub(crate) fn each(
        &self,
        scratch: &mut Scratch,
        text: &[u8],
        found: &mut dyn FnMut(usize, ByteSpan),
    ) {
        let numbers = self.dialled.iter().filter_map(|n| {
            let dialled = self.terms.get(*n as usize)?.0.dialled.as_ref()?;
            dialled.may_be_in(text).then_some((*n as usize, dialled))
        });
        let numbers: Vec<_> = numbers.collect();
        if numbers.is_empty() {
            return self.each_written(scratch, text, found);
        }
        let mut hits: BTreeMap<usize, Vec<ByteSpan>> = BTreeMap::new();
        self.each_written(scratch, text, &mut |n, span| {
            hits.entry(n).or_default().push(span);
        });
        let units = scratch.folder.fold(text);
        for (n, dialled) in numbers {
            dialled.each(units, &mut |number| {
                let span = bytes_of(units.get(number).unwrap_or(&[]));
                hits.entry(n).or_default().extend(span);
            });
        }
        for (n, spans) in hits {
            for span in together(spans) {
                found(n, span);
            }
        }
    }

    /// The hits of the terms as they are written.
    fn each_written(
        &self,
        scratch: &mut Scratch,
        text: &[u8],
        found: &mut dyn FnMut(usize, ByteSpan),
    ) {
        if self.terms.is_empty() || text.is_empty() {
            return;
        }
        if self.terms.len() <= FEW && text.is_ascii() {
            for (n, (term, edges)) in self.terms.iter().enumerate() {
                let mut counts = |span| *edges == Edges::Any || is_whole_word_in_ascii(text, span);
                term.each_in_ascii(text, &mut counts, &mut |span| found(n, span));
            }
            return;
        }
        if !self.filter.may_hold(&mut scratch.folder, text) {
            return;
        }
        scratch.hits.clear();
        let units = scratch.folder.fold(text);
        for at in 0..units.len() {
            self.match_at(units, at, &mut scratch.hits);
        }
        scratch.hits.sort_unstable();
        without_overlaps(&scratch.hits, found);
    }

    fn match_at(&self, units: &[Unit], at: usize, hits: &mut Vec<Hit>) {
        let Some(unit) = units.get(at) else { return };
        let may_begin = self.is_first.get(unit.code as usize).copied();
        if may_begin.unwrap_or(true)
            && let Some((low, high)) = self.first.get(&unit.code)
        {
            self.match_sorted(units, at, *low as usize..*high as usize, hits);
        }
        for n in &self.accented {
            if let Some((term, _)) = self.terms.get(*n as usize)
                && let Some(after) = term.match_at(units, at)
            {
                self.take(*n, units, at, after, hits);
            }
        }
    }

    /// Narrows the terms that fit, letter by letter.
    fn match_sorted(
        &self,
        units: &[Unit],
        at: usize,
        range: std::ops::Range<usize>,
        hits: &mut Vec<Hit>,
    ) {
        let mut fitting = self.sorted.get(range).unwrap_or(&[]);
        let mut next = at + 1;
        for depth in 1.. {
            while let Some((n, rest)) = fitting.split_first()
                && self.letters(*n).len() == depth
            {
                if let Some(after) = with_marks(units, next) {
                    self.take(*n, units, at, after, hits);
                }
                fitting = rest;
            }
            while units
                .get(next)
                .is_some_and(|u| u.class == super::Class::Accent)
            {
                next += 1;
            }
            let Some(unit) = units.get(next) else { return };
            let code_at = |n: &u32| self.letters(*n).get(depth).map(|letter| letter.code);
            let low = fitting.partition_point(|n| code_at(n) < Some(unit.code));
            let high = fitting.partition_point(|n| code_at(n) <= Some(unit.code));
            fitting = fitting.get(low..high).unwrap_or(&[]);
            if fitting.is_empty() {
                return;
            }
            next += 1;
        }
    }

    fn letters(&self, n: u32) -> &[Letter] {
        self.terms
            .get(n as usize)
            .map_or(&[], |(term, _)| &term.letters)
    }

    fn take(&self, n: u32, units: &[Unit], at: usize, after: usize, hits: &mut Vec<Hit>) {
        let edges = self.terms.get(n as usize).map_or(Edges::Any, |(_, e)| *e);
        let counts = edges == Edges::Any || is_whole_word(units, at, after);
        if counts && let Some(span) = bytes_of(units.get(at..after).unwrap_or(&[])) {
            hits.push(Hit {
                term: n,
                first_unit: at as u32,
                after_unit: after as u32,
                span,
            });
        }
    }
}

/// Sorted, those that share bytes as one.
pub(super) fn together(mut spans: Vec<ByteSpan>) -> Vec<ByteSpan> {
    spans.sort_unstable_by_key(|span| (span.start, span.len));
    let mut out: Vec<ByteSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start < last.end() => {
                last.len = last.end().max(span.end()) - last.start;
            }
            _other => out.push(span),
        }
    }
    out
}

/// Passes on the leftmost hits of each term that do not overlap. Two hits that share no unit may
/// share bytes when one character folds to two letters; the later one then begins after them.
fn without_overlaps(hits: &[Hit], found: &mut dyn FnMut(usize, ByteSpan)) {
    let mut term = None;
    let (mut next_unit, mut last_end) = (0, 0);
    for hit in hits {
        if term != Some(hit.term) {
            term = Some(hit.term);
            (next_unit, last_end) = (0, 0);
        }
        if hit.first_unit < next_unit {
            continue;
        }
        let end = hit.span.end();
        next_unit = hit.after_unit;
        let start = hit.span.start.max(last_end);
        if start < end {
            found(
                hit.term as usize,
                ByteSpan {
                    start,
                    len: end - start,
                },
            );
        }
        last_end = last_end.max(end);
    }
}
