//! Nothing in a package depends on what is withheld: with another value in its place, of any length
//! and script, the same decisions give the same bytes.

use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use threadseal::engine::case::{Case, ThreadId};
use threadseal::engine::decision::DecisionKind;
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;

use super::{
    Export, Made, build, build_proven, one, opened, options, owned, text, try_build, unpacked,
};
use crate::support::zips;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture \xff\xd9";

/// What is withheld in the exports of these tests.
#[derive(Debug, Clone)]
struct Secrets {
    /// A body, withheld by a message decision.
    body: String,
    /// A part of a body, withheld by a span decision.
    part: String,
    /// A name: sender, title, in bodies, in a file's name. Withheld as a value.
    name: String,
    /// The stem of a withheld file's name.
    file: String,
    /// The bytes of that file and of the one in the withheld message.
    bytes: Vec<u8>,
}

impl Secrets {
    fn first() -> Secrets {
        Secrets {
            body: "meet me at the old mill".to_owned(),
            part: "555 0199".to_owned(),
            name: "Zebedee Quux".to_owned(),
            file: "Passport Quuxson".to_owned(),
            bytes: b"%PDF-1.7 a passport".to_vec(),
        }
    }
}

struct Made2 {
    case: Rc<Case>,
    made: Made,
}

/// The same thread around other secrets, with the same decisions.
fn thread(secrets: &Secrets) -> Made2 {
    let Secrets {
        body,
        part,
        name,
        file,
        bytes,
    } = secrets;
    let mut chat = format!(
        "30/12/2023, 09:00 - Messages are end-to-end encrypted.\n\
         30/12/2023, 09:01 - Ada: hello, is {name} there?\n\
         30/12/2023, 09:02 - {name}: yes\n\
         30/12/2023, 09:03 - {name}: {body}\n\
         31/12/2023, 09:04 - Ada: call {part}, or write\n\
         31/12/2023, 09:05 - Ada: \u{200e}{file}.pdf (file attached)\n\
         31/12/2023, 09:06 - Ada: \u{200e}List of {name}.docx (file attached)\n\
         31/12/2023, 09:07 - Ada: \u{200e}IMG-20231231-WA0001.jpg (file attached)\n\
         31/12/2023, 09:08 - Bob: \u{200e}IMG-20231231-WA0009.jpg (file attached)\n"
    );
    // A message that names a file that the export lacks, as does an open one.
    chat.push_str(
        "31/12/2023, 09:09 - Bob: \u{200e}IMG-20231231-WA0002.jpg (file attached)\n\
         31/12/2023, 09:10 - Bob: the end\n",
    );
    let zip = format!("WhatsApp Chat with {name}.zip");
    let text = format!("WhatsApp Chat with {name}.txt");
    let pdf = format!("{file}.pdf");
    let docx = format!("List of {name}.docx");
    let case = opened(&[Export {
        name: &zip,
        entries: vec![
            (&text, chat.as_bytes()),
            (&pdf, bytes),
            (&docx, b"PK\x03\x04 [Content_Types].xml"),
            ("IMG-20231231-WA0001.jpg", JPEG),
            ("IMG-20231231-WA0002.jpg", b"\xff\xd8\xff another"),
        ],
    }]);
    assert_eq!(case.thread(ThreadId(0)).unwrap().1.n_records(), 11);
    let mut made = Made::default();
    made.message(&case, (0, 3), &["LPP", "CON"])
        .span(&case, (0, 4), part, &["CON"])
        .value(name, &["TPD"])
        .file(&case, &pdf, &["IDN"])
        .message(&case, (0, 9), &["IRR"]);
    Made2 { case, made }
}

fn package(secrets: &Secrets, media: MediaChoice) -> Vec<u8> {
    let Made2 { case, made } = thread(secrets);
    build(&case, &made.log, media)
}

fn same_bytes(secrets: &Secrets) {
    for media in [MediaChoice::AsTheyAre, MediaChoice::Withheld] {
        let (first, other) = (
            unpacked(&package(&Secrets::first(), media)),
            unpacked(&package(secrets, media)),
        );
        for (path, bytes) in &first {
            let found = other.get(path).map(|bytes| String::from_utf8_lossy(bytes));
            assert_eq!(
                found.as_deref(),
                Some(&*String::from_utf8_lossy(bytes)),
                "{path}"
            );
        }
        assert_eq!(first, other);
    }
}

