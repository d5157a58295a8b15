//! Decisions against exports as they are opened: what is shown, and where the seams to archives and
//! parsing are.

use std::rc::Rc;

use proptest::prelude::*;

use threadseal::engine::archive::{Archive, Given};
use threadseal::engine::case::{Case, OpenSource, ThreadId};
use threadseal::engine::decision::{Decision, DecisionKind, DecisionLog, Keep, SpanPlace};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::limits::Limits;
use threadseal::engine::parse;
use threadseal::engine::place::{ByteSpan, EntryId, SourceId};
use threadseal::engine::redact::term::Term;
use threadseal::engine::redact::{
    Part, Redactions, Shown, ShownAttachment, Spot, mark_text, occurrences,
};
use threadseal::engine::thread::{Encoding, ParticipantId, RecordId};
use threadseal::engine::time::Instant;

use crate::support::{given, zips};

/// An iPhone's export with a caption, a document and a card.
const IOS: &str = "[31/12/2023, 21:05:07] Ada Poe: Hello Jane\u{2019}s team\r\n\
\u{200e}[31/12/2023, 21:05:08] Jane Sample: look \u{200e}<attached: 00000002-PHOTO-2023-12-31-21-05-08.jpg>\r\n\
\u{200e}[31/12/2023, 21:05:09] Ada Poe: Passport Jane Sample.pdf \u{2022} \u{200e}2 pages \u{200e}<attached: 00000003-Passport Jane Sample.pdf>\r\n\
[31/12/2023, 21:06:00] ~\u{202f}Bob: call @\u{2068}Jane Sample\u{2069}\non +44\u{a0}7700 900123\r\n\
\u{200e}[31/12/2023, 21:07:00] Ada Poe: \u{200e}<attached: 00000005-Jane Sample.vcf>\r\n";

/// An Android export that names one picture twice and one that is not there.
const ANDROID: &str = "31/12/2023, 21:05 - Ada: \u{200e}IMG-20231231-WA0001.jpg (file attached)\n\
31/12/2023, 21:06 - Bob: \u{200e}IMG-20231231-WA0001.jpg (file attached)\nher address\n\
31/12/2023, 21:07 - Ada: \u{200e}IMG-20231231-WA0009.jpg (file attached)\n\
31/12/2023, 21:08 - Bob added Cy\n";

fn opened(id: &str, given: Vec<Given>) -> OpenSource {
    let archive = Archive::open(given, &Limits::USUAL).unwrap().value;
    let threads = archive
        .chat_texts()
        .into_iter()
        .map(|entry| {
            let bytes = archive.read(entry, 1 << 20).unwrap();
            Rc::new(
                parse::thread_from_text(&archive, entry, bytes)
                    .unwrap()
                    .value,
            )
        })
        .collect();
    OpenSource {
        id: SourceId(sha256_hex(id.as_bytes())),
        archive: Rc::new(archive),
        threads,
        findings: Vec::new(),
    }
}

fn ios() -> OpenSource {
    let zip = zips::ordinary(&[
        ("_chat.txt", IOS.as_bytes()),
        ("00000002-PHOTO-2023-12-31-21-05-08.jpg", b"photo"),
        ("00000003-Passport Jane Sample.pdf", b"paper"),
        ("00000005-Jane Sample.vcf", b"card"),
    ]);
    opened("ios", vec![given("WhatsApp Chat - Jane Sample.zip", zip)])
}

fn android() -> OpenSource {
    opened(
        "android",
        vec![
            given("WhatsApp Chat with Jane.txt", ANDROID),
            given("IMG-20231231-WA0001.jpg", *b"picture"),
        ],
    )
}

fn case(sources: Vec<OpenSource>) -> Case {
    Case { sources }
}

fn log(kinds: Vec<DecisionKind>) -> DecisionLog {
    let mut log = DecisionLog::default();
    for (minute, kind) in kinds.into_iter().enumerate() {
        let at = Instant::from_unix_ms(minute as i64 * 60_000);
        log.append(Decision::new("Ada", at, kind));
    }
    log
}

