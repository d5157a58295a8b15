//! Sealing in the page, against the bar; verifying in the page beside `sha256sum -c` and
//! `sha512sum -c` of the same package.

use std::path::{Path, PathBuf};

use fantoccini::Locator;
use web_tests::exports::written;
use web_tests::measure::Times;
use web_tests::page::{part, until_within};
use web_tests::settings;
use web_tests::zips::{Entry, zip};

use crate::{N_RUNS, PATIENCE, WHOLE_THREAD, fresh_page, stopped, verifying};

/// Messages that are sealed, each of 17 tokens.
const N_SEALED: usize = 200_000;
/// What sealing a message may take over two workers. Units: microseconds.
const SEAL_BAR: f64 = 15.0;

/// Prints one line for each measurement.
pub(crate) async fn measured() {
    let folder = settings::scratch("bench-evidence");
    let export = messages(&folder);
    sealing(&export).await;
    verifying::measured(&folder, &export).await;
}

/// An export of many messages.
fn messages(folder: &Path) -> PathBuf {
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
    written(folder, "WhatsApp Chat with Seals.zip", &packed)
}

async fn sealing(export: &Path) {
    let mut times = Vec::new();
    for _run in 0..N_RUNS {
        let page = fresh_page("bench").await;
        page.choose_files("Open exports", &[export]).await;
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
                 if (document.querySelector('dl[aria-label=\"Seal numbers\"] code')) { watch.end = performance.now(); seen.disconnect(); }
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
