//! The review set, read by programs that are not ours: Python's `email`, `zipfile` and `csv`, and a
//! check of the manifest against what its format asks for.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;

use crate::package::proof::proven;
use crate::package::{Made, build, one};
use crate::support::{Ran, threadseal};

const CHECK: &str = include_str!("check.py");

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(package: &[u8]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("p.zip"), package).unwrap();
        Desk { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn review(&self, out: &str, words: &str) -> Ran {
        let (package, out) = (self.path("p.zip"), self.path(out));
        let more = words.split_whitespace();
        threadseal(["review", &package, "--out", &out].into_iter().chain(more))
    }

    /// What the foreign check says of a set.
    fn checked(&self, name: &str) -> String {
        let ran = Command::new("python3")
            .args(["-c", CHECK])
            .arg(self.path(name))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.success(), "{said}");
        String::from_utf8(ran.stdout).unwrap()
    }
}

/// The files of the set that is written beside a package, below its folder.
pub(crate) fn written(package: &[u8], words: &str) -> Vec<(String, Vec<u8>)> {
    let desk = Desk::new(package);
    let ran = desk.review("r.zip", words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let set = fs::read(desk.path("r.zip")).unwrap();
    let forged = crate::support::forge::Forged::of(&set);
    forged.files.into_iter().collect()
}

const CHAT: &str = "30/03/2024, 23:58 - Zoë Ödegård: first, \"quoted\" þ ® day\n\
    30/03/2024, 23:59 - Bob: =1+1\n\
    31/03/2024, 00:00 - Bob: second\nin two lines\n\
    31/03/2024, 01:30 - Bob: never shown by that clock\n\
    31/03/2024, 02:30 - Messages to this group are now secured\n\
    31/03/2024, 09:00 - Zoë Ödegård: the code is walrus-4711\n\
    31/03/2024, 09:01 - Cy: \u{200e}IMG-20240331-WA0001.jpg (file attached)\n\
    31/03/2024, 09:02 - Bob: This message was deleted\n\
    01/04/2024, 10:00 - Cy: Zebedee was here\n";

fn package(kinds: impl FnOnce(&threadseal::engine::case::Case, &mut Made)) -> Vec<u8> {
    let case = one(
        "WhatsApp Chat with Zoë.zip",
        CHAT,
        &[("IMG-20240331-WA0001.jpg", b"\xff\xd8\xff picture")],
    );
    let mut made = Made::default();
    kinds(&case, &mut made);
    build(&case, &made.log, MediaChoice::AsTheyAre)
}

fn redacted() -> Vec<u8> {
    package(|case, made| {
        made.span(case, (0, 5), "walrus-4711", &["SEC"])
            .value("Zebedee", &["TPD"])
            .message(case, (0, 1), &["LPP"]);
    })
}

#[test]
fn strangers_read_every_part_of_it() {
    let desk = Desk::new(&redacted());
    let ran = desk.review("r.zip", "--zone Europe/London --bates ABC");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said = desk.checked("r.zip");
    expect_test::expect![[r#"
        ABC0000001 2 events 2 participants 0 files 2024-03-30T23:58:00+00:00 2024-03-30T23:59:00+00:00
        ABC0000002 6 events 3 participants 1 files 2024-03-31T00:00:00+00:00 2024-03-31T09:02:00+01:00
        ABC0000003 1 events 1 participants 0 files 2024-04-01T10:00:00+01:00 2024-04-01T10:00:00+01:00
        load file of 3 rows, 9 rows of messages
    "#]]
    .assert_eq(&said);
}

#[test]
fn numbers_do_not_depend_on_what_is_withheld() {
    let rows = |package: &[u8], words: &str| {
        let desk = Desk::new(package);
        let ran = desk.review("r.zip", words);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let said = desk.checked("r.zip");
        let numbers = said
            .lines()
            .map(|line| line.split(' ').next().unwrap().to_owned());
        numbers
            .filter(|word| word.starts_with("AB"))
            .collect::<Vec<_>>()
    };
    let words = "--zone UTC --bates AB9 --first 70";
    let open = rows(&package(|_, _| {}), words);
    assert_eq!(open, ["AB90000070", "AB90000071", "AB90000072"]);
    assert_eq!(rows(&redacted(), words), open);
}

/// Everything that stands in the set, in the forms in which it could stand there.
fn everything(zip: &[u8]) -> Vec<u8> {
    let mut all = zip.to_vec();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        all.extend(file.name().unwrap().bytes());
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for part in text.split("\r\n\r\n") {
            let digits: String = part
                .split_ascii_whitespace()
                .take_while(|line| !line.starts_with("--"))
                .collect();
            if let Ok(decoded) = data_encoding::BASE64.decode(digits.as_bytes()) {
                if decoded.starts_with(b"PK") {
                    all.extend(everything(&decoded));
                }
                all.extend(decoded);
            }
        }
        for word in text.split("=?UTF-8?B?").skip(1) {
            let digits = word.split("?=").next().unwrap_or_default();
            all.extend(data_encoding::BASE64.decode(digits.as_bytes()).unwrap());
        }
        all.extend(bytes);
    }
    all
}

#[test]
fn nothing_withheld_stands_in_any_form() {
    let desk = Desk::new(&redacted());
    assert_eq!(desk.review("r.zip", "--zone UTC --bates A").code, 0);
    let all = everything(&fs::read(desk.path("r.zip")).unwrap());
    let holds = |words: &[u8]| memchr::memmem::find(&all, words).is_some();
    let shown = Desk::new(&package(|_, _| {}));
    assert_eq!(shown.review("r.zip", "--zone UTC --bates A").code, 0);
    let open = everything(&fs::read(shown.path("r.zip")).unwrap());
    for withheld in ["walrus-4711", "walrus", "Zebedee", "=1+1"] {
        assert!(
            memchr::memmem::find(&open, withheld.as_bytes()).is_some(),
            "{withheld}"
        );
        assert!(!holds(withheld.as_bytes()), "{withheld}");
        let utf16: Vec<u8> = withheld.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!holds(&utf16), "{withheld}");
        use sha2::Digest;
        let digest = data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(withheld));
        assert!(!holds(digest.as_bytes()), "{withheld}");
    }
    assert!(holds("█[SEC]█".as_bytes()) && holds("█[LPP]█".as_bytes()));
}

#[test]
fn the_same_package_gives_the_same_bytes() {
    let desk = Desk::new(&proven(Bodies::Closed));
    for out in ["one.zip", "two.zip"] {
        assert_eq!(desk.review(out, "--zone Asia/Kolkata --bates X").code, 0);
    }
    let read = |name: &str| fs::read(desk.path(name)).unwrap();
    assert_eq!(read("one.zip"), read("two.zip"));
    desk.checked("one.zip");
}

#[test]
fn what_cannot_be_done_is_said() {
    let desk = Desk::new(&redacted());
    for (words, said) in [
        ("--zone Mars/Olympus --bates A", "there is no zone"),
        ("--zone UTC --bates abc", "cannot begin a number"),
        ("--zone UTC --bates ABCDEFGHIJKLM", "cannot begin a number"),
    ] {
        let ran = desk.review("r.zip", words);
        assert_eq!(ran.code, 2, "{words}");
        assert!(ran.err.contains(said), "{words}: {}", ran.err);
        assert!(!Path::new(&desk.path("r.zip")).exists());
    }
    fs::write(desk.path("p.zip"), b"PK no").unwrap();
    let ran = desk.review("r.zip", "--zone UTC --bates A");
    assert!(
        ran.code == 2 && ran.err.contains("is not a valid package"),
        "{}",
        ran.err
    );
}
