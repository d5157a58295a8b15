//! A batch of what is withheld, in every form, ready to be searched for. Everything is in one batch
//! unless so much is withheld that its patterns would not fit in memory; then the package is
//! searched once for each.

use std::collections::BTreeMap;
use std::io;

use unicode_normalization::UnicodeNormalization;

use super::decided::is_short;
use super::digests;
use super::edges::says_enough;
use super::fixed;
use super::fold::{folded, n_visible, numbers};
use super::set::{Form, Pattern, Set};
use super::values::{Strength, Withheld, Words};
use crate::engine::verify::words::is_break;

/// Longest piece of a value that is looked for. Units: bytes. Of longer ones the first and the last
/// piece of this length are looked for, and each line.
pub(super) const PIECE_BYTES: usize = 200;
/// Most lines of a body that are looked for.
const LINES_LIMIT: usize = 500;
/// Fewer visible characters are not looked for.
const SHORTEST_CHARS: usize = 3;
/// Shorter lines of a withheld file are not looked for, nor shorter messages outside a scope: there
/// are many of these, and what is short stands anywhere by chance.
const LINE_CHARS: usize = 16;
/// Parts of names of fewer characters are not looked for backwards.
const PART_BACKWARDS: usize = 6;
/// Most patterns in a batch: about 100 MB with their automaton.
const PATTERNS_LIMIT: usize = 200_000;
/// Longest pattern: every piece in UTF-16. Units: bytes.
pub(super) const PATTERN_BYTES: usize = 2 * PIECE_BYTES + 64;

/// One value that is looked for.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// Which redaction withholds it.
    pub(super) subject: usize,
    /// Visible characters.
    pub(super) n_chars: usize,
    /// It has letters, of any script.
    pub(super) has_letters: bool,
    /// Counts only where it is no part of a longer word.
    pub(super) whole_words: bool,
    /// It is a name of somebody or of a file: digits and `_` are no part of its words.
    pub(super) is_name: bool,
    /// It is a message, or a line of one, that anybody may say anywhere.
    pub(super) is_short_body: bool,
    /// It also stands in words that every package holds.
    pub(super) in_fixed: bool,
    /// For a part of a name.
    pub(super) part: Option<Strength>,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Words of a person.
    Text,
    /// All that a message says.
    Body,
    /// A term that is withheld.
    Term,
    /// A name: counts as whole words, and its digits are no number.
    Name,
    /// A part of a name.
    Part(Strength),
}

impl Sort {
    /// Whether it counts anywhere, and its digits as a number.
    fn is_words(self) -> bool {
        matches!(self, Sort::Text | Sort::Body | Sort::Term)
    }

    /// Whether there is enough of it to be looked for.
    fn is_enough(self, plain: &str) -> bool {
        let is_name = !matches!(self, Sort::Text | Sort::Body);
        n_visible(plain) >= SHORTEST_CHARS || is_name && says_enough(plain)
    }
}

