//! `cargo xtask test`: all set-up, then every check, each with its time.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::links;
use crate::page;
use crate::paths;
use crate::rules;
use crate::say::{self, Outcome};
use crate::single;
use crate::site;
use crate::tools::{self, TRUNK, TestTools, WASM_BINDGEN};

/// Runs everything. A check that fails does not keep the others from running.
///
/// Errors: how many checks failed.
pub fn run_all() -> Outcome<()> {
    let mut steps = Steps::new();
    let page_tools = steps.run("set-up: tools for the page", tools::for_the_page);
    let test_tools = steps.run("set-up: browser and foreign checkers", tools::for_the_tests);
    steps.run("set-up: packages", page::fetch);
    let page = page_tools.and_then(|tools| {
        steps.run("release build of the page: begun", || {
            page::begin(&tools, "test")
        })
    });
    steps.run("format", format);
    steps.run("versions agree", versions);
    steps.run("dependency rules", rules::check);
    steps.run("links of the documents", links::check);
    steps.run("the documents as pages", || {
        site::write(&paths::scratch("site"))
    });
    steps.run("clippy: xtask", || {
        clippy(Some("xtask/Cargo.toml"), &["--all-targets"])
    });
    steps.run("clippy: browser tests", || {
        clippy(Some("tests/web/Cargo.toml"), &["--all-targets"])
    });
    steps.run("clippy: desktop", || clippy(None, &["--all-targets"]));
    steps.run("clippy: wasm", || {
        clippy(
            None,
            &["--lib", "--bins", "--target", "wasm32-unknown-unknown"],
        )
    });
    steps.run("docs: desktop", || docs(&[]));
    steps.run("docs: wasm", || {
        docs(&["--target", "wasm32-unknown-unknown"])
    });
    steps.run("tests: xtask", || {
        cargo_test(Some("xtask/Cargo.toml"), None)
    });
    let native = steps.run("tests: native", || cargo_test(None, test_tools.as_ref()));
    let page = page
        .and_then(|page| steps.run("release build of the page: the rest", || page.finish()))
        .and_then(|page| {
            steps.run("no path of this machine in the page", || {
                page::check_paths(&page)
            });
            let written = steps.run("the page as one file", || {
                single::write(&page, &single_file())
            });
            written.map(|()| page)
        });
    match (page, test_tools, native) {
        (Some(page), Some(tools), Some(())) => {
            steps.run("tests: browser", || browser_tests(&page, &tools));
        }
        _ => steps.skip("tests: browser", "a step that it needs failed"),
    }
    steps.close()
}

/// `cargo xtask bench`: every part, or one.
///
/// Errors: set-up, build, or a program that is measured.
pub fn bench(part: Option<&str>) -> Outcome<()> {
    let page_tools = tools::for_the_page()?;
    let test_tools = tools::for_the_tests()?;
    tools::system::RIPGREP.ensure()?;
    let peers = tools::system::peers()?;
    page::fetch()?;
    let page = page::build(&page_tools, "bench")?;
    // It makes the packages that are verified.
    say::run(tools::cargo().args(["build", "--locked", "--bin", "threadseal"]))?;
    let mut command = tools::cargo();
    command.args([
        "run",
        "--locked",
        "--manifest-path",
        "tests/web/Cargo.toml",
        "--bin",
        "bench",
        "--",
    ]);
    command.args(part);
    command
        .envs(browser_settings(&page, &test_tools))
        .env("THREADSEAL_PEERS", peers);
    say::run(&mut command)
}

/// Where the browser tests find the page as one file.
fn single_file() -> PathBuf {
    paths::scratch("single").join("threadseal.html")
}

/// `cargo xtask fuzz`: every target one after the other, `seconds` each.
///
/// Errors: an input that fails; it is kept, and its path is printed.
pub fn fuzz(seconds: u64) -> Outcome<()> {
    let mut command = tools::cargo();
    command.args(["test", "--locked", "--test", "it", "fuzz::", "--"]);
    command.args(["--ignored", "--nocapture", "--test-threads=1"]);
    command.env("THREADSEAL_FUZZ_SECONDS", seconds.to_string());
    say::run(&mut command)
}

/// `cargo xtask spark`: a thousand generated exports through `threadseal batch` under Spark's `pipe`
/// and under `xargs -P`, and the tables of both compared.
///
/// Errors: set-up, build, or a number that is not the expected one.
pub fn spark() -> Outcome<()> {
    let python = tools::system::PYTHON.ensure()?;
    tools::system::JAVA.ensure()?;
    let pyspark = tools::system::pyspark(&python)?;
    say::run(tools::cargo().args(["build", "--locked", "--release", "--bin", "threadseal"]))?;
    let program = format!("threadseal{}", env::consts::EXE_SUFFIX);
    let mut command = Command::new(python);
    command
        .arg(paths::root().join("xtask/src/spark.py"))
        .arg(paths::target().join("release").join(program))
        .arg(paths::scratch("spark"))
        .env("PYTHONPATH", pyspark);
    say::run(&mut command)
}

fn format() -> Outcome<()> {
    for manifest in ["Cargo.toml", "xtask/Cargo.toml", "tests/web/Cargo.toml"] {
        say::run(tools::cargo().args(["fmt", "--check", "--manifest-path", manifest]))?;
    }
    Ok(())
}

fn with_manifest(command: &mut Command, manifest: Option<&str>) {
    if let Some(manifest) = manifest {
        command.args(["--manifest-path", manifest]);
    }
}

