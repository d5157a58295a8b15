//! Who may speak: people with their names, numbers, authorisations and dates.
//!
//! Read [`Person`], then [`Roster`]. Read from CSV ([`roster_from_csv`]) and from cards
//! ([`roster_from_cards`]), written back as CSV ([`roster_to_csv`]). Invariants: a row that cannot be used
//! is named and left out, the others stand; columns that we do not know are kept and written back.

mod cards;
mod check;
mod grid;
mod read;
mod write;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::day::{Day, Days};
use super::names::folded;
use crate::engine::finding::Explain;

pub use cards::{CardMapping, CardRole, FoundCard, cards_in_case, roster_from_cards};
pub(super) use check::shared_numbers;
pub use grid::RosterGrid;
pub use read::roster_from_csv;
pub use write::{roster_to_cards, roster_to_csv};

/// On which side somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// One of us.
    Internal,
    /// Somebody else.
    External,
    /// Works for us and is none of us.
    Vendor,
    /// Not known.
    Unknown,
}

impl Side {
    /// All.
    pub const ALL: [Side; 4] = [Side::Internal, Side::External, Side::Vendor, Side::Unknown];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Side::Internal => "internal",
            Side::External => "external",
            Side::Vendor => "vendor",
            Side::Unknown => "unknown",
        }
    }

    /// The side of that word.
    pub fn from_word(word: &str) -> Option<Side> {
        Side::ALL.into_iter().find(|side| side.word() == word)
    }
}

/// Whether somebody may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Authorised {
    /// In every thread.
    Yes,
    /// In none.
    No,
    /// In the threads that are named.
    Limited,
}

impl Authorised {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Authorised::Yes => "yes",
            Authorised::No => "no",
            Authorised::Limited => "limited",
        }
    }
}

/// A number of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// As it stands in the roster.
    pub written: String,
    /// Digits as dialled from abroad.
    pub dialled: String,
    /// When it was theirs.
    pub valid: Days,
}

/// When somebody acknowledged which version of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// The day.
    pub day: Day,
    /// The version; empty when none is named.
    pub version: String,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Stable key.
    pub id: String,
    /// Display name.
    pub full_name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Numbers.
    pub phones: Vec<Phone>,
    /// What stands where numbers are and cannot be read as one: nobody is recognised by it.
    pub phones_unread: Vec<String>,
    /// Country of national numbers; may be empty.
    pub region: String,
    /// Mail addresses.
    pub emails: Vec<String>,
    /// Whose side.
    pub side: Side,
    /// Where they work; may be empty.
    pub company: String,
    /// In which part of it; may be empty.
    pub department: String,
    /// As what; may be empty.
    pub role: String,
    /// Whether they may speak.
    pub authorised: Authorised,
    /// Titles, or patterns with `*`, when limited.
    pub authorised_threads: Vec<String>,
    /// When they may.
    pub valid: Days,
    /// Key of the person who supervises them; may be empty.
    pub supervisor_id: String,
    /// Whether they must hand in exports.
    pub custodian: bool,
    /// Titles they should hand in.
    pub expected_threads: Vec<String>,
    /// Whether the policy was acknowledged.
    pub policy_ack: Option<Acknowledged>,
    /// Name of a table of hours; may be empty.
    pub hours: String,
    /// Legal holds.
    pub hold: Vec<String>,
    /// Anything else.
    pub note: String,
    /// Columns that we do not know, by the roster's list of them.
    pub extra: Vec<String>,
    /// Where they stand in the file, from 1.
    pub line: u32,
}

/// All that is known of people.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Roster {
    /// In the order of the file.
    pub people: Vec<Person>,
    /// Columns that we do not know.
    pub extra_columns: Vec<String>,
    /// Whether acknowledgements are recorded at all.
    pub has_acknowledgements: bool,
    /// What is odd in it: rows that were left out, and what cannot be told apart.
    pub problems: Vec<RosterProblem>,
}

/// Something about a roster that a person should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterProblem {
    /// The line, from 1; 0 for the whole file.
    pub line: u32,
    /// The column, when it is one.
    pub column: String,
    /// What, with what was found and what was expected.
    pub what: String,
    /// Whether the row is left out.
    pub left_out: bool,
}

impl std::fmt::Display for RosterProblem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line > 0 {
            write!(out, "line {}", self.line)?;
        } else {
            write!(out, "the roster")?;
        }
        if !self.column.is_empty() {
            write!(out, ", column {:?}", self.column)?;
        }
        write!(out, ": {}", self.what)?;
        if self.left_out {
            write!(out, "; the row is left out")?;
        }
        Ok(())
    }
}

