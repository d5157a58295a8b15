//! What can only be seen when all rows are there: keys, numbers, names, supervisors.

use std::collections::{BTreeMap, BTreeSet};

use super::{Roster, RosterProblem};
use crate::engine::compliance::day::Days;
use crate::engine::compliance::names::folded;

/// Leaves rows out whose key is taken, and tells of what does not fit together.
pub(super) fn whole(roster: &mut Roster, problems: &mut Vec<RosterProblem>) {
    keys(roster, problems);
    numbers(roster, problems);
    names(roster, problems);
    supervisors(roster, problems);
}

fn told(problems: &mut Vec<RosterProblem>, line: u32, column: &str, what: String) {
    problems.push(RosterProblem {
        line,
        column: column.to_owned(),
        what,
        left_out: false,
    });
}

fn keys(roster: &mut Roster, problems: &mut Vec<RosterProblem>) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    roster.people.retain(|person| {
        let first = *seen.entry(person.id.clone()).or_insert(person.line);
        if first != person.line {
            problems.push(RosterProblem {
                line: person.line,
                column: "person_id".to_owned(),
                what: format!("{:?} stands on line {first} already", person.id),
                left_out: true,
            });
        }
        first == person.line
    });
}

/// Two people with one number at one time.
fn numbers(roster: &Roster, problems: &mut Vec<RosterProblem>) {
    for (number, one, other) in shared_numbers(roster) {
        if let (Some(person), Some(other)) = (roster.people.get(one), roster.people.get(other)) {
            let what = format!(
                "+{number} is the number of {:?} (line {}), too; whoever writes from it cannot be told apart",
                other.id, other.line
            );
            told(problems, person.line, "phones", what);
        }
    }
}

/// Numbers that two people have at one time, with the places of the later and of the earlier one.
pub(in crate::engine::compliance) fn shared_numbers(
    roster: &Roster,
) -> Vec<(String, usize, usize)> {
    let mut by_number: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, person) in roster.people.iter().enumerate() {
        for (number, phone) in person.phones.iter().enumerate() {
            by_number
                .entry(&phone.dialled)
                .or_default()
                .push((place, number));
        }
    }
    // Whoever is not of the roster on a day has no number then, as recognising people has it.
    let days = |at: &(usize, usize)| {
        let person = roster.people.get(at.0)?;
        person.phones.get(at.1)?.valid.shared_with(person.valid)
    };
    let mut shared = Vec::new();
    for (number, holders) in by_number {
        for (later, one) in holders.iter().enumerate().skip(1) {
            let mut earlier = holders.iter().take(later);
            let with = earlier.find(|other| other.0 != one.0 && overlap(days(one), days(other)));
            shared.extend(with.map(|with| (number.to_owned(), one.0, with.0)));
        }
    }
    shared
}

fn overlap(a: Option<Days>, b: Option<Days>) -> bool {
    let both = a.zip(b);
    both.is_some_and(|(a, b)| a.shared_with(b).is_some())
}

/// A name that is another person's, too.
fn names(roster: &Roster, problems: &mut Vec<RosterProblem>) {
    let mut full: BTreeMap<String, usize> = BTreeMap::new();
    for (place, person) in roster.people.iter().enumerate() {
        if let Some(other) = full.insert(folded(&person.full_name), place)
            && let Some(other) = roster.people.get(other)
        {
            let what = format!("{:?} (line {}) has the same name", other.id, other.line);
            told(problems, person.line, "full_name", what);
        }
    }
    for (place, person) in roster.people.iter().enumerate() {
        for alias in &person.aliases {
            let other = full.get(&folded(alias)).filter(|other| **other != place);
            if let Some(other) = other.and_then(|other| roster.people.get(*other)) {
                let what = format!(
                    "{alias:?} is the full name of {:?} (line {})",
                    other.id, other.line
                );
                told(problems, person.line, "aliases", what);
            }
        }
    }
}

fn supervisors(roster: &Roster, problems: &mut Vec<RosterProblem>) {
    let above: BTreeMap<&str, &str> = roster
        .people
        .iter()
        .filter(|person| !person.supervisor_id.is_empty())
        .map(|person| (person.id.as_str(), person.supervisor_id.as_str()))
        .collect();
    for person in &roster.people {
        let id = &person.supervisor_id;
        if !id.is_empty() && roster.person(id).is_none() {
            told(
                problems,
                person.line,
                "supervisor_id",
                format!("there is no person {id:?}"),
            );
            continue;
        }
        let mut seen = BTreeSet::from([person.id.as_str()]);
        let mut at = id.as_str();
        while let Some(next) = (!at.is_empty() && seen.insert(at)).then(|| above.get(at)) {
            at = next.copied().unwrap_or_default();
        }
        if at == person.id {
            let what = "supervises themselves, over others or directly".to_owned();
            told(problems, person.line, "supervisor_id", what);
        }
    }
}
