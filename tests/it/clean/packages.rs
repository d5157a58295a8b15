//! Packages that hold clean copies: what they say of each file, that every checker agrees, and that the
//! leak check finds what a copy must not hold.

use std::process::Command;
use std::rc::Rc;

use threadseal::engine::case::Case;
use threadseal::engine::decision::{DecisionKind, DecisionLog};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::package::{Bodies, BuildJob};
use threadseal::engine::session::protocol::MediaChoice;

use super::originals::{CARD, boxed, chunk, gif, jpeg, mp4, opus, page, png, webp};
use super::tools::Bench;
use crate::package::{
    Made, Memory, build, build_proven, folder_of, one, options, place, run, text, unpacked,
};
use crate::support::packages::leaks;
use crate::support::zips;

const CHAT: &str = "\
31/12/2023, 09:00 - Ada Poe: IMG-1.jpg (file attached)
31/12/2023, 09:01 - Bob: IMG-2.png (file attached)
31/12/2023, 09:02 - Ada Poe: PTT-3.opus (file attached)
31/12/2023, 09:03 - Bob: VID-4.mp4 (file attached)
31/12/2023, 09:04 - Ada Poe: Ada Poe.vcf (file attached)
31/12/2023, 09:05 - Bob: report.pdf (file attached)
31/12/2023, 09:06 - Ada Poe: STK-7.webp (file attached)
31/12/2023, 09:07 - Bob: GIF-8.gif (file attached)
31/12/2023, 09:08 - Bob: IMG-9.jpg (file attached)
31/12/2023, 09:09 - Bob: IMG-1.jpg (file attached)
31/12/2023, 09:10 - Bob: gone.jpg (file attached)
";
const TABLE: &str = "data/threads/t001/attachments.csv";

fn originals() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("IMG-1.jpg", jpeg()),
        ("IMG-2.png", png()),
        ("PTT-3.opus", opus()),
        ("VID-4.mp4", mp4()),
        ("Ada Poe.vcf", CARD.as_bytes().to_vec()),
        ("report.pdf", b"%PDF-1.7 secret".to_vec()),
        ("STK-7.webp", webp()),
        ("GIF-8.gif", gif()),
        ("IMG-9.jpg", [jpeg(), b"secret".to_vec()].concat()),
    ]
}

fn case() -> Rc<Case> {
    let files = originals();
    let media: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (*name, &bytes[..]))
        .collect();
    one("WhatsApp Chat with Bob.zip", CHAT, &media)
}

/// Every file's row without size and digest.
pub(super) fn rows(package: &[u8]) -> String {
    let table = text(&unpacked(package), TABLE);
    let short = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        [&cells[..6], &cells[8..]].concat().join(",")
    };
    table.lines().map(|row| short(row) + "\n").collect()
}

