//! Withheld values planted in every form into every file of a hand-made package, and clean packages
//! whose withheld words are common ones.

mod copies;

use std::io::Write;
use std::rc::Rc;

use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use sha2::{Digest, Sha256, Sha512};

use super::LeakReport;
use crate::engine::archive::{Archive, Given};
use crate::engine::case::{Case, OpenSource, ThreadId};
use crate::engine::decision::{Decision, DecisionKind, DecisionLog, Keep};
use crate::engine::limits::Limits;
use crate::engine::place::{ByteSpan, EntryId, SourceId};
use crate::engine::thread::{DateOrder, OrderState, ShownOrder};
use crate::engine::thread::{
    Encoding, Flags, HalfDay, Kind, Participant, ParticipantId, Platform, RawStamp, Record,
    RecordId, Shape, Thread,
};
use crate::engine::time::Instant;
use crate::engine::verify::leak::LeakJob;
use crate::engine::verify::testkit::{
    Bag, CUSTODY, LOG, LOG_TABLE, MESSAGES, PAGE, PICTURE, TABLE, TEXT, hex256, leaks_of, zip,
};

/// The withheld words of the small package's case.
const SECRET: &str = "Jane Sämple-Okafor";
const PHONE: &str = "+44 7700 900123";

/// A case with the thread that the small package could have been made from. The body of record 3
/// is withheld whole; `words` are appended to it.
fn case(body: &str) -> Case {
    case_with(body, ("Passport Jane.jpg", b"the withheld picture"))
}

/// The same with another file beside the chat text, which is entry 1.
fn case_with(body: &str, (name, bytes): (&str, &[u8])) -> Case {
    let lines = [
        ("29/02/24, 23:59", None, "Messages are encrypted."),
        (
            "01/03/24, 10:00",
            Some("Ada & 'Co'"),
            "call +44 7700 900123 or\nsay █[so]█",
        ),
        ("01/03/24, 10:01:05", Some("Eve Adams"), body),
        ("02/03/24, 00:00", Some("Bo: x"), "<a> look\r\n"),
        ("02/03/24, 00:01", Some("Bo: x"), ""),
        ("02/03/24, 00:02", Some("Bo: x"), "gone"),
    ];
    let mut text = Vec::new();
    let mut records = Vec::new();
    let mut participants: Vec<Participant> = Vec::new();
    for (index, (stamp, sender, body)) in lines.into_iter().enumerate() {
        let start = text.len() as u32;
        text.extend_from_slice(stamp.as_bytes());
        text.extend_from_slice(b" - ");
        let stamp_len = text.len() as u32 - start;
        let participant = sender.map(|name| {
            text.extend_from_slice(name.as_bytes());
            text.extend_from_slice(b": ");
            let known = participants.iter().position(|known| known.name == name);
            let id = known.unwrap_or(participants.len());
            if known.is_none() {
                participants.push(Participant {
                    name: name.to_owned(),
                    n_messages: 1,
                    first_record: RecordId(index as u32),
                });
            }
            ParticipantId(id as u32)
        });
        let sender_len = text.len() as u32 - start - stamp_len;
        text.extend_from_slice(body.as_bytes());
        text.push(b'\n');
        records.push(Record {
            start,
            stamp_len,
            sender_len,
            participant,
            attachment: None,
            stamp: Some(RawStamp {
                date: [1, 3, 24],
                hour: 10,
                minute: 0,
                second: 255,
                half: HalfDay::None,
            }),
            shape: 0,
            kind: Kind::Text,
            flags: Flags(0),
        });
    }
    let zip = zip(&[
        ("_chat.txt".to_owned(), text.clone()),
        (name.to_owned(), bytes.to_vec()),
    ]);
    let digest = hex256(&zip);
    let given = Given {
        name: "WhatsApp Chat.zip".to_owned(),
        source: Rc::new(zip),
    };
    let archive = Archive::open(vec![given], &Limits::USUAL).unwrap().value;
    let thread = Thread {
        entry: EntryId(0),
        title: "Chat with Jane".to_owned(),
        platform: Platform::Android,
        encoding: Encoding::Utf8,
        text: text.into(),
        records,
        origin: Vec::new(),
        participants,
        attachments: Vec::new(),
        shapes: vec![Shape {
            pattern: "dd/dd/dd, dd:dd - ".to_owned(),
            n_records: 6,
            first: RecordId(0),
            order: DateOrder::Dmy,
            state: OrderState::Proven,
            shown: ShownOrder {
                order: DateOrder::Dmy,
                state: OrderState::Proven,
                evidence: String::new(),
                records: Vec::new(),
            },
            year: crate::engine::thread::YearForm::Written,
            possible: vec![DateOrder::Dmy],
            chosen: None,
        }],
    };
    Case {
        sources: vec![OpenSource {
            id: SourceId(digest),
            archive: Rc::new(archive),
            threads: vec![Rc::new(thread)],
            findings: Vec::new(),
        }],
    }
}

