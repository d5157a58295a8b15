//! One message with its neighbours as a file: checked by us, and by a check that knows nothing of us.

use std::fs;
use std::process::Command;
use std::rc::Rc;

use threadseal::engine::exhibit::{Exhibit, ExhibitChoice, exhibit_of};
use threadseal::engine::job::Step;
use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::{Expected, Report, Told, Verdict, VerifyJob};

use crate::package::proof::{case, proven};
use crate::support::forge::Forged;
use crate::support::packages::{built, told};
use crate::support::{threadseal, zips};

fn choice(record: u32, neighbours: u32) -> ExhibitChoice {
    ExhibitChoice {
        thread: 1,
        record,
        neighbours,
    }
}

fn made(package: &[u8], record: u32, neighbours: u32) -> Exhibit {
    exhibit_of(&package.to_vec(), choice(record, neighbours)).unwrap()
}

fn checked(text: &str, told: &[String]) -> Report {
    let expected = Expected {
        seals: told.iter().filter_map(|told| Told::read(told)).collect(),
        ..Expected::default()
    };
    let mut job = VerifyJob::new(Rc::new(text.as_bytes().to_vec())).expecting(expected);
    loop {
        if let Step::Done(report) = job.step() {
            return report;
        }
    }
}

fn number_of(text: &str) -> String {
    let seal = text.lines().nth(1).unwrap();
    let seal: serde_json::Value = serde_json::from_str(seal).unwrap();
    let root = seal["root"].as_str().unwrap();
    format!("{root}:{}:{}", seal["records"], seal["messages"])
}

#[test]
fn every_message_of_a_package_makes_an_exhibit() {
    for bodies in [Bodies::Closed, Bodies::Parts] {
        let package = proven(bodies);
        for record in 1..=7 {
            for neighbours in [0, 1, 500] {
                let exhibit = made(&package, record, neighbours);
                let report = checked(&exhibit.text, &[]);
                assert_eq!(told(&report), "", "{record} {neighbours}");
                let n_wanted = (record - 1).min(neighbours) + 1 + (7 - record).min(neighbours);
                assert_eq!(exhibit.text.lines().count() as u32, 2 + n_wanted);
                let number = number_of(&exhibit.text);
                let report = checked(&exhibit.text, std::slice::from_ref(&number));
                assert_eq!(
                    report.headline,
                    "Valid: the exhibit comes to the seal number that was given"
                );
                let other = checked(&exhibit.text, &["00".repeat(32)]);
                assert!(told(&other).contains("E04"), "{}", told(&other));
            }
        }
    }
}

/// Written from `docs/exhibit.md` and the package's format alone.
const STRANGER: &str = r#"
import hashlib, hmac, json, struct, sys
leaf = lambda *p: hashlib.sha256(b"\0" + b"".join(p)).digest()
node = lambda a, b: hashlib.sha256(b"\1" + a + b).digest()
hexed = bytes.fromhex
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
seal = lines[1]
def full(o):
    salt = lambda *l: hmac.new(hexed(o["key"]), b"".join(l), "sha256").digest()
    import re
    tokens = re.findall(r"\A[ \t\r\n]+|[^ \t\r\n]{1,8}[ \t\r\n]*", o["body"])
    row = [leaf(salt(b"tok", struct.pack(">I", j)), t.encode()) for j, t in enumerate(tokens)]
    n = len(row)
    while len(row) > 1:
        row = [node(*row[k:k + 2]) if row[k + 1:] else row[k] for k in range(0, len(row), 2)]
    top = row[0] if row else hashlib.sha256(b"").digest()
    head = leaf(salt(b"head"), leaf(salt(b"stamp"), o["stamp"].encode()), leaf(salt(b"sender"), o["sender"].encode()))
    return leaf(salt(b"leaf"), b"m", head, leaf(salt(b"body"), struct.pack(">I", n), top))
