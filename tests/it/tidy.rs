//! Rules of the house that the compiler and the lints cannot check.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::corpus;

/// Lines of a file, tests beside it not counted.
const LINES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file with that ending under the folder, with its text.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for one in fs::read_dir(&folder).unwrap() {
            let path = one.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == ending)
            {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

fn is_test(path: &Path) -> bool {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.components().any(|part| {
        part.as_os_str() == "tests"
            || part.as_os_str() == "tests.rs"
            || part.as_os_str() == "testkit.rs"
    })
}

/// The part of a file before its tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text)
}

fn assert_none(wrong: &[String], rule: &str) {
    assert!(wrong.is_empty(), "{rule}:\n{}", wrong.join("\n"));
}

#[test]
fn engine_and_app_know_nothing_of_the_machine() {
    let words = [
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "yew",
        "gloo",
        "target_arch",
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "SystemTime",
        "Instant::now",
    ];
    // Hashing several pieces at once takes the processor's own instructions, in the page alone; the
    // same figures come out of both ways, and tests compare them.
    let for_the_processor = ["engine/seal/lanes.rs", "engine/seal/record.rs"];
    let mut wrong = Vec::new();
    for folder in ["src/engine", "src/app"] {
        for (path, text) in files(folder, "rs") {
            if is_test(&path) {
                continue;
            }
            for (number, line) in without_tests(&text).lines().enumerate() {
                let code = line.split("//").next().unwrap_or(line);
                for word in words.iter().filter(|word| code.contains(*word)) {
                    let allowed = for_the_processor.iter().any(|file| path.ends_with(file));
                    if *word == "target_arch" && allowed {
                        continue;
                    }
                    wrong.push(format!("{}:{}: {word}", path.display(), number + 1));
                }
            }
        }
    }
    assert_none(&wrong, "engine and app are pure");
}

