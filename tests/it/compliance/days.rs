//! What depends on the day: who holds a number, who could read a message.

use threadseal::engine::compliance::Timeline;
use threadseal::engine::thread::RecordId;

use super::*;

const NOTICE: &str = "03/01/2024, 09:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n";
const HEAD: &str = "person_id,full_name,aliases,phones,side,authorised,number_from,number_to\n";

fn result(roster: &str, title: &'static str, lines: &str) -> Result {
    let mut asked = asked();
    let (roster, problems) = roster_from_csv(&format!("{HEAD}{roster}")).unwrap();
    assert!(
        problems.is_empty() || roster.people.is_empty(),
        "{problems:?}"
    );
    asked.roster = roster;
    ask(
        &case_of(vec![android(title, &format!("{NOTICE}{lines}"))]),
        &asked,
    )
}

const OF_PEOPLE: [&str; 5] = ["R001", "R002", "R003", "R004", "R005"];

#[test]
fn a_number_is_whose_it_was_on_the_day() {
    let handed_on = "a,Ann Poe,,+442079460042,internal,yes,,2023-12-31\nb,Bob Fay,,+442079460042,external,yes,2024-01-01,\n";
    let number = "+44 20 7946 0042";
    let late =
        format!("05/01/2024, 10:00 - {number}: hello\n06/01/2024, 10:00 - {number}: again\n");
    let one = result(handed_on, "WhatsApp Chat with Desk.zip", &late);
    assert_eq!(told(&one, &OF_PEOPLE), Vec::<String>::new());
    let known: Vec<(&str, u32)> = one
        .people
        .iter()
        .map(|row| (row.id.as_str(), row.n_messages))
        .collect();
    assert_eq!(known, [("b", 2), ("a", 0)]);
    // From the last day of one to the first of the other: two people.
    let early = format!("31/12/2023, 10:00 - {number}: early\n{late}");
    let roster = roster_from_csv(&format!("{HEAD}{handed_on}")).unwrap().0;
    let mut asked = asked();
    asked.roster = roster;
    let one = ask(
        &case_of(vec![android("WhatsApp Chat with Desk.zip", &early)]),
        &asked,
    );
    assert_eq!(told(&one, &OF_PEOPLE), Vec::<String>::new());
    let known: Vec<(&str, u32)> = one
        .people
        .iter()
        .map(|row| (row.id.as_str(), row.n_messages))
        .collect();
    assert_eq!(known, [("b", 2), ("a", 1)]);
}

#[test]
fn a_number_that_was_given_back_is_a_strangers() {
    let roster = "c,Cara Gee,,+442079460009,internal,yes,,2024-01-31\n";
    let number = "+44 20 7946 0009";
    let lines =
        format!("05/01/2024, 10:00 - {number}: hi\n05/09/2024, 10:00 - {number}: a stranger\n");
    let one = result(roster, "WhatsApp Chat with Desk.zip", &lines);
    assert_eq!(
        told(&one, &OF_PEOPLE),
        ["R001 medium certain @3", "R005 low certain @3"]
    );
    let stranger = one
        .findings
        .iter()
        .find(|one| one.code.id() == "R001")
        .unwrap();
    assert_eq!(one.counted(stranger).len(), 1);
}

#[test]
fn a_number_that_a_line_names_counts_from_there() {
    let changes = |roster: &str, day: &str| {
        let lines = format!(
            "03/01/2024, 10:00 - Cara Gee: hi\n{day}/07/2024, 09:00 - Cara Gee changed to +44 20 7946 0002\n{day}/07/2024, 09:05 - Cara Gee: new phone\n02/09/2024, 09:05 - Cara Gee: still here\n"
        );
        told(
            &result(roster, "WhatsApp Chat with Desk.zip", &lines),
            &["R004"],
        )
    };
    let from = "c,Cara Gee,,+442079460002,internal,yes,2024-07-01,\n";
    assert_eq!(changes(from, "02"), Vec::<String>::new());
    let until = "c,Cara Gee,,+442079460002,internal,yes,,2024-08-01\n";
    assert_eq!(changes(until, "02"), ["R004 high likely @5"]);
    let later = "c,Cara Gee,,+442079460002,internal,yes,2024-07-20,\n";
    assert_eq!(changes(later, "02"), ["R004 high likely @4"]);
}

fn readers(timeline: &Timeline, record: u32) -> Vec<String> {
    let readers = timeline.readers(RecordId(record)).into_iter();
    readers
        .map(|(member, sure)| format!("{} {}", member.name, sure.word()))
        .collect()
}

#[test]
fn a_group_one_was_added_to() {
    let lines = "04/03/2024, 09:00 - Ada Poe added you\n04/03/2024, 09:05 - Ada Poe: hello\n\
04/03/2024, 10:00 - Bob Fay: I read all that\n04/03/2024, 10:05 - Cy Orr left\n";
    let one = result("", "WhatsApp Chat with Old Group.zip", lines);
    let timeline = one.timeline(one.statements[0].thread).unwrap();
    assert!(!timeline.start_visible && !one.statements[0].start_visible);
    assert_eq!(
        readers(&timeline, 2),
        [
            "You certain",
            "Ada Poe inferred",
            "Bob Fay unknown",
            "Cy Orr unknown"
        ]
    );
    assert_eq!(
        readers(&timeline, 0),
        ["Ada Poe unknown", "Bob Fay unknown", "Cy Orr unknown"]
    );
    // Where nothing shows who was in, writing without a line about it is no finding.
    assert_eq!(told(&one, &["C019", "C003"]), Vec::<String>::new());
    // The line of its creation stands there for who was added later, too.
    let created = "01/02/2023, 09:00 - Ada Poe created group \"Old Group\"\n";
    let late = result(
        "",
        "WhatsApp Chat with Old Group.zip",
        &format!("{created}{lines}"),
    );
    assert!(
        !late
            .timeline(late.statements[0].thread)
            .unwrap()
            .start_visible
    );
    let at_once = format!("04/03/2024, 09:00 - Ada Poe created group \"Old Group\"\n{lines}");
    let new = result("", "WhatsApp Chat with Old Group.zip", &at_once);
    assert!(
        new.timeline(new.statements[0].thread)
            .unwrap()
            .start_visible
    );
}
