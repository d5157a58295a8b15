//! Opening archives and reading entries: good ones, broken ones, hostile ones.

use std::rc::Rc;

use proptest::prelude::*;
use sha2::{Digest, Sha256};
use threadseal::engine::archive::beside::NothingBeside;
use threadseal::engine::archive::digests::{DigestJob, SourceDigests};
use threadseal::engine::archive::{Archive, ArchiveError, Given, Role, group};
use threadseal::engine::finding::{Explain, Finding};
use threadseal::engine::job::Step;
use threadseal::engine::limits::Limits;
use threadseal::engine::place::EntryId;
use threadseal::engine::source::Source;
use threadseal::engine::thread::MatchRule;

use crate::support::zips::{self, Odd, OddZip};
use crate::support::{given, open_one};

const TEXT: &[u8] = b"31/12/2023, 21:05 - Ada Poe: hello\n31/12/2023, 21:06 - Ben: yes\n";

fn opened(bytes: Vec<u8>) -> (Archive, Vec<Finding>) {
    let parsed = open_one("x.zip", bytes).unwrap();
    (parsed.value, parsed.findings)
}

fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> ArchiveError {
    match open_one(name, bytes) {
        Ok(_) => panic!("{name} was opened"),
        Err(error) => error,
    }
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

fn digests(archive: Archive) -> SourceDigests {
    let mut job = DigestJob::new(Rc::new(archive));
    loop {
        if let Step::Done(done) = job.step(&NothingBeside).unwrap() {
            return done;
        }
    }
}

fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

fn read(archive: &Archive, number: u32) -> Result<Vec<u8>, ArchiveError> {
    archive.read(EntryId(number), 1 << 30)
}

#[test]
fn an_ordinary_export_opens_and_reads() {
    let media = vec![7; 100_000];
    let entries: [(&str, &[u8]); 3] = [
        ("IMG-20230101-WA0001.jpg", &media),
        ("WhatsApp Chat with Ada Poe.txt", TEXT),
        ("__MACOSX/._IMG.jpg", b"x"),
    ];
    for bytes in [zips::ordinary(&entries), zips::stored(&entries)] {
        let whole = sha256(&bytes);
        let (archive, findings) = opened(bytes);
        assert_eq!(codes(&findings), Vec::<&str>::new());
        assert_eq!(archive.chat_texts(), [EntryId(1)]);
        assert_eq!(archive.title_of(EntryId(1)), "Ada Poe");
        assert_eq!(archive.entries()[2].role, Role::Ignored);
        for (number, (name, content)) in entries.iter().enumerate() {
            let id = EntryId(number as u32);
            assert_eq!(archive.entry(id).unwrap().name, *name);
            assert_eq!(read(&archive, id.0).unwrap(), *content);
            assert_eq!(
                archive.head(id, 4).unwrap(),
                content[..content.len().min(4)]
            );
        }
        let digests = digests(archive);
        assert_eq!(digests.id.0, whole);
        assert_eq!(codes(&digests.findings), Vec::<&str>::new());
        let expected: Vec<String> = entries.iter().map(|(_, bytes)| sha256(bytes)).collect();
        let found: Vec<String> = digests.entries.into_iter().map(|e| e.sha256).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn stored_entries_can_be_sliced_out_of_the_file() {
    let bytes = zips::stored(&[("_chat.txt", TEXT), ("a.jpg", b"picture")]);
    let (archive, _) = opened(bytes.clone());
    let (source, start, len) = archive.stored_range(EntryId(1)).unwrap();
    assert_eq!(source, 0);
    assert_eq!(&bytes[start as usize..(start + len) as usize], b"picture");
    let (archive, _) = opened(zips::ordinary(&[("_chat.txt", &[b'x'; 1000])]));
    assert_eq!(archive.stored_range(EntryId(0)), None);
}

#[test]
fn large_entries_come_in_pieces_and_whole() {
    let mut large = Vec::new();
    for number in 0u32..3_000_000 {
        large.extend((number.wrapping_mul(2_654_435_761) >> 8).to_le_bytes());
    }
    for odd in [Odd::stored("a.bin", &large), Odd::deflated("a.bin", &large)] {
        let (archive, _) = opened(OddZip::of(vec![odd, Odd::stored("b", b"b")]).bytes());
        assert!(read(&archive, 0).unwrap() == large);
        let mut reader = archive.reader(EntryId(0)).unwrap();
        let mut joined = Vec::new();
        let mut n_pieces = 0;
        while let Some(piece) = reader.next().unwrap() {
            joined.extend(piece);
            n_pieces += 1;
        }
        assert!(joined == large && n_pieces == 2);
        assert_eq!(digests(archive).entries[0].sha256, sha256(&large));
    }
}

#[test]
fn sizes_behind_the_bytes_and_zip64_are_read() {
    let mut behind = Odd::deflated("_chat.txt", TEXT);
    behind.sizes_behind = true;
    let mut wide = Odd::deflated("a.jpg", b"picture");
    wide.zip64 = true;
    for zip64 in [false, true] {
        for before in [Vec::new(), b"#!/bin/sh\n".to_vec()] {
            let zip = OddZip {
                zip64,
                before: before.clone(),
                comment: b"made by hand".to_vec(),
                ..OddZip::of(vec![behind.clone(), wide.clone()])
            };
            let (archive, findings) = opened(zip.bytes());
            let expected: &[&str] = if before.is_empty() { &[] } else { &["A007"] };
            assert_eq!(codes(&findings), expected);
            assert_eq!(read(&archive, 0).unwrap(), TEXT);
            assert_eq!(read(&archive, 1).unwrap(), b"picture");
            assert_eq!(codes(&digests(archive).findings), Vec::<&str>::new());
        }
    }
}

#[test]
fn what_is_no_export_is_refused_with_help() {
    let whole = zips::ordinary(&[("_chat.txt", TEXT)]);
    let split = OddZip {
        disk: 3,
        ..OddZip::of(vec![Odd::stored("_chat.txt", TEXT)])
    };
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("x.zip", Vec::new(), r#""x.zip" is empty: 0 bytes"#),
        (
            "x.zip",
            b"<html>".to_vec(),
            r#""x.zip" is not a zip: neither its first nor its last bytes are those of one"#,
        ),
        (
            "x.zip",
            whole[..whole.len() - 30].to_vec(),
            r#""x.zip" breaks off: 139 bytes, and the end of the zip is not among them"#,
        ),
        (
            "x.zip",
            b"P".to_vec(),
            r#""x.zip" is not a zip: neither its first nor its last bytes are those of one"#,
        ),
        (
            "renamed.bin",
            whole[..40].to_vec(),
            r#""renamed.bin" breaks off: 40 bytes, and the end of the zip is not among them"#,
        ),
        (
            "x.zip",
            split.bytes(),
            r#""x.zip" is one part of a zip that was split into several files"#,
        ),
    ];
    for (name, bytes, expected) in cases {
        let error = refused(name, bytes);
        assert_eq!(error.to_string(), expected);
        assert!(!error.help().is_empty());
    }
}

#[test]
fn a_directory_that_is_not_there_is_an_error() {
    let whole = zips::ordinary(&[("_chat.txt", TEXT)]);
    let end = whole.len() - 22;
    for (field, value) in [(12, 0xFFFF_FF00u32), (16, 0x00FF_FFFF), (12, 3), (12, 0)] {
        let mut bytes = whole.clone();
        bytes[end + field..end + field + 4].copy_from_slice(&value.to_le_bytes());
        assert!(matches!(
            refused("x.zip", bytes),
            ArchiveError::Directory { .. }
        ));
    }
    // The beginning is missing: what is left of the file cannot hold what the end says.
    assert!(matches!(
        refused("x.zip", whole[20..].to_vec()),
        ArchiveError::Directory { .. }
    ));
}

#[test]
fn one_bad_entry_does_not_spoil_the_others() {
    type Change = fn(&mut Odd);
    let cases: [(&str, Change, &str); 11] = [
        ("A009", |o| o.flags |= 1, "is encrypted"),
        (
            "A010",
            |o| o.method = 12,
            "is packed with method 12, expected 0 (stored) or 8 (deflated)",
        ),
        ("A012", |o| o.crc32 ^= 1, "is damaged: its check value is"),
        (
            "A013",
            |o| o.size_bytes -= 1,
            "unpacks to more than the 63 bytes it claims",
        ),
        (
            "A013",
            |o| o.size_bytes += 5,
            "unpacks to 64 bytes, expected 69",
        ),
        (
            "A013",
            |o| o.size_bytes = 0,
            "unpacks to more than the 0 bytes it claims",
        ),
        (
            "A014",
            |o| o.packed_bytes += 1 << 20,
            "should stand at byte",
        ),
        ("A014", |o| o.offset = Some(1 << 30), "should stand at byte"),
        (
            "A015",
            |o| o.packed[0] = 0xFF,
            "is damaged: it cannot be unpacked past byte 0",
        ),
        ("A016", |o| o.size_bytes = 1 << 30, "which is not possible"),
        (
            "A015",
            |o| {
                o.packed.truncate(9);
                o.packed_bytes = 9;
            },
            "is damaged: it cannot be unpacked",
        ),
    ];
    for (code, change, text) in cases {
        let mut bad = Odd::deflated("bad.txt", TEXT);
        change(&mut bad);
        let mut first = Odd::stored("first.jpg", &[1; 100]);
        first.local_extra = vec![9, 9, 2, 0, 1, 1];
        let zip = OddZip::of(vec![first, bad, Odd::deflated("_chat.txt", TEXT)]);
        let (archive, mut findings) = opened(zip.bytes());
        let error = read(&archive, 1).unwrap_err();
        assert!(error.to_string().contains(text), "{code} {error}");
        assert!(
            error.to_string().starts_with(r#""bad.txt" in "x.zip""#),
            "{error}"
        );
        assert_eq!(read(&archive, 2).unwrap(), TEXT, "{code}");
        assert_eq!(read(&archive, 0).unwrap(), [1; 100], "{code}");
        let done = digests(archive);
        assert_eq!(done.entries.len(), 2, "{code}");
        findings.extend(done.findings);
        findings.retain(|finding| finding.code != "A011");
        assert_eq!(codes(&findings), [code]);
        assert_eq!(findings[0].place.entry.as_deref(), Some("bad.txt"));
    }
}

#[test]
fn an_entry_without_a_header_is_refused() {
    let mut bytes = OddZip::of(vec![Odd::stored("bad.txt", TEXT)]).bytes();
    bytes[2] = 9;
    let (archive, findings) = opened(bytes);
    assert!(findings.is_empty());
    let error = read(&archive, 0).unwrap_err().to_string();
    assert_eq!(error, r#""bad.txt" in "x.zip" has no header at byte 0"#);
    assert_eq!(codes(&digests(archive).findings), ["A014"]);
}

#[test]
fn stored_entries_must_have_one_size() {
    for (size_bytes, text) in [
        (10, "more than the 10"),
        (70, "unpacks to 64 bytes, expected 70"),
    ] {
        let mut bad = Odd::stored("bad.txt", TEXT);
        bad.size_bytes = size_bytes;
        bad.packed_bytes = 64;
        let (archive, _) = opened(OddZip::of(vec![bad]).bytes());
        let error = read(&archive, 0).unwrap_err().to_string();
        assert!(error.contains(text), "{error}");
        assert_eq!(codes(&digests(archive).findings), ["A013"]);
    }
}

#[test]
fn entries_that_share_bytes_are_refused() {
    let mut kernel = Odd::deflated("bomb.txt", &vec![b'a'; 1 << 20]);
    kernel.offset = None;
    let mut again = kernel.clone();
    again.name = b"again.txt".to_vec();
    again.packed = Vec::new();
    again.offset = Some(0);
    let zip = OddZip::of(vec![kernel, again, Odd::deflated("_chat.txt", TEXT)]);
    let (archive, findings) = opened(zip.bytes());
    assert_eq!(codes(&findings), ["A006", "A006"]);
    assert!(matches!(
        read(&archive, 0),
        Err(ArchiveError::Overlap { .. })
    ));
    assert!(matches!(
        read(&archive, 1),
        Err(ArchiveError::Overlap { .. })
    ));
    assert_eq!(read(&archive, 2).unwrap(), TEXT);
    let done = digests(archive);
    assert_eq!(codes(&done.findings), Vec::<&str>::new());
}

#[test]
fn bytes_that_hide_the_next_header_in_an_extra_field_are_refused() {
    // The first entry's local extra field swallows the second header and its bytes.
    let second = OddZip::of(vec![Odd::stored("b.txt", TEXT)]).bytes();
    let mut first = Odd::stored("a.txt", TEXT);
    let zip_len = 30 + 5;
    first.local_extra = vec![0; 4];
    first.packed = Vec::new();
    let mut bytes = OddZip::of(vec![first, Odd::stored("b.txt", TEXT)]).bytes();
    // Stretch the extra field over the second header.
    bytes[28..30].copy_from_slice(&((4 + zip_len) as u16).to_le_bytes());
    let (archive, findings) = opened(bytes);
    assert!(second.len() > 30);
    assert!(codes(&findings).contains(&"A006") || read(&archive, 0).is_err());
}

#[test]
fn hostile_names_are_kept_and_reported() {
    let names: [(&[u8], &str); 9] = [
        (b"../../etc/passwd", "A002"),
        (b"/etc/passwd", "A002"),
        (b"C:evil.txt", "A002"),
        (b"media\\a.jpg", "A003"),
        (b"a\x07b.txt", "A004"),
        ("a\u{202e}gpj.exe".as_bytes(), "A004"),
        (b"caf\x82.jpg", "A005"),
        (b"", ""),
        (b"plain.jpg", ""),
    ];
    let entries = names
        .iter()
        .map(|(name, _)| Odd::stored(name, b"x"))
        .collect();
    let (archive, findings) = opened(OddZip::of(entries).bytes());
    assert_eq!(archive.entries().len(), names.len());
    let expected: Vec<&str> = names
        .iter()
        .map(|(_, code)| *code)
        .filter(|c| !c.is_empty())
        .collect();
    assert_eq!(codes(&findings), expected);
    for number in 0..names.len() as u32 {
        assert_eq!(read(&archive, number).unwrap(), b"x");
    }
    assert_eq!(archive.entries()[6].name, "café.jpg");
}

#[test]
fn the_unicode_name_beside_another_one_is_used_when_it_belongs_to_it() {
    let raw = b"caf\x82.jpg";
    for (crc, expected) in [(zips::crc32(raw), "кафе.jpg"), (1, "café.jpg")] {
        let mut content = vec![1];
        content.extend(crc.to_le_bytes());
        content.extend("кафе.jpg".as_bytes());
        let mut odd = Odd::stored(raw, b"x");
        odd.flags = 0;
        odd.extra = vec![0x75, 0x70, content.len() as u8, 0];
        odd.extra.extend(content);
        let (archive, _) = opened(OddZip::of(vec![odd]).bytes());
        assert_eq!(archive.entries()[0].name, expected);
    }
}

#[test]
fn duplicate_names_are_kept_by_number() {
    let zip = OddZip::of(vec![
        Odd::stored("a.jpg", b"one"),
        Odd::stored("a.jpg", b"two"),
        Odd::stored("_chat.txt", TEXT),
    ]);
    let (archive, findings) = opened(zip.bytes());
    assert_eq!(codes(&findings), ["A001"]);
    assert_eq!(read(&archive, 0).unwrap(), b"one");
    assert_eq!(read(&archive, 1).unwrap(), b"two");
    assert_eq!(archive.find("a.jpg"), Some((EntryId(0), MatchRule::Exact)));
    assert_eq!(digests(archive).entries.len(), 3);
}

#[test]
fn headers_that_disagree_are_reported_and_the_directory_counts() {
    let mut odd = Odd::stored("shown.txt", b"same bytes");
    odd.local_name = Some(b"other.txt".to_vec());
    odd.local_method = Some(8);
    let (archive, findings) = opened(OddZip::of(vec![odd]).bytes());
    assert!(findings.is_empty());
    assert_eq!(read(&archive, 0).unwrap(), b"same bytes");
    let done = digests(archive);
    assert_eq!(codes(&done.findings), ["A011"]);
    assert!(
        done.findings[0]
            .text
            .contains("the name \"other.txt\", the method 8, not 0")
    );
}

#[test]
fn bytes_around_and_second_ends_are_reported() {
    let plain = OddZip::of(vec![Odd::stored("_chat.txt", TEXT)]);
    let after = OddZip {
        after: vec![0; 100],
        ..plain.clone()
    };
    let (archive, findings) = opened(after.bytes());
    assert_eq!(codes(&findings), ["A008"]);
    assert_eq!(read(&archive, 0).unwrap(), TEXT);
    // A whole second zip hidden in the comment of the first.
    let hidden = OddZip {
        comment: OddZip::of(vec![Odd::stored("other.txt", b"other")]).bytes(),
        ..plain.clone()
    };
    let (_, findings) = opened(hidden.bytes());
    assert!(codes(&findings).contains(&"A018"), "{findings:?}");
    // A zip that was sent in the chat is no second end.
    let nested = OddZip::of(vec![
        Odd::stored("_chat.txt", TEXT),
        Odd::stored("00000002-x.zip", &plain.bytes()),
    ]);
    let (_, findings) = opened(nested.bytes());
    assert_eq!(codes(&findings), Vec::<&str>::new());
}

#[test]
fn a_directory_that_breaks_off_keeps_what_came_before() {
    let zip = OddZip {
        n_entries: Some(9),
        ..OddZip::of(vec![Odd::stored("_chat.txt", TEXT)])
    };
    let (archive, findings) = opened(zip.bytes());
    assert_eq!(codes(&findings), ["A017"]);
    assert_eq!(read(&archive, 0).unwrap(), TEXT);
    let mut bytes = OddZip::of(vec![
        Odd::stored("_chat.txt", TEXT),
        Odd::stored("b.jpg", b"b"),
    ])
    .bytes();
    let second = bytes.len() - 22 - 46 - 5;
    bytes[second] = b'X';
    let (archive, findings) = opened(bytes);
    assert_eq!(codes(&findings), ["A017"]);
    assert_eq!(archive.entries().len(), 1);
}

#[test]
fn an_empty_zip_opens_with_no_entries() {
    let (archive, findings) = opened(OddZip::default().bytes());
    assert!(archive.entries().is_empty() && findings.is_empty());
    assert!(archive.chat_texts().is_empty());
}

#[test]
fn limits_are_kept() {
    let bytes = zips::ordinary(&[("_chat.txt", TEXT), ("a.jpg", &[0; 1000])]);
    let limits = Limits {
        entries: 1,
        ..Limits::USUAL
    };
    let error = Archive::open(vec![given("x.zip", bytes.clone())], &limits);
    assert!(matches!(error, Err(ArchiveError::TooManyEntries { .. })));
    let limits = Limits {
        total_bytes: 1000,
        ..Limits::USUAL
    };
    let error = Archive::open(vec![given("x.zip", bytes.clone())], &limits);
    assert!(matches!(
        error,
        Err(ArchiveError::TotalTooLarge {
            size_bytes: 1064,
            ..
        })
    ));
    let (archive, _) = opened(bytes);
    let error = archive.read(EntryId(1), 999);
    assert!(matches!(error, Err(ArchiveError::EntryTooLarge { .. })));
}

#[test]
fn every_chat_among_files_chosen_by_hand_is_opened() {
    const CHAT: &[u8] = b"31/12/2023, 21:05 - Ada: hello\n01/01/2024, 09:00 - Bob: hello\n";
    const LETTER: &[u8] = b"Dear Ada,\n31/12/2023, 21:05 - see you then\n";
    let chats = |names: &[(&str, &[u8])]| -> Vec<String> {
        let given = names.iter().map(|(name, bytes)| Given {
            name: (*name).to_owned(),
            source: Rc::new(bytes.to_vec()),
        });
        let archive = Archive::open(given.collect(), &Limits::USUAL)
            .unwrap()
            .value;
        let chats = archive.chat_texts();
        let name = |id| archive.entry(id).unwrap().name.clone();
        chats.into_iter().map(name).collect()
    };
    let named = "WhatsApp Chat with Zoe.txt";
    assert_eq!(
        chats(&[("chatA.txt", CHAT), (named, CHAT), ("letter.txt", LETTER)]),
        [named, "chatA.txt"]
    );
    // What was sent in a chat, or lies in a folder beside it, is a document.
    assert_eq!(
        chats(&[
            ("_chat.txt", CHAT),
            ("00000012-copy.txt", CHAT),
            ("old/notes.txt", CHAT)
        ]),
        ["_chat.txt"]
    );
}

#[test]
fn loose_files_are_one_archive_by_name() {
    let files = vec![
        given("WhatsApp Chat with Ada.txt", TEXT),
        given("IMG-1.jpg", b"picture".as_slice()),
        given("empty.txt", Vec::new()),
    ];
    let parsed = Archive::open(files, &Limits::USUAL).unwrap();
    assert!(parsed.findings.is_empty());
    let archive = parsed.value;
    let names: Vec<&str> = archive.entries().iter().map(|e| e.name.as_str()).collect();
    assert_eq!(
        names,
        ["IMG-1.jpg", "WhatsApp Chat with Ada.txt", "empty.txt"]
    );
    assert_eq!(archive.chat_texts(), [EntryId(1)]);
    assert_eq!(archive.stored_range(EntryId(1)), Some((1, 0, 64)));
    assert_eq!(archive.size_bytes(), 71);
    let listing = format!(
        "{}  IMG-1.jpg\n{}  WhatsApp Chat with Ada.txt\n{}  empty.txt\n",
        sha256(b"picture"),
        sha256(TEXT),
        sha256(b"")
    );
    let done = digests(archive);
    assert_eq!(done.id.0, sha256(listing.as_bytes()));
    assert_eq!(done.entries.len(), 3);
}

#[test]
fn a_single_text_is_its_own_source() {
    let archive = open_one("chat.txt", TEXT).unwrap().value;
    assert_eq!(archive.chat_texts(), [EntryId(0)]);
    assert_eq!(
        archive.provisional_id().unwrap().0,
        format!("provisional:64:{}", &sha256(TEXT)[..16])
    );
    assert_eq!(digests(archive).id.0, sha256(TEXT));
}

#[test]
fn files_are_grouped_as_they_are_opened() {
    let zip = zips::ordinary(&[("_chat.txt", TEXT)]);
    let groups = group(vec![
        given("a.txt", TEXT),
        given("renamed.bin", zip.clone()),
        given("report.docx", zip.clone()),
        given("b.jpg", b"b".as_slice()),
    ])
    .unwrap();
    let names: Vec<Vec<&str>> = groups
        .iter()
        .map(|group| group.iter().map(|given| given.name.as_str()).collect())
        .collect();
    assert_eq!(
        names,
        [vec!["a.txt", "report.docx", "b.jpg"], vec!["renamed.bin"]]
    );
    for group in groups {
        assert!(Archive::open(group, &Limits::USUAL).is_ok());
    }
    let both = vec![given("a.txt", TEXT), given("b.zip", zip)];
    let error = Archive::open(both, &Limits::USUAL).err().unwrap();
    assert!(matches!(
        error,
        ArchiveError::ZipAmongFiles { n_others: 1, .. }
    ));
}

#[test]
fn chat_texts_are_told_by_name_then_by_content() {
    let notes = b"remember the milk\n".as_slice();
    let large_notes = vec![b'n'; 10_000];
    let cases: [(&[(&str, &[u8])], &[u32]); 8] = [
        (&[("notes.txt", &large_notes), ("x/_chat.txt", TEXT)], &[1]),
        (
            &[
                ("00000002-WhatsApp Chat with B.txt", TEXT),
                ("_chat.txt", TEXT),
            ],
            &[1],
        ),
        (&[("a/_chat.txt", TEXT), ("b/_chat.txt", TEXT)], &[0, 1]),
        (&[("a/_chat.txt", notes), ("b/_chat.txt", TEXT)], &[1]),
        (&[("__MACOSX/_chat.txt", TEXT), ("renamed.txt", TEXT)], &[1]),
        (&[("notes.txt", notes), ("renamed.txt", TEXT)], &[1]),
        (&[("notes.txt", notes), ("other.txt", notes)], &[]),
        (&[("a.jpg", notes)], &[]),
    ];
    for (entries, expected) in cases {
        let (archive, _) = opened(zips::ordinary(entries));
        let found: Vec<u32> = archive.chat_texts().iter().map(|id| id.0).collect();
        assert_eq!(found, expected, "{entries:?}");
    }
}

#[test]
fn the_title_comes_from_the_text_or_the_zip() {
    let bytes = zips::ordinary(&[("_chat.txt", TEXT)]);
    for (name, title) in [
        ("WhatsApp Chat - Ada Poe (1).zip", "Ada Poe"),
        ("x.zip", ""),
    ] {
        let archive = open_one(name, bytes.clone()).unwrap().value;
        assert_eq!(archive.title_of(EntryId(0)), title);
    }
}

#[test]
fn names_in_the_text_are_matched_by_the_strictest_rule() {
    let (archive, _) = opened(zips::stored(&[
        ("a.jpg", b"0"),
        ("cafe\u{301}.jpg", b"1"),
        ("\u{200e}Photo.JPG", b"2"),
        ("media/b.jpg", b"3"),
        ("__MACOSX/c.jpg", b"4"),
        ("media/c.jpg", b"5"),
        ("folder/", b""),
    ]));
    for (name, expected) in [
        ("a.jpg", Some((0, MatchRule::Exact))),
        ("caf\u{e9}.jpg", Some((1, MatchRule::Nfc))),
        ("photo.jpg", Some((2, MatchRule::Folded))),
        ("A.JPG", Some((0, MatchRule::Folded))),
        ("B.jpg", Some((3, MatchRule::WithoutFolder))),
        ("c.jpg", Some((5, MatchRule::WithoutFolder))),
        ("missing.jpg", None),
        ("folder/", None),
        ("", None),
    ] {
        let found = archive.find(name).map(|(id, rule)| (id.0, rule));
        assert_eq!(found, expected, "{name:?}");
    }
}

/// A disk that fails in one place.
struct Failing {
    bytes: Vec<u8>,
    at: u64,
}

impl Source for Failing {
    fn size_bytes(&self) -> u64 {
        self.bytes.size_bytes()
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> std::io::Result<()> {
        if (offset..offset + buf.len() as u64).contains(&self.at) {
            return Err(std::io::Error::other("the disk failed"));
        }
        self.bytes.read_at(offset, buf)
    }
}

#[test]
fn a_disk_that_fails_is_an_error_that_says_where() {
    let bytes = zips::stored(&[("a.jpg", &[b'a'; 200_000]), ("_chat.txt", TEXT)]);
    let source = Rc::new(Failing { bytes, at: 100 });
    let name = "x.zip".to_owned();
    let archive = Archive::open(vec![Given { name, source }], &Limits::USUAL)
        .unwrap()
        .value;
    assert_eq!(read(&archive, 1).unwrap(), TEXT);
    let failure = read(&archive, 0).unwrap_err().to_failure();
    assert_eq!(
        failure.what,
        r#""x.zip" could not be read at byte 0: the disk failed"#
    );
    assert!(failure.help.contains("still where it was"));
    let mut job = DigestJob::new(Rc::new(archive));
    assert!(matches!(
        job.step(&NothingBeside),
        Err(ArchiveError::Read { .. })
    ));
}

#[test]
fn an_entry_that_cannot_be_read_again_is_reported() {
    // Loose files have no second reading; in a zip each entry is read after the whole.
    struct Fading(Vec<u8>, std::cell::Cell<u32>);
    impl Source for Fading {
        fn size_bytes(&self) -> u64 {
            self.0.size_bytes()
        }
        fn read_at(&self, offset: u64, buf: &mut [u8]) -> std::io::Result<()> {
            if self.1.get() == 0 {
                return Err(std::io::ErrorKind::NotFound.into());
            }
            self.1.set(self.1.get() - 1);
            self.0.read_at(offset, buf)
        }
    }
    let bytes = zips::stored(&[("_chat.txt", TEXT), ("a.jpg", b"a")]);
    let source = Rc::new(Fading(bytes, std::cell::Cell::new(1000)));
    let name = "x.zip".to_owned();
    let given = vec![Given {
        name,
        source: source.clone(),
    }];
    let archive = Archive::open(given, &Limits::USUAL).unwrap().value;
    source.1.set(1);
    let done = digests(archive);
    assert_eq!(codes(&done.findings), ["A019", "A019"]);
    assert!(done.entries.is_empty());
}

fn use_everything(bytes: Vec<u8>) {
    let limits = Limits {
        entry_bytes: 1 << 20,
        total_bytes: 1 << 24,
        ..Limits::USUAL
    };
    for name in ["x.zip", "x.txt"] {
        let Ok(parsed) = Archive::open(vec![given(name, bytes.clone())], &limits) else {
            continue;
        };
        let archive = Rc::new(parsed.value);
        archive.provisional_id().unwrap();
        for entry in archive.entries() {
            let whole = archive.read(entry.id, limits.entry_bytes);
            let head = archive.head(entry.id, 100);
            if let (Ok(whole), Ok(head)) = (&whole, &head) {
                assert_eq!(&whole[..whole.len().min(100)], head);
            }
            if let Ok(whole) = whole {
                assert_eq!(whole.len() as u64, entry.size_bytes);
            }
            archive.stored_range(entry.id);
            archive.find(&entry.name);
            archive.title_of(entry.id);
        }
        let mut job = DigestJob::new(archive);
        while let Step::More(progress) = job.step(&NothingBeside).unwrap() {
            assert!(progress.total > 0);
        }
    }
}

/// A zip of six gigabytes that is not there: the middle is one stored entry of zeros.
struct Huge {
    front: Vec<u8>,
    zeros: u64,
    back: Vec<u8>,
}

impl Huge {
    fn zip(zeros: u64) -> Huge {
        let chat = Odd::stored("_chat.txt", TEXT);
        let mut video = Odd::stored("v.mp4", b"");
        video.zip64 = true;
        video.packed_bytes = zeros;
        video.size_bytes = zeros;
        let mut last = Odd::deflated("last.txt", b"the last entry");
        last.zip64 = true;
        let front = OddZip::of(vec![chat.clone(), video.clone()]);
        let front = front.bytes()[..front.offset_of(b"none") as usize].to_vec();
        let shift = front.len() as u64 + zeros;
        last.offset = Some(shift);
        video.offset = Some(OddZip::of(vec![chat.clone()]).offset_of(b"none"));
        let whole = OddZip {
            zip64: true,
            inserted: Some(zeros),
            ..OddZip::of(vec![chat, video, last])
        };
        let back = whole.bytes()[front.len()..].to_vec();
        Huge { front, zeros, back }
    }
}

impl Source for Huge {
    fn size_bytes(&self) -> u64 {
        self.front.len() as u64 + self.zeros + self.back.len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> std::io::Result<()> {
        let back_at = self.front.len() as u64 + self.zeros;
        for (at, byte) in (offset..).zip(buf) {
            *byte = match at.checked_sub(back_at) {
                Some(at) => self.back[at as usize],
                None => self.front.get(at as usize).copied().unwrap_or(0),
            };
        }
        Ok(())
    }
}

#[test]
fn a_zip_of_six_gigabytes_opens() {
    let zeros = 6 << 30;
    let source = Rc::new(Huge::zip(zeros));
    let name = "huge.zip".to_owned();
    let parsed = Archive::open(vec![Given { name, source }], &Limits::USUAL).unwrap();
    assert_eq!(codes(&parsed.findings), Vec::<&str>::new());
    let archive = parsed.value;
    assert_eq!(archive.entries()[1].size_bytes, zeros);
    assert_eq!(read(&archive, 0).unwrap(), TEXT);
    assert_eq!(read(&archive, 2).unwrap(), b"the last entry");
    let (_, start, len) = archive.stored_range(EntryId(1)).unwrap();
    assert_eq!(
        (start + len, len),
        (archive_offset_of_last(&archive), zeros)
    );
    assert_eq!(archive.head(EntryId(1), 10).unwrap(), [0; 10]);
    assert!(matches!(
        read(&archive, 1),
        Err(ArchiveError::EntryTooLarge { .. })
    ));
}

/// The bytes of the entry before end where its header begins.
fn archive_offset_of_last(archive: &Archive) -> u64 {
    archive.size_bytes() - Huge::zip(6 << 30).back.len() as u64
}

fn a_full_zip() -> Vec<u8> {
    let mut wide = Odd::deflated("a.jpg", b"picture");
    wide.zip64 = true;
    let mut behind = Odd::deflated("_chat.txt", TEXT);
    behind.sizes_behind = true;
    let zip = OddZip {
        zip64: true,
        comment: b"comment".to_vec(),
        ..OddZip::of(vec![behind, wide, Odd::stored("b/c.txt", TEXT)])
    };
    zip.bytes()
}

proptest! {
    #[test]
    fn what_another_program_packs_comes_out_the_same(
        entries in proptest::collection::btree_map(
            "[a-zé日]{1,12}(/[a-z ]{1,8})?",
            (proptest::collection::vec(any::<u8>(), 0..5000), 0u8..4),
            1..12,
        ),
        zip64 in any::<bool>(),
    ) {
        let entries: Vec<(String, Vec<u8>)> = entries
            .into_iter()
            .map(|(name, (bytes, repeat))| (name, bytes.repeat(repeat.into())))
            .collect();
        let (archive, findings) = opened(zips::by_others(&entries, zip64));
        prop_assert!(findings.is_empty(), "{findings:?}");
        for (number, (name, bytes)) in entries.iter().enumerate() {
            let id = EntryId(number as u32);
            prop_assert_eq!(&archive.entry(id).unwrap().name, name);
            prop_assert_eq!(&read(&archive, id.0).unwrap(), bytes);
            prop_assert_eq!(archive.find(name), Some((id, MatchRule::Exact)));
        }
        let done = digests(archive);
        prop_assert!(done.findings.is_empty(), "{:?}", done.findings);
        let expected: Vec<String> = entries.iter().map(|(_, bytes)| sha256(bytes)).collect();
        let found: Vec<String> = done.entries.into_iter().map(|e| e.sha256).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn what_stands_by_hand_is_what_another_program_reads(
        contents in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..300), 0..6),
        zip64 in any::<bool>(),
        sizes_behind in any::<bool>(),
    ) {
        let entries = contents
            .iter()
            .enumerate()
            .map(|(number, bytes)| {
                let mut odd = Odd::deflated(format!("{number}.bin"), bytes);
                odd.sizes_behind = sizes_behind && !zip64;
                odd.zip64 = zip64;
                odd
            })
            .collect();
        let bytes = OddZip { zip64, ..OddZip::of(entries) }.bytes();
        prop_assert_eq!(zips::read_by_others(&bytes), contents.clone());
        let (archive, _) = opened(bytes);
        for (number, bytes) in contents.iter().enumerate() {
            prop_assert_eq!(&read(&archive, number as u32).unwrap(), bytes);
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        use_everything(bytes.clone());
        bytes.splice(0..0, *b"PK\x03\x04");
        use_everything(bytes);
    }

    #[test]
    fn changed_zips_never_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let mut bytes = a_full_zip();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        use_everything(bytes);
    }
}

#[test]
fn every_single_changed_byte_is_survived() {
    let whole = a_full_zip();
    for at in 0..whole.len() {
        for value in [0, 1, 0xFF, whole[at] ^ 0x80] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            use_everything(bytes);
        }
    }
    for len in 0..whole.len() {
        use_everything(whole[..len].to_vec());
    }
}
