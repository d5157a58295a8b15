//! Disclosures one after the other from the command line: numbers and pseudonyms go on with the log
//! that the build before wrote.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;
use threadseal::engine::decision::{Decision, DecisionKind, DecisionLog};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::place::{EntryId, MessagePlace, SourceId};
use threadseal::engine::time::Instant;

use crate::support::forge::Forged;
use crate::support::{Ran, threadseal, zips};

const LINES: [&str; 3] = [
    "[31/12/2023, 21:05:07] Ada Poe: hello\r\n",
    "[31/12/2023, 21:06:10] Ben Ray: good evening\r\n",
    "[31/12/2023, 21:07:00] Cy Orr: see you\r\n",
];

/// A folder with an export and a log.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk {
            folder: tempfile::tempdir().unwrap(),
        };
        let export = zips::ordinary(&[("_chat.txt", LINES.concat().as_bytes())]);
        fs::write(desk.path("export.zip"), export).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    fn read_log(&self, name: &str) -> DecisionLog {
        DecisionLog::from_file(&self.text(name)).unwrap()
    }

    /// Adds a pseudonym for whoever sent that line.
    fn pseudonym(&self, from: &str, to: &str, line: usize) {
        let mut log = match self.path(from).is_file() {
            true => self.read_log(from),
            false => DecisionLog::default(),
        };
        let before: usize = LINES[..line].iter().map(|line| line.len()).sum();
        let target = MessagePlace {
            source: SourceId(sha256_hex(&self.bytes("export.zip"))),
            entry: EntryId(0),
            byte_start: before as u64,
            byte_len: LINES[line].len() as u64,
        };
        let kind = DecisionKind::Participant {
            target,
            also: Vec::new(),
            codes: vec!["TPD".to_owned()],
            note: None,
        };
        let at = Instant::from_rfc3339("2024-02-01T10:00:00Z").unwrap();
        log.append(Decision::new("Cy Doe", at, kind));
        fs::write(self.path(to), log.to_file()).unwrap();
    }

    /// Runs a line; words that begin with `@` are files of the folder.
    fn run(&self, line: &str) -> Ran {
        let word = |word: &str| match word.strip_prefix('@') {
            Some(name) => self.path(name).display().to_string(),
            None => word.to_owned(),
        };
        threadseal(line.split_whitespace().map(word))
    }

    /// Builds under a fixed seal. `more` is the rest of the line.
    fn build(&self, log: &str, hour: u32, out: &str, more: &str) -> Ran {
        self.run(&format!(
            "build @export.zip --decisions @{log} --created 2024-03-01T{hour:02}:00:00Z --secret {} \
             --out @{out} --looked {more}",
            "07".repeat(32)
        ))
    }

    fn info(&self, package: &str) -> String {
        let info = Forged::of(&self.bytes(package)).text("bag-info.txt");
        info.lines().last().unwrap().to_owned()
    }

    fn transcript(&self, package: &str) -> String {
        Forged::of(&self.bytes(package)).text("data/threads/t001/transcript.txt")
    }
}

