//! What is an export below a path.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::error::CliError;
use crate::cli::open;
use crate::engine::archive::Given;
use crate::engine::finding::Failure;

/// One export: a zip, or a text with the files beside it.
pub(super) struct Group {
    /// The zip, the text, or the folder.
    pub(super) path: PathBuf,
    files: Vec<PathBuf>,
}

impl Group {
    /// Its files, opened.
    ///
    /// Errors: one cannot be opened.
    pub(super) fn given(&self) -> Result<Vec<Given>, CliError> {
        self.files.iter().map(|path| open::file_at(path)).collect()
    }
}

/// The path on one line of a list; blank lines are none.
pub(super) fn of_line(line: &[u8]) -> Option<PathBuf> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.is_empty() {
        return None;
    }
    #[cfg(unix)]
    let path = {
        use std::os::unix::ffi::OsStrExt;
        PathBuf::from(std::ffi::OsStr::from_bytes(line))
    };
    #[cfg(not(unix))]
    let path = PathBuf::from(String::from_utf8_lossy(line).into_owned());
    Some(path)
}

/// The bytes of a path, or what stands for them: two paths that are printed alike are not the same.
pub(super) fn bytes_of(path: &Path) -> Cow<'_, [u8]> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        Cow::Borrowed(path.as_os_str().as_bytes())
    }
    #[cfg(not(unix))]
    Cow::Owned(path.to_string_lossy().into_owned().into_bytes())
}

/// A path with what is wrong with it.
type Refused = (PathBuf, Failure);

/// The exports at a path, folder by folder as they are asked for, in the order of their names. A file
/// is one as it is named; in a folder every zip is one, and all other files are one when a text is
/// among them.
pub(super) fn groups(path: &Path) -> impl Iterator<Item = Result<Group, Refused>> + use<> {
    Below {
        folders: VecDeque::from([path.to_owned()]),
        ready: VecDeque::new(),
        is_first: true,
    }
}

struct Below {
    folders: VecDeque<PathBuf>,
    ready: VecDeque<Result<Group, Refused>>,
    is_first: bool,
}

impl Iterator for Below {
    type Item = Result<Group, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(group) = self.ready.pop_front() {
                return Some(group);
            }
            let path = self.folders.pop_front()?;
            let is_first = std::mem::take(&mut self.is_first);
            if is_first && !path.is_dir() {
                let files = vec![path.clone()];
                return Some(Ok(Group { path, files }));
            }
            if let Err(source) = self.look_into(&path, is_first) {
                let error = CliError::Read {
                    path: path.clone(),
                    source,
                };
                return Some(Err((path, error.to_failure())));
            }
        }
    }
}

impl Below {
    fn look_into(&mut self, folder: &Path, is_first: bool) -> std::io::Result<()> {
        let mut zips = Vec::new();
        let mut loose = Vec::new();
        let mut folders = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            // A link could lead round in a circle.
            if kind.is_dir() {
                folders.push(entry.path());
            } else if has_ending(&entry.path(), "zip") {
                zips.push(entry.path());
            } else if entry.path().is_file() {
                loose.push(entry.path());
            }
        }
        zips.sort();
        loose.sort();
        folders.sort();
        let is_empty = zips.is_empty() && folders.is_empty();
        self.ready.extend(zips.into_iter().map(|path| {
            let files = vec![path.clone()];
            Ok(Group { path, files })
        }));
        if loose.iter().any(|path| has_ending(path, "txt")) {
            let path = folder.to_owned();
            self.ready.push_back(Ok(Group { path, files: loose }));
        } else if is_empty && is_first {
            let path = folder.to_owned();
            let failure = CliError::EmptyFolder { path: path.clone() }.to_failure();
            self.ready.push_back(Err((path, failure)));
        }
        for folder in folders.into_iter().rev() {
            self.folders.push_front(folder);
        }
        Ok(())
    }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending))
}
