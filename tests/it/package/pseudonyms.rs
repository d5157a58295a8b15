//! Participants called by pseudonyms, in packages that verify and leak nothing.

use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::{DecisionKind, Numbered};
use threadseal::engine::job::Step;
use threadseal::engine::package::{BuildJob, Kept, ReviewOptions, ZoneClock};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::leak::LeakJob;

use super::{Export, Made, Memory, build, one, opened, options, owned, place, run, text, unpacked};

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

/// What the builder keeps of a build.
fn kept(case: &Rc<Case>, made: &Made) -> Kept {
    let options = options(MediaChoice::Withheld);
    let mut job = BuildJob::new(Rc::clone(case), &made.log, options).unwrap();
    run(&mut job, &mut Memory::default()).unwrap();
    job.kept()
}

impl Made {
    /// A package was built: who had which number is written down.
    fn built(&mut self, case: &Rc<Case>) -> &mut Made {
        let pseudonyms = kept(case, self).pseudonyms;
        self.add(DecisionKind::Built {
            package_sha256: "aa".repeat(32),
            recipient: self.log.recipient().to_owned(),
            pseudonyms,
        })
    }
}

#[test]
fn nobody_gets_the_words_of_somebody_else() {
    let chat = chat(&[
        ("Sam Lindqvist", "I paid him"),
        ("Sam Okafor", "Sam here, I did not"),
        ("Lindqvist & Sons Ltd", "invoice"),
        (
            "Bo",
            "thx Sam Okafor, and Sam Lindqvist, hi @\u{2068}Sam Okafor\u{2069}",
        ),
        ("", "Sam Okafor added Sam Lindqvist"),
        ("", "Lindqvist & Sons Ltd left"),
    ]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[]);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(
        said(&transcript),
        [
            "█[TPD]█ Person 1: I paid him",
            "Sam Okafor: █[TPD]█ here, I did not",
            "Lindqvist & Sons Ltd: invoice",
            "Bo: thx █[TPD]█ Okafor, and █[TPD]█ Person 1, hi @\u{2068}Sam Okafor\u{2069}",
            "* Sam Okafor added █[TPD]█ Person 1",
            "* Lindqvist & Sons Ltd left",
        ]
    );
}

#[test]
fn a_part_that_somebody_of_another_thread_or_a_card_has_says_nobody() {
    let first = chat(&[("Sam Lindqvist", "hello"), ("Ada", "Sam, Lindqvist")]);
    let second = chat(&[("Sam Okafor", "hello"), ("Ada", "ok")]);
    let case = exports(&[&first, &second]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[]);
    let shown = transcript(&case, &made, 1);
    assert_eq!(said(&shown)[1], "Ada: █[TPD]█, █[TPD]█ Person 1");

    let card: &[u8] = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sam Okafor\r\nEND:VCARD\r\n";
    let own: &[u8] =
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lindqvist;Sam;;Dr;\r\nFN:Dr Sam Lindqvist\r\nEND:VCARD\r\n";
    for (card, expected) in [
        (card, "Ada: █[TPD]█, █[TPD]█ Person 1"),
        (own, "Ada: █[TPD]█ Person 1, █[TPD]█ Person 1"),
    ] {
        let case = one("WhatsApp Chat with Ada.zip", &first, &[("a.vcf", card)]);
        let mut made = Made::default();
        made.participant(&case, (0, 1), &[]);
        let shown = transcript(&case, &made, 1);
        assert_eq!(said(&shown)[1], expected);
    }
}

#[test]
fn a_name_of_one_word_is_not_taken_out_of_a_longer_one() {
    let chat = chat(&[
        ("Sam", "hello"),
        ("Sam Okafor", "hello"),
        ("Ada", "Sam? Sam Okafor?"),
    ]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[]);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(
        said(&transcript),
        [
            "█[TPD]█ Person 1: hello",
            "Sam Okafor: hello",
            "Ada: █[TPD]█? █[TPD]█ Okafor?",
        ]
    );
}

