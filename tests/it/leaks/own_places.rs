//! What stands open in the very place where it is withheld, whichever decision withholds it, and
//! digests that give a value back.

use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::{Coarse, DecisionKind, DecisionLog, SpanPlace, TextSpots};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::leak::LeakReport;

use super::participant;
use crate::package::one;
use crate::support::packages::{Decisions, built, case_of, leaks, message, span, value};
use crate::support::zips;

/// What is found in a package that was built by one log and is checked by another.
fn report(case: &Rc<Case>, made_by: &DecisionLog, log: &DecisionLog) -> LeakReport {
    leaks(&built(case, made_by, MediaChoice::Withheld, &[]), case, log)
}

/// Every decision leaks from a package that was built without it, and not from its own.
fn check(case: &Rc<Case>, kinds: Vec<DecisionKind>, form: &str) {
    let mut decisions = Decisions::default();
    for kind in kinds {
        decisions.add(kind);
    }
    let open = report(case, &DecisionLog::default(), &decisions.log);
    let forms: Vec<&str> = open.leaks.iter().map(|leak| leak.form.as_str()).collect();
    assert!(forms.contains(&form), "{forms:?}");
    assert_eq!(report(case, &decisions.log, &decisions.log).leaks, []);
}

const CHAT: &str = "31/12/2023, 10:00 - Mara Lindqvist: Hello, the code is 42, code 42\n\
                    31/12/2023, 10:01 - Bo: 小明来了，小明\n\
                    31/12/2023, 10:02 - Bo: the code is 42\n";

#[test]
fn a_part_of_a_message_blocks_in_that_message() {
    let case = one("a.zip", CHAT, &[]);
    for part in ["code is 42", "42", "小明", "Hello"] {
        check(&case, vec![span(&case, part)], "its very own place");
    }
}

#[test]
fn one_of_two_parts_blocks() {
    let case = one("a.zip", CHAT, &[]);
    let mut both = Decisions::default();
    both.add(span(&case, "Hello"));
    let mut one = Decisions::default();
    one.add(span(&case, "Hello"));
    both.add(span(&case, "code is 42"));
    let found = report(&case, &one.log, &both.log).leaks;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].record, Some((1, 1)));
}

#[test]
fn what_a_detector_found_blocks_in_its_place() {
    let chat = "31/12/2023, 10:00 - Bo: mail ann@example.org or bo@example.org\n\
                31/12/2023, 10:01 - Cy: ann@example.org again\n";
    let case = one("a.zip", chat, &[]);
    let DecisionKind::Span {
        target,
        span,
        codes,
        note,
    } = span(&case, "ann@example.org")
    else {
        panic!("no span");
    };
    let pattern = DecisionKind::Pattern {
        rule: "email".to_owned(),
        least: 85,
        texts: TextSpots::grouped([SpanPlace { target, span }]),
        codes,
        note,
    };
    check(&case, vec![pattern], "its very own place");
}

#[test]
fn a_sender_blocks_where_the_name_is_shown() {
    let case = one("a.zip", CHAT, &[]);
    check(&case, vec![participant(&case, "Hello", "")], "sender");
}

#[test]
fn the_same_name_in_another_export_is_somebody() {
    let other = "31/12/2023, 11:00 - Mara Lindqvist: hi\n31/12/2023, 11:01 - Bo: yes\n";
    let case = exports(&[CHAT, other]);
    let mut decisions = Decisions::default();
    decisions.add(participant(&case, "Hello", ""));
    let found = report(&case, &decisions.log, &decisions.log);
    assert!(
        found.leaks.iter().all(|leak| leak.form != "sender"),
        "{:?}",
        found.leaks
    );
}

fn exports(chats: &[&str]) -> Rc<Case> {
    let zips: Vec<(String, Vec<u8>)> = chats
        .iter()
        .enumerate()
        .map(|(n, chat)| {
            let zip = zips::stored(&[("_chat.txt", chat.as_bytes())]);
            (format!("WhatsApp Chat - {n}.zip"), zip)
        })
        .collect();
    let zips: Vec<(&str, &[u8])> = zips
        .iter()
        .map(|(n, z)| (n.as_str(), z.as_slice()))
        .collect();
    case_of(&zips)
}

fn coarse(case: &Case, source: usize) -> DecisionKind {
    let open = &case.sources[source];
    DecisionKind::TimeCoarse {
        source: open.id.clone(),
        entry: open.threads[0].entry,
        to: Coarse::Period,
        codes: vec!["TPD".to_owned()],
        note: None,
    }
}

