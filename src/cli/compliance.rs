//! Who speaks and may, what breaks the policy, whether the record is complete: as one JSON object, or as
//! one table of it.

use std::path::Path;
use std::rc::Rc;

use super::args::Compliance;
use super::error::CliError;
use super::{FINE, Output, open, zones};
use crate::engine::case::Case;
use crate::engine::compliance::{
    AskedWith, CardMapping, ComplianceJob, Day, Days, NONCE_CHARS, Policy, Question, REPORT_FILES,
    Roster, ZoneAhead, check_kept, files_to_keep, policy_from_json, report, roster_from_cards,
    roster_from_csv, starting_policy, tables,
};
use crate::engine::decision::DecisionLog;
use crate::engine::finding::Explain;
use crate::engine::job::Step;

/// Opens the inputs, asks, prints.
pub(super) fn run(asked: &Compliance, to: &mut Output<'_>) -> Result<u8, CliError> {
    let (roster, roster_text) = match &asked.roster {
        Some(path) => read_roster(path, to)?,
        None => Default::default(),
    };
    let (policy, policy_text) = read_policy(&asked.policy)?;
    let day = |text: &Option<String>, name: &str| match text {
        None => Ok(None),
        Some(text) => Day::from_iso(text).map(Some).ok_or_else(|| {
            CliError::Usage(format!(
                "--{name} is {text:?}, expected a date as YYYY-MM-DD"
            ))
        }),
    };
    let period = Days {
        from: day(&asked.from, "from")?,
        to: day(&asked.to, "to")?,
    };
    if period.are_backwards() {
        let text = "--to lies before --from: the period has no day".to_owned();
        return Err(CliError::Usage(text));
    }
    if asked
        .sample
        .as_ref()
        .is_some_and(|nonce| nonce.chars().count() < NONCE_CHARS)
    {
        return Err(CliError::Usage(format!(
            "--sample has fewer than {NONCE_CHARS} characters"
        )));
    }
    let mut opened = open::open_all(&asked.inputs, to.err)?;
    let log = match &asked.decisions {
        Some(path) => open::read_some_log(path, &mut opened)?,
        None => DecisionLog::default(),
    };
    let today = day(&asked.today, "today")?;
    let question = Question {
        roster,
        policy,
        period,
        today,
        latest: today,
        told: Vec::new(),
    };
    let ahead: ZoneAhead = Rc::new(zones::ahead);
    let mut job = ComplianceJob::new(&opened.case, &log, question, ahead);
    let result = loop {
        if let Step::Done(result) = job.step() {
            break result;
        }
    };
    let sample = asked.sample.as_ref().map(|nonce| result.draw(nonce));
    let report = report(&result, &log, sample.as_ref());
    if let Some(folder) = &asked.out {
        let with = AskedWith {
            policy: policy_text,
            roster: roster_text,
            is_cards: asked.roster.as_deref().is_some_and(holds_cards),
        };
        write_all(folder, &files_to_keep(&report, &with))?;
        return Ok(FINE);
    }
    match &asked.table {
        None => {
            serde_json::to_writer_pretty(&mut *to.out, &report).map_err(std::io::Error::from)?;
            writeln!(to.out)?;
        }
        Some(name) => {
            let tables = tables(&report);
            let is_one = |(of, _): &&(&str, String)| of.strip_suffix(".csv") == Some(name);
            match tables.iter().find(is_one) {
                Some((_, text)) => write!(to.out, "{text}")?,
                None => {
                    let names: Vec<&str> = tables
                        .iter()
                        .filter_map(|(of, _)| of.strip_suffix(".csv"))
                        .collect();
                    let text =
                        format!("--table is {name:?}, expected one of: {}", names.join(", "));
                    return Err(CliError::Usage(text));
                }
            }
        }
    }
    Ok(FINE)
}

/// Writes into a folder, which is made. Files of the same names are written over.
fn write_all(folder: &Path, files: &[(String, String)]) -> Result<(), CliError> {
    let failed = |source: std::io::Error| CliError::Out {
        path: folder.to_owned(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    for (name, text) in files {
        std::fs::write(folder.join(name), text).map_err(failed)?;
    }
    Ok(())
}

/// A file of a report: name and content.
pub(super) type Kept = (String, Rc<[u8]>);

/// The files of a report in a folder, for a sealed package: about the exports of `case`, and as they were
/// written.
pub(super) fn read_all(folder: &Path, case: &Case) -> Result<Vec<Kept>, CliError> {
    let mut files = Vec::new();
    for name in REPORT_FILES {
        let path = folder.join(name);
        if path.is_file() {
            let bytes = std::fs::read(&path).map_err(|source| CliError::Read { path, source })?;
            files.push((name.to_owned(), bytes.into()));
        }
    }
    if files.is_empty() {
        let folder = folder.display();
        let text =
            format!("--compliance is {folder}, and no report of \"compliance --out\" is there");
        return Err(CliError::Usage(text));
    }
    let of_threads = case
        .sources
        .iter()
        .filter(|source| !source.threads.is_empty());
    let exports: Vec<String> = of_threads.map(|source| source.id.0.clone()).collect();
    let given: Vec<(String, &[u8])> = files
        .iter()
        .map(|(name, bytes): &Kept| (name.clone(), &**bytes))
        .collect();
    check_kept(&given, &exports).map_err(|error| CliError::Engine(error.to_failure()))?;
    Ok(files)
}

/// Prints a ready-made policy.
pub(super) fn print_policy(name: &str, to: &mut Output<'_>) -> Result<u8, CliError> {
    match starting_policy(name) {
        Some(policy) => {
            write!(to.out, "{}", policy.text)?;
            Ok(FINE)
        }
        None => Err(no_policy(name)),
    }
}

fn no_policy(name: &str) -> CliError {
    CliError::Usage(format!(
        "there is no ready-made policy {name:?}, expected desk, small-business or public-body"
    ))
}

fn read(path: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(path).map_err(|source| CliError::Read {
        path: path.to_owned(),
        source,
    })
}

/// A file, or the name of a ready-made one.
fn read_policy(path: &Path) -> Result<(Policy, String), CliError> {
    let ready = path
        .to_str()
        .and_then(starting_policy)
        .filter(|_| !path.exists());
    let text = match ready {
        Some(policy) => policy.text.to_owned(),
        None => read(path)?,
    };
    let policy = policy_from_json(&text).map_err(|error| CliError::Engine(error.to_failure()))?;
    Ok((policy, text))
}

fn holds_cards(path: &Path) -> bool {
    path.extension()
        .is_some_and(|one| one.eq_ignore_ascii_case("vcf"))
}

/// Rows that cannot be used are told; the others stand.
fn read_roster(path: &Path, to: &mut Output<'_>) -> Result<(Roster, String), CliError> {
    let bytes = std::fs::read(path).map_err(|source| CliError::Read {
        path: path.to_owned(),
        source,
    })?;
    // What is no text of ours is refused with its line.
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let failed =
        |error: crate::engine::compliance::RosterError| CliError::Engine(error.to_failure());
    if holds_cards(path) {
        let people = roster_from_cards(&text, &CardMapping::new()).map_err(failed)?;
        let mut roster = Roster::default();
        for problem in roster.add(people) {
            writeln!(to.err, "note: {problem}")?;
        }
        return Ok((roster, text));
    }
    let (roster, problems) = roster_from_csv(&text).map_err(failed)?;
    for problem in problems {
        writeln!(to.err, "note: {problem}")?;
    }
    Ok((roster, text))
}
