//! A withheld file that goes out inside another one, whole or in part, and what cannot be looked
//! into.

use std::io::{Cursor, Write};

use data_encoding::BASE64_MIME;
use zip::CompressionMethod::{Deflated, Stored};
use zip::write::SimpleFileOptions;

use super::{Bag, LeakReport, MESSAGES, PAGE, PICTURE, TEXT, case_with, clean_bag, codes, decide};
use crate::engine::case::Case;
use crate::engine::decision::{DecisionKind, DecisionLog};
use crate::engine::place::EntryId;

/// Bytes that cannot be packed.
fn noise(n: usize) -> Vec<u8> {
    let mut state = 7_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    };
    (0..n).map(|_| next()).collect()
}

fn zipped(content: &[u8], method: zip::CompressionMethod) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    out.start_file("first.txt", options).unwrap();
    out.write_all(b"nothing of interest").unwrap();
    out.start_file("word/media/image1.jpg", options).unwrap();
    out.write_all(content).unwrap();
    out.finish().unwrap().into_inner()
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(content).unwrap();
    gzip.finish().unwrap()
}

/// The check when entry 1 is withheld and `planted` goes out as an attachment.
fn with_file(case: &Case, bag: &Bag) -> (String, LeakReport) {
    let mut log = DecisionLog::default();
    let id = decide(
        &mut log,
        DecisionKind::Attachment {
            source: case.sources[0].id.clone(),
            entry: EntryId(1),
            codes: codes(),
            note: None,
        },
    );
    (id, super::run(bag, case, &log))
}

fn with_picture(case: &Case, planted: &[u8]) -> (String, LeakReport) {
    let mut bag = clean_bag();
    bag.put(PICTURE, planted);
    bag.seal();
    with_file(case, &bag)
}

#[test]
fn a_withheld_file_is_found_inside_others() {
    for secret in [
        noise(30_000),
        noise(90),
        b"\x01\x02 secret \x7f key".to_vec(),
    ] {
        let case = case_with("hello", ("000.jpg", &secret));
        let deep = (0..5).fold(secret.clone(), |inner, _| zipped(&inner, Deflated));
        let planted = [
            zipped(&secret, Stored),
            zipped(&secret, Deflated),
            zipped(&zipped(&secret, Stored), Stored),
            zipped(&zipped(&gzipped(&secret), Deflated), Stored),
            deep,
            gzipped(&secret),
            [secret.as_slice(), b"x"].concat(),
            [b"before".as_slice(), &secret, b"after"].concat(),
            BASE64_MIME.encode(&zipped(&secret, Deflated)).into_bytes(),
        ];
        for (index, planted) in planted.iter().enumerate() {
            let (id, report) = with_picture(&case, planted);
            let found = report
                .leaks
                .iter()
                .any(|leak| leak.decision == id && leak.file == PICTURE);
            assert!(found, "{} bytes, {index}: {report:?}", secret.len());
            assert_eq!(report.not_searched, [] as [String; 0], "{index}");
        }
        let (_, report) = with_picture(&case, &noise(40_000)[30_001..]);
        assert_eq!(report.leaks, []);
    }
}

#[test]
fn a_part_of_a_withheld_file_is_listed() {
    let secret = noise(30_000);
    let case = case_with("hello", ("000.jpg", &secret));
    let (id, report) = with_picture(&case, &zipped(&secret[5_000..15_000], Deflated));
    assert_eq!(report.leaks, []);
    assert_eq!(report.visible.len(), 1);
    assert_eq!(report.visible[0].decision, id);
    assert_eq!(report.visible[0].file, PICTURE);
}

#[test]
fn the_words_of_a_withheld_text_are_found() {
    let words = "Yes.\nThe key to the shed lies under the third stone from the left.\nAsk Bo.\n";
    let case = case_with("hello", ("notes.txt", words.as_bytes()));
    let (_, report) = with_picture(&case, &zipped(words.trim().as_bytes(), Deflated));
    assert!(report.leaks.iter().any(|leak| leak.file == PICTURE));
    let quoted = "it is under the THIRD stone, from the left";
    let (_, report) = with_picture(&case, quoted.as_bytes());
    assert!(
        report
            .leaks
            .iter()
            .chain(&report.visible)
            .any(|leak| leak.file == PICTURE)
    );
    for said in [
        "gone: The key to the shed lies under the third stone from the left.",
        quoted,
    ] {
        let mut bag = clean_bag();
        for path in [MESSAGES, PAGE, TEXT] {
            bag.edit(path, "gone", said);
        }
        bag.seal();
        let (id, report) = with_file(&case, &bag);
        assert_eq!(
            report.leaks,
            [],
            "said by a person: for a person to look at"
        );
        assert_eq!(report.visible.len(), 1, "{said}");
        assert_eq!(report.visible[0].decision, id);
        assert_eq!(report.visible[0].record, Some((1, 6)));
    }
}

#[test]
fn numbers_of_a_pdf_in_plain_characters_are_no_words() {
    let pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0000012345 00000 n\n%%EOF\n";
    let case = case_with("hello", ("000.pdf", pdf));
    let mut bag = clean_bag();
    super::plant(
        &mut bag,
        (super::LOG, "\"note\":\"", ""),
        b"invoice 7500000 ",
    );
    assert_eq!(with_file(&case, &bag).1.leaks, []);
}

#[test]
fn what_cannot_be_looked_into_is_said() {
    let case = case_with("hello", ("000.jpg", &noise(100)));
    let said = |planted: &[u8]| with_picture(&case, planted).1.not_searched;
    let fine = zipped(b"words", Deflated);
    assert_eq!(said(&fine), [] as [String; 0]);
    let at = memchr::memmem::rfind(&fine, b"PK\x03\x04").unwrap();
    let mut encrypted = fine.clone();
    encrypted[at + 6] |= 1;
    assert_eq!(
        said(&encrypted),
        [format!("{PICTURE}, zip member at byte {at}: encrypted")]
    );
    let mut other = fine.clone();
    other[at + 8] = 12;
    let bzip2 = format!("{PICTURE}, zip member at byte {at}: packed as bzip2");
    assert_eq!(said(&other), [bzip2]);
    assert!(said(&zipped(&other, Deflated))[0].contains("member at byte"));
    let mut damaged = fine.clone();
    damaged[at + 30 + 21] = 0xff;
    assert!(said(&damaged)[0].contains("damaged"));
    let gzip = gzipped(&noise(500));
    assert!(said(&gzip[..300])[0].contains("cut off"));
    assert!(said(b"BZh91AY&SY.....")[0].ends_with(": packed as bzip2"));
    assert!(said(&zipped(b"7z\xbc\xaf\x27\x1c....", Stored))[0].ends_with("packed as 7z"));
    assert!(said(b"%PDF-1.7\n<</Encrypt 3 0 R>>")[0].ends_with("encrypted"));
    let deep = (0..8).fold(b"words".to_vec(), |inner, _| zipped(&inner, Deflated));
    assert!(said(&deep)[0].contains("six deep"));
}
