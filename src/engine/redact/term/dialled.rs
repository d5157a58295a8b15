//! Telephone numbers, however they are written: with other separators or none, with `00` for `+`, as
//! at home, without anything before them.
//!
//! A number is found by its digits, as long as no digit more belongs to it. Over separators it may
//! go on for any length; a dash or a dot with a digit behind makes it another number.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Unit;
use crate::engine::detect::{Way, rows_of};

/// Most separators between two digits.
const GAP: usize = 3;

/// A telephone number prepared for finding.
#[derive(Debug, Clone)]
pub(super) struct Dialled {
    /// Rows of digits that dial it.
    rows: BTreeMap<String, Way>,
    shortest: usize,
    longest: usize,
}

impl Dialled {
    /// `None` when `find` is no telephone number.
    pub(super) fn new(find: &str) -> Option<Dialled> {
        let rows = rows_of(find);
        let shortest = rows.keys().map(String::len).min()?;
        let longest = rows.keys().map(String::len).max()?;
        Some(Dialled {
            rows,
            shortest,
            longest,
        })
    }

    /// Whether a text may hold it. Never false when it does.
    pub(super) fn may_be_in(&self, text: &[u8]) -> bool {
        !text.is_ascii()
            || text.iter().filter(|byte| byte.is_ascii_digit()).count() >= self.shortest
    }

    /// Passes on which units a number stands in, from first to last, none touching another.
    pub(super) fn each(&self, units: &[Unit], found: &mut dyn FnMut(Range<usize>)) {
        let (mut at, mut free) = (0, 0);
        while at < units.len() {
            let begins = digit_at(units, at).is_some() && !is_digit_before(units, at);
            let number = if begins {
                self.number_at(units, at, free)
            } else {
                None
            };
            match number {
                Some(number) => {
                    at = number.end;
                    found(number.start.max(free)..number.end);
                    free = number.end;
                }
                None => at += 1,
            }
        }
    }

    /// The longest number whose first digit is at `at`, with the plus or the bracket before it.
    /// `free`: where the number before it ended.
    fn number_at(&self, units: &[Unit], at: usize, free: usize) -> Option<Range<usize>> {
        let mut digits = String::new();
        let (mut next, mut end) = (at, None);
        while let Some(digit) = digit_at(units, next) {
            digits.push(digit);
            next += 1;
            if let Some(way) = self.rows.get(digits.as_str())
                && is_free_before(units, at, free, *way)
                && is_free_behind(units, next)
            {
                end = Some(next);
            }
            if digits.len() >= self.longest {
                break;
            }
            next += units
                .iter()
                .skip(next)
                .take(GAP)
                .take_while(|unit| is_gap(unit))
                .count();
        }
        let end = end?;
        Some(start_of(units, at..end)..end)
    }
}

fn digit_at(units: &[Unit], at: usize) -> Option<char> {
    let c = char_at(units, at)?;
    c.is_ascii_digit().then_some(c)
}

fn char_at(units: &[Unit], at: usize) -> Option<char> {
    char::from_u32(units.get(at)?.code)
}

fn char_before(units: &[Unit], at: usize) -> Option<char> {
    char_at(units, at.checked_sub(1)?)
}

fn is_digit_before(units: &[Unit], at: usize) -> bool {
    char_before(units, at).is_some_and(|c| c.is_ascii_digit())
}

fn is_gap(unit: &Unit) -> bool {
    matches!(
        char::from_u32(unit.code),
        Some(' ' | '-' | '.' | '/' | '(' | ')')
    )
}

/// Letters that no space sets apart from numbers are those of scripts that write no spaces.
fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

fn joins(c: Option<char>) -> bool {
    matches!(c, Some('-' | '.'))
}

/// Whether what stands before the first digit is no part of a longer number or word.
fn is_free_before(units: &[Unit], at: usize, free: usize, way: Way) -> bool {
    let before = char_before(units, at);
    if before == Some('+') {
        return way != Way::Bare;
    }
    let is_joined = joins(before) && is_digit_before(units, at.saturating_sub(1));
    if is_word(before) || is_joined {
        return false;
    }
    let gap = units
        .iter()
        .take(at)
        .rev()
        .take(GAP)
        .take_while(|unit| is_gap(unit))
        .count();
    let ends = at.saturating_sub(gap);
    way != Way::Bare || ends == free || !is_digit_before(units, ends)
}

/// The same of what stands behind the last.
fn is_free_behind(units: &[Unit], end: usize) -> bool {
    let behind = char_at(units, end);
    let is_joined = joins(behind) && digit_at(units, end + 1).is_some();
    !is_word(behind) && !is_joined
}

