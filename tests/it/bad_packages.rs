//! Packages that somebody tampered with and wrote all digests of anew: every verifier says "Not
//! valid", in words that name the place. The program and the script inside the package are asked.

use std::fs;
use std::io::{BufWriter, Write};
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

/// A good package with nearly a million empty files more (a million is the most that is opened), as
/// the format asks for: above 65,534 entries in ZIP64. Written to disk, since nobody holds such a thing
/// in memory.
fn with_a_million_files(to: &std::path::Path) {
    let good = Forged::of(&proven(Bodies::Closed));
    let own: Vec<(String, Vec<u8>)> = good.files.into_iter().collect();
    let split = own.partition_point(|(path, _)| path.as_str() < "data/media/000003");
    let (before, after) = own.split_at(split);
    let more = (3..999_900).map(|number| (format!("data/media/{number:06}.bin"), Vec::new()));
    let all = before
        .iter()
        .cloned()
        .chain(more)
        .chain(after.iter().cloned());
    let mut out = BufWriter::new(fs::File::create(to).unwrap());
    let (mut at, mut n_files, mut directory) = (0_u64, 0_u64, Vec::new());
    for (path, bytes) in all {
        let name = format!("{}/{path}", good.folder);
        let mut crc = flate2::Crc::new();
        crc.update(&bytes);
        let size = (bytes.len() as u32).to_le_bytes();
        let mut middle = vec![0x0a, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        middle.extend(crc.sum().to_le_bytes());
        middle.extend([size, size].concat());
        middle.extend((name.len() as u32).to_le_bytes());
        let header = [b"PK\x03\x04", middle.as_slice(), name.as_bytes(), &bytes].concat();
        out.write_all(&header).unwrap();
        directory.extend([b"PK\x01\x02\x1e\x03", middle.as_slice(), &[0; 6]].concat());
        directory.extend((0o100_644_u32 << 16).to_le_bytes());
        directory.extend((at as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        at += header.len() as u64;
        n_files += 1;
    }
    out.write_all(&directory).unwrap();
    let len = directory.len() as u64;
    let mut end = b"PK\x06\x06".to_vec();
    end.extend(44_u64.to_le_bytes());
    end.extend([0x1e, 3, 0x2d, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [n_files, n_files, len, at] {
        end.extend(number.to_le_bytes());
    }
    end.extend(b"PK\x06\x07\0\0\0\0");
    end.extend((at + len).to_le_bytes());
    end.extend(1_u32.to_le_bytes());
    end.extend(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff");
    end.extend((len as u32).to_le_bytes());
    end.extend((at as u32).to_le_bytes());
    end.extend([0, 0]);
    out.write_all(&end).unwrap();
}

/// Most memory of this process so far. Units: MB.
fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    let kb = line.split_whitespace().nth(1).unwrap();
    kb.parse::<u64>().unwrap() / 1_000
}

/// Run alone: `cargo test --release --test it -- a_million --ignored --nocapture`.
#[test]
#[ignore = "takes a minute and measures the memory of the whole process"]
fn a_million_files_take_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.zip");
    with_a_million_files(&path);
    let before = peak_mb();
    let ran = crate::support::threadseal(["verify", path.to_str().unwrap()]);
    let peak = peak_mb() - before;
    assert_eq!(ran.code, 1, "{}", ran.err);
    let size = fs::metadata(&path).unwrap().len();
    println!("{size} bytes: {peak} MB more");
    let told = format!("{}{}", ran.out, ran.err);
    assert!(
        told.contains("Not valid") && !told.contains("FAILED  V02"),
        "{told}"
    );
    assert!(told.contains("data/media/000003.bin"), "{told}");
    assert!(told.lines().count() < 200, "places are counted, not listed");
    assert!(peak < 2_000, "{peak} MB");
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
