//! The review set inside a package: verified byte by byte, and by `verify.py`; with the same
//! redactions; numbered alike whatever else is withheld or left out.

use std::rc::Rc;

use threadseal::engine::case::{Case, ThreadId};
use threadseal::engine::decision::{Coarse, DecisionKind, DecisionLog};
use threadseal::engine::package::{BuildError, BuildOptions, ReviewOptions, ZoneClock};
use threadseal::engine::session::protocol::MediaChoice;

use super::{Export, Made, opened, options, owned, place, text, try_build, unpacked};
use crate::support::forge::Forged;
use crate::support::packages::{leaks, told, verified};

const FIRST: &str = "30/03/2024, 23:58 - Zoë Ödegård: first, \"quoted\" þ ® day\n\
    30/03/2024, 23:59 - Bob: =1+1\n\
    31/03/2024, 00:00 - Bob: second\nin two lines\n\
    31/03/2024, 01:30 - Bob: never shown by that clock\n\
    31/03/2024, 02:30 - Messages to this group are now secured\n\
    31/03/2024, 09:00 - Zoë Ödegård: the code is walrus-4711\n\
    31/03/2024, 09:01 - Cy: \u{200e}IMG-20240331-WA0001.jpg (file attached)\n\
    31/03/2024, 09:02 - Bob: This message was deleted\n\
    01/04/2024, 10:00 - Cy: Zebedee was here\n";
const SECOND: &str = "27/10/2024, 01:30 - Bob: shown twice by that clock\n\
    28/10/2024, 09:00 - Bob: winter\n";

fn case() -> Rc<Case> {
    let picture: &[u8] = b"\xff\xd8\xff picture";
    let first = Export {
        name: "WhatsApp Chat with Zoë.zip",
        entries: vec![
            ("WhatsApp Chat with Zoë.txt", FIRST.as_bytes()),
            ("IMG-20240331-WA0001.jpg", picture),
        ],
    };
    let second = Export {
        name: "WhatsApp Chat with Bob.zip",
        entries: vec![("WhatsApp Chat with Bob.txt", SECOND.as_bytes())],
    };
    opened(&[first, second])
}

fn decided(case: &Case) -> Made {
    let mut made = Made::default();
    made.span(case, (0, 5), "walrus-4711", &["SEC"])
        .value("Zebedee", &["TPD"])
        .message(case, (0, 1), &["LPP"]);
    made
}

/// London's clock in 2024, and a change that no message comes near.
fn clock(zone: &str) -> ZoneClock {
    let at = |at: i64| match at {
        1_711_846_800..1_729_990_800 => 3_600,
        2_000_000_000.. => 7_200,
        _winter => 0,
    };
    ZoneClock::of(zone, &mut |instant| Some(at(instant))).unwrap()
}

fn with_review(threads: &[u32]) -> BuildOptions {
    BuildOptions {
        threads: threads.iter().map(|id| ThreadId(*id)).collect(),
        review: Some(ReviewOptions {
            clock: clock("Europe/London"),
            prefix: "ABC".to_owned(),
            first: 1,
        }),
        ..options(MediaChoice::AsTheyAre)
    }
}

fn package(case: &Rc<Case>, log: &DecisionLog, threads: &[u32]) -> Vec<u8> {
    try_build(case, log, with_review(threads)).unwrap()
}

/// A package with a review set and redactions.
pub(crate) fn with_everything() -> Vec<u8> {
    let case = case();
    package(&case, &decided(&case).log, &[])
}

fn natives(zip: &[u8]) -> Vec<String> {
    let files = unpacked(zip).into_keys();
    let names = files.filter_map(|path| {
        let name = path.strip_prefix("data/review/natives/")?;
        Some(name.strip_suffix(".rsmf")?.to_owned())
    });
    names.collect()
}

#[test]
fn a_package_with_one_verifies_and_leaks_nothing() {
    let case = case();
    let made = decided(&case);
    let zip = package(&case, &made.log, &[]);
    assert_eq!(zip, package(&case, &made.log, &[]));
    assert_eq!(told(&verified(&zip)), "");
    let report = leaks(&zip, &case, &made.log);
    assert!(report.leaks.is_empty(), "{:#?}", report.leaks);
    let files = unpacked(&zip);
    assert_eq!(
        text(&files, "data/review/settings.json"),
        "{\"ahead\":0,\"bates\":\"ABC\",\"blocks\":[0,1],\"changes\":[[1711846800,3600],[1729990800,0]],\
         \"first\":1,\"format\":\"threadseal-review-1\",\"zone\":\"Europe/London\"}\n"
    );
    assert!(text(&files, "README.txt").contains("data/review"));
    let table = text(&files, "data/review/messages/t001.csv");
    assert!(
        table.contains("█[SEC]█") && !table.contains("walrus"),
        "{table}"
    );
    super::script::agrees(&zip, 0);
}

