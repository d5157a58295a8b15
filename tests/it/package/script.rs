//! `verify.py`, as it stands in every package, gives the verdicts that the verifier gives.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;
use threadseal::engine::case::Case;
use threadseal::engine::decision::{DecisionKind, Run, TextRuns};
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::thread::RecordId;
use threadseal::engine::verify::Verdict;

use super::proof::{case, proven};
use super::{Export, Made, build, build_proven, one, opened, seals};
use crate::support::forge::Forged;
use crate::support::packages::verified;

/// Checks many packages in one run of Python: the exit code and the first line for each.
const MANY: &str = "
import contextlib, importlib.util, io, sys
spec = importlib.util.spec_from_file_location('verify', sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
for path in sys.argv[2:]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = verify.main(path, [])
    print(code, said.getvalue().split(chr(10))[0])
";

/// The code that the script of a package ends with, and all that it says of the package itself.
pub(super) fn told_of(package: &[u8], seals: &[&str]) -> (i32, String) {
    let mut bench = Bench::new(package);
    bench.add(package);
    bench.told_of_first(seals)
}

/// The script of a package says this of the package itself.
pub(super) fn agrees(package: &[u8], code: i32) {
    let mut bench = Bench::new(package);
    bench.add(package);
    let said = bench.run().join("\n");
    assert!(said.starts_with(&format!("{code} ")), "{said}");
}

/// The script that a package holds, and packages to check with it.
pub(super) struct Bench {
    folder: TempDir,
    paths: Vec<PathBuf>,
}

impl Bench {
    pub(super) fn new(package: &[u8]) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let script = Forged::of(package).text("verify.py");
        fs::write(folder.path().join("verify.py"), script).unwrap();
        Bench {
            folder,
            paths: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, package: &[u8]) {
        let path = self.folder.path().join(format!("{}.zip", self.paths.len()));
        fs::write(&path, package).unwrap();
        self.paths.push(path);
    }

    /// What the script says of the first one, when seals are known.
    fn told_of_first(&self, seals: &[&str]) -> (i32, String) {
        let known = seals.iter().flat_map(|seal| ["--root", seal]);
        let ran = Command::new("python3")
            .arg(self.folder.path().join("verify.py"))
            .arg(&self.paths[0])
            .args(known)
            .output()
            .unwrap();
        let said = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (ran.status.code().unwrap(), said.concat())
    }

    /// What the script says of each package.
    pub(super) fn run(&self) -> Vec<String> {
        let mut said = Vec::new();
        for paths in self.paths.chunks(500) {
            let ran = Command::new("python3")
                .args(["-c", MANY])
                .arg(self.folder.path().join("verify.py"))
                .args(paths)
                .output()
                .unwrap();
            let errors = String::from_utf8_lossy(&ran.stderr);
            assert!(ran.status.success(), "{errors}");
            let out = String::from_utf8(ran.stdout).unwrap();
            said.extend(out.lines().map(str::to_owned));
        }
        said
    }
}

#[test]
fn it_is_short_and_needs_nothing() {
    let script = Forged::of(&proven(Bodies::Closed)).text("verify.py");
    assert!(script.lines().count() < 300);
    let needed: Vec<&str> = script
        .lines()
        .filter(|line| line.starts_with("import "))
        .collect();
    assert_eq!(
        needed,
        [
            "import base64, contextlib, csv, datetime, email, hashlib, hmac, html, io, json, os, re, struct, sys, zipfile, zlib"
        ]
    );
}

/// Packages of many kinds, all valid.
fn packages() -> Vec<Vec<u8>> {
    let odd = "31/12/2023, 23:59 - Ada: █[TPD]█ <b> \"x\" & 'y' █\u{200b}[LPP]█\n\
        more\u{2028}and\u{85}more\r\u{b}\n\
        01/01/2024, 00:00 - +44 20 7946 0958: \u{200e}=odd,\"name\".txt (file attached)\n\
        02/01/2024, 00:00 - Ada: \u{1b}[2K\u{7f} caf\u{e9} \\[x\n\
        02/01/2024, 00:01 - Ada:\n\
        02/01/2024, 00:02 - Ada: Zebedee says Zebedee\n\
        02/01/2024, 00:03 - Ada: \u{e001}\u{e001} \u{e000}TPD\u{e000} \u{e000}\u{e000} \u{10ffff}\u{10ffff} Zebedee \u{e001}\n";
    let strange = one(
        "WhatsApp Chat with Zebedee & Co.zip",
        odd,
        &[("=odd,\"name\".txt", b"text"), ("other.bin", b"\0")],
    );
    let mut latin =
        b"31/12/2023, 09:00 - Ada: caf\xe9 is shut\n31/12/2023, 09:01 - Ada: end\n".to_vec();
    latin.extend(b"31/12/2023, 09:02 - Ada: Zebedee caf\xe9\n");
    let two = opened(&[
        Export {
            name: "WhatsApp Chat with Bob.zip",
            entries: vec![("WhatsApp Chat with Bob.txt", &latin)],
        },
        Export {
            name: "WhatsApp Chat with Eve.zip",
            entries: vec![("WhatsApp Chat with Eve.txt", odd.as_bytes())],
        },
    ]);
    let mut made = Made::default();
    made.value("Zebedee", &["WIT", "TPD"]);
    let long: String = (0..5_200)
        .map(|i| {
            format!(
                "{:02}/0{}/2024, 10:{:02} - Ada: {i}\n",
                i % 27 + 1,
                i / 2_600 + 1,
                i % 60
            )
        })
        .collect();
    let long = one("WhatsApp Chat with Bob.zip", &long, &[]);
    let none = Made::default();
    let mut out = Vec::new();
    for bodies in [Bodies::Closed, Bodies::Parts] {
        for case in [&strange, &two] {
            for media in [MediaChoice::AsTheyAre, MediaChoice::Withheld] {
                out.push(build_proven(case, &made.log, media, bodies));
                out.push(build_proven(case, &none.log, media, bodies));
            }
        }
        out.push(proven(bodies));
    }
    out.extend(super::heads::packages());
    out.push(build(&strange, &made.log, MediaChoice::AsTheyAre));
    out.push(build(&two, &none.log, MediaChoice::Withheld));
    for bodies in [Bodies::Closed, Bodies::Parts] {
        let mut scoped = Made::default();
        scoped.add(outside(&two)).value("Zebedee", &["WIT"]);
        out.push(build_proven(
            &two,
            &scoped.log,
            MediaChoice::AsTheyAre,
            bodies,
        ));
    }
    out.push(build_proven(
        &long,
        &none.log,
        MediaChoice::Withheld,
        Bodies::Closed,
    ));
    out
}

/// Everything but the last message of each thread is outside the scope.
fn outside(case: &Case) -> DecisionKind {
    let texts = case.threads().map(|(_, source, thread)| {
        let (byte_len, _) = thread.origin_span(RecordId(thread.n_records() - 1));
        TextRuns {
            source: source.id.clone(),
            entry: thread.entry,
            runs: vec![Run {
                byte_start: 0,
                byte_len,
            }],
        }
    });
    DecisionKind::Outside {
        scope: "the last ones".to_owned(),
        texts: texts.collect(),
        codes: vec!["IRR".to_owned()],
        note: None,
    }
}

#[test]
fn valid_packages_of_many_kinds_are_valid() {
    let packages = packages();
    let mut bench = Bench::new(&packages[0]);
    packages.iter().for_each(|package| bench.add(package));
    for (number, said) in bench.run().iter().enumerate() {
        assert_eq!(
            said, "0 Valid: consistent with itself; origin not checked",
            "package {number}"
        );
    }
}

#[test]
fn a_number_that_was_told_is_compared() {
    let package = proven(Bodies::Closed);
    let number = seals(&case())[0].number();
    let mut bench = Bench::new(&package);
    bench.add(&package);
    let (code, said) = bench.told_of_first(&[&number]);
    assert_eq!(code, 0, "{said}");
    let valid = "Valid: consistent with itself and with the seal number that was given";
    assert!(said.starts_with(valid), "{said}");
    assert!(said.contains("(1, 2) (1, 3) (1, 6)"), "{said}");
    for other in [
        "0".repeat(64),
        "0".repeat(64) + ":11:7",
        number.replace(":11:", ":10:"),
    ] {
        let (code, said) = bench.told_of_first(&[&other]);
        assert_eq!(code, 1, "{said}");
    }
    fs::write(&bench.paths[0], b"no zip at all").unwrap();
    assert_eq!(bench.told_of_first(&[&number]).0, 2);
    fs::remove_file(&bench.paths[0]).unwrap();
    let (code, said) = bench.told_of_first(&[]);
    assert_eq!((code, said.lines().count()), (2, 1), "{said}");
}

#[test]
fn what_is_too_large_is_said() {
    let package = proven(Bodies::Closed);
    let bench = Bench::new(&package);
    let path = bench.folder.path().join("0.zip");
    // A hole before the package: no byte of it takes room.
    let mut file = fs::File::create(&path).unwrap();
    file.seek(SeekFrom::Start(u64::from(u32::MAX))).unwrap();
    file.write_all(&package).unwrap();
    let bench = Bench {
        paths: vec![path],
        ..bench
    };
    let (code, said) = bench.told_of_first(&[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("larger than this script reads"), "{said}");
}

/// What cannot be read is not valid and has a place; Python's own words for it stand nowhere alone.
#[test]
fn what_cannot_be_read_ends_without_a_traceback() {
    let package = Forged::of(&proven(Bodies::Closed));
    let (messages, openings) = (
        "data/threads/t001/messages.jsonl",
        "data/proof/0001/openings.jsonl",
    );
    let deep = format!("{}{}\n", "[".repeat(200_000), "]".repeat(200_000));
    for (path, text) in [
        (messages, deep.clone()),
        (openings, deep),
        (messages, "{\"i\":\"\\ud800\"}\n".to_owned()),
        (openings, "[]\n".to_owned()),
        (
            "data/logs/redaction-log.csv",
            format!("\"{}\"\r\n", "P".repeat(140_000)),
        ),
        (
            "data/threads/t001/attachments.csv",
            "\"\0\n\r\"x\"".to_owned(),
        ),
        ("data/logs/custody.jsonl", String::new()),
    ] {
        let mut forged = package.clone();
        forged.put(path, &text);
        let (code, said) = told_of(&forged.package(), &[]);
        assert_eq!(code, 1, "{path}: {said}");
        assert!(said.starts_with("Not valid: data/"), "{path}: {said}");
        assert!(!said.contains("Traceback"), "{path}: {said}");
    }
}

#[test]
fn a_thousand_flipped_bits_are_all_rejected() {
    let package = proven(Bodies::Parts);
    let mut bench = Bench::new(&package);
    let mut at = 12_345_u64;
    for _ in 0..1_000 {
        at = at
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let mut mutated = package.clone();
        let byte = (at >> 33) as usize % mutated.len();
        mutated[byte] ^= 1 << (at >> 20 & 7);
        assert_ne!(verified(&mutated).result, Verdict::Valid, "byte {byte}");
        bench.add(&mutated);
    }
    for (number, said) in bench.run().iter().enumerate() {
        assert!(!said.starts_with('0'), "package {number}: {said}");
    }
}

#[test]
fn forgeries_with_fresh_digests_are_rejected_alike() {
    let package = Forged::of(&proven(Bodies::Parts));
    let mut bench = Bench::new(&proven(Bodies::Parts));
    let (proof, thread) = ("data/proof/0001", "data/threads/t001");
    let replace = |path: String, from: &'static str, to: &'static str| {
        let mut forged = package.clone();
        forged.replace(&path, from, to);
        forged
    };
    let mut all = vec![
        replace(format!("{thread}/transcript.txt"), "two", "ten"),
        replace(format!("{thread}/transcript.html"), "two", "ten"),
        replace(
            format!("{thread}/transcript.html"),
            "<main>",
            "<script></script><main>",
        ),
        replace(format!("{thread}/messages.jsonl"), "two", "ten"),
        replace(format!("{thread}/messages.jsonl"), "\"SEC\"", "\"LPP\""),
        replace(format!("{thread}/attachments.csv"), "included", "absent"),
        replace(
            "data/logs/redaction-log.jsonl".to_owned(),
            "\"SEC\"",
            "\"LPP\"",
        ),
        replace("data/logs/redaction-log.csv".to_owned(), "SEC", "LPP"),
        replace(
            "data/logs/custody.jsonl".to_owned(),
            "\"seq\":1",
            "\"seq\":2",
        ),
        replace(format!("{proof}/seal.json"), "\"root\":\"", "\"root\":\"0"),
        replace(format!("{proof}/openings.jsonl"), "two", "ten"),
        replace("bagit.txt".to_owned(), "1.0", "0.97"),
        replace(
            "bag-info.txt".to_owned(),
            "threadseal-disclosure-1",
            "threadseal-disclosure-2",
        ),
    ];
    // What is shown and its opening are changed together; two leaves are swapped; lines are lost.
    let mut both = package.clone();
    both.say("two", "ten");
    both.replace(&format!("{proof}/openings.jsonl"), "two", "ten");
    all.push(both);
    let mut said = package.clone();
    said.say("two", "ten");
    all.push(said);
    for name in ["leaves.txt", "openings.jsonl"] {
        let path = format!("{proof}/{name}");
        let mut swapped = package.clone();
        let mut lines = swapped.lines(&path);
        lines.swap(1, 2);
        swapped.put_lines(&path, &lines);
        all.push(swapped);
        let mut lost = package.clone();
        let mut lines = lost.lines(&path);
        lines.pop();
        lost.put_lines(&path, &lines);
        all.push(lost);
        let mut gone = package.clone();
        gone.files.remove(&path);
        all.push(gone);
    }
    all.extend(closer(&package));
    for path in [
        "data/extra.txt",
        "fetch.txt",
        "signatures/a b.sig",
        "signatures/x.exe",
    ] {
        let mut extra = package.clone();
        extra.put(path, "more\n");
        all.push(extra);
    }
    for forged in all {
        let forged = forged.package();
        assert_eq!(verified(&forged).result, Verdict::NotValid);
        bench.add(&forged);
    }
    for (number, said) in bench.run().iter().enumerate() {
        assert!(said.starts_with("1 Not valid"), "forgery {number}: {said}");
    }
}

/// What the program rejects, changed where the script once did not look.
fn closer(package: &Forged) -> Vec<Forged> {
    let (proof, thread) = ("data/proof/0001", "data/threads/t001");
    let (log, table) = (
        "data/logs/redaction-log.jsonl",
        "data/logs/redaction-log.csv",
    );
    let page = &format!("{thread}/transcript.html");
    let messages = &format!("{thread}/messages.jsonl");
    let openings = &format!("{proof}/openings.jsonl");
    let seal = &format!("{proof}/seal.json");
    let changes: [&[[&str; 3]]; 18] = [
        &[[
            messages,
            "\"at\":\"2023-12-31T09:06\"",
            "\"at\":\"1999-12-31T09:06\"",
        ]],
        &[[
            messages,
            "\"at\":\"2023-12-31T09:06\"",
            "\"at\":\"2023-12-31T21:06\"",
        ]],
        &[[messages, "\"kind\":\"text\"", "\"kind\":\"other\""]],
        &[[messages, "\"flags\":[]", "\"flags\":[\"none\"]"]],
        &[[page, "</style>", "#m2{display:none}</style>"]],
        &[[page, "<main>", "<p>Bob agreed.</p>\n<main>"]],
        &[[page, "<h1>", "<h1>Not "]],
        &[[page, "<title>", "<title>Not "]],
        &[[
            page,
            "@top-left { content: \"",
            "@top-left { content: \"Not ",
        ]],
        &[
            [log, "maintained", "lifted"],
            [table, "maintained", "lifted"],
        ],
        &[
            [log, "\"gaps\":1", "\"gaps\":7"],
            [table, ",1,SEC", ",7,SEC"],
        ],
        &[[
            "bag-info.txt",
            "Bag-Software-Agent: threadseal",
            "Bag-Software-Agent: other",
        ]],
        &[[
            "bag-info.txt",
            "Threadseal-Created: 2024-03-01T10:00:00Z",
            "Threadseal-Created: 2024-03-01T10:00:01Z",
        ]],
        &[[
            "bag-info.txt",
            "Attachments: as-they-are",
            "Attachments: withheld",
        ]],
        &[[seal, "\"tool\"", "\"more\":1,\"tool\""]],
        &[[seal, "\"format\"", "\"format\":\"chat-seal-1\",\"format\""]],
        &[[
            openings,
            "{\"i\":0,\"state\":\"withheld\"",
            "{\"i\":0,\"state\":\"withheld\",\"key\":1",
        ]],
        &[[openings, "{\"i\":0,", "{\"i\":0,\"i\":0,"]],
    ];
    let forged = |changes: &&[[&str; 3]]| {
        let mut forged = package.clone();
        for [path, from, to] in *changes {
            forged.replace(path, from, to);
        }
        forged
    };
    changes.iter().map(forged).collect()
}

/// What the program rejects and the script does not look at, as it says itself.
#[test]
fn what_the_script_leaves_to_others_is_said() {
    let package = Forged::of(&proven(Bodies::Closed));
    let put = |path: &str, text: &str| {
        let mut forged = package.clone();
        forged.put(path, text);
        forged
    };
    let replace = |path: &str, from: &str, to: &str| {
        let mut forged = package.clone();
        forged.replace(path, from, to);
        forged
    };
    let page = "data/threads/t001/transcript.html";
    for (words, forged) in [
        (
            "README.txt",
            replace("README.txt", "NOT CLAIMED", "CLAIMED"),
        ),
        (
            "certificates",
            replace("data/certificates/fre-902-14.txt", "the", "teh"),
        ),
        ("titles of reasons", replace(page, "<dd>", "<dd>Not ")),
        (
            "signatures and time stamps",
            put("signatures/x.sig", "no signature"),
        ),
    ] {
        let forged = forged.package();
        assert_eq!(verified(&forged).result, Verdict::NotValid, "{words}");
        let (code, said) = told_of(&forged, &[]);
        assert_eq!(code, 0, "{words}: {said}");
        let line = said
            .lines()
            .find(|line| line.starts_with("Not checked here: "));
        assert!(line.unwrap().contains(words), "{words}: {said}");
    }
}

/// The script knows the style of pages by its digest, which the format gives.
#[test]
fn the_style_is_the_one_that_the_format_names() {
    let style = include_bytes!("../../../src/engine/package/templates/transcript.css");
    let sha256 = threadseal::engine::digest::sha256_hex(style);
    let package = Forged::of(&proven(Bodies::Closed));
    for path in ["verify.py", "format.md"] {
        assert!(package.text(path).contains(&sha256), "{path}: {sha256}");
    }
}
