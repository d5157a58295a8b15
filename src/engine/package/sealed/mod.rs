//! The sealed package: what the custodian keeps and never hands over. The exact inputs, the seals
//! with their secrets and the offsets of every record, the decisions and the whole custody log.
//!
//! Read [`SealedJob`]. Invariants: depends on its arguments alone; the inputs are copied byte for
//! byte and must still have the digest under which they were opened.

mod content;
mod enclosed;
mod lines;

use std::rc::Rc;

use flate2::Crc;

use self::content::{Content, File, Inside};
use super::bag::{self, Algorithm, stamped_name};
use super::zip::ZipLayout;
use super::{Addition, BuildError, Built, Sink};
use crate::engine::case::Case;
use crate::engine::decision::DecisionLog;
use crate::engine::digest::{Digester, Digests};
use crate::engine::job::{Progress, STEP_BYTES, Step};
use crate::engine::seal::Sealed;
use crate::engine::time::Instant;
use crate::engine::verify::Signable;

/// Everything a sealed package depends on besides the case and the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedOptions {
    /// The only clock value that enters the package.
    pub created: Instant,
    /// Name and version of the program.
    pub tool: String,
    /// One for each thread of the case.
    pub seals: Vec<Rc<Sealed>>,
    /// Signatures over seals, made when these were: the name below `signatures/` and the content. No
    /// manifest lists them.
    pub signatures: Vec<(String, Vec<u8>)>,
    /// Files beside, for `data/compliance/`: name and content. Names are of small letters, digits, `.`
    /// and `-`; others are left out.
    pub enclosed: Vec<(String, Rc<[u8]>)>,
}

/// What is signed of each seal, by its place in the sealed package.
pub fn seal_subjects(seals: &[Rc<Sealed>]) -> Vec<Signable> {
    let numbered = seals.iter().zip(1..);
    let subject = |(seal, number): (&Rc<Sealed>, u32)| Signable {
        path: format!("data/seal/{number:04}/seal.json"),
        bytes: seal.json.as_bytes().to_vec(),
    };
    numbered.map(subject).collect()
}

/// Signatures over those, named as [`SealedOptions`] takes them.
pub fn seal_signatures(additions: Vec<Addition>) -> Vec<(String, Vec<u8>)> {
    let of_one = |addition: Addition| {
        let number = addition.covers.split('/').nth(2).unwrap_or_default();
        let named = |(ending, bytes)| (format!("seal-{number}.01.{ending}"), bytes);
        addition.files.into_iter().map(named).collect::<Vec<_>>()
    };
    additions.into_iter().flat_map(of_one).collect()
}

/// Writes a sealed package in steps: every file is read once for its digest, then all is written in
/// the order of names.
pub struct SealedJob {
    inside: Inside,
    folder: String,
    phase: Phase,
    progress: Progress,
}

enum Phase {
    Measure(Measuring),
    Write(Writing),
    Ended,
}

struct Measuring {
    /// Still to come, last first.
    waiting: Vec<File>,
    current: Option<Current>,
    done: Vec<Measured>,
}

struct Current {
    file: File,
    at: u64,
    digester: Digester,
    crc: Crc,
}

struct Measured {
    file: File,
    digests: Digests,
    crc32: u32,
}

struct Writing {
    waiting: Vec<Measured>,
    current: Option<(Measured, u64, Crc)>,
    layout: ZipLayout,
    n_bytes: u64,
    digester: Digester,
}

impl SealedJob {
    /// Prepares it. Nothing is read yet.
    pub fn new(case: Rc<Case>, log: &DecisionLog, options: SealedOptions) -> SealedJob {
        let folder = stamped_name("sealed", &options.created);
        let inside = Inside { case, options };
        let mut files = inside.payload(log, &folder);
        let total: u64 = files.iter().map(|file| inside.size_of(&file.content)).sum();
        files.reverse();
        SealedJob {
            inside,
            folder,
            phase: Phase::Measure(Measuring {
                waiting: files,
                current: None,
                done: Vec::new(),
            }),
            progress: Progress {
                done: 0,
                total: (2 * total).max(1),
            },
        }
    }

    /// Does some of it; writes to `sink` in the second half.
    ///
    /// Errors: `Read`, `Write`, `Changed`; the job is over then.
    pub fn step(&mut self, sink: &mut dyn Sink) -> Result<Step<Built>, BuildError> {
        let mut worked = 0;
        while worked < STEP_BYTES as u64 {
            let n = match std::mem::replace(&mut self.phase, Phase::Ended) {
                Phase::Measure(mut measuring) => match measuring.step(&self.inside)? {
                    Some(n) => {
                        self.phase = Phase::Measure(measuring);
                        n
                    }
                    None => {
                        self.phase = Phase::Write(self.begin_writing(measuring.done));
                        1
                    }
                },
                Phase::Write(mut writing) => {
                    match writing.step(&self.inside, &self.folder, sink)? {
                        Some(n) => {
                            self.phase = Phase::Write(writing);
                            n
                        }
                        None => return Ok(Step::Done(writing.finish(&self.folder, sink)?)),
                    }
                }
                Phase::Ended => return Err(BuildError::Ended),
            };
            worked += n;
            self.progress.done = (self.progress.done + n).min(self.progress.total);
        }
        Ok(Step::More(self.progress))
    }

