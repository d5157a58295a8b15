//! How exports came here, and drafts of certificates, in packages that verify and leak nothing.

use threadseal::engine::case::Case;
use threadseal::engine::decision::{DecisionKind, Intake};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::{MediaChoice, Reviewers};

use super::proof::proven;
use super::{Made, build, one, options, text, try_build, unpacked};
use crate::support::forge::Forged;
use crate::support::packages::{leaks, told, verified};

const CHAT: &str = "03/04/2024, 21:05 - Ada Poe: one\n\
                    04/05/2024, 21:06 - Bob Fay: my PIN is 7391\n";
const CUSTODY: &str = "data/logs/custody.jsonl";
const DRAFTS: [&str; 7] = [
    "bsa-63-4",
    "exhibit-note",
    "fre-1006",
    "fre-902-13",
    "fre-902-14",
    "pd57ad-16",
    "subject-access",
];

impl Made {
    fn intake(&mut self, case: &Case, who: &str, device: &str) -> &mut Made {
        let source = case.sources[0].id.clone();
        self.add(DecisionKind::Intake {
            source,
            intake: Intake {
                who: who.to_owned(),
                device: device.to_owned(),
                how: "Export chat, with media".to_owned(),
                ..Intake::default()
            },
        })
    }
}

fn draft(name: &str) -> String {
    format!("data/certificates/{name}.txt")
}

#[test]
fn the_last_answers_stand_in_the_custody_and_in_every_draft() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.intake(&case, "nobody", "none")
        .intake(&case, "Cy Wood", "Pixel 7, \"blue\"")
        .value("7391", &["SEC"]);
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    assert_eq!(zip, build(&case, &made.log, MediaChoice::Withheld));
    let files = unpacked(&zip);
    let custody = text(&files, CUSTODY);
    let expected = r#""action":"intake","actor":"A. Reviewer","detail":{"device":"Pixel 7, \"blue\"","how":"Export chat, with media","who":"Cy Wood"},"object":"source 1""#;
    assert!(custody.contains(expected), "{custody}");
    assert_eq!(custody.matches("\"intake\"").count(), 1, "{custody}");
    let block = "Source 1\n    exported or handed over by: Cy Wood\n    device: Pixel 7, \"blue\"\n    \
                 how it was exported: Export chat, with media\n    recorded by: A. Reviewer\n    \
                 recorded on: 2024-02-29\n";
    for name in DRAFTS {
        let draft = text(&files, &draft(name));
        assert!(draft.contains(block), "{draft}");
        assert!(draft.contains("Records: 2\n") && draft.contains("Rows of the redaction log: 1\n"));
    }
    assert_eq!(told(&verified(&zip)), "");
    let report = leaks(&zip, &case, &made.log);
    assert!(report.leaks.is_empty(), "{:#?}", report.leaks);
}

#[test]
fn nothing_of_the_export_stands_in_a_draft() {
    let files = unpacked(&proven(Bodies::Closed));
    let mut export = None;
    for name in DRAFTS {
        let draft = text(&files, &draft(name));
        assert!(draft.starts_with(|c: char| c.is_ascii_uppercase()));
        assert!(draft.contains("Nobody recorded how the exports came here."));
        assert!(draft.contains("\nNumber of seal 1: "), "{draft}");
        let digest = super::proof::case().sources[0].id.0.clone();
        assert!(
            !draft.contains(&digest) && !draft.contains("Bob"),
            "{draft}"
        );
        export = Some(digest);
    }
    assert!(export.is_some());
}

#[test]
fn people_are_called_as_the_maker_chose_in_drafts_too() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.intake(&case, "Cy Wood", "Pixel 7");
    let mut options = options(MediaChoice::Withheld);
    options.reviewers = Reviewers::Role;
    let files = unpacked(&try_build(&case, &made.log, options).unwrap());
    let draft = text(&files, &draft("fre-902-14"));
    assert!(draft.contains("    recorded by: reviewer\n"), "{draft}");
    assert!(!draft.contains("A. Reviewer"), "{draft}");
}

#[test]
fn an_answer_that_holds_what_is_withheld_blocks() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.intake(&case, "Bob Fay", "Pixel 7")
        .value("Fay", &["TPD"]);
    let zip = build(&case, &made.log, MediaChoice::Withheld);
    let report = leaks(&zip, &case, &made.log);
    let places: Vec<&str> = report.leaks.iter().map(|leak| leak.file.as_str()).collect();
    assert!(places.contains(&CUSTODY), "{places:?}");
    assert!(places.contains(&draft("fre-902-14").as_str()), "{places:?}");
}

#[test]
fn a_draft_that_says_something_else_is_not_valid() {
    let package = proven(Bodies::Closed);
    for (name, from, to) in [
        ("fre-902-14", "Records: 7", "Records: 8"),
        ("exhibit-note", "certifies nothing", "certifies it"),
        ("bsa-63-4", "Nobody recorded", "A notary recorded"),
    ] {
        let mut forged = Forged::of(&package);
        forged.replace(&draft(name), from, to);
        let said = told(&verified(&forged.package()));
        let line = format!("V26 {}: line ", draft(name));
        assert!(said.starts_with(&line), "{said}");
    }
    let mut forged = Forged::of(&package);
    forged.files.remove(&draft("pd57ad-16"));
    let said = told(&verified(&forged.package()));
    assert_eq!(said, "V07 data/certificates/pd57ad-16.txt: is missing\n");
}

#[test]
fn lines_of_intake_that_cannot_be_are_refused() {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.intake(&case, "Cy Wood", "Pixel 7");
    let package = build(&case, &made.log, MediaChoice::Withheld);
    for (from, to, said) in [
        (r#""how":"#, r#""why":"#, "has a detail of another form"),
        (
            r#""who":"Cy Wood""#,
            r#""who":"""#,
            "has a detail of another form",
        ),
        (r#""source 1""#, r#""chat 1""#, "is about no source"),
    ] {
        let mut forged = Forged::of(&package);
        let mut prev = "0".repeat(64);
        let mut lines = Vec::new();
        for line in forged.lines(CUSTODY) {
            let line = line.replacen(from, to, 1);
            let start = line.find("\"prev\":\"").unwrap() + 8;
            let line = format!("{}{prev}{}", &line[..start], &line[start + 64..]);
            prev = sha256_hex(line.as_bytes());
            lines.push(line);
        }
        forged.put_lines(CUSTODY, &lines);
        let told = told(&verified(&forged.package()));
        assert!(told.starts_with("V17") && told.contains(said), "{told}");
    }
}
