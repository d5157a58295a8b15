//! How cost grows: memory against the text, ten times the messages, many exports against one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use web_tests::cdp::Channel;
use web_tests::measure::Times;
use web_tests::page::{Page, until_within};

use crate::inputs::{Inputs, N_ZIPS};
use crate::{N_RUNS, PATIENCE, WHOLE_THREAD, fresh_page, stopped, stopwatch, until_shown};

/// Memory that does not depend on the text. Units: bytes.
const BASE_BYTES: f64 = 64.0 * 1024.0 * 1024.0;

/// How long the worker goes on by itself at most. Ten million messages take two seconds.
const PREPARING: Duration = Duration::from_secs(9);

/// Prints one line for each measurement, verdict included.
pub(crate) async fn measured(inputs: &Inputs) {
    memory_line("1,000,000 messages", &inputs.zip, inputs.text_bytes as f64).await;
    let one = until_shown(&inputs.zip, WHOLE_THREAD).await;
    let ten = until_shown(&inputs.large, WHOLE_THREAD).await;
    growth("10,000,000 messages against 1,000,000", &ten, &one, 11.0);
    memory_line(
        "10,000,000 messages",
        &inputs.large,
        inputs.large_text_bytes as f64,
    )
    .await;
    let many = whole_collection(&inputs.many).await;
    if let Some(first) = inputs.many.first() {
        let alone = until_shown(first, WHOLE_THREAD).await;
        let sum = Times(alone.0.iter().map(|ms| ms * N_ZIPS as f64).collect());
        growth(
            &format!("{N_ZIPS} zips, all listed, against {N_ZIPS} times one of them"),
            &many,
            &sum,
            1.0,
        );
    }
    growth(
        &format!("{N_ZIPS} zips, all listed, against one zip of as many messages"),
        &many,
        &one,
        // Each zip is read, looked into and drawn in the list by itself.
        3.0,
    );
}

async fn memory_line(what: &str, export: &Path, text_bytes: f64) {
    let memory_bytes = memory(export).await;
    let allowed = 2.5 * text_bytes + BASE_BYTES;
    println!(
        "peak WebAssembly memory of page and worker, {what} read and digested: {:.0} MB, bar {:.0} MB: {}",
        memory_bytes / 1e6,
        allowed / 1e6,
        verdict(memory_bytes <= allowed)
    );
}

fn verdict(is_within: bool) -> &'static str {
    if is_within { "within" } else { "OVER" }
}

fn growth(what: &str, ours: &Times, one: &Times, bar: f64) {
    let ratio = ours.median() / one.median();
    println!(
        "{what}: {:.0} ms against {:.0} ms = {ratio:.1} x, bar {bar:.1} x: {}",
        ours.median(),
        one.median(),
        verdict(ratio <= bar)
    );
}

/// Wasm memory never shrinks, so what is there in the end is the peak.
async fn memory(export: &Path) -> f64 {
    let page = fresh_page("bench").await;
    page.choose_files("Open exports", &[export]).await;
    until_within("digests", PATIENCE, || async {
        let done = page
            .js("!!document.querySelector(\"[aria-label^='Copy the SHA-256 of']\")")
            .await;
        done.as_bool()?.then_some(())
    })
    .await;
    // What makes later searches quicker is made only now, and counts; the browser lists no objects of a
    // worker that is at work.
    tokio::time::sleep(PREPARING).await;
    let mut channel = Channel::open(&page.browser.debugger);
    let url = page.current_url().await.expect("the page has an address");
    let memory_bytes = channel.wasm_memory_bytes(url.as_str());
    page.browser.close().await;
    memory_bytes
}

/// Choice to the last of many exports in the list.
async fn whole_collection(many: &[PathBuf]) -> Times {
    let exports: Vec<&Path> = many.iter().map(PathBuf::as_path).collect();
    let mut times = Vec::new();
    for _run in 0..N_RUNS {
        let page: Page = fresh_page("bench").await;
        let last = format!("nav[aria-label=Threads] > :nth-child({N_ZIPS}):not(p)");
        page.execute(&stopwatch(&last), Vec::new())
            .await
            .expect("a script runs");
        page.choose_files("Open exports", &exports).await;
        times.push(stopped(&page).await);
        page.browser.close().await;
    }
    Times(times)
}
