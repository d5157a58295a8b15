//! What `cargo xtask test` tells us about this machine.

use std::env;
use std::path::PathBuf;

/// A path that xtask sets. The tests alone do not know how to build the page or find a browser.
///
/// # Panics
/// When it is not set: the text names the command that sets it.
pub fn path(name: &str) -> PathBuf {
    match env::var_os(name) {
        Some(value) => PathBuf::from(value),
        None => panic!("{name} is not set: run the browser tests with: cargo xtask test"),
    }
}

/// The built page.
pub fn page() -> PathBuf {
    path("THREADSEAL_PAGE")
}

/// An empty folder of its own, below the scratch folder.
///
/// # Panics
/// When it cannot be made.
pub fn scratch(name: &str) -> PathBuf {
    let folder = path("THREADSEAL_SCRATCH").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the scratch folder can be made");
    folder
}
