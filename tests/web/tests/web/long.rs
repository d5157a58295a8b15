//! A long thread opens like a short one and can be read to its end.

use fantoccini::Locator;
use web_tests::exports::{many, written};
use web_tests::page::{Page, part, until, with_page};

use crate::steps::*;

const N_MESSAGES: u32 = 100_000;

#[tokio::test]
async fn a_hundred_thousand_messages_scroll_to_the_end() {
    with_page("long", |page| async move {
        page.open().await;
        let bytes = many(N_MESSAGES as usize);
        let export = written(&page.browser.scratch, "WhatsApp Chat with Long Haul.zip", &bytes);
        open_export(&page, &export).await;
        let first = article(&page, 1).await;
        let n_records = first.attr("aria-setsize").await.unwrap();
        assert_eq!(n_records.as_deref(), Some("100000"));

        let scroll = "(() => { const feed = document.querySelector('[role=feed]').closest('.feed'); \
                      feed.scrollTop = feed.scrollHeight; return feed.scrollTop > 0; })()";
        assert_eq!(page.js(scroll).await, true);
        words_fit(&page, N_MESSAGES, |words| words.contains("no 100000 ")).await;
        let n_rows = page.find_all(Locator::Css("[role=article]")).await.unwrap().len();
        assert!(n_rows < 300, "only the window is in the document: {n_rows} rows");

        go_to_message(&page, 54_321).await;
        words_fit(&page, 54_321, |words| words.contains("no 54321 ")).await;

        let search = page.find(part("searchbox", "Search messages")).await;
        page.write(&search, "urgent legal").await;
        page.text_that(part("status", "Search results"), |text| text.starts_with("500")).await;
        page.press(part("button", "Next hit")).await;
        until("a hit is shown", || async {
            let hits = page.find_all(Locator::Css("[role=article] [data-hit=true]")).await.ok()?;
            (!hits.is_empty()).then_some(())
        })
        .await;
    })
    .await;
}

/// Long enough that the page says how far reading is.
const N_LONG: usize = 300_000;

/// Notes what the feed and the tools are like whenever the page changes.
const WATCHED: &str = "window.seen = [];
    new MutationObserver(() => {
        const feed = document.querySelector('[role=feed]');
        const bar = document.querySelector('[role=progressbar][aria-label^=Reading]');
        if (feed && feed.querySelector('[role=article]')) {
            const early = feed.getAttribute('aria-busy') === 'true';
            const size = feed.querySelector('[role=article]').getAttribute('aria-setsize');
            seen.push([early, size, !!bar, feed.innerText.includes('no 2 '), !!document.querySelector('[role=searchbox]')]);
        }
    }).observe(document.body, { childList: true, subtree: true, attributes: true });";

/// Waits for rows of a thread of that many records.
async fn whole_thread(page: &Page, n_records: &str) {
    let css = format!("[role=article][aria-setsize='{n_records}']");
    until("the whole thread", || async {
        let rows = page.find_all(Locator::Css(&css)).await.ok()?;
        (!rows.is_empty()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn first_messages_show_while_a_long_text_is_read() {
    with_page("early", |page| async move {
        page.open().await;
        let bytes = many(N_LONG);
        let export = written(
            &page.browser.scratch,
            "WhatsApp Chat with Long Haul.zip",
            &bytes,
        );
        page.execute(WATCHED, Vec::new()).await.unwrap();
        open_export(&page, &export).await;
        whole_thread(&page, "300000").await;
        let seen = page.js("seen").await;
        let seen = seen.as_array().unwrap();
        // First messages with their words, how far it is, and no tools for them yet.
        let early = serde_json::json!([true, "-1", true, true, false]);
        assert!(seen.contains(&early), "{seen:?}");
        let whole = serde_json::json!([false, "300000", false, true, true]);
        assert_eq!(seen.last(), Some(&whole));
    })
    .await;
}

#[tokio::test]
async fn opening_can_be_cancelled() {
    with_page("cancel-opening", |page| async move {
        page.open().await;
        let bytes = many(N_LONG * 3);
        let export = written(&page.browser.scratch, "WhatsApp Chat with Long Haul.zip", &bytes);
        let press = "new MutationObserver((_, watcher) => {
            const bar = document.querySelector('[role=progressbar][aria-label^=Reading]');
            const cancel = bar && [...document.querySelectorAll('button')].find(at => at.innerText === 'Cancel');
            if (cancel) { watcher.disconnect(); cancel.click(); }
        }).observe(document.body, { childList: true, subtree: true, attributes: true });";
        page.execute(press, Vec::new()).await.unwrap();
        page.choose_files("Open exports", &[&export]).await;
        until("it is said", || async {
            let said = page.js("document.body.innerText").await;
            said.as_str()?.contains("opening was cancelled").then_some(())
        })
        .await;
        assert_eq!(page.js("document.querySelectorAll('[role=article]').length").await, 0);
        let small = written(&page.browser.scratch, "WhatsApp Chat with Short Haul.zip", &many(20));
        open_export(&page, &small).await;
        whole_thread(&page, "20").await;
    })
    .await;
}
