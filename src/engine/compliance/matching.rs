//! Which person of the roster a voice is, and on what ground. Never more than the ground carries: what
//! only looks alike is a candidate, and two grounds that disagree are a conflict.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::names::{folded, may_be_one, number_of_label};
use super::roster::{Person, Roster};

/// On what ground somebody was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// A person decided it.
    Decision,
    /// The label is a number of theirs.
    Number,
    /// A number that the thread names, or that a decision ties to them, is theirs.
    LearntNumber,
    /// The label is their full name.
    FullName,
    /// The label is another name of theirs.
    Alias,
}

impl How {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            How::Decision => "by a decision",
            How::Number => "by number",
            How::LearntNumber => "by a number named in the thread",
            How::FullName => "by full name",
            How::Alias => "by another name",
        }
    }

    /// Whether nothing but a name carries it.
    pub(super) fn is_by_name(self) -> bool {
        matches!(self, How::FullName | How::Alias)
    }
}

/// Which person a voice is. People by their place in the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Match {
    /// One.
    Matched {
        /// Who.
        person: usize,
        /// On what ground.
        how: How,
    },
    /// People it may be, with what makes them alike.
    Candidates(Vec<(usize, String)>),
    /// Several, by different grounds or by one that fits several.
    Conflict(Vec<(usize, How)>),
    /// Nobody.
    Unknown,
}

impl Match {
    /// The person, when it is one.
    pub fn person(&self) -> Option<usize> {
        match self {
            Match::Matched { person, .. } => Some(*person),
            Match::Candidates(_) | Match::Conflict(_) | Match::Unknown => None,
        }
    }
}

/// Everything that can tell who a voice is.
#[derive(Debug, Clone, Default)]
pub(super) struct Ways {
    found: Vec<(How, Vec<usize>)>,
    /// The number on which [`How::Number`] rests, and those that were learnt.
    numbers: Vec<(How, String)>,
    candidates: Vec<(usize, String)>,
}

impl Ways {
    /// Of a label, with numbers learnt elsewhere and, when somebody decided it, the person's key.
    pub(super) fn of(
        roster: &Roster,
        label: &str,
        learnt: &[String],
        decided: Option<&str>,
    ) -> Ways {
        let mut ways = Ways::default();
        if let Some((place, _)) = decided.and_then(|id| roster.person(id)) {
            ways.found.push((How::Decision, vec![place]));
        }
        let own = number_of_label(label);
        let own = own.iter().map(|number| (How::Number, number));
        let numbers = own.chain(learnt.iter().map(|number| (How::LearntNumber, number)));
        for (how, number) in numbers {
            let holders = places(roster, |person| {
                person.phones.iter().any(|phone| phone.dialled == *number)
            });
            ways.numbers.push((how, number.clone()));
            ways.push(how, holders);
        }
        let name = folded(label);
        if !name.is_empty() {
            let full = |person: &Person| folded(&person.full_name) == name;
            ways.push(How::FullName, places(roster, full));
            let alias = |person: &Person| person.aliases.iter().any(|alias| folded(alias) == name);
            ways.push(How::Alias, places(roster, alias));
        }
        if ways.found.is_empty() {
            ways.candidates = candidates(roster, &name);
        }
        ways
    }

    fn push(&mut self, how: How, people: Vec<usize>) {
        if !people.is_empty() {
            self.found.push((how, people));
        }
    }

    /// Who it is on a day: the first ground that gives exactly one person who was valid then. When none
    /// was, those who are valid at other times are asked, so that somebody who left is still recognised. A
    /// number that was not theirs on that day is no ground.
    pub(super) fn at(&self, roster: &Roster, day: Option<Day>) -> Match {
        let holds_number = |how: How, person: &Person| {
            let mut numbers = self.numbers.iter().filter(|(of, _)| *of == how);
            !matches!(how, How::Number | How::LearntNumber)
                || numbers.any(|(_, number)| person.has_number(number, day))
        };
        let stands = |how: How, place: &usize, at_any_time: bool| {
            let person = roster.people.get(*place);
            person.is_some_and(|person| {
                (at_any_time || person.valid.hold(day)) && holds_number(how, person)
            })
        };
        match resolve(&self.found, &|how, place| stands(how, place, false)) {
            Match::Unknown => match resolve(&self.found, &|how, place| stands(how, place, true)) {
                Match::Unknown if !self.candidates.is_empty() => {
                    Match::Candidates(self.candidates.clone())
                }
                other => other,
            },
            other => other,
        }
    }
}

