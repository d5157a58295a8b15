//! What is shown follows from what is shown: exports that differ only in what is withheld make the
//! same package, byte for byte.

use std::rc::Rc;

use threadseal::engine::case::{Case, ThreadId};
use threadseal::engine::decision::{Coarse, DecisionKind, Keep};
use threadseal::engine::place::{ByteSpan, EntryId};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::thread::{DateOrder, OrderState, RecordId};

use super::{Made, build, one, owned, place, text, unpacked};
use crate::support::packages::leaks;

/// A chat; each line with its stamp, as it is written.
fn case(lines: &[&str], files: &[(&str, &[u8])]) -> Rc<Case> {
    let chat: String = lines.iter().map(|line| format!("{line}\n")).collect();
    one("WhatsApp Chat with Ada.zip", &chat, files)
}

/// A chat of one day. A sender of no name is WhatsApp.
fn said(lines: &[(&str, &str)], files: &[(&str, &[u8])]) -> Rc<Case> {
    let lines: Vec<String> = lines
        .iter()
        .map(|(who, body)| match *who {
            "" => format!("31/12/2023, 11:00 - {body}"),
            who => format!("31/12/2023, 11:00 - {who}: {body}"),
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    case(&lines, files)
}

fn codes() -> Vec<String> {
    owned(&["TPD"])
}

fn participant(case: &Case, record: u32) -> DecisionKind {
    DecisionKind::Participant {
        target: place(case, (0, record)),
        also: Vec::new(),
        codes: codes(),
        note: None,
    }
}

fn message(case: &Case, record: u32) -> DecisionKind {
    DecisionKind::Message {
        target: place(case, (0, record)),
        codes: codes(),
        note: None,
    }
}

fn gone(case: &Case, record: u32) -> DecisionKind {
    DecisionKind::MessageGone {
        target: place(case, (0, record)),
        codes: codes(),
        note: None,
    }
}

fn span(case: &Case, record: u32, find: &str) -> DecisionKind {
    let (_, thread) = case.thread(ThreadId(0)).unwrap();
    let body = String::from_utf8_lossy(thread.body(RecordId(record))).into_owned();
    let start = body.find(find).unwrap() as u32 + thread.body_offset(RecordId(record));
    DecisionKind::Span {
        target: place(case, (0, record)),
        span: ByteSpan {
            start,
            len: find.len() as u32,
        },
        codes: codes(),
        note: None,
    }
}

fn value(find: &str) -> DecisionKind {
    DecisionKind::Value {
        find: find.to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: codes(),
        note: None,
    }
}

/// A package in which the leak check finds nothing.
fn built(case: &Rc<Case>, kinds: Vec<DecisionKind>) -> Vec<u8> {
    let mut made = Made::default();
    for kind in kinds {
        made.add(kind);
    }
    let package = build(case, &made.log, MediaChoice::Withheld);
    assert_eq!(leaks(&package, case, &made.log).leaks, []);
    package
}

fn transcript(package: &[u8]) -> String {
    text(&unpacked(package), "data/threads/t001/transcript.txt")
}

#[test]
fn the_word_of_a_pseudonym_tells_nothing_of_what_is_withheld() {
    let ways: [fn(&Case) -> DecisionKind; 4] = [
        |case| message(case, 1),
        |case| gone(case, 1),
        |case| span(case, 1, "son "),
        |case| {
            value(if holds(case, "Person") {
                "Person 3"
            } else {
                "Sandson 3"
            })
        },
    ];
    for (number, way) in ways.into_iter().enumerate() {
        let package = |word: &str| {
            let body = format!("{word} 3 called");
            let lines = [("Zed Okafor", "hello"), ("Bo", &body), ("Bo", "ok")];
            let case = said(&lines, &[]);
            built(&case, vec![participant(&case, 0), way(&case)])
        };
        let first = package("Person");
        assert!(
            transcript(&first).contains("█[TPD]█ Person 1: hello"),
            "{number}"
        );
        // A part of the word stays beside a part that is withheld.
        if number != 2 {
            assert!(first == package("Sandson"), "{number}");
        }
    }
}

fn holds(case: &Case, word: &str) -> bool {
    let (_, thread) = case.thread(ThreadId(0)).unwrap();
    String::from_utf8_lossy(&thread.text).contains(word)
}

#[test]
fn whom_a_name_means_tells_nothing_of_a_sender_who_is_gone() {
    let package = |sender: &str| {
        let lines = [
            ("Zed Okafor", "hello"),
            (sender, "secret"),
            ("Bo", "hello from Zed"),
        ];
        let case = said(&lines, &[]);
        built(&case, vec![participant(&case, 0), gone(&case, 1)])
    };
    let first = package("Ann Smith");
    assert!(first == package("Zed Smith"));
    let transcript = transcript(&first);
    assert!(
        transcript.contains("Bo: hello from █[TPD]█ Person 1"),
        "{transcript}"
    );
}

#[test]
fn whom_a_name_means_tells_nothing_of_a_card_that_is_withheld() {
    let package = |name: &str, is_withheld: bool| {
        let card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD\r\n");
        let lines = [("Zed Okafor", "hello"), ("Bo", "hello from Zed")];
        let case = said(&lines, &[("a.vcf", card.as_bytes())]);
        let mut kinds = vec![participant(&case, 0)];
        if is_withheld {
            kinds.push(DecisionKind::Attachment {
                source: case.sources[0].id.clone(),
                entry: EntryId(1),
                codes: codes(),
                note: None,
            });
        }
        built(&case, kinds)
    };
    assert!(package("Ann Smith", true) == package("Zed Smith", true));
    let shared = transcript(&package("Zed Smith", false));
    assert!(shared.ends_with("Bo: hello from █[TPD]█\n"), "{shared}");
}

/// Numbers follow from where somebody is first seen, which is not under somebody else's mark.
#[test]
fn the_number_of_a_pseudonym_tells_nothing_of_a_place_that_is_withheld() {
    let package = |name: &str| {
        let body = format!("ask {name} now");
        let lines = [
            ("Ada", body.as_str()),
            ("Zed Okafor", "yes"),
            ("Bo Quill", "no"),
        ];
        let case = said(&lines, &[]);
        let kinds = vec![
            participant(&case, 1),
            participant(&case, 2),
            span(&case, 0, name),
        ];
        built(&case, kinds)
    };
    let first = package("Zed Okafor");
    assert!(transcript(&first).contains("█[TPD]█ Person 1: yes"));
    assert!(first == package("Bo Quill"));
    assert!(first == package("nobody"));
}

fn dmy(case: &Case) -> DecisionKind {
    DecisionKind::DateOrder {
        target: place(case, (0, 0)),
        order: DateOrder::Dmy,
        instead_of: DateOrder::Mdy,
        state: OrderState::Assumed,
        evidence: "x".to_owned(),
    }
}

#[test]
fn a_chosen_order_of_dates_tells_nothing_of_a_message_that_is_gone() {
    let package = |stamp: &str| {
        let secret = format!("{stamp}, 09:02 - Bo: secret");
        let case = case(
            &[
                "03/04/2023, 09:01 - Ada: hello",
                &secret,
                "05/04/2023, 09:03 - Ada: the end",
            ],
            &[],
        );
        built(&case, vec![gone(&case, 1), dmy(&case)])
    };
    let first = package("25/04/2023");
    for other in ["05/04/2023", "04/25/2023"] {
        assert!(first == package(other), "{other}");
    }
    let messages = text(&unpacked(&first), "data/threads/t001/messages.jsonl");
    assert!(
        messages.contains(r#""flags":["date-order-chosen"]"#),
        "{messages}"
    );
}

#[test]
fn a_chosen_order_of_dates_tells_nothing_of_days_that_are_withheld() {
    let package = |stamp: &str| {
        let last = format!("{stamp}, 09:03 - Ada: the end");
        let case = case(&["03/04/2023, 09:01 - Ada: hello", &last], &[]);
        let target = place(&case, (0, 0));
        let coarse = DecisionKind::TimeCoarse {
            source: target.source,
            entry: target.entry,
            to: Coarse::Period,
            codes: codes(),
            note: None,
        };
        built(&case, vec![coarse, dmy(&case)])
    };
    assert!(package("25/04/2023") == package("05/04/2023"));
}

#[test]
fn two_values_side_by_side_are_one_mark() {
    let package = |body: &str| {
        let case = said(&[("Bo", body)], &[]);
        let kinds = vec![value("Jane Sample"), value("07700 900123")];
        built(&case, kinds)
    };
    let first = package("Jane Sample, 07700 900123 ok");
    assert!(transcript(&first).ends_with("Bo: █[TPD]█ ok\n"));
    assert!(first == package("07700 900123 / Jane Sample (07700 900123 ok"));
    // The log of redactions has a row for each decision, and so tells how many there are.
    assert_eq!(transcript(&first), transcript(&package("Jane Sample ok")));
    let apart = transcript(&package("Jane Sample has 07700 900123 ok"));
    assert!(apart.ends_with("Bo: █[TPD]█ has █[TPD]█ ok\n"), "{apart}");
}
