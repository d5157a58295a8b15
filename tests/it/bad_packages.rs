//! Packages that somebody tampered with and wrote all digests of anew: every verifier says "Not
//! valid", in words that name the place. The program and the script inside the package are asked.

use std::fs;
use std::process::Command;

use threadseal::engine::package::Bodies;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::Verdict;

use crate::package::proof::proven;
use crate::package::{build_proven, one};
use crate::support::forge::Forged;
use crate::support::packages::{told, verified};

/// What the script that came with a good package says of another.
fn python(package: &[u8]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("verify.py");
    fs::write(
        &script,
        Forged::of(&proven(Bodies::Closed)).text("verify.py"),
    )
    .unwrap();
    let path = folder.path().join("p.zip");
    fs::write(&path, package).unwrap();
    let ran = Command::new("python3")
        .arg(&script)
        .arg(&path)
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&ran.stdout).into_owned();
    (ran.status.code(), out)
}

/// Both say no, and ours says why.
fn refused(what: &str, package: &[u8], why: &str) {
    let report = verified(package);
    assert_eq!(report.result, Verdict::NotValid, "{what}");
    assert!(
        report.headline.starts_with("Not valid"),
        "{what}: {}",
        report.headline
    );
    assert!(told(&report).contains(why), "{what}: {}", told(&report));
    let (code, said) = python(package);
    assert_eq!(code, Some(1), "{what}: {said}");
    assert!(said.starts_with("Not valid"), "{what}: {said}");
}

fn forged(change: impl FnOnce(&mut Forged)) -> Vec<u8> {
    let mut forged = Forged::of(&proven(Bodies::Closed));
    change(&mut forged);
    forged.package()
}

const PROOF: &str = "data/proof/0001";

#[test]
fn a_record_that_was_removed_everywhere_is_missed_by_the_seal() {
    let package = forged(|forged| {
        let path = "data/threads/t001/messages.jsonl";
        let mut lines = forged.lines(path);
        lines.pop();
        forged.put_lines(path, &lines);
        let mut text = forged.text("data/threads/t001/transcript.txt");
        text.truncate(text.find("[7]").unwrap());
        forged.put(
            "data/threads/t001/transcript.txt",
            &text.replace("7 records", "6 records"),
        );
    });
    refused("a record is removed", &package, "shows 6");
}

#[test]
fn two_swapped_leaves_are_found() {
    let package = forged(|forged| {
        let path = format!("{PROOF}/leaves.txt");
        let mut lines = forged.lines(&path);
        lines.swap(1, 2);
        forged.put_lines(&path, &lines);
    });
    refused(
        "two leaves are swapped",
        &package,
        "does not come to its leaf",
    );
}

#[test]
fn the_seal_of_another_export_does_not_fit() {
    let other = one(
        "WhatsApp Chat with Eve.zip",
        "31/12/2023, 09:00 - Eve: other\n",
        &[],
    );
    let other = build_proven(
        &other,
        &Default::default(),
        MediaChoice::Withheld,
        Bodies::Closed,
    );
    let other = Forged::of(&other);
    for name in ["seal.json", "leaves.txt", "openings.jsonl"] {
        let path = format!("{PROOF}/{name}");
        let package = forged(|forged| {
            let bytes = other.files[&path].clone();
            forged.files.insert(path.clone(), bytes);
        });
        refused(name, &package, PROOF);
    }
    // All three of another seal: sound by itself, and of other messages.
    let package = forged(|forged| {
        for name in ["seal.json", "leaves.txt", "openings.jsonl"] {
            let path = format!("{PROOF}/{name}");
            forged
                .files
                .insert(path.clone(), other.files[&path].clone());
        }
    });
    refused("all of another proof", &package, "openings.jsonl");
}

#[test]
fn a_file_too_many_and_names_that_are_refused() {
    for (path, why) in [
        ("data/extra.txt", "is no file of this format"),
        ("data/media/100%25.jpg", "holds a character outside"),
        ("data/media/a b.jpg", "holds a character outside"),
        ("data/con.txt", "is a device name"),
        ("fetch.txt", "fetches nothing"),
        ("signatures/readme.txt", "is none of *.sig"),
    ] {
        let package = forged(|forged| forged.put(path, "more\n"));
        refused(path, &package, why);
    }
}

#[test]
fn two_entries_of_one_name_are_found() {
    let package = proven(Bodies::Closed);
    let forged = Forged::of(&package);
    let mut write = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    // The foreign writer refuses the name; so it gets one of the same length, which is written over.
    for (path, bytes) in &forged.files {
        write
            .start_file(format!("{}/{path}", forged.folder), options)
            .unwrap();
        std::io::Write::write_all(&mut write, bytes).unwrap();
    }
    write
        .start_file(format!("{}/bagit.tyt", forged.folder), options)
        .unwrap();
    let mut zip = write.finish().unwrap().into_inner();
    while let Some(at) = memchr::memmem::find(&zip, b"bagit.tyt") {
        zip[at..at + 9].copy_from_slice(b"bagit.txt");
    }
    refused("two of one name", &zip, "stands twice");
}

#[test]
fn a_great_many_tiny_files_are_refused_and_counted() {
    let package = forged(|forged| {
        for number in 1_000..61_000 {
            forged.put(&format!("data/media/{number:06}.bin"), "");
        }
    });
    let report = verified(&package);
    assert_eq!(report.result, Verdict::NotValid);
    let n_listed = report.checks.len();
    assert!(n_listed < 200, "places are counted, not listed: {n_listed}");
}

#[test]
fn a_flipped_byte_anywhere_is_found_by_both() {
    let package = proven(Bodies::Closed);
    for at in (7..package.len()).step_by(package.len() / 60) {
        let mut bent = package.clone();
        bent[at] ^= 0x20;
        assert_eq!(verified(&bent).result, Verdict::NotValid, "byte {at}");
        assert_eq!(python(&bent).0, Some(1), "byte {at}");
    }
    assert_eq!(python(&package).0, Some(0));
}
