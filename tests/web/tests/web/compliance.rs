//! Compliance, worked by keyboard: a roster and a ready-made policy, the review to its end with a second
//! person, and what the report counts.

use web_tests::exports::{ios_text, written};
use web_tests::page::{Page, part, until, with_page};

use crate::keyboard::{ENTER, tab_to};
use crate::steps::*;

const ROSTER: &str = "person_id,full_name,side,authorised\n\
e001,Ada Poe,internal,yes\nx017,Bob Fay,external,yes\n";

/// Waits until the page says so.
async fn to_work(page: &Page, expected: &str) {
    page.text_that(part("status", "Findings to work"), |text| text == expected)
        .await;
}

/// What is at hand, on one line.
async fn at_hand(page: &Page) -> String {
    let words = page
        .js(
            "(() => { const list = document.getElementById('comply-findings'); \
             const at = list?.getAttribute('aria-activedescendant'); \
             return document.getElementById(at)?.innerText ?? ''; })()",
        )
        .await;
    words.as_str().unwrap_or_default().replace('\n', " ")
}

async fn list_has_focus(page: &Page) {
    until("the list has the focus", || async {
        page.js("document.activeElement?.id === 'comply-findings'")
            .await
            .as_bool()?
            .then_some(())
    })
    .await;
}

/// Opens an export with an invitation, a stranger and a lost file, a roster, and the desk policy.
async fn ask(page: &Page) {
    let bodies = [
        ("Ada Poe", "can we move this to Signal?"),
        ("Bob Fay", "no, the quay at noon is fine for me"),
        ("Cy Orr", "and who may I be"),
    ];
    let folder = &page.browser.scratch;
    let text = ios_text(bodies);
    let export = written(folder, "WhatsApp Chat - Quay.txt", text.as_bytes());
    open_export(page, &export).await;
    go_to(page, "Compliance").await;
    let roster = written(folder, "roster.csv", ROSTER.as_bytes());
    page.choose_files("Open roster", &[&roster]).await;
    let ready_made = page.find(part("combobox", "Ready-made policy")).await;
    page.choose(&ready_made, "Trading desk").await;
    tab_to(page, "Ask").await;
    page.keys(ENTER).await;
    list_has_focus(page).await;
}

#[tokio::test]
async fn findings_are_worked_by_keyboard_to_the_end() {
    with_page("compliance", |page| async move {
        page.open().await;
        ready_offline(&page).await;
        let n_before = page.browser.server.asked().len();
        ask(&page).await;
        to_work(&page, "3 of 3 findings to work").await;
        page.leave_picture("review").await;
        assert!(
            at_hand(&page).await.starts_with("High O001 Ada Poe"),
            "{}",
            at_hand(&page).await
        );

        // Confirmed with an outcome; the name is asked once. It is grave: a second person must agree.
        page.keys("y").await;
        page.find(part("dialog", "Confirm")).await;
        let done = page.find(part("combobox", "What was done")).await;
        page.choose(&done, "told").await;
        let name = page.find(part("textbox", "Your name")).await;
        page.write(&name, "Ada Reviewer").await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "Confirm")).await;
        to_work(&page, "3 of 3 findings to work").await;
        list_has_focus(&page).await;
        page.keys("s").await;
        page.find(part("dialog", "A second person agrees")).await;
        let second = page
            .find(part("textbox", "Name of the second person"))
            .await;
        page.write(&second, "Ada Reviewer").await;
        page.keys(ENTER).await;
        page.find(part("dialog", "A second person agrees")).await;
        page.write(&second, "Bea Second").await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "A second person agrees")).await;
        to_work(&page, "2 of 3 findings to work").await;

        // Put aside with a reason, taken back, put aside again.
        list_has_focus(&page).await;
        page.keys("x").await;
        page.find(part("dialog", "Not relevant")).await;
        page.keys("Already known to Compliance").await;
        page.keys(ENTER).await;
        page.gone(part("dialog", "Not relevant")).await;
        to_work(&page, "1 of 3 findings to work").await;
        page.with_control('z').await;
        to_work(&page, "2 of 3 findings to work").await;
        for n_left in ["1", "0"] {
            list_has_focus(&page).await;
            page.keys("f").await;
            page.find(part("dialog", "False positive")).await;
            page.keys(ENTER).await;
            page.gone(part("dialog", "False positive")).await;
            to_work(&page, &format!("{n_left} of 3 findings to work")).await;
        }

        // The report counts the same, and its numbers lead to their findings.
        page.press(part("button", "Report")).await;
        page.press(part("button", "Finding 1")).await;
        to_work(&page, "0 of 3 findings to work").await;
        assert!(
            at_hand(&page).await.contains("Confirmed"),
            "{}",
            at_hand(&page).await
        );
        list_has_focus_or_takes_it(&page).await;
        page.keys("g").await;
        page.find(part("feed", "Messages")).await;
        assert_eq!(
            page.browser.server.asked().len(),
            n_before,
            "nothing is asked for"
        );
    })
    .await;
}

async fn list_has_focus_or_takes_it(page: &Page) {
    page.js("document.getElementById('comply-findings')?.focus()")
        .await;
    list_has_focus(page).await;
}
