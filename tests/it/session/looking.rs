//! Looking: counts, what stands behind them, what a gallery shows, parts for printing. What is
//! withheld is in none of it for the recipient's eyes.

use threadseal::engine::case::ThreadId;
use threadseal::engine::decision::DecisionKind;
use threadseal::engine::gallery::{GalleryItem, GalleryKind};
use threadseal::engine::session::protocol::{Event, Look, PrintPart, Request, RowsFor, Seen, Tile};
use threadseal::engine::statistics::{Slice, What};
use threadseal::engine::thread::{ParticipantId, RecordId};

use super::JPEG;
use super::desk::{Answer, Desk, failures};
use crate::support::zips;

const TEXT: &str = "26/02/2024, 09:05 - Ada Poe: see https://example.org/a and www.example.com/b.\n\
    26/02/2024, 09:06 - Ben: IMG-20240225-WA0001.jpg (file attached)\n\
    26/02/2024, 09:07 - Ada Poe: <Media omitted>\n\
    26/02/2024, 09:08 - Ada Poe: location: https://maps.google.com/?q=52.1,4.3\n\
    26/02/2024, 09:09 - Ben: IMG-20240226-WA0009.jpg (file attached)\n\
    26/02/2024, 09:10 - Ben: notes.txt (file attached)\n\
    26/02/2024, 09:11 - Ben: plain words\n";

fn desk() -> Desk {
    let zip = zips::ordinary(&[
        ("WhatsApp Chat with Ben.txt", TEXT.as_bytes()),
        ("IMG-20240225-WA0001.jpg", JPEG),
        ("notes.txt", b"some notes"),
    ]);
    Desk::with(&[("WhatsApp Chat with Ben.zip", &zip)])
}

fn look(desk: &mut Desk, look: Look) -> Vec<Seen> {
    let tag = desk.tag();
    let answers = desk.ask(Request::Look { tag, look });
    seen(&answers)
}

fn seen(answers: &[Answer]) -> Vec<Seen> {
    let all = answers.iter().filter_map(|(event, _)| match event {
        Event::Looked { seen, .. } => Some(seen.clone()),
        _other => None,
    });
    all.collect()
}

fn gallery(desk: &mut Desk, view: RowsFor) -> Vec<GalleryItem> {
    let answers = look(desk, Look::Gallery { view });
    let n_answers = answers.len();
    let parts = answers.into_iter().enumerate().map(|(index, seen)| {
        let Seen::Gallery { items, is_last, .. } = seen else {
            panic!("{seen:?}");
        };
        assert_eq!(is_last, index + 1 == n_answers);
        items
    });
    parts.flatten().collect()
}

fn tiles(desk: &mut Desk, items: Vec<GalleryItem>, view: RowsFor) -> Vec<Tile> {
    match &look(desk, Look::Tiles { items, view })[..] {
        [Seen::Tiles { tiles, .. }] => tiles.clone(),
        other => panic!("{other:?}"),
    }
}

fn said(items: &[GalleryItem]) -> Vec<(u32, GalleryKind)> {
    let said = items.iter().map(|item| (item.record.0 + 1, item.kind));
    said.collect()
}

#[test]
fn a_gallery_holds_files_links_and_places_in_file_order() {
    use GalleryKind::{Document, Link, NotThere, Picture, Place};
    let mut desk = desk();
    let items = gallery(&mut desk, RowsFor::Editor);
    assert_eq!(
        said(&items),
        [
            (1, Link),
            (1, Link),
            (2, Picture),
            (3, NotThere),
            (4, Place),
            (5, NotThere),
            (6, Document),
        ]
    );
    let tiles = tiles(&mut desk, items, RowsFor::Editor);
    let texts: Vec<&str> = tiles.iter().map(|tile| tile.text.as_str()).collect();
    assert_eq!(texts[..2], ["https://example.org/a", "www.example.com/b"]);
    assert!(texts[4].contains("52.1,4.3"), "{texts:?}");
    let named = tiles[2].named.as_ref().unwrap();
    assert_eq!(named.text, "2024-02-25");
    assert_eq!(named.message_later_seconds, Some(86_400));
}

