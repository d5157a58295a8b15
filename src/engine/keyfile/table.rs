//! Which label stands for whom, as the file holds it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Which label stands for whom in one package.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeyTable {
    /// The exports in which the people write, in the order of the case.
    pub exports: Vec<KeyExport>,
    /// In the order of the numbers.
    pub pseudonyms: Vec<Pseudonym>,
}

/// An export, enough to know it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyExport {
    /// Name of its file.
    pub name: String,
    /// What decisions call it: its SHA-256.
    pub sha256: String,
}

/// A label and who stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pseudonym {
    /// As it stands in the package, without what sets it apart in a line from right to left.
    pub label: String,
    /// Names and numbers by which they write, as the exports have them.
    pub names: Vec<KeyName>,
    /// Other names and numbers of the same person, as they were typed.
    pub also: Vec<String>,
}

/// A name by which somebody writes in an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyName {
    /// As the export has it.
    pub name: String,
    /// Its place in [`KeyTable::exports`], from 1.
    pub export: u32,
    /// The threads of that export in which they write by it.
    pub threads: Vec<KeyThread>,
}

/// A thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyThread {
    /// As it is called in the case.
    pub title: String,
    /// Its number in the package, from 1; `None` when it is not in it.
    pub in_package: Option<u32>,
}

impl Pseudonym {
    /// The names, each once, then the others.
    pub fn all_names(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let names = self.names.iter().map(|one| one.name.as_str());
        let all = names.chain(self.also.iter().map(String::as_str));
        all.filter(|name| seen.insert(*name)).collect()
    }
}

/// What is wrong with a table, if anything.
pub(super) fn fault(exports: &[KeyExport], pseudonyms: &[Pseudonym]) -> Option<&'static str> {
    let mut labels = BTreeSet::new();
    for one in pseudonyms {
        if one.label.is_empty() || !labels.insert(&one.label) {
            return Some("a label is empty, or stands there twice");
        }
        let places = one.names.iter().map(|name| name.export);
        if places
            .clone()
            .any(|at| at == 0 || at as usize > exports.len())
        {
            return Some("a name is of an export that is not listed");
        }
        if one.names.is_empty() && one.also.is_empty() {
            return Some("a label stands for nobody");
        }
    }
    None
}
