//! Exports opened and left, one after the other, in one browser: memory comes back. What was left last
//! the browser keeps whole for a way back, six pages of it; from then on each new one takes the place
//! of the oldest.

use web_tests::exports::{many, written};
use web_tests::page::{Page, until, with_page};

use crate::steps::*;

/// How often, unless `THREADSEAL_SOAK` says otherwise; 200 takes ten minutes.
const N_ROUNDS: usize = 6;
/// Rounds until everything that is kept once is kept, and as many pages as are kept for a way back.
const N_WARM: usize = 8;
/// Rounds of which the least is taken: after one of them up to 135 MB may not be given back yet.
const N_LEAST: usize = 3;
/// What may be left of a round; the two levels were 12 MB apart at most when this was written, over nine
/// rounds. A leak of what is open would leave 20 MB and more of each. Units: bytes.
const LEFT_BYTES: u64 = 8 << 20;
/// What may be left over all. Units: bytes.
const LEFT_MOST_BYTES: u64 = 100 << 20;

fn n_rounds() -> usize {
    let given = std::env::var("THREADSEAL_SOAK").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(N_ROUNDS)
}

/// Opens an export, reads it to its end, leaves the page.
async fn round(page: &Page, export: &std::path::Path) {
    page.open().await;
    open_export(page, export).await;
    until("digests", || async {
        let done = page
            .js("!!document.querySelector(\"[aria-label^='Copy the SHA-256 of']\")")
            .await;
        done.as_bool()?.then_some(())
    })
    .await;
    page.goto("about:blank").await.expect("the page is left");
}

/// The least of some looks: what is let go is not given back at once.
async fn settled_bytes(page: &Page) -> u64 {
    let mut least = u64::MAX;
    for _look in 0..8 {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        least = least.min(page.browser.memory_bytes());
    }
    least
}

/// The level: what is held after some rounds, the least of it.
async fn least_bytes(page: &Page, export: &std::path::Path) -> u64 {
    let mut least = u64::MAX;
    for _round in 0..N_LEAST {
        round(page, export).await;
        least = least.min(settled_bytes(page).await);
    }
    least
}

#[tokio::test]
async fn memory_comes_back_after_each_export() {
    with_page("soak", |page| async move {
        let bytes = many(100_000);
        let folder = &page.browser.scratch;
        let export = written(folder, "WhatsApp Chat with Long Haul.zip", &bytes);
        for _warm in 0..N_WARM {
            round(&page, &export).await;
        }
        let before = least_bytes(&page, &export).await;
        for number in 0..n_rounds() {
            round(&page, &export).await;
            if number % 20 == 19 {
                println!("{}: {} MB", number + 1, settled_bytes(&page).await >> 20);
            }
        }
        let after = least_bytes(&page, &export).await;
        println!(
            "{} MB before, {} MB after {} exports",
            before >> 20,
            after >> 20,
            n_rounds()
        );
        let n_between = (n_rounds() + N_LEAST) as u64;
        let may_be_left = (LEFT_BYTES * n_between).min(LEFT_MOST_BYTES);
        assert!(
            after < before + may_be_left,
            "{before} bytes before, {after} after {} exports",
            n_rounds()
        );
    })
    .await;
}
