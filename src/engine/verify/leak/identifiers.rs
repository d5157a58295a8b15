//! How much of a withheld number stands in pieces over the whole package: the last four digits here,
//! the first six there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Leak;
use super::fold::{folded, numbers};
use super::values::{Withheld, Words};

/// Numbers of fewer digits are no identifiers.
const LEAST_DIGITS: usize = 6;
/// Longer ones do not occur.
const MOST_DIGITS: usize = 40;
/// Fewer digits at the start or the end of a number stand there by chance.
const LEAST_END: usize = 4;
/// Fewer digits out of the middle do.
const LEAST_MIDDLE: usize = 6;
/// Two numbers of one term that end in so many equal digits are one.
const SAME_END: usize = 8;
/// So many digits that do not show are too few, however long the number is.
const FEW_LEFT: usize = 4;
/// In longer text numbers are no identifiers that somebody chose to withhold. Units: bytes.
const MOST_BYTES: usize = 200;

/// A withheld number.
struct Identifier {
    subject: usize,
    digits: String,
    /// How many digits at the end stay at each place.
    kept: usize,
}

/// All of them.
#[derive(Default)]
pub(super) struct Identifiers {
    all: Vec<Identifier>,
    known: BTreeSet<(usize, String)>,
    /// By their first digits.
    starts: BTreeMap<String, Vec<usize>>,
    /// By their last digits.
    ends: BTreeMap<String, Vec<usize>>,
    /// By digits anywhere in them, and where.
    middles: BTreeMap<String, Vec<(usize, usize)>>,
}

impl Identifiers {
    /// From the words that are withheld where a person chose them.
    pub(super) fn of(withheld: &Withheld) -> Identifiers {
        let mut identifiers = Identifiers::default();
        let mut of_terms: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for item in &withheld.items {
            match &item.words {
                Words::Term(_) => {
                    let all = of_terms.entry(item.subject).or_default();
                    for digits in digits_in(withheld.words(item)) {
                        if !all.iter().any(|known| is_same(known, &digits)) {
                            all.push(digits);
                        }
                    }
                }
                Words::Span(..) => {
                    for digits in digits_in(withheld.words(item)) {
                        identifiers.put(item.subject, digits, 0);
                    }
                }
                _other => {}
            }
        }
        for (subject, all) in of_terms {
            let kept = withheld.subjects.get(subject).map_or(0, |one| one.kept);
            for digits in all {
                identifiers.put(subject, digits, kept);
            }
        }
        identifiers
    }

