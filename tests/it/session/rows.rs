//! Rows: exact text and places for the editor, only what may be shown for the recipient.

use proptest::prelude::*;
use threadseal::engine::case::ThreadId;
use threadseal::engine::decision::{DecisionKind, Keep, SpanPlace};
use threadseal::engine::place::{ByteSpan, EntryId, SourceId};
use threadseal::engine::session::protocol::{Event, MediaClass, Request, Row, RowsFor};
use threadseal::engine::thread::{Flags, Kind, RecordId};

use super::desk::{Desk, name_of, text_of};
use super::{TEXT, entries};
use crate::support::zips;

fn desk() -> Desk {
    let zip = zips::ordinary(&entries());
    Desk::with(&[("WhatsApp Chat with Ben.zip", &zip)])
}

fn codes(code: &str) -> Vec<String> {
    vec![code.to_owned()]
}

#[test]
fn rows_say_what_the_text_says() {
    let rows = desk().rows(RowsFor::Editor, None);
    assert_eq!(rows.len(), 6);
    assert_eq!(text_of(&rows[0]), "hello Ben");
    assert_eq!(name_of(&rows[0]), "Ada Poe");
    assert_eq!(rows[0].stamp, "31/12/2023, 21:05");
    assert_eq!(rows[0].time, "21:05");
    assert_eq!(
        rows[0].day,
        Some(("2023-12-31".to_owned(), "Sunday".to_owned()))
    );
    assert_eq!(text_of(&rows[1]), "look at this");
    let picture = rows[1].attachment.as_ref().unwrap();
    assert_eq!(picture.name, "IMG-20231231-WA0001.jpg");
    assert_eq!(picture.class, MediaClass::Picture);
    assert_eq!(picture.mime, "image/jpeg");
    assert_eq!(picture.entry, Some(EntryId(1)));
    assert_eq!(text_of(&rows[3]), "happy new year \u{fffd}\u{fffd} done");
    let missing = rows[4].attachment.as_ref().unwrap();
    assert_eq!(missing.entry, None);
    assert_eq!(missing.name, "IMG-20240102-WA0009.jpg");
    assert_eq!(text_of(&rows[4]), "");
}

/// The bytes of the text that a row's record stands on.
fn record_bytes<'a>(text: &'a [u8], row: &Row) -> &'a [u8] {
    let start = row.place.byte_start as usize;
    &text[start..start + row.place.byte_len as usize]
}

fn check_places(text: &[u8], row: &Row) {
    let bytes = record_bytes(text, row);
    let mut at = 0;
    for piece in row.sender_name.iter().chain(&row.body) {
        assert!(piece.span.start >= at, "pieces overlap: {row:?}");
        at = piece.span.end();
        let stands_for = &bytes[piece.span.start as usize..piece.span.end() as usize];
        if piece.atomic {
            assert!(std::str::from_utf8(stands_for).is_err(), "{piece:?}");
        } else {
            assert_eq!(stands_for, piece.text.as_bytes());
        }
        assert!(!stands_for.is_empty());
    }
}

#[test]
fn what_cannot_be_resolved_is_shown_as_it_is_written() {
    let text: &[u8] = b"13/02/2023, 21:05 - Ada: one\n02/15/2023, 21:06 - Ada: two\n\
        14/02/2023, 21:07 - Ada: three\n";
    let mut desk = Desk::with(&[("WhatsApp Chat with Ada.txt", text)]);
    for view in [RowsFor::Editor, RowsFor::Recipient] {
        let rows = desk.rows(view, None);
        let unresolved: Vec<&Row> = rows.iter().filter(|row| row.day.is_none()).collect();
        assert_eq!(unresolved.len(), 1, "{rows:?}");
        assert_eq!(unresolved[0].time, "02/15/2023, 21:06");
        // Dates that contradict each other are no better than assumed.
        assert!(
            rows.iter()
                .all(|row| row.flags.has(Flags::DATE_ORDER_ASSUMED))
        );
        assert_eq!(rows[0].time, "21:05");
    }
}

