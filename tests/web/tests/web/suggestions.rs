//! Suggestions of what to withhold, worked through by keyboard alone, up to a package.

use web_tests::exports::{ios_text, written};
use web_tests::page::{Page, part, until, with_page};

use crate::keyboard::{ENTER, tab_to};
use crate::steps::*;

const ESCAPE: &str = "\u{e00c}";

async fn decided(page: &Page) -> String {
    page.text_that(part("status", "Suggestions decided"), |text| {
        !text.is_empty()
    })
    .await
}

/// Waits until the page says so.
async fn decided_are(page: &Page, expected: &str) {
    page.text_that(part("status", "Suggestions decided"), |text| {
        text == expected
    })
    .await;
}

/// What is at hand: its kind and its text.
async fn at_hand(page: &Page) -> String {
    let words = page
        .js(
            "(() => { const list = document.getElementById('suggestions'); \
             const at = list?.getAttribute('aria-activedescendant'); \
             return document.getElementById(at)?.innerText ?? ''; })()",
        )
        .await;
    words.as_str().unwrap_or_default().replace('\n', " ")
}

/// Opens an export with three telephone numbers, two of them the same, and an address.
async fn open_with_finds(page: &Page) {
    let bodies = [
        ("Ada Poe", "ring +44 7700 900123 before noon"),
        ("Bob Fay", "or +44 7700 900456, she said"),
        ("Ada Poe", "again: +44 7700 900123"),
        ("Bob Fay", "mail quay.three@example.org"),
    ];
    let folder = &page.browser.scratch;
    let text = ios_text(bodies);
    let export = written(folder, "WhatsApp Chat - Quay.txt", text.as_bytes());
    open_export(page, &export).await;
}

#[tokio::test]
async fn suggestions_are_decided_by_keyboard_and_a_package_waits_for_them() {
    with_page("suggestions", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let n_before = page.browser.server.asked().len();
        open_with_finds(&page).await;
        go_to(&page, "Redact").await;
        tab_to(&page, "Suggest what may").await;
        page.keys(ENTER).await;
        decided_are(&page, "0 of 4 suggestions decided").await;
        until("the list has the focus", || async {
            page.js("document.activeElement?.id === 'suggestions'")
                .await
                .as_bool()?
                .then_some(())
        })
        .await;
        page.leave_picture("list").await;

        // All with one text, whatever is first: the reason is asked once.
        while !at_hand(&page).await.contains("+44 7700 900123") {
            page.keys("j").await;
        }
        page.keys("A").await;
        page.find(part("dialog", "Accept suggestion")).await;
        page.keys(ESCAPE).await;
        page.gone(part("dialog", "Accept suggestion")).await;
        page.keys("A").await;
        page.find(part("dialog", "Accept suggestion")).await;
        tab_to(&page, "Apply").await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "Accept suggestion")).await;
        decided_are(&page, "2 of 4 suggestions decided").await;

        // A package waits.
        page.press(part("button", "Build package")).await;
        let dialog = page.find(part("dialog", "Build package")).await;
        let words = dialog.text().await.unwrap();
        assert!(words.contains("2 suggestions are not decided"), "{words}");
        page.keys(ESCAPE).await;
        page.gone(part("dialog", "Build package")).await;

        tab_to(&page, "Suggestions").await;
        while !at_hand(&page).await.contains("+44 7700 900456") {
            page.keys("n").await;
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        page.keys("a").await;
        decided_are(&page, "3 of 4 suggestions decided").await;
        page.with_control('z').await;
        decided_are(&page, "2 of 4 suggestions decided").await;
        page.keys("k").await;
        while !at_hand(&page).await.contains("+44 7700 900456") {
            page.keys("n").await;
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        page.keys("a").await;
        decided_are(&page, "3 of 4 suggestions decided").await;
        while !at_hand(&page).await.contains("quay.three@example.org") {
            page.keys("n").await;
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        page.keys("x").await;
        decided_are(&page, "4 of 4 suggestions decided").await;
        page.leave_picture("decided").await;

        page.press(part("button", "Close suggestions")).await;
        assert_eq!(redactions_are(&page, 2).await.len(), 2);
        build(&page).await;
        let remains = part("region", "What a reader can still find");
        let words = page
            .text_that(remains, |text| text.contains("looked at."))
            .await;
        assert!(words.contains("4 messages were looked at. 1 place that you rejected is left out"));
        assert!(
            words.contains("nothing was found that nobody decided about"),
            "{words}"
        );
        let package = save_package(&page).await;
        let bytes = std::fs::read(&package).unwrap();
        let holds = |words: &str| bytes.windows(words.len()).any(|at| at == words.as_bytes());
        assert!(!holds("7700 900123") && !holds("7700 900456"));
        assert!(holds("quay.three@example.org"), "it was rejected");
        assert!(!holds("Reject"), "nothing tells of it");
        assert!(verdict(&page, &package).await.starts_with("Valid"));
        let asked = page.browser.server.asked();
        let after: Vec<&str> = asked
            .iter()
            .skip(n_before)
            .map(|one| one.target.as_str())
            .collect();
        assert!(after.is_empty(), "asked for after loading: {after:?}");
    })
    .await;
}

#[tokio::test]
async fn suggestions_are_read_on_a_telephone_and_in_the_dark() {
    with_page("suggestions-looks", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        open_sample(&page).await;
        go_to(&page, "Redact").await;
        page.press(part("button", "Suggest what may have to be withheld"))
            .await;
        let words = decided(&page).await;
        assert!(words.starts_with("0 of "), "{words}");
        page.find(part("listbox", "Suggestions")).await;
        for (theme, width, height) in [
            ("light", 1440, 900),
            ("dark", 1440, 900),
            ("light", 390, 844),
            ("dark", 390, 844),
        ] {
            page.set_window_size(width, height).await.unwrap();
            page.js(&format!(
                "(document.documentElement.dataset.theme = '{theme}', true)"
            ))
            .await;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            let too_wide = page
                .js("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .await;
            page.leave_picture(&format!("{theme}-{width}")).await;
            assert_eq!(too_wide, 0, "{theme} at {width}");
        }
    })
    .await;
}
