//! A package on disk to a report.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::args::Verify;
use super::error::CliError;
use super::{FINE, NO, Output, UNANSWERED, open};
use crate::engine::job::Step;
use crate::engine::verify::{
    Check, CheckState, Expected, Nonce, Report, Root, SignatureRow, SignedBy, Signers, TimeRow,
    Trust, Verdict, VerifyJob, roots_from_pem,
};

/// Prints what was checked and what could not be.
pub(super) fn run(verify: &Verify, to: &mut Output<'_>) -> Result<u8, CliError> {
    let expected = Expected {
        seals: verify.seals.clone(),
        signers: verify
            .allowed_signers
            .as_deref()
            .map(signers_in)
            .transpose()?,
        time_roots: match &verify.tsa_root {
            Some(path) => roots_in(path)?,
            None => Vec::new(),
        },
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

/// The keys in a file of `ssh-keygen`'s.
///
/// Errors: `Open`, `LogNotText`, `Signers`.
fn signers_in(path: &Path) -> Result<Signers, CliError> {
    Signers::from_text(&open::text_at(path)?).map_err(|source| CliError::Signers {
        path: path.to_owned(),
        source,
    })
}

/// The certificates in a PEM file.
///
/// Errors: `Open`, `LogNotText`, `TimeRoot`.
fn roots_in(path: &Path) -> Result<Vec<Root>, CliError> {
    roots_from_pem(&open::text_at(path)?).map_err(|source| CliError::TimeRoot {
        path: path.to_owned(),
        source,
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
    if let Some(number) = report.disclosure {
        writeln!(out, "Disclosure {number} under its seal")?;
    }
    writeln!(out)?;
    for check in &report.checks {
        writeln!(out, "{}", line(check))?;
    }
    print_signatures(&report.signatures, out)?;
    print_times(&report.times, out)?;
    writeln!(out, "\nNot checked, because no package can show it:")?;
    for text in &report.not_checked {
        writeln!(out, "- {text}")?;
    }
    Ok(())
}

fn print_signatures(rows: &[SignatureRow], out: &mut dyn Write) -> Result<(), CliError> {
    if rows.is_empty() {
        writeln!(out, "\nNot signed.")?;
    } else {
        writeln!(out, "\nSignatures:")?;
    }
    for row in rows {
        let (path, covers, print) = (&row.path, &row.covers, &row.fingerprint);
        match &row.signed {
            SignedBy::Known { name } => {
                writeln!(out, "- {path}: {covers} was signed by {name}, {print}")?;
            }
            SignedBy::Unknown => writeln!(
                out,
                "- {path}: {covers} was signed by a key that is not known here, {print}"
            )?,
            SignedBy::NotChecked => writeln!(
                out,
                "- {path}: not checked here, a key of the kind {} ({print}); check it with ssh-keygen",
                row.key_kind
            )?,
        }
    }
    Ok(())
}

fn print_times(rows: &[TimeRow], out: &mut dyn Write) -> Result<(), CliError> {
    if !rows.is_empty() {
        writeln!(out, "\nTime stamps:")?;
    }
    for row in rows {
        let trust = match row.trust {
            Trust::Root => "which leads to a root that was given",
            Trust::NoRoot => "whose root was not given",
            Trust::NotChecked => {
                "whose signature was not checked here; check it with openssl ts -verify"
            }
        };
        let authority = match row.authority.as_str() {
            "" => "an authority without a name".to_owned(),
            name => format!("{name:?}"),
        };
        let nonce = match row.nonce {
            Nonce::Same => "",
            Nonce::NotCompared => "; its request is not here to compare with",
        };
        writeln!(
            out,
            "- {}: {} existed at {} by the clock of {authority}, {trust}{nonce}",
            row.path, row.covers, row.time
        )?;
    }
    Ok(())
}

/// The report as other programs read it. Its keys are an interface of the program.
#[derive(Serialize)]
struct ReportFile<'r> {
    result: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    disclosure: Option<u32>,
    checks: &'r [Check],
    not_checked: &'r [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    signatures: Vec<SignatureFile<'r>>,
    #[serde(skip_serializing_if = "<[TimeRow]>::is_empty")]
    times: &'r [TimeRow],
}

/// A signature as other programs read it.
#[derive(Serialize)]
struct SignatureFile<'r> {
    path: &'r str,
    covers: &'r str,
    key_kind: &'r str,
    fingerprint: &'r str,
    /// `known`, `unknown` or `not_checked`.
    by: &'static str,
    name: Option<&'r str>,
}

fn signature_file(row: &SignatureRow) -> SignatureFile<'_> {
    let (by, name) = match &row.signed {
        SignedBy::Known { name } => ("known", Some(name.as_str())),
        SignedBy::Unknown => ("unknown", None),
        SignedBy::NotChecked => ("not_checked", None),
    };
    SignatureFile {
        path: &row.path,
        covers: &row.covers,
        key_kind: &row.key_kind,
        fingerprint: &row.fingerprint,
        by,
        name,
    }
}

fn print_json(report: &Report, out: &mut dyn Write) -> Result<(), CliError> {
    let file = ReportFile {
        result: report.result,
        disclosure: report.disclosure,
        checks: &report.checks,
        not_checked: &report.not_checked,
        signatures: report.signatures.iter().map(signature_file).collect(),
        times: &report.times,
    };
    serde_json::to_writer_pretty(&mut *out, &file).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
