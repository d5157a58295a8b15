//! Withheld bytes to marks: what touches becomes one mark.

use std::collections::BTreeSet;

use super::{Grounds, Part, ThreadCuts};
use crate::engine::place::ByteSpan;
use crate::engine::thread::RecordId;

/// How bytes came to be withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// A person chose this place, or the file that is named here.
    Choice,
    /// A term was found here.
    Term,
    /// A name of a participant was found here.
    Name,
    /// One was found that may mean somebody else, too, or of which more is withheld than itself.
    Unsure,
}

/// Withheld bytes with the decision that did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    /// The bytes.
    pub(super) span: ByteSpan,
    /// How they came to be withheld.
    pub(super) by: By,
    /// Number of the decision.
    pub(super) decision: u32,
}

/// A cut of `span` by a decision.
pub(super) fn cut_of(span: ByteSpan, by: By, decision: u32) -> Cut {
    Cut { span, by, decision }
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// What it stands for.
    pub(super) span: ByteSpan,
    /// The decisions behind it, each once.
    pub(super) decisions: BTreeSet<u32>,
    /// Nothing in it says for sure who is meant.
    pub(super) is_unsure: bool,
}

/// Cuts to marks: sorted, not touching.
///
/// A term found wholly inside bytes that a person withheld as a place adds nothing: its code on the
/// mark would tell what is under it.
pub(super) fn merged(mut cuts: Vec<Cut>) -> Vec<Mark> {
    cuts.sort_unstable();
    let chosen = joined(cuts.iter().filter(|cut| cut.by == By::Choice));
    let is_covered = |cut: &Cut| {
        let before = chosen.partition_point(|mark| mark.span.start <= cut.span.start);
        before
            .checked_sub(1)
            .and_then(|at| chosen.get(at))
            .is_some_and(|mark| cut.span.end() <= mark.span.end())
    };
    // Of names, the longest says who is meant: `Samuel Berg` is not the other Samuel.
    let names = longest_names(&cuts);
    joined(cuts.iter().filter(|cut| match cut.by {
        By::Choice => true,
        By::Term => !is_covered(cut),
        By::Name | By::Unsure => !is_covered(cut) && names.contains(&cut.span),
    }))
}

/// The spans of names that lie in no longer one.
fn longest_names(cuts: &[Cut]) -> BTreeSet<ByteSpan> {
    let mut spans: Vec<ByteSpan> = cuts
        .iter()
        .filter(|cut| matches!(cut.by, By::Name | By::Unsure))
        .map(|cut| cut.span)
        .collect();
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end())));
    let mut longest: BTreeSet<ByteSpan> = BTreeSet::new();
    let mut furthest = 0;
    for span in spans {
        if span.end() > furthest || longest.contains(&span) {
            furthest = furthest.max(span.end());
            longest.insert(span);
        }
    }
    longest
}

fn joined<'a>(cuts: impl Iterator<Item = &'a Cut>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for cut in cuts.filter(|cut| cut.span.len > 0) {
        match marks.last_mut() {
            Some(mark) if cut.span.start <= mark.span.end() => {
                let len = cut.span.end() - mark.span.start;
                mark.span.len = mark.span.len.max(len);
                mark.decisions.insert(cut.decision);
                mark.is_unsure &= cut.by == By::Unsure;
            }
            _first_or_apart => marks.push(Mark {
                span: cut.span,
                decisions: BTreeSet::from([cut.decision]),
                is_unsure: cut.by == By::Unsure,
            }),
        }
    }
    marks
}

/// What stands behind a mark, in text that is shown as these pieces.
pub(super) type Label<'a> = dyn Fn(&Grounds, &[&[u8]]) -> Option<String> + 'a;

/// Text with marks in it as parts, with what `label` puts behind a mark. Spans count from the first
/// byte of `text`.
pub(super) fn parts(text: &[u8], marks: Vec<(ByteSpan, Grounds)>, label: &Label<'_>) -> Vec<Part> {
    let pieces = between(text, &marks);
    let mut parts = Vec::new();
    let mut at = 0;
    for (span, grounds) in marks {
        push_text(&mut parts, text.get(at..span.start as usize));
        let label = label(&grounds, &pieces);
        parts.push(Part::Mark(grounds));
        parts.extend(label.map(Part::Text));
        at = span.end() as usize;
    }
    push_text(&mut parts, text.get(at..));
    parts
}

/// What stands before, between and behind the marks.
fn between<'a>(text: &'a [u8], marks: &[(ByteSpan, Grounds)]) -> Vec<&'a [u8]> {
    let starts = [0].into_iter();
    let starts = starts.chain(marks.iter().map(|(span, _)| span.end() as usize));
    let ends = marks.iter().map(|(span, _)| span.start as usize);
    let pieces = starts.zip(ends.chain([text.len()]));
    pieces
        .filter_map(|(start, end)| text.get(start..end))
        .collect()
}

fn push_text(parts: &mut Vec<Part>, bytes: Option<&[u8]>) {
    if let Some(bytes) = bytes
        && !bytes.is_empty()
    {
        parts.push(Part::Text(String::from_utf8_lossy(bytes).into_owned()));
    }
}

