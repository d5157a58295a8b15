//! Cases of `tests/corpus`, and of `tests/corpus/compliance`: a folder each, with what goes in and what must come out.
//!
//! A folder of `input/` whose name ends in `.zip` becomes a zip in the zip. `case.toml` says how the files of `input/` are put together, and what is then done to them:
//!
//! - `about`: what the case is for.
//! - `form`: `zip` (packed), `stored` (a zip, not packed) or `loose`.
//! - `name`: the zip's name; `export.zip` unless given.
//! - `codes`: findings that must come up.
//! - `decisions`: a file of the case for `--decisions`.
//! - `exit`: the exit code of `inspect`; 0 unless given.
//! - `repeat`: lines put behind a file of `input/`, many times over: `entry`, `text`, `times`. `{n}` in
//!   them becomes the number of the time, `{at}` a stamp a minute after the one before.
//! - `disk_reads`: the disk fails after so many reads once the export is open. Such a case runs
//!   without the program, and `expected/findings.txt` has what was found.
//! - `changes`: what is done to the zip, one after the other; see [`Change`].

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::zips::{Odd, OddZip};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) about: String,
    pub(crate) form: String,
    #[serde(default = "export_zip")]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) codes: Vec<String>,
    #[serde(default)]
    pub(crate) decisions: Option<String>,
    #[serde(default)]
    pub(crate) exit: u8,
    #[serde(default)]
    pub(crate) changes: Vec<Change>,
    #[serde(default)]
    pub(crate) repeat: Vec<Repeat>,
    #[serde(default)]
    pub(crate) disk_reads: Option<u32>,
}

/// Lines of a text that nobody would keep in a repository.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Repeat {
    pub(crate) entry: String,
    pub(crate) text: String,
    pub(crate) times: usize,
}

fn export_zip() -> String {
    "export.zip".to_owned()
}

/// One thing done to a zip.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Change {
    /// A second entry of the same name.
    Duplicate {
        entry: String,
        text: String,
    },
    /// Another name, in both headers.
    Rename {
        entry: String,
        to: String,
    },
    /// Another name, in hex, not said to be UTF-8.
    RenameBytes {
        entry: String,
        hex: String,
    },
    /// Another name beside the bytes only.
    LocalName {
        entry: String,
        to: String,
    },
    /// When it was written: local time, and how many seconds UTC was behind it, where that is said.
    Written {
        entry: String,
        date: [u16; 3],
        time: [u16; 3],
        ahead_seconds: Option<i64>,
    },
    Encrypt {
        entry: String,
    },
    Method {
        entry: String,
        method: u16,
    },
    /// A wrong check value.
    Crc {
        entry: String,
    },
    /// Another size than comes out.
    Size {
        entry: String,
        by: i64,
    },
    /// More packed bytes than there are.
    Packed {
        entry: String,
        by: i64,
    },
    /// The first packed byte makes no sense.
    Damage {
        entry: String,
    },
    /// The bytes of another entry as one's own.
    Overlap {
        entry: String,
        with: String,
    },
    /// Bytes before the zip, which no offset counts.
    Before {
        n_bytes: usize,
    },
    /// Bytes after the zip.
    After {
        n_bytes: usize,
    },
    /// A whole zip with one entry, in the comment.
    SecondEnd {
        entry: String,
        text: String,
    },
    /// Another number of entries than there are.
    Entries {
        n_entries: u16,
    },
    /// Cuts the finished zip off.
    Cut {
        n_bytes: usize,
    },
    /// One part of several.
    Split,
    /// Keeps nothing of the zip.
    Empty,
    /// Text instead of a zip.
    Text {
        text: String,
    },
}

/// The folder of all cases.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// All cases, by name.
pub(crate) fn all() -> Vec<(PathBuf, Case)> {
    all_of(&folder())
}

/// All cases of a folder, by name.
pub(crate) fn all_of(folder: &Path) -> Vec<(PathBuf, Case)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|found| found.unwrap().path())
        .filter(|path| path.join("case.toml").is_file())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(path.join("case.toml")).unwrap();
            let case = basic_toml::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, case)
        })
        .collect()
}

impl Case {
    fn entry(&self, case: &Path, name: &str, bytes: &[u8]) -> Odd {
        match self.form.as_str() {
            "zip" => Odd::blocks(name, bytes),
            "stored" => Odd::stored(name, bytes),
            other => panic!("{}: no form {other:?}", case.display()),
        }
    }

    /// Writes what the case is about to `to`; returns the paths to hand over.
    pub(crate) fn write(&self, case: &Path, to: &Path) -> Vec<PathBuf> {
        let mut files = files_in(&case.join("input"));
        for Repeat { entry, text, times } in &self.repeat {
            let file = files.iter_mut().find(|(name, _)| name == entry).unwrap();
            file.1.extend(repeated(text, *times).as_bytes());
        }
        let files = packed(files);
        if self.form == "loose" {
            return files
                .iter()
                .map(|(name, bytes)| {
                    let path = to.join(name);
                    fs::write(&path, bytes).unwrap();
                    path
                })
                .collect();
        }
        let entries = files
            .iter()
            .map(|(name, bytes)| self.entry(case, name, bytes))
            .collect();
        let mut made = Made {
            zip: OddZip::of(entries),
            finally: Vec::new(),
        };
        for change in &self.changes {
            made.change(change);
        }
        let mut bytes = made.zip.bytes();
        for last in made.finally {
            last(&mut bytes);
        }
        let path = to.join(&self.name);
        fs::write(&path, bytes).unwrap();
        vec![path]
    }
}

