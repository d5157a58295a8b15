//! One case for every code: `tests/corpus/compliance` has a folder named after each. A folder may bring
//! its own `roster.csv` and `policy.json` (the desk policy else), and a `question.toml`:
//!
//! - `from`, `to`: the period.
//! - `handed_in`: which person's export a zip is.
//! - `loses_first`: the first record is taken out of what was read, as a fault of the reader would: no
//!   file that is opened makes that happen.
//!
//! `expected/findings.txt` has all that is found. `UPDATE_EXPECT=1` writes it: read the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use threadseal::engine::archive::beside::NothingBeside;
use threadseal::engine::archive::digests::DigestJob;
use threadseal::engine::compliance::Code;
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::finding::Finding as Oddity;

use super::*;
use crate::corpus::compare;
use crate::support::corpus::{self, Case as Made};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Asks {
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    handed_in: BTreeMap<String, String>,
    #[serde(default)]
    loses_first: bool,
}

#[test]
fn every_code_has_a_case_and_nothing_else_is_found_in_it() {
    let cases = corpus::all_of(&corpus::folder().join("compliance"));
    let folders: BTreeSet<String> = cases.iter().map(|(path, _)| name_of(path)).collect();
    let codes: BTreeSet<String> = Code::ALL
        .iter()
        .map(|one| one.id().to_lowercase())
        .collect();
    assert_eq!(folders, codes);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(path, made)| {
            let found = found(path, made);
            let code = name_of(path).to_uppercase();
            if !found.lines().any(|line| line.starts_with(&code)) {
                return Some(format!("{code} is not among\n{found}"));
            }
            let wrong = compare(&path.join("expected/findings.txt"), &found);
            wrong.map(|text| format!("{code}: {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The file of a case, or the one that all cases share.
fn file(path: &Path, name: &str) -> Option<String> {
    let own = fs::read_to_string(path.join(name));
    own.or_else(|_| fs::read_to_string(path.parent().unwrap().join(name)))
        .ok()
}

fn found(path: &Path, made: &Made) -> String {
    assert!(!made.about.is_empty(), "{}", path.display());
    let asks = fs::read_to_string(path.join("question.toml")).unwrap_or_default();
    let asks: Asks = basic_toml::from_str(&asks).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let mut case = Case::default();
    let mut log = DecisionLog::default();
    let mut told = Vec::new();
    for input in made.write(path, scratch.path()) {
        let bytes = fs::read(&input).unwrap();
        let id = SourceId(sha256_hex(&bytes));
        let name = name_of(&input);
        if let Some(person) = asks.handed_in.get(&name) {
            let work = CaseWork::HandedIn {
                source: id.clone(),
                person: person.clone(),
            };
            log.append(decided("Ada", 1, work));
        }
        let opened = open_sources(vec![given(&name, bytes)], &Limits::USUAL, &())
            .unwrap_or_else(|failure| panic!("{}", failure.what));
        for mut source in opened {
            if asks.loses_first {
                let mut thread = threadseal::engine::thread::Thread::clone(&source.threads[0]);
                thread.records.remove(0);
                source.threads[0] = Rc::new(thread);
            }
            let source = OpenSource {
                id: id.clone(),
                archive: source.archive,
                threads: source.threads,
                findings: source.findings,
            };
            let number = case.sources.len();
            told.extend(by_digests(&source).into_iter().map(|one| (number, one)));
            case.sources.push(source);
        }
    }
    let day = |text: &Option<String>| Some(Day::from_iso(text.as_ref()?).unwrap());
    let question = Question {
        roster: roster_from_csv(&file(path, "roster.csv").unwrap())
            .unwrap()
            .0,
        policy: match file(path, "policy.json") {
            Some(text) => policy_from_json(&text).unwrap_or_else(|error| panic!("{error}")),
            None => policy_from_json(starting_policy("desk").unwrap().text).unwrap(),
        },
        period: Days {
            from: day(&asks.from),
            to: day(&asks.to),
        },
        today: Day::from_iso("2026-01-01"),
        latest: Day::from_iso("2026-01-01"),
        told,
    };
    let mut job = ComplianceJob::new(&case, &log, question, Rc::new(|_, _| None));
    let result = loop {
        if let Step::Done(result) = job.step() {
            break result;
        }
    };
    let line = |one: &Finding| format!("{}\n    {}\n", line(one), one.why);
    result.findings.iter().map(line).collect()
}

/// What reading every byte brings up.
fn by_digests(source: &OpenSource) -> Vec<Oddity> {
    let mut job = DigestJob::new(Rc::clone(&source.archive));
    loop {
        if let Step::Done(done) = job.step(&NothingBeside).unwrap() {
            return done.findings;
        }
    }
}