fn codes(code: &str) -> Vec<String> {
    vec![code.to_owned()]
}

fn value(find: &str) -> DecisionKind {
    DecisionKind::Value {
        find: find.to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: codes("TPD"),
        note: None,
    }
}

fn message(case: &Case, thread: u32, record: u32) -> DecisionKind {
    DecisionKind::Message {
        target: case.place(ThreadId(thread), RecordId(record)).unwrap(),
        codes: codes("LPP"),
        note: None,
    }
}

/// A span over the first `needle` in the body of a record.
fn span(case: &Case, thread: u32, record: u32, needle: &str) -> DecisionKind {
    let (_, opened) = case.thread(ThreadId(thread)).unwrap();
    let body = opened.body(RecordId(record));
    let at = (0..body.len())
        .find(|at| body[*at..].starts_with(needle.as_bytes()))
        .unwrap();
    DecisionKind::Span {
        target: case.place(ThreadId(thread), RecordId(record)).unwrap(),
        span: ByteSpan {
            start: opened.body_offset(RecordId(record)) + at as u32,
            len: needle.len() as u32,
        },
        codes: codes("CON"),
        note: None,
    }
}

fn attachment(case: &Case, source: usize, name: &str) -> DecisionKind {
    let open = &case.sources[source];
    let entry = open.archive.find(name).unwrap().0;
    DecisionKind::Attachment {
        source: open.id.clone(),
        entry,
        codes: codes("IDN"),
        note: None,
    }
}

fn flat(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Mark(grounds) => mark_text(&grounds.codes),
        })
        .collect()
}

fn shown(case: &Case, redactions: &Redactions, thread: u32) -> Vec<Shown> {
    let (_, opened) = case.thread(ThreadId(thread)).unwrap();
    (0..opened.n_records())
        .map(|record| redactions.shown(case, ThreadId(thread), RecordId(record)))
        .collect()
}

fn bodies(case: &Case, redactions: &Redactions, thread: u32) -> Vec<String> {
    shown(case, redactions, thread)
        .iter()
        .map(|shown| flat(&shown.body))
        .collect()
}

fn check(case: &Case, kinds: Vec<DecisionKind>, thread: u32, expected: &[&str]) -> Redactions {
    let redactions = Redactions::resolve(case, &log(kinds));
    assert_eq!(bodies(case, &redactions, thread), expected);
    redactions
}

#[test]
fn a_term_leaves_an_iphone_export_without_it() {
    let case = case(vec![ios()]);
    let redactions = check(
        &case,
        vec![value("jane sample"), value("JANE")],
        0,
        &[
            "Hello █[TPD]█\u{2019}s team",
            "look \u{200e}<attached: 00000002-PHOTO-2023-12-31-21-05-08.jpg>",
            "█[TPD]█ \u{2022} \u{200e}2 pages \u{200e}<attached: █[TPD]█>",
            "call @\u{2068}█[TPD]█\u{2069}\non +44\u{a0}7700 900123",
            "\u{200e}<attached: █[TPD]█>",
        ],
    );
    let shown = shown(&case, &redactions, 0);
    assert_eq!(flat(&shown[1].sender), "█[TPD]█");
    assert_eq!(
        shown[1].stamp,
        [Part::Text("31/12/2023, 21:05:08".to_owned())]
    );
    assert_eq!(flat(&redactions.title(&case, ThreadId(0))), "█[TPD]█");
    // The files may go out under neutral names; their own names may not.
    assert!(matches!(shown[2].attachment, ShownAttachment::Entry(_)));
    assert_eq!(shown[2].file_name, None);
    let ShownAttachment::Entry(entry) = shown[4].attachment else {
        panic!("the card may go out");
    };
    assert_eq!(redactions.entry_name(&case, 0, entry), None);
    assert!(redactions.entry_name_grounds(&case, 0, entry).is_some());
    assert_eq!(redactions.entry(0, entry), None);
    let photo = case.sources[0]
        .archive
        .find("00000002-PHOTO-2023-12-31-21-05-08.jpg");
    let photo = photo.unwrap().0;
    assert_eq!(
        redactions.entry_name(&case, 0, photo).as_deref(),
        Some("00000002-PHOTO-2023-12-31-21-05-08.jpg")
    );
    let names: Vec<String> = (0..3)
        .map(|who| flat(&redactions.name(&case, ThreadId(0), ParticipantId(who))))
        .collect();
    assert_eq!(names, ["Ada Poe", "█[TPD]█", "~\u{202f}Bob"]);
}

