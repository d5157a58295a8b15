//! Runs `inspect` over every case of `tests/corpus` and compares all it prints.
//!
//! `UPDATE_EXPECT=1` writes what is printed as what is expected: read the difference.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

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

fn inspect(inputs: &[PathBuf], decisions: Option<&Path>, more: &[&str]) -> Ran {
    let mut args: Vec<OsString> = vec!["inspect".into()];
    args.extend(inputs.iter().map(|path| path.into()));
    if let Some(decisions) = decisions {
        args.extend(["--decisions".into(), decisions.into()]);
    }
    args.extend(more.iter().map(|arg| arg.into()));
    threadseal(args)
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

/// An empty output has no file.
fn compare(expected: &Path, found: &str) -> Option<String> {
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
