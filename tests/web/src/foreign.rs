//! Checkers that are not ours.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::settings;

/// Unpacks a zip with `unzip` and returns its one top folder.
///
/// # Panics
/// When it does not unpack, or holds more than one top folder.
pub fn unzipped(zip: &Path, into: &Path) -> PathBuf {
    let _ = std::fs::remove_dir_all(into);
    must_pass(Command::new("unzip").arg("-q").arg(zip).arg("-d").arg(into));
    let mut top: Vec<PathBuf> = std::fs::read_dir(into)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    assert_eq!(top.len(), 1, "one top folder: {top:?}");
    top.remove(0)
}

/// `bagit.py --validate`.
pub fn bagit(folder: &Path) -> Output {
    let mut command = Command::new(settings::path("THREADSEAL_PYTHON"));
    command
        .arg(settings::path("THREADSEAL_BAGIT").join("bagit.py"))
        .arg("--validate")
        .arg(folder);
    ran(&mut command)
}

/// The `verify.py` out of an unpacked package, on the package.
pub fn own_script(folder: &Path, package: &Path) -> Output {
    let mut command = Command::new(settings::path("THREADSEAL_PYTHON"));
    ran(command.arg(folder.join("verify.py")).arg(package))
}

/// `sha256sum --check` of a manifest, in its folder.
pub fn sha256sum(folder: &Path, manifest: &str) -> Output {
    let mut command = Command::new("sha256sum");
    ran(command
        .current_dir(folder)
        .args(["--check", "--strict", manifest]))
}

/// The text of a PDF in reading order, by `pdftotext`.
///
/// # Panics
/// When the PDF cannot be read.
pub fn pdf_text(pdf: &Path) -> String {
    let mut command = Command::new(settings::path("THREADSEAL_PDFTOTEXT"));
    let output = ran(command.args(["-layout", "-enc", "UTF-8"]).arg(pdf).arg("-"));
    passed(&output)
}

/// Our own program, as a person would call it in a terminal.
pub fn threadseal(words: &[&str]) -> Output {
    ran(Command::new(settings::path("THREADSEAL_PROGRAM")).args(words))
}

/// Panics unless it passed.
///
/// # Panics
/// With everything that it printed.
pub fn passed(output: &Output) -> String {
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{}: {text}", output.status);
    text
}

fn must_pass(command: &mut Command) {
    passed(&ran(command));
}

fn ran(command: &mut Command) -> Output {
    let line = xtask::say::shown(command);
    command.output().unwrap_or_else(|error| {
        panic!("{line}: {error}. It is missing; to install it run: cargo xtask setup")
    })
}