    fn put(&mut self, subject: usize, digits: String, kept: usize) {
        let len = digits.len();
        let is_one = (LEAST_DIGITS..=MOST_DIGITS).contains(&len);
        if !is_one || !self.known.insert((subject, digits.clone())) {
            return;
        }
        let number = self.all.len();
        let piece = |range: Range<usize>| digits.get(range).unwrap_or_default().to_owned();
        let start = self.starts.entry(piece(0..LEAST_END));
        start.or_default().push(number);
        let end = self.ends.entry(piece(len - LEAST_END..len));
        end.or_default().push(number);
        for at in 1..len - LEAST_MIDDLE {
            let middle = self.middles.entry(piece(at..at + LEAST_MIDDLE));
            middle.or_default().push((number, at));
        }
        self.all.push(Identifier {
            subject,
            digits,
            kept,
        });
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Which digits of which identifiers a number shows. One that shows all of them is not passed
    /// on: the whole value is found as such.
    pub(super) fn each(&self, shown: &str, found: &mut dyn FnMut(usize, Range<usize>)) {
        if shown.len() < LEAST_END || is_year(shown) {
            return;
        }
        let mut check = |number: usize, at: usize| {
            let Some(one) = self.all.get(number) else {
                return;
            };
            let end = at + shown.len();
            if shown.len() < one.digits.len() && one.digits.get(at..end) == Some(shown) {
                found(number, at..end);
            }
        };
        let first = shown.get(..LEAST_END).unwrap_or_default();
        let last = shown.get(shown.len() - LEAST_END..).unwrap_or_default();
        for number in self.starts.get(first).into_iter().flatten() {
            check(*number, 0);
        }
        for number in self.ends.get(last).into_iter().flatten() {
            let len = self.all.get(*number).map_or(0, |one| one.digits.len());
            check(*number, len.saturating_sub(shown.len()));
        }
        let middle = shown.get(..LEAST_MIDDLE);
        let known = middle.and_then(|middle| self.middles.get(middle));
        for (number, at) in known.into_iter().flatten() {
            check(*number, *at);
        }
    }

    /// What is too much: what blocks, and what a person has to look at.
    pub(super) fn judge(&self, sums: &Sums, withheld: &Withheld) -> (Vec<Leak>, Vec<Leak>) {
        let (mut blocks, mut listed) = (Vec::new(), Vec::new());
        for (number, seen) in &sums.0 {
            let Some(one) = self.all.get(*number) else {
                continue;
            };
            let n_all = one.digits.len();
            let kept = n_all.saturating_sub(one.kept)..n_all;
            let n_shown = (seen.shown | bits(kept)).count_ones() as usize;
            let (file, place, record) = seen.last.clone();
            let leak = Leak {
                decision: withheld
                    .subjects
                    .get(one.subject)
                    .map(|subject| subject.id.clone())
                    .unwrap_or_default(),
                file,
                place,
                record,
                form: format!("L-36: {n_shown} of {n_all} digits of a number, in pieces"),
            };
            if n_shown >= n_all {
                blocks.push(leak);
            } else if 2 * n_shown > n_all || n_shown + FEW_LEFT >= n_all {
                listed.push(leak);
            }
        }
        (blocks, listed)
    }
}

/// Whether `other` is what goes of a term of which something stays, or the same telephone number as it
/// is dialled from elsewhere.
fn is_same(known: &str, other: &str) -> bool {
    let end = |digits: &str| {
        let start = digits.len().checked_sub(SAME_END)?;
        digits.get(start..).map(str::to_owned)
    };
    known.contains(other) || end(known).is_some_and(|ends| Some(ends) == end(other))
}

/// The numbers in something withheld; none in text that is longer than an identifier.
fn digits_in(words: &[u8]) -> Vec<String> {
    if words.len() > MOST_BYTES {
        return Vec::new();
    }
    let numbers = numbers(&folded(&String::from_utf8_lossy(words)));
    let numbers = numbers.into_iter().filter(|number| !number.can_be_date());
    numbers.map(|number| number.digits).collect()
}

fn bits(digits: Range<usize>) -> u64 {
    digits.fold(0, |bits, digit| bits | 1 << digit)
}

/// A year is a start of many numbers.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Where something stands: file, place, and thread and record from 1.
type Where = (String, String, Option<(u32, u32)>);

/// What was seen of each identifier.
#[derive(Default)]
pub(super) struct Sums(BTreeMap<usize, Seen>);

struct Seen {
    /// A bit for each digit.
    shown: u64,
    /// Where a digit was seen that had not been seen before.
    last: Where,
}

impl Sums {
    /// These digits of an identifier are shown.
    pub(super) fn add(
        &mut self,
        identifier: usize,
        shown: Range<usize>,
        at: impl FnOnce() -> Where,
    ) {
        let bits = bits(shown);
        match self.0.get_mut(&identifier) {
            Some(seen) if seen.shown | bits == seen.shown => {}
            Some(seen) => {
                seen.shown |= bits;
                seen.last = at();
            }
            None => {
                let seen = Seen {
                    shown: bits,
                    last: at(),
                };
                self.0.insert(identifier, seen);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifiers(all: &[&str]) -> Identifiers {
        let mut identifiers = Identifiers::default();
        for (subject, digits) in all.iter().enumerate() {
            identifiers.put(subject, (*digits).to_owned(), 0);
        }
        identifiers
    }

    #[track_caller]
    fn check(all: &str, shown: &[&str], expected: &[(usize, usize)]) {
        let mut found = Vec::new();
        for shown in shown {
            identifiers(&[all]).each(shown, &mut |_, range| found.push((range.start, range.end)));
        }
        assert_eq!(found, expected, "{all} {shown:?}");
    }

    #[test]
    fn pieces_are_told() {
        let card = "4999123456789019";
        check(card, &["4999123456"], &[(0, 10)]);
        check(card, &["9019", "789019"], &[(12, 16), (10, 16)]);
        check(card, &["234567"], &[(5, 11)]);
        // Too short, the whole number, a longer one, digits of another one.
        let no = [
            "499",
            "019",
            "23456",
            card,
            "49991234567890190",
            "4998",
            "90190",
        ];
        check(card, &no, &[]);
        check("20240042", &["2024"], &[]);
    }

    #[test]
    fn spellings_of_one_number_are_one() {
        assert!(is_same("447700900123", "07700900123"));
        assert!(is_same("4999123456789019", "499912345678"));
        assert!(!is_same("447700900123", "447700900456"));
        assert!(!is_same("482910", "482911"));
    }

    #[test]
    fn what_is_shown_adds_up() {
        let all = identifiers(&["4999123456789019", "48291077"]);
        let judged = |shown: &[&str]| {
            let mut sums = Sums::default();
            for one in shown {
                all.each(one, &mut |number, range| {
                    sums.add(number, range, || (String::new(), String::new(), None));
                });
            }
            let (blocks, listed) = all.judge(&sums, &Withheld::default());
            (blocks.len(), listed.len())
        };
        assert_eq!(judged(&["9019"]), (0, 0));
        assert_eq!(judged(&["9019", "499912"]), (0, 1));
        assert_eq!(judged(&["4999123456", "789019"]), (1, 0));
        assert_eq!(judged(&["4829"]), (0, 1));
    }
}