fn codes() -> Vec<String> {
    vec!["TPD".to_owned()]
}

fn decide(log: &mut DecisionLog, kind: DecisionKind) -> String {
    let at = Instant::from_rfc3339("2024-03-01T09:30:00Z").unwrap();
    let decision = Decision::new("A. Clerk", at, kind);
    let id = decision.id.0.clone();
    log.append(decision);
    id
}

fn message(case: &Case, record: u32) -> DecisionKind {
    DecisionKind::Message {
        target: case.place(ThreadId(0), RecordId(record - 1)).unwrap(),
        codes: codes(),
        note: None,
    }
}

fn span(case: &Case, record: u32, of: &str) -> DecisionKind {
    let (_, thread) = case.thread(ThreadId(0)).unwrap();
    let bytes = thread.bytes(RecordId(record - 1));
    let start = memchr::memmem::find(bytes, of.as_bytes()).unwrap();
    DecisionKind::Span {
        target: case.place(ThreadId(0), RecordId(record - 1)).unwrap(),
        span: ByteSpan {
            start: start as u32,
            len: of.len() as u32,
        },
        codes: codes(),
        note: None,
    }
}

fn value(find: &str) -> DecisionKind {
    DecisionKind::Value {
        find: find.to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: codes(),
        note: None,
    }
}

fn run(bag: &Bag, case: &Case, log: &DecisionLog) -> LeakReport {
    leaks_of(LeakJob::new(Rc::new(bag.zip()), case, log))
}

/// The check on the small package with that body of record 3 withheld whole.
fn with_body(bag: &Bag, body: &str) -> LeakReport {
    let case = case(body);
    let mut log = DecisionLog::default();
    decide(&mut log, message(&case, 3));
    run(bag, &case, &log)
}

/// The small package, written with the words that real ones have.
fn clean_bag() -> Bag {
    let mut bag = Bag::small();
    bag.put("README.txt", b"WHAT THIS IS\n");
    bag.seal();
    bag
}

#[test]
fn a_clean_package_has_no_leaks() {
    for body in [
        SECRET,
        PHONE,
        "message",
        "body",
        "the",
        "sender",
        "Reason",
        "transcript",
        "thread",
        "attachment",
        "Contact details",
        "text",
        "jpg",
        "image/jpeg",
        "messages.jsonl",
        "mark",
        "redacted",
        "included",
        "sha256",
        "data/media",
        "4711",
        "2024",
        "6666",
        "Clerkenwell",
        "manifest-sha256.txt",
        "Personal data of somebody else",
        "data",
        "null",
        "export",
        "color",
    ] {
        let report = with_body(&clean_bag(), body);
        assert_eq!(report.leaks, [], "{body}");
        assert!(report.n_values > 0 && report.n_bytes > 0);
        if body != "2024" {
            assert!(report.visible.len() <= 1, "{body}: {:?}", report.visible);
        }
        assert_eq!(report.unsearchable, Vec::<String>::new(), "{body}");
    }
}