/// A roster that cannot be used at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// Too large.
    #[error("the roster has {found} bytes, at most {limit} are read")]
    TooLarge {
        /// Its size.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// No row that names columns.
    #[error("the roster is empty")]
    Empty,
    /// A column that must be there.
    #[error("the roster has no column {column:?}; found {found}")]
    NoColumn {
        /// Its name.
        column: &'static str,
        /// The columns it has.
        found: String,
    },
    /// A column that stands there twice.
    #[error("the roster has two columns {column:?}")]
    TwoColumns {
        /// Its name.
        column: String,
    },
    /// Letters that cannot be read.
    #[error("line {line} of the roster is not in UTF-8")]
    NotUtf8 {
        /// From 1.
        line: u32,
    },
    /// A quotation without an end.
    #[error("line {line} of the roster opens a quotation that never ends")]
    OpenQuotation {
        /// From 1.
        line: u32,
    },
    /// Cards that cannot be read.
    #[error("the cards cannot be read: {what}")]
    Cards {
        /// What is wrong.
        what: String,
    },
}

impl Explain for RosterError {
    fn help(&self) -> &'static str {
        match self {
            RosterError::TooLarge { .. } => "Split the roster",
            RosterError::Empty | RosterError::NoColumn { .. } => {
                "Begin the file with a row of column names: person_id, full_name, side and authorised \
                 are needed"
            }
            RosterError::TwoColumns { .. } => "Give every column a name of its own",
            RosterError::OpenQuotation { .. } => {
                "Close the double quotes, or double them inside a cell"
            }
            RosterError::NotUtf8 { .. } => {
                "Save the table again as \"CSV UTF-8\": as it is, names would be changed"
            }
            RosterError::Cards { .. } => "Export the contacts again as vCard 2.1, 3.0 or 4.0",
        }
    }
}

/// Largest roster. Units: bytes.
const ROSTER_BYTES: usize = 16 << 20;

impl Roster {
    /// The person of that key, with their place.
    pub fn person(&self, id: &str) -> Option<(usize, &Person)> {
        self.people
            .iter()
            .enumerate()
            .find(|(_, person)| person.id == id)
    }

    /// Adds people whose key is not taken; the others are told, and numbers that cannot be read.
    pub fn add(&mut self, people: Vec<Person>) -> Vec<RosterProblem> {
        let mut problems = Vec::new();
        for person in people {
            let unread = person.phones_unread.iter();
            problems.extend(unread.map(|written| RosterProblem {
                line: person.line,
                column: "phones".to_owned(),
                what: format!(
                    "{written:?} of {:?} cannot be read as a number; write it with its country code",
                    person.full_name
                ),
                left_out: false,
            }));
            if self.person(&person.id).is_some() {
                problems.push(RosterProblem {
                    line: person.line,
                    column: "person_id".to_owned(),
                    what: format!("{:?} is in the roster already", person.id),
                    left_out: true,
                });
            } else {
                self.people.push(person);
            }
        }
        self.problems.extend(problems.iter().cloned());
        problems
    }
}

impl Person {
    /// With a key and a name, and nothing else known.
    pub fn named(id: &str, full_name: &str) -> Person {
        Person {
            id: id.to_owned(),
            full_name: full_name.to_owned(),
            aliases: Vec::new(),
            phones: Vec::new(),
            phones_unread: Vec::new(),
            region: String::new(),
            emails: Vec::new(),
            side: Side::Unknown,
            company: String::new(),
            department: String::new(),
            role: String::new(),
            authorised: Authorised::No,
            authorised_threads: Vec::new(),
            valid: Days::default(),
            supervisor_id: String::new(),
            custodian: false,
            expected_threads: Vec::new(),
            policy_ack: None,
            hours: String::new(),
            hold: Vec::new(),
            note: String::new(),
            extra: Vec::new(),
            line: 0,
        }
    }

    /// Whether they may speak in the thread of that title, dates left aside.
    pub fn may_speak_in(&self, title: &str) -> bool {
        match self.authorised {
            Authorised::Yes => true,
            Authorised::No => false,
            Authorised::Limited => self
                .authorised_threads
                .iter()
                .any(|pattern| title_fits(pattern, title)),
        }
    }

    /// Whether the number is theirs on that day.
    pub fn has_number(&self, dialled: &str, day: Option<Day>) -> bool {
        self.phones
            .iter()
            .any(|phone| phone.dialled == dialled && phone.valid.hold(day))
    }
}

/// Whether a title is the one that a pattern names: `*` stands for anything, case and accents make no
/// difference.
pub(super) fn title_fits(pattern: &str, title: &str) -> bool {
    let title = folded(title);
    let mut parts = pattern.split('*').map(folded);
    let first = parts.next().unwrap_or_default();
    if !pattern.contains('*') {
        return first == title;
    }
    let Some(mut rest) = title.strip_prefix(first.as_str()) else {
        return false;
    };
    let parts: Vec<String> = parts.collect();
    let last = parts.last().map_or("", String::as_str);
    for part in parts.iter().take(parts.len().saturating_sub(1)) {
        match rest.find(part.as_str()) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}
