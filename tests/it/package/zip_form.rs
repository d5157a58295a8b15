//! The zip and the bag around the files.

use std::collections::BTreeMap;
use std::io::Cursor;

use sha2::{Digest, Sha512};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::session::protocol::MediaChoice;
use zip::{CompressionMethod, DateTime, ZipArchive};

use super::{FOLDER, Made, build, one, text, unpacked};

const CHAT: &str = "31/12/2023, 21:05 - Ada: hello\n\
31/12/2023, 21:06 - Bob: \u{200e}IMG-20231231-WA0001.jpg (file attached)\n";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture \xff\xd9";

fn sample() -> Vec<u8> {
    let case = one(
        "WhatsApp Chat with Bob.zip",
        CHAT,
        &[("IMG-20231231-WA0001.jpg", JPEG)],
    );
    let mut made = Made::default();
    made.span(&case, (0, 0), "hello", &["TPD"]);
    build(&case, &made.log, MediaChoice::AsTheyAre)
}

#[test]
fn built_twice_is_the_same_bytes() {
    assert!(sample() == sample());
}

#[test]
fn the_zip_is_canonical() {
    let bytes = sample();
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert!(archive.comment().is_empty());
    let mut names = Vec::new();
    let mut at = 0;
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        assert_eq!(file.compression(), CompressionMethod::Stored);
        assert_eq!(file.last_modified(), Some(DateTime::default()));
        assert_eq!(file.unix_mode(), Some(0o100_644));
        assert!(file.extra_data().is_none_or(|extra| extra.is_empty()));
        assert_eq!(file.header_start(), at, "no gap before {index}");
        at = file.data_start().unwrap() + file.size();
        names.push(file.name().unwrap().into_owned());
    }
    let mut sorted = names.clone();
    sorted.sort_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
    assert_eq!(names, sorted);
    let paths: Vec<&str> = names
        .iter()
        .map(|name| name.strip_prefix(&format!("{FOLDER}/")).unwrap())
        .collect();
    let expected = [
        "README.txt",
        "bag-info.txt",
        "bagit.txt",
        "data/certificates/bsa-63-4.txt",
        "data/certificates/exhibit-note.txt",
        "data/certificates/fre-1006.txt",
        "data/certificates/fre-902-13.txt",
        "data/certificates/fre-902-14.txt",
        "data/certificates/pd57ad-16.txt",
        "data/certificates/subject-access.txt",
        "data/logs/custody.jsonl",
        "data/logs/redaction-log.csv",
        "data/logs/redaction-log.jsonl",
        "data/media/000001.jpg",
        "data/threads/t001/attachments.csv",
        "data/threads/t001/messages.jsonl",
        "data/threads/t001/transcript.html",
        "data/threads/t001/transcript.txt",
        "format.md",
        "manifest-sha256.txt",
        "manifest-sha512.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha512.txt",
        "verify.py",
    ];
    assert_eq!(paths, expected);
}

fn listed(files: &BTreeMap<String, Vec<u8>>, manifest: &str) -> BTreeMap<String, String> {
    let lines = text(files, manifest);
    let entries: Vec<(String, String)> = lines
        .lines()
        .map(|line| line.split_once("  ").unwrap())
        .map(|(digest, path)| (path.to_owned(), digest.to_owned()))
        .collect();
    assert!(entries.is_sorted_by(|a, b| a.0.as_bytes() < b.0.as_bytes()));
    entries.into_iter().collect()
}

fn sha512_hex(bytes: &[u8]) -> String {
    let digest = Sha512::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_bag_is_complete_and_every_digest_matches() {
    let files = unpacked(&sample());
    let is_payload = |path: &&String| path.starts_with("data/");
    for (prefix, wanted) in [
        (
            "manifest",
            files.keys().filter(is_payload).cloned().collect::<Vec<_>>(),
        ),
        (
            "tagmanifest",
            files
                .keys()
                .filter(|path| !is_payload(path) && !path.starts_with("tagmanifest"))
                .cloned()
                .collect(),
        ),
    ] {
        let sha256 = listed(&files, &format!("{prefix}-sha256.txt"));
        let sha512 = listed(&files, &format!("{prefix}-sha512.txt"));
        assert_eq!(sha256.keys().cloned().collect::<Vec<_>>(), wanted);
        assert_eq!(sha512.keys().cloned().collect::<Vec<_>>(), wanted);
        for path in wanted {
            assert_eq!(sha256[&path], sha256_hex(&files[&path]), "{path}");
            assert_eq!(sha512[&path], sha512_hex(&files[&path]), "{path}");
        }
    }
    let payload: Vec<&Vec<u8>> = files
        .iter()
        .filter(|(path, _)| path.starts_with("data/"))
        .map(|(_, bytes)| bytes)
        .collect();
    let octets: usize = payload.iter().map(|bytes| bytes.len()).sum();
    let info = text(&files, "bag-info.txt");
    expect_test::expect![[r#"
        Bagging-Date: 2024-03-01
        External-Identifier: threadseal-disclosure-20240301-100000
        External-Description: Disclosure of WhatsApp chat exports
        Bag-Software-Agent: threadseal 0.1.0
        BagIt-Profile-Identifier: urn:threadseal:disclosure-1
        Payload-Oxum: ‹octets›.15
        Threadseal-Format: threadseal-disclosure-1
        Threadseal-Created: 2024-03-01T10:00:00Z
        Threadseal-Attachments: as-they-are
    "#]]
    .assert_eq(&info.replace(&octets.to_string(), "‹octets›"));
    assert_eq!(
        text(&files, "bagit.txt"),
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    );
}

#[test]
fn the_readme_says_what_it_is_in_short_lines() {
    let readme = text(&unpacked(&sample()), "README.txt");
    assert!(readme.starts_with(FOLDER));
    for line in readme.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(!readme.contains(['{', '}']));
    for words in [
        "1 thread with",
        "2 records, in data/threads",
        "TPD  Personal data of somebody else: 1",
        "bagit.py --validate .",
        "sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt",
        "threadseal verify ../threadseal-disclosure-20240301-100000.zip",
        "byte for byte",
    ] {
        assert!(readme.contains(words), "{words}");
    }
}
