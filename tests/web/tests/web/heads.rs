//! Messages that are withheld with their heads, times that are given less exactly, and packages that
//! were handed over before.

use web_tests::foreign;
use web_tests::page::{Page, part, part_beginning, until, with_page};

use crate::steps::*;

/// Chooses in the dialog "Redact" what of a message is withheld.
async fn reach(page: &Page, number: u32, words: &str) {
    press_on(page, number, "Redact message").await;
    let dialog = page.find(part("dialog", "Redact")).await;
    let what = page
        .find_in(&dialog, part("combobox", "What is withheld"))
        .await;
    page.choose(&what, words).await;
}

#[tokio::test]
async fn a_message_goes_with_its_head_and_times_lose_their_minutes() {
    with_page("heads", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        reach(&page, 2, "with time and sender").await;
        until("the dialog says what stays", || async {
            let dialog = page.find(part("dialog", "Redact")).await;
            let text = dialog.text().await.ok()?;
            text.contains("the package lists the gap").then_some(())
        })
        .await;
        give_reason(&page, "Redact", "LPP").await;
        reach(&page, 3, "only the hour").await;
        give_reason(&page, "Redact", "TPD").await;
        let rows = redactions_are(&page, 2).await;
        let all = rows.join("\n");
        assert!(all.contains("Message with its head"), "{all}");
        assert!(all.contains("Times of a chat"), "{all}");

        // As the recipient will see it.
        go_to(&page, "Read").await;
        page.press(part_beginning("checkbox", "Show as the recipient"))
            .await;
        words_fit(&page, 3, |words| words.contains(" h █[TPD]█")).await;
        let gone = words_fit(&page, 2, |words| words.contains("LPP")).await;
        assert!(!gone.contains("Poe"), "{gone}");

        build(&page).await;
        let package = save_package(&page).await;
        assert!(verdict(&page, &package).await.starts_with("Valid"));
        let folder = foreign::unzipped(&package, &page.browser.scratch.join("unzipped"));
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let text = read("data/threads/t001/transcript.txt");
        assert!(text.contains("[2]  | * █[LPP]█\n"), "{text}");
        let readme = read("README.txt");
        assert!(
            readme.contains("thread 1: 1 message withheld, between records 1 and 3\n"),
            "{readme}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_handed_over_before_is_looked_at() {
    with_page("earlier", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        build(&page).await;
        let earlier = save_package(&page).await;
        let kept = page.browser.scratch.join("earlier.zip");
        std::fs::rename(&earlier, &kept).unwrap();

        go_to(&page, "Read").await;
        redact_message(&page, 2, "LPP").await;
        build(&page).await;
        page.find(part("link", "Save package")).await;
        page.choose_files("Open earlier packages", &[&kept]).await;
        page.text_that(part("status", "What earlier packages give away"), |text| {
            text.contains("where something stands that is withheld now")
        })
        .await;
        page.gone(part("link", "Save package")).await;
        page.press(part_beginning(
            "checkbox",
            "I have looked at each of these, and",
        ))
        .await;
        page.find(part("link", "Save package")).await;
    })
    .await;
}
