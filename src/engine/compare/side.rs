//! One of the packages that are compared: where its files are.

use std::collections::BTreeMap;

use serde_json::Value;

use super::CompareError;
use crate::engine::package::{Record, RecordLines};
use crate::engine::source::{SharedSource, Source};
use crate::engine::verify::{Stored, stored_files};

/// One of the packages.
pub(super) struct Side {
    pub(super) package: SharedSource,
    folder: String,
    pub(super) files: Vec<Stored>,
    /// SHA-256 of each file by its path, as the manifest has it.
    digests: BTreeMap<String, String>,
}

impl Side {
    pub(super) fn open(package: SharedSource, which: &'static str) -> Result<Side, CompareError> {
        let no_package = || CompareError::NotAPackage { which };
        let files = stored_files(&*package).ok_or_else(no_package)?;
        let folder = files.first().and_then(|file| file.name.split_once('/'));
        let folder = folder.ok_or_else(no_package)?.0.to_owned();
        let mut side = Side {
            package,
            folder,
            files,
            digests: BTreeMap::new(),
        };
        let manifest = side.file("manifest-sha256.txt");
        let manifest = manifest.and_then(|file| file.bytes(&*side.package as &dyn Source));
        let manifest = String::from_utf8(manifest.unwrap_or_default()).unwrap_or_default();
        let rows = manifest.lines().filter_map(|line| line.split_once("  "));
        side.digests = rows
            .map(|(digest, path)| (path.to_owned(), digest.to_owned()))
            .collect();
        Ok(side)
    }

    /// The digest of the file that goes out for a record.
    pub(super) fn file_digest(&self, record: &Record) -> Option<&String> {
        self.digests.get(&format!("data/media/{}", record.file()?))
    }

    pub(super) fn file(&self, path: &str) -> Option<&Stored> {
        let name = format!("{}/{path}", self.folder);
        self.files.iter().find(|file| file.name == name)
    }

    pub(super) fn messages(&self, thread: u32) -> Option<RecordLines> {
        let file = self.file(&format!("data/threads/t{thread:03}/messages.jsonl"))?;
        Some(RecordLines::new(file.clone()))
    }

    /// What makes a seal's number; when it was made may be told otherwise.
    pub(super) fn seal(&self, thread: u32) -> Option<[Value; 3]> {
        let file = self.file(&format!("data/proof/{thread:04}/seal.json"))?;
        let bytes = file.bytes(&*self.package as &dyn Source)?;
        let seal: Value = serde_json::from_slice(&bytes).ok()?;
        let part = |key: &str| seal.get(key).cloned();
        Some([part("root")?, part("records")?, part("messages")?])
    }
}