#[test]
fn a_number_is_found_whatever_spaces_it_was_written_with() {
    let case = case(vec![ios()]);
    let redactions = Redactions::resolve(&case, &log(vec![value("+44 7700 900123")]));
    assert_eq!(
        bodies(&case, &redactions, 0)[3],
        "call @\u{2068}Jane Sample\u{2069}\non █[TPD]█"
    );
}

#[test]
fn a_withheld_document_takes_its_caption_along() {
    let case = case(vec![ios()]);
    let paper = attachment(&case, 0, "00000003-Passport Jane Sample.pdf");
    let redactions = check(
        &case,
        vec![paper],
        0,
        &[
            "Hello Jane\u{2019}s team",
            "look \u{200e}<attached: 00000002-PHOTO-2023-12-31-21-05-08.jpg>",
            "█[IDN]█ \u{2022} \u{200e}2 pages \u{200e}<attached: █[IDN]█>",
            "call @\u{2068}Jane Sample\u{2069}\non +44\u{a0}7700 900123",
            "\u{200e}<attached: 00000005-Jane Sample.vcf>",
        ],
    );
    let shown = shown(&case, &redactions, 0);
    assert!(matches!(&shown[2].attachment, ShownAttachment::Withheld(g) if g.codes == ["IDN"]));
}

#[test]
fn a_withheld_card_takes_the_name_on_it_along() {
    let case = case(vec![ios()]);
    let card = attachment(&case, 0, "00000005-Jane Sample.vcf");
    let redactions = Redactions::resolve(&case, &log(vec![card]));
    let shown = shown(&case, &redactions, 0);
    assert_eq!(flat(&shown[1].sender), "█[IDN]█");
    assert_eq!(
        flat(&shown[3].body),
        "call @\u{2068}█[IDN]█\u{2069}\non +44\u{a0}7700 900123"
    );
    assert_eq!(flat(&redactions.title(&case, ThreadId(0))), "█[IDN]█");
    // It stands in the name of the passport, too.
    assert_eq!(shown[2].file_name, None);
}

#[test]
fn loose_files_and_two_sources_are_told_apart() {
    let case = case(vec![ios(), android()]);
    let redactions = check(
        &case,
        vec![message(&case, 1, 0)],
        1,
        &[
            "█[LPP]█",
            "\u{200e}█[LPP]█ (file attached)\nher address",
            "\u{200e}IMG-20231231-WA0009.jpg (file attached)",
            "Bob added Cy",
        ],
    );
    let shown_android = shown(&case, &redactions, 1);
    assert!(matches!(
        shown_android[1].attachment,
        ShownAttachment::Withheld(_)
    ));
    assert_eq!(shown_android[2].attachment, ShownAttachment::Absent);
    assert_eq!(
        shown_android[2].file_name.as_deref(),
        Some("IMG-20231231-WA0009.jpg")
    );
    assert_eq!(flat(&redactions.title(&case, ThreadId(1))), "Jane");
    let n_entries = case.sources[0].archive.entries().len() as u32;
    for entry in (0..n_entries).map(EntryId) {
        assert_eq!(
            redactions.entry(0, entry),
            None,
            "entries of the other source stay"
        );
    }
    assert_eq!(
        redactions.decisions()[0].first,
        Some((ThreadId(1), RecordId(0)))
    );
}

