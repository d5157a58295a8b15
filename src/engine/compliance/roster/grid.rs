//! A roster as a table of cells, for editing it: what cannot be read as a person stands in it as well.

use std::collections::BTreeMap;

use super::cards::{CATEGORIES, says_itself};
use super::read::{COLUMNS, NEEDED};
use super::{Person, ROSTER_BYTES, Roster, RosterError, roster_to_csv};
use crate::engine::compliance::table::{plain_cell, rows};

/// Columns of a table that somebody begins.
const FIRST: [&str; 9] = [
    "person_id",
    "full_name",
    "aliases",
    "phones",
    "region",
    "side",
    "authorised",
    "valid_from",
    "valid_to",
];

/// Cells as they are written. Every row has a cell for each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterGrid {
    /// Names of the columns, as they are written.
    pub columns: Vec<String>,
    /// Cells by row.
    pub rows: Vec<Vec<String>>,
}

impl Default for RosterGrid {
    fn default() -> RosterGrid {
        RosterGrid {
            columns: FIRST.map(str::to_owned).to_vec(),
            rows: Vec::new(),
        }
    }
}

impl RosterGrid {
    /// The cells of a file. One that is empty has the usual columns and no rows.
    ///
    /// Errors: `TooLarge`, `OpenQuotation`.
    pub fn from_csv(text: &str) -> Result<RosterGrid, RosterError> {
        if text.len() > ROSTER_BYTES {
            return Err(RosterError::TooLarge {
                found: text.len(),
                limit: ROSTER_BYTES,
            });
        }
        let mut rows = rows(text)
            .map_err(|line| RosterError::OpenQuotation { line })?
            .into_iter()
            .map(|row| row.cells);
        let Some(columns) = rows.next() else {
            return Ok(RosterGrid::default());
        };
        let mut grid = RosterGrid {
            columns,
            rows: rows.collect(),
        };
        // A row may be longer than the row of names: nothing of it is dropped.
        let n_columns = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
        let n_columns = n_columns.max(grid.columns.len());
        grid.columns.resize(n_columns, String::new());
        for row in &mut grid.rows {
            row.resize(n_columns, String::new());
        }
        Ok(grid)
    }

    /// The cells of people, cards for example.
    pub fn of_people(people: Vec<Person>) -> RosterGrid {
        let roster = Roster {
            people,
            extra_columns: vec![CATEGORIES.to_owned()],
            ..Roster::default()
        };
        let mut grid = RosterGrid::from_csv(&roster_to_csv(&roster)).unwrap_or_default();
        grid.drop_empty_columns();
        grid
    }

    /// The file. Read again it is the same.
    pub fn to_csv(&self) -> String {
        let line = |cells: &Vec<String>| {
            let cells: Vec<String> = cells.iter().map(|cell| plain_cell(cell)).collect();
            format!("{}\r\n", cells.join(","))
        };
        let rows = self.rows.iter().filter(|row| !is_blank(row));
        std::iter::once(&self.columns)
            .chain(rows)
            .map(line)
            .collect()
    }

