//! One search over everything, its list of hits, why a message is not found, lists of terms.

use threadseal::engine::case::ThreadId;
use threadseal::engine::decision::{CaseWork, DecisionKind, Keep, Passage};
use threadseal::engine::place::MessagePlace;
use threadseal::engine::session::Work;
use threadseal::engine::session::protocol::{
    Event, HitRow, Request, RowsFor, Scope, Tag, ThreadHits, WhyNot,
};
use threadseal::engine::thread::RecordId;

use super::desk::{Answer, Desk, failures, text_of};

const ONE: &str = "01/03/2024, 10:00 - Ada Poe: the payment is late\n\
    02/03/2024, 10:00 - Bob: which payment, payment of March?\n\
    03/03/2024, 10:00 - Ada Poe: never mind\n";
const TWO: &str = "05/04/2024, 10:00 - Zed: payment received\n\
    06/04/2024, 10:00 - Ada Poe: thanks\n";

fn desk() -> Desk {
    let mut desk = Desk::with(&[("WhatsApp Chat with Bob.txt", ONE.as_bytes())]);
    let answers = desk.open(&[("WhatsApp Chat with Zed.txt", TWO.as_bytes())]);
    desk.confirm(&answers);
    desk
}

fn find(
    desk: &mut Desk,
    thread: u32,
    query: &str,
    view: RowsFor,
    scope: Scope,
) -> (Tag, Vec<Answer>) {
    let tag = desk.tag();
    let answers = desk.ask(Request::Find {
        tag,
        thread: ThreadId(thread),
        query: query.to_owned(),
        view,
        scope,
    });
    (tag, answers)
}

/// The last word about how much was found: thread, messages, hits.
fn counts(answers: &[Answer]) -> Vec<(u32, u32, u32)> {
    let last = answers.iter().rev().find_map(|(event, _)| match event {
        Event::HitCounts {
            threads, progress, ..
        } => {
            assert_eq!(*progress, None, "the last word is the whole");
            Some(threads.clone())
        }
        _other => None,
    });
    let told = |at: &ThreadHits| (at.thread.0, at.n_messages, at.n_hits);
    last.unwrap().iter().map(told).collect()
}

fn rows(desk: &mut Desk, search: Tag, first: u32, n_rows: u32) -> Vec<HitRow> {
    let tag = desk.tag();
    let answers = desk.ask(Request::HitRows {
        tag,
        search,
        first,
        n_rows,
    });
    match &answers[..] {
        [(Event::HitRows { rows, .. }, _)] => rows.clone(),
        [] => Vec::new(),
        other => panic!("{other:?}"),
    }
}

fn line(row: &HitRow) -> String {
    format!(
        "{} {} {}: {}[{}]{}",
        row.title, row.stamp, row.sender, row.before, row.hit, row.after
    )
}

#[test]
fn one_search_goes_over_everything_and_lists_its_hits() {
    let mut desk = desk();
    let (tag, answers) = find(&mut desk, 1, "payment", RowsFor::Editor, Scope::Everything);
    // The thread being read comes first.
    assert_eq!(counts(&answers), [(1, 1, 1), (0, 2, 3)]);
    let found: Vec<&Event> = answers.iter().map(|(event, _)| event).collect();
    assert!(matches!(
        found[0],
        Event::Found {
            thread: ThreadId(1),
            n_hits: 1,
            ..
        } | Event::HitCounts { .. }
    ));
    let listed = rows(&mut desk, tag, 0, 10);
    let lines: Vec<String> = listed.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "Zed 05/04/2024, 10:00 Zed: [payment] received",
            "Bob 01/03/2024, 10:00 Ada Poe: the [payment] is late",
            "Bob 02/03/2024, 10:00 Bob: which [payment], payment of March?",
        ]
    );
    assert_eq!(rows(&mut desk, tag, 1, 1), listed[1..2]);
    assert_eq!(rows(&mut desk, tag, 3, 10), []);
    let (_, answers) = find(&mut desk, 0, "payment", RowsFor::Editor, Scope::Thread);
    assert_eq!(counts(&answers), [(0, 2, 3)]);
    assert_eq!(
        rows(&mut desk, tag, 0, 10),
        [],
        "a newer search took its place"
    );
}

#[test]
fn the_hits_of_another_thread_are_told_without_a_new_search() {
    let mut desk = desk();
    let (search, _) = find(&mut desk, 0, "payment", RowsFor::Editor, Scope::Everything);
    let answers = desk.ask(Request::FoundIn {
        search,
        thread: ThreadId(1),
    });
    let [(Event::Found { tag, records, .. }, _)] = &answers[..] else {
        panic!("{answers:?}");
    };
    assert_eq!((*tag, records.as_slice()), (search, &[RecordId(0)][..]));
}

