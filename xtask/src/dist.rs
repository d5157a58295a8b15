//! The last step of every Trunk build: writes the digest of the start script into the page's
//! policy, then refuses a page that breaks a promise.
//!
//! The gates: every script is a file of ours or has its digest in the policy; nothing names another
//! host; the only network call in the scripts is the loading of their own wasm; the first load stays
//! in its budget.

mod build_list;
mod html;
mod size;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::say::{self, Outcome};

pub(crate) use build_list::{build_of, digest};

/// What the policy says, `script-src` aside. A page that says less or more is refused.
const POLICY: [(&str, &str); 10] = [
    ("default-src", "'none'"),
    ("script-src", ""),
    ("style-src", "'self'"),
    ("img-src", "'self' blob:"),
    ("media-src", "blob:"),
    ("worker-src", "blob: 'self'"),
    ("manifest-src", "'self'"),
    ("connect-src", "'self'"),
    ("form-action", "'none'"),
    ("base-uri", "'none'"),
];

/// As Trunk's hook: the folder is in `TRUNK_STAGING_DIR`.
///
/// Errors: see [`finish`].
pub fn from_trunk() -> Outcome<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or(
        "finish-dist is the last step of a Trunk build; run: cargo xtask serve (or trunk build)",
    )?;
    let released = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    finish(&folder)?;
    size::check(&folder, released)
}

/// Completes the policy of the page in `folder` and checks what lies there.
///
/// Errors: a gate that does not hold, with the file and what to do.
pub fn finish(folder: &Path) -> Outcome<()> {
    let index = folder.join("index.html");
    let page = with_script_digests(&read(&index)?)?;
    fs::write(&index, &page)
        .map_err(|error| format!("cannot write {}: {error}", index.display()))?;
    build_list::write(folder)?;
    check(folder)?;
    say::note(&format!("policy: {}", policy_of(&page)?));
    Ok(())
}

/// All gates but the size, on a finished page.
///
/// Errors: as [`finish`].
pub fn check(folder: &Path) -> Outcome<()> {
    let page = read(&folder.join("index.html"))?;
    check_policy(&page)?;
    check_page(&page, folder)?;
    for worker in crate::single::WORKERS {
        for name in [format!("{worker}.js"), format!("{worker}_bg.wasm")] {
            if !folder.join(&name).is_file() {
                return Err(format!(
                    "{name} is missing: the page starts a worker from that name"
                ));
            }
        }
    }
    for path in files(folder)? {
        match path.extension().and_then(|ending| ending.to_str()) {
            // Compared byte for byte below.
            Some("js") if path.ends_with(build_list::OFFLINE) => {}
            Some("js") if written_by_hand(&path).is_some() => check_hand_written(&path)?,
            Some("js") => check_script(&path)?,
            Some("css") => check_style(&path)?,
            Some("webmanifest") => check_manifest(&path, folder)?,
            Some("html" | "wasm" | "svg" | "png") => {}
            Some("txt") if path.ends_with(build_list::LIST) => {}
            _ => {
                return Err(format!(
                    "{} is of a kind that no gate knows; add one to xtask/src/dist.rs",
                    path.display()
                ));
            }
        }
    }
    build_list::check(folder)
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Every file below `folder`, sorted.
pub(crate) fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let told = |error| format!("cannot list {}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn policy_of(page: &str) -> Outcome<String> {
    html::tags(page)
        .into_iter()
        .find(|tag| {
            tag.name == "meta"
                && tag
                    .attribute("http-equiv")
                    .is_some_and(|value| value.eq_ignore_ascii_case("content-security-policy"))
        })
        .and_then(|tag| tag.attribute("content").map(str::to_owned))
        .ok_or_else(|| "index.html has no Content-Security-Policy meta element".to_owned())
}

/// Puts the digest of each inline script behind `script-src 'self'`.
fn with_script_digests(page: &str) -> Outcome<String> {
    let policy = policy_of(page)?;
    let mut complete = policy.clone();
    for script in html::inline_scripts(page) {
        let source = format!(
            "'sha256-{}'",
            BASE64.encode(&Sha256::digest(script.as_bytes()))
        );
        if !complete.contains(&source) {
            complete = complete.replacen(
                "script-src 'self'",
                &format!("script-src 'self' {source}"),
                1,
            );
        }
    }
    Ok(page.replacen(&policy, &complete, 1))
}

fn check_policy(page: &str) -> Outcome<()> {
    let policy = policy_of(page)?;
    let mut found: Vec<(&str, &str)> = policy
        .split(';')
        .map(|part| part.trim().split_once(' ').unwrap_or((part.trim(), "")))
        .collect();
    found.retain(|(name, _)| !name.is_empty());
    let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
    if names != POLICY.map(|(name, _)| name) {
        return Err(format!(
            "the policy has the parts {names:?}, expected {:?}",
            POLICY.map(|(name, _)| name)
        ));
    }
    for ((name, value), (_, expected)) in found.iter().zip(POLICY) {
        if *name == "script-src" {
            check_script_sources(value, page)?;
        } else if *value != expected {
            return Err(format!(
                "the policy says {name} {value}, expected {expected}"
            ));
        }
    }
    Ok(())
}

fn check_script_sources(value: &str, page: &str) -> Outcome<()> {
    let mut allowed = vec!["'self'".to_owned(), "'wasm-unsafe-eval'".to_owned()];
    for script in html::inline_scripts(page) {
        allowed.push(format!(
            "'sha256-{}'",
            BASE64.encode(&Sha256::digest(script.as_bytes()))
        ));
    }
    let found: Vec<&str> = value.split_whitespace().collect();
    for source in &allowed {
        if !found.contains(&source.as_str()) {
            return Err(format!(
                "script-src lacks {source}: the page would not start"
            ));
        }
    }
    match found
        .iter()
        .find(|source| !allowed.iter().any(|known| known == *source))
    {
        Some(source) => Err(format!(
            "script-src allows {source}, which no script of the page needs"
        )),
        None => Ok(()),
    }
}

fn check_page(page: &str, folder: &Path) -> Outcome<()> {
    for tag in html::tags(page) {
        for (name, value) in &tag.attributes {
            if name.starts_with("on") || name == "style" || name == "srcdoc" {
                return Err(format!(
                    "index.html: <{} {name}=…> is not allowed by the policy",
                    tag.name
                ));
            }
            if ["src", "href", "action", "data", "poster"].contains(&name.as_str()) {
                check_address(&tag.name, value, folder)?;
            }
        }
        if ["base", "iframe", "object", "embed", "form"].contains(&tag.name.as_str()) {
            return Err(format!(
                "index.html: <{}> has no place in the page",
                tag.name
            ));
        }
    }
    for script in html::inline_scripts(page) {
        check_calls("the start script", &script)?;
    }
    no_other_host("index.html", page)
}

fn check_address(tag: &str, value: &str, folder: &Path) -> Outcome<()> {
    let relative = value.strip_prefix("./").unwrap_or(value);
    let plain = !relative.starts_with('/') && !relative.contains("..") && !relative.contains(':');
    if plain && folder.join(relative).is_file() {
        Ok(())
    } else {
        Err(format!(
            "index.html: <{tag}> names {value:?}, which is not a file of the page"
        ))
    }
}

fn check_script(path: &Path) -> Outcome<()> {
    let text = read(path)?;
    let name = path.display().to_string();
    no_other_host(&name, &text)?;
    check_calls(&name, &text)
}

/// The text of a script that is written by hand. These name ways out, to take one away and to try them
/// all when a person asks, so that no gate for scripts can hold for them.
fn written_by_hand(path: &Path) -> Option<&'static str> {
    match path.file_name()?.to_str()? {
        "begin.js" => Some(include_str!("../../static/begin.js")),
        "witness.js" => Some(include_str!("../../static/witness.js")),
        _other => None,
    }
}