#[test]
fn what_is_withheld_is_in_no_tile_for_the_recipient() {
    let mut desk = desk();
    let rows = desk.rows(RowsFor::Editor, None);
    for (record, term) in [(0, "example.org"), (3, "maps.google")] {
        let body = &rows[record].body[0];
        let start = body.text.find(term).unwrap() as u32;
        desk.decide(DecisionKind::Span {
            target: rows[record].place.clone(),
            span: threadseal::engine::place::ByteSpan {
                start: body.span.start + start,
                len: term.len() as u32,
            },
            codes: vec!["SEC".to_owned()],
            note: None,
        });
    }
    desk.decide(DecisionKind::Message {
        target: rows[1].place.clone(),
        codes: vec!["COM".to_owned()],
        note: None,
    });
    let items = gallery(&mut desk, RowsFor::Recipient);
    let recipient = tiles(&mut desk, items.clone(), RowsFor::Recipient);
    let all = format!("{recipient:?}");
    for secret in [
        "example.org",
        "maps.google",
        "IMG-20240225",
        "2024-02-25",
        "/jpeg",
    ] {
        assert!(!all.contains(secret), "{secret:?} in {all}");
    }
    assert!(
        !said(&items).contains(&(2, GalleryKind::Picture)),
        "{items:?}"
    );
    // The editor still sees them, with what is withheld marked.
    let items = gallery(&mut desk, RowsFor::Editor);
    let editor = tiles(&mut desk, items, RowsFor::Editor);
    assert!(editor[0].withheld.is_some() && editor[0].text.contains("example.org"));
    assert!(editor[1].withheld.is_none());
    assert_eq!(editor[2].withheld.as_ref().unwrap().codes, ["COM"]);
}

#[test]
fn many_things_are_told_in_parts_and_none_twice() {
    let mut text = String::new();
    for number in 0..30_000 {
        let minute = number % 60;
        text.push_str(&format!(
            "26/02/2024, 09:{minute:02} - Ada: https://example.org/{number}\n"
        ));
    }
    let mut desk = Desk::with(&[("WhatsApp Chat with Ben.txt", text.as_bytes())]);
    let view = RowsFor::Editor;
    let n_answers = look(&mut desk, Look::Gallery { view }).len();
    assert!((10..200).contains(&n_answers), "{n_answers}");
    let items = gallery(&mut desk, view);
    let records: Vec<u32> = items.iter().map(|item| item.record.0).collect();
    assert_eq!(records, (0..30_000).collect::<Vec<u32>>());
}

#[test]
fn counts_lead_to_their_messages() {
    let mut desk = desk();
    let thread = ThreadId(0);
    let [Seen::Statistics(counted)] = &look(&mut desk, Look::Statistics { thread })[..] else {
        panic!("one answer");
    };
    assert_eq!(counted.people[1].n_attachments, 3);
    let slice = Slice::Person {
        who: Some(ParticipantId(1)),
        what: What::Attachments,
    };
    let found = look(&mut desk, Look::Slice { thread, slice });
    assert_eq!(
        found,
        [Seen::Slice(vec![RecordId(1), RecordId(4), RecordId(5)])]
    );
}

#[test]
fn a_newer_question_of_the_same_kind_ends_the_older() {
    let mut desk = desk();
    let view = RowsFor::Editor;
    for _time in 0..3 {
        let tag = desk.tag();
        let look = Look::Gallery { view };
        desk.session.handle(Request::Look { tag, look }, Vec::new());
    }
    let tag = desk.tag();
    let look = Look::Statistics {
        thread: ThreadId(0),
    };
    desk.session.handle(Request::Look { tag, look }, Vec::new());
    assert_eq!(seen(&desk.finish()).len(), 2);
}

#[test]
fn a_thread_that_is_not_open_is_refused_in_words() {
    let mut desk = desk();
    let tag = desk.tag();
    let look = Look::Parts {
        thread: ThreadId(9),
    };
    let answers = desk.ask(Request::Look { tag, look });
    assert_eq!(failures(&answers).len(), 1);
}

fn parts(text: &str) -> Vec<PrintPart> {
    let mut desk = Desk::with(&[("WhatsApp Chat with Ben.txt", text.as_bytes())]);
    let thread = ThreadId(0);
    match &look(&mut desk, Look::Parts { thread })[..] {
        [Seen::Parts(parts)] => parts.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn long_threads_are_printed_by_month_and_short_ones_whole() {
    let short = parts(TEXT);
    assert_eq!(short.len(), 1);
    assert_eq!(
        (short[0].n_records, short[0].from.as_str()),
        (7, "26/02/2024, 09:05")
    );
    let mut text = String::new();
    for number in 0..12_000_u32 {
        // Two months, the second too long for one part, and one message that steps back.
        let month = if number < 3_000 || number == 3_500 {
            1
        } else {
            2
        };
        text.push_str(&format!("13/{month:02}/2024, 09:00 - Ada: no {number}\n"));
    }
    let long = parts(&text);
    let cuts: Vec<(u32, u32)> = long.iter().map(|at| (at.first.0, at.n_records)).collect();
    assert_eq!(cuts, [(0, 3_000), (3_000, 5_000), (8_000, 4_000)]);
}
