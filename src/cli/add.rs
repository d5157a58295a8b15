//! A finished package to one with signatures or time stamps more, checked before it gets its name.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::after_args::{Add, TimeRequest, What};
use super::error::CliError;
use super::part::Part;
use super::{FINE, NO, Output, open, verify};
use crate::engine::job::Step;
use crate::engine::package::{AddJob, Addition, Built, Sink, additions_of, ending_of};
use crate::engine::sign::key::PrivateKey;
use crate::engine::sign::request::time_request;
use crate::engine::verify::{CheckState, Expected, Report, Signable, Verdict};

/// Writes a request for a time stamp. Nothing is sent anywhere.
pub(super) fn ask_for_time(request: &TimeRequest, to: &mut Output<'_>) -> Result<u8, CliError> {
    let report = valid(&request.package)?;
    let covers = request
        .seal
        .map(|seal| format!("data/proof/{seal:04}/seal.json"));
    let subject = match &covers {
        None => report.signable.first(),
        Some(path) => report.signable.iter().find(|one| one.path == *path),
    };
    let subject = subject.ok_or_else(|| {
        CliError::Usage("the package has no seal of the thread that --seal names".to_owned())
    })?;
    let mut part = Part::begin(&request.out)?;
    let bytes = time_request(&subject.bytes, request.nonce);
    part.append(&bytes).map_err(|source| CliError::Out {
        path: request.out.clone(),
        source,
    })?;
    part.sync()?;
    part.finish()?;
    writeln!(
        to.out,
        "{}: asks when {} existed; send it to a time stamping authority",
        request.out.display(),
        subject.path
    )?;
    Ok(FINE)
}

/// The report on a package that must be valid.
pub(super) fn valid(package: &Path) -> Result<Report, CliError> {
    let report = verify::report_on(package, Expected::default())?;
    if report.result != Verdict::Valid {
        return Err(CliError::NotValid {
            package: package.to_owned(),
            headline: report.headline,
        });
    }
    Ok(report)
}

/// Verifies, adds, verifies again; then the new package gets its name.
pub(super) fn run(add: &Add, to: &mut Output<'_>) -> Result<u8, CliError> {
    let report = valid(&add.package)?;
    let additions = match &add.what {
        What::Signatures { key, name, seals } => {
            signatures(key, name, *seals, &report.signable, to.err)?
        }
        What::Files(paths) => additions_of(files_at(paths)?, &report.signable)?,
    };
    let mut part = Part::begin(&add.out)?;
    let built = write(add, additions, &mut part)?;
    part.sync()?;
    let again = verify::report_on(part.path(), Expected::default())?;
    if again.result != Verdict::Valid || again.sha256 != built.sha256 {
        return refused(&again, to.err);
    }
    part.finish()?;
    writeln!(to.out, "{}  {}", built.sha256, add.out.display())?;
    Ok(FINE)
}

fn write(add: &Add, additions: Vec<Addition>, part: &mut Part) -> Result<Built, CliError> {
    let name = add.package.display().to_string();
    let mut job = AddJob::new(&name, open::source_at(&add.package)?, additions)?;
    loop {
        if let Step::Done(built) = job.step(part)? {
            return Ok(built);
        }
    }
}

/// Signs, and says on the way by which line others know the key.
fn signatures(
    path: &Path,
    name: &str,
    seals: bool,
    signable: &[Signable],
    err: &mut dyn Write,
) -> Result<Vec<Addition>, CliError> {
    let key = key_at(path)?;
    if let Some(public) = key.public() {
        writeln!(err, "signed with the key {}", public.fingerprint())?;
        write!(err, "for allowed_signers: {}", public.allowed_signers(name))?;
    }
    let n_signed = if seals { signable.len() } else { 1 };
    let signed = signable.iter().take(n_signed);
    Ok(signed
        .map(|subject| Addition::signed(&key, subject))
        .collect())
}

/// Signatures over seals, for the sealed package they go into.
pub(super) fn seals_signed(path: &Path, seals: &[Signable]) -> Result<Vec<Addition>, CliError> {
    let key = key_at(path)?;
    Ok(seals
        .iter()
        .map(|seal| Addition::signed(&key, seal))
        .collect())
}

fn key_at(path: &Path) -> Result<PrivateKey, CliError> {
    PrivateKey::from_file(&open::text_at(path)?).map_err(|source| CliError::Key {
        path: path.to_owned(),
        source,
    })
}

fn files_at(paths: &[std::path::PathBuf]) -> Result<Vec<(String, Vec<u8>)>, CliError> {
    let mut out = Vec::new();
    for path in paths {
        let failed = |source| CliError::Read {
            path: path.clone(),
            source,
        };
        let name = path.display().to_string();
        ending_of(&name, fs::metadata(path).map_err(failed)?.len())?;
        out.push((name, fs::read(path).map_err(failed)?));
    }
    Ok(out)
}

fn refused(report: &Report, err: &mut dyn Write) -> Result<u8, CliError> {
    for check in &report.checks {
        if check.state == CheckState::Failed {
            writeln!(err, "{}", verify::line(check))?;
        }
    }
    writeln!(
        err,
        "error: what was to be added does not fit this package, so nothing was written\n  help: \
         add what was made for this very package"
    )?;
    Ok(NO)
}
