//! What only the system can give: the browser, its driver, the foreign checkers.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use super::cargo_tool::lock;
use crate::paths;
use crate::say::{self, Outcome};

/// A program of the system.
#[derive(Debug, Clone, Copy)]
pub struct SystemTool {
    /// What it is called, the usual name first.
    pub programs: &'static [&'static str],
    /// The Debian packages that bring it.
    pub packages: &'static [&'static str],
    /// What it is for.
    pub purpose: &'static str,
}

/// The browser that the tests drive.
pub const CHROMIUM: SystemTool = SystemTool {
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    packages: &["chromium", "chromium-driver"],
    purpose: "the browser that the tests drive",
};

/// Its driver.
pub const CHROMEDRIVER: SystemTool = SystemTool {
    programs: &["chromedriver"],
    packages: &["chromium", "chromium-driver"],
    purpose: "the driver of the browser, of the same version",
};

/// Another engine.
pub const FIREFOX: SystemTool = SystemTool {
    programs: &["firefox-esr", "firefox"],
    packages: &["firefox-esr"],
    purpose: "the other engine that the tests drive",
};

/// The driver of a third engine; the engine comes with it.
pub const WEBKITDRIVER: SystemTool = SystemTool {
    programs: &["WebKitWebDriver"],
    packages: &["webkit2gtk-driver"],
    purpose: "drives WebKitGTK, the third engine of the tests",
};

/// A screen for it.
pub const XVFB: SystemTool = SystemTool {
    programs: &["Xvfb"],
    packages: &["xvfb"],
    purpose: "a screen that nobody sees, for WebKitGTK",
};

/// For `bagit.py`.
pub const PYTHON: SystemTool = SystemTool {
    programs: &["python3"],
    packages: &["python3", "python3-pip"],
    purpose: "runs the foreign checker bagit.py",
};

/// Checks a package's manifests.
pub const SHA256SUM: SystemTool = SystemTool {
    programs: &["sha256sum"],
    packages: &["coreutils"],
    purpose: "checks a package's manifests",
};

/// Unpacks a package as a stranger would.
pub const UNZIP: SystemTool = SystemTool {
    programs: &["unzip"],
    packages: &["unzip"],
    purpose: "unpacks a package as a stranger would",
};

/// Makes films and sound for the tests, and decodes what came of them.
pub const FFMPEG: SystemTool = SystemTool {
    programs: &["ffmpeg"],
    packages: &["ffmpeg"],
    purpose: "makes films and sound for the tests, and decodes their clean copies",
};

/// Comes with it.
pub const FFPROBE: SystemTool = SystemTool {
    programs: &["ffprobe"],
    packages: &["ffmpeg"],
    purpose: "tells what is left in a clean copy",
};

/// Tells what is left in a clean copy.
pub const EXIFTOOL: SystemTool = SystemTool {
    programs: &["exiftool"],
    packages: &["libimage-exiftool-perl"],
    purpose: "tells what is left in a clean copy",
};

/// A host of pages, as many people have it. It is started by the tests alone.
pub const NGINX: SystemTool = SystemTool {
    programs: &["nginx"],
    packages: &["nginx-light"],
    purpose: "serves the page to the tests as a usual host does",
};

/// Reads what was printed.
pub const PDFTOTEXT: SystemTool = SystemTool {
    programs: &["pdftotext"],
    packages: &["poppler-utils"],
    purpose: "reads what the page prints",
};

/// The peer of the search.
pub const RIPGREP: SystemTool = SystemTool {
    programs: &["rg"],
    packages: &["ripgrep"],
    purpose: "what the search is measured against",
};

/// Fetches the checker of accessibility, and the peers of opening and parsing.
pub const NPM: SystemTool = SystemTool {
    programs: &["npm"],
    packages: &["npm"],
    purpose: "fetches what the page is checked with and measured against",
};

impl SystemTool {
    /// The program, installed if the system allows it without asking.
    ///
    /// Errors: it is not there and cannot be installed from here; the text names the command.
    pub fn ensure(&self) -> Outcome<PathBuf> {
        if let Some(program) = self.find() {
            return Ok(program);
        }
        let name = self.programs.first().copied().unwrap_or_default();
        say::note(&format!("{name} is missing ({})", self.purpose));
        install_packages(self.packages)
            .map_err(|error| format!("{name} is missing ({}): {error}", self.purpose))?;
        self.find().ok_or_else(|| {
            format!(
                "{name} is still missing after installing {}",
                self.packages.join(" ")
            )
        })
    }

    fn find(&self) -> Option<PathBuf> {
        // Debian keeps what serves in a folder that is not on everybody's PATH.
        let beside =
            |name: &&str| Some(PathBuf::from("/usr/sbin").join(name)).filter(|at| at.is_file());
        let mut names = self.programs.iter();
        names.find_map(|name| paths::on_path(name).or_else(|| beside(name)))
    }
}

fn install_packages(packages: &[&str]) -> Outcome<()> {
    let by_hand = format!(
        "sudo apt-get update && sudo apt-get install -y {}",
        packages.join(" ")
    );
    if paths::on_path("apt-get").is_none() {
        return Err(format!(
            "install it with your system's package manager and put it on PATH (on Debian: {by_hand})"
        ));
    }
    let user = say::output_of(Command::new("id").arg("-u"))?;
    if user.trim() != "0" {
        return Err(format!("run: {by_hand}"));
    }
    let _lock = lock(&paths::cache()?, "apt")?;
    static UPDATED: OnceLock<Outcome<()>> = OnceLock::new();
    UPDATED
        .get_or_init(|| say::run(apt().arg("update")))
        .clone()?;
    say::run(
        apt()
            .args(["install", "-y", "--no-install-recommends"])
            .args(packages),
    )
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
    // A service that is installed with a tool is not started: nobody asked for one.
    command.env("RUNLEVEL", "1");
    command
}

