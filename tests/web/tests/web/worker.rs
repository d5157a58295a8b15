//! The worker breaks: the page says so, starts another, and nothing decided is lost.

use web_tests::cdp::Channel;
use web_tests::page::with_page;

use crate::steps::*;

#[tokio::test]
async fn a_killed_worker_loses_no_decision() {
    with_page("killed-worker", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        redact_message(&page, 9, "TPD").await;
        let before = redactions_are(&page, 2).await;
        let n_asked = page.browser.server.asked().len();

        let mut channel = Channel::open(&page.browser.debugger);
        let url = page.current_url().await.unwrap();
        let workers = channel.workers(url.as_str());
        assert_eq!(workers.len(), 1, "{workers:?}");
        for worker in &workers {
            channel.set_off(
                worker,
                "setTimeout(() => { throw new Error('killed by the test'); })",
            );
        }
        let said = alert(&page).await;
        assert!(said.contains("no decision is lost"), "{said}");
        go_to(&page, "Read").await;
        words_fit(&page, 5, |words| words.contains("Withheld")).await;
        assert_eq!(redactions_are(&page, 2).await, before);
        let n_asked_after = page.browser.server.asked().len();
        assert_eq!(n_asked_after, n_asked, "the new worker asked for something");
        build(&page).await;
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));
        // The error that was thrown on purpose stands on the console.
        page.console().await;
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_ends_without_a_word_is_replaced() {
    with_page("closed-worker", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        redact_message(&page, 5, "SEC").await;
        let before = redactions_are(&page, 1).await;

        let mut channel = Channel::open(&page.browser.debugger);
        let url = page.current_url().await.unwrap();
        for worker in &channel.workers(url.as_str()) {
            channel.set_off(worker, "self.close()");
        }
        let said = alert(&page).await;
        assert!(said.contains("no decision is lost"), "{said}");
        go_to(&page, "Read").await;
        words_fit(&page, 5, |words| words.contains("Withheld")).await;
        assert_eq!(redactions_are(&page, 1).await, before);
    })
    .await;
}
