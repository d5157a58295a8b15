//! Detection over opened exports: bodies, titles, names of participants and of files, and numbers
//! that were sent in two messages.

use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::detect::{
    At, DetectJob, DetectOptions, Detected, Detector, Proposal, countries_of,
};
use threadseal::engine::job::Step;

use crate::package::{Export, opened};

const CARD: &[u8] = b"BEGIN:VCARD\nFN:Quillon Abara\nTEL:+44 7700 900456\nEND:VCARD\n";

fn android(lines: &[(&str, &str, &str)]) -> String {
    lines
        .iter()
        .map(|(time, who, body)| format!("31/12/2023, {time} - {who}: {body}\n"))
        .collect()
}

fn case(chat: &str) -> Rc<Case> {
    opened(&[Export {
        name: "WhatsApp Chat with Ada.zip",
        entries: vec![
            ("WhatsApp Chat with Ada.txt", chat.as_bytes()),
            ("Passport 999 424 2423.pdf", b"paper"),
            ("Quillon.vcf", CARD),
        ],
    }])
}

fn detect(case: &Case) -> Detected {
    let options = DetectOptions {
        countries: vec!["GB".to_owned()],
        ..DetectOptions::default()
    };
    let mut job = DetectJob::new(case, &options);
    loop {
        match job.step() {
            Step::More(progress) => assert!(progress.done <= progress.total),
            Step::Done(found) => return found,
        }
    }
}

fn words(case: &Case, at: &At) -> String {
    let thread = |id| case.thread(id).unwrap().1.clone();
    let (text, span) = match at {
        At::Title(id, span) => (thread(*id).title.clone().into_bytes(), *span),
        At::Name(id, who, span) => {
            let name = &thread(*id).participants[who.0 as usize].name;
            (name.clone().into_bytes(), *span)
        }
        At::Body(id, record, span) => (thread(*id).bytes(*record).to_vec(), *span),
        At::EntryName(source, entry, span) => {
            let name = &case.sources[*source as usize]
                .archive
                .entry(*entry)
                .unwrap()
                .name;
            (name.clone().into_bytes(), *span)
        }
    };
    let bytes = &text[span.start as usize..span.end() as usize];
    String::from_utf8_lossy(bytes).into_owned()
}

fn of(found: &Detected, detector: Detector) -> Vec<&Proposal> {
    let is_of = |one: &&Proposal| one.detector == detector;
    found.proposals.iter().filter(is_of).collect()
}

#[test]
fn bodies_names_titles_and_files_are_looked_at() {
    let chat = android(&[
        ("10:00", "Ada", "ring +44 7700 900123"),
        ("10:01", "+44 7700 900777", "ask Quillon about it"),
        ("10:02", "Ada", "Passport 999 424 2423.pdf (file attached)"),
    ]);
    let case = case(&chat);
    let found = detect(&case);
    let phones: Vec<String> = of(&found, Detector::Phone)
        .iter()
        .map(|one| words(&case, &one.at))
        .collect();
    assert_eq!(phones, ["+44 7700 900777", "+44 7700 900123"]);
    let names = of(&found, Detector::ParticipantName);
    let named: Vec<String> = names.iter().map(|one| words(&case, &one.at)).collect();
    assert_eq!(named, ["Ada", "Quillon", "Quillon"]);
    assert!(matches!(names[0].at, At::Title(..)));
    assert!(matches!(names[2].at, At::EntryName(..)));
    let numbers = of(&found, Detector::GbNhs);
    assert_eq!(numbers.len(), 2, "in the body and in the name of the file");
    assert_eq!(found.n_beyond, 0);
    assert_eq!(countries_of(&case), ["GB"]);
}

#[test]
fn a_number_sent_in_two_messages_is_found() {
    let chat = android(&[
        ("10:00", "Ada", "it is 4999 9999"),
        ("10:01", "Ada", "9999 9996 ok?"),
        ("10:02", "Bo", "and mine 4999 9999"),
        ("10:03", "Ada", "9999 9996"),
        ("10:04", "Bo", "4999 9999"),
        ("10:07", "Bo", "9999 9996"),
    ]);
    let case = case(&chat);
    let found = detect(&case);
    let cards = of(&found, Detector::Card);
    assert_eq!(
        cards.len(),
        1,
        "by the same participant within two minutes: {cards:?}"
    );
    let At::Body(thread, record, span) = cards[0].at else {
        panic!("{cards:?}");
    };
    assert_eq!(words(&case, &At::Body(thread, record, span)), "4999 9999");
    let (next, other) = cards[0].goes_on.unwrap();
    assert_eq!(words(&case, &At::Body(thread, next, other)), "9999 9996");
}

#[test]
fn others_may_speak_between_two_parts_of_a_number() {
    let between = |n: usize| {
        let mut lines = vec![("10:00", "Ada", "it is 4999 9999")];
        lines.extend(vec![("10:00", "Bo", "ok"); n]);
        lines.push(("10:01", "Ada", "9999 9996"));
        of(&detect(&case(&android(&lines))), Detector::Card).len()
    };
    assert_eq!([between(1), between(15), between(40)], [1, 1, 0]);
}

#[test]
fn utf_8_is_cut_at_characters_where_messages_are_joined() {
    let chat = android(&[
        ("10:00", "Ada", "ééééééééééééééééé +44 7700"),
        ("10:00", "Ada", "900123 ééééééééééééééééééé"),
    ]);
    let case = case(&chat);
    let found = detect(&case);
    let phones = of(&found, Detector::Phone);
    assert_eq!(phones.len(), 1, "{phones:?}");
    assert_eq!(words(&case, &phones[0].at), "+44 7700");
}

#[test]
fn the_same_case_gives_the_same_proposals() {
    let chat = android(&[(
        "10:00",
        "Ada",
        "a@example.org, b@example.org, 10 Sample Road",
    )]);
    let case = case(&chat);
    assert_eq!(detect(&case), detect(&case));
}

/// `docs/detectors.md` lists every detector, and nothing else.
#[test]
fn the_detectors_are_documented() {
    let docs = include_str!("../../docs/detectors.md");
    let listed: Vec<&str> = docs
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let expected: Vec<&str> = Detector::ALL.iter().map(|one| one.id()).collect();
    assert_eq!(listed, expected);
    for one in Detector::ALL {
        assert!(docs.contains(one.title()), "{}", one.title());
    }
}
