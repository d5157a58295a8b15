use proptest::prelude::*;

use super::{Hits, SearchJob, spans_in};
use crate::engine::job::Step;
use crate::engine::place::EntryId;
use crate::engine::thread::{Encoding, Flags, Kind, Platform, Record, RecordId, Thread};

/// A thread of records made of stamp, sender and body; bodies get a line end.
fn thread(parts: &[(&str, &str, &str)]) -> Thread {
    let mut text = Vec::new();
    let mut records = Vec::new();
    for (stamp, sender, body) in parts {
        records.push(Record {
            start: text.len() as u32,
            stamp_len: stamp.len() as u32,
            sender_len: sender.len() as u32,
            participant: None,
            attachment: None,
            stamp: None,
            shape: 0,
            kind: Kind::Text,
            flags: Flags::default(),
        });
        for part in [*stamp, sender, body, "\r\n"] {
            text.extend_from_slice(part.as_bytes());
        }
    }
    Thread {
        entry: EntryId(0),
        title: String::new(),
        platform: Platform::Unknown,
        encoding: Encoding::Utf8,
        text: text.into(),
        records,
        origin: Vec::new(),
        participants: Vec::new(),
        attachments: Vec::new(),
        shapes: Vec::new(),
    }
}

fn run(thread: &Thread, query: &str) -> Hits {
    let mut job = SearchJob::new(query);
    let mut done = 0;
    loop {
        match job.step(thread) {
            Step::Done(hits) => return hits,
            Step::More(progress) => {
                assert!(progress.done > done && progress.done <= progress.total);
                done = progress.done;
            }
        }
    }
}

fn check(thread: &Thread, query: &str, expected: &[(u32, usize)]) {
    let hits = run(thread, query);
    let records: Vec<u32> = hits.records.iter().map(|record| record.0).collect();
    let expected_records: Vec<u32> = expected.iter().map(|(record, _)| *record).collect();
    assert_eq!(records, expected_records, "{query:?}");
    let n_expected: usize = expected.iter().map(|(_, n)| n).sum();
    assert_eq!(hits.n_hits as usize, n_expected, "{query:?}");
    for (record, n) in expected {
        let spans = spans_in(thread.body(RecordId(*record)), query);
        assert_eq!(spans.len(), *n, "{query:?} in record {record}");
    }
}

#[test]
fn only_bodies_count() {
    let thread = thread(&[
        ("[12 May] ", "Ada: ", "ada may Adam"),
        ("[12 May] ", "Ada: ", "nothing"),
        ("[12 May] ", "Ada: ", "MAYDAY"),
        ("", "", ""),
    ]);
    check(&thread, "may", &[(0, 1), (2, 1)]);
    check(&thread, "ada", &[(0, 2)]);
    check(&thread, "Ada: ", &[]);
    check(&thread, "12", &[]);
}

#[test]
fn a_hit_stays_in_its_record() {
    let thread = thread(&[
        ("", "", "ab"),
        ("", "", "cd"),
        ("x", "", "b"),
        ("", "y", "c"),
    ]);
    for query in ["bcd", "b\r\nc", "ab cd", "xb", "yc", "d x"] {
        check(&thread, query, &[]);
    }
    check(&thread, "b", &[(0, 1), (2, 1)]);
}

#[test]
fn blank_queries_find_nothing() {
    let thread = thread(&[("", "", "a  b \u{200b}")]);
    for query in ["", " ", "\n", "\u{a0}", "\u{200b}"] {
        check(&thread, query, &[]);
    }
}

#[test]
fn one_word_is_compared_byte_by_byte_and_all_else_folded() {
    let thread = thread(&[
        ("", "", "Jose JOSE José"),
        ("", "", "don’t call +44\u{a0}7700 900123"),
        ("", "", "\u{1f600} Straße"),
    ]);
    // The third one is `Jos` and another letter.
    check(&thread, "jose", &[(0, 2)]);
    check(&thread, "JOSÉ", &[(0, 1)]);
    check(&thread, "don't", &[(1, 1)]);
    check(&thread, "+44 7700", &[(1, 1)]);
    check(&thread, "STRASSE ", &[]);
    check(&thread, "straße", &[(2, 1)]);
    check(&thread, "\u{1f600}", &[(2, 1)]);
}

#[test]
fn hits_do_not_overlap() {
    let thread = thread(&[("aa", "a", "aaaaa"), ("", "", "aa")]);
    check(&thread, "aa", &[(0, 2), (1, 1)]);
    check(&thread, "a", &[(0, 5), (1, 2)]);
}

#[test]
fn a_long_text_is_searched_in_steps() {
    // Hits at every seam: calls end at a megabyte, steps at some dozens.
    let filler = "x".repeat((1 << 20) - 5);
    let body = format!("{filler}needle");
    let parts: Vec<(&str, &str, &str)> = (0..20).map(|_| ("", "", body.as_str())).collect();
    let thread = thread(&parts);
    let expected: Vec<(u32, usize)> = (0..20).map(|record| (record, 1)).collect();
    check(&thread, "NEEDLE", &expected);
    check(&thread, "xneedle", &expected);
}

#[test]
fn many_records_between_two_hits_do_not_matter() {
    let mut parts = vec![("s", "n", "b"); 500];
    parts[1] = ("s", "n", "hit");
    parts[450] = ("s", "n", "hit");
    parts[499] = ("s", "n", "hit");
    check(&thread(&parts), "hit", &[(1, 1), (450, 1), (499, 1)]);
}

proptest! {
    #[test]
    fn the_job_agrees_with_looking_at_each_body(
        parts in prop::collection::vec(("[abé]{0,3}", "[ab]{0,3}", "[abéA \\n]{0,8}"), 0..12),
        query in "[abé ]{0,3}",
    ) {
        let parts: Vec<(&str, &str, &str)> =
            parts.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        let thread = thread(&parts);
        let hits = run(&thread, &query);
        let mut expected = Hits::default();
        for record in (0..thread.n_records()).map(RecordId) {
            let n = spans_in(thread.body(record), &query).len() as u32;
            expected.n_hits += n;
            if n > 0 {
                expected.records.push(record);
            }
        }
        prop_assert_eq!(hits, expected);
    }
}
