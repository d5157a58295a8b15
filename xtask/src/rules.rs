//! What may be in the dependency trees: licences, sources, nothing that reaches a network, no part
//! of a browser in the desktop build. `deny.toml` says the same for who has cargo-deny, which takes
//! longer to compile than everything else here together.

use std::fs;
use std::process::Command;

use crate::paths;
use crate::say::{self, Outcome};
use crate::tools;

/// Licences that ask for no more than naming the authors.
const LICENCES: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
];

/// Packages that talk to a network, or that only a program which does so needs.
const NETWORK: [&str; 24] = [
    "async-std",
    "attohttpc",
    "awc",
    "curl",
    "h2",
    "hyper",
    "hyper-util",
    "isahc",
    "minreq",
    "mio",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tiny_http",
    "tokio",
    "tonic",
    "tungstenite",
    "ureq",
    "websocket",
];

/// Parts of a browser.
const WEB: [&str; 7] = [
    "gloo",
    "js-sys",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "wasm-streams",
    "web-sys",
    "yew",
];

/// How a lock file writes that a package comes from a registry, and not from a repository.
const FROM_REGISTRY: &str = "registry+";

/// Checks both trees of the program, and the licences and sources of everything.
///
/// Errors: everything that breaks a rule, one a line.
pub fn check() -> Outcome<()> {
    let mut wrong = Vec::new();
    let desktop = tree(&["--edges", "normal,build"])?;
    let page = tree(&[
        "--edges",
        "normal,build",
        "--target",
        "wasm32-unknown-unknown",
    ])?;
    for package in &desktop {
        if is_network(&package.name) {
            wrong.push(format!(
                "{}: can reach a network (desktop tree)",
                package.name
            ));
        }
        if WEB.contains(&package.name.as_str()) || package.name.starts_with("gloo-") {
            wrong.push(format!(
                "{}: part of a browser in the desktop tree",
                package.name
            ));
        }
    }
    for package in &page {
        // Yew brings gloo, and gloo brings gloo-net. Nothing of it may be called: finish-dist
        // refuses a page whose scripts hold any network call but the loading of its own wasm.
        if is_network(&package.name) {
            wrong.push(format!("{}: can reach a network (page tree)", package.name));
        }
    }
    let all = tree(&["--edges", "normal,build,dev", "--target", "all"])?;
    for package in &all {
        if !licence_is_fine(&package.licence) {
            wrong.push(format!("{}: licence {:?}", package.name, package.licence));
        }
    }
    wrong.extend(foreign_sources("Cargo.lock")?);
    wrong.extend(foreign_sources("xtask/Cargo.lock")?);
    wrong.extend(foreign_sources("tests/web/Cargo.lock")?);
    if !wrong.is_empty() {
        wrong.dedup();
        return Err(format!(
            "dependency rules (xtask/src/rules.rs):\n  {}",
            wrong.join("\n  ")
        ));
    }
    say::note(&format!(
        "{} packages for the desktop, {} for the page, {} with all tests",
        desktop.len(),
        page.len(),
        all.len()
    ));
    cargo_deny()
}

/// One package of a tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
}

/// What the page is made of.
///
/// Errors: Cargo gives no tree.
pub(crate) fn page_packages() -> Outcome<Vec<Package>> {
    tree(&["--edges", "normal", "--target", "wasm32-unknown-unknown"])
}

fn tree(words: &[&str]) -> Outcome<Vec<Package>> {
    let mut command = tools::cargo();
    command.args([
        "tree", "--locked", "--prefix", "none", "--format", "{p}|{l}",
    ]);
    let text = say::output_of(command.args(words))?;
    let mut packages: Vec<Package> = text.lines().filter_map(package_of).collect();
    packages.sort();
    packages.dedup();
    if packages.len() < 2 {
        return Err(format!("cargo tree gave no tree that we can read:\n{text}"));
    }
    Ok(packages)
}