#[test]
fn decisions_without_their_source_stay_listed_and_do_nothing() {
    let both = case(vec![ios(), android()]);
    let kinds = vec![
        message(&both, 1, 0),
        span(&both, 1, 1, "address"),
        attachment(&both, 1, "IMG-20231231-WA0001.jpg"),
        span(&both, 0, 0, "Hello"),
    ];
    let alone = case(vec![ios()]);
    let redactions = Redactions::resolve(&alone, &log(kinds));
    let places: Vec<u32> = redactions.decisions().iter().map(|s| s.n_places).collect();
    assert_eq!(places, [1, 0, 0, 0]);
    assert_eq!(
        redactions.decisions()[0].first,
        Some((ThreadId(0), RecordId(0)))
    );
    assert_eq!(
        bodies(&alone, &redactions, 0)[0],
        "█[CON]█ Jane\u{2019}s team"
    );
}

#[test]
fn utf16_exports_are_cut_where_the_person_pointed() {
    for big_end in [false, true] {
        let mut bytes = vec![];
        for unit in format!("\u{feff}{ANDROID}").encode_utf16() {
            bytes.extend(if big_end {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            });
        }
        let case = case(vec![opened(
            "utf16",
            vec![given("WhatsApp Chat with Jane.txt", bytes)],
        )]);
        let (_, thread) = case.thread(ThreadId(0)).unwrap();
        assert_ne!(thread.encoding, Encoding::Utf8);
        let first = (0..thread.n_records())
            .map(RecordId)
            .position(|record| thread.body(record).ends_with(b"her address"))
            .unwrap() as u32;
        let kinds = vec![
            span(&case, 0, first, "address"),
            message(&case, 0, first + 2),
        ];
        let redactions = Redactions::resolve(&case, &log(kinds));
        let bodies = bodies(&case, &redactions, 0);
        assert!(bodies[first as usize].ends_with("(file attached)\nher █[CON]█"));
        assert_eq!(bodies[first as usize + 2], "█[LPP]█");
        assert_eq!(
            redactions
                .decisions()
                .iter()
                .map(|s| s.n_places)
                .collect::<Vec<_>>(),
            [1, 1]
        );
    }
}

#[test]
fn occurrences_are_what_a_value_withholds() {
    let case = case(vec![ios(), android()]);
    let spots = occurrences(&case, "jane");
    let redactions = Redactions::resolve(&case, &log(vec![value("jane")]));
    assert_eq!(redactions.decisions()[0].n_places as usize, spots.len());
    let count = |is: fn(&Spot) -> bool| spots.iter().filter(|spot| is(spot)).count();
    assert_eq!(count(|spot| matches!(spot, Spot::Title(..))), 2);
    assert_eq!(count(|spot| matches!(spot, Spot::Name(..))), 1);
    assert_eq!(count(|spot| matches!(spot, Spot::Body(..))), 5);
    // The passport, the card, and the loose chat text.
    assert_eq!(count(|spot| matches!(spot, Spot::EntryName(..))), 3);
    // Taking out every hit in a body leaves the bodies alone, but for names of files.
    let except = spots
        .iter()
        .filter_map(|spot| match spot {
            Spot::Body(thread, record, span) => Some(SpanPlace {
                target: case.place(*thread, *record)?,
                span: *span,
            }),
            Spot::Title(..) | Spot::Name(..) | Spot::EntryName(..) => None,
        })
        .collect();
    let kind = DecisionKind::Value {
        find: "jane".to_owned(),
        keep: Keep::Nothing,
        except,
        codes: codes("TPD"),
        note: None,
    };
    check(
        &case,
        vec![kind],
        0,
        &[
            "Hello Jane\u{2019}s team",
            "look \u{200e}<attached: 00000002-PHOTO-2023-12-31-21-05-08.jpg>",
            "█[TPD]█ \u{2022} \u{200e}2 pages \u{200e}<attached: █[TPD]█>",
            "call @\u{2068}Jane Sample\u{2069}\non +44\u{a0}7700 900123",
            "\u{200e}<attached: █[TPD]█>",
        ],
    );
}

