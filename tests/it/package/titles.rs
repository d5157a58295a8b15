//! Titles that no file name gives: they are made of what is shown, and of nothing else.

use std::rc::Rc;

use threadseal::engine::case::{Case, ThreadId};
use threadseal::engine::decision::{DecisionKind, Run, TextRuns};
use threadseal::engine::place::ByteSpan;
use threadseal::engine::redact::{Redactions, plain};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::thread::RecordId;

use super::{Export, Made, build, opened, owned, place, text, unpacked};
use crate::support::forge::Forged;
use crate::support::packages::leaks;

const TRANSCRIPT: &str = "data/threads/t001/transcript.txt";
const PAGE: &str = "data/threads/t001/transcript.html";

/// An export in which no name of a file says whose chat it is. A sender of no name is WhatsApp.
fn case(lines: &[(&str, &str)]) -> Rc<Case> {
    let line = |(who, body): &(&str, &str)| match *who {
        "" => format!("31/12/2023, 11:00 - {body}\n"),
        who => format!("31/12/2023, 11:00 - {who}: {body}\n"),
    };
    let chat: String = lines.iter().map(line).collect();
    opened(&[Export {
        name: "export.zip",
        entries: vec![("_chat.txt", chat.as_bytes())],
    }])
}

fn gone(case: &Case, record: u32) -> DecisionKind {
    DecisionKind::MessageGone {
        target: place(case, (0, record)),
        codes: owned(&["LPP"]),
        note: None,
    }
}

fn message(case: &Case, record: u32) -> DecisionKind {
    DecisionKind::Message {
        target: place(case, (0, record)),
        codes: owned(&["LPP"]),
        note: None,
    }
}

fn outside(case: &Case, record: u32) -> DecisionKind {
    let target = place(case, (0, record));
    DecisionKind::Outside {
        scope: "the others".to_owned(),
        texts: vec![TextRuns {
            source: target.source,
            entry: target.entry,
            runs: vec![Run {
                byte_start: target.byte_start,
                byte_len: target.byte_len,
            }],
        }],
        codes: owned(&["IRR"]),
        note: None,
    }
}

fn decided(kinds: Vec<DecisionKind>) -> Made {
    let mut made = Made::default();
    for kind in kinds {
        made.add(kind);
    }
    made
}

/// A package that the leak check finds nothing in; what the page shows of the title is the same.
fn built(case: &Rc<Case>, made: &Made) -> Vec<u8> {
    let package = build(case, &made.log, MediaChoice::Withheld);
    let report = leaks(&package, case, &made.log);
    assert_eq!(report.leaks, []);
    let preview = Redactions::resolve(case, &made.log).title(case, ThreadId(0));
    let preview = plain(&preview);
    if !preview.is_empty() {
        assert_eq!(title(&package), preview);
    }
    package
}