fn clippy(manifest: Option<&str>, words: &[&str]) -> Outcome<()> {
    let mut command = tools::cargo();
    command.args(["clippy", "--locked"]).args(words);
    with_manifest(&mut command, manifest);
    say::run(command.args(["--", "-D", "warnings"]))
}

fn docs(words: &[&str]) -> Outcome<()> {
    let mut command = tools::cargo();
    command
        .args(["doc", "--locked", "--no-deps", "--lib"])
        .args(words);
    say::run(command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// `tools` say where the tests find Pillow and DuckDB; without them they ask Python alone.
fn cargo_test(manifest: Option<&str>, tools: Option<&TestTools>) -> Outcome<()> {
    let mut command = tools::cargo();
    command.args(["test", "--locked"]);
    with_manifest(&mut command, manifest);
    if let Some(tools) = tools {
        command.env("THREADSEAL_PILLOW", &tools.pillow);
        command.env("THREADSEAL_DUCKDB", &tools.duckdb);
        let homes = env::join_paths(&tools.checkers)
            .map_err(|error| format!("a folder of the cache cannot stand in a list: {error}"))?;
        command.env("THREADSEAL_CHECKERS", homes);
    }
    say::run(&mut command)
}

/// The library and the program that generates its glue must be one version; Trunk is told the same.
fn versions() -> Outcome<()> {
    let library = rules::locked_version("wasm-bindgen")?;
    if library != WASM_BINDGEN.version {
        return Err(format!(
            "Cargo.lock has wasm-bindgen {library}, xtask/src/tools.rs {}; make them equal",
            WASM_BINDGEN.version
        ));
    }
    let settings = std::fs::read_to_string(paths::root().join("Trunk.toml"))
        .map_err(|error| format!("cannot read Trunk.toml: {error}"))?;
    for line in [
        format!("trunk-version = \"={}\"", TRUNK.version),
        format!("wasm_bindgen = \"{}\"", WASM_BINDGEN.version),
    ] {
        if !settings.contains(&line) {
            return Err(format!("Trunk.toml lacks the line {line}"));
        }
    }
    Ok(())
}

/// What the browser tests are told about this machine.
pub fn browser_settings(page: &Path, tools: &TestTools) -> Vec<(&'static str, PathBuf)> {
    let program = format!("threadseal{}", env::consts::EXE_SUFFIX);
    vec![
        ("THREADSEAL_PAGE", page.to_path_buf()),
        ("THREADSEAL_SINGLE", single_file()),
        ("THREADSEAL_CHROMIUM", tools.chromium.clone()),
        ("THREADSEAL_CHROMEDRIVER", tools.chromedriver.clone()),
        ("THREADSEAL_FIREFOX", tools.firefox.clone()),
        ("THREADSEAL_GECKODRIVER", tools.geckodriver.clone()),
        ("THREADSEAL_WEBKITDRIVER", tools.webkitdriver.clone()),
        ("THREADSEAL_XVFB", tools.xvfb.clone()),
        ("THREADSEAL_PYTHON", tools.python.clone()),
        ("THREADSEAL_BAGIT", tools.bagit.clone()),
        ("THREADSEAL_PDFTOTEXT", tools.pdftotext.clone()),
        ("THREADSEAL_NGINX", tools.nginx.clone()),
        ("THREADSEAL_AXE", tools.axe.clone()),
        (
            "THREADSEAL_PROGRAM",
            paths::target().join("debug").join(program),
        ),
        ("THREADSEAL_SCRATCH", paths::scratch("browser-tests")),
    ]
}

fn browser_tests(page: &Path, tools: &TestTools) -> Outcome<()> {
    let mut command = tools::cargo();
    command.args([
        "test",
        "--locked",
        "--manifest-path",
        "tests/web/Cargo.toml",
    ]);
    say::run(command.envs(browser_settings(page, tools)))
}

/// What ran, and how it went.
struct Steps {
    started: Instant,
    done: Vec<(String, Result<Duration, String>)>,
}

impl Steps {
    fn new() -> Steps {
        Steps {
            started: Instant::now(),
            done: Vec::new(),
        }
    }

    fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Outcome<T>) -> Option<T> {
        say::heading(name);
        let started = Instant::now();
        match step() {
            Ok(value) => {
                self.done.push((name.to_owned(), Ok(started.elapsed())));
                Some(value)
            }
            Err(failure) => {
                eprintln!("xtask: {failure}");
                self.done.push((name.to_owned(), Err(failure)));
                None
            }
        }
    }

    fn skip(&mut self, name: &str, why: &str) {
        say::heading(name);
        eprintln!("xtask: not run: {why}");
        self.done
            .push((name.to_owned(), Err(format!("not run: {why}"))));
    }

    fn close(self) -> Outcome<()> {
        say::heading("summary");
        let mut n_failed = 0;
        for (name, result) in &self.done {
            match result {
                Ok(time) => println!("passed  {:>14}  {name}", say::clock(*time)),
                Err(failure) => {
                    n_failed += 1;
                    println!("FAILED                  {name}: {failure}");
                }
            }
        }
        println!("\nin {}", say::clock(self.started.elapsed()));
        println!(
            "checks: {} passed, {n_failed} failed",
            self.done.len() - n_failed
        );
        if n_failed == 0 {
            Ok(())
        } else {
            Err(format!(
                "{n_failed} checks failed; run one again with the command named above"
            ))
        }
    }
}
