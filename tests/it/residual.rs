//! What a reader of a finished package can still find: the detectors over it, hours that give a
//! pseudonym away.

use std::fmt::Write as _;
use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::{Coarse, DecisionKind, TextSpots};
use threadseal::engine::detect::{DetectOptions, Detector};
use threadseal::engine::examine::residual::{Residual, ResidualError, ResidualJob, ResidualKind};
use threadseal::engine::job::Step;
use threadseal::engine::session::protocol::MediaChoice;

use crate::support::packages::{Decisions, built, case_of, record_with, span, value};
use crate::support::zips;

const CHAT: &str = "31/12/2023, 10:00 - Ada: ring +44 7700 900123 or +44 7700 900456\n\
31/12/2023, 10:01 - Ben: my card is 4999 9999 9999 9996\n\
31/12/2023, 10:02 - Ada: again +44 7700 900123\n\
31/12/2023, 10:03 - Ada: it is 4999 9999\n\
31/12/2023, 10:03 - Ada: 9999 9996 ok?\n\
31/12/2023, 10:04 - Ada: C.vcf (file attached)\n";

const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy\r\nTEL:+44 7700 900999\r\nEND:VCARD\r\n";

fn case() -> Rc<Case> {
    let entries: [(&str, &[u8]); 2] = [
        ("WhatsApp Chat with Ada.txt", CHAT.as_bytes()),
        ("C.vcf", CARD.as_bytes()),
    ];
    case_of(&[("WhatsApp Chat with Ada.zip", &zips::stored(&entries))])
}

fn look(case: &Rc<Case>, decisions: &Decisions) -> Residual {
    let package = built(case, &decisions.log, MediaChoice::AsTheyAre, &[]);
    let options = DetectOptions {
        countries: vec!["GB".to_owned()],
        ..DetectOptions::default()
    };
    let log = &decisions.log;
    let mut job = ResidualJob::new(Rc::new(package), case, log, &options).unwrap();
    loop {
        if let Step::Done(residual) = job.step().unwrap() {
            return residual;
        }
    }
}

fn kind(residual: &Residual, detector: Detector) -> Option<&ResidualKind> {
    residual.kinds.iter().find(|kind| kind.detector == detector)
}

fn told(residual: &Residual, detector: Detector) -> Vec<(String, u64, Option<(u32, u32)>)> {
    let values = kind(residual, detector)
        .into_iter()
        .flat_map(|kind| &kind.values);
    values
        .map(|value| (value.text.clone(), value.n, value.record))
        .collect()
}

fn reject(case: &Case, detector: Detector, text: &str) -> DecisionKind {
    let DecisionKind::Span { target, span, .. } = span(case, text) else {
        panic!("a span");
    };
    DecisionKind::Reject {
        rule: detector.id().to_owned(),
        texts: TextSpots::grouped([threadseal::engine::decision::SpanPlace { target, span }]),
        names: Vec::new(),
    }
}

#[test]
fn what_is_shown_is_found_by_kind_and_value() {
    let case = case();
    let residual = look(&case, &Decisions::default());
    assert_eq!(residual.n_messages, 6);
    let number = |text: &str, n, record| (text.to_owned(), n, record);
    assert_eq!(
        told(&residual, Detector::Phone),
        [
            number("+44 7700 900999", 1, None),
            number("+44 7700 900123", 2, Some((1, 1))),
            number("+44 7700 900456", 1, Some((1, 1))),
        ]
    );
    let card = "4999 9999 9999 9996";
    let twice = [number(card, 2, Some((1, 2)))];
    assert_eq!(told(&residual, Detector::Card), twice);
    // It is found where it was sent in two messages, although it is withheld where it stands whole.
    let mut decisions = Decisions::default();
    decisions.add(span(&case, card));
    let split = [number(card, 1, Some((1, 5)))];
    assert_eq!(told(&look(&case, &decisions), Detector::Card), split);
}

#[test]
fn what_was_withheld_or_rejected_is_not_told() {
    let case = case();
    let mut decisions = Decisions::default();
    decisions.add(value("+44 7700 900123"));
    decisions.add(reject(&case, Detector::Phone, "+44 7700 900456"));
    let residual = look(&case, &decisions);
    let phones = told(&residual, Detector::Phone);
    assert_eq!(phones.len(), 1, "{phones:?}");
    assert_eq!(phones[0].0, "+44 7700 900999");
    assert_eq!(residual.n_rejected, 1);
}

#[test]
fn a_number_typed_into_a_note_is_found_in_the_log() {
    let case = case();
    let mut decisions = Decisions::default();
    let DecisionKind::Span {
        target,
        span,
        codes,
        ..
    } = span(&case, "my card")
    else {
        panic!("a span");
    };
    decisions.add(DecisionKind::Span {
        target,
        span,
        codes,
        note: Some("as +44 7700 900321 asked".to_owned()),
    });
    let residual = look(&case, &decisions);
    let phones = kind(&residual, Detector::Phone).unwrap();
    let typed = phones
        .values
        .iter()
        .find(|value| value.text == "+44 7700 900321");
    let typed = typed.unwrap_or_else(|| panic!("{phones:?}"));
    assert_eq!(typed.file, "data/logs/redaction-log.jsonl");
}