#[test]
fn pieces_stand_for_their_bytes() {
    let mut desk = desk();
    for row in desk.rows(RowsFor::Editor, Some("a")) {
        check_places(TEXT, &row);
    }
}

#[test]
fn hits_are_marked_in_both_views() {
    let mut desk = desk();
    for view in [RowsFor::Editor, RowsFor::Recipient] {
        let rows = desk.rows(view, Some("BEN"));
        let hits: Vec<&str> = rows
            .iter()
            .flat_map(|row| &row.body)
            .filter(|piece| piece.hit)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(hits, ["Ben"], "{view:?}");
    }
}

#[test]
fn a_withheld_span_is_marked_for_the_editor_and_gone_for_the_recipient() {
    let mut desk = desk();
    let rows = desk.rows(RowsFor::Editor, None);
    let start = record_bytes(TEXT, &rows[2])
        .windows(4)
        .position(|window| window == b"4812")
        .unwrap() as u32;
    desk.decide(DecisionKind::Span {
        target: rows[2].place.clone(),
        span: ByteSpan { start, len: 4 },
        codes: codes("SEC"),
        note: None,
    });
    let row = &desk.rows(RowsFor::Editor, None)[2];
    let marked: Vec<&str> = row
        .body
        .iter()
        .filter(|piece| piece.withheld.is_some())
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(marked, ["4812"]);
    assert_eq!(text_of(row), "the code is 4812\nplease keep it");
    check_places(TEXT, row);
    let row = &desk.rows(RowsFor::Recipient, None)[2];
    assert_eq!(text_of(row), "the code is █[SEC]█\nplease keep it");
    assert_eq!(row.withheld, None);
    assert!(row.body.iter().all(|piece| piece.span.len == 0));
    assert_eq!(
        row.body[1].withheld.as_ref().unwrap().decisions,
        Vec::<String>::new()
    );
}

#[test]
fn a_withheld_message_shows_neither_kind_nor_file() {
    let mut desk = desk();
    let rows = desk.rows(RowsFor::Editor, None);
    desk.decide(DecisionKind::Message {
        target: rows[1].place.clone(),
        codes: codes("TPD"),
        note: None,
    });
    let editor = &desk.rows(RowsFor::Editor, None)[1];
    assert_eq!(editor.withheld.as_ref().unwrap().codes, ["TPD"]);
    assert_eq!(editor.withheld.as_ref().unwrap().decisions.len(), 1);
    assert_eq!(text_of(editor), "look at this");
    assert!(editor.attachment.as_ref().unwrap().withheld.is_some());
    let recipient = &desk.rows(RowsFor::Recipient, None)[1];
    assert_eq!(text_of(recipient), "█[TPD]█");
    assert_eq!(recipient.attachment, None);
    assert_eq!(recipient.kind, Kind::Text);
    assert_eq!(recipient.flags, Flags::default());
    assert!(recipient.withheld.is_some());
}

#[test]
fn a_withheld_file_is_neither_named_nor_given() {
    let mut desk = desk();
    let source = desk.rows(RowsFor::Editor, None)[1].place.source.clone();
    desk.decide(DecisionKind::Attachment {
        source,
        entry: EntryId(1),
        codes: codes("TPD"),
        note: None,
    });
    let row = &desk.rows(RowsFor::Recipient, None)[1];
    let file = row.attachment.as_ref().unwrap();
    assert_eq!((file.name.as_str(), file.entry), ("", None));
    assert_eq!((file.size_bytes, file.mime.as_str()), (0, ""));
    assert!(!text_of(row).contains("WA0001"), "{row:?}");
    let editor = &desk.rows(RowsFor::Editor, None)[1];
    let file = editor.attachment.as_ref().unwrap();
    assert_eq!(file.name, "IMG-20231231-WA0001.jpg");
    assert!(file.withheld.is_some());
    let marked = editor.body.iter().find(|piece| piece.withheld.is_some());
    assert_eq!(marked.unwrap().text, "IMG-20231231-WA0001.jpg");
    check_places(TEXT, editor);
}