for line in lines[2:]:
    o, at, last = line["opening"], line["i"], seal["records"] - 1
    if o["state"] != "full":
        continue
    hash = full(o)
    for other in map(hexed, line["path"]):
        if at % 2 or at == last:
            hash = node(other, hash)
            while at and at % 2 == 0:
                at, last = at >> 1, last >> 1
        else:
            hash = node(hash, other)
        at, last = at >> 1, last >> 1
    assert hash.hex() == seal["root"], line["i"]
    assert line["shown"]["body"] + "\n" == o["body"], line["i"]
    print(line["i"])
"#;

#[test]
fn a_stranger_checks_it_with_python_alone() {
    let folder = tempfile::tempdir().unwrap();
    let exhibit = made(&proven(Bodies::Closed), 3, 500);
    let path = folder.path().join("exhibit.jsonl");
    fs::write(&path, &exhibit.text).unwrap();
    let ran = Command::new("python3")
        .args(["-c", STRANGER])
        .arg(&path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    assert_eq!(
        String::from_utf8_lossy(&ran.stdout).lines().count(),
        3,
        "whole messages"
    );
}

#[test]
fn what_was_changed_is_found() {
    let text = made(&proven(Bodies::Closed), 3, 1).text;
    let lines: Vec<&str> = text.lines().collect();
    let without = |n: usize| -> String {
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != n);
        kept.map(|(_, line)| format!("{line}\n")).collect()
    };
    let other = made(&proven(Bodies::Parts), 3, 1).text;
    let other_seal = other.lines().nth(1).unwrap();
    let mut swapped = lines.clone();
    swapped.swap(2, 3);
    let swapped: String = swapped.iter().map(|line| format!("{line}\n")).collect();
    for (changed, said) in [
        (
            text.replace("\"body\":\"thanks", "\"body\":\"no thanks"),
            "E0",
        ),
        (text.replace("23, 09:03\"", "23, 09:04\""), "E03"),
        (text.replace("T09:03\"", "T08:03\""), "E03"),
        (text.replace("T09:03\"", "T21:03\""), "E03"),
        (
            text.replace("\"kind\":\"text\"", "\"kind\":\"deleted\""),
            "E03",
        ),
        (
            text.replacen("\"record\":3", "\"record\":9", 1),
            "message 9 is not in it",
        ),
        (
            text.replacen("\"thread\":1,\"record\"", "\"thread\":2,\"record\"", 1),
            "E03",
        ),
        (without(3), "does not follow the one before"),
        (without(1), "the seal"),
        (swapped, "does not follow"),
        (
            text.replace("\"path\":[\"", "\"path\":[\"0"),
            "not made of hashes",
        ),
        (text.replace(",\"tool\"", ",\"Tool\""), "seven keys"),
        (text.trim_end().to_owned(), "no end"),
        (
            lines[..2].iter().map(|line| format!("{line}\n")).collect(),
            "is not in it",
        ),
        (
            lines[..1].iter().map(|line| format!("{line}\n")).collect(),
            "holds no message",
        ),
    ] {
        let report = checked(&changed, &[]);
        assert_eq!(report.result, Verdict::NotValid, "{said}");
        assert!(told(&report).contains(said), "{said}: {}", told(&report));
    }
    assert_eq!(
        lines[1], other_seal,
        "the seal is the same, whatever is opened of it"
    );
}