/// With a proof, only the proof itself, the seal numbers and what is computed over them may differ.
fn same_but_for_the_proof(secrets: &Secrets, bodies: Bodies) {
    let built = |secrets: &Secrets| {
        let Made2 { case, made } = thread(secrets);
        unpacked(&build_proven(
            &case,
            &made.log,
            MediaChoice::AsTheyAre,
            bodies,
        ))
    };
    let (first, other) = (built(&Secrets::first()), built(secrets));
    assert!(first.keys().eq(other.keys()));
    for (path, bytes) in &first {
        let cites = path.contains("manifest") || path == "README.txt" || path == "bag-info.txt";
        if path.starts_with("data/proof/") || cites {
            continue;
        }
        // Drafts of certificates name the number.
        let told = |bytes: &[u8]| -> Vec<String> {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let lines = text
                .split('\n')
                .filter(|line| !line.starts_with("Number of seal 1: "));
            lines.map(str::to_owned).collect()
        };
        assert_eq!(told(&other[path]), told(bytes), "{path}");
    }
    let shape = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let hash = |c: char| c.is_ascii_hexdigit();
        let openings = text(files, "data/proof/0001/openings.jsonl");
        openings
            .split('"')
            .map(|word| match word.len() == 64 && word.chars().all(hash) {
                true => "#".to_owned(),
                false => word.to_owned(),
            })
            .collect()
    };
    // What is opened is the same, too; only salts, hashes and keys are others.
    assert_eq!(shape(&first), shape(&other));
}

#[test]
fn with_a_proof_length_and_script_do_not_show() {
    let secrets = Secrets {
        body: "да\n\nи ещё одна строка\u{2028}и ещё".to_owned(),
        part: "٠٥٥٥ ٠١٩٩ ٠٠".to_owned(),
        name: "Ω".to_owned(),
        file: "паспорт гражданина Зебедова, очень длинное имя файла".to_owned(),
        bytes: vec![7; 90_000],
    };
    same_but_for_the_proof(&secrets, Bodies::Closed);
}

#[test]
fn with_opened_parts_the_same_tokens_show_the_same() {
    let secrets = Secrets {
        body: "другое".to_owned(),
        part: "٠٥٥ 0".to_owned(),
        name: "Ωβγδεζη Жжжж".to_owned(),
        file: "Паспортъ Жжжжжжж".to_owned(),
        bytes: vec![7; 90_000],
    };
    same_but_for_the_proof(&secrets, Bodies::Parts);
}

#[test]
fn length_and_script_do_not_show() {
    same_bytes(&Secrets {
        body: "да\n\nи ещё одна строка\u{2028}и ещё".to_owned(),
        part: "٠٥٥٥ ٠١٩٩ ٠٠".to_owned(),
        name: "Ω".to_owned(),
        file: "паспорт гражданина Зебедова, очень длинное имя файла".to_owned(),
        bytes: vec![7; 90_000],
    });
}

#[test]
fn what_kind_of_message_it_is_does_not_show() {
    for body in [
        "null",
        "<Media omitted>",
        "This message was deleted",
        "location: https://maps.google.com/?q=1,2",
        "x <This message was edited>",
        "\u{200e}IMG-20231231-WA0077.jpg (file attached)",
        "31/12/2023, 09:03 somebody said",
        "█[TPD]█",
        "\u{202e}\u{200b}",
    ] {
        same_bytes(&Secrets {
            body: body.to_owned(),
            ..Secrets::first()
        });
    }
}

