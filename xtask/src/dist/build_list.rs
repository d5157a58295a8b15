//! What a build consists of: `build.txt` lists every file with its digest, the page is told the
//! digest of that list, and `offline.js` keeps exactly these files.
//!
//! The page itself is not in `build.txt`, since it holds the digest of it; `offline.js` lists it too.

use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::html;
use crate::say::Outcome;

/// The list for people and for `sha256sum -c`.
pub(super) const LIST: &str = "build.txt";
/// The script that keeps the files.
pub(super) const OFFLINE: &str = "offline.js";
/// The page.
const PAGE: &str = "index.html";
/// Where the page is told its build.
const META: &str = "<meta name=\"threadseal-build\" content=\"";

const SCRIPT: &str = include_str!("offline.js");

/// Writes the list, tells the page its digest, writes the script.
///
/// Errors: a file cannot be read or written, is of an unknown type, or the page has no place for it.
pub(super) fn write(folder: &Path) -> Outcome<()> {
    let mut list = String::new();
    let mut entries = Vec::new();
    for path in super::files(folder)? {
        let name = name_below(folder, &path)?;
        if [LIST, OFFLINE, PAGE].contains(&name.as_str()) {
            continue;
        }
        let digest = digest(&read(&path)?);
        list.push_str(&format!("{digest}  {name}\n"));
        entries.push(entry(&name, &digest)?);
    }
    let build = digest(list.as_bytes());
    save(&folder.join(LIST), &list)?;
    let index = folder.join(PAGE);
    let page = String::from_utf8(read(&index)?)
        .map_err(|_not_text| format!("{} is not text", index.display()))?;
    let page = told(&page, &build)?;
    save(&index, &page)?;
    entries.push(entry(PAGE, &digest(page.as_bytes()))?);
    save(&folder.join(OFFLINE), &script(&build, &entries))
}

/// Whether `offline.js` is the script as we write it for the files that lie there.
///
/// Errors: it is not, or a file cannot be read.
pub(super) fn check(folder: &Path) -> Outcome<()> {
    let list = String::from_utf8_lossy(&read(&folder.join(LIST))?).into_owned();
    let page = read(&folder.join(PAGE))?;
    let build = digest(list.as_bytes());
    let mut entries = Vec::new();
    for line in list.lines() {
        let (known, name) = line
            .split_once("  ")
            .ok_or_else(|| format!("{LIST} holds the line {line:?}"))?;
        if digest(&read(&folder.join(name))?) != known {
            return Err(format!("{name} is not the file that {LIST} lists"));
        }
        entries.push(entry(name, known)?);
    }
    entries.push(entry(PAGE, &digest(&page))?);
    let expected = script(&build, &entries);
    if read(&folder.join(OFFLINE))? != expected.as_bytes() {
        return Err(format!("{OFFLINE} is not the script of this build"));
    }
    match build_of(&String::from_utf8_lossy(&page)) {
        Some(told) if told == build => Ok(()),
        other => Err(format!("the page says its build is {other:?}, not {build}")),
    }
}

/// The build that a page says it is.
pub(crate) fn build_of(page: &str) -> Option<String> {
    let tags = html::tags(page);
    let meta = tags
        .iter()
        .find(|tag| tag.attribute("name") == Some("threadseal-build"))?;
    meta.attribute("content").map(str::to_owned)
}

/// `[name, [digest, type]]`, as the script takes it.
fn entry(name: &str, digest: &str) -> Outcome<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    if !name.chars().all(plain) {
        return Err(format!("{name:?} is no name for a file of the page"));
    }
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _other => {
            return Err(format!(
                "{name} is of no known type; add it to xtask/src/dist/build_list.rs"
            ));
        }
    };
    Ok(format!("['{name}', ['{digest}', '{kind}']]"))
}

fn script(build: &str, entries: &[String]) -> String {
    let files = format!("[\n    {},\n]", entries.join(",\n    "));
    let kept = digest(format!("{SCRIPT}{files}").as_bytes());
    SCRIPT
        .replacen("%BUILD%", build, 1)
        .replacen("%KEPT%", &kept, 1)
        .replacen("%FILES%", &files, 1)
}

/// The page with its build written into it.
fn told(page: &str, build: &str) -> Outcome<String> {
    let (before, rest) = page
        .split_once(META)
        .ok_or_else(|| format!("{PAGE} lacks the element {META}\">"))?;
    let (_old, after) = rest
        .split_once('"')
        .ok_or_else(|| format!("{PAGE} ends within {META}"))?;
    Ok(format!("{before}{META}{build}\"{after}"))
}

fn name_below(folder: &Path, path: &Path) -> Outcome<String> {
    let below = path
        .strip_prefix(folder)
        .map_err(|_elsewhere| format!("{} lies elsewhere", path.display()))?;
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Ok(parts.join("/"))
}

/// As hex digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn save(path: &Path, text: &str) -> Outcome<()> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