#[test]
fn what_is_too_short_is_said_and_not_quoted() {
    for body in ["█", "0", "42", "ok", "é", " \u{200e}x "] {
        let report = with_body(&clean_bag(), body);
        assert_eq!(report.leaks, [], "{body}");
        assert_eq!(
            report.unsearchable,
            ["redaction 1: too short to search for"]
        );
    }
}

#[test]
fn a_year_in_a_stamp_is_visible_and_does_not_block() {
    let mut bag = clean_bag();
    bag.edit(TEXT, "01/03/24, 10:00 ", "01/03/2024, 10:00 ");
    bag.seal();
    let report = with_body(&bag, "2024");
    assert_eq!(report.leaks, []);
    assert_eq!(report.visible.len(), 1, "{:?}", report.visible);
    assert_eq!(report.visible[0].record, Some((1, 2)));
    assert!(
        report.visible[0].place.contains("stamp"),
        "{:?}",
        report.visible
    );
}

#[test]
fn digits_by_chance_in_digests_and_sizes_are_no_leak() {
    let bag = clean_bag();
    let manifest = bag.text("manifest-sha512.txt");
    let digits: Vec<&str> = manifest
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4 && *run != "0001")
        .collect();
    assert!(!digits.is_empty());
    for pin in digits.into_iter().take(5) {
        assert_eq!(with_body(&bag, pin).leaks, [], "{pin}");
    }
    assert_eq!(with_body(&bag, "beef").leaks, []);
}

/// The forms in which a value is planted, and how the report calls them.
fn forms(secret: &str) -> Vec<(&'static str, Vec<u8>)> {
    use unicode_normalization::UnicodeNormalization;
    let text = |text: String| text.into_bytes();
    let percent = |upper: bool| {
        let hex = |byte: u8| {
            if upper {
                format!("%{byte:02X}")
            } else {
                format!("%{byte:02x}")
            }
        };
        let one = |byte: u8| match byte {
            b' ' => "+".to_owned(),
            b'a'..=b'z' | b'A'..=b'Z' => char::from(byte).to_string(),
            other => hex(other),
        };
        secret.bytes().map(one).collect::<String>()
    };
    let utf16 =
        |order: fn(u16) -> [u8; 2]| secret.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let mut out = vec![
        ("text", text(secret.to_owned())),
        ("text", text(secret.nfc().collect())),
        ("text", text(secret.nfd().collect())),
        ("text", text(secret.nfkc().collect())),
        ("text", text(secret.to_lowercase())),
        ("text", text(secret.to_uppercase())),
        ("text", text(secret.replace('ä', "a"))),
        ("text", text(secret.replace(' ', "\u{a0}\u{200e}"))),
        ("URL-encoded", text(percent(true))),
        ("URL-encoded", text(percent(false))),
        ("HTML entities", text(secret.replace('ä', "&auml;"))),
        (
            "HTML entities",
            text(
                secret
                    .chars()
                    .map(|c| format!("&#{};", u32::from(c)))
                    .collect(),
            ),
        ),
        (
            "HTML entities",
            text(
                secret
                    .chars()
                    .map(|c| format!("&#x{:X};", u32::from(c)))
                    .collect(),
            ),
        ),
        (
            "escapes",
            text(
                secret
                    .chars()
                    .map(|c| format!("\\u{:04x}", u32::from(c)))
                    .collect(),
            ),
        ),
        (
            "quoted-printable",
            text(secret.bytes().map(|byte| format!("={byte:02X}")).collect()),
        ),
        ("hex", text(HEXLOWER.encode(secret.as_bytes()))),
        ("hex", text(HEXUPPER.encode(secret.as_bytes()))),
        ("reversed", text(secret.chars().rev().collect())),
        ("UTF-16", utf16(u16::to_le_bytes)),
        ("UTF-16", utf16(u16::to_be_bytes)),
        ("text", secret.chars().map(|c| u32::from(c) as u8).collect()),
    ];
    for before in ["", "x", "xy"] {
        let inner = format!("{before}{secret}");
        out.push(("Base64", text(BASE64.encode(inner.as_bytes()))));
        out.push(("Base64", text(BASE64URL_NOPAD.encode(inner.as_bytes()))));
    }
    for line_end in ["", "\n"] {
        let inner = format!("{secret}{line_end}");
        let sha256 = Sha256::digest(inner.as_bytes());
        let sha512 = Sha512::digest(inner.as_bytes());
        out.push(("SHA-256", text(HEXLOWER.encode(&sha256))));
        out.push(("SHA-256", text(BASE64.encode(&sha256))));
        out.push(("SHA-512", text(HEXUPPER.encode(&sha512))));
    }
    out
}