#[test]
fn an_empty_message_can_be_withheld() {
    let text =
        b"31/12/2023, 21:05 - Ada: null\n31/12/2023, 21:06 - Ada: \n31/12/2023, 21:07 - Ben: x\n";
    let mut desk = Desk::with(&[("WhatsApp Chat with Ben.txt", text)]);
    let rows = desk.rows(RowsFor::Editor, None);
    assert_eq!(rows.len(), 3);
    desk.decide(DecisionKind::Message {
        target: rows[1].place.clone(),
        codes: codes("TPD"),
        note: None,
    });
    for view in [RowsFor::Editor, RowsFor::Recipient] {
        let rows = desk.rows(view, None);
        assert_eq!(
            rows[1].withheld.as_ref().unwrap().codes,
            ["TPD"],
            "{view:?}"
        );
        assert_eq!(rows[0].withheld, None);
    }
}

#[test]
fn a_withheld_name_is_in_no_row_of_the_recipient() {
    let mut desk = desk();
    desk.decide(DecisionKind::Value {
        find: "ada poe".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: codes("TPD"),
        note: None,
    });
    for row in desk.rows(RowsFor::Recipient, None) {
        let drawn = format!("{}{}{:?}", name_of(&row), text_of(&row), row.attachment);
        assert!(!drawn.to_lowercase().contains("ada"), "{row:?}");
        assert_eq!(row.sender.is_none(), name_of(&row).contains('█'));
    }
    let editor = desk.rows(RowsFor::Editor, None);
    assert_eq!(name_of(&editor[0]), "Ada Poe");
    assert!(editor[0].sender_name[0].withheld.is_some());
}

#[test]
fn rows_follow_the_log_at_once_and_a_broken_log_changes_nothing() {
    let mut desk = desk();
    desk.decide(DecisionKind::Value {
        find: "4812".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: codes("SEC"),
        note: None,
    });
    let answers = desk.ask(Request::Decisions {
        revision: 99,
        log: "{\"format\":\"something else\"}".to_owned(),
        identities: Vec::new(),
    });
    assert!(matches!(answers[0].0, Event::Failed { .. }));
    assert!(text_of(&desk.rows(RowsFor::Recipient, None)[2]).contains("█[SEC]█"));
}

#[test]
fn an_exception_of_a_term_stays() {
    let mut desk = desk();
    let rows = desk.rows(RowsFor::Editor, None);
    let start = record_bytes(TEXT, &rows[5])
        .windows(4)
        .position(|window| window == b"4812")
        .unwrap() as u32;
    desk.decide(DecisionKind::Value {
        find: "4812".to_owned(),
        keep: Keep::Nothing,
        except: vec![SpanPlace {
            target: rows[5].place.clone(),
            span: ByteSpan { start, len: 4 },
        }],
        codes: codes("SEC"),
        note: None,
    });
    let rows = desk.rows(RowsFor::Recipient, None);
    assert!(text_of(&rows[2]).contains("█[SEC]█"));
    assert!(text_of(&rows[5]).starts_with("4812 again"));
}

