use proptest::prelude::*;

use super::query::Query;
use super::{Bare, Hits, Matcher, body_range};
use crate::engine::place::EntryId;
use crate::engine::redact::term::Term;
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

fn matcher(query: &str) -> Matcher {
    match Query::parse(query) {
        Ok(query) => Matcher::new(&query),
        Err(error) => panic!("{query:?}: {error}"),
    }
}

fn run(thread: &Thread, query: &str) -> Hits {
    Bare(thread).search(&mut matcher(query))
}

fn check(thread: &Thread, query: &str, expected: &[(u32, usize)]) {
    let hits = run(thread, query);
    let records: Vec<u32> = hits.records.iter().map(|record| record.0).collect();
    let expected_records: Vec<u32> = expected.iter().map(|(record, _)| *record).collect();
    assert_eq!(records, expected_records, "{query:?}");
    let n_expected: usize = expected.iter().map(|(_, n)| n).sum();
    assert_eq!(hits.n_hits as usize, n_expected, "{query:?}");
    let mut matcher = matcher(query);
    for (record, n) in expected {
        let spans = matcher.spans(thread.body(RecordId(*record)));
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
    check(&thread, "\"Ada: \"", &[]);
    check(&thread, "12", &[]);
    check(&thread, "/m.y/", &[(0, 1), (2, 1)]);
    check(&thread, "/12|da:/", &[]);
}

#[test]
fn a_hit_stays_in_its_record() {
    let thread = thread(&[
        ("", "", "ab"),
        ("", "", "cd"),
        ("x", "", "b"),
        ("", "y", "c"),
    ]);
    for query in [
        "bcd",
        "\"b\r\nc\"",
        "\"ab cd\"",
        "xb",
        "yc",
        "\"d x\"",
        "/b.*c/",
        "ab near/9 cd",
        "ab cd",
    ] {
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
fn words_are_found_however_they_are_written() {
    let thread = thread(&[
        ("", "", "Jose JOSE José"),
        ("", "", "don’t call +44\u{a0}7700 900123"),
        ("", "", "\u{1f600} Straße"),
        ("", "", "jo\u{200d}se ＪＯＳＥ ٤٤"),
        ("", "", "か\u{3099} a\u{3099} \u{1f600}jose\u{1f600}"),
    ]);
    check(&thread, "jose", &[(0, 3), (3, 2), (4, 1)]);
    check(&thread, "JOSÉ", &[(0, 1)]);
    check(&thread, "don't", &[(1, 1)]);
    check(&thread, "\"+44 7700\"", &[(1, 1)]);
    check(&thread, "44", &[(1, 1), (3, 1)]);
    check(&thread, "\"STRASSE \"", &[(2, 1)]);
    check(&thread, "strasse", &[(2, 1)]);
    check(&thread, "straße", &[(2, 1)]);
    check(&thread, "\u{1f600}", &[(2, 1), (4, 2)]);
    check(&thread, "a", &[(1, 1), (2, 1)]);
}

#[test]
fn hits_do_not_overlap() {
    let thread = thread(&[("aa", "a", "aaaaa"), ("", "", "aa")]);
    check(&thread, "aa", &[(0, 2), (1, 1)]);
    check(&thread, "a", &[(0, 5), (1, 2)]);
    check(&thread, "/aa/", &[(0, 2), (1, 1)]);
}

#[test]
fn a_long_text_is_searched_in_steps() {
    // Hits at every seam: calls end at a megabyte.
    let filler = "x".repeat((1 << 20) - 5);
    let body = format!("{filler}needle");
    let parts: Vec<(&str, &str, &str)> = (0..20).map(|_| ("", "", body.as_str())).collect();
    let thread = thread(&parts);
    let expected: Vec<(u32, usize)> = (0..20).map(|record| (record, 1)).collect();
    check(&thread, "NEEDLE", &expected);
    check(&thread, "xneedle", &expected);
    check(&thread, "\"xneedle\"", &expected);
    check(&thread, "/needle$/", &expected);
}

#[test]
fn many_records_between_two_hits_do_not_matter() {
    let mut parts = vec![("s", "n", "b"); 500];
    parts[1] = ("s", "n", "hit");
    parts[450] = ("s", "n", "hit");
    parts[499] = ("s", "n", "hit");
    let thread = thread(&parts);
    check(&thread, "hit", &[(1, 1), (450, 1), (499, 1)]);
    let all: Vec<u32> = run(&thread, "-hit").records.iter().map(|r| r.0).collect();
    assert_eq!(all.len(), 497);
}

#[test]
fn only_messages_that_fit_as_a_whole_are_found() {
    let thread = thread(&[
        ("", "", "rent is due in March"),
        ("", "", "the deposit, not the rent"),
        ("", "", "deposit"),
        ("", "", "March rent for the flat, and the deposit too"),
        ("", "", "nothing"),
    ]);
    let cases: [(&str, &[u32]); 14] = [
        ("rent march", &[0, 3]),
        ("rent AND march", &[0, 3]),
        ("rent OR deposit", &[0, 1, 2, 3]),
        ("march rent OR deposit", &[0, 3]),
        ("(march rent) OR deposit", &[0, 1, 2, 3]),
        ("deposit -rent", &[2]),
        ("NOT (rent OR deposit)", &[4]),
        ("-rent -deposit", &[4]),
        ("\"march rent\"", &[3]),
        ("march near/1 rent", &[3]),
        ("rent near/4 march", &[0, 3]),
        ("rent near/5 deposit", &[1]),
        ("rent near/6 deposit", &[1, 3]),
        ("/\\brent\\b.*march/", &[0]),
    ];
    for (query, expected) in cases {
        let found: Vec<u32> = run(&thread, query).records.iter().map(|r| r.0).collect();
        assert_eq!(found, expected, "{query:?}");
    }
    // Words are marked, those that are not wanted are not.
    let spans = matcher("rent -deposit").spans(thread.body(RecordId(1)));
    assert_eq!(spans.len(), 1);
}

#[test]
fn a_query_of_several_parts_hits_each_message_once() {
    let thread = thread(&[("", "", "rent rent rent deposit")]);
    assert_eq!(run(&thread, "rent").n_hits, 3);
    assert_eq!(run(&thread, "rent deposit").n_hits, 1);
    assert_eq!(run(&thread, "kind:text rent").n_hits, 1);
}

/// What a word comes to when every body is folded.
fn by_folding(thread: &Thread, word: &str) -> Hits {
    let mut expected = Hits::default();
    let Some(term) = Term::new(word) else {
        return expected;
    };
    for record in (0..thread.n_records()).map(RecordId) {
        assert!(body_range(thread, record.0 as usize).is_some());
        let n = term.spans(thread.body(record)).len() as u32;
        expected.n_hits += n;
        if n > 0 {
            expected.records.push(record);
        }
    }
    expected
}

proptest! {
    #[test]
    fn the_quick_ways_agree_with_folding_every_body(
        parts in prop::collection::vec(
            ("[abé]{0,3}", "[ab]{0,3}", "[abéßAＡ\u{301}\u{3099}\u{200d}が€ \\n]{0,9}"), 0..12),
        word in "[abs]{1,3}|[abé]{1,2}|[ab ]{1,3}",
    ) {
        let parts: Vec<(&str, &str, &str)> =
            parts.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        let thread = thread(&parts);
        prop_assume!(!word.trim().is_empty());
        let quoted = format!("\"{word}\"");
        prop_assert_eq!(run(&thread, &quoted), by_folding(&thread, &word));
    }

    #[test]
    fn every_query_agrees_with_asking_each_record(
        parts in prop::collection::vec("[abcé ]{0,9}", 0..12),
        query in "(-?(a|b|é|\"a b\"|/a.b/|c near/2 a|kind:text)( OR )?){1,4}",
    ) {
        let parts: Vec<(&str, &str, &str)> = parts.iter().map(|at| ("s", "n", at.as_str())).collect();
        let thread = thread(&parts);
        let Ok(query) = Query::parse(&query) else { return Ok(()) };
        let mut matcher = Matcher::new(&query);
        let hits = Bare(&thread).search(&mut matcher);
        let each: Vec<RecordId> = (0..thread.n_records())
            .map(RecordId)
            .filter(|record| matcher.fits(&thread, *record, &mut Bare(&thread)))
            .collect();
        prop_assert_eq!(hits.records, each);
    }

    #[test]
    fn no_text_is_too_odd_to_be_a_query(query in "\\PC{0,40}|[()\"/ a-c*:|\\\\+{}\\[\\]-]{0,30}") {
        let body = "abc (a) \"b\" 5 \u{1f600}";
        match Query::parse(&query) {
            Ok(query) => { Matcher::new(&query).spans(body.as_bytes()); }
            Err(error) => {
                prop_assert!(error.at.end() as usize <= query.len());
                prop_assert!(!error.to_string().is_empty() && !error.help().is_empty());
            }
        }
    }
}