#[test]
fn the_next_package_goes_on_with_the_log_that_the_last_build_wrote() {
    let desk = Desk::new();
    desk.pseudonym("", "log.json", 2);
    let ran = desk.build(
        "log.json",
        10,
        "one.zip",
        "--decisions-out @two.json --by Bea",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("disclosure 1 under its seal"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("remembered nowhere"), "{}", ran.err);
    assert_eq!(desk.info("one.zip"), "Disclosure-Number: 1");
    let written = desk.read_log("two.json");
    let added = &written.decisions()[1..];
    let sha256 = sha256_hex(&desk.bytes("one.zip"));
    match [&added[0].kind, &added[1].kind] {
        [
            DecisionKind::Built {
                package_sha256,
                pseudonyms,
                ..
            },
            DecisionKind::Disclosed {
                package_sha256: left,
                number: 1,
                seals,
            },
        ] => {
            assert_eq!([package_sha256, left], [&sha256, &sha256]);
            assert_eq!((pseudonyms.len(), pseudonyms[0].number), (1, 1));
            assert_eq!(seals.len(), 1);
        }
        other => panic!("{other:?}"),
    }
    for decision in added {
        assert_eq!(decision.by, "Bea");
        assert_eq!(decision.at.as_str(), "2024-03-01T10:00:00Z");
    }
    assert!(desk.transcript("one.zip").contains("Person 1: see you"));

    // Somebody who speaks earlier is called by a pseudonym, too: nobody's number changes.
    desk.pseudonym("two.json", "more.json", 0);
    let ran = desk.build(
        "more.json",
        11,
        "two.zip",
        "--decisions-out @three.json --by Bea",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.info("two.zip"), "Disclosure-Number: 2");
    let transcript = desk.transcript("two.zip");
    assert!(transcript.contains("Person 2: hello"), "{transcript}");
    assert!(transcript.contains("Person 1: see you"), "{transcript}");
    let next = desk.build("three.json", 12, "three.zip", "");
    assert!(
        next.err.contains("disclosure 3 under its seal"),
        "{}",
        next.err
    );

    // The log as it was gives the package as it was, and the log that was written.
    let again = desk.build(
        "log.json",
        10,
        "one.zip",
        "--decisions-out @two.json --by Bea",
    );
    assert_eq!(again.code, 0, "{}", again.err);
}

#[test]
fn what_nothing_remembers_is_said() {
    let desk = Desk::new();
    desk.pseudonym("", "log.json", 2);
    let ran = desk.build("log.json", 10, "one.zip", "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let note = "the number of this disclosure and those of pseudonyms are remembered nowhere";
    assert!(ran.err.contains(note), "{}", ran.err);
    // The same number once more: nothing said that it was given.
    let ran = desk.build("log.json", 11, "two.zip", "");
    assert!(
        ran.err.contains("disclosure 1 under its seal"),
        "{}",
        ran.err
    );
    fs::write(desk.path("none.json"), DecisionLog::default().to_file()).unwrap();
    let ran = desk.run(
        "build @export.zip --decisions @none.json --created 2024-03-01T10:00:00Z --out @three.zip",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains("remembered"), "{}", ran.err);
    // Without a proof only what there is is written down.
    let ran = desk.run(
        "build @export.zip --decisions @log.json --created 2024-03-01T10:00:00Z --out @four.zip \
         --decisions-out @four.json --by Bea",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let kinds = desk.text("four.json");
    assert!(kinds.contains("\"Built\"") && !kinds.contains("\"Disclosed\""));
}

#[test]
fn a_log_is_never_written_over_anything_and_never_without_its_package() {
    let desk = Desk::new();
    desk.pseudonym("", "log.json", 2);
    let before = desk.text("log.json");
    let onto_itself = "--decisions-out @log.json --by Bea";
    let ran = desk.build("log.json", 10, "one.zip", onto_itself);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("exists already"), "{}", ran.err);
    assert_eq!(desk.text("log.json"), before);
    assert!(!desk.path("one.zip").exists());
    // Where the package cannot get its name, the log does not get one either.
    fs::write(desk.path("taken.zip"), b"somebody's").unwrap();
    let ran = desk.build(
        "log.json",
        10,
        "taken.zip",
        "--decisions-out @new.json --by Bea",
    );
    assert_eq!(ran.code, 2);
    assert!(!desk.path("new.json").exists());
    for (words, what) in [
        ("--decisions-out @new.json", "go together"),
        ("--by Bea", "go together"),
        ("--decisions-out @new.json --by=", "not a name on one line"),
        ("--decisions-out @two.zip --by Bea", "the file of a package"),
    ] {
        let ran = desk.build("log.json", 10, "two.zip", words);
        assert_eq!(ran.code, 2, "{words}");
        assert!(ran.err.contains(what), "{words}: {}", ran.err);
    }
    assert!(!desk.path("two.zip").exists() && !desk.path("new.json").exists());
    let leftovers = fs::read_dir(desk.folder.path()).unwrap();
    let parts = leftovers.filter(|one| {
        let name = one.as_ref().unwrap().file_name();
        name.to_string_lossy().ends_with(".part")
    });
    assert_eq!(parts.count(), 0);
}

#[test]
fn a_sealed_package_that_is_opened_goes_on_with_its_numbers() {
    let desk = Desk::new();
    desk.pseudonym("", "log.json", 2);
    let ran = desk.build(
        "log.json",
        10,
        "one.zip",
        "--decisions-out @two.json --by Bea",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = desk.build("two.json", 11, "two.zip", "--sealed-out @sealed.zip");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let custody = Forged::of(&desk.bytes("sealed.zip")).text("data/custody/log.jsonl");
    let line = custody.lines().find(|line| line.contains("\"disclose\""));
    let line: Value = serde_json::from_str(line.expect("a line")).unwrap();
    assert_eq!(line["detail"]["number"], 1);
    assert_eq!(line["actor"], "Bea");
    // Its log knows of the first; the log that is given knows of none.
    let again = |log: &str, out: &str, more: &str| {
        let ran = desk.run(&format!(
            "build @sealed.zip --decisions @{log} --created 2024-03-01T12:00:00Z --out @{out} --looked {more}"
        ));
        assert_eq!(ran.code, 0, "{}", ran.err);
        desk.info(out)
    };
    let more = "--decisions-out @three.json --by Bea";
    assert_eq!(again("log.json", "three.zip", more), "Disclosure-Number: 2");
    // What is known besides counts when it is higher.
    assert_eq!(again("three.json", "four.zip", ""), "Disclosure-Number: 3");
}

#[test]
fn the_report_and_the_comparison_say_the_numbers() {
    let desk = Desk::new();
    desk.pseudonym("", "log.json", 2);
    let first = desk.build(
        "log.json",
        10,
        "one.zip",
        "--decisions-out @two.json --by Bea",
    );
    assert_eq!(first.code, 0, "{}", first.err);
    for (log, hour, out) in [
        ("two.json", 11, "two.zip"),
        ("two.json", 9, "early.zip"),
        ("log.json", 12, "twin.zip"),
    ] {
        assert_eq!(desk.build(log, hour, out, "").code, 0, "{out}");
    }
    let report = desk.run("verify @two.zip");
    assert!(
        report.out.contains("\nDisclosure 2 under its seal\n"),
        "{}",
        report.out
    );
    let json: Value = serde_json::from_str(&desk.run("verify @two.zip --json").out).unwrap();
    assert_eq!(json["disclosure"], 2);

    let compared = |one: &str, other: &str| desk.run(&format!("compare @{one} @{other}"));
    let ran = compared("one.zip", "two.zip");
    expect_test::expect![[r#"
        No difference in 3 messages
        Thread 1: both are proven, under the same seal
        The first package is disclosure 1 under its seal
        The second package is disclosure 2 under its seal
    "#]]
    .assert_eq(&ran.out);
    let early = compared("one.zip", "early.zip");
    let other_way = compared("early.zip", "one.zip");
    for ran in [early, other_way] {
        let warned = "Warning: the package with the higher number says that it was made earlier";
        assert!(ran.out.contains(warned), "{}", ran.out);
    }
    let twin = compared("one.zip", "twin.zip");
    let warned = "Warning: both packages say that they are the same disclosure under one seal";
    assert!(twin.out.contains(warned), "{}", twin.out);
    assert!(!compared("one.zip", "one.zip").out.contains("Warning"));
    let json = desk.run("compare @one.zip @twin.zip --json").out;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["numbers"], serde_json::json!([1, 1]));
    assert_eq!(json["warnings"], serde_json::json!(["same_number"]));
    // Under another seal another count: one number is no reason to ask.
    let other = desk.run(&format!(
        "build @export.zip --decisions @log.json --created 2024-03-01T12:00:00Z --secret {} --out @other.zip --looked",
        "08".repeat(32)
    ));
    assert_eq!(other.code, 0, "{}", other.err);
    assert!(!compared("one.zip", "other.zip").out.contains("Warning"));
}
