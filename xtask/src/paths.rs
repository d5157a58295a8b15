//! Where things lie.

use std::env;
use std::path::{Path, PathBuf};

use crate::say::Outcome;

/// The clone: the folder above `xtask`.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's build folder of the program itself.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) if !folder.is_empty() => root().join(folder),
        _ => root().join("target"),
    }
}

/// A built page of its own for `purpose`, so that one command does not disturb another.
pub fn page(purpose: &str) -> PathBuf {
    target().join("page").join(purpose)
}

/// A folder for what one command leaves behind for a person to look at.
pub fn scratch(purpose: &str) -> PathBuf {
    target().join("xtask").join(purpose)
}

/// The tools of this person, by exact version; survives a fresh clone.
///
/// Errors: no home folder is known.
pub fn cache() -> Outcome<PathBuf> {
    let named = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base = named("XDG_CACHE_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| named("HOME").map(|home| home.join(".cache")))
        .ok_or("no cache folder: set HOME or XDG_CACHE_HOME, then run the same command again")?;
    Ok(base.join("threadseal").join("tools"))
}

/// The program of that name on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// PATH with these folders in front.
pub fn path_with(folders: &[PathBuf]) -> std::ffi::OsString {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&old));
    env::join_paths(all).unwrap_or(old)
}