/// The names of others are read wherever names of senders stand.
#[test]
fn a_longer_name_that_stays_does_not_stop_a_review_set() {
    let chat = chat(&[("Sam", "hello"), ("Sam Okafor", "hello")]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[]);
    let mut options = options(MediaChoice::Withheld);
    options.review = Some(ReviewOptions {
        clock: ZoneClock::of("Europe/London", &mut |_| Some(0)).unwrap(),
        prefix: "ABC".to_owned(),
        first: 1,
    });
    let zip = super::try_build(&case, &made.log, options).unwrap();
    let mut job = LeakJob::new(Rc::new(zip), &case, &made.log);
    let report = loop {
        if let Step::Done(report) = job.step().unwrap() {
            break report;
        }
    };
    assert!(report.leaks.is_empty(), "{:#?}", report.leaks);
}

#[test]
fn an_address_in_which_a_name_stands_goes_as_a_whole() {
    let chat = chat(&[
        (
            "Mara Lindqvist",
            "write to mara.lindqvist@example.org or MARA42@example.com.",
        ),
        (
            "Ada",
            "@Mara, is it @mara.l or @mara_lindqvist? or bo@lindqvist.example",
        ),
        ("Ada", "tamara@example.org"),
    ]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[]);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(
        said(&transcript),
        [
            "█[TPD]█ Person 1: write to █[TPD]█ or █[TPD]█.",
            "Ada: @█[TPD]█ Person 1, is it █[TPD]█ or █[TPD]█? or █[TPD]█",
            "Ada: tamara@example.org",
        ]
    );
}

