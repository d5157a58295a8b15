//! The tools, at exact versions. Each is used from PATH when its version is the right one, else from
//! the cache, else it is put there. What only the system can give is installed where the system
//! allows it without asking, else named with the exact command.

pub mod cargo_tool;
pub mod system;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::paths;
use crate::say::{self, Outcome};
use cargo_tool::CargoTool;

/// 0.22 needs a newer Rust than ours.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
};

/// Must be the version of the library in Cargo.lock.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.126",
};

/// Drives Firefox; Debian has no package of it.
pub const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    program: "geckodriver",
    version: "0.37.1",
};

/// What the page is built with.
#[derive(Debug, Clone)]
pub struct PageTools {
    /// Trunk.
    pub trunk: PathBuf,
    /// The program that Trunk looks for on PATH.
    pub wasm_bindgen: PathBuf,
}

impl PageTools {
    /// The folders to put in front of PATH.
    pub fn folders(&self) -> Vec<PathBuf> {
        [&self.trunk, &self.wasm_bindgen]
            .into_iter()
            .filter_map(|program| program.parent().map(Path::to_path_buf))
            .collect()
    }
}

/// Everything that building the page needs.
///
/// Errors: a tool cannot be had; the text names the command to run.
pub fn for_the_page() -> Outcome<PageTools> {
    toolchain()?;
    Ok(PageTools {
        trunk: TRUNK.ensure()?,
        wasm_bindgen: WASM_BINDGEN.ensure()?,
    })
}

/// The browser, its driver and the foreign checkers.
#[derive(Debug, Clone)]
pub struct TestTools {
    /// Chromium.
    pub chromium: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
    /// Firefox.
    pub firefox: PathBuf,
    /// Its driver.
    pub geckodriver: PathBuf,
    /// Drives WebKitGTK.
    pub webkitdriver: PathBuf,
    /// A screen for it.
    pub xvfb: PathBuf,
    /// Runs `bagit.py`.
    pub python: PathBuf,
    /// The folder that holds `bagit.py`.
    pub bagit: PathBuf,
    /// The folders that hold the other checkers of packages.
    pub checkers: Vec<PathBuf>,
    /// The folder that holds Pillow.
    pub pillow: PathBuf,
    /// The folder that holds DuckDB.
    pub duckdb: PathBuf,
    /// Reads what was printed.
    pub pdftotext: PathBuf,
    /// Serves the page as a usual host does.
    pub nginx: PathBuf,
    /// The script that checks accessibility.
    pub axe: PathBuf,
}

/// Everything that the native and the browser tests need.
///
/// Errors: as [`for_the_page`].
pub fn for_the_tests() -> Outcome<TestTools> {
    let chromium = system::CHROMIUM.ensure()?;
    let chromedriver = system::CHROMEDRIVER.ensure()?;
    for program in [&chromium, &chromedriver] {
        match say::version_of(program) {
            Some(version) => say::note(&format!("{version}: {}", program.display())),
            None => return Err(format!("{} --version fails", program.display())),
        }
    }
    let firefox = system::FIREFOX.ensure()?;
    let geckodriver = GECKODRIVER.ensure()?;
    let webkitdriver = system::WEBKITDRIVER.ensure()?;
    let xvfb = system::XVFB.ensure()?;
    let python = system::PYTHON.ensure()?;
    system::SHA256SUM.ensure()?;
    system::UNZIP.ensure()?;
    for tool in [system::FFMPEG, system::FFPROBE, system::EXIFTOOL] {
        tool.ensure()?;
    }
    let bagit = system::bagit(&python)?;
    let checkers = system::checkers(&python)?;
    let pillow = system::pillow(&python)?;
    let duckdb = system::duckdb(&python)?;
    Ok(TestTools {
        chromium,
        chromedriver,
        firefox,
        geckodriver,
        webkitdriver,
        xvfb,
        python,
        bagit,
        checkers,
        pillow,
        duckdb,
        pdftotext: system::PDFTOTEXT.ensure()?,
        nginx: system::NGINX.ensure()?,
        axe: system::axe()?,
    })
}

/// The Cargo that runs us, in the clone.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(paths::root());
    command
}

/// Target and components of rust-toolchain.toml. Rustup adds them by itself when it installs the
/// toolchain, but not to one that is there already.
fn toolchain() -> Outcome<()> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut ask = Command::new(&rustc);
    let sysroot = say::output_of(ask.current_dir(paths::root()).args(["--print", "sysroot"]))?;
    let sysroot = PathBuf::from(sysroot.trim());
    let mut missing = Vec::new();
    if !sysroot
        .join("lib/rustlib/wasm32-unknown-unknown/lib")
        .is_dir()
    {
        missing.push(["target", "add", "wasm32-unknown-unknown"]);
    }
    for (program, component) in [("rustfmt", "rustfmt"), ("clippy-driver", "clippy")] {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        if !sysroot.join("bin").join(file).is_file() && paths::on_path(program).is_none() {
            missing.push(["component", "add", component]);
        }
    }
    for words in missing {
        say::run(
            Command::new("rustup")
                .current_dir(paths::root())
                .args(words),
        )?;
    }
    Ok(())
}