#[test]
fn layers_use_only_those_below_them() {
    let forbidden = [
        (
            "src/engine",
            &[
                "crate::app",
                "crate::ui",
                "crate::worker",
                "crate::cli",
                "crate::say",
            ][..],
        ),
        ("src/app", &["crate::ui", "crate::worker", "crate::cli"][..]),
        (
            "src/worker",
            &["crate::app", "crate::ui", "crate::cli", "crate::say"][..],
        ),
        ("src/ui", &["crate::cli"][..]),
        (
            "src/cli",
            &["crate::app", "crate::ui", "crate::worker", "crate::say"][..],
        ),
        (
            "src/engine/verify",
            &["engine::package", "super::package"][..],
        ),
    ];
    let mut wrong = Vec::new();
    for (folder, words) in forbidden {
        for (path, text) in files(folder, "rs") {
            if is_test(&path) {
                continue;
            }
            for word in words
                .iter()
                .filter(|word| without_tests(&text).contains(*word))
            {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert_none(&wrong, "a layer uses the ones below it");
}

#[test]
fn every_module_says_what_it_is_for() {
    let wrong: Vec<String> = ["src", "tests/it"]
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .filter(|(path, text)| {
            !(text.starts_with("//!") || is_test(path) && path.starts_with(root().join("src")))
        })
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert_none(&wrong, "a module begins with what it does");
}

#[test]
fn no_file_is_too_long_to_read() {
    let wrong: Vec<String> = files("src", "rs")
        .into_iter()
        .filter(|(path, _)| !is_test(path))
        .map(|(path, text)| (path, without_tests(&text).lines().count()))
        .filter(|(_, n_lines)| *n_lines > LINES)
        .map(|(path, n_lines)| format!("{}: {n_lines} lines", path.display()))
        .collect();
    assert_none(&wrong, "a file is at most 400 lines without its tests");
}

/// An empty frame has what is taken away from the page, and no policy is asked about it or about going
/// to another page.
#[test]
fn the_page_makes_no_frame_and_goes_nowhere() {
    let words = [
        "iframe",
        "<object",
        "<embed",
        "set_href",
        "location().assign",
        "location().replace",
        "open_with_url",
        "RtcPeer",
    ];
    let mut wrong = Vec::new();
    for folder in ["src/ui", "src/worker"] {
        for (path, text) in files(folder, "rs") {
            // What is saved has an address in memory.
            let saves = path.ends_with("ui/download.rs");
            for word in words.iter().filter(|word| text.contains(*word)) {
                if !(saves && *word == "set_href") {
                    wrong.push(format!("{}: {word}", path.display()));
                }
            }
        }
    }
    assert_none(&wrong, "ways that no policy blocks are not taken");
}

#[test]
fn nothing_is_left_to_be_done() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        "todo!(",
        "unimplemented!(",
    ];
    let mut wrong = Vec::new();
    for (path, text) in files("src", "rs") {
        for (number, line) in text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                wrong.push(format!(
                    "{}:{}: {}",
                    path.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    assert_none(&wrong, "no stubs");
}

/// `A001`, `P012`: a letter and three digits, in quotes.
fn codes_in(text: &str) -> BTreeSet<String> {
    text.split('"')
        .filter(|word| {
            let mut chars = word.chars();
            word.len() == 4
                && matches!(chars.next(), Some('A' | 'P'))
                && chars.all(|c| c.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_finding_has_a_case() {
    let mut used = BTreeSet::new();
    for (path, text) in files("src/engine", "rs") {
        if !is_test(&path) {
            used.extend(codes_in(without_tests(&text)));
        }
    }
    assert!(used.len() > 45, "{used:?}");
    let covered: BTreeSet<String> = corpus::all()
        .into_iter()
        .flat_map(|(_, case)| case.codes)
        .collect();
    let wrong: Vec<String> = used.difference(&covered).cloned().collect();
    assert_none(&wrong, "a code of a finding has a case");
}

/// Keys of the words of the interface, as the build makes functions of them.
fn word_keys() -> Vec<String> {
    let text = fs::read_to_string(root().join("words/en.ftl")).unwrap();
    text.lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.replace('-', "_"))
        .collect()
}

#[test]
fn every_word_of_the_interface_is_said_somewhere() {
    let mut said = BTreeSet::new();
    for folder in ["src/ui", "src/app"] {
        for (_, text) in files(folder, "rs") {
            for (at, _) in text.match_indices("say::") {
                let rest = text.get(at + 5..).unwrap_or_default();
                let end = rest.find(|at: char| !at.is_ascii_alphanumeric() && at != '_');
                said.insert(rest.get(..end.unwrap_or(0)).unwrap_or_default().to_owned());
            }
        }
    }
    let keys = word_keys();
    assert!(keys.len() > 1_000, "the words were not found");
    let unsaid: Vec<String> = keys.into_iter().filter(|key| !said.contains(key)).collect();
    assert_none(
        &unsaid,
        "words that nothing says; take them out of words/*.ftl",
    );
}

#[test]
fn the_page_says_nothing_but_its_words() {
    let names = ["Threadseal", "WhatsApp", "SHA-256", "UTF-8"];
    let mut wrong = Vec::new();
    for (path, text) in files("src/ui", "rs") {
        for (number, line) in without_tests(&text).lines().enumerate() {
            let code = line.split("// ").next().unwrap_or(line);
            // Text between tags is seen whatever it looks like; elsewhere it may be a style.
            let between = code.split(">{ \"").skip(1).map(|rest| (rest, true));
            let texts = ["{ \"", "aria-label=\"", "placeholder=\"", "title=\""]
                .iter()
                .flat_map(|before| code.split(before).skip(1).map(|rest| (rest, false)));
            for (rest, seen) in between.chain(texts) {
                let text = rest.split('"').next().unwrap_or_default();
                let prose = text.starts_with(|first: char| first.is_ascii_uppercase())
                    || text.trim().contains(' ') && !text.contains("--") && !text.contains("__");
                let name = text.trim_matches([',', ' ', ';']);
                if (seen || prose) && text.contains(char::is_alphabetic) && !names.contains(&name) {
                    wrong.push(format!("{}:{}: {text}", path.display(), number + 1));
                }
            }
        }
    }
    assert_none(&wrong, "words of the page stand in words/*.ftl");
}
