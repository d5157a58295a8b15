//! Verifying in the page beside `sha256sum -c` and `sha512sum -c` of both manifests of the same
//! package: one that is mostly media, and one that is mostly text with a proof.
//!
//! Two rows each, of the same runs: until every digest is there (the worker sets a mark then: each file
//! was read to its end and compared with both manifests, and the SHA-256 of the whole is known), and
//! until the report is on screen.

use std::path::{Path, PathBuf};
use std::process::Command;

use web_tests::cdp::Channel;
use web_tests::exports::written;
use web_tests::measure::{Row, Times, timed};
use web_tests::page::{Page, part};
use web_tests::settings;
use web_tests::zips::{Entry, zip};

use crate::inputs::noise;
use crate::{N_RUNS, fresh_page, show, stopped, stopwatch};

/// Files of the package that is mostly media, and bytes of each.
const FILES: (usize, usize) = (200, 1 << 20);
/// What the proof is made with.
const SECRET: &str = "5ec0de5ec0de5ec0de5ec0de5ec0de5ec0de5ec0de5ec0de5ec0de5ec0de5ec0";
/// At most so many times what the two programs take.
const BAR: f64 = 1.0 / 0.7;

/// Prints two lines for each package. `messages` is an export without media.
pub(crate) async fn measured(folder: &Path, messages: &Path) {
    let media = package(folder, "media", &pictures(folder), &[]);
    one(folder, &media, "media").await;
    let sealed = folder.join("sealed.zip");
    let _ = std::fs::remove_file(&sealed);
    let sealed = sealed.display().to_string();
    let words = ["--secret", SECRET, "--sealed-out", &sealed];
    let text = package(folder, "text", messages, &words);
    one(folder, &text, "text").await;
}

/// An export with large files.
fn pictures(folder: &Path) -> PathBuf {
    let (n_files, n_bytes) = FILES;
    let name = |number: usize| format!("IMG-20240101-WA{number:04}.jpg");
    let text: String = (0..n_files)
        .map(|n| {
            format!(
                "01/01/2024, 10:{:02} - Ada: {} (file attached)\n",
                n % 60,
                name(n)
            )
        })
        .collect();
    let mut entries = vec![Entry::packed(
        "WhatsApp Chat with Files.txt",
        text.as_bytes(),
    )];
    for number in 0..n_files {
        let mut bytes = noise(number, n_bytes);
        bytes.splice(..3, [0xff, 0xd8, 0xff]);
        entries.push(Entry::stored(&name(number), &bytes));
    }
    written(folder, "WhatsApp Chat with Files.zip", &zip(&entries))
}

/// A package of the program.
fn package(folder: &Path, name: &str, export: &Path, words: &[&str]) -> PathBuf {
    let log = "{\"format\":\"threadseal-decisions-1\",\"sources\":[],\"decisions\":[]}";
    let log = written(folder, "log.json", log.as_bytes());
    let folder = folder.join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let out = folder.join("threadseal-disclosure-20240301-100000.zip");
    let mut command = Command::new(settings::path("THREADSEAL_PROGRAM"));
    command.arg("build").arg(export).arg("--decisions").arg(log);
    command.args(["--created", "2024-03-01T10:00:00Z"]);
    command.args(["--attachments", "as-they-are"]).args(words);
    let built = command.arg("--out").arg(&out).output();
    let built = built.expect("the program runs");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "the package is built: {said}");
    out
}

async fn one(folder: &Path, package: &Path, kind: &str) {
    let theirs = both_programs(folder, package);
    let (mut digests, mut all) = (Vec::new(), Vec::new());
    for _run in 0..N_RUNS {
        let (at_digests, at_report) = verified(package).await;
        digests.push(at_digests);
        all.push(at_report);
    }
    let size_bytes = std::fs::metadata(package).map_or(0, |found| found.len());
    let what = format!("verifying {} MB of {kind}", size_bytes / 1_000_000);
    for (which, ours) in [("digests only", digests), ("every check", all)] {
        show(&Row {
            what: format!("{what}, {which}"),
            ours: Times(ours),
            beside: "sha256sum -c and sha512sum -c of both manifests".to_owned(),
            theirs: theirs.clone(),
            bar: BAR,
        });
    }
}

fn both_programs(folder: &Path, package: &Path) -> Times {
    let unpacked = folder.join("unpacked");
    let _ = std::fs::remove_dir_all(&unpacked);
    let mut unzip = Command::new("unzip");
    unzip.arg("-q").arg(package).arg("-d").arg(&unpacked);
    assert!(unzip.status().is_ok_and(|status| status.success()));
    let bag = unpacked.join("threadseal-disclosure-20240301-100000");
    let check = |program: &str, name: &str| {
        let mut command = Command::new(program);
        command.current_dir(&bag).args(["--quiet", "-c"]);
        command.args([
            format!("manifest-{name}.txt"),
            format!("tagmanifest-{name}.txt"),
        ]);
        timed(&mut command)
    };
    let both = || check("sha256sum", "sha256") + check("sha512sum", "sha512");
    both();
    Times((0..7).map(|_| both()).collect())
}

/// How long after it was chosen every digest was there, and the report on screen.
async fn verified(package: &Path) -> (f64, f64) {
    let page = fresh_page("bench").await;
    page.press(part("button", "Verify a package")).await;
    page.find(part("file", "Open package")).await;
    let done = stopwatch("[role=status][aria-label=Verification]:not(:empty)");
    page.execute(&done, Vec::new())
        .await
        .expect("a script runs");
    page.choose_files("Open package", &[package]).await;
    let report = stopped(&page).await;
    let chosen = page.js("performance.timeOrigin + watch.start").await;
    let digests = digested(&page).await - chosen.as_f64().expect("a number");
    page.browser.close().await;
    (digests, report)
}

/// When the worker that verifies had every digest. Units: milliseconds since 1970.
async fn digested(page: &Page) -> f64 {
    let mut channel = Channel::open(&page.browser.debugger);
    let url = page.current_url().await.expect("the page has an address");
    let mark = "(() => { const mark = performance.getEntriesByName('package digested').at(-1); \
                return mark ? performance.timeOrigin + mark.startTime : null; })()";
    let workers = channel.workers(url.as_str());
    workers
        .iter()
        .find_map(|worker| channel.evaluate(worker, mark).as_f64())
        .expect("a worker says when all digests were there")
}
