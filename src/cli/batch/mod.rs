//! Many exports as tables, for an engine that takes over from there: a folder or a list of paths in,
//! JSON Lines out. `docs/batch.md` is the schema.
//!
//! Invariants: one export at a time is in memory; every input is a row somewhere, a damaged one in
//! the table of errors; the same export gives the same bytes; what is half written has no name that
//! a reader would take; in a folder stands of each path what it held the last time, and no more.

mod paths;
mod rows;
mod tables;

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::args::Inputs;
use super::error::CliError;
use super::{FINE, Output, open};
use crate::engine::archive::{self, Given};
use crate::engine::case::OpenSource;
use crate::engine::finding::{Explain, Failure};
use crate::engine::limits::Limits;
use crate::engine::open::{OpenedSource, open_sources};
use crate::engine::session::protocol::EntryDigest;

use tables::Tables;

/// What to write of which exports, and where to.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Batch {
    /// None: paths come one a line from standard input.
    pub(in crate::cli) inputs: Inputs,
    /// A folder for the tables; else they go to standard output, mixed.
    pub(in crate::cli) out: Option<PathBuf>,
    /// Whether every byte is read for digests.
    pub(in crate::cli) digests: bool,
}

/// An export that was opened.
struct Export {
    /// Names it in every table.
    key: String,
    source: OpenSource,
    entries: Vec<EntryDigest>,
}

/// Writes the tables. Whatever an input holds, the run goes on.
pub(super) fn run(batch: &Batch, to: &mut Output<'_>) -> Result<u8, CliError> {
    let mut run = Run {
        limits: Limits::USUAL.times(batch.inputs.limits_times),
        digests: batch.digests,
        tables: Tables::new(batch.out.as_deref(), to.out)?,
        n_exports: 0,
        n_errors: 0,
    };
    if batch.inputs.paths.is_empty() {
        for line in io::stdin().lock().split(b'\n') {
            let line = line.map_err(|source| CliError::Read {
                path: PathBuf::from("standard input"),
                source,
            })?;
            if let Some(path) = paths::of_line(&line) {
                run.take(&path)?;
            }
        }
    }
    for path in &batch.inputs.paths {
        run.take(path)?;
    }
    let (n_exports, n_errors) = (run.n_exports, run.n_errors);
    // Told on the side; the tables say it themselves.
    let _unwritten = writeln!(to.err, "{n_exports} exports, {n_errors} errors");
    Ok(FINE)
}

struct Run<'o> {
    limits: Limits,
    digests: bool,
    tables: Tables<'o>,
    n_exports: u64,
    n_errors: u64,
}

impl Run<'_> {
    /// A path that was given: a file, or a folder with all that is below it.
    fn take(&mut self, path: &Path) -> Result<(), CliError> {
        let mut groups = paths::groups(path);
        groups.try_for_each(|group| {
            let path = match group {
                Ok(group) => {
                    self.open(&group)?;
                    group.path
                }
                Err((path, failure)) => {
                    self.failed(&path, &failure)?;
                    path
                }
            };
            self.tables.end(&path)
        })
    }

    /// What belongs together: one zip, or a text with the files beside it.
    fn open(&mut self, group: &paths::Group) -> Result<(), CliError> {
        let given = match group.given() {
            Ok(given) => given,
            Err(error) => return self.failed(&group.path, &error.to_failure()),
        };
        match self.sources(given) {
            Err(failure) => self.failed(&group.path, &failure),
            Ok(sources) => {
                let mut sources = sources.into_iter();
                sources.try_for_each(|source| self.write(&group.path, source))
            }
        }
    }

    fn sources(&self, given: Vec<Given>) -> Result<Vec<OpenedSource>, Failure> {
        for file in &given {
            archive::is_zip(file).map_err(|error| error.to_failure())?;
        }
        open_sources(given, &self.limits, &())
    }

    fn write(&mut self, path: &Path, opened: OpenedSource) -> Result<(), CliError> {
        for failure in &opened.failures {
            self.failed(path, failure)?;
        }
        let export = match self.export(path, opened) {
            Ok(export) => export,
            Err(failure) => return self.failed(path, &failure),
        };
        self.n_exports += 1;
        self.tables.export(path, &export)
    }

    fn export(&self, path: &Path, opened: OpenedSource) -> Result<Export, Failure> {
        let mut findings = opened.findings;
        let (id, entries) = if self.digests {
            let digests = open::digests_of(&opened.archive).map_err(|error| error.to_failure())?;
            findings.extend(digests.findings);
            (digests.id, digests.entries)
        } else {
            (opened.provisional, Vec::new())
        };
        let name = opened.archive.name().to_owned();
        Ok(Export {
            key: key([id.0.as_bytes(), &paths::bytes_of(path), name.as_bytes()]),
            source: OpenSource {
                id,
                archive: Rc::clone(&opened.archive),
                threads: opened.threads,
                findings,
            },
            entries,
        })
    }

    fn failed(&mut self, path: &Path, failure: &Failure) -> Result<(), CliError> {
        self.n_errors += 1;
        let key = key([b"", &paths::bytes_of(path), failure.what.as_bytes()]);
        self.tables.error(path, &key, failure)
    }
}

/// Names what stands in the tables of one path.
fn key_of_path(path: &Path) -> String {
    key([b"path", &paths::bytes_of(path), b""])
}

/// Paths as they are printed.
fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// 16 hex digits; parts cannot run into one another.
fn key(parts: [&[u8]; 3]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let all = HEXLOWER.encode(&digest.finalize());
    all.get(..16).unwrap_or_default().to_owned()
}
