//! Parts of withheld names.

use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::{DecisionKind, Intake};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::leak::LeakReport;

use super::{files, nothing, participant};
use crate::support::packages::{
    Decisions, attachment, built, case_of, leaks, told, value, verified,
};
use crate::support::zips;

const FIRST: &str = "31/12/2023, 10:00 - Mara Lindqvist: Hello\n31/12/2023, 10:01 - Bo: hi\n";

fn export(chat: &str) -> Vec<u8> {
    zips::stored(&[("_chat.txt", chat.as_bytes())])
}

fn case(second: &str, title: &str) -> Rc<Case> {
    let name = format!("WhatsApp Chat - {title}.zip");
    case_of(&[
        ("WhatsApp Chat - A.zip", &export(FIRST)),
        (&name, &export(second)),
    ])
}

fn report(case: &Rc<Case>, decisions: &Decisions) -> LeakReport {
    let package = built(case, &decisions.log, MediaChoice::Withheld, &[]);
    assert_eq!(told(&verified(&package)), "");
    leaks(&package, case, &decisions.log)
}

/// The report where Mara is called by a pseudonym, with that note.
fn with_note(second: &str, title: &str, note: &str) -> LeakReport {
    let case = case(second, title);
    let mut decisions = Decisions::default();
    decisions.add(participant(&case, "Hello", note));
    report(&case, &decisions)
}

const QUIET: &str = "31/12/2023, 10:00 - Bo: nothing\n31/12/2023, 10:01 - Cy: ok\n";

#[test]
fn a_part_of_a_name_in_a_note_blocks() {
    nothing(&with_note(QUIET, "B", "asked for by counsel"));
    for note in [
        "Lindqvist is the protected witness",
        "LINDQVIST's wish",
        "as Mara asked",
        "mail to maralindqvist",
        "mail to mara.lindqvist@example.org",
        "see mara_lindqvist-2",
        "mara%20lindqvist",
        "the Lindqvists",
        "TGluZHF2aXN0",
        "tsivqdnil",
    ] {
        let report = with_note(QUIET, "B", note);
        let found = files(&report.leaks);
        for file in [
            "data/logs/redaction-log.csv",
            "data/logs/redaction-log.jsonl",
        ] {
            assert!(found.contains(&file), "{note}: {found:?}");
        }
        assert_eq!(report.visible, [], "{note}");
    }
}

#[test]
fn a_part_of_a_name_in_the_answers_blocks() {
    let case = case(QUIET, "B");
    let mut decisions = Decisions::default();
    let id = decisions.add(participant(&case, "Hello", ""));
    decisions.add(DecisionKind::Intake {
        source: case.sources[0].id.clone(),
        intake: Intake {
            who: "Lindqvist, in person".to_owned(),
            ..Intake::default()
        },
    });
    let report = report(&case, &decisions);
    let found = files(&report.leaks);
    assert!(found.contains(&"data/logs/custody.jsonl"), "{found:?}");
    assert!(
        found
            .iter()
            .any(|file| file.starts_with("data/certificates/")),
        "{found:?}"
    );
    assert!(
        report
            .leaks
            .iter()
            .all(|leak| leak.decision == id && leak.form == "part of a name")
    );
}

#[test]
fn a_part_of_a_name_in_a_title_blocks() {
    let report = with_note(QUIET, "The Lindqvist family", "");
    assert!(!report.leaks.is_empty());
    assert_eq!(report.visible, []);
}

#[test]
fn what_others_said_is_listed() {
    let said = "31/12/2023, 10:00 - Bo: Lindqvist told me; MaraLindqvist@example.org\n\
                31/12/2023, 10:01 - Cy: and marathon, lindqvistova\n\
                31/12/2023, 10:02 - Cy: mar, lindq\n";
    let report = with_note(said, "B", "");
    assert_eq!(report.leaks, []);
    let places: Vec<_> = report
        .visible
        .iter()
        .map(|row| (row.record, row.form.as_str()))
        .collect();
    let expected = [(1, "part of a name"), (2, "inside a word")];
    assert_eq!(
        places,
        expected.map(|(record, form)| (Some((2, record)), form))
    );
}

#[test]
fn a_name_that_somebody_else_has_is_listed_once() {
    let said = "31/12/2023, 10:00 - Anna Lindqvist: hi\n\
                31/12/2023, 10:01 - Bo: Anna Lindqvist is here\n\
                31/12/2023, 10:02 - Anna Lindqvist: yes\n";
    let report = with_note(said, "Anna Lindqvist", "");
    assert_eq!(report.leaks, []);
    let [row] = report.visible.as_slice() else {
        panic!("{:?}", report.visible);
    };
    assert_eq!(
        (row.record, row.place.as_str()),
        (Some((2, 1)), "record 1, its sender")
    );
    // It may be Anna who is meant.
    let report = with_note(said, "B", "Lindqvist asked");
    assert_eq!(report.leaks, []);
    assert!(files(&report.visible).contains(&"data/logs/redaction-log.csv"));
    // Her other part is nobody else's.
    let report = with_note(said, "B", "Mara asked");
    assert!(!report.leaks.is_empty());
}

#[test]
fn words_that_every_package_holds_do_not_block() {
    let chat = "31/12/2023, 10:00 - Mark Reader: Hello\n31/12/2023, 10:01 - Bo: hi\n";
    let case = case_of(&[("WhatsApp Chat - A.zip", &export(chat))]);
    let mut decisions = Decisions::default();
    decisions.add(participant(&case, "Hello", "the mark of a reader"));
    assert_eq!(report(&case, &decisions).leaks, []);
}

#[test]
fn terms_and_cards_that_are_names_have_parts() {
    let chat = "31/12/2023, 10:00 - Bo: Jane Sample is in\n\
                31/12/2023, 10:01 - Bo: Elena Varga.vcf (file attached)\n";
    let zip = zips::stored(&[("_chat.txt", chat.as_bytes()), ("Elena Varga.vcf", b"card")]);
    let case = case_of(&[("WhatsApp Chat - A.zip", &zip)]);
    let noted = |kind: DecisionKind, words: &str| {
        let mut kind = kind;
        if let DecisionKind::Value { note, .. } | DecisionKind::Attachment { note, .. } = &mut kind
        {
            *note = Some(words.to_owned());
        }
        let mut decisions = Decisions::default();
        decisions.add(kind);
        report(&case, &decisions).leaks.len()
    };
    assert_eq!(noted(value("Jane Sample"), "a minor"), 0);
    assert!(noted(value("Jane Sample"), "Ms Sample is a minor") > 0);
    assert_eq!(noted(value("Sample is in"), "a sample"), 0);
    let card = || attachment(&case, "Elena Varga.vcf");
    assert_eq!(noted(card(), "a contact"), 0);
    assert!(noted(card(), "Varga's contact") > 0);
}

#[test]
fn a_number_as_a_name_is_found_in_all_spellings() {
    let chat = "31/12/2023, 10:00 - +44 7700 900123: Hello\n31/12/2023, 10:01 - Bo: hi\n";
    let case = case_of(&[("WhatsApp Chat - A.zip", &export(chat))]);
    for note in ["447700900123", "07700 900123", "ends 900123"] {
        let mut decisions = Decisions::default();
        decisions.add(participant(&case, "Hello", note));
        assert!(!report(&case, &decisions).leaks.is_empty(), "{note}");
    }
}
