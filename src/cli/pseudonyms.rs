//! Keys of pseudonyms: written beside a package that is built, and read.

use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use serde::Serialize;

use super::args::{Command, misread, once, usage, value};
use super::error::CliError;
use super::part::Part;
use super::{FINE, Output, open};
use crate::engine::casefile::{Passphrase, SHORTEST_PASSPHRASE};
use crate::engine::digest::sha256_hex;
use crate::engine::keyfile::{
    self, KeyContent, KeyExport, KeyFileError, KeyName, KeyRead, KeyTable, KeyThread,
    LARGEST_KEY_FILE, Pseudonym,
};
use crate::engine::package::{Built, Sink};
use crate::engine::seal::Secret;

/// Where the key of a package goes to, and what it is locked with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KeyOut {
    pub(super) out: PathBuf,
    pub(super) passphrase_file: PathBuf,
    /// Drawn by chance: salt and nonce are made of it and of the content.
    pub(super) draw: Secret,
}

impl KeyOut {
    /// Out of the three options, which belong together.
    ///
    /// Errors: `Usage`.
    pub(super) fn of(
        out: Option<PathBuf>,
        passphrase_file: Option<PathBuf>,
        draw: Option<Secret>,
    ) -> Result<Option<KeyOut>, CliError> {
        match (out, passphrase_file, draw) {
            (None, None, None) => Ok(None),
            (Some(out), Some(passphrase_file), Some(draw)) => Ok(Some(KeyOut {
                out,
                passphrase_file,
                draw,
            })),
            _some => Err(usage(
                "--pseudonyms-out, --passphrase-file and --draw belong together",
            )),
        }
    }
}

/// A key that is to be written, and its place.
pub(super) struct Pending<'k> {
    key: &'k KeyOut,
    passphrase: Passphrase,
    part: Part,
}

/// Reads the passphrase and makes room for the file, before anything is built.
///
/// Errors: `Read`, `LogNotText`, `Usage`, `Out`.
pub(super) fn begin(key: &KeyOut) -> Result<Pending<'_>, CliError> {
    let passphrase = passphrase_in(&key.passphrase_file)?;
    if passphrase.0.chars().count() < SHORTEST_PASSPHRASE {
        return Err(usage(&format!(
            "the passphrase in {:?} has fewer than {SHORTEST_PASSPHRASE} characters",
            key.passphrase_file
        )));
    }
    let part = Part::begin(&key.out)?;
    Ok(Pending {
        key,
        passphrase,
        part,
    })
}

impl Pending<'_> {
    /// Writes the key of a package, where anybody has a pseudonym in it.
    ///
    /// Errors: `KeyFile`, `Out`, `OutExists`.
    pub(super) fn finish(
        mut self,
        built: &Built,
        created: &str,
        table: KeyTable,
        to: &mut Output<'_>,
    ) -> Result<(), CliError> {
        if table.pseudonyms.is_empty() {
            let text = "note: nobody has a pseudonym in the package, so no key was written";
            writeln!(to.err, "{text}")?;
            return Ok(());
        }
        let path = &self.key.out;
        let content = KeyContent {
            saved_at: created.to_owned(),
            package: built.file_name.clone(),
            package_sha256: built.sha256.clone(),
            table,
        };
        let lock = keyfile::lock_of_draw(&content, self.passphrase, &self.key.draw);
        let text = keyfile::write(&content, &lock).map_err(|error| failed(path, error))?;
        let unwritten = |source| CliError::Out {
            path: path.clone(),
            source,
        };
        self.part.append(text.as_bytes()).map_err(unwritten)?;
        self.part.sync()?;
        self.part.finish()?;
        writeln!(
            to.err,
            "pseudonyms: {} says who is who; losing it, or its passphrase, loses the way back; never \
             hand it over. No log says that it was written: say so in yours",
            path.display()
        )?;
        writeln!(
            to.out,
            "{}  {}",
            sha256_hex(text.as_bytes()),
            path.display()
        )?;
        Ok(())
    }
}