#[test]
fn what_is_no_package_is_said_to_be_none() {
    let case = case();
    let decisions = Decisions::default();
    for bytes in [Vec::new(), zips::stored(&[("a.txt", b"+44 7700 900123")])] {
        let options = DetectOptions::default();
        let job = ResidualJob::new(Rc::new(bytes), &case, &decisions.log, &options);
        assert!(matches!(job.err(), Some(ResidualError::NotAPackage)));
    }
}

/// Two months in which Ada writes at these hours, Ben at those, Cy at all.
fn habits(ada: [u32; 2], ben: [u32; 2]) -> Rc<Case> {
    let mut chat = String::new();
    for month in 1..=2 {
        for day in 1..=28 {
            for (name, hour) in [
                ("Ada", ada[0]),
                ("Ben", ben[0]),
                ("Cy", (day * 5) % 24),
                ("Ada", ada[1]),
                ("Ben", ben[1]),
            ] {
                writeln!(chat, "{day:02}/{month:02}/2023, {hour:02}:00 - {name}: yes").unwrap();
            }
        }
    }
    let name = "WhatsApp Chat with Ada.txt";
    case_of(&[(
        "WhatsApp Chat with Ada.zip",
        &zips::stored(&[(name, chat.as_bytes())]),
    )])
}

fn pseudonym(case: &Case, name: &str) -> DecisionKind {
    let (thread, record, _) = record_with(case, &format!("- {name}: "));
    DecisionKind::Participant {
        target: case.place(thread, record).unwrap(),
        also: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    }
}

#[test]
fn hours_like_nobody_elses_tell_a_pseudonym() {
    let case = habits([7, 22], [12, 13]);
    let mut decisions = Decisions::default();
    decisions.add(pseudonym(&case, "Ada"));
    let residual = look(&case, &decisions);
    assert_eq!(residual.n_judged, 1);
    let [told] = &residual.hours[..] else {
        panic!("{:?}", residual.hours);
    };
    assert!(told.name.ends_with("Person 1"), "{told:?}");
    assert_eq!(
        (told.first, told.n_messages, told.n_voices),
        ((1, 1), 112, 2)
    );
    assert_eq!(told.own, 100);
    assert!(told.nearest < 40, "{told:?}");
    assert!(!format!("{residual:?}").contains("Ada"));
}

#[test]
fn hours_that_two_share_tell_neither_and_coarse_times_tell_nothing() {
    let case = habits([7, 22], [7, 22]);
    let mut decisions = Decisions::default();
    decisions.add(pseudonym(&case, "Ada"));
    let residual = look(&case, &decisions);
    assert_eq!((residual.n_judged, &residual.hours[..]), (1, &[][..]));
    let case = habits([7, 22], [12, 13]);
    let mut decisions = Decisions::default();
    decisions.add(pseudonym(&case, "Ada"));
    let of = case.sources[0].id.clone();
    let entry = case.sources[0].threads[0].entry;
    for (to, n_judged) in [(Coarse::Hour, 1), (Coarse::Day, 0)] {
        decisions.add(DecisionKind::TimeCoarse {
            source: of.clone(),
            entry,
            to,
            codes: vec!["TPD".to_owned()],
            note: None,
        });
        assert_eq!(look(&case, &decisions).n_judged, n_judged, "{to:?}");
    }
}

#[test]
fn titles_folded_cards_and_other_encodings_are_read_and_large_files_are_told() {
    let chat = "31/12/2023, 10:00 - Ada: see below\n\
                31/12/2023, 10:01 - Ada: C.vcf (file attached)\n\
                31/12/2023, 10:02 - Ada: N.txt (file attached)\n\
                31/12/2023, 10:03 - Ada: L.txt (file attached)\n";
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy\r\nTEL:+44 7700\r\n  900999\r\nEND:VCARD\r\n";
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain("ring +44 7700 900321".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let large = vec![b'a'; (8 << 20) + 1];
    let entries: [(&str, &[u8]); 4] = [
        ("WhatsApp Chat with +44 7700 900123.txt", chat.as_bytes()),
        ("C.vcf", card.as_bytes()),
        ("N.txt", &utf16),
        ("L.txt", &large),
    ];
    let name = "WhatsApp Chat with +44 7700 900123.zip";
    let case = case_of(&[(name, &zips::stored(&entries))]);
    let residual = look(&case, &Decisions::default());
    let mut phones: Vec<String> = told(&residual, Detector::Phone)
        .into_iter()
        .map(|(text, _, _)| text)
        .collect();
    phones.sort();
    let expected = ["+44 7700 900123", "+44 7700 900321", "+44 7700 900999"];
    assert_eq!(phones, expected);
    let [not_read] = &residual.not_read[..] else {
        panic!("{:?}", residual.not_read);
    };
    assert!(not_read.file.ends_with(".txt"), "{not_read:?}");
    assert_eq!(residual.countries, ["GB"]);
    assert!(!residual.is_clean());
}

#[test]
fn a_number_goes_on_after_somebody_elses_word() {
    let chat = "31/12/2023, 10:03 - Ada: it is 4999 9999\n\
                31/12/2023, 10:03 - Ben: wait\n\
                31/12/2023, 10:04 - Ada: 9999 9996 ok?\n";
    let name = "WhatsApp Chat with Ada.txt";
    let zip = zips::stored(&[(name, chat.as_bytes())]);
    let case = case_of(&[("WhatsApp Chat with Ada.zip", &zip)]);
    let residual = look(&case, &Decisions::default());
    let cards = told(&residual, Detector::Card);
    assert_eq!(cards[0].2, Some((1, 3)), "{cards:?}");
}
