//! Files that were chosen or dropped: the page holds them by key, the state knows the keys only.

use std::collections::BTreeMap;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DataTransfer, Event, File, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};

use crate::app::state::FileKey;

/// What files were chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be opened as exports.
    Exports,
    /// To be read as logs of decisions.
    Decisions,
    /// To be read as a list of own terms.
    Terms,
    /// To be read as a list of searches.
    Searches,
    /// To be read as a list of reasons.
    Reasons,
    /// To be read as a roster.
    Roster,
    /// To be read as a policy.
    Policy,
    /// To be checked as a package.
    Package,
    /// To be opened as a case.
    Case,
    /// To be opened as a key of pseudonyms.
    Pseudonyms,
    /// To be added to the package that was checked.
    Additions,
    /// To be compared with the package that was checked.
    Later,
    /// Earlier packages of the case, to be looked at beside the one that was built.
    Earlier,
    /// To be read as keys of people who sign.
    Signers,
    /// To be read as certificates of time stamping authorities.
    TimeRoots,
    /// Dropped on the page: what for depends on what is on screen.
    Dropped,
}

/// Files with what they were chosen for.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// For what.
    pub purpose: Purpose,
    /// Which, in the order chosen.
    pub files: Vec<File>,
}

/// The files that may still be read.
#[derive(Default)]
pub struct FileShelf {
    last: u32,
    files: BTreeMap<FileKey, File>,
}

impl FileShelf {
    /// Takes a file.
    pub fn put(&mut self, file: File) -> FileKey {
        self.last += 1;
        let key = FileKey(self.last);
        self.files.insert(key, file);
        key
    }

    /// Files of these keys, as what the port carries.
    pub fn blobs(&self, keys: &[FileKey]) -> Vec<Blob> {
        keys.iter()
            .filter_map(|key| self.files.get(key))
            .map(|file| file.clone().unchecked_into())
            .collect()
    }

    /// Lets files go.
    pub fn drop_files(&mut self, keys: &[FileKey]) {
        for key in keys {
            self.files.remove(key);
        }
    }
}

/// The files of an input, which is emptied so that the same file can be chosen again.
pub fn taken_from(event: &Event) -> Vec<File> {
    let Some(input) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    let list = input.files();
    let files = list
        .iter()
        .flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)))
        .collect();
    input.set_value("");
    files
}

/// What was dropped: folders are looked into.
///
/// Must be called while the event is handled; what it returns can be awaited later.
pub fn dropped(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let mut entries = Vec::new();
    let mut files = Vec::new();
    for index in 0..items.length() {
        let Some(item) = items.get(index) else {
            continue;
        };
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) => entries.push(entry),
            Ok(None) | Err(_) => files.extend(item.get_as_file().ok().flatten()),
        }
    }
    Dropped { entries, files }
}

/// What was dropped and is still to be read.
pub struct Dropped {
    entries: Vec<FileSystemEntry>,
    files: Vec<File>,
}

impl Dropped {
    /// Reads folders, too.
    ///
    /// Errors: what the browser says.
    pub async fn files(self) -> Result<Vec<File>, JsValue> {
        let mut files = self.files;
        let mut left = self.entries;
        left.reverse();
        while let Some(entry) = left.pop() {
            if entry.is_directory() {
                let folder: FileSystemDirectoryEntry = entry.unchecked_into();
                let mut inside = listed(&folder.create_reader()).await?;
                inside.reverse();
                left.extend(inside);
            } else {
                files.push(file_of(&entry.unchecked_into()).await?);
            }
        }
        Ok(files)
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let entry = entry.clone();
    let promise = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    JsFuture::from(promise).await?.dyn_into()
}

/// A reader gives some entries at a time, and none at the end.
async fn listed(reader: &FileSystemDirectoryReader) -> Result<Vec<FileSystemEntry>, JsValue> {
    let mut all = Vec::new();
    loop {
        let reader = reader.clone();
        let promise = Promise::new(&mut |resolve, reject| {
            if let Err(error) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
                let _ = reject.call1(&JsValue::NULL, &error);
            }
        });
        let some: Array = JsFuture::from(promise).await?.dyn_into()?;
        if some.length() == 0 {
            return Ok(all);
        }
        all.extend(some.iter().map(|entry| entry.unchecked_into()));
    }
}

/// All bytes of a small file.
///
/// Errors: what the browser says.
pub async fn bytes_of_file(file: &File) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The whole text of a small file.
///
/// Errors: what the browser says.
pub async fn text_of_file(file: &File) -> Result<String, JsValue> {
    let text = JsFuture::from(file.text()).await?;
    text.as_string().ok_or(JsValue::NULL)
}
