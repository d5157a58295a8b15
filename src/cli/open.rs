//! Files on disk to a case: each zip a source, all other files together one, as the page does it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::args::Inputs;
use super::error::CliError;
use crate::engine::archive::beside::NothingBeside;
use crate::engine::archive::digests::{DigestJob, SourceDigests};
use crate::engine::archive::{self, Archive, ArchiveError, Given};
use crate::engine::case::{Case, OpenSource};
use crate::engine::decision::{Decision, DecisionKind, DecisionLog};
use crate::engine::finding::{Explain, Failure};
use crate::engine::job::Step;
use crate::engine::limits::Limits;
use crate::engine::open::{OpenedSource, open_sources};
use crate::engine::orders;
use crate::engine::place::SourceId;
use crate::engine::seal::{self, KeptSeal};
use crate::engine::source::{SeekSource, SharedSource};
use crate::engine::zones::Zones;

/// What could be opened, and what could not.
pub(super) struct Opened {
    pub(super) case: Case,
    /// By number of source: what decisions called it before its digest was known.
    pub(super) provisionals: Vec<SourceId>,
    pub(super) failures: Vec<Failure>,
    /// The seals of what came out of sealed packages.
    pub(super) kept: Vec<KeptSeal>,
    /// Which packages had left under these seals when they were written down in sealed packages.
    pub(super) disclosed: Vec<Decision>,
    /// What the zones that a log states say of times.
    pub(super) zones: Zones,
    limits: Limits,
}

/// Opens everything and computes every digest. What cannot be opened does not spoil the rest.
pub(super) fn open(inputs: &Inputs) -> Opened {
    let limits = Limits::USUAL.times(inputs.limits_times);
    let mut opened = Opened {
        case: Case::default(),
        provisionals: Vec::new(),
        failures: Vec::new(),
        kept: Vec::new(),
        disclosed: Vec::new(),
        zones: Zones::default(),
        limits,
    };
    let mut given = Vec::new();
    for path in &inputs.paths {
        match files_at(path) {
            Ok(files) => given.extend(files),
            Err(error) => opened.failures.push(error.to_failure()),
        }
    }
    given.retain(|file| match archive::is_zip(file) {
        Ok(_) => true,
        Err(error) => {
            opened.failures.push(error.to_failure());
            false
        }
    });
    given.retain(|file| !opened.is_sealed_package(file));
    if given.is_empty() && !opened.case.sources.is_empty() {
        return opened;
    }
    match archive::group(given) {
        Ok(groups) => groups.into_iter().for_each(|group| opened.add(group)),
        Err(error) => opened.failures.push(error.to_failure()),
    }
    opened
}

/// Opens everything; one failure and nothing counts. They are told apart from the error returned.
pub(super) fn open_all(inputs: &Inputs, err: &mut dyn std::io::Write) -> Result<Opened, CliError> {
    let opened = open(inputs);
    if opened.failures.is_empty() {
        return Ok(opened);
    }
    super::tell_all(err, &opened.failures);
    Err(CliError::Incomplete)
}

/// Reads a decision log for what is open, and puts the orders of dates that it holds into force.
/// Places that name a source by its provisional id get the digest.
pub(super) fn read_some_log(path: &Path, opened: &mut Opened) -> Result<DecisionLog, CliError> {
    let text = text_at(path)?;
    let mut log = DecisionLog::from_file(&text).map_err(|source| CliError::Log {
        path: path.to_owned(),
        source,
    })?;
    for (source, provisional) in opened.case.sources.iter().zip(&opened.provisionals) {
        log.confirm(provisional, &source.id);
    }
    orders::apply(&mut opened.case, &log);
    let lookup = super::zones::clock_changes;
    opened.zones.apply(&mut opened.case, &log, &lookup);
    Ok(log)
}

/// A file that is text.
///
/// Errors: `Read`, `LogNotText`.
pub(super) fn text_at(path: &Path) -> Result<String, CliError> {
    let bytes = fs::read(path).map_err(|source| CliError::Read {
        path: path.to_owned(),
        source,
    })?;
    String::from_utf8(bytes).map_err(|_| CliError::LogNotText {
        path: path.to_owned(),
    })
}

/// As [`read_some_log`], and every source that something is withheld of must be there.
pub(super) fn read_log(path: &Path, opened: &mut Opened) -> Result<DecisionLog, CliError> {
    let log = read_some_log(path, opened)?;
    let mut missing = Vec::new();
    for decision in log.standing() {
        if decision.kind.codes().is_none() {
            continue;
        }
        let sources = decision.kind.sources();
        missing.extend(
            sources
                .into_iter()
                .find(|id| opened.case.source(id).is_none()),
        );
    }
    match missing.first() {
        None => Ok(log),
        Some(SourceId(first)) => Err(CliError::SourcesMissing {
            n_decisions: missing.len(),
            first: first.clone(),
        }),
    }
}