    fn begin_writing(&self, payload: Vec<Measured>) -> Writing {
        let mut files = self.tag_files(&payload);
        files.extend(payload);
        let signatures = self.inside.options.signatures.iter();
        files.extend(
            signatures.map(|(name, bytes)| tag(&format!("signatures/{name}"), bytes.clone())),
        );
        files.sort_by(|a, b| b.file.path.as_bytes().cmp(a.file.path.as_bytes()));
        Writing {
            waiting: files,
            current: None,
            layout: ZipLayout::default(),
            n_bytes: 0,
            digester: Digester::sha256(),
        }
    }

    fn tag_files(&self, payload: &[Measured]) -> Vec<Measured> {
        let octets = payload.iter().map(|file| file.digests.size_bytes).sum();
        let info = self.inside.info(&self.folder, octets, payload.len());
        let mut out = vec![
            tag("README.txt", self.inside.readme(&self.folder)),
            tag("bag-info.txt", info),
            tag("bagit.txt", bag::DECLARATION.as_bytes().to_vec()),
        ];
        let manifests = [
            ("manifest-sha256.txt", Algorithm::Sha256),
            ("manifest-sha512.txt", Algorithm::Sha512),
        ];
        for (name, algorithm) in manifests {
            out.push(tag(name, bag::manifest(algorithm, listed(payload))));
        }
        let over_tags = [
            ("tagmanifest-sha256.txt", Algorithm::Sha256),
            ("tagmanifest-sha512.txt", Algorithm::Sha512),
        ]
        .map(|(name, algorithm)| tag(name, bag::manifest(algorithm, listed(&out))));
        out.extend(over_tags);
        out
    }
}

fn listed(files: &[Measured]) -> impl Iterator<Item = (&str, &Digests)> {
    files
        .iter()
        .map(|file| (file.file.path.as_str(), &file.digests))
}

fn tag(path: &str, bytes: Vec<u8>) -> Measured {
    let mut digester = Digester::both();
    let mut crc = Crc::new();
    digester.update(&bytes);
    crc.update(&bytes);
    Measured {
        file: File {
            path: path.to_owned(),
            content: Content::Fixed(bytes.into()),
        },
        digests: digester.finish(),
        crc32: crc.sum(),
    }
}

impl Measuring {
    /// Some bytes read, or `None` when all are measured.
    fn step(&mut self, inside: &Inside) -> Result<Option<u64>, BuildError> {
        let Some(mut current) = self.current.take() else {
            let Some(file) = self.waiting.pop() else {
                return Ok(None);
            };
            self.current = Some(Current {
                file,
                at: 0,
                digester: Digester::both(),
                crc: Crc::new(),
            });
            return Ok(Some(1));
        };
        let Some((piece, next)) = inside.piece(&current.file.content, current.at)? else {
            let digests = current.digester.finish();
            inside.check(&current.file, &digests)?;
            self.done.push(Measured {
                file: current.file,
                digests,
                crc32: current.crc.sum(),
            });
            return Ok(Some(1));
        };
        current.digester.update(&piece);
        current.crc.update(&piece);
        current.at = next;
        self.current = Some(current);
        Ok(Some(piece.len() as u64))
    }
}

impl Writing {
    fn append(&mut self, sink: &mut dyn Sink, bytes: &[u8]) -> Result<(), BuildError> {
        sink.append(bytes).map_err(|source| BuildError::Write {
            written_bytes: self.n_bytes,
            source,
        })?;
        self.n_bytes += bytes.len() as u64;
        self.digester.update(bytes);
        Ok(())
    }

    /// Some bytes written, or `None` when only the directory is missing.
    fn step(
        &mut self,
        inside: &Inside,
        folder: &str,
        sink: &mut dyn Sink,
    ) -> Result<Option<u64>, BuildError> {
        let Some((file, at, mut crc)) = self.current.take() else {
            let Some(file) = self.waiting.pop() else {
                return Ok(None);
            };
            let name = format!("{folder}/{}", file.file.path);
            let header = self.layout.open(&name, file.digests.size_bytes, file.crc32);
            self.append(sink, &header)?;
            self.current = Some((file, 0, Crc::new()));
            return Ok(Some(1));
        };
        let Some((piece, next)) = inside.piece(&file.file.content, at)? else {
            if crc.sum() != file.crc32 {
                return Err(BuildError::Changed {
                    path: file.file.path,
                });
            }
            return Ok(Some(1));
        };
        crc.update(&piece);
        self.append(sink, &piece)?;
        self.current = Some((file, next, crc));
        Ok(Some(piece.len() as u64))
    }

    fn finish(mut self, folder: &str, sink: &mut dyn Sink) -> Result<Built, BuildError> {
        let mut records = Vec::new();
        for index in 0..self.layout.n_files() {
            records.extend(self.layout.central_record(index));
        }
        self.append(sink, &records)?;
        let end = self.layout.end(records.len() as u64);
        self.append(sink, &end)?;
        Ok(Built {
            file_name: format!("{folder}.zip"),
            size_bytes: self.n_bytes,
            sha256: self.digester.finish().sha256,
            left_behind: Vec::new(),
        })
    }
}
