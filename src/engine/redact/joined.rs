//! Marks between which nothing says anything become one, so that `name, number` does not tell that
//! there were two values.

use std::collections::BTreeSet;

use super::{Grounds, Redactions};
use crate::engine::place::ByteSpan;

impl Redactions {
    /// Marks of the same codes with only punctuation and spaces between them as one mark. Two that are
    /// called by different pseudonyms, or of which only one is, stay: who is meant is shown.
    pub(super) fn joined(
        &self,
        text: &[u8],
        marks: Vec<(ByteSpan, Grounds)>,
    ) -> Vec<(ByteSpan, Grounds)> {
        let mut joined: Vec<(ByteSpan, Grounds)> = Vec::with_capacity(marks.len());
        for (span, grounds) in marks {
            match joined.last_mut() {
                Some((before, by)) if self.are_one(text, (before, by), (&span, &grounds)) => {
                    before.len = span.end() - before.start;
                    let is_called = self.label_of(by).is_some();
                    let decisions = by.decisions.iter().chain(&grounds.decisions);
                    let decisions: BTreeSet<usize> = decisions.copied().collect();
                    by.decisions = decisions.into_iter().collect();
                    by.is_unsure = !is_called;
                }
                _first_or_apart => joined.push((span, grounds)),
            }
        }
        joined
    }

    fn are_one(
        &self,
        text: &[u8],
        (before, by): (&ByteSpan, &Grounds),
        (after, also_by): (&ByteSpan, &Grounds),
    ) -> bool {
        let between = text.get(before.end() as usize..after.start as usize);
        by.codes == also_by.codes
            && between.is_some_and(says_nothing)
            && self.label_of(by) == self.label_of(also_by)
    }
}

fn says_nothing(between: &[u8]) -> bool {
    let says_nothing = |c: char| match c {
        ' ' | '\t' | '\u{a0}' | '\u{202f}' => true,
        '!' | '"' | '\'' | '(' | ')' | ',' | '-' | '.' | '/' | ':' | ';' | '?' | '[' | ']' => true,
        '{' | '|' | '}' | '«' | '»' | '·' | '¿' | '¡' | '،' | '؛' | '؟' | '・' => true,
        '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' => true,
        '\u{ff01}' | '\u{ff08}' | '\u{ff09}' | '\u{ff0c}' | '\u{ff1a}' | '\u{ff1b}' => true,
        _other => false,
    };
    std::str::from_utf8(between).is_ok_and(|between| between.chars().all(says_nothing))
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn punctuation_says_nothing() {
        for nothing in ["", ", ", " / ", " (", "): ", "，", " – ", "\u{a0}"] {
            assert!(says_nothing(nothing.as_bytes()), "{nothing:?}");
        }
        for something in [" and ", "\n", " @", " 1 ", "=", "\u{2068}", "😀", "█["] {
            assert!(!says_nothing(something.as_bytes()), "{something:?}");
        }
        assert!(!says_nothing(b"\xff"));
    }
}
