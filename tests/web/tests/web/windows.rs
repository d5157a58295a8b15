//! Two windows of the page in one browser: what one withholds, the other withholds at once.

use web_tests::page::{part, until, with_page};

use crate::steps::*;

#[tokio::test]
async fn what_one_window_withholds_the_other_withholds_at_once() {
    with_page("windows", |page| async move {
        let export = journey_export(&page);
        page.open().await;
        open_export(&page, &export).await;
        let first = page.window().await.expect("a window");
        let second = page.new_window(false).await.expect("another").handle;
        page.turn_to(&second).await;
        page.open().await;
        open_export(&page, &export).await;
        redact_message(&page, 3, "TPD").await;

        page.turn_to(&first).await;
        words_fit(&page, 3, |words| words.contains("Withheld")).await;
        redact_message(&page, 4, "COM").await;
        redactions_are(&page, 2).await;

        page.turn_to(&second).await;
        redactions_are(&page, 2).await;
        page.press(part("button", "Undo")).await;
        until("one redaction is left", || async {
            (redactions(&page).await.len() == 1).then_some(())
        })
        .await;
    })
    .await;
}