#[test]
fn an_address_that_a_person_named_is_somebody() {
    let chat = chat(&[
        ("Mara Lindqvist", "hi"),
        ("Ada", "mara.lindqvist@example.org"),
    ]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let mut made = Made::default();
    made.participant(&case, (0, 1), &["mara.lindqvist@example.org"]);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(said(&transcript)[1], "Ada: █[TPD]█ Person 1");
}

#[test]
fn a_number_that_was_given_stays_and_is_never_given_again() {
    let chat = chat(&[
        ("Bo Quill", "one"),
        ("Mara Lindqvist", "two"),
        ("Cy Orr", "three"),
    ]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let senders = |made: &Made| -> Vec<String> {
        let transcript = transcript(&case, made, 1);
        let lines = said(&transcript);
        let sender = |line: &&str| line.split(": ").next().unwrap().replace("█[TPD]█ ", "");
        lines.iter().map(sender).collect()
    };
    let mut made = Made::default();
    made.participant(&case, (0, 2), &[]).built(&case);
    assert_eq!(senders(&made), ["Bo Quill", "Person 1", "Cy Orr"]);
    made.participant(&case, (0, 1), &[]).built(&case);
    assert_eq!(senders(&made), ["Person 2", "Person 1", "Cy Orr"]);

    // Neither withdrawing a redaction nor the build makes a number free.
    let ids: Vec<_> = made
        .log
        .decisions()
        .iter()
        .map(|at| at.id.clone())
        .collect();
    let withdrawn = |made: &mut Made, at: usize| {
        made.add(DecisionKind::Withdraw {
            withdraws: ids[at].clone(),
        });
    };
    withdrawn(&mut made, 0);
    withdrawn(&mut made, 1);
    made.participant(&case, (0, 3), &[]);
    assert_eq!(senders(&made), ["Person 2", "Mara Lindqvist", "Person 3"]);
    made.participant(&case, (0, 2), &[]);
    assert_eq!(senders(&made), ["Person 2", "Person 1", "Person 3"]);
    let numbers: Vec<u32> = kept(&case, &made)
        .pseudonyms
        .iter()
        .map(|one| one.number)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
}

/// One recipient sees a message that the other does not: who is called what cannot be compared, and
/// nobody reads in a package for whom another is, or that there is another.
#[test]
fn two_recipients_cannot_compare() {
    let chat = chat(&[("Bo Quill", "one"), ("Mara Lindqvist", "two")]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let labels = |made: &Made| -> Vec<String> {
        let transcript = transcript(&case, made, 1);
        let lines = said(&transcript);
        lines
            .iter()
            .map(|line| line.replace("█[TPD]█ ", ""))
            .collect()
    };
    let is_for = |made: &mut Made, name: &str| {
        made.add(DecisionKind::Recipient {
            name: name.to_owned(),
        });
    };
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[])
        .participant(&case, (0, 2), &[]);
    let mut alone = Made {
        log: made.log.clone(),
        ..Made::default()
    };
    is_for(&mut made, "Zoltan Quibbley LLP");
    assert_eq!(labels(&made), ["Person 1: one", "Person 2: two"]);
    made.built(&case);
    is_for(&mut made, "the court");
    let first = place(&case, (0, 1));
    let gone = DecisionKind::MessageGone {
        target: first,
        codes: owned(&["IRR"]),
        note: None,
    };
    made.add(gone.clone());
    alone.add(gone);
    assert_eq!(labels(&made).last().unwrap(), "Person 1: two");
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    let all: Vec<u8> = unpacked(&zip).into_values().flatten().collect();
    assert!(!String::from_utf8_lossy(&all).contains("Quibbley"));
    assert_eq!(zip, build(&case, &alone.log, MediaChoice::Withheld));
    // The first recipient's numbers come back with the name.
    is_for(&mut made, "Zoltan Quibbley LLP");
    assert_eq!(labels(&made).last().unwrap(), "Person 2: two");
}

#[test]
fn of_two_logs_that_gave_one_number_twice_the_earlier_counts() {
    let chat = chat(&[("Bo Quill", "one"), ("Mara Lindqvist", "two")]);
    let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
    let given = |made: &mut Made, at: u32, number: u32| {
        let target = place(&case, (0, at));
        made.add(DecisionKind::Built {
            package_sha256: "aa".repeat(32),
            recipient: String::new(),
            pseudonyms: vec![Numbered { target, number }],
        });
    };
    let mut made = Made::default();
    made.participant(&case, (0, 1), &[])
        .participant(&case, (0, 2), &[]);
    given(&mut made, 2, 1);
    given(&mut made, 1, 1);
    let transcript = transcript(&case, &made, 1);
    assert_eq!(
        said(&transcript),
        ["█[TPD]█ Person 2: one", "█[TPD]█ Person 1: two"]
    );
}

/// Who got which number before follows from where they stand: the same bytes for other names.
#[test]
fn numbers_that_stay_tell_nothing_of_names() {
    let zip = |one_name: &str, other: &str| {
        let chat = chat(&[(one_name, "one"), (other, "two"), ("Ada", "three")]);
        let case = one("WhatsApp Chat with Ada.zip", &chat, &[]);
        let mut made = Made::default();
        made.participant(&case, (0, 2), &[]).built(&case);
        made.participant(&case, (0, 1), &[]);
        let zip = build(&case, &made.log, MediaChoice::Withheld);
        for name in ["Built", "pseudonyms"] {
            let holds = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(name);
            let files = unpacked(&zip);
            let logs = files
                .iter()
                .filter(|(path, _)| path.starts_with("data/logs"));
            assert!(!logs.map(|(_, bytes)| bytes).any(holds), "{name}");
        }
        zip
    };
    assert_eq!(
        zip("Zebedee Quux", "Aaron Mbeki"),
        zip("Aaron Mbeki", "Zebedee Quux")
    );
}

#[test]
fn a_second_person_looks_at_places_and_not_at_decisions() {
    let lines: Vec<(&str, String)> = (0..59).map(|n| ("Ada", format!("code {n} red"))).collect();
    let lines: Vec<(&str, &str)> = lines
        .iter()
        .map(|(who, body)| (*who, body.as_str()))
        .collect();
    let long: String = (0..20).map(|_| chat(&lines)).collect();
    let case = one("WhatsApp Chat with Ada.zip", &long, &[]);
    let mut made = Made::default();
    made.value("red", &["TPD"]);
    let drawn = kept(&case, &made).drawn;
    assert_eq!(drawn.n_places, 20 * 59);
    assert_eq!(drawn.places.len(), 118);
    assert!(drawn.places.iter().all(|place| place.at.is_some()));
    assert_eq!(kept(&case, &made).drawn, drawn);
    // Another digest draws others.
    made.message(&case, (0, 1), &["TPD"]);
    let other = kept(&case, &made).drawn;
    assert_eq!(other.n_places, 20 * 59 + 1);
    assert_ne!(other.places, drawn.places);
}