#[test]
fn what_no_root_covers_is_told() {
    let text = made(&proven(Bodies::Closed), 3, 1).text;
    let root = number_of(&text);
    let between = |before: &str| {
        let (_, rest) = text.split_once(before).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    for key in ["package", "created", "tool"] {
        let old = between(&format!("\"{key}\":\""));
        let bent = old.replacen(|c: char| c.is_ascii_digit(), "7", 1);
        let changed = text.replacen(
            &format!("\"{key}\":\"{old}\""),
            &format!("\"{key}\":\"{bent}\""),
            1,
        );
        assert_ne!(changed, text, "{key}");
        let report = checked(&changed, std::slice::from_ref(&root));
        assert_eq!(report.result, Verdict::Valid, "{key}");
        let mut said = report.not_checked.iter();
        assert!(said.any(|line| line.contains(key)), "{key}: {report:?}");
    }
}

#[test]
fn every_bent_byte_of_what_is_proven_is_found() {
    let text = made(&proven(Bodies::Parts), 2, 0).text;
    let start = text.find("\"opening\"").unwrap();
    let end = text.find("\"shown\"").unwrap();
    let number = number_of(&text);
    for at in start..end {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let bent = String::from_utf8_lossy(&bytes).into_owned();
        let report = checked(&bent, std::slice::from_ref(&number));
        assert_eq!(report.result, Verdict::NotValid, "byte {at}");
    }
}

/// An exhibit holds only lines of the package, and hashes of its leaves.
#[test]
fn it_tells_no_more_than_the_package() {
    let package = proven(Bodies::Closed);
    let text = made(&package, 4, 500).text;
    for withheld in ["4711", "Roe", "never say this", "WA0002"] {
        let found = memchr::memmem::find(text.as_bytes(), withheld.as_bytes());
        assert_eq!(found, None, "{withheld}");
    }
    let forged = Forged::of(&package);
    let openings = forged.lines("data/proof/0001/openings.jsonl");
    let messages = forged.lines("data/threads/t001/messages.jsonl");
    for line in text.lines().skip(2) {
        let (opening, rest) = line
            .split_once(",\"opening\":")
            .and_then(|(_, rest)| rest.split_once(",\"path\":"))
            .unwrap();
        let (_, shown) = rest.split_once(",\"shown\":").unwrap();
        assert!(openings.iter().any(|known| known == opening), "{line}");
        let shown = shown.strip_suffix('}').unwrap();
        assert!(messages.iter().any(|known| known == shown), "{line}");
    }
}

#[test]
fn what_has_no_exhibit_is_said() {
    let package = proven(Bodies::Closed);
    let told = |bytes: &[u8], choice| exhibit_of(&bytes.to_vec(), choice).unwrap_err().to_string();
    assert_eq!(told(&package, choice(0, 0)), "thread 1 has no message 0");
    assert_eq!(told(&package, choice(8, 3)), "thread 1 has no message 8");
    let other = ExhibitChoice {
        thread: 2,
        ..choice(1, 0)
    };
    assert_eq!(told(&package, other), "thread 2 has no message 1");
    assert!(told(&package, choice(1, 501)).starts_with("501 neighbours"));
    assert!(told(b"no", choice(1, 0)).starts_with("this is not a disclosure package"));
    let plain = built(&case(), &Default::default(), MediaChoice::Withheld, &[]);
    assert_eq!(
        told(&plain, choice(1, 0)),
        "the package holds no proof of thread 1"
    );
    let zip = zips::ordinary(&[("a.txt", b"x".as_slice())]);
    assert!(told(&zip, choice(1, 0)).starts_with("this is not a disclosure package"));
}

#[test]
fn the_command_makes_and_checks_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("p.zip"), proven(Bodies::Closed)).unwrap();
    let run = |words: &[&str]| threadseal(words.iter().copied());
    let (package, out) = (path("p.zip"), path("e.jsonl"));
    let ran = run(&["exhibit", &package, "--message", "3", "--out", &out]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 7);
    let ran = run(&["verify", &out]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(
        ran.out
            .starts_with("Valid: the exhibit is consistent with itself"),
        "{}",
        ran.out
    );
    let ran = run(&["verify", &out, "--root", &"0".repeat(64)]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    let ran = run(&[
        "exhibit",
        &package,
        "--message",
        "99",
        "--out",
        &path("f.jsonl"),
    ]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("as the transcript shows them"),
        "{}",
        ran.err
    );
}