#[test]
fn the_recipient_finds_only_what_may_be_seen() {
    let mut desk = desk();
    desk.decide(DecisionKind::Value {
        find: "March".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    desk.decide(DecisionKind::Value {
        find: "Zed".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    let search = |desk: &mut Desk, query: &str, view| {
        let (tag, answers) = find(desk, 0, query, view, Scope::Everything);
        (counts(&answers), rows(desk, tag, 0, 10))
    };
    for (query, editor, recipient) in [
        ("march", 1, 0),
        ("payment", 3, 3),
        ("payment -march", 2, 3),
        ("/m.rch/", 1, 0),
        ("from:zed", 1, 0),
        ("in:zed", 2, 0),
        ("is:redacted", 2, 2),
        ("tpd", 0, 0),
    ] {
        let (_, found) = search(&mut desk, query, RowsFor::Editor);
        assert_eq!(found.len(), editor, "{query}: {found:?}");
        let (_, found) = search(&mut desk, query, RowsFor::Recipient);
        assert_eq!(found.len(), recipient, "{query}: {found:?}");
        let shown = format!("{found:?}").to_lowercase();
        assert!(
            !shown.contains("march") && !shown.contains("zed"),
            "{shown}"
        );
    }
}

#[test]
fn what_is_withheld_after_a_search_is_not_in_its_list() {
    let mut desk = desk();
    let (tag, _) = find(
        &mut desk,
        0,
        "payment",
        RowsFor::Recipient,
        Scope::Everything,
    );
    desk.decide(DecisionKind::Value {
        find: "payment".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    let shown = format!("{:?}", rows(&mut desk, tag, 0, 10));
    assert!(!shown.contains("payment"), "{shown}");
}

#[test]
fn only_messages_that_fit_are_marked() {
    let mut desk = desk();
    let marked = |desk: &mut Desk, query: &str| -> Vec<u32> {
        let rows = desk.rows(RowsFor::Editor, Some(query)).into_iter();
        rows.filter(|row| row.body.iter().any(|piece| piece.hit))
            .map(|row| row.record.0)
            .collect()
    };
    assert_eq!(marked(&mut desk, "payment"), [0, 1]);
    assert_eq!(marked(&mut desk, "payment march"), [1]);
    assert_eq!(marked(&mut desk, "from:ada"), [0_u32; 0]);
    assert_eq!(marked(&mut desk, "from:ada payment"), [0]);
    assert_eq!(marked(&mut desk, "payment ("), [0_u32; 0]);
}

#[test]
fn rows_need_not_be_neighbours() {
    let mut desk = desk();
    let tag = desk.tag();
    let answers = desk.ask(Request::RowsOf {
        tag,
        thread: ThreadId(0),
        records: vec![RecordId(0), RecordId(2), RecordId(9)],
        view: RowsFor::Editor,
        highlight: None,
    });
    let [(Event::Rows { rows, .. }, _)] = &answers[..] else {
        panic!("{answers:?}");
    };
    let texts: Vec<String> = rows.iter().map(text_of).collect();
    assert_eq!(texts, ["the payment is late", "never mind"]);
}

fn why(desk: &mut Desk, record: u32, query: &str) -> WhyNot {
    let tag = desk.tag();
    let answers = desk.ask(Request::WhyNot {
        tag,
        thread: ThreadId(0),
        record: RecordId(record),
        query: query.to_owned(),
        view: RowsFor::Editor,
    });
    match &answers[..] {
        [(Event::WhyNot { told, .. }, _)] => told.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn why_a_message_is_not_found_is_told_part_by_part() {
    let mut desk = desk();
    let query = "payment from:bob (on:2024-03-02 OR has:link)";
    let told = |desk: &mut Desk, record| {
        let told = why(desk, record, query);
        let parts = told.parts.iter().map(|(at, fits)| {
            let word = &query[at.start as usize..at.end() as usize];
            (word, *fits)
        });
        (told.fits, parts.collect::<Vec<_>>())
    };
    let (fits, parts) = told(&mut desk, 0);
    assert!(!fits);
    assert_eq!(
        parts,
        [
            ("payment", true),
            ("from:bob", false),
            ("on:2024-03-02", false),
            ("has:link", false)
        ]
    );
    let (fits, parts) = told(&mut desk, 1);
    assert!(fits);
    assert_eq!(parts.iter().filter(|(_, fits)| *fits).count(), 3);
}

#[test]
fn the_terms_of_a_list_are_counted_in_every_thread() {
    let mut desk = desk();
    let tag = desk.tag();
    let terms = ["payment", "nowhere", "from:ada"];
    let answers = desk.ask(Request::CountTerms {
        tag,
        terms: terms.map(str::to_owned).to_vec(),
        view: RowsFor::Editor,
    });
    let counted: Vec<(u32, Vec<(u32, u32)>)> = answers
        .iter()
        .filter_map(|(event, _)| match event {
            Event::TermCounted { count, .. } => {
                let threads = count.threads.iter().map(|at| (at.thread.0, at.n_hits));
                Some((count.term, threads.collect()))
            }
            _other => None,
        })
        .collect();
    assert_eq!(
        counted,
        [
            (0, vec![(0, 3), (1, 1)]),
            (1, vec![]),
            (2, vec![(0, 2), (1, 1)])
        ]
    );
}

#[test]
fn a_query_that_is_not_understood_is_said_by_the_worker_too() {
    let mut desk = desk();
    let (_, answers) = find(&mut desk, 0, "payment (", RowsFor::Editor, Scope::Thread);
    assert!(failures(&answers)[0].what.contains("parenthesis"));
}

#[test]
fn what_people_marked_is_found_by_who_works_on_the_case_alone() {
    let mut desk = desk();
    let places: Vec<MessagePlace> = desk
        .rows(RowsFor::Editor, None)
        .iter()
        .map(|row| row.place.clone())
        .collect();
    for work in [
        CaseWork::Tagged {
            tag: "Hot Money".to_owned(),
            target: places[0].clone(),
        },
        CaseWork::Bookmark {
            target: places[2].clone(),
        },
        CaseWork::Note {
            on: Passage {
                target: places[0].clone(),
                until: Some(places[1].clone()),
            },
            text: "payment?".to_owned(),
        },
        CaseWork::Exhibit {
            number: 1,
            label: "E1".to_owned(),
            description: String::new(),
            shows: Passage {
                target: places[1].clone(),
                until: None,
            },
        },
    ] {
        desk.decide(DecisionKind::Work(work));
    }
    let none: &[u32] = &[];
    for (query, expected) in [
        ("tag:\"hot money\"", &[0_u32][..]),
        ("tag:hot", none),
        ("is:tagged", &[0]),
        ("-is:tagged payment", &[1]),
        ("is:bookmarked", &[2]),
        ("is:noted", &[0, 1]),
        ("is:exhibit OR is:bookmarked", &[1, 2]),
        ("is:noted payment from:bob", &[1]),
    ] {
        let (_, answers) = find(&mut desk, 0, query, RowsFor::Editor, Scope::Thread);
        assert_eq!(records(&answers), expected, "{query}");
        // Nothing of case work is handed over, so the recipient's view knows of none.
        let (_, answers) = find(&mut desk, 0, query, RowsFor::Recipient, Scope::Thread);
        let seen: &[u32] = if query.starts_with('-') {
            &[0, 1]
        } else {
            none
        };
        assert_eq!(records(&answers), seen, "{query}, as the recipient");
    }
    let first = desk
        .log
        .decisions()
        .iter()
        .find(|at| matches!(&at.kind, DecisionKind::Work(CaseWork::Tagged { .. })));
    let withdraws = first.expect("a tag").id.clone();
    desk.decide(DecisionKind::Withdraw { withdraws });
    let (_, answers) = find(&mut desk, 0, "is:tagged", RowsFor::Editor, Scope::Thread);
    assert_eq!(records(&answers), none);
}

fn records(answers: &[Answer]) -> Vec<u32> {
    let found = answers.iter().find_map(|(event, _)| match event {
        Event::Found { records, .. } => Some(records.iter().map(|record| record.0).collect()),
        _other => None,
    });
    found.expect("an answer for the thread")
}

/// Long enough that the session finds out, while it has nothing else to do, where words can stand.
#[test]
fn a_long_text_says_the_same_when_it_was_prepared() {
    let mut text = String::new();
    for number in 0..120_000 {
        let words = if number % 10_007 == 0 {
            "the Harbour  office"
        } else {
            "nothing at all"
        };
        text.push_str(&format!(
            "01/01/2024, 10:{:02} - Ada: {number} {words}\n",
            number % 60
        ));
    }
    assert!(text.len() > 4 << 20);
    let queries = [
        "\"harbour office\"",
        "harbour",
        "office -nothing",
        "\"zebra\"",
        "70070",
    ];
    let file = ("WhatsApp Chat with Ada.txt", text.as_bytes());
    let n_hits = |desk: &mut Desk, query: &str| {
        let (_, answers) = find(desk, 0, query, RowsFor::Editor, Scope::Thread);
        counts(&answers).first().map_or(0, |(_, _, n_hits)| *n_hits)
    };
    // Asked as soon as it is open, before anything is prepared.
    let mut fresh = Desk::new();
    fresh.start_open(&[file]);
    while !fresh.session.take_events().iter().any(is_opened) {
        assert_ne!(fresh.session.step(), Work::Idle);
    }
    assert_eq!(n_hits(&mut fresh, queries[0]), 12);
    let mut prepared = Desk::with(&[file]);
    for (query, expected) in queries.into_iter().zip([12, 12, 12, 0, 1]) {
        assert_eq!(n_hits(&mut prepared, query), expected, "{query:?}");
    }
}

fn is_opened(answer: &Answer) -> bool {
    matches!(answer.0, Event::Opened { .. })
}