/// With the plus before it, and with a bracket that is closed inside.
fn start_of(units: &[Unit], number: Range<usize>) -> usize {
    let mut start = number.start;
    if char_before(units, start) == Some('+') {
        start -= 1;
    }
    let count = |wanted: char| {
        let inside = units.get(number.clone()).unwrap_or_default();
        inside
            .iter()
            .filter(|unit| unit.code == u32::from(wanted))
            .count()
    };
    if char_before(units, start) == Some('(') && count(')') > count('(') {
        start -= 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Term;

    #[track_caller]
    fn check(find: &str, text: &str, expected: &[&str]) {
        let spans = Term::of_value(find).unwrap().spans(text.as_bytes());
        let found: Vec<&str> = spans
            .iter()
            .map(|span| &text[span.start as usize..span.end() as usize])
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn ordinary_spellings_are_found() {
        for text in [
            "+44 7700 900123",
            "+447700900123",
            "+44-7700-900123",
            "+44 (0)7700 900123",
            "(+44) 7700 900123",
            "0044 7700 900123",
            "00447700900123",
            "07700900123",
            "07700 900123",
            "07700-900-123",
            "(07700) 900 123",
            "7700 900123",
            "447700900123",
            "+44\u{a0}7700\u{2011}900\u{200e}123",
            "٠٧٧٠٠ ٩٠٠١٢٣",
            "＋４４７７００９００１２３",
        ] {
            check("+44 7700 900123", text, &[text]);
            let around = format!("ring {text}, or wait");
            check("+44 7700 900123", &around, &[text]);
            check("07700 900123", text, &[text]);
        }
        let two = "07700 900123 07700 900123/07700900123";
        let each = ["07700 900123", "07700 900123", "07700900123"];
        check("+44 7700 900123", two, &each);
        let three = "07700900123 7700900123 +44 7700 900 123";
        let each = ["07700900123", "7700900123", "+44 7700 900 123"];
        check("+44 7700 900123", three, &each);
        check(
            "+44 7700 900123",
            "https://wa.me/447700900123?x=1",
            &["447700900123"],
        );
        check("+44 7700 900123", "@447700900123", &["447700900123"]);
        check("+44 7700 900123", "电话07700900123是", &["07700900123"]);
    }

    #[test]
    fn other_numbers_are_not() {
        for text in [
            "+44 7700 900124",
            "+44 7700 9001234",
            "107700900123",
            "077009001230",
            "+1 770 090 0123",
            "+7 7700 900123",
            "12 7700 900123",
            "1-07700-900123",
            "07700 900123-4",
            "IMG07700900123",
            "07700900123x",
            "07700,900123",
            "0 7 7 0 0",
        ] {
            check(
                "07700 900123",
                text,
                if text.contains("07700 900123") {
                    &["07700 900123"]
                } else {
                    &[]
                },
            );
            let plain = text.contains("+44 7700 900123");
            check(
                "+44 7700 900123",
                text,
                if plain { &["+44 7700 900123"] } else { &[] },
            );
        }
        check("4999 1234", "49991234", &[]);
        check("Jane", "jane", &["jane"]);
    }

    fn spelled(digits: &str, gaps: &[usize]) -> String {
        const GAPS: [&str; 6] = ["", "", " ", "-", ".", ") "];
        let mut gaps = gaps.iter().cycle();
        let mut out = String::new();
        for digit in digits.chars() {
            if !out.is_empty() {
                out += gaps.next().map_or("", |gap| GAPS[*gap]);
            }
            out.push(digit);
        }
        out
    }

    proptest! {
        #[test]
        fn a_number_is_found_whatever_stands_between_its_digits(
            rest in "[1-9][0-9]{9}",
            gaps in prop::collection::vec(0_usize..6, 12),
            way in 0_usize..4,
        ) {
            let term = Term::of_value(&format!("+44 {rest}")).unwrap();
            let before = ["+", "00", "0", ""][way];
            let digits = if way == 2 { rest.clone() } else { format!("44{rest}") };
            let text = format!("x {before}{} y", spelled(&digits, &gaps));
            let spans = term.spans(text.as_bytes());
            prop_assert_eq!(spans.len(), 1, "{}", text);
            prop_assert_eq!((spans[0].start, spans[0].end() as usize), (2, text.len() - 2));
        }

        #[test]
        fn never_inside_of_more_digits(
            rest in "[1-9][0-9]{9}",
            more in "[0-9]{1,4}",
            is_before in any::<bool>(),
        ) {
            let find = format!("0{rest}");
            let term = Term::of_value(&find).unwrap();
            let other = if is_before { format!("1{more}{find}") } else { format!("{find}{more}") };
            let found = super::Dialled::new(&find).unwrap();
            let mut folder = super::super::Folder::default();
            let mut n = 0;
            found.each(folder.fold(other.as_bytes()), &mut |_| n += 1);
            prop_assert_eq!(n, 0, "{}", other);
            prop_assert!(!term.spans(find.as_bytes()).is_empty());
        }

        #[test]
        fn any_text_is_searched(text in "[0-9+() ./a-\u{665}-]{0,60}", find in "[+0][0-9 ]{7,16}") {
            if let Some(term) = Term::of_value(&find) {
                let spans = term.spans(text.as_bytes());
                for pair in spans.windows(2) {
                    prop_assert!(pair[0].end() <= pair[1].start);
                }
                for span in spans {
                    prop_assert!(text.get(span.start as usize..span.end() as usize).is_some());
                }
            }
        }
    }
}
