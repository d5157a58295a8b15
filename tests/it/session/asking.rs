//! Searching, jumping, media, cancelling.

use threadseal::engine::case::ThreadId;
use threadseal::engine::place::{EntryId, MessagePlace, SourceId};
use threadseal::engine::session::protocol::{
    Event, Request, RowsFor, Scope, TERM_HITS_SHOWN, TermHit, TermSpot,
};
use threadseal::engine::thread::{ParticipantId, RecordId};

use super::desk::{Answer, Desk, failures};
use super::{JPEG, entries};
use crate::support::zips::{self, Odd, OddZip};

fn desk() -> Desk {
    let zip = zips::ordinary(&entries());
    Desk::with(&[("WhatsApp Chat with Ben.zip", &zip)])
}

fn found(answers: &[Answer]) -> Vec<(u32, Vec<u32>, u32)> {
    answers
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Found {
                tag,
                records,
                n_hits,
                ..
            } => Some((tag.0, records.iter().map(|id| id.0).collect(), *n_hits)),
            _other => None,
        })
        .collect()
}

#[test]
fn a_search_finds_records_and_the_newest_wins() {
    let mut desk = desk();
    let (first, second) = (desk.tag(), desk.tag());
    for (tag, query) in [(first, "hello"), (second, "4812")] {
        desk.session.handle(
            Request::Find {
                tag,
                thread: ThreadId(0),
                query: query.to_owned(),
                view: RowsFor::Editor,
                scope: Scope::Thread,
            },
            Vec::new(),
        );
    }
    assert_eq!(found(&desk.finish()), [(second.0, vec![2, 5], 2)]);
}

#[test]
fn where_a_message_comes_from_is_told() {
    let mut desk = desk();
    let tag = desk.tag();
    for record in [RecordId(2), RecordId(4_000)] {
        desk.session.handle(
            Request::Provenance {
                tag,
                thread: ThreadId(0),
                record,
            },
            Vec::new(),
        );
    }
    let answers = desk.finish();
    let told: Vec<(u32, Option<u64>)> = answers
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Provenance { record, found, .. } => {
                Some((record.0, found.as_ref().map(|found| found.byte_len)))
            }
            _other => None,
        })
        .collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].1.is_some_and(|len| len > 0));
    assert_eq!(told[1], (4_000, None));
}

#[test]
fn a_cancelled_search_is_said_and_a_finished_one_is_not() {
    let mut desk = desk();
    let tag = desk.tag();
    desk.session.handle(
        Request::Find {
            tag,
            thread: ThreadId(0),
            query: "hello".to_owned(),
            view: RowsFor::Editor,
            scope: Scope::Thread,
        },
        Vec::new(),
    );
    let answers = desk.ask(Request::Cancel { tag });
    let cancelled = Event::Cancelled {
        tag: Some(tag),
        source: None,
    };
    assert_eq!(answers, [(cancelled, Vec::new())]);
    assert_eq!(desk.ask(Request::Cancel { tag }), []);
}

