//! A finished package with files more below `signatures/`: signatures and time stamps come when the
//! manifests are final, and no manifest lists them. Every other byte of every file stays.
//!
//! Read [`AddJob`]. Writes the zip anew, since its directory stands at its end.

use std::collections::BTreeMap;

use flate2::Crc;
use serde::{Deserialize, Serialize};

use super::zip::ZipLayout;
use super::{BuildError, Built, Sink};
use crate::engine::digest::Digester;
use crate::engine::finding::Explain;
use crate::engine::job::{Progress, STEP_BYTES, Step};
use crate::engine::sign::key::PrivateKey;
use crate::engine::source::{SharedSource, read_range};
use crate::engine::verify::{Signable, Stored, covered_by, stored_files};

/// Most bytes of a file that is added.
const ADDED_BYTES: usize = 1 << 20;
/// What may be added.
const ENDINGS: [&str; 5] = ["sig", "der", "pem", "tsq", "tsr"];
/// Most files below `signatures/`.
const FILES_LIMIT: usize = 200;
const PIECE_BYTES: u64 = 1 << 20;

/// Files that belong together: they get the same number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// What they cover: `tagmanifest-sha256.txt`, or a seal's `data/proof/0001/seal.json`.
    pub covers: String,
    /// Ending and content of each.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Addition {
    /// A signature in each of its forms.
    pub fn signed(key: &PrivateKey, subject: &Signable) -> Addition {
        let files = key.signature_files(&subject.bytes).into_iter();
        Addition {
            covers: subject.path.clone(),
            files: files
                .map(|(ending, bytes)| (ending.to_owned(), bytes))
                .collect(),
        }
    }
}

/// Why nothing can be added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// Not a package as this program writes it.
    #[error("{name:?} is not a disclosure package, or was changed since it was made")]
    NotAPackage {
        /// Its name.
        name: String,
    },
    /// A file that may not be added.
    #[error("{name:?} cannot be added: {why}")]
    Refused {
        /// Its name.
        name: String,
        /// Why.
        why: &'static str,
    },
    /// Nothing more fits.
    #[error("a package holds at most {FILES_LIMIT} signatures and time stamps")]
    Full,
    /// Reading or writing failed.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The package could not be read.
    #[error("the package could not be read at byte {at}")]
    Read {
        /// Where.
        at: u64,
        /// What the platform says.
        #[source]
        source: std::io::Error,
    },
}

impl Explain for AddError {
    fn help(&self) -> &'static str {
        match self {
            AddError::NotAPackage { .. } => {
                "Verify it first; add to the very file that was built or handed over"
            }
            AddError::Refused { .. } => {
                "Add what ssh-keygen, openssl or a time stamping authority wrote: *.sig, *.der with \
                 *.pem, *.tsr with *.tsq"
            }
            AddError::Full => "Add to a package with fewer of them",
            AddError::Build(error) => error.help(),
            AddError::Read { .. } => "Check that the package is still where it was, then try again",
        }
    }
}

/// The ending of a file that may be added.
///
/// Errors: `Refused`.
pub fn ending_of(name: &str, size_bytes: u64) -> Result<&'static str, AddError> {
    let refused = |why| AddError::Refused {
        name: name.to_owned(),
        why,
    };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let known = |one: &&&str| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(one));
    let ending = ENDINGS.iter().find(known);
    let ending = ending.ok_or_else(|| refused("it is none of *.sig *.der *.pem *.tsq *.tsr"))?;
    if size_bytes > ADDED_BYTES as u64 {
        return Err(refused("it is larger than 1 MiB"));
    }
    Ok(ending)
}

/// Files as they were handed over, by name, as additions: files that share a name but for the ending
/// belong together. What each covers is read from it.
///
/// Errors: `Refused`.
pub fn additions_of(
    files: Vec<(String, Vec<u8>)>,
    signable: &[Signable],
) -> Result<Vec<Addition>, AddError> {
    let mut groups: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for (name, bytes) in files {
        let ending = ending_of(&name, bytes.len() as u64)?;
        let stem = name.get(..name.len() - ending.len() - 1).unwrap_or(&name);
        let group = groups.entry(stem.to_owned()).or_default();
        if group.iter().any(|(known, _)| known == ending) {
            let why = "it was handed over twice";
            return Err(AddError::Refused { name, why });
        }
        group.push((ending.to_owned(), bytes));
    }
    let with_cover = |files: Vec<(String, Vec<u8>)>| Addition {
        covers: covered_by(&files, signable),
        files,
    };
    Ok(groups.into_values().map(with_cover).collect())
}

/// Writes a package with more files, in steps.
pub struct AddJob {
    source: SharedSource,
    folder: String,
    /// Still to be written, last first.
    waiting: Vec<Part>,
    current: Option<(Part, u64)>,
    layout: ZipLayout,
    digester: Digester,
    written: u64,
}

/// A file of the new package.
struct Part {
    name: String,
    size_bytes: u64,
    crc32: u32,
    from: From,
}

enum From {
    /// As it stands in the old one, from this byte on.
    Old(u64),
    New(Vec<u8>),
}

