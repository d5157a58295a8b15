//! A filter as the scope of a package: what it leaves out is told as places, withheld by one
//! decision, counted apart, and searched for as everything withheld is.

use threadseal::engine::case::ThreadId;
use threadseal::engine::decision::DecisionKind;
use threadseal::engine::package::Suggestions;
use threadseal::engine::session::protocol::{
    BuildChoice, BuildOutcome, Event, MediaChoice, OutsideScope, Request, Reviewers, RowsFor,
};
use threadseal::engine::verify::Verdict;

use super::desk::{Desk, failures};
use crate::support::forge::Forged;
use crate::support::zips;

const CHAT: &str = "\u{feff}01/03/2024, 10:00 - Messages and calls are end-to-end encrypted.\n\
    01/03/2024, 10:01 - Ada: the payment of March is late, says the bank\n\
    02/03/2024, 10:02 - Bob: I went to the doctor about my knee yesterday, do not tell\n\
    02/03/2024, 10:03 - Bob: ok\n\
    03/03/2024, 10:04 - Ada: \u{200e}in.txt (file attached)\n\
    04/03/2024, 10:05 - Bob: \u{200e}in.txt (file attached)\n\
    04/03/2024, 10:06 - Bob: \u{200e}out.txt (file attached)\n\
    05/03/2024, 10:07 - Ada: ok\n\
    06/03/2024, 10:08 - Bob: 100\n\
    07/03/2024, 10:09 - Bob: text\n";

fn desk() -> Desk {
    let zip = zips::stored(&[
        ("WhatsApp Chat with Bob.txt", CHAT.as_bytes()),
        ("in.txt", b"what both of them name"),
        ("out.txt", b"what Bob alone names, and nobody asked for"),
    ]);
    let mut desk = Desk::new();
    let answers = desk.open(&[("WhatsApp Chat with Bob.zip", &zip)]);
    desk.confirm(&answers);
    desk
}

fn scope(desk: &mut Desk, query: &str) -> OutsideScope {
    let tag = desk.tag();
    let answers = desk.ask(Request::Scope {
        tag,
        query: query.to_owned(),
        view: RowsFor::Editor,
        threads: vec![ThreadId(0)],
    });
    match &answers[..] {
        [(Event::Scoped { scope, .. }, _)] => scope.clone(),
        other => panic!("{other:?}"),
    }
}

fn decide(desk: &mut Desk, scope: OutsideScope) {
    desk.decide(DecisionKind::Outside {
        scope: "from “Ada Lovelace”".to_owned(),
        texts: scope.texts,
        codes: vec!["IRR".to_owned()],
        note: None,
    });
}

fn build(desk: &mut Desk) -> (BuildOutcome, Vec<u8>) {
    let tag = desk.tag();
    let answers = desk.ask(Request::Build {
        tag,
        options: BuildChoice {
            burnt: Vec::new(),
            created: "2024-03-08T10:00:00Z".to_owned(),
            media: MediaChoice::AsTheyAre,
            reviewers: Reviewers::Role,
            threads: Vec::new(),
            proof: None,
            review: None,
            suggestions: Suggestions::default(),
        },
    });
    let built = answers.iter().find_map(|(event, beside)| match event {
        Event::Built { outcome, .. } => Some((outcome.clone(), beside.first().cloned())),
        _other => None,
    });
    let (outcome, package) = built.unwrap_or_else(|| panic!("{:?}", failures(&answers)));
    assert!(!outcome.blocked, "{outcome:#?}");
    (outcome, package.expect("a package"))
}

#[test]
fn what_a_filter_leaves_out_is_told_in_runs_of_bytes() {
    let mut desk = desk();
    let found = scope(&mut desk, "from:ada");
    assert_eq!(
        (found.n_inside, found.n_outside, found.n_empty_threads),
        (3, 7, 0)
    );
    let bytes = CHAT.as_bytes();
    let words: Vec<String> = found.texts[0]
        .runs
        .iter()
        .map(|run| {
            let (from, len) = (run.byte_start as usize, run.byte_len as usize);
            String::from_utf8_lossy(&bytes[from..from + len]).into_owned()
        })
        .collect();
    assert_eq!(words.len(), 4, "{words:#?}");
    assert!(words[0].contains("end-to-end") && !words[0].contains("Ada"));
    assert!(words[1].starts_with("02/03/2024") && words[1].ends_with("Bob: ok\n"));
    assert!(words[3].ends_with("Bob: text\n"));
    let all = scope(&mut desk, "ok OR -ok");
    assert_eq!((all.texts.len(), all.n_outside), (0, 0));
    let none = scope(&mut desk, "from:nobody");
    assert_eq!(
        (none.n_inside, none.n_outside, none.n_empty_threads),
        (0, 10, 1)
    );
    assert_eq!(none.texts[0].runs.len(), 1);
}

