//! A package on disk to a report.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::args::Verify;
use super::error::CliError;
use super::{FINE, NO, Output, UNANSWERED, open};
use crate::engine::job::Step;
use crate::engine::verify::{Check, CheckState, Expected, Report, Verdict, VerifyJob};

/// Prints what was checked and what could not be.
pub(super) fn run(verify: &Verify, to: &mut Output<'_>) -> Result<u8, CliError> {
    let expected = Expected {
        roots: verify.roots.clone(),
    };
    let report = report_on(&verify.package, expected)?;
    if verify.json {
        print_json(&report, to.out)?;
    } else {
        print_text(&report, to.out)?;
    }
    Ok(match report.result {
        Verdict::Valid => FINE,
        Verdict::NotValid => NO,
        Verdict::NotAPackage => UNANSWERED,
    })
}

/// Verifies the file, and against what is known of it.
///
/// Errors: `Open`. Everything else is in the report.
pub(super) fn report_on(package: &Path, expected: Expected) -> Result<Report, CliError> {
    let mut job = VerifyJob::new(open::source_at(package)?).expecting(expected);
    loop {
        if let Step::Done(report) = job.step() {
            return Ok(report);
        }
    }
}

/// One check as a line of text.
pub(super) fn line(check: &Check) -> String {
    let state = match check.state {
        CheckState::Passed => "passed",
        CheckState::Failed => "FAILED",
    };
    match &check.place {
        Some(place) => format!("{state}  {}  {place}: {}", check.id, check.text),
        None => format!("{state}  {}  {}", check.id, check.text),
    }
}

fn print_text(report: &Report, out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(out, "{}", report.headline)?;
    writeln!(out, "SHA-256 {}", report.sha256)?;
    writeln!(out)?;
    for check in &report.checks {
        writeln!(out, "{}", line(check))?;
    }
    writeln!(out, "\nNot checked, because no package can show it:")?;
    for text in &report.not_checked {
        writeln!(out, "- {text}")?;
    }
    Ok(())
}

/// The report as other programs read it. Its keys are an interface of the program.
#[derive(Serialize)]
struct ReportFile<'r> {
    result: Verdict,
    checks: &'r [Check],
    not_checked: &'r [String],
}

fn print_json(report: &Report, out: &mut dyn Write) -> Result<(), CliError> {
    let file = ReportFile {
        result: report.result,
        checks: &report.checks,
        not_checked: &report.not_checked,
    };
    serde_json::to_writer_pretty(&mut *out, &file).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
