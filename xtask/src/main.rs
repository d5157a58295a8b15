//! `cargo xtask serve | dist | site | test | bench | fuzz | spark`: all set-up and every check, from one place.

use std::process::ExitCode;
use std::time::Duration;

use xtask::say::{self, Outcome};
use xtask::server::Server;
use xtask::{check, dist, page, parts, paths, single, site, tools};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--port N]   does all set-up, builds the release, serves it on a loopback port
  dist               the page for a static host, and as one file: dist/page, dist/threadseal.html
  site               the documents as pages: dist/docs
  test               does all set-up and runs every check
  bench [PART]       measures against the usual programs, side by side: all, or open, evidence,
                     comply or grows alone
  fuzz [--seconds N] changes texts, zips, packages, logs, lists and media at random, that long each; 60 unless given
  spark              a thousand generated exports through Spark and threadseal batch
  setup              only the set-up
  finish-dist        the last step of every Trunk build; Trunk calls it";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["serve"] => serve(0),
        ["serve", "--port", port] => match port.parse() {
            Ok(port) => serve(port),
            Err(_) => Err(format!("{port:?} is not a port")),
        },
        ["dist"] => dist_all(),
        ["site"] => site::write(&paths::root().join("dist").join("docs")),
        ["test"] => check::run_all(),
        ["bench"] => check::bench(None),
        ["bench", part @ ("open" | "evidence" | "comply" | "grows")] => check::bench(Some(part)),
        ["fuzz"] => check::fuzz(60),
        ["fuzz", "--seconds", seconds] => match seconds.parse() {
            Ok(seconds) => check::fuzz(seconds),
            Err(_) => Err(format!("{seconds:?} is not a number of seconds")),
        },
        ["spark"] => check::spark(),
        ["setup"] => setup(),
        ["finish-dist"] => dist::from_trunk(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn setup() -> Outcome<()> {
    tools::for_the_page()?;
    tools::for_the_tests()?;
    page::fetch()?;
    say::note("everything is here");
    Ok(())
}

fn serve(port: u16) -> Outcome<()> {
    let tools = tools::for_the_page()?;
    page::fetch()?;
    let folder = page::build(&tools, "serve")?;
    let server = Server::of_folder(&folder, port)
        .map_err(|error| format!("cannot serve on port {port}: {error}. Try another --port"))?;
    say::note(&format!("{} holds the page", shown_below_root(&folder)));
    say::note("on this machine only; stop with Ctrl+C");
    println!("\nThreadseal: {}\n", server.url());
    loop {
        std::thread::sleep(Duration::from_secs(3600));
    }
}

/// What is given to others.
fn dist_all() -> Outcome<()> {
    let tools = tools::for_the_page()?;
    page::fetch()?;
    let folder = paths::root().join("dist").join("page");
    page::build_into(&tools, &folder)?;
    let dist = paths::root().join("dist");
    single::write(&folder, &dist.join("threadseal.html"))?;
    parts::write(&dist)
}

fn shown_below_root(folder: &std::path::Path) -> String {
    folder
        .strip_prefix(paths::root())
        .unwrap_or(folder)
        .display()
        .to_string()
}
