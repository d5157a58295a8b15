//! CSV to people: every cell checked, every row that cannot be used named.

use std::collections::BTreeMap;

use super::check;
use super::{
    Acknowledged, Authorised, Person, Phone, ROSTER_BYTES, Roster, RosterError, RosterProblem, Side,
};
use crate::engine::compliance::day::{Day, Days};
use crate::engine::compliance::table::{TableRow, rows};
use crate::engine::detect::e164;

/// The columns we know, in the order in which they are written.
pub(super) const COLUMNS: [&str; 23] = [
    "person_id",
    "full_name",
    "aliases",
    "phones",
    "region",
    "emails",
    "side",
    "company",
    "department",
    "role",
    "authorised",
    "authorised_threads",
    "valid_from",
    "valid_to",
    "number_from",
    "number_to",
    "supervisor_id",
    "custodian",
    "expected_threads",
    "policy_ack",
    "hours",
    "hold",
    "note",
];

pub(super) const NEEDED: [&str; 4] = ["person_id", "full_name", "side", "authorised"];

/// Reads a roster. The file's own form is described in `docs/compliance.md`.
///
/// Errors: [`RosterError`] when nothing of it can be used. Rows that cannot be are told beside.
pub fn roster_from_csv(text: &str) -> Result<(Roster, Vec<RosterProblem>), RosterError> {
    if text.len() > ROSTER_BYTES {
        return Err(RosterError::TooLarge {
            found: text.len(),
            limit: ROSTER_BYTES,
        });
    }
    // Stands where a byte was no letter.
    if let Some(at) = text.find('\u{fffd}') {
        let before = text.get(..at).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() as u32 + 1;
        return Err(RosterError::NotUtf8 { line });
    }
    let mut rows = rows(text)
        .map_err(|line| RosterError::OpenQuotation { line })?
        .into_iter();
    let head = Head::read(&rows.next().ok_or(RosterError::Empty)?)?;
    let mut problems = Vec::new();
    let mut roster = Roster {
        people: Vec::new(),
        extra_columns: head.extra.iter().map(|(name, _)| name.clone()).collect(),
        has_acknowledgements: head.at.contains_key("policy_ack"),
        problems: Vec::new(),
    };
    for row in rows {
        let mut reader = RowReader {
            row: &row,
            head: &head,
            problems: Vec::new(),
        };
        if let Some(person) = reader.person() {
            roster.people.push(person);
        }
        reader.beyond();
        problems.append(&mut reader.problems);
    }
    check::whole(&mut roster, &mut problems);
    if roster.people.is_empty() {
        problems.push(RosterProblem {
            line: 0,
            column: String::new(),
            what: "names nobody, so that nobody is known".to_owned(),
            left_out: false,
        });
    }
    problems.sort_by_key(|problem| problem.line);
    roster.problems.clone_from(&problems);
    Ok((roster, problems))
}

/// Where each column stands.
struct Head {
    at: BTreeMap<&'static str, usize>,
    /// By place: whether the column has a name.
    names: Vec<bool>,
    extra: Vec<(String, usize)>,
}

impl Head {
    fn read(row: &TableRow) -> Result<Head, RosterError> {
        let mut head = Head {
            at: BTreeMap::new(),
            names: row
                .cells
                .iter()
                .map(|cell| !cell.trim().is_empty())
                .collect(),
            extra: Vec::new(),
        };
        for (place, cell) in row.cells.iter().enumerate() {
            let name = cell.trim().to_lowercase().replace([' ', '-'], "_");
            if name.is_empty() {
                continue;
            }
            let known = COLUMNS.iter().find(|column| **column == name);
            let is_twice = match known {
                Some(column) => head.at.insert(column, place).is_some(),
                None => {
                    let is_there = head.extra.iter().any(|(other, _)| *other == cell.trim());
                    head.extra.push((cell.trim().to_owned(), place));
                    is_there
                }
            };
            if is_twice {
                return Err(RosterError::TwoColumns { column: name });
            }
        }
        for column in NEEDED {
            if !head.at.contains_key(column) {
                let found: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).collect();
                return Err(RosterError::NoColumn {
                    column,
                    found: found.join(", "),
                });
            }
        }
        Ok(head)
    }
}

