//! A tool that Cargo installs, at one version, into the cache.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::paths;
use crate::say::{self, Outcome};

/// A package of the registry with the program we want of it.
#[derive(Debug, Clone, Copy)]
pub struct CargoTool {
    /// The package.
    pub package: &'static str,
    /// The program.
    pub program: &'static str,
    /// Exactly this.
    pub version: &'static str,
}

impl CargoTool {
    /// The program, installed if need be.
    ///
    /// Errors: it could not be installed; the text names the command.
    /// Cost: compiling takes several minutes, once for each person and version.
    pub fn ensure(&self) -> Outcome<PathBuf> {
        if let Some(program) = self.ready()? {
            return Ok(program);
        }
        let cache = paths::cache()?;
        let _lock = lock(&cache, self.program)?;
        // Another run may have installed it while we waited.
        if let Some(program) = self.ready()? {
            return Ok(program);
        }
        let home = self.home(&cache);
        say::note(&format!(
            "{} {} is not here yet; it goes to {}",
            self.program,
            self.version,
            home.display()
        ));
        let started = Instant::now();
        self.install(&cache, &home)?;
        match self.ready()? {
            Some(program) => {
                say::note(&format!(
                    "{} took {}",
                    self.program,
                    say::clock(started.elapsed())
                ));
                Ok(program)
            }
            None => Err(format!(
                "{} was installed but does not say that it is version {}. Remove {} and run again",
                self.program,
                self.version,
                home.display()
            )),
        }
    }

    fn ready(&self) -> Outcome<Option<PathBuf>> {
        let cached = self.home(&paths::cache()?).join("bin").join(format!(
            "{}{}",
            self.program,
            env::consts::EXE_SUFFIX
        ));
        let candidates = paths::on_path(self.program).into_iter().chain([cached]);
        for program in candidates {
            let version = say::version_of(&program);
            if version.as_deref().is_some_and(|text| self.is_ours(text)) {
                say::note(&format!(
                    "{} {}: {}",
                    self.program,
                    self.version,
                    program.display()
                ));
                return Ok(Some(program));
            }
        }
        Ok(None)
    }

    /// Whether `trunk 0.21.14` and the like name our version.
    fn is_ours(&self, text: &str) -> bool {
        text.split_whitespace().any(|word| word == self.version)
    }

    fn home(&self, cache: &Path) -> PathBuf {
        cache.join(format!("{}-{}", self.package, self.version))
    }

    fn install(&self, cache: &Path, home: &Path) -> Outcome<()> {
        // Outside the clone, so that its .cargo/config.toml and toolchain file have no say; with
        // the clone's toolchain all the same, which is the one we know to be there.
        let outside = |command: &mut Command| {
            command.current_dir(cache);
            for variable in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS"] {
                command.env_remove(variable);
            }
            if let Some(toolchain) = toolchain_of_the_clone() {
                command.env("RUSTUP_TOOLCHAIN", toolchain);
            }
        };
        let wanted = format!("{}@{}", self.package, self.version);
        if paths::on_path("cargo-binstall").is_some() {
            let mut command = Command::new("cargo");
            outside(&mut command);
            command.args(["binstall", "--no-confirm", "--force", "--root"]);
            if say::run(command.arg(home).arg(&wanted)).is_ok() {
                return Ok(());
            }
            say::note("cargo binstall did not work; compiling instead");
        }
        say::note(&format!("compiling {wanted}: several minutes, this once"));
        // Kept until it is done, so that a run that was broken off goes on where it stopped.
        let half_done = cache.join(format!("{}-{}.build", self.package, self.version));
        let mut command = Command::new("cargo");
        outside(&mut command);
        command.env("CARGO_TARGET_DIR", &half_done);
        command.args(["install", "--locked", "--force", "--root"]);
        say::run(command.arg(home).arg(&wanted))?;
        fs::remove_dir_all(&half_done)
            .map_err(|error| format!("cannot clear {}: {error}", half_done.display()))
    }
}

/// The exact toolchain that builds the clone, as Rustup names it to us.
fn toolchain_of_the_clone() -> Option<String> {
    if let Ok(name) = env::var("RUSTUP_TOOLCHAIN") {
        return Some(name);
    }
    let text = fs::read_to_string(paths::root().join("rust-toolchain.toml")).ok()?;
    text.lines()
        .find_map(|line| line.strip_prefix("channel = "))
        .map(|name| name.trim().trim_matches('"').to_owned())
}

/// Holds others back while one run fills its part of the cache.
///
/// Errors: the cache cannot be written.
pub fn lock(cache: &Path, name: &str) -> Outcome<File> {
    let told = |error| format!("cannot use the cache {}: {error}", cache.display());
    fs::create_dir_all(cache).map_err(told)?;
    let file = File::create(cache.join(format!("{name}.lock"))).map_err(told)?;
    if file.try_lock().is_err() {
        say::note(&format!("another run is installing {name}; waiting for it"));
        file.lock().map_err(told)?;
    }
    Ok(file)
}
