//! Two packages side by side: the differences that were made are the ones that are told.

use std::fs;
use std::rc::Rc;

use threadseal::engine::compare::{Became, CompareJob, ComparedField, Comparison};
use threadseal::engine::job::Step;
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;

use crate::package::proof::{case, proven};
use crate::package::{Export, Made, build, build_proven, opened};
use crate::support::forge::Forged;
use crate::support::threadseal;

fn compared(first: &[u8], second: &[u8]) -> Comparison {
    let sources = (Rc::new(first.to_vec()), Rc::new(second.to_vec()));
    let mut job = CompareJob::new(sources.0, sources.1).unwrap();
    loop {
        if let Step::Done(comparison) = job.step().unwrap() {
            return comparison;
        }
    }
}

/// Record, field and what became of it, for each difference.
fn told(comparison: &Comparison) -> Vec<(u64, ComparedField, Became)> {
    let rows = comparison.differences.iter();
    rows.map(|row| (row.record, row.field, row.became))
        .collect()
}

fn package(decide: impl FnOnce(&mut Made)) -> Vec<u8> {
    let case = case();
    let mut made = Made::default();
    decide(&mut made);
    build(&case, &made.log, MediaChoice::AsTheyAre)
}

#[test]
fn what_was_lifted_and_what_was_hidden_is_told() {
    let case = case();
    let first = package(|made| {
        made.span(&case, (0, 1), "4711", &["SEC"])
            .value("Roe", &["CON"]);
    });
    let second = package(|made| {
        made.message(&case, (0, 3), &["LPP"])
            .span(&case, (0, 1), "the PIN", &["SEC"])
            .file(&case, "IMG-20231231-WA0002.jpg", &["TPD"]);
    });
    use Became::{Hidden, Otherwise, Visible};
    use ComparedField::{Attachment, Body, Sender};
    let found = compared(&first, &second);
    assert_eq!(
        told(&found),
        [
            (2, Body, Otherwise),
            (3, Sender, Visible),
            (4, Body, Hidden),
            (6, Sender, Visible),
            (6, Body, Hidden),
            (6, Attachment, Hidden),
        ]
    );
    assert_eq!(found.counts, [(Visible, 2), (Hidden, 3), (Otherwise, 1)]);
    assert_eq!(found.n_records, 7);
    assert_eq!(found.same_seal, []);
    let lifted = &found.differences[1];
    assert_eq!(
        (lifted.before.as_str(), lifted.after.as_str()),
        ("Bob █[CON]█", "Bob Roe")
    );
    let back = compared(&second, &first);
    assert_eq!(back.counts, [(Visible, 3), (Hidden, 2), (Otherwise, 1)]);
}

#[test]
fn the_same_is_no_difference() {
    let package = proven(Bodies::Closed);
    let found = compared(&package, &package);
    assert_eq!((found.counts, found.same_seal), (vec![], vec![(1, true)]));
    let other = proven(Bodies::Parts);
    assert_eq!(compared(&package, &other).same_seal, [(1, true)]);
    let case = case();
    let open = build_proven(
        &case,
        &Default::default(),
        MediaChoice::AsTheyAre,
        Bodies::Closed,
    );
    let found = compared(&package, &open);
    assert_eq!(found.same_seal, [(1, true)]);
    assert!(
        found
            .counts
            .iter()
            .all(|(became, _)| *became == Became::Visible),
        "{found:?}"
    );
}

#[test]
fn files_that_were_left_out_become_visible() {
    let case = case();
    let without = build(&case, &Default::default(), MediaChoice::Withheld);
    let found = compared(&without, &package(|_| {}));
    let became = (ComparedField::Attachment, Became::Visible);
    assert_eq!(
        told(&found),
        [(5, became.0, became.1), (6, became.0, became.1)]
    );
}

