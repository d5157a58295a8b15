//! The area "Timeline" without a pointer: marks and numbers lead to their messages.

use web_tests::exports::{many, written};
use web_tests::page::{Page, part, until, with_page};

use crate::steps::*;

const ENTER: &str = "\u{e007}";
const RIGHT: &str = "\u{e014}";
const HOME: &str = "\u{e011}";

/// The name of what has the focus.
async fn focused(page: &Page) -> String {
    let name = page
        .js("document.activeElement?.getAttribute('aria-label') ?? ''")
        .await;
    name.as_str().unwrap_or_default().to_owned()
}

async fn focus_id(page: &Page, id: &str) {
    until(&format!("{id} has the focus"), || async {
        let took = format!(
            "(() => {{ const at = document.getElementById('{id}'); at?.focus(); \
             return document.activeElement === at; }})()"
        );
        page.js(&took).await.as_bool()?.then_some(())
    })
    .await;
}

#[tokio::test]
async fn marks_and_numbers_open_their_messages_by_keyboard() {
    with_page("timeline", |page| async move {
        page.open().await;
        let export = written(&page.browser.scratch, "long.zip", &many(30_000));
        open_export(&page, &export).await;
        let search = page.find(part("searchbox", "Search messages")).await;
        page.write(&search, "urgent legal").await;
        page.text_that(part("status", "Search results"), |text| {
            text.starts_with("150")
        })
        .await;
        go_to(&page, "Timeline").await;
        focus_id(&page, "strip-0").await;
        let first = focused(&page).await;
        assert!(
            first.starts_with("2019-01-01, 00:00 to 11:59: 240 messages"),
            "{first}"
        );
        assert!(first.contains("with a hit"), "{first}");
        page.keys(RIGHT).await;
        let next = focused(&page).await;
        assert!(
            next.starts_with("2019-01-01, 12:00 to 23:59: 240 messages"),
            "{next}"
        );
        page.keys(ENTER).await;
        let dialog = page
            .find(part("dialog", "Messages of 2019-01-01, 12:00 to 23:59"))
            .await;
        page.press_in(&dialog, part("button", "Message 241")).await;
        page.gone(part("dialog", "Messages of 2019-01-01, 12:00 to 23:59"))
            .await;
        until("message 241 has the focus", || async {
            page.js("document.activeElement?.getAttribute('aria-posinset') === '241'")
                .await
                .as_bool()?
                .then_some(())
        })
        .await;

        go_to(&page, "Timeline").await;
        focus_id(&page, "heat-0").await;
        page.keys(RIGHT).await;
        page.keys(HOME).await;
        let hour = focused(&page).await;
        assert!(hour.starts_with("Monday, 00:00 to 00:59: "), "{hour}");
        page.keys(ENTER).await;
        page.find(part("dialog", "Messages of Monday, 00:00 to 00:59"))
            .await;
    })
    .await;
}
