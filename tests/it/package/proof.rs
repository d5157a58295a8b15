//! Packages with a proof: what is opened, what the verifier makes of forgeries, what the proof does
//! not tell.

use std::rc::Rc;

use data_encoding::HEXLOWER;
use threadseal::engine::case::Case;
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::Check;

use super::{Made, build, build_proven, one, options, seals, text, try_build, unpacked};
use crate::support::forge::Forged;
use crate::support::packages::{leaks, told, verified, verified_with};

const OPENINGS: &str = "data/proof/0001/openings.jsonl";
const LEAVES: &str = "data/proof/0001/leaves.txt";
const SEAL: &str = "data/proof/0001/seal.json";

const CHAT: &str = "31/12/2023, 09:00 - Messages are end-to-end encrypted.\n\
    31/12/2023, 09:01 - Ada: the PIN is 4711, ok?\n\
    31/12/2023, 09:02 - Bob Roe: thanks a lot\n\
    31/12/2023, 09:03 - Ada: never say this\n\
    31/12/2023, 09:04 - Ada: \u{200e}IMG-20231231-WA0001.jpg (file attached)\n\
    31/12/2023, 09:05 - Bob Roe: \u{200e}IMG-20231231-WA0002.jpg (file attached)\n\
    31/12/2023, 09:06 - Ada: two\nlines\n";

pub(crate) fn case() -> Rc<Case> {
    one(
        "WhatsApp Chat with Bob.zip",
        CHAT,
        &[
            ("IMG-20231231-WA0001.jpg", b"\xff\xd8\xff one"),
            ("IMG-20231231-WA0002.jpg", b"\xff\xd8\xff two"),
            ("unnamed.jpg", b"\xff\xd8\xff three"),
        ],
    )
}

fn decided(case: &Case) -> Made {
    let mut made = Made::default();
    made.span(case, (0, 1), "4711", &["SEC"])
        .message(case, (0, 3), &["LPP"])
        .file(case, "IMG-20231231-WA0002.jpg", &["TPD"])
        .value("Roe", &["CON"]);
    made
}

pub(crate) fn proven(bodies: Bodies) -> Vec<u8> {
    let case = case();
    build_proven(&case, &decided(&case).log, MediaChoice::AsTheyAre, bodies)
}

/// Each opening without its hashes and salts.
fn shapes(package: &[u8]) -> String {
    let openings = text(&unpacked(package), OPENINGS);
    let hash = |c: char| c.is_ascii_hexdigit();
    openings
        .split('"')
        .map(|word| match word.len() == 64 && word.chars().all(hash) {
            true => "#",
            false => word,
        })
        .collect::<Vec<&str>>()
        .join("'")
}