#[test]
fn a_file_shared_with_a_withheld_message_does_not_show() {
    // The withheld message names a file that the export lacks; so does an open one, or not.
    let chat = |named: &str| {
        format!(
            "31/12/2023, 09:00 - Ada: \u{200e}IMG-20231231-WA0009.jpg (file attached)\n\
             31/12/2023, 09:01 - Bob: {named}\n\
             31/12/2023, 09:02 - Bob: end\n"
        )
    };
    let built = |named: &str| {
        let case = one("WhatsApp Chat with Bob.zip", &chat(named), &[]);
        let mut made = Made::default();
        made.message(&case, (0, 1), &["IRR"]);
        text(
            &unpacked(&build(&case, &made.log, MediaChoice::AsTheyAre)),
            "data/threads/t001/messages.jsonl",
        )
    };
    let other = built("nothing of that kind");
    assert_eq!(
        built("\u{200e}IMG-20231231-WA0010.jpg (file attached)"),
        other
    );
    assert!(other.contains("IMG-20231231-WA0009.jpg"));
}

/// Words in scripts that the rest of the thread does not use, so that a term finds its own places
/// and no others.
fn words(longest: usize) -> impl Strategy<Value = String> {
    let letter = prop::sample::select(vec![
        'ж', 'я', 'Ω', 'β', 'ش', 'ت', '漢', '字', 'ക', '😀', 'Ł', 'ß',
    ]);
    prop::collection::vec(letter, 1..longest).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn nothing_depends_on_what_is_withheld(
        body in prop::collection::vec(prop::sample::select(vec![
            "ж", "Ω\n", " ", "█[TPD]█", "<b>", "\"", "\u{202e}", "\u{2028}", "=", ": ", "😀", "\r\n",
            "(file attached)", "\u{200e}", "https://e.example/",
        ]), 1..40),
        part in words(30),
        name in words(30),
        file in words(40),
        bytes in prop::collection::vec(any::<u8>(), 0..5_000),
    ) {
        prop_assume!(!part.contains(&name) && !file.contains(&name) && name != part);
        prop_assume!(name.chars().count() > 1 && file.chars().count() > 4);
        let body = format!("a{}", body.concat());
        prop_assume!(!body.contains(&name));
        same_bytes(&Secrets { body, part, name, file, bytes });
    }
}

/// Every file of the package as text, and names.
fn everything(zip: &[u8]) -> String {
    let mut out = String::new();
    for (path, bytes) in unpacked(zip) {
        // The same in every package.
        if ["format.md", "verify.py"].contains(&path.as_str()) {
            continue;
        }
        out.push_str(&path);
        out.push_str(&String::from_utf8_lossy(&bytes));
    }
    out
}

#[test]
fn no_withheld_value_and_no_digest_of_one_is_in_any_file() {
    let secrets = Secrets::first();
    let Made2 { case, made } = thread(&secrets);
    let mut forbidden = vec![
        secrets.body.clone(),
        "old mill".to_owned(),
        secrets.part.clone(),
        secrets.name.clone(),
        "Zebedee".to_owned(),
        secrets.file.clone(),
        "a passport".to_owned(),
        "WA0002".to_owned(),
        case.sources[0].id.0.clone(),
        case.sources[0].archive.size_bytes().to_string(),
    ];
    for secret in [&secrets.body, &secrets.part, &secrets.name, &secrets.file] {
        forbidden.push(threadseal::engine::digest::sha256_hex(secret.as_bytes()));
    }
    forbidden.push(threadseal::engine::digest::sha256_hex(&secrets.bytes));
    for media in [MediaChoice::AsTheyAre, MediaChoice::Withheld] {
        let packages = [
            build(&case, &made.log, media),
            build_proven(&case, &made.log, media, Bodies::Closed),
            build_proven(&case, &made.log, media, Bodies::Parts),
        ];
        for package in packages {
            let all = everything(&package);
            for value in &forbidden {
                // Salts and hashes hold any four digits by chance.
                if value.len() < 5 && all.contains("openings.jsonl") {
                    continue;
                }
                assert!(!all.contains(value.as_str()), "{value:?} is in the package");
            }
            assert!(all.contains("hello, "));
        }
    }
}