/// What is to be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReadKey {
    pub(super) file: PathBuf,
    pub(super) passphrase_file: PathBuf,
}

/// Reads what follows `pseudonyms`.
///
/// Errors: `Usage`.
pub(super) fn parse(parser: &mut lexopt::Parser) -> Result<Command, CliError> {
    let (mut paths, mut passphrase) = (Vec::<PathBuf>::new(), None);
    while let Some(arg) = parser.next().map_err(misread)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help),
            Value(path) => paths.push(path.into()),
            Long("passphrase-file") => {
                once(&mut passphrase, "passphrase-file", value(parser)?.into())?;
            }
            Long(_) | Short(_) => return Err(misread(arg.unexpected())),
        }
    }
    if paths.len() > 1 {
        return Err(usage("pseudonyms takes one key at a time"));
    }
    let needed = |name: &str| usage(&format!("pseudonyms needs {name}"));
    Ok(Command::Pseudonyms(ReadKey {
        file: paths.pop().ok_or_else(|| needed("the name of a file"))?,
        passphrase_file: passphrase.ok_or_else(|| needed("--passphrase-file"))?,
    }))
}

#[derive(Serialize)]
struct Line<'a> {
    label: &'a str,
    names: Vec<LineName<'a>>,
    also: &'a [String],
    package_sha256: &'a str,
}

#[derive(Serialize)]
struct LineName<'a> {
    name: &'a str,
    export: Option<&'a KeyExport>,
    threads: &'a [KeyThread],
}

/// Prints who is who, one JSON object a line. For the eyes of those who may know.
pub(super) fn run(asked: &ReadKey, to: &mut Output<'_>) -> Result<u8, CliError> {
    let passphrase = passphrase_in(&asked.passphrase_file)?;
    let content = read(&asked.file, &passphrase)?;
    for one in &content.table.pseudonyms {
        serde_json::to_writer(&mut *to.out, &line(&content, one)).map_err(std::io::Error::from)?;
        writeln!(to.out)?;
    }
    writeln!(
        to.err,
        "note: no log says that this key was read: say so in yours"
    )?;
    Ok(FINE)
}

fn read(path: &Path, passphrase: &Passphrase) -> Result<KeyContent, CliError> {
    let source = open::source_at(path)?;
    let size_bytes = source.size_bytes();
    if size_bytes > LARGEST_KEY_FILE {
        return Err(failed(path, KeyFileError::TooLarge { size_bytes }));
    }
    let mut bytes = vec![0; size_bytes as usize];
    source
        .read_at(0, &mut bytes)
        .map_err(|source| CliError::Read {
            path: path.to_owned(),
            source,
        })?;
    match keyfile::read(&bytes, Some(passphrase)).map_err(|error| failed(path, error))? {
        KeyRead::Open(content) => Ok(content),
        KeyRead::Locked => Err(failed(path, KeyFileError::NotLocked)),
    }
}

fn line<'a>(content: &'a KeyContent, one: &'a Pseudonym) -> Line<'a> {
    let export = |name: &KeyName| {
        let at = (name.export as usize).checked_sub(1)?;
        content.table.exports.get(at)
    };
    Line {
        label: &one.label,
        names: one
            .names
            .iter()
            .map(|name| LineName {
                name: &name.name,
                export: export(name),
                threads: &name.threads,
            })
            .collect(),
        also: &one.also,
        package_sha256: &content.package_sha256,
    }
}

/// The whole file but for a line end at its end.
fn passphrase_in(path: &Path) -> Result<Passphrase, CliError> {
    let text = open::text_at(path)?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    Ok(Passphrase(text.to_owned()))
}

fn failed(path: &Path, source: KeyFileError) -> CliError {
    CliError::KeyFile {
        path: path.to_owned(),
        source,
    }
}