#[test]
fn the_editor_sees_the_same_marks_as_the_recipient() {
    let case = case(vec![ios()]);
    let kinds = vec![
        value("jane"),
        span(&case, 0, 3, "call"),
        message(&case, 0, 0),
    ];
    let redactions = Redactions::resolve(&case, &log(kinds));
    let (_, thread) = case.thread(ThreadId(0)).unwrap();
    for (record, shown) in shown(&case, &redactions, 0).iter().enumerate() {
        let record = RecordId(record as u32);
        let spans = redactions.spans(&case, ThreadId(0), record);
        let marks: Vec<_> = shown
            .body
            .iter()
            .filter_map(|part| match part {
                Part::Mark(grounds) => Some(grounds.clone()),
                Part::Text(_) => None,
            })
            .collect();
        let grounds: Vec<_> = spans.iter().map(|(_, grounds)| grounds.clone()).collect();
        assert_eq!(grounds, marks, "record {record:?}");
        // What is left between the spans is what is shown.
        let bytes = thread.bytes(record);
        let mut at = thread.body_offset(record) as usize;
        let end = at + thread.body(record).len();
        let mut rest = String::new();
        for (span, grounds) in &spans {
            rest.push_str(&String::from_utf8_lossy(&bytes[at..span.start as usize]));
            rest.push_str(&mark_text(&grounds.codes));
            at = span.end() as usize;
        }
        rest.push_str(&String::from_utf8_lossy(&bytes[at..end]));
        assert_eq!(rest, flat(&shown.body));
    }
    let name = redactions.name_spans(ThreadId(0), ParticipantId(1));
    assert_eq!(name.len(), 1);
    assert_eq!(name[0].0, ByteSpan { start: 0, len: 4 });
    assert_eq!(
        redactions.title_spans(ThreadId(0))[0].0,
        ByteSpan { start: 0, len: 4 }
    );
}

#[test]
fn what_is_not_there_is_nothing() {
    let case = case(vec![ios()]);
    let redactions = Redactions::resolve(&case, &DecisionLog::default());
    let shown = redactions.shown(&case, ThreadId(7), RecordId(0));
    assert!(shown.body.is_empty() && shown.sender.is_empty() && shown.stamp.is_empty());
    let shown = redactions.shown(&case, ThreadId(0), RecordId(700));
    assert!(shown.body.is_empty() && shown.sender.is_empty());
    assert!(redactions.title(&case, ThreadId(7)).is_empty());
    assert!(
        redactions
            .name(&case, ThreadId(0), ParticipantId(99))
            .is_empty()
    );
    assert_eq!(redactions.entry_name(&case, 0, EntryId(99)), None);
    assert_eq!(redactions.entry_name(&case, 9, EntryId(0)), None);
}

proptest! {
    // Whole exports: whatever a person picks as term, no part of what is shown holds it.
    #[test]
    fn no_part_of_an_export_is_shown_that_holds_the_term(
        from in 0_usize..600, len in 1_usize..14, upper in any::<bool>(),
    ) {
        let case = case(vec![ios(), android()]);
        let all: Vec<char> = IOS.chars().chain(ANDROID.chars()).collect();
        let from = from.min(all.len() - 1);
        let mut find: String = all[from..all.len().min(from + len)].iter().collect();
        if upper {
            find = find.to_uppercase();
        }
        let Some(term) = Term::new(&find) else { return Ok(()) };
        let redactions = Redactions::resolve(&case, &log(vec![value(&find)]));
        for thread in 0..2 {
            for shown in shown(&case, &redactions, thread) {
                let mut texts = vec![shown.file_name.unwrap_or_default()];
                for part in shown.body.into_iter().chain(shown.sender) {
                    texts.extend(match part {
                        Part::Text(text) => Some(text),
                        Part::Mark(_) => None,
                    });
                }
                for text in texts {
                    prop_assert!(term.spans(text.as_bytes()).is_empty(), "{:?} in {:?}", find, text);
                }
            }
        }
    }
}