/// Where a value is planted: the file, what stands before it and after it.
const SPOTS: [(&str, &str, &str); 16] = [
    ("README.txt", "", "WHAT THIS IS"),
    ("bag-info.txt", "Bag-Software-Agent: ", ""),
    ("bagit.txt", "", "BagIt"),
    (CUSTODY, "\"actor\":\"", ""),
    (CUSTODY, "\"detail\":{", "},\"object\""),
    (LOG, "\"note\":\"", ""),
    (LOG, "\"decided_by\":\"", ""),
    (LOG_TABLE, "body,1,SPD TPD,'", ""),
    (TABLE, "absent,", ""),
    (MESSAGES, "\"name\":\"", ""),
    (MESSAGES, "\"kind\":\"", ""),
    (MESSAGES, "\"raw_stamp\":\"29", ""),
    (PAGE, "<title>", ""),
    (PAGE, "<style>", ""),
    (PAGE, "</main>", ""),
    (TEXT, "6 records", ""),
];

fn plant(bag: &mut Bag, (path, before, after): (&str, &str, &str), planted: &[u8]) {
    let bytes = bag.files[path].clone();
    let wanted = format!("{before}{after}");
    let at = memchr::memmem::find(&bytes, wanted.as_bytes()).expect(path) + before.len();
    let out = [&bytes[..at], b" ", planted, b" ", &bytes[at..]].concat();
    bag.put(path, &out);
    bag.seal_tags();
}

#[test]
fn every_form_in_every_file_is_found() {
    for (form, planted) in forms(SECRET) {
        for spot in SPOTS {
            let mut bag = clean_bag();
            plant(&mut bag, spot, &planted);
            let report = with_body(&bag, SECRET);
            assert!(!report.leaks.is_empty(), "{form} in {spot:?}");
            assert!(
                report.leaks.iter().any(|leak| leak.file == spot.0),
                "{form} in {spot:?}"
            );
            // Inside JSON and HTML a form may be undone by the file's own reader.
            let told = |leak: &super::Leak| leak.form == form || leak.form == "text";
            assert!(
                report.leaks.iter().any(told),
                "{form} in {spot:?}: {:?}",
                report.leaks
            );
            assert_no_quote(&report);
        }
    }
}

fn assert_no_quote(report: &LeakReport) {
    let json = serde_json::to_string(report).unwrap().to_lowercase();
    for word in ["jane", "okafor", "s\u{e4}mple", "7700"] {
        assert!(!json.contains(word), "{json}");
    }
}