/// Two chats with as many records, of which no time is shown.
#[test]
fn twins_are_told_apart_by_what_they_say() {
    let first = "31/12/2023, 10:00 - Bo: one\n31/12/2023, 10:01 - Cy: two\n";
    let second = "31/12/2023, 10:00 - Bo: three\n31/12/2023, 10:01 - Cy: the secret plan\n";
    let case = exports(&[first, second]);
    let times = [coarse(&case, 0), coarse(&case, 1)];
    let gone = |kind: DecisionKind| match kind {
        DecisionKind::Message {
            target,
            codes,
            note,
        } => DecisionKind::MessageGone {
            target,
            codes,
            note,
        },
        other => other,
    };
    let secret = message(&case, "the secret plan");
    for hidden in [secret.clone(), gone(secret)] {
        let mut open = Decisions::default();
        times.iter().for_each(|kind| drop(open.add(kind.clone())));
        let mut full = Decisions::default();
        times.iter().for_each(|kind| drop(full.add(kind.clone())));
        full.add(hidden);
        let found = report(&case, &open.log, &full.log).leaks;
        assert!(
            found.iter().any(|leak| leak.record == Some((2, 2))),
            "{found:?}"
        );
        assert_eq!(report(&case, &full.log, &full.log).leaks, []);
    }
}

/// Of one chat all is withheld, so that it may be the other one, of which a message goes with its head.
#[test]
fn twins_that_say_nothing_do_not_block() {
    let first = "31/12/2023, 10:00 - Bo: one\n31/12/2023, 10:01 - Cy: two\n";
    let second = "31/12/2023, 10:00 - Bo: three\n31/12/2023, 10:01 - Cy: the secret plan\n";
    let case = exports(&[first, second]);
    let mut decisions = Decisions::default();
    for kind in [coarse(&case, 0), coarse(&case, 1)] {
        decisions.add(kind);
    }
    for words in ["one", "two", "three"] {
        decisions.add(message(&case, words));
    }
    let DecisionKind::Message {
        target,
        codes,
        note,
    } = message(&case, "the secret plan")
    else {
        panic!("no message");
    };
    decisions.add(DecisionKind::MessageGone {
        target,
        codes,
        note,
    });
    let found = report(&case, &decisions.log, &decisions.log);
    assert_eq!(found.leaks, []);
    let forms: Vec<&str> = found.visible.iter().map(|row| row.form.as_str()).collect();
    assert_eq!(forms, ["time or sender"]);
}

/// What is found when `find` is withheld with that note.
fn noted(find: &str, note: &str) -> usize {
    let chat = "31/12/2023, 10:00 - Bo: Jane Sample, Ada Poe, +44 7700 900123, +44 7700 900124\n";
    let case = one("a.zip", chat, &[]);
    let mut decisions = Decisions::default();
    let mut kind = value(find);
    if let DecisionKind::Value { note: own, .. } = &mut kind {
        *own = Some(note.to_owned());
    }
    decisions.add(kind);
    report(&case, &decisions.log, &decisions.log).leaks.len()
}

#[test]
fn digests_of_every_ordinary_spelling_are_found() {
    // Of `447700900123`, `+447700900123`, `07700900123` and `+44 7700 900123`.
    for digest in DIGESTS {
        assert!(noted("+44 7700 900123", digest) > 0, "{digest}");
        assert_eq!(noted("+44 7700 900124", digest), 0, "{digest}");
    }
}

#[test]
fn base64_in_base64_is_undone() {
    let once = data_encoding::BASE64.encode(b"Jane Sample");
    let twice = data_encoding::BASE64.encode(once.as_bytes());
    let hexed = data_encoding::HEXLOWER.encode(once.as_bytes());
    for note in [&once, &twice, &hexed] {
        assert!(noted("Jane Sample", note) > 0, "{note}");
        assert_eq!(noted("Ada Poe", note), 0, "{note}");
    }
}

const DIGESTS: [&str; 14] = [
    "40ce120a3509087f921cad996518742a",
    "c42dcb28f1c7d4273d80541b603466415c47d094",
    "bb184dff3a8ce1644e15084bce64584b04b10159f19469765aeb0bcabc671f53",
    "ac57ea46bdbf5cc55e81f19ef4e0fb9b",
    "8f9a201cdff3f9c81df7fe2c8d330f57ca14254e",
    "7b11546cc1c2599f03ebfbea2702cd20fde22830fd423bbf6a5123a085b8542e",
    "848d47ccec1c8e4371513c41a71da13e",
    "66063a6fa78d0c9bf97e111053925ee56cbc8efe",
    "2d252de4e5a07140193f351a2801790845eab6d28d0d64435d607500b88175de",
    "df91c121408f13e91f10e5911913197e",
    "ce0da071b5e6e17753aa4ea1e6e08f1b96ad34de",
    "5d81c437865c0f9b2157dad0f67af6a3ff7103c33c40b0153b3c187c707f23cd",
    "QM4SCjUJCH+SHK2ZZRh0Kg==",
    "xC3LKPHH1Cc9gFQbYDRmQVxH0JQ=",
];