#[test]
fn times_that_are_given_less_exactly_stand_in_it_as_in_the_transcript() {
    let case = case();
    for to in [Coarse::Minute, Coarse::Hour, Coarse::Day, Coarse::Period] {
        let mut made = decided(&case);
        let target = place(&case, (0, 0));
        made.add(DecisionKind::TimeCoarse {
            source: target.source,
            entry: target.entry,
            to,
            codes: owned(&["SPD"]),
            note: None,
        });
        let zip = package(&case, &made.log, &[]);
        assert_eq!(told(&verified(&zip)), "", "{to:?}");
        let table = text(&unpacked(&zip), "data/review/messages/t001.csv");
        assert!(table.contains("█[SPD]█"), "{to:?}: {table}");
        super::script::agrees(&zip, 0);
    }
}

#[test]
fn numbers_stay_whatever_is_withheld_or_left_out() {
    let case = case();
    let open = natives(&package(&case, &Made::default().log, &[]));
    let all = [
        "abc0000001",
        "abc0000002",
        "abc0000003",
        "abc0100001",
        "abc0100002",
    ];
    assert_eq!(open, all);
    let made = decided(&case);
    assert_eq!(natives(&package(&case, &made.log, &[])), open);
    assert_eq!(natives(&package(&case, &made.log, &[1])), open[3..]);
}

#[test]
fn what_is_changed_in_it_is_told_by_both_checkers() {
    let case = case();
    let zip = package(&case, &decided(&case).log, &[]);
    let text_path = "data/review/text/abc0000001.txt";
    let mut forged = Forged::of(&zip);
    forged.replace(text_path, "first", "last");
    let said = told(&verified(&forged.package()));
    let words = "says something else than messages.jsonl and data/media";
    assert_eq!(said, format!("V27 {text_path}: {words}\n"));

    let native = "data/review/natives/abc0100002.rsmf";
    let mut forged = Forged::of(&zip);
    forged.files.remove(native);
    let forged = forged.package();
    assert_eq!(
        told(&verified(&forged)),
        format!("V27 {native}: is missing\n")
    );
    super::script::agrees(&forged, 1);

    let mut forged = Forged::of(&zip);
    let other = forged.files["data/review/natives/abc0100001.rsmf"].clone();
    forged.files.insert(native.to_owned(), other);
    let forged = forged.package();
    assert_eq!(told(&verified(&forged)), format!("V27 {native}: {words}\n"));
    super::script::agrees(&forged, 1);

    let mut forged = Forged::of(&zip);
    forged.put("data/review/text/abc0000009.txt", "more\n");
    let said = told(&verified(&forged.package()));
    assert!(said.contains("is about no day of this package"), "{said}");

    let mut forged = Forged::of(&zip);
    forged.replace("data/review/settings.json", "Europe", "Mars");
    let said = told(&verified(&forged.package()));
    assert!(said.starts_with("V27 data/review/"), "{said}");

    let mut forged = Forged::of(&zip);
    forged
        .files
        .retain(|path, _| !path.ends_with("settings.json"));
    let said = told(&verified(&forged.package()));
    assert!(said.starts_with("V"), "{said}");
}

#[test]
fn the_set_beside_a_package_holds_the_same_documents() {
    let case = case();
    let zip = package(&case, &decided(&case).log, &[]);
    let inside = unpacked(&zip);
    let beside = crate::review::written(&zip, "--zone Europe/London --bates ABC");
    let mut n_same = 0;
    for (path, bytes) in &beside {
        let path = path.to_lowercase();
        if path.starts_with("text/") || path.starts_with("messages/") {
            assert_eq!(
                inside.get(&format!("data/review/{path}")),
                Some(bytes),
                "{path}"
            );
            n_same += 1;
        }
    }
    assert_eq!(n_same, 7);
}

#[test]
fn what_cannot_be_is_said_before_anything_is_made() {
    let case = case();
    let mut options = with_review(&[]);
    options.review.as_mut().unwrap().prefix = "abc".to_owned();
    let error = try_build(&case, &Made::default().log, options).unwrap_err();
    assert!(matches!(error, BuildError::Review(_)), "{error}");
}