#[test]
fn every_form_in_an_attachment_is_found() {
    let binary: Vec<u8> = (0..4000_u32).map(|i| ((i * 7919) >> 3) as u8).collect();
    for (form, planted) in forms(SECRET) {
        for (head, tail) in [
            (&b"BEGIN:VCARD\r\nNOTE:"[..], &b"\r\nEND:VCARD\r\n"[..]),
            (&binary, &binary),
        ] {
            let is_text = head.starts_with(b"BEGIN");
            let undone_in_text = [
                "URL-encoded",
                "HTML entities",
                "escapes",
                "quoted-printable",
            ];
            if !is_text && undone_in_text.contains(&form) {
                continue;
            }
            if !is_text && form == "text" && !same_bytes(&planted) {
                continue;
            }
            let mut bag = clean_bag();
            bag.put(
                PICTURE,
                &[
                    head,
                    b"\0\0"[..usize::from(!is_text)].as_ref(),
                    &planted,
                    b" ",
                    tail,
                ]
                .concat(),
            );
            bag.seal();
            let report = with_body(&bag, SECRET);
            assert!(
                report.leaks.iter().any(|leak| leak.file == PICTURE),
                "{form}, text: {is_text}"
            );
        }
    }
}

/// Whether bytes that are no text are searched for this spelling.
fn same_bytes(planted: &[u8]) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let text = String::from_utf8_lossy(planted);
    let nfc: String = text.nfc().collect();
    nfc.to_lowercase() == SECRET.to_lowercase()
}

#[test]
fn a_value_across_two_pieces_is_found() {
    for filler in [65_530, 65_536 + 1_800, (1 << 20) - 5, (1 << 20) + 65_530] {
        let mut bag = clean_bag();
        let bytes = [
            vec![0xf5; filler],
            SECRET.as_bytes().to_vec(),
            vec![0xf5; 100_000],
        ]
        .concat();
        bag.put(PICTURE, &bytes);
        bag.seal();
        let report = with_body(&bag, SECRET);
        assert_eq!(report.leaks.len(), 1, "{filler}");
        let named_by = report.leaks[0].record.map(|(thread, _)| thread);
        assert_eq!(named_by, Some(1), "the record that names the file");
        assert!(report.n_bytes > bytes.len() as u64);
    }
}

#[test]
fn values_in_packed_streams_are_found() {
    let words = format!(
        "{}{SECRET}{}",
        "filler ".repeat(20_000),
        "filler ".repeat(9_000)
    );
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(words.as_bytes()).unwrap();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    zlib.write_all(words.as_bytes()).unwrap();
    let options = zip::write::SimpleFileOptions::default();
    let deflated = options.compression_method(zip::CompressionMethod::Deflated);
    let mut nested = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    nested.start_file("word/document.xml", deflated).unwrap();
    nested.write_all(words.as_bytes()).unwrap();
    let nested = nested.finish().unwrap().into_inner();
    let mut twice = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    twice.start_file("inner.docx", deflated).unwrap();
    twice.write_all(&nested).unwrap();
    let twice = twice.finish().unwrap().into_inner();
    let named = zip(&[(format!("{SECRET}.txt"), b"x".to_vec())]);
    for packed in [
        gzip.finish().unwrap(),
        zlib.finish().unwrap(),
        nested,
        twice,
        named,
    ] {
        for before in [0, 70_000] {
            let mut bag = clean_bag();
            bag.put(
                PICTURE,
                &[vec![1; before], packed.clone(), vec![2; 100]].concat(),
            );
            bag.seal();
            let report = with_body(&bag, SECRET);
            assert_eq!(report.leaks.len(), 1, "{before}");
            assert_eq!(report.leaks[0].file, PICTURE);
        }
    }
}

#[test]
fn numbers_are_found_in_other_spellings() {
    for spelling in [
        "07700 900123",
        "0044-7700-900123",
        "(7700) 900.123",
        "900123",
        "447700900123",
    ] {
        let mut bag = clean_bag();
        plant(&mut bag, (LOG, "\"note\":\"", ""), spelling.as_bytes());
        let report = with_body(&bag, PHONE);
        assert!(!report.leaks.is_empty(), "{spelling}");
        assert_no_quote(&report);
    }
    let mut bag = clean_bag();
    plant(&mut bag, (LOG, "\"note\":\"", ""), b"9001234 and 19001");
    assert_eq!(with_body(&bag, PHONE).leaks, []);
}

