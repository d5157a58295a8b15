//! A long thread opens like a short one and can be read to its end.

use fantoccini::Locator;
use web_tests::exports::{many, written};
use web_tests::page::{part, until, with_page};

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
