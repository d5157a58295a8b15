//! People back to files.

use super::read::COLUMNS;
use super::{Person, Roster};
use crate::engine::compliance::day::Day;
use crate::engine::compliance::table::plain_cell;

/// The roster as CSV, all columns, the unknown ones last. Read again it is the same.
pub fn roster_to_csv(roster: &Roster) -> String {
    let mut out = String::new();
    let columns = COLUMNS.iter().copied().filter(|column| {
        *column != "policy_ack" || roster.has_acknowledgements || acknowledged(roster)
    });
    let columns: Vec<&str> = columns.collect();
    let head = columns
        .iter()
        .copied()
        .chain(roster.extra_columns.iter().map(String::as_str));
    push(&mut out, head.map(str::to_owned));
    for person in &roster.people {
        let cells = columns.iter().map(|column| cell(person, column));
        let extra = (0..roster.extra_columns.len())
            .map(|place| person.extra.get(place).cloned().unwrap_or_default());
        push(&mut out, cells.chain(extra));
    }
    out
}

fn acknowledged(roster: &Roster) -> bool {
    roster
        .people
        .iter()
        .any(|person| person.policy_ack.is_some())
}

fn push(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.map(|text| plain_cell(&text)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

fn cell(person: &Person, column: &str) -> String {
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let days = |pick: fn(&super::Phone) -> Option<Day>| {
        let days: Vec<String> = person.phones.iter().map(|phone| day(pick(phone))).collect();
        if days.iter().all(String::is_empty) {
            String::new()
        } else {
            days.join("|")
        }
    };
    match column {
        "person_id" => person.id.clone(),
        "full_name" => person.full_name.clone(),
        "aliases" => person.aliases.join("|"),
        "phones" => {
            let phones: Vec<&str> = person
                .phones
                .iter()
                .map(|phone| phone.written.as_str())
                .chain(person.phones_unread.iter().map(String::as_str))
                .collect();
            phones.join("|")
        }
        "region" => person.region.clone(),
        "emails" => person.emails.join("|"),
        "side" => person.side.word().to_owned(),
        "company" => person.company.clone(),
        "department" => person.department.clone(),
        "role" => person.role.clone(),
        "authorised" => person.authorised.word().to_owned(),
        "authorised_threads" => person.authorised_threads.join("|"),
        "valid_from" => day(person.valid.from),
        "valid_to" => day(person.valid.to),
        "number_from" => days(|phone| phone.valid.from),
        "number_to" => days(|phone| phone.valid.to),
        "supervisor_id" => person.supervisor_id.clone(),
        "custodian" => if person.custodian { "yes" } else { "" }.to_owned(),
        "expected_threads" => person.expected_threads.join("|"),
        "policy_ack" => person.policy_ack.as_ref().map_or_else(String::new, |ack| {
            if ack.version.is_empty() {
                ack.day.to_string()
            } else {
                format!("{}@{}", ack.day, ack.version)
            }
        }),
        "hours" => person.hours.clone(),
        "hold" => person.hold.join("|"),
        "note" => person.note.clone(),
        _other => String::new(),
    }
}

/// The roster as cards, version 4.0: name, other names, numbers, addresses, company, role, note.
pub fn roster_to_cards(roster: &Roster) -> String {
    let mut out = String::new();
    for person in &roster.people {
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                out.push_str(&format!("{name}:{}\r\n", escaped(value)));
            }
        };
        line("BEGIN", "VCARD");
        line("VERSION", "4.0");
        line("UID", &person.id);
        line("FN", &person.full_name);
        for alias in &person.aliases {
            line("NICKNAME", alias);
        }
        for phone in &person.phones {
            line(&format!("TEL;waid={}", phone.dialled), &phone.written);
        }
        for written in &person.phones_unread {
            line("TEL", written);
        }
        for address in &person.emails {
            line("EMAIL", address);
        }
        line("TITLE", &person.role);
        line("NOTE", &person.note);
        if !person.company.is_empty() || !person.department.is_empty() {
            let (company, department) = (escaped(&person.company), escaped(&person.department));
            out.push_str(&format!("ORG:{company};{department}\r\n"));
        }
        let categories = format!("{},{}", person.side.word(), person.authorised.word());
        out.push_str(&format!("CATEGORIES:{categories}\r\nEND:VCARD\r\n"));
    }
    out
}

fn escaped(value: &str) -> String {
    let mut out = String::new();
    for c in value.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
