//! A filter that becomes the scope of a package, by keyboard.

use web_tests::foreign;
use web_tests::page::{part, part_beginning, until, with_page};

use crate::keyboard::{ENTER, tab_to};
use crate::steps::*;

#[tokio::test]
async fn only_what_the_filter_shows_goes_out_and_the_package_says_so() {
    with_page("scoping", |page| async move {
        page.open().await;
        let export = journey_export(&page);
        open_export(&page, &export).await;
        page.keys("/").await;
        until("the search box has the focus", || async {
            let at = page.js("document.activeElement?.id").await;
            (at.as_str()? == "search-messages").then_some(())
        })
        .await;
        page.keys("from:bob").await;
        page.text_that(part("status", "Search results"), |text| {
            text.starts_with('5')
        })
        .await;
        let only = page.find(part("checkbox", "Show only what is found")).await;
        page.js_on(&only, "at => at.focus()").await;
        page.keys(" ").await;
        page.text_that(part("status", "What is shown"), |text| {
            text.starts_with("Shown: 5 of 12 messages · from “bob”")
        })
        .await;
        until("the digest is known and the dialog opens", || async {
            page.press(part("button", "Build package")).await;
            page.look_for(None, part("dialog", "Build package")).await
        })
        .await;
        let dialog = page.find(part("dialog", "Build package")).await;
        // Nothing is chosen for the person, and it is said what is left to choose.
        until("what is left to choose is said", || async {
            let text = dialog.text().await.ok()?;
            text.contains("Choose whether the filter limits the package")
                .then_some(())
        })
        .await;
        let choice = page
            .find_in(
                &dialog,
                part_beginning("radio", "Only what the filter shows: from “bob”"),
            )
            .await;
        page.js_on(&choice, "at => at.focus()").await;
        page.keys(" ").await;
        tab_to(&page, "Build").await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "Build package")).await;
        let package = save_package(&page).await;
        let folder = foreign::unzipped(&package, &page.browser.scratch.join("unzipped"));
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let text = read("data/threads/t001/transcript.txt");
        assert!(
            text.contains("Which falcon, the old one?") && !text.contains("papers"),
            "{text}"
        );
        assert!(text.contains("Ada Poe: █[IRR]█"), "{text}");
        assert!(read("README.txt").contains("for that alone or for that, too: 7. Their rows"));
        let log = read("data/logs/redaction-log.csv");
        assert_eq!(log.matches(",outside,1,IRR,").count(), 7);
        assert!(verdict(&page, &package).await.starts_with("Valid"));

        // It is one decision, listed, and taken back as any other.
        page.press(part("button", "Back to the case")).await;
        let rows = redactions_are(&page, 1).await;
        assert!(
            rows[0].contains("Outside the scope") && rows[0].contains("7 places"),
            "{rows:?}"
        );
        page.press(part("button", "Withdraw redaction 1")).await;
        until("nothing is withheld any more", || async {
            let title = page
                .js("document.getElementById('redactions-title')?.innerText")
                .await;
            (title.as_str()? == "0 redactions").then_some(())
        })
        .await;
        assert_eq!(page.complaints().await, Vec::<String>::new());
    })
    .await;
}
