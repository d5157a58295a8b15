//! What the leak check finds beyond the withheld words themselves: parts of names, numbers in pieces,
//! pictures; and what a build does with it.

mod days;
mod names;
mod numbers;
mod own_places;
mod pictures;
mod scripts;
mod titles;

use threadseal::engine::case::Case;
use threadseal::engine::decision::DecisionKind;
use threadseal::engine::verify::leak::{Leak, LeakReport};

use crate::support::packages::record_with;

/// Whoever sent the message that holds `text` is called by a pseudonym.
fn participant(case: &Case, text: &str, note: &str) -> DecisionKind {
    let (thread, record, _) = record_with(case, text);
    DecisionKind::Participant {
        target: case.place(thread, record).unwrap(),
        also: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: (!note.is_empty()).then(|| note.to_owned()),
    }
}

/// The files in which something was found, sorted, each once.
fn files(rows: &[Leak]) -> Vec<&str> {
    let mut files: Vec<&str> = rows.iter().map(|row| row.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    files
}

fn nothing(report: &LeakReport) {
    assert_eq!(report.leaks, []);
    assert_eq!(report.visible, []);
}