fn repeated(text: &str, times: usize) -> String {
    if !text.contains('{') {
        return text.repeat(times);
    }
    let one = |number: usize| {
        let (day, minute) = (number / 1440, number % 1440);
        let at = format!(
            "{:02}/{:02}/2024, {:02}:{:02}",
            day % 28 + 1,
            day / 28 + 1,
            minute / 60,
            minute % 60
        );
        text.replace("{n}", &number.to_string())
            .replace("{at}", &at)
    };
    (1..=times).map(one).collect()
}

/// Folders whose names end in `.zip` as zips, the innermost first.
fn packed(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let mut whole: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut inside: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for (name, bytes) in files {
        match name.split_once(".zip/") {
            Some((zip, rest)) => {
                let rest = (rest.to_owned(), bytes);
                inside.entry(format!("{zip}.zip")).or_default().push(rest);
            }
            None => _ = whole.insert(name, bytes),
        }
    }
    for (zip, files) in inside {
        let entries = packed(files)
            .iter()
            .map(|(name, bytes)| Odd::blocks(name, bytes))
            .collect();
        whole.insert(zip, OddZip::of(entries).bytes());
    }
    whole.into_iter().collect()
}

/// Every file under the folder, by its name with `/`, sorted.
fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = folders.pop() {
        let Ok(found) = fs::read_dir(&path) else {
            continue;
        };
        for one in found {
            let one = one.unwrap();
            let name = format!("{prefix}{}", one.file_name().to_string_lossy());
            if one.path().is_dir() {
                folders.push((one.path(), format!("{name}/")));
            } else {
                files.push((name, fs::read(one.path()).unwrap()));
            }
        }
    }
    files.sort();
    files
}

struct Made {
    zip: OddZip,
    finally: Vec<Box<dyn FnOnce(&mut Vec<u8>)>>,
}

impl Made {
    fn entry(&mut self, name: &str) -> &mut Odd {
        self.zip
            .entries
            .iter_mut()
            .find(|odd| odd.name == name.as_bytes())
            .unwrap_or_else(|| panic!("no entry {name:?}"))
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Duplicate { entry, text } => {
                let copy = Odd::stored(entry, text.as_bytes());
                self.zip.entries.push(copy);
            }
            Change::Rename { entry, to } => self.entry(entry).name = to.as_bytes().to_vec(),
            Change::RenameBytes { entry, hex } => {
                let odd = self.entry(entry);
                odd.name = data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
                odd.flags &= !0x800;
            }
            Change::LocalName { entry, to } => {
                self.entry(entry).local_name = Some(to.as_bytes().to_vec());
            }
            Change::Written {
                entry,
                date,
                time,
                ahead_seconds,
            } => self.entry(entry).write_at(*date, *time, *ahead_seconds),
            Change::Encrypt { entry } => self.entry(entry).flags |= 1,
            Change::Method { entry, method } => self.entry(entry).method = *method,
            Change::Crc { entry } => self.entry(entry).crc32 ^= 1,
            Change::Size { entry, by } => {
                let odd = self.entry(entry);
                odd.size_bytes = odd.size_bytes.checked_add_signed(*by).unwrap();
            }
            Change::Packed { entry, by } => {
                let odd = self.entry(entry);
                odd.packed_bytes = odd.packed_bytes.checked_add_signed(*by).unwrap();
            }
            Change::Damage { entry } => self.entry(entry).packed[0] = 0xFF,
            Change::Overlap { entry, with } => {
                let mut copy = self.entry(with).clone();
                let offset = self.zip.offset_of(with.as_bytes());
                copy.name = entry.as_bytes().to_vec();
                copy.local_name = None;
                copy.offset = Some(offset);
                copy.packed = Vec::new();
                self.zip.entries.push(copy);
            }
            Change::Before { n_bytes } => self.zip.before = vec![b'-'; *n_bytes],
            Change::After { n_bytes } => self.zip.after = vec![b'-'; *n_bytes],
            Change::SecondEnd { entry, text } => {
                let other = vec![Odd::stored(entry, text.as_bytes())];
                self.zip.comment = OddZip::of(other).bytes();
            }
            Change::Entries { n_entries } => self.zip.n_entries = Some(*n_entries),
            Change::Split => self.zip.disk = 2,
            Change::Cut { n_bytes } => {
                let n_bytes = *n_bytes;
                self.finally.push(Box::new(move |bytes| {
                    bytes.truncate(bytes.len() - n_bytes);
                }));
            }
            Change::Empty => self.finally.push(Box::new(Vec::clear)),
            Change::Text { text } => {
                let text = text.clone();
                self.finally
                    .push(Box::new(move |bytes| *bytes = text.into_bytes()));
            }
        }
    }
}
