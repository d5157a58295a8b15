//! Messages that are withheld with their heads, and times that are given less exactly.

use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::{Coarse, DecisionKind};
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;

use super::{Made, build, build_proven, one, owned, place, text, unpacked};
use crate::support::forge::Forged;
use crate::support::packages::{leaks, told, verified};

const MESSAGES: &str = "data/threads/t001/messages.jsonl";

/// A message that is to go, whole lines; a file and other messages around it.
fn chat(gone: [&str; 2]) -> String {
    format!(
        "30/12/2023, 09:01 - Ada: hello\n\
         {}\n\
         {}\n\
         30/12/2023, 21:04 - Bob: here\n\
         31/12/2023, 09:05 - Ada: \u{200e}IMG-20231231-WA0001.jpg (file attached)\n\
         31/12/2023, 09:06 - Ada: the end\n",
        gone[0], gone[1]
    )
}

fn case(gone: [&str; 2]) -> Rc<Case> {
    let picture: &[u8] = b"\xff\xd8\xff\xe0 a picture \xff\xd9";
    let files = [
        ("IMG-20231231-WA0001.jpg", picture),
        ("IMG-20231230-WA0007.jpg", b"\xff\xd8\xff other"),
    ];
    one("WhatsApp Chat with Bob.zip", &chat(gone), &files)
}

const FIRST: [&str; 2] = [
    "30/12/2023, 09:02 - Zoe Quux: meet me at the old mill at noon",
    "30/12/2023, 09:03 - Ada: never",
];
const OTHER: [&str; 2] = [
    "02/01/2021, 23:59 - +44 7700 900461: \u{200e}IMG-20231230-WA0007.jpg (file attached)",
    "29/12/2023, 01:00 - Messages are end-to-end encrypted.",
];

fn without(case: &Case) -> Made {
    let mut made = Made::default();
    for record in [1, 2] {
        made.add(DecisionKind::MessageGone {
            target: place(case, (0, record)),
            codes: owned(&["LPP"]),
            note: Some("Advice".to_owned()),
        });
    }
    made
}

fn coarse(case: &Case, to: Coarse) -> Made {
    let mut made = Made::default();
    let target = place(case, (0, 0));
    made.add(DecisionKind::TimeCoarse {
        source: target.source,
        entry: target.entry,
        to,
        codes: owned(&["TPD"]),
        note: None,
    });
    made
}

fn lines(package: &[u8]) -> Vec<String> {
    let messages = text(&unpacked(package), MESSAGES);
    messages.lines().map(str::to_owned).collect()
}

#[test]
fn of_a_message_that_goes_with_its_head_stays_a_number_and_a_reason() {
    let case = case(FIRST);
    let made = without(&case);
    let package = build(&case, &made.log, MediaChoice::AsTheyAre);
    assert_eq!(
        lines(&package)[1],
        r#"{"thread":1,"i":2,"at":null,"raw_stamp":"","sender":null,"kind":"redacted","flags":[],"body":[{"r":["LPP"]}],"attachment":null}"#
    );
    let files = unpacked(&package);
    let readme = text(&files, "README.txt");
    assert!(
        readme.contains(
            "only its number stays: 2.\n\n    thread 1: 2 messages withheld, between records 1 and 4\n"
        ),
        "{readme}"
    );
    let log = text(&files, "data/logs/redaction-log.csv");
    assert!(log.contains("1,1,2,message,1,LPP,Advice,"), "{log}");
    let transcript = text(&files, "data/threads/t001/transcript.txt");
    assert!(
        transcript.contains("\n[2]  | * █[LPP]█\n[3]  | * █[LPP]█\n"),
        "{transcript}"
    );
    let report = leaks(&package, &case, &made.log);
    assert_eq!((report.leaks, report.visible), (vec![], vec![]));
}

