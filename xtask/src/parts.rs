//! What is handed out beside the page: a list of its parts (CycloneDX), their licences, and the
//! digest of everything.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::dist;
use crate::paths;
use crate::rules::{self, Package};
use crate::say::{self, Outcome};

/// The list of parts.
const SBOM: &str = "threadseal.cdx.json";
/// Their licences.
const LICENCES: &str = "licences.txt";
/// The digest of every file.
const SUMS: &str = "SHA256SUMS";

/// Writes all three into `folder`, which holds what is handed out already.
///
/// Errors: the tree cannot be read, or a file not be written.
pub fn write(folder: &Path) -> Outcome<()> {
    let packages = rules::page_packages()?;
    let lock = text(&paths::root().join("Cargo.lock"))?;
    save(&folder.join(SBOM), &sbom(&packages, &checksums(&lock)))?;
    save(&folder.join(LICENCES), &licences(&packages)?)?;
    let mut sums = String::new();
    for path in dist::files(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path);
        if name != Path::new(SUMS) {
            let bytes = fs::read(&path)
                .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            sums.push_str(&format!("{}  {}\n", dist::digest(&bytes), name.display()));
        }
    }
    save(&folder.join(SUMS), &sums)?;
    say::note(&format!(
        "{} parts, their licences and the digests of everything: {}",
        packages.len(),
        folder.display()
    ));
    Ok(())
}

/// CycloneDX 1.5. Holds no time and no number drawn by chance: same tree, same bytes.
fn sbom(packages: &[Package], checksums: &BTreeMap<(String, String), String>) -> String {
    let own = |package: &&Package| package.name == "threadseal";
    let version = packages.iter().find(own).map_or("", |at| &at.version);
    let parts: Vec<String> = packages
        .iter()
        .filter(|package| !own(package))
        .map(|package| component(package, checksums))
        .collect();
    format!(
        "{{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.5\",\n  \"version\": 1,\n  \
         \"metadata\": {{\n    \"component\": {{\n      \"type\": \"application\",\n      \
         \"bom-ref\": \"threadseal\",\n      \"name\": \"threadseal\",\n      \"version\": {},\n      \
         \"licenses\": [{{ \"expression\": \"MIT OR Apache-2.0\" }}]\n    }}\n  }},\n  \
         \"components\": [\n{}\n  ]\n}}\n",
        quoted(version),
        parts.join(",\n")
    )
}

fn component(package: &Package, checksums: &BTreeMap<(String, String), String>) -> String {
    let address = format!("pkg:cargo/{}@{}", package.name, package.version);
    let key = (package.name.clone(), package.version.clone());
    let hashes = checksums.get(&key).map_or_else(String::new, |sum| {
        format!(
            ",\n      \"hashes\": [{{ \"alg\": \"SHA-256\", \"content\": {} }}]",
            quoted(sum)
        )
    });
    // The old way to write a choice is no expression.
    let licence = package.licence.replace('/', " OR ");
    format!(
        "    {{\n      \"type\": \"library\",\n      \"bom-ref\": {0},\n      \"name\": {1},\n      \
         \"version\": {2},\n      \"purl\": {0},\n      \"licenses\": [{{ \"expression\": {3} }}]{hashes}\n    }}",
        quoted(&address),
        quoted(&package.name),
        quoted(&package.version),
        quoted(&licence),
    )
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            control if control.is_control() => {
                out.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

/// By name and version: the SHA-256 of a package's archive as the lock file has it.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for block in lock.split("[[package]]") {
        let value = |key: &str| {
            let line = block.lines().find(|line| line.starts_with(key))?;
            Some(line.strip_prefix(key)?.trim_matches('"').to_owned())
        };
        if let (Some(name), Some(version), Some(sum)) =
            (value("name = "), value("version = "), value("checksum = "))
        {
            found.insert((name, version), sum);
        }
    }
    found
}

/// Every licence text once, with the parts that it stands in.
fn licences(packages: &[Package]) -> Outcome<String> {
    let sources = sources()?;
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut out = String::from(
        "The parts of Threadseal's page, and what their authors ask for.\n\
         Threadseal itself: MIT OR Apache-2.0. The Rust standard library: MIT OR Apache-2.0.\n\n",
    );
    for package in packages {
        let title = format!("{} {}", package.name, package.version);
        out.push_str(&format!("{title}: {}\n", package.licence));
        let folder = if package.name == "threadseal" {
            Some(paths::root())
        } else {
            let name = format!("{}-{}", package.name, package.version);
            sources
                .iter()
                .map(|source| source.join(&name))
                .find(|folder| folder.is_dir())
        };
        for path in folder.map_or_else(Vec::new, |folder| licence_files(&folder)) {
            let text = text(&path)?.replace("\r\n", "\n");
            texts.entry(text).or_default().push(title.clone());
        }
    }
    // In the order of the parts, not of the texts.
    let mut texts: Vec<(Vec<String>, String)> = texts
        .into_iter()
        .map(|(text, names)| (names, text))
        .collect();
    texts.sort();
    for (mut names, text) in texts {
        names.dedup();
        out.push_str(&format!("\n{}\n{}\n\n", "=".repeat(78), names.join(", ")));
        out.push_str(text.trim_end());
        out.push('\n');
    }
    Ok(out)
}

/// Where Cargo keeps the sources of packages.
fn sources() -> Outcome<Vec<PathBuf>> {
    let cargo = env::var_os("CARGO_HOME")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
        .ok_or("no home folder is known")?;
    let registry = cargo.join("registry").join("src");
    let told = |error| format!("cannot list {}: {error}", registry.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(&registry).map_err(told)? {
        found.push(entry.map_err(told)?.path());
    }
    found.sort();
    Ok(found)
}

/// Right in the folder, by the names that licences have.
fn licence_files(folder: &Path) -> Vec<PathBuf> {
    let is_one = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_ascii_uppercase();
        let starts = [
            "LICENSE",
            "LICENCE",
            "COPYING",
            "NOTICE",
            "UNLICENSE",
            "COPYRIGHT",
        ];
        path.is_file() && starts.iter().any(|start| name.starts_with(start))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| is_one(path))
        .collect();
    found.sort();
    found
}

fn text(path: &Path) -> Outcome<String> {
    let bytes =
        fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn save(path: &Path, text: &str) -> Outcome<()> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, licence: &str) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.2.3".to_owned(),
            licence: licence.to_owned(),
        }
    }

    #[test]
    fn parts_are_listed_with_the_digests_of_the_lock_file() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.2.3\"\nsource = \"x\"\nchecksum = \"00ff\"\n\n\
                    [[package]]\nname = \"threadseal\"\nversion = \"1.2.3\"\n";
        let packages = [package("a", "MIT/Apache-2.0"), package("threadseal", "MIT")];
        let text = sbom(&packages, &checksums(lock));
        assert!(text.contains("\"purl\": \"pkg:cargo/a@1.2.3\""), "{text}");
        assert!(text.contains("\"expression\": \"MIT OR Apache-2.0\" }],\n      \"hashes\": [{ \"alg\": \"SHA-256\", \"content\": \"00ff\" }]"), "{text}");
        assert_eq!(text.matches("\"type\": \"library\"").count(), 1);
    }

    #[test]
    fn texts_are_quoted() {
        assert_eq!(quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\"");
    }
}
