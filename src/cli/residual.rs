//! What a reader of a finished package can still find, a line each. Prints only what the package
//! shows.

use std::io::Write;
use std::path::Path;

use super::error::CliError;
use super::open;
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::detect::{DetectOptions, countries_of};
use crate::engine::examine::residual::{Residual, ResidualJob, ResidualKind, TellingHours};
use crate::engine::finding::Explain;
use crate::engine::job::Step;

/// Most values of a kind that are printed.
const VALUES_PRINTED: usize = 5;

/// Runs the detectors over the file.
///
/// Errors: `Open`, `Engine`.
pub(super) fn look(package: &Path, case: &Case, log: &DecisionLog) -> Result<Residual, CliError> {
    let options = DetectOptions {
        countries: countries_of(case),
        ..DetectOptions::default()
    };
    let source = open::source_at(package)?;
    let job = ResidualJob::new(source, case, log, &options);
    let mut job = job.map_err(|error| CliError::Engine(error.to_failure()))?;
    loop {
        let step = job.step();
        if let Step::Done(residual) = step.map_err(|error| CliError::Engine(error.to_failure()))? {
            return Ok(residual);
        }
    }
}

/// As [`print`], and nothing at all where nothing was found.
pub(super) fn print_if_any(residual: &Residual, out: &mut dyn Write) -> Result<(), CliError> {
    if residual.is_clean() {
        return Ok(());
    }
    print(residual, out)
}

/// What was looked for; one line for each kind, with its first values, and for each pseudonym that its
/// hours give away.
pub(super) fn print(residual: &Residual, out: &mut dyn Write) -> Result<(), CliError> {
    let countries = match residual.countries.as_slice() {
        [] => "of no single country".to_owned(),
        some => format!("of {}", some.join(", ")),
    };
    writeln!(
        out,
        "detectors looked at {} messages, for numbers and identifiers {countries} as well",
        residual.n_messages
    )?;
    for not_read in &residual.not_read {
        let file = &not_read.file;
        writeln!(
            out,
            "not looked at by detectors, please look: {file} ({:?})",
            not_read.why
        )?;
    }
    if residual.n_unjudged > 0 {
        writeln!(
            out,
            "hours of pseudonyms that were not compared, for too few messages: {}",
            residual.n_unjudged
        )?;
    }
    for kind in &residual.kinds {
        writeln!(out, "found by detectors, please look: {}", line(kind))?;
    }
    for one in &residual.hours {
        writeln!(out, "told by its hours, please look: {}", hours(one))?;
    }
    Ok(())
}

fn line(kind: &ResidualKind) -> String {
    let mut line = format!(
        "{} × {}, values: {}",
        kind.detector.title(),
        kind.n,
        kind.n_values
    );
    for value in kind.values.iter().take(VALUES_PRINTED) {
        let place = match value.record {
            Some((thread, record)) => format!("thread {thread}, message {record}"),
            None => value.file.clone(),
        };
        let text = value.text.escape_debug();
        line.push_str(&format!("; \"{text}\" ({place})"));
    }
    line
}

fn hours(one: &TellingHours) -> String {
    let (thread, record) = one.first;
    format!(
        "{} (thread {thread}, message {record}): its hours agree with themselves by {} %, with the \
         nearest of {} other voices by {} % ({} messages)",
        one.name.escape_debug(),
        one.own,
        one.n_voices,
        one.nearest,
        one.n_messages
    )
}