struct RowReader<'r> {
    row: &'r TableRow,
    head: &'r Head,
    problems: Vec<RosterProblem>,
}

impl RowReader<'_> {
    /// `None` when the row is left out; the problems say why.
    fn person(&mut self) -> Option<Person> {
        let id = self.needed("person_id")?;
        let full_name = self.needed("full_name")?;
        let side = self.side()?;
        let authorised = self.authorised()?;
        let region = self.region();
        let mut person = Person::named(&id, &full_name);
        person.side = side;
        person.authorised = authorised;
        person.aliases = self.several("aliases");
        (person.phones, person.phones_unread) = self.phones(&region);
        person.region = region;
        person.emails = self.several("emails");
        person.company = self.cell("company");
        person.department = self.cell("department");
        person.role = self.cell("role");
        person.authorised_threads = self.several("authorised_threads");
        person.valid = Days {
            from: self.day("valid_from")?,
            to: self.day("valid_to")?,
        };
        if person.valid.are_backwards() {
            return self.refuse("valid_to", "the last day is before the first".to_owned());
        }
        person.supervisor_id = self.cell("supervisor_id");
        person.custodian = self.yes("custodian");
        person.expected_threads = self.several("expected_threads");
        person.policy_ack = self.acknowledged();
        person.hours = self.cell("hours");
        person.hold = self.several("hold");
        person.note = self.cell("note");
        person.extra = self
            .head
            .extra
            .iter()
            .map(|(_, place)| self.at(*place))
            .collect();
        person.line = self.row.line;
        if authorised == Authorised::Limited && person.authorised_threads.is_empty() {
            let what = "limited, but no thread is named: the person may speak nowhere";
            self.warn("authorised_threads", what.to_owned());
        }
        Some(person)
    }

    fn at(&self, place: usize) -> String {
        let cell = self.row.cells.get(place).map_or("", String::as_str);
        cell.trim().to_owned()
    }

    fn cell(&self, column: &str) -> String {
        self.head
            .at
            .get(column)
            .map_or_else(String::new, |place| self.at(*place))
    }

    fn several(&self, column: &str) -> Vec<String> {
        let cell = self.cell(column);
        let parts = cell.split('|').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn note(&mut self, column: &str, what: String, left_out: bool) {
        self.problems.push(RosterProblem {
            line: self.row.line,
            column: column.to_owned(),
            what,
            left_out,
        });
    }

    fn warn(&mut self, column: &str, what: String) {
        self.note(column, what, false);
    }

    fn refuse<T>(&mut self, column: &str, what: String) -> Option<T> {
        self.note(column, what, true);
        None
    }

    fn needed(&mut self, column: &str) -> Option<String> {
        match self.cell(column) {
            cell if cell.is_empty() => self.refuse(column, "is empty".to_owned()),
            cell => Some(cell),
        }
    }

    fn side(&mut self) -> Option<Side> {
        let cell = self.cell("side").to_lowercase();
        match Side::from_word(&cell) {
            Some(side) => Some(side),
            None => {
                let what = format!("{cell:?}, expected internal, external, vendor or unknown");
                self.refuse("side", what)
            }
        }
    }

    fn authorised(&mut self) -> Option<Authorised> {
        let cell = self.cell("authorised").to_lowercase();
        match cell.as_str() {
            "yes" => Some(Authorised::Yes),
            "no" => Some(Authorised::No),
            "limited" => Some(Authorised::Limited),
            _other => {
                let what = format!("{cell:?}, expected yes, no or limited");
                self.refuse("authorised", what)
            }
        }
    }

    fn region(&mut self) -> String {
        let cell = self.cell("region").to_uppercase();
        let is_region = cell.len() == 2 && cell.bytes().all(|b| b.is_ascii_uppercase());
        if cell.is_empty() || is_region {
            return cell;
        }
        self.warn(
            "region",
            format!("{cell:?}, expected two letters such as GB"),
        );
        String::new()
    }

    fn yes(&mut self, column: &str) -> bool {
        match self.cell(column).to_lowercase().as_str() {
            "yes" => true,
            "" | "no" => false,
            other => {
                self.warn(
                    column,
                    format!("{other:?}, expected yes or no; taken as no"),
                );
                false
            }
        }
    }

    /// `None`: the row is left out. An empty cell is an open end.
    #[allow(
        clippy::option_option,
        reason = "the outer one says whether the row stands"
    )]
    fn day(&mut self, column: &str) -> Option<Option<Day>> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Some(None);
        }
        match Day::from_iso(&cell) {
            Some(day) => Some(Some(day)),
            None => self.refuse(column, format!("{cell:?} is no date, expected YYYY-MM-DD")),
        }
    }

    /// Days of numbers, by place; a number without one is theirs all the time.
    fn number_day(&mut self, column: &str, place: usize) -> Option<Day> {
        let cell = self.cell(column);
        let part = cell.split('|').nth(place)?.trim();
        if part.is_empty() {
            return None;
        }
        let day = Day::from_iso(part);
        if day.is_none() {
            let what =
                format!("{part:?} is no date, expected YYYY-MM-DD; the number is taken without it");
            self.warn(column, what);
        }
        day
    }

    fn phones(&mut self, region: &str) -> (Vec<Phone>, Vec<String>) {
        let mut phones = Vec::new();
        let mut unread = Vec::new();
        let cell = self.cell("phones");
        let parts = cell.split('|').map(str::trim).enumerate();
        // Days stand by place, and a place may be empty.
        for (place, written) in parts.filter(|(_, part)| !part.is_empty()) {
            let valid = Days {
                from: self.number_day("number_from", place),
                to: self.number_day("number_to", place),
            };
            // Table programs are kept from reading a number as a sum by an apostrophe.
            match e164(written.trim_start_matches('\''), region) {
                Some(dialled) => phones.push(Phone {
                    written: written.to_owned(),
                    dialled,
                    valid,
                }),
                None => {
                    let what = format!(
                        "{written:?} cannot be read as a number; write it with its country code, or fill in \
                         the region"
                    );
                    self.warn("phones", what);
                    unread.push(written.to_owned());
                }
            }
        }
        (phones, unread)
    }

    /// Cells under no name of a column are no part of anything.
    fn beyond(&mut self) {
        let is_named = |place: &usize| self.head.names.get(*place).is_some_and(|named| *named);
        let cells = self.row.cells.iter().map(|cell| cell.trim()).enumerate();
        let beyond = cells.filter(|(place, cell)| !cell.is_empty() && !is_named(place));
        let beyond: Vec<String> = beyond.map(|(_, cell)| format!("{cell:?}")).collect();
        if !beyond.is_empty() {
            let what = format!(
                "under no name of a column, and not read: {}; a cell that holds the separator needs double quotes",
                beyond.join(", ")
            );
            self.warn("", what);
        }
    }

    fn acknowledged(&mut self) -> Option<Acknowledged> {
        let cell = self.cell("policy_ack");
        if cell.is_empty() {
            return None;
        }
        let (day, version) = cell.split_once('@').unwrap_or((&cell, ""));
        match Day::from_iso(day) {
            Some(day) => Some(Acknowledged {
                day,
                version: version.trim().to_owned(),
            }),
            None => {
                let what = format!("{cell:?}, expected a date, and the version after an @");
                self.warn("policy_ack", what);
                None
            }
        }
    }
}