/// One file as a source. Anything else is not opened: a pipe that nobody writes into would be waited
/// for.
///
/// Errors: `Open`, `NotAFile`.
pub(super) fn source_at(path: &Path) -> Result<SharedSource, CliError> {
    let failed = |source| CliError::Open {
        path: path.to_owned(),
        source,
    };
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(CliError::NotAFile {
            path: path.to_owned(),
        });
    }
    let file = File::open(path).map_err(failed)?;
    Ok(Rc::new(SeekSource::new(file).map_err(failed)?))
}

/// The file of that name, or the files right in the folder of that name.
fn files_at(path: &Path) -> Result<Vec<Given>, CliError> {
    if !path.is_dir() {
        return Ok(vec![file_at(path)?]);
    }
    let failed = |source| CliError::Read {
        path: path.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for found in fs::read_dir(path).map_err(failed)? {
        let found = found.map_err(failed)?.path();
        if found.is_file() {
            paths.push(found);
        }
    }
    if paths.is_empty() {
        return Err(CliError::EmptyFolder {
            path: path.to_owned(),
        });
    }
    paths.sort();
    paths.iter().map(|path| file_at(path)).collect()
}

pub(super) fn file_at(path: &Path) -> Result<Given, CliError> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(Given {
        name: name.to_string_lossy().into_owned(),
        source: source_at(path)?,
    })
}

impl Opened {
    /// Takes what a sealed package holds. Whether it is one, even if it cannot be used.
    fn is_sealed_package(&mut self, file: &Given) -> bool {
        match seal::kept_in(file) {
            Ok(None) => return false,
            Ok(Some(kept)) => {
                for source in kept.sources {
                    let before = self.case.sources.len();
                    self.add(source.files);
                    let opened = self.case.sources.get(before);
                    if let Some(open) = opened.filter(|open| open.id != source.id) {
                        let error = CliError::NotTheSealed {
                            name: open.archive.name().to_owned(),
                            package: file.name.clone(),
                        };
                        self.failures.push(error.to_failure());
                    }
                }
                self.kept.extend(kept.seals);
                self.take_disclosed(&file.name, &kept.log);
            }
            Err(error) => self.failures.push(error.to_failure()),
        }
        true
    }

    /// What is written down of the packages that left: the numbering goes on.
    fn take_disclosed(&mut self, package: &str, log: &str) {
        let is_one = |one: &&Decision| matches!(one.kind, DecisionKind::Disclosed { .. });
        match DecisionLog::from_file(log) {
            Ok(log) => {
                let found = log.decisions().iter().filter(is_one).cloned();
                self.disclosed.extend(found);
            }
            Err(source) => {
                let path = PathBuf::from(package).join("data/decisions/decisions.json");
                self.failures
                    .push(CliError::Log { path, source }.to_failure());
            }
        }
    }

    fn add(&mut self, group: Vec<Given>) {
        match open_sources(group, &self.limits, &()) {
            Ok(sources) => {
                for source in sources {
                    if let Err(failure) = self.add_source(source) {
                        self.failures.push(failure);
                    }
                }
            }
            Err(failure) => self.failures.push(failure),
        }
    }

    fn add_source(&mut self, source: OpenedSource) -> Result<(), Failure> {
        self.failures.extend(source.failures);
        let archive = source.archive;
        let digests = digests_of(&archive).map_err(|error| error.to_failure())?;
        if let Some((_, other)) = self.case.source(&digests.id) {
            let error = CliError::SameSource {
                name: archive.name().to_owned(),
                other: other.archive.name().to_owned(),
                sha256: digests.id.0,
            };
            return Err(error.to_failure());
        }
        let mut findings = source.findings;
        findings.extend(digests.findings);
        self.provisionals.push(source.provisional);
        self.case.sources.push(OpenSource {
            id: digests.id,
            archive,
            threads: source.threads,
            findings,
        });
        Ok(())
    }
}

/// Every digest of a source; all of it is read.
pub(super) fn digests_of(archive: &Rc<Archive>) -> Result<SourceDigests, ArchiveError> {
    let mut job = DigestJob::new(Rc::clone(archive));
    loop {
        if let Step::Done(digests) = job.step(&NothingBeside)? {
            return Ok(digests);
        }
    }
}