fn title(package: &[u8]) -> String {
    let transcript = text(&unpacked(package), TRANSCRIPT);
    transcript.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_title_tells_no_sender_who_is_gone() {
    let package = |name: &str| {
        let case = case(&[
            ("Zed Okafor", "hello"),
            (name, "secret"),
            ("Bo Quill", "ok"),
        ]);
        built(&case, &decided(vec![gone(&case, 1)]))
    };
    let first = package("Ann Smith");
    assert_eq!(title(&first), "Zed Okafor, Bo Quill");
    for other in ["Павел", "Bo Quill", "+44 7700 900461"] {
        assert!(first == package(other), "{other}");
    }
}

#[test]
fn a_chat_of_senders_who_are_gone_is_called_by_its_number() {
    let package = |names: [&str; 5]| {
        let case = case(&names.map(|name| (name, "secret")));
        let gone = (0..5).map(|record| gone(&case, record)).collect();
        built(&case, &decided(gone))
    };
    let first = package(["P1 Name1", "P2 Name2", "P3 Name3", "P4 Name4", "P5 Name5"]);
    assert_eq!(title(&first), "Thread 1");
    assert!(first == package(["Ada"; 5]));
}

#[test]
fn a_title_tells_no_name_of_a_group_out_of_a_line_that_is_withheld() {
    let ways: [fn(&Case, u32) -> DecisionKind; 3] = [message, gone, outside];
    for way in ways {
        let package = |line: &str| {
            let case = case(&[("Ada", "hello"), ("", line), ("Bo Quill", "hello")]);
            built(&case, &decided(vec![way(&case, 1)]))
        };
        let first = package("Ada changed the group name from “Climb” to “Kestrel Merger”");
        assert_eq!(title(&first), "Ada, Bo Quill");
        assert!(first == package("Bo Quill left"));
    }
}

#[test]
fn the_last_line_that_is_shown_names_the_group() {
    let case = case(&[
        ("Ada", "hello"),
        ("", "Ada changed the group name from “Climb” to “Old Mill”"),
        (
            "",
            "Ada changed the group name from “Climb” to “Kestrel Merger”",
        ),
    ]);
    let package = built(&case, &decided(vec![message(&case, 2)]));
    assert_eq!(title(&package), "Old Mill");
}

/// What is cut out of the line is cut out of the title, whatever it was.
#[test]
fn a_name_of_a_group_is_shown_as_its_line_shows_it() {
    let package = |secret: &str| {
        let line = format!("Ada changed the group name from “Climb” to “{secret} Merger”");
        let case = case(&[("Ada", "hello"), ("", &line)]);
        let (_, thread) = case.thread(ThreadId(0)).unwrap();
        let start = line.find(secret).unwrap() as u32 + thread.body_offset(RecordId(1));
        let span = DecisionKind::Span {
            target: place(&case, (0, 1)),
            span: ByteSpan {
                start,
                len: secret.len() as u32,
            },
            codes: owned(&["LPP"]),
            note: None,
        };
        built(&case, &decided(vec![span]))
    };
    let first = package("Kestrel");
    assert_eq!(title(&first), "█[LPP]█ Merger");
    for other in ["Heron", "“Heron”", "סמואל"] {
        assert!(first == package(other), "{other}");
    }
}

#[test]
fn a_name_in_a_title_that_is_made_is_called_by_its_pseudonym() {
    let package = |name: &str| {
        let case = case(&[
            ("", &format!("{name} left")),
            ("Ada", &format!("where is {name}?")),
            (name, "here"),
        ]);
        let participant = DecisionKind::Participant {
            target: place(&case, (0, 2)),
            also: Vec::new(),
            codes: owned(&["TPD"]),
            note: None,
        };
        built(&case, &decided(vec![participant]))
    };
    let first = package("Zebedee Quux");
    assert_eq!(title(&first), "Ada, █[TPD]█ Person 1");
    assert!(first == package("Павел Иванович"));
}

/// What the leak check says of a title that was made of all records.
#[test]
fn a_name_out_of_a_withheld_record_in_a_title_is_found() {
    let case = case(&[
        ("Zed Okafor", "hello"),
        ("Ann Smith", "secret"),
        (
            "",
            "Zed Okafor changed the group name from “Climb” to “Kestrel”",
        ),
    ]);
    let made = decided(vec![gone(&case, 1), message(&case, 2)]);
    let package = built(&case, &made);
    assert_eq!(title(&package), "Zed Okafor");
    for (planted, by) in [("Zed Okafor, Ann Smith", 0), ("Kestrel", 1)] {
        for path in [TRANSCRIPT, PAGE] {
            let mut forged = Forged::of(&package);
            let told = forged.text(path).replacen("Zed Okafor", planted, 1);
            forged.put(path, &told);
            let report = leaks(&forged.package(), &case, &made.log);
            let decision = &made.log.decisions()[by].id.0;
            assert!(
                report.leaks.iter().any(|leak| leak.file == path
                    && leak.decision == *decision
                    && leak.form == "name out of a withheld record"),
                "{path} {planted}: {:#?}",
                report.leaks
            );
        }
    }
}