fn resolve(found: &[(How, Vec<usize>)], valid: &dyn Fn(How, &usize) -> bool) -> Match {
    let mut single: Vec<(usize, How)> = Vec::new();
    let mut several: Vec<(usize, How)> = Vec::new();
    for (how, people) in found {
        let people: Vec<usize> = people
            .iter()
            .filter(|one| valid(*how, one))
            .copied()
            .collect();
        match people.as_slice() {
            [one] => single.push((*one, *how)),
            many => several.extend(many.iter().map(|one| (*one, *how))),
        }
    }
    let Some((person, how)) = single.first().copied() else {
        return if several.is_empty() {
            Match::Unknown
        } else {
            Match::Conflict(several)
        };
    };
    // A decision settles what grounds disagree about.
    let agree = how == How::Decision || single.iter().all(|(other, _)| *other == person);
    if agree {
        Match::Matched { person, how }
    } else {
        Match::Conflict(single)
    }
}

fn places(roster: &Roster, fits: impl Fn(&Person) -> bool) -> Vec<usize> {
    let people = roster.people.iter().enumerate();
    people
        .filter(|(_, person)| fits(person))
        .map(|(place, _)| place)
        .collect()
}

fn candidates(roster: &Roster, name: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (place, person) in roster.people.iter().enumerate() {
        let names = std::iter::once(&person.full_name).chain(&person.aliases);
        let why = names
            .filter_map(|other| may_be_one(name, &folded(other)))
            .next();
        if let Some(why) = why {
            found.push((place, why.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::compliance::roster::roster_from_csv;

    fn roster() -> Roster {
        let text = "person_id,full_name,aliases,phones,side,authorised,valid_from,valid_to,number_from,number_to\n\
a,Ann Poe,Annie,+442079460042,internal,yes,,2024-12-31,,2023-12-31\n\
b,Bob Fay,Bo,+442079460042,internal,yes,,,2024-01-01,\n\
c,Cy Orr,Bo,,external,yes,,,,\n";
        roster_from_csv(text).unwrap().0
    }

    fn check(label: &str, learnt: &[&str], day: &str, expected: &Match) {
        let roster = roster();
        let learnt: Vec<String> = learnt.iter().map(|number| (*number).to_owned()).collect();
        let ways = Ways::of(&roster, label, &learnt, None);
        assert_eq!(
            &ways.at(&roster, Day::from_iso(day)),
            expected,
            "{label} on {day}"
        );
    }

    #[test]
    fn the_ground_decides_and_the_day_counts() {
        let is = |person, how| Match::Matched { person, how };
        check("+44 20 7946 0042", &[], "2023-05-01", &is(0, How::Number));
        check("+44 20 7946 0042", &[], "2024-05-01", &is(1, How::Number));
        check("~\u{202f}Annie", &[], "2024-05-01", &is(0, How::Alias));
        check("ANN POE", &[], "2026-05-01", &is(0, How::FullName));
        check(
            "Somebody",
            &["442079460042"],
            "2024-05-01",
            &is(1, How::LearntNumber),
        );
        check(
            "Bo",
            &[],
            "2024-05-01",
            &Match::Conflict(vec![(1, How::Alias), (2, How::Alias)]),
        );
        check(
            "Cy Orr",
            &["442079460042"],
            "2024-05-01",
            &Match::Conflict(vec![(1, How::LearntNumber), (2, How::FullName)]),
        );
        check(
            "Ann P",
            &[],
            "2024-05-01",
            &Match::Candidates(vec![(0, "the same given name and initial".to_owned())]),
        );
        check("Nobody", &[], "2024-05-01", &Match::Unknown);
    }

    #[test]
    fn a_decision_settles_it() {
        let roster = roster();
        let ways = Ways::of(&roster, "Bo", &[], Some("c"));
        assert_eq!(
            ways.at(&roster, None),
            Match::Matched {
                person: 2,
                how: How::Decision
            }
        );
    }
}
