//! Searching opened exports.

use threadseal::engine::archive::Archive;
use threadseal::engine::job::Step;
use threadseal::engine::limits::Limits;
use threadseal::engine::parse;
use threadseal::engine::search::{Hits, SearchJob, spans_in};
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

fn run(thread: &Thread, query: &str) -> (Hits, u32) {
    let mut job = SearchJob::new(query);
    let mut n_steps = 0;
    loop {
        n_steps += 1;
        if let Step::Done(hits) = job.step(thread) {
            return (hits, n_steps);
        }
    }
}

fn check(thread: &Thread, query: &str, records: &[u32], n_hits: u32) {
    let (hits, _) = run(thread, query);
    let found: Vec<u32> = hits.records.iter().map(|record| record.0).collect();
    assert_eq!(
        (found.as_slice(), hits.n_hits),
        (records, n_hits),
        "{query:?}"
    );
    let by_body: u32 = (0..thread.n_records())
        .map(|record| spans_in(thread.body(RecordId(record)), query).len() as u32)
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
    check(&thread, "may be", &[1], 1);
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
    check(&thread, "zeppelin works", &expected, expected.len() as u32);
    let (hits, n_steps) = run(&thread, "quarterly report");
    assert_eq!(hits.n_hits as usize, expected.len());
    assert!(n_steps > 5, "{n_steps} steps leave no room for Cancel");
}
