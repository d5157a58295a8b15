use super::*;

const TWO: &str = "person_id,full_name,aliases,phones,region,side,authorised,valid_from,valid_to,custodian,expected_threads,policy_ack,desk no\n\
e001,Ines Sample,Nes|I. Sample,020 7946 0042,GB,internal,yes,2023-01-01,,yes,Desk Europe|Zed Placeholder,2023-01-10@3,4\n\
x017,Zed Placeholder,,+1 202-555-0143,US,external,yes,2024-02-01,2024-12-31,no,,,\n";

fn problems(text: &str) -> Vec<String> {
    let (_, problems) = roster_from_csv(text).unwrap();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_roster_is_read_and_written() {
    let (roster, found) = roster_from_csv(TWO).unwrap();
    assert_eq!(found, []);
    let ines = &roster.people[0];
    assert_eq!(ines.aliases, ["Nes", "I. Sample"]);
    assert_eq!(ines.phones[0].dialled, "442079460042");
    assert_eq!(ines.policy_ack.as_ref().unwrap().version, "3");
    assert_eq!(ines.extra, ["4"]);
    assert!(ines.custodian && !roster.people[1].custodian);
    let (again, _) = roster_from_csv(&roster_to_csv(&roster)).unwrap();
    assert_eq!(again, roster);
}

#[test]
fn broken_rows_are_named_and_the_others_stand() {
    let text = format!(
        "{TWO}e002,,,,,internal,yes,,,,,,\n\
e003,A Person,,,,inside,yes,,,,,,\n\
e004,B Person,,,,internal,maybe,,,,,,\n\
e005,C Person,,,,internal,yes,2024-05-01,2024-04-01,,,,\n\
e006,D Person,,,,internal,yes,01.05.2024,,,,,\n\
e001,E Person,,,,internal,yes,,,,,,\n"
    );
    let (roster, found) = roster_from_csv(&text).unwrap();
    assert_eq!(roster.people.len(), 2);
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "line 4, column \"full_name\": is empty; the row is left out",
            "line 5, column \"side\": \"inside\", expected internal, external, vendor or unknown; the row is left out",
            "line 6, column \"authorised\": \"maybe\", expected yes, no or limited; the row is left out",
            "line 7, column \"valid_to\": the last day is before the first; the row is left out",
            "line 8, column \"valid_from\": \"01.05.2024\" is no date, expected YYYY-MM-DD; the row is left out",
            "line 9, column \"person_id\": \"e001\" stands on line 2 already; the row is left out",
        ]
    );
}

#[test]
fn what_does_not_fit_together_is_told() {
    let text = "person_id;full_name;aliases;phones;side;authorised;supervisor_id;authorised_threads\n\
a;Ann Poe;;+442079460042;internal;yes;b;\n\
b;Bob Fay;Ann Poe;+44 20 7946 0042|12;internal;limited;a;\n\
c;Cy Orr;;;internal;yes;zz;\n";
    assert_eq!(
        problems(text),
        [
            "line 2, column \"supervisor_id\": supervises themselves, over others or directly",
            "line 3, column \"phones\": \"12\" cannot be read as a number; write it with its country code, or fill in the region",
            "line 3, column \"authorised_threads\": limited, but no thread is named: the person may speak nowhere",
            "line 3, column \"phones\": +442079460042 is the number of \"a\" (line 2), too; whoever writes from it cannot be told apart",
            "line 3, column \"aliases\": \"Ann Poe\" is the full name of \"a\" (line 2)",
            "line 3, column \"supervisor_id\": supervises themselves, over others or directly",
            "line 4, column \"supervisor_id\": there is no person \"zz\"",
        ]
    );
}

#[test]
fn a_number_that_changed_hands_is_no_clash() {
    let text = "person_id,full_name,phones,side,authorised,number_from,number_to\n\
a,Ann Poe,+442079460042,internal,yes,,2023-12-31\n\
b,Bob Fay,+442079460042,internal,yes,2024-01-01,\n";
    assert_eq!(problems(text), Vec::<String>::new());
}

#[test]
fn a_number_that_went_with_somebody_is_no_clash() {
    let text = |from: &str| {
        format!(
            "person_id,full_name,phones,side,authorised,valid_from,valid_to\n\
a,Ann Poe,+442079460042,internal,yes,,2024-01-15\n\
b,Bob Fay,+442079460042,internal,yes,{from},\n"
        )
    };
    let shared = |from: &str| shared_numbers(&roster_from_csv(&text(from)).unwrap().0).len();
    assert_eq!(shared("2024-01-16"), 0);
    assert_eq!(problems(&text("2024-01-16")), Vec::<String>::new());
    // On one day both have it.
    assert_eq!(shared("2024-01-15"), 1);
    assert_eq!(shared(""), 1);
}

#[test]
fn cells_under_no_name_are_told() {
    let head = "person_id,full_name,side,authorised,authorised_threads\n";
    assert_eq!(
        problems(&format!(
            "{head}a,Ada Poe,internal,limited,Desk, Europe, more\n"
        )),
        [
            "line 2: under no name of a column, and not read: \"Europe\", \"more\"; a cell that holds the separator needs double quotes"
        ]
    );
    // A table program may add empty cells at the end of every row.
    for row in [
        "a,Ada Poe,internal,limited,\"Desk, Europe\"\n",
        "a,Ada Poe,internal,limited,Desk,,\n",
        "a,Ada Poe,internal,yes\n",
    ] {
        assert_eq!(
            problems(&format!("{head}{row}")),
            Vec::<String>::new(),
            "{row}"
        );
    }
    let unnamed = "person_id,full_name,,side,authorised\na,Ada Poe,x,internal,yes\n";
    assert_eq!(problems(unnamed).len(), 1);
}

