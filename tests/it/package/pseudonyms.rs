//! Participants called by pseudonyms, in packages that verify and leak nothing.

use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::DecisionKind;
use threadseal::engine::job::Step;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::leak::LeakJob;

use super::{Export, Made, build, one, opened, owned, place, text, unpacked};

impl Made {
    /// Whoever sent that record is called by a pseudonym.
    fn participant(&mut self, case: &Case, at: (u32, u32), also: &[&str]) -> &mut Made {
        let target = place(case, at);
        self.add(DecisionKind::Participant {
            target,
            also: owned(also),
            codes: owned(&["TPD"]),
            note: None,
        })
    }
}

fn chat(lines: &[(&str, &str)]) -> String {
    let mut chat = "31/12/2023, 10:00 - Messages are end-to-end encrypted.\n".to_owned();
    for (n, (who, body)) in lines.iter().enumerate() {
        chat += &match *who {
            "" => format!("31/12/2023, 11:{n:02} - {body}\n"),
            who => format!("31/12/2023, 11:{n:02} - {who}: {body}\n"),
        };
    }
    chat
}

/// Opens one export for each chat text.
fn exports(chats: &[&str]) -> Rc<Case> {
    let names = ["a.zip", "b.zip"];
    let export = |(chat, name): (&&'_ str, &'static str)| (name, chat.as_bytes().to_vec());
    let given: Vec<(&str, Vec<u8>)> = chats.iter().zip(names).map(export).collect();
    let exports: Vec<Export<'_>> = given
        .iter()
        .map(|(name, chat)| Export {
            name,
            entries: vec![("_chat.txt", chat.as_slice())],
        })
        .collect();
    opened(&exports)
}

/// Builds, searches the package for what is withheld, and returns the transcript of a thread.
fn transcript(case: &Rc<Case>, made: &Made, thread: usize) -> String {
    let zip = build(case, &made.log, MediaChoice::Withheld);
    let mut job = LeakJob::new(Rc::new(zip.clone()), case, &made.log);
    let report = loop {
        if let Step::Done(report) = job.step().unwrap() {
            break report;
        }
    };
    assert!(report.leaks.is_empty(), "{:#?}", report.leaks);
    let files = unpacked(&zip);
    let path = format!("data/threads/t{thread:03}/transcript.txt");
    let transcript = text(&files, &path);
    transcript.split_once("\n\n").unwrap().1.to_owned()
}

/// The lines of a transcript from the second record on, without number and stamp.
fn said(transcript: &str) -> Vec<&str> {
    let lines = transcript.lines().skip(1);
    lines
        .map(|line| line.split_once(" | ").map_or(line, |(_, said)| said))
        .collect()
}

#[test]
fn somebody_is_called_by_a_pseudonym_everywhere() {
    let chat = chat(&[
        ("Ada", "is Samuel there? ask Samuel Okafor"),
        ("Samuel Okafor", "yes, this is SAMUEL"),
        (
            "Ada",
            "Okafor's car, not Samuelson's; call Sammy on +44 7700 900123",
        ),
        ("Bo", "hi @\u{2068}Samuel Okafor\u{2069}"),
        ("", "Samuel Okafor added Bo"),
    ]);
    let case = one("WhatsApp Chat with Samuel Okafor.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 2), &["Sammy", "+44 7700 900123"]);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(
        said(&transcript),
        [
            "Ada: is █[TPD]█ Person 1 there? ask █[TPD]█ Person 1",
            "█[TPD]█ Person 1: yes, this is █[TPD]█ Person 1",
            "Ada: █[TPD]█ Person 1's car, not Samuelson's; call █[TPD]█ Person 1 on █[TPD]█ Person 1",
            "Bo: hi @\u{2068}█[TPD]█ Person 1\u{2069}",
            "* █[TPD]█ Person 1 added Bo",
        ]
    );
}

#[test]
fn two_people_with_one_given_name_have_two_pseudonyms() {
    let chat = chat(&[
        ("Samuel Okafor", "hello"),
        ("Samuel Berg", "hello"),
        ("Ada", "Berg, which Samuel? Samuel Berg?"),
    ]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 2), &[])
        .participant(&case, (0, 1), &[]);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(
        said(&transcript),
        [
            "█[TPD]█ Person 1: hello",
            "█[TPD]█ Person 2: hello",
            "Ada: █[TPD]█ Person 2, which █[TPD]█? █[TPD]█ Person 2?",
        ]
    );
}

/// The same decisions over the same thread between other people: the same bytes.
#[test]
fn pseudonyms_tell_nothing_of_names() {
    let zip = |one_name: &str, other: &str| {
        let chat = chat(&[
            ("Ada", &format!("has {other} met {one_name}?")),
            (one_name, "yes"),
            (other, &format!("yes, {one_name}")),
        ]);
        let case = one(&format!("WhatsApp Chat with {other}.zip"), &chat, &[]);
        let mut made = Made::default();
        made.participant(&case, (0, 2), &[])
            .participant(&case, (0, 3), &[]);
        assert!(transcript(&case, &made, 1).contains("Person 2"));
        build(&case, &made.log, MediaChoice::Withheld)
    };
    let first = zip("Zebedee Quux", "Aaron Mbeki");
    assert_eq!(first, zip("Aaron Mbeki", "Zebedee Quux"));
    assert_eq!(first, zip("Павел Иванович", "Xi Zz"));
}

#[test]
fn numbers_stay_when_another_export_is_opened_behind() {
    let first = chat(&[("Samuel Okafor", "hello"), ("Bo Berg", "hello")]);
    let second = chat(&[("Cy Quill", "Samuel Okafor said so"), ("Ada", "ok")]);
    let alone = exports(&[&first]);
    let both = exports(&[&first, &second]);
    let mut made = Made::default();
    made.participant(&alone, (0, 1), &[])
        .participant(&alone, (0, 2), &[]);
    let before = transcript(&alone, &made, 1);
    made.participant(&both, (1, 1), &[]);
    assert_eq!(before, transcript(&both, &made, 1));
    let second = transcript(&both, &made, 2);
    assert_eq!(
        said(&second),
        ["█[TPD]█ Person 3: █[TPD]█ Person 1 said so", "Ada: ok"]
    );
}

#[test]
fn a_label_that_somebody_typed_is_not_given() {
    let chat = chat(&[
        ("Samuel Okafor", "Person 1 is me"),
        ("Ada", "Participant 4?"),
    ]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[]);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(said(&transcript)[0], "█[TPD]█ Individual 1: Person 1 is me");
}

#[test]
fn a_label_does_not_reorder_a_line() {
    let chat = chat(&[("סמואל", "שלום"), ("Ada", "שלום סמואל")]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[]);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(
        said(&transcript)[1],
        "Ada: שלום █[TPD]█ \u{2068}Person 1\u{2069}"
    );
}

#[test]
fn a_given_name_may_be_somebody_else_in_another_thread() {
    let first = chat(&[("Sam", "hello"), ("Ada", "hi Sam")]);
    let second = chat(&[("Ada", "Sam is my dog"), ("Bo", "ok")]);
    let case = exports(&[&first, &second]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[]);
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    let files = unpacked(&zip);
    let first = text(&files, "data/threads/t001/transcript.txt");
    assert!(!first.contains("Sam"), "{first}");
    assert!(text(&files, "data/threads/t002/transcript.txt").contains("Sam is my dog"));
}