/// The years that an old export leaves out follow from all stamps behind them, gone or not.
#[test]
fn inferred_years_tell_nothing_of_a_message_that_is_gone() {
    let package = |gone: &str| {
        let chat = format!(
            "30 Dec 21:05 - Ada: hello\n{gone} - Bob: secret\n2 Jan 9:00 - Ada: more\n\
             3 Jan 2015 9:01 - Ada: the end\n"
        );
        let case = one("WhatsApp Chat with Bob.zip", &chat, &[]);
        let whole = build(&case, &Made::default().log, MediaChoice::AsTheyAre);
        assert!(lines(&whole)[0].contains("year-inferred"), "{gone}");
        let mut made = Made::default();
        made.add(DecisionKind::MessageGone {
            target: place(&case, (0, 1)),
            codes: owned(&["LPP"]),
            note: None,
        });
        build(&case, &made.log, MediaChoice::AsTheyAre)
    };
    let first = package("31 Dec 21:05");
    assert!(first == package("5 Mar 21:05"));
    let hello = &lines(&first)[0];
    let unresolved =
        r#""at":null,"raw_stamp":"30 Dec 21:05","sender":"Ada","kind":"text","flags":[]"#;
    assert!(hello.contains(unresolved), "{hello}");
}

/// A gone message alone proves the order of day and month, or its opposite, or nothing.
#[test]
fn the_order_of_dates_tells_nothing_of_a_message_that_is_gone() {
    let package = |stamp: &str, shown: &str| {
        let chat = format!(
            "03/04/2023, 09:01 - Ada: hello\n{stamp} - Bob: secret\n{shown} - Ada: the end\n"
        );
        let case = one("WhatsApp Chat with Bob.zip", &chat, &[]);
        let mut made = Made::default();
        made.add(DecisionKind::MessageGone {
            target: place(&case, (0, 1)),
            codes: owned(&["LPP"]),
            note: None,
        });
        let package = build(&case, &made.log, MediaChoice::AsTheyAre);
        let report = leaks(&package, &case, &made.log);
        assert_eq!((report.leaks, report.visible), (vec![], vec![]));
        package
    };
    for (shown, at, flags) in [
        (
            "05/04/2023, 09:02",
            "2023-04-05T09:02",
            "[\"date-order-assumed\"]",
        ),
        ("04/25/2023, 09:02", "2023-04-25T09:02", "[]"),
    ] {
        let first = package("25/03/2023, 09:02", shown);
        for other in ["01/04/2023, 09:02", "03/25/2023, 09:02"] {
            assert!(first == package(other, shown), "{shown} {other}");
        }
        let last = lines(&first).pop().unwrap();
        assert!(last.contains(&format!("\"at\":\"{at}\"")), "{last}");
        assert!(last.contains(&format!("\"flags\":{flags}")), "{last}");
    }
}