#[test]
fn days_of_numbers_stand_by_place() {
    let text = "person_id,full_name,phones,side,authorised,number_from\n\
a,Ann Poe,|+442079460042,internal,yes,|2024-01-01\n";
    let (roster, found) = roster_from_csv(text).unwrap();
    assert_eq!(found, []);
    let phones = &roster.people[0].phones;
    assert_eq!(phones.len(), 1);
    assert_eq!(phones[0].valid.from, Day::from_iso("2024-01-01"));
    let (again, _) = roster_from_csv(&roster_to_csv(&roster)).unwrap();
    assert_eq!(&again.people[0].phones, phones);
}

#[test]
fn numbers_of_cards_that_cannot_be_read_are_told_and_kept() {
    let cards = "BEGIN:VCARD\nVERSION:3.0\nUID:a\nFN:Ann Poe\nTEL:020 7946 0042\nTEL:+44 20 7946 0043\nEND:VCARD\n\
BEGIN:VCARD\nVERSION:4.0\nUID:b\nFN:Bob Fay\nTEL;VALUE=uri:tel:+1-202-555-0143;ext=12\nTEL:\nEND:VCARD\n";
    let people = roster_from_cards(cards, &CardMapping::new()).unwrap();
    let mut roster = Roster::default();
    let told: Vec<String> = roster.add(people).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 1, column \"phones\": \"020 7946 0042\" of \"Ann Poe\" cannot be read as a number; write it with its country code"
        ]
    );
    assert_eq!(roster.problems.len(), 1);
    let dialled = |at: usize| roster.people[at].phones[0].dialled.as_str();
    assert_eq!((dialled(0), dialled(1)), ("442079460043", "12025550143"));
    // As a table it stands there still, for being corrected.
    let table = roster_to_csv(&roster);
    assert!(table.contains("020 7946 0042"), "{table}");
    let again = roster_from_cards(&roster_to_cards(&roster), &CardMapping::new()).unwrap();
    assert_eq!(again[0].phones_unread, ["020 7946 0042"]);
    assert_eq!(again[1].phones, roster.people[1].phones);
}

#[test]
fn files_that_cannot_be_used() {
    let error = |text: &str| roster_from_csv(text).unwrap_err().to_string();
    assert_eq!(error(""), "the roster is empty");
    assert_eq!(
        error("name,side\n"),
        "the roster has no column \"person_id\"; found name, side"
    );
    assert_eq!(
        error("person_id,person id,full_name,side,authorised\n"),
        "the roster has two columns \"person_id\""
    );
    assert_eq!(
        error("person_id,full_name,side,authorised\na,\"b,c,d\n"),
        "line 2 of the roster opens a quotation that never ends"
    );
}

#[test]
fn cards_become_people() {
    let cards = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Sample;Ines;;;\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:In=C3=A9s Sample\r\n\
TEL;CELL;waid=442079460042:020 7946 0042\r\nEND:VCARD\r\n\
BEGIN:VCARD\nVERSION:3.0\nUID:x017\nN:Placeholder;Zed;;;\nNICKNAME:Zee,Z\nitem1.TEL;type=CELL:+1 202-555-0143\n\
EMAIL:zed@example.org\nORG:Example;Desk\nTITLE:Broker\nCATEGORIES:clients,yes\nREV:20240201T100000Z\nEND:VCARD\n";
    let mapping = CardMapping::from([("clients".to_owned(), CardRole::Side(Side::External))]);
    let people = roster_from_cards(cards, &mapping).unwrap();
    assert_eq!(people[0].full_name, "Inés Sample");
    assert_eq!(people[0].phones[0].dialled, "442079460042");
    assert!(people[0].id.starts_with("card-"));
    let zed = &people[1];
    assert_eq!(
        (zed.id.as_str(), zed.full_name.as_str()),
        ("x017", "Zed Placeholder")
    );
    assert_eq!(zed.aliases, ["Zee", "Z"]);
    assert_eq!(
        (zed.company.as_str(), zed.department.as_str()),
        ("Example", "Desk")
    );
    assert_eq!(
        (zed.side, zed.authorised),
        (Side::External, Authorised::Yes)
    );
    assert_eq!(zed.note, "card of 2024-02-01");
    let roster = Roster {
        people,
        ..Roster::default()
    };
    let again = roster_from_cards(&roster_to_cards(&roster), &mapping).unwrap();
    assert_eq!(again[1].aliases, roster.people[1].aliases);
    assert_eq!(again[1].phones, roster.people[1].phones);
    assert_eq!(again[1].side, Side::External);
}

#[test]
fn titles_and_patterns() {
    assert!(title_fits("Desk Europe", "desk  europe"));
    assert!(title_fits("Desk*", "Desk Europe") && title_fits("*Europe", "Desk Europe"));
    assert!(title_fits("D*sk*e", "Desk Europe"));
    assert!(!title_fits("Desk", "Desk Europe") && !title_fits("Desk*Asia", "Desk Europe"));
}