#[test]
fn what_is_outside_is_withheld_and_counted_apart() {
    let mut desk = desk();
    let outside = scope(&mut desk, "from:ada");
    decide(&mut desk, outside);
    let (outcome, package) = build(&mut desk);
    assert_eq!(outcome.report.result, Verdict::Valid);
    assert_eq!(outcome.leaks.leaks, []);
    // “ok” inside the scope is disclosed for what it says there: nobody need look at it.
    assert_eq!(outcome.leaks.visible, []);
    let package = Forged::of(&package);
    let text = package.text("data/threads/t001/transcript.txt");
    assert!(
        text.contains("says the bank") && text.contains("Ada: ok"),
        "{text}"
    );
    assert!(text.contains("Bob: █[IRR]█"));
    for hidden in ["knee", "Bob: ok", "Bob: text", "end-to-end", "out.txt"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    // A file that a message inside names goes out; one that is named outside alone does not.
    assert!(text.contains("(attachment: data/media/000001.txt)"));
    let media = package.text("data/media/000001.txt");
    assert_eq!(media, "what both of them name");
    let log = package.text("data/logs/redaction-log.csv");
    assert_eq!(log.matches(",outside,1,IRR,").count(), 7, "{log}");
    assert!(!log.contains("Lovelace"), "the filter's words stay here");
    let readme = package.text("README.txt");
    assert!(
        readme.contains("for that alone or for that, too: 7. Their rows"),
        "{readme}"
    );
    assert!(readme.contains("IRR  Outside the scope: 7\n"), "{readme}");
}

#[test]
fn undone_everything_is_inside_again() {
    let mut desk = desk();
    let outside = scope(&mut desk, "from:ada");
    decide(&mut desk, outside);
    let withdraws = desk.log.decisions().last().unwrap().id.clone();
    desk.decide(DecisionKind::Withdraw { withdraws });
    let (_, package) = build(&mut desk);
    let package = Forged::of(&package);
    assert!(
        package
            .text("data/threads/t001/transcript.txt")
            .contains("knee")
    );
    assert!(!package.text("README.txt").contains("Counted apart"));
}

#[test]
fn runs_that_overlap_hold_what_either_holds() {
    let mut desk = desk();
    let mut outside = scope(&mut desk, "from:ada");
    // By hand, a file may name runs in any order and one inside another.
    let runs = &mut outside.texts[0].runs;
    let inner = runs[1];
    let mut outer = inner;
    outer.byte_start = 0;
    outer.byte_len = inner.byte_start + inner.byte_len;
    let mut small = inner;
    small.byte_len = 3;
    runs.insert(1, small);
    runs.push(outer);
    runs.reverse();
    decide(&mut desk, outside);
    let (outcome, package) = build(&mut desk);
    assert_eq!(outcome.report.result, Verdict::Valid);
    let text = Forged::of(&package).text("data/threads/t001/transcript.txt");
    assert!(!text.contains("knee") && !text.contains("bank"), "{text}");
    assert!(text.contains("Ada: ok"));
}

#[test]
fn a_short_line_of_a_long_message_outside_may_stand_in_the_title() {
    let long = "so much to say about the boat and the harbour ".repeat(8);
    let chat = format!(
        "01/03/2024, 10:01 - Ada: the payment of March is late\n\
         02/03/2024, 10:02 - Bob: {long}\nBob\nText\n\
         03/03/2024, 10:03 - Ada: received\n"
    );
    let zip = zips::stored(&[("WhatsApp Chat with Bob.txt", chat.as_bytes())]);
    let mut desk = Desk::new();
    let answers = desk.open(&[("WhatsApp Chat with Bob.zip", &zip)]);
    desk.confirm(&answers);
    let outside = scope(&mut desk, "from:ada");
    decide(&mut desk, outside);
    let (outcome, package) = build(&mut desk);
    assert_eq!(outcome.leaks.leaks, []);
    let text = Forged::of(&package).text("data/threads/t001/transcript.txt");
    assert!(
        text.starts_with("Bob\n") && !text.contains("harbour"),
        "{text}"
    );
}