/// The version of the PyPI package `bagit` that checks our packages.
pub const BAGIT_VERSION: &str = "1.9.0";

/// The folder that holds `bagit.py`, filled if need be.
///
/// Errors: pip is missing or fails; the text names the command.
pub fn bagit(python: &PathBuf) -> Outcome<PathBuf> {
    fetched(python, "bagit", BAGIT_VERSION, "bagit.py")
}

/// Foreign checkers of PyPI, by exact version, with a file of each.
const CHECKERS: [(&str, &str, &str); 4] = [
    ("case-utils", "0.18.0", "case_utils/__init__.py"),
    ("bagit-profile", "1.3.1", "bagit_profile.py"),
    ("jsonschema", "4.26.0", "jsonschema/__init__.py"),
    ("pymerkle", "7.0.0", "pymerkle/__init__.py"),
];

/// The folders to look for the foreign checkers in, filled if need be; `bagit` is among them.
///
/// Errors: as [`bagit`].
pub fn checkers(python: &PathBuf) -> Outcome<Vec<PathBuf>> {
    let mut homes = vec![bagit(python)?];
    for (package, version, file) in CHECKERS {
        homes.push(fetched(python, package, version, file)?);
    }
    Ok(homes)
}

/// The version of the PyPI package `Pillow` that makes pictures for the tests and compares pixels.
pub const PILLOW_VERSION: &str = "11.3.0";

/// The folder to look for Pillow in, filled if need be.
///
/// Errors: as [`bagit`].
pub fn pillow(python: &PathBuf) -> Outcome<PathBuf> {
    fetched(python, "Pillow", PILLOW_VERSION, "PIL/__init__.py")
}

/// The version of the PyPI package `duckdb` that reads the tables of `threadseal batch`.
pub const DUCKDB_VERSION: &str = "2.0.1";

/// The folder to look for DuckDB in, filled if need be.
///
/// Errors: as [`bagit`].
pub fn duckdb(python: &PathBuf) -> Outcome<PathBuf> {
    fetched(python, "duckdb", DUCKDB_VERSION, "duckdb/__init__.py")
}

/// The version of the PyPI package `pyspark` that runs `threadseal batch` over many exports.
pub const PYSPARK_VERSION: &str = "4.3.0";

/// The folder to look for PySpark in, filled if need be. About half a gigabyte.
///
/// Errors: as [`bagit`].
pub fn pyspark(python: &PathBuf) -> Outcome<PathBuf> {
    fetched(python, "pyspark", PYSPARK_VERSION, "pyspark/__init__.py")
}

/// Runs Spark.
pub const JAVA: SystemTool = SystemTool {
    programs: &["java"],
    packages: &["default-jre-headless"],
    purpose: "runs Spark",
};

/// A folder of its own for a package of PyPI, of which `file` is a part.
fn fetched(python: &PathBuf, package: &str, version: &str, file: &str) -> Outcome<PathBuf> {
    let cache = paths::cache()?;
    let home = cache.join(format!("{package}-{version}"));
    let script = home.join(file);
    if script.is_file() {
        return Ok(home);
    }
    let _lock = lock(&cache, package)?;
    if script.is_file() {
        return Ok(home);
    }
    if say::output_of(Command::new(python).args(["-m", "pip", "--version"])).is_err() {
        say::note(&format!("pip is missing (fetches {package})"));
        install_packages(&["python3-pip"]).map_err(|error| format!("pip is missing: {error}"))?;
    }
    // Aside first: a fetch that was broken off must not look like one that is done.
    let aside = cache.join(format!("{package}-{version}.part"));
    let _ = std::fs::remove_dir_all(&aside);
    let mut command = Command::new(python);
    command.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--target",
    ]);
    say::run(command.arg(&aside).arg(format!("{package}=={version}")))?;
    std::fs::rename(&aside, &home)
        .map_err(|error| format!("cannot move {} into place: {error}", aside.display()))?;
    Ok(home)
}

/// What opening and parsing are measured against, by exact version.
const PEERS: [&str; 2] = ["jszip@3.10.1", "whatsapp-chat-parser@4.0.2"];

/// The folder that holds the peers, filled if need be.
///
/// Errors: npm is missing or fails; the text names the command.
pub fn peers() -> Outcome<PathBuf> {
    modules("peers", &PEERS)
}

/// The foreign checker of accessibility, by exact version.
const AXE: [&str; 1] = ["axe-core@4.14.1"];

/// The script of the foreign checker of accessibility, fetched if need be.
///
/// Errors: as [`peers`].
pub fn axe() -> Outcome<PathBuf> {
    Ok(modules("axe", &AXE)?.join("axe-core").join("axe.min.js"))
}

/// A folder in the cache with these packages of npm.
fn modules(name: &str, packages: &[&str]) -> Outcome<PathBuf> {
    let cache = paths::cache()?;
    let home = cache.join(format!("{name}-{}", packages.join("-")));
    let modules = home.join("node_modules");
    let _lock = lock(&cache, name)?;
    if modules.is_dir() {
        return Ok(modules);
    }
    let npm = NPM.ensure()?;
    // Aside first, as above.
    let aside = cache.join(format!("{name}.part"));
    let _ = std::fs::remove_dir_all(&aside);
    std::fs::create_dir_all(&aside)
        .map_err(|error| format!("cannot make {}: {error}", aside.display()))?;
    let mut command = Command::new(npm);
    command.current_dir(&aside);
    command.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        ".",
    ]);
    say::run(command.args(packages))?;
    std::fs::rename(&aside, &home)
        .map_err(|error| format!("cannot move {} into place: {error}", aside.display()))?;
    Ok(modules)
}
