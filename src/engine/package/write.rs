//! The second making: every file is made again and goes into the zip, which must come out as the
//! first making said.

use flate2::Crc;

use super::bag::{self, Algorithm, package_name};
use super::files::{Content, Making, Payload};
use super::job::Meter;
use super::measure::{FILE_BYTES, Measured, estimate};
use super::plan::Material;
use super::zip::ZipLayout;
use super::{BuildError, Built, Sink};
use crate::engine::digest::{Digester, Digests};

/// Bytes at hand are written in pieces of this size.
const PIECE_BYTES: usize = 1 << 20;

/// The writing of a package, some bytes at a time.
pub(super) struct Writing {
    folder: String,
    /// Still to come, last first.
    waiting: Vec<Measured>,
    current: Option<Current>,
    layout: ZipLayout,
    listed: usize,
    directory_bytes: u64,
    out: Written,
}

/// What one step came to.
pub(super) enum Wrote {
    /// That many bytes of work; there is more.
    Some(u64),
    /// The package is complete.
    All(Built),
}

struct Current {
    file: Measured,
    making: Making,
    crc: Crc,
    size_bytes: u64,
}

struct Written {
    bytes: u64,
    digester: Option<Digester>,
}

impl Written {
    fn append(&mut self, sink: &mut dyn Sink, bytes: &[u8]) -> Result<(), BuildError> {
        for piece in bytes.chunks(PIECE_BYTES) {
            sink.append(piece).map_err(|source| BuildError::Write {
                written_bytes: self.bytes,
                source,
            })?;
            self.bytes += piece.len() as u64;
            if let Some(digester) = &mut self.digester {
                digester.update(piece);
            }
        }
        Ok(())
    }
}

impl Writing {
    /// Adds the tag files to the payload and puts all in order.
    pub(super) fn new(material: &Material, payload: Vec<Measured>) -> Writing {
        let mut files = tag_files(material, &payload);
        files.extend(payload);
        files.sort_by(|a, b| b.file.path.as_bytes().cmp(a.file.path.as_bytes()));
        Writing {
            folder: package_name(material),
            waiting: files,
            current: None,
            layout: ZipLayout::default(),
            listed: 0,
            directory_bytes: 0,
            out: Written {
                bytes: 0,
                digester: Some(Digester::sha256()),
            },
        }
    }

    /// Writes some more.
    ///
    /// Errors: `Read`, `Write`, `Changed`.
    pub(super) fn step(
        &mut self,
        material: &Material,
        sink: &mut dyn Sink,
        meter: &mut Meter,
    ) -> Result<Wrote, BuildError> {
        let n = match self.current.take() {
            Some(current) => self.content(material, current, sink, meter)?,
            None => match self.waiting.pop() {
                Some(file) => {
                    meter.begin(estimate(material, &file.file.content));
                    self.header(file, sink)?
                }
                None => return self.directory(material, sink, meter),
            },
        };
        Ok(Wrote::Some(n))
    }

    fn header(&mut self, file: Measured, sink: &mut dyn Sink) -> Result<u64, BuildError> {
        let name = format!("{}/{}", self.folder, file.file.path);
        let header = self.layout.open(&name, file.digests.size_bytes, file.crc32);
        self.out.append(sink, &header)?;
        self.current = Some(Current {
            making: Making::new(&file.file.content),
            file,
            crc: Crc::new(),
            size_bytes: 0,
        });
        Ok(FILE_BYTES)
    }

    fn content(
        &mut self,
        material: &Material,
        mut current: Current,
        sink: &mut dyn Sink,
        meter: &mut Meter,
    ) -> Result<u64, BuildError> {
        let expected = current.file.digests.size_bytes;
        let piece = current.making.next(material)?;
        if let Some(piece) = piece {
            let n = piece.len() as u64;
            current.crc.update(&piece);
            current.size_bytes += n;
            if current.size_bytes > expected {
                return Err(changed(&current));
            }
            self.out.append(sink, &piece)?;
            meter.advance(n);
            self.current = Some(current);
            return Ok(n);
        }
        if current.size_bytes != expected || current.crc.sum() != current.file.crc32 {
            return Err(changed(&current));
        }
        Ok(0)
    }

    fn directory(
        &mut self,
        material: &Material,
        sink: &mut dyn Sink,
        meter: &mut Meter,
    ) -> Result<Wrote, BuildError> {
        let mut records = Vec::new();
        while self.listed < self.layout.n_files() && records.len() < PIECE_BYTES {
            records.extend(self.layout.central_record(self.listed));
            self.listed += 1;
        }
        self.out.append(sink, &records)?;
        self.directory_bytes += records.len() as u64;
        if self.listed < self.layout.n_files() {
            return Ok(Wrote::Some(records.len() as u64));
        }
        let end = self.layout.end(self.directory_bytes);
        self.out.append(sink, &end)?;
        meter.begin(0);
        let digester = self.out.digester.take().unwrap_or_else(Digester::sha256);
        Ok(Wrote::All(Built {
            file_name: format!("{}.zip", self.folder),
            size_bytes: self.out.bytes,
            sha256: digester.finish().sha256,
            left_behind: material.plan.left_behind.clone(),
        }))
    }
}

fn changed(current: &Current) -> BuildError {
    BuildError::Changed {
        path: current.file.file.path.clone(),
    }
}

/// `README.txt`, `bag-info.txt`, `bagit.txt`, `format.md`, `verify.py`, the manifests over `payload` (sorted by path) and the
/// manifests over those.
fn tag_files(material: &Material, payload: &[Measured]) -> Vec<Measured> {
    let octets = payload.iter().map(|file| file.digests.size_bytes).sum();
    let listed = || {
        payload
            .iter()
            .map(|file| (file.file.path.as_str(), &file.digests))
    };
    let mut out = vec![
        tag("README.txt", bag::readme(material)),
        tag("bag-info.txt", bag::info(material, octets, payload.len())),
        tag("bagit.txt", bag::DECLARATION.as_bytes().to_vec()),
        tag("format.md", bag::FORMAT.as_bytes().to_vec()),
        tag(
            "manifest-sha256.txt",
            bag::manifest(Algorithm::Sha256, listed()),
        ),
        tag(
            "manifest-sha512.txt",
            bag::manifest(Algorithm::Sha512, listed()),
        ),
    ];
    out.push(tag("verify.py", bag::SCRIPT.as_bytes().to_vec()));
    let tags: Vec<(String, Digests)> = out
        .iter()
        .map(|file| (file.file.path.clone(), file.digests.clone()))
        .collect();
    let tags = || tags.iter().map(|(path, digests)| (path.as_str(), digests));
    let sha256 = bag::manifest(Algorithm::Sha256, tags());
    let sha512 = bag::manifest(Algorithm::Sha512, tags());
    out.push(tag("tagmanifest-sha256.txt", sha256));
    out.push(tag("tagmanifest-sha512.txt", sha512));
    out
}

fn tag(path: &str, bytes: Vec<u8>) -> Measured {
    let mut digester = Digester::both();
    let mut crc = Crc::new();
    digester.update(&bytes);
    crc.update(&bytes);
    Measured {
        file: Payload {
            path: path.to_owned(),
            content: Content::Fixed(bytes.into()),
        },
        digests: digester.finish(),
        crc32: crc.sum(),
    }
}
