//! A sealed package as something to open: the exports inside it, byte for byte, and their seals
//! with the secrets, so that later disclosures are proven under the same roots.
//!
//! Reads only what it needs: every export is checked against its digest when it is opened, and every
//! seal is computed anew and compared with its root.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde::Deserialize;

use super::hash::Hash;
use super::keys::Secret;
use crate::engine::archive::{Archive, ArchiveError, Given};
use crate::engine::finding::Explain;
use crate::engine::limits::Limits;
use crate::engine::place::{EntryId, SourceId};
use crate::engine::source::{RangeSource, read_range};

/// How the top folder begins.
const FOLDER: &str = "threadseal-sealed-";

/// Largest of the small files that are read.
const SMALL_BYTES: u64 = 1 << 20;

/// Largest decision log that is read.
const DECISIONS_BYTES: u64 = 256 << 20;

/// What a sealed package holds.
pub struct Kept {
    /// In the order in which they were opened.
    pub sources: Vec<KeptSource>,
    /// One for each chat text.
    pub seals: Vec<KeptSeal>,
    /// The decisions, as their file.
    pub log: String,
}

/// An export inside a sealed package.
pub struct KeptSource {
    /// What its digest must be.
    pub id: SourceId,
    /// Its zip, or its loose files.
    pub files: Vec<Given>,
}

/// A seal inside a sealed package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSeal {
    /// Of which export.
    pub source: SourceId,
    /// Which chat text in it.
    pub entry: EntryId,
    /// What its salts are made from.
    pub secret: Secret,
    /// What it must come to.
    pub root: Hash,
    /// As `seal.json` has it.
    pub created: String,
    /// As `seal.json` has it.
    pub tool: String,
}

/// A sealed package that cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// The zip around it cannot be read.
    #[error("the sealed package {name:?} could not be read")]
    Archive {
        /// Of the package.
        name: String,
        /// Why.
        #[source]
        source: ArchiveError,
    },
    /// A file in it is missing, packed, or not of its form.
    #[error("{path:?} of the sealed package {name:?} is missing or not of its form")]
    Form {
        /// Of the package.
        name: String,
        /// The file, below the top folder.
        path: String,
    },
}

impl Explain for KeptError {
    fn help(&self) -> &'static str {
        match self {
            KeptError::Archive { .. } | KeptError::Form { .. } => {
                "Take another copy of the sealed package, and check it as its README.txt says"
            }
        }
    }
}

#[derive(Deserialize)]
struct SourcesFile {
    format: String,
    seals: Vec<SealEntry>,
    sources: Vec<SourceEntry>,
}

#[derive(Deserialize)]
struct SealEntry {
    entry: EntryId,
    seal: String,
    source: usize,
}

#[derive(Deserialize)]
struct SourceEntry {
    files: Vec<FileEntry>,
    sha256: SourceId,
}

#[derive(Deserialize)]
struct FileEntry {
    file: String,
    name: String,
}

#[derive(Deserialize)]
struct SecretFile {
    secret: String,
}

#[derive(Deserialize)]
struct SealFile {
    root: String,
    created: String,
    tool: String,
}

/// Whether the name of its first entry is one of ours: every other zip is left alone at that, so
/// that its directory is not read twice.
fn begins_as_sealed(given: &Given) -> bool {
    const NAME_AT: usize = 30;
    let head = read_range(given.source.as_ref(), 0, NAME_AT + FOLDER.len());
    head.is_ok_and(|head| head.starts_with(b"PK\x03\x04") && head.ends_with(FOLDER.as_bytes()))
}

/// What `given` holds when it is a sealed package; `None` when it is anything else.
///
/// Errors: [`KeptError`], when it is one and cannot be used.
pub fn kept_in(given: &Given) -> Result<Option<Kept>, KeptError> {
    opened(given).map(|package| package.read()).transpose()
}

/// The files that a sealed package has beside: name and content; none for anything else.
///
/// Errors: [`KeptError`], when one of them cannot be read.
pub fn enclosed_in(given: &Given) -> Result<Vec<(String, Vec<u8>)>, KeptError> {
    let Some(package) = opened(given) else {
        return Ok(Vec::new());
    };
    let paths = package.entries.keys();
    let names = paths.filter_map(|path| path.strip_prefix("data/compliance/"));
    names
        .map(|name| {
            let path = format!("data/compliance/{name}");
            let bytes = package.read_entry(&path, DECISIONS_BYTES)?;
            Ok((name.to_owned(), bytes))
        })
        .collect()
}