/// Such a script is ours byte for byte.
fn check_hand_written(path: &Path) -> Outcome<()> {
    if written_by_hand(path).is_some_and(|text| read(path).is_ok_and(|found| found == text)) {
        Ok(())
    } else {
        Err(format!("{} is not the one in static/", path.display()))
    }
}

fn check_style(path: &Path) -> Outcome<()> {
    let text = read(path)?;
    let name = path.display().to_string();
    no_other_host(&name, &text)?;
    match ["@import", "url("]
        .iter()
        .find(|word| text.contains(**word))
    {
        Some(word) => Err(format!("{name} holds {word:?}: styles load nothing")),
        None => Ok(()),
    }
}

fn no_other_host(name: &str, text: &str) -> Outcome<()> {
    let lower = text.to_ascii_lowercase();
    match ["http://", "https://", "ws://", "wss://"]
        .iter()
        .find(|word| lower.contains(**word))
    {
        Some(word) => Err(format!(
            "{name} holds {word:?}: the page names no other host"
        )),
        None => Ok(()),
    }
}

/// The description of the page as something to install names files of the page and nothing else.
fn check_manifest(path: &Path, folder: &Path) -> Outcome<()> {
    let text = read(path)?;
    let name = path.display().to_string();
    no_other_host(&name, &text)?;
    for rest in text.split("\"src\":").skip(1) {
        let value = rest.split('"').nth(1).unwrap_or_default();
        check_address("icon", value, folder)?;
    }
    Ok(())
}

/// Ways to reach a network or to leave the page, as they would stand in generated scripts.
const WAYS_OUT: [&str; 9] = [
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "RTCPeerConnection",
    "sendBeacon",
    "location.assign",
    "location.replace",
    "eval(",
];

/// The calls that may stand there: wasm-bindgen's loading of its own wasm, and the page's loading of
/// its worker's program, which a lint keeps to one file (`clippy.toml`).
const OWN_LOADING: [&str; 2] = ["fetch(module_or_path)", "fetch(getStringFromWasm0("];

/// Where the page has its files kept: once, by a script whose name stands in the program.
const OWN_KEEPING: &str = ".serviceWorker";

fn check_calls(name: &str, text: &str) -> Outcome<()> {
    if let Some(word) = WAYS_OUT.iter().find(|word| text.contains(**word)) {
        return Err(format!(
            "{name} holds {word:?}: a way out that the page does not need"
        ));
    }
    // The glue's own name for that line is a name and no more.
    let plain = text.replace("__wbg_serviceWorker", "");
    let n_own = plain.matches(OWN_KEEPING).count();
    if plain.matches("serviceWorker").count() > n_own || n_own > 1 {
        return Err(format!(
            "{name} names \"serviceWorker\" other than once, to have the page kept"
        ));
    }
    let mut rest = text;
    while let Some(at) = rest.find("fetch(") {
        let call = &rest[at..];
        let Some(own) = OWN_LOADING.iter().find(|own| call.starts_with(**own)) else {
            let shown: String = call.chars().take(60).collect();
            return Err(format!(
                "{name} calls {shown:?}; only {OWN_LOADING:?} may stand there"
            ));
        };
        rest = &call[own.len()..];
    }
    Ok(())
}

#[cfg(test)]
mod tests;
