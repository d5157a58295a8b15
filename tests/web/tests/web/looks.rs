//! Every screen at a desk and in a hand, in light and dark: nothing is wider than the window. The
//! pictures are left in the scratch folder for a person to look at.

use web_tests::page::{Page, part, until, with_page};

use crate::steps::*;

#[tokio::test]
async fn every_screen_fits_its_window() {
    with_page("looks", |page| async move {
        for (width_px, height_px) in [(1440, 900), (390, 844), (720, 450)] {
            for dark in [false, true] {
                page.look_like(width_px, height_px, dark).await;
                let suffix = format!("{width_px}-{}", if dark { "dark" } else { "light" });
                every_screen(&page, &suffix).await;
            }
        }
    })
    .await;
}

async fn every_screen(page: &Page, suffix: &str) {
    page.open().await;
    shows(page, "start", suffix).await;
    open_sample(page).await;
    message_in_first_view(page, suffix).await;
    shows(page, "read", suffix).await;
    for area in [
        "People", "Findings", "Gallery", "Timeline", "Package", "Redact",
    ] {
        go_to(page, area).await;
        shows(page, &area.to_lowercase(), suffix).await;
    }
    go_to(page, "Read").await;
    redact_or_find_redacted(page).await;
    shows(page, "redacted", suffix).await;
    bar_covers_nothing(page, suffix).await;
    for (button, name) in [
        ("Redact everywhere", "everywhere"),
        ("Build package", "build"),
        ("Keyboard shortcuts", "shortcuts"),
        ("Forget", "forget"),
    ] {
        page.press(part("button", button)).await;
        let dialog = page.find(part("dialog", button)).await;
        if name == "everywhere" {
            let find = page.find_in(&dialog, part("textbox", "Find")).await;
            page.write(&find, "Varga").await;
        }
        shows(page, name, suffix).await;
        page.press_in(&dialog, part("button", "Close")).await;
        page.gone(part("dialog", button)).await;
    }
    page.press(part("button", "Verify a package")).await;
    shows(page, "verify", suffix).await;
}

/// The sample's decisions are kept from the round before.
async fn redact_or_find_redacted(page: &Page) {
    if !words_of(page, 5).await.contains("Withheld") {
        redact_message(page, 5, "COM").await;
    }
}

/// Without scrolling, some message is there to be read, from its sender to its time.
async fn message_in_first_view(page: &Page, suffix: &str) {
    until(
        &format!("a whole message in the first view at {suffix}"),
        || async {
            page.js(
                "[...document.querySelectorAll('[role=feed] [role=article]')].some(at => { \
                 const box = at.getBoundingClientRect(); \
                 const feed = at.closest('.feed').getBoundingClientRect(); \
                 return box.height > 20 && box.top >= feed.top && box.bottom <= innerHeight; })",
            )
            .await
            .as_bool()?
            .then_some(())
        },
    )
    .await;
}

/// The buttons of the message that has the focus lie over no words and no time, whichever message
/// it is.
async fn bar_covers_nothing(page: &Page, suffix: &str) {
    for number in 1..=12 {
        focus(page, number).await;
        until(&format!("the buttons of message {number}"), || async {
            page.js("document.querySelector('.message__bar') !== null")
                .await
                .as_bool()?
                .then_some(())
        })
        .await;
        let covered = page
            .js("(() => { const bar = document.querySelector('.message__bar').getBoundingClientRect(); \
                 return [...document.querySelectorAll('.words, .message__foot, .message__sender, .attachment')] \
                   .filter(at => { const box = at.getBoundingClientRect(); \
                     return box.width > 0 && box.left < bar.right && bar.left < box.right \
                       && box.top < bar.bottom && bar.top < box.bottom; }) \
                   .map(at => at.innerText); })()")
            .await;
        assert_eq!(
            covered,
            serde_json::json!([]),
            "message {number} at {suffix}"
        );
    }
}

async fn shows(page: &Page, name: &str, suffix: &str) {
    tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    let too_wide = page
        .js("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await;
    let picture = page.screenshot().await.unwrap();
    let path = page.browser.scratch.join(format!("{name}-{suffix}.png"));
    std::fs::write(&path, picture).unwrap();
    assert_eq!(too_wide, 0, "{name} at {suffix} scrolls sideways");
}