    /// Writes a cell. Nothing happens when there is no such cell.
    pub fn set(&mut self, row: usize, column: usize, value: &str) {
        if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = value.to_owned();
        }
    }

    /// A new row at the end, with a key of its own and what a new person is usually.
    pub fn add_row(&mut self) {
        let id = self.free_id();
        let row = self.columns.iter().map(|name| match name.as_str() {
            "person_id" => id.clone(),
            "side" => "unknown".to_owned(),
            "authorised" => "no".to_owned(),
            _other => String::new(),
        });
        self.rows.push(row.collect());
    }

    /// Takes a row out.
    pub fn remove_row(&mut self, row: usize) {
        if row < self.rows.len() {
            self.rows.remove(row);
        }
    }

    /// A new column at the end, unless there is one of that name.
    pub fn add_column(&mut self, name: &str) {
        let name = name.trim();
        if name.is_empty() || self.columns.iter().any(|one| one == name) {
            return;
        }
        self.columns.push(name.to_owned());
        for row in &mut self.rows {
            row.push(String::new());
        }
    }

    /// Takes somebody in, with the columns that they need. Nothing happens when their key is there.
    pub fn add_person(&mut self, person: &Person) {
        if self.has_person(&person.id) {
            return;
        }
        let one = RosterGrid::of_people(vec![person.clone()]);
        for name in &one.columns {
            self.add_column(name);
        }
        let cells = one.rows.into_iter().next().unwrap_or_default();
        let row = self.columns.iter().map(|name| {
            let place = one.columns.iter().position(|of| of == name);
            place
                .and_then(|place| cells.get(place).cloned())
                .unwrap_or_default()
        });
        self.rows.push(row.collect());
    }

    /// The categories of cards, and how many people have each; those that say themselves what they mean
    /// left out.
    pub fn categories(&self) -> Vec<(String, u32)> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let Some(place) = self.place_of(CATEGORIES) else {
            return Vec::new();
        };
        for row in &self.rows {
            let cell = row.get(place).map_or("", String::as_str);
            let mut seen: Vec<&str> = cell.split('|').map(str::trim).collect();
            seen.sort_unstable();
            seen.dedup();
            for category in seen {
                if !category.is_empty() && !says_itself(category) {
                    *counts.entry(category.to_owned()).or_default() += 1;
                }
            }
        }
        counts.into_iter().collect()
    }

    /// Everybody of a category gets that value in a column.
    pub fn set_by_category(&mut self, category: &str, column: &str, value: &str) {
        self.add_column(column);
        let (Some(from), Some(to)) = (self.place_of(CATEGORIES), self.place_of(column)) else {
            return;
        };
        for row in &mut self.rows {
            let is_of = row
                .get(from)
                .is_some_and(|cell| cell.split('|').any(|one| one.trim() == category));
            if let Some(cell) = row.get_mut(to).filter(|_| is_of) {
                *cell = value.to_owned();
            }
        }
    }

    fn place_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }

    /// The column in which somebody begins to write of a new person.
    pub fn place_to_begin(&self) -> usize {
        let mut columns = self.columns.iter();
        columns.position(|name| name == "full_name").unwrap_or(0)
    }

    /// Whether somebody of that key is in it.
    pub fn has_person(&self, id: &str) -> bool {
        let place = self.columns.iter().position(|name| name == "person_id");
        place.is_some_and(|place| {
            let mut rows = self.rows.iter();
            rows.any(|row| row.get(place).is_some_and(|cell| cell.trim() == id))
        })
    }

    /// Columns that we know and that are not in it.
    pub fn columns_to_add(&self) -> Vec<&'static str> {
        let is_new = |name: &&'static str| !self.columns.iter().any(|one| one == name);
        COLUMNS.into_iter().filter(is_new).collect()
    }

    fn free_id(&self) -> String {
        (self.rows.len() + 1..)
            .map(|number| format!("p{number:03}"))
            .find(|id| !self.has_person(id))
            .unwrap_or_default()
    }

    fn drop_empty_columns(&mut self) {
        let keeps: Vec<bool> = (0..self.columns.len())
            .map(|place| {
                let name = self.columns.get(place).map_or("", String::as_str);
                let is_needed = NEEDED.contains(&name);
                let mut rows = self.rows.iter();
                is_needed || rows.any(|row| row.get(place).is_some_and(|cell| !cell.is_empty()))
            })
            .collect();
        let kept = |cells: &mut Vec<String>| {
            let mut keeps = keeps.iter();
            cells.retain(|_| keeps.next().copied().unwrap_or(true));
        };
        kept(&mut self.columns);
        self.rows.iter_mut().for_each(kept);
    }
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::{CardMapping, roster_from_cards, roster_from_csv};
    use super::*;

    const TEXT: &str =
        "person_id;full_name;side;authorised;Floor\ne001;\"Sample; Ines\";internal;yes;3\nx;;;\n";

    #[test]
    fn cells_are_changed_and_nothing_else_is() {
        let mut grid = RosterGrid::from_csv(TEXT).unwrap();
        assert_eq!(grid.rows[1], ["x", "", "", "", ""]);
        grid.set(1, 1, "Zed, Placeholder");
        grid.set(9, 9, "nowhere");
        grid.add_row();
        grid.add_column("hold");
        grid.set(0, 5, "case 7");
        let text = grid.to_csv();
        assert_eq!(
            text,
            "person_id,full_name,side,authorised,Floor,hold\r\n\
             e001,\"Sample; Ines\",internal,yes,3,case 7\r\n\
             x,\"Zed, Placeholder\",,,,\r\n\
             p003,,unknown,no,,\r\n"
        );
        assert_eq!(RosterGrid::from_csv(&text).unwrap(), grid);
        grid.remove_row(1);
        grid.remove_row(7);
        assert_eq!(grid.rows.len(), 2);
        // Somebody without a name is named and left out; the others stand.
        let (roster, problems) = roster_from_csv(&grid.to_csv()).unwrap();
        assert_eq!((roster.people.len(), problems.len()), (1, 1));
        assert_eq!(roster.extra_columns, ["Floor"]);
    }

    #[test]
    fn a_roster_is_begun_and_cards_are_taken_in() {
        let mut grid = RosterGrid::from_csv("").unwrap();
        let card = "BEGIN:VCARD\nVERSION:3.0\nUID:c1\nFN:Zed Placeholder\nTEL;waid=12025550143:+1 202-555-0143\n\
                    ORG:Harbour\nEND:VCARD\n";
        let people = roster_from_cards(card, &CardMapping::new()).unwrap();
        grid.add_person(&people[0]);
        grid.add_person(&people[0]);
        let (roster, problems) = roster_from_csv(&grid.to_csv()).unwrap();
        assert_eq!(problems, []);
        assert_eq!(roster.people.len(), 1);
        assert_eq!(roster.people[0].phones[0].dialled, "12025550143");
        assert_eq!(roster.people[0].company, "Harbour");
        assert!(grid.columns_to_add().contains(&"hold"));
        assert!(!grid.columns_to_add().contains(&"company"));
    }

    #[test]
    fn a_category_says_side_and_authorisation_for_everybody_who_has_it() {
        let card = |name: &str, categories: &str| {
            format!(
                "BEGIN:VCARD\nVERSION:3.0\nUID:{name}\nFN:{name}\nCATEGORIES:{categories}\nEND:VCARD\n"
            )
        };
        let cards = card("a", "Clients,Desk") + &card("b", "Clients") + &card("c", "vendor,yes");
        let people = roster_from_cards(&cards, &CardMapping::new()).unwrap();
        let mut grid = RosterGrid::of_people(people);
        let found = grid.categories();
        assert_eq!(found, [("Clients".to_owned(), 2), ("Desk".to_owned(), 1)]);
        grid.set_by_category("Clients", "side", "external");
        grid.set_by_category("Desk", "authorised", "yes");
        let (roster, problems) = roster_from_csv(&grid.to_csv()).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        let said: Vec<String> = roster
            .people
            .iter()
            .map(|one| format!("{} {} {}", one.id, one.side.word(), one.authorised.word()))
            .collect();
        assert_eq!(said, ["a external yes", "b external no", "c vendor yes"]);
        // The table keeps the categories: another word for one can still be chosen.
        let again = RosterGrid::from_csv(&grid.to_csv()).unwrap();
        assert_eq!(again.categories(), found);
    }
}