/// The lines of a draft that cite no number of a seal.
fn without_numbers(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines = text
        .lines()
        .filter(|line| !line.starts_with("Number of seal "));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_tells_who_wrote_it_or_when() {
    let build = |gone| {
        let case = case(gone);
        let log = without(&case).log;
        build(&case, &log, MediaChoice::AsTheyAre)
    };
    assert!(unpacked(&build(FIRST)) == unpacked(&build(OTHER)));
    // With a proof, only what stands in it for the seal itself.
    for bodies in [Bodies::Closed, Bodies::Parts] {
        let proven = |gone| {
            let case = case(gone);
            let log = without(&case).log;
            unpacked(&build_proven(&case, &log, MediaChoice::AsTheyAre, bodies))
        };
        let (first, other) = (proven(FIRST), proven(OTHER));
        for (path, bytes) in &first {
            let cites = path.contains("manifest") || path.starts_with("data/proof/");
            if path.starts_with("data/certificates/") {
                // Drafts cite the number of the seal, and say the same but for it.
                assert_eq!(
                    without_numbers(bytes),
                    without_numbers(&other[path]),
                    "{path}"
                );
            } else if !cites && path != "README.txt" && path != "bag-info.txt" {
                assert!(bytes == &other[path], "{path}");
            }
        }
        let openings = text(&first, "data/proof/0001/openings.jsonl");
        for i in [2, 3] {
            let line = format!("{{\"i\":{i},\"state\":\"withheld\"}}\n");
            assert!(openings.contains(&line), "{openings}");
        }
    }
}

#[test]
fn times_are_given_as_exactly_as_was_decided() {
    let case = case(FIRST);
    for (to, first, last) in [
        (Coarse::Minute, "2023-12-30 09:01 ", "2023-12-31 09:06 "),
        (Coarse::Hour, "2023-12-30 09 h ", "2023-12-31 09 h "),
        (Coarse::Day, "2023-12-30 ", "2023-12-31 "),
        (Coarse::Period, "period 1 ", "period 2 "),
    ] {
        let made = coarse(&case, to);
        for proven in [false, true] {
            let package = if proven {
                build_proven(&case, &made.log, MediaChoice::AsTheyAre, Bodies::Closed)
            } else {
                build(&case, &made.log, MediaChoice::AsTheyAre)
            };
            let lines = lines(&package);
            for (line, left) in [(&lines[0], first), (&lines[5], last)] {
                let stamp = format!(r#""at":null,"raw_stamp":[{{"t":"{left}"}},{{"r":["TPD"]}}],"#);
                assert!(line.contains(&stamp), "{line}");
            }
            // The name of the picture tells a day.
            assert!(lines[4].contains(r#""name":null"#), "{}", lines[4]);
            let log = text(&unpacked(&package), "data/logs/redaction-log.csv");
            assert!(log.contains("1,1,1,time,1,TPD,,"), "{log}");
            let report = leaks(&package, &case, &made.log);
            assert_eq!(report.leaks, []);
        }
    }
}

#[test]
fn what_is_finer_than_that_does_not_show() {
    let moved = chat(FIRST)
        .replace("21:04", "21:59")
        .replace("09:01", "09:00");
    let files: [(&str, &[u8]); 1] = [("IMG-20231231-WA0001.jpg", b"\xff\xd8\xff one")];
    let built = |chat: &str, to| {
        let case = one("WhatsApp Chat with Bob.zip", chat, &files);
        let log = coarse(&case, to).log;
        unpacked(&build(&case, &log, MediaChoice::AsTheyAre))
    };
    for to in [Coarse::Hour, Coarse::Day, Coarse::Period] {
        assert!(built(&chat(FIRST), to) == built(&moved, to), "{to:?}");
    }
    let years = chat(FIRST).replace("2023, ", "2019, ");
    assert!(built(&chat(FIRST), Coarse::Period) == built(&years, Coarse::Period));
}

/// Packages with all of it, for a reader that was written by other hands.
pub(super) fn packages() -> Vec<Vec<u8>> {
    let case = case(FIRST);
    let all = |to| {
        let mut made = without(&case);
        let clock = coarse(&case, to).log;
        made.add(clock.decisions()[0].kind.clone());
        made.log
    };
    let mut out = Vec::new();
    for to in Coarse::ALL {
        out.push(build(&case, &all(to), MediaChoice::AsTheyAre));
        out.push(build_proven(
            &case,
            &all(to),
            MediaChoice::Withheld,
            Bodies::Parts,
        ));
        let clock = coarse(&case, to).log;
        out.push(build_proven(
            &case,
            &clock,
            MediaChoice::AsTheyAre,
            Bodies::Closed,
        ));
    }
    out
}

#[test]
fn days_that_are_withheld_whole_are_not_counted() {
    let build = |gone| {
        let case = case(gone);
        let mut made = without(&case);
        let target = place(&case, (0, 0));
        made.add(DecisionKind::TimeCoarse {
            source: target.source,
            entry: target.entry,
            to: Coarse::Period,
            codes: owned(&["TPD"]),
            note: None,
        });
        build(&case, &made.log, MediaChoice::Withheld)
    };
    assert!(unpacked(&build(FIRST)) == unpacked(&build(OTHER)));
}

/// What the verifier and the leak check say when a head is shown that the log says is gone.
#[test]
fn a_head_that_is_shown_anyway_is_found() {
    let case = case(FIRST);
    let made = without(&case);
    let package = build(&case, &made.log, MediaChoice::AsTheyAre);
    let mut forged = Forged::of(&package);
    let line = r#""i":2,"at":null,"raw_stamp":"","sender":null"#;
    let shown = r#""i":2,"at":null,"raw_stamp":"30/12/2023, 09:02","sender":"Ada""#;
    forged.replace(MESSAGES, line, shown);
    let forged = forged.package();
    let said = told(&verified(&forged));
    assert!(said.contains("something of it is shown"), "{said}");
    let report = leaks(&forged, &case, &made.log);
    let forms: Vec<&str> = report.leaks.iter().map(|leak| leak.form.as_str()).collect();
    assert!(forms.contains(&"time or sender"), "{forms:?}");
}

#[test]
fn an_exact_time_that_is_shown_anyway_is_found() {
    let case = case(FIRST);
    let made = coarse(&case, Coarse::Day);
    let plain = build(&case, &Made::default().log, MediaChoice::AsTheyAre);
    let report = leaks(&plain, &case, &made.log);
    let n_exact = report
        .leaks
        .iter()
        .filter(|leak| leak.form == "exact time")
        .count();
    assert_eq!(n_exact, 6);
}
