//! Searches a package on disk for everything that decisions withhold. Prints no withheld value.

use std::io::Write;
use std::path::Path;

use super::args::Inputs;
use super::error::CliError;
use super::{FINE, NO, Output, open, pictures, residual, verify};
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::job::Step;
use crate::engine::verify::leak::{Leak, LeakJob, LeakReport};
use crate::engine::verify::{CheckState, Expected};

/// A review set is not searched: all of it follows from what is, and this check says so.
const REVIEW: &str = "V27";

/// Opens the sources, searches the package, prints what was found.
pub(super) fn run(
    package: &Path,
    decisions: &Path,
    sources: &Inputs,
    looked: bool,
    to: &mut Output<'_>,
) -> Result<u8, CliError> {
    let mut opened = open::open_all(sources, to.err)?;
    let log = open::read_log(decisions, &mut opened)?;
    let report = search(package, &opened.case, &log)?;
    print(&report, to.out)?;
    let handed = pictures::look(package, &opened.case, &log)?;
    let n_pictures = pictures::print(handed.as_ref(), looked, to.out)?;
    match residual::look(package, &opened.case, &log) {
        Ok(found) => residual::print(&found, to.out)?,
        Err(why) => writeln!(to.out, "the detectors cannot look at it: {why}")?,
    }
    let verified = verify::report_on(package, Expected::default())?;
    let strange = verified.checks.iter().filter(|check| check.id == REVIEW);
    let strange: Vec<_> = strange
        .filter(|check| check.state == CheckState::Failed)
        .collect();
    for check in &strange {
        let place = check.place.as_deref().unwrap_or_default();
        writeln!(to.out, "LEAK {place}: {}", check.text)?;
    }
    let n_leaks = report.leaks.len() + n_pictures + strange.len();
    let n_visible = report.visible.len();
    let verdict = if n_leaks == 0 { "clean" } else { "LEAKS" };
    writeln!(
        to.out,
        "{verdict}: {n_leaks} leaks, {n_visible} places in visible text; searched {} bytes for {} \
         values",
        report.n_bytes, report.n_values
    )?;
    Ok(if n_leaks == 0 { FINE } else { NO })
}

/// Searches the file.
///
/// Errors: `Open`, `Read`.
pub(super) fn search(
    package: &Path,
    case: &Case,
    log: &DecisionLog,
) -> Result<LeakReport, CliError> {
    let mut job = LeakJob::new(open::source_at(package)?, case, log);
    loop {
        let step = job.step().map_err(|source| CliError::Read {
            path: package.to_owned(),
            source,
        })?;
        if let Step::Done(report) = step {
            return Ok(report);
        }
    }
}

/// One line for each place that a person should look at.
pub(super) fn print(report: &LeakReport, out: &mut dyn Write) -> Result<(), CliError> {
    for leak in &report.leaks {
        writeln!(out, "leak: {}", line(leak))?;
    }
    for leak in &report.visible {
        writeln!(out, "in visible text, please look: {}", line(leak))?;
    }
    for decision in &report.unsearchable {
        writeln!(out, "cannot be searched for, please look: {decision}")?;
    }
    for what in &report.not_searched {
        writeln!(out, "cannot be searched, please look: {what}")?;
    }
    Ok(())
}

fn line(leak: &Leak) -> String {
    let record = match leak.record {
        Some((thread, record)) => format!(" (thread {thread}, message {record})"),
        None => String::new(),
    };
    if leak.decision.is_empty() {
        return format!("{}, {}{record}, {}", leak.file, leak.place, leak.form);
    }
    format!(
        "{}, {}{record}, as {}, withheld by decision {}",
        leak.file, leak.place, leak.form, leak.decision
    )
}
