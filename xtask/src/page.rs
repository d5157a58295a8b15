//! Builds the page with the pinned tools.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::paths;
use crate::say::{self, Outcome};
use crate::tools::{self, PageTools};

/// Builds the release into its own folder and returns it. Trunk calls `finish-dist` at the end,
/// which refuses a page that breaks a promise.
///
/// Errors: the build, or a gate of [`crate::dist`].
pub fn build(tools: &PageTools, purpose: &str) -> Outcome<PathBuf> {
    let folder = paths::page(purpose);
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    say::run(&mut trunk_build(tools, &folder))?;
    Ok(folder)
}

fn trunk_build(tools: &PageTools, folder: &Path) -> Command {
    let mut command = Command::new(&tools.trunk);
    command
        .current_dir(paths::root())
        .args(["build", "--release", "--offline", "--dist"])
        .arg(folder)
        .env("PATH", paths::path_with(&tools.folders()));
    // They would replace the flags of .cargo/config.toml, and with them the vector instructions.
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(variable);
    }
    // Trunk takes it for its own switch and refuses other words than true and false.
    command.env_remove("NO_COLOR");
    command
}

/// Fetches what the build needs, so that the build itself can run offline.
///
/// Errors: the registry cannot be reached and the cache does not hold everything.
pub fn fetch() -> Outcome<()> {
    say::run(tools::cargo().args(["fetch", "--locked"]))
}