#[test]
fn decisions_under_a_provisional_name_hold_at_once() {
    let zip = zips::ordinary(&entries());
    let mut desk = Desk::new();
    desk.start_open(&[("a.zip", &zip)]);
    desk.session.step();
    desk.session.step();
    let tag = desk.tag();
    desk.session.handle(
        Request::Rows {
            tag,
            thread: ThreadId(0),
            first: RecordId(0),
            n_rows: 1,
            view: RowsFor::Editor,
            highlight: None,
        },
        Vec::new(),
    );
    let place = desk
        .session
        .take_events()
        .into_iter()
        .find_map(|(event, _)| match event {
            Event::Rows { rows, .. } => Some(rows[0].place.clone()),
            _other => None,
        })
        .unwrap();
    assert!(place.source.is_provisional());
    let answers = desk.decide(DecisionKind::Message {
        target: place.clone(),
        codes: codes("TPD"),
        note: None,
    });
    assert_eq!(text_of(&desk.rows(RowsFor::Recipient, None)[0]), "█[TPD]█");
    // The page renames the source in its log once the digest is there.
    let id = answers
        .iter()
        .find_map(|(event, _)| match event {
            Event::Digested { id, .. } => Some(id.clone()),
            _other => None,
        })
        .unwrap();
    desk.log.confirm(&place.source, &id);
    desk.send_log(vec![(0, id.clone())]);
    let rows = desk.rows(RowsFor::Recipient, None);
    assert_eq!(text_of(&rows[0]), "█[TPD]█");
    assert_eq!(rows[0].place.source, SourceId(id.0));
}

#[test]
fn a_very_long_body_is_cut_and_all_of_it_can_be_had() {
    let long: String = "päge ".repeat(10_000);
    let text = format!("31/12/2023, 21:05 - Ada: {long}\n31/12/2023, 21:06 - Ben: short\n");
    let mut desk = Desk::with(&[("WhatsApp Chat with Ben.txt", text.as_bytes())]);
    for view in [RowsFor::Editor, RowsFor::Recipient] {
        let rows = desk.rows(view, None);
        assert_eq!(rows[0].n_more_chars, 30_000);
        assert_eq!(rows[1].n_more_chars, 0);
        let last = rows[0].body.last().unwrap();
        assert!(last.atomic && last.text.contains("30000"), "{last:?}");
        let shown: String = long.chars().take(20_000).collect();
        assert!(text_of(&rows[0]).starts_with(&shown));
        let tag = desk.tag();
        let answers = desk.ask(Request::LongRow {
            tag,
            thread: ThreadId(0),
            record: RecordId(0),
            view,
            highlight: Some("\"GE PÄ\"".to_owned()),
            max_chars: 100_000,
        });
        let Event::Rows { rows, .. } = &answers[0].0 else {
            panic!("{answers:?}");
        };
        assert_eq!(rows.len(), 1);
        assert_eq!(text_of(&rows[0]), long);
        assert_eq!(rows[0].n_more_chars, 0);
        let n_hits = rows[0].body.iter().filter(|piece| piece.hit).count();
        assert_eq!(n_hits, 9_999);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever a body holds and wherever a decision points, the editor's pieces stand for their
    /// bytes, and together they are the body.
    #[test]
    fn pieces_are_the_body(
        body in proptest::collection::vec(prop_oneof![
            8 => Just(b"ab ".to_vec()),
            2 => Just("é".as_bytes().to_vec()),
            2 => Just("👋".as_bytes().to_vec()),
            1 => Just(vec![0xff]),
            1 => Just(vec![0x80, 0x80]),
            1 => Just(vec![0xf0, 0x9f]),
            1 => Just(b"\n".to_vec()),
        ], 1..40),
        start in 0_u32..80,
        len in 1_u32..20,
    ) {
        let mut text = b"31/12/2023, 21:05 - Ada: x".to_vec();
        text.extend(body.concat());
        text.extend(b"x\n31/12/2023, 21:06 - Ben: yes\n");
        let mut desk = Desk::with(&[("WhatsApp Chat with Ben.txt", &text)]);
        let place = desk.rows(RowsFor::Editor, None)[0].place.clone();
        desk.decide(DecisionKind::Span {
            target: place,
            span: ByteSpan { start, len },
            codes: codes("TPD"),
            note: None,
        });
        let row = &desk.rows(RowsFor::Editor, Some("b"))[0];
        check_places(&text, row);
        let drawn: usize = row.body.iter().map(|piece| piece.span.len as usize).sum();
        let header = b"31/12/2023, 21:05 - Ada: ".len();
        prop_assert_eq!(drawn, record_bytes(&text, row).len() - header - 1);
    }
}