#[test]
fn what_is_opened_with_closed_bodies() {
    expect_test::expect![[r#"
        {'i':0,'state':'withheld'}
        {'i':1,'state':'full','key':'#','stamp':'31/12/2023, 09:00 - ','sender':'','body':'Messages are end-to-end encrypted.\n'}
        {'i':2,'state':'partial','salt':'#','headSalt':'#','stampSalt':'#','stamp':'31/12/2023, 09:01 - ','senderSalt':'#','sender':'Ada: ','bodyCommit':'#'}
        {'i':3,'state':'partial','salt':'#','headSalt':'#','stampSalt':'#','stamp':'31/12/2023, 09:02 - ','senderCommit':'#','bodySalt':'#','parts':[{'s':'#','t':'thanks '},{'s':'#','t':'a '},{'s':'#','t':'lot\n'}]}
        {'i':4,'state':'partial','salt':'#','headSalt':'#','stampSalt':'#','stamp':'31/12/2023, 09:03 - ','senderSalt':'#','sender':'Ada: ','bodyCommit':'#'}
        {'i':5,'state':'full','key':'#','stamp':'31/12/2023, 09:04 - ','sender':'Ada: ','body':'‎IMG-20231231-WA0001.jpg (file attached)\n'}
        {'i':6,'state':'partial','salt':'#','headSalt':'#','stampSalt':'#','stamp':'31/12/2023, 09:05 - ','senderCommit':'#','bodyCommit':'#'}
        {'i':7,'state':'full','key':'#','stamp':'31/12/2023, 09:06 - ','sender':'Ada: ','body':'two\nlines\n'}
        {'i':8,'state':'full','key':'#','name':'IMG-20231231-WA0001.jpg','sha256':'#','size':7}
        {'i':9,'state':'withheld'}
        {'i':10,'state':'withheld'}
    "#]].assert_eq(&shapes(&proven(Bodies::Closed)));
}

#[test]
fn what_is_opened_with_open_parts() {
    let package = proven(Bodies::Parts);
    expect_test::expect![[r#"
        {'i':0,'state':'withheld'}
        {'i':1,'state':'full','key':'#','stamp':'31/12/2023, 09:00 - ','sender':'','body':'Messages are end-to-end encrypted.\n'}
        {'i':2,'state':'partial','salt':'#','headSalt':'#','stampSalt':'#','stamp':'31/12/2023, 09:01 - ','senderSalt':'#','sender':'Ada: ','bodySalt':'#','parts':[{'s':'#','t':'the '},{'s':'#','t':'PIN '},{'s':'#','t':'is '},{'h':'#'},{'s':'#','t':'ok?\n'}]}
        {'i':3,'state':'partial','salt':'#','headSalt':'#','stampSalt':'#','stamp':'31/12/2023, 09:02 - ','senderCommit':'#','bodySalt':'#','parts':[{'s':'#','t':'thanks '},{'s':'#','t':'a '},{'s':'#','t':'lot\n'}]}
        {'i':4,'state':'partial','salt':'#','headSalt':'#','stampSalt':'#','stamp':'31/12/2023, 09:03 - ','senderSalt':'#','sender':'Ada: ','bodyCommit':'#'}
        {'i':5,'state':'full','key':'#','stamp':'31/12/2023, 09:04 - ','sender':'Ada: ','body':'‎IMG-20231231-WA0001.jpg (file attached)\n'}
        {'i':6,'state':'partial','salt':'#','headSalt':'#','stampSalt':'#','stamp':'31/12/2023, 09:05 - ','senderCommit':'#','bodySalt':'#','parts':[{'h':'#'},{'h':'#'},{'h':'#'},{'s':'#','t':'(file '},{'s':'#','t':'attached'},{'s':'#','t':')\n'}]}
        {'i':7,'state':'full','key':'#','stamp':'31/12/2023, 09:06 - ','sender':'Ada: ','body':'two\nlines\n'}
        {'i':8,'state':'full','key':'#','name':'IMG-20231231-WA0001.jpg','sha256':'#','size':7}
        {'i':9,'state':'withheld'}
        {'i':10,'state':'withheld'}
    "#]].assert_eq(&shapes(&package));
    // The mark has grown to the edges of its tokens, and everything shown says so.
    let transcript = text(&unpacked(&package), "data/threads/t001/transcript.txt");
    assert!(transcript.contains("the PIN is █[SEC]█ok?"), "{transcript}");
}

#[test]
fn nothing_withheld_opens_the_container_too() {
    let case = one(
        "WhatsApp Chat with Bob.zip",
        CHAT,
        &[
            ("IMG-20231231-WA0001.jpg", b"\xff\xd8\xff one"),
            ("IMG-20231231-WA0002.jpg", b"\xff\xd8\xff two"),
        ],
    );
    let log = Made::default().log;
    let whole = build_proven(&case, &log, MediaChoice::AsTheyAre, Bodies::Closed);
    let first = |package: &[u8]| {
        text(&unpacked(package), OPENINGS)
            .lines()
            .next()
            .map(str::to_owned)
    };
    assert!(first(&whole).unwrap().contains(&case.sources[0].id.0));
    let report = leaks(&whole, &case, &log);
    assert!(report.leaks.is_empty(), "{:?}", report.leaks);
    // With the attachments left out, the rest of the zip could be guessed at.
    let part = build_proven(&case, &log, MediaChoice::Withheld, Bodies::Closed);
    assert_eq!(first(&part).unwrap(), "{\"i\":0,\"state\":\"withheld\"}");
}

#[test]
fn without_seals_nothing_changes() {
    let case = case();
    let files = unpacked(&build(&case, &decided(&case).log, MediaChoice::AsTheyAre));
    assert!(files.keys().all(|path| !path.contains("proof")));
}

#[test]
fn a_seal_of_another_case_is_refused() {
    let case = case();
    let other = one(
        "WhatsApp Chat with Bob.zip",
        "31/12/2023, 09:00 - Ada: hi\n",
        &[],
    );
    let mut options = options(MediaChoice::Withheld);
    options.proof = Some(threadseal::engine::package::Proof {
        seals: seals(&other),
        bodies: Bodies::Closed,
    });
    let error = try_build(&case, &Made::default().log, options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "thread 1 has no seal, or its seal is of another number of messages"
    );
}

#[test]
fn nothing_that_is_withheld_is_in_the_proof() {
    let case = case();
    let made = decided(&case);
    for bodies in [Bodies::Closed, Bodies::Parts] {
        let package = build_proven(&case, &made.log, MediaChoice::AsTheyAre, bodies);
        let report = leaks(&package, &case, &made.log);
        assert!(report.leaks.is_empty(), "{:?}", report.leaks);
        assert!(report.visible.is_empty(), "{:?}", report.visible);
        // No secret and no key of a record that is not shown whole.
        let seal = &seals(&case)[0];
        let openings = text(&unpacked(&package), OPENINGS);
        assert!(!openings.contains(&HEXLOWER.encode(&seal.secret.0)));
        for (i, line) in openings.lines().enumerate() {
            let key = HEXLOWER.encode(&seal.secret.keys().record(i as u32));
            assert_eq!(
                openings.contains(&key),
                line.contains("\"full\""),
                "record {i}"
            );
        }
    }
}

#[test]
fn the_number_that_was_told_is_compared() {
    let package = proven(Bodies::Closed);
    let seal = &seals(&case())[0];
    let number = seal.number();
    let report = verified_with(&package, &number);
    assert_eq!(
        report.headline,
        "Valid: consistent with itself and with the seal number that was given"
    );
    let named = |check: &Check| check.id == "V18" && check.text.ends_with(&number);
    assert!(report.checks.iter().any(named), "{:?}", report.checks);
    let root = seal.root_hex();
    for (other, word) in [
        ("0".repeat(64), "root"),
        (format!("{root}:11:6"), "seal number"),
    ] {
        assert_eq!(
            told(&verified_with(&package, &other)),
            format!("V21 data/proof: the {word} {other} is not that of a seal here: {number}\n")
        );
    }
    // Under the root alone it is valid, and the report says what that leaves open.
    let bare = verified_with(&package, &root);
    assert_eq!(
        bare.headline,
        "Valid: consistent with itself and with a root that was given without the number of \
         records; a cut chat would not be noticed"
    );
    let said = |texts: &[String]| texts.iter().any(|text| text.starts_with("Over how many"));
    assert!(said(&bare.not_checked) && !said(&report.not_checked));
    let case = case();
    let bare = build(&case, &decided(&case).log, MediaChoice::AsTheyAre);
    assert_eq!(
        told(&verified_with(&bare, &number)),
        format!("V21 data/proof: no seal here has the seal number {number}\n")
    );
}

#[test]
fn words_that_no_opening_proves_are_named() {
    let unproven = |package: &[u8]| -> Vec<String> {
        let said = verified(package).not_checked;
        said.into_iter()
            .filter(|text| text.contains("beside a mark"))
            .collect()
    };
    assert_eq!(
        unproven(&proven(Bodies::Closed)),
        [
            "That the words beside a mark are the sealed ones, in 3 records of thread 1 whose marked \
          field the proof keeps closed: 2, 3, 6"
        ]
    );
    assert_eq!(
        unproven(&proven(Bodies::Parts)),
        [
            "That the words beside a mark are the sealed ones, in 2 records of thread 1 whose marked \
          field the proof keeps closed: 3, 6"
        ]
    );
}

/// What the verifier says of a package with everything around the change computed anew.
fn forged(change: impl FnOnce(&mut Forged)) -> String {
    let mut forged = Forged::of(&proven(Bodies::Parts));
    change(&mut forged);
    told(&verified(&forged.package()))
}

#[test]
fn a_package_that_is_only_written_anew_is_the_same() {
    let package = proven(Bodies::Parts);
    assert_eq!(Forged::of(&package).package(), package);
}

#[test]
fn forgeries_are_found_and_named() {
    let removed = |path: &'static str, at: usize| {
        move |forged: &mut Forged| {
            let mut lines = forged.lines(path);
            lines.remove(at);
            forged.put_lines(path, &lines);
        }
    };
    let checks: Vec<(&str, String)> = vec![
        ("a shown word is changed", forged(|f| f.say("two", "ten"))),
        (
            "a word beside a mark is changed",
            forged(|f| f.say("the PIN is ", "the pin is ")),
        ),
        (
            "a sender is changed",
            forged(|f| {
                f.replace(
                    "data/threads/t001/messages.jsonl",
                    "\"sender\":\"Ada\",\"kind\":\"text\"",
                    "\"sender\":\"Eve\",\"kind\":\"text\"",
                );
            }),
        ),
        (
            "a stamp is changed",
            forged(|f| f.replace("data/threads/t001/messages.jsonl", "09:06", "10:06")),
        ),
        (
            "an opening says what the messages say",
            forged(|f| {
                f.say("two", "ten");
                f.replace(OPENINGS, "two", "ten");
            }),
        ),
        ("a leaf is removed", forged(removed(LEAVES, 3))),
        ("an opening is removed", forged(removed(OPENINGS, 3))),
        (
            "two leaves are swapped",
            forged(|f| {
                let mut lines = f.lines(LEAVES);
                lines.swap(2, 3);
                f.put_lines(LEAVES, &lines);
            }),
        ),
        (
            "the seal of another export",
            forged(|f| {
                let root = f.text(SEAL)[80..90].to_owned();
                f.replace(SEAL, &root, "0123456789");
            }),
        ),
        (
            "a file is another",
            forged(|f| {
                let path = "data/media/000001.jpg";
                let old = f
                    .files
                    .insert(path.to_owned(), b"\xff\xd8\xff six".to_vec());
                let hex = |bytes: &[u8]| threadseal::engine::digest::sha256_hex(bytes);
                let (old, new) = (hex(&old.unwrap()), hex(b"\xff\xd8\xff six"));
                f.replace("data/threads/t001/attachments.csv", &old, &new);
            }),
        ),
        (
            "an opening is added",
            forged(|f| {
                let line = f.lines(OPENINGS)[8].clone();
                let mut lines = f.lines(OPENINGS);
                lines.push(line);
                f.put_lines(OPENINGS, &lines);
            }),
        ),
        (
            "the proof of one thread is gone",
            forged(|f| {
                f.files.remove(OPENINGS);
            }),
        ),
        (
            "another format",
            forged(|f| f.replace(SEAL, "chat-seal-1", "chat-seal-2")),
        ),
    ];
    let all: String = checks
        .iter()
        .map(|(name, told)| format!("{name}:\n{told}"))
        .collect();
    expect_test::expect![[r#"
        a shown word is changed:
        V20 data/proof/0001/openings.jsonl: record 7: its words are not the sealed ones
        a word beside a mark is changed:
        V20 data/proof/0001/openings.jsonl: record 2: its words are not the sealed ones
        a sender is changed:
        V13 data/threads/t001/transcript.html: record 7: its words differ from those in messages.jsonl
        V14 data/threads/t001/transcript.txt: record 7, line 13: its words differ from those in messages.jsonl
        V20 data/proof/0001/openings.jsonl: record 7: its sender is not the sealed one
        a stamp is changed:
        V13 data/threads/t001/transcript.html: record 7: its words differ from those in messages.jsonl
        V14 data/threads/t001/transcript.txt: record 7, line 13: its words differ from those in messages.jsonl
        V20 data/proof/0001/openings.jsonl: record 7: its stamp is not the sealed one
        an opening says what the messages say:
        V19 data/proof/0001/openings.jsonl: record 7 does not come to its leaf
        a leaf is removed:
        V18 data/proof/0001/seal.json: says 11 records, leaves.txt has 10
        V19 data/proof/0001/openings.jsonl: record 3 does not come to its leaf
        V19 data/proof/0001/openings.jsonl: record 4 does not come to its leaf
        V19 data/proof/0001/openings.jsonl: record 5 does not come to its leaf
        V19 data/proof/0001/openings.jsonl: record 6 does not come to its leaf
        V19 data/proof/0001/openings.jsonl: record 7 does not come to its leaf
        V19 data/proof/0001/openings.jsonl: record 8 does not come to its leaf
        V19 data/proof/0001/openings.jsonl: record 10 has no leaf
        an opening is removed:
        V19 data/proof/0001/openings.jsonl: record 3 is not numbered in order
        V19 data/proof/0001/openings.jsonl: record 4 is not numbered in order
        V19 data/proof/0001/openings.jsonl: record 5 is not numbered in order
        V19 data/proof/0001/openings.jsonl: record 6 is not numbered in order
        V19 data/proof/0001/openings.jsonl: record 7 is not numbered in order
        V19 data/proof/0001/openings.jsonl: record 8 is not numbered in order
        V19 data/proof/0001/openings.jsonl: record 9 is not numbered in order
        V19 data/proof/0001/openings.jsonl: has 10 lines for 11 leaves
        V20 data/proof/0001/openings.jsonl: record 3: is shown, but not opened as a message
        V20 data/proof/0001/openings.jsonl: record 4: is shown, but not opened as a message
        V20 data/proof/0001/openings.jsonl: record 5: is shown, but not opened as a message
        V20 data/proof/0001/openings.jsonl: record 6: is shown, but not opened as a message
        V20 data/proof/0001/openings.jsonl: record 7: is shown, but not opened as a message
        V20 data/media/000001.jpg: no opening shows that these bytes were sealed
        two leaves are swapped:
        V18 data/proof/0001/seal.json: its root is not the one that the leaves come to: 5fecdd04b74e09c4a007ec414ebffe199227575ffb18333194a5df8fe27bd902
        V19 data/proof/0001/openings.jsonl: record 2 does not come to its leaf
        V19 data/proof/0001/openings.jsonl: record 3 does not come to its leaf
        the seal of another export:
        V18 data/proof/0001/seal.json: its root is not the one that the leaves come to: f0037b0669ea4d4193acdacac263504d730df549c47cc22c3e853beb6778b377
        a file is another:
        V20 data/media/000001.jpg: no opening shows that these bytes were sealed
        V20 data/proof: digests are opened of files that are not there: 1
        an opening is added:
        V19 data/proof/0001/openings.jsonl: record 11 is not numbered in order
        the proof of one thread is gone:
        V07 data/proof/0001/openings.jsonl: is missing
        V20 data/proof/0001/openings.jsonl: record 1: is shown, but has no opening
        V20 data/proof/0001/openings.jsonl: record 2: is shown, but has no opening
        V20 data/proof/0001/openings.jsonl: record 3: is shown, but has no opening
        V20 data/proof/0001/openings.jsonl: record 4: is shown, but has no opening
        V20 data/proof/0001/openings.jsonl: record 5: is shown, but has no opening
        V20 data/proof/0001/openings.jsonl: record 6: is shown, but has no opening
        V20 data/proof/0001/openings.jsonl: record 7: is shown, but has no opening
        V20 data/media/000001.jpg: no opening shows that these bytes were sealed
        another format:
        V18 data/proof/0001/seal.json: is not of the format chat-seal-1 over sha256
    "#]].assert_eq(&all);
}

#[test]
fn any_flipped_byte_of_the_proof_is_found() {
    let package = Forged::of(&proven(Bodies::Parts));
    for path in [LEAVES, OPENINGS, SEAL] {
        let len = package.files[path].len();
        for at in (0..len).step_by(len / 60 + 1) {
            let mut forged = package.clone();
            forged.files.get_mut(path).unwrap()[at] ^= 1;
            let told = told(&verified(&forged.package()));
            let found = ["V18", "V19", "V20"].iter().any(|id| told.contains(id));
            // The time and the program that made a seal are only words; a signature covers them.
            let is_word = path == SEAL && at > 150;
            assert!(found || is_word, "byte {at} of {path}: {told}");
        }
    }
}

#[test]
fn what_is_planted_in_a_proof_is_found_by_the_leak_check() {
    let case = case();
    let made = decided(&case);
    let package = Forged::of(&proven(Bodies::Parts));
    let hash = "ab".repeat(32);
    let token = |text: &str| format!("{{\"s\":\"{hash}\",\"t\":\"{text}\"}}");
    let line = |path: &str, at: usize, text: &str| {
        let mut forged = package.clone();
        let mut lines = forged.lines(path);
        text.clone_into(&mut lines[at]);
        forged.put_lines(path, &lines);
        forged
    };
    let tokens = ["never ", "say ", "this\\n"].map(token).join(",");
    let digest = threadseal::engine::digest::sha256_hex(b"\xff\xd8\xff two");
    let source = &case.sources[0].id.0;
    let full = |field: &str, i: u32| format!("{{\"i\":{i},\"state\":\"full\",{field}}}");
    let planted = [
        (
            "a withheld body",
            line(OPENINGS, 4, &full("\"body\":\"never say this\\n\"", 4)),
        ),
        (
            "the same, cut into tokens",
            line(OPENINGS, 4, &full(&format!("\"parts\":[{tokens}]"), 4)),
        ),
        (
            "the same as Base64",
            line(
                OPENINGS,
                4,
                &full("\"bodyB64\":\"bmV2ZXIgc2F5IHRoaXMK\"", 4),
            ),
        ),
        (
            "a sender",
            line(OPENINGS, 3, &full("\"sender\":\"Bob Roe: \"", 3)),
        ),
        (
            "the name of a withheld file",
            line(
                OPENINGS,
                9,
                &full("\"name\":\"IMG-20231231-WA0002.jpg\"", 9),
            ),
        ),
        (
            "its digest in an opening",
            line(OPENINGS, 9, &full(&format!("\"sha256\":\"{digest}\""), 9)),
        ),
        ("its digest as a leaf", line(LEAVES, 9, &digest)),
        (
            "the digest of the export",
            line(
                OPENINGS,
                0,
                &full(&format!("\"key\":\"{hash}\",\"json\":\"{source}\""), 0),
            ),
        ),
        (
            "a key nobody knows",
            line(OPENINGS, 4, &full("\"never say this\":1", 4)),
        ),
        (
            "words where a hash should be",
            line(OPENINGS, 4, &full("\"salt\":\"never say this\"", 4)),
        ),
        (
            "words in the seal",
            line(SEAL, 0, "{\"tool\":\"never say this\"}"),
        ),
        ("words that are no JSON", line(SEAL, 0, "never say this")),
    ];
    for (what, forged) in planted {
        let report = leaks(&forged.package(), &case, &made.log);
        let files: Vec<&str> = report.leaks.iter().map(|leak| leak.file.as_str()).collect();
        assert!(
            files.iter().any(|file| file.starts_with("data/proof/")),
            "{what}: {:?} {:?}",
            report.leaks,
            report.visible
        );
    }
}
