//! Runs `inspect` over every case of `tests/corpus` and compares all it prints.
//!
//! `UPDATE_EXPECT=1` writes what is printed as what is expected: read the difference.

use std::cell::Cell;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;
use sha2::{Digest, Sha256};
use threadseal::engine::archive::beside::NothingBeside;
use threadseal::engine::archive::digests::DigestJob;
use threadseal::engine::archive::{Archive, Given};
use threadseal::engine::finding::Finding;
use threadseal::engine::job::Step;
use threadseal::engine::limits::Limits;
use threadseal::engine::source::Source;

use crate::support::corpus::{self, Case};
use crate::support::{Ran, threadseal};

#[test]
fn every_case_prints_what_is_expected() {
    let cases = corpus::all();
    assert!(cases.len() > 10);
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|(path, case)| differences(path, case))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn differences(path: &Path, case: &Case) -> Vec<String> {
    assert!(!case.about.is_empty(), "{}", path.display());
    let scratch = tempfile::tempdir().unwrap();
    let inputs = case.write(path, scratch.path());
    if let Some(n_reads) = case.disk_reads {
        return on_failing_disk(path, case, &inputs[0], n_reads);
    }
    let decisions = case.decisions.as_ref().map(|name| path.join(name));
    let inspected = inspect(&inputs, decisions.as_deref(), &[]);
    let messages = inspect(&inputs, decisions.as_deref(), &["--messages"]);
    let mut wrong = Vec::new();
    if inspected.code != case.exit {
        wrong.push(format!("exit {}, expected {}", inspected.code, case.exit));
    }
    let codes = codes(&inspected.out);
    for code in &case.codes {
        if !codes.contains(code) {
            wrong.push(format!("{code} did not come up, only {codes:?}"));
        }
    }
    wrong.extend(unexplained(&inspected.out));
    let scratch = scratch.path().to_string_lossy();
    for (name, text) in [
        ("inspect.json", &inspected.out),
        ("messages.jsonl", &messages.out),
        ("stderr.txt", &inspected.err),
    ] {
        let text = text.replace(scratch.as_ref(), "");
        wrong.extend(compare(&path.join("expected").join(name), &text));
    }
    let case = path.file_name().unwrap_or_default().to_string_lossy();
    wrong.iter().map(|text| format!("{case}: {text}")).collect()
}

/// Bytes of a disk that gives out.
struct Fading {
    bytes: Vec<u8>,
    n_left: Cell<u32>,
}

impl Source for Fading {
    fn size_bytes(&self) -> u64 {
        self.bytes.size_bytes()
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> std::io::Result<()> {
        let left = self.n_left.get().checked_sub(1);
        self.n_left.set(left.ok_or(std::io::ErrorKind::NotFound)?);
        self.bytes.read_at(offset, buf)
    }
}

/// What is found while the digests are computed.
fn on_failing_disk(path: &Path, case: &Case, input: &Path, n_reads: u32) -> Vec<String> {
    let source = Rc::new(Fading {
        bytes: fs::read(input).unwrap(),
        n_left: Cell::new(u32::MAX),
    });
    let given = Given {
        name: case.name.clone(),
        source: source.clone(),
    };
    let archive = Archive::open(vec![given], &Limits::USUAL).unwrap().value;
    source.n_left.set(n_reads);
    let mut job = DigestJob::new(Rc::new(archive));
    let findings = loop {
        if let Step::Done(done) = job.step(&NothingBeside).unwrap() {
            break done.findings;
        }
    };
    for code in &case.codes {
        assert!(findings.iter().any(|at| at.code == *code), "{code}");
    }
    let line = |at: &Finding| format!("{} {}: {}\n", at.code, at.place, at.text);
    let text: String = findings.iter().map(line).collect();
    let wrong = compare(&path.join("expected/findings.txt"), &text);
    wrong.into_iter().collect()
}

fn inspect(inputs: &[PathBuf], decisions: Option<&Path>, more: &[&str]) -> Ran {
    let mut args: Vec<OsString> = vec!["inspect".into()];
    args.extend(inputs.iter().map(|path| path.into()));
    if let Some(decisions) = decisions {
        args.extend(["--decisions".into(), decisions.into()]);
    }
    args.extend(more.iter().map(|arg| arg.into()));
    threadseal(args)
}

/// Records take up the whole of every text.
fn unexplained(inspected: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(inspected).unwrap_or_default();
    let threads = value["threads"].as_array().cloned().unwrap_or_default();
    let left = threads.iter().map(|thread| &thread["unexplained_bytes"]);
    left.filter(|left| **left != 0)
        .map(|left| format!("{left} bytes belong to no record"))
        .collect()
}

fn codes(inspected: &str) -> Vec<String> {
    let Ok(value) = serde_json::from_str::<Value>(inspected) else {
        return Vec::new();
    };
    let findings = value["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

/// Longer outputs are kept as a digest. Units: bytes.
const KEPT: usize = 200_000;

/// An empty output has no file.
pub(crate) fn compare(expected: &Path, found: &str) -> Option<String> {
    if found.len() > KEPT {
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(found));
        let n_lines = found.lines().count();
        let text = format!("{n_lines} lines, SHA-256 {digest}\n");
        return compare(&expected.with_extension("sha256"), &text);
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(expected.parent().unwrap()).unwrap();
        if found.is_empty() {
            let _not_there = fs::remove_file(expected);
        } else {
            fs::write(expected, found).unwrap();
        }
        return None;
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    (wanted != found).then(|| {
        format!(
            "{} differs\n--- expected\n{wanted}\n--- found\n{found}",
            expected.file_name().unwrap_or_default().to_string_lossy()
        )
    })
}