#[test]
fn a_package_says_what_became_of_each_file() {
    let case = case();
    let package = build(&case, &DecisionLog::default(), MediaChoice::Cleaned);
    expect_test::expect![[r#"
        thread,i,state,file,name,type,why
        1,1,cleaned,data/media/000001.jpg,IMG-1.jpg,image/jpeg,
        1,2,cleaned,data/media/000002.png,IMG-2.png,image/png,
        1,3,cleaned,data/media/000003.opus,PTT-3.opus,audio/ogg,
        1,4,cleaned,data/media/000004.mp4,VID-4.mp4,video/mp4,
        1,5,cleaned,data/media/000005.vcf,Ada Poe.vcf,text/vcard,
        1,6,no-safe-copy,,report.pdf,,no-writer
        1,7,cleaned,data/media/000006.webp,STK-7.webp,image/webp,
        1,8,cleaned,data/media/000007.gif,GIF-8.gif,image/gif,
        1,9,no-safe-copy,,IMG-9.jpg,,data-after-end
        1,10,cleaned,data/media/000001.jpg,IMG-1.jpg,image/jpeg,
        1,11,absent,,gone.jpg,,
    "#]]
    .assert_eq(&rows(&package));
    let files = unpacked(&package);
    let log = text(&files, "data/logs/redaction-log.csv");
    let lines: Vec<&str> = log.lines().skip(1).collect();
    assert_eq!(lines.len(), 10, "{log}");
    assert_eq!(lines[0], "1,1,1,metadata,1,,,program,2024-03-01,maintained");
    assert_eq!(
        lines[5],
        "6,1,6,no-safe-copy,1,,no-writer,program,2024-03-01,maintained"
    );
    assert!(
        text(&files, "data/threads/t001/transcript.txt").contains("no safe copy of it can be made")
    );
    assert!(text(&files, "README.txt").contains("as clean copies"));
    assert!(text(&files, "bag-info.txt").contains("Threadseal-Attachments: cleaned\n"));
    assert_eq!(
        package,
        build(&case, &DecisionLog::default(), MediaChoice::Cleaned)
    );
}

#[test]
fn whoever_builds_is_told_what_stays_behind_and_why() {
    let options = options(MediaChoice::Cleaned);
    let mut job = BuildJob::new(case(), &DecisionLog::default(), options).unwrap();
    let built = run(&mut job, &mut Memory::default()).unwrap();
    let told: Vec<(u32, u32, &str)> = built
        .left_behind
        .iter()
        .map(|file| (file.thread, file.record, file.why.as_str()))
        .collect();
    let behind = format!("the file goes on after its end at byte {}", jpeg().len());
    let expected = [
        (1, 6, "files of its type cannot be cleaned"),
        (1, 9, behind.as_str()),
    ];
    assert_eq!(told, expected);
}

#[test]
fn nothing_of_an_original_is_in_it_but_pixels_and_sound() {
    let package = build(&case(), &DecisionLog::default(), MediaChoice::Cleaned);
    let files = unpacked(&package);
    let shipped = ["format.md", "verify.py"];
    for (path, bytes) in files
        .iter()
        .filter(|(path, _)| !shipped.contains(&path.as_str()))
    {
        for (name, original) in originals() {
            let digest = sha256_hex(&original);
            assert!(
                memchr::memmem::find(bytes, digest.as_bytes()).is_none(),
                "{path}: {name}"
            );
        }
        if path.starts_with("data/media/") {
            assert!(memchr::memmem::find(bytes, b"secr").is_none(), "{path}");
            assert!(memchr::memmem::find(bytes, b"900123").is_none(), "{path}");
        }
    }
    assert_eq!(leaks(&package, &case(), &DecisionLog::default()).leaks, []);
}

#[test]
fn a_name_on_a_card_is_shown_as_it_may_be_shown() {
    let case = case();
    let card = |log: &DecisionLog| {
        let package = build(&case, log, MediaChoice::Cleaned);
        assert_eq!(leaks(&package, &case, log).leaks, []);
        let files = unpacked(&package);
        String::from_utf8(files["data/media/000005.vcf"].clone()).unwrap()
    };
    let name = |name: &str| format!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nEND:VCARD\r\n");
    assert_eq!(card(&DecisionLog::default()), name("Ada Poe"));
    let mut made = Made::default();
    assert_eq!(card(&made.value("poe", &["TPD"]).log), name("Ada █[TPD]█"));
    let mut made = Made::default();
    made.add(DecisionKind::Participant {
        target: place(&case, (0, 0)),
        also: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    assert_eq!(card(&made.log), name("█[TPD]█ Person 1"));
}

#[test]
fn what_is_withheld_stays_withheld_and_takes_no_number() {
    let case = case();
    let mut made = Made::default();
    made.file(&case, "IMG-2.png", &["TPD"])
        .message(&case, (0, 2), &["LPP"]);
    let package = build(&case, &made.log, MediaChoice::Cleaned);
    let rows = rows(&package);
    assert!(rows.contains("1,2,withheld,,,,\n"), "{rows}");
    assert!(
        rows.contains("1,4,cleaned,data/media/000002.mp4,"),
        "{rows}"
    );
    assert_eq!(leaks(&package, &case, &made.log).leaks, []);
}

#[test]
fn a_proof_claims_no_original_of_a_copy() {
    let case = case();
    for bodies in [Bodies::Closed, Bodies::Parts] {
        let mut made = Made::default();
        made.value("Roe", &["CON"]);
        for log in [&DecisionLog::default(), &made.log] {
            let package = build_proven(&case, log, MediaChoice::Cleaned, bodies);
            let openings = text(&unpacked(&package), "data/proof/0001/openings.jsonl");
            for (name, original) in originals() {
                assert!(!openings.contains(&sha256_hex(&original)), "{name}");
            }
            assert!(openings.contains("IMG-1.jpg"));
            assert_eq!(leaks(&package, &case, log).leaks, []);
            script_agrees(&package);
        }
    }
    script_agrees(&build(&case, &DecisionLog::default(), MediaChoice::Cleaned));
}

#[test]
fn a_person_can_hand_a_file_over_as_it_is() {
    let case = case();
    let mut made = Made::default();
    for name in ["report.pdf", "IMG-1.jpg"] {
        let source = &case.sources[0];
        let entries = source.archive.entries().iter();
        let entry = entries.clone().find(|entry| entry.name == name).unwrap();
        made.add(DecisionKind::AsItIs {
            source: source.id.clone(),
            entry: entry.id,
            note: Some("read through".to_owned()),
        });
    }
    let package = build(&case, &made.log, MediaChoice::Cleaned);
    let rows = rows(&package);
    assert!(
        rows.contains("1,1,included,data/media/000001.jpg,IMG-1.jpg,image/jpeg,\n"),
        "{rows}"
    );
    assert!(
        rows.contains("1,6,included,data/media/000006.pdf,report.pdf,application/pdf,\n"),
        "{rows}"
    );
    let files = unpacked(&package);
    assert_eq!(files["data/media/000001.jpg"], jpeg());
    let log = text(&files, "data/logs/redaction-log.csv");
    assert!(log.contains("6,1,6,as-it-is,1,,read through,"), "{log}");
    assert_eq!(log.matches(",as-it-is,").count(), 3, "{log}");
    assert_eq!(leaks(&package, &case, &made.log).leaks, []);
    script_agrees(&package);
    script_agrees(&build_proven(
        &case,
        &made.log,
        MediaChoice::Cleaned,
        Bodies::Closed,
    ));
    // Elsewhere it changes nothing, and what is withheld stays withheld.
    let plain = build(&case, &DecisionLog::default(), MediaChoice::Withheld);
    assert_eq!(plain, build(&case, &made.log, MediaChoice::Withheld));
    made.file(&case, "report.pdf", &["TPD"]);
    let package = build(&case, &made.log, MediaChoice::Cleaned);
    assert!(text(&unpacked(&package), TABLE).contains("1,6,withheld,"));
}

/// The checker in the package, run by Python.
pub(super) fn script_agrees(package: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{}.zip", folder_of(package)));
    std::fs::write(&path, package).unwrap();
    let script = folder.path().join("verify.py");
    std::fs::write(&script, &unpacked(package)["verify.py"]).unwrap();
    let ran = Command::new("python3")
        .arg(&script)
        .arg(&path)
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(out.starts_with("Valid: consistent with itself"), "{out}");
}

#[test]
fn a_message_of_an_encoder_is_found() {
    let bench = Bench::new();
    bench.ffmpeg("-f lavfi -i testsrc=size=96x64:rate=12:duration=1 -c:v libx264 film.mp4");
    let film = bench.read("film.mp4");
    assert!(memchr::memmem::find(&film, b"x264 - core").is_some());
    let chat = "31/12/2023, 09:00 - Bob: VID-1.mp4 (file attached)\n";
    let case = one("WhatsApp Chat with Bob.zip", chat, &[("VID-1.mp4", &film)]);
    let log = DecisionLog::default();
    let package = build(&case, &log, MediaChoice::Cleaned);
    assert_eq!(leaks(&package, &case, &log).leaks, []);
    let path = "data/media/000001.mp4";
    let mut copy = unpacked(&package)[path].clone();
    let at = memchr::memmem::find(&copy, b"\x0c\xff\xff\xff").unwrap();
    copy[at..at + 2].copy_from_slice(b"\x06\x05");
    let report = leaks(&planted(&package, path, &copy), &case, &log);
    assert!(
        report
            .leaks
            .iter()
            .all(|leak| leak.form.starts_with("L-31"))
    );
    assert_eq!(report.leaks.len(), 1, "{:?}", report.leaks);
}

/// A package in which one file is another.
pub(super) fn planted(package: &[u8], path: &str, bytes: &[u8]) -> Vec<u8> {
    let (mut files, folder) = (unpacked(package), folder_of(package));
    assert!(
        files.insert(path.to_owned(), bytes.to_vec()).is_some(),
        "{path}"
    );
    let named: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .map(|(path, bytes)| (format!("{folder}/{path}"), bytes))
        .collect();
    let entries: Vec<(&str, &[u8])> = named
        .iter()
        .map(|(path, bytes)| (&path[..], &bytes[..]))
        .collect();
    zips::stored(&entries)
}

fn after(bytes: &[u8], at: usize, more: &[u8]) -> Vec<u8> {
    [&bytes[..at], more, &bytes[at..]].concat()
}

#[test]
fn the_leak_check_finds_what_a_copy_must_not_hold() {
    let case = case();
    let log = DecisionLog::default();
    let package = build(&case, &log, MediaChoice::Cleaned);
    let files = unpacked(&package);
    let file = |n: usize, ending: &str| format!("data/media/{n:06}.{ending}");
    let (jpg, png, opus, mp4) = (
        file(1, "jpg"),
        file(2, "png"),
        file(3, "opus"),
        file(4, "mp4"),
    );
    let (vcf, webp, gif) = (file(5, "vcf"), file(6, "webp"), file(7, "gif"));
    let exif = b"\xff\xe1\0\x0eExif\0\0MM\0*\0\0";
    let preview = b"\xff\xe1\0\x0eExif\0\0\xff\xd8\xff\xdb\0\0";
    let thumbnail = b"\xff\xe0\0\x13JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc";
    let longer = |path: &str| [&files[path][..], b"tail"].concat();
    let edit = |path: &str, kind: &[u8], at: usize, to: u8| {
        let mut bytes = files[path].clone();
        let place = memchr::memmem::find(&bytes, kind).unwrap() + at;
        bytes[place] = to;
        bytes
    };
    let riff = |part: &[u8]| {
        let mut bytes = [&files[&webp][..], part].concat();
        let size = bytes.len() as u32 - 8;
        bytes[4..8].copy_from_slice(&size.to_le_bytes());
        bytes
    };
    let unused = {
        let mut bytes = [&files[&mp4][..], b"left"].concat();
        let at = memchr::memmem::find(&bytes, b"mdat").unwrap() - 1;
        bytes[at] += 4;
        bytes
    };
    let head = page(2, 0, &[b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0"]);
    let words = [
        head,
        page(0, 1, &[b"OpusTags\x02\0\0\0me\0\0\0\0"]),
        page(4, 2, &[&[8, 1]]),
    ]
    .concat();
    let cases: [(&str, Vec<u8>, &str); 21] = [
        (&jpg, after(&files[&jpg], 2, exif), "L-11"),
        (&jpg, after(&files[&jpg], 2, b"\xff\xfe\0\x04hi"), "L-11"),
        (&jpg, after(&files[&jpg], 2, preview), "L-12"),
        (&jpg, after(&files[&jpg], 2, thumbnail), "L-12"),
        (&jpg, longer(&jpg), "L-13"),
        (
            &png,
            after(&files[&png], 33, &chunk(b"tEXt", b"a\0b")),
            "L-11",
        ),
        (
            &png,
            after(&files[&png], 33, &chunk(b"eXIf", b"MM\0*")),
            "L-11",
        ),
        (&png, longer(&png), "L-13"),
        (&webp, riff(b"XMP \x02\0\0\0hi"), "L-11"),
        (&webp, longer(&webp), "L-13"),
        (&gif, after(&files[&gif], 19, b"\x21\xfe\x02hi\0"), "L-11"),
        (&gif, longer(&gif), "L-13"),
        (&opus, words, "L-31"),
        (&opus, originals()[2].1.clone(), "L-11"),
        (&opus, longer(&opus), "L-13"),
        (&mp4, edit(&mp4, b"mvhd", 11, 9), "L-32"),
        (&mp4, edit(&mp4, b"hdlr", 24, b'x'), "L-31"),
        (
            &mp4,
            [&files[&mp4][..], &boxed(b"free", &[b"x"])].concat(),
            "L-13",
        ),
        (&mp4, unused, "L-14"),
        (&mp4, originals()[3].1.clone(), "L-11"),
        (&vcf, CARD.as_bytes().to_vec(), "L-10"),
    ];
    for (path, bytes, class) in cases {
        let report = leaks(&planted(&package, path, &bytes), &case, &log);
        let found: Vec<&str> = report.leaks.iter().map(|leak| &leak.form[..4]).collect();
        assert!(
            found.contains(&class),
            "{path}: {class} not among {found:?}"
        );
        assert!(report.leaks.iter().all(|leak| leak.file == path), "{path}");
    }
    assert_eq!(leaks(&package, &case, &log).leaks, []);
}