#[test]
fn what_no_redaction_explains_is_called_changed() {
    let package = package(|_| {});
    let mut forged = Forged::of(&package);
    forged.say("thanks a lot", "no thanks");
    let found = compared(&package, &forged.package());
    assert_eq!(told(&found), [(3, ComparedField::Body, Became::Changed)]);
    let mut shorter = Forged::of(&package);
    let path = "data/threads/t001/messages.jsonl";
    let mut lines = shorter.lines(path);
    lines.pop();
    shorter.put_lines(path, &lines);
    let shorter = shorter.package();
    let found = compared(&package, &shorter);
    assert_eq!(told(&found), [(7, ComparedField::Record, Became::Removed)]);
    let found = compared(&shorter, &package);
    assert_eq!(told(&found), [(7, ComparedField::Record, Became::Added)]);
}

#[test]
fn the_command_verifies_both_and_prints() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let case = case();
    let first = package(|made| {
        made.span(&case, (0, 1), "4711", &["SEC"]);
    });
    fs::write(path("a.zip"), &first).unwrap();
    fs::write(path("b.zip"), package(|_| {})).unwrap();
    let run = |words: &[&str]| threadseal(words.iter().copied());
    let (a, b) = (path("a.zip"), path("b.zip"));
    let ran = run(&["compare", &a, &b]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    expect_test::expect![[r#"
        1 difference in 7 messages
        - 1: became visible

        thread 1, message 2: words became visible
          before: "the PIN is █[SEC]█, ok?"
          after:  "the PIN is 4711, ok?"
    "#]]
    .assert_eq(&ran.out);
    let ran = run(&["compare", &a, &a]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "No difference in 7 messages\n")
    );
    let ran = run(&["compare", &a, &b, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["differences"][0]["became"], "visible");
    let mut bent = first.clone();
    let middle = bent.len() / 2;
    bent[middle] ^= 1;
    fs::write(path("bent.zip"), bent).unwrap();
    let ran = run(&["compare", &a, &path("bent.zip")]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is not a valid package"), "{}", ran.err);
    assert!(CompareJob::new(Rc::new(b"no".to_vec()), Rc::new(first)).is_err());
}

/// A package of these chats, each with a picture, in that order.
fn of_chats(chats: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let exports: Vec<Export<'_>> = chats
        .iter()
        .map(|(name, chat, picture)| Export {
            name,
            entries: vec![("_chat.txt", chat.as_bytes()), ("a.jpg", picture)],
        })
        .collect();
    build(
        &opened(&exports),
        &Made::default().log,
        MediaChoice::AsTheyAre,
    )
}

const ANN: &str =
    "31/12/2023, 10:00 - Ann: hello\n31/12/2023, 10:01 - Ann: a.jpg (file attached)\n";
const BOB: &str = "01/01/2024, 11:00 - Bob: good day\n01/01/2024, 11:01 - Bob: bye\n";
const RED: &[u8] = b"\xff\xd8\xff red";
const BLUE: &[u8] = b"\xff\xd8\xff blue";

#[test]
fn a_thread_is_known_again_at_another_place() {
    let (ann, bob) = (("Ann.zip", ANN, RED), ("Bob.zip", BOB, RED));
    let both = of_chats(&[ann, bob]);
    let found = compared(&both, &of_chats(&[bob, ann]));
    assert_eq!((told(&found), found.moved), (vec![], vec![(1, 2), (2, 1)]));
    let found = compared(&both, &of_chats(&[bob]));
    let gone = (ComparedField::Record, Became::Removed);
    assert_eq!(told(&found), [(1, gone.0, gone.1), (2, gone.0, gone.1)]);
    assert_eq!(found.moved, [(2, 1)]);
    let found = compared(&of_chats(&[bob]), &both);
    assert!(
        told(&found).iter().all(|row| row.2 == Became::Added),
        "{found:?}"
    );
    assert_eq!(found.differences[0].thread, 1, "Ann's");
}

#[test]
fn another_file_of_the_same_name_is_told() {
    let one = of_chats(&[("Ann.zip", ANN, RED)]);
    assert_eq!(told(&compared(&one, &one)), []);
    let found = compared(&one, &of_chats(&[("Ann.zip", ANN, BLUE)]));
    assert_eq!(
        told(&found),
        [(2, ComparedField::Attachment, Became::Changed)]
    );
    assert!(found.differences[0].after.ends_with("(other bytes)"));
}