/// Reads `name v1.2.3 (notes)|MIT (*)`.
fn package_of(line: &str) -> Option<Package> {
    let (package, licence) = line.split_once('|')?;
    let mut words = package.split(' ');
    Some(Package {
        name: words.next()?.to_owned(),
        version: words.next()?.strip_prefix('v')?.to_owned(),
        licence: licence.trim_end_matches(" (*)").to_owned(),
    })
}

fn is_network(name: &str) -> bool {
    NETWORK.contains(&name)
}

/// Whether an SPDX expression lets us choose licences of our list only. The old `A/B` means `A OR B`.
fn licence_is_fine(expression: &str) -> bool {
    let text = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    let fine = any_of(&words, &mut at);
    fine && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut fine = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        fine |= all_of(words, at);
    }
    fine
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut fine = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        fine &= one(words, at);
    }
    fine
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let fine = any_of(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return fine && closed;
    }
    let mut licence = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{licence} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    LICENCES.contains(&licence.as_str())
}

fn foreign_sources(lock_file: &str) -> Outcome<Vec<String>> {
    let path = paths::root().join(lock_file);
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let sources: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("source = "))
        .map(|value| value.trim_matches('"'))
        .collect();
    // One registry, whichever Cargo is set up for: the first that is named is the only one.
    let registry = sources
        .iter()
        .find(|source| source.starts_with(FROM_REGISTRY));
    Ok(sources
        .iter()
        .filter(|source| Some(*source) != registry)
        .map(|source| format!("{lock_file}: a package from {source}"))
        .collect())
}

/// The version of a package in Cargo.lock.
///
/// Errors: it is not there, or there in two versions.
pub fn locked_version(package: &str) -> Outcome<String> {
    let text = fs::read_to_string(paths::root().join("Cargo.lock"))
        .map_err(|error| format!("cannot read Cargo.lock: {error}"))?;
    let name_line = format!("name = \"{package}\"");
    let lines: Vec<&str> = text.lines().collect();
    let versions: Vec<&str> = lines
        .windows(2)
        .filter(|pair| pair.first() == Some(&name_line.as_str()))
        .filter_map(|pair| pair.get(1)?.strip_prefix("version = "))
        .collect();
    match versions.as_slice() {
        [version] => Ok(version.trim_matches('"').to_owned()),
        found => Err(format!(
            "Cargo.lock holds {} versions of {package}, expected one",
            found.len()
        )),
    }
}

fn cargo_deny() -> Outcome<()> {
    if paths::on_path("cargo-deny").is_none() {
        return Ok(());
    }
    let mut command = Command::new("cargo-deny");
    command.current_dir(paths::root());
    say::run(command.args(["--offline", "check", "bans", "licenses", "sources"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_read_as_expressions() {
        for (expression, fine) in [
            ("MIT", true),
            ("MIT OR Apache-2.0", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0 OR MIT", true),
            ("GPL-3.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(MIT OR Apache-2.0) AND GPL-2.0", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
            ("Apache-2.0 WITH Other-exception", false),
            ("Zlib OR (MIT AND GPL-2.0)", true),
            ("", false),
            ("MIT OR", true),
            ("(MIT", false),
            ("MIT MIT", false),
        ] {
            assert_eq!(licence_is_fine(expression), fine, "{expression:?}");
        }
    }

    #[test]
    fn lines_of_a_tree_are_read() {
        let package = package_of("memchr v2.7.4|Unlicense OR MIT (*)").unwrap();
        assert_eq!(
            (
                package.name.as_str(),
                package.version.as_str(),
                package.licence.as_str()
            ),
            ("memchr", "2.7.4", "Unlicense OR MIT")
        );
        let macro_package = package_of("serde_derive v1.0.2 (proc-macro)|MIT").unwrap();
        assert_eq!(macro_package.name, "serde_derive");
        assert_eq!(package_of(""), None);
    }
}
