//! Sealing in the page, against the bar; verifying in the page beside `sha256sum -c` and
//! `sha512sum -c` of the same package; a package with a million files in the program.

use std::path::{Path, PathBuf};
use std::process::Command;

use fantoccini::Locator;
use web_tests::exports::written;
use web_tests::measure::{Row, Times, timed};
use web_tests::page::{part, until_within};
use web_tests::settings;
use web_tests::zips::{Entry, zip};

use crate::inputs::noise;
use crate::{N_RUNS, PATIENCE, WHOLE_THREAD, fresh_page, show, stopped, stopwatch};

/// Messages that are sealed, each of 17 tokens.
const N_SEALED: usize = 200_000;
/// What sealing a message may take over two workers. Units: microseconds.
const SEAL_BAR: f64 = 15.0;
/// Files of the package that is verified, and bytes of each.
const FILES: (usize, usize) = (200, 1 << 20);

/// Prints one line for each measurement.
pub(crate) async fn measured() {
    let folder = settings::scratch("bench-evidence");
    sealing(&folder).await;
    verifying(&folder).await;
}

async fn sealing(folder: &Path) {
    let words =
        "one two three four five six seven eight nine ten eleven or twelve so many and done";
    let text: String = (0..N_SEALED)
        .map(|n| {
            let (day, hour, minute) = (n / 1_440 % 28 + 1, n / 60 % 24, n % 60);
            format!("{day:02}/01/2024, {hour:02}:{minute:02} - Somebody Else: {words}\n")
        })
        .collect();
    let name = "WhatsApp Chat with Seals.txt";
    let packed = zip(&[Entry::packed(name, text.as_bytes())]);
    let export = written(folder, "WhatsApp Chat with Seals.zip", &packed);
    let mut times = Vec::new();
    for _run in 0..N_RUNS {
        let page = fresh_page("bench").await;
        page.choose_files("Open exports", &[&export]).await;
        until_within("digests", PATIENCE, || async {
            let copied = "[aria-label^='Copy the SHA-256 of']";
            let all = page
                .find_all(Locator::Css(&format!("{WHOLE_THREAD}, {copied}")))
                .await;
            all.ok().filter(|found| found.len() > 1).map(|_| ())
        })
        .await;
        page.press(part("tab", "Package")).await;
        let script = "window.watch = {};
             const button = [...document.querySelectorAll('button')].find(b => b.innerText.startsWith('Seal what is open'));
             button.addEventListener('click', () => { watch.start = performance.now(); }, { capture: true });
             const seen = new MutationObserver(() => {
                 if (document.querySelector('dl[aria-label=Roots] code')) { watch.end = performance.now(); seen.disconnect(); }
             });
             seen.observe(document.body, { childList: true, subtree: true });
             button.click();";
        page.execute(script, Vec::new())
            .await
            .expect("a script runs");
        times.push(stopped(&page).await);
        page.browser.close().await;
    }
    let times = Times(times);
    let each = times.median() * 1_000.0 / N_SEALED as f64;
    let verdict = if each <= SEAL_BAR { "within" } else { "ABOVE" };
    println!(
        "sealing {N_SEALED} messages of 17 tokens, sealed package written: {each:.1} µs each, bar \
         {SEAL_BAR} µs: {verdict} ({} ms)",
        times.all()
    );
}

/// A package of the program with large files.
fn package(folder: &Path) -> PathBuf {
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
    let export = written(folder, "WhatsApp Chat with Files.zip", &zip(&entries));
    let log = "{\"format\":\"threadseal-decisions-1\",\"sources\":[],\"decisions\":[]}";
    let log = written(folder, "log.json", log.as_bytes());
    let out = folder.join("threadseal-disclosure-20240301-100000.zip");
    let _ = std::fs::remove_file(&out);
    let status = Command::new(settings::path("THREADSEAL_PROGRAM"))
        .arg("build")
        .arg(&export)
        .arg("--decisions")
        .arg(&log)
        .args([
            "--created",
            "2024-03-01T10:00:00Z",
            "--attachments",
            "as-they-are",
            "--out",
        ])
        .arg(&out)
        .status()
        .expect("the program runs");
    assert!(status.success(), "the package is built");
    out
}

async fn verifying(folder: &Path) {
    let package = package(folder);
    let unpacked = folder.join("unpacked");
    let _ = std::fs::remove_dir_all(&unpacked);
    let status = Command::new("unzip")
        .arg("-q")
        .arg(&package)
        .arg("-d")
        .arg(&unpacked)
        .status()
        .expect("unzip runs");
    assert!(status.success());
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
    let native = || check("sha256sum", "sha256") + check("sha512sum", "sha512");
    native();
    let theirs = Times((0..7).map(|_| native()).collect());
    let mut ours = Vec::new();
    for _run in 0..N_RUNS {
        let page = fresh_page("bench").await;
        page.press(part("button", "Verify a package")).await;
        page.find(part("file", "Open package")).await;
        let done = stopwatch("[role=status][aria-label=Verification]:not(:empty)");
        page.execute(&done, Vec::new())
            .await
            .expect("a script runs");
        page.choose_files("Open package", &[&package]).await;
        ours.push(stopped(&page).await);
        page.browser.close().await;
    }
    show(&Row {
        what: format!(
            "verifying a package of {} MB, every check",
            FILES.0 * FILES.1 / 1_000_000
        ),
        ours: Times(ours),
        beside: "sha256sum -c and sha512sum -c of both manifests".to_owned(),
        theirs,
        bar: 1.0 / 0.7,
    });
}