#[test]
fn a_copy_of_a_withheld_file_is_withheld_too() {
    let chat = "31/12/2023, 09:00 - Ada: \u{200e}one.jpg (file attached)\n\
                31/12/2023, 09:01 - Ada: \u{200e}Jane Roe smiling.jpg (file attached)\n\
                31/12/2023, 09:02 - Ada: \u{200e}third.jpg (file attached)\n\
                31/12/2023, 09:03 - Ada: look at Jane Roe smiling\n";
    let case = one(
        "WhatsApp Chat with Bob.zip",
        chat,
        &[
            ("one.jpg", JPEG),
            ("Jane Roe smiling.jpg", JPEG),
            ("third.jpg", b"\xff\xd8\xff other of len 18"),
        ],
    );
    let mut made = Made::default();
    made.file(&case, "one.jpg", &["CHD"]);
    let files = unpacked(&build(&case, &made.log, MediaChoice::AsTheyAre));
    let media: Vec<&String> = files.keys().filter(|p| p.contains("/media/")).collect();
    assert_eq!(media, ["data/media/000001.jpg"]);
    assert_eq!(
        files["data/media/000001.jpg"],
        b"\xff\xd8\xff other of len 18"
    );
    let all = everything(&build(&case, &made.log, MediaChoice::AsTheyAre));
    assert!(!all.contains(" a picture \u{fffd}") && !all.contains("Jane Roe"));
    expect_test::expect![[r#"
        no,thread,record,scope,gaps,codes,note,decided_by,decided_on,status
        1,1,1,span,1,CHD,,A. Reviewer,2024-02-29,maintained
        2,1,1,attachment,1,CHD,,A. Reviewer,2024-02-29,maintained
        3,1,2,span,1,CHD,,A. Reviewer,2024-02-29,maintained
        4,1,2,attachment,1,CHD,,A. Reviewer,2024-02-29,maintained
        5,1,4,span,1,CHD,,A. Reviewer,2024-02-29,maintained
    "#]]
    .assert_eq(&text(&files, "data/logs/redaction-log.csv").replace("\r\n", "\n"));
    let custody = text(&files, "data/logs/custody.jsonl");
    assert!(
        custody.contains("\"codes\":{\"CHD\":1},\"n_redactions\":1"),
        "{custody}"
    );
}

#[test]
fn a_chat_text_never_goes_out_as_a_file() {
    let chat = "31/12/2023, 09:00 - Ada: \u{200e}WhatsApp Chat with Bob.txt (file attached)\n\
                31/12/2023, 09:01 - Ada: \u{200e}copy of it.bin (file attached)\n\
                31/12/2023, 09:02 - Ada: the secret word is Zebedee\n";
    let case = one(
        "WhatsApp Chat with Bob.zip",
        chat,
        &[("copy of it.bin", chat.as_bytes())],
    );
    let mut made = Made::default();
    made.message(&case, (0, 2), &["SEC"]);
    let files = unpacked(&build(&case, &made.log, MediaChoice::AsTheyAre));
    assert!(files.keys().all(|path| !path.contains("/media/")));
    let all = everything(&build(&case, &made.log, MediaChoice::AsTheyAre));
    assert!(!all.contains("Zebedee"));
    assert!(text(&files, "data/threads/t001/attachments.csv").contains("1,2,not-included,,copy"));
}

#[test]
fn files_that_no_shown_message_names_stay_behind() {
    let chat = "31/12/2023, 09:00 - Ada: hello\n\
                31/12/2023, 09:01 - Ada: \u{200e}hidden.jpg (file attached)\n\
                31/12/2023, 09:02 - Ada: \u{200e}hidden.jpg (file attached)\n";
    let case = one(
        "WhatsApp Chat with Bob.zip",
        chat,
        &[
            ("hidden.jpg", JPEG),
            ("unnamed.jpg", b"\xff\xd8\xff unnamed"),
        ],
    );
    let mut made = Made::default();
    made.message(&case, (0, 1), &["TPD"]);
    let files = unpacked(&build(&case, &made.log, MediaChoice::AsTheyAre));
    assert!(files.keys().all(|path| !path.contains("/media/")));
}

#[test]
fn other_threads_do_not_show() {
    let exports = |last: &'static str| {
        opened(&[
            Export {
                name: "WhatsApp Chat with Zebedee.zip",
                entries: vec![(
                    "WhatsApp Chat with Zebedee.txt",
                    b"31/12/2023, 09:00 - Zebedee: quiet\n",
                )],
            },
            Export {
                name: "WhatsApp Chat with Bob.zip",
                entries: vec![("WhatsApp Chat with Bob.txt", last.as_bytes())],
            },
        ])
    };
    let case = exports("31/12/2023, 09:00 - Bob: hi\n");
    let mut made = Made::default();
    made.message(&case, (0, 0), &["TPD"])
        .value("Zebedee", &["WIT"]);
    let mut options = options(MediaChoice::AsTheyAre);
    options.threads = vec![ThreadId(1)];
    let zip = try_build(&case, &made.log, options).unwrap();
    let files = unpacked(&zip);
    assert!(files.contains_key("data/threads/t001/transcript.txt"));
    assert!(!files.contains_key("data/threads/t002/transcript.txt"));
    let all = everything(&zip);
    for word in [
        "Zebedee",
        "TPD]",
        "WIT]",
        "WIT  ",
        "TPD  ",
        "\"WIT\"",
        "\"redact\"",
        "source 2",
    ] {
        assert!(!all.contains(word), "{word}");
    }
    assert_eq!(text(&files, "data/logs/redaction-log.jsonl"), "");
}

#[test]
fn every_archive_name_stays_out_of_every_path() {
    let names = [
        "../../etc/passwd",
        "/abs.jpg",
        "C:\\x.jpg",
        "a\u{202e}gpj.exe",
        "=cmd|'/C calc'!A0.jpg",
        "CON.jpg",
        "name with \u{1b}[2K.jpg",
        "Ünïcode.jpg",
        "<b>.svg",
    ];
    let chat: String = names
        .iter()
        .enumerate()
        .map(|(i, name)| format!("31/12/2023, 09:{i:02} - Ada: \u{200e}{name} (file attached)\n"))
        .collect();
    let bodies: Vec<Vec<u8>> = names
        .iter()
        .map(|n| format!("body of {n}").into())
        .collect();
    let mut entries = vec![zips::Odd::stored("_chat.txt", chat.as_bytes())];
    for (name, body) in names.iter().zip(&bodies) {
        entries.push(zips::Odd::stored(name, body));
    }
    let bytes = zips::OddZip::of(entries).bytes();
    let given = threadseal::engine::archive::Given {
        name: "export.zip".to_owned(),
        source: Rc::new(bytes),
    };
    let case = Rc::new(Case {
        sources: vec![super::source(&"0".repeat(64), vec![given])],
    });
    let log = Made::default().log;
    let files: BTreeMap<_, _> = unpacked(&build(&case, &log, MediaChoice::AsTheyAre));
    let allowed = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '.' | '_' | '-' | '/');
    for path in files.keys().filter(|path| *path != "README.txt") {
        assert!(path.chars().all(allowed), "{path}");
        assert!(path.len() <= 160 && path.split('/').all(|part| part.len() <= 80));
    }
    let table = text(&files, "data/threads/t001/attachments.csv");
    for line in table.split("\r\n").skip(1).filter(|line| !line.is_empty()) {
        assert!(
            !line
                .split(',')
                .any(|cell| cell.trim_start_matches('"').starts_with('=')),
            "{line}"
        );
    }
}

#[test]
fn notes_and_names_of_people_are_data_too() {
    let case = one(
        "WhatsApp Chat with Bob.zip",
        "31/12/2023, 09:00 - Ada: hello\n31/12/2023, 09:01 - Ada: bye\n",
        &[],
    );
    let mut made = Made::default();
    let target = super::place(&case, (0, 0));
    made.add(DecisionKind::Message {
        target,
        codes: owned(&["OTH"]),
        note: Some("=HYPERLINK(\"x\"),\r\n\"quoted\"".to_owned()),
    });
    let files = unpacked(&build(&case, &made.log, MediaChoice::Withheld));
    let table = text(&files, "data/logs/redaction-log.csv");
    assert!(
        table.contains(",\"'=HYPERLINK(\"\"x\"\"),\r\n\"\"quoted\"\"\","),
        "{table}"
    );
}