impl AddJob {
    /// Reads the package's directory. `name` is the file's, for errors.
    ///
    /// Errors: `NotAPackage`, `Full`.
    pub fn new(
        name: &str,
        package: SharedSource,
        additions: Vec<Addition>,
    ) -> Result<AddJob, AddError> {
        let not_a_package = || AddError::NotAPackage {
            name: name.to_owned(),
        };
        let stored = stored_files(&*package).ok_or_else(not_a_package)?;
        let folder = folder_of(&stored).ok_or_else(not_a_package)?;
        let mut taken: Vec<String> = stored.iter().map(|file| file.name.clone()).collect();
        let mut parts: Vec<Part> = stored.into_iter().map(old_part).collect();
        for addition in additions {
            let stem = stem_of(&addition.covers);
            let number = first_free(&taken, &folder, &stem);
            for (ending, bytes) in addition.files {
                let name = format!("{folder}/signatures/{stem}.{number:02}.{ending}");
                taken.push(name.clone());
                parts.push(new_part(name, bytes));
            }
        }
        let below = format!("{folder}/signatures/");
        let added = taken.iter().filter(|name| name.starts_with(&below));
        if added.count() > FILES_LIMIT {
            return Err(AddError::Full);
        }
        parts.sort_by(|a, b| b.name.as_bytes().cmp(a.name.as_bytes()));
        Ok(AddJob {
            source: package,
            folder,
            waiting: parts,
            current: None,
            layout: ZipLayout::default(),
            digester: Digester::sha256(),
            written: 0,
        })
    }

    /// Writes some more.
    ///
    /// Errors: `Read`, and `Write` inside `Build`; the job is over then.
    pub fn step(&mut self, sink: &mut dyn Sink) -> Result<Step<Built>, AddError> {
        let enough = self.written + STEP_BYTES as u64;
        while self.written < enough {
            match self.current.take() {
                Some((part, done)) => self.content(part, done, sink)?,
                None => match self.waiting.pop() {
                    Some(part) => {
                        let header = self.layout.open(&part.name, part.size_bytes, part.crc32);
                        self.append(sink, &header)?;
                        self.current = Some((part, 0));
                    }
                    None => return Ok(Step::Done(self.finish(sink)?)),
                },
            }
        }
        let total = self.source.size_bytes().max(1);
        Ok(Step::More(Progress {
            done: self.written.min(total),
            total,
        }))
    }

    fn content(&mut self, part: Part, done: u64, sink: &mut dyn Sink) -> Result<(), AddError> {
        let (piece, n) = match &part.from {
            From::New(bytes) => (bytes.clone(), part.size_bytes),
            From::Old(at) => {
                let (at, n) = (at + done, (part.size_bytes - done).min(PIECE_BYTES));
                let piece = read_range(&*self.source, at, n as usize)
                    .map_err(|source| AddError::Read { at, source })?;
                (piece, n)
            }
        };
        self.append(sink, &piece)?;
        if done + n < part.size_bytes {
            self.current = Some((part, done + n));
        }
        Ok(())
    }

    fn append(&mut self, sink: &mut dyn Sink, bytes: &[u8]) -> Result<(), BuildError> {
        sink.append(bytes).map_err(|source| BuildError::Write {
            written_bytes: self.written,
            source,
        })?;
        self.written += bytes.len() as u64;
        self.digester.update(bytes);
        Ok(())
    }

    fn finish(&mut self, sink: &mut dyn Sink) -> Result<Built, BuildError> {
        let mut records = Vec::new();
        for index in 0..self.layout.n_files() {
            records.extend(self.layout.central_record(index));
        }
        self.append(sink, &records)?;
        let end = self.layout.end(records.len() as u64);
        self.append(sink, &end)?;
        let digester = std::mem::replace(&mut self.digester, Digester::sha256());
        Ok(Built {
            file_name: format!("{}.zip", self.folder),
            size_bytes: self.written,
            sha256: digester.finish().sha256,
            left_behind: Vec::new(),
        })
    }
}

fn old_part(file: Stored) -> Part {
    Part {
        name: file.name,
        size_bytes: file.size_bytes,
        crc32: file.crc32,
        from: From::Old(file.bytes_at),
    }
}

fn new_part(name: String, bytes: Vec<u8>) -> Part {
    let mut crc = Crc::new();
    crc.update(&bytes);
    Part {
        name,
        size_bytes: bytes.len() as u64,
        crc32: crc.sum(),
        from: From::New(bytes),
    }
}

/// The one folder everything stands in.
fn folder_of(stored: &[Stored]) -> Option<String> {
    let (folder, _) = stored.first()?.name.split_once('/')?;
    let inside = |file: &Stored| {
        file.name
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let fits = folder.starts_with("threadseal-disclosure-") && stored.iter().all(inside);
    fits.then(|| folder.to_owned())
}

/// `tagmanifest-sha256`, or `seal-0001`.
fn stem_of(covers: &str) -> String {
    let number = covers
        .strip_prefix("data/proof/")
        .and_then(|rest| rest.strip_suffix("/seal.json"));
    match number {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("seal-{number}")
        }
        _whole => "tagmanifest-sha256".to_owned(),
    }
}

fn first_free(taken: &[String], folder: &str, stem: &str) -> usize {
    let is_free = |number: &usize| {
        let start = format!("{folder}/signatures/{stem}.{number:02}.");
        !taken.iter().any(|name| name.starts_with(&start))
    };
    (1..=FILES_LIMIT + 1)
        .find(is_free)
        .unwrap_or(FILES_LIMIT + 1)
}
