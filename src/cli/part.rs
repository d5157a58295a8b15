//! A file that gets its name only when it is finished.
//!
//! Never writes over a file that stands there, and leaves nothing behind when it is dropped.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use super::error::CliError;
use crate::engine::package::Sink;

/// How many names are tried for the unfinished file.
const NAMES_TRIED: u32 = 100;

/// An unfinished file beside the one it is to become.
pub(super) struct Part {
    out: PathBuf,
    path: PathBuf,
    file: File,
}

impl Part {
    /// Begins a file that is to become `out`.
    ///
    /// Errors: `Out`.
    pub(super) fn begin(out: &Path) -> Result<Part, CliError> {
        let failed = |source| CliError::Out {
            path: out.to_owned(),
            source,
        };
        let name = out
            .file_name()
            .ok_or_else(|| failed(io::ErrorKind::InvalidInput.into()))?;
        for number in 0..NAMES_TRIED {
            let mut part_name = name.to_owned();
            part_name.push(format!(".{number}.part"));
            let path = out.with_file_name(part_name);
            let mut options = OpenOptions::new();
            match options.write(true).read(true).create_new(true).open(&path) {
                Ok(file) => {
                    return Ok(Part {
                        out: out.to_owned(),
                        path,
                        file,
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(error)),
            }
        }
        Err(failed(io::ErrorKind::AlreadyExists.into()))
    }

    /// Where it stands while it is unfinished.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until everything is on the disk.
    pub(super) fn sync(&self) -> Result<(), CliError> {
        self.file.sync_all().map_err(|source| self.failed(source))
    }

    /// Gives it its name. A file of that name stays as it is: one with the same bytes will do, an
    /// empty one was made to be filled, and any other is somebody's.
    ///
    /// Errors: `OutExists`, `Out`.
    pub(super) fn finish(self) -> Result<(), CliError> {
        // A link fails where a file stands; renaming would write over it.
        match fs::hard_link(&self.path, &self.out) {
            Ok(()) => return Ok(()),
            Err(_taken_or_no_links_here) => {}
        }
        if self.is_free() {
            return fs::rename(&self.path, &self.out).map_err(|source| self.failed(source));
        }
        self.check()
    }

    /// Whether it could get its name as things stand.
    ///
    /// Errors: `OutExists`.
    pub(super) fn check(&self) -> Result<(), CliError> {
        match self.is_free() || same_bytes(&self.path, &self.out).unwrap_or(false) {
            true => Ok(()),
            false => Err(CliError::OutExists {
                path: self.out.clone(),
            }),
        }
    }

    fn is_free(&self) -> bool {
        match fs::symlink_metadata(&self.out) {
            Err(_nothing_there) => true,
            Ok(there) => there.is_file() && there.len() == 0,
        }
    }

    /// It could not be written.
    pub(super) fn failed(&self, source: io::Error) -> CliError {
        CliError::Out {
            path: self.out.clone(),
            source,
        }
    }
}

impl Sink for Part {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Gone already when it was renamed; otherwise nobody may take it for a package.
        let _already_gone = fs::remove_file(&self.path);
    }
}

fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (
        BufReader::new(File::open(one)?),
        BufReader::new(File::open(other)?),
    );
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let n = left.len().min(right.len());
        if left.get(..n) != right.get(..n) {
            return Ok(false);
        }
        if n == 0 {
            return Ok(left.len() == right.len());
        }
        one.consume(n);
        other.consume(n);
    }
}