impl ThreadCuts {
    /// What is withheld in the body of a record.
    pub(super) fn of_body(&self, record: RecordId) -> Vec<Cut> {
        let first = self.bodies.partition_point(|(at, _)| *at < record);
        self.bodies
            .get(first..)
            .unwrap_or(&[])
            .iter()
            .take_while(|(at, _)| *at == record)
            .map(|(_, cut)| *cut)
            .collect()
    }

    /// With the final numbers of decisions, and in the order of lookups.
    pub(super) fn renumbered(mut self, new_number: &dyn Fn(u32) -> u32) -> ThreadCuts {
        let made = self.made_title.iter_mut().map(|title| &mut title.cuts);
        let cuts = self.names.values_mut().chain([&mut self.title]).chain(made);
        for cut in cuts
            .flatten()
            .chain(self.bodies.iter_mut().map(|(_, cut)| cut))
        {
            cut.decision = new_number(cut.decision);
        }
        let outside = std::mem::take(&mut self.outside).into_iter();
        self.outside = outside.map(|(old, runs)| (new_number(old), runs)).collect();
        for decisions in self.whole.values_mut() {
            *decisions = decisions.iter().map(|old| new_number(*old)).collect();
        }
        for decisions in self.gone.values_mut() {
            *decisions = decisions.iter().map(|old| new_number(*old)).collect();
        }
        if let Some(clock) = &mut self.clock {
            clock.renumber(new_number);
        }
        self.bodies.sort_unstable();
        self.bodies.dedup();
        self
    }
}

/// Parts as one text, marks as [`mark_text`] writes them.
pub fn plain(parts: &[Part]) -> String {
    let words = parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Mark(grounds) => mark_text(&grounds.codes),
    });
    words.collect()
}

/// The text of a mark: `█[TPD]█`. The same for the same codes, whatever is withheld.
pub fn mark_text(codes: &[String]) -> String {
    format!("█[{}]█", codes.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(start: u32, end: u32, by: By, decision: u32) -> Cut {
        Cut {
            span: ByteSpan {
                start,
                len: end - start,
            },
            by,
            decision,
        }
    }

    fn check(cuts: &[Cut], expected: &[(u32, u32, &[u32])]) {
        let mut backwards = cuts.to_vec();
        backwards.reverse();
        for cuts in [cuts.to_vec(), backwards] {
            let marks: Vec<(u32, u32, Vec<u32>)> = merged(cuts)
                .into_iter()
                .map(|mark| {
                    let by = mark.decisions.into_iter().collect();
                    (mark.span.start, mark.span.end(), by)
                })
                .collect();
            let expected: Vec<(u32, u32, Vec<u32>)> = expected
                .iter()
                .map(|(start, end, by)| (*start, *end, by.to_vec()))
                .collect();
            assert_eq!(marks, expected);
        }
    }

    #[test]
    fn what_touches_becomes_one_mark() {
        check(
            &[
                cut(0, 2, By::Choice, 1),
                cut(2, 4, By::Choice, 0),
                cut(5, 6, By::Choice, 1),
            ],
            &[(0, 4, &[0, 1]), (5, 6, &[1])],
        );
        check(
            &[cut(0, 9, By::Choice, 0), cut(2, 4, By::Choice, 1)],
            &[(0, 9, &[0, 1])],
        );
    }

    #[test]
    fn a_term_under_a_chosen_place_does_not_tell() {
        check(
            &[cut(0, 9, By::Choice, 0), cut(2, 4, By::Term, 1)],
            &[(0, 9, &[0])],
        );
        check(
            &[
                cut(0, 3, By::Choice, 0),
                cut(3, 6, By::Choice, 2),
                cut(1, 6, By::Term, 1),
            ],
            &[(0, 6, &[0, 2])],
        );
    }

    #[test]
    fn a_term_that_reaches_out_of_a_chosen_place_is_named() {
        check(
            &[cut(0, 4, By::Choice, 0), cut(2, 6, By::Term, 1)],
            &[(0, 6, &[0, 1])],
        );
    }

    #[test]
    fn the_longest_name_says_who_is_meant() {
        check(
            &[
                cut(0, 11, By::Name, 1),
                cut(0, 6, By::Name, 0),
                cut(0, 6, By::Name, 1),
                cut(7, 11, By::Name, 1),
                cut(20, 26, By::Name, 0),
                cut(20, 26, By::Name, 1),
            ],
            &[(0, 11, &[1]), (20, 26, &[0, 1])],
        );
        check(
            &[cut(0, 9, By::Choice, 2), cut(2, 4, By::Name, 1)],
            &[(0, 9, &[2])],
        );
    }

    #[test]
    fn a_mark_is_unsure_when_nothing_in_it_says_who_is_meant() {
        let is_unsure = |cuts: &[Cut]| {
            let marks = merged(cuts.to_vec());
            assert_eq!(marks.len(), 1);
            marks[0].is_unsure
        };
        let shared = cut(0, 3, By::Unsure, 0);
        assert!(is_unsure(&[shared]));
        assert!(!is_unsure(&[shared, cut(0, 3, By::Name, 0)]));
        assert!(!is_unsure(&[shared, cut(0, 9, By::Name, 0)]));
        assert!(is_unsure(&[
            cut(0, 9, By::Unsure, 0),
            cut(2, 4, By::Name, 0)
        ]));
    }

    #[test]
    fn empty_cuts_are_nothing() {
        check(&[cut(3, 3, By::Choice, 0)], &[]);
    }
}