fn term(desk: &mut Desk, term: &str) -> (Vec<TermHit>, u32) {
    let tag = desk.tag();
    let answers = desk.ask(Request::FindTerm {
        tag,
        term: term.to_owned(),
    });
    match &answers[..] {
        [(Event::TermHits { hits, n_hits, .. }, _)] => (hits.clone(), *n_hits),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_term_is_found_in_bodies_names_titles_and_file_names() {
    let mut desk = desk();
    let (hits, n_hits) = term(&mut desk, "BEN");
    assert_eq!(n_hits, 4);
    assert!(matches!(hits[0].spot, TermSpot::Title { .. }));
    assert!(matches!(
        hits[1].spot,
        TermSpot::Name {
            participant: ParticipantId(1),
            ..
        }
    ));
    let TermSpot::Body { record, span, .. } = &hits[2].spot else {
        panic!("{hits:?}");
    };
    assert_eq!((record.0, hits[2].hit.as_str()), (0, "Ben"));
    assert_eq!(hits[2].before, "hello ");
    assert_eq!(span.len, 3);
    assert!(matches!(
        hits[3].spot,
        TermSpot::FileName {
            entry: EntryId(0),
            ..
        }
    ));
    assert_eq!(term(&mut desk, " \u{200e} ").1, 0);
}

#[test]
fn all_hits_of_a_term_count_but_not_all_are_listed() {
    let line = "31/12/2023, 21:05 - Ada: aa aa aa aa\n";
    let text = line.repeat(2_000);
    let mut desk = Desk::with(&[("WhatsApp Chat with Ben.txt", text.as_bytes())]);
    let (hits, n_hits) = term(&mut desk, "aa");
    assert_eq!(n_hits, 8_000);
    assert_eq!(hits.len(), TERM_HITS_SHOWN);
}

#[test]
fn context_stays_on_the_line() {
    let mut desk = desk();
    let (hits, _) = term(&mut desk, "4812");
    assert_eq!(hits[0].before, "the code is ");
    assert_eq!(hits[0].after, "");
    assert_eq!(hits[1].after, " again, thanks Ada Poe");
}

fn located(answers: &[Answer]) -> Option<u32> {
    match answers {
        [(Event::Located { at, .. }, _)] => at.map(|(_, record)| record.0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn dates_lead_to_the_first_record_at_or_after() {
    let mut desk = desk();
    let cases = [
        ("2023-01-01", Some(0)),
        ("2023-12-31", Some(0)),
        ("2024-01-01", Some(3)),
        ("2024-01-02", Some(4)),
        ("2024-01-03", None),
        ("yesterday", None),
        ("2024-13-01", None),
    ];
    for (date, wanted) in cases {
        let tag = desk.tag();
        let answers = desk.ask(Request::GoToDate {
            tag,
            thread: ThreadId(0),
            date: date.to_owned(),
        });
        assert_eq!(located(&answers), wanted, "{date}");
    }
}

#[test]
fn places_lead_back_to_their_records() {
    let mut desk = desk();
    for row in desk.rows(RowsFor::Editor, None) {
        let tag = desk.tag();
        let place = row.place.clone();
        let answers = desk.ask(Request::Locate { tag, place });
        assert_eq!(located(&answers), Some(row.record.0));
    }
    let tag = desk.tag();
    let place = MessagePlace {
        source: SourceId("0".repeat(64)),
        entry: EntryId(0),
        byte_start: 0,
        byte_len: 10,
    };
    assert_eq!(located(&desk.ask(Request::Locate { tag, place })), None);
}

fn media(desk: &mut Desk, entry: u32) -> Vec<Answer> {
    let tag = desk.tag();
    desk.ask(Request::Media {
        tag,
        source: 0,
        entry: EntryId(entry),
        muted: Vec::new(),
    })
}

#[test]
fn packed_media_is_unpacked_and_typed_by_content() {
    let mut desk = desk();
    let answers = media(&mut desk, 1);
    let [(Event::Media { mime, .. }, beside)] = &answers[..] else {
        panic!("{answers:?}");
    };
    assert_eq!((mime.as_str(), beside[0].as_slice()), ("image/jpeg", JPEG));
    assert_eq!(desk.platform.borrow().slices, []);
    let answers = media(&mut desk, 0);
    let [(Event::Media { mime, .. }, _)] = &answers[..] else {
        panic!("{answers:?}");
    };
    assert_eq!(mime, "application/octet-stream");
    assert_eq!(failures(&media(&mut desk, 9)).len(), 1);
}

#[test]
fn stored_media_is_sliced_not_copied() {
    let zip = zips::stored(&entries());
    let mut desk = Desk::with(&[("a.zip", &zip)]);
    let answers = media(&mut desk, 1);
    assert_eq!(answers[0].1, [JPEG.to_vec()]);
    let slices = desk.platform.borrow().slices.clone();
    assert_eq!(slices.len(), 1);
    assert_eq!(
        (slices[0].1, slices[0].2.as_str()),
        (JPEG.len() as u64, "image/jpeg")
    );
}

#[test]
fn active_content_is_never_typed_as_such() {
    let page: &[u8] = b"<!doctype html><script>alert(1)</script>";
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let pdf: &[u8] = b"%PDF-1.4\n";
    let mut files = entries();
    files.extend([("a.jpg", page), ("b.svg", svg), ("c.pdf", pdf)]);
    let zip = zips::stored(&files);
    let mut desk = Desk::with(&[("a.zip", &zip)]);
    for entry in 3..6 {
        let answers = media(&mut desk, entry);
        let [(Event::Media { mime, .. }, _)] = &answers[..] else {
            panic!("{answers:?}");
        };
        assert_eq!(mime, "application/octet-stream");
    }
}

#[test]
fn damaged_media_is_named() {
    let files = entries();
    let mut picture = Odd::deflated("IMG-20231231-WA0001.jpg", JPEG);
    picture.crc32 ^= 1;
    let zip = OddZip::of(vec![Odd::deflated(files[0].0, files[0].1), picture]).bytes();
    let mut desk = Desk::with(&[("a.zip", &zip)]);
    let failures = failures(&media(&mut desk, 1));
    assert_eq!(failures.len(), 1);
    assert!(
        failures[0].what.contains("IMG-20231231-WA0001.jpg"),
        "{failures:?}"
    );
}

#[test]
fn a_thread_that_is_not_open_is_said() {
    let mut desk = desk();
    let tag = desk.tag();
    let answers = desk.ask(Request::Rows {
        tag,
        thread: ThreadId(4),
        first: RecordId(0),
        n_rows: 1,
        view: RowsFor::Editor,
        highlight: None,
    });
    assert!(failures(&answers)[0].what.contains("thread 5"));
}
