//! Exports of every kind, packaged: what this program makes of them, both verifiers take. Times that
//! no stamp gives, they do not.

use std::path::Path;
use std::rc::Rc;

use threadseal::engine::archive::{Archive, Given};
use threadseal::engine::case::{Case, OpenSource};
use threadseal::engine::decision::DecisionLog;
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::limits::Limits;
use threadseal::engine::package::{Bodies, BuildError, Proof};
use threadseal::engine::parse::thread_from_text;
use threadseal::engine::place::SourceId;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::Verdict;

use super::script::{Bench, told_of};
use super::{Export, build_proven, one, options, seals, try_build};
use crate::support::corpus;
use crate::support::forge::Forged;
use crate::support::packages::{told, verified};

const VALID: &str = "0 Valid: consistent with itself; origin not checked";
const MESSAGES: &str = "data/threads/t001/messages.jsonl";

/// A case of the corpus, when it opens and has a chat in it; and its decisions.
fn opened(path: &Path, case: &corpus::Case) -> Option<(Rc<Case>, DecisionLog)> {
    let scratch = tempfile::tempdir().unwrap();
    let files: Vec<(String, Vec<u8>)> = case
        .write(path, scratch.path())
        .iter()
        .map(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(file).unwrap())
        })
        .collect();
    let id = sha256_hex(&files.first()?.1);
    let given = files.into_iter().map(|(name, bytes)| Given {
        name,
        source: Rc::new(bytes),
    });
    let archive = Archive::open(given.collect(), &Limits::USUAL).ok()?.value;
    let texts = archive.chat_texts();
    let threads: Option<Vec<_>> = texts
        .into_iter()
        .map(|entry| {
            let text = archive.read(entry, u64::MAX).ok()?;
            let thread = thread_from_text(&archive, entry, text).ok()?.value;
            Some(Rc::new(thread))
        })
        .collect();
    let threads = threads.filter(|threads| !threads.is_empty())?;
    let source = OpenSource {
        id: SourceId(id),
        archive: Rc::new(archive),
        threads,
        findings: Vec::new(),
    };
    let log = case.decisions.as_ref().map(|name| {
        let text = std::fs::read_to_string(path.join(name)).unwrap();
        DecisionLog::from_file(&text).unwrap()
    });
    let case = Rc::new(Case {
        sources: vec![source],
    });
    Some((case, log.unwrap_or_default()))
}

/// Building checks with our verifier; the script of the package follows.
#[test]
fn every_export_of_the_corpus_is_packaged_and_verifies() {
    let mut bench: Option<Bench> = None;
    let mut names = Vec::new();
    for (path, case) in corpus::all() {
        let Some((opened, log)) = opened(&path, &case) else {
            continue;
        };
        // Some hold attachments that cannot be read.
        let mut with_files = options(MediaChoice::AsTheyAre);
        with_files.proof = Some(Proof {
            seals: seals(&opened),
            bodies: Bodies::Closed,
        });
        let package = match try_build(&opened, &log, with_files) {
            Err(BuildError::Read { .. }) => {
                build_proven(&opened, &log, MediaChoice::Withheld, Bodies::Closed)
            }
            built => built.unwrap(),
        };
        bench
            .get_or_insert_with(|| Bench::new(&package))
            .add(&package);
        names.push(path);
    }
    assert!(names.len() > 100, "{}", names.len());
    for (said, path) in bench.unwrap().run().iter().zip(&names) {
        assert_eq!(said, VALID, "{}", path.display());
    }
}

pub(super) fn proven(chat: &str) -> Vec<u8> {
    let case = one("WhatsApp Chat with Bo.zip", chat, &[]);
    let none = DecisionLog::default();
    build_proven(&case, &none, MediaChoice::AsTheyAre, Bodies::Closed)
}

/// Both say no, and ours says why.
pub(super) fn refused(package: &[u8], why: &str) {
    let report = verified(package);
    assert_eq!(report.result, Verdict::NotValid, "{why}");
    assert!(told(&report).contains(why), "{why}: {}", told(&report));
    let (code, said) = told_of(package, &[]);
    assert_eq!(code, 1, "{why}: {said}");
}

