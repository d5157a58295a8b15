//! Header shapes: everything about a header but its numbers. Real exports have one; a header of
//! another shape was pasted, appended or edited.

use crate::engine::thread::{DateOrder, YearForm};

/// How a header is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// `[stamp] `
    Bracket,
    /// `stamp - `
    Dash,
    /// `stamp: `, very old
    Colon,
    /// `stamp; `, as a program writes it that reads a phone's database
    Semicolon,
}

/// Where the year stands and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateForm {
    /// First, three or four digits.
    YearFirst,
    /// Last, three or four digits.
    YearLast,
    /// Two digits everywhere.
    Short,
    /// Two fields only, no year.
    NoYear,
    /// With the name of the month.
    Named,
}

/// What stands between the date's fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateSeparator {
    Slash,
    Dot,
    DotSpace,
    Dash,
    Unit,
    Space,
}

/// A calendar that the stamp itself names. Its years are counted on to the common ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    Common,
    Buddhist,
    Japanese,
}

/// How a 12-hour marker is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerForm {
    None,
    /// `AM`, `PM`
    Upper,
    /// `am`, `pm`
    Lower,
    /// With dots: `a.m.`
    Dotted,
    /// Any other words, before or after the time: known markers, and words in no table, which may
    /// be markers or mean nothing. One form, so that a rare marker never tears a file apart.
    Other,
}

/// The signature of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) family: Family,
    pub(super) date: DateForm,
    pub(super) separator: DateSeparator,
    /// A full stop after the last field.
    pub(super) closed_date: bool,
    pub(super) era: Era,
    pub(super) time_first: bool,
    pub(super) comma: bool,
    pub(super) glue: bool,
    /// The time stands in parentheses.
    pub(super) opened: bool,
    pub(super) time_separator: u8,
    pub(super) has_seconds: bool,
    pub(super) marker: MarkerForm,
    pub(super) marker_first: bool,
    pub(super) script: u8,
}

impl Signature {
    /// `[31/12, 21:05] ` and `[21:05, 31/12/2023] `: what copying messages writes, never an export.
    pub(super) fn is_copy(self) -> bool {
        self.family == Family::Bracket
            && !self.has_seconds
            && (self.date == DateForm::NoYear || self.time_first)
    }

    /// Whether its stamps write the year.
    pub(super) fn year_form(self) -> YearForm {
        match self.date {
            DateForm::NoYear if self.is_copy() => YearForm::Never,
            DateForm::NoYear | DateForm::Named => YearForm::LeftOut,
            DateForm::YearFirst | DateForm::YearLast | DateForm::Short => YearForm::Written,
        }
    }

    /// Old exports write the year only for earlier years: with and without are one shape there.
    pub(super) fn goes_with(self, other: Signature) -> bool {
        self == other
            || (self.family == other.family
                && self.date == DateForm::Named
                && other.date == DateForm::Named)
    }

    /// Whether `other` differs in nothing but the words for half of the day, of which one side has
    /// such as stand in no table or are rare.
    pub(super) fn differs_in_rare_marker(self, other: Signature) -> bool {
        let rare = |signature: Signature| signature.marker == MarkerForm::Other;
        let both = self.marker != MarkerForm::None && other.marker != MarkerForm::None;
        let alike = Signature {
            marker: other.marker,
            ..self
        };
        self != other && both && (rare(self) || rare(other)) && alike == other
    }

    /// Korean and Basque stamps put a year of two digits first; no others do.
    pub(super) fn may_start_with_short_year(self) -> bool {
        let korean = self.separator == DateSeparator::DotSpace && self.closed_date;
        self.date == DateForm::Short && (korean || self.opened)
    }

    /// The reading that is shown while nothing proves one.
    pub(super) fn usual_order(self) -> DateOrder {
        let dotted = matches!(
            self.separator,
            DateSeparator::Dot | DateSeparator::DotSpace | DateSeparator::Unit
        );
        match self.date {
            DateForm::YearFirst => DateOrder::Ymd,
            DateForm::Short if self.may_start_with_short_year() => DateOrder::Ymd,
            DateForm::Short
                if self.marker == MarkerForm::Upper
                    && self.separator == DateSeparator::Slash
                    && !dotted =>
            {
                DateOrder::Mdy
            }
            DateForm::Short | DateForm::YearLast | DateForm::NoYear | DateForm::Named => {
                DateOrder::Dmy
            }
        }
    }
}

/// What the candidates of one shape look like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ShapeCounts {
    pub(super) n_candidates: u64,
    /// First and second date fields above twelve.
    pub(super) n_first_above: u64,
    pub(super) n_second_above: u64,
}

/// The shapes met so far. At most [`ShapeTable::MOST`].
#[derive(Debug, Default)]
pub(super) struct ShapeTable {
    pub(super) signatures: Vec<Signature>,
    /// Beside `signatures`; while candidates are collected.
    pub(super) counts: Vec<ShapeCounts>,
    last: usize,
}

impl ShapeTable {
    /// More shapes than any text has that is not made to have them.
    const MOST: usize = 200;

    /// The number of a shape; `None` when there are too many.
    #[inline]
    pub(super) fn number(&mut self, signature: Signature) -> Option<u8> {
        if self.signatures.get(self.last) != Some(&signature) {
            self.last = match self.signatures.iter().position(|s| *s == signature) {
                Some(found) => found,
                None if self.signatures.len() >= ShapeTable::MOST => return None,
                None => {
                    self.signatures.push(signature);
                    self.counts.push(ShapeCounts::default());
                    self.signatures.len() - 1
                }
            };
        }
        u8::try_from(self.last).ok()
    }

    /// Counts a candidate.
    #[inline]
    pub(super) fn count(&mut self, shape: u8, date: [u16; 3]) {
        if let Some(counts) = self.counts.get_mut(usize::from(shape)) {
            counts.n_candidates += 1;
            counts.n_first_above += u64::from(date[0] > 12);
            counts.n_second_above += u64::from(date[1] > 12);
        }
    }
}

/// The shape for people: every digit a `d`, marks left out.
pub(super) fn pattern(stamp: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = stamp;
    while !rest.is_empty() {
        let marks = super::cursor::marks_len(rest);
        let len = if marks > 0 {
            marks
        } else if let Some((_, len, _)) = super::cursor::digit(rest) {
            out.push('d');
            len
        } else if let Some((found, len)) = super::cursor::first_char(rest) {
            out.push(found);
            len
        } else {
            1
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}