/// `None` when it is no sealed package.
fn opened(given: &Given) -> Option<Package<'_>> {
    if !begins_as_sealed(given) {
        return None;
    }
    let archive = Archive::open(vec![given.clone()], &Limits::USUAL)
        .ok()?
        .value;
    let mut entries = BTreeMap::new();
    for entry in archive.entries() {
        let (folder, path) = entry.name.split_once('/')?;
        if !folder.starts_with(FOLDER) {
            return None;
        }
        entries.insert(path.to_owned(), entry.id);
    }
    Some(Package {
        given,
        archive,
        entries,
        name: given.name.clone(),
    })
}

struct Package<'g> {
    given: &'g Given,
    archive: Archive,
    entries: BTreeMap<String, EntryId>,
    name: String,
}

impl Package<'_> {
    fn read(&self) -> Result<Kept, KeptError> {
        const PATH: &str = "data/original/sources.json";
        let list: SourcesFile = self.json(PATH)?;
        if list.format != "threadseal-sealed-1" {
            return Err(self.form(PATH));
        }
        let mut sources = Vec::new();
        for source in &list.sources {
            let files: Result<Vec<Given>, KeptError> =
                source.files.iter().map(|file| self.inner(file)).collect();
            sources.push(KeptSource {
                id: source.sha256.clone(),
                files: files?,
            });
        }
        let mut seals = Vec::new();
        for seal in &list.seals {
            let source = seal
                .source
                .checked_sub(1)
                .and_then(|index| list.sources.get(index))
                .ok_or_else(|| self.form(PATH))?;
            seals.push(self.seal(seal, source.sha256.clone())?);
        }
        Ok(Kept {
            sources,
            seals,
            log: self.decisions()?,
        })
    }

    fn seal(&self, seal: &SealEntry, source: SourceId) -> Result<KeptSeal, KeptError> {
        let path = format!("data/seal/{}/seal.json", seal.seal);
        let file: SealFile = self.json(&path)?;
        let root = HEXLOWER.decode(file.root.as_bytes()).ok();
        let root = root.and_then(|root| root.try_into().ok());
        let secret_path = format!("data/seal/{}/secret.json", seal.seal);
        let secret: SecretFile = self.json(&secret_path)?;
        Ok(KeptSeal {
            source,
            entry: seal.entry,
            secret: Secret::from_hex(&secret.secret).ok_or_else(|| self.form(&secret_path))?,
            root: root.ok_or_else(|| self.form(&path))?,
            created: file.created,
            tool: file.tool,
        })
    }

    /// A file that was opened, as the bytes inside the package.
    fn inner(&self, file: &FileEntry) -> Result<Given, KeptError> {
        let id = self.entry(&file.file)?;
        let (_, start, len) = self
            .archive
            .stored_range(id)
            .ok_or_else(|| self.form(&file.file))?;
        Ok(Given {
            name: file.name.clone(),
            source: std::rc::Rc::new(RangeSource::new(self.given.source.clone(), start, len)),
        })
    }

    fn decisions(&self) -> Result<String, KeptError> {
        const PATH: &str = "data/decisions/decisions.json";
        let bytes = self.read_entry(PATH, DECISIONS_BYTES)?;
        String::from_utf8(bytes).map_err(|_| self.form(PATH))
    }

    fn json<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, KeptError> {
        let bytes = self.read_entry(path, SMALL_BYTES)?;
        serde_json::from_slice(&bytes).map_err(|_| self.form(path))
    }

    fn read_entry(&self, path: &str, most_bytes: u64) -> Result<Vec<u8>, KeptError> {
        self.archive
            .read(self.entry(path)?, most_bytes)
            .map_err(|source| KeptError::Archive {
                name: self.name.clone(),
                source,
            })
    }

    fn entry(&self, path: &str) -> Result<EntryId, KeptError> {
        let found = self.entries.get(path).copied();
        found.ok_or_else(|| self.form(path))
    }

    fn form(&self, path: &str) -> KeptError {
        KeptError::Form {
            name: self.name.clone(),
            path: path.to_owned(),
        }
    }
}
