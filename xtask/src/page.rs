//! Builds the page with the pinned tools.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::paths;
use crate::say::{self, Outcome};
use crate::tools::{self, PageTools};

/// Builds the release into its own folder and returns it. Trunk calls `finish-dist` at the end,
/// which refuses a page that breaks a promise.
///
/// Errors: the build, or a gate of [`crate::dist`].
pub fn build(tools: &PageTools, purpose: &str) -> Outcome<PathBuf> {
    let folder = paths::page(purpose);
    build_into(tools, &folder)?;
    Ok(folder)
}

/// As [`build`], into `folder`.
pub fn build_into(tools: &PageTools, folder: &Path) -> Outcome<()> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    say::run(&mut trunk_build(tools, folder))
}

/// A build of the release that goes on beside other checks. The last link of each program runs on one
/// core for minutes.
pub struct Coming {
    child: Child,
    line: String,
    log: PathBuf,
    folder: PathBuf,
}

/// Begins what [`build`] does. What it prints goes into a file, which is shown when it fails.
///
/// Errors: it could not start.
pub fn begin(tools: &PageTools, purpose: &str) -> Outcome<Coming> {
    let folder = paths::page(purpose);
    let log = paths::scratch("page-build").join("log.txt");
    let made = std::fs::create_dir_all(&folder).and_then(|()| {
        std::fs::create_dir_all(paths::scratch("page-build"))?;
        std::fs::File::create(&log)
    });
    let file = made.map_err(|error| format!("cannot make {}: {error}", log.display()))?;
    let copy = file
        .try_clone()
        .map_err(|error| format!("cannot write {}: {error}", log.display()))?;
    let mut command = trunk_build(tools, &folder);
    let line = say::shown(&command);
    println!(
        "$ {line}\n  goes on beside what follows; it prints into {}",
        log.display()
    );
    let child = command
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(copy)
        .spawn();
    Ok(Coming {
        child: child.map_err(|error| format!("could not be started: {line}: {error}"))?,
        line,
        log,
        folder,
    })
}

impl Coming {
    /// Waits for it and returns the folder.
    ///
    /// Errors: the build, or a gate of [`crate::dist`].
    pub fn finish(mut self) -> Outcome<PathBuf> {
        match self.child.wait() {
            Ok(status) if status.success() => Ok(self.folder),
            Ok(status) => {
                let printed = std::fs::read(&self.log).unwrap_or_default();
                eprintln!("{}", String::from_utf8_lossy(&printed));
                Err(format!(
                    "failed ({status}). To see it again, run: {}",
                    self.line
                ))
            }
            Err(error) => Err(format!("cannot be waited for: {}: {error}", self.line)),
        }
    }
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
    if let Some(flags) = flags() {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    // What the page and its worker compare: a worker of another build would misread everything.
    if let Ok(build) = sources_digest() {
        command.env("THREADSEAL_BUILD", build);
    }
    // Trunk takes it for its own switch and refuses other words than true and false.
    command.env_remove("NO_COLOR");
    command
}

/// The first digits of a digest of everything that the programs are made of.
fn sources_digest() -> Outcome<String> {
    let root = paths::root();
    let mut all = String::new();
    let mut files = vec![
        root.join("Cargo.toml"),
        root.join("Cargo.lock"),
        root.join("build.rs"),
    ];
    for folder in ["build", "src", "sample", "words"] {
        files.extend(crate::dist::files(&root.join(folder))?);
    }
    for path in files {
        let bytes = std::fs::read(&path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let name = path.strip_prefix(&root).unwrap_or(&path);
        all.push_str(&format!(
            "{}  {}\n",
            crate::dist::digest(&bytes),
            name.display()
        ));
    }
    let version = env!("CARGO_PKG_VERSION");
    let digest = crate::dist::digest(all.as_bytes());
    Ok(format!(
        "{version}-{}",
        digest.get(..16).unwrap_or_default()
    ))
}

/// Folders of this machine that would stand in the programs, and what stands there instead: two
/// clones in different folders give the same bytes, and nobody's name goes out with a page.
fn folders() -> Vec<(String, &'static str)> {
    let cargo = env::var_os("CARGO_HOME")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")));
    let mut folders = vec![(paths::root().display().to_string(), "/threadseal")];
    folders.extend(cargo.map(|path| (path.display().to_string(), "/cargo")));
    folders
}

/// Compiler flags of the page's programs, those of `.cargo/config.toml` included. `None` when a
/// folder's name holds a space, which such flags cannot carry.
fn flags() -> Option<String> {
    let folders = folders();
    if folders
        .iter()
        .any(|(path, _)| path.contains(char::is_whitespace))
    {
        say::note("a folder's name holds a space: the page will hold paths of this machine");
        return None;
    }
    let mut flags = vec!["-C target-feature=+simd128".to_owned()];
    flags.extend(
        folders
            .iter()
            .map(|(path, instead)| format!("--remap-path-prefix={path}={instead}")),
    );
    Some(flags.join(" "))
}

/// Whether no file of the built page names a folder of this machine.
///
/// Errors: one does, or cannot be read.
pub fn check_paths(folder: &Path) -> Outcome<()> {
    if flags().is_none() {
        return Ok(());
    }
    for name in crate::dist::files(folder)? {
        let bytes = std::fs::read(&name)
            .map_err(|error| format!("cannot read {}: {error}", name.display()))?;
        for (path, _) in folders() {
            if bytes
                .windows(path.len())
                .any(|part| part == path.as_bytes())
            {
                return Err(format!("{} holds the path {path}", name.display()));
            }
        }
    }
    Ok(())
}

/// Fetches what the build needs, so that the build itself can run offline.
///
/// Errors: the registry cannot be reached and the cache does not hold everything.
pub fn fetch() -> Outcome<()> {
    say::run(tools::cargo().args(["fetch", "--locked"]))
}
