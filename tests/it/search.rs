//! Searching opened exports.

use threadseal::engine::archive::Archive;
use threadseal::engine::limits::Limits;
use threadseal::engine::parse;
use threadseal::engine::search::query::Query;
use threadseal::engine::search::{Bare, Hits, Matcher};
use threadseal::engine::thread::{RecordId, Thread};

use crate::support::given;

fn thread(text: impl Into<Vec<u8>>) -> Thread {
    let given = vec![given("WhatsApp Chat with Bob.txt", text)];
    let archive = Archive::open(given, &Limits::USUAL).unwrap().value;
    let entry = archive.chat_texts()[0];
    let bytes = archive.read(entry, 1 << 30).unwrap();
    parse::thread_from_text(&archive, entry, bytes)
        .unwrap()
        .value
}

fn matcher(query: &str) -> Matcher {
    Matcher::new(&Query::parse(query).unwrap())
}

fn run(thread: &Thread, query: &str) -> Hits {
    Bare(thread).search(&mut matcher(query))
}

fn check(thread: &Thread, query: &str, records: &[u32], n_hits: u32) {
    let hits = run(thread, query);
    let found: Vec<u32> = hits.records.iter().map(|record| record.0).collect();
    assert_eq!(
        (found.as_slice(), hits.n_hits),
        (records, n_hits),
        "{query:?}"
    );
    let mut matcher = matcher(query);
    let by_body: u32 = (0..thread.n_records())
        .map(|record| matcher.spans(thread.body(RecordId(record))).len() as u32)
        .sum();
    assert_eq!(by_body, n_hits, "{query:?} in each body");
}

#[test]
fn stamps_and_senders_are_not_searched() {
    let thread = thread(
        "31/12/2023, 21:05 - Ada May: see you in May\n\
         31/12/2023, 21:06 - Bob: 31/12 at 21:06?\nmay be\n\
         31/12/2023, 21:07 - Ada May: MAYBE, José\n",
    );
    check(&thread, "may", &[0, 1, 2], 3);
    check(&thread, "Ada", &[], 0);
    check(&thread, "2023", &[], 0);
    check(&thread, "21:06", &[1], 1);
    check(&thread, "31/12", &[1], 1);
    check(&thread, "\"may be\"", &[1], 1);
    check(&thread, "jose", &[2], 1);
    check(&thread, "josé", &[2], 1);
    check(&thread, "", &[], 0);
}

#[test]
fn a_hundred_thousand_messages_are_searched_in_steps() {
    let mut text = String::new();
    let mut expected = Vec::new();
    for record in 0..100_000_u32 {
        let body = if record % 9_973 == 17 {
            expected.push(record);
            "the Quarterly report of the Zeppelin works, at last"
        } else {
            "nothing of any interest was said about anything here \u{1f600}"
        };
        let (hour, minute) = (record / 60 % 24, record % 60);
        text.push_str(&format!(
            "31/12/2023, {hour:02}:{minute:02} - Ada: {body}\n"
        ));
    }
    let thread = thread(text);
    check(&thread, "zeppelin", &expected, expected.len() as u32);
    check(
        &thread,
        "\"zeppelin works\"",
        &expected,
        expected.len() as u32,
    );
    let both = run(&thread, "report zeppelin -nothing");
    assert_eq!(both.n_hits as usize, expected.len());
}

#[test]
fn filters_ask_what_the_export_says() {
    let thread = thread(
        "31/12/2023, 21:05 - Messages and calls are end-to-end encrypted.\n\
         31/12/2023, 21:06 - Ada Poe: see https://a.example\n\
         01/01/2024, 00:10 - Bob: IMG-20240101-WA0001.jpg (file attached)\n\
         02/01/2024, 09:00 - Bob: PTT-20240102-WA0002.opus (file attached)\n\
         13/02/2024, 10:00 - Ada Poe: number ٤٥ <This message was edited>\n\
         14/02/2024, 10:00 - Bob: This message was deleted\n\
         15/02/2024, 10:00 - Bob: <Media omitted>\n",
    );
    let cases: [(&str, &[u32]); 19] = [
        ("from:ada", &[1, 4]),
        ("from:\"ada poe\" -has:link", &[4]),
        ("from:\"Bob\" on:2024-01", &[2, 3]),
        ("on:2023", &[0, 1]),
        ("before:2024", &[0, 1]),
        ("after:2024-01", &[4, 5, 6]),
        ("on:2024-01-02..2024-02-13", &[3, 4]),
        ("kind:system", &[0]),
        ("kind:media", &[2, 3, 6]),
        ("has:attachment", &[2, 3, 6]),
        ("has:link", &[1]),
        ("has:number -has:attachment", &[4]),
        ("type:image", &[2]),
        ("type:audio", &[3]),
        ("type:voice", &[3]),
        ("is:edited", &[4]),
        ("is:deleted", &[5]),
        ("is:missing", &[2, 3, 6]),
        ("in:\"with\" OR from:bob -kind:deleted", &[2, 3, 6]),
    ];
    for (query, expected) in cases {
        let found: Vec<u32> = run(&thread, query).records.iter().map(|r| r.0).collect();
        assert_eq!(found, expected, "{query:?}");
    }
}