#[test]
fn a_time_that_a_stamp_of_another_calendar_does_not_give_is_refused() {
    for (stamp, at, other) in [
        (
            "5/12/2566, 21:05:07",
            "2023-12-05T21:05:07",
            "2023-12-06T21:05:07",
        ),
        (
            "5/12/2566, 21:05:07",
            "2023-12-05T21:05:07",
            "2022-12-05T21:05:07",
        ),
        (
            "31/12/R5, 21:05:07",
            "2023-12-31T21:05:07",
            "2024-12-31T21:05:07",
        ),
        (
            "17/12/1402, 21:05:07",
            "2024-03-07T21:05:07",
            "2024-03-08T21:05:07",
        ),
        (
            "17/12/1402, 21:05:07",
            "2024-03-07T21:05:07",
            "2024-03-07T21:05",
        ),
        (
            "13 Feb 2024 at 9:15:32 PM",
            "2024-02-13T21:15:32",
            "2024-02-13T09:15:32",
        ),
        (
            "13 Feb 2024 at 9:15:32 PM",
            "2024-02-13T21:15:32",
            "2024-02-14T21:15:32",
        ),
    ] {
        let mut forged = Forged::of(&proven(&format!("[{stamp}] Ana: one\n")));
        let said = |at: &str| format!("\"at\":\"{at}\"");
        forged.replace(MESSAGES, &said(at), &said(other));
        refused(&forged.package(), "a time");
    }
}

/// What a month in letters says is not read, and both say so.
#[test]
fn what_a_stamp_with_words_leaves_open_is_said() {
    for (stamp, is_open) in [
        ("13 Feb 2024 at 9:15:32 PM", true),
        ("13/02/2024, 9:15:32 PM", false),
    ] {
        let package = proven(&format!("[{stamp}] Ana: one\n"));
        let open =
            "That the time in `at` is the one which the stamp says, in 1 records of thread 1";
        let report = verified(&package);
        let is_said = report.not_checked.iter().any(|line| line.starts_with(open));
        assert_eq!(is_said, is_open, "{stamp}");
        let (code, said) = told_of(&package, &[]);
        assert_eq!(code, 0, "{stamp}: {said}");
        assert_eq!(said.contains("has words or no year"), is_open, "{said}");
    }
}

/// Its title is the names of those who write.
fn named_by_people(chat: &str) -> Vec<u8> {
    let case = super::opened(&[Export {
        name: "a.zip",
        entries: vec![("_chat.txt", chat.as_bytes())],
    }]);
    let none = DecisionLog::default();
    build_proven(&case, &none, MediaChoice::AsTheyAre, Bodies::Closed)
}

#[test]
fn names_and_ends_that_show_otherwise_are_no_reason_to_refuse() {
    let mut packages = Vec::new();
    for odd in "\u{202b}\u{202d}\u{202e}\u{2067}\u{2028}\u{85}\u{7f}\u{1b}\0".chars() {
        packages.push(named_by_people(&format!(
            "[13/02/2024, 09:15:02] A{odd}na: one\n[13/02/2024, 09:15:03] Bo: two\n"
        )));
    }
    packages.push(proven(
        "[13/02/2024, 09:15:02] Ana: one\r\n[13/02/2024, 09:15:03] Bo: two\r",
    ));
    let mut bench = Bench::new(&packages[0]);
    packages.iter().for_each(|package| bench.add(package));
    for (number, said) in bench.run().iter().enumerate() {
        assert_eq!(said, VALID, "{number}");
    }
    // A title that only the page has.
    let mut forged = Forged::of(&packages[0]);
    let page = "data/threads/t001/transcript.html";
    forged.replace(page, "A\u{202b}na, Bo", "A\u{202b}nn, Bo");
    forged.replace(page, "A\\00202bna", "A\\00202bnn");
    refused(&forged.package(), "title");
}