#[test]
fn names_and_spare_room_of_the_zip_are_searched() {
    let bag = clean_bag();
    let mut named = bag.clone();
    named.put("signatures/jane-sample.sig", b"x");
    let report = with_body(&named, "jane-sample");
    assert_eq!(report.leaks.len(), 1);
    assert_eq!(report.leaks[0].place, "the name of a file");
    let case = case(SECRET);
    let mut log = DecisionLog::default();
    decide(&mut log, message(&case, 3));
    let mut commented = bag.zip();
    let at = commented.len() - 2;
    commented[at] = SECRET.len() as u8;
    commented.extend_from_slice(SECRET.as_bytes());
    let report = leaks_of(LeakJob::new(Rc::new(commented), &case, &log));
    assert_eq!(report.leaks.len(), 1);
    let zipped = bag.zip();
    let extra = [&[0x77, 0x77, SECRET.len() as u8, 0], SECRET.as_bytes()].concat();
    let name_end = 30 + u16::from_le_bytes([zipped[26], zipped[27]]) as usize;
    let mut spare = [&zipped[..name_end], &extra, &zipped[name_end..]].concat();
    spare[28] = extra.len() as u8;
    // What follows has moved: the directory, and what it points to.
    let shift = |bytes: &mut [u8], at: usize| {
        let old = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        if old > 0 {
            bytes[at..at + 4].copy_from_slice(&(old + extra.len() as u32).to_le_bytes());
        }
    };
    let end = spare.len() - 6;
    shift(&mut spare, end);
    let records: Vec<usize> = memchr::memmem::find_iter(&spare, b"PK\x01\x02").collect();
    for record in records {
        shift(&mut spare, record + 42);
    }
    let report = leaks_of(LeakJob::new(Rc::new(spare), &case, &log));
    let places: Vec<&str> = report
        .leaks
        .iter()
        .map(|leak| leak.place.as_str())
        .collect();
    assert_eq!(places, ["its header in the zip"]);
}

#[test]
fn visible_text_is_listed_and_does_not_block() {
    let mut bag = clean_bag();
    for path in [MESSAGES, PAGE, TEXT] {
        bag.edit(
            path,
            "gone",
            "gone with JANE SÄMPLE-OKAFOR, jane sämple-okafor",
        );
        bag.edit(path, "Ada", "Jane Sample-Okafor");
    }
    bag.seal();
    let report = with_body(&bag, SECRET);
    assert_eq!(report.leaks, []);
    let records: Vec<_> = report.visible.iter().map(|row| row.record).collect();
    assert_eq!(records, [Some((1, 2)), Some((1, 6))]);
}

#[test]
fn the_withheld_message_itself_must_not_show() {
    let mut bag = clean_bag();
    bag.edit(
        MESSAGES,
        "[{\"r\":[\"SPD\",\"TPD\"]}]",
        &format!("\"{SECRET}\""),
    );
    bag.seal();
    let report = with_body(&bag, SECRET);
    assert_eq!(report.leaks.len(), 1, "{report:?}");
    assert_eq!(report.leaks[0].record, Some((1, 3)));
}

#[test]
fn a_term_withheld_everywhere_must_not_show_anywhere() {
    let mut case = case("hello Bo");
    let mut log = DecisionLog::default();
    let id = decide(&mut log, value("encrypted"));
    let report = run(&clean_bag(), &case, &log);
    assert!(!report.leaks.is_empty());
    assert_eq!(report.leaks[0].decision, id);
    assert_eq!(report.leaks[0].record, Some((1, 1)));
    // With an exception the rest is for a person to look at.
    let mut log = DecisionLog::default();
    let DecisionKind::Span { target, span, .. } = span(&case, 1, "encrypted") else {
        panic!("a span");
    };
    let except = vec![crate::engine::decision::SpanPlace { target, span }];
    let kind = DecisionKind::Value {
        find: "encrypted".to_owned(),
        keep: Keep::Nothing,
        except,
        codes: codes(),
        note: None,
    };
    decide(&mut log, kind);
    let report = run(&clean_bag(), &case, &log);
    assert_eq!(report.leaks, []);
    assert_eq!(report.visible.len(), 1);
    case.sources.clear();
    let report = run(&clean_bag(), &case, &log);
    assert_eq!(report.visible.len(), 1);
}