/// A digest that must not be in the package: its first bytes, whose it is, and its name.
pub(super) type Forbidden = ([u8; 16], usize, &'static str);

/// Values in all their forms.
pub(super) struct Batch {
    /// By number.
    pub(super) values: Vec<Value>,
    /// Over bytes as they stand.
    pub(super) raw: Set,
    /// Over folded text.
    pub(super) folded: Set,
    /// Over the digits of numbers.
    pub(super) numbers: Set,
    /// Sorted.
    pub(super) digests: Vec<Forbidden>,
    /// Redactions that are too short to be looked for.
    pub(super) too_short: Vec<usize>,
    /// The first item of the next batch; `None` when this is the last.
    pub(super) next_item: Option<usize>,
}

#[derive(Default)]
struct Building {
    known: BTreeMap<(Vec<u8>, u8), u32>,
    values: Vec<Value>,
    raw: Vec<Pattern>,
    folded: Vec<Pattern>,
    numbers: Vec<Pattern>,
    digests: Vec<Forbidden>,
    too_short: Vec<usize>,
}

impl Batch {
    /// Expands items from `first` on, as many as fit.
    ///
    /// Errors: the patterns do not fit in memory.
    pub(super) fn new(withheld: &Withheld, first: usize) -> io::Result<Batch> {
        let mut building = Building::default();
        let mut next_item = None;
        for (index, item) in withheld.items.iter().enumerate().skip(first) {
            if building.raw.len() + building.folded.len() > PATTERNS_LIMIT {
                next_item = Some(index);
                break;
            }
            let words = withheld.words(item);
            match item.words {
                Words::Name(_) => building.item(item.subject, words, Sort::Name),
                Words::Part(_, strength) => {
                    building.item(item.subject, words, Sort::Part(strength));
                }
                Words::Bytes(_) => building.odd_bytes(item.subject, words, words.len()),
                Words::Content(_) => building.content(item.subject, words),
                Words::Body(..) if withheld.is_scope(item.subject) => {
                    building.of_scope(item.subject, words);
                }
                Words::Body(..) => building.item(item.subject, words, Sort::Body),
                Words::Span(..) => building.item(item.subject, words, Sort::Text),
                Words::Term(_) => building.item(item.subject, words, Sort::Term),
            }
        }
        building.digests.sort_unstable();
        building.digests.dedup();
        building.too_short.sort_unstable();
        building.too_short.dedup();
        Ok(Batch {
            values: building.values,
            raw: Set::new(building.raw)?,
            folded: Set::new(building.folded)?,
            numbers: Set::new(building.numbers)?,
            digests: building.digests,
            too_short: building.too_short,
            next_item,
        })
    }

    /// How many forms of values there are.
    pub(super) fn n_forms(&self) -> usize {
        self.raw.len() + self.folded.len() + self.numbers.len() + self.digests.len()
    }
}

impl Building {
    fn of_scope(&mut self, subject: usize, words: &[u8]) {
        let text = String::from_utf8_lossy(words);
        let mut is_searched = false;
        for piece in pieces(&text) {
            if n_visible(&folded(piece)) >= LINE_CHARS {
                self.value(subject, piece, Sort::Body);
                is_searched = true;
            }
        }
        if is_searched {
            self.plain_digests(subject, words);
        } else {
            self.too_short.push(subject);
        }
    }

    fn item(&mut self, subject: usize, words: &[u8], sort: Sort) {
        if words.is_empty() {
            return;
        }
        self.plain_digests(subject, words);
        let text = String::from_utf8_lossy(words);
        if !sort.is_enough(&folded(&text)) {
            self.too_short.push(subject);
            return;
        }
        for piece in pieces(&text) {
            self.value(subject, piece, sort);
        }
        if words.len() > text.len() || std::str::from_utf8(words).is_err() {
            self.odd_bytes(subject, words, PIECE_BYTES);
        }
    }

    /// The text of a file: its start, its end, and lines that are long enough to say something.
    fn content(&mut self, subject: usize, words: &[u8]) {
        let text = String::from_utf8_lossy(words);
        for piece in pieces(&text) {
            if n_visible(&folded(piece)) >= LINE_CHARS {
                self.value(subject, piece, Sort::Text);
            }
        }
    }

    /// Digests of the value; of a telephone number in all its spellings.
    fn plain_digests(&mut self, subject: usize, words: &[u8]) {
        let spellings = digests::spellings(&String::from_utf8_lossy(words));
        let others = spellings.iter().map(String::as_bytes);
        for words in std::iter::once(words).chain(others) {
            let own = digests::of(words).into_iter();
            self.digests
                .extend(own.map(|(first, name)| (first, subject, name)));
        }
    }

    /// A value that is not UTF-8 is looked for as it stands.
    fn odd_bytes(&mut self, subject: usize, words: &[u8], most: usize) {
        let value = self.values.len() as u32;
        self.values.push(Value {
            subject,
            n_chars: words.len(),
            has_letters: true,
            whole_words: false,
            is_name: false,
            is_short_body: false,
            in_fixed: false,
            part: None,
        });
        let piece = words.get(..most).unwrap_or(words);
        self.raw.push(pattern(piece.to_vec(), value, Form::Text));
    }

    fn value(&mut self, subject: usize, piece: &str, sort: Sort) {
        let plain = folded(piece);
        let plain = plain.trim();
        let n_chars = n_visible(plain);
        if !sort.is_enough(plain) {
            return;
        }
        let part = match sort {
            Sort::Part(strength) => Some(strength),
            Sort::Text | Sort::Body | Sort::Term | Sort::Name => None,
        };
        let number = match sort {
            Sort::Text | Sort::Term => 0,
            Sort::Name => 1,
            Sort::Part(_) => 2,
            Sort::Body => 3,
        };
        let key = (piece.as_bytes().to_vec(), number);
        if self.known.contains_key(&key) {
            return;
        }
        let value = self.values.len() as u32;
        self.known.insert(key, value);
        self.values.push(Value {
            subject,
            n_chars,
            has_letters: plain.chars().any(char::is_alphabetic),
            whole_words: !sort.is_words() || (n_chars <= 5 && plain.is_ascii()),
            is_name: !sort.is_words(),
            is_short_body: sort == Sort::Body && is_short(plain),
            in_fixed: fixed::holds(plain),
            part,
        });
        self.folded
            .push(pattern(plain.as_bytes().to_vec(), value, Form::Text));
        let reversed: String = plain.chars().rev().collect();
        // Short names are other names when they are read backwards.
        if reversed != plain && (part.is_none() || n_chars >= PART_BACKWARDS) {
            self.folded
                .push(pattern(reversed.into_bytes(), value, Form::Reversed));
        }
        self.raw_forms(value, piece.trim());
        if sort.is_words() {
            self.number_forms(value, plain);
        }
    }

    fn raw_forms(&mut self, value: u32, piece: &str) {
        let mut spellings: Vec<String> = vec![piece.to_owned()];
        if !piece.is_ascii() {
            spellings.push(piece.nfc().collect());
            spellings.push(piece.nfd().collect());
            spellings.push(piece.nfkc().collect());
            spellings.push(piece.to_lowercase());
            spellings.push(piece.to_uppercase());
            spellings.sort();
            spellings.dedup();
        }
        let narrow: Option<Vec<u8>> = piece
            .nfc()
            .map(|c| u8::try_from(u32::from(c)).ok())
            .collect();
        if let Some(latin1) = narrow.filter(|_| !piece.is_ascii()) {
            self.raw.push(pattern(latin1, value, Form::Text));
        }
        for spelling in &spellings {
            let reversed: String = spelling.chars().rev().collect();
            self.raw
                .push(pattern(reversed.into_bytes(), value, Form::Reversed));
            let units: Vec<u16> = spelling.encode_utf16().collect();
            let little = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            self.raw.push(pattern(little, value, Form::Utf16));
            self.raw.push(pattern(big, value, Form::Utf16));
            self.raw
                .push(pattern(spelling.clone().into_bytes(), value, Form::Text));
        }
    }

    fn number_forms(&mut self, value: u32, plain: &str) {
        for number in numbers(plain) {
            let len = number.digits.len();
            if len < 6 || number.can_be_date() {
                continue;
            }
            self.numbers.push(pattern(
                number.digits.clone().into_bytes(),
                value,
                Form::Number,
            ));
            for n_last in [6, 7, 8] {
                let end = len.checked_sub(n_last).filter(|start| *start > 0);
                if let Some(end) = end.and_then(|start| number.digits.get(start..)) {
                    self.numbers
                        .push(pattern(end.as_bytes().to_vec(), value, Form::NumberEnd));
                }
            }
        }
    }
}

fn pattern(bytes: Vec<u8>, value: u32, form: Form) -> Pattern {
    Pattern { bytes, value, form }
}

/// The first bytes of a digest, enough to tell it from any other.
pub(super) fn first_bytes(digest: &[u8]) -> [u8; 16] {
    let mut out = [0; 16];
    for (to, from) in out.iter_mut().zip(digest) {
        *to = *from;
    }
    out
}

/// The pieces of a value: whole, or its start and its end; and each of its lines.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = ends(text);
    if text.contains(is_break) {
        for line in text.split(is_break).take(LINES_LIMIT) {
            out.extend(ends(line));
        }
    }
    out
}

fn ends(text: &str) -> Vec<&str> {
    if text.len() <= PIECE_BYTES {
        return vec![text];
    }
    let mut start = PIECE_BYTES;
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = text.len() - PIECE_BYTES;
    while !text.is_char_boundary(end) {
        end += 1;
    }
    [text.get(..start), text.get(end..)]
        .into_iter()
        .flatten()
        .collect()
}