#[test]
fn spans_files_and_sources_are_forbidden() {
    let case = case("hello");
    let mut log = DecisionLog::default();
    let on_span = decide(&mut log, span(&case, 2, PHONE));
    let on_file = decide(
        &mut log,
        DecisionKind::Attachment {
            source: case.sources[0].id.clone(),
            entry: EntryId(1),
            codes: codes(),
            note: None,
        },
    );
    let (_, thread) = case.thread(ThreadId(0)).unwrap();
    let planted = [
        (on_span.as_str(), PHONE.as_bytes().to_vec()),
        (on_file.as_str(), b"passport JANE.jpg".to_vec()),
        (on_file.as_str(), b"see Passport Jane".to_vec()),
        (
            on_file.as_str(),
            hex256(b"the withheld picture").into_bytes(),
        ),
        (
            on_file.as_str(),
            BASE64
                .encode(&Sha512::digest(b"the withheld picture"))
                .into_bytes(),
        ),
        ("source 1", case.sources[0].id.0.clone().into_bytes()),
        ("source 1", hex256(&thread.text).into_bytes()),
    ];
    for (decision, planted) in planted {
        for spot in SPOTS {
            let mut bag = clean_bag();
            plant(&mut bag, spot, &planted);
            let report = run(&bag, &case, &log);
            assert!(
                report.leaks.iter().any(|leak| leak.decision == decision),
                "{spot:?}"
            );
        }
    }
    assert_eq!(run(&clean_bag(), &case, &log).leaks, []);
}

#[test]
fn long_bodies_are_found_by_their_ends_and_lines() {
    let lines: Vec<String> = (0..40)
        .map(|i| format!("line {i} of a long secret story"))
        .collect();
    let body = lines.join("\n");
    let planted = [
        body.get(..200).unwrap().replace('\n', " "),
        body.get(body.len() - 200..).unwrap().replace('\n', " "),
        "so: LINE 17 of a long secret story.".to_owned(),
    ];
    for planted in planted {
        let mut bag = clean_bag();
        plant(&mut bag, (LOG, "\"note\":\"", ""), planted.as_bytes());
        assert!(!with_body(&bag, &body).leaks.is_empty(), "{planted}");
    }
    assert_eq!(with_body(&clean_bag(), &body).leaks, []);
}

#[test]
fn what_is_not_open_is_said() {
    let case = case("hello");
    let mut log = DecisionLog::default();
    let DecisionKind::Message { mut target, .. } = message(&case, 3) else {
        panic!("a message");
    };
    target.source = SourceId("0".repeat(64));
    let kind = DecisionKind::Message {
        target,
        codes: codes(),
        note: None,
    };
    decide(&mut log, kind);
    let report = run(&clean_bag(), &case, &log);
    assert_eq!(report.unsearchable.len(), 1);
    assert!(report.unsearchable[0].contains("not open"));
}

#[test]
fn what_cannot_be_read_is_an_error_without_quotes() {
    let case = case(SECRET);
    let mut log = DecisionLog::default();
    decide(&mut log, message(&case, 3));
    let mut bytes = clean_bag().zip();
    bytes.truncate(500);
    let mut job = LeakJob::new(Rc::new(bytes), &case, &log);
    let error = loop {
        match job.step() {
            Ok(crate::engine::job::Step::More(_)) => {}
            Ok(crate::engine::job::Step::Done(_)) => panic!("read what is cut off"),
            Err(error) => break error,
        }
    };
    assert!(!error.to_string().contains("Jane"));
}
